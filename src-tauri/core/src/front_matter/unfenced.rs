//! Headers that Hexo, Pelican and MultiMarkdown read without an opening fence.

use super::lines::{after_mark, is_blank, line_at};
use super::split::{Format, Split};

/// The keys that the first line of a header without a fence has, where no generator says that the
/// text has one. Prose may open with `Note: ...`.
const KEYS: [&str; 12] = [
    "title",
    "date",
    "tags",
    "category",
    "categories",
    "slug",
    "layout",
    "author",
    "authors",
    "status",
    "summary",
    "modified",
];

/// A header as `hexo-front-matter` splits it (`lib/front_matter.ts`): between two fences of the
/// same length, of dashes or semicolons, or without the first one.
pub(super) fn hexo(text: &str) -> Option<Split> {
    let start = after_mark(text);
    let (first, content_start) = line_at(text, start);
    let opening = &text[first];
    if let Some(fence) = fence(opening) {
        if fence.len() == opening.len() {
            let mut at = content_start;
            while at < text.len() {
                let (line, next) = line_at(text, at);
                if at > content_start && text[line.clone()].starts_with(fence) {
                    let end = line.start + fence.len();
                    let rest_is_blank = is_blank(&text[end..line.end]);
                    let block = start..if rest_is_blank { next } else { end };
                    return Some(split(fence, block, content_start..line.start));
                }
                at = next;
            }
        }
        return None;
    }
    let (content, fence, end) = before_fence(text, start)?;
    // A thematic break in a post without a header: what comes before is no mapping then.
    let is_header = fence.starts_with(';') || content_is_yaml(&text[content.clone()]);
    is_header.then(|| split(fence, start..end, content))
}

/// `Key: value` lines up to a blank line, by Python-Markdown's `meta` extension, which Pelican
/// reads with; a header between fences is not its business.
pub(super) fn pelican(text: &str) -> Option<Split> {
    let start = after_mark(text);
    let mut at = start;
    let mut content_end = start;
    while at < text.len() {
        let (line, next) = line_at(text, at);
        let written = &text[line];
        let continues = content_end > start && written.starts_with("    ") && !is_blank(written);
        if !continues && mmd_key(written).is_none() {
            let block_end = if is_blank(written) { next } else { at };
            return (content_end > start).then(|| mmd(start..block_end, start..content_end));
        }
        (at, content_end) = (next, next);
    }
    (content_end > start).then(|| mmd(start..content_end, start..content_end))
}

/// A header without an opening fence, told by its first key.
pub(super) fn any(text: &str) -> Option<Split> {
    let start = after_mark(text);
    let (line, _) = line_at(text, start);
    let first = &text[line];
    if first.starts_with(";;;") {
        return hexo(text);
    }
    let key = first.split_once(':').map_or("", |(key, _)| key.trim_end());
    if !KEYS.iter().any(|known| known.eq_ignore_ascii_case(key)) {
        return first
            .starts_with('"')
            .then(|| hexo(text))
            .flatten()
            .filter(|split| split.format == Format::Json);
    }
    hexo(text).filter(|split| split.format == Format::Yaml).or_else(|| pelican(text))
}

/// The key of a `Key: value` line, spaces in it allowed as MultiMarkdown does.
pub(super) fn mmd_key(line: &str) -> Option<&str> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let (key, _) = line.split_once(':').filter(|_| indent <= 3)?;
    let key = key.trim();
    let is_name = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | ' ');
    (!key.is_empty() && key.chars().all(is_name)).then_some(key)
}

fn mmd(block: std::ops::Range<usize>, content: std::ops::Range<usize>) -> Split {
    Split { format: Format::Mmd, block, content, closed: true, accepted: true }
}

fn split(fence: &str, block: std::ops::Range<usize>, content: std::ops::Range<usize>) -> Split {
    let format = if fence.starts_with(';') { Format::Json } else { Format::Yaml };
    Split { format, block, content, closed: true, accepted: true }
}

/// Three or more dashes or semicolons at the start of a line.
fn fence(line: &str) -> Option<&str> {
    let first = line.chars().next().filter(|first| matches!(first, '-' | ';'))?;
    let length = line.bytes().take_while(|&byte| byte == first as u8).count();
    (length >= 3).then(|| &line[..length])
}

/// What stands before the first line that starts with a fence, that fence, and where the body
/// starts.
fn before_fence(text: &str, start: usize) -> Option<(std::ops::Range<usize>, &str, usize)> {
    let mut at = start;
    while at < text.len() {
        let (line, next) = line_at(text, at);
        if let Some(fence) = fence(&text[line.clone()]).filter(|_| at > start) {
            let end = line.start + fence.len();
            let end = if is_blank(&text[end..line.end]) { next } else { end };
            return Some((start..line.start, fence, end));
        }
        at = next;
    }
    None
}

/// Whether every line may belong to a mapping.
fn content_is_yaml(content: &str) -> bool {
    let mut at = 0;
    let mut keys = 0;
    while at < content.len() {
        let (line, next) = line_at(content, at);
        let written = &content[line];
        let is_key = written.split_once(':').is_some_and(|(key, value)| {
            !key.contains(' ') && (value.is_empty() || value.starts_with([' ', '\t']))
        });
        let belongs = is_blank(written) || written.starts_with(['#', ' ', '\t', '-', ']', '}']);
        if !is_key && !belongs {
            return false;
        }
        keys += usize::from(is_key);
        at = next;
    }
    keys > 0
}
