//! The versions of posts: kept, read back, thinned, and never lost by a rename or by damage.
#![expect(clippy::disallowed_methods, reason = "tests play the other programs that write the folder")]

mod paragraphs;
mod posts;
mod properties;
mod store;

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use galley_core::history::{Kept, NewVersion, Reason, Store};

/// A store in a folder of its own, and the blog that it is of.
pub struct Case {
    folder: tempfile::TempDir,
    /// The store.
    pub store: Store,
}

impl Case {
    /// A case without versions.
    fn new() -> Case {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().join("history"));
        Case { folder, store }
    }

    /// The blog's folder.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("blog")
    }

    /// Keeps a version at a second.
    pub fn keep(&self, path: &str, seconds: i64, reason: Reason, text: &str) -> Kept {
        let words = text.split_whitespace().count() as u32;
        let new = NewVersion { at: at(seconds), reason, words, bytes: text.as_bytes() };
        self.store.keep(&self.root(), path, &new).unwrap()
    }

    /// Keeps what was saved at a second.
    pub fn save(&self, path: &str, seconds: i64, text: &str) -> Kept {
        self.keep(path, seconds, Reason::Saved, text)
    }

    /// The texts of a post, the newest first.
    pub fn texts(&self, path: &str) -> Vec<String> {
        let versions = self.store.versions(&self.root(), path).unwrap();
        let text = |id| String::from_utf8(self.store.bytes(&self.root(), path, id).unwrap()).unwrap();
        versions.into_iter().map(|version| text(version.id)).collect()
    }

    /// Every file of the store.
    pub fn files(&self) -> Vec<PathBuf> {
        let below = |folder: &Path| -> Vec<PathBuf> {
            let entries = folder.read_dir().into_iter().flatten().flatten();
            let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
            paths.sort();
            paths
        };
        below(self.store.folder()).iter().flat_map(|folder| below(folder)).collect()
    }

    /// The only file of the store.
    pub fn file(&self) -> PathBuf {
        let files = self.files();
        assert_eq!(files.len(), 1, "{files:?}");
        files[0].clone()
    }
}

/// A moment, some seconds after the first one.
pub fn at(seconds: i64) -> DateTime<FixedOffset> {
    let zone = FixedOffset::east_opt(3600).unwrap();
    DateTime::from_timestamp(1_700_000_000 + seconds, 0).unwrap().with_timezone(&zone)
}
