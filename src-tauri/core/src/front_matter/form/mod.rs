//! The header as a form: what the window shows, and what it may ask for.

mod change;
mod view;

pub use change::edit_of;
pub use view::form;

use super::split::Format;
use super::value::Problem;

/// A header as a form.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct HeaderForm {
    /// The language, `None` when there is no header.
    pub format: Option<Format>,
    /// Where the header starts, fences included, in UTF-16 units.
    pub from: u32,
    /// Where the body starts, in UTF-16 units.
    pub to: u32,
    /// Whether fields can be changed, and a header added where there is none.
    pub editable: bool,
    /// Why not.
    pub note: Option<String>,
    /// The fields in the order of the file.
    pub fields: Vec<FormField>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// Whether the header makes the post a draft.
    pub draft: bool,
}

/// One field of the form.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct FormField {
    /// The key as written.
    pub key: String,
    /// What the field is to the program.
    pub role: Option<Role>,
    /// How it is edited.
    pub control: Control,
    /// The value as text; for [`Control::Raw`] its bytes as written.
    pub text: String,
    /// A list's items.
    pub items: Vec<String>,
    /// A switch's position; of the draft role, whether the post is a draft.
    pub on: bool,
    /// A date's parts.
    pub date: Option<DateParts>,
    /// The line of the key, from 1.
    pub line: u32,
    /// What to know about it, such as why it is raw.
    pub note: Option<String>,
}

/// What a field is to the program, whatever the case of its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The post's title.
    Title,
    /// The day it is published.
    Date,
    /// Whether it is a draft.
    Draft,
    /// Its name in the address.
    Slug,
    /// Its tags.
    Tags,
}

/// How a field is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Control {
    /// Text.
    Text,
    /// A number.
    Number,
    /// On or off.
    Switch,
    /// A date with or without time and offset.
    Date,
    /// A list of scalars.
    List,
    /// Shown as written; edited in the text.
    Raw,
}

/// A date in the parts that a control shows.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DateParts {
    /// `YYYY-MM-DD`
    pub date: String,
    /// `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fff`
    pub time: Option<String>,
    /// `Z` or `+HH:MM`
    pub offset: Option<String>,
}

/// A change that the form asks for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum HeaderEdit {
    /// New text.
    SetText {
        /// The key.
        key: String,
        /// The text.
        value: String,
    },
    /// A new number.
    SetNumber {
        /// The key.
        key: String,
        /// The number as typed.
        value: String,
    },
    /// A switch's new position.
    SetSwitch {
        /// The key.
        key: String,
        /// The position; of the draft role, whether the post is a draft.
        on: bool,
    },
    /// A new date.
    SetDate {
        /// The key.
        key: String,
        /// `YYYY-MM-DD`
        date: String,
        /// `HH:MM[:SS[.fff]]`
        time: Option<String>,
        /// `Z` or `+HH:MM`
        offset: Option<String>,
    },
    /// This moment as the date.
    SetNow {
        /// The key.
        key: String,
    },
    /// A list's new items.
    SetList {
        /// The key.
        key: String,
        /// The items.
        items: Vec<String>,
    },
    /// Removes the field.
    Unset {
        /// The key.
        key: String,
    },
    /// Makes the post a draft or not.
    SetDraft {
        /// Whether it is a draft.
        on: bool,
    },
    /// No draft any more, and dated now if it has no date.
    Publish,
}

impl HeaderEdit {
    /// The key that it changes; empty where the header says which.
    fn key(&self) -> &str {
        match self {
            HeaderEdit::SetText { key, .. }
            | HeaderEdit::SetNumber { key, .. }
            | HeaderEdit::SetSwitch { key, .. }
            | HeaderEdit::SetDate { key, .. }
            | HeaderEdit::SetNow { key }
            | HeaderEdit::SetList { key, .. }
            | HeaderEdit::Unset { key } => key,
            HeaderEdit::SetDraft { .. } | HeaderEdit::Publish => "",
        }
    }
}
