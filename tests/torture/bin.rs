//! A trash that is a folder: each thing in it is named by its number and the place that it was at.

use std::fs;
use std::path::{Path, PathBuf};

use galley_core::changes::{Bin, Token};
use galley_core::disk::tree;
use galley_core::{Error, Result};

/// The trash in a folder.
pub struct FolderBin {
    folder: PathBuf,
}

impl FolderBin {
    pub fn new(folder: &Path) -> FolderBin {
        FolderBin { folder: folder.to_path_buf() }
    }

    /// Where something that is put into it now would be.
    pub fn next(&self, path: &Path) -> PathBuf {
        let number = self.items().last().map_or(1, |(last, ..)| last + 1);
        self.folder.join(format!("{number}-{}", path.display().to_string().replace('/', "|")))
    }

    /// What is in it, the oldest first: its number, where it was, and where it is.
    pub fn items(&self) -> Vec<(u64, PathBuf, PathBuf)> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let item = |path: PathBuf| {
            let (number, from) = path.file_name()?.to_str()?.split_once('-')?;
            Some((number.parse().ok()?, PathBuf::from(from.replace('|', "/")), path.clone()))
        };
        let mut items: Vec<_> = entries.filter_map(|entry| item(entry.path())).collect();
        items.sort();
        items
    }
}

impl Bin for FolderBin {
    fn put(&self, path: &Path) -> Result<Token> {
        let to = self.next(path);
        tree::move_new(path, &to)?;
        Ok(Token(to.file_name().unwrap_or_default().to_string_lossy().into_owned()))
    }

    fn restore(&self, token: &Token) -> Result<()> {
        let items = self.items();
        let item = items.iter().find(|(.., at)| at.ends_with(&token.0));
        let (_, from, at) = item.ok_or_else(|| Error::refused(&token.0, "it is not in the trash"))?;
        tree::move_new(at, from)
    }

    fn find(&self, path: &Path) -> Option<Token> {
        let (.., at) = self.items().into_iter().rfind(|(_, from, _)| from == path)?;
        Some(Token(at.file_name()?.to_str()?.to_owned()))
    }
}
