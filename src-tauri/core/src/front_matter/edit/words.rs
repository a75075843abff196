//! Texts that a generator reads as several items: words with something between them.

use super::gate::Expected;
use super::language::{Found, Hand, Language, open};
use super::list::add;
use super::plan::{Plan, gives_back};
use super::{Refusal, applied};
use crate::Generator;
use crate::front_matter::conventions::Conventions;
use crate::front_matter::split::Format;
use crate::front_matter::value::Value;

/// What stands between the items of a text that the generator reads as several: a space in
/// Jekyll's `tags` and `categories` (`lib/jekyll/utils.rb`, `pluralized_array_from_hash`), a comma
/// in headers of `Key: value` lines.
pub(super) fn separator(
    header: &dyn Language,
    conventions: &Conventions,
    found: &Found,
) -> Option<&'static str> {
    let key = found.path.last().map(String::as_str);
    match () {
        () if is_mmd(header) => Some(", "),
        () if conventions.generator == Generator::Jekyll && matches!(key, Some("tags" | "categories")) => {
            Some(" ")
        }
        () => None,
    }
}

/// The items of a text that the generator reads as several.
pub(super) fn words_at(
    header: &dyn Language,
    conventions: &Conventions,
    path: &[&str],
) -> Option<Vec<String>> {
    let found = header.find(path).ok()??;
    let Value::String(text) = &found.value else { return None };
    let separator = separator(header, conventions, &found)?;
    Some(words(text, separator).map(str::to_owned).collect())
}

pub(super) fn is_mmd(header: &dyn Language) -> bool {
    header.split().is_some_and(|split| split.format == Format::Mmd)
}

pub(super) fn words<'t>(text: &'t str, separator: &str) -> impl Iterator<Item = &'t str> {
    let comma = separator.trim() == ",";
    text.split(move |character: char| if comma { character == ',' } else { character.is_whitespace() })
        .map(str::trim)
        .filter(|word| !word.is_empty())
}

pub(super) fn joined(text: &str, word: &str, separator: &str) -> String {
    if text.trim().is_empty() { word.to_owned() } else { format!("{text}{separator}{word}") }
}

/// An item as a word of a text that is read as several.
pub(super) fn word(item: &Value, separator: &str) -> Result<String, Refusal> {
    let text = item.as_text().unwrap_or_default();
    let breaks = text.trim() != text || words(&text, separator).count() != 1;
    if breaks {
        let between = if separator == " " { "spaces" } else { "commas" };
        return Err(Refusal::new(format!(
            "`{text}` would be read as several items, for they stand between {between} here"
        )));
    }
    Ok(text)
}

pub(super) fn remove_word(
    header: &dyn Language,
    conventions: &Conventions,
    found: &Found,
    text: &str,
    item: &Value,
) -> Result<Option<Plan>, Refusal> {
    let keys = found.keys();
    let separator = separator(header, conventions, found).unwrap_or(" ");
    let name = item.as_text().unwrap_or_default();
    if !words(text, separator).any(|word| word == name) {
        return Ok(None);
    }
    let left: Vec<&str> = words(text, separator).filter(|word| *word != name).collect();
    if left.is_empty() {
        return Ok(Some(Plan::new(header.unset(&keys)?, &keys, Expected::Absent)));
    }
    let cut = text.strip_suffix(name.as_str()).and_then(|rest| rest.strip_suffix(separator));
    let unchanged = cut.filter(|rest| words(rest, separator).eq(left.iter().copied()));
    let new = Value::String(unchanged.map_or_else(|| left.join(separator), str::to_owned));
    let replacements = header.set(&keys, &new, Hand::default())?;
    Ok(Some(Plan::new(replacements, &keys, Expected::Value(new))))
}

/// The words of a text as a list.
pub(super) fn listed_words(text: &str, separator: &str) -> Value {
    Value::List(words(text, separator).map(|word| Value::String(word.to_owned())).collect())
}

/// The removal that makes a list a text of words again, where adding the item had made it a list.
pub(super) fn back_to_words(
    header: &dyn Language,
    conventions: &Conventions,
    found: &Found,
    items: &[Value],
    item: &Value,
) -> Result<Option<Plan>, Refusal> {
    let Some(separator) = separator(header, conventions, found).filter(|_| word(item, " ").is_err()) else {
        return Ok(None);
    };
    let keys = found.keys();
    let left: Option<Vec<String>> =
        items.iter().filter(|other| *other != item).map(|other| word(other, separator).ok()).collect();
    let Some(left) = left.filter(|left| !left.is_empty()) else { return Ok(None) };
    let text = Value::String(left.join(separator));
    for hand in &Hand::ALL[..3] {
        let Ok(replacements) = header.set(&keys, &text, *hand) else { continue };
        let again = |text: &str| match add(&*open(text, conventions)?, conventions, &keys, item)? {
            Some(plan) => Ok(applied(text, plan.replacements)),
            None => Ok(text.to_owned()),
        };
        if gives_back(header, &replacements, again) {
            return Ok(Some(Plan::new(replacements, &keys, Expected::Value(text))));
        }
    }
    Ok(None)
}
