//! Whether a header says that its post is a draft.

use super::value::{FrontMatter, Value};

/// Whether the post is a draft: by `draft`, else by `published` when that is a truth value and not
/// a date. Without either it is none.
pub fn is_draft(front_matter: &FrontMatter) -> bool {
    match front_matter.field("draft") {
        Some(draft) => truth(&draft.value) == Some(true),
        None => front_matter.field("published").and_then(|field| truth(&field.value)) == Some(false),
    }
}

/// The truth value that a header's author meant, also in words and in quotes.
pub(crate) fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "y" => Some(true),
            "false" | "no" | "off" | "n" => Some(false),
            _ => None,
        },
        _ => None,
    }
}
