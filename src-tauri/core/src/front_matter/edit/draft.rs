//! Making a post a draft or not, in the words of its header.

use super::gate::Expected;
use super::language::{Found, Hand, Language, open};
use super::plan::{Plan, gives_back};
use super::words::is_mmd;
use super::{Refusal, applied, replace};
use crate::front_matter::conventions::Conventions;
use crate::front_matter::draft::{new_line, opposite, saying, truth};
use crate::front_matter::split::Format;
use crate::front_matter::value::{Style, Value};

/// Of 19,608 real posts 98.9 % have no key to toggle. The line that `true` adds is therefore the
/// first of the header, where hardly anybody writes it by hand, and `false` removes a line that
/// looks exactly so. A `draft: false` that stands there already is set apart by a second space.
pub(super) fn set(
    header: &dyn Language,
    conventions: &Conventions,
    on: bool,
) -> Result<Option<Plan>, Refusal> {
    let value = |key: &str| header.find(&[key]).ok().flatten().map(|found| found.value);
    let Some((key, is_draft)) = saying(conventions.generator, value) else {
        return if on { added(header, conventions).map(Some) } else { Ok(None) };
    };
    let Some(found) = header.find(&[key])?.filter(|_| is_draft != on) else { return Ok(None) };
    let keys = found.keys();
    header.refuse_shared(&keys)?;
    found.refuse_unreadable(header)?;
    if found.value == Value::Null {
        return fill(header, &found).map(Some);
    }
    let may_be_added = key.eq_ignore_ascii_case(line(header, conventions).0);
    if may_be_added
        && !on
        && let Some(plan) = taken_back(header, conventions, &found)?
    {
        return Ok(Some(plan));
    }
    if key == "draft" && on && header.text()[found.range.clone()] == *"FALSE" {
        // `TRUE` is what an empty value becomes.
        return turned(header, &found, " ").map(Some);
    }
    let turned = turned(header, &found, "")?;
    if may_be_added
        && on
        && header.is_first(&keys)
        && let Ok(without) = header.unset(&keys)
    {
        let made = |text: &str| {
            let bare = open(text, conventions)?;
            Ok(applied(text, added(&*bare, conventions)?.replacements))
        };
        let looks_added = header.text()[..found.range.start].ends_with("  ")
            || made(&applied(header.text(), without))? == applied(header.text(), turned.replacements.clone());
        if looks_added {
            return self::turned(header, &found, " ").map(Some);
        }
    }
    Ok(Some(turned))
}

/// The key of the line that makes a draft, its value and the opposite.
fn line(header: &dyn Language, conventions: &Conventions) -> (&'static str, Value, Value) {
    new_line(conventions.generator, is_mmd(header))
}

/// The first line `draft: true`, or what the generator has for it.
fn added(header: &dyn Language, conventions: &Conventions) -> Result<Plan, Refusal> {
    let (key, value, _) = line(header, conventions);
    if let Some(found) = header.find(&[key])? {
        return Err(neither(header, &found));
    }
    let replacements = header.set(&[key], &value, Hand::FIRST)?;
    Ok(Plan::new(replacements, &[key], Expected::Value(value)))
}

/// What undoes the way `true` was written: by adding a line, by filling an empty value, or with a
/// second space.
fn taken_back(
    header: &dyn Language,
    conventions: &Conventions,
    found: &Found,
) -> Result<Option<Plan>, Refusal> {
    let keys = found.keys();
    let again = |text: &str| {
        let before = open(text, conventions)?;
        let plan = set(&*before, conventions, true)?;
        Ok(plan.map_or_else(|| text.to_owned(), |plan| applied(text, plan.replacements)))
    };
    let written = &header.text()[found.range.clone()];
    if written == "TRUE"
        && let Ok(replacements) = header.clear(&keys, "")
        && gives_back(header, &replacements, again)
    {
        return Ok(Some(Plan::new(replacements, &keys, Expected::Value(Value::Null))));
    }
    if written == "TRUE" && header.text()[..found.range.start].ends_with("  ") {
        let squeezed = vec![replace(found.range.start - 1..found.range.end, "FALSE")];
        if gives_back(header, &squeezed, again) {
            return Ok(Some(Plan::new(squeezed, &keys, Expected::Value(Value::Bool(false)))));
        }
    }
    let (_, value, opposite) = line(header, conventions);
    if value.as_text().as_deref() != Some(written) || !header.is_first(&keys) {
        return Ok(None);
    }
    if let Ok(removed) = header.unset(&keys)
        && gives_back(header, &removed, again)
    {
        return Ok(Some(Plan::new(removed, &keys, Expected::Absent)));
    }
    if header.text()[..found.range.start].ends_with(' ') {
        let range = found.range.start - 1..found.range.end;
        let squeezed = vec![replace(range, opposite.as_text().unwrap_or_default())];
        if gives_back(header, &squeezed, again) {
            return Ok(Some(Plan::new(squeezed, &keys, Expected::Value(opposite))));
        }
    }
    Ok(None)
}

/// An empty value becomes true, in YAML in a case that nobody writes by hand, so that it can be
/// told from a `false` that was turned. Spaces behind the empty value stay behind it.
fn fill(header: &dyn Language, found: &Found) -> Result<Plan, Refusal> {
    let keys = found.keys();
    let value = Value::Bool(true);
    let is_yaml = header.split().is_some_and(|split| split.format == Format::Yaml);
    let replacements = if is_yaml && found.style == Style::Empty {
        vec![replace(found.range.clone(), " TRUE")]
    } else {
        header.set(&keys, &value, Hand::default())?
    };
    Ok(Plan::new(replacements, &keys, Expected::Value(value)))
}

/// The other word of the pair that the value is of, in its quotes, after `gap`.
fn turned(header: &dyn Language, found: &Found, gap: &str) -> Result<Plan, Refusal> {
    let neither = || neither(header, found);
    let text = found.value.as_text().ok_or_else(neither)?;
    let written = &header.text()[found.range.clone()];
    let in_quotes = matches!(found.style, Style::SingleQuoted | Style::DoubleQuoted);
    let bare = if in_quotes { text.as_str() } else { written };
    let word = opposite(bare).ok_or_else(neither)?;
    let place = written.find(bare).ok_or_else(neither)?;
    let range = found.range.start + place..found.range.start + place + bare.len();
    let expected = match &found.value {
        Value::Bool(truth) => Value::Bool(!truth),
        Value::Int(number) => Value::Int(1 - number),
        _ => Value::String(word.clone()),
    };
    debug_assert!(truth(&found.value) != truth(&expected) || truth(&expected).is_none());
    Ok(Plan::new(vec![replace(range, format!("{gap}{word}"))], &found.keys(), Expected::Value(expected)))
}

fn neither(header: &dyn Language, found: &Found) -> Refusal {
    let reason = format!("the value of `{}` says neither yes nor no", found.path.join("."));
    Refusal::at(header.text(), found.key_start, reason)
}
