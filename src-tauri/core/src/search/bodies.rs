//! Posts by what their texts say.

use std::collections::HashMap;
use std::fmt;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::thread;

use memchr::memmem::Finder;

use super::excerpt::{self, Excerpt};
use super::text::{self, Text};
use crate::{disk, post};

/// A post whose body has every word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyHit {
    /// Path below the blog's folder.
    pub path: String,
    /// How often the words stand in the body.
    pub count: usize,
    /// Up to three passages of the body, in its order.
    pub excerpts: Vec<Excerpt>,
}

/// The texts of a blog's posts, held in memory as far as the budget goes; the others are read from
/// the disk whenever they are searched.
pub struct Bodies {
    root: PathBuf,
    budget: usize,
    body_start: BodyStart,
    held: RwLock<Held>,
}

/// Where the body starts in the text of a file, in bytes.
type BodyStart = Box<dyn Fn(&str) -> usize + Send + Sync>;

#[derive(Default)]
struct Held {
    bytes: usize,
    /// `None`: left on the disk on purpose, so that loading does not bring back an older text.
    texts: HashMap<String, Option<Arc<Text>>>,
}

/// Posts that a thread takes at a time.
const CHUNK: usize = 128;
/// Memory and disks give no more above this.
const MOST_THREADS: usize = 8;

impl Bodies {
    /// No texts yet. `budget` is in bytes of memory; `body_start` says where the body starts in the
    /// text of a file, since the header is not searched.
    pub fn new(
        root: PathBuf,
        budget: usize,
        body_start: impl Fn(&str) -> usize + Send + Sync + 'static,
    ) -> Bodies {
        Bodies { root, budget, body_start: Box::new(body_start), held: RwLock::default() }
    }

    /// Takes in the texts of files, path and text, until the budget is used up or `cancelled` holds.
    /// Meant for a thread of its own: searches and changes meanwhile are answered, and a text that
    /// came by [`Bodies::set`] is newer and stays.
    pub fn load(&self, texts: impl IntoIterator<Item = (String, String)>, cancelled: impl Fn() -> bool) {
        for (path, text) in texts {
            if cancelled() || self.read().bytes >= self.budget {
                return;
            }
            if self.read().texts.contains_key(&path) {
                continue;
            }
            let text = self.text(&text);
            let mut held = self.write();
            if !held.texts.contains_key(&path) && held.bytes + text.bytes() <= self.budget {
                held.put(path, Some(text));
            }
        }
    }

    /// The post at `path` has this text now.
    pub fn set(&self, path: &str, text: &str) {
        let text = self.text(text);
        let mut held = self.write();
        held.remove(path);
        let fits = held.bytes + text.bytes() <= self.budget;
        held.put(path.to_owned(), fits.then_some(text));
    }

    /// The post at `path` is gone.
    pub fn remove(&self, path: &str) {
        self.write().remove(path);
    }

    /// The memory that the texts take, in bytes.
    pub fn bytes(&self) -> usize {
        self.read().bytes
    }

    /// The first `limit` of `paths` whose bodies have every word of `typed`, in the order of `paths`.
    /// Case does not matter. `None` when `cancelled` held before the end, as it should once the
    /// answer is of no use. A file that cannot be read as text has no words.
    pub fn search(
        &self,
        typed: &str,
        paths: &[&str],
        limit: usize,
        cancelled: &(impl Fn() -> bool + Sync),
    ) -> Option<Vec<BodyHit>> {
        let typed = text::lower(typed);
        let words: Vec<_> = typed.split_whitespace().map(|word| Finder::new(word).into_owned()).collect();
        if words.is_empty() || limit == 0 {
            return Some(Vec::new());
        }
        let run = Run {
            bodies: self,
            words,
            paths,
            limit,
            cancelled,
            next: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            found: Mutex::default(),
        };
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let threads = threads.min(MOST_THREADS).min(paths.len().div_ceil(CHUNK));
        thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(|| run.work());
            }
            run.work();
        });
        run.finish()
    }

    fn text(&self, text: &str) -> Arc<Text> {
        Arc::new(Text::new(text, (self.body_start)(text)))
    }

    fn text_on_disk(&self, path: &str) -> Option<Arc<Text>> {
        let bytes = disk::read(&self.root.join(path)).ok()?;
        Some(self.text(post::decode(&bytes).ok()?))
    }

    // A thread that panicked left no text half-way: each is put in whole.
    fn read(&self) -> RwLockReadGuard<'_, Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Held> {
        self.held.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn put(&mut self, path: String, text: Option<Arc<Text>>) {
        self.bytes += text.as_ref().map_or(0, |text| text.bytes());
        self.texts.insert(path, text);
    }

    fn remove(&mut self, path: &str) {
        let removed = self.texts.remove(path).flatten();
        self.bytes -= removed.map_or(0, |text| text.bytes());
    }
}

impl fmt::Debug for Bodies {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let held = self.read();
        formatter.debug_struct("Bodies").field("root", &self.root).field("bytes", &held.bytes).finish()
    }
}

/// One search. Chunks of paths are handed out in order, so once enough is found no later chunk can
/// have a better answer than those already begun.
struct Run<'a, C> {
    bodies: &'a Bodies,
    words: Vec<Finder<'static>>,
    paths: &'a [&'a str],
    limit: usize,
    cancelled: &'a C,
    next: AtomicUsize,
    stopped: AtomicBool,
    found: Mutex<Vec<(usize, BodyHit)>>,
}

impl<C: Fn() -> bool + Sync> Run<'_, C> {
    fn work(&self) {
        loop {
            let start = self.next.fetch_add(CHUNK, Ordering::Relaxed);
            if start >= self.paths.len() || self.found().len() >= self.limit {
                return;
            }
            let chunk = &self.paths[start..self.paths.len().min(start + CHUNK)];
            for (at, (path, held)) in chunk.iter().zip(self.held(chunk)).enumerate() {
                if self.stopped.load(Ordering::Relaxed) || (self.cancelled)() {
                    self.stopped.store(true, Ordering::Relaxed);
                    return;
                }
                let Some(text) = held.or_else(|| self.bodies.text_on_disk(path)) else { continue };
                if let Some((count, excerpts)) = excerpt::excerpts(&text, &self.words) {
                    let hit = BodyHit { path: (*path).to_owned(), count, excerpts };
                    self.found().push((start + at, hit));
                }
            }
        }
    }

    /// The texts of a chunk that are in memory. The lock is not held while they are searched.
    fn held(&self, chunk: &[&str]) -> Vec<Option<Arc<Text>>> {
        let held = self.bodies.read();
        chunk.iter().map(|path| held.texts.get(*path).cloned().flatten()).collect()
    }

    fn found(&self) -> MutexGuard<'_, Vec<(usize, BodyHit)>> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn finish(self) -> Option<Vec<BodyHit>> {
        if self.stopped.into_inner() {
            return None;
        }
        let mut found = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.sort_by_key(|(at, _)| *at);
        found.truncate(self.limit);
        Some(found.into_iter().map(|(_, hit)| hit).collect())
    }
}
