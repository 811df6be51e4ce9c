//! Pictures drawn again: what is kept is what was to be seen, and nothing else that was in the file.

use std::io::Cursor;

use domain::messaging::files::{FileKind, MOST_PIXELS};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};

/// Of a hundred; nobody sees the difference, and the file stays about as long as it was.
const JPEG_QUALITY: u8 = 90;

/// The same picture, upright, as a file of the same kind; none when it cannot be read.
pub fn redraw(kind: FileKind, bytes: &[u8]) -> Option<Vec<u8>> {
    let format = if kind == FileKind::Png { ImageFormat::Png } else { ImageFormat::Jpeg };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_PIXELS * 8);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return None;
    }
    // Photographs are often stored lying on their side, with a note which way is up.
    let orientation = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    let mut drawn = Vec::new();
    match format {
        ImageFormat::Png => {
            let plain = if picture.color().has_alpha() {
                DynamicImage::ImageRgba8(picture.into_rgba8())
            } else {
                DynamicImage::ImageRgb8(picture.into_rgb8())
            };
            plain.write_to(&mut Cursor::new(&mut drawn), ImageFormat::Png).ok()?;
        }
        _ => picture.into_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut drawn, JPEG_QUALITY)).ok()?,
    }
    Some(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut drawn = image::RgbImage::new(16, 8);
        // The upper left corner is red.
        for (x, y, pixel) in drawn.enumerate_pixels_mut() {
            *pixel = if x < 8 && y < 4 { image::Rgb([255, 0, 0]) } else { image::Rgb([0, 0, 255]) };
        }
        drawn.write_to(&mut Cursor::new(&mut bytes), format).expect("a picture");
        bytes
    }

    /// Notes as telephones write them (EXIF): which way is up, and a place.
    fn with_notes(jpeg: &[u8], orientation: u8) -> Vec<u8> {
        let mut notes = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        notes.extend_from_slice(&[orientation, 0, 0, 0, 0, 0, 0]);
        notes.extend_from_slice(b"40.7128N 74.0060W");
        let length = u16::try_from(notes.len() + 2).expect("short").to_be_bytes();
        [&jpeg[..2], b"\xff\xe1", &length, &notes, &jpeg[2..]].concat()
    }

    fn holds(bytes: &[u8], word: &[u8]) -> bool {
        bytes.windows(word.len()).any(|part| part == word)
    }

    #[test]
    fn m4_where_a_photograph_was_taken_is_gone_and_it_stands_upright() {
        let noted = with_notes(&picture(ImageFormat::Jpeg), 6);
        assert!(holds(&noted, b"40.7128N"));
        let drawn = redraw(FileKind::Jpeg, &noted).expect("drawn");
        assert!(!holds(&drawn, b"40.7128N") && !holds(&drawn, b"Exif"));
        let upright = image::load_from_memory_with_format(&drawn, ImageFormat::Jpeg).expect("a JPEG").into_rgb8();
        // Turned by a quarter to the right: the corner that was upper left is upper right.
        assert_eq!(upright.dimensions(), (8, 16));
        let [red, _, blue] = upright.get_pixel(6, 2).0;
        assert!(red > 200 && blue < 60, "{red} {blue}");
    }

    #[test]
    fn m4_what_stands_behind_a_picture_is_gone() {
        for (kind, format) in [(FileKind::Png, ImageFormat::Png), (FileKind::Jpeg, ImageFormat::Jpeg)] {
            let polyglot = [picture(format), b"<script>alert(1)</script>".to_vec()].concat();
            let drawn = redraw(kind, &polyglot).expect("drawn");
            assert!(!holds(&drawn, b"<script>"));
            assert_eq!(image::load_from_memory_with_format(&drawn, format).expect("a picture").width(), 16);
        }
    }

    #[test]
    fn m4_half_a_png_is_none() {
        let whole = picture(ImageFormat::Png);
        assert!(redraw(FileKind::Png, &whole[..whole.len() / 2]).is_none());
        assert!(redraw(FileKind::Png, &picture(ImageFormat::Jpeg)).is_none());
    }
}
