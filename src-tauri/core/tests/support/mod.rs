//! A blog in a temporary folder, for tests of behaviour by subject.
#![expect(clippy::disallowed_methods, reason = "tests play the other programs that write the folder")]
#![allow(dead_code, clippy::allow_attributes, reason = "each test file uses its own part")]

use std::fs;
use std::path::{Path, PathBuf};

use galley_core::{Blog, Now};
use tempfile::TempDir;

pub struct BlogTest {
    folder: TempDir,
}

impl BlogTest {
    pub fn new() -> BlogTest {
        BlogTest { folder: TempDir::new().unwrap() }
    }

    pub fn with(self, path: &str, text: impl AsRef<[u8]>) -> BlogTest {
        self.write(path, text);
        self
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    pub fn remove(&self, path: &str) {
        let file = self.path(path);
        if file.is_dir() { fs::remove_dir_all(file).unwrap() } else { fs::remove_file(file).unwrap() }
    }

    pub fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        String::from_utf8(fs::read(self.path(path)).unwrap()).unwrap()
    }

    /// The names in a folder, sorted: a temporary file left behind would show here.
    pub fn names(&self, path: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(path)).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn open(&self) -> Blog {
        Blog::open(self.folder.path(), None, now()).unwrap().blog
    }
}

/// 22 November 2026, 9 o'clock, on a machine that is set to UTC.
pub fn now() -> Now {
    Now { seconds: 1_795_338_000, zone: chrono_tz::UTC }
}

/// The real posts beside the checkout; `None` with a message where they are absent.
pub fn corpus() -> Option<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    if corpus.is_dir() {
        return Some(corpus);
    }
    eprintln!("skipped: there is no ../shared/corpus beside this checkout");
    None
}
