//! The top-level blocks of a body.

use std::ops::{ControlFlow, Range};

use pulldown_cmark::{BrokenLink, Event, Parser, Tag, TagEnd};

use super::anchors::{Anchors, Heading};
use super::definitions::Definitions;
use super::dialect::Dialect;
use super::lists::Lists;
use super::mask::{self, Masked};
use super::outline::{Title, Titles};
use super::render::Writer;
use super::tags::{self, Piece, Tag as HtmlTag};
use super::words::WordCounter;

/// A top-level block.
pub struct Raw<'r> {
    /// Not sanitised.
    pub html: &'r str,
    /// Where it is in the body. Places rise and do not overlap.
    pub place: Range<usize>,
    /// The start of its first line in the body.
    pub start: usize,
    /// Whether the parser, starting there, would find the same blocks from here on.
    pub is_fresh: bool,
    /// Its headings.
    pub headings: Vec<Heading>,
    /// Those of them that are at the top, each with where it starts in the body.
    pub titles: Vec<(usize, Title)>,
    /// Its words.
    pub words: u32,
    /// Words between the block before it and this one, in what makes no block.
    pub before: u32,
}

/// What is read of a body.
pub struct Part<'a> {
    /// The whole body.
    pub body: &'a str,
    /// The bytes to read: all, or from the start of a block on.
    pub range: Range<usize>,
    /// How it is read.
    pub dialect: &'a Dialect,
    /// The link definitions in the rest of the body.
    pub definitions: Option<&'a Definitions>,
    /// Where headings get their ids from.
    pub anchors: Anchors,
    /// Whether the table of contents is written already, so that none is made. One that is made reads
    /// the whole body.
    pub has_contents: bool,
}

impl<'a> Part<'a> {
    /// All of a body.
    pub fn whole(body: &'a str, dialect: &'a Dialect) -> Part<'a> {
        let anchors = Anchors::new(dialect.ids);
        Part { body, range: 0..body.len(), dialect, definitions: None, anchors, has_contents: false }
    }
}

/// What a part told beside its blocks.
pub struct Told {
    /// The link definitions in it.
    pub definitions: Definitions,
    /// Words after its last block.
    pub words: u32,
    /// Whether a block in it depends on places outside of it that only the whole body tells:
    /// footnotes, tables of contents.
    pub needs_whole: bool,
    /// Where something opens, in the body, whose end was looked for in vain.
    pub open_ended: Vec<usize>,
}

