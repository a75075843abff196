//! The posts of the blog: each text says which post and which version it is, in every line, so a
//! mixture is no version.

use std::fs;
use std::path::{Path, PathBuf};

use galley_core::history::Store;
use tempfile::TempDir;

use crate::bin::FolderBin;
use crate::numbers::Numbers;

/// Posts from 0; the last has a second name, so it is always written in place.
pub const POSTS: usize = 5;
pub const LINKED: usize = POSTS - 1;
/// Posts that come and go have the numbers from `POSTS` on.
pub const PASSING: std::ops::Range<usize> = POSTS..POSTS + 3;
/// Has another owner, where files can be given away.
pub const GIVEN_AWAY: usize = 1;
/// Has an extended attribute.
pub const WITH_ATTRIBUTE: usize = 2;

/// The text of a version of a post: from some ten bytes to some thousand.
pub fn text(post: usize, version: u64) -> String {
    let mut numbers = Numbers(version * 100 + post as u64);
    let lines = [0, 3, 40, 200][numbers.below(4)];
    let mut text = format!("---\ntitle: Post {post} version {version}\n---\n");
    for line in 0..lines {
        text.push_str(&format!("Line {line} of {post}, {version}: {:x}\n", numbers.next()));
    }
    text
}

/// Which post and version a text is, wholly.
pub fn version_of(bytes: &[u8]) -> Option<(usize, u64)> {
    let found = std::str::from_utf8(bytes).ok()?;
    let title = found.strip_prefix("---\ntitle: Post ")?.lines().next()?;
    let (post, version) = title.split_once(" version ")?;
    let (post, version) = (post.parse().ok()?, version.parse().ok()?);
    (text(post, version) == found).then_some((post, version))
}

/// A folder in memory where there is one, so that no sync is waited for.
pub fn in_memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap()
}

/// The folders that everything is in.
#[derive(Clone)]
pub struct Place {
    pub root: PathBuf,
}

impl Place {
    pub fn new(root: &Path) -> Place {
        Place { root: root.canonicalize().unwrap() }
    }

    pub fn blog(&self) -> PathBuf {
        self.root.join("blog")
    }

    pub fn operations(&self) -> PathBuf {
        self.root.join("state/operations")
    }

    /// What is deleted goes here.
    pub fn bin(&self) -> FolderBin {
        FolderBin::new(&self.root.join("bin"))
    }

    pub fn history(&self) -> Store {
        Store::new(self.root.join("state/history"))
    }

    pub fn rewrites(&self) -> PathBuf {
        self.root.join("state/rewrites")
    }

    /// What the worker has begun and acknowledged, a line each.
    pub fn notes(&self) -> PathBuf {
        self.root.join("notes")
    }

    /// A blog of five posts in their first version.
    pub fn fill(&self) {
        fs::create_dir_all(self.blog().join("moved")).unwrap();
        fs::create_dir_all(self.root.join("state")).unwrap();
        fs::create_dir_all(self.root.join("bin")).unwrap();
        for post in 0..POSTS {
            fs::write(self.blog().join(format!("p{post}.md")), text(post, 1)).unwrap();
        }
        let file = self.blog().join(format!("p{LINKED}.md"));
        fs::hard_link(&file, self.blog().join("second-name.md")).unwrap();
        let at = |post: usize| self.blog().join(format!("p{post}.md"));
        let _ = std::os::unix::fs::chown(at(GIVEN_AWAY), Some(4242), Some(4242));
        let _ = xattr::set(at(WITH_ATTRIBUTE), "user.galley", b"kept");
        fs::write(self.notes(), "").unwrap();
    }
}
