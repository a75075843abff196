//! The proof that an edit did what it should and nothing else.

use serde_yaml::{Mapping, Value as Yaml};

use super::header::Header;
use super::{Refusal, Replacement, apply};
use crate::front_matter::split::{Split, split};
use crate::front_matter::value::Value;
use crate::front_matter::yaml::read_scalar;

/// What a key must hold after an edit.
#[derive(Debug, Clone)]
pub(super) enum Expected {
    Value(Value),
    /// The old list with this item at its end; a single value counts as a list of one.
    Added(Value),
    /// The old list without items that equal this one.
    Without(Value),
    Absent,
}

/// Reads the header before and after with a reader of its own, and refuses unless the one is the
/// other with exactly the changes expected.
pub(super) fn prove(
    header: &Header<'_>,
    replacements: &[Replacement],
    changes: &[(String, Expected)],
) -> Result<(), Refusal> {
    let text = header.text;
    if replacements.windows(2).any(|pair| pair[0].range.end > pair[1].range.start) {
        return Err(Refusal::new("the changes overlap"));
    }
    let after = apply(text, replacements);
    let new_split = split(&after);
    if !same_surroundings(text, header.split.as_ref(), &after, new_split.as_ref()) {
        return Err(Refusal::new("the change would move the end of the header"));
    }
    let mut expected = mapping(text, header.split.as_ref())
        .map_err(|reason| Refusal::new(format!("the header is not valid YAML: {reason}")))?;
    let found = mapping(&after, new_split.as_ref())
        .map_err(|reason| Refusal::new(format!("the changed header cannot be read back: {reason}")))?;
    for (key, change) in changes {
        change.make(&mut expected, key_of(header, key));
    }
    if found == expected {
        return Ok(());
    }
    let keys: Vec<&str> = changes.iter().map(|(key, _)| key.as_str()).collect();
    Err(Refusal::new(format!("changing `{}` in place would change something else too", keys.join("`, `"))))
}

impl Expected {
    fn make(&self, mapping: &mut Mapping, key: Yaml) {
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
            Expected::Value(value) => yaml(value),
            Expected::Added(item) => Yaml::Sequence(list().into_iter().chain([yaml(item)]).collect()),
            Expected::Without(item) => {
                let item = yaml(item);
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

/// The key as the reader has it: one that is written as a number is a number.
fn key_of(header: &Header<'_>, key: &str) -> Yaml {
    let node = header.entry(key).map(|entry| &entry.key);
    match node {
        Some(node) => yaml(&read_scalar(node.text().unwrap_or(key), Header::scalar_style(node), node.tag)),
        None => Yaml::String(key.to_owned()),
    }
}

fn mapping(text: &str, split: Option<&Split>) -> Result<Mapping, String> {
    let Some(split) = split else { return Ok(Mapping::new()) };
    serde_yaml::from_str::<Option<Mapping>>(&text[split.content.clone()])
        .map(Option::unwrap_or_default)
        .map_err(|error| error.to_string())
}

fn yaml(value: &Value) -> Yaml {
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

/// Whether what stands before and after the header is the same. A header that comes or goes as a
/// whole takes one blank line with it.
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
