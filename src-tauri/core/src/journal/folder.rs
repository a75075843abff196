//! The files of the journals: which there are, and which of them is of which post.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Closing;
use super::entry::{Entry, FORMAT, path_bytes};
use super::replay::Remembered;
use crate::disk;
use crate::disk::records::{self, Contents, Records, Unusable};
use crate::error::Result;

/// The ending of a post that is open, or was when its process died, or was left unsaved.
const OPEN: &str = "journal";
/// The ending of a post that was closed with its text in its file.
const KEPT: &str = "kept";
/// Processes that have one post open.
const MOST: u32 = 9;

/// A journal whose text no file has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The post's file.
    pub file: PathBuf,
    /// When the last change was made, in milliseconds since 1970.
    pub at: i64,
    /// How the post was closed; `None` after a crash.
    pub closed: Option<Closing>,
}

/// A file that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Where it is now.
    pub file: PathBuf,
    /// Why it could not be used, as a clause.
    pub reason: String,
}

/// A journal in the folder, and what it says.
pub(super) struct Source {
    pub path: PathBuf,
    pub remembered: Remembered,
}

pub(super) fn recall(folder: &Path, file: &Path) -> (Option<Remembered>, Option<Trouble>) {
    let own = name(file);
    let mut open = journals(folder, OPEN);
    // Its own names first; one that was moved by a process that died then has another's.
    open.sort_by_key(|path| !stem(path).starts_with(&own));
    let kept = folder.join(own).with_extension(KEPT);
    let mut trouble = None;
    let is_kept = kept.exists();
    for path in open.into_iter().chain(is_kept.then(|| kept.clone())) {
        let (source, told) = salvaged(&path);
        trouble = trouble.or(told);
        if let Some(Source { path, remembered }) = source.filter(|source| source.remembered.file == file) {
            let source = (path != kept).then_some(path);
            return (Some(Remembered { source, ..remembered }), trouble);
        }
    }
    (None, trouble)
}

pub(super) fn left(folder: &Path) -> (Vec<Found>, Vec<Trouble>) {
    let (mut found, mut troubles) = (Vec::new(), Vec::new());
    for path in journals(folder, OPEN) {
        let (source, trouble) = salvaged(&path);
        let is_damaged = trouble.is_some();
        troubles.extend(trouble);
        match source {
            // Of a damaged one the end is not known, so the writer is asked.
            Some(Source { remembered, .. }) if is_damaged || is_wanted(&remembered) => {
                let Remembered { file, at, closed, .. } = remembered;
                found.push(Found { file, at, closed: closed.filter(|_| !is_damaged) });
            }
            // Killed after its last save, or the file got the text otherwise.
            Some(_) => drop(records::rename_over(&path, &path.with_extension(KEPT))),
            None => {}
        }
    }
    found.sort_by_key(|found| std::cmp::Reverse(found.at));
    (found, troubles)
}

/// Whether the text is in no file.
fn is_wanted(remembered: &Remembered) -> bool {
    let text = remembered.document.to_file();
    text.as_bytes() != remembered.common
        && disk::read(&remembered.file).ok().as_deref() != Some(text.as_bytes())
}

pub(super) fn forget(folder: &Path, file: &Path) -> Result<()> {
    let own = name(file);
    let kept = folder.join(&own).with_extension(KEPT);
    let of_file =
        |path: &PathBuf| matches!(read(path), Ok(Some(Source { remembered, .. })) if remembered.file == file);
    let open: Vec<PathBuf> = journals(folder, OPEN).into_iter().filter(of_file).collect();
    // Last, since looking at the journals sets aside what is damaged.
    let aside = disk::set_aside_before(folder, &own);
    let mut all = open.into_iter().chain(kept.exists().then_some(kept)).chain(aside);
    all.try_for_each(|path| records::remove(&path))
}

