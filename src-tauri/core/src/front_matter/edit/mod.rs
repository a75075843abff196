//! Editing a header: one change in, the fewest and smallest replacements out.
//!
//! Every edit passes the gate: the header is read again, by a parser that had no part in the edit,
//! and must hold the old value with exactly this change, or the edit is refused.

mod date;
mod draft;
mod elements;
mod encode;
mod entry;
mod gate;
mod header;
mod list;
mod set;

use std::fmt;
use std::ops::Range;

use chrono::{DateTime, FixedOffset};

use super::lines::line_and_column;
use super::value::Value;
use gate::Expected;
use header::Header;

/// A change to one top-level key. A key is matched as written, else in any case.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit<'a> {
    /// Gives the key this value, adding it, and a header, where they are missing.
    Set {
        /// The key.
        key: &'a str,
        /// The new value.
        value: Value,
    },
    /// Removes the key's lines. A header that only held this key, in the form that adding it to a
    /// text without a header gives, goes as well.
    Unset {
        /// The key.
        key: &'a str,
    },
    /// Adds an item at the end of a list that does not hold it yet.
    AddItem {
        /// The key.
        key: &'a str,
        /// The new item.
        item: Value,
    },
    /// Removes every item of a list that equals this one.
    RemoveItem {
        /// The key.
        key: &'a str,
        /// The item to go.
        item: Value,
    },
    /// Changes a date in its own shape; see [`WrittenDate::with_parts`](crate::date::WrittenDate::with_parts).
    SetDate {
        /// The key.
        key: &'a str,
        /// `YYYY-MM-DD`.
        date: &'a str,
        /// `HH:MM[:SS[.fff]]`.
        time: Option<&'a str>,
        /// `Z` or `+HH:MM`.
        offset: Option<&'a str>,
    },
    /// Sets a date to this moment, in its own shape or else in RFC 3339.
    SetNow {
        /// The key.
        key: &'a str,
        /// The moment, in the writer's offset.
        now: DateTime<FixedOffset>,
    },
    /// Makes the post a draft or not, by the key and in the words it uses. Without such a key,
    /// `true` adds `draft: true` and `false` changes nothing.
    SetDraft(bool),
}

/// New text for a range of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The bytes to replace, in the text before any replacement.
    pub range: Range<usize>,
    /// What takes their place.
    pub text: String,
}

/// Why an edit was not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The line that is in the way, from 1, when there is one.
    pub line: Option<u32>,
    /// A sentence in lower case without a final stop.
    pub reason: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(formatter, "line {line}: {}", self.reason),
            None => formatter.write_str(&self.reason),
        }
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    fn new(reason: impl Into<String>) -> Refusal {
        Refusal { line: None, reason: reason.into() }
    }

    fn at(text: &str, offset: usize, reason: impl Into<String>) -> Refusal {
        Refusal { line: Some(line_and_column(text, offset).0), reason: reason.into() }
    }
}

/// The replacements that make `edit` in `text`, a whole file or document; none when it changes
/// nothing. They are sorted and do not overlap.
///
/// # Errors
/// A [`Refusal`] when the change cannot be made without touching something else, or cannot be
/// proved not to. The text is then as it was.
pub fn edit(text: &str, edit: &Edit<'_>) -> Result<Vec<Replacement>, Refusal> {
    edit_all(text, std::slice::from_ref(edit))
}

/// Edits of different keys of a header as one.
///
/// # Errors
/// As for [`edit`]; then none of them is made.
pub(super) fn edit_all(text: &str, edits: &[Edit<'_>]) -> Result<Vec<Replacement>, Refusal> {
    let header = Header::open(text)?;
    let mut replacements = Vec::new();
    let mut changes = Vec::new();
    for edit in edits {
        if let Some(plan) = plan(&header, edit)? {
            replacements.extend(plan.replacements);
            changes.push((plan.key, plan.expected));
        }
    }
    replacements.retain(|replacement| text[replacement.range.clone()] != replacement.text);
    replacements.sort_by_key(|replacement| (replacement.range.start, replacement.range.end));
    if !changes.is_empty() {
        gate::prove(&header, &replacements, &changes)?;
    }
    Ok(replacements)
}

/// Why no edit of this text can be made, whatever it is.
pub(super) fn why_not_editable(text: &str) -> Option<Refusal> {
    Header::open(text).err()
}

fn plan(header: &Header<'_>, edit: &Edit<'_>) -> Result<Option<Plan>, Refusal> {
    match edit {
        Edit::Set { key, value } => set::set(header, key, value),
        Edit::Unset { key } => entry::unset(header, key),
        Edit::AddItem { key, item } => list::add(header, key, item),
        Edit::RemoveItem { key, item } => list::remove(header, key, item),
        Edit::SetDate { key, date, time, offset } => date::set(header, key, date, *time, *offset),
        Edit::SetNow { key, now } => date::now(header, key, *now),
        Edit::SetDraft(on) => draft::set(header, *on),
    }
}

/// `text` with replacements as [`edit`] gives them: sorted, inside it, not overlapping.
pub fn apply(text: &str, replacements: &[Replacement]) -> String {
    let mut result =
        String::with_capacity(text.len() + replacements.iter().map(|new| new.text.len()).sum::<usize>());
    let mut done = 0;
    for Replacement { range, text: new } in replacements {
        result.push_str(&text[done..range.start]);
        result.push_str(new);
        done = range.end;
    }
    result.push_str(&text[done..]);
    result
}

/// What an edit wants to do, and what the header must then hold under the key.
struct Plan {
    replacements: Vec<Replacement>,
    /// The key as it stands in the header, or as it will.
    key: String,
    expected: Expected,
}

impl Plan {
    fn new(replacements: Vec<Replacement>, key: impl Into<String>, expected: Expected) -> Option<Plan> {
        Some(Plan { replacements, key: key.into(), expected })
    }
}

fn replace(range: Range<usize>, text: impl Into<String>) -> Replacement {
    Replacement { range, text: text.into() }
}
