//! A header that an edit adds as a whole, and takes away as a whole.

use std::ops::Range;

use super::{Replacement, replace};
use crate::front_matter::lines::{break_near, line_at};
use crate::front_matter::split::Split;

/// Adds a header of this one entry to a text without one, a blank line below it.
pub(super) fn add(text: &str, fence: &str, entry: &str) -> Replacement {
    let top = text.len() - text.trim_start_matches('\u{feff}').len();
    let eol = break_near(text, top);
    let blank = if text[top..].is_empty() { "" } else { eol };
    replace(top..top, format!("{fence}{eol}{entry}{eol}{fence}{eol}{blank}"))
}

/// The line break that comes before the first entry of an empty header, so that it is told from a
/// header that was added as a whole.
pub(super) fn guard<'e>(text: &str, split: &Split, fence: &str, eol: &'e str) -> &'e str {
    if split.content.is_empty() && looks_added(text, split, fence) { eol } else { "" }
}

/// What goes with the last entry of a header, whose lines these are: the whole header, when it
/// looks as [`add`] writes it, or the line break of [`guard`].
pub(super) fn around(text: &str, split: &Split, fence: &str, lines: &Range<usize>) -> Option<Range<usize>> {
    if lines.end != split.content.end || !looks_added(text, split, fence) {
        return None;
    }
    match &text[split.content.start..lines.start] {
        "" => {
            let body = &text[split.block.end..];
            let blank = if body.starts_with(['\n', '\r']) { line_at(body, 0).1 } else { 0 };
            Some(split.block.start..split.block.end + blank)
        }
        "\n" | "\r\n" | "\r" => Some(split.content.clone()),
        _ => None,
    }
}

/// Whether the fences are those that [`add`] writes: at the very top, bare, and before a blank
/// line or the end of the text.
///
/// A header that holds one entry between such fences was added as a whole, as far as anyone can
/// tell, and goes as a whole. So that an empty header (which Jekyll tells from none) is not lost,
/// an entry added to one between such fences comes after a blank line.
fn looks_added(text: &str, split: &Split, fence: &str) -> bool {
    let bare = |line: &str| matches!(line.strip_prefix(fence), Some("\n" | "\r\n" | "\r"));
    let body = &text[split.block.end..];
    text[..split.block.start].trim_start_matches('\u{feff}').is_empty()
        && bare(&text[split.block.start..split.content.start])
        && bare(&text[split.content.end..split.block.end])
        && (body.is_empty() || body.starts_with(['\n', '\r']))
}
