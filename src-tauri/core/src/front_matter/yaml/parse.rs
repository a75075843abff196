//! From the parser's events to a tree. An error keeps what was complete before it.

use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle, Span, StructureStyle, options};

use super::tree::{Entry, Kind, Node, Tag};
use crate::front_matter::lines::{line_at, line_start};

/// What one run of the parser gave.
#[derive(Default)]
pub(crate) struct Parsed {
    /// The root of the first document; `None` when nothing but comments is written. After an error
    /// it is a mapping of the entries before the broken one, when the root is a mapping.
    pub root: Option<Node>,
    pub error: Option<SyntaxError>,
    /// The key of the entry that the error is in.
    pub broken: Option<Node>,
    /// Where a second document starts.
    pub second_document: Option<usize>,
    /// Each alias: its anchor's number and its offset.
    pub aliases: Vec<(usize, usize)>,
}

pub(crate) struct SyntaxError {
    pub offset: usize,
    pub message: String,
}

/// Parses the YAML in `content`, a range of `text`.
pub(crate) fn parse(text: &str, content: Range<usize>) -> Parsed {
    let base = content.start;
    let mut builder = Builder {
        text: &text[..content.end],
        base,
        stack: Vec::new(),
        token_end: base,
        parsed: Parsed::default(),
        documents: 0,
    };
    for event in Parser::new_from_str_with_options(&text[content], parser_options()) {
        match event {
            Ok((event, span)) => builder.event(event, span),
            Err(error) => {
                let offset = base + error.marker().byte_offset().unwrap_or(0);
                builder.fail(offset, error.info());
                break;
            }
        }
        if builder.parsed.second_document.is_some() {
            break;
        }
    }
    builder.parsed
}

fn parser_options() -> Options {
    options! {
        emit_comments: false,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        block_scalar_eof_without_line_feed: true,
    }
}

struct Builder<'t> {
    text: &'t str,
    base: usize,
    stack: Vec<Frame>,
    /// Where the last key, value or indicator before the next node ends.
    token_end: usize,
    parsed: Parsed,
    documents: usize,
}

