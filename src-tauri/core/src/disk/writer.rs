//! The one way in which the bytes of a file change.

use std::path::{Path, PathBuf};

#[cfg(doc)]
use super::tree;
use super::{Expected, Revision, Written, confirm, found, in_place, replace, resolve};
use crate::error::{Error, Result};

/// Writes files, and knows where the records of rewrites in place are kept.
#[derive(Debug, Clone)]
pub struct Writer {
    records: PathBuf,
}

/// Records are in the system's temporary folder, where nobody looks for them after a crash.
impl Default for Writer {
    fn default() -> Writer {
        Writer::new(std::env::temp_dir().join("galley-rewrites"))
    }
}

impl Writer {
    /// Keeps records in this folder, which is made when it is first needed. The next start gives it to
    /// [`in_place::recover`].
    pub fn new(records: impl Into<PathBuf>) -> Writer {
        Writer { records: records.into() }
    }

    /// Replaces the file at `path` by `bytes`, or creates it; what is written lasts once this returns.
    ///
    /// A symbolic link is followed and stays a link. Permissions, owner, group, access lists and
    /// extended attributes are kept. Where a rename cannot keep one of them or cannot work, the file is
    /// written in place, and [`Written::InPlace`] says why.
    ///
    /// # Errors
    /// [`Error::Changed`] when the disk does not hold what was `expected`; [`Error::Io`] when it cannot
    /// be written: in both cases the file has its old bytes. [`Error::Unconfirmed`] when it was replaced
    /// and the system could not make that last: it is whole, and has the old bytes after a power cut or
    /// the new ones; writing it once more tries again. [`Error::HalfWritten`] when it could be neither
    /// written in place nor put back, which [`in_place::recover`] does at the next start.
    pub fn write(&self, path: &Path, bytes: &[u8], expected: Expected) -> Result<Written> {
        write_through(path, bytes, expected, &Safeguard::Record(&self.records))
    }
}

/// As [`Writer::write`], with the default writer.
///
/// # Errors
/// As [`Writer::write`].
pub fn write(path: &Path, bytes: &[u8], expected: Expected) -> Result<Written> {
    Writer::default().write(path, bytes, expected)
}

/// As [`Writer::write`], for a caller who has a record with the old and the new bytes, and makes the
/// file whole after a crash. The temporary file has the name `.galley-` and `mark`, so that the caller
/// can tell it from those of others; [`tree::temporary_of`] is its path.
///
/// # Errors
/// As [`Writer::write`], but what could not be put back is left as it is.
pub fn write_marked(path: &Path, bytes: &[u8], expected: Expected, mark: &str) -> Result<Written> {
    write_through(path, bytes, expected, &Safeguard::Callers { mark })
}

/// Who makes a file whole that a crash interrupts in the middle of a rewrite in place.
enum Safeguard<'a> {
    /// A record in this folder.
    Record(&'a Path),
    /// The caller's own record; temporary files carry its mark.
    Callers { mark: &'a str },
}

fn write_through(
    path: &Path,
    bytes: &[u8],
    expected: Expected,
    safeguard: &Safeguard<'_>,
) -> Result<Written> {
    let changed = || Error::Changed { path: path.to_path_buf() };
    let target = resolve(path)?;
    let (mark, records) = match safeguard {
        Safeguard::Record(folder) => (None, Some(*folder)),
        Safeguard::Callers { mark } => (Some(*mark), None),
    };
    match (found(&target)?, expected) {
        (Some(_), Expected::Absent) | (None, Expected::Revision(_)) => Err(changed()),
        (Some(old), Expected::Revision(revision)) if Revision::of(&old) != revision => Err(changed()),
        (Some(old), _) if old == bytes => {
            // They may be there since a moment ago, from a write that was cut off before its end.
            confirm(&target)?;
            Ok(Written::Unchanged)
        }
        (Some(old), _) => match replace::replace(&target, &old, bytes, mark)? {
            Ok(()) => Ok(Written::Replaced),
            Err(obstacle) => in_place::rewrite(&target, &old, bytes, records, obstacle).map(Written::InPlace),
        },
        (None, _) => replace::create(&target, bytes, mark).map(|()| Written::Replaced),
    }
}
