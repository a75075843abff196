//! From a header to a form.

use super::{Control, DateParts, FormField, HeaderForm, Role};
use crate::date::WrittenDate;
use crate::front_matter::conventions::Conventions;
use crate::front_matter::draft::{is_draft, saying, truth};
use crate::front_matter::edit::why_not_editable;
use crate::front_matter::value::{Field, FrontMatter, Style, Value};

/// The form of the header that [`read`](crate::front_matter::read) found in `text`.
pub fn form(text: &str, front_matter: &FrontMatter, conventions: &Conventions) -> HeaderForm {
    let (from, to) = match &front_matter.split {
        Some(split) => (split.block.start, split.block.end),
        None => (0, 0),
    };
    let from_units = units(&text[..from]);
    let refusal = why_not_editable(text, conventions);
    let roles = roles(front_matter);
    let draft = is_draft(front_matter);
    let shown = |field: &Field| {
        let role = roles.iter().find(|(_, other)| std::ptr::eq(*other, field)).map(|(role, _)| *role);
        form_field(field, role, draft)
    };
    HeaderForm {
        format: front_matter.split.as_ref().map(|split| split.format),
        from: from_units,
        to: from_units + units(&text[from..to]),
        editable: refusal.is_none(),
        note: refusal.map(|refusal| refusal.to_string()),
        fields: front_matter.fields.iter().map(shown).collect(),
        problems: front_matter.problems.clone(),
        draft,
    }
}

/// The fields that have a role, at most one for each.
pub(super) fn roles(front_matter: &FrontMatter) -> Vec<(Role, &Field)> {
    const ROLES: [(&str, Role); 4] =
        [("title", Role::Title), ("date", Role::Date), ("slug", Role::Slug), ("tags", Role::Tags)];
    let named = |(name, role): (&str, Role)| Some((role, front_matter.field(name)?));
    let mut roles: Vec<_> = ROLES.into_iter().filter_map(named).collect();
    let draft = saying(|key| Some(front_matter.field(key)?.value.clone()));
    roles.extend(draft.and_then(|(key, _)| Some((Role::Draft, front_matter.field(key)?))));
    roles
}

/// A scalar's text in a control: a block scalar without the line break at its end.
pub(super) fn shown_text(field: &Field) -> String {
    let text = field.value.as_text().unwrap_or_default();
    match (field.style, text.strip_suffix('\n')) {
        (Style::Literal | Style::Folded, Some(shown)) => shown.to_owned(),
        _ => text,
    }
}

fn form_field(field: &Field, role: Option<Role>, draft: bool) -> FormField {
    let mut shown = FormField {
        key: field.key.clone(),
        role,
        control: Control::Text,
        text: shown_text(field),
        items: Vec::new(),
        on: false,
        date: None,
        line: field.line,
        note: None,
    };
    if field.style == Style::Opaque {
        return raw(shown, field, "written with an anchor, an alias or a tag, or broken");
    }
    match (&field.value, role) {
        (Value::Map(_), _) => return raw(shown, field, "a map"),
        (Value::List(items), _) => match items.iter().map(Value::as_text).collect() {
            Some(items) => (shown.control, shown.items) = (Control::List, items),
            None => return raw(shown, field, "a list of more than plain values"),
        },
        (Value::Null, Some(Role::Tags)) => shown.control = Control::List,
        (Value::Null, Some(Role::Date)) => shown.control = Control::Date,
        (value, Some(Role::Draft)) if *value == Value::Null || truth(value).is_some() => {
            (shown.control, shown.on) = (Control::Switch, draft);
        }
        (Value::String(text), Some(Role::Tags)) if is_one_tag(text) => {
            shown.control = Control::List;
            shown.items.extend((!text.is_empty()).then(|| text.clone()));
        }
        (_, Some(Role::Title | Role::Slug | Role::Tags)) => {}
        (Value::Bool(on), _) => (shown.control, shown.on) = (Control::Switch, *on),
        (Value::Int(_) | Value::Float(_), _) => {
            (shown.control, shown.text) = (Control::Number, field.written.clone());
        }
        (Value::Date(text) | Value::String(text), _) => {
            // Text in a field of any name is a date only in ISO's order, as `2024-01-31`.
            let may_be = role == Some(Role::Date) || text.get(4..5) == Some("-");
            if let Some(date) = WrittenDate::parse(text).filter(|_| may_be) {
                shown.control = Control::Date;
                shown.date = Some(DateParts { date: date.date(), time: date.time(), offset: date.offset() });
            }
        }
        (Value::Null, _) => {}
    }
    shown
}

fn raw(mut shown: FormField, field: &Field, note: &str) -> FormField {
    shown.control = Control::Raw;
    shown.text.clone_from(&field.written);
    shown.note = Some(format!("{note}: edit it in the text"));
    shown
}

/// `tags: a b` is one tag to some generators and two to others.
fn is_one_tag(text: &str) -> bool {
    !text.contains(|character: char| character.is_whitespace() || character == ',')
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}
