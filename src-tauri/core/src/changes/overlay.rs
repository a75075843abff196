//! The tree as it will be after the first steps of a plan, without doing them.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// What will be at a path.
#[derive(Debug)]
pub(super) enum Found<'a> {
    Absent,
    /// What is on the disk at this path now, itself perhaps nothing.
    Disk(PathBuf),
    /// A file that the plan writes.
    Written(&'a [u8]),
    /// A folder that the plan makes.
    Folder,
    /// Something from the trash.
    Restored,
}

#[derive(Debug)]
enum Event<'a> {
    Written(&'a Path, &'a [u8]),
    Folder(PathBuf),
    Restored(&'a Path),
    Moved(&'a Path, &'a Path),
    Copied(&'a Path, &'a Path),
    Removed(&'a Path),
}

/// The disk below a root, and what has happened on top of it.
#[derive(Debug)]
pub(super) struct Overlay<'a> {
    root: &'a Path,
    events: Vec<Event<'a>>,
}

impl<'a> Overlay<'a> {
    pub fn new(root: &'a Path) -> Overlay<'a> {
        Overlay { root, events: Vec::new() }
    }

    pub fn write(&mut self, path: &'a Path, bytes: &'a [u8]) {
        self.events.push(Event::Written(path, bytes));
    }

    pub fn make_folder(&mut self, path: PathBuf) {
        self.events.push(Event::Folder(path));
    }

    pub fn restore(&mut self, path: &'a Path) {
        self.events.push(Event::Restored(path));
    }

    pub fn rename(&mut self, from: &'a Path, to: &'a Path) {
        self.events.push(Event::Moved(from, to));
    }

    pub fn copy(&mut self, from: &'a Path, to: &'a Path) {
        self.events.push(Event::Copied(from, to));
    }

    pub fn remove(&mut self, path: &'a Path) {
        self.events.push(Event::Removed(path));
    }

    /// What will be at `path`: its way is followed back through the events to where it came from.
    pub fn find(&self, path: &Path) -> Found<'a> {
        self.find_before(path, self.events.len())
    }

    fn find_before(&self, path: &Path, end: usize) -> Found<'a> {
        let mut path = path.to_path_buf();
        for event in self.events[..end].iter().rev() {
            match event {
                Event::Written(written, bytes) if path == *written => return Found::Written(bytes),
                Event::Folder(folder) if path == *folder => return Found::Folder,
                Event::Restored(restored) if path.starts_with(restored) => return Found::Restored,
                Event::Removed(removed) if path.starts_with(removed) => return Found::Absent,
                Event::Moved(from, to) | Event::Copied(from, to) if path.starts_with(to) => {
                    path = rebased(&path, to, from);
                }
                Event::Moved(from, _) if path.starts_with(from) => return Found::Absent,
                _ => {}
            }
        }
        let path = self.root.join(path);
        if fs::symlink_metadata(&path).is_ok() { Found::Disk(path) } else { Found::Absent }
    }

    pub fn exists(&self, path: &Path) -> bool {
        !matches!(self.find(path), Found::Absent)
    }

    /// Whether there will be a folder at `path`; the root is one. A link to a folder is one as well.
    pub fn is_folder(&self, path: &Path) -> bool {
        path.as_os_str().is_empty()
            || match self.find(path) {
                Found::Folder => true,
                Found::Disk(path) => path.is_dir(),
                _ => false,
            }
    }

    /// The names that will be in the folder `path`.
    pub fn names(&self, path: &Path) -> BTreeSet<OsString> {
        let mut names = BTreeSet::new();
        let mut origins = vec![path.to_path_buf()];
        for event in self.events.iter().rev() {
            let new: &Path = match event {
                Event::Written(path, _) | Event::Restored(path) => path,
                Event::Folder(path) => path,
                Event::Moved(from, to) | Event::Copied(from, to) => {
                    let earlier: Vec<PathBuf> = (origins.iter())
                        .filter(|origin| origin.starts_with(to))
                        .map(|origin| rebased(origin, to, from))
                        .collect();
                    if origins.iter().any(|origin| to.parent() == Some(origin)) {
                        names.extend(to.file_name().map(OsString::from));
                    }
                    origins.extend(earlier);
                    continue;
                }
                Event::Removed(_) => continue,
            };
            if origins.iter().any(|origin| new.parent() == Some(origin)) {
                names.extend(new.file_name().map(OsString::from));
            }
        }
        for origin in origins {
            for entry in fs::read_dir(self.root.join(origin)).into_iter().flatten().flatten() {
                names.insert(entry.file_name());
            }
        }
        names.retain(|name| self.exists(&path.join(name)));
        names
    }

    /// Whether a file that the plan writes will be at `path` or below it.
    pub fn is_written(&self, path: &Path) -> bool {
        matches!(self.find(path), Found::Written(_))
            || (self.is_folder(path) && self.names(path).iter().any(|name| self.is_written(&path.join(name))))
    }

    /// Whether all that will be at `path` and below is what is on the disk at `origin` now.
    pub fn is_as_on_disk(&self, path: &Path, origin: &Path) -> bool {
        if !fs::symlink_metadata(origin).is_ok_and(|found| found.is_dir()) {
            return true;
        }
        let entries = fs::read_dir(origin).into_iter().flatten().flatten();
        let names: BTreeSet<OsString> = entries.map(|entry| entry.file_name()).collect();
        self.names(path) == names
            && names.iter().all(|name| {
                let (path, origin) = (path.join(name), origin.join(name));
                matches!(self.find(&path), Found::Disk(found) if found == origin)
                    && self.is_as_on_disk(&path, &origin)
            })
    }
}

fn rebased(path: &Path, old: &Path, new: &Path) -> PathBuf {
    match path.strip_prefix(old) {
        Ok(below) if below.as_os_str().is_empty() => new.to_path_buf(),
        Ok(below) => new.join(below),
        Err(_) => path.to_path_buf(),
    }
}
