//! The system's trash, for the core's plans of changes.
//!
//! The library puts things in and lists them. On Linux taking out is our own: the library's makes an
//! empty file in the old place before it renames, which a crash would leave as the writer's post.

use std::path::Path;

use galley_core::changes::{Bin, Token};
use galley_core::{Error, Result};

/// The trash of the writer's desktop.
#[derive(Debug)]
pub struct SystemTrash;

impl Bin for SystemTrash {
    fn put(&self, path: &Path) -> Result<Token> {
        trash::delete(path).map_err(|error| {
            Error::refused(path, format!("the system's trash does not take it: {}", explain(&error)))
        })?;
        // Without a token it is in the trash all the same, and `find` may know it later.
        let Some(token) = self.find(path) else { return Ok(Token(String::new())) };
        platform::confirm(&token)?;
        Ok(token)
    }

    fn restore(&self, token: &Token) -> Result<()> {
        platform::restore(token)
    }

    fn find(&self, path: &Path) -> Option<Token> {
        platform::find(path)
    }
}

fn explain(error: &trash::Error) -> String {
    match error {
        #[cfg(target_os = "linux")]
        trash::Error::FileSystem { source, .. } => source.to_string(),
        trash::Error::Os { description, .. } | trash::Error::Unknown { description } => description.clone(),
        other => other.to_string(),
    }
}

#[cfg(target_os = "linux")]
mod platform {
    use std::ffi::OsStr;
    use std::path::{Path, PathBuf};

    use galley_core::changes::Token;
    use galley_core::disk::tree;
    use galley_core::{Error, Result};
    use trash::TrashItem;

    /// A token is the path of the item's `.trashinfo` file.
    pub fn restore(token: &Token) -> Result<()> {
        let gone = || Error::refused(&token.0, "it is not in the trash any more");
        let item = items().into_iter().find(|item| item.id == OsStr::new(&token.0)).ok_or_else(gone)?;
        let file = content(Path::new(&item.id)).ok_or_else(gone)?;
        tree::move_new(&file, &item.original_path())?;
        tree::remove(Path::new(&item.id))
    }

    /// Makes it last: the library syncs nothing. The post may be a copy there, from another disk, and
    /// without the `.trashinfo` nobody finds it again.
    pub fn confirm(token: &Token) -> Result<()> {
        let info = Path::new(&token.0);
        let Some(content) = content(info) else { return Ok(()) };
        for placed in [content.as_path(), info] {
            tree::sync_whole(placed)?;
            tree::sync_entry(placed)?;
        }
        // The library makes the trash where there was none.
        info.ancestors().skip(1).take(2).try_for_each(tree::sync_entry)
    }

    pub fn find(path: &Path) -> Option<Token> {
        let mut found: Vec<TrashItem> = items()
            .into_iter()
            .filter(|item| item.original_path() == path && content(Path::new(&item.id)).is_some())
            .collect();
        // The time in the trash is of whole seconds; its file's time is finer.
        found.sort_by_key(|item| Path::new(&item.id).metadata().and_then(|info| info.modified()).ok());
        Some(Token(found.pop()?.id.into_string().ok()?))
    }

    fn items() -> Vec<TrashItem> {
        trash::os_limited::list().unwrap_or_default()
    }

    /// `info/NAME.trashinfo` tells of `files/NAME`, says the Trash specification of freedesktop.org.
    fn content(info: &Path) -> Option<PathBuf> {
        let file = info.parent()?.parent()?.join("files").join(info.file_stem()?);
        file.symlink_metadata().is_ok().then_some(file)
    }
}

#[cfg(target_os = "windows")]
mod platform {
    use std::ffi::OsStr;
    use std::path::Path;

    use galley_core::changes::Token;
    use galley_core::{Error, Result};

    pub fn restore(token: &Token) -> Result<()> {
        let items = trash::os_limited::list().unwrap_or_default();
        let item = items
            .into_iter()
            .find(|item| item.id == OsStr::new(&token.0))
            .ok_or_else(|| Error::refused(&token.0, "it is not in the recycle bin any more"))?;
        let path = item.original_path();
        trash::os_limited::restore_all([item])
            .map_err(|error| Error::refused(path, format!("it stays in the recycle bin: {error}")))
    }

    /// The system keeps its recycle bin itself.
    pub fn confirm(_: &Token) -> Result<()> {
        Ok(())
    }

    pub fn find(path: &Path) -> Option<Token> {
        let items = trash::os_limited::list().ok()?.into_iter().filter(|item| item.original_path() == path);
        Some(Token(items.max_by_key(|item| item.time_deleted)?.id.into_string().ok()?))
    }
}

#[cfg(target_os = "macos")]
mod platform {
    use std::path::Path;

    use galley_core::changes::Token;
    use galley_core::{Error, Result};

    pub fn restore(token: &Token) -> Result<()> {
        Err(Error::refused(&token.0, "macOS lets only Finder take something out of the Trash: Put Back"))
    }

    /// The system keeps its Trash itself.
    pub fn confirm(_: &Token) -> Result<()> {
        Ok(())
    }

    pub fn find(_: &Path) -> Option<Token> {
        None
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests;
