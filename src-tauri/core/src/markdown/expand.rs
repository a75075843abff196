//! From the words that stand for passages to what the passages show.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd, html};

use super::mask::{Masked, Meaning, Piece};
use super::{stand_in, tags};

/// The events of a block with its passages, and whether one of them is HTML that is a block.
pub fn expand<'a>(events: Vec<Event<'a>>, masked: &Masked<'_>) -> (Vec<Event<'a>>, bool) {
    let mut written = Vec::with_capacity(events.len());
    let mut has_blocks = false;
    for event in events {
        match event {
            Event::Text(text) => write_text(&text, masked, &mut written),
            Event::Html(markup) if !masked.is_plain() => {
                written.push(Event::Html(in_markup(&markup, masked).into()));
            }
            Event::InlineHtml(markup) if !masked.is_plain() => {
                written.push(Event::InlineHtml(in_markup(&markup, masked).into()));
            }
            Event::SoftBreak if begins_described_item(&written) => {}
            Event::End(TagEnd::Paragraph) => {
                has_blocks |= end_paragraph(&mut written);
            }
            other => written.push(other),
        }
    }
    (written, has_blocks)
}

fn write_text<'a>(text: &CowStr<'a>, masked: &Masked<'_>, written: &mut Vec<Event<'a>>) {
    if masked.is_plain() || !stand_in::may_contain(text) {
        written.push(Event::Text(text.clone()));
        return;
    }
    for piece in masked.pieces(text) {
        match piece {
            Piece::Text("") => {}
            Piece::Text(text) if begins_described_item(written) => {
                written.push(Event::Text(text.trim_start().to_owned().into()));
            }
            Piece::Text(text) => written.push(Event::Text(text.to_owned().into())),
            Piece::Passage(passage) => match &passage.meaning {
                Meaning::Inline { html, .. } if html.is_empty() => {}
                Meaning::Inline { html, .. } => written.push(Event::InlineHtml(html.clone().into())),
                Meaning::Block(html) => written.push(Event::Html(html.clone().into())),
                Meaning::Attributes(list) if begins_item(written) => {
                    if let Some(item) = written.iter_mut().rfind(|event| **event == Event::Start(Tag::Item)) {
                        *item = Event::Html(list.add_to("<li>").into());
                    }
                }
                Meaning::Attributes(list) => {
                    let start = start_of_last(written);
                    let mut span = String::new();
                    html::push_html(&mut span, written.drain(start..));
                    written.push(Event::InlineHtml(list.add_to(&span).into()));
                }
            },
        }
    }
}

/// Whether the events end with the start of an item of a list.
fn begins_item(events: &[Event<'_>]) -> bool {
    matches!(
        events,
        [.., Event::Start(Tag::Item)] | [.., Event::Start(Tag::Item), Event::Start(Tag::Paragraph)]
    )
}

/// Whether they end with the start of one that was given attributes: the space behind these is none of
/// its text.
fn begins_described_item(events: &[Event<'_>]) -> bool {
    let ([.., Event::Html(markup), Event::Start(Tag::Paragraph)] | [.., Event::Html(markup)]) = events else {
        return false;
    };
    markup.starts_with("<li ") || markup.starts_with("<li>")
}

/// Where the span that ends with the last event starts.
fn start_of_last(events: &[Event<'_>]) -> usize {
    let mut depth = 0;
    for (at, event) in events.iter().enumerate().rev() {
        match event {
            Event::End(_) => depth += 1,
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell) => return at + 1,
            Event::Start(_) => depth -= 1,
            _ => {}
        }
        if depth <= 0 {
            return at;
        }
    }
    0
}

/// Ends the open paragraph. One of blocks alone is none, and one of nothing is not there.
fn end_paragraph(written: &mut Vec<Event<'_>>) -> bool {
    let start = written.iter().rposition(|event| matches!(event, Event::Start(Tag::Paragraph)));
    let Some(start) = start else { return false };
    let inner = &written[start + 1..];
    let is_block = |event: &Event<'_>| matches!(event, Event::Html(_));
    let is_space = |event: &Event<'_>| match event {
        Event::Text(text) => text.trim().is_empty(),
        Event::SoftBreak | Event::HardBreak => true,
        _ => false,
    };
    let has_blocks = inner.iter().any(is_block);
    if inner.iter().all(is_space) {
        written.truncate(start);
        return false;
    }
    if has_blocks && inner.iter().all(|event| is_block(event) || is_space(event)) {
        written.remove(start);
        written.push(Event::Html("\n".into()));
        return true;
    }
    if has_blocks {
        for event in &mut written[start + 1..] {
            let Event::Html(markup) = event else { continue };
            if let Some(tex) = markup.strip_prefix(DISPLAY_START).and_then(|rest| rest.strip_suffix("</div>"))
            {
                *event = Event::InlineHtml(format!("<span class=\"math display\">{tex}</span>").into());
            }
        }
    }
    written.push(Event::End(TagEnd::Paragraph));
    has_blocks
}

const DISPLAY_START: &str = "<div class=\"math display\">";

/// HTML with its passages: within a tag the text that stands for each, else what it shows.
fn in_markup(markup: &str, masked: &Masked<'_>) -> String {
    let mut html = String::with_capacity(markup.len());
    for piece in masked.pieces(markup) {
        let passage = match piece {
            Piece::Text(text) => {
                html.push_str(text);
                continue;
            }
            Piece::Passage(passage) => passage,
        };
        let is_in_tag = html.rfind(['<', '>']).is_some_and(|at| html[at..].starts_with('<'));
        match &passage.meaning {
            Meaning::Inline { text, .. } if is_in_tag => tags::escape(text, &mut html),
            Meaning::Inline { html: shown, .. } | Meaning::Block(shown) if !is_in_tag => html.push_str(shown),
            _ => {}
        }
    }
    html
}
