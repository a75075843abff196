//! A step made ready: done, and taken back from wherever it has come to.
//!
//! `perform` may be cut off at any instant. `take_back` then finds out how far it came, or how far
//! an earlier `take_back` did, and never touches what it cannot tell to be its own.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::names::{beside, is_listed, same_folded};
use super::{Bin, Print, Step, Token};
use crate::disk::in_place::is_mixture;
use crate::disk::{self, Expected, Revision, tree};
use crate::error::{At, Error, Result};

/// Where acts act: the canonical root, the record's name, which marks what is made on the way, and
/// the trash.
pub(super) struct Place<'a> {
    pub root: &'a Path,
    pub mark: &'a str,
    pub bin: &'a dyn Bin,
}

/// What a file held before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Old {
    pub bytes: Vec<u8>,
    pub modified: Option<SystemTime>,
}

/// One step with all that is needed to take it back. Paths are below the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    Write { path: PathBuf, old: Option<Old>, bytes: Vec<u8>, modified: Option<SystemTime> },
    Move { from: PathBuf, to: PathBuf },
    Copy { from: PathBuf, to: PathBuf, print: Print },
    Remove { path: PathBuf },
    MakeFolder { path: PathBuf, mode: Option<u32> },
    RemoveEmpty { path: PathBuf, mode: Option<u32> },
    Erase { path: PathBuf, print: Print, again: Option<Box<Step>> },
    Restore { path: PathBuf, token: Token },
}

impl Act {
    /// Does it, and gives the step that undoes it.
    pub fn perform(&self, place: &Place<'_>, index: usize) -> Result<Step> {
        let at = |path: &Path| place.root.join(path);
        Ok(match self {
            Act::Write { path, old, bytes, modified } => {
                let expected =
                    old.as_ref().map_or(Expected::Absent, |old| Expected::Revision(Revision::of(&old.bytes)));
                disk::write_marked(&at(path), bytes, expected, &marked(place, index))?;
                if let Some(modified) = modified {
                    tree::set_modified(&at(path), *modified);
                }
                undo_of_write(path, old.as_ref(), bytes, *modified)
            }
            Act::Move { from, to } => {
                rename(&at(from), &at(to), &beside(&at(from), place.mark, index))?;
                Step::Move { from: to.clone(), to: from.clone() }
            }
            Act::Copy { from, to, print } => {
                let staged = beside(&at(to), place.mark, index);
                tree::copy(&at(from), &staged)?;
                holds(&staged, &at(from), *print)?;
                tree::move_new(&staged, &at(to))?;
                let again = Step::Copy { from: from.clone(), to: to.clone(), expected: Some(*print) };
                Step::Erase { path: to.clone(), print: *print, again: Box::new(again) }
            }
            Act::Remove { path } => {
                let token = place.bin.put(&at(path))?;
                tree::sync_entry(&at(path))?;
                Step::Restore { path: path.clone(), token }
            }
            Act::MakeFolder { path, mode } => {
                tree::create_one_folder(&at(path), *mode)?;
                Step::RemoveEmpty { path: path.clone() }
            }
            Act::RemoveEmpty { path, mode } => {
                tree::remove_empty_folder(&at(path))?;
                Step::MakeFolder { path: path.clone(), mode: *mode }
            }
            Act::Erase { path, print, again } => {
                holds(&at(path), &at(path), *print)?;
                // It goes for good when the whole plan is done. Until then it is in the root, since the
                // plan may go on to remove its folder.
                tree::move_new(&at(path), &kept(place, index))?;
                match again {
                    Some(again) => (**again).clone(),
                    None => return Err(Error::refused(at(path), "it cannot be made again")),
                }
            }
            Act::Restore { path, token } => {
                restore(place.bin, token, &at(path))?;
                tree::sync_entry(&at(path))?;
                Step::Remove { path: path.clone() }
            }
        })
    }

    /// Takes it back, however far it has come, and makes that last.
    pub fn take_back(&self, place: &Place<'_>, index: usize) -> Result<()> {
        self.reverse(place, index)?;
        // A reversal that a crash cut off may be done already, and not have been made to last.
        self.paths().into_iter().try_for_each(|path| tree::sync_entry(&place.root.join(path)))
    }

    fn paths(&self) -> Vec<&Path> {
        match self {
            Act::Move { from, to } => vec![from, to],
            Act::Copy { to: path, .. }
            | Act::Write { path, .. }
            | Act::Remove { path }
            | Act::MakeFolder { path, .. }
            | Act::RemoveEmpty { path, .. }
            | Act::Erase { path, .. }
            | Act::Restore { path, .. } => vec![path],
        }
    }

