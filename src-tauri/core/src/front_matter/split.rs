//! Where the header of a post is, in bytes.

use std::ops::Range;

use super::json;
use super::lines::{after_mark, is_blank, line_at};
use super::unfenced;
use crate::Generator;

/// The language a header is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Between `---` lines; to Hexo also without the first of them.
    Yaml,
    /// Between `+++` lines, or `---toml` and `---`.
    Toml,
    /// A `{...}` that opens the text, or between `---json` and `---`, or before a `;;;` without
    /// its braces.
    Json,
    /// Between `---js` and `---`: a program, shown and never edited.
    Js,
    /// `Key: value` lines up to a blank one, as Pelican and MultiMarkdown read them.
    Mmd,
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
    /// Whether the generator takes it for a header. One that only another generator reads is found
    /// as well, so that it is neither hidden nor given a second one above it.
    pub accepted: bool,
}

/// Finds the header of `text`, a whole file or document, as `generator` does, else as any other.
///
/// For a plain folder the rules are the union of what generators accept that cannot take a body
/// for a header: a byte order mark and blank lines may come first, a fence may have spaces behind
/// it, `...` closes YAML too. An opening fence that is not on the first line counts only when it
/// is closed, for it may as well be a thematic break.
pub fn split(text: &str, generator: Generator) -> Option<Split> {
    let own = match generator {
        Generator::Plain => None,
        Generator::Hexo => unfenced::hexo(text),
        Generator::Pelican => unfenced::pelican(text).or_else(|| fenced(text, &rules(Generator::Plain))),
        _ => fenced(text, &rules(generator)),
    };
    own.or_else(|| {
        let found = fenced(text, &rules(Generator::Plain)).or_else(|| unfenced::any(text))?;
        Some(Split { accepted: generator == Generator::Plain, ..found })
    })
}

/// What a generator takes for a header between fences.
struct Rules {
    /// Blank lines may come before it.
    after_blank: bool,
    /// The opening fence and its closing ones.
    fences: &'static [(&'static str, Format, &'static [&'static str])],
    /// Whether the opening fence may name a language.
    languages: bool,
    /// JSON needs no fence.
    bare_json: bool,
    closing: Closing,
}

/// Where a closing fence counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closing {
    /// On a line of its own, spaces aside.
    Line,
    /// At the start of a line, whatever follows.
    Start,
    /// At the end of a line, whatever comes before.
    End,
}

/// Sources: `parser/pageparser/pagelexer_intro.go` (Hugo), `components/utils/src/…/split.rs`
/// (Zola), `lib/jekyll/document.rb` (Jekyll), `internal-helpers/frontmatter.ts` (Astro),
/// `gray-matter/index.js` (Eleventy).
fn rules(generator: Generator) -> Rules {
    const YAML: (&str, Format, &[&str]) = ("---", Format::Yaml, &["---"]);
    const TOML: (&str, Format, &[&str]) = ("+++", Format::Toml, &["+++"]);
    const DOTTED: (&str, Format, &[&str]) = ("---", Format::Yaml, &["---", "..."]);
    let base = Rules {
        after_blank: true,
        fences: &[YAML, TOML],
        languages: false,
        bare_json: false,
        closing: Closing::Start,
    };
    match generator {
        Generator::Hugo => Rules { bare_json: true, ..base },
        Generator::Zola => Rules { closing: Closing::End, ..base },
        Generator::Jekyll => Rules { after_blank: false, fences: &[DOTTED], closing: Closing::Line, ..base },
        Generator::Astro => base,
        Generator::Eleventy => Rules { after_blank: false, fences: &[YAML], languages: true, ..base },
        Generator::Plain | Generator::Hexo | Generator::Pelican => Rules {
            fences: &[DOTTED, TOML],
            languages: true,
            bare_json: true,
            closing: Closing::Line,
            ..base
        },
    }
}

fn fenced(text: &str, rules: &Rules) -> Option<Split> {
    let start = after_mark(text);
    let opening = if rules.after_blank { skip_blank_lines(text, start) } else { start };
    if rules.bare_json && text[opening..].starts_with('{') {
        return bare_json(text, opening);
    }
    let (line, content_start) = line_at(text, opening);
    let (format, closings) = opening_fence(&text[line], rules)?;
    let block_and_content = match closing_fence(text, content_start, closings, rules.closing) {
        Some(fence) => Some((opening..after_fence(text, fence.end), content_start..fence.start)),
        None if opening > start => return None,
        None => None,
    };
    let closed = block_and_content.is_some();
    let (block, content) =
        block_and_content.unwrap_or((opening..content_start, content_start..content_start));
    Some(Split { format, block, content, closed, accepted: true })
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
fn opening_fence(line: &str, rules: &Rules) -> Option<(Format, &'static [&'static str])> {
    let line = line.trim_end_matches([' ', '\t']);
    let bare = rules.fences.iter().find(|(fence, ..)| *fence == line);
    if let Some(&(_, format, closings)) = bare {
        return Some((format, closings));
    }
    let language = line.strip_prefix("---").filter(|_| rules.languages)?;
    let format = match language.trim_start_matches([' ', '\t']) {
        "yaml" | "yml" => Format::Yaml,
        "toml" => Format::Toml,
        "json" => Format::Json,
        "js" | "javascript" => Format::Js,
        _ => return None,
    };
    Some((format, &["---"]))
}

/// The closing fence from the line at `start` on, its spaces not included.
fn closing_fence(text: &str, start: usize, fences: &[&str], closing: Closing) -> Option<Range<usize>> {
    let mut at = start;
    while at < text.len() {
        let (line, next) = line_at(text, at);
        let written = text[line.clone()].trim_end_matches([' ', '\t']);
        let found = fences.iter().find_map(|fence| match closing {
            Closing::Line => (written == *fence).then_some(line.start),
            Closing::Start => written.starts_with(fence).then_some(line.start),
            Closing::End => written.ends_with(fence).then(|| line.start + written.len() - fence.len()),
        });
        if let Some(found) = found {
            return Some(found..found + fences.first().map_or(0, |fence| fence.len()));
        }
        at = next;
    }
    None
}

/// Where the body starts after a fence that ends at `end`: on the next line, or right there when
/// something follows on the line.
fn after_fence(text: &str, end: usize) -> usize {
    let (rest, next) = line_at(text, end);
    if is_blank(&text[rest]) { next } else { end }
}

/// Hugo's JSON header needs no fence. A `{` that opens something else, such as a shortcode or an
/// attribute list, is no header.
fn bare_json(text: &str, start: usize) -> Option<Split> {
    let inside = text[start + 1..].trim_start();
    if !inside.starts_with(['"', '}']) {
        return None;
    }
    let end = json::object_end(text, start);
    let (block, content) = match end {
        Some(end) => (start..after_fence(text, end), start..end),
        None => (start..start + 1, start + 1..start + 1),
    };
    Some(Split { format: Format::Json, block, content, closed: end.is_some(), accepted: true })
}
