//! An open post whose file another program changed.

use std::sync::Arc;

use crate::disk::{self, Revision};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::merge::lines::{self, Hunk};
use crate::merge::{self, Piece};
use crate::utf16;

use super::{OpenPost, Reload, header_end, legible, line_after};

/// What merging an open post with its file came to.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum MergeReply {
    /// The document holds the changes of both, and the next save replaces the file as it is now.
    Merged(Box<Merged>),
    /// Both changed the same lines. Nothing is changed; see [`OpenPost::resolve`].
    Conflict {
        /// The merged text with its conflicts, with LF line endings.
        pieces: Vec<Piece>,
        /// The file's text.
        theirs: String,
    },
    /// The file is gone. Nothing is changed.
    Deleted,
    /// The file is no text any more. Nothing is changed.
    Unreadable {
        /// Why, as a sentence.
        reason: String,
    },
}

/// A merged text taken over into an open post.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Merged {
    /// What the editor must change to hold the same text.
    pub reload: Reload,
    /// The lines that the writer's text did not have, in the order of the text; empty where lines
    /// are gone.
    pub foreign: Vec<Span>,
    /// How many lines came, went or are others.
    pub lines: u32,
    /// Whether the file lacks something of the text.
    pub unsaved: bool,
}

/// A stretch of a text, in UTF-16 code units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Span {
    /// Where it starts.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
}

/// The file as it was when its conflicts were shown.
#[derive(Debug)]
pub(super) struct Offer {
    version: u32,
    theirs: Document,
    bytes: Arc<Vec<u8>>,
}

impl OpenPost {
    /// Merges the text with what the file holds now, both changed from what the file had when it was
    /// last read or saved.
    ///
    /// # Errors
    /// [`Error::Refused`] when the post is read-only, and the errors of reading, except that the
    /// file is gone.
    pub fn merge(&mut self, version: u32) -> Result<MergeReply> {
        self.expect(version)?;
        self.refuse_read_only()?;
        let bytes = match disk::read(&self.file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(MergeReply::Deleted),
            Err(error) => return Err(error),
        };
        let (text, reason) = legible(&bytes, &self.file);
        if let Some(reason) = reason {
            return Ok(MergeReply::Unreadable { reason });
        }
        let theirs = Document::new(&text);
        let common = Document::new(&legible(&self.common, &self.file).0);
        let merge = merge::merge(common.text(), self.text(), theirs.text(), &self.conventions);
        if let Some(text) = merge.text() {
            return Ok(MergeReply::Merged(Box::new(self.take(&theirs, bytes.into(), &text)?)));
        }
        let reply = MergeReply::Conflict { pieces: merge.into_pieces(), theirs: theirs.text().to_owned() };
        self.outside.offer = Some(Offer { version, theirs, bytes: bytes.into() });
        Ok(reply)
    }

    /// Takes the text that the writer made of the conflicts of the last [`OpenPost::merge`]. The next
    /// save replaces the file as it was then; when it is another one by now, that save is refused,
    /// and the two can be merged again. With the file's bytes, when the text has not all of them.
    ///
    /// # Errors
    /// [`Error::Refused`] when nothing is to be resolved in this version of the text.
    pub fn resolve(&mut self, version: u32, text: &str) -> Result<(Merged, Option<Arc<Vec<u8>>>)> {
        self.expect(version)?;
        let Some(offer) = self.outside.offer.take_if(|offer| offer.version == version) else {
            return Err(Error::refused(&self.file, "the text is another one by now"));
        };
        let merged = self.take(&offer.theirs, Arc::clone(&offer.bytes), text)?;
        let lost = merged.unsaved.then_some(offer.bytes);
        Ok((merged, lost))
    }

    /// Makes `text` the document's, built from the file's so that lines which are the file's keep
    /// their bytes.
    fn take(&mut self, theirs: &Document, bytes: Arc<Vec<u8>>, text: &str) -> Result<Merged> {
        let mut document = theirs.clone();
        let to_merged = document.changes_to(text);
        document.apply(&to_merged, utf16::length(text)).map_err(|_| self.out_of_sync())?;
        let changes = self.document.changes_to(text);
        let hunks = lines::hunks(self.text(), text);
        let count =
            |hunk: &Hunk| line_count(&self.text()[hunk.old.clone()]).max(line_count(&text[hunk.new.clone()]));
        let lines = hunks.iter().map(count).sum();
        let unsaved = text != theirs.text();
        self.document.succeed(document);
        let reload = self.reloaded(changes);
        (self.revision, self.common, self.edited) = (Revision::of(&bytes), bytes, unsaved);
        self.saved_header = theirs.text()[..header_end(theirs.text(), &self.conventions)].to_owned();
        self.outside.settled();
        self.keep_in_place_of(None);
        Ok(Merged { reload, foreign: spans(text, &hunks), lines, unsaved })
    }
}

fn line_count(text: &str) -> u32 {
    line_after(text) + u32::from(!text.is_empty() && !text.ends_with('\n'))
}

/// The new sides of sorted hunks, in UTF-16 units.
fn spans(text: &str, hunks: &[Hunk]) -> Vec<Span> {
    let (mut byte, mut unit) = (0, 0);
    let mut reach = |to: usize| {
        unit += utf16::length(&text[byte..to]);
        byte = to;
        unit as u32
    };
    hunks.iter().map(|hunk| Span { from: reach(hunk.new.start), to: reach(hunk.new.end) }).collect()
}
