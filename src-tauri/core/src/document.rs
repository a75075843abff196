//! The text of an open post: LF inside, every line's own ending and the BOM outside.

use std::ops::Range;

use crate::markdown::Replaced;
use crate::merge::lines::{self, Hunk};
use crate::utf16;

mod endings;
mod forms;
mod past;

use endings::{Endings, Lines};
use forms::Forms;
pub use past::Past;

/// One replacement in a document, as it crosses to the window.
///
/// Offsets are UTF-16 code units into the document before the change it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Change {
    /// Where the replaced text starts.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// What stands there afterwards, with LF line endings.
    pub insert: String,
}

/// A document's text and what it takes to give back the bytes of the lines that were not edited.
#[derive(Debug, Clone)]
pub struct Document {
    text: String,
    utf16_length: usize,
    bom: bool,
    endings: Endings,
    /// Where changes alone do not tell how a text is written.
    forms: Forms,
    /// The last change led to a text of `forms`, with other endings than it would have had.
    recalled: bool,
}

/// Changes that do not fit the text: the sender edits another text than this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misfit;

const BOM: &str = "\u{feff}";

impl Document {
    /// A document of a file's text.
    pub fn new(file: &str) -> Document {
        let (bom, rest) = match file.strip_prefix(BOM) {
            Some(rest) => (true, rest),
            None => (false, file),
        };
        let (text, endings) = Endings::take(rest);
        let mut forms = Forms::default();
        if let lines @ Lines::Each(_) = endings.lines() {
            forms.remember(&text, bom, lines);
        }
        Document { utf16_length: utf16::length(&text), text, bom, endings, forms, recalled: false }
    }

    /// The text with LF endings and without the BOM.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Length of the text in UTF-16 code units.
    pub fn utf16_length(&self) -> usize {
        self.utf16_length
    }

    /// The file's text: every untouched line with the ending it had.
    pub fn to_file(&self) -> String {
        let body = self.endings.restore(&self.text);
        if self.bom { format!("{BOM}{body}") } else { body.into_owned() }
    }

    /// Applies changes that are sorted, do not overlap and are all in the coordinates of the text
    /// before; `length` is the UTF-16 length that the sender has afterwards. Returns the bytes from the
    /// first change to the end of the last, before and after.
    ///
    /// # Errors
    /// [`Misfit`] when an offset is outside the text or inside a character, or the length comes
    /// out different. The document is then as it was.
    pub fn apply(&mut self, changes: &[Change], length: usize) -> Result<Replaced, Misfit> {
        let spans = self.spans(changes)?;
        let removed: usize = spans.iter().map(|span| utf16::length(&self.text[span.clone()])).sum();
        let added: usize = changes.iter().map(|change| utf16::length(&change.insert)).sum();
        if self.utf16_length - removed + added != length {
            return Err(Misfit);
        }
        let bounds = spans.first().map_or(0, |span| span.start)..spans.last().map_or(0, |span| span.end);
        let after = self.text.len() - bounds.end;
        for (change, span) in changes.iter().zip(spans).rev() {
            self.endings.replace(&self.text, span.clone(), &change.insert);
            self.text.replace_range(span, &change.insert);
        }
        self.utf16_length = length;
        self.recall();
        Ok(Replaced { end: self.text.len() - after, old: bounds })
    }

    /// Replaces the whole text, keeping the endings of the lines before and after what differs.
    /// Returns what that changed.
    pub fn set_text(&mut self, text: &str) -> Option<Change> {
        let (span, insert) = difference(&self.text, text);
        if span.is_empty() && insert.is_empty() {
            return None;
        }
        let change = self.change(span.clone(), insert.to_owned());
        self.endings.replace(&self.text, span.clone(), insert);
        self.text.replace_range(span, insert);
        self.utf16_length = utf16::length(&self.text);
        self.recall();
        Some(change)
    }

