//! Texts that a generator reads as several items: words with something between them.

use super::gate::Expected;
use super::language::{Found, Hand, Language, open};
use super::list::add;
use super::plan::{Plan, gives_back};
use super::{Refusal, applied, replace};
use crate::Generator;
use crate::front_matter::conventions::Conventions;
use crate::front_matter::split::Format;
use crate::front_matter::value::{Style, Value};

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

/// Adds a word to a text, unless it has it.
pub(super) fn add_word(
    header: &dyn Language,
    found: &Found,
    text: &str,
    name: &str,
    separator: &str,
) -> Result<Option<Plan>, Refusal> {
    if words(text, separator).any(|old| old == name) {
        return Ok(None);
    }
    let keys = found.keys();
    let with = |separator: &str| {
        let new = match text.trim() {
            "" => Value::String(name.to_owned()),
            _ => Value::String(format!("{text}{separator}{name}")),
        };
        let replacements = header.set(&keys, &new, Hand::default())?;
        Ok(Plan::new(replacements, &keys, Expected::Value(new)))
    };
    let plan: Plan = with(separator)?;
    let gets_quotes = plan.replacements.iter().any(|new| new.text.starts_with(['"', '\'']));
    if found.style == Style::Plain && gets_quotes {
        // A second space tells the text that had no quotes from the one that had them.
        return with(&format!("{separator} ")).map(Some);
    }
    Ok(Some(plan))
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
        return without_words(header, conventions, found, item).map(Some);
    }
    let cut = text.strip_suffix(name.as_str()).and_then(|rest| rest.strip_suffix(separator));
    let unchanged = cut.filter(|rest| words(rest, separator).eq(left.iter().copied()));
    let new = unchanged.map_or_else(|| left.join(separator), str::to_owned);
    let plain = new.trim_end();
    let bare = vec![replace(found.range.clone(), plain)];
    if plain != new && gives_back(header, &bare, |text| again(text, conventions, &keys, item)) {
        return Ok(Some(Plan::new(bare, &keys, Expected::Value(Value::String(plain.to_owned())))));
    }
    let new = Value::String(new);
    let replacements = header.set(&keys, &new, Hand::default())?;
    Ok(Some(Plan::new(replacements, &keys, Expected::Value(new))))
}

/// The text with the item added once more.
fn again(text: &str, conventions: &Conventions, keys: &[&str], item: &Value) -> Result<String, Refusal> {
    Ok(match add(&*open(text, conventions)?, conventions, keys, item)? {
        Some(plan) => applied(text, plan.replacements),
        None => text.to_owned(),
    })
}

/// The removal of the last word: with its key, or down to an empty value where adding the word to
/// that gives the text.
fn without_words(
    header: &dyn Language,
    conventions: &Conventions,
    found: &Found,
    item: &Value,
) -> Result<Plan, Refusal> {
    let keys = found.keys();
    let again = |text: &str| again(text, conventions, &keys, item);
    let whole = header.unset(&keys);
    if let Ok(whole) = &whole
        && gives_back(header, whole, again)
    {
        return Ok(Plan::new(whole.clone(), &keys, Expected::Absent));
    }
    let value = &header.text()[found.key_start..found.range.end];
    let colon = value.find(':').map_or(found.range.start, |colon| found.key_start + colon + 1);
    for space in ["", " ", "\t"] {
        let emptied = vec![replace(colon..found.range.end, space)];
        if is_mmd(header) && gives_back(header, &emptied, again) {
            return Ok(Plan::new(emptied, &keys, Expected::Value(Value::Null)));
        }
    }
    Ok(Plan::new(whole?, &keys, Expected::Absent))
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
        if gives_back(header, &replacements, |text| again(text, conventions, &keys, item)) {
            return Ok(Some(Plan::new(replacements, &keys, Expected::Value(text))));
        }
    }
    Ok(None)
}
