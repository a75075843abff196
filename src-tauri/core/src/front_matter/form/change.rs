//! From what the form asks for to edits.

use chrono::{DateTime, FixedOffset};
use granit_parser::ScalarStyle;

use super::view::{roles, shown_text};
use super::{HeaderEdit, Role};
use crate::date::WrittenDate;
use crate::front_matter::conventions::Conventions;
use crate::front_matter::edit::{Edit, Refusal, Replacement, edit_all};
use crate::front_matter::value::{Field, FrontMatter, Style, Value};
use crate::front_matter::{read, yaml};

/// The replacements that a change in the form means for `text`; none when it changes nothing.
///
/// # Errors
/// As for [`edit`](crate::front_matter::edit), and for what is typed as a number and is none.
pub fn edit_of(
    text: &str,
    change: &HeaderEdit,
    conventions: &Conventions,
    now: DateTime<FixedOffset>,
) -> Result<Vec<Replacement>, Refusal> {
    let header = read(text, conventions.generator);
    let key = change.key();
    let path: &[&str] = &[key];
    let edit = match change {
        HeaderEdit::SetText { value, .. } => {
            set_text(&header, key, value).map(|value| Edit::Set { path, value })
        }
        HeaderEdit::SetNumber { value, .. } => Some(Edit::Set { path, value: number(value)? }),
        HeaderEdit::SetSwitch { on, .. } if is_draft_switch(&header, key) => Some(Edit::SetDraft(*on)),
        HeaderEdit::SetSwitch { on, .. } => Some(Edit::Set { path, value: Value::Bool(*on) }),
        HeaderEdit::SetDate { date, time, offset, .. } => {
            Some(Edit::SetDate { path, date, time: time.as_deref(), offset: offset.as_deref() })
        }
        HeaderEdit::SetNow { .. } => Some(Edit::SetNow { path, now }),
        HeaderEdit::SetList { items, .. } => {
            set_list(&header, key, items).map(|value| Edit::Set { path, value })
        }
        HeaderEdit::Unset { .. } => Some(Edit::Unset { path }),
        HeaderEdit::SetDraft { on } => Some(Edit::SetDraft(*on)),
        HeaderEdit::Publish => return publish(text, &header, conventions, now),
    };
    edit.map_or(Ok(Vec::new()), |edit| edit_all(text, &[edit], conventions))
}

fn publish(
    text: &str,
    header: &FrontMatter,
    conventions: &Conventions,
    now: DateTime<FixedOffset>,
) -> Result<Vec<Replacement>, Refusal> {
    let mut edits = vec![Edit::SetDraft(false)];
    if header.field("date").is_none_or(is_blank) {
        edits.push(Edit::SetNow { path: &["date"], now });
    }
    edit_all(text, &edits, conventions)
}

/// `None` when the field says so already, also where it would say it in another type.
fn set_text(header: &FrontMatter, key: &str, text: &str) -> Option<Value> {
    let field = header.field(key);
    if field.map(shown_text).unwrap_or_default() == text {
        return None;
    }
    let is_date = key.eq_ignore_ascii_case("date") && WrittenDate::parse(text).is_some();
    let value = if is_date { Value::Date(text.to_owned()) } else { Value::String(text.to_owned()) };
    Some(match (field, value) {
        (Some(field), Value::String(text)) if ends_with_break(field) => Value::String(text + "\n"),
        (_, value) => value,
    })
}

fn number(number: &str) -> Result<Value, Refusal> {
    match yaml::read_scalar(number.trim(), ScalarStyle::Plain, None) {
        value @ (Value::Int(_) | Value::Float(_)) => Ok(value),
        _ => Err(Refusal { line: None, reason: format!("`{number}` is not a number") }),
    }
}

fn is_draft_switch(header: &FrontMatter, key: &str) -> bool {
    let is_draft =
        |(role, field): &(Role, &Field)| *role == Role::Draft && field.key.eq_ignore_ascii_case(key);
    roles(header).iter().any(is_draft) || key.eq_ignore_ascii_case("draft")
}

/// Items that the list holds already keep their type: the year 2024 stays a number.
fn set_list(header: &FrontMatter, key: &str, items: &[String]) -> Option<Value> {
    let old: &[Value] = match header.field(key).map(|field| &field.value) {
        Some(Value::List(old)) => old,
        Some(scalar) => std::slice::from_ref(scalar),
        None => &[],
    };
    let shown = |value: &Value| value.as_text().filter(|text| !text.is_empty());
    if old.iter().filter_map(shown).eq(items.iter().cloned()) {
        return None;
    }
    let value = |item: &String| {
        let kept = old.iter().find(|value| value.as_text().as_deref() == Some(item));
        kept.cloned().unwrap_or_else(|| Value::String(item.clone()))
    };
    Some(Value::List(items.iter().map(value).collect()))
}

fn is_blank(field: &Field) -> bool {
    match &field.value {
        Value::Null => field.style != Style::Opaque,
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn ends_with_break(field: &Field) -> bool {
    matches!(field.style, Style::Literal | Style::Folded)
        && matches!(&field.value, Value::String(text) if text.ends_with('\n'))
}
