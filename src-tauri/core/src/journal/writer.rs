//! The threads that write: one appends what comes at once, the other syncs, which may take long.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::entry::{self, Entry, FORMAT, Whole, path_bytes};
use super::folder;
use super::{Closing, Snapshot};
use crate::disk::records::{self, Records, Sync};
use crate::error::{Error, Result};

/// The promise is a second or fifty changes; half of it is left to the disk.
const LONGEST: Duration = Duration::from_millis(500);
const MOST_CHANGES: usize = 25;

/// A journal is long when what was appended is larger than this and than four times its whole text.
const LONG: u64 = 64 * 1024;

/// After a failure, a new beginning is not tried before this has passed.
const PAUSE: Duration = Duration::from_secs(2);

/// What a keeper and the thread know of one journal.
#[derive(Debug, Default)]
pub(super) struct Shared {
    begun: AtomicBool,
    whole: AtomicU64,
    size: AtomicU64,
    failed: Mutex<Option<Instant>>,
}

impl Shared {
    pub fn has_begun(&self) -> bool {
        // While the disk refuses, not every key should carry the whole text.
        let failed = *self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        self.begun.load(Ordering::Relaxed) || failed.is_some_and(|since| since.elapsed() < PAUSE)
    }

    pub fn is_long(&self) -> bool {
        let (whole, size) = (self.whole.load(Ordering::Relaxed), self.size.load(Ordering::Relaxed));
        size.saturating_sub(whole) > LONG.max(4 * whole)
    }

