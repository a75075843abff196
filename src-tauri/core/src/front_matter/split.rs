//! Where the header of a post is, in bytes.

use std::ops::Range;

use super::json;
use super::lines::line_at;

/// The language a header is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines, or `---toml` and `---`.
    Toml,
    /// A `{...}` that opens the text, or between `---json` and `---`.
    Json,
    /// Between `---js` and `---`: a program, shown and never edited.
    Js,
}

/// The place of a header in its text; all offsets are bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The language of the header.
    pub format: Format,
    /// The header with its fences and the line break after the closing one; the body starts at its
    /// end. Of a header that is never closed this is the opening fence alone, since nobody can say
    /// where the body starts: what follows counts as body.
    pub block: Range<usize>,
    /// What stands between the fences, with its last line break. For bare JSON the braces belong
    /// to it.
    pub content: Range<usize>,
    /// Whether the header ends at all.
    pub closed: bool,
}

/// Finds the header of `text`, a whole file or document.
///
/// The rules are the union of what generators accept that cannot take a body for a header: a byte
/// order mark and blank lines may come first, a fence may have spaces behind it, `...` closes YAML
/// too. An opening fence that is not on the first line counts only when it is closed, for it may
/// as well be a thematic break.
pub fn split(text: &str) -> Option<Split> {
    let start = text.strip_prefix('\u{feff}').map_or(0, |_| '\u{feff}'.len_utf8());
    let opening = skip_blank_lines(text, start);
    if text[opening..].starts_with('{') {
        return split_bare_json(text, opening);
    }
    let (line, content_start) = line_at(text, opening);
    let (format, closings) = opening_fence(&text[line])?;
    let closing = find_closing(text, content_start, closings);
    if closing.is_none() && opening > start {
        return None;
    }
    Some(match closing {
        Some(fence) => {
            Split { format, block: opening..fence.end, content: content_start..fence.start, closed: true }
        }
        None => Split {
            format,
            block: opening..content_start,
            content: content_start..content_start,
            closed: false,
        },
    })
}

fn skip_blank_lines(text: &str, start: usize) -> usize {
    let mut at = start;
    while at < text.len() {
        let (line, next) = line_at(text, at);
        if !is_blank(&text[line]) {
            break;
        }
        at = next;
    }
    at
}

/// The format that a line opens, and the fences that close it.
fn opening_fence(line: &str) -> Option<(Format, &'static [&'static str])> {
    let line = line.trim_end_matches([' ', '\t']);
    if line == "+++" {
        return Some((Format::Toml, &["+++"]));
    }
    Some(match line.strip_prefix("---")?.trim_start_matches([' ', '\t']) {
        "" | "yaml" | "yml" => (Format::Yaml, &["---", "..."]),
        "toml" => (Format::Toml, &["---"]),
        "json" => (Format::Json, &["---"]),
        "js" | "javascript" => (Format::Js, &["---"]),
        _ => return None,
    })
}

/// The closing fence's line with its break, from the line at `start` on.
fn find_closing(text: &str, start: usize, fences: &[&str]) -> Option<Range<usize>> {
    let mut at = start;
    while at < text.len() {
        let (line, next) = line_at(text, at);
        if fences.contains(&text[line].trim_end_matches([' ', '\t'])) {
            return Some(at..next);
        }
        at = next;
    }
    None
}

/// Hugo's JSON header needs no fence. A `{` that opens something else, such as a shortcode or an
/// attribute list, is no header.
fn split_bare_json(text: &str, start: usize) -> Option<Split> {
    let inside = text[start + 1..].trim_start();
    if !inside.starts_with(['"', '}']) {
        return None;
    }
    Some(match json::object_end(text, start) {
        Some(end) => {
            let (line, next) = line_at(text, end);
            let block_end = if is_blank(&text[line]) { next } else { end };
            Split { format: Format::Json, block: start..block_end, content: start..end, closed: true }
        }
        None => {
            let end = start + 1;
            Split { format: Format::Json, block: start..end, content: end..end, closed: false }
        }
    })
}

fn is_blank(line: &str) -> bool {
    line.trim_matches([' ', '\t']).is_empty()
}
