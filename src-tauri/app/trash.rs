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
        Ok(self.find(path).unwrap_or_else(|| Token(String::new())))
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
        let file = content(&item).ok_or_else(gone)?;
        tree::move_new(&file, &item.original_path())?;
        tree::remove(Path::new(&item.id))
    }

    pub fn find(path: &Path) -> Option<Token> {
        let mut found: Vec<TrashItem> = items()
            .into_iter()
            .filter(|item| item.original_path() == path && content(item).is_some())
            .collect();
        // The time in the trash is of whole seconds; its file's time is finer.
        found.sort_by_key(|item| Path::new(&item.id).metadata().and_then(|info| info.modified()).ok());
        Some(Token(found.pop()?.id.into_string().ok()?))
    }

    fn items() -> Vec<TrashItem> {
        trash::os_limited::list().unwrap_or_default()
    }

    /// `info/NAME.trashinfo` tells of `files/NAME`, says the Trash specification of freedesktop.org.
    fn content(item: &TrashItem) -> Option<PathBuf> {
        let info = Path::new(&item.id);
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

    pub fn find(_: &Path) -> Option<Token> {
        None
    }
}

#[cfg(all(test, target_os = "linux"))]
#[expect(clippy::disallowed_methods, reason = "tests play the writer's other programs")]
mod tests {
    use std::fs;
    use std::path::PathBuf;
    use std::process::Command;

    use galley_core::changes::{Plan, Step};

    use super::*;

    const FOLDER: &str = "GALLEY_TRASH_FOLDER";

    /// Runs in a process of its own, whose trash is in a folder of its own.
    #[test]
    fn a_removed_post_comes_back_from_the_trash_of_the_desktop() {
        let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
            let folder = tempfile::tempdir_in(env!("CARGO_MANIFEST_DIR").to_owned() + "/target").unwrap();
            let name = "trash::tests::a_removed_post_comes_back_from_the_trash_of_the_desktop";
            let run = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", name, "--nocapture"])
                .env(FOLDER, folder.path().canonicalize().unwrap())
                .env("XDG_DATA_HOME", folder.path().canonicalize().unwrap().join("data"))
                .status()
                .unwrap();
            assert!(run.success());
            return;
        };
        let (blog, journal) = (folder.join("blog"), folder.join("journal"));
        fs::create_dir_all(blog.join("bundle")).unwrap();
        for name in ["a.md", "it's 100%20 #1\n🎉.md", "bundle/index.md"] {
            fs::write(blog.join(name), name).unwrap();
        }
        for name in ["a.md", "it's 100%20 #1\n🎉.md", "bundle", "a.md"] {
            let steps = vec![Step::Remove { path: name.into() }];
            let undo = Plan { title: String::new(), steps }.apply(&blog, &journal, &SystemTrash).unwrap();
            assert!(!blog.join(name).exists());
            let redo = undo.apply(&blog, &journal, &SystemTrash).unwrap();
            assert!(blog.join(name).exists());
            let undo = redo.apply(&blog, &journal, &SystemTrash).unwrap();
            undo.apply(&blog, &journal, &SystemTrash).unwrap();
        }
        assert_eq!(fs::read_to_string(blog.join("a.md")).unwrap(), "a.md");
        assert_eq!(fs::read_to_string(blog.join("bundle/index.md")).unwrap(), "bundle/index.md");
        let left = fs::read_dir(folder.join("data/Trash/files")).unwrap().count();
        assert_eq!(left, 0, "nothing is left in the trash");
    }
}
