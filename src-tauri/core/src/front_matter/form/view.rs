//! From a header to a form.

use super::control::{control_of, written_date};
use super::roles::{Role, RolePaths, draft_key};
use super::{Control, DateParts, FormField, HeaderForm};
use crate::Generator;
use crate::front_matter::conventions::Conventions;
use crate::front_matter::draft::{is_draft, truth};
use crate::front_matter::edit::Places;
use crate::front_matter::value::{Field, FrontMatter, Problem, Style, Value};

/// Maps of more entries are shown as they are written.
const MOST_ENTRIES: usize = 100;

/// The form of the header that [`read`](crate::front_matter::read) found in `text`.
pub fn form(text: &str, front_matter: &FrontMatter, conventions: &Conventions) -> HeaderForm {
    let (from, to) = match &front_matter.split {
        Some(split) => (split.block.start, split.block.end),
        None => (0, 0),
    };
    let from_units = units(&text[..from]);
    let places = Places::of(text, conventions);
    let refusal = places.as_ref().err().map(ToString::to_string);
    let view = View {
        conventions,
        places: places.ok(),
        roles: RolePaths::of(front_matter, conventions),
        draft_key: draft_key(front_matter),
        draft: is_draft(front_matter),
    };
    let mut fields: Vec<FormField> = front_matter.fields.iter().map(|field| view.top(field)).collect();
    let problems = give_to_fields(text, front_matter, &mut fields);
    HeaderForm {
        format: front_matter.split.as_ref().map(|split| split.format),
        from: from_units,
        to: from_units + units(&text[from..to]),
        editable: refusal.is_none(),
        note: refusal,
        fields,
        problems,
        draft: view.draft,
        roles: view.roles,
    }
}

/// A scalar's text in a control: a block scalar without the line break at its end.
pub(super) fn shown_text(value: &Value, style: Style) -> String {
    let text = value.as_text().unwrap_or_default();
    match (style, text.strip_suffix('\n')) {
        (Style::Literal | Style::Folded, Some(shown)) => shown.to_owned(),
        _ => text,
    }
}

/// What the fields of one header have in common.
struct View<'a> {
    conventions: &'a Conventions,
    places: Option<Places<'a>>,
    roles: RolePaths,
    draft_key: Option<&'a str>,
    draft: bool,
}

