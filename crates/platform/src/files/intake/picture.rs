//! Pictures drawn again: what is kept is what was to be seen, and nothing else that was in the file.

use std::io::Cursor;

use domain::files::{FileKind, FileRefusal, MOST_PIXELS};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits};

/// Of a hundred; nobody sees the difference, and the file stays about as long as it was.
const JPEG_QUALITY: u8 = 90;
/// Bytes of a picture as it is read: the most pixels with four bytes each (400 MB), or half as many with 16 bits for each colour.
const MOST_READ: u64 = MOST_PIXELS * 4;

/// The same picture, upright, with 8 bits for each colour, as a file of the same kind.
///
/// For a moment it is there twice, which is up to 800 MB, beside what the decoder needs.
///
/// # Errors
/// `file_bomb` when it would take more, `file_broken` when it cannot be read.
pub fn redraw(kind: FileKind, bytes: &[u8]) -> Result<Vec<u8>, FileRefusal> {
    let format = if kind == FileKind::Png { ImageFormat::Png } else { ImageFormat::Jpeg };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_READ);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_READ {
        return Err(FileRefusal::Bomb);
    }
    // Photographs are often stored lying on their side, with a note which way is up.
    let orientation = decoder.orientation().ok();
    let read = DynamicImage::from_decoder(decoder).map_err(broken)?;
    // Before it is turned: what is turned is copied.
    let mut picture = if format == ImageFormat::Png && read.color().has_alpha() {
        DynamicImage::ImageRgba8(read.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(read.into_rgb8())
    };
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    let mut drawn = Vec::new();
    let written = match format {
        ImageFormat::Png => picture.write_to(&mut Cursor::new(&mut drawn), ImageFormat::Png),
        _ => picture.write_with_encoder(JpegEncoder::new_with_quality(&mut drawn, JPEG_QUALITY)),
    };
    written.map_err(broken)?;
    Ok(drawn)
}

fn broken(_: ImageError) -> FileRefusal {
    FileRefusal::Broken
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
    fn m4_half_a_png_is_refused() {
        let whole = picture(ImageFormat::Png);
        assert_eq!(redraw(FileKind::Png, &whole[..whole.len() / 2]), Err(FileRefusal::Broken));
        assert_eq!(redraw(FileKind::Png, &picture(ImageFormat::Jpeg)), Err(FileRefusal::Broken));
    }

    #[test]
    fn m4_a_picture_of_sixteen_bits_is_kept_with_eight() {
        for (deep, plain) in [
            (DynamicImage::new_rgba16(16, 8), image::ColorType::Rgba8),
            (DynamicImage::new_rgb16(16, 8), image::ColorType::Rgb8),
            (DynamicImage::new_luma16(16, 8), image::ColorType::Rgb8),
        ] {
            let mut bytes = Vec::new();
            deep.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).expect("a picture");
            let drawn = redraw(FileKind::Png, &bytes).expect("drawn");
            let kept = image::load_from_memory_with_format(&drawn, ImageFormat::Png).expect("a PNG");
            assert_eq!((kept.color(), kept.width()), (plain, 16));
        }
    }
}