    pub fn begin(&self) {
        self.begun.store(true, Ordering::Relaxed);
        *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn fail(&self) {
        self.begun.store(false, Ordering::Relaxed);
        *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    fn grown(&self, size: u64) {
        self.size.store(size, Ordering::Relaxed);
    }
}

/// What the writing thread is told.
#[derive(Debug)]
pub(super) enum Message {
    Whole {
        snapshot: Box<Snapshot>,
        /// When it was so, in milliseconds since 1970.
        at: i64,
        shared: Arc<Shared>,
    },
    Append {
        entry: Entry,
        shared: Arc<Shared>,
    },
    Moved {
        file: PathBuf,
        shared: Arc<Shared>,
    },
    Close {
        how: Closing,
        shared: Arc<Shared>,
    },
    Discard {
        shared: Arc<Shared>,
    },
    /// The keeper is gone; its file is given up as it is.
    Leave {
        shared: Arc<Shared>,
    },
    Flush(Sender<()>),
}

struct Open {
    records: Records,
    file: PathBuf,
    shared: Arc<Shared>,
    unsynced: usize,
    since: Option<Instant>,
}

struct Writer<'a> {
    folder: &'a Path,
    failed: &'a (dyn Fn(Error) + Send),
    /// By the address of what is shared with the keeper.
    open: HashMap<usize, Open>,
    syncs: Sender<(Sync, Arc<Shared>)>,
    /// The writer was told of a failure that lasts.
    told: bool,
    failures: Arc<AtomicUsize>,
}

pub(super) fn run(folder: &Path, receiver: &Receiver<Message>, failed: &(dyn Fn(Error) + Send)) {
    let (syncs, jobs) = channel::<(Sync, Arc<Shared>)>();
    let failures = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&failures);
    let syncing = std::thread::spawn(move || {
        for (sync, shared) in jobs {
            if sync.run().is_err() {
                // What a failed sync leaves in the file is not known: it begins anew.
                shared.fail();
                counted.fetch_add(1, Ordering::Relaxed);
            }
        }
    });
    let mut writer = Writer { folder, failed, open: HashMap::new(), syncs, told: false, failures };
    loop {
        let message = match writer.patience() {
            Some(patience) => receiver.recv_timeout(patience),
            None => receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match message {
            Ok(message) => writer.take(message),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        writer.sync_what_waits();
    }
    writer.flush();
    drop(writer);
    let _ = syncing.join();
}

impl Writer<'_> {
    /// Until the next sync is due; `None` when none is.
    fn patience(&self) -> Option<Duration> {
        let oldest = self.open.values().filter_map(|open| open.since).min()?;
        Some(LONGEST.saturating_sub(oldest.elapsed()))
    }

    fn take(&mut self, message: Message) {
        let result = match message {
            Message::Whole { snapshot, at, shared } => self.begin(*snapshot, at, &shared),
            Message::Append { entry, shared } => self.append(&entry, &shared),
            Message::Moved { file, shared } => self.moved(file, &shared),
            Message::Close { how, shared } => self.close(how, &shared),
            Message::Discard { shared } => {
                let open = self.open.remove(&key(&shared));
                open.map_or(Ok(()), |open| open.records.remove())
            }
            Message::Leave { shared } => {
                self.open.remove(&key(&shared));
                Ok(())
            }
            Message::Flush(done) => {
                self.flush();
                let _ = done.send(());
                Ok(())
            }
        };
        if let Err(error) = result {
            self.tell(error);
        } else if self.failures.swap(0, Ordering::Relaxed) > 0 {
            self.tell(Error::Io {
                action: "write",
                path: self.folder.to_path_buf(),
                source: std::io::Error::other("the disk could not take it"),
            });
        }
    }

    fn tell(&mut self, error: Error) {
        if !std::mem::replace(&mut self.told, true) {
            (self.failed)(error);
        }
    }

    fn begin(&mut self, snapshot: Snapshot, at: i64, shared: &Arc<Shared>) -> Result<()> {
        let begun = self.try_begin(snapshot, at, shared);
        if begun.is_err() {
            shared.fail();
            self.open.remove(&key(shared));
        } else {
            self.told = false;
        }
        begun
    }

    fn try_begin(&mut self, snapshot: Snapshot, at: i64, shared: &Arc<Shared>) -> Result<()> {
        let file = snapshot.file.clone();
        let (past, replaces) = (snapshot.past.as_ref().and_then(entry::past), snapshot.replaces.clone());
        let whole = Whole::of(snapshot, at);
        let failed = |source| Error::Io { action: "write", path: file.clone(), source };
        let whole = Entry::Whole(whole.compressed().map_err(failed)?);
        let entries = [Some(whole), past];
        let bodies: Vec<Vec<u8>> = entries.iter().flatten().map(Entry::to_bytes).collect();
        let open = match self.open.entry(key(shared)) {
            std::collections::hash_map::Entry::Occupied(open) => open.into_mut(),
            std::collections::hash_map::Entry::Vacant(vacant) => {
                let records = free(self.folder, &file)?;
                vacant.insert(Open { records, file, shared: Arc::clone(shared), unsynced: 0, since: None })
            }
        };
        open.records.replace(bodies.iter().map(Vec::as_slice))?;
        (open.unsynced, open.since) = (0, None);
        shared.whole.store(open.records.size(), Ordering::Relaxed);
        shared.grown(open.records.size());
        match replaces {
            Some(old) if old != open.records.path() && !Records::is_open(&old) => records::remove(&old),
            _ => Ok(()),
        }
    }

    fn append(&mut self, entry: &Entry, shared: &Arc<Shared>) -> Result<()> {
        let Some(open) = self.open.get_mut(&key(shared)) else { return Ok(()) };
        if let Err(error) = open.records.append([entry.to_bytes().as_slice()]) {
            shared.fail();
            return Err(error);
        }
        open.unsynced += 1;
        open.since.get_or_insert_with(Instant::now);
        shared.grown(open.records.size());
        Ok(())
    }

    fn moved(&mut self, file: PathBuf, shared: &Arc<Shared>) -> Result<()> {
        self.append(&Entry::Moved { file: path_bytes(&file) }, shared)?;
        let Some(open) = self.open.get_mut(&key(shared)) else { return Ok(()) };
        open.file = file;
        // The name is only where it is looked for first.
        let free = folder::places(self.folder, &open.file).find(|place| !place.exists());
        free.map_or(Ok(()), |place| open.records.rename(&place))
    }

    fn close(&mut self, how: Closing, shared: &Arc<Shared>) -> Result<()> {
        self.append(&Entry::Closed(how), shared)?;
        let Some(open) = self.open.remove(&key(shared)) else { return Ok(()) };
        open.records.sync()?;
        if how == Closing::Saved {
            let path = open.records.path().to_path_buf();
            records::rename_over(&path, &folder::kept(self.folder, &open.file))?;
        }
        Ok(())
    }

    fn sync_what_waits(&mut self) {
        for open in self.open.values_mut() {
            let late = open.since.is_some_and(|since| since.elapsed() >= LONGEST);
            if late || open.unsynced >= MOST_CHANGES {
                (open.unsynced, open.since) = (0, None);
                match open.records.syncing() {
                    Ok(sync) => drop(self.syncs.send((sync, Arc::clone(&open.shared)))),
                    Err(_) => open.shared.fail(),
                }
            }
        }
    }

    fn flush(&mut self) {
        for open in self.open.values_mut() {
            if open.records.sync().is_err() {
                open.shared.fail();
            }
            (open.unsynced, open.since) = (0, None);
        }
    }
}

/// The record file of a post that no other process has.
fn free(folder: &Path, file: &Path) -> Result<Records> {
    for place in folder::places(folder, file) {
        // One that cannot be used is there for the next start to set aside.
        if let Some(Ok((records, _))) = Records::open(&place, FORMAT)? {
            return Ok(records);
        }
    }
    Err(Error::refused(file, "too many programs have it open to keep what is typed"))
}

fn key(shared: &Arc<Shared>) -> usize {
    Arc::as_ptr(shared) as usize
}
