//! Versions of posts, kept by a thread of its own so that no save waits for one.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use galley_core::history::{DEFAULT_CAP, Kept, NewVersion, Pace, Reason, Store};
use galley_core::{Error, Now, disk};

use crate::host::lock;

/// How long the thread has had nothing to do when it brings the store down to its size.
const IDLE: Duration = Duration::from_secs(30);

/// How long the end of the program waits for versions that are not written yet.
const PATIENCE: Duration = Duration::from_secs(3);

/// The versions of all posts.
#[derive(Debug)]
pub struct Versions {
    store: Store,
    jobs: Sender<Job>,
    open: Mutex<HashMap<u32, Open>>,
}

/// What is known of the versions of an open post.
#[derive(Debug)]
struct Open {
    place: Place,
    pace: Pace,
    /// Whether what was in its file when it was opened is kept.
    has_first: bool,
}

/// A post of a blog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The blog's folder.
    pub root: PathBuf,
    /// The post's path in it.
    pub path: String,
}

/// A text to be kept.
#[derive(Debug)]
pub struct Text {
    /// Why.
    pub reason: Reason,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// Words in the body.
    pub words: u32,
}

#[derive(Debug)]
enum Job {
    Opened(Place),
    Keep(Place, Text, Now),
    Moved(PathBuf, Vec<(String, String)>),
    BroughtBack(Place, String),
    Tell(Sender<()>),
}

impl Versions {
    /// Keeps versions in `folder`. `told` hears, once for each sentence, of what went wrong.
    pub fn start(folder: PathBuf, told: impl Fn(String) + Send + 'static) -> Versions {
        let store = Store::new(folder);
        let (jobs, receiver) = mpsc::channel();
        let worker = Worker { store: store.clone(), told: Box::new(told), said: HashSet::new() };
        std::thread::spawn(move || worker.run(&receiver));
        Versions { store, jobs, open: Mutex::default() }
    }

    /// Where they are.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// A post was opened: versions that it had under another name become its own.
    pub fn opened(&self, doc: u32, place: Place) {
        let open = Open { place: place.clone(), pace: Pace::default(), has_first: false };
        lock(&self.open).insert(doc, open);
        self.send(Job::Opened(place));
    }

    /// An open post was closed.
    pub fn closed(&self, doc: u32) {
        lock(&self.open).remove(&doc);
    }

    /// Where an open post is.
    pub fn place(&self, doc: u32) -> Option<Place> {
        lock(&self.open).get(&doc).map(|open| open.place.clone())
    }

    /// The writer types into an open post. Whether its text is to be kept now.
    pub fn typed(&self, doc: u32) -> bool {
        lock(&self.open).get_mut(&doc).is_some_and(|open| open.pace.typed(galley_clock::now().local()))
    }

    /// Keeps the text of an open post. Before the first one what was in its file is kept, `common`.
    pub fn keep_open(&self, doc: u32, text: Text, common: impl FnOnce() -> Text) {
        let mut open = lock(&self.open);
        let Some(open) = open.get_mut(&doc) else { return };
        if !std::mem::replace(&mut open.has_first, true) {
            self.keep(open.place.clone(), common());
        }
        open.pace.kept();
        self.keep(open.place.clone(), text);
    }

    /// Keeps a text.
    pub fn keep(&self, place: Place, text: Text) {
        self.send(Job::Keep(place, text, galley_clock::now()));
    }

    /// Posts or folders have another place, by their paths before and after, open posts among them.
    pub fn moved(&self, root: PathBuf, moves: Vec<(String, String)>, documents: &[(u32, String)]) {
        let mut open = lock(&self.open);
        for (doc, path) in documents {
            if let Some(open) = open.get_mut(doc) {
                open.place.path.clone_from(path);
            }
        }
        self.send(Job::Moved(root, moves));
    }

    /// A deleted post is at this place again.
    pub fn brought_back(&self, place: Place, pack: String) {
        self.send(Job::BroughtBack(place, pack));
    }

    /// Forgets every version of every post. The next one of an open post has what is in its file now
    /// before it.
    ///
    /// # Errors
    /// [`Error::Io`] when something cannot be removed.
    pub fn clear(&self) -> Result<(), Error> {
        let mut open = lock(&self.open);
        open.values_mut().for_each(|open| open.has_first = false);
        self.flush();
        self.store.clear()
    }

    /// Waits until all that was to be kept is kept, for a limited time.
    pub fn flush(&self) {
        let (sender, done) = mpsc::channel();
        self.send(Job::Tell(sender));
        let _ = done.recv_timeout(PATIENCE);
    }

    fn send(&self, job: Job) {
        // The thread ends with the program alone.
        let _ = self.jobs.send(job);
    }
}

struct Worker {
    store: Store,
    told: Box<dyn Fn(String) + Send>,
    /// Each sentence is said once: what goes wrong goes wrong at every save.
    said: HashSet<String>,
}

