//! What is kept of the writer's texts outside the blog: where, how much, of which posts.

use std::path::PathBuf;

use galley_core::{BlogChanges, Memory};
use tauri::AppHandle;

use crate::host::Host;
use crate::report::tell;
use crate::versions::{Place, Versions};
use crate::wire::{KeptTexts, Reply};

/// Posts that are excluded stay so at their new places. What they were moved by is done, so a failure is
/// told beside it.
pub fn keep_excluded(app: &AppHandle, memory: &Memory, moves: &[(PathBuf, PathBuf)]) {
    if let Err(error) = memory.move_excluded(moves) {
        tell(app, BlogChanges::default(), Some(error));
    }
}

impl Host {
    /// Where texts are kept and how much that is, and whether anything is kept of an open post.
    pub fn kept_texts(&self, versions: &Versions, doc: Option<u32>) -> Reply<KeptTexts> {
        let file = doc.map(|doc| self.with_post(doc, |post| Ok(post.file().to_path_buf()))).transpose()?;
        let folder = |folder: &std::path::Path| folder.to_string_lossy().into_owned();
        Ok(KeptTexts {
            journal: folder(self.keeping.folder()),
            journal_bytes: self.keeping.size(),
            versions: folder(versions.store().folder()),
            versions_bytes: versions.store().size(),
            excluded: file.map(|file| self.memory().is_excluded(&file)),
        })
    }

    /// Removes every version and the undo histories of posts that are closed. Text that no file has stays.
    pub fn clear_kept(&self, versions: &Versions) -> Reply<()> {
        self.keeping.prune(0);
        Ok(versions.clear()?)
    }

    /// Keeps nothing of an open post any more, and removes what was kept of it; or keeps it again.
    pub fn exclude(&self, versions: &Versions, doc: u32, on: bool) -> Reply<()> {
        let file = self.with_post(doc, |post| Ok(post.file().to_path_buf()))?;
        self.memory().save_excluded(&file, on)?;
        let place = self.with_blog(|blog| {
            let path = file.strip_prefix(blog.root()).unwrap_or(&file).to_string_lossy().into_owned();
            Ok(Place { root: blog.root().to_path_buf(), path })
        })?;
        if !on {
            self.with_post(doc, |post| {
                post.keep_in(&self.keeping);
                Ok(())
            })?;
            versions.opened(doc, place);
            return Ok(());
        }
        versions.closed(doc);
        versions.flush();
        versions.store().forget(&place.root, &place.path)?;
        self.with_post(doc, |post| {
            post.discard();
            Ok(())
        })?;
        self.keeping.flush();
        Ok(self.keeping.forget(&file)?)
    }
}
