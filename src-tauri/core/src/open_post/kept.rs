//! An open post and what is kept of it outside the blog: its changes and its undo history.

use std::path::{Path, PathBuf};

use super::OpenPost;
use crate::disk::Revision;
use crate::document::Change;
use crate::error::{ErrorKind, Result};
use crate::front_matter::Conventions;
use crate::journal::{Closing, Journal, Keeper, Remembered, Snapshot, Step, Trouble};
use crate::markdown::RenderContext;

/// What the editor needs to go on where it was: it begins with `start` and its history, makes the
/// steps, then the changes, and has the post's text.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Resumed {
    /// The text that `history` is of.
    pub start: String,
    /// The undo history, in the editor's own form.
    pub history: Option<String>,
    /// UTF-16 offset of the caret in `start`.
    pub caret: u32,
    /// What was typed since.
    pub steps: Vec<Step>,
    /// What another program changed in the file since.
    pub changes: Vec<Change>,
    /// Whether the text is one that the file does not have.
    pub unsaved: bool,
    /// When the text was typed, in milliseconds since 1970, when the writer must decide about it: it was
    /// left by a crash or a save that failed.
    // A number of this size is exact in TypeScript.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub recovered: Option<i64>,
}

/// A post that was opened with a journal.
#[derive(Debug)]
pub struct Kept {
    /// The post.
    pub post: OpenPost,
    /// What the editor needs to go on; `None` when nothing is known from before.
    pub resumed: Option<Resumed>,
    /// A journal that was set aside, as it could not be read.
    pub trouble: Option<Trouble>,
}

impl OpenPost {
    /// Opens the file of a post as [`OpenPost::open`] does, with what the journal has of it, and keeps
    /// its changes there from now on. A file that is gone, or is no text any more, opens too when the
    /// journal has unsaved text.
    ///
    /// # Errors
    /// [`crate::Error::Io`] when the file cannot be read.
    pub fn open_kept(
        file: &Path,
        context: RenderContext,
        conventions: Conventions,
        journal: &Journal,
    ) -> Result<Kept> {
        let (remembered, trouble) = journal.recall(file);
        let unsaved = remembered.as_ref().filter(|left| left.is_unsaved());
        let (bytes, is_there) = match (crate::disk::read(file), unsaved) {
            // No text can be made of the file; the first save finds out that it is another.
            (Ok(bytes), Some(left)) if std::str::from_utf8(&bytes).is_err() => (left.common.clone(), false),
            (Ok(bytes), _) => (bytes, true),
            (Err(error), Some(left)) if error.kind() == ErrorKind::NotFound => (left.common.clone(), false),
            (Err(error), _) => return Err(error),
        };
        let mut post = OpenPost::of(file, bytes, context, conventions);
        post.keep_in(journal);
        let resumed = match remembered {
            Some(remembered) if post.read_only.is_none() => post.resume(remembered, is_there),
            _ => None,
        };
        Ok(Kept { post, resumed, trouble })
    }

    /// Keeps changes in this journal from now on.
    pub fn keep_in(&mut self, journal: &Journal) {
        if self.read_only.is_none() {
            self.keeper = journal.keeper();
        }
    }

    /// Keeps the editor's undo history at this version of the text.
    ///
    /// # Errors
    /// [`crate::Error::OutOfSync`].
    pub fn remember(&mut self, version: u32, caret: u32, history: String) -> Result<()> {
        self.expect(version)?;
        match self.keeper_begun() {
            Some(keeper) if !keeper.is_long() => keeper.remember(caret, history.clone()),
            _ => {}
        }
        self.history = Some((caret, history));
        self.keeper_begun()
            .filter(|keeper| keeper.is_long())
            .inspect(|keeper| keeper.snapshot(self.snapshot()));
        Ok(())
    }

    /// Ends what is kept of the post: it comes back when it is opened again.
    pub fn close(&mut self) {
        let how = match (self.edited, self.save_failed) {
            (false, _) => Closing::Saved,
            (true, false) => Closing::Unsaved,
            (true, true) => Closing::Failed,
        };
        if let Some(keeper) = self.keeper.take().filter(Keeper::has_begun) {
            keeper.close(how);
        }
    }

