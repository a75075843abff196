//! Temporary files beside the files that they will replace, and what a kill leaves of them.
//!
//! A temporary file is locked as long as its writer lives, so whoever comes later can tell.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::is_at;

const START: &str = ".galley-";
const END: &str = ".tmp";
/// Letters and digits in a name that nobody chose.
const RANDOM: usize = 6;

/// A new locked file `.galley-....tmp` in the folder, which goes when it is dropped. `mark` stands for
/// the part of the name that is random otherwise.
pub(super) fn temporary(folder: &Path, mode: u32, mark: Option<&str>) -> io::Result<NamedTempFile> {
    let start = format!("{START}{}", mark.unwrap_or_default());
    let mut builder = tempfile::Builder::new();
    builder.prefix(&start).suffix(END).rand_bytes(if mark.is_some() { 0 } else { RANDOM });
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    let _ = mode;
    let mut temporary = builder.tempfile_in(folder)?;
    for _ in 0..8 {
        // Not every file system has locks, nor numbers of files that stay. Where one has, another process
        // may have found the file before it was locked, and taken it for one that was left.
        let taken = matches!(temporary.as_file().try_lock(), Err(TryLockError::WouldBlock));
        if !taken && is_at(temporary.as_file(), temporary.path()) {
            break;
        }
        drop(temporary);
        temporary = builder.tempfile_in(folder)?;
    }
    Ok(temporary)
}

/// Removes the temporary files in a folder whose writers died, and tells which. What cannot be looked
/// at or removed is left.
pub fn sweep(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| entry.file_name().to_str().is_some_and(is_temporary));
    let regular = ours.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    regular.map(|entry| entry.path()).filter(|path| remove_dead(path).is_ok_and(|removed| removed)).collect()
}

/// Whether a file's name is one of a temporary file: six letters and digits, or the twelve of a plan's
/// record and the number of a step.
pub fn is_temporary(name: &str) -> bool {
    let Some(middle) = name.strip_prefix(START).and_then(|rest| rest.strip_suffix(END)) else { return false };
    let is_random =
        |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match middle.split_once('-') {
        None => is_random(middle, RANDOM),
        Some((mark, step)) => {
            is_random(mark, 12) && !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit())
        }
    }
}

fn remove_dead(path: &Path) -> io::Result<bool> {
    let file = File::open(path)?;
    if file.try_lock().is_err() || !is_at(&file, path) {
        return Ok(false);
    }
    fs::remove_file(path)?;
    Ok(true)
}