    /// Becomes `next`, with its BOM and its endings. When changes lead back to the text as it was, or
    /// from there to that of `next`, it has the bytes that it had.
    pub(crate) fn succeed(&mut self, next: Document) {
        let Document { text, utf16_length, bom, endings, .. } = next;
        let is_alike = matches!(endings.lines(), Lines::Alike(_)) && endings.lines() == self.endings.lines();
        if !is_alike || bom != self.bom {
            self.forms.remember(&self.text, self.bom, self.endings.lines());
            self.forms.remember(&text, bom, endings.lines());
        }
        self.endings.set_lines(endings.into_lines());
        (self.text, self.utf16_length, self.bom, self.recalled) = (text, utf16_length, bom, false);
    }

    /// Whether the lines end in several ways.
    pub(crate) fn is_mixed(&self) -> bool {
        matches!(self.endings.lines(), Lines::Each(_))
    }

    /// Whether the text of both is written alike, also what would be typed next.
    pub(crate) fn is_written_as(&self, other: &Document) -> bool {
        self.bom == other.bom && self.endings.lines() == other.endings.lines()
    }

    /// Whether the last change brought bytes back that the change itself does not tell.
    pub(crate) fn has_recalled(&self) -> bool {
        self.recalled
    }

    /// The one change that turns this document's text into that of `other`; none when equal.
    pub fn change_to(&self, other: &Document) -> Option<Change> {
        let (span, insert) = difference(&self.text, &other.text);
        if span.is_empty() && insert.is_empty() {
            return None;
        }
        Some(self.change(span, insert.to_owned()))
    }

    /// The changes that turn this document's text into `text`, each within neighbouring lines that
    /// differ. Lines that both have keep their endings.
    pub fn changes_to(&self, text: &str) -> Vec<Change> {
        let (mut byte, mut unit) = (0, 0);
        let mut changes = Vec::new();
        for Hunk { old, new } in lines::hunks(&self.text, text) {
            let (span, insert) = difference(&self.text[old.clone()], &text[new]);
            let span = old.start + span.start..old.start + span.end;
            let from = unit + utf16::length(&self.text[byte..span.start]);
            unit = from + utf16::length(&self.text[span.clone()]);
            byte = span.end;
            changes.push(Change { from: from as u32, to: unit as u32, insert: insert.to_owned() });
        }
        changes
    }

    /// A byte span and its replacement as a change for the window.
    pub fn change(&self, span: Range<usize>, insert: String) -> Change {
        let from = utf16::length(&self.text[..span.start]);
        let to = from + utf16::length(&self.text[span]);
        Change { from: from as u32, to: to as u32, insert }
    }

    fn recall(&mut self) {
        self.recalled = false;
        if let Some(form) = self.forms.of(&self.text) {
            self.recalled = form.bom != self.bom || form.lines != *self.endings.lines();
            self.bom = form.bom;
            self.endings.set_lines(form.lines.clone());
        }
    }

    fn spans(&self, changes: &[Change]) -> Result<Vec<Range<usize>>, Misfit> {
        let mut spans: Vec<Range<usize>> = Vec::with_capacity(changes.len());
        let (mut byte, mut unit) = (0, 0);
        for change in changes {
            let (from, to) = (change.from as usize, change.to as usize);
            if from < unit || to < from {
                return Err(Misfit);
            }
            let start = byte + utf16::to_byte(&self.text[byte..], from - unit).ok_or(Misfit)?;
            let end = start + utf16::to_byte(&self.text[start..], to - from).ok_or(Misfit)?;
            (byte, unit) = (end, to);
            spans.push(start..end);
        }
        Ok(spans)
    }
}

/// The smallest span of `old` that differs, with what `new` has there.
fn difference<'n>(old: &str, new: &'n str) -> (Range<usize>, &'n str) {
    let mut prefix = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    while !old.is_char_boundary(prefix) || !new.is_char_boundary(prefix) {
        prefix -= 1;
    }
    let (old_rest, new_rest) = (&old.as_bytes()[prefix..], &new.as_bytes()[prefix..]);
    let mut suffix = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    while !old.is_char_boundary(old.len() - suffix) || !new.is_char_boundary(new.len() - suffix) {
        suffix -= 1;
    }
    (prefix..old.len() - suffix, &new[prefix..new.len() - suffix])
}

#[cfg(test)]
mod tests;
