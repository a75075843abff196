//! Blocks by the rules of other renderers, where they depart from the parser's.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::tags::{self, Piece};

/// Makes a description list of the paragraph that ends the events, when one of its lines starts with a
/// colon: of all before the last such line, and of the rest. Tells whether it did. Source: `paragraph` in
/// `lib/renderer.js` of hexo-renderer-marked.
pub fn describe(events: &mut Vec<Event<'_>>) -> bool {
    let Some(start) = events.iter().rposition(|event| *event == Event::Start(Tag::Paragraph)) else {
        return false;
    };
    let is_description = |pair: &[Event<'_>]| match pair {
        [Event::HardBreak, Event::Text(text)] => {
            text.strip_prefix(':').is_some_and(|rest| rest.starts_with(char::is_whitespace))
        }
        _ => false,
    };
    let Some(at) = events[start..].windows(2).rposition(is_description).map(|at| start + at) else {
        return false;
    };
    // Each of the two has two letters or more of HTML.
    let is_long = |events: &[Event<'_>]| match events {
        [Event::Text(text)] => text.trim_start_matches(':').trim().chars().nth(1).is_some(),
        events => !events.is_empty(),
    };
    if !is_long(&events[start + 1..at]) || !is_long(&events[at + 1..]) {
        return false;
    }
    events[start] = Event::Html("<dl><dt>".into());
    events[at] = Event::Html("</dt><dd>".into());
    if let Event::Text(text) = &mut events[at + 1] {
        *text = text[1..].trim_start().to_owned().into();
    }
    events.push(Event::Html("</dd></dl>\n".into()));
    true
}

/// Takes the paragraph out of the description that ends the events, unless a blank line is before
/// it: `source` is what stands there.
pub fn tighten_description(events: &mut Vec<Event<'_>>, source: &str) {
    if source.trim_end_matches([' ', '\t']).ends_with("\n\n") {
        return;
    }
    let start = events.iter().rposition(|event| *event == Event::Start(Tag::DefinitionListDefinition));
    let Some(start) = start.filter(|start| events.get(start + 1) == Some(&Event::Start(Tag::Paragraph)))
    else {
        return;
    };
    let inner = &events[start..];
    if let Some(end) = inner.iter().position(|event| *event == Event::End(TagEnd::Paragraph)) {
        events.remove(start + end);
        events.remove(start + 1);
    }
}

/// Puts the HTML block that ends the events into a paragraph, when it starts with an element that
/// stands within text: kramdown's rule.
pub fn wrap_inline_html(events: &mut Vec<Event<'_>>) {
    let Some(start) = events.iter().rposition(|event| *event == Event::Start(Tag::HtmlBlock)) else { return };
    let mut markup = events[start + 1..].iter().filter_map(|event| match event {
        Event::Html(markup) => Some(markup.trim_start()),
        _ => None,
    });
    let first = markup.find(|markup| !markup.is_empty()).unwrap_or_default();
    let tag = match tags::pieces(first).next() {
        Some(Piece::Tag(tag)) if tag.range.start == 0 && !tag.closing => Some(tag),
        _ => None,
    };
    if tag.is_some_and(|tag| is_inline(tag.name)) {
        events[start] = Event::Start(Tag::Paragraph);
        for event in &mut events[start + 1..] {
            if let Event::Html(markup) = event {
                *event = Event::InlineHtml(std::mem::replace(markup, "".into()));
            }
        }
        if let Some(Event::InlineHtml(last)) = events.last_mut() {
            *last = last.trim_end().to_owned().into();
        }
        events.push(Event::End(TagEnd::Paragraph));
    } else {
        events.push(Event::End(TagEnd::HtmlBlock));
    }
}

/// Source: `HTML_SPAN_ELEMENTS` in `lib/kramdown/parser/html.rb`.
fn is_inline(name: &str) -> bool {
    const NAMES: [&str; 41] = [
        "a", "abbr", "acronym", "b", "big", "bdo", "br", "button", "cite", "code", "del", "dfn", "em", "i",
        "img", "input", "ins", "kbd", "label", "mark", "option", "q", "rb", "rbc", "rp", "rt", "rtc", "ruby",
        "samp", "select", "small", "span", "strike", "strong", "sub", "sup", "textarea", "time", "tt", "u",
        "var",
    ];
    NAMES.iter().any(|inline| name.eq_ignore_ascii_case(inline))
}
