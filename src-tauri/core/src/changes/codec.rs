//! Acts as bytes and back, for the record.
//!
//! Numbers are little-endian; texts, paths and contents are their length and their bytes.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::act::{Act, Old};
use super::{Print, Token};

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Contents {
    pub title: String,
    pub root: PathBuf,
    pub acts: Vec<Act>,
}

/// The bytes of a path. Outside Unix a path that is no Unicode loses something here, and is then
/// found to be missing.
pub(super) fn path_bytes(path: &Path) -> Vec<u8> {
    #[cfg(unix)]
    return std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec();
    #[cfg(not(unix))]
    return path.to_string_lossy().into_owned().into_bytes();
}

pub(super) fn encode(title: &str, root: &Path, acts: &[Act]) -> Vec<u8> {
    let mut out = Writer(Vec::new());
    out.bytes(title.as_bytes());
    out.path(root);
    out.number(acts.len() as u64);
    for act in acts {
        out.act(act);
    }
    out.0
}

/// `None` when the bytes are not what [`encode`] writes.
pub(super) fn decode(bytes: &[u8]) -> Option<Contents> {
    let mut input = Reader(bytes);
    let title = input.text()?;
    let root = input.path()?;
    let count = input.number()?;
    let mut acts = Vec::new();
    for _ in 0..count {
        acts.push(input.act()?);
    }
    input.0.is_empty().then_some(Contents { title, root, acts })
}

struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    fn path(&mut self, path: &Path) {
        self.bytes(&path_bytes(path));
    }

    fn time(&mut self, time: Option<SystemTime>) {
        // A time before 1970 is not kept.
        match time.and_then(|time| time.duration_since(UNIX_EPOCH).ok()) {
            Some(since) => {
                self.0.push(1);
                self.number(since.as_secs());
                self.number(since.subsec_nanos().into());
            }
            None => self.0.push(0),
        }
    }

    fn mode(&mut self, mode: Option<u32>) {
        self.number(mode.map_or(u64::MAX, u64::from));
    }

    fn act(&mut self, act: &Act) {
        match act {
            Act::Write { path, old, bytes, modified } => {
                self.0.push(b'w');
                self.path(path);
                self.bytes(bytes);
                self.time(*modified);
                self.0.push(old.is_some().into());
                if let Some(old) = old {
                    self.bytes(&old.bytes);
                    self.time(old.modified);
                }
            }
            Act::Move { from, to } => {
                self.0.push(b'm');
                self.path(from);
                self.path(to);
            }
            Act::Copy { from, to, print } => {
                self.0.push(b'c');
                self.path(from);
                self.path(to);
                self.0.extend_from_slice(print.0.as_bytes());
            }
            Act::Remove { path } => {
                self.0.push(b'r');
                self.path(path);
            }
            Act::MakeFolder { path, mode } => {
                self.0.push(b'f');
                self.path(path);
                self.mode(*mode);
            }
            Act::RemoveEmpty { path, mode } => {
                self.0.push(b'e');
                self.path(path);
                self.mode(*mode);
            }
            // How it is made again is only asked while its plan is applied.
            Act::Erase { path, print, again: _ } => {
                self.0.push(b'x');
                self.path(path);
                self.0.extend_from_slice(print.0.as_bytes());
            }
            Act::Restore { path, token } => {
                self.0.push(b't');
                self.path(path);
                self.bytes(token.0.as_bytes());
            }
        }
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn number(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?.try_into().ok()?;
        self.take(length)
    }

    fn text(&mut self) -> Option<String> {
        String::from_utf8(self.bytes()?.to_vec()).ok()
    }

    #[cfg(unix)]
    fn path(&mut self) -> Option<PathBuf> {
        use std::os::unix::ffi::OsStrExt;
        Some(PathBuf::from(std::ffi::OsStr::from_bytes(self.bytes()?)))
    }

    #[cfg(not(unix))]
    fn path(&mut self) -> Option<PathBuf> {
        self.text().map(PathBuf::from)
    }

    fn time(&mut self) -> Option<Option<SystemTime>> {
        if self.byte()? == 0 {
            return Some(None);
        }
        let (seconds, nanos) = (self.number()?, u32::try_from(self.number()?).ok()?);
        if nanos >= 1_000_000_000 {
            return None;
        }
        Some(Some(UNIX_EPOCH.checked_add(Duration::new(seconds, nanos))?))
    }

    fn mode(&mut self) -> Option<Option<u32>> {
        match self.number()? {
            u64::MAX => Some(None),
            mode => Some(Some(u32::try_from(mode).ok()?)),
        }
    }

    fn print(&mut self) -> Option<Print> {
        let bytes: [u8; 32] = self.take(32)?.try_into().ok()?;
        Some(Print(blake3::Hash::from(bytes)))
    }

    fn act(&mut self) -> Option<Act> {
        Some(match self.byte()? {
            b'w' => {
                let (path, bytes, modified) = (self.path()?, self.bytes()?.to_vec(), self.time()?);
                let old = match self.byte()? {
                    0 => None,
                    _ => Some(Old { bytes: self.bytes()?.to_vec(), modified: self.time()? }),
                };
                Act::Write { path, old, bytes, modified }
            }
            b'm' => Act::Move { from: self.path()?, to: self.path()? },
            b'c' => Act::Copy { from: self.path()?, to: self.path()?, print: self.print()? },
            b'r' => Act::Remove { path: self.path()? },
            b'f' => Act::MakeFolder { path: self.path()?, mode: self.mode()? },
            b'e' => Act::RemoveEmpty { path: self.path()?, mode: self.mode()? },
            b'x' => Act::Erase { path: self.path()?, print: self.print()?, again: None },
            b't' => Act::Restore { path: self.path()?, token: Token(self.text()?) },
            _ => return None,
        })
    }
}
