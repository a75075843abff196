//! Boxes around Markdown: `:::` containers of remark-directive and markdown-it-container, and the
//! pairs of Zola's tags.
//!
//! The lines that open and close them are blocks of their own, whatever stands around them, so the
//! parser reads each as a thematic break of the same length; which line closes which box is told by
//! the blocks that both are in.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};

use super::attributes::AttributeList;
use super::dialect::{Containers, Dialect};
use super::mask::{ATTRIBUTES, Masked, Meaning};
use super::tags;

/// A line that is a block of its own.
pub struct Fence {
    /// Without what is before it in the line, such as the sign of a quote, and the end of the line.
    pub line: Range<usize>,
    /// What it does.
    pub kind: FenceKind,
}

/// What such a line does.
pub enum FenceKind {
    /// It opens a box.
    Opens {
        /// How the box is closed.
        by: By,
        /// Its HTML.
        html: String,
        /// What ends that.
        end: Cow<'static, str>,
    },
    /// It closes the box it fits; else it shows what is given here, or itself.
    Closes(By, Option<Meaning>),
    /// It shows something.
    Shows(Meaning),
    /// It is the attributes of the block before it or after it.
    Describes {
        /// They.
        list: AttributeList,
        /// Whether of the one before.
        is_after: bool,
    },
}

/// What closes a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A line of so many colons or more.
    Colons(usize),
    /// The tag that ends every pair of tags.
    Tag,
}

/// Reads a line, from its first sign to its last, that opens or closes a container.
pub fn read(line: &str, dialect: &Dialect) -> Option<FenceKind> {
    if dialect.containers == Containers::None || !line.starts_with("::") {
        return None;
    }
    let rest = line.trim_start_matches(':');
    let colons = line.len() - rest.len();
    if colons > 2 && rest.is_empty() {
        return Some(FenceKind::Closes(By::Colons(colons), None));
    }
    match &dialect.containers {
        Containers::None => None,
        Containers::Marked(names) => {
            let (name, title) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
            let is_known = match names.is_empty() {
                true => name.starts_with(|c: char| c.is_alphabetic()),
                false => names.iter().any(|known| known == name),
            };
            (colons > 2 && is_known).then(|| opens(colons, name, title.trim(), "", dialect))
        }
        Containers::Directives { leaves } => {
            let (name, label, attributes) = directive(rest)?;
            match colons {
                2 if *leaves => Some(FenceKind::Shows(Meaning::Block(leaf(name, label, attributes)))),
                2 => None,
                _ => Some(opens(colons, name, label.unwrap_or_default(), attributes, dialect)),
            }
        }
    }
}

/// The parts of `name[label]{attributes}`. Source: `lib/directive-container.js` and
/// `lib/factory-name.js` of micromark-extension-directive.
fn directive(text: &str) -> Option<(&str, Option<&str>, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let length = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    let (name, mut rest) = text.split_at(length);
    if !name.starts_with(char::is_alphabetic) || name.ends_with(['-', '_']) {
        return None;
    }
    let mut label = None;
    if rest.starts_with('[') {
        let end = closing_bracket(rest)?;
        (label, rest) = (Some(&rest[1..end]), &rest[end + 1..]);
    }
    let attributes = match rest.strip_prefix('{') {
        Some(inner) => inner.strip_suffix('}')?,
        None if rest.is_empty() => "",
        None => return None,
    };
    Some((name, label, attributes))
}

/// Where the `]` stands that closes the `[` at the start.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'[' => depth += 1,
            b']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn opens(colons: usize, name: &str, title: &str, attributes: &str, dialect: &Dialect) -> FenceKind {
    let mut shown = String::new();
    match title {
        "" => {
            let mut letters = name.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            tags::escape(&first.chain(letters).collect::<String>(), &mut shown);
        }
        title => write_title(title, dialect, &mut shown),
    }
    let (html, end) = titled(name, &shown);
    let html = match attributes {
        "" => html,
        list => AttributeList::parse(list).add_to(&html),
    };
    FenceKind::Opens { by: By::Colons(colons), html, end }
}

/// What opens a box with that title, which is HTML, and what ends it.
pub fn titled(name: &str, title: &str) -> (String, Cow<'static, str>) {
    let kind = match name {
        "details" | "spoiler" | "collapse" => {
            return (format!("<details>\n<summary>{title}</summary>\n"), "</details>\n".into());
        }
        "note" | "info" => " markdown-alert-note",
        "tip" | "hint" | "success" => " markdown-alert-tip",
        "important" => " markdown-alert-important",
        "warning" | "caution" | "warn" => " markdown-alert-warning",
        "danger" | "error" => " markdown-alert-caution",
        _ => "",
    };
    let html =
        format!("<div class=\"markdown-alert{kind}\">\n<p class=\"markdown-alert-title\">{title}</p>\n");
    (html, "</div>\n".into())
}

/// A title is Markdown of one line.
fn write_title(title: &str, dialect: &Dialect, html: &mut String) {
    let events = Parser::new_ext(title, dialect.options());
    let is_around =
        |event: &Event<'_>| matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
    let mut events: Vec<_> = events.collect();
    match (events.first(), events.iter().filter(|event| is_around(event)).count()) {
        (Some(Event::Start(Tag::Paragraph)), 2) => {
            events.retain(|event| !is_around(event));
            html::push_html(html, events.into_iter());
        }
        _ => tags::escape(title, html),
    }
}

/// A directive without content is whatever the site makes of it.
fn leaf(name: &str, label: Option<&str>, attributes: &str) -> String {
    let mut html = String::from("<div class=\"shortcode card\"><b>");
    tags::escape(name, &mut html);
    html.push_str("</b>");
    for part in label.into_iter().chain([attributes]).filter(|part| !part.is_empty()) {
        html.push(' ');
        tags::escape(part, &mut html);
    }
    html.push_str("</div>\n");
    html
}

