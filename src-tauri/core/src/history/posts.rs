//! Posts that get another place, and posts that are gone.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::file::{self, Open};
use super::pack::Pack;
use super::{Reason, Store, as_rfc3339};
use crate::Generator;
use crate::disk::records::Records;
use crate::disk::tree;
use crate::error::{Error, Result};
use crate::front_matter;
use crate::post::PostSummary;

/// A post that had versions and has no file any more.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DeletedPost {
    /// What the store calls its pack.
    pub pack: String,
    /// Where it was.
    pub path: String,
    /// The title in its newest version.
    pub title: Option<String>,
    /// When its newest version was kept, as RFC 3339 writes it.
    #[serde(serialize_with = "as_rfc3339")]
    #[cfg_attr(feature = "specta", specta(type = String))]
    pub at: DateTime<FixedOffset>,
    /// Whether Galley deleted it; otherwise it vanished by another program.
    pub here: bool,
    /// Words in its newest version.
    pub words: u32,
    /// How many versions there are.
    pub versions: u32,
}

impl Store {
    /// What was at `from` is at `to` now: a post, or a folder with all that is in it. A pack that was at
    /// the new place is kept as that of a deleted post.
    ///
    /// # Errors
    /// As [`Store::keep`].
    pub fn moved(&self, root: &Path, from: &str, to: &str) -> Result<()> {
        if self.pack_file(root, from).exists() {
            return self.move_pack(&self.pack_file(root, from), root, to);
        }
        for (file, path) in self.packs(root) {
            let below = path.strip_prefix(from).and_then(|rest| rest.strip_prefix('/'));
            if let Some(below) = below.filter(|_| !is_former(&file)) {
                self.move_pack(&file, root, &format!("{to}/{below}"))?;
            }
        }
        Ok(())
    }

    /// Looks for the pack of a post that has none and these bytes: one of a post of the blog that is not
    /// there any more, and ended with the same. It was renamed outside, then. Whether there was one.
    ///
    /// # Errors
    /// As [`Store::keep`].
    pub fn adopt(
        &self,
        root: &Path,
        path: &str,
        bytes: &[u8],
        is_there: &dyn Fn(&str) -> bool,
    ) -> Result<bool> {
        if self.pack_file(root, path).exists() {
            return Ok(false);
        }
        for (file, was) in self.packs(root) {
            // One that says it is this post's was on its way here when its move was interrupted.
            if (was == path || !is_there(&was))
                && !is_former(&file)
                && file::read(&file).is_ok_and(|pack| pack.ends_with(bytes))
            {
                self.move_pack(&file, root, path)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The posts of a blog that have versions and no file, the last one that vanished first.
    pub fn deleted(
        &self,
        root: &Path,
        generator: Generator,
        is_there: &dyn Fn(&str) -> bool,
    ) -> Vec<DeletedPost> {
        let packs = self.packs(root).into_iter();
        let gone = packs.filter(|(file, path)| is_former(file) || !is_there(path));
        let told = gone.filter_map(|(file, _)| deleted(&file::read(&file).ok()?, &file, generator));
        let mut told: Vec<DeletedPost> = told.collect();
        told.sort_by_key(|post| std::cmp::Reverse(post.at));
        told
    }

    /// The path and the newest bytes of a deleted post.
    ///
    /// # Errors
    /// [`Error::Refused`] when there is no such pack, or its newest version cannot be read.
    pub fn deleted_bytes(&self, root: &Path, pack: &str) -> Result<(String, Vec<u8>)> {
        let read = file::read(&self.named(root, pack)?)?;
        let newest = read.versions.last().and_then(|version| read.bytes(version.id));
        newest.map(|bytes| (read.path, bytes)).ok_or_else(|| unknown(pack))
    }

    /// A deleted post is at `path` again.
    ///
    /// # Errors
    /// As [`Store::keep`].
    pub fn brought_back(&self, root: &Path, pack: &str, path: &str) -> Result<()> {
        let file = self.named(root, pack)?;
        if file == self.pack_file(root, path) { Ok(()) } else { self.move_pack(&file, root, path) }
    }

    fn named(&self, root: &Path, pack: &str) -> Result<PathBuf> {
        let is_name = pack.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
        let file = self.blog_folder(root).join(format!("{pack}.pack"));
        if is_name && file.is_file() { Ok(file) } else { Err(unknown(pack)) }
    }

    /// Gives a pack to the post at a path. Killed in between, the pack says where it belongs before its
    /// file is found there, and [`Store::adopt`] finds it.
    fn move_pack(&self, from: &Path, root: &Path, path: &str) -> Result<()> {
        let to = self.pack_file(root, path);
        let mut open = Open::of(from, root, path)?;
        if to.exists() {
            let stem = to.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let free = (1..u32::MAX).map(|number| to.with_file_name(format!("{stem}-{number}.pack")));
            let former =
                free.into_iter().find(|file| !file.exists()).unwrap_or_else(|| to.with_extension("old"));
            tree::move_new(&to, &former)?;
        }
        open.rewrite()?;
        open.records.rename(&to)
    }

    /// The packs of a blog that can be used, each with the path that it is of.
    fn packs(&self, root: &Path) -> Vec<(PathBuf, String)> {
        let files = super::size::packs_in(&self.blog_folder(root)).into_iter();
        let placed = files.filter_map(|(file, _)| {
            let first = Records::first(&file, file::FORMAT).ok()??;
            Some((file, Pack::place(&first)?.1))
        });
        placed.collect()
    }
}

/// Whether a pack was that of an earlier post at a path that another post came to.
fn is_former(file: &Path) -> bool {
    file.file_stem().is_some_and(|stem| stem.to_string_lossy().contains('-'))
}

fn deleted(pack: &Pack, file: &Path, generator: Generator) -> Option<DeletedPost> {
    let newest = pack.versions.last()?;
    let bytes = pack.bytes(newest.id).unwrap_or_default();
    let header = front_matter::read(&String::from_utf8_lossy(&bytes), generator);
    Some(DeletedPost {
        pack: file.file_stem()?.to_string_lossy().into_owned(),
        path: pack.path.clone(),
        title: PostSummary::of(&pack.path, &header).title,
        at: newest.moment()?,
        here: newest.reason == Reason::Deleted,
        words: newest.words,
        versions: pack.versions.len() as u32,
    })
}

fn unknown(pack: &str) -> Error {
    Error::refused(pack, "there is no deleted post of this name")
}
