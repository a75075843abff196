//! Copies of large photos that are small enough to be shown: a web view keeps each pixel of an image in
//! four bytes, so a photo of 24 megapixels would cost it 100 MB.

use std::collections::VecDeque;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, ImageResult, Limits};

use crate::host::lock;

/// Pixels from side to side of a copy: the page's column on a screen of three pixels to one of CSS, and
/// 300 dots an inch on paper.
const WIDTH: u32 = 2048;
/// Images with fewer pixels are shown as they are.
const LARGE: u64 = 4_000_000;
/// Bytes that decoding one may take; a larger one is shown as it is.
const MOST: u64 = 1024 * 1024 * 1024;
/// Bytes of copies that are kept.
const ROOM: usize = 48 * 1024 * 1024;
/// Of a JPEG copy, from 1 to 100.
const QUALITY: u8 = 85;

/// A copy of an image.
pub struct Copy {
    /// Its type.
    pub mime: &'static str,
    /// Its file.
    pub bytes: Vec<u8>,
}

/// The file that a copy is of.
#[derive(Clone, PartialEq, Eq)]
struct Source {
    path: PathBuf,
    changed: Option<SystemTime>,
    length: usize,
}

/// The copies that were made last, within a bound.
#[derive(Default)]
pub struct Scaled {
    /// The one that was used last comes last. `None` for an image that is shown as it is.
    kept: Mutex<VecDeque<(Source, Option<Arc<Copy>>)>>,
    /// Held while one is decoded: two at once would take twice the memory, and no less time.
    turn: Mutex<()>,
}

impl Scaled {
    /// A copy of the image in a file, which holds these bytes; `None` when the file itself will do.
    pub fn copy_of(&self, path: &Path, bytes: &[u8]) -> Option<Arc<Copy>> {
        let format = format(path)?;
        let changed = std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
        let source = Source { path: path.to_path_buf(), changed, length: bytes.len() };
        if let Some(known) = self.known(&source) {
            return known;
        }
        let _turn = lock(&self.turn);
        if let Some(known) = self.known(&source) {
            return known;
        }
        // A file that cannot be read is shown, or not, by the web view.
        let copy = scaled(bytes, format, WIDTH, LARGE).ok().flatten().map(Arc::new);
        self.keep(source, copy.clone(), ROOM);
        copy
    }

    fn known(&self, source: &Source) -> Option<Option<Arc<Copy>>> {
        let mut kept = lock(&self.kept);
        let at = kept.iter().position(|(known, _)| known == source)?;
        let found = kept.remove(at)?;
        let copy = found.1.clone();
        kept.push_back(found);
        Some(copy)
    }

    fn keep(&self, source: Source, copy: Option<Arc<Copy>>, room: usize) {
        let mut kept = lock(&self.kept);
        kept.retain(|(known, _)| known.path != source.path);
        kept.push_back((source, copy));
        // What is not copied takes room as well, for its path.
        let size = |(source, copy): &(Source, Option<Arc<Copy>>)| {
            source.path.as_os_str().len() + copy.as_ref().map_or(0, |copy| copy.bytes.len())
        };
        while kept.len() > 1 && kept.iter().map(size).sum::<usize>() > room {
            kept.pop_front();
        }
    }
}

/// Drawings are of any size already; GIFs move.
fn format(path: &Path) -> Option<ImageFormat> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" | "jfif" => Some(ImageFormat::Jpeg),
        "png" => Some(ImageFormat::Png),
        "webp" => Some(ImageFormat::WebP),
        _ => None,
    }
}

