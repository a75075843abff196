//! What a file or folder holds, as one hash.

use std::fs;
use std::io;
use std::path::Path;

use super::codec;

/// The BLAKE3 hash of a file's bytes, a link's target, or a folder's names and what they hold.
/// Permissions and times are no part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Print(pub(super) blake3::Hash);

impl Print {
    /// The print of what is at `path`; a link is not followed.
    ///
    /// # Errors
    /// Any of reading it; `InvalidInput` for what is neither file, folder nor link.
    pub fn of(path: &Path) -> io::Result<Print> {
        let found = fs::symlink_metadata(path)?;
        if found.is_symlink() {
            return Ok(hash(b'l', &codec::path_bytes(&fs::read_link(path)?)));
        }
        if found.is_file() {
            return Ok(Print::of_file(&fs::read(path)?));
        }
        if !found.is_dir() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is neither a file nor a folder"));
        }
        let mut entries = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            let Print(print) = Print::of(&entry.path())?;
            entries.push((codec::path_bytes(Path::new(&entry.file_name())), print));
        }
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        let mut bytes = Vec::new();
        for (name, print) in entries {
            bytes.extend_from_slice(&name);
            // No name holds this byte.
            bytes.push(0);
            bytes.extend_from_slice(print.as_bytes());
        }
        Ok(hash(b'd', &bytes))
    }

    /// The print of a file with these bytes.
    pub fn of_file(bytes: &[u8]) -> Print {
        hash(b'f', bytes)
    }
}

fn hash(kind: u8, bytes: &[u8]) -> Print {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[kind]).update(bytes);
    Print(hasher.finalize())
}
