//! Which folders and files of a blog are looked at.

use std::fs;
use std::path::Path;

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

/// Calls `enter` for `root` and every folder below it that may hold posts, each before it is read:
/// what is made in a folder after its call is either found here or known to whoever watches it since
/// the call. Stops at the first error of `enter`.
pub fn folders<E>(root: &Path, enter: &mut impl FnMut(&Path) -> Result<(), E>) -> Result<(), E> {
    enter(root)?;
    for entry in fs::read_dir(root).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir())
            && !is_skipped_folder(&entry.file_name().to_string_lossy())
        {
            folders(&entry.path(), enter)?;
        }
    }
    Ok(())
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
