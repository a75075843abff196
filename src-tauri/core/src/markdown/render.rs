//! From the events of the parser to the HTML of one block: heading ids, alerts, footnotes and bare
//! addresses, which the parser leaves to its caller.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Parser, Tag, TagEnd, html};

use super::anchors::{Anchors, Heading};
use super::autolink::{self, Autolink};
use super::containers::Boxes;
use super::dialect::{Dialect, RawHtml, Typography, Wikilinks};
use super::expand::expand;
use super::footnotes::Footnotes;
use super::mask::Masked;
use super::tags::{self, Piece};
use super::{extras, markup, rules, shortcode, stand_in, typography, wikilinks};

/// Collects the events of a block and writes it. Headings and footnotes are counted from block to
/// block, so one writer serves one document.
pub struct Writer<'a> {
    /// What the parser read.
    masked: &'a Masked<'a>,
    /// What was written.
    body: &'a str,
    dialect: &'a Dialect,
    events: Vec<Event<'a>>,
    /// The text since the last other event: the parser cuts text where markup could have been.
    text: Vec<(CowStr<'a>, Range<usize>)>,
    anchors: Anchors,
    footnotes: Footnotes<'a>,
    /// Where the open heading starts in `events`.
    heading: usize,
    /// How many elements are open in which addresses stay text: links, images, code.
    opaque: usize,
    /// The same for elements written as HTML within a paragraph, which may never be closed.
    opaque_html: usize,
    images: usize,
    /// The images that are open, by where they start in `events`; `None` of pages that are embedded.
    embedded: Vec<Option<usize>>,
    boxes: Boxes,
    /// What the open wikilink shows in place of the events from there on.
    alias: Option<(usize, String)>,
    /// The quotes that are open in the paragraph.
    unclosed: typography::Unclosed,
    /// Where the open code block starts in `events`, and whether it is one by its indentation.
    code: Option<(usize, bool)>,
    /// Whether a formula that may be a block was taken since the last block.
    has_formulas: bool,
    /// Footnote definitions that are open, with the events of what they interrupt.
    interrupted: Vec<(CowStr<'a>, Vec<Event<'a>>)>,
}

