//! Frames of other sites become cards that name the site: the preview loads nothing by itself. The card
//! of a known player says which, so that the reader can have it loaded.

use std::borrow::Cow;

use crate::markdown::players;
use crate::markdown::tags::{self, Piece, Tag};

/// Replaces each `<iframe>` by a card. Works on HTML that is not sanitised yet, so what it makes of
/// malformed markup is not trusted either.
pub fn replace_frames(html: &str) -> Cow<'_, str> {
    let mut replaced = String::new();
    let mut copied = 0;
    let mut in_frame = false;
    for piece in tags::pieces(html) {
        match piece {
            Piece::Tag(tag) if tag.is("iframe") => {
                if !in_frame {
                    replaced.push_str(&html[copied..tag.range.start]);
                }
                if !tag.closing {
                    write_card(&tag, &mut replaced);
                }
                in_frame = !tag.closing;
                copied = tag.range.end;
            }
            _ => {}
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    if !in_frame {
        replaced.push_str(&html[copied..]);
    }
    Cow::Owned(replaced)
}

fn write_card(frame: &Tag<'_>, html: &mut String) {
    let mut address = tags::unescape(frame.attribute("src").unwrap_or_default().trim());
    if address.starts_with("//") {
        address.insert_str(0, "https:");
    }
    let title = frame.attribute("title").map(tags::unescape);
    let provider = players::player(&address);
    let page = players::page_of(&address);
    html.push_str("<div class=\"embed\"");
    for (name, value) in [
        ("data-src", Some(page.as_deref().unwrap_or(&address))),
        ("data-player", provider.map(|_| &*address)),
        ("title", title.as_deref()),
        ("width", frame.attribute("width").filter(|_| provider.is_some())),
        ("height", frame.attribute("height").filter(|_| provider.is_some())),
    ] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            html.push(' ');
            html.push_str(name);
            html.push_str("=\"");
            tags::escape(value, html);
            html.push('"');
        }
    }
    html.push('>');
    tags::escape(provider.unwrap_or_else(|| host(&address)), html);
    html.push_str("</div>");
}

/// The name of the site, or the whole address when it is of the blog itself.
fn host(address: &str) -> &str {
    let Some((_, rest)) = address.split_once("://") else { return address };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest);
    authority.rsplit('@').next().unwrap_or(authority)
}
