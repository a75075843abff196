//! The path of a page or section on the site. Sources: `components/content/src/page.rs` and
//! `section.rs`.

use super::Zola;
use super::place::{self, Place, Tongue};
use crate::site::fields::Source;

/// Of a page: `path` of the header, else its folders with the slug of the header or of its name.
pub(super) fn page(zola: &Zola, source: &Source<'_>, place: &Place<'_>) -> String {
    if let Some(path) = source.fields.text("path") {
        let path = path.trim();
        let (start, end) = (slash(!path.starts_with('/')), slash(!path.ends_with('/')));
        let end = if path.is_empty() { "" } else { end };
        return format!("{start}{path}{end}");
    }
    let is_home = place.folders.is_empty() && !place.is_bundle && place.name == "index";
    let slug = if is_home { String::new() } else { slug(zola, source, place) };
    let parts = place.folders.iter().copied().chain([slug.as_str()]);
    let path = parts.collect::<Vec<_>>().join("/");
    let path = format!("{}/{path}", prefix(place));
    let end = slash(!path.ends_with('/'));
    path + end
}

/// Of a section: its folders as they are.
pub(super) fn section(place: &Place<'_>) -> String {
    let folders = place.folders.iter().map(|name| format!("/{name}"));
    format!("{}{}/", prefix(place), folders.collect::<String>())
}

fn slug(zola: &Zola, source: &Source<'_>, place: &Place<'_>) -> String {
    let in_header = source.fields.text("slug");
    let after_date = || place::dated(place.name)?.slug.filter(|_| !zola.settings.keeps_dates);
    let slug = in_header.unwrap_or_else(|| after_date().unwrap_or(place.name).to_owned());
    zola.settings.paths.apply(&slug)
}

fn prefix(place: &Place<'_>) -> String {
    match place.language {
        Tongue::Other(code) => format!("/{code}"),
        _ => String::new(),
    }
}

fn slash(is_needed: bool) -> &'static str {
    if is_needed { "/" } else { "" }
}
