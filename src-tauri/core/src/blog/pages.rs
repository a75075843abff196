//! Which files have their page at the same path of the site.

use std::collections::HashMap;
use std::sync::Arc;

use smallvec::SmallVec;

/// The files of each page. A page is named by the number of its path: the paths themselves are long,
/// and are worked out again when they are shown.
#[derive(Debug, Default)]
pub(super) struct Pages {
    files: HashMap<u64, SmallVec<[Arc<str>; 1]>>,
}

impl Pages {
    pub(super) fn clear(&mut self) {
        self.files.clear();
    }

    /// The file at `path` has this page.
    pub(super) fn insert(&mut self, page: u64, path: Arc<str>) {
        let files = self.files.entry(page).or_default();
        if !files.contains(&path) {
            files.push(path);
        }
    }

    /// The file at `path` has this page no more.
    pub(super) fn remove(&mut self, page: u64, path: &str) {
        if let Some(files) = self.files.get_mut(&page) {
            files.retain(|other| **other != *path);
            if files.is_empty() {
                self.files.remove(&page);
            }
        }
    }

    /// The files of a page.
    pub(super) fn at(&self, page: u64) -> &[Arc<str>] {
        self.files.get(&page).map_or(&[], SmallVec::as_slice)
    }

    /// Every file that has its page in common with another.
    pub(super) fn contested(&self) -> Vec<Arc<str>> {
        self.files.values().filter(|files| files.len() > 1).flatten().cloned().collect()
    }
}

/// The number of the page at a path of the site.
pub(super) fn number(url: &str) -> u64 {
    let mut first = [0; 8];
    blake3::Hasher::new().update(url.as_bytes()).finalize_xof().fill(&mut first);
    u64::from_le_bytes(first)
}
