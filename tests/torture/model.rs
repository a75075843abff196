//! A disk as POSIX promises it: bytes last once their file was synced, names once their folder was.
//!
//! What was not synced may be there after a power cut, in part or not at all. Of the bytes of one file
//! each sector goes its own way, and so does the length. Of the names in one folder those that changed
//! first are there first, as every journal keeps them; those of two folders know nothing of each other.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::numbers::Numbers;
use crate::trace::Record;

#[cfg(test)]
mod tests;

const SECTOR: usize = 512;
const CREATE: i64 = 0o100;
const TRUNCATE: i64 = 0o1000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Folder,
    /// The place of the file in `Disk::files`; two names may have one file.
    File(usize),
}

type Names = BTreeMap<PathBuf, Entry>;

/// A disk at one moment of a trace.
pub struct Disk {
    /// As the process sees it.
    names: Names,
    files: Vec<File>,
    /// As it is sure to be after a power cut.
    sure: Names,
    pending: Vec<Pending>,
    open: HashMap<i32, PathBuf>,
    handles: HashMap<i32, usize>,
}

#[derive(Default)]
struct File {
    bytes: Vec<u8>,
    /// Every state since the last sync, that one first.
    since: Vec<Vec<u8>>,
}

/// A change of names that may be lost.
struct Pending {
    change: Change,
    /// The folders that it waits for.
    folders: Vec<PathBuf>,
}

enum Change {
    Enter(PathBuf, Entry),
    Leave(PathBuf),
    Move(PathBuf, PathBuf),
}

/// Files by path with the number of the file, and folders.
pub type State = BTreeMap<PathBuf, Option<(usize, Vec<u8>)>>;

impl Disk {
    /// The disk with everything below `root` as it is now, and synced.
    pub fn of(root: &Path) -> Disk {
        let mut disk = Disk {
            names: Names::new(),
            files: Vec::new(),
            sure: Names::new(),
            pending: Vec::new(),
            open: HashMap::new(),
            handles: HashMap::new(),
        };
        disk.add(root, &mut HashMap::new());
        disk.sure = disk.names.clone();
        disk
    }

    fn add(&mut self, path: &Path, known: &mut HashMap<u64, usize>) {
        let metadata = fs::metadata(path).unwrap();
        if metadata.is_dir() {
            self.names.insert(path.into(), Entry::Folder);
            fs::read_dir(path).unwrap().for_each(|entry| self.add(&entry.unwrap().path(), known));
            return;
        }
        let file = *known.entry(metadata.ino()).or_insert_with(|| {
            let bytes = fs::read(path).unwrap();
            self.files.push(File { since: vec![bytes.clone()], bytes });
            self.files.len() - 1
        });
        self.names.insert(path.into(), Entry::File(file));
    }

    /// The next call of the trace. True when a power cut may leave other disks after it than before.
    pub fn apply(&mut self, record: &Record) -> bool {
        if record.result < 0 {
            return false;
        }
        let (one, two) = (path(&record.one), path(&record.two));
        match record.kind {
            'o' => return self.opened(one, record),
            'c' => {
                self.open.remove(&record.descriptor);
                self.handles.remove(&record.descriptor);
                return false;
            }
            's' => self.sync(record.descriptor),
            'w' => self.write(record.descriptor, record.a as usize, &record.one),
            't' => self.resize(record.descriptor, record.a as usize),
            'a' => {
                let length =
                    self.handles.get(&record.descriptor).map_or(0, |file| self.files[*file].bytes.len());
                self.resize(record.descriptor, length.max(record.b as usize));
            }
            'r' => self.change(Change::Move(one, two)),
            'l' => match self.names.get(&one) {
                Some(entry) => self.change(Change::Enter(two, *entry)),
                None => return false,
            },
            'u' | 'd' => self.change(Change::Leave(one)),
            'm' => self.change(Change::Enter(one, Entry::Folder)),
            _ => return false,
        }
        true
    }

    /// What the process sees of a file.
    pub fn bytes(&self, path: &Path) -> &[u8] {
        match self.names.get(path) {
            Some(Entry::File(file)) => &self.files[*file].bytes,
            _ => &[],
        }
    }

    fn opened(&mut self, path: PathBuf, record: &Record) -> bool {
        let descriptor = record.result as i32;
        let created = !self.names.contains_key(&path) && record.a & CREATE != 0;
        if created {
            self.files.push(File { since: vec![Vec::new()], bytes: Vec::new() });
            self.change(Change::Enter(path.clone(), Entry::File(self.files.len() - 1)));
        }
        if let Some(Entry::File(file)) = self.names.get(&path) {
            self.handles.insert(descriptor, *file);
        }
        self.open.insert(descriptor, path);
        if record.a & TRUNCATE != 0 {
            self.resize(descriptor, 0);
        }
        created || record.a & TRUNCATE != 0
    }

    fn write(&mut self, descriptor: i32, at: usize, bytes: &[u8]) {
        let Some(file) = self.handles.get(&descriptor) else { return };
        let file = &mut self.files[*file];
        if file.bytes.len() < at + bytes.len() {
            file.bytes.resize(at + bytes.len(), 0);
        }
        file.bytes[at..at + bytes.len()].copy_from_slice(bytes);
        file.since.push(file.bytes.clone());
    }

