//! What is written beside what the parser's own writer makes: alerts, formulas, tags that became text.

use pulldown_cmark::{BlockQuoteKind, Event};

use super::mask::{self, Meaning};

/// The tags that section 6.11 of the GFM specification disallows lose their `<`.
pub fn filtered(markup: &str) -> String {
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

/// A formula that the parser found.
pub fn formula(tex: &str, is_display: bool) -> Event<'static> {
    match mask::math(tex, is_display) {
        Meaning::Block(html) => Event::Html(html.into()),
        Meaning::Inline { html, .. } => Event::InlineHtml(html.into()),
        Meaning::Attributes(_) => Event::Text("".into()),
    }
}

/// What opens an alert; `</div>` closes it.
pub fn alert_start(kind: BlockQuoteKind) -> String {
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
