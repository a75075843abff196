//! What notes embed: `![[picture.png|300]]` is a picture that is 300 pixels wide, `![[page]]` another page.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd, html};

use super::dialect::{Dialect, Wikilinks};

/// The link in place of an embedded page, which is not shown itself; `None` of a picture.
pub fn page<'a>(image: &Tag<'a>, dialect: &Dialect) -> Option<Tag<'a>> {
    let Tag::Image { link_type: LinkType::WikiLink { .. }, dest_url, title, id } = image else { return None };
    if dialect.wikilinks != Wikilinks::Bars || is_picture(dest_url) {
        return None;
    }
    let (dest_url, title, id) = (dest_url.clone(), title.clone(), id.clone());
    Some(Tag::Link { link_type: LinkType::Inline, dest_url, title, id })
}

fn is_picture(address: &str) -> bool {
    const ENDINGS: [&str; 9] = ["avif", "bmp", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp"];
    let path = address.split(['#', '?']).next().unwrap_or_default();
    let ending = path.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// The HTML of an embedded picture, up to its end, whose description is its width or its size, or ends
/// with it. `None` of one without.
pub fn sized(events: &[Event<'_>]) -> Option<String> {
    let (image, texts) = events.split_first()?;
    let Event::Start(Tag::Image { link_type: LinkType::WikiLink { has_pothole: true }, dest_url, .. }) =
        image
    else {
        return None;
    };
    let mut description = String::new();
    for event in texts {
        let Event::Text(text) = event else { return None };
        description.push_str(text);
    }
    let (alt, size) = description.rsplit_once('|').unwrap_or(("", &description));
    let (width, height) = match size.trim().split_once('x') {
        Some((width, height)) => (width, Some(height)),
        None => (size.trim(), None),
    };
    let is_length = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !is_length(width) || !height.is_none_or(is_length) {
        return None;
    }
    let alt = if alt.is_empty() { dest_url.clone() } else { CowStr::from(alt.to_owned()) };
    let mut html = String::new();
    html::push_html(&mut html, [image.clone(), Event::Text(alt), Event::End(TagEnd::Image)].into_iter());
    let height = height.map(|height| format!(" height=\"{height}\"")).unwrap_or_default();
    Some(html.replacen("<img", &format!("<img width=\"{width}\"{height}"), 1))
}
