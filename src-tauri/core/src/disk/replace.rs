//! Files replaced and created whole, by the rename of a temporary file.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::in_place::WhyInPlace;
use super::{attributes, folder_of, found, leftovers, tree, try_sync_folder, uninterrupted};
use crate::error::{At, Error, Result};

/// WhyInPlace a file can only be written in place.
pub(super) struct Obstacle {
    pub why: WhyInPlace,
    /// The system's refusal, if it was one.
    pub error: Option<io::Error>,
}

impl From<WhyInPlace> for Obstacle {
    fn from(why: WhyInPlace) -> Obstacle {
        Obstacle { why, error: None }
    }
}

/// Replaces a file that holds `old`. An [`Obstacle`] is no failure: nothing was done, and the file
/// may still be written in place.
pub(super) fn replace(
    target: &Path,
    old: &[u8],
    bytes: &[u8],
    mark: Option<&str>,
) -> Result<std::result::Result<(), Obstacle>> {
    let replaced = File::open(target).at("read", target)?;
    if attributes::has_other_names(&replaced).at("read", target)? {
        return Ok(Err(WhyInPlace::HardLinks.into()));
    }
    let prepared = prepare(target, &replaced, bytes, mark);
    let temporary = match prepared {
        Ok(Ok(temporary)) => temporary,
        Ok(Err(why)) => return Ok(Err(why.into())),
        Err(error) => return obstacle(error).map(Err).at("write", target),
    };
    // The last look before the rename keeps the moment in which another writer is lost tiny.
    if found(target)?.as_deref() != Some(old) {
        return Err(Error::Changed { path: target.to_path_buf() });
    }
    if let Err(error) = uninterrupted(|| fs::rename(temporary.path(), target)) {
        return obstacle(error).map(Err).at("write", target);
    }
    renamed(temporary, target).map(Ok)
}

/// Creates a file, unless there is one by now.
pub(super) fn create(target: &Path, bytes: &[u8], mark: Option<&str>) -> Result<()> {
    let folder = folder_of(target);
    // The process's umask is applied by the system at open.
    let mut temporary = leftovers::temporary(folder, 0o666, mark).at("write", target)?;
    temporary.write_all(bytes).at("write", target)?;
    temporary.as_file().sync_all().at("write", target)?;
    match uninterrupted(|| tree::rename_new(temporary.path(), target)) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Error::Changed { path: target.to_path_buf() })
        }
        Err(error) => Err(error).at("write", target),
        Ok(()) => renamed(temporary, target),
    }
}

/// A temporary file that has everything that `replaced` has but the bytes, synced. A sync that failed
/// is never tried again on the same file: the system may take the bytes that it lost for written.
fn prepare(
    target: &Path,
    replaced: &File,
    bytes: &[u8],
    mark: Option<&str>,
) -> io::Result<std::result::Result<NamedTempFile, WhyInPlace>> {
    let mut temporary = leftovers::temporary(folder_of(target), 0o600, mark)?;
    temporary.write_all(bytes)?;
    if let Err(why) = attributes::carry(replaced, temporary.as_file()) {
        return Ok(Err(why));
    }
    temporary.as_file().sync_all()?;
    Ok(Ok(temporary))
}

/// The temporary file has its own name no more.
fn renamed(temporary: NamedTempFile, target: &Path) -> Result<()> {
    let _ = temporary.into_temp_path().keep();
    let unconfirmed = |source| Error::Unconfirmed { path: target.to_path_buf(), source };
    try_sync_folder(folder_of(target)).map_err(unconfirmed)
}

/// What a failure on the way says of the place, where the file's own bytes might still be written.
fn obstacle(error: io::Error) -> io::Result<Obstacle> {
    use io::ErrorKind as Io;
    let why = match error.kind() {
        Io::PermissionDenied | Io::ReadOnlyFilesystem => WhyInPlace::Folder,
        Io::CrossesDevices | Io::ResourceBusy => WhyInPlace::Mount,
        Io::InvalidFilename => WhyInPlace::Name,
        Io::StorageFull | Io::QuotaExceeded => WhyInPlace::NoRoom,
        _ => return Err(error),
    };
    Ok(Obstacle { why, error: Some(error) })
}
