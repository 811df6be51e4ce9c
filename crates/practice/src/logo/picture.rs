//! From an uploaded file to the PNG that is kept.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, imageops::FilterType};

/// The longest side that is kept, in pixels.
const LONGEST_SIDE: u32 = 512;
/// The longest side that is read.
const MOST_SIDE: u32 = 6_000;
/// The most pixels that are read: a small file may unfold to gigabytes.
const MOST_PIXELS: u64 = 24_000_000;

/// Draws the picture again; none when the bytes are no picture of a kind we read, or one too large.
pub fn redraw(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) {
        return None;
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_PIXELS * 8);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return None;
    }
    // Photographs are often stored lying on their side, with a note which way is up.
    let orientation = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    if width.max(height) > LONGEST_SIDE {
        picture = picture.resize(LONGEST_SIDE, LONGEST_SIDE, FilterType::Lanczos3);
    }
    // Eight bits a channel, no profiles, no text chunks.
    let mut png = Vec::new();
    DynamicImage::ImageRgba8(picture.into_rgba8()).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).ok()?;
    Some(png)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        DynamicImage::new_rgb8(width, height).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).expect("a picture");
        bytes
    }

    fn size(png: &[u8]) -> (u32, u32) {
        ImageReader::with_format(Cursor::new(png), ImageFormat::Png).into_dimensions().expect("a PNG")
    }

    #[test]
    fn a_large_picture_becomes_small_and_keeps_its_shape() {
        assert_eq!(size(&redraw(&png(1200, 300)).expect("drawn")), (512, 128));
        assert_eq!(size(&redraw(&png(40, 20)).expect("drawn")), (40, 20));
    }

    #[test]
    fn what_was_written_into_the_file_is_gone() {
        let mut bytes = png(8, 8);
        // A text chunk in front of the end chunk (12 bytes): length, type, keyword NUL text, and a CRC.
        let text = b"Comment\0somebody's home";
        let mut chunk = u32::try_from(text.len()).expect("short").to_be_bytes().to_vec();
        chunk.extend_from_slice(b"tEXt");
        chunk.extend_from_slice(text);
        chunk.extend_from_slice(&crc(&chunk[4..]).to_be_bytes());
        let at = bytes.len() - 12;
        bytes.splice(at..at, chunk);
        let drawn = redraw(&bytes).expect("drawn");
        assert!(!drawn.windows(8).any(|part| part == b"somebody"));
        // The same behind the picture.
        let mut trailing = png(8, 8);
        trailing.extend_from_slice(b"<script>alert(1)</script>");
        assert!(!redraw(&trailing).expect("drawn").windows(8).any(|part| part == b"<script>"));
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 })
        })
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for bad in [
            &b""[..],
            b"not a picture",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            b"GIF89a\x01\x00\x01\x00\x80\x00\x00",
            b"\x89PNG\r\n\x1a\n",
        ] {
            assert!(redraw(bad).is_none());
        }
        let whole = png(64, 64);
        assert!(redraw(&whole[..whole.len() / 2]).is_none());
    }

    #[test]
    fn a_picture_that_would_unfold_to_gigabytes_is_refused_by_its_head() {
        // A real head of 60,000 × 60,000 pixels with next to no data behind.
        let mut bytes = png(1, 1);
        bytes[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
        let crc = crc(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&crc.to_be_bytes());
        assert!(redraw(&bytes).is_none());
    }
}
