//! Tells of changes below a folder, in batches, until it is dropped.

mod files;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Config, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::disk::leftovers::is_temporary;
use crate::error::{Error, Result};
use crate::reach;
use crate::site::Site;
use crate::walk;

pub use files::FileWatch;

/// A batch ends after this long without an event ...
const QUIET: Duration = Duration::from_millis(40);
/// ... and at the latest after this long, so that a busy folder still shows.
const LONGEST: Duration = Duration::from_millis(250);
/// How often a folder is looked at when the system has no watches left.
const POLL: Duration = Duration::from_secs(2);

/// A watched folder. Watching stops when this is dropped.
#[derive(Debug)]
pub struct Watch {
    sender: Sender<Message>,
    thread: Option<thread::JoinHandle<()>>,
}

/// Paths to look at again, files and folders alike.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// The paths.
    pub paths: Vec<PathBuf>,
    /// Whether from now on the folder is looked at every two seconds, as the system tells of no more
    /// changes there. It says so once.
    pub polls: bool,
}

#[derive(Debug)]
enum Message {
    Event(notify::Event),
    /// Events were lost: everything must be looked at again.
    Lost,
    /// The folder is polled from now on.
    Polls,
    Stop,
}

impl Watch {
    /// Watches `root` and every folder below it that may hold posts, and calls `changed` on a thread
    /// of its own.
    ///
    /// Each folder takes one watch of the system's, so `node_modules` and other output costs none.
    /// Where the system has no watch left, now or for a folder that is made later, or the folder is on
    /// another machine, it is polled instead.
    ///
    /// # Errors
    /// [`Error::Io`] when the root cannot be watched at all.
    pub fn start(site: &Arc<Site>, changed: impl FnMut(Batch) + Send + 'static) -> Result<Watch> {
        let (sender, receiver) = mpsc::channel();
        let root = site.root();
        let native = if is_remote(root) { None } else { native(site, &sender).ok() };
        let polls = native.is_none();
        let watcher = match native {
            Some(watcher) => watcher,
            None => polling(site, &sender).map_err(|error| failure(root, error))?,
        };
        if polls {
            let _ = sender.send(Message::Polls);
        }
        let batches = Batches { site: Arc::clone(site), watcher, sender: sender.clone(), receiver, polls };
        let thread = thread::spawn(move || batches.run(changed));
        Ok(Watch { sender, thread: Some(thread) })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.sender.send(Message::Stop);
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != thread::current().id()
        {
            let _ = thread.join();
        }
    }
}

struct Batches {
    site: Arc<Site>,
    watcher: Box<dyn Watcher + Send>,
    sender: Sender<Message>,
    receiver: Receiver<Message>,
    polls: bool,
}

impl Batches {
    fn run(mut self, mut changed: impl FnMut(Batch)) {
        while let Ok(first) = self.receiver.recv() {
            let (mut paths, mut polls) = (BTreeSet::new(), false);
            let end = Instant::now() + LONGEST;
            let mut next = Ok(first);
            loop {
                match next {
                    Ok(Message::Event(event)) => self.note(event, &mut paths),
                    Ok(Message::Lost) => drop(paths.insert(self.site.root().to_path_buf())),
                    Ok(Message::Polls) => polls = true,
                    Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                    Err(RecvTimeoutError::Timeout) => break,
                }
                let left = end.saturating_duration_since(Instant::now());
                if left.is_zero() {
                    break;
                }
                next = self.receiver.recv_timeout(QUIET.min(left));
            }
            if !paths.is_empty() || polls {
                changed(Batch { paths: paths.into_iter().collect(), polls });
            }
        }
    }

    fn note(&mut self, event: notify::Event, paths: &mut BTreeSet<PathBuf>) {
        if is_reading(&event.kind) {
            return;
        }
        for path in event.paths {
            // Our own temporary files come and go with each save.
            if path.file_name().and_then(|name| name.to_str()).is_some_and(is_temporary) {
                continue;
            }
            let below = reach::shown(self.site.root(), &path);
            if below.is_none_or(|below| !walk::is_inside(&self.site, &below)) {
                continue;
            }
            if reach::is_folder(self.site.root(), &path) && !walk::is_left_out(&self.site, &path) {
                let watch = |folder: &Path| self.watcher.watch(folder, RecursiveMode::NonRecursive);
                if watch_below(&self.site, &path, watch).is_err() {
                    self.poll();
                }
            }
            paths.insert(path);
        }
    }

    /// Polls instead, since the system has no watch left for a new folder. What was changed until the
    /// first look at the folder is among what is then looked at again.
    fn poll(&mut self) {
        if !self.polls
            && let Ok(watcher) = polling(&self.site, &self.sender)
        {
            (self.watcher, self.polls) = (watcher, true);
            let _ = self.sender.send(Message::Polls);
            let _ = self.sender.send(Message::Lost);
        }
    }
}

fn native(site: &Site, sender: &Sender<Message>) -> notify::Result<Box<dyn Watcher + Send>> {
    let mut watcher = RecommendedWatcher::new(forward(sender), Config::default())?;
    watch_folders(site, &mut watcher)?;
    Ok(Box::new(watcher))
}

fn polling(site: &Site, sender: &Sender<Message>) -> notify::Result<Box<dyn Watcher + Send>> {
    let mut watcher = PollWatcher::new(forward(sender), Config::default().with_poll_interval(POLL))?;
    watch_folders(site, &mut watcher)?;
    Ok(Box::new(watcher))
}

