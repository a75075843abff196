//! Every version that a post has had, kept outside the blog.
//!
//! A [`Store`] is a folder. It holds a folder for each blog, and in that a pack for each post: a file of
//! records (`disk::records`) with the texts, each stored once and mostly as a change of an earlier one
//! (`delta`), and the versions, which say when a text was the post's and why it was kept. A pack is
//! opened, changed and closed by each call, so several processes take turns.
//!
//! What is old is thinned (`thin`), what is too large shrinks (`size`), and nothing ever removes the
//! newest version of a post.

mod delta;
mod file;
mod pace;
mod pack;
mod paragraph;
mod place;
mod posts;
mod size;
mod thin;

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use file::Open;
pub use pace::Pace;
use pack::{Pack, Reader};
pub use paragraph::ParagraphState;
pub use place::paragraph_at;
pub use posts::DeletedPost;
pub use size::DEFAULT_CAP;

/// How long a text that lost in a merge or a recovery stays at least, in days.
const LOST_FOR_DAYS: u64 = 31;

/// The packs of all blogs, in a folder outside of them.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
}

/// Why a version was kept. The order is that of the format on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "VersionReason", rename_all = "snake_case")]
pub enum Reason {
    /// The writer saved it.
    Saved,
    /// It was being typed.
    Typing,
    /// It was the text when an older version was restored.
    BeforeRestore,
    /// It was not chosen in a merge or after a crash.
    Lost,
    /// It was the text when the post was deleted.
    Deleted,
    /// It was in the file, written by another program.
    Outside,
}

/// A version to be kept.
#[derive(Debug, Clone, Copy)]
pub struct NewVersion<'v> {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Why.
    pub reason: Reason,
    /// Words in the body.
    pub words: u32,
    /// The bytes of the file.
    pub bytes: &'v [u8],
}

/// A version that is kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Version {
    /// Its number among those of its post; later ones have higher numbers.
    pub id: u32,
    /// When, in the zone that the writer was in, as RFC 3339 writes it.
    #[serde(serialize_with = "as_rfc3339")]
    #[cfg_attr(feature = "specta", specta(type = String))]
    pub at: DateTime<FixedOffset>,
    /// Why.
    pub reason: Reason,
    /// Words in the body.
    pub words: u32,
    /// Bytes of the file.
    pub length: f64,
}

/// What keeping a version did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The version's number; `None` when the newest one has the same text already.
    pub id: Option<u32>,
    /// Where the post's pack is now that could not be read.
    pub set_aside: Option<PathBuf>,
}

impl Store {
    /// The store in a folder, which is made when the first version is kept.
    pub fn new(folder: PathBuf) -> Store {
        Store { folder }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps a version of the post at `path` of the blog at `root`.
    ///
    /// A pack that is damaged or of another version of the format is set aside, and a new one is begun
    /// with what was whole.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Refused`] when another process does not let go of the pack.
    pub fn keep(&self, root: &Path, path: &str, new: &NewVersion<'_>) -> Result<Kept> {
        let mut open = Open::of(&self.pack_file(root, path), root, path)?;
        let set_aside = open.set_aside.take();
        let NewVersion { at, reason, words, bytes } = *new;
        if !matches!(reason, Reason::Lost | Reason::Deleted) && open.pack.ends_with(bytes) {
            return Ok(Kept { id: None, set_aside });
        }
        let records = open.pack.add(bytes, at, reason, words);
        open.append(&records.ok_or_else(|| Error::refused(path, "there is no memory for its version"))?)?;
        Ok(Kept { id: open.pack.versions.last().map(|version| version.id), set_aside })
    }

    /// The versions of a post, the newest first; none when there is no pack.
    ///
    /// # Errors
    /// As [`Store::bytes`], but for a version that is missing.
    pub fn versions(&self, root: &Path, path: &str) -> Result<Vec<Version>> {
        Ok(file::read(&self.pack_file(root, path))?.told())
    }

    /// The bytes that the file had in a version.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Refused`] when there is no such version, or the pack cannot be used.
    pub fn bytes(&self, root: &Path, path: &str, id: u32) -> Result<Vec<u8>> {
        let pack = file::read(&self.pack_file(root, path))?;
        pack.bytes(id).ok_or_else(|| Error::refused(path, "this version cannot be read any more"))
    }

    /// Whether the newest version has these bytes.
    ///
    /// # Errors
    /// As [`Store::versions`].
    pub fn is_newest(&self, root: &Path, path: &str, bytes: &[u8]) -> Result<bool> {
        Ok(file::read(&self.pack_file(root, path))?.ends_with(bytes))
    }
}

impl Pack {
    fn ends_with(&self, bytes: &[u8]) -> bool {
        let last = self.versions.last().and_then(|version| self.texts.get(version.text as usize));
        last.is_some_and(|text| text.hash == *blake3::hash(bytes).as_bytes())
    }

    fn bytes(&self, id: u32) -> Option<Vec<u8>> {
        let version = self.version(id)?;
        Reader::new(self).text(version.text).map(<[u8]>::to_vec)
    }
}

fn as_rfc3339<S: serde::Serializer>(
    at: &DateTime<FixedOffset>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(&at.to_rfc3339())
}