impl Worker {
    fn run(mut self, jobs: &Receiver<Job>) {
        // An idle program must not wake up: after the store was looked at, only a job counts.
        let mut has_worked = true;
        loop {
            let job = if has_worked {
                jobs.recv_timeout(IDLE)
            } else {
                jobs.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            has_worked = job.is_ok();
            let done = match job {
                Ok(job) => self.perform(job),
                Err(RecvTimeoutError::Timeout) => {
                    self.store.fit(DEFAULT_CAP, galley_clock::now().local()).map(drop)
                }
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if let Err(error) = done {
                self.say(format!("A version could not be kept: {error}."));
            }
        }
    }

    fn perform(&mut self, job: Job) -> Result<(), Error> {
        match job {
            Job::Opened(place) => self.opened(&place),
            Job::Keep(place, text, at) => self.keep(&place, &text, at),
            Job::Moved(root, moves) => {
                moves.iter().try_for_each(|(from, to)| self.store.moved(&root, from, to))
            }
            Job::BroughtBack(place, pack) => self.store.brought_back(&place.root, &pack, &place.path),
            Job::Tell(sender) => {
                let _ = sender.send(());
                Ok(())
            }
        }
    }

    fn opened(&self, Place { root, path }: &Place) -> Result<(), Error> {
        if let Ok(bytes) = disk::read(&root.join(path)) {
            self.store.adopt(root, path, &bytes, &|path| is_there(root, path))?;
        }
        self.store.thin(root, path, galley_clock::now().local()).map(drop)
    }

    fn keep(&mut self, Place { root, path }: &Place, text: &Text, at: Now) -> Result<(), Error> {
        let Text { reason, bytes, words } = text;
        let Kept { set_aside, .. } = self.store.keep(
            root,
            path,
            &NewVersion { at: at.local(), reason: *reason, words: *words, bytes },
        )?;
        if let Some(aside) = set_aside {
            self.say(format!(
                "The versions of {path} were damaged. What could be read is kept, and the rest is in {}.",
                aside.display()
            ));
        }
        Ok(())
    }

    fn say(&mut self, sentence: String) {
        if self.said.insert(sentence.clone()) {
            (self.told)(sentence);
        }
    }
}

/// Whether a post of a blog has a file.
pub fn is_there(root: &Path, path: &str) -> bool {
    root.join(path).is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_to_be_kept_is_kept_in_its_order_before_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let versions = Versions::start(folder.path().join("history"), |_| {});
        let place = Place { root: folder.path().join("blog"), path: "a.md".into() };
        versions.opened(1, place.clone());
        for number in 0..20_u32 {
            let bytes = format!("text {number}\n").into_bytes();
            let text = Text { reason: Reason::Saved, bytes, words: number + 1 };
            let common = || Text { reason: Reason::Outside, bytes: b"at first\n".to_vec(), words: 0 };
            versions.keep_open(1, text, common);
        }
        versions.moved(place.root.clone(), vec![("a.md".into(), "b.md".into())], &[(1, "b.md".into())]);
        assert_eq!(versions.place(1).unwrap().path, "b.md");
        versions.flush();
        let kept = versions.store().versions(&place.root, "b.md").unwrap();
        let words: Vec<u32> = kept.iter().rev().map(|version| version.words).collect();
        assert_eq!(words, (0..21).collect::<Vec<u32>>());
    }

    #[test]
    fn after_all_versions_were_removed_the_next_has_the_file_s_text_before_it() {
        let folder = tempfile::tempdir().unwrap();
        let versions = Versions::start(folder.path().join("history"), |_| {});
        let place = Place { root: folder.path().join("blog"), path: "a.md".into() };
        versions.opened(1, place.clone());
        let text = |bytes: &str| Text { reason: Reason::Saved, bytes: bytes.into(), words: 0 };
        versions.keep_open(1, text("one\n"), || text("none\n"));
        versions.clear().unwrap();
        assert!(!versions.store().folder().exists());
        versions.keep_open(1, text("two\n"), || text("one\n"));
        versions.flush();
        assert_eq!(versions.store().versions(&place.root, "a.md").unwrap().len(), 2);
    }

    #[test]
    fn what_goes_wrong_is_said_once() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, said) = mpsc::channel();
        // A folder cannot be made below a file.
        let file = tempfile::NamedTempFile::new_in(folder.path()).unwrap();
        let versions = Versions::start(file.path().to_path_buf(), move |sentence| {
            let _ = sender.send(sentence);
        });
        let place = Place { root: folder.path().join("blog"), path: "a.md".into() };
        for number in 0..2 {
            let bytes = vec![number];
            versions.keep(place.clone(), Text { reason: Reason::Saved, bytes, words: 0 });
        }
        versions.flush();
        assert_eq!(said.try_iter().count(), 1);
    }
}
