//! From the events of the parser to the HTML of one block: heading ids, alerts, footnotes and bare
//! addresses, which the parser leaves to its caller.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CowStr, Event, LinkType, Tag, TagEnd, html};

use super::anchors::Anchors;
use super::autolink;
use super::dialect::{Dialect, RawHtml};
use super::footnotes::Footnotes;
use super::tags::{self, Piece};

/// Collects the events of a block and writes it. Headings and footnotes are counted from block to
/// block, so one writer serves one document.
pub struct Writer<'a> {
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
    /// Footnote definitions that are open, with the events of what they interrupt.
    interrupted: Vec<(CowStr<'a>, Vec<Event<'a>>)>,
}

impl<'a> Writer<'a> {
    /// A writer for the events of `body`.
    pub fn new(body: &'a str, dialect: &'a Dialect) -> Writer<'a> {
        Writer {
            body,
            dialect,
            events: Vec::new(),
            text: Vec::new(),
            anchors: Anchors::new(dialect.ids),
            footnotes: Footnotes::default(),
            heading: 0,
            opaque: 0,
            opaque_html: 0,
            images: 0,
            interrupted: Vec::new(),
        }
    }

    /// Takes the next event and its place in the body.
    pub fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        if let Event::Text(text) = event {
            self.text.push((text, range));
            return;
        }
        self.flush_text();
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag, range),
            Event::InlineHtml(markup) => {
                self.watch_inline_html(&markup);
                self.events.push(Event::InlineHtml(self.tamed(markup)));
            }
            Event::Html(markup) => self.events.push(Event::Html(self.tamed(markup))),
            // In a description of an image no link can be; in a footnote the number is not known yet.
            Event::FootnoteReference(label) if self.images == 0 && self.interrupted.is_empty() => {
                let link = self.footnotes.refer(&label);
                self.events.push(link);
            }
            other => self.events.push(other),
        }
    }

    /// Writes the block whose events were taken since the last call.
    pub fn finish_block(&mut self, html: &mut String) {
        self.flush_text();
        html::push_html(html, self.events.drain(..));
    }

    /// Writes the footnotes and tells where they are defined, if there are any.
    pub fn finish(self, html: &mut String) -> Option<Range<usize>> {
        self.footnotes.write(html)
    }

    fn start(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Heading { .. } => self.heading = self.events.len(),
            Tag::Link { .. } | Tag::CodeBlock(_) => self.opaque += 1,
            Tag::Image { .. } => {
                self.opaque += 1;
                self.images += 1;
            }
            Tag::BlockQuote(Some(kind)) => {
                self.events.push(Event::Html(alert_start(kind).into()));
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
            TagEnd::Heading(_) => self.name_heading(range),
            TagEnd::Link | TagEnd::CodeBlock => self.opaque -= 1,
            TagEnd::Image => {
                self.opaque -= 1;
                self.images -= 1;
            }
            TagEnd::BlockQuote(Some(_)) => {
                self.events.push(Event::Html("</div>\n".into()));
                return;
            }
            TagEnd::FootnoteDefinition => {
                if let Some((label, events)) = self.interrupted.pop() {
                    let content = std::mem::replace(&mut self.events, events);
                    self.footnotes.define(label, content, range);
                }
                return;
            }
            _ => {}
        }
        if matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item) {
            self.opaque_html = 0;
        }
        self.events.push(Event::End(tag));
    }

    fn name_heading(&mut self, range: Range<usize>) {
        let start = self.heading;
        let content = self.events[start..].iter();
        let text: String = content
            .filter_map(
                |event| if let Event::Text(text) | Event::Code(text) = event { Some(&**text) } else { None },
            )
            .collect();
        if let Some(Event::Start(Tag::Heading { id, .. })) = self.events.get_mut(start) {
            match id {
                Some(id) => self.anchors.take(id),
                None => *id = self.anchors.id(&text, heading_source(&self.body[range])).map(CowStr::from),
            }
        }
    }

    /// HTML as the dialect leaves it.
    fn tamed(&self, markup: CowStr<'a>) -> CowStr<'a> {
        match self.dialect.html {
            RawHtml::Kept => markup,
            RawHtml::Omitted => CowStr::Borrowed(""),
            RawHtml::Filtered => filtered(&markup).into(),
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

    fn flush_text(&mut self) {
        let linkable = self.dialect.autolinks
            && self.opaque + self.opaque_html == 0
            && self.text.iter().any(|(text, _)| autolink::may_contain(text));
        if linkable {
            self.link_text();
        } else {
            self.events.extend(self.text.drain(..).map(|(text, _)| Event::Text(text)));
        }
    }

    fn link_text(&mut self) {
        let mut whole = String::new();
        let mut entities = Vec::new();
        for (text, range) in self.text.drain(..) {
            let start = whole.len();
            whole.push_str(&text);
            if self.body[range.clone()].starts_with('&') && self.body[range] != *text {
                entities.push(start..whole.len());
            }
        }
        let mut at = 0;
        for link in autolink::find(&whole, &entities) {
            let shown = CowStr::from(whole[link.range.clone()].to_owned());
            let tag = Tag::Link {
                link_type: LinkType::Autolink,
                dest_url: format!("{}{shown}", link.prefix).into(),
                title: CowStr::Borrowed(""),
                id: CowStr::Borrowed(""),
            };
            self.events.push(Event::Text(whole[at..link.range.start].to_owned().into()));
            self.events.extend([Event::Start(tag), Event::Text(shown), Event::End(TagEnd::Link)]);
            at = link.range.end;
        }
        self.events.push(Event::Text(whole.split_off(at).into()));
    }
}

/// A heading's Markdown without what makes it one.
fn heading_source(source: &str) -> &str {
    let source = source.trim();
    match source.strip_prefix('#') {
        Some(rest) => rest.trim_start_matches('#').trim_end_matches('#').trim(),
        None => source.rsplit_once('\n').map_or(source, |(text, _)| text.trim_end()),
    }
}

/// The tags that section 6.11 of the GFM specification disallows lose their `<`.
fn filtered(markup: &str) -> String {
    const NAMES: [&str; 9] =
        ["title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext"];
    let is_named = |rest: &str| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        NAMES.iter().any(|name| {
            let found = rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
            let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/');
            found && rest[name.len()..].chars().next().is_none_or(ends)
        })
    };
    let mut parts = markup.split('<');
    let mut html = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        html.push_str(if is_named(part) { "&lt;" } else { "<" });
        html.push_str(part);
    }
    html
}

fn alert_start(kind: BlockQuoteKind) -> String {
    let (class, title) = match kind {
        BlockQuoteKind::Note => ("note", "Note"),
        BlockQuoteKind::Tip => ("tip", "Tip"),
        BlockQuoteKind::Important => ("important", "Important"),
        BlockQuoteKind::Warning => ("warning", "Warning"),
        BlockQuoteKind::Caution => ("caution", "Caution"),
    };
    format!(
        "<div class=\"markdown-alert markdown-alert-{class}\">\n<p class=\"markdown-alert-title\">{title}</p>\n"
    )
}
