//! The top-level blocks of a body.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::dialect::Dialect;
use super::lists::Lists;
use super::mask;
use super::render::Writer;
use super::tags::{self, Piece, Tag as HtmlTag};

/// Calls `receive` with the HTML of each top-level block, not sanitised, and its place in the body.
///
/// Places rise and do not overlap. HTML that opens an element and closes it in a later block, as
/// `<details>` around Markdown does, makes one block of all between: the sanitiser balances each
/// block by itself. The footnotes are the last block; its place is empty when their definitions
/// stand between other blocks.
pub fn each(body: &str, dialect: &Dialect, mut receive: impl FnMut(&str, Range<usize>)) {
    let masked = mask::mask(body, dialect);
    let mut lists = Lists::new(body, dialect, &masked);
    let mut writer = Writer::new(&masked, body, dialect);
    let mut html = String::new();
    let mut open = OpenElements::default();
    let mut block = 0..0;
    let mut depth = 0;
    let mut element = 0..0;
    let mut is_html = false;
    for (event, range) in Parser::new_ext(&masked.text, dialect.options()).into_offset_iter() {
        if depth == 0 {
            element = range.clone();
            is_html = matches!(event, Event::Start(Tag::HtmlBlock));
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        writer.event(event, range);
        if depth > 0 {
            continue;
        }
        let start = html.len();
        is_html |= writer.finish_block(&mut html);
        lists.apply(&mut html, start, &trimmed(&masked.text, element.clone()));
        if html.len() == start {
            continue;
        }
        block = if open.is_empty() { element.start } else { block.start }..element.end;
        if is_html {
            open.read(&html[start..]);
        }
        if open.is_empty() {
            receive(&html, trimmed(&masked.text, block.clone()));
            html.clear();
        }
    }
    if !html.is_empty() {
        receive(&html, trimmed(&masked.text, block.clone()));
        html.clear();
    }
    if let Some(source) = writer.finish(&mut html) {
        let place =
            if source.start >= block.end { trimmed(&masked.text, source) } else { block.end..block.end };
        receive(&html, place);
    }
}

fn trimmed(body: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + body[range].trim_end().len()
}

/// The HTML elements that are open at the end of a block. Only those that hold other blocks and
/// that the sanitiser keeps: an unknown element or an unclosed `<b>` must not swallow the rest of
/// the post.
#[derive(Default)]
struct OpenElements(Vec<&'static str>);

impl OpenElements {
    const CONTAINERS: [&str; 25] = [
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "header",
        "li",
        "main",
        "nav",
        "ol",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "tr",
        "ul",
    ];

    /// Deeper elements are not counted; the sanitiser refuses such a block anyway.
    const MOST: usize = 256;

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn read(&mut self, html: &str) {
        for piece in tags::pieces(html) {
            if let Piece::Tag(tag) = piece {
                self.tag(&tag);
            }
        }
    }

    fn tag(&mut self, tag: &HtmlTag<'_>) {
        let Some(name) = Self::CONTAINERS.iter().find(|name| tag.is(name)) else { return };
        if !tag.closing {
            if self.0.len() < Self::MOST {
                self.0.push(name);
            }
        } else if let Some(at) = self.0.iter().rposition(|open| open == name) {
            self.0.truncate(at);
        }
    }
}
