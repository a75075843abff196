//! From what the form asks for to edits.

use chrono::{DateTime, FixedOffset};
use granit_parser::ScalarStyle;

use super::HeaderEdit;
use super::control::written_date;
use super::roles::{RolePaths, draft_key};
use super::view::shown_text;
use crate::front_matter::conventions::Conventions;
use crate::front_matter::edit::{Edit, Place, Places, Refusal, Replacement, edit_all};
use crate::front_matter::value::{FrontMatter, Style, Value};
use crate::front_matter::{read, yaml};

/// The replacements that a change in the form means for `text`; none when it changes nothing.
/// `saved` is the text that the file holds.
///
/// # Errors
/// As for [`edit`](crate::front_matter::edit), and for what is typed as a number and is none.
pub fn edit_of(
    text: &str,
    change: &HeaderEdit,
    conventions: &Conventions,
    saved: &str,
    now: DateTime<FixedOffset>,
) -> Result<Vec<Replacement>, Refusal> {
    let header = read(text, conventions.generator);
    let path: Vec<&str> = change.path().iter().map(String::as_str).collect();
    let path = path.as_slice();
    let places = Places::of(text, conventions)?;
    let old = places.find(change.path()).map(Old::from);
    let old = old.as_ref();
    let edit = match change {
        HeaderEdit::SetText { value, .. } => {
            set_text(path, old, value).map(|value| Edit::Set { path, value })
        }
        HeaderEdit::SetNumber { value, .. } => Some(Edit::Set { path, value: number(value)? }),
        HeaderEdit::SetSwitch { on, .. } if is_draft_switch(&header, path) => Some(Edit::SetDraft(*on)),
        HeaderEdit::SetSwitch { on, .. } => Some(Edit::Set { path, value: Value::Bool(*on) }),
        HeaderEdit::SetDate { date, time, offset, .. } => {
            Some(Edit::SetDate { path, date, time: time.as_deref(), offset: offset.as_deref() })
        }
        HeaderEdit::SetNow { .. } => Some(Edit::SetNow { path, now }),
        HeaderEdit::SetList { items, .. } => {
            set_list(path, old, places.words(conventions, change.path()), items)
        }
        HeaderEdit::MoveItem { from, to, .. } => {
            Some(Edit::MoveItem { path, from: *from as usize, to: *to as usize })
        }
        HeaderEdit::Unset { .. } => Some(Edit::Unset { path }),
        HeaderEdit::Rename { to, .. } => Some(Edit::Rename { path, to: to.trim() }),
        HeaderEdit::Reset { .. } => Some(match Places::of(saved, conventions)?.find(change.path()) {
            Some(place) => Edit::Set { path, value: place.value },
            None => Edit::Unset { path },
        }),
        HeaderEdit::SetDraft { on } => Some(Edit::SetDraft(*on)),
        HeaderEdit::Publish => return publish(text, &header, conventions, now),
    };
    edit.map_or(Ok(Vec::new()), |edit| edit_all(text, &[edit], conventions))
}

/// What stands where a change goes.
struct Old {
    value: Value,
    style: Style,
}

impl From<Place<'_>> for Old {
    fn from(place: Place<'_>) -> Old {
        Old { value: place.value, style: place.style }
    }
}

fn publish(
    text: &str,
    header: &FrontMatter,
    conventions: &Conventions,
    now: DateTime<FixedOffset>,
) -> Result<Vec<Replacement>, Refusal> {
    let date = RolePaths::of(header, conventions).date;
    let path: Vec<&str> = date.iter().map(String::as_str).collect();
    let mut edits = vec![Edit::SetDraft(false)];
    if Places::of(text, conventions)?.find(&date).is_none_or(|place| is_blank(&place)) {
        edits.push(Edit::SetNow { path: &path, now });
    }
    edit_all(text, &edits, conventions)
}

/// `None` when the field says so already, also where it would say it in another type.
fn set_text(path: &[&str], old: Option<&Old>, text: &str) -> Option<Value> {
    if old.map(|old| shown_text(&old.value, old.style)).unwrap_or_default() == text {
        return None;
    }
    let key = path.last().copied().unwrap_or_default();
    let was_date = old.is_none_or(|old| matches!(old.value, Value::Date(_) | Value::Null));
    if was_date && key.to_ascii_lowercase().ends_with("date") && written_date(key, text).is_some() {
        return Some(Value::Date(text.to_owned()));
    }
    let ends_with_break = old.is_some_and(|old| {
        matches!(old.style, Style::Literal | Style::Folded)
            && matches!(&old.value, Value::String(text) if text.ends_with('\n'))
    });
    Some(Value::String(if ends_with_break { format!("{text}\n") } else { text.to_owned() }))
}

fn number(number: &str) -> Result<Value, Refusal> {
    match yaml::read_scalar(number.trim(), ScalarStyle::Plain, None) {
        value @ (Value::Int(_) | Value::Float(_)) => Ok(value),
        _ => Err(Refusal { line: None, reason: format!("`{number}` is not a number") }),
    }
}

fn is_draft_switch(header: &FrontMatter, path: &[&str]) -> bool {
    let [key] = path else { return false };
    draft_key(header).is_some_and(|draft| draft.eq_ignore_ascii_case(key))
        || key.eq_ignore_ascii_case("draft")
}

/// Items that the list holds already keep their type: the year 2024 stays a number. One item more
/// at the end, or one less, is an edit that the next one can take back to the byte.
/// `words` are those of a text that is a list to the generator.
fn set_list<'a>(
    path: &'a [&'a str],
    old: Option<&Old>,
    words: Option<Vec<String>>,
    items: &[String],
) -> Option<Edit<'a>> {
    let words: Option<Vec<Value>> = words.map(|words| words.into_iter().map(Value::String).collect());
    let held: &[Value] = match (&words, old.map(|old| &old.value)) {
        (Some(words), _) => words,
        (_, Some(Value::List(held))) => held,
        (_, Some(scalar)) => std::slice::from_ref(scalar),
        (_, None) => &[],
    };
    let shown = |value: &Value| value.as_text().filter(|text| !text.is_empty());
    let held: Vec<(&Value, String)> =
        held.iter().filter_map(|value| shown(value).map(|text| (value, text))).collect();
    let texts: Vec<&str> = held.iter().map(|(_, text)| text.as_str()).collect();
    let wanted: Vec<&str> = items.iter().map(String::as_str).collect();
    if texts == wanted {
        return None;
    }
    if let Some((last, before)) = wanted.split_last()
        && before == texts
        && !texts.contains(last)
    {
        return Some(Edit::AddItem { path, item: Value::String((*last).to_owned()) });
    }
    let gone = held.iter().find(|(_, text)| !wanted.contains(&text.as_str()));
    if let Some((value, gone)) = gone
        && texts.iter().filter(|text| *text != gone).eq(&wanted)
    {
        return Some(Edit::RemoveItem { path, item: (*value).clone() });
    }
    let value = |item: &String| {
        let kept = held.iter().find(|(_, text)| text == item).map(|(value, _)| (*value).clone());
        kept.unwrap_or_else(|| Value::String(item.clone()))
    };
    Some(Edit::Set { path, value: Value::List(items.iter().map(value).collect()) })
}

fn is_blank(place: &Place<'_>) -> bool {
    match &place.value {
        Value::Null => place.style != Style::Opaque,
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    }
}
