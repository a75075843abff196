//! The record of a plan under way: what it does, what it overwrites, and how far it has come.
//!
//! The file is a line `galley changes 1`, the length of the body, the body's BLAKE3 hash, the body,
//! and room for marks, all written and synced before the first step. A mark is 32 bytes, its place
//! kept free beforehand so that a full disk cannot stop the way back; one that is torn was written
//! for something that had not begun.

use std::path::{Path, PathBuf};

use super::act::Act;
use super::codec::{self, Contents};
use crate::disk::log::Log;
use crate::error::{Error, Result};

const FAMILY: &[u8] = b"galley changes ";
const HEAD: &[u8] = b"galley changes 1\n";
const MARK: usize = 32;

/// How far a plan has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    /// The first `n` acts have begun, and all but the last of them are done. After a failure: the
    /// last may have been taken back in part.
    Begun(usize),
    /// All is done.
    Committed,
}

/// A record on disk, locked while this lives.
#[derive(Debug)]
pub(super) struct Record {
    log: Log,
    seal: blake3::Hash,
    next: u64,
}

/// What a record says, or why it cannot be used.
pub(super) type Read = std::result::Result<(Contents, Progress), Unusable>;

/// Why a record cannot be used.
pub(super) enum Unusable {
    /// It was written by another version.
    Version,
    /// Its bytes are not those that were written.
    Damaged,
}

impl Record {
    /// Writes the record of a plan that is about to begin.
    pub fn create(journal: &Path, title: &str, root: &Path, acts: &[Act]) -> Result<Record> {
        if cfg!(not(unix)) && root.to_str().is_none() {
            return Err(Error::refused(root, "its name is not Unicode"));
        }
        let body = codec::encode(title, root, acts);
        let seal = blake3::hash(&body);
        let start = HEAD.len() + 8 + 32 + body.len();
        let log = Log::create(journal, |_| {
            let mut bytes = Vec::with_capacity(start);
            bytes.extend_from_slice(HEAD);
            bytes.extend_from_slice(&(body.len() as u64).to_le_bytes());
            bytes.extend_from_slice(seal.as_bytes());
            bytes.extend_from_slice(&body);
            // Each act begins and is taken back at most once, and one mark says that all is done.
            bytes.resize(start + MARK * (2 * acts.len() + 1), 0);
            bytes
        })?;
        Ok(Record { log, seal, next: start as u64 })
    }

    /// Opens a record that was left, with what it says; `None` while its plan is under way in another
    /// process.
    pub fn open(path: &Path) -> Result<Option<(Record, Read)>> {
        let Some(mut log) = Log::open(path)? else { return Ok(None) };
        let bytes = log.read()?;
        let mut record = Record { log, seal: blake3::Hash::from([0; 32]), next: 0 };
        let read = record.parse(&bytes);
        Ok(Some((record, read)))
    }

    fn parse(&mut self, bytes: &[u8]) -> Read {
        let Some(rest) = bytes.strip_prefix(HEAD) else {
            let other = bytes.starts_with(FAMILY);
            return Err(if other { Unusable::Version } else { Unusable::Damaged });
        };
        let (contents, seal, marks) = parts(rest).ok_or(Unusable::Damaged)?;
        self.seal = seal;
        self.next = (bytes.len() - marks.len()) as u64;
        let mut progress = Progress::Begun(0);
        for mark in marks.chunks_exact(MARK) {
            progress = match (mark.first(), index_of(mark)) {
                (Some(b'b'), Some(index)) if mark == self.bytes_of(b'b', index) => Progress::Begun(index + 1),
                (Some(b'u'), Some(index)) if mark == self.bytes_of(b'u', index) => Progress::Begun(index),
                (Some(b'c'), Some(index)) if mark == self.bytes_of(b'c', index) => Progress::Committed,
                _ => break,
            };
            self.next += MARK as u64;
        }
        match progress {
            Progress::Begun(count) if count > contents.acts.len() => Err(Unusable::Damaged),
            _ => Ok((contents, progress)),
        }
    }

    /// Says that an act begins; all before it are done.
    pub fn begin(&mut self, index: usize) -> Result<()> {
        self.put(b'b', index)
    }

    /// Says that an act was taken back.
    pub fn undone(&mut self, index: usize) -> Result<()> {
        self.put(b'u', index)
    }

    /// Says that all is done.
    pub fn commit(&mut self) -> Result<()> {
        self.put(b'c', 0)
    }

    /// A name that no other record has.
    pub fn mark(&self) -> String {
        self.log.name()
    }

    pub fn remove(self) -> Result<()> {
        self.log.remove()
    }

    /// Keeps the record where nobody takes it for one that waits.
    pub fn set_aside(self) -> Result<PathBuf> {
        self.log.set_aside()
    }

    fn put(&mut self, kind: u8, index: usize) -> Result<()> {
        let mark = self.bytes_of(kind, index);
        self.log.mark(self.next, &mark)?;
        self.next += MARK as u64;
        Ok(())
    }

    /// A mark: its kind, its act, and a hash that binds it to this record.
    fn bytes_of(&self, kind: u8, index: usize) -> [u8; MARK] {
        let mut mark = [0; MARK];
        mark[0] = kind;
        mark[8..16].copy_from_slice(&(index as u64).to_le_bytes());
        let hash = blake3::keyed_hash(self.seal.as_bytes(), &mark[..16]);
        mark[16..].copy_from_slice(&hash.as_bytes()[..16]);
        mark
    }
}

fn parts(bytes: &[u8]) -> Option<(Contents, blake3::Hash, &[u8])> {
    let (length, rest) = bytes.split_at_checked(8)?;
    let length = u64::from_le_bytes(length.try_into().ok()?);
    let (seal, rest) = rest.split_at_checked(32)?;
    let (body, marks) = rest.split_at_checked(length.try_into().ok()?)?;
    let hash = blake3::hash(body);
    if hash.as_bytes() != seal {
        return None;
    }
    Some((codec::decode(body)?, hash, marks))
}

fn index_of(mark: &[u8]) -> Option<usize> {
    usize::try_from(u64::from_le_bytes(mark.get(8..16)?.try_into().ok()?)).ok()
}
