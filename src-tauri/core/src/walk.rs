//! Which folders and files of a blog are looked at.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder, WalkState};

use crate::blog::relative;
use crate::post::is_post_name;
use crate::reach;
use crate::site::Site;

/// Whether the file at `path`, below the site's root, has no folder on the way that is left out.
pub fn is_inside(site: &Site, path: &str) -> bool {
    let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
    !folders.into_iter().any(|folder| site.is_ignored(folder, true)) && !site.is_ignored(path, false)
}

/// Calls `found` for every post file in `folder` and below, with its path below the site's root, on
/// several threads, in no order. Symbolic links to folders are not followed, so a loop ends. Returns the
/// folders that could not be read and the files that are no posts in spite of their name, and why.
pub fn posts(site: &Arc<Site>, folder: &Path, found: impl Fn(&Path, String) + Sync) -> Vec<(String, String)> {
    let unread = Mutex::new(Vec::new());
    let report = |problem| unread.lock().unwrap_or_else(PoisonError::into_inner).push(problem);
    let (found, report) = (&found, &report);
    builder(site, folder).build_parallel().run(|| {
        Box::new(move |entry| match entry {
            Ok(entry) => visit(site, &entry, found, report),
            Err(error) => {
                report((path_of(site.root(), &error), error.to_string()));
                WalkState::Continue
            }
        })
    });
    let mut unread = unread.into_inner().unwrap_or_else(PoisonError::into_inner);
    unread.sort();
    unread
}

/// Says of an entry that it is a post, or why it is none in spite of its name.
fn visit(
    site: &Site,
    entry: &DirEntry,
    found: impl Fn(&Path, String),
    report: impl Fn((String, String)),
) -> WalkState {
    let Some(kind) = entry.file_type() else { return WalkState::Continue };
    let is_post = !kind.is_dir() && is_post_name(&entry.file_name().to_string_lossy());
    if !is_post && !kind.is_dir() {
        return WalkState::Continue;
    }
    let below = relative(site.root(), entry.path());
    let is_plain = below.is_some() && (kind.is_file() || kind.is_dir());
    let Some(path) = below.or_else(|| reach::shown(site.root(), entry.path())) else {
        return WalkState::Continue;
    };
    if is_post && site.is_ignored(&path, false) {
        return WalkState::Continue;
    }
    if !is_plain && let Some(reason) = reach::refusal(site.root(), entry.path(), kind) {
        report((path, reason));
        return WalkState::Skip;
    }
    if is_post {
        found(entry.path(), path);
    }
    WalkState::Continue
}

/// Calls `enter` for `folder` and every folder below it that may hold posts, each before it is
/// read: what is made in a folder after its call is either found here or known to whoever watches it
/// since the call. Stops at the first error of `enter`.
pub fn folders<E>(
    site: &Site,
    folder: &Path,
    enter: &mut impl FnMut(&Path) -> Result<(), E>,
) -> Result<(), E> {
    enter(folder)?;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) && !is_left_out(site, &path) {
            folders(site, &path, enter)?;
        }
    }
    Ok(())
}

/// Whether a folder is never looked into.
pub fn is_left_out(site: &Site, folder: &Path) -> bool {
    relative(site.root(), folder).is_none_or(|path| site.is_ignored(&path, true))
}

fn builder(site: &Arc<Site>, folder: &Path) -> WalkBuilder {
    let mut builder = WalkBuilder::new(folder);
    let site = Arc::clone(site);
    builder.standard_filters(false).follow_links(false).filter_entry(move |entry: &DirEntry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        entry.depth() == 0
            || !is_folder
            || reach::shown(site.root(), entry.path()).is_some_and(|path| !site.is_ignored(&path, true))
    });
    builder
}

fn path_of(root: &Path, error: &ignore::Error) -> String {
    match error {
        ignore::Error::WithPath { path, .. } => {
            reach::shown(root, path).unwrap_or_else(|| path.display().to_string())
        }
        ignore::Error::WithDepth { err, .. } => path_of(root, err),
        _ => String::new(),
    }
}
