//! A file that grows by records, each of which a reader takes whole or not at all.
//!
//! The file is a first line that names its kind and version, then records: the length of the body
//! (4 bytes, little endian), 8 bytes of the BLAKE3 hash of the record's place in the file and its
//! body, and the body. The place is part of the hash, so bytes that were left behind by an earlier,
//! longer end are no record. Reading stops at the first record that is not whole: after a kill or a
//! power cut that is the one being written. The file is locked as long as its writer lives.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::{create_folder, folder_of, is_at, sync_folder};
use crate::error::{At, Result};

/// Bytes of a record before its body.
const HEAD: usize = 12;

/// A kind of record file, in one version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// What the first line says before the version, as `galley journal `.
    pub family: &'static str,
    /// The version that is written.
    pub version: u32,
    /// The oldest one that is read.
    pub oldest: u32,
}

impl Format {
    fn first_line(self) -> String {
        self.line_of(self.version)
    }

    fn line_of(self, version: u32) -> String {
        format!("{}{version}\n", self.family)
    }

    /// The first lines of the versions that are read, the newest first.
    fn lines(self) -> impl Iterator<Item = String> {
        (self.oldest..=self.version).rev().map(move |version| self.line_of(version))
    }

    /// The length of the first line of a file that can be read.
    fn line_in(self, bytes: &[u8]) -> Option<usize> {
        self.lines().find(|line| bytes.starts_with(line.as_bytes())).map(|line| line.len())
    }

    /// Whether these are the bytes of a file that was begun and cut off in its first line.
    fn is_begun(self, bytes: &[u8]) -> bool {
        self.lines().any(|line| bytes.len() < line.len() && line.as_bytes().starts_with(bytes))
    }
}

/// An open, locked record file. Dropping it gives up the lock and leaves the file.
#[derive(Debug)]
pub struct Records {
    file: File,
    path: PathBuf,
    format: Format,
    /// Where the last whole record ends, in bytes.
    end: u64,
}

/// A sync that is to be done.
#[derive(Debug)]
pub struct Sync {
    file: File,
    path: PathBuf,
}

impl Sync {
    /// Does it.
    ///
    /// # Errors
    /// [`crate::Error::Io`].
    pub fn run(&self) -> Result<()> {
        self.file.sync_data().at("write", &self.path)
    }
}

/// What a record file holds.
#[derive(Debug, Clone)]
pub struct Contents {
    bytes: Vec<u8>,
    bodies: Vec<Range<usize>>,
    /// Bytes after the last whole record: what was being written when its writer died.
    pub torn: usize,
}

/// Why a file cannot be read as records of a format.
#[derive(Debug, Clone)]
pub enum Unusable {
    /// Another version wrote it.
    Version,
    /// It is no file of this kind, or records that follow a damaged one show that more is wrong than
    /// a torn end. With the whole records before it.
    Damaged(Contents),
}

/// An opened file, or why it cannot be used.
pub type Opened<T> = std::result::Result<T, Unusable>;

impl Contents {
    /// The bodies of the whole records, in their order.
    pub fn bodies(&self) -> impl DoubleEndedIterator<Item = &[u8]> {
        self.bodies.iter().map(|body| &self.bytes[body.clone()])
    }

    /// How many whole records there are.
    pub fn len(&self) -> usize {
        self.bodies.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.bodies.is_empty()
    }

    /// The body of the record at `index`, from 0.
    pub fn body(&self, index: usize) -> Option<&[u8]> {
        self.bodies.get(index).map(|body| &self.bytes[body.clone()])
    }
}

