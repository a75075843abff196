//! What is typed, kept outside the blog until the file has it, and the undo history with it.
//!
//! Each open post that is edited has a record file of its own (`disk::records`): first its whole text,
//! then every change. A thread appends what it is sent at once, so that a kill of the process loses
//! nothing that came to it, and syncs after half a second or fifty changes, so that a power cut loses
//! no more. A post that is closed keeps its file under another ending, with the undo history.

mod coalesce;
mod entry;
mod folder;
mod replay;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use crate::Change;
use crate::document::Past;
use crate::error::{Error, Result};

use entry::Entry;
pub use folder::{Found, Trouble};
pub use replay::{Remembered, Step};
use writer::{Message, Shared};

/// Milliseconds since 1970, told by the caller.
pub type Clock = fn() -> i64;

/// The journals of a state folder. Dropping it writes and syncs what it was sent.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    clock: Clock,
    sender: Option<Sender<Message>>,
    thread: Option<JoinHandle<()>>,
}

/// Keeps the changes of one open post. Dropping it leaves the file as after a crash.
#[derive(Debug)]
pub struct Keeper {
    sender: Sender<Message>,
    shared: Arc<Shared>,
    clock: Clock,
}

/// A post as a whole: what starts its journal, and replaces it when it has grown long.
#[derive(Debug)]
pub struct Snapshot {
    /// The post's file.
    pub file: PathBuf,
    /// The bytes of the file when it was last read or saved.
    pub common: Arc<Vec<u8>>,
    /// The bytes that the text would be saved as; none when they are `common`.
    pub unsaved: Option<Vec<u8>>,
    /// What is remembered of earlier texts.
    pub past: Option<Past>,
    /// UTF-16 offset of the caret.
    pub caret: u32,
    /// The editor's undo history at this text, in its own form.
    pub history: Option<String>,
    /// The journal that the text was recalled from, which this one takes the place of.
    pub replaces: Option<PathBuf>,
}

/// How a post was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Closing {
    /// The file has the text.
    Saved,
    /// The writer left with text that was not to be saved yet. It comes back by itself.
    Unsaved,
    /// The text could not be saved. The writer is asked at the next start.
    Failed,
}

impl Journal {
    /// Keeps journals in `folder`, which is made when the first one begins. `failed` is told, once each
    /// time that it begins to fail, that changes cannot be kept.
    pub fn start(folder: PathBuf, clock: Clock, failed: impl Fn(Error) + Send + 'static) -> Journal {
        let (sender, receiver) = channel();
        let place = folder.clone();
        let thread = std::thread::spawn(move || writer::run(&place, &receiver, &failed));
        Journal { folder, clock, sender: Some(sender), thread: Some(thread) }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What keeps the changes of one post that is now open. Nothing is written before the first.
    pub fn keeper(&self) -> Option<Keeper> {
        let sender = self.sender.clone()?;
        Some(Keeper { sender, shared: Arc::default(), clock: self.clock })
    }

    /// What is known of the post in `file` from before: its unsaved text, or its undo history alone.
    /// `None` when there is nothing, or another process has the post open. With what was set aside as it
    /// could not be read; what comes before the damage is recalled.
    pub fn recall(&self, file: &Path) -> (Option<Remembered>, Option<Trouble>) {
        folder::recall(&self.folder, file)
    }

    /// Journals of posts that were not closed, or closed with text that no file has, and what was set
    /// aside as it could not be read. Those of a process that lives are left out.
    pub fn left(&self) -> (Vec<Found>, Vec<Trouble>) {
        folder::left(&self.folder)
    }

    /// Forgets the journals of a post whose text the writer does not want, also those that were set aside.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn forget(&self, file: &Path) -> Result<()> {
        folder::forget(&self.folder, file)
    }

    /// What is kept of the closed post in `from` is that of the post in `to` from now on.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn follow(&self, from: &Path, to: &Path) -> Result<()> {
        folder::follow(&self.folder, from, to)
    }

    /// Removes what is kept of posts that are closed and saved, the oldest first, beyond `bytes`.
    pub fn prune(&self, bytes: u64) {
        folder::prune(&self.folder, bytes);
    }

    /// Size of all that is kept, in bytes.
    pub fn size(&self) -> u64 {
        folder::size(&self.folder)
    }

    /// Returns once everything sent so far is on the disk.
    pub fn flush(&self) {
        let (done, wait) = channel();
        if self.sender.as_ref().is_some_and(|sender| sender.send(Message::Flush(done)).is_ok()) {
            let _ = wait.recv();
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.flush();
        drop(self.sender.take());
        // Keepers that are still there hold the thread; it then ends with them.
        drop(self.thread.take());
    }
}

impl Keeper {
    /// Whether a change can be appended. If not, a [`Snapshot`] from before the change comes first.
    pub fn has_begun(&self) -> bool {
        self.shared.has_begun()
    }

    /// Whether the changes since the last snapshot have become many.
    pub fn is_long(&self) -> bool {
        self.shared.is_long()
    }

    /// Begins the journal, or begins it anew.
    pub fn snapshot(&self, snapshot: Snapshot) {
        self.shared.begin();
        let (at, shared) = ((self.clock)(), Arc::clone(&self.shared));
        self.send(Message::Whole { snapshot: Box::new(snapshot), at, shared });
    }

    /// Appends a change of the text.
    pub fn edit(&self, changes: &[Change]) {
        self.append(Entry::Edit { at: (self.clock)(), changes: changes.to_vec() });
    }

    /// What is remembered of earlier texts, beside what the changes tell.
    pub fn past(&self, past: &Past) {
        if let Some(entry) = entry::past(past) {
            self.append(entry);
        }
    }

    /// The file has the text as it is now.
    pub fn saved(&self) {
        self.append(Entry::Saved);
    }

    /// The file was read, and has these bytes; the text is what it was.
    pub fn read(&self, common: &[u8]) {
        if self.has_begun() {
            self.append(entry::read(common));
        }
    }

    /// The undo history as it is now.
    pub fn remember(&self, caret: u32, history: String) {
        self.append(Entry::Undo { caret, history });
    }

    /// The post's file is at another place now.
    pub fn moved(&self, file: &Path) {
        let file = file.to_path_buf();
        self.send(Message::Moved { file, shared: Arc::clone(&self.shared) });
    }

    /// Ends the journal.
    pub fn close(self, how: Closing) {
        self.send(Message::Close { how, shared: Arc::clone(&self.shared) });
    }

    /// Removes what was kept.
    pub fn discard(self) {
        self.send(Message::Discard { shared: Arc::clone(&self.shared) });
    }

    fn append(&self, entry: Entry) {
        if self.has_begun() {
            self.send(Message::Append { entry, shared: Arc::clone(&self.shared) });
        }
    }

    /// The thread lives as long as a sender does.
    fn send(&self, message: Message) {
        let _ = self.sender.send(message);
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.send(Message::Leave { shared: Arc::clone(&self.shared) });
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests damage files")]
mod tests;
