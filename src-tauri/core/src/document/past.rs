//! What a document remembers of the texts that it had, so that another process goes on as this one.

use serde::{Deserialize, Serialize};

use super::endings::{Ending, Lines, Removed};
use super::{Document, Forms};

/// The line endings and BOMs of earlier texts and passages of a document: what its bytes do not tell.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Past {
    forms: Forms,
    removed: Vec<Removed>,
    /// How the lines end, where a reader of the file would take them for others: in a text of one line the
    /// ending of the next is not to be seen.
    lines: Option<Lines>,
}

impl Document {
    /// What is remembered; `None` when that is nothing, as of almost every post.
    pub fn past(&self) -> Option<Past> {
        let (forms, removed) = (self.forms.clone(), self.endings.removed().to_vec());
        let lines = match self.endings.lines() {
            Lines::Alike(Ending::Lf) => None,
            Lines::Alike(_) if self.text.contains('\n') => None,
            lines => Some(lines.clone()),
        };
        let is_something = !forms.is_empty() || !removed.is_empty() || lines.is_some();
        is_something.then_some(Past { forms, removed, lines })
    }

    /// The same text with the past of the one that it was.
    #[must_use]
    pub fn with_past(mut self, past: Past) -> Document {
        self.forms = past.forms;
        self.endings.set_removed(past.removed);
        if let Some(lines) = past.lines.filter(|lines| lines.fit(&self.text)) {
            self.endings.set_lines(lines);
        }
        self
    }
}