impl Records {
    /// Opens the file at `path` for appending, or begins it with mode 0600, in a folder that is made
    /// when it is missing; `None` while another process or another `Records` has it.
    ///
    /// A file that cannot be used stays as it is: it is the caller's to set aside. What is appended to one
    /// of an older version must be of that version; [`Records::replace`] makes it one of the newest.
    ///
    /// # Errors
    /// [`crate::Error::Io`].
    pub fn open(path: &Path, format: Format) -> Result<Option<Opened<(Records, Contents)>>> {
        create_folder(folder_of(path))?;
        let Some(mut file) = locked(path)? else { return Ok(None) };
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).at("read", path)?;
        if format.is_begun(&bytes) {
            let first = format.first_line();
            file.rewind().and_then(|()| file.write_all(first.as_bytes())).at("write", path)?;
            bytes = first.into_bytes();
        }
        let contents = match parse(bytes, format) {
            Ok(contents) => contents,
            Err(unusable) => return Ok(Some(Err(unusable))),
        };
        let end = (contents.bytes.len() - contents.torn) as u64;
        let mut records = Records { file, path: path.to_path_buf(), format, end };
        if contents.torn > 0 {
            records.cut()?;
        }
        Ok(Some(Ok((records, contents))))
    }

    /// Reads a file without locking it; another process may be appending to it.
    ///
    /// # Errors
    /// [`crate::Error::Io`].
    pub fn read(path: &Path, format: Format) -> Result<Opened<Contents>> {
        Ok(parse(super::read(path)?, format))
    }

    /// The body of the first record, read without the rest of the file; `None` when it is not whole or the
    /// file is of another format.
    ///
    /// # Errors
    /// [`crate::Error::Io`].
    pub fn first(path: &Path, format: Format) -> Result<Option<Vec<u8>>> {
        let file = File::open(path).at("read", path)?;
        let longest = format.lines().map(|line| line.len()).max().unwrap_or_default();
        let mut bytes = Vec::new();
        (&file).take((longest + HEAD) as u64).read_to_end(&mut bytes).at("read", path)?;
        let Some(line) = format.line_in(&bytes) else { return Ok(None) };
        let Some(head) = bytes.get(line..line + HEAD) else { return Ok(None) };
        let length = head[..4].try_into().map_or(0, u32::from_le_bytes);
        (&file).take(length.into()).read_to_end(&mut bytes).at("read", path)?;
        Ok(whole(&bytes, line).map(|body| bytes[body].to_vec()))
    }

    /// Whether a living process has the file at `path` open.
    pub fn is_open(path: &Path) -> bool {
        let file = OpenOptions::new().read(true).write(true).open(path);
        file.is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Length of the file in bytes.
    pub fn size(&self) -> u64 {
        self.end
    }

    /// Appends a record for each body, handed to the system in one piece. A kill of this process loses
    /// nothing of it; [`Records::sync`] makes that true of a power cut.
    ///
    /// # Errors
    /// [`crate::Error::Io`]; none of the records is there then.
    pub fn append<'a>(&mut self, bodies: impl IntoIterator<Item = &'a [u8]>) -> Result<()> {
        let mut bytes = Vec::new();
        write_records(&mut bytes, self.end, bodies);
        let written = self.file.seek(SeekFrom::Start(self.end)).and_then(|_| self.file.write_all(&bytes));
        if let Err(error) = written {
            // What was written of it is no whole record, or is overwritten by the next.
            let _ = self.cut();
            return Err(error).at("write", &self.path);
        }
        self.end += bytes.len() as u64;
        Ok(())
    }

    /// Makes all that was appended durable.
    ///
    /// # Errors
    /// [`crate::Error::Io`].
    pub fn sync(&self) -> Result<()> {
        self.file.sync_data().at("write", &self.path)
    }

    /// What makes all that was appended so far durable, wherever that is done.
    ///
    /// # Errors
    /// [`crate::Error::Io`].
    pub fn syncing(&self) -> Result<Sync> {
        Ok(Sync { file: self.file.try_clone().at("write", &self.path)?, path: self.path.clone() })
    }

    /// Makes these the only records, wholly or not at all, and durable.
    ///
    /// # Errors
    /// [`crate::Error::Io`]; the file is then as it was.
    pub fn replace<'a>(&mut self, bodies: impl IntoIterator<Item = &'a [u8]>) -> Result<()> {
        let mut bytes = self.format.first_line().into_bytes();
        write_records(&mut bytes, 0, bodies);
        let folder = folder_of(&self.path);
        // Mode 0600 is what the library makes temporary files with.
        let mut temporary = tempfile::Builder::new()
            .prefix(".galley-")
            .suffix(".tmp")
            .tempfile_in(folder)
            .at("write", &self.path)?;
        // Locked before it has the name, so nobody comes in between.
        temporary.as_file().lock().at("write", &self.path)?;
        temporary.write_all(&bytes).at("write", &self.path)?;
        temporary.as_file().sync_all().at("write", &self.path)?;
        self.file = temporary.persist(&self.path).map_err(|error| error.error).at("write", &self.path)?;
        self.end = bytes.len() as u64;
        sync_folder(folder)
    }

    /// Gives the file another name in the same folder, unless that name is taken.
    ///
    /// # Errors
    /// [`crate::Error::Io`].
    pub fn rename(&mut self, to: &Path) -> Result<()> {
        // A hard link never overwrites; the second step only takes the old name away.
        fs::hard_link(&self.path, to).at("move", &self.path)?;
        fs::remove_file(&self.path).at("move", &self.path)?;
        self.path = to.to_path_buf();
        sync_folder(folder_of(to))
    }

    /// Removes the file.
    ///
    /// # Errors
    /// [`crate::Error::Io`].
    pub fn remove(self) -> Result<()> {
        fs::remove_file(&self.path).at("remove", &self.path)?;
        sync_folder(folder_of(&self.path))
    }

    fn cut(&mut self) -> Result<()> {
        self.file.set_len(self.end).at("write", &self.path)
    }
}

