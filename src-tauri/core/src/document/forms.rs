//! Whole texts that a document had, each with the BOM and the line endings that it had then.
//!
//! Changes of the text say nothing of either. When they lead to a text that was there before, as an undo
//! does, it is these bytes again.

use serde::{Deserialize, Serialize};

use super::endings::Lines;

/// The most texts that are remembered.
const REMEMBERED: usize = 16;

/// The texts, the last one that was remembered at the end.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Forms(Vec<Form>);

/// One text and how its file was written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Form {
    length: usize,
    hash: [u8; 32],
    pub bom: bool,
    pub lines: Lines,
}

impl Forms {
    /// Remembers how a text is written, in place of how the same text was written before.
    pub(super) fn remember(&mut self, text: &str, bom: bool, lines: &Lines) {
        let (length, hash) = (text.len(), *blake3::hash(text.as_bytes()).as_bytes());
        self.0.retain(|form| form.hash != hash);
        if self.0.len() == REMEMBERED {
            self.0.remove(0);
        }
        self.0.push(Form { length, hash, bom, lines: lines.clone() });
    }

    /// How a text was written.
    pub(super) fn of(&self, text: &str) -> Option<&Form> {
        // Most texts need no hash.
        let mut alike = self.0.iter().filter(|form| form.length == text.len()).peekable();
        alike.peek()?;
        let hash = *blake3::hash(text.as_bytes()).as_bytes();
        alike.find(|form| form.hash == hash && form.lines.fit(text))
    }

    /// Whether none is remembered.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
