//! The records of a journal.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Closing, Snapshot};
use crate::Change;
use crate::disk::records::Format;
use crate::document::Past;

/// Version 2 of the journal. A record is the postcard form of an [`Entry`]. Version 1 is the same without
/// the last kind of entry.
pub(super) const FORMAT: Format = Format { family: "galley journal ", version: 2, oldest: 1 };

/// zstd's fastest proper level: a megabyte of text takes a few milliseconds.
const LEVEL: i32 = 1;

/// One record.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Entry {
    /// All of the post; what came before it says nothing any more.
    Whole(Whole),
    /// A change of the text, at a time in milliseconds since 1970.
    Edit {
        at: i64,
        changes: Vec<Change>,
    },
    /// The undo history at this text.
    Undo {
        caret: u32,
        history: String,
    },
    /// The file has this text.
    Saved,
    /// The file was read, and has these bytes, compressed. The text is what it was.
    Read {
        common: Vec<u8>,
    },
    /// The file is at another place.
    Moved {
        file: Vec<u8>,
    },
    Closed(Closing),
    /// The [`Past`] of the text as it is here, compressed.
    Past(Vec<u8>),
}

/// A [`Snapshot`] in a record. The texts are compressed by the thread that writes, not by the one that
/// types.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Whole {
    pub at: i64,
    pub file: Vec<u8>,
    pub common: Vec<u8>,
    pub unsaved: Option<Vec<u8>>,
    pub caret: u32,
    pub history: Option<String>,
}

impl Whole {
    pub fn of(snapshot: Snapshot, at: i64) -> Whole {
        let Snapshot { file, common, unsaved, past: _, caret, history, replaces: _ } = snapshot;
        Whole { at, file: path_bytes(&file), common: common.to_vec(), unsaved, caret, history }
    }

    pub fn compressed(self) -> std::io::Result<Whole> {
        let common = zstd::bulk::compress(&self.common, LEVEL)?;
        let unsaved = self.unsaved.map(|text| zstd::bulk::compress(&text, LEVEL)).transpose()?;
        Ok(Whole { common, unsaved, ..self })
    }

    /// `None` when the texts cannot be unpacked.
    pub fn expanded(self) -> Option<Whole> {
        let common = expand(&self.common)?;
        let unsaved = match self.unsaved {
            Some(text) => Some(expand(&text)?),
            None => None,
        };
        Some(Whole { common, unsaved, ..self })
    }
}

/// The entry that says what the file holds.
pub(super) fn read(common: &[u8]) -> Entry {
    // Compressing into memory fails only where there is none; the journal then begins anew.
    Entry::Read { common: zstd::bulk::compress(common, LEVEL).unwrap_or_default() }
}

/// The entry that says what is remembered of earlier texts; `None` when that cannot be packed, which costs
/// their line endings alone.
pub(super) fn past(past: &Past) -> Option<Entry> {
    let bytes = postcard::to_stdvec(past).ok()?;
    Some(Entry::Past(zstd::bulk::compress(&bytes, LEVEL).ok()?))
}

/// What [`past`] has packed.
pub(super) fn past_of(bytes: &[u8]) -> Option<Past> {
    postcard::from_bytes(&expand(bytes)?).ok()
}

pub(super) fn expand(bytes: &[u8]) -> Option<Vec<u8>> {
    zstd::decode_all(bytes).ok()
}

impl Entry {
    pub fn to_bytes(&self) -> Vec<u8> {
        // Writing into a vector of a type without unsized parts cannot fail.
        postcard::to_stdvec(self).unwrap_or_default()
    }

    pub fn of(bytes: &[u8]) -> Option<Entry> {
        postcard::from_bytes(bytes).ok()
    }
}

/// The bytes of a path. Outside Unix a path that is no Unicode loses something here, and is then
/// found to be missing.
pub(super) fn path_bytes(path: &Path) -> Vec<u8> {
    #[cfg(unix)]
    return std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec();
    #[cfg(not(unix))]
    return path.to_string_lossy().into_owned().into_bytes();
}

pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    #[cfg(unix)]
    return PathBuf::from(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes));
    #[cfg(not(unix))]
    return PathBuf::from(String::from_utf8_lossy(&bytes).into_owned());
}
