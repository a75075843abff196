//! What stands for a thing of another site: a card that loads nothing by itself.

use crate::markdown::mask::Meaning;
use crate::markdown::tags;

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
    let mut html = String::from("<a href=\"");
    tags::escape(address, &mut html);
    html.push_str("\">");
    tags::escape(title, &mut html);
    html.push_str("</a>");
    Meaning::Inline { html, text: address.to_owned() }
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