impl View<'_> {
    fn top(&self, field: &Field) -> FormField {
        self.field(vec![field.key.clone()], &field.value, field.style, &field.written, field.line)
    }

    fn field(&self, path: Vec<String>, value: &Value, style: Style, written: &str, line: u32) -> FormField {
        let key = path.last().cloned().unwrap_or_default();
        let role = match self.draft_key {
            Some(draft) if path.len() == 1 && key == draft => Some(Role::Draft),
            _ => self.roles.role(&path),
        };
        let own = control_of(&key, value, style);
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        let words = self.words(&path, role, value);
        let is_text = is_broken_text(value, style, written);
        let control = match words {
            Some(_) => Control::List,
            None if is_text => Control::Text,
            None => self.control(&names, role, own, value),
        };
        let mut shown = FormField {
            role,
            control,
            text: if is_text { written.to_owned() } else { shown_text(value, style) },
            items: Vec::new(),
            on: matches!(value, Value::Bool(true)),
            date: None,
            line,
            note: self.conventions.habits.oddity(&names, own),
            problems: Vec::new(),
            fields: Vec::new(),
            path,
        };
        match (control, value) {
            (Control::Number, _) => written.clone_into(&mut shown.text),
            (Control::Switch, _) if role == Some(Role::Draft) => shown.on = self.draft,
            (Control::Date, _) => {
                shown.date = value
                    .as_text()
                    .and_then(|text| written_date(&key, &text))
                    .map(|date| DateParts { date: date.date(), time: date.time(), offset: date.offset() });
            }
            (Control::List, Value::List(items)) => {
                shown.items = items.iter().filter_map(Value::as_text).collect();
            }
            (Control::List, single) => match words {
                Some(words) => shown.items = words,
                None => shown.items.extend(single.as_text().filter(|text| !text.is_empty())),
            },
            (Control::Map, Value::Map(entries)) => match self.entries(&shown.path, entries) {
                Some(fields) => shown.fields = fields,
                None => return raw(shown, written, "a map"),
            },
            (Control::Raw, Value::List(_)) if style != Style::Opaque => {
                return raw(shown, written, "a list of more than plain values");
            }
            (Control::Raw, _) => {
                return raw(shown, written, "written with an anchor, an alias or a tag, or broken");
            }
            _ => {}
        }
        shown
    }

    /// The items of a text that is a list to the generator.
    fn words(&self, path: &[String], role: Option<Role>, value: &Value) -> Option<Vec<String>> {
        let may_be = role == Some(Role::Tags) || self.conventions.generator == Generator::Jekyll;
        let is_text = matches!(value, Value::String(text) if !text.is_empty());
        if !may_be || !is_text {
            return None;
        }
        self.places.as_ref()?.words(self.conventions, path)
    }

    /// The control of a value: its own, but for an empty one and for a text that is written shorter
    /// or simpler than the blog's others.
    fn control(&self, path: &[&str], role: Option<Role>, own: Option<Control>, value: &Value) -> Control {
        let habit = self.conventions.habits.field(path).map(|field| field.control);
        let habit = habit.filter(|control| !matches!(control, Control::Raw | Control::Map));
        match (own, role) {
            (Some(control @ (Control::Raw | Control::List | Control::Map)), _) => control,
            (_, Some(Role::Draft)) if *value == Value::Null || truth(value).is_some() => Control::Switch,
            (None, Some(Role::Date)) => Control::Date,
            (None, Some(Role::Tags)) => Control::List,
            (Some(Control::Text | Control::Image), Some(Role::Tags)) if is_one_word(value) => Control::List,
            (Some(Control::LongText), Some(Role::Title)) if !is_in_lines(value) => Control::Text,
            (Some(Control::LongText), Some(_)) => Control::LongText,
            (Some(Control::Date), Some(Role::Date)) => Control::Date,
            (_, Some(Role::Title | Role::Slug | Role::Tags)) => Control::Text,
            (None, _) => habit.unwrap_or(Control::Text),
            (Some(Control::Text), _) => match habit {
                Some(Control::List) if is_one_word(value) => Control::List,
                Some(Control::LongText) => Control::LongText,
                Some(Control::Image) => Control::Image,
                _ => Control::Text,
            },
            (Some(control), _) => control,
        }
    }

    /// The fields of a map; `None` when one of them cannot be found for editing.
    fn entries(&self, path: &[String], entries: &[(String, Value)]) -> Option<Vec<FormField>> {
        let places = self.places.as_ref()?;
        if entries.is_empty() || entries.len() > MOST_ENTRIES {
            return None;
        }
        let field = |(key, value): &(String, Value)| {
            let path: Vec<String> = path.iter().chain([key]).cloned().collect();
            let place = places.find(&path)?;
            Some(self.field(path, value, place.style, place.written, place.line))
        };
        entries.iter().map(field).collect()
    }
}

fn raw(mut shown: FormField, written: &str, note: &str) -> FormField {
    shown.control = Control::Raw;
    written.clone_into(&mut shown.text);
    shown.note = Some(format!("{note}: edit it in the text"));
    shown
}

/// Text that no reader takes for one, such as `@name` or `a: b`, which quotes would mend.
fn is_broken_text(value: &Value, style: Style, written: &str) -> bool {
    const OPENERS: [char; 9] = ['[', '{', '&', '*', '!', '|', '>', '"', '\''];
    let plain = !written.is_empty() && !written.starts_with(OPENERS) && !written.contains(['\n', '\r']);
    style == Style::Opaque && *value == Value::Null && plain
}

/// `tags: a b` is one tag to some generators and two to others.
fn is_one_word(value: &Value) -> bool {
    let text = value.as_text().unwrap_or_default();
    !text.contains(|character: char| character.is_whitespace() || character == ',')
}

fn is_in_lines(value: &Value) -> bool {
    value.as_text().is_some_and(|text| text.trim_end().contains('\n'))
}

/// Puts each problem with the field whose lines it is in; the others are the header's.
fn give_to_fields(text: &str, header: &FrontMatter, fields: &mut [FormField]) -> Vec<Problem> {
    let mut others = Vec::new();
    for problem in &header.problems {
        let at = header.fields.partition_point(|field| field.line <= problem.line).checked_sub(1);
        let inside = at.filter(|&at| {
            let field = &header.fields[at];
            let breaks = memchr::memchr_iter(b'\n', text[field.range.clone()].trim_end().as_bytes()).count();
            field.line == problem.line || problem.line as usize <= field.line as usize + breaks
        });
        match inside.and_then(|at| fields.get_mut(at)) {
            Some(field) => field.problems.push(problem.clone()),
            None => others.push(problem.clone()),
        }
    }
    others
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}
