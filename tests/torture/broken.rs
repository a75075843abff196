//! Workers that break the promise on purpose: proof that the harness can fail.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::posts::in_memory;
use crate::{kill, power};

/// How a worker breaks the promise.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    /// It saves by emptying the file and then writing.
    Truncates,
    /// It saves by a rename without having synced the bytes.
    SyncsNothing,
    /// It saves without syncing the folder.
    ForgetsFolder,
    /// It creates a post under its name and then writes it.
    CreatesEmpty,
    /// It creates a post without syncing its bytes.
    CreatesUnsynced,
    /// It creates a post without syncing the folder.
    CreatesUnnamed,
    /// It deletes a post before the trash has it.
    RemovesFirst,
    /// It copies a post to the trash and deletes it, without syncing the copy.
    CopiesUnsynced,
    /// It moves a post to the trash without syncing the folders.
    ForgetsTrash,
}

use Breach::{
    CopiesUnsynced, CreatesEmpty, CreatesUnnamed, CreatesUnsynced, ForgetsFolder, ForgetsTrash, RemovesFirst,
    SyncsNothing, Truncates,
};

/// Each with its name, and what is said when it is found out.
const BREACHES: [(Breach, &str, &str); 9] = [
    (Truncates, "truncates", "is no version that was ever whole"),
    (SyncsNothing, "syncs nothing", "is no version that was ever whole"),
    (ForgetsFolder, "forgets folder", "was acknowledged"),
    (CreatesEmpty, "creates empty", "is no version that was ever whole"),
    (CreatesUnsynced, "creates unsynced", "is no version that was ever whole"),
    (CreatesUnnamed, "creates unnamed", "is not there"),
    (RemovesFirst, "removes first", "is not in the trash"),
    (CopiesUnsynced, "copies unsynced", "is not in the trash"),
    (ForgetsTrash, "forgets trash", "is there"),
];

/// Those that a kill alone brings to light: what was handed to the system outlives it.
const FOUND_BY_KILLS: [Breach; 3] = [Truncates, CreatesEmpty, RemovesFirst];

impl Breach {
    pub fn named(name: &str) -> Breach {
        BREACHES.iter().find(|(_, known, _)| *known == name).expect("a breach").0
    }

    /// Saves a post, when it is saving that it does wrongly.
    pub fn save(self, path: &Path, bytes: &[u8]) -> Option<io::Result<()>> {
        match self {
            Truncates => Some(write_in_parts(path, bytes)),
            SyncsNothing => Some(replace(path, bytes, false)),
            ForgetsFolder => Some(replace(path, bytes, true)),
            _ => None,
        }
    }

    /// Creates a post, when it is that which it does wrongly. Its folder may be missing.
    pub fn create(self, path: &Path, bytes: &[u8]) -> Option<io::Result<()>> {
        let folder = path.parent().unwrap();
        let made = || fs::create_dir_all(folder).and_then(|()| sync(folder.parent().unwrap()));
        match self {
            CreatesEmpty => {
                Some(made().and_then(|()| write_in_parts(path, bytes)).and_then(|()| sync(folder)))
            }
            CreatesUnsynced => {
                Some(made().and_then(|()| replace(path, bytes, false)).and_then(|()| sync(folder)))
            }
            CreatesUnnamed => Some(made().and_then(|()| replace(path, bytes, true))),
            _ => None,
        }
    }

    /// Deletes a post, when it is that which it does wrongly. `to` is its place in the trash.
    pub fn delete(self, path: &Path, to: &Path) -> Option<io::Result<()>> {
        let folders = || sync(to.parent().unwrap()).and_then(|()| sync(path.parent().unwrap()));
        match self {
            RemovesFirst => Some(fs::read(path).and_then(|bytes| {
                fs::remove_file(path)?;
                replace(to, &bytes, true)?;
                folders()
            })),
            CopiesUnsynced => {
                Some(fs::copy(path, to).and_then(|_| fs::remove_file(path)).and_then(|()| folders()))
            }
            ForgetsTrash => Some(fs::rename(path, to)),
            _ => None,
        }
    }
}

fn write_in_parts(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    for part in bytes.chunks(256) {
        file.write_all(part)?;
    }
    file.sync_all()
}

fn replace(path: &Path, bytes: &[u8], synced: bool) -> io::Result<()> {
    let other = path.with_extension("other");
    let mut file = File::create(&other)?;
    file.write_all(bytes)?;
    if synced {
        file.sync_all()?;
    }
    fs::rename(other, path)
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[track_caller]
fn expect(found: Option<String>, name: &str, sign: &str) {
    eprintln!("a worker that {name}: {}", found.as_deref().unwrap_or("not found"));
    let found = found.unwrap_or_else(|| panic!("a worker that {name} was not found"));
    assert!(found.contains(sign), "a worker that {name} was found for another reason: {found}");
}

#[test]
fn workers_that_leave_something_half_done_are_found_by_kills() {
    for (breach, name, sign) in BREACHES {
        if FOUND_BY_KILLS.contains(&breach) {
            expect(kill::run(3000, &in_memory(), Some(name)).violation, name, sign);
        }
    }
}

#[test]
fn every_broken_worker_is_found_by_power_cuts() {
    for (_, name, sign) in BREACHES {
        let found = (0..4).find_map(|seed| power::run(seed, 12, 6, Some(name), None).violation);
        expect(found, name, sign);
    }
}
