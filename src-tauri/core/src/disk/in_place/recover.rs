//! What a crash left of rewrites in place is made whole.

use std::path::{Path, PathBuf};

use super::record::{Contents, Found, Record};
use super::{is_mixture, put};
use crate::disk::log::Log;
use crate::disk::{folder_of, found};
use crate::error::{At, Error, Result};

/// A file whose rewrite a crash interrupted, and what became of it.
#[derive(Debug)]
pub struct Recovered {
    /// The file; empty when its record cannot be read.
    pub path: PathBuf,
    /// What was done about it.
    pub outcome: Outcome,
}

/// What [`recover`] did about a record.
#[derive(Debug)]
pub enum Outcome {
    /// The file was whole: it has the bytes that were being written.
    Written,
    /// The file was whole: it has the bytes that it had before.
    AsBefore,
    /// The file was a mixture, and has the bytes now that were being written.
    Completed,
    /// The file was a mixture, could not be completed, and has the bytes that it had before.
    PutBack,
    /// The file's folder is not there, such as on a drive that is not connected, or the file cannot be
    /// written. The record waits.
    Waiting {
        /// The refusal, where the file is there.
        error: Option<Error>,
    },
    /// The file is gone, or another program wrote it since. It was not touched; the record, with the old
    /// and the new bytes, is kept.
    Changed {
        /// Where the record is now.
        kept: PathBuf,
    },
    /// The record is damaged or of another version. Nothing was touched, and it is kept.
    Unreadable {
        /// Where the record is now.
        kept: PathBuf,
    },
}

/// Makes every file whole that a crash interrupted in the middle of a rewrite in place, from the
/// records in `folder`; one that is under way in another process is left alone. Call it at start,
/// before files are opened, and after [`changes::recover`](crate::changes::recover).
///
/// # Errors
/// [`Error::Io`] when the records themselves cannot be read or written.
pub fn recover(folder: &Path) -> Result<Vec<Recovered>> {
    let mut all = Vec::new();
    for path in Log::all(folder)? {
        let Some((record, read)) = Record::open(&path)? else { continue };
        match read {
            Found::Done => record.finish()?,
            Found::Damaged | Found::OtherVersion => {
                let outcome = Outcome::Unreadable { kept: record.set_aside()? };
                all.push(Recovered { path: PathBuf::new(), outcome });
            }
            Found::UnderWay(contents) => {
                let outcome = make_whole(record, &contents)?;
                all.push(Recovered { path: contents.path, outcome });
            }
        }
    }
    Ok(all)
}

fn make_whole(record: Record, contents: &Contents) -> Result<Outcome> {
    let Contents { path, old, new } = contents;
    if !folder_of(path).is_dir() {
        return Ok(Outcome::Waiting { error: None });
    }
    let found = match found(path) {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(Outcome::Changed { kept: record.set_aside()? }),
        Err(error) => return Ok(Outcome::Waiting { error: Some(error) }),
    };
    // What is whole is written once more: after a sync that failed, the disk may hold another text than
    // the system says.
    let done = if found == *old {
        put(path, old).map(|()| Outcome::AsBefore)
    } else if found == *new {
        put(path, new).map(|()| Outcome::Written)
    } else if is_mixture(&found, old, new) {
        put(path, new).map(|()| Outcome::Completed).or_else(|_| put(path, old).map(|()| Outcome::PutBack))
    } else {
        return Ok(Outcome::Changed { kept: record.set_aside()? });
    };
    match done.at("write", path) {
        Ok(outcome) => {
            record.finish()?;
            Ok(outcome)
        }
        Err(error) => Ok(Outcome::Waiting { error: Some(error) }),
    }
}
