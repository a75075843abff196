//! Whether a header says that its post is a draft.

use super::value::{FrontMatter, Value};

/// Whether the post is a draft, by the first of these keys that says: `draft`, `published` or
/// `publish` (inverted, and only as truth values: Obsidian's `published` is a date), `private`,
/// and `status` as far as it uses one of the known pairs of words. Without any it is none.
pub fn is_draft(front_matter: &FrontMatter) -> bool {
    let says = |key: &str| Some(front_matter.field(key)?.value.clone());
    saying(says).is_some_and(|(_, draft)| draft)
}

/// The keys that may make a post a draft, the first one that says so first.
const KEYS: [(&str, Meaning); 5] = [
    ("draft", Meaning::Draft),
    ("published", Meaning::Published),
    ("publish", Meaning::Published),
    ("private", Meaning::Draft),
    ("status", Meaning::Status),
];

/// What the value of a key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// Truth makes a draft.
    Draft,
    /// Truth publishes.
    Published,
    /// One of [`STATUS`].
    Status,
}

/// What `status` calls a post that is on the site, and one that is not. Other words are the
/// writer's own: of 1,366 real posts with a `status`, none meant a draft.
const STATUS: [[&str; 2]; 3] = [["published", "draft"], ["public", "private"], ["live", "hidden"]];

/// The key that decides, and whether it makes the post a draft; `value` gives a key's value.
pub(crate) fn saying(value: impl Fn(&str) -> Option<Value>) -> Option<(&'static str, bool)> {
    KEYS.iter().find_map(|&(key, meaning)| {
        let value = value(key)?;
        let draft = match meaning {
            // Any `draft` is the draft key: an empty one is to be filled, not doubled.
            Meaning::Draft if key == "draft" => truth(&value) == Some(true),
            Meaning::Draft => truth(&value)?,
            Meaning::Published => !truth(&value)?,
            Meaning::Status => hides(&value)?,
        };
        Some((key, draft))
    })
}

/// The word that says the other thing, in the same case: `true` and `false`, `yes` and `no`,
/// `published` and `draft`. `None` for a word that says neither.
pub(crate) fn opposite(word: &str) -> Option<String> {
    const PAIRS: [[&str; 2]; 5] = [["true", "false"], ["yes", "no"], ["on", "off"], ["y", "n"], ["1", "0"]];
    let lower = word.to_ascii_lowercase();
    let other = PAIRS.iter().chain(&STATUS).find_map(|[yes, no]| match lower.as_str() {
        found if found == *yes => Some(*no),
        found if found == *no => Some(*yes),
        _ => None,
    })?;
    Some(match word {
        _ if word == lower => other.to_owned(),
        // A single letter in upper case says nothing of the letters after it.
        _ if word.len() > 1 && word == word.to_ascii_uppercase() || other.len() == 1 => {
            other.to_ascii_uppercase()
        }
        _ => other[..1].to_ascii_uppercase() + &other[1..],
    })
}

/// The truth value that a header's author meant, also in words and in quotes.
pub(crate) fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::Int(1) => Some(true),
        Value::Int(0) => Some(false),
        Value::String(text) => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "y" => Some(true),
            "false" | "no" | "off" | "n" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a status of the known words keeps the post off the site.
fn hides(value: &Value) -> Option<bool> {
    let word = value.as_text()?.to_ascii_lowercase();
    STATUS.iter().find_map(|[live, hidden]| match word.as_str() {
        found if found == *hidden => Some(true),
        found if found == *live => Some(false),
        _ => None,
    })
}
