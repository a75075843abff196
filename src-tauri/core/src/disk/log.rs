//! A file that says what is being done, for whoever comes after a crash: written whole and synced
//! before the first deed, then marked in place. It is locked as long as its writer lives.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{create_folder, folder_of, sync_folder, try_sync_folder};
use crate::error::{At, Error, Result};

/// What a log's name ends in once it has been written whole.
const WHOLE: &str = "changes";
/// What it ends in until then.
const BEGUN: &str = "begun";

/// An open, locked log. Dropping it gives up the lock and leaves the file.
#[derive(Debug)]
pub struct Log {
    file: File,
    path: PathBuf,
}

impl Log {
    /// Writes a log into `folder`, which is created where it is missing. The file's mode is 0600.
    /// `contents` is given the log's name, which no other log has.
    ///
    /// # Errors
    /// [`Error::Io`], also when it would not last; there is no log then.
    pub fn create(folder: &Path, contents: impl FnOnce(&str) -> Vec<u8>) -> Result<Log> {
        create_folder(folder)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix("").rand_bytes(12).suffix(".begun");
        // Mode 0600 is what the library makes temporary files with.
        let mut begun = builder.tempfile_in(folder).at("write", folder)?;
        let failed = |source| Error::Io { action: "write", path: folder.to_path_buf(), source };
        begun.as_file().lock().map_err(failed)?;
        let name = name_of(begun.path());
        begun.write_all(&contents(&name)).map_err(failed)?;
        begun.as_file().sync_all().map_err(failed)?;
        let path = folder.join(name).with_extension(WHOLE);
        let file = begun.persist_noclobber(&path).map_err(|error| failed(error.error))?;
        // A process may have been killed between making the folder and making that last.
        let synced = try_sync_folder(folder).and_then(|()| try_sync_folder(folder_of(folder)));
        // Nothing was begun: whether the log is there after a crash or not, there is nothing to do.
        synced.inspect_err(|_| drop(fs::remove_file(&path))).map_err(failed)?;
        Ok(Log { file, path })
    }

    /// Opens the log at `path`; `None` while its writer lives.
    ///
    /// # Errors
    /// [`Error::Io`] when it cannot be read.
    pub fn open(path: &Path) -> Result<Option<Log>> {
        let file = OpenOptions::new().read(true).write(true).open(path).at("read", path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Log { file, path: path.to_path_buf() })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error).at("read", path),
        }
    }

    /// The logs of `folder`, sorted by name, after those whose writer died before they were whole
    /// are removed: what such a one was to say was not yet begun. A missing folder has none.
    ///
    /// # Errors
    /// [`Error::Io`] when the folder cannot be read.
    pub fn all(folder: &Path) -> Result<Vec<PathBuf>> {
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other.at("read", folder)?,
        };
        let mut found = Vec::new();
        for entry in entries {
            let path = entry.at("read", folder)?.path();
            match path.extension().and_then(|extension| extension.to_str()) {
                Some(WHOLE) => found.push(path),
                Some(BEGUN) => {
                    if let Some(log) = Log::open(&path)? {
                        log.remove()?;
                    }
                }
                _ => {}
            }
        }
        found.sort();
        Ok(found)
    }

    /// The log's name, without its ending.
    pub fn name(&self) -> String {
        name_of(&self.path)
    }

    /// Where the log is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// All bytes of the log.
    ///
    /// # Errors
    /// [`Error::Io`] when it cannot be read.
    pub fn read(&mut self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file.rewind().at("read", &self.path)?;
        self.file.read_to_end(&mut bytes).at("read", &self.path)?;
        Ok(bytes)
    }

    /// Writes over the bytes from `offset` on, and syncs.
    ///
    /// # Errors
    /// [`Error::Io`] when that fails.
    pub fn mark(&mut self, offset: u64, bytes: &[u8]) -> Result<()> {
        self.file.seek(SeekFrom::Start(offset)).at("write", &self.path)?;
        self.file.write_all(bytes).at("write", &self.path)?;
        self.file.sync_data().at("write", &self.path)
    }

    /// Removes the log.
    ///
    /// # Errors
    /// [`Error::Io`] when that fails, [`Error::Unconfirmed`] when it may come back.
    pub fn remove(self) -> Result<()> {
        fs::remove_file(&self.path).at("remove", &self.path)?;
        sync_folder(folder_of(&self.path))
    }

    /// Renames the log so that [`Log::all`] finds it no more, and gives its new path.
    ///
    /// # Errors
    /// [`Error::Io`] when that fails, [`Error::Unconfirmed`] when it may come back.
    pub fn set_aside(self) -> Result<PathBuf> {
        let aside = self.path.with_extension("kept");
        fs::rename(&self.path, &aside).at("move", &self.path)?;
        sync_folder(folder_of(&self.path))?;
        Ok(aside)
    }
}

fn name_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
