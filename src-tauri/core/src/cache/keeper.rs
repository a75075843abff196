//! Keeps a cache usable: a damaged file is set aside and a new one made, once.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use super::database::{Database, Failure};
use super::{Entry, Stored, Trouble, report};
use crate::disk;

/// The open database and what it takes to replace it.
pub(super) struct Keeper {
    file: PathBuf,
    stamp: String,
    trouble: Arc<Mutex<Option<Trouble>>>,
    database: Option<Database>,
}

impl Keeper {
    pub(super) fn new(file: PathBuf, stamp: String, trouble: Arc<Mutex<Option<Trouble>>>) -> Keeper {
        Keeper { file, stamp, trouble, database: None }
    }

    pub(super) fn is_open(&self) -> bool {
        self.database.is_some()
    }

    /// Opens the file, or the new one that replaces it.
    pub(super) fn open(&mut self) {
        match self.prepare() {
            Ok(database) => self.database = Some(database),
            Err(failure) => self.recover(failure),
        }
    }

    pub(super) fn load_all(&mut self) -> Stored {
        let Some(database) = &self.database else { return Stored::default() };
        database.load_all().unwrap_or_else(|failure| {
            self.recover(failure);
            Stored::default()
        })
    }

    pub(super) fn store(&mut self, entries: &[Entry]) {
        self.change(|database| database.store(entries));
    }

    pub(super) fn remove(&mut self, paths: &[String]) {
        self.change(|database| database.remove(paths));
    }

    /// Makes a change, and once more in a new file when this one turns out to be damaged.
    fn change(&mut self, change: impl Fn(&mut Database) -> Result<(), Failure>) {
        for _ in 0..2 {
            let Some(database) = &mut self.database else { return };
            match change(database) {
                Ok(()) => return,
                Err(failure) => self.recover(failure),
            }
        }
    }

    fn prepare(&self) -> Result<Database, Failure> {
        if let Some(folder) = self.file.parent() {
            disk::create_folder(folder)?;
        }
        disk::make_private(&self.file)?;
        Database::open(&self.file, &self.stamp)
    }

    fn recover(&mut self, failure: Failure) {
        // The file must be closed before it is renamed.
        self.database = None;
        let trouble = match failure {
            Failure::Locked => Trouble::Locked,
            Failure::Other(reason) => Trouble::Unusable { reason },
            Failure::Damaged(reason) => match disk::set_aside(&self.file, &["-wal", "-shm", "-journal"]) {
                Ok(file) => {
                    self.database = self.prepare().ok();
                    Trouble::SetAside { file, reason }
                }
                Err(error) => Trouble::Unusable { reason: error.to_string() },
            },
        };
        report(&self.trouble, trouble);
    }
}