/// A collection that is not complete, and in a mapping the key that waits for its value.
struct Frame {
    node: Node,
    key: Option<Node>,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        let range = self.range(span);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents == 2 {
                    self.parsed.second_document = Some(range.start);
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                let tag =
                    tag.map(|tag| if tag.is_yaml_core_schema_tag("str") { Tag::Text } else { Tag::Other });
                let text = if style == ScalarStyle::Plain && range.is_empty() { "" } else { &*text };
                let range = self.scalar_range(range, span, style);
                let kind = Kind::Scalar { text: text.to_owned(), style };
                self.complete(self.node(range, span, kind, anchor, tag));
            }
            Event::SequenceStart(style, anchor, tag) => {
                let flow = style == StructureStyle::Flow;
                let range = if flow { range } else { self.at_first_dash(range) };
                let kind = Kind::Sequence { flow, items: Vec::new() };
                self.open(self.node(range, span, kind, anchor, tag.map(|_| Tag::Other)));
            }
            Event::MappingStart(style, anchor, tag) => {
                let kind = Kind::Mapping { flow: style == StructureStyle::Flow, entries: Vec::new() };
                self.open(self.node(range, span, kind, anchor, tag.map(|_| Tag::Other)));
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            Event::Alias(target) => {
                self.parsed.aliases.push((target, range.start));
                self.complete(self.node(range, span, Kind::Alias { target: Some(target) }, 0, None));
            }
            Event::UnresolvedAlias(_) => {
                self.complete(self.node(range, span, Kind::Alias { target: None }, 0, None));
            }
            Event::Anchor(_, _) => self.anchored(range.start),
            _ => {}
        }
    }

    fn range(&self, span: Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or_default();
        self.base + range.start..self.base + range.end
    }

    fn node(&self, range: Range<usize>, span: Span, kind: Kind, anchor: usize, tag: Option<Tag>) -> Node {
        let tag_start = span.tag_span().and_then(|tag| tag.byte_range()).map(|tag| self.base + tag.start);
        let start = tag_start.map_or(range.start, |tag| tag.min(range.start));
        Node { range, start, kind, anchor: (anchor != 0).then_some(anchor), tag }
    }

    /// The parser puts an empty value before its colon, and starts a block scalar at its first
    /// line of content.
    fn scalar_range(&self, range: Range<usize>, span: Span, style: ScalarStyle) -> Range<usize> {
        let properties =
            span.tag_span().and_then(|tag| tag.byte_range()).map_or(0, |tag| self.base + tag.end);
        match style {
            ScalarStyle::Plain if range.is_empty() => {
                let waiting = self.stack.last().and_then(|frame| frame.key.as_ref());
                let place = waiting.and_then(|key| after_colon(self.text, key.range.end));
                let place = place.unwrap_or(range.start).max(properties);
                place..place
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let header = block_scalar_header(self.text, self.token_end.max(properties));
                header..content_end(self.text, header, range.end)
            }
            _ => range,
        }
    }

    /// A list that is no deeper than its key starts, for the parser, behind its first dash.
    fn at_first_dash(&self, range: Range<usize>) -> Range<usize> {
        let Some(key) = self.stack.last().and_then(|frame| frame.key.as_ref()) else { return range };
        match first_dash(self.text, after_colon(self.text, key.range.end).unwrap_or(key.range.end)) {
            Some(dash) if dash < range.start => dash..dash,
            _ => range,
        }
    }

    /// The anchor's event follows its node.
    fn anchored(&mut self, start: usize) {
        let last = match self.stack.last_mut() {
            None => self.parsed.root.as_mut(),
            Some(Frame { node: Node { kind: Kind::Sequence { items, .. }, .. }, .. })
                if !items.is_empty() =>
            {
                items.last_mut()
            }
            Some(Frame { key: Some(key), .. }) => Some(key),
            Some(Frame { node: Node { kind: Kind::Mapping { entries, .. }, .. }, .. })
                if !entries.is_empty() =>
            {
                entries.last_mut().map(|entry| &mut entry.value)
            }
            Some(frame) => Some(&mut frame.node),
        };
        if let Some(node) = last {
            node.start = node.start.min(start);
        }
    }

    fn open(&mut self, node: Node) {
        self.token_end = node.range.end;
        self.stack.push(Frame { node, key: None });
    }

    fn close(&mut self, end: usize) {
        let Some(Frame { mut node, .. }) = self.stack.pop() else { return };
        let last = match &node.kind {
            Kind::Sequence { flow: false, items } => items.last().map(|item| item.range.end),
            Kind::Mapping { flow: false, entries } => entries.last().map(|entry| entry.value.range.end),
            _ => Some(end),
        };
        node.range.end = last.unwrap_or(end).max(node.range.start);
        self.complete(node);
    }

    fn complete(&mut self, node: Node) {
        self.token_end = self.token_end.max(node.range.end);
        let Some(frame) = self.stack.last_mut() else {
            if self.parsed.root.is_none() {
                self.parsed.root = Some(node);
            }
            return;
        };
        match &mut frame.node.kind {
            Kind::Sequence { items, .. } => items.push(node),
            Kind::Mapping { entries, .. } => match frame.key.take() {
                None => frame.key = Some(node),
                Some(key) => {
                    let after_colon = after_colon(self.text, key.range.end);
                    entries.push(Entry { key, value: node, after_colon });
                }
            },
            Kind::Scalar { .. } | Kind::Alias { .. } => {}
        }
    }

    fn fail(&mut self, offset: usize, message: String) {
        self.parsed.error = Some(SyntaxError { offset, message });
        if self.stack.is_empty() {
            return;
        }
        let Frame { mut node, key } = self.stack.swap_remove(0);
        self.parsed.broken = key;
        if let Kind::Mapping { entries, .. } = &mut node.kind {
            // `title: a: b` is complete for the parser before it meets the second colon.
            let line = line_start(self.text, offset.min(self.text.len()));
            while self.parsed.broken.is_none()
                && entries.last().is_some_and(|last| last.value.range.end >= line)
            {
                self.parsed.broken = entries.pop().map(|entry| entry.key);
            }
            self.parsed.root = Some(node);
        }
    }
}

/// Just behind the colon that follows a key ending at `key_end`, on the same line.
fn after_colon(text: &str, key_end: usize) -> Option<usize> {
    let rest = &text[key_end..];
    let colon = rest.trim_start_matches([' ', '\t']);
    colon.starts_with(':').then(|| text.len() - colon.len() + 1)
}

/// The first dash from `from` on, past comments, anchors and tags.
fn first_dash(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        match text.as_bytes().get(at)? {
            b'-' => return Some(at),
            b'#' => at = line_at(text, at).1,
            b'&' | b'!' => at += text[at..].find(char::is_whitespace)?,
            _ => at += 1,
        }
    }
}

/// The `|` or `>` of the block scalar whose key or dash comes at or after `from`.
fn block_scalar_header(text: &str, from: usize) -> usize {
    let mut at = from;
    while at < text.len() {
        let (line, next) = line_at(text, at);
        let code = match text[line.clone()].find(" #") {
            Some(comment) => &text[line.start..line.start + comment],
            None => &text[line.clone()],
        };
        if let Some(found) = code.find(['|', '>']) {
            return line.start + found;
        }
        at = next;
    }
    from
}

/// The end of the last line of `start..end` that is not blank.
fn content_end(text: &str, start: usize, end: usize) -> usize {
    start + text[start..end.max(start)].trim_end().len()
}