fn watch_folders(site: &Site, watcher: &mut impl Watcher) -> notify::Result<()> {
    let root = site.root();
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    watch_below(site, root, |folder| watcher.watch(folder, RecursiveMode::NonRecursive))
}

/// Watches a folder and those below it. A folder that vanished meanwhile or may not be read holds no
/// posts for us; a watch that the system has not any more is an error.
fn watch_below(
    site: &Site,
    folder: &Path,
    mut watch: impl FnMut(&Path) -> notify::Result<()>,
) -> notify::Result<()> {
    walk::folders(site, folder, &mut |folder| match watch(folder) {
        Err(error) if is_exhausted(&error) => Err(error),
        _ => Ok(()),
    })
}

/// Whether a folder is on another machine, whose changes this one's system does not tell of.
#[cfg(target_os = "linux")]
fn is_remote(folder: &Path) -> bool {
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    file_system(&mounts, folder).is_some_and(|kind| {
        const REMOTE: [&str; 11] =
            ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "drvfs", "vboxsf", "prl_fs", "afs", "ceph"];
        REMOTE.contains(&kind) || kind.starts_with("fuse.")
    })
}

#[cfg(not(target_os = "linux"))]
fn is_remote(_: &Path) -> bool {
    false
}

/// The type of the file system that a folder is on; `mounts` is a text as in `/proc/self/mounts`.
#[cfg(any(target_os = "linux", test))]
fn file_system<'m>(mounts: &'m str, folder: &Path) -> Option<&'m str> {
    let mounts = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        let place = words.next()?.replace("\\040", " ");
        folder.starts_with(&place).then_some((place.len(), words.next()?))
    });
    // Of two mounts on one place the later covers the earlier.
    mounts.max_by_key(|(length, _)| *length).map(|(_, kind)| kind)
}

fn forward(sender: &Sender<Message>) -> impl FnMut(notify::Result<notify::Event>) + Send + 'static {
    let sender = sender.clone();
    move |event| {
        let message = match event {
            Ok(event) if event.need_rescan() => Message::Lost,
            Ok(event) => Message::Event(event),
            Err(_) => Message::Lost,
        };
        let _ = sender.send(message);
    }
}

/// Our own reading of a folder is an event as well; only a finished write matters.
fn is_reading(kind: &EventKind) -> bool {
    matches!(kind, EventKind::Access(kind) if *kind != AccessKind::Close(AccessMode::Write))
}

fn is_exhausted(error: &notify::Error) -> bool {
    const ENOSPC: i32 = 28;
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => true,
        notify::ErrorKind::Io(error) => error.raw_os_error() == Some(ENOSPC),
        _ => false,
    }
}

fn failure(root: &Path, error: notify::Error) -> Error {
    let source = match error.kind {
        notify::ErrorKind::Io(error) => error,
        notify::ErrorKind::PathNotFound => std::io::ErrorKind::NotFound.into(),
        other => std::io::Error::other(format!("{other:?}")),
    };
    Error::Io { action: "watch", path: root.to_path_buf(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A system that has no watch left.
    #[derive(Debug)]
    struct Exhausted;

    impl Watcher for Exhausted {
        fn new<F: notify::EventHandler>(_: F, _: Config) -> notify::Result<Exhausted> {
            Ok(Exhausted)
        }

        fn watch(&mut self, _: &Path, _: RecursiveMode) -> notify::Result<()> {
            Err(notify::Error::new(notify::ErrorKind::MaxFilesWatch))
        }

        fn unwatch(&mut self, _: &Path) -> notify::Result<()> {
            Ok(())
        }

        fn kind() -> notify::WatcherKind {
            notify::WatcherKind::NullWatcher
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "another program makes a folder")]
    fn the_folder_is_polled_from_when_a_new_folder_gets_no_watch() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let new = root.join("new");
        std::fs::create_dir(&new).unwrap();
        let site = Arc::new(Site::open(&root, crate::Generator::Plain, chrono_tz::UTC));
        let (sender, receiver) = mpsc::channel();
        let watcher = Box::new(Exhausted);
        let batches = Batches { site, watcher, sender: sender.clone(), receiver, polls: false };
        let made =
            notify::Event::new(EventKind::Create(notify::event::CreateKind::Folder)).add_path(new.clone());
        sender.send(Message::Event(made.clone())).unwrap();
        sender.send(Message::Event(made)).unwrap();
        let (told, batch) = mpsc::channel();
        let thread = thread::spawn(move || batches.run(move |batch| drop(told.send(batch))));
        let mut paths = BTreeSet::new();
        let mut polls = 0;
        while !paths.contains(&root) {
            let batch: Batch = batch.recv_timeout(Duration::from_secs(10)).unwrap();
            polls += usize::from(batch.polls);
            paths.extend(batch.paths);
        }
        assert_eq!((polls, paths), (1, BTreeSet::from([root, new])));
        sender.send(Message::Stop).unwrap();
        thread.join().unwrap();
    }

    #[test]
    fn the_innermost_mount_says_where_a_folder_is() {
        let mounts =
            "/dev/a / ext4 rw 0 0\nhost:/x /home/me/blog\\040two nfs4 rw 0 0\n/dev/b /home ext4 rw 0 0\n";
        assert_eq!(file_system(mounts, Path::new("/home/me/blog two/posts")), Some("nfs4"));
        assert_eq!(file_system(mounts, Path::new("/home/me/blog")), Some("ext4"));
    }
}
