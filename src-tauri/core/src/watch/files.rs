//! Tells of changes of some files that the watch of the site leaves out, until it is dropped.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::{QUIET, failure, is_reading};
use crate::error::Result;

/// A few watched files. Watching stops when this is dropped.
#[derive(Debug)]
pub struct FileWatch {
    _watcher: RecommendedWatcher,
}

impl FileWatch {
    /// Watches the folders of `files`, which costs one watch of the system's for each, and calls
    /// `changed` on a thread of its own once one of the files changes, comes or goes, or another file
    /// with an ending of theirs does.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io) when a folder cannot be watched.
    pub fn start(files: &[PathBuf], mut changed: impl FnMut() + Send + 'static) -> Result<FileWatch> {
        let ending = |path: &Path| path.extension().map(ToOwned::to_owned);
        let endings: BTreeSet<_> = files.iter().map(|file| ending(file)).collect();
        let folders: BTreeSet<&Path> = files.iter().filter_map(|file| file.parent()).collect();
        let (sender, receiver) = mpsc::channel();
        let heard = move |event: notify::Result<notify::Event>| {
            let is_ours = event.is_ok_and(|event| {
                !is_reading(&event.kind) && event.paths.iter().any(|path| endings.contains(&ending(path)))
            });
            if is_ours {
                let _ = sender.send(());
            }
        };
        let mut watcher =
            notify::recommended_watcher(heard).map_err(|error| failure(Path::new(""), error))?;
        for folder in folders {
            watcher.watch(folder, RecursiveMode::NonRecursive).map_err(|error| failure(folder, error))?;
        }
        thread::spawn(move || {
            while receiver.recv().is_ok() {
                // A program that writes several of them is waited for.
                let quiet = loop {
                    if let Err(end) = receiver.recv_timeout(QUIET) {
                        break end;
                    }
                };
                if quiet == RecvTimeoutError::Disconnected {
                    return;
                }
                changed();
            }
        });
        Ok(FileWatch { _watcher: watcher })
    }
}
