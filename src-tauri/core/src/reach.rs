//! What of a folder is a post that can be reached by its path: nothing that leads out of the blog,
//! could block its reader, or has a name that is shown as another's.

use std::fs::{self, FileType};
use std::io;
use std::path::Path;

use crate::blog::relative;
use crate::post::is_post_name;
use crate::site::Site;
use crate::walk;

/// Why an entry below `root` that is named like a post is none, as a sentence without a full stop;
/// `None` where nothing stands against it. `root` is canonical, `kind` that of the entry itself.
pub fn refusal(root: &Path, entry: &Path, kind: FileType) -> Option<String> {
    if relative(root, entry).is_none() {
        return Some("its name is not UTF-8".into());
    }
    if kind.is_file() || kind.is_dir() {
        return None;
    }
    if kind.is_symlink() {
        return match entry.canonicalize() {
            Ok(real) if !real.starts_with(root) => Some("it is a link that leads out of the blog".into()),
            Ok(real) if real.is_file() => None,
            Ok(_) => Some(NOT_REGULAR.into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Some("it is a link to something that is not there".into())
            }
            Err(error) => Some(format!("it is a link that cannot be followed: {error}")),
        };
    }
    Some(NOT_REGULAR.into())
}

const NOT_REGULAR: &str = "it is not a regular file";

/// What is to be reported of the file or folder at `path`, with the path as it is shown.
pub fn report(site: &Site, path: &Path) -> Option<(String, String)> {
    let kind = fs::symlink_metadata(path).ok()?.file_type();
    let is_named = kind.is_dir() || is_post_name(&path.file_name()?.to_string_lossy());
    if !is_named || leads_through_link(site.root(), path.parent()?) {
        return None;
    }
    relative(site.root(), path.parent()?)?;
    let shown = shown(site.root(), path).filter(|shown| walk::is_inside(site, shown))?;
    Some((shown, refusal(site.root(), path, kind)?))
}

/// Whether there is a post file at `path`.
pub fn is_post(root: &Path, path: &Path) -> bool {
    let kind = fs::symlink_metadata(path).map(|metadata| metadata.file_type());
    kind.is_ok_and(|kind| !kind.is_dir() && refusal(root, path, kind).is_none())
        && !path.parent().is_some_and(|folder| leads_through_link(root, folder))
}

/// Whether `path` is a folder of the blog, by itself and not by a link.
pub fn is_folder(root: &Path, path: &Path) -> bool {
    relative(root, path).is_some() && path.is_dir() && !leads_through_link(root, path)
}

/// The path below `root` as it is shown, with signs in place of what is not UTF-8; `None` when it is
/// not below. Two files may be shown as one.
pub fn shown(root: &Path, path: &Path) -> Option<String> {
    if let Some(below) = relative(root, path) {
        return Some(below);
    }
    let below = path.strip_prefix(root).ok()?;
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    Some(parts.join("/"))
}

fn leads_through_link(root: &Path, folder: &Path) -> bool {
    folder.ancestors().take_while(|above| *above != root).any(Path::is_symlink)
}
