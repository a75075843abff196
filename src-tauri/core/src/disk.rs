//! The only code that changes the disk.
//!
//! A file is replaced whole: a temporary file beside it is written, synced and renamed over it, so
//! a reader sees the old bytes or the new ones and never a part. A write says which bytes it
//! expects to replace and is refused when the disk holds others.
#![expect(clippy::disallowed_methods, reason = "every other module must come through here")]

pub mod log;
pub mod records;
pub mod tree;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

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

/// Replaces the file at `path` by `bytes`, or creates it.
///
/// A symbolic link is followed and stays a link. Permissions are kept. A file with several hard
/// links or another owner, or in a folder that cannot be written, is rewritten in place, since a
/// rename would break the link or change the owner; a copy is kept until that has succeeded.
///
/// # Errors
/// [`Error::Changed`] when the disk does not hold what was `expected`; [`Error::Io`] otherwise. In
/// both cases the file has its old bytes.
pub fn write(path: &Path, bytes: &[u8], expected: Expected) -> Result<Written> {
    write_through(path, bytes, expected, None)
}

/// As [`write`], through a temporary file of the name `.galley-` and `mark`, so that whoever comes
/// after a crash can tell it from those of others; [`tree::temporary_of`] is its path.
///
/// # Errors
/// As [`write`].
pub fn write_marked(path: &Path, bytes: &[u8], expected: Expected, mark: &str) -> Result<Written> {
    write_through(path, bytes, expected, Some(mark))
}

fn write_through(path: &Path, bytes: &[u8], expected: Expected, mark: Option<&str>) -> Result<Written> {
    let target = resolve(path)?;
    let found = found(&target)?;
    if let Some(old) = &found {
        match expected {
            Expected::Absent => return Err(Error::Changed { path: path.to_path_buf() }),
            Expected::Revision(revision) if Revision::of(old) != revision => {
                return Err(Error::Changed { path: path.to_path_buf() });
            }
            _ if old == bytes => return Ok(Written::Unchanged),
            _ => {}
        }
    } else if matches!(expected, Expected::Revision(_)) {
        return Err(Error::Changed { path: path.to_path_buf() });
    }
    match found {
        Some(old) if must_keep_inode(&target) => rewrite(&target, &old, bytes)?,
        Some(old) => match replace(&target, bytes, Some(&old), mark) {
            Err(Error::Io { source, .. }) if source.kind() == io::ErrorKind::PermissionDenied => {
                rewrite(&target, &old, bytes)?;
            }
            other => other?,
        },
        None => replace(&target, bytes, None, mark)?,
    }
    Ok(Written::Replaced)
}

/// Creates a folder and the folders above it.
///
/// # Errors
/// [`Error::Io`] when that is not possible.
pub fn create_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).at("create", path)
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

/// Renames a file of Galley's own that cannot be used, and those beside it that have its name and one
/// of `suffixes`, to a name that nothing has. Returns the file's new path.
///
/// # Errors
/// [`Error::Io`] when it cannot be renamed.
pub fn set_aside(path: &Path, suffixes: &[&str]) -> Result<PathBuf> {
    let with = |path: &Path, suffix: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    };
    let free = |number: u32| {
        let aside = with(path, &format!(".damaged-{number}"));
        let taken = |suffix: &&str| with(&aside, suffix).symlink_metadata().is_ok();
        (!taken(&"") && !suffixes.iter().any(taken)).then_some(aside)
    };
    let aside = (1..u32::MAX).find_map(free).unwrap_or_else(|| with(path, ".damaged"));
    fs::rename(path, &aside).at("rename", path)?;
    for suffix in suffixes {
        let beside = with(path, suffix);
        if beside.symlink_metadata().is_ok() {
            fs::rename(&beside, with(&aside, suffix)).at("rename", &beside)?;
        }
    }
    Ok(aside)
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

fn replace(target: &Path, bytes: &[u8], old: Option<&[u8]>, mark: Option<&str>) -> Result<()> {
    let folder = folder_of(target);
    let mut temporary = temporary(folder, target, mark).at("write", target)?;
    temporary.write_all(bytes).at("write", target)?;
    temporary.as_file().sync_all().at("write", target)?;
    // The last look before the rename keeps the moment in which another writer is lost tiny.
    if found(target)?.as_deref() != old {
        return Err(Error::Changed { path: target.to_path_buf() });
    }
    if old.is_some() {
        temporary.persist(target).map_err(|error| error.error).at("write", target)?;
    } else {
        temporary.persist_noclobber(target).map_err(|error| error.error).at("write", target)?;
    }
    sync_folder(folder);
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn temporary(folder: &Path, target: &Path, mark: Option<&str>) -> io::Result<tempfile::NamedTempFile> {
    let prefix = format!(".galley-{}", mark.unwrap_or_default());
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    if mark.is_some() {
        builder.rand_bytes(0);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // For a new file the process's umask is applied by the system at open.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let temporary = builder.tempfile_in(folder)?;
    if let Ok(metadata) = fs::metadata(target) {
        temporary.as_file().set_permissions(metadata.permissions())?;
    }
    Ok(temporary)
}

/// Writes over the file's own bytes. When that fails half-way the old bytes are put back, and a
/// copy that could not be put back stays in the system's temporary folder.
fn rewrite(target: &Path, old: &[u8], bytes: &[u8]) -> Result<()> {
    let mut copy = tempfile::Builder::new().prefix("galley-backup-").tempfile().at("write", target)?;
    copy.write_all(old).at("write", target)?;
    copy.as_file().sync_all().at("write", target)?;
    let mut file = OpenOptions::new().write(true).open(target).at("write", target)?;
    let Err(error) = overwrite(&mut file, bytes) else { return Ok(()) };
    if overwrite(&mut file, old).is_err()
        && let Ok((_, kept)) = copy.keep()
    {
        let message = format!("{error}; the text as it was is in {}", kept.display());
        return Err(io::Error::new(error.kind(), message)).at("write", target);
    }
    Err(error).at("write", target)
}

fn overwrite(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}

#[cfg(unix)]
fn must_keep_inode(target: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let Ok(metadata) = fs::metadata(target) else { return false };
    // A process owns the entries of its own /proc folder, which tells its user without unsafe code.
    let own = fs::metadata("/proc/self").map_or(metadata.uid(), |process| process.uid());
    metadata.nlink() > 1 || metadata.uid() != own
}

#[cfg(not(unix))]
fn must_keep_inode(_: &Path) -> bool {
    false
}

/// Makes a rename durable. Not every file system lets a folder be synced; the rename itself stands.
#[cfg(unix)]
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) {}
