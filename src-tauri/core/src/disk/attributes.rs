//! What a file has besides its bytes: owner, group, permissions, access lists, extended attributes.

use std::fs::File;
use std::io;

use super::in_place::WhyInPlace;

/// Attributes that the system makes of the bytes, or takes away when they change.
#[cfg(unix)]
const OF_THE_BYTES: [&str; 3] = ["security.ima", "security.evm", "security.capability"];

/// Whether the file has several names, which a rename would part.
#[cfg(unix)]
pub(super) fn has_other_names(file: &File) -> io::Result<bool> {
    Ok(std::os::unix::fs::MetadataExt::nlink(&file.metadata()?) > 1)
}

/// Gives a new file of this process everything that `from` has but its bytes.
///
/// # Errors
/// What the new file cannot have, so that `from` must stay the file that it is.
#[cfg(unix)]
pub(super) fn carry(from: &File, to: &File) -> Result<(), WhyInPlace> {
    use std::os::unix::fs::{MetadataExt, fchown};

    let (Ok(old), Ok(new)) = (from.metadata(), to.metadata()) else { return Err(WhyInPlace::Attributes) };
    let uid = (old.uid() != new.uid()).then(|| old.uid());
    let gid = (old.gid() != new.gid()).then(|| old.gid());
    // Another group would let others read it.
    if (uid.is_some() || gid.is_some()) && super::uninterrupted(|| fchown(to, uid, gid)).is_err() {
        return Err(WhyInPlace::Owner);
    }
    carry_extended(from, to).map_err(|_| WhyInPlace::Attributes)?;
    // Last, since both steps before change it. Of a file with an access list it is the list's mask.
    let same = |new: std::fs::Metadata| new.mode() == old.mode();
    let _ = super::uninterrupted(|| to.set_permissions(old.permissions()));
    if to.metadata().is_ok_and(same) { Ok(()) } else { Err(WhyInPlace::Attributes) }
}

/// Access lists are extended attributes as well. One that the new file has from its folder, and the
/// old one has not, is taken away.
#[cfg(unix)]
fn carry_extended(from: &File, to: &File) -> io::Result<()> {
    use std::ffi::OsString;

    use xattr::FileExt;

    let names = |file: &File| -> io::Result<Vec<OsString>> {
        match file.list_xattr() {
            Ok(names) => Ok(names.filter(|name| OF_THE_BYTES.iter().all(|own| name != own)).collect()),
            Err(error) if is_unsupported(&error) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    };
    let (old, new) = (names(from)?, names(to)?);
    let is_list = |name: &&OsString| name.as_encoded_bytes().starts_with(b"system.posix_acl");
    for name in new.iter().filter(is_list).filter(|name| !old.contains(name)) {
        to.remove_xattr(name)?;
    }
    for name in &old {
        let value = from.get_xattr(name)?;
        if value != to.get_xattr(name).ok().flatten()
            && let Some(value) = value
        {
            to.set_xattr(name, &value)?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn is_unsupported(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported
}

#[cfg(not(unix))]
pub(super) fn has_other_names(_: &File) -> io::Result<bool> {
    Ok(false)
}

#[cfg(not(unix))]
pub(super) fn carry(from: &File, to: &File) -> Result<(), WhyInPlace> {
    from.metadata().and_then(|old| to.set_permissions(old.permissions())).map_err(|_| WhyInPlace::Attributes)
}
