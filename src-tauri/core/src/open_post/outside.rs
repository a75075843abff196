//! What other programs do with the file of an open post.

use std::path::{Path, PathBuf};

use crate::disk::{self, Revision};
use crate::error::{ErrorKind, Result};

use super::OpenPost;
use super::merge::Offer;

/// How the file of an open post compares with what was read or saved last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDisk {
    /// The same bytes.
    Same,
    /// Other bytes.
    Changed,
    /// The file is gone.
    Deleted,
}

/// What is new about the file of an open post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outside {
    /// Nothing.
    Same,
    /// It has other bytes, or is there again.
    Changed,
    /// It is gone.
    Deleted,
    /// It is this file now: the bytes that were last read or saved are there.
    Moved(PathBuf),
}

/// What an open post knows of its file beside what it read.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The file was gone when it was last looked at.
    gone: bool,
    pub offer: Option<Offer>,
}

impl Known {
    /// Document and file are in step again, or a save would bring them there.
    pub fn settled(&mut self) {
        self.gone = false;
        self.offer = None;
    }
}

impl OpenPost {
    /// Compares the file with what was read or saved last.
    ///
    /// # Errors
    /// The errors of reading, except that the file is gone.
    pub fn on_disk(&self) -> Result<OnDisk> {
        match disk::read(&self.file) {
            Ok(bytes) if Revision::of(&bytes) == self.revision => Ok(OnDisk::Same),
            Ok(_) => Ok(OnDisk::Changed),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(OnDisk::Deleted),
            Err(error) => Err(error),
        }
    }

    /// Whether the file was gone when it was last looked at: it may turn up elsewhere.
    pub fn is_gone(&self) -> bool {
        self.outside.gone
    }

    /// Looks at the file after a change of the folder. `files` are those that are new in it or have
    /// new bytes.
    ///
    /// # Errors
    /// The errors of reading, except that the file is gone.
    pub fn look(&mut self, files: &[PathBuf]) -> Result<Outside> {
        let found = self.on_disk()?;
        let was_gone = std::mem::replace(&mut self.outside.gone, found == OnDisk::Deleted);
        Ok(match found {
            OnDisk::Same if !was_gone => Outside::Same,
            OnDisk::Same | OnDisk::Changed => Outside::Changed,
            OnDisk::Deleted => match self.moved_to(files) {
                Some(file) => Outside::Moved(file.to_path_buf()),
                None if was_gone => Outside::Same,
                None => Outside::Deleted,
            },
        })
    }

    /// Whether the file has these bytes.
    pub(super) fn on_disk_is(&self, revision: Revision) -> bool {
        disk::read(&self.file).is_ok_and(|bytes| Revision::of(&bytes) == revision)
    }

    /// The one file that has the bytes which were last read or saved. Of several it is the one that
    /// kept the name, for then a folder was renamed; else nobody can say.
    fn moved_to<'f>(&self, files: &'f [PathBuf]) -> Option<&'f Path> {
        let same =
            |file: &&PathBuf| disk::read(file).is_ok_and(|bytes| Revision::of(&bytes) == self.revision);
        let found: Vec<&PathBuf> = files.iter().filter(same).collect();
        let named: Vec<&PathBuf> =
            found.iter().copied().filter(|file| file.file_name() == self.file.file_name()).collect();
        match (&*found, &*named) {
            ([file], _) | (_, [file]) => Some(file),
            _ => None,
        }
    }
}
