//! Tells of changes below a folder, in batches, until it is dropped.

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
    polls: bool,
}

#[derive(Debug)]
enum Message {
    Event(notify::Event),
    /// Events were lost: everything must be looked at again.
    Lost,
    Stop,
}

impl Watch {
    /// Watches `root` and every folder below it that may hold posts, and calls `changed` on a thread
    /// of its own with the paths to look at again, files and folders alike.
    ///
    /// Each folder takes one watch of the system's, so `node_modules` and other output costs none.
    /// Where the system has no watch left, or the folder is on another machine, it is polled
    /// instead.
    ///
    /// # Errors
    /// [`Error::Io`] when the root cannot be watched at all.
    pub fn start(site: &Arc<Site>, changed: impl FnMut(Vec<PathBuf>) + Send + 'static) -> Result<Watch> {
        let (sender, receiver) = mpsc::channel();
        let root = site.root();
        let native = if is_remote(root) { None } else { native(site, &sender).ok() };
        let (watcher, polls) = match native {
            Some(watcher) => (watcher, false),
            None => (polling(site, &sender).map_err(|error| failure(root, error))?, true),
        };
        let batches = Batches { site: Arc::clone(site), watcher, receiver };
        let thread = thread::spawn(move || batches.run(changed));
        Ok(Watch { sender, thread: Some(thread), polls })
    }
}

impl Watch {
    /// Whether the folder is looked at every two seconds, as the system tells of no changes there.
    pub fn polls(&self) -> bool {
        self.polls
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
    receiver: Receiver<Message>,
}

impl Batches {
    fn run(mut self, mut changed: impl FnMut(Vec<PathBuf>)) {
        while let Ok(first) = self.receiver.recv() {
            let mut paths = BTreeSet::new();
            let end = Instant::now() + LONGEST;
            let mut next = Ok(first);
            loop {
                match next {
                    Ok(Message::Event(event)) => self.note(event, &mut paths),
                    Ok(Message::Lost) => drop(paths.insert(self.site.root().to_path_buf())),
                    Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                    Err(RecvTimeoutError::Timeout) => break,
                }
                let left = end.saturating_duration_since(Instant::now());
                if left.is_zero() {
                    break;
                }
                next = self.receiver.recv_timeout(QUIET.min(left));
            }
            if !paths.is_empty() {
                changed(paths.into_iter().collect());
            }
        }
    }

    fn note(&mut self, event: notify::Event, paths: &mut BTreeSet<PathBuf>) {
        // Our own reading of the folder is an event as well; only a finished write matters.
        let reading =
            matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write));
        if reading {
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
                // A folder without a watch of its own is still read when its parent reports it.
                let _ = walk::folders(&self.site, &path, &mut |folder| {
                    let _ = self.watcher.watch(folder, RecursiveMode::NonRecursive);
                    Ok::<(), notify::Error>(())
                });
            }
            paths.insert(path);
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
    walk::folders(site, root, &mut |folder| match watcher.watch(folder, RecursiveMode::NonRecursive) {
        Err(error) if folder == root || is_exhausted(&error) => Err(error),
        // A folder that vanished meanwhile or may not be read holds no posts for us.
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

    #[test]
    fn the_innermost_mount_says_where_a_folder_is() {
        let mounts =
            "/dev/a / ext4 rw 0 0\nhost:/x /home/me/blog\\040two nfs4 rw 0 0\n/dev/b /home ext4 rw 0 0\n";
        assert_eq!(file_system(mounts, Path::new("/home/me/blog two/posts")), Some("nfs4"));
        assert_eq!(file_system(mounts, Path::new("/home/me/blog")), Some("ext4"));
    }
}