    fn resize(&mut self, descriptor: i32, length: usize) {
        let Some(file) = self.handles.get(&descriptor) else { return };
        let file = &mut self.files[*file];
        file.bytes.resize(length, 0);
        file.since.push(file.bytes.clone());
    }

    fn sync(&mut self, descriptor: i32) {
        if let Some(file) = self.handles.get(&descriptor) {
            let file = &mut self.files[*file];
            file.since = vec![file.bytes.clone()];
            return;
        }
        let Some(synced) = self.open.get(&descriptor).cloned() else { return };
        let pending = std::mem::take(&mut self.pending);
        for mut pending in pending {
            pending.folders.retain(|folder| *folder != synced);
            if pending.folders.is_empty() {
                enact(&mut self.sure, &pending.change);
            } else {
                self.pending.push(pending);
            }
        }
    }

    fn change(&mut self, change: Change) {
        enact(&mut self.names, &change);
        let mut folders = match &change {
            Change::Enter(path, _) | Change::Leave(path) => vec![folder(path)],
            Change::Move(from, to) => vec![folder(from), folder(to)],
        };
        folders.dedup();
        self.pending.push(Pending { change, folders });
    }

    /// Disks that a power cut now may leave: everything that is not synced is lost; all of it is there;
    /// all names and no bytes; and `more` others.
    pub fn after_a_cut(&self, numbers: &mut Numbers, more: usize) -> Vec<State> {
        let names = |all: bool| self.names_after(|_, of| if all { of } else { 0 });
        let mut states = vec![
            self.state(&names(false), |file| file.since[0].clone()),
            self.state(&names(true), |file| file.bytes.clone()),
            self.state(&names(true), |file| file.since[0].clone()),
        ];
        for _ in 0..more {
            let names = self.names_after(|_, of| numbers.below(of + 1));
            states.push(self.state(&names, |file| partly(file, numbers)));
        }
        states
    }

    /// The names when of each folder's changes the first ones lasted, as many as `kept` says of their
    /// number.
    fn names_after(&self, mut kept: impl FnMut(&Path, usize) -> usize) -> Names {
        let mut counts: BTreeMap<&Path, usize> = BTreeMap::new();
        for folder in self.pending.iter().flat_map(|pending| &pending.folders) {
            *counts.entry(folder).or_default() += 1;
        }
        let mut left: BTreeMap<&Path, usize> =
            counts.into_iter().map(|(folder, count)| (folder, kept(folder, count))).collect();
        let mut names = self.sure.clone();
        for pending in &self.pending {
            let mut lasts = true;
            for folder in &pending.folders {
                let left = left.get_mut(folder.as_path()).expect("it was counted");
                lasts &= *left > 0;
                *left = left.saturating_sub(1);
            }
            if lasts {
                enact(&mut names, &pending.change);
            }
        }
        names
    }

    fn state(&self, names: &Names, mut bytes: impl FnMut(&File) -> Vec<u8>) -> State {
        let mut chosen: HashMap<usize, Vec<u8>> = HashMap::new();
        let mut of = |file: usize| chosen.entry(file).or_insert_with(|| bytes(&self.files[file])).clone();
        let entry = |entry: &Entry| match entry {
            Entry::Folder => None,
            Entry::File(file) => Some((*file, of(*file))),
        };
        let mut entry = entry;
        let reachable = |path: &&PathBuf| {
            path.ancestors().skip(1).all(|above| !self.names.contains_key(above) || names.contains_key(above))
        };
        names
            .iter()
            .filter(|(path, _)| reachable(path))
            .map(|(path, found)| (path.clone(), entry(found)))
            .collect()
    }
}

/// Some of the sectors that were written since the last sync, each from any of the writes, and some
/// length. What was not written of a longer length is zeros.
fn partly(file: &File, numbers: &mut Numbers) -> Vec<u8> {
    let length = file.since[numbers.below(file.since.len())].len();
    let mut bytes = Vec::with_capacity(length);
    for start in (0..length).step_by(SECTOR) {
        let end = length.min(start + SECTOR);
        let from = &file.since[numbers.below(file.since.len())];
        let part = from.get(start..from.len().min(end)).unwrap_or_default();
        bytes.extend_from_slice(part);
        bytes.resize(end, 0);
    }
    bytes
}

fn enact(names: &mut Names, change: &Change) {
    match change {
        Change::Enter(path, entry) => drop(names.insert(path.clone(), *entry)),
        Change::Leave(path) => drop(names.remove(path)),
        Change::Move(from, to) => {
            let moved: Vec<PathBuf> = names.keys().filter(|path| path.starts_with(from)).cloned().collect();
            for path in moved {
                let Some(entry) = names.remove(&path) else { continue };
                let below = path.strip_prefix(from).expect("it starts so");
                names.insert(if below == Path::new("") { to.clone() } else { to.join(below) }, entry);
            }
        }
    }
}

fn path(bytes: &[u8]) -> PathBuf {
    OsString::from_vec(bytes.to_vec()).into()
}

fn folder(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("/")).to_path_buf()
}
