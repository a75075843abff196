//! The record of a rewrite in place.
//!
//! The file is a line `galley rewrite 1`, a byte that says whether the rewrite is under way or done,
//! the BLAKE3 hash of the rest, and the rest: the path, the old and the new bytes, each after its
//! length (8 bytes, little endian).

use std::path::{Path, PathBuf};

use crate::disk::log::Log;
use crate::error::{At, Result};

const FAMILY: &[u8] = b"galley rewrite ";
const HEAD: &[u8] = b"galley rewrite 1\n";
const UNDER_WAY: u8 = b'u';
const DONE: u8 = b'd';

/// A record on disk, locked while this lives.
#[derive(Debug)]
pub(super) struct Record {
    log: Log,
}

/// What a record says of a rewrite that is under way.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Contents {
    /// The file, its links followed.
    pub path: PathBuf,
    pub old: Vec<u8>,
    pub new: Vec<u8>,
}

/// What a record is found to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    UnderWay(Contents),
    /// The file is whole, only the record is still there.
    Done,
    OtherVersion,
    Damaged,
}

impl Record {
    pub fn create(folder: &Path, target: &Path, old: &[u8], new: &[u8]) -> Result<Record> {
        let path = target.canonicalize().at("read", target)?;
        Ok(Record { log: Log::create(folder, |_| encode(&path, old, new))? })
    }

    /// Opens a record that was left; `None` while its rewrite is under way in another process.
    pub fn open(path: &Path) -> Result<Option<(Record, Found)>> {
        let Some(mut log) = Log::open(path)? else { return Ok(None) };
        let found = decode(&log.read()?);
        Ok(Some((Record { log }, found)))
    }

    pub fn path(&self) -> &Path {
        self.log.path()
    }

    /// The file is whole. A record that comes back after a power cut, since its folder was not made to
    /// last, must not be taken for one that is under way.
    pub fn finish(mut self) -> Result<()> {
        let marked = self.log.mark(HEAD.len() as u64, &[DONE]);
        // One that is done and stays does no harm.
        self.log.remove().or(marked)
    }

    /// Keeps the record where nobody takes it for one that waits.
    pub fn set_aside(self) -> Result<PathBuf> {
        self.log.set_aside()
    }
}

fn encode(path: &Path, old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut body = Vec::with_capacity(old.len() + new.len() + 512);
    for part in [&path_bytes(path), old, new] {
        body.extend_from_slice(&(part.len() as u64).to_le_bytes());
        body.extend_from_slice(part);
    }
    [HEAD, &[UNDER_WAY], blake3::hash(&body).as_bytes(), &body].concat()
}

fn decode(bytes: &[u8]) -> Found {
    let Some(rest) = bytes.strip_prefix(HEAD) else {
        return if bytes.starts_with(FAMILY) { Found::OtherVersion } else { Found::Damaged };
    };
    match rest.split_first() {
        Some((&DONE, _)) => Found::Done,
        Some((&UNDER_WAY, rest)) => contents(rest).map_or(Found::Damaged, Found::UnderWay),
        _ => Found::Damaged,
    }
}

fn contents(bytes: &[u8]) -> Option<Contents> {
    let (seal, mut rest) = bytes.split_at_checked(32)?;
    if blake3::hash(rest).as_bytes() != seal {
        return None;
    }
    let mut part = || -> Option<Vec<u8>> {
        let (length, after) = rest.split_at_checked(8)?;
        let length = u64::from_le_bytes(length.try_into().ok()?);
        let (part, after) = after.split_at_checked(length.try_into().ok()?)?;
        rest = after;
        Some(part.to_vec())
    };
    Some(Contents { path: path_of(part()?), old: part()?, new: part()? })
}

/// The bytes of a path. Outside Unix a path that is no Unicode loses something here, and is then found
/// to be missing.
fn path_bytes(path: &Path) -> Vec<u8> {
    #[cfg(unix)]
    return std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec();
    #[cfg(not(unix))]
    return path.to_string_lossy().into_owned().into_bytes();
}

fn path_of(bytes: Vec<u8>) -> PathBuf {
    #[cfg(unix)]
    return PathBuf::from(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes));
    #[cfg(not(unix))]
    return PathBuf::from(String::from_utf8_lossy(&bytes).into_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_back_as_it_was_written_and_no_other_way() {
        let bytes = encode(Path::new("/blog/a.md"), b"old", b"");
        let contents = Contents { path: "/blog/a.md".into(), old: b"old".to_vec(), new: Vec::new() };
        assert_eq!(decode(&bytes), Found::UnderWay(contents));
        for end in 0..bytes.len() {
            let expected =
                if end >= FAMILY.len() && end < HEAD.len() { Found::OtherVersion } else { Found::Damaged };
            assert_eq!(decode(&bytes[..end]), expected, "cut at {end}");
        }
        let mut done = bytes;
        done[HEAD.len()] = DONE;
        assert_eq!(decode(&done), Found::Done);
    }
}
