//! Packs as files: their names, their locks, and what becomes of one that cannot be used.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Store;
use super::pack::Pack;
use crate::disk::records::{Contents, Format, Records, Unusable};
use crate::disk::{self};
use crate::error::{Error, ErrorKind, Result};

pub(super) const FORMAT: Format = Format { family: "galley history ", version: 1, oldest: 1 };

/// How long a pack is waited for that another process has.
const TRIES: u32 = 100;
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

/// A pack that is locked, to be changed.
#[derive(Debug)]
pub(super) struct Open {
    pub records: Records,
    pub pack: Pack,
    /// Where a pack that could not be used has gone.
    pub set_aside: Option<PathBuf>,
    /// Whether the file has all of the pack that was in it.
    is_written: bool,
}

impl Store {
    /// The folder of a blog's packs.
    pub(super) fn blog_folder(&self, root: &Path) -> PathBuf {
        self.folder.join(name_of(root.as_os_str().as_encoded_bytes()))
    }

    /// The pack of the post that is at a path now.
    pub(super) fn pack_file(&self, root: &Path, path: &str) -> PathBuf {
        self.blog_folder(root).join(format!("{}.pack", name_of(path.as_bytes())))
    }
}

fn name_of(what: &[u8]) -> String {
    blake3::hash(what).to_hex()[..32].to_owned()
}

impl Open {
    /// Opens the pack in a file for the post at `path`, or begins one.
    pub fn of(file: &Path, root: &Path, path: &str) -> Result<Open> {
        let (records, mut pack, set_aside, mut is_written) = match locked(file)? {
            Ok((records, contents)) => {
                let (pack, is_whole) = Pack::read(contents.bodies());
                if is_whole {
                    (records, pack, None, !contents.is_empty())
                } else {
                    drop(records);
                    begun_anew(file, pack)?
                }
            }
            Err(Unusable::Version) => begun_anew(file, Pack::default())?,
            Err(Unusable::Damaged(contents)) => begun_anew(file, Pack::read(contents.bodies()).0)?,
        };
        let place = (root.to_string_lossy().into_owned(), path.to_owned());
        if (&pack.root, &pack.path) != (&place.0, &place.1) {
            (pack.root, pack.path) = place;
            is_written = false;
        }
        Ok(Open { records, pack, set_aside, is_written })
    }

    /// Writes what was just added to the pack, of which these are the records.
    pub fn append(&mut self, records: &[Vec<u8>]) -> Result<()> {
        if self.is_written {
            self.records.append(records.iter().map(Vec::as_slice))?;
            return self.records.sync();
        }
        self.rewrite()
    }

    /// Writes the whole pack anew.
    pub fn rewrite(&mut self) -> Result<()> {
        self.records.replace(self.pack.records().iter().map(Vec::as_slice))?;
        self.is_written = true;
        Ok(())
    }
}

type Begun = (Records, Pack, Option<PathBuf>, bool);

fn begun_anew(file: &Path, pack: Pack) -> Result<Begun> {
    let aside = disk::set_aside(file, &[])?;
    match locked(file)? {
        Ok((records, _)) => Ok((records, pack, Some(aside), false)),
        Err(_) => Err(Error::refused(file, "it was damaged again at once")),
    }
}

fn locked(file: &Path) -> Result<disk::records::Opened<(Records, Contents)>> {
    for _ in 0..TRIES {
        if let Some(opened) = Records::open(file, FORMAT)? {
            return Ok(opened);
        }
        std::thread::sleep(BETWEEN_TRIES);
    }
    Err(Error::refused(file, "another program has it open"))
}

/// Reads a pack as far as it is whole; an empty one when there is no file.
pub(super) fn read(file: &Path) -> Result<Pack> {
    match Records::read(file, FORMAT) {
        Ok(Ok(contents) | Err(Unusable::Damaged(contents))) => Ok(Pack::read(contents.bodies()).0),
        Ok(Err(Unusable::Version)) => Err(Error::refused(file, "another version of Galley has written it")),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Pack::default()),
        Err(error) => Err(error),
    }
}