    /// Ends it, and forgets the text.
    pub fn discard(&mut self) {
        if let Some(keeper) = self.keeper.take().filter(Keeper::has_begun) {
            keeper.discard();
        }
    }

    /// The text as it would be saved.
    pub fn file_text(&self) -> String {
        self.document.to_file()
    }

    /// Whether there may be text that the file does not have.
    pub fn is_edited(&self) -> bool {
        self.edited
    }

    fn resume(&mut self, remembered: Remembered, is_there: bool) -> Option<Resumed> {
        let unsaved = remembered.is_unsaved();
        let Remembered { common, start, history, caret, steps, document, at, closed, source, .. } =
            remembered;
        let is_saved = is_there && document.to_file().as_bytes() == *self.common;
        if is_saved || !unsaved {
            // What differs is what another program wrote meanwhile.
            let changes: Vec<_> = document.change_to(&self.document).into_iter().collect();
            let read = std::mem::replace(&mut self.document, document);
            if self.document.to_file().as_bytes() != *self.common {
                self.document.succeed(read);
            }
            if steps.is_empty() && changes.is_empty() {
                self.history = history.clone().map(|history| (caret, history));
            }
            if source.is_some() {
                self.keep_in_place_of(source);
            }
            let start = start.text().to_owned();
            return Some(Resumed { start, history, caret, steps, changes, unsaved: false, recovered: None });
        }
        self.document = document;
        // When the file is another by now, the first save finds out, and both are merged.
        self.revision = Revision::of(&common);
        self.common = common.into();
        self.edited = true;
        self.save_failed = closed == Some(Closing::Failed);
        self.changed(false, None);
        self.version = 0;
        if steps.is_empty() {
            self.history = history.clone().map(|history| (caret, history));
        }
        self.keep_in_place_of(source);
        let asks = !matches!(closed, Some(Closing::Unsaved | Closing::Saved));
        let (start, changes) = (start.text().to_owned(), Vec::new());
        let recovered = asks.then_some(at);
        Some(Resumed { start, history, caret, steps, changes, unsaved: true, recovered })
    }

    /// Begins the journal anew, in place of another one when the text came from that.
    pub(super) fn keep_in_place_of(&self, source: Option<PathBuf>) {
        if let Some(keeper) = &self.keeper {
            keeper.snapshot(Snapshot { replaces: source, ..self.snapshot() });
        }
    }

    /// Begins the journal, before a change, when it has not begun or its disk failed.
    pub(super) fn begin_journal(&self) {
        if let Some(keeper) = self.keeper.as_ref().filter(|keeper| !keeper.has_begun()) {
            keeper.snapshot(self.snapshot());
        }
    }

    /// Keeps a change that the document has just taken.
    pub(super) fn keep_change(&mut self, changes: &[Change]) {
        if self.document.has_recalled() {
            self.keep_anew();
        } else {
            self.keeper_begun().inspect(|keeper| keeper.edit(changes));
        }
    }

    /// Keeps the document as a whole: its bytes are not those that changes would make of the ones before.
    pub(super) fn keep_anew(&mut self) {
        self.history = None;
        self.keeper_begun().inspect(|keeper| keeper.snapshot(self.snapshot()));
    }

    pub(super) fn keeper_begun(&self) -> Option<&Keeper> {
        self.keeper.as_ref().filter(|keeper| keeper.has_begun())
    }

    fn snapshot(&self) -> Snapshot {
        Snapshot {
            file: self.file.clone(),
            common: self.common.clone(),
            unsaved: self.edited.then(|| self.document.to_file().into_bytes()),
            past: self.document.past(),
            caret: self.history.as_ref().map_or(0, |(caret, _)| *caret),
            history: self.history.as_ref().map(|(_, history)| history.clone()),
            replaces: None,
        }
    }
}
