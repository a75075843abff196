//! What stands for a thing of another site: a card that loads nothing by itself.

use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};

use crate::markdown::mask::Meaning;
use crate::markdown::tags::{self, Piece};

/// A frame, of which the sanitiser makes a card to click.
pub fn frame(address: &str, title: &str) -> Meaning {
    let mut html = String::from("<iframe src=\"");
    tags::escape(address, &mut html);
    html.push_str("\" title=\"");
    tags::escape(title, &mut html);
    html.push_str("\"></iframe>");
    Meaning::Block(html)
}

/// A card that says what the site puts there.
pub fn named(kind: &str, content: &str) -> Meaning {
    let mut html = String::from("<div class=\"shortcode card\"><b>");
    tags::escape(kind, &mut html);
    html.push_str("</b> ");
    tags::escape(content, &mut html);
    html.push_str("</div>");
    Meaning::Block(html)
}

/// A link.
pub fn link(address: &str, title: &str) -> Meaning {
    Meaning::Inline { html: link_html(address, title), text: address.to_owned() }
}

/// The HTML of a link.
pub fn link_html(address: &str, title: &str) -> String {
    let mut html = String::from("<a href=\"");
    tags::escape(address, &mut html);
    html.push_str("\">");
    tags::escape(title, &mut html);
    html.push_str("</a>");
    html
}

/// Markdown of one line, without a paragraph around it.
pub fn markdown(text: &str) -> String {
    let events: Vec<_> = Parser::new(text).collect();
    let mut html = String::new();
    match events.as_slice() {
        [Event::Start(Tag::Paragraph), inner @ .., Event::End(TagEnd::Paragraph)]
            if !inner.contains(&Event::Start(Tag::Paragraph)) =>
        {
            html::push_html(&mut html, inner.iter().cloned());
        }
        _ => tags::escape(text, &mut html),
    }
    html
}

/// The text of such HTML.
pub fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut at = 0;
    for piece in tags::pieces(html) {
        if let Piece::Tag(tag) = piece {
            text.push_str(&html[at..tag.range.start]);
            at = tag.range.end;
        }
    }
    text.push_str(&html[at..]);
    tags::unescape(&text)
}

/// A block with a caption above it, when there is one.
pub fn captioned(block: Meaning, caption: &str) -> Meaning {
    match block {
        Meaning::Block(html) if !caption.is_empty() => {
            let mut whole = String::from("<figure><figcaption>");
            tags::escape(caption, &mut whole);
            Meaning::Block(format!("{whole}</figcaption>{html}</figure>"))
        }
        block => block,
    }
}

/// A code block.
pub fn code(language: &str, code: &str) -> Meaning {
    let mut html = String::from("<pre><code");
    if !language.is_empty() {
        html.push_str(" class=\"language-");
        tags::escape(language, &mut html);
        html.push('"');
    }
    html.push('>');
    tags::escape(code.trim_matches('\n'), &mut html);
    html.push_str("\n</code></pre>");
    Meaning::Block(html)
}
