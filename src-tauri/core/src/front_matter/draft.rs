//! Whether a header says that its post is a draft.

use super::value::{FrontMatter, Value};
use crate::Generator;

/// Whether the header makes the post a draft, by the first of these keys that says and that its
/// generator goes by: `draft`, `published` or
/// `publish` (inverted, and only as truth values: Obsidian's `published` is a date), `private`,
/// and `status` as far as it uses one of the known pairs of words. Without any it is none.
pub fn is_draft(front_matter: &FrontMatter) -> bool {
    let says = |key: &str| Some(front_matter.field(key)?.value.clone());
    saying(front_matter.generator, says).is_some_and(|(_, draft)| draft)
}

/// What of [`KEYS`] a generator goes by. Astro and Eleventy leave it to the site's own code.
fn keys(generator: Generator) -> &'static [(&'static str, Meaning)] {
    match generator {
        // `resources/page/pagemeta/page_frontmatter.go`, `components/content/src/front_matter/page.rs`
        Generator::Hugo | Generator::Zola => &KEYS[..1],
        // `lib/jekyll/publisher.rb`, `lib/plugins/processor/post.ts`
        Generator::Jekyll | Generator::Hexo => &KEYS[1..2],
        // Pelican's own key is the last (`pelican/contents.py`); it reads no headers in fences.
        Generator::Plain | Generator::Astro | Generator::Eleventy | Generator::Pelican => &KEYS,
    }
}

/// The keys that may make a post a draft, the first one that says so first.
const KEYS: [(&str, Meaning); 5] = [
    ("draft", Meaning::Draft),
    ("published", Meaning::Published),
    ("publish", Meaning::Published),
    ("private", Meaning::Draft),
    ("status", Meaning::Status),
];

/// The line that a generator's readers take for a draft where nothing else says so: its key, its
/// value, and the value's opposite. Headers of `Key: value` lines are Pelican's.
pub(crate) fn new_line(generator: Generator, is_mmd: bool) -> (&'static str, Value, Value) {
    let text = |word: &str| Value::String(word.into());
    match generator {
        _ if is_mmd => ("Status", text("draft"), text("published")),
        Generator::Jekyll | Generator::Hexo => ("published", Value::Bool(false), Value::Bool(true)),
        _ => ("draft", Value::Bool(true), Value::Bool(false)),
    }
}

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
pub(crate) fn saying(
    generator: Generator,
    value: impl Fn(&str) -> Option<Value>,
) -> Option<(&'static str, bool)> {
    keys(generator).iter().find_map(|&(key, meaning)| {
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
