//! What the versions take up, and how that stays in bounds.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use super::file::{self, Open};
use super::{Store, thin};
use crate::disk::{self, records, tree};
use crate::error::Result;

/// What a store may take up unless the writer chose otherwise, in bytes.
pub const DEFAULT_CAP: u64 = 1 << 30;

impl Store {
    /// Thins the versions of a post by their age: all of the last 24 hours, one an hour of the week
    /// before, one a day of the time before that. How many went.
    ///
    /// # Errors
    /// As [`Store::keep`].
    pub fn thin(&self, root: &Path, path: &str, now: DateTime<FixedOffset>) -> Result<usize> {
        let file = self.pack_file(root, path);
        // Most packs have nothing to lose, which is seen without a lock.
        let pack = file::read(&file)?;
        if thin::kept(&pack.versions, now).iter().all(|kept| *kept) {
            return Ok(0);
        }
        let mut open = Open::of(&file, root, path)?;
        let kept = thin::kept(&open.pack.versions, now);
        shrink(&mut open, &kept)
    }

    /// Brings the store down to `cap` bytes: the largest packs lose the older half of what may go, again
    /// and again. A post's newest version stays, and what was lost in a merge stays for a month. Bytes
    /// that the packs take up afterwards.
    ///
    /// # Errors
    /// As [`Store::keep`].
    pub fn fit(&self, cap: u64, now: DateTime<FixedOffset>) -> Result<u64> {
        let mut packs: Vec<(PathBuf, u64)> =
            folders_in(&self.folder).iter().flat_map(|folder| packs_in(folder)).collect();
        let mut total: u64 = packs.iter().map(|(_, size)| size).sum();
        while total > cap {
            packs.sort_by_key(|(_, size)| *size);
            let Some((file, size)) = packs.pop() else { break };
            let pack = file::read(&file).unwrap_or_default();
            if thin::newer_half(&pack.versions, now).iter().all(|kept| *kept) {
                continue;
            }
            let mut open = Open::of(&file, Path::new(&pack.root), &pack.path)?;
            let kept = thin::newer_half(&open.pack.versions, now);
            if shrink(&mut open, &kept)? > 0 {
                let after = open.records.size();
                total = (total + after).saturating_sub(size);
                packs.push((file, after));
            }
        }
        Ok(total)
    }

    /// Bytes that the store takes up, with what was set aside.
    pub fn size(&self) -> u64 {
        let files = folders_in(&self.folder).into_iter().flat_map(|folder| entries(&folder));
        files.filter_map(|file| file.metadata().ok()).map(|metadata| metadata.len()).sum()
    }

    /// Forgets every version of a post, also those in packs that were set aside.
    ///
    /// # Errors
    /// [`crate::Error::Io`] when its pack cannot be removed.
    pub fn forget(&self, root: &Path, path: &str) -> Result<()> {
        let file = self.pack_file(root, path);
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let aside = disk::set_aside_before(&self.blog_folder(root), &name);
        let mut all = file.exists().then(|| file.clone()).into_iter().chain(aside);
        all.try_for_each(|file| records::remove(&file))
    }

    /// Forgets every version of every post.
    ///
    /// # Errors
    /// [`crate::Error::Io`] when something cannot be removed.
    pub fn clear(&self) -> Result<()> {
        tree::remove(&self.folder)
    }
}

/// How many versions went; none when a text that shall stay cannot be read.
fn shrink(open: &mut Open, kept: &[bool]) -> Result<usize> {
    let Some(smaller) = open.pack.with(kept) else { return Ok(0) };
    let gone = open.pack.versions.len() - smaller.versions.len();
    open.pack = smaller;
    open.rewrite()?;
    Ok(gone)
}

/// The packs in the folder of a blog, each with its size in bytes.
pub(super) fn packs_in(folder: &Path) -> Vec<(PathBuf, u64)> {
    let packs =
        entries(folder).into_iter().filter(|file| file.extension().is_some_and(|name| name == "pack"));
    packs.filter_map(|file| file.metadata().ok().map(|metadata| (file, metadata.len()))).collect()
}

fn folders_in(folder: &Path) -> Vec<PathBuf> {
    entries(folder).into_iter().filter(|entry| entry.is_dir()).collect()
}

/// What is in a folder, in the order of the names; nothing when it cannot be read.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    entries.sort();
    entries
}
