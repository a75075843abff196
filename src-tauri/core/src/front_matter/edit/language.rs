//! What every language of headers can do, in its own bytes.

use std::ops::Range;

use serde_yaml::Mapping;

use super::{Refusal, Replacement, json, mmd, toml, yaml};
use crate::front_matter::conventions::Conventions;
use crate::front_matter::lines::line_at;
use crate::front_matter::split::{Format, Split, split};
use crate::front_matter::value::{Style, Value};
use crate::front_matter::{MAX_HEADER, TOO_LARGE};

/// A header opened for editing. The operations plan; nothing changes until the replacements are
/// applied.
pub(super) trait Language {
    /// The whole text.
    fn text(&self) -> &str;

    /// Where the header is; `None` when the text has none.
    fn split(&self) -> Option<&Split>;

    /// What stands at a path.
    ///
    /// # Errors
    /// When something on the way is no map.
    fn find(&self, path: &[&str]) -> Result<Option<Found>, Refusal>;

    /// Whether the entry at the path is the first of its map.
    fn is_first(&self, path: &[&str]) -> bool;

    /// Whether something in the header cannot be read.
    fn has_broken(&self) -> bool {
        false
    }

    /// Whether the site's generator takes what stands at a path for another value than
    /// [`Self::find`] says: Jekyll's `yes` is true.
    fn is_read_otherwise(&self, _path: &[&str]) -> bool {
        false
    }

    /// Refuses to touch a value that stands for others, or others for it.
    fn refuse_shared(&self, _path: &[&str]) -> Result<(), Refusal> {
        Ok(())
    }

    /// Gives the path this value, in the style of the old one.
    fn set(&self, path: &[&str], value: &Value, hand: Hand) -> Result<Vec<Replacement>, Refusal>;

    /// Gives the path no value, written like this: ``, `~`, `null` or `[ ]`.
    fn clear(&self, path: &[&str], written: &str) -> Result<Vec<Replacement>, Refusal>;

    /// Removes an entry that is there.
    fn unset(&self, path: &[&str]) -> Result<Vec<Replacement>, Refusal>;

    /// Renames an entry that is there; the new name is free.
    fn rename(&self, path: &[&str], to: &str) -> Result<Vec<Replacement>, Refusal>;

    /// Adds an item at the end of a list that has some.
    fn add_item(&self, path: &[&str], item: &Value, hand: Hand) -> Result<Vec<Replacement>, Refusal>;

    /// Removes some of a list's items, all of them only of one in brackets; sorted numbers.
    fn delete_items(&self, path: &[&str], which: &[usize]) -> Result<Vec<Replacement>, Refusal>;

    /// Moves an item to another place in its list.
    fn move_item(&self, path: &[&str], from: usize, to: usize) -> Result<Vec<Replacement>, Refusal>;

    /// The header as a reader that has no part in editing has it: before, or in the text `after`
    /// these replacements, where its place is `split`.
    fn read_back(&self, after: Option<After<'_>>) -> Result<Mapping, String>;

    /// `value` as that reader has it at `path`.
    fn as_read(&self, path: &[&str], value: &Value) -> serde_yaml::Value;

    /// The last key of `path` as that reader has it, when it is not its text.
    fn key_as_read(&self, _path: &[&str]) -> Option<serde_yaml::Value> {
        None
    }
}

/// A text that replacements made.
#[derive(Clone, Copy)]
pub(super) struct After<'a> {
    pub text: &'a str,
    pub split: Option<&'a Split>,
    pub replacements: &'a [Replacement],
}

/// What stands at a path.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// The keys as they are written in the header.
    pub path: Vec<String>,
    /// Where the last key starts.
    pub key_start: usize,
    pub value: Value,
    /// The value's bytes.
    pub range: Range<usize>,
    pub style: Style,
}

impl Found {
    /// The path as [`Language`]'s operations take it.
    pub fn keys(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }

    /// Refuses to build on a value that nobody can read; it can only go or be given another.
    pub fn refuse_unreadable(&self, header: &dyn Language) -> Result<(), Refusal> {
        if self.value != Value::Null || self.style != Style::Opaque {
            return Ok(());
        }
        let reason = format!("what `{}` holds cannot be read", self.path.join("."));
        Err(Refusal::at(header.text(), self.key_start, reason))
    }
}

