//! What an edit means, in any language: the replacements, and what the header must then hold.

use super::gate::{Change, Expected};
use super::language::{Found, Hand, Language, open};
use super::{Edit, Refusal, Replacement, applied, draft, list};
use crate::date::{WrittenDate, rfc3339, rfc3339_now};
use crate::front_matter::conventions::Conventions;
use crate::front_matter::value::{Style, Value};

/// What an edit wants to do, and what the header must then hold.
pub(super) struct Plan {
    pub replacements: Vec<Replacement>,
    pub change: Change,
}

impl Plan {
    pub fn new(replacements: Vec<Replacement>, path: &[&str], expected: Expected) -> Plan {
        let path = path.iter().map(|&key| key.to_owned()).collect();
        Plan { replacements, change: Change { path, expected } }
    }
}

/// `None` when the edit changes nothing.
pub(super) fn plan(
    header: &dyn Language,
    conventions: &Conventions,
    edit: &Edit<'_>,
) -> Result<Option<Plan>, Refusal> {
    match edit {
        Edit::Set { path, value } => set(header, path, value),
        Edit::Unset { path } => unset(header, conventions, path),
        Edit::Rename { path, to } => rename(header, conventions, path, to),
        Edit::AddItem { path, item } => list::add(header, conventions, path, item),
        Edit::RemoveItem { path, item } => list::remove(header, conventions, path, item),
        Edit::MoveItem { path, from, to } => list::reorder(header, path, *from, *to),
        Edit::SetDate { path, date, time, offset } => {
            let (shape, as_text) = date_shape(header, conventions, path)?;
            let text = match shape {
                Some(written) => written.with_parts(date, *time, *offset),
                None => rfc3339(date, *time, *offset),
            };
            let text = text.ok_or_else(|| {
                Refusal::new(format!("`{date}` is not a day, or its time or offset is none"))
            })?;
            set(header, path, &as_text(text))
        }
        Edit::SetNow { path, now } => {
            let (shape, as_text) = date_shape(header, conventions, path)?;
            let text = shape.map_or_else(|| rfc3339_now(*now), |written| written.now_like(*now));
            set(header, path, &as_text(text))
        }
        Edit::SetDraft(on) => draft::set(header, conventions, *on),
    }
}

pub(super) fn set(header: &dyn Language, path: &[&str], value: &Value) -> Result<Option<Plan>, Refusal> {
    let expected = Expected::Value(value.clone());
    let Some(found) = header.find(path)? else {
        return Ok(Some(Plan::new(header.set(path, value, Hand::default())?, path, expected)));
    };
    let keys = found.keys();
    if is_same(&found, value) && !header.is_read_otherwise(&keys) {
        return Ok(None);
    }
    header.refuse_shared(&keys)?;
    Ok(Some(Plan::new(header.set(&keys, value, Hand::default())?, &keys, expected)))
}

/// Equal, or a date in quotes that is the text of the date to be written.
fn is_same(found: &Found, new: &Value) -> bool {
    match (&found.value, new) {
        (Value::String(old), Value::Date(new)) => {
            old == new && matches!(found.style, Style::SingleQuoted | Style::DoubleQuoted)
        }
        (Value::Null, Value::Null) => found.style == Style::Empty,
        (old, new) => old == new,
    }
}

fn unset(header: &dyn Language, conventions: &Conventions, path: &[&str]) -> Result<Option<Plan>, Refusal> {
    let Some(found) = header.find(path)? else { return Ok(None) };
    let keys = found.keys();
    let again = |text: &str| {
        let bare = open(text, conventions)?;
        Ok(applied(text, bare.set(&keys, &found.value, Hand::default())?))
    };
    if let Some(plan) = without_maps(header, &keys, again) {
        return Ok(Some(plan));
    }
    Ok(Some(Plan::new(header.unset(&keys)?, &keys, Expected::Absent)))
}

/// The removal of a map above the last key, when doing `again` to the text without it gives the
/// header's text.
pub(super) fn without_maps(
    header: &dyn Language,
    keys: &[&str],
    again: impl Fn(&str) -> Result<String, Refusal>,
) -> Option<Plan> {
    (1..keys.len()).find_map(|depth| {
        let above = &keys[..depth];
        let whole = header.unset(above).ok()?;
        gives_back(header, &whole, &again).then(|| Plan::new(whole, above, Expected::Absent))
    })
}

/// Whether doing `again` to the text after `replacements` gives the header's text: then the
/// replacements undo it.
pub(super) fn gives_back(
    header: &dyn Language,
    replacements: &[Replacement],
    again: impl FnOnce(&str) -> Result<String, Refusal>,
) -> bool {
    let without = applied(header.text(), replacements.to_vec());
    again(&without).is_ok_and(|text| text == header.text())
}

fn rename(
    header: &dyn Language,
    conventions: &Conventions,
    path: &[&str],
    to: &str,
) -> Result<Option<Plan>, Refusal> {
    let Some(found) = header.find(path)? else {
        return Err(Refusal::new(format!("there is no `{}`", path.join("."))));
    };
    let keys = found.keys();
    let Some((last, above)) = keys.split_last() else { return Ok(None) };
    if *last == to {
        return Ok(None);
    }
    if to.trim().is_empty() {
        return Err(Refusal::at(header.text(), found.key_start, "a key needs a name"));
    }
    let new: Vec<&str> = above.iter().copied().chain([to]).collect();
    let only_case = conventions.generator.ignores_case() && last.to_lowercase() == to.to_lowercase();
    if let Some(other) = header.find(&new)?.filter(|other| !only_case || other.key_start != found.key_start) {
        let line = super::line_and_column(header.text(), other.key_start).0;
        let reason = format!("there is a `{}` already, in line {line}", other.path.join("."));
        return Err(Refusal::at(header.text(), found.key_start, reason));
    }
    let replacements = header.rename(&keys, to)?;
    Ok(Some(Plan::new(replacements, &keys, Expected::Renamed(to.to_owned()))))
}

/// A date's text as the value that it is in a header.
type Written = fn(String) -> Value;

/// The shape of the date that stands at `path`, else that of most of the blog's dates, and what a
/// date in it is: a blog that writes its dates in quotes gets texts.
fn date_shape(
    header: &dyn Language,
    conventions: &Conventions,
    path: &[&str],
) -> Result<(Option<WrittenDate>, Written), Refusal> {
    let found = header.find(path)?;
    let written =
        found.as_ref().and_then(|found| found.value.as_text()).and_then(|text| WrittenDate::parse(&text));
    let is_new = found.is_none_or(|found| found.value == Value::Null);
    Ok(match (written, conventions.habits.date(path)) {
        (None, Some((shape, true))) if is_new => (Some(shape.clone()), Value::String),
        (None, Some((shape, _))) => (Some(shape.clone()), Value::Date),
        (written, _) => (written, Value::Date),
    })
}