impl<'a> Writer<'a> {
    /// A writer for the events of `body`, whose headings get their ids from `anchors`.
    pub fn new(masked: &'a Masked<'a>, body: &'a str, dialect: &'a Dialect, anchors: Anchors) -> Writer<'a> {
        Writer {
            masked,
            body,
            dialect,
            events: Vec::new(),
            text: Vec::new(),
            anchors,
            footnotes: Footnotes::default(),
            heading: 0,
            opaque: 0,
            opaque_html: 0,
            images: 0,
            embedded: Vec::new(),
            boxes: Boxes::default(),
            alias: None,
            unclosed: typography::Unclosed::default(),
            code: None,
            has_formulas: false,
            interrupted: Vec::new(),
        }
    }

    /// Takes the next event and its place in the body.
    pub fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        let event = self.masked.with_fences(event, &range, self.body, self.code.is_some());
        if let Event::Text(text) = event {
            self.text.push((text, range));
            return;
        }
        self.flush_text();
        let sources = (self.masked, self.body);
        let Some(event) = self.boxes.event(event, &range, sources, &mut self.events) else { return };
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag, range),
            Event::InlineHtml(markup) => {
                self.watch_inline_html(&markup);
                self.events.push(Event::InlineHtml(self.tamed(markup)));
            }
            Event::Code(code) => {
                let code = self.code_text(code);
                self.events.push(Event::Code(code));
            }
            Event::InlineMath(tex) => self.events.push(markup::formula(&tex, false)),
            Event::DisplayMath(tex) => {
                self.has_formulas = true;
                self.events.push(markup::formula(&tex, true));
            }
            Event::SoftBreak if self.dialect.hard_breaks => self.events.push(Event::HardBreak),
            Event::Html(markup) => self.events.push(Event::Html(self.tamed(markup))),
            // In a description of an image no link can be; in a footnote the number is not known yet.
            Event::FootnoteReference(label) if self.images == 0 && self.interrupted.is_empty() => {
                let link = self.footnotes.refer(&label);
                self.events.push(link);
            }
            other => self.events.push(other),
        }
    }

    /// Writes the block whose events were taken since the last call, and tells whether it has HTML
    /// in it that is a block.
    pub fn finish_block(&mut self, html: &mut String) -> bool {
        self.flush_text();
        let start = html.len();
        let has_boxes = self.boxes.take_written();
        extras::apply(&mut self.events, self.dialect.extras);
        if self.masked.is_plain() && !std::mem::take(&mut self.has_formulas) {
            html::push_html(html, self.events.drain(..));
            self.masked.reveal(html, start);
            return has_boxes;
        }
        let (events, has_blocks) = expand(std::mem::take(&mut self.events), self.masked);
        html::push_html(html, events.into_iter());
        self.masked.reveal(html, start);
        has_blocks || has_boxes
    }

    /// Whether a box is open that the next blocks are in.
    pub fn is_in_box(&self) -> bool {
        self.boxes.is_open()
    }

    /// Ends the boxes that are open.
    pub fn close_boxes(&mut self, html: &mut String) {
        self.boxes.finish(html);
    }

    /// The headings since this was asked last.
    pub fn take_headings(&mut self) -> Vec<Heading> {
        self.anchors.take()
    }

    /// Writes the footnotes and tells where they are defined, if there are any.
    pub fn finish(self, html: &mut String) -> Option<Range<usize>> {
        let start = html.len();
        let place = self.footnotes.write(html);
        self.masked.reveal(html, start);
        place
    }

    fn start(&mut self, mut tag: Tag<'a>) {
        if let Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. } = &mut tag {
            for text in [dest_url, title] {
                if stand_in::may_contain(text) {
                    *text = self.masked.value(text).into();
                }
            }
        }
        match tag {
            Tag::Heading { .. } => self.heading = self.events.len(),
            Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, ref mut dest_url, .. }
                if self.dialect.wikilinks == Wikilinks::Colons =>
            {
                self.opaque += 1;
                if let Some((page, alias)) = dest_url.split_once(':') {
                    self.alias = Some((self.events.len() + 1, alias.to_owned()));
                    *dest_url = page.to_owned().into();
                }
            }
            Tag::Link { .. } => self.opaque += 1,
            Tag::CodeBlock(ref mut kind) => {
                self.opaque += 1;
                if let CodeBlockKind::Fenced(info) = kind {
                    *info = self.masked.unmask(info, self.body).into_owned().into();
                }
                self.code = Some((self.events.len(), matches!(kind, CodeBlockKind::Indented)));
            }
            Tag::Image { .. } => {
                self.opaque += 1;
                let page = wikilinks::page(&tag, self.dialect);
                self.embedded.push(page.is_none().then_some(self.events.len()));
                self.images += usize::from(page.is_none());
                tag = page.unwrap_or(tag);
            }
            Tag::List(Some(ref mut first)) if self.dialect.kramdown => *first = 1,
            Tag::BlockQuote(Some(kind)) => {
                self.events.push(Event::Html(markup::alert_start(kind).into()));
                return;
            }
            Tag::FootnoteDefinition(label) => {
                self.interrupted.push((label, std::mem::take(&mut self.events)));
                return;
            }
            _ => {}
        }
        self.events.push(Event::Start(tag));
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Heading(_) => self.name_heading(),
            TagEnd::Link => {
                self.opaque -= 1;
                if let Some((start, alias)) = self.alias.take() {
                    self.events.truncate(start);
                    self.events.push(Event::Text(alias.into()));
                }
            }
            TagEnd::CodeBlock => {
                self.opaque -= 1;
                if let Some((start, true)) = self.code.take().filter(|_| !self.dialect.indented_code) {
                    self.read_again(start);
                    return;
                }
            }
            TagEnd::Image => {
                self.opaque -= 1;
                let Some(Some(start)) = self.embedded.pop() else {
                    self.events.push(Event::End(TagEnd::Link));
                    return;
                };
                self.images -= 1;
                if let Some(picture) = wikilinks::sized(&self.events[start..]) {
                    self.events.truncate(start);
                    self.events.push(Event::InlineHtml(picture.into()));
                    return;
                }
            }
            TagEnd::Paragraph if self.dialect.description_lists && rules::describe(&mut self.events) => {
                self.unclosed = typography::Unclosed::default();
                self.opaque_html = 0;
                return;
            }
            TagEnd::DefinitionListDefinition if self.dialect.spaced_definitions => {
                rules::tighten_description(&mut self.events, &self.body[..range.start]);
            }
            TagEnd::HtmlBlock if self.dialect.kramdown => {
                rules::wrap_inline_html(&mut self.events);
                return;
            }
            TagEnd::BlockQuote(Some(_)) => {
                self.events.push(Event::Html("</div>\n".into()));
                return;
            }
            TagEnd::FootnoteDefinition => {
                if let Some((label, events)) = self.interrupted.pop() {
                    let content = std::mem::replace(&mut self.events, events);
                    let content = expand(content, self.masked).0;
                    self.footnotes.define(label, content, range);
                }
                return;
            }
            _ => {}
        }
        if matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item) {
            self.opaque_html = 0;
            self.unclosed = typography::Unclosed::default();
        }
        self.events.push(Event::End(tag));
    }

    fn name_heading(&mut self) {
        let start = self.heading;
        let has_descriptions = self.dialect.ids.has_descriptions();
        let mut images = 0;
        let content = self.events[start..].iter().filter_map(|event| {
            match event {
                Event::Start(Tag::Image { .. }) => images += 1,
                Event::End(TagEnd::Image) => images -= 1,
                Event::Text(text) | Event::Code(text) if images == 0 || has_descriptions => {
                    return Some(&**text);
                }
                _ => {}
            }
            None
        });
        let text: String = content.collect();
        if let Some(Event::Start(Tag::Heading { id, .. })) = self.events.get_mut(start) {
            match id {
                Some(id) => self.anchors.note(id),
                None => *id = self.anchors.id(&self.masked.value(&text)).map(CowStr::from),
            }
        }
    }

    /// HTML as the dialect leaves it.
    fn tamed(&self, markup: CowStr<'a>) -> CowStr<'a> {
        match self.dialect.html {
            RawHtml::Kept => markup,
            RawHtml::Omitted => CowStr::Borrowed(""),
            RawHtml::Filtered => markup::filtered(&markup).into(),
        }
    }

    fn watch_inline_html(&mut self, markup: &str) {
        for piece in tags::pieces(markup) {
            match piece {
                Piece::Tag(tag) if tag.is("a") || tag.is("code") || tag.is("pre") => {
                    let depth = self.opaque_html;
                    self.opaque_html = if tag.closing { depth.saturating_sub(1) } else { depth + 1 };
                }
                _ => {}
            }
        }
    }

    /// Code as it was written, for the passages that were hidden in it.
    fn code_text(&self, code: CowStr<'a>) -> CowStr<'a> {
        let code = match self.masked.unmask(&code, self.body) {
            Cow::Owned(text) => text.into(),
            Cow::Borrowed(_) => code,
        };
        shortcode::unescaped(code, self.dialect.templates)
    }

    /// Takes an indented code block, which starts at `start` in the events, for Markdown.
    fn read_again(&mut self, start: usize) {
        let mut text = String::new();
        for event in self.events.drain(start..) {
            if let Event::Text(part) = event {
                text.push_str(&part);
            }
        }
        for event in Parser::new_ext(&text, self.dialect.options()) {
            self.events.push(event.into_static());
        }
    }

    fn flush_text(&mut self) {
        if let Some((_, is_indented)) = self.code {
            let stays = is_indented && !self.dialect.indented_code;
            let texts = std::mem::take(&mut self.text).into_iter();
            let texts: Vec<_> =
                texts.map(|(text, _)| if stays { text } else { self.code_text(text) }).collect();
            self.events.extend(texts.into_iter().map(Event::Text));
            return;
        }
        let mut texts = std::mem::take(&mut self.text);
        let is_linkable = self.dialect.autolinks
            && self.opaque + self.opaque_html == 0
            && texts.iter().any(|(text, _)| autolink::may_contain(text));
        let mut at = 0;
        for link in if is_linkable { self.addresses(&texts) } else { Vec::new() } {
            let rest = typography::cut(&mut texts, link.range.start - at);
            self.push_text(std::mem::replace(&mut texts, rest));
            let rest = typography::cut(&mut texts, link.range.len());
            let shown = std::mem::replace(&mut texts, rest);
            let address: String = shown.iter().map(|(text, _)| &**text).collect();
            let scheme =
                if self.dialect.https { link.prefix.replace("http:", "https:") } else { link.prefix.into() };
            let tag = Tag::Link {
                link_type: LinkType::Autolink,
                dest_url: format!("{scheme}{}", self.masked.value(&address)).into(),
                title: CowStr::Borrowed(""),
                id: CowStr::Borrowed(""),
            };
            self.events.push(Event::Start(tag));
            match self.dialect.typography {
                Typography::Retext => self.push_text(shown),
                _ => self.events.push(Event::Text(address.into())),
            }
            self.events.push(Event::End(TagEnd::Link));
            at = link.range.end;
        }
        self.push_text(texts);
    }

    fn push_text(&mut self, mut texts: Vec<(CowStr<'a>, Range<usize>)>) {
        if self.images == 0 {
            let before = typography::before(&self.events);
            typography::set(&mut texts, self.dialect, &self.masked.text, before, &mut self.unclosed);
        }
        self.events.extend(texts.into_iter().map(|(text, _)| Event::Text(text)));
    }

    /// The bare addresses in what the texts are together.
    fn addresses(&self, texts: &[(CowStr<'a>, Range<usize>)]) -> Vec<Autolink> {
        let mut whole = String::new();
        let mut entities = Vec::new();
        for (text, range) in texts {
            let start = whole.len();
            whole.push_str(text);
            let source = &self.masked.text[range.clone()];
            if source.starts_with('&') && source != &**text {
                entities.push(start..whole.len());
            }
        }
        autolink::find(&whole, &entities)
    }
}