/// A copy of that width of an image that is wider and has so many pixels, turned as its camera was held.
fn scaled(bytes: &[u8], format: ImageFormat, width: u32, large: u64) -> ImageResult<Option<Copy>> {
    let moves = match format {
        ImageFormat::Png => PngDecoder::new(Cursor::new(bytes))?.is_apng()?,
        ImageFormat::WebP => WebPDecoder::new(Cursor::new(bytes))?.has_animation(),
        _ => false,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (across, down) = decoder.dimensions();
    if moves || u64::from(across) * u64::from(down) < large {
        return Ok(None);
    }
    let orientation = decoder.orientation()?;
    // Of a profile for printing or for grey nothing would fit the copy.
    let profile = decoder.icc_profile()?.filter(|profile| profile.get(16..20) == Some(b"RGB "));
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    if image.width() <= width {
        return Ok(None);
    }
    let height = (u64::from(image.height()) * u64::from(width) / u64::from(image.width())).max(1);
    let image = image.thumbnail_exact(width, height as u32);
    let mut copy = Vec::new();
    let has_alpha = image.color().has_alpha();
    if format == ImageFormat::Png || has_alpha {
        let mut encoder =
            PngEncoder::new_with_quality(&mut copy, CompressionType::Fast, FilterType::Adaptive);
        keep_profile(&mut encoder, profile);
        let image = if has_alpha { image.into_rgba8().into() } else { DynamicImage::from(image.into_rgb8()) };
        image.write_with_encoder(encoder)?;
        return Ok(Some(Copy { mime: "image/png", bytes: copy }));
    }
    let mut encoder = JpegEncoder::new_with_quality(&mut copy, QUALITY);
    keep_profile(&mut encoder, profile);
    image.into_rgb8().write_with_encoder(encoder)?;
    Ok(Some(Copy { mime: "image/jpeg", bytes: copy }))
}

/// A format without profiles has the colours of most.
fn keep_profile(encoder: &mut impl ImageEncoder, profile: Option<Vec<u8>>) {
    if let Some(profile) = profile {
        let _ = encoder.set_icc_profile(profile);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    /// Red above, blue below.
    fn photo(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(
            width,
            height,
            |_, y| if y < height / 2 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) },
        )
    }

    fn jpeg(image: &RgbImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 95)).expect("a JPEG");
        bytes
    }

    fn read(copy: &Copy) -> RgbImage {
        image::load_from_memory(&copy.bytes).expect("the copy can be read").into_rgb8()
    }

    /// A JPEG with an Exif segment that says how it is turned.
    fn turned(bytes: &[u8], orientation: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        let mut file = bytes[..2].to_vec();
        file.extend([0xff, 0xe1]);
        file.extend(u16::try_from(exif.len() + 2).expect("short").to_be_bytes());
        file.extend(exif);
        file.extend(&bytes[2..]);
        file
    }

    #[test]
    fn a_large_photo_is_copied_at_the_width_that_is_shown() {
        let copy = scaled(&jpeg(&photo(600, 400)), ImageFormat::Jpeg, 150, 1000).expect("it is read");
        let copy = copy.expect("it is large");
        assert_eq!(copy.mime, "image/jpeg");
        let image = read(&copy);
        assert_eq!(image.dimensions(), (150, 100));
        assert!(image.get_pixel(75, 10)[0] > 200 && image.get_pixel(75, 90)[2] > 200);
    }

    #[test]
    fn a_photo_is_turned_as_its_camera_was_held() {
        let file = turned(&jpeg(&photo(600, 400)), 3);
        let copy = scaled(&file, ImageFormat::Jpeg, 150, 1000).expect("it is read").expect("it is large");
        let image = read(&copy);
        assert!(image.get_pixel(75, 10)[2] > 200 && image.get_pixel(75, 90)[0] > 200);
        let file = turned(&jpeg(&photo(600, 400)), 6);
        let copy = scaled(&file, ImageFormat::Jpeg, 150, 1000).expect("it is read").expect("it is large");
        assert_eq!(read(&copy).dimensions(), (150, 225));
    }

    #[test]
    fn what_is_clear_stays_clear() {
        let image = RgbaImage::from_pixel(600, 400, Rgba([0, 255, 0, 0]));
        let mut bytes = Vec::new();
        image.write_with_encoder(PngEncoder::new(&mut bytes)).expect("a PNG");
        let copy = scaled(&bytes, ImageFormat::Png, 150, 1000).expect("it is read").expect("it is large");
        assert_eq!(copy.mime, "image/png");
        let image = image::load_from_memory(&copy.bytes).expect("the copy can be read").into_rgba8();
        assert_eq!((image.dimensions(), image.get_pixel(0, 0)[3]), ((150, 100), 0));
    }

    #[test]
    fn small_and_narrow_images_and_broken_files_are_shown_as_they_are() {
        let small = jpeg(&photo(60, 40));
        assert!(scaled(&small, ImageFormat::Jpeg, 50, 10_000).expect("it is read").is_none());
        assert!(scaled(&small, ImageFormat::Jpeg, 60, 100).expect("it is read").is_none());
        assert!(scaled(&small[..small.len() / 3], ImageFormat::Png, 50, 100).is_err());
        for name in ["a.gif", "a.svg", "a.mp4", "a"] {
            assert!(format(Path::new(name)).is_none(), "{name}");
        }
    }

    #[test]
    fn a_png_that_moves_is_left_alone() {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 60, 40);
        encoder.set_animated(2, 0).expect("two frames");
        let mut writer = encoder.write_header().expect("a header");
        for _ in 0..2 {
            writer.write_image_data(&[7; 60 * 40]).expect("a frame");
        }
        writer.finish().expect("a file");
        assert!(scaled(&bytes, ImageFormat::Png, 50, 100).expect("it is read").is_none());
    }

    #[test]
    fn copies_are_kept_within_a_bound_and_forgotten_when_their_file_changes() {
        let scaled = Scaled::default();
        let source = |name: &str, length| Source { path: name.into(), changed: None, length };
        let copy = || Some(Arc::new(Copy { mime: "image/png", bytes: vec![0; 40] }));
        scaled.keep(source("a", 1), copy(), 100);
        scaled.keep(source("b", 1), copy(), 100);
        assert!(scaled.known(&source("a", 1)).is_some());
        assert!(scaled.known(&source("a", 2)).is_none());
        scaled.keep(source("c", 1), copy(), 100);
        assert!(scaled.known(&source("b", 1)).is_none());
        assert!(scaled.known(&source("a", 1)).is_some() && scaled.known(&source("c", 1)).is_some());
        scaled.keep(source("a", 2), None, 100);
        assert!(scaled.known(&source("a", 1)).is_none());
        assert!(scaled.known(&source("a", 2)).is_some_and(|copy| copy.is_none()));
    }
}
