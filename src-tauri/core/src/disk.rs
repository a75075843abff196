//! The only code that changes the disk.
//!
//! A file is replaced whole: a temporary file beside it is written, synced and renamed over it, so
//! a reader sees the old bytes or the new ones and never a part. A write says which bytes it
//! expects to replace and is refused when the disk holds others. Where a rename would lose something
//! or cannot work, [`in_place`] writes over the file's own bytes, with a record that makes it whole
//! after a crash.
#![expect(clippy::disallowed_methods, reason = "every other module must come through here")]

mod attributes;
pub mod in_place;
pub mod leftovers;
pub mod log;
pub mod records;
mod replace;
pub mod tree;
mod writer;

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

pub use in_place::WhyInPlace;
pub use writer::{Writer, write, write_marked};

use crate::error::{At, Error, Result};

/// What a file held when we last saw it: the BLAKE3 hash of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision(blake3::Hash);

impl Revision {
    /// The revision of a file with these bytes.
    pub fn of(bytes: &[u8]) -> Revision {
        Revision(blake3::hash(bytes))
    }
}

/// What a write expects to find in the place it writes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// No file yet.
    Absent,
    /// A file with these bytes.
    Revision(Revision),
    /// Whatever is there, or nothing: the writer chose to overwrite.
    Anything,
}

/// What a write did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The file now holds the new bytes.
    Replaced,
    /// It does, and was written over instead of replaced.
    InPlace(WhyInPlace),
    /// The file held these very bytes already; it was not touched.
    Unchanged,
}

/// Reads a whole file.
///
/// # Errors
/// [`Error::Io`] when it is not a regular file or cannot be read. A FIFO or a device is refused
/// before it is opened, since reading it could block for ever.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let metadata = fs::metadata(path).at("read", path)?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file")).at("read", path);
    }
    fs::read(path).at("read", path)
}

/// Reads a file as text.
///
/// # Errors
/// The system's; [`io::ErrorKind::InvalidInput`] for what is not a regular file, before it is opened
/// as in [`read`]; [`io::ErrorKind::InvalidData`] for bytes that are not UTF-8.
pub fn read_text(path: impl AsRef<Path>) -> io::Result<String> {
    let path = path.as_ref();
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    fs::read_to_string(path)
}

/// Creates a folder of Galley's own and the folders above it, into which only their owner may look, and
/// which last once this returns.
///
/// # Errors
/// [`Error::Io`] when that is not possible, also when they would not last.
pub fn create_folder(path: &Path) -> Result<()> {
    let missing = path.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.exists());
    let missing: Vec<&Path> = missing.collect();
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).at("create", path)?;
    let lasts = |created: &Path| try_sync_folder(folder_of(created)).at("create", created);
    missing.into_iter().try_for_each(lasts)
}

/// Creates an empty file that only its owner can read, or takes the others' permissions from one that
/// is there. Its bytes are left alone.
///
/// # Errors
/// [`Error::Io`] when that is not possible or it is not a regular file.
pub fn make_private(path: &Path) -> Result<()> {
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file")).at("open", path);
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        let file = options.mode(0o600).open(path).at("open", path)?;
        file.set_permissions(fs::Permissions::from_mode(0o600)).at("open", path)
    }
    #[cfg(not(unix))]
    options.open(path).map(drop).at("open", path)
}

/// What files of Galley's own that were set aside are called, after their name.
const ASIDE: &str = ".damaged";

/// The files in a folder that were set aside, of those whose names begin with `name`.
pub(crate) fn set_aside_before(folder: &Path, name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_aside = |found: &str| found.strip_prefix(name).is_some_and(|rest| rest.contains(ASIDE));
    let aside = entries.filter(|entry| entry.file_name().to_str().is_some_and(is_aside));
    aside.map(|entry| entry.path()).collect()
}

/// Renames a file of Galley's own that cannot be used, and those beside it that have its name and one
/// of `suffixes`, to a name that nothing has. Returns the file's new path, where it lasts: what comes in
/// its old place must not outlive it there.
///
/// # Errors
/// [`Error::Io`] when it cannot be renamed, or would not last; all are where they were then.
pub fn set_aside(path: &Path, suffixes: &[&str]) -> Result<PathBuf> {
    let with = |path: &Path, suffix: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    };
    let free = |number: u32| {
        let aside = with(path, &format!("{ASIDE}-{number}"));
        let taken = |suffix: &&str| with(&aside, suffix).symlink_metadata().is_ok();
        (!taken(&"") && !suffixes.iter().any(taken)).then_some(aside)
    };
    let aside = (1..u32::MAX).find_map(free).unwrap_or_else(|| with(path, ASIDE));
    let beside = suffixes.iter().map(|suffix| (with(path, suffix), with(&aside, suffix)));
    let beside = beside.filter(|(from, _)| from.symlink_metadata().is_ok());
    let all: Vec<_> = std::iter::once((path.to_path_buf(), aside.clone())).chain(beside).collect();
    let renamed = all.iter().try_for_each(|(from, to)| fs::rename(from, to));
    match renamed.and_then(|()| try_sync_folder(folder_of(path))) {
        Ok(()) => Ok(aside),
        Err(error) => {
            let back = all.iter().filter(|(from, _)| from.symlink_metadata().is_err());
            back.for_each(|(from, to)| drop(fs::rename(to, from)));
            Err(error).at("rename", path)
        }
    }
}

/// Where a write to `path` lands: the end of a chain of symbolic links, which need not exist.
fn resolve(path: &Path) -> Result<PathBuf> {
    let mut path = path.to_path_buf();
    // Linux gives up after 40 links too.
    for _ in 0..40 {
        match fs::read_link(&path) {
            Ok(link) => path = path.parent().unwrap_or(Path::new("")).join(link),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("its symbolic links form a loop")).at("write", &path)
}

fn found(target: &Path) -> Result<Option<Vec<u8>>> {
    match read(target) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(Error::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes a file with the right bytes last.
fn confirm(target: &Path) -> Result<()> {
    let unconfirmed = |source| Error::Unconfirmed { path: target.to_path_buf(), source };
    let synced = File::open(target).and_then(|file| file.sync_all());
    lenient(synced).and_then(|()| try_sync_folder(folder_of(target))).map_err(unconfirmed)
}

/// Makes what was done to the entries of a folder durable, as far as the system can.
///
/// # Errors
/// [`Error::Unconfirmed`]: it is done, and may not last.
fn sync_folder(folder: &Path) -> Result<()> {
    match try_sync_folder(folder) {
        // One that is gone has no entries.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other.map_err(|source| Error::Unconfirmed { path: folder.to_path_buf(), source }),
    }
}

/// Makes what was done to the entries of a folder durable. Not every file system lets a folder be
/// synced, nor every folder be opened: that is no failure.
///
/// A second try may be believed: a folder's entries are in the journal of the file system, which does
/// not go on after a failure, unlike a file's bytes, which the system may take for written then.
#[cfg(unix)]
fn try_sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder) {
        Ok(folder) => lenient(folder.sync_all()),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn try_sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// A sync that the system does not have there is as good as done.
fn lenient(synced: io::Result<()>) -> io::Result<()> {
    use io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    synced.or_else(|error| match error.kind() {
        InvalidInput | Unsupported | PermissionDenied => Ok(()),
        _ => Err(error),
    })
}

/// Makes a call again as long as a signal interrupts it.
fn uninterrupted<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// Whether the open file is the one that has this name now.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    let (Ok(open), Ok(named)) = (file.metadata(), fs::symlink_metadata(path)) else { return false };
    place(open) == place(named)
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}