/// Calls `receive` with each top-level block until it breaks off.
///
/// Template tags and formulas are no Markdown: the parser does not see them (`mask`). HTML that opens an element and closes it in a later block, as `<details>` around Markdown does,
/// makes one block of all between: the sanitiser balances each block by itself. The footnotes are the
/// last block; its place is empty when their definitions stand between other blocks.
pub fn each(part: Part<'_>, mut receive: impl FnMut(Raw<'_>) -> ControlFlow<()>) -> Told {
    let Part { body, range, dialect, definitions, anchors, has_contents } = part;
    let base = range.start;
    let masked = mask::mask(body, range.clone(), dialect);
    let source = Source { text: &masked.text, written: &body[range], base, masked: &masked };
    let mut lists = Lists::new(body, dialect, &masked, has_contents);
    let mut writer = Writer::new(&masked, source.written, dialect, anchors);
    let mut words = WordCounter::default();
    let mut titles = Titles::default();
    let mut html = String::new();
    let mut open = OpenElements::default();
    let (mut block, mut element, mut last_end) = (0..0, 0..0, 0);
    let (mut depth, mut is_html, mut before, mut last_inner) = (0, false, 0, 0);
    let missing = |link: BrokenLink<'_>| definitions.and_then(|known| known.resolve(&link));
    let parser = Parser::new_with_broken_link_callback(source.text, dialect.options(), Some(missing));
    let mut told = Told {
        definitions: Definitions::of(parser.reference_definitions(), base, &masked),
        words: 0,
        needs_whole: false,
        open_ended: masked.open_ended.iter().map(|at| base + at).collect(),
    };
    for (event, range) in parser.into_offset_iter() {
        if depth == 0 {
            element = range.clone();
            is_html = matches!(event, Event::Start(Tag::HtmlBlock));
        }
        match event {
            Event::Start(_) => depth += 1,
            // The parser says that such a list goes on to the end of the block after it.
            Event::End(TagEnd::DefinitionList) => (depth, element.end) = (depth - 1, last_inner),
            Event::End(_) => depth -= 1,
            _ => {}
        }
        match &event {
            Event::Start(Tag::Heading { level, .. }) if depth == 1 => titles.start(*level, !html.is_empty()),
            Event::End(TagEnd::Heading(_)) if depth == 0 => titles.end(base + element.start),
            inner => titles.read(inner, &masked, source.written),
        }
        last_inner = range.end;
        words.event(&event, &masked);
        writer.event(event, range);
        if depth > 0 {
            continue;
        }
        let length = html.len();
        let is_between = html.is_empty();
        is_html |= writer.finish_block(&mut html);
        if html.len() == length {
            before += if is_between { words.take() } else { 0 };
            continue;
        }
        told.needs_whole |= lists.apply(&mut html, length, &trimmed(source.text, element.clone()));
        block = if is_between { element.start } else { block.start }..element.end;
        if is_html {
            open.read(&html[length..]);
        }
        if open.is_empty() && !writer.is_in_box() {
            let before = std::mem::take(&mut before);
            let raw = source.raw(&html, &block, last_end, writer.take_headings());
            last_end = raw.place.end - base;
            if receive(Raw { before, words: words.take(), titles: titles.take(), ..raw }).is_break() {
                return told;
            }
            html.clear();
        }
    }
    if !html.is_empty() {
        writer.close_boxes(&mut html);
        let before = std::mem::take(&mut before);
        let raw = source.raw(&html, &block, last_end, writer.take_headings());
        if receive(Raw { before, words: words.take(), titles: titles.take(), ..raw }).is_break() {
            return told;
        }
        html.clear();
    }
    told.words = before + words.take();
    if let Some(defined) = writer.finish(&mut html) {
        let is_last = defined.start >= block.end;
        let place = if is_last { trimmed(source.text, defined) } else { block.end..block.end };
        let place = base + place.start..base + place.end;
        told.needs_whole = true;
        let start = place.start;
        let _ = receive(Raw {
            html: &html,
            place,
            start,
            is_fresh: false,
            headings: Vec::new(),
            titles: Vec::new(),
            words: 0,
            before: 0,
        });
    }
    told
}

/// What a part's blocks are cut from.
struct Source<'a> {
    /// What the parser reads.
    text: &'a str,
    /// The same as it was written.
    written: &'a str,
    /// Where both are in the body.
    base: usize,
    masked: &'a Masked<'a>,
}

impl Source<'_> {
    /// A block without its words; the one before it ends at `last_end`.
    fn raw<'r>(
        &self,
        html: &'r str,
        block: &Range<usize>,
        last_end: usize,
        headings: Vec<Heading>,
    ) -> Raw<'r> {
        let place = trimmed(self.text, block.clone());
        let start = self.line_start(block.start);
        Raw {
            html,
            place: self.base + place.start..self.base + place.end,
            start: self.base + start,
            is_fresh: self.is_fresh(start, last_end),
            headings,
            titles: Vec::new(),
            words: 0,
            before: 0,
        }
    }

    /// Definitions right above are the start of a paragraph whose other lines may look like another
    /// kind of block, so only a blank line ends all that is before.
    fn is_fresh(&self, start: usize, last_end: usize) -> bool {
        let above = start.checked_sub(1).map(|end| &self.written[self.line_start(end)..end]);
        let is_below_blank = above.is_none_or(|line| match self.masked.is_scanned {
            // What is looked for across lines ends at an empty one.
            true => line.is_empty(),
            false => line.trim().is_empty(),
        });
        is_below_blank && self.masked.is_between(start, last_end)
    }

    fn line_start(&self, at: usize) -> usize {
        memchr::memrchr(b'\n', &self.written.as_bytes()[..at]).map_or(0, |end| end + 1)
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
