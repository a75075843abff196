//! What a crash has left half done is taken back.

use std::path::{Path, PathBuf};

use super::Bin;
use super::act::{Act, Place};
use super::record::{Progress, Record, Unusable};
use crate::disk::log::Log;
use crate::error::{Error, Result};

/// What became of a record that was left in the journal.
#[derive(Debug)]
pub struct Recovered {
    /// The title of its plan; empty when it cannot be read.
    pub title: String,
    /// The blog's folder; empty when it cannot be read.
    pub root: PathBuf,
    /// What was done about it.
    pub outcome: Outcome,
}

/// What [`recover`] did about a record.
#[derive(Debug)]
pub enum Outcome {
    /// The plan was under way: nothing of it remains.
    TakenBack,
    /// The plan was done, only its record was still there.
    Completed,
    /// The plan's blog is not there, such as on a drive that is not connected. The record waits.
    Waiting,
    /// Part of the plan could not be taken back, since other programs changed the files meanwhile or
    /// the system refuses. The rest was; the record, with the texts that the plan replaced, is kept.
    Partly {
        /// What could not be taken back, each with its path.
        left: Vec<Error>,
        /// Where the record is now.
        kept: PathBuf,
    },
    /// The record is damaged or of another version. Nothing was touched, and it is kept.
    Unreadable {
        /// Where the record is now.
        kept: PathBuf,
        /// Whether another version of Galley has written it.
        other_version: bool,
    },
}

/// Takes back every plan that a crash has interrupted, from the records in `journal`: each blog is
/// then as before its plan, or as after it where only the removal of its record was missing. A plan
/// that is under way in another process is left alone. Call it at start, before files are opened.
///
/// # Errors
/// [`Error::Io`] when the journal itself cannot be read or written.
pub fn recover(journal: &Path, bin: &dyn Bin) -> Result<Vec<Recovered>> {
    let mut all = Vec::new();
    for path in Log::all(journal)? {
        let Some((mut record, read)) = Record::open(&path)? else { continue };
        let (contents, progress) = match read {
            Ok(read) => read,
            Err(why) => {
                let other_version = matches!(why, Unusable::Version);
                let outcome = Outcome::Unreadable { kept: record.set_aside()?, other_version };
                all.push(Recovered { title: String::new(), root: PathBuf::new(), outcome });
                continue;
            }
        };
        let mark = record.mark();
        let place = Place { root: &contents.root, mark: &mark, bin };
        let outcome = if !contents.root.is_dir() {
            Outcome::Waiting
        } else if progress == Progress::Committed {
            for (index, act) in contents.acts.iter().enumerate() {
                act.clear(&place, index)?;
            }
            record.remove()?;
            Outcome::Completed
        } else {
            let Progress::Begun(count) = progress else { continue };
            let left = take_back(&mut record, &contents.acts, count, &place);
            if left.is_empty() {
                record.remove()?;
                Outcome::TakenBack
            } else {
                Outcome::Partly { left, kept: record.set_aside()? }
            }
        };
        all.push(Recovered { title: contents.title, root: contents.root, outcome });
    }
    Ok(all)
}

/// Takes back the first `count` acts, the last first, and gives what could not be. It goes on after
/// a failure, since the other files are worth as much.
pub(super) fn take_back(record: &mut Record, acts: &[Act], count: usize, place: &Place<'_>) -> Vec<Error> {
    let mut left = Vec::new();
    for (index, act) in acts.iter().enumerate().take(count).rev() {
        match act.take_back(place, index) {
            // Without its mark it would only be looked at once more.
            Ok(()) if left.is_empty() => drop(record.undone(index)),
            Ok(()) => {}
            Err(error) => left.push(error),
        }
    }
    left
}