    fn reverse(&self, place: &Place<'_>, index: usize) -> Result<()> {
        let at = |path: &Path| place.root.join(path);
        match self {
            Act::Write { path, old, bytes, .. } => {
                tree::remove(&tree::temporary_of(&at(path), &marked(place, index))?)?;
                take_back_write(&at(path), old.as_ref(), bytes, &marked(place, index))
            }
            Act::Move { from, to } => rename_back(&at(from), &at(to), &beside(&at(from), place.mark, index)),
            Act::Copy { to, print, .. } => {
                let staged = beside(&at(to), place.mark, index);
                if !exists(&staged) && exists(&at(to)) {
                    holds(&at(to), &at(to), *print)?;
                    tree::move_new(&at(to), &staged)?;
                }
                tree::remove(&staged)
            }
            Act::Remove { path } if exists(&at(path)) => Ok(()),
            Act::Remove { path } => match place.bin.find(&at(path)) {
                Some(token) => place.bin.restore(&token),
                None => Err(Error::refused(at(path), "it is neither here nor in the trash")),
            },
            Act::MakeFolder { path, .. } if !exists(&at(path)) => Ok(()),
            Act::MakeFolder { path, .. } => tree::remove_empty_folder(&at(path)),
            Act::RemoveEmpty { path, .. } if exists(&at(path)) => Ok(()),
            Act::RemoveEmpty { path, mode } => tree::create_one_folder(&at(path), *mode),
            Act::Erase { path, .. } => {
                let kept = kept(place, index);
                if exists(&kept) { tree::move_new(&kept, &at(path)) } else { Ok(()) }
            }
            Act::Restore { path, .. } if !exists(&at(path)) => Ok(()),
            Act::Restore { path, .. } => place.bin.put(&at(path)).map(|_| ()),
        }
    }

    /// Removes what was only kept to be able to take the act back, once the plan is done.
    pub fn clear(&self, place: &Place<'_>, index: usize) -> Result<()> {
        match self {
            Act::Erase { .. } => tree::remove(&kept(place, index)),
            _ => Ok(()),
        }
    }

    /// Takes back what `perform` may have left when it has failed. What stands at the act's own paths
    /// is another program's then.
    pub fn clean(&self, place: &Place<'_>, index: usize) -> Result<()> {
        let at = |path: &Path| place.root.join(path);
        match self {
            Act::Move { from, .. } => {
                let between = beside(&at(from), place.mark, index);
                if exists(&between) { tree::move_new(&between, &at(from)) } else { Ok(()) }
            }
            Act::Copy { to, .. } => tree::remove(&beside(&at(to), place.mark, index)),
            Act::Remove { .. } => self.take_back(place, index),
            // The others are one call of the system, or clean up themselves.
            _ => Ok(()),
        }
    }
}

fn undo_of_write(path: &Path, old: Option<&Old>, bytes: &[u8], modified: Option<SystemTime>) -> Step {
    let path = path.to_path_buf();
    match old {
        Some(old) => Step::Write {
            path,
            expected: Expected::Revision(Revision::of(bytes)),
            bytes: old.bytes.clone(),
            modified: old.modified,
        },
        None => Step::Erase {
            path: path.clone(),
            print: Print::of_file(bytes),
            again: Box::new(Step::Write {
                path,
                expected: Expected::Absent,
                bytes: bytes.to_vec(),
                modified,
            }),
        },
    }
}

fn take_back_write(path: &Path, old: Option<&Old>, new: &[u8], mark: &str) -> Result<()> {
    let Some(old) = old else {
        if !exists(path) {
            return Ok(());
        }
        return if disk::read(path)? == new { tree::remove(path) } else { Err(changed(path)) };
    };
    let found = disk::read(path)?;
    if found != old.bytes {
        if !is_mixture(&found, &old.bytes, new) {
            return Err(changed(path));
        }
        disk::write_marked(path, &old.bytes, Expected::Revision(Revision::of(&found)), mark)?;
    }
    if let Some(modified) = old.modified {
        tree::set_modified(path, modified);
    }
    Ok(())
}

/// Names that a file system may take for one are reached through a third.
fn rename(from: &Path, to: &Path, between: &Path) -> Result<()> {
    if !same_folded(from, to) {
        return tree::move_new(from, to);
    }
    tree::move_new(from, between)?;
    tree::move_new(between, to)
}

fn rename_back(from: &Path, to: &Path, between: &Path) -> Result<()> {
    if exists(between) {
        return tree::move_new(between, from);
    }
    if !same_folded(from, to) {
        return if !exists(from) && exists(to) { tree::move_new(to, from) } else { there(from) };
    }
    if !is_listed(from) && is_listed(to) {
        tree::move_new(to, between)?;
        return tree::move_new(between, from);
    }
    there(from)
}

fn there(path: &Path) -> Result<()> {
    std::fs::symlink_metadata(path).map(|_| ()).at("move", path)
}

fn restore(bin: &dyn Bin, token: &Token, path: &Path) -> Result<()> {
    match bin.restore(token) {
        // It was put back and removed again since, so the trash calls it otherwise.
        Err(error) if !exists(path) => bin.restore(&bin.find(path).ok_or(error)?),
        other => other,
    }
}

fn holds(path: &Path, named: &Path, print: Print) -> Result<()> {
    if Print::of(path).at("read", named)? == print { Ok(()) } else { Err(changed(named)) }
}

fn changed(path: &Path) -> Error {
    Error::Changed { path: path.to_path_buf() }
}

fn exists(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}

/// Where what is erased waits for the end of its plan.
fn kept(place: &Place<'_>, index: usize) -> PathBuf {
    beside(&place.root.join("kept"), place.mark, index)
}

fn marked(place: &Place<'_>, index: usize) -> String {
    format!("{}-{index}", place.mark)
}