/// The deepest nesting of boxes; deeper ones are text, so that none is looked for in more than these.
const MOST: usize = 100;

/// The boxes that are open while a document is written.
#[derive(Default)]
pub struct Boxes {
    open: Vec<Open>,
    /// How many blocks are open that hold others.
    depth: usize,
    /// Where each open block starts in the events.
    starts: Vec<usize>,
    /// Where the block starts that ended last within an open one.
    last: Option<usize>,
    /// The attributes that the next block gets, by the number of their line.
    next: Option<usize>,
    /// Whether HTML was written since this was asked last.
    has_written: bool,
}

struct Open {
    by: By,
    end: Cow<'static, str>,
    /// The `depth` it was opened in.
    depth: usize,
}

impl Boxes {
    /// Whether a box is open.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether HTML was written since this was asked last.
    pub fn take_written(&mut self) -> bool {
        std::mem::take(&mut self.has_written)
    }

    /// Takes the next event of a document and writes what lines of boxes make of it, before it or in
    /// its place; `None` when nothing of the event is left. `body` is what was written.
    pub fn event<'a>(
        &mut self,
        event: Event<'a>,
        range: &Range<usize>,
        (masked, body): (&Masked<'_>, &str),
        written: &mut Vec<Event<'a>>,
    ) -> Option<Event<'a>> {
        match &event {
            Event::Start(tag) if is_block(&tag.to_end()) => {
                if let Some(number) = self.next.take() {
                    written.push(mark(number));
                }
                self.starts.push(written.len());
                self.last = None;
                self.depth += usize::from(holds_blocks(&tag.to_end()));
            }
            Event::End(tag) if is_block(tag) => {
                if holds_blocks(tag) {
                    let inner = self.open.partition_point(|open| open.depth < self.depth);
                    self.close(inner, written);
                    self.depth -= 1;
                }
                let is_elsewhere = matches!(tag, TagEnd::FootnoteDefinition);
                self.last = self.starts.pop().filter(|_| !is_elsewhere && !self.starts.is_empty());
                self.next = None;
            }
            Event::Rule => {
                let Some((number, fence)) = masked.fence(range) else { return Some(event) };
                self.fence((number, fence), &body[fence.line.clone()], written);
                return None;
            }
            _ => {}
        }
        Some(event)
    }

    /// Closes all boxes.
    pub fn finish(&mut self, html: &mut String) {
        for open in self.open.drain(..).rev() {
            html.push_str(&open.end);
        }
    }

    fn fence(&mut self, (number, fence): (usize, &Fence), line: &str, written: &mut Vec<Event<'_>>) {
        let last = self.last.take();
        let shown = match &fence.kind {
            FenceKind::Opens { by, html, end } if self.open.len() < MOST => {
                self.open.push(Open { by: *by, end: end.clone(), depth: self.depth });
                Some(html.clone())
            }
            FenceKind::Opens { .. } => None,
            FenceKind::Closes(by, stray) => {
                if let Some(at) = self.closed(*by) {
                    return self.close(at, written);
                }
                stray.as_ref().map(as_block)
            }
            FenceKind::Shows(meaning) => Some(as_block(meaning)),
            FenceKind::Describes { is_after, .. } => {
                match last {
                    Some(start) if *is_after => written.insert(start, mark(number)),
                    _ if !is_after && !self.starts.is_empty() => self.next = Some(number),
                    _ => {}
                }
                return;
            }
        };
        let shown = shown.unwrap_or_else(|| {
            let mut text = String::new();
            tags::escape(line, &mut text);
            format!("<p>{text}</p>\n")
        });
        self.has_written = true;
        written.push(Event::Html(shown.into()));
    }

    /// The box that a line closes. Of nested ones it is the outermost that has no more colons, since
    /// each looks for its end before what is in it is read. Source: the loops over lines in
    /// `lib/directive-container.js` of micromark-extension-directive and in markdown-it-container.
    fn closed(&self, by: By) -> Option<usize> {
        let is_here = |open: &Open| open.depth == self.depth;
        match by {
            By::Colons(colons) => self
                .open
                .iter()
                .position(|open| is_here(open) && matches!(open.by, By::Colons(own) if own <= colons)),
            By::Tag => self.open.iter().rposition(|open| is_here(open) && open.by == By::Tag),
        }
    }

    fn close(&mut self, at: usize, written: &mut Vec<Event<'_>>) {
        for open in self.open.drain(at..).rev() {
            self.has_written = true;
            written.push(Event::Html(open.end.into_owned().into()));
        }
    }
}

/// Says that the attributes of the line of that number belong to the element after this.
fn mark(number: usize) -> Event<'static> {
    Event::Html(format!("{ATTRIBUTES}{number}>").into())
}

/// What stands within text is a paragraph.
fn as_block(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Block(html) => format!("{html}\n"),
        Meaning::Inline { html, .. } if !html.is_empty() => format!("<p>{html}</p>\n"),
        Meaning::Inline { .. } | Meaning::Attributes(_) => String::new(),
    }
}

fn holds_blocks(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition | TagEnd::DefinitionListDefinition
    )
}

fn is_block(tag: &TagEnd) -> bool {
    holds_blocks(tag)
        || matches!(
            tag,
            TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::CodeBlock
                | TagEnd::List(_)
                | TagEnd::Table
                | TagEnd::HtmlBlock
                | TagEnd::DefinitionList
                | TagEnd::DefinitionListTitle
        )
}