impl Drop for Records {
    fn drop(&mut self) {
        // A sync that is still to be done has the same lock, and would hold it on.
        let _ = self.file.unlock();
    }
}

/// Removes a record file that nobody has open.
///
/// # Errors
/// [`crate::Error::Io`].
pub fn remove(path: &Path) -> Result<()> {
    fs::remove_file(path).at("remove", path)?;
    sync_folder(folder_of(path))
}

/// Renames a record file, over another one if there is one.
///
/// # Errors
/// [`crate::Error::Io`].
pub fn rename_over(path: &Path, to: &Path) -> Result<()> {
    fs::rename(path, to).at("move", path)?;
    sync_folder(folder_of(to))
}

/// The file at `path`, locked; `None` when someone else has the lock. It is made when it is missing.
fn locked(path: &Path) -> Result<Option<File>> {
    loop {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).at("open", path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error).at("open", path),
        }
        // Another process may have replaced or removed the file between the two calls.
        if is_at(&file, path) {
            return Ok(Some(file));
        }
    }
}

fn write_records<'a>(bytes: &mut Vec<u8>, start: u64, bodies: impl IntoIterator<Item = &'a [u8]>) {
    for body in bodies {
        let at = start + bytes.len() as u64;
        bytes.extend_from_slice(&(body.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&check(at, body));
        bytes.extend_from_slice(body);
    }
}

fn check(at: u64, body: &[u8]) -> [u8; 8] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&at.to_le_bytes());
    hasher.update(body);
    let mut check = [0; 8];
    hasher.finalize_xof().fill(&mut check);
    check
}

fn parse(bytes: Vec<u8>, format: Format) -> Opened<Contents> {
    let Some(line) = format.line_in(&bytes) else {
        // It holds nothing yet.
        if format.is_begun(&bytes) {
            return Ok(Contents { torn: bytes.len(), bytes, bodies: Vec::new() });
        }
        let other = bytes.starts_with(format.family.as_bytes());
        let damaged = || Unusable::Damaged(Contents { torn: 0, bytes: Vec::new(), bodies: Vec::new() });
        return Err(if other { Unusable::Version } else { damaged() });
    };
    let mut bodies = Vec::new();
    let mut at = line;
    while let Some(body) = whole(&bytes, at) {
        at = body.end;
        bodies.push(body);
    }
    let contents = Contents { torn: bytes.len() - at, bytes, bodies };
    if has_record_after(&contents.bytes, at) { Err(Unusable::Damaged(contents)) } else { Ok(contents) }
}

/// The body of the record at `at`, if it is whole.
fn whole(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let head = bytes.get(at..at + HEAD)?;
    let (length, expected) = head.split_at(4);
    let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
    let start = at + HEAD;
    let body = bytes.get(start..start.checked_add(length)?)?;
    (check(at as u64, body) == expected).then_some(start..start + length)
}

/// Whether whole records follow a broken one at `at`, going by its own length: then it is no torn end.
/// A power cut can leave such a state of the records since the last sync as well; nothing is lost by
/// keeping the whole file for that.
fn has_record_after(bytes: &[u8], at: usize) -> bool {
    let Some(length) = bytes.get(at..at + 4).and_then(|length| length.try_into().ok()) else { return false };
    let next = (at + HEAD).saturating_add(u32::from_le_bytes(length) as usize);
    next < bytes.len() && whole(bytes, next).is_some()
}

#[cfg(test)]
mod tests;