pub(super) fn follow(folder: &Path, from: &Path, to: &Path) -> Result<()> {
    let path = kept(folder, from);
    if !path.exists() {
        return Ok(());
    }
    // One that cannot be used is there for the next start to set aside.
    let Some(Ok((mut records, _))) = Records::open(&path, FORMAT)? else { return Ok(()) };
    records.append([Entry::Moved { file: path_bytes(to) }.to_bytes().as_slice()])?;
    records.sync()?;
    records::rename_over(&path, &kept(folder, to))
}

pub(super) fn prune(folder: &Path, bytes: u64) {
    let about = |path: PathBuf| {
        let metadata = path.metadata().ok()?;
        Some((metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH), metadata.len(), path))
    };
    let mut kept: Vec<_> = journals(folder, KEPT).into_iter().filter_map(about).collect();
    kept.sort();
    let mut total: u64 = kept.iter().map(|(_, length, _)| length).sum();
    for (_, length, path) in kept {
        if total <= bytes {
            break;
        }
        if records::remove(&path).is_ok() {
            total -= length;
        }
    }
}

pub(super) fn size(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|file| file.metadata().ok()).filter(fs::Metadata::is_file).map(|file| file.len()).sum()
}

/// Where the journal of the post in `file` goes in its `number`th process, from 1.
pub(super) fn place(folder: &Path, file: &Path, number: u32) -> PathBuf {
    let own = name(file);
    let name = if number == 1 { own } else { format!("{own}-{number}") };
    folder.join(name).with_extension(OPEN)
}

pub(super) fn places(folder: &Path, file: &Path) -> impl Iterator<Item = PathBuf> {
    (1..=MOST).map(move |number| place(folder, file, number))
}

/// Where a journal goes when its post is closed and saved.
pub(super) fn kept(folder: &Path, file: &Path) -> PathBuf {
    folder.join(name(file)).with_extension(KEPT)
}

/// Reads the journal at `path`, or what comes before its damage, which takes its place.
fn salvaged(path: &Path) -> (Option<Source>, Option<Trouble>) {
    match read(path) {
        Ok(source) => (source, None),
        Err(trouble) => (read(path).ok().flatten(), Some(trouble)),
    }
}

/// Reads the journal at `path`; `None` when it holds nothing, and is then removed, or when a living
/// process has it.
fn read(path: &Path) -> std::result::Result<Option<Source>, Trouble> {
    let trouble = |reason: String, file: PathBuf| Trouble { file, reason };
    let opened = Records::open(path, FORMAT).map_err(|error| trouble(error.to_string(), path.to_owned()))?;
    let source = |remembered| Source { path: path.to_path_buf(), remembered };
    match opened {
        None => Ok(None),
        Some(Ok((records, contents))) => {
            let remembered = Remembered::of(&contents);
            if contents.is_empty() {
                let _ = records.remove();
                return Ok(None);
            }
            match remembered {
                Some(remembered) => Ok(Some(source(remembered))),
                None => Err(set_aside(path, "its records make no sense", None)),
            }
        }
        Some(Err(Unusable::Version)) => Err(set_aside(path, "another version of Galley wrote it", None)),
        Some(Err(Unusable::Damaged(contents))) => Err(set_aside(path, "it is damaged", Some(&contents))),
    }
}

/// Puts a file aside, and `whole`, what could be read of it, in its place.
fn set_aside(path: &Path, reason: &str, whole: Option<&Contents>) -> Trouble {
    let aside = disk::set_aside(path, &[]).unwrap_or_else(|_| path.to_path_buf());
    if let Some(contents) = whole.filter(|contents| Remembered::of(contents).is_some())
        && let Ok(Some(Ok((mut records, _)))) = Records::open(path, FORMAT)
    {
        let _ = records.replace(contents.bodies());
    }
    Trouble { file: aside, reason: reason.into() }
}

fn journals(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension() == Some(OsStr::new(ending)) && path.is_file());
    paths.sort();
    paths
}

fn name(file: &Path) -> String {
    blake3::hash(&path_bytes(file)).to_hex()[..32].to_owned()
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
