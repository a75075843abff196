//! Writing over a file's own bytes, where a rename would lose something or cannot work.
//!
//! A crash in the middle would leave a mixture of the old bytes and the new ones. So a record with
//! both is written first, outside the blog, and synced: the file's path, what it held, what it is to
//! hold. It goes when the file is whole again. [`recover`] makes whole what a crash left.

mod mixture;
mod record;
mod recover;

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

pub use mixture::is_mixture;
use record::Record;
pub use recover::{Outcome, Recovered, recover};

use super::replace::Obstacle;
use super::{found, uninterrupted};
use crate::error::{At, Error, Result};

/// WhyInPlace a file was written in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum WhyInPlace {
    /// It has several names (hard links), which would not be one file any more.
    HardLinks,
    /// It would have another owner or group.
    Owner,
    /// It would lose permissions, an access list or an extended attribute.
    Attributes,
    /// Its folder does not let files be made or replaced.
    Folder,
    /// It is mounted, or its folder is on another disk.
    Mount,
    /// The name of a file beside it would be too long.
    Name,
    /// The disk has no room for a second file beside it.
    NoRoom,
}

/// Writes `bytes` over a file that holds `old`, with a record in the folder `records`; without one the
/// caller has a record of its own. Room for what is longer is taken before the first old byte is
/// overwritten, so a full disk leaves the file alone.
pub(super) fn rewrite(
    target: &Path,
    old: &[u8],
    bytes: &[u8],
    records: Option<&Path>,
    obstacle: Obstacle,
) -> Result<WhyInPlace> {
    let Obstacle { why, error: refusal } = obstacle;
    // Where there is no room, that is what the writer can do something about.
    let refused = |error: io::Error| match refusal {
        Some(full) if why == WhyInPlace::NoRoom => full,
        _ => error,
    };
    let mut file = match OpenOptions::new().write(true).open(target) {
        Ok(file) => file,
        Err(error) => return Err(refused(error)).at("write", target),
    };
    let record = match records.map(|folder| Record::create(folder, target, old, bytes)).transpose() {
        Ok(record) => record,
        Err(Error::Io { source, .. }) if why == WhyInPlace::NoRoom => {
            return Err(refused(source)).at("write", target);
        }
        Err(error) => return Err(error),
    };
    let written = match found(target) {
        Ok(found) if found.as_deref() == Some(old) => reserve(&mut file, old.len(), bytes.len())
            .and_then(|reserved| overwrite(&mut file, old.len(), bytes, reserved).map_err(Failure::Half)),
        Ok(_) => {
            abandon(record);
            return Err(Error::Changed { path: target.to_path_buf() });
        }
        Err(error) => {
            abandon(record);
            return Err(error);
        }
    };
    drop(file);
    match written {
        Ok(()) => finish(record).map(|()| why),
        Err(Failure::NotBegun(error)) => {
            abandon(record);
            Err(error).at("write", target)
        }
        Err(Failure::Half(source)) => match (put(target, old), record) {
            (Ok(()), record) => {
                finish(record)?;
                Err(source).at("write", target)
            }
            // The record stays.
            (Err(_), Some(record)) => Err(Error::HalfWritten {
                path: target.to_path_buf(),
                source,
                kept: record.path().to_path_buf(),
            }),
            (Err(_), None) => Err(source).at("write", target),
        },
    }
}

enum Failure {
    /// The file is as it was.
    NotBegun(io::Error),
    /// Part of it may be overwritten.
    Half(io::Error),
}

/// The file is as it was, and so it is for the next start when the record stays.
fn abandon(record: Option<Record>) {
    let _ = finish(record);
}

fn finish(record: Option<Record>) -> Result<()> {
    record.map_or(Ok(()), Record::finish)
}

/// Takes room behind the file's end, which no reader sees. False where the system has no such call.
fn reserve(file: &mut File, old: usize, new: usize) -> std::result::Result<bool, Failure> {
    let growth = new.saturating_sub(old) as u64;
    if growth == 0 {
        return Ok(true);
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{FallocateFlags, fallocate};
        let taken = uninterrupted(|| {
            fallocate(&*file, FallocateFlags::KEEP_SIZE, old as u64, growth).map_err(io::Error::from)
        });
        match taken {
            Ok(()) => return Ok(true),
            Err(error) if is_unknown(&error) => {}
            Err(error) => {
                // Gives back what was taken of it.
                let _ = file.set_len(old as u64);
                return Err(Failure::NotBegun(error));
            }
        }
    }
    let _ = file;
    Ok(false)
}

#[cfg(target_os = "linux")]
fn is_unknown(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

/// What is longer comes first, so that a disk that is full after all fails before an old byte is lost.
fn overwrite(file: &mut File, old: usize, bytes: &[u8], reserved: bool) -> io::Result<()> {
    let (head, tail) = bytes.split_at(old.min(bytes.len()));
    if !tail.is_empty() {
        file.seek(SeekFrom::Start(old as u64))?;
        file.write_all(tail)?;
        // A disk of a network says only now that it is full.
        if !reserved {
            file.sync_all()?;
        }
    }
    file.rewind()?;
    file.write_all(head)?;
    if bytes.len() < old {
        file.set_len(bytes.len() as u64)?;
    }
    file.sync_all()
}

/// Makes these the file's bytes, whatever it holds. Every byte is written and through a handle of its
/// own, since after a failed sync the system may take bytes for written that are not.
fn put(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = uninterrupted(|| OpenOptions::new().write(true).open(target))?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}

#[cfg(test)]
mod tests;
