//! What was read of each file, kept outside the blog so that the next start need not read it again.
//!
//! Nothing depends on it: a cache that is damaged, locked or of another version only means that the
//! files are read. It never says what a file holds now; whoever uses an entry compares its [`Key`]
//! with the file first.
//!
//! SQLite writes its file itself. This is the one exception to the rule that only `disk` changes the
//! disk; making the file private and setting a damaged one aside are done there.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::UNIX_EPOCH;

mod database;
mod keeper;
mod stored;

use keeper::Keeper;
pub use stored::{Stored, StoredEntry};

/// What a file was when it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Its length in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub modified_ns: i64,
    /// The BLAKE3 hash of its bytes.
    pub hash: [u8; 32],
}

/// What was read of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The file, as its blog names it.
    pub path: String,
    /// What the file was then.
    pub key: Key,
    /// What was read, in a form that only the caller knows.
    pub value: Vec<u8>,
}

/// Why the cache is not as it was left, or not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The file was no cache or a damaged one. It was renamed and a new one made.
    SetAside {
        /// Where the file is now.
        file: PathBuf,
        /// What was wrong with it.
        reason: String,
    },
    /// Another process uses it; this one does without.
    Locked,
    /// It cannot be read or written, so it is not used.
    Unusable {
        /// Why, as a sentence without a full stop.
        reason: String,
    },
}

/// An open cache. Dropping it waits until everything is written.
#[derive(Debug)]
pub struct Cache {
    work: Option<Sender<Work>>,
    thread: Option<JoinHandle<()>>,
    trouble: Arc<Mutex<Option<Trouble>>>,
}

/// What the cache's thread is asked to do, in order.
enum Work {
    Load(Sender<Stored>),
    Store(Vec<Entry>),
    Remove(Vec<String>),
}

/// How long a file must have been left alone before its time can be trusted to change with its next
/// change: FAT counts in steps of two seconds.
const SETTLED_NS: i64 = 2_000_000_000;

impl Key {
    /// The key of a file with these properties and this hash.
    pub fn of(metadata: &Metadata, hash: [u8; 32]) -> Key {
        Key { size: metadata.len(), modified_ns: modified_ns(metadata), hash }
    }

    /// When the file was last written, in whole seconds since 1970; 0 when that was not told.
    pub fn modified(&self) -> i64 {
        if self.modified_ns == i64::MIN { 0 } else { self.modified_ns.div_euclid(1_000_000_000) }
    }

    /// Whether a file with these properties can still be the one that was read. Any doubt is a no.
    pub fn fits(&self, metadata: &Metadata) -> bool {
        metadata.is_file() && self.size == metadata.len() && self.modified_ns == modified_ns(metadata)
    }

    /// Whether a file that was read at `now_ns` had been left alone for so long that another change
    /// shows in its time. An entry of another file is better not stored.
    pub fn is_settled(&self, now_ns: i64) -> bool {
        now_ns.saturating_sub(self.modified_ns) > SETTLED_NS
    }
}

impl Cache {
    /// Opens the cache at `file`, or makes one with its folder. `stamp` names the form of the values
    /// and of whatever else they depend on; a cache of another stamp is emptied.
    ///
    /// Once in a process at a time: closing a file gives up the locks that the process has on it.
    ///
    /// Never fails: a cache that cannot be used holds nothing and keeps nothing, and
    /// [`Cache::trouble`] says why.
    pub fn open(file: &Path, stamp: &str) -> Cache {
        let trouble = Arc::new(Mutex::new(None));
        let mut keeper = Keeper::new(file.to_path_buf(), stamp.to_owned(), Arc::clone(&trouble));
        keeper.open();
        if !keeper.is_open() {
            return Cache { work: None, thread: None, trouble };
        }
        let (work, asked) = mpsc::channel();
        let thread = thread::Builder::new().name("cache".into()).spawn(move || keep(&mut keeper, &asked));
        match thread {
            Ok(thread) => Cache { work: Some(work), thread: Some(thread), trouble },
            Err(error) => {
                report(&trouble, Trouble::Unusable { reason: error.to_string() });
                Cache { work: None, thread: None, trouble }
            }
        }
    }

    /// Everything it holds. Of a damaged file nothing.
    pub fn load_all(&self) -> Stored {
        let (reply, answer) = mpsc::channel();
        self.ask(Work::Load(reply));
        answer.recv().unwrap_or_default()
    }

    /// Keeps these entries in place of those of the same paths. Returns at once; they are written in
    /// the background, all of one call or none.
    pub fn store(&self, entries: Vec<Entry>) {
        self.ask(Work::Store(entries));
    }

    /// Forgets the entries of these paths. Returns at once.
    pub fn remove(&self, paths: Vec<String>) {
        self.ask(Work::Remove(paths));
    }

    /// What went wrong since this was asked last.
    pub fn trouble(&self) -> Option<Trouble> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn ask(&self, work: Work) {
        if let Some(asked) = &self.work {
            // The thread is gone only when the cache turned out unusable.
            let _ = asked.send(work);
        }
    }
}

impl Drop for Cache {
    fn drop(&mut self) {
        self.work = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn keep(keeper: &mut Keeper, asked: &Receiver<Work>) {
    while let Ok(work) = asked.recv() {
        match work {
            Work::Load(reply) => {
                let _ = reply.send(keeper.load_all());
            }
            Work::Store(entries) => keeper.store(&entries),
            Work::Remove(paths) => keeper.remove(&paths),
        }
    }
}

fn report(place: &Mutex<Option<Trouble>>, trouble: Trouble) {
    *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(trouble);
}

/// A time that the system does not tell is one that no file has.
fn modified_ns(metadata: &Metadata) -> i64 {
    let Ok(time) = metadata.modified() else { return i64::MIN };
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |ns| -ns),
    }
}
