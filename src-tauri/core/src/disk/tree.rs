//! Files and folders as wholes: moved without overwriting, copied, removed, each lasting once the
//! call returns. [`Error::Unconfirmed`] says that it was done and may not last.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{folder_of, lenient, resolve, sync_folder};
use crate::error::{At, Error, Result};

/// Moves a file, a link or a folder to a name that is free. Never overwrites, and never copies: both
/// places must be on one file system.
///
/// # Errors
/// [`Error::Refused`] when there is something at `to`, [`Error::Io`] otherwise.
pub fn move_new(from: &Path, to: &Path) -> Result<()> {
    match rename_new(from, to) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(Error::refused(to, "there is something of this name already"));
        }
        Err(error) if fs::symlink_metadata(from).is_ok() && error.kind() == io::ErrorKind::NotFound => {
            return Err(error).at("create", to);
        }
        other => other.at("move", from)?,
    }
    sync_folder(folder_of(from))?;
    sync_folder(folder_of(to))
}

/// Copies a file or a folder with everything in it to a name that is free. Symbolic links are copied
/// as links; permissions are kept, times are not.
///
/// # Errors
/// [`Error::Io`], also for what is neither file, folder nor link. What was copied so far stays.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    copy_below(from, to)?;
    sync_folder(folder_of(to))
}

/// Creates one folder, with the permissions `mode` where the system has them.
///
/// # Errors
/// [`Error::Io`] when there is something of this name or the folder above is missing.
pub fn create_one_folder(path: &Path, mode: Option<u32>) -> Result<()> {
    fs::create_dir(path).at("create", path)?;
    if let Some(mode) = mode {
        // A folder just made is empty, so there is nothing to lose.
        set_mode(path, mode).inspect_err(|_| drop(fs::remove_dir(path))).at("create", path)?;
    }
    sync_folder(path)?;
    sync_folder(folder_of(path))
}

/// Removes a folder that is empty.
///
/// # Errors
/// [`Error::Io`] when it is not, or is not a folder.
pub fn remove_empty_folder(path: &Path) -> Result<()> {
    fs::remove_dir(path).at("remove", path)?;
    sync_folder(folder_of(path))
}

/// Removes a file, a link, or a folder with everything in it; links are not followed. What is not
/// there is fine.
///
/// # Errors
/// [`Error::Io`] when something in it cannot be removed.
pub fn remove(path: &Path) -> Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        other => other.at("remove", path)?,
    }
    sync_folder(folder_of(path))
}

/// Makes what another program did to the entry `path` of a folder last.
///
/// # Errors
/// [`Error::Unconfirmed`].
pub fn sync_entry(path: &Path) -> Result<()> {
    sync_folder(folder_of(path))
}

/// Makes a file, or a folder with everything in it, last as another program has written it. Its own name
/// is the folder's above it: [`sync_entry`].
///
/// # Errors
/// [`Error::Unconfirmed`]; [`Error::Io`] when it cannot be looked at.
pub fn sync_whole(path: &Path) -> Result<()> {
    let found = fs::symlink_metadata(path).at("read", path)?;
    if found.is_dir() {
        for entry in fs::read_dir(path).at("read", path)? {
            sync_whole(&entry.at("read", path)?.path())?;
        }
        return sync_folder(path);
    }
    if !found.is_file() {
        return Ok(());
    }
    let synced = lenient(File::open(path).and_then(|file| file.sync_all()));
    synced.map_err(|source| Error::Unconfirmed { path: path.to_path_buf(), source })
}

/// Sets the time of the last change of a file, a link's of the file it leads to, where the system
/// lets us: a file with the right bytes and a wrong time is no failure.
pub fn set_modified(path: &Path, modified: SystemTime) {
    // Unix lets the owner do this through a handle for reading, so read-only files as well.
    let file = if cfg!(unix) { File::open(path) } else { fs::OpenOptions::new().write(true).open(path) };
    let _ = file.and_then(|file| file.set_modified(modified));
}

/// The temporary file of a [`write_marked`](super::write_marked) to `path` with this mark.
///
/// # Errors
/// [`Error::Io`] when the links at `path` form a loop.
pub fn temporary_of(path: &Path, mark: &str) -> Result<PathBuf> {
    Ok(folder_of(&resolve(path)?).join(format!(".galley-{mark}.tmp")))
}

fn copy_below(from: &Path, to: &Path) -> Result<()> {
    let found = fs::symlink_metadata(from).at("copy", from)?;
    if found.is_symlink() {
        let target = fs::read_link(from).at("copy", from)?;
        return link(&target, to).at("create", to);
    }
    if found.is_file() {
        fs::copy(from, to).map(|_| ()).at("copy", from)?;
        // A file that must not be written can still be made to last through a handle for reading.
        return File::open(to).and_then(|file| file.sync_all()).at("write", to);
    }
    if !found.is_dir() {
        return Err(Error::refused(from, "it is neither a file nor a folder"));
    }
    fs::create_dir(to).at("create", to)?;
    for entry in fs::read_dir(from).at("read", from)? {
        let name = entry.at("read", from)?.file_name();
        copy_below(&from.join(&name), &to.join(&name))?;
    }
    fs::set_permissions(to, found.permissions()).at("create", to)?;
    sync_folder(to)
}

/// One call of the system where it has one; else a look before the rename.
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            // Some file systems, mostly of networks, know no such rename.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
            other => return other.map_err(io::Error::from),
        }
    }
    if fs::symlink_metadata(to).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to)
}

#[cfg(unix)]
fn link(target: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, at)
}

#[cfg(windows)]
fn link(target: &Path, at: &Path) -> io::Result<()> {
    if folder_of(at).join(target).is_dir() {
        std::os::windows::fs::symlink_dir(target, at)
    } else {
        std::os::windows::fs::symlink_file(target, at)
    }
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o7777))
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}