/// How something new is written, where there is a choice. Two states of a header that would come
/// to the same bytes are written by different hands, so that going back can tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Hand {
    /// The quotes of new text; `None` follows the neighbours.
    pub quotes: Option<Quotes>,
    /// A list in lines where it would be in brackets, and the reverse.
    pub other_layout: bool,
    /// A new key comes before all others.
    pub first: bool,
    /// So many more spaces than anyone writes, before the first item or the new one.
    pub gap: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    Single,
    Double,
}

impl Hand {
    const NATURAL: Hand = Hand { quotes: None, other_layout: false, first: false, gap: 0 };
    const DOUBLE: Hand = Hand { quotes: Some(Quotes::Double), ..Hand::NATURAL };
    const SINGLE: Hand = Hand { quotes: Some(Quotes::Single), ..Hand::NATURAL };
    /// All hands, the natural one first, those that anyone would notice last.
    pub const ALL: [Hand; 11] = [
        Hand::NATURAL,
        Hand::DOUBLE,
        Hand::SINGLE,
        Hand { other_layout: true, ..Hand::NATURAL },
        Hand { other_layout: true, ..Hand::DOUBLE },
        Hand { other_layout: true, ..Hand::SINGLE },
        Hand { gap: 1, ..Hand::NATURAL },
        Hand { gap: 2, ..Hand::NATURAL },
        Hand { gap: 3, ..Hand::NATURAL },
        Hand { gap: 4, ..Hand::NATURAL },
        Hand { gap: 5, ..Hand::NATURAL },
    ];
    /// A new key before all others.
    pub const FIRST: Hand = Hand { first: true, ..Hand::NATURAL };

    /// A written list with the gap behind its bracket.
    pub fn spaced(self, written: String) -> String {
        match written.strip_prefix('[') {
            Some(rest) if self.gap > 0 => format!("[{}{rest}", " ".repeat(self.gap)),
            _ => written,
        }
    }

    /// A new item with the gap before it.
    pub fn before(self, item: &str) -> String {
        " ".repeat(self.gap) + item
    }
}

/// Opens the header of `text` in its language.
///
/// # Errors
/// A [`Refusal`] that says why no edit of this text can be made, whatever it is.
pub(super) fn open<'t>(
    text: &'t str,
    conventions: &'t Conventions,
) -> Result<Box<dyn Language + 't>, Refusal> {
    let Some(split) = split(text, conventions.generator) else {
        refuse_half_a_header(text)?;
        return Ok(match conventions.habits.format() {
            Some(Format::Toml) => Box::new(toml::Header::without(text, conventions)),
            _ => Box::new(yaml::Header::without(text, conventions)),
        });
    };
    if !split.closed {
        return Err(Refusal::at(text, split.block.start, "the header that opens here is never closed"));
    }
    if split.content.len() > MAX_HEADER {
        return Err(Refusal::at(text, split.block.start, TOO_LARGE));
    }
    Ok(match split.format {
        Format::Yaml => Box::new(yaml::Header::open(text, split, conventions)?),
        Format::Toml => Box::new(toml::Header::open(text, split, conventions)?),
        Format::Json => Box::new(json::Header::open(text, split, conventions)?),
        Format::Mmd => Box::new(mmd::Header::open(text, split, conventions)?),
        Format::Js => {
            return Err(Refusal::new(
                "the header is JavaScript, a program, which is edited in the text only",
            ));
        }
    })
}

/// A text whose first line may be a header's must not get a second one above it.
fn refuse_half_a_header(text: &str) -> Result<(), Refusal> {
    const FENCES: [&str; 3] = ["---", "+++", ";;;"];
    let trimmed = text.trim_start_matches('\u{feff}').trim_start();
    let first = &trimmed[..line_at(trimmed, 0).0.end];
    if FENCES.iter().any(|fence| first.starts_with(fence)) {
        let reason = format!("the text opens with `{first}`, which may be a header");
        return Err(Refusal::at(text, text.len() - trimmed.len(), reason));
    }
    Ok(())
}
