//! The proof that an edit did what it should and nothing else.

use serde_yaml::{Mapping, Value as Yaml};

use super::language::{After, Language};
use super::{Refusal, Replacement, apply};
use crate::front_matter::conventions::Conventions;
use crate::front_matter::read;
use crate::front_matter::split::{Split, split};
use crate::front_matter::value::{FrontMatter, Value};

/// What the header must hold at a path after an edit.
#[derive(Debug, Clone)]
pub(super) struct Change {
    /// The keys as they stand in the header, or as they will.
    pub path: Vec<String>,
    pub expected: Expected,
}

#[derive(Debug, Clone)]
pub(super) enum Expected {
    Value(Value),
    /// The old list with this item at its end; a single value counts as a list of one.
    Added(Value),
    /// The old list without items that equal this one.
    Without(Value),
    /// The old value under another key.
    Renamed(String),
    Absent,
}

/// Reads the header before and after with a reader of its own, and refuses unless the one is the
/// other with exactly the changes expected.
pub(super) fn prove(
    header: &dyn Language,
    conventions: &Conventions,
    replacements: &[Replacement],
    changes: &[Change],
) -> Result<(), Refusal> {
    let text = header.text();
    if replacements.windows(2).any(|pair| pair[0].range.end > pair[1].range.start) {
        return Err(Refusal::new("the changes overlap"));
    }
    let after = apply(text, replacements);
    let new_split = split(&after, conventions.generator);
    if !same_surroundings(text, header.split(), &after, new_split.as_ref()) {
        return Err(Refusal::new("the change would move the end of the header"));
    }
    let mut expected = header
        .read_back(None)
        .map_err(|reason| Refusal::new(format!("the header cannot be read: {reason}")))?;
    let after = After { text: &after, split: new_split.as_ref(), replacements };
    let found = header
        .read_back(Some(after))
        .map_err(|reason| Refusal::new(format!("the changed header cannot be read back: {reason}")))?;
    for change in changes {
        change.make(header, &mut expected);
    }
    if header.has_broken() {
        prove_beside_broken(text, after.text, conventions, changes)?;
    }
    prove_no_worse(text, after.text, conventions)?;
    if found == expected {
        return Ok(());
    }
    let keys: Vec<String> = changes.iter().map(|change| change.path.join(".")).collect();
    Err(Refusal::new(format!("changing `{}` in place would change something else too", keys.join("`, `"))))
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// What was passed over may become a fault by what is written near it: readers take a byte order mark
/// as the first character below the fence and no further down, and a line that is no entry as the end
/// of the one above.
fn prove_no_worse(text: &str, after: &str, conventions: &Conventions) -> Result<(), Refusal> {
    let (before, after) = (read(text, conventions.generator), read(after, conventions.generator));
    // Hexo takes no header without a field for one: still the last field may go.
    let is_emptied = after.fields.is_empty() && !before.fields.is_empty();
    if after.problems.len() <= before.problems.len() + usize::from(is_emptied) {
        return Ok(());
    }
    let header = before.split.as_ref().map_or("", |split| &text[split.content.clone()]);
    Err(Refusal::new(match header.contains(BYTE_ORDER_MARK) {
        true => "the byte order mark in the header would no longer be at its start",
        false => "another part of the header could then no longer be read",
    }))
}

/// A broken entry may swallow what is written below it, or be mended by it. Both change more than
/// was asked for.
fn prove_beside_broken(
    before: &str,
    after: &str,
    conventions: &Conventions,
    changes: &[Change],
) -> Result<(), Refusal> {
    let (before, after) = (read(before, conventions.generator), read(after, conventions.generator));
    let changed = |key: &str| {
        changes.iter().any(|change| change.path.first().is_some_and(|first| first.eq_ignore_ascii_case(key)))
    };
    let others = |header: &FrontMatter| -> Vec<(String, Value)> {
        let others = header.fields.iter().filter(|field| !changed(&field.key));
        others.map(|field| (field.key.clone(), field.value.clone())).collect()
    };
    let is_rename = changes.iter().any(|change| matches!(change.expected, Expected::Renamed(_)));
    let same = is_rename || others(&before) == others(&after);
    if same && after.problems.len() <= before.problems.len() {
        return Ok(());
    }
    Err(Refusal::new("a broken line beside it would be read as part of this, or this as part of it"))
}

impl Change {
    fn make(&self, header: &dyn Language, mapping: &mut Mapping) {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        let Some((last, above)) = path.split_last() else { return };
        let mut place = mapping;
        for (depth, key) in above.iter().enumerate() {
            let key = header_key(header, &path[..=depth], key);
            let below = place.entry(key).or_insert_with(|| Yaml::Mapping(Mapping::new()));
            if let Yaml::Tagged(tagged) = below {
                *below = tagged.value.clone();
            }
            if below.is_null() {
                *below = Yaml::Mapping(Mapping::new());
            }
            let Yaml::Mapping(next) = below else { return };
            place = next;
        }
        self.expected.make(header, &path, place, header_key(header, &path, last));
    }
}

impl Expected {
    fn make(&self, header: &dyn Language, path: &[&str], mapping: &mut Mapping, key: Yaml) {
        let old = mapping.get(&key).cloned().unwrap_or(Yaml::Null);
        let list = || match &old {
            Yaml::Null => Vec::new(),
            Yaml::Sequence(items) => items.clone(),
            other => vec![other.clone()],
        };
        let new = match self {
            Expected::Absent => {
                mapping.shift_remove(&key);
                return;
            }
            Expected::Renamed(to) => {
                mapping.shift_remove(&key);
                mapping.insert(Yaml::String(to.clone()), old);
                return;
            }
            Expected::Value(value) => header.as_read(path, value),
            Expected::Added(item) => {
                Yaml::Sequence(list().into_iter().chain([header.as_read(path, item)]).collect())
            }
            Expected::Without(item) => {
                let item = header.as_read(path, item);
                Yaml::Sequence(list().into_iter().filter(|other| *other != item).collect())
            }
        };
        // A tag of the document's own stays when the value it marks is changed.
        match mapping.get_mut(&key) {
            Some(Yaml::Tagged(tagged)) => tagged.value = new,
            Some(place) => *place = new,
            None => {
                mapping.insert(key, new);
            }
        }
    }
}

/// The key as the reader has it: in YAML one that is written as a number is a number.
fn header_key(header: &dyn Language, path: &[&str], key: &str) -> Yaml {
    header.key_as_read(path).unwrap_or_else(|| Yaml::String(key.to_owned()))
}

/// A value as YAML's reader has it; the other languages' readers say what differs.
pub(super) fn yaml(value: &Value) -> Yaml {
    match value {
        Value::Null => Yaml::Null,
        Value::Bool(truth) => Yaml::Bool(*truth),
        Value::Int(number) => Yaml::Number((*number).into()),
        Value::Float(number) => Yaml::Number((*number).into()),
        Value::String(text) | Value::Date(text) => Yaml::String(text.clone()),
        Value::List(items) => Yaml::Sequence(items.iter().map(yaml).collect()),
        Value::Map(entries) => Yaml::Mapping(
            entries.iter().map(|(key, value)| (Yaml::String(key.clone()), yaml(value))).collect(),
        ),
    }
}

/// Whether what stands before and after the header is the same, and the header as good a one: its
/// closing fence must not become the opening fence of one that is never closed. A header that comes
/// or goes as a whole takes one blank line with it.
fn same_surroundings(before: &str, old: Option<&Split>, after: &str, new: Option<&Split>) -> bool {
    let (before_head, before_body) = around(before, old);
    let (after_head, after_body) = around(after, new);
    let body_is_same = match (old, new) {
        (None, Some(_)) => after_body == before_body || without_break(after_body) == Some(before_body),
        (Some(_), None) => after_body == before_body || without_break(before_body) == Some(after_body),
        _ => after_body == before_body,
    };
    before_head == after_head
        && body_is_same
        && new.is_none_or(|new| new.closed)
        && old.zip(new).is_none_or(|(old, new)| old.format == new.format)
}

fn around<'t>(text: &'t str, split: Option<&Split>) -> (&'t str, &'t str) {
    match split {
        Some(split) => (&text[..split.block.start], &text[split.block.end..]),
        None => text.split_at(text.len() - text.trim_start_matches('\u{feff}').len()),
    }
}

fn without_break(text: &str) -> Option<&str> {
    text.strip_prefix("\r\n").or_else(|| text.strip_prefix(['\n', '\r']))
}
