//! Which folders and files of a blog are looked at.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ignore::{DirEntry, WalkBuilder, WalkState};

use crate::post::is_post_name;

/// Folders that hold output, caches or other people's code, in any generator. They are never
/// walked nor watched.
const SKIPPED: [&str; 7] = ["node_modules", "public", "_site", "resources", "dist", "target", "vendor"];

/// Whether a folder of this name inside a blog is left out. Hidden ones always are.
pub fn is_skipped_folder(name: &str) -> bool {
    name.starts_with('.') || SKIPPED.contains(&name)
}

/// Whether `path` lies below `root` with no skipped folder on the way.
pub fn is_inside(root: &Path, path: &Path) -> bool {
    let Ok(below) = path.strip_prefix(root) else { return false };
    let mut parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    parts.pop();
    !parts.iter().any(|part| is_skipped_folder(part))
}

/// Calls `found` for every post file below `root`, on several threads, in no order. Symbolic links
/// to folders are not followed.
pub fn posts(root: &Path, found: impl Fn(&Path) + Sync) {
    let found = &found;
    builder(root).build_parallel().run(|| {
        Box::new(move |entry| {
            if let Ok(entry) = entry
                && !entry.file_type().is_some_and(|kind| kind.is_dir())
                && is_post_name(&entry.file_name().to_string_lossy())
                && entry.path().is_file()
            {
                found(entry.path());
            }
            WalkState::Continue
        })
    });
}

/// `root` and every folder below it that may hold posts.
pub fn folders(root: &Path) -> Vec<PathBuf> {
    let folders = Mutex::new(Vec::new());
    builder(root).build_parallel().run(|| {
        let folders = &folders;
        Box::new(move |entry| {
            if let Ok(entry) = entry
                && entry.file_type().is_some_and(|kind| kind.is_dir())
                && let Ok(mut folders) = folders.lock()
            {
                folders.push(entry.into_path());
            }
            WalkState::Continue
        })
    });
    folders.into_inner().unwrap_or_default()
}

fn builder(root: &Path) -> WalkBuilder {
    let mut builder = WalkBuilder::new(root);
    builder.standard_filters(false).follow_links(false).filter_entry(|entry: &DirEntry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        entry.depth() == 0 || !is_folder || !is_skipped_folder(&entry.file_name().to_string_lossy())
    });
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_and_hidden_folders_are_not_inside() {
        let root = Path::new("/blog");
        assert!(is_inside(root, Path::new("/blog/2024/a.md")));
        assert!(is_inside(root, Path::new("/blog/a.md")));
        for outside in ["/blog/node_modules/x/README.md", "/blog/.git/a.md", "/other/a.md"] {
            assert!(!is_inside(root, Path::new(outside)), "{outside}");
        }
    }
}
