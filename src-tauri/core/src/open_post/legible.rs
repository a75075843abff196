//! The bytes of a file as text.

use std::borrow::Cow;
use std::path::Path;

use crate::error::Error;
use crate::post;

/// The text of a file, and why it is shown read-only when it is not UTF-8.
pub(super) fn legible<'b>(bytes: &'b [u8], file: &Path) -> (Cow<'b, str>, Option<String>) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.into(), None);
    }
    let reason = not_utf8(bytes, file).to_string();
    let units = |swap: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| swap([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match bytes {
        [0xff, 0xfe, ..] => units(u16::from_le_bytes),
        [0xfe, 0xff, ..] => units(u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    (text.into(), Some(reason))
}

/// What these bytes are instead of UTF-8.
pub(super) fn not_utf8(bytes: &[u8], file: &Path) -> Error {
    let found = post::decode(bytes).err().unwrap_or("cut off inside a character");
    Error::NotUtf8 { path: file.to_path_buf(), found }
}
