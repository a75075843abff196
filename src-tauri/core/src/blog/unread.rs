//! What is in the folder and cannot be shown as a post, and why.

use std::path::Path;

use super::Blog;
use crate::reach;

impl Blog {
    /// The folders and files that could not be read, by path, each with the reason. A path whose name
    /// is not UTF-8 is only like the file's.
    pub fn unread(&self) -> &[(String, String)] {
        &self.unread
    }

    /// Takes in what was found in place of all that was reported of `path` and below it.
    pub(super) fn report(&mut self, path: &Path, found: impl IntoIterator<Item = (String, String)>) {
        let Some(shown) = reach::shown(self.root(), path) else { return };
        self.unread.retain(|(known, _)| {
            let rest = known.strip_prefix(&shown);
            !rest.is_some_and(|rest| shown.is_empty() || rest.is_empty() || rest.starts_with('/'))
        });
        self.unread.extend(found);
        self.unread.sort();
    }
}
