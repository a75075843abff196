//! How a value is edited.

use crate::date::WrittenDate;
use crate::front_matter::value::{Style, Value};

/// How a field is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Control {
    /// Text on one line.
    Text,
    /// Text of several lines, or of many words.
    LongText,
    /// A number.
    Number,
    /// On or off.
    Switch,
    /// A date with or without time and offset.
    Date,
    /// A list of scalars.
    List,
    /// The path or address of an image.
    Image,
    /// A map, its fields below it.
    Map,
    /// Shown as written; edited in the text.
    Raw,
}

impl Control {
    /// Whether values of both are of one type.
    pub(in crate::front_matter) fn is_like(self, other: Control) -> bool {
        let is_text = |control| matches!(control, Control::Text | Control::LongText | Control::Image);
        self == other || is_text(self) && is_text(other)
    }

    /// Its values in a sentence.
    pub(in crate::front_matter) fn noun(self) -> &'static str {
        match self {
            Control::Text | Control::LongText => "a text",
            Control::Number => "a number",
            Control::Switch => "on or off",
            Control::Date => "a date",
            Control::List => "a list",
            Control::Image => "an image",
            Control::Map => "a map",
            Control::Raw => "of another kind",
        }
    }
}

/// From so many characters on a text is a long one.
const LONG: usize = 90;

/// The control for a value; `None` for an empty one, which any control can show.
pub(in crate::front_matter) fn control_of(key: &str, value: &Value, style: Style) -> Option<Control> {
    if style == Style::Opaque {
        return Some(Control::Raw);
    }
    match value {
        Value::Null => None,
        Value::Bool(_) => Some(Control::Switch),
        Value::Int(_) | Value::Float(_) => Some(Control::Number),
        Value::Date(text) if written_date(key, text).is_some() => Some(Control::Date),
        Value::Date(_) => Some(Control::Text),
        Value::String(text) => of_text(key, text, style),
        Value::List(items) if items.iter().all(|item| item.as_text().is_some()) => Some(Control::List),
        Value::List(_) => Some(Control::Raw),
        Value::Map(_) => Some(Control::Map),
    }
}

/// The date that a text is. In a field of any name it is one only in ISO's order, `2024-01-31`.
pub(in crate::front_matter) fn written_date(key: &str, text: &str) -> Option<WrittenDate> {
    let may_be = key.to_ascii_lowercase().ends_with("date") || text.get(4..5) == Some("-");
    if may_be { WrittenDate::parse(text) } else { None }
}

fn of_text(key: &str, text: &str, style: Style) -> Option<Control> {
    Some(match () {
        () if text.trim().is_empty() => return None,
        () if written_date(key, text).is_some() => Control::Date,
        () if is_image(text) => Control::Image,
        () if matches!(style, Style::Literal | Style::Folded) || text.contains('\n') => Control::LongText,
        () if text.chars().nth(LONG).is_some() => Control::LongText,
        () => Control::Text,
    })
}

/// Whether a text is the path or address of an image.
fn is_image(text: &str) -> bool {
    const ENDINGS: [&str; 9] = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp", ".ico"];
    let path = text.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    !text.contains(['\n', '\t'])
        && ENDINGS.iter().any(|ending| path.len() > ending.len() && path.ends_with(ending))
}
