//! A plan of changes to files is applied wholly or not at all, and undone the same way.
#![expect(clippy::disallowed_methods, reason = "tests play the other programs that write the folder")]

#[path = "../support/mod.rs"]
mod support;

mod bin;
mod crash;
mod kill;
mod names;
mod obstacles;
mod steps;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use galley_core::changes::{Plan, Step, Undo};
use galley_core::disk::{Expected, Revision};
use galley_core::{Error, Result};
use support::BlogTest;
use tempfile::TempDir;

use bin::FolderBin;

/// Everything below a folder: for each path what it is, and a file's bytes, mode and time.
type Snapshot = BTreeMap<PathBuf, String>;

/// A blog with a journal and a trash beside it.
struct Desk {
    blog: BlogTest,
    beside: TempDir,
    bin: FolderBin,
}

impl Desk {
    fn new() -> Desk {
        let beside = TempDir::new().unwrap();
        let bin = FolderBin::new(&beside.path().join("bin"));
        Desk { blog: BlogTest::new(), beside, bin }
    }

    fn with(self, path: &str, text: &str) -> Desk {
        self.blog.write(path, text);
        self
    }

    fn journal(&self) -> PathBuf {
        self.beside.path().join("journal")
    }

    fn apply(&self, steps: &[Step]) -> Result<Undo> {
        plan(steps).apply(&self.blog.root(), &self.journal(), &self.bin)
    }

    fn undo(&self, undo: &Undo) -> Result<Undo> {
        undo.apply(&self.blog.root(), &self.journal(), &self.bin)
    }

    fn obstacles(&self, steps: &[Step]) -> Vec<String> {
        plan(steps).check(&self.blog.root()).iter().map(ToString::to_string).collect()
    }

    fn snapshot(&self) -> Snapshot {
        snapshot(&self.blog.root())
    }

    /// Nothing waits in the journal.
    #[track_caller]
    fn expect_no_record(&self) {
        let left: Vec<_> = fs::read_dir(self.journal()).into_iter().flatten().flatten().collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

fn plan(steps: &[Step]) -> Plan {
    Plan { title: "Test".into(), steps: steps.to_vec() }
}

fn snapshot(root: &Path) -> Snapshot {
    let mut all = Snapshot::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            let metadata = fs::symlink_metadata(&path).unwrap();
            let mode = mode(&metadata);
            let what = if metadata.is_symlink() {
                format!("link to {}", fs::read_link(&path).unwrap().display())
            } else if metadata.is_dir() {
                folders.push(path.clone());
                format!("folder {mode:o}")
            } else {
                let modified = metadata.modified().unwrap();
                format!("file {mode:o} {modified:?} {:?}", String::from_utf8_lossy(&fs::read(&path).unwrap()))
            };
            all.insert(path.strip_prefix(root).unwrap().to_path_buf(), what);
        }
    }
    all
}

#[cfg(unix)]
fn mode(metadata: &fs::Metadata) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode()
}

#[cfg(not(unix))]
fn mode(_: &fs::Metadata) -> u32 {
    0
}

fn rename(from: &str, to: &str) -> Step {
    Step::Move { from: from.into(), to: to.into() }
}

fn copy(from: &str, to: &str) -> Step {
    Step::Copy { from: from.into(), to: to.into(), expected: None }
}

fn remove(path: &str) -> Step {
    Step::Remove { path: path.into() }
}

fn create(path: &str, text: &str) -> Step {
    Step::Write { path: path.into(), expected: Expected::Absent, bytes: text.into(), modified: None }
}

fn write(path: &str, old: &str, new: &str) -> Step {
    let expected = Expected::Revision(Revision::of(old.as_bytes()));
    Step::Write { path: path.into(), expected, bytes: new.into(), modified: None }
}

fn is_taken_back(error: &Error) -> bool {
    matches!(error, Error::TakenBack { .. }) && error.to_string().ends_with("; nothing was changed")
}
