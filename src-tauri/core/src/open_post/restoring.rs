//! An open post and the text that it had in an earlier version.

use super::legible::not_utf8;
use super::{OpenPost, Reload};
use crate::diff;
use crate::document::{Change, Document};
use crate::error::Result;

impl OpenPost {
    /// Makes the text that of these bytes, which a version of the post had: a save writes them, and an
    /// undo in the editor brings back those of the text as it was.
    ///
    /// # Errors
    /// [`crate::Error::NotUtf8`], and [`crate::Error::Refused`] when the post is read-only: the text
    /// stays as it is then.
    pub fn restore(&mut self, version: u32, bytes: &[u8]) -> Result<Reload> {
        self.expect(version)?;
        self.refuse_read_only()?;
        let text = std::str::from_utf8(bytes).map_err(|_| not_utf8(bytes, &self.file))?;
        let restored = Document::new(text);
        let changes = diff::changes(self.text(), restored.text());
        let told = self.succeed(restored, &changes);
        self.edited = bytes[..] != self.common[..];
        self.keep_succession(told, &changes);
        Ok(self.reloaded(changes))
    }

    /// The document is another one from now on. Whether `changes` tell all of what that did to the bytes.
    pub(super) fn succeed(&mut self, next: Document, changes: &[Change]) -> bool {
        self.begin_journal();
        let mut changed = self.document.clone();
        let fits = changed.apply(changes, next.utf16_length()).is_ok();
        let told =
            fits && !changed.has_recalled() && changed.text() == next.text() && changed.is_written_as(&next);
        self.document.succeed(next);
        told
    }

    /// Keeps that the document is another one.
    pub(super) fn keep_succession(&mut self, told: bool, changes: &[Change]) {
        if told {
            let Some(keeper) = self.keeper_begun() else { return };
            keeper.edit(changes);
            self.document.past().inspect(|past| keeper.past(past));
        } else {
            self.keep_anew();
        }
    }

    /// What the editor is told of a document that is another one.
    pub(super) fn reloaded(&mut self, changes: Vec<Change>) -> Reload {
        let reply = self.changed(true, None);
        Reload {
            version: reply.version,
            changes,
            header: self.header.clone(),
            preview: reply.preview.unwrap_or_default(),
            words: reply.words,
        }
    }
}
