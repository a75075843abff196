//! When a paragraph became what it is.

use std::ops::Range;
use std::path::Path;

use serde::Serialize;

use super::pack::Reader;
use super::{Store, file};
use crate::diff::{self, Piece};
use crate::document::Document;
use crate::error::Result;

const BOM: &[u8] = "\u{feff}".as_bytes();

/// What a paragraph was for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ParagraphState {
    /// The version in which it became this; `None` when no version has it yet.
    pub version: Option<u32>,
    /// Its text then.
    pub text: String,
    /// The same against what it was before.
    pub pieces: Vec<Piece>,
}

impl Store {
    /// What the passage `range`, in bytes, of the post's text as it is now was in each version in which
    /// it became another, the newest first; at most `limit` states. The last one is the passage as it was
    /// first written, or as it is in the oldest version. `text` has LF line endings.
    ///
    /// # Errors
    /// As [`Store::versions`].
    pub fn paragraph(
        &self,
        root: &Path,
        path: &str,
        text: &str,
        range: Range<usize>,
        limit: usize,
    ) -> Result<Vec<ParagraphState>> {
        let pack = file::read(&self.pack_file(root, path))?;
        let mut reader = Reader::new(&pack);
        let mut current = (text.to_owned(), range);
        // The memory of the text before last.
        let mut before = String::new();
        // The oldest version so far that has the passage as it is in `current`.
        let mut since = None;
        let mut states = States { limit, told: Vec::new() };
        for version in pack.versions.iter().rev() {
            let Some(bytes) = reader.text(version.text) else { continue };
            put_lines_of(bytes, &mut before);
            let passage = passage(&current).to_owned();
            let range = was_at(&before, &current);
            let was = before.get(range.clone()).unwrap_or_default().trim();
            if was != passage && !states.add(since, passage, was) {
                return Ok(states.told);
            }
            since = Some(version.id);
            std::mem::swap(&mut current.0, &mut before);
            current.1 = range;
        }
        states.add(since, passage(&current).to_owned(), "");
        Ok(states.told)
    }
}

/// Makes `text` that of a version with LF line endings, as an editor has it.
fn put_lines_of(bytes: &[u8], text: &mut String) {
    text.clear();
    let is_plain = memchr::memchr(b'\r', bytes).is_none() && !bytes.starts_with(BOM);
    match std::str::from_utf8(bytes) {
        Ok(plain) if is_plain => text.push_str(plain),
        _ => text.push_str(Document::new(&String::from_utf8_lossy(bytes)).text()),
    }
}

struct States {
    limit: usize,
    told: Vec<ParagraphState>,
}

impl States {
    /// Adds a state; whether there may be more before it.
    fn add(&mut self, version: Option<u32>, text: String, before: &str) -> bool {
        let pieces = diff::pieces(before, &text);
        self.told.push(ParagraphState { version, text, pieces });
        !before.is_empty() && self.told.len() < self.limit
    }
}

fn passage((text, range): &(String, Range<usize>)) -> &str {
    text.get(range.clone()).unwrap_or_default().trim()
}

/// Where the passage was in the text before.
fn was_at(before: &str, (text, range): &(String, Range<usize>)) -> Range<usize> {
    if before == text {
        return range.clone();
    }
    // Most changes of a long post are elsewhere.
    let changed = diff::common_ends(before, text);
    if range.end < changed.new.start {
        return range.clone();
    }
    if range.start > changed.new.end {
        return range.start - changed.new.end + changed.old.end
            ..range.end - changed.new.end + changed.old.end;
    }
    let found = diff::map_back(&diff::words(before, text), range);
    let passage = text.get(range.clone()).unwrap_or_default().trim();
    if before.get(found.clone()).unwrap_or_default().trim() == passage || passage.is_empty() {
        return found;
    }
    // It was somewhere else: a paragraph that was moved is no new one.
    let mut places = before.match_indices(passage).map(|(at, _)| at..at + passage.len());
    let stands_alone = |place: &Range<usize>| {
        let line_before =
            before[..place.start].rsplit_once("\n\n").map_or(before[..place.start].trim(), |(_, rest)| rest);
        line_before.is_empty() && before[place.end..].starts_with('\n') | before[place.end..].is_empty()
    };
    places.find(stands_alone).unwrap_or(found)
}

#[cfg(test)]
mod tests;
