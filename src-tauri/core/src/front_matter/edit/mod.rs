//! Editing a header: one change in, the fewest and smallest replacements out.
//!
//! Each language of headers says in its [`language::Language`] how its bytes change; what a change
//! means is said once, in [`plan`]. Every edit passes the gate: the header is read again, by a
//! parser that had no part in the edit, and must hold the old value with exactly this change, or
//! the edit is refused. An edit that a second one takes back must be taken back by it, byte for
//! byte; [`undo`] tries it.

mod draft;
mod elements;
mod frame;
mod gate;
mod json;
mod language;
mod list;
mod mmd;
mod plan;
mod toml;
mod undo;
mod words;
mod yaml;

use std::fmt;
use std::ops::Range;

use chrono::{DateTime, FixedOffset};

use super::conventions::Conventions;
use super::lines::line_and_column;
use super::value::{Style, Value};
use language::{Found, Language};

/// A change to what stands at a path: the keys from the top of the header down to it. A key is
/// matched as written, else in any case where the generator ignores case.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit<'a> {
    /// Puts this value there, adding the key, the maps above it and a header where they are missing.
    Set {
        /// The keys.
        path: &'a [&'a str],
        /// The new value.
        value: Value,
    },
    /// Removes the key's lines. What adding it would have added with it (a map above it, a header)
    /// goes as well.
    Unset {
        /// The keys.
        path: &'a [&'a str],
    },
    /// Gives the last key of the path another name, in its place.
    Rename {
        /// The keys.
        path: &'a [&'a str],
        /// The new name.
        to: &'a str,
    },
    /// Adds an item at the end of a list that does not hold it yet.
    AddItem {
        /// The keys.
        path: &'a [&'a str],
        /// The new item.
        item: Value,
    },
    /// Removes every item of a list that equals this one. What [`Edit::AddItem`] added with its
    /// item goes as well.
    RemoveItem {
        /// The keys.
        path: &'a [&'a str],
        /// The item to go.
        item: Value,
    },
    /// Moves an item of a list, its comments with it.
    MoveItem {
        /// The keys.
        path: &'a [&'a str],
        /// Which item, from 0.
        from: usize,
        /// The place it has afterwards, from 0.
        to: usize,
    },
    /// Changes a date in its own shape; see [`WrittenDate::with_parts`](crate::date::WrittenDate::with_parts).
    SetDate {
        /// The keys.
        path: &'a [&'a str],
        /// `YYYY-MM-DD`.
        date: &'a str,
        /// `HH:MM[:SS[.fff]]`.
        time: Option<&'a str>,
        /// `Z` or `+HH:MM`.
        offset: Option<&'a str>,
    },
    /// Sets a date to this moment, in its own shape, else the blog's, else in RFC 3339.
    SetNow {
        /// The keys.
        path: &'a [&'a str],
        /// The moment, in the writer's offset.
        now: DateTime<FixedOffset>,
    },
    /// Makes the post a draft or not, by the key and in the words it uses. Without such a key,
    /// `true` adds `draft: true` as the first line, and `false` then removes that line.
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
pub fn edit(text: &str, edit: &Edit<'_>, conventions: &Conventions) -> Result<Vec<Replacement>, Refusal> {
    edit_all(text, std::slice::from_ref(edit), conventions)
}

/// Edits of different keys of a header as one.
///
/// # Errors
/// As for [`edit`]; then none of them is made.
pub(super) fn edit_all(
    text: &str,
    edits: &[Edit<'_>],
    conventions: &Conventions,
) -> Result<Vec<Replacement>, Refusal> {
    let header = language::open(text, conventions)?;
    let mut replacements = Vec::new();
    let mut changes = Vec::new();
    for edit in edits {
        if let Some(plan) = plan::plan(&*header, conventions, edit)? {
            replacements.extend(plan.replacements);
            changes.push(plan.change);
        }
    }
    // A parser that takes an entry's parts for overlapping, as of a tag behind an empty key, leaves
    // no place to write to.
    if replacements.iter().any(|replacement| text.get(replacement.range.clone()).is_none()) {
        return Err(Refusal::new("this entry is written so that its key and its value cannot be told apart"));
    }
    replacements.retain(|replacement| text[replacement.range.clone()] != replacement.text);
    replacements.sort_by_key(|replacement| (replacement.range.start, replacement.range.end));
    if !changes.is_empty() {
        gate::prove(&*header, conventions, &replacements, &changes)?;
    }
    if let [edit] = edits
        && !replacements.is_empty()
    {
        undo::prove(text, edit, &replacements, conventions)?;
    }
    Ok(replacements)
}

/// A header opened to look entries up, those inside maps as well.
pub(super) struct Places<'t>(Box<dyn Language + 't>);

/// What stands at a path.
pub(super) struct Place<'p> {
    pub value: Value,
    pub style: Style,
    /// The value's bytes.
    pub written: &'p str,
    /// The line of the key, from 1.
    pub line: u32,
}

impl<'t> Places<'t> {
    /// # Errors
    /// Why no edit of this text can be made, whatever it is.
    pub fn of(text: &'t str, conventions: &'t Conventions) -> Result<Places<'t>, Refusal> {
        language::open(text, conventions).map(Places)
    }

    pub fn find(&self, path: &[String]) -> Option<Place<'_>> {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let Found { value, range, style, key_start, .. } = self.0.find(&path).ok()??;
        let line = line_and_column(self.0.text(), key_start).0;
        Some(Place { value, style, written: &self.0.text()[range], line })
    }

    /// The items of a text that the generator reads as several; `None` for any other value.
    pub fn words(&self, conventions: &Conventions, path: &[String]) -> Option<Vec<String>> {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        words::words_at(&*self.0, conventions, &path)
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

/// `text` with replacements in any order.
fn applied(text: &str, mut replacements: Vec<Replacement>) -> String {
    replacements.sort_by_key(|replacement| (replacement.range.start, replacement.range.end));
    apply(text, &replacements)
}

fn replace(range: Range<usize>, text: impl Into<String>) -> Replacement {
    Replacement { range, text: text.into() }
}
