//! Posts of which nothing is kept outside the blog.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Memory, load};
use crate::error::{Error, Result};

/// The posts, by their files.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Excluded {
    posts: BTreeSet<String>,
}

impl Memory {
    /// Whether nothing is kept outside the blog of the post in `file`.
    pub fn is_excluded(&self, file: &Path) -> bool {
        self.excluded().contains(&*file.to_string_lossy())
    }

    /// Remembers that nothing is kept of a post, or that it is again.
    ///
    /// # Errors
    /// As for [`Memory::save_settings`].
    pub fn save_excluded(&self, file: &Path, excluded: bool) -> Result<()> {
        let mut posts = self.excluded();
        let file = file.to_string_lossy().into_owned();
        let is_new = if excluded { posts.insert(file) } else { posts.remove(&file) };
        if is_new { self.save_all_excluded(posts) } else { Ok(()) }
    }

    /// Files or folders have another place, by their paths before and after, in this order. A post that
    /// was excluded is so there.
    ///
    /// # Errors
    /// As for [`Memory::save_settings`].
    pub fn move_excluded(&self, moves: &[(PathBuf, PathBuf)]) -> Result<()> {
        let before = self.excluded();
        let mut posts = before.clone();
        for (from, to) in moves {
            posts = posts.into_iter().map(|post| moved(&post, from, to).unwrap_or(post)).collect();
        }
        if posts == before { Ok(()) } else { self.save_all_excluded(posts) }
    }

    pub(super) fn excluded_trouble(&self) -> Option<Error> {
        load::<Excluded>(&self.excluded_file()).err()
    }

    fn excluded(&self) -> BTreeSet<String> {
        load::<Excluded>(&self.excluded_file()).unwrap_or_default().posts
    }

    fn save_all_excluded(&self, posts: BTreeSet<String>) -> Result<()> {
        self.save(&self.excluded_file(), &Excluded { posts })
    }

    fn excluded_file(&self) -> PathBuf {
        self.folder.join("excluded.json")
    }
}

/// Where a post is once `from` is at `to`; `None` when that does not move it.
fn moved(post: &str, from: &Path, to: &Path) -> Option<String> {
    let below = Path::new(post).strip_prefix(from).ok()?;
    let place = if below.as_os_str().is_empty() { to.to_path_buf() } else { to.join(below) };
    Some(place.to_string_lossy().into_owned())
}
