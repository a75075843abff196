//! A journal read back.

use std::path::PathBuf;

use super::Closing;
use super::coalesce::Coalescing;
use super::entry::{Entry, Whole, expand, past_of, path_of};
use crate::disk::records::Contents;
use crate::{Change, Document};

/// A post as it was when its journal ends.
#[derive(Debug, Clone)]
pub struct Remembered {
    /// Its file.
    pub file: PathBuf,
    /// The bytes of the file when it was last read or saved.
    pub common: Vec<u8>,
    /// The text that the undo history is of.
    pub start: Document,
    /// The undo history, in the editor's own form.
    pub history: Option<String>,
    /// UTF-16 offset of the caret in `start`.
    pub caret: u32,
    /// What was typed since.
    pub steps: Vec<Step>,
    /// The text at the end.
    pub document: Document,
    /// When the last change was made, in milliseconds since 1970.
    pub at: i64,
    /// How the post was closed, if it was.
    pub closed: Option<Closing>,
    /// The journal's file, when it is that of an open post: [`super::Snapshot::replaces`].
    pub source: Option<PathBuf>,
}

/// One step of typing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Step {
    /// When it was made, in milliseconds since 1970.
    // A number of this size is exact in TypeScript.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub at: i64,
    /// What it changed.
    pub changes: Vec<Change>,
}

impl Remembered {
    /// Whether no file had the text.
    pub fn is_unsaved(&self) -> bool {
        self.document.to_file().as_bytes() != self.common
    }

    /// What the records say; `None` when there is no whole text among them.
    ///
    /// A record that makes no sense ends the reading: what comes before it is true.
    pub(super) fn of(contents: &Contents) -> Option<Remembered> {
        let quick = read(contents, false);
        // Quick reading learns late that a change does not fit.
        quick.or_else(|| read(contents, true))
    }
}

fn read(contents: &Contents, carefully: bool) -> Option<Remembered> {
    let mut reading: Option<Reading> = None;
    for body in contents.bodies() {
        let Some(entry) = Entry::of(body) else { break };
        let taken = match entry {
            Entry::Whole(whole) => Reading::new(whole).map(|next| reading = Some(next)),
            other => reading.as_mut().and_then(|reading| reading.take(other, carefully)),
        };
        if taken.is_none() {
            break;
        }
    }
    reading?.finish()
}

struct Reading {
    file: Vec<u8>,
    common: Vec<u8>,
    start: Document,
    history: Option<String>,
    caret: u32,
    steps: Vec<Step>,
    text: Coalescing,
    at: i64,
    closed: Option<Closing>,
}

impl Reading {
    fn new(whole: Whole) -> Option<Reading> {
        let Whole { at, file, common, unsaved, caret, history } = whole.expanded()?;
        let start = Document::new(std::str::from_utf8(unsaved.as_ref().unwrap_or(&common)).ok()?);
        let text = Coalescing::new(start.clone());
        Some(Reading { file, common, start, history, caret, steps: Vec::new(), text, at, closed: None })
    }

    fn take(&mut self, entry: Entry, carefully: bool) -> Option<()> {
        self.closed = None;
        match entry {
            Entry::Whole(_) => {}
            Entry::Edit { at, changes } => {
                self.text.push(&changes).ok()?;
                if carefully {
                    self.text.document().ok()?;
                }
                self.at = at;
                self.steps.push(Step { at, changes });
            }
            Entry::Undo { caret, history } => {
                self.start = self.text.document().ok()?.clone();
                self.steps.clear();
                (self.caret, self.history) = (caret, Some(history));
            }
            Entry::Saved => self.common = self.text.document().ok()?.to_file().into_bytes(),
            Entry::Read { common } => self.common = expand(&common)?,
            Entry::Moved { file } => self.file = file,
            Entry::Closed(how) => self.closed = Some(how),
            Entry::Past(bytes) => {
                // Without it line endings of earlier texts are lost, and no text.
                if let Some(past) = past_of(&bytes) {
                    let document = self.text.document().ok()?.clone();
                    self.text = Coalescing::new(document.with_past(past));
                }
            }
        }
        Some(())
    }

    fn finish(self) -> Option<Remembered> {
        let Reading { file, common, start, history, caret, steps, text, at, closed } = self;
        let document = text.into_document().ok()?;
        let file = path_of(file);
        Some(Remembered { file, common, start, history, caret, steps, document, at, closed, source: None })
    }
}
