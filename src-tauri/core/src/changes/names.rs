//! Names of files as all file systems see them, and paths that stay inside the blog.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

/// The name in lower case and one Unicode form: names that are equal here are one name on the file
/// systems of macOS and Windows.
pub(super) fn folded(name: &OsStr) -> String {
    name.to_string_lossy().nfc().collect::<String>().to_lowercase().nfc().collect()
}

/// Whether two paths are one where case and Unicode form do not count.
pub(super) fn same_folded(a: &Path, b: &Path) -> bool {
    a.components()
        .map(|part| folded(part.as_os_str()))
        .eq(b.components().map(|part| folded(part.as_os_str())))
}

/// Whether a path consists of names only: not empty, not absolute, no `..`.
pub(super) fn is_below(path: &Path) -> bool {
    !path.as_os_str().is_empty() && path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// Whether the folder that `path` lies in is inside `root`, both absolute and `root` canonical, once
/// symbolic links are followed. Folders that do not exist are inside.
pub(super) fn stays_inside(root: &Path, path: &Path) -> bool {
    let mut folder = path.parent();
    while let Some(existing) = folder {
        match existing.canonicalize() {
            Ok(real) => return real.starts_with(root),
            Err(_) if existing.symlink_metadata().is_ok() => return false,
            Err(_) => folder = existing.parent(),
        }
    }
    false
}

/// The entry of `names` that is `name` exactly.
pub(super) fn is_listed(path: &Path) -> bool {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return false };
    std::fs::read_dir(folder)
        .is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name().as_os_str() == name))
}

/// The hidden name beside `path` that a step of a plan may use on its way.
pub(super) fn beside(path: &Path, mark: &str, index: usize) -> PathBuf {
    path.with_file_name(format!(".galley-{mark}-{index}"))
}
