//! The header as a form: what the window shows, and what it may ask for.

mod change;
mod control;
mod roles;
mod view;

pub use change::edit_of;
pub use control::Control;
pub(super) use control::control_of;
pub use roles::{Role, RolePaths};
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
    /// What is wrong with the header as a whole; what is wrong with a field is with the field.
    pub problems: Vec<Problem>,
    /// Whether the header makes the post a draft.
    pub draft: bool,
    /// Where the standard fields are, or go when they are missing.
    pub roles: RolePaths,
}

/// One field of the form.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct FormField {
    /// The keys from the top of the header down to it, as written.
    pub path: Vec<String>,
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
    /// What to know about it: why it is raw, or what sets it apart from the blog's other posts.
    pub note: Option<String>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// A map's own fields.
    pub fields: Vec<FormField>,
}

impl FormField {
    /// The last key of the path.
    pub fn key(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }
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

/// A change that the form asks for. A `path` is the keys from the top of the header down to the field.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum HeaderEdit {
    /// New text.
    SetText {
        /// The field.
        path: Vec<String>,
        /// The text.
        value: String,
    },
    /// A new number.
    SetNumber {
        /// The field.
        path: Vec<String>,
        /// The number as typed.
        value: String,
    },
    /// A switch's new position.
    SetSwitch {
        /// The field.
        path: Vec<String>,
        /// The position; of the draft role, whether the post is a draft.
        on: bool,
    },
    /// A new date.
    SetDate {
        /// The field.
        path: Vec<String>,
        /// `YYYY-MM-DD`
        date: String,
        /// `HH:MM[:SS[.fff]]`
        time: Option<String>,
        /// `Z` or `+HH:MM`
        offset: Option<String>,
    },
    /// This moment as the date.
    SetNow {
        /// The field.
        path: Vec<String>,
    },
    /// A list's new items.
    SetList {
        /// The field.
        path: Vec<String>,
        /// The items.
        items: Vec<String>,
    },
    /// Moves an item of a list.
    MoveItem {
        /// The field.
        path: Vec<String>,
        /// Which item, from 0.
        from: u32,
        /// The place it has afterwards, from 0.
        to: u32,
    },
    /// Removes the field.
    Unset {
        /// The field.
        path: Vec<String>,
    },
    /// Gives the field's last key another name.
    Rename {
        /// The field.
        path: Vec<String>,
        /// The new name.
        to: String,
    },
    /// Gives the field the value that the file has, or removes it when the file has none.
    Reset {
        /// The field.
        path: Vec<String>,
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
    /// The field that it changes; empty where the header says which.
    fn path(&self) -> &[String] {
        match self {
            HeaderEdit::SetText { path, .. }
            | HeaderEdit::SetNumber { path, .. }
            | HeaderEdit::SetSwitch { path, .. }
            | HeaderEdit::SetDate { path, .. }
            | HeaderEdit::SetNow { path }
            | HeaderEdit::SetList { path, .. }
            | HeaderEdit::MoveItem { path, .. }
            | HeaderEdit::Unset { path }
            | HeaderEdit::Rename { path, .. }
            | HeaderEdit::Reset { path } => path,
            HeaderEdit::SetDraft { .. } | HeaderEdit::Publish => &[],
        }
    }
}
