//! Whether a page or section is on the site, and why.
//!
//! Sources: `load` and `render_page` of `components/site/src/lib.rs`, `populate_sections` of
//! `components/content/src/library.rs`, `components/content/src/sorting.rs`.

use super::place::{self, Place, Tongue};
use super::{Zola, url};
use crate::front_matter::Value;
use crate::site::fields::{Fields, Source, Tree};
use crate::site::rules::{Standing, State};

pub(super) fn standing(zola: &Zola, source: &Source<'_>, tree: &Tree) -> Standing {
    let hidden = |reason: String| Standing::new(State::Hidden, reason);
    let Some(place) = Place::of(source.path, &zola.settings) else {
        return hidden("Zola takes it neither for a page nor for a section".into());
    };
    if let Some(folder) = draft_above(zola, &place, source, tree) {
        return hidden(format!("{} is a draft", section_name(&folder)));
    }
    if let Some(reason) = stops(source.fields, &place) {
        return hidden(reason);
    }
    if source.fields.truth("draft") == Some(true) {
        return Standing::new(State::Draft, "its header says draft");
    }
    if let Some(reason) = stops_unless_draft(zola, source, &place, tree) {
        return hidden(reason);
    }
    if source.fields.truth("render") == Some(false) {
        return hidden("its header says that it is not rendered".into());
    }
    if place.is_section {
        if zola.settings.is_named(source.folder()) {
            return hidden("ignored_content in the configuration names its folder".into());
        }
        if let Some(target) = source.fields.text("redirect_to") {
            return Standing::new(State::Published, format!("its page sends readers on to {target}"));
        }
    } else if let Some(reason) = unsorted(zola, source, &place, tree) {
        return hidden(reason);
    }
    Standing::new(State::Published, "nothing in its header keeps it back")
}

/// The highest folder above it whose section is a draft, in whatever language: Zola does not walk
/// into it then.
fn draft_above(zola: &Zola, place: &Place<'_>, source: &Source<'_>, tree: &Tree) -> Option<String> {
    let own = source.folder();
    let ends = own.match_indices('/').map(|(at, _)| at).chain([own.len()]);
    let mut folders =
        ends.filter_map(|end| own.get(..end)).filter(|folder| !place.is_section || *folder != own);
    let is_draft = |folder: &str, name: &str| {
        let section = tree.get(&format!("{folder}/{name}"));
        section.is_some_and(|section| section.fields.truth("draft") == Some(true))
    };
    let others = || zola.settings.languages.iter().map(|code| format!("_index.{code}.md"));
    folders
        .find(|folder| {
            !zola.settings.is_named(folder)
                && (is_draft(folder, "_index.md") || others().any(|name| is_draft(folder, &name)))
        })
        .map(str::to_owned)
}

/// What makes the whole build fail, in a draft as well.
fn stops(fields: &Fields, place: &Place<'_>) -> Option<String> {
    if !fields.has_header {
        return Some("Zola needs a header and stops without one".into());
    }
    if let Tongue::Unknown(code) = place.language {
        return Some(format!("Zola stops: {code} is not among the languages of the configuration"));
    }
    let is_no_truth = |key: &str| fields.get(key).is_some_and(|value| !matches!(value, Value::Bool(_)));
    if let Some(key) = ["draft", "render"].into_iter().find(|key| is_no_truth(key)) {
        return Some(format!("Zola stops: {key} has to be true or false"));
    }
    if place.is_section {
        return None;
    }
    let is_empty = |key: &str| matches!(fields.get(key), Some(Value::String(text)) if text.is_empty());
    if let Some(key) = ["slug", "path"].into_iter().find(|key| is_empty(key)) {
        return Some(format!("Zola stops: {key} is empty"));
    }
    let date = fields.get("date").filter(|value| **value != Value::Null);
    if date.is_some_and(|value| value.as_text().is_none_or(|text| !place::is_readable(&text))) {
        return Some("Zola stops: it cannot read the date".into());
    }
    None
}

/// What makes the whole build fail once a page is no draft. Source: `add_page` of the same file for
/// taxonomies.
fn stops_unless_draft(zola: &Zola, source: &Source<'_>, place: &Place<'_>, tree: &Tree) -> Option<String> {
    if place.is_section {
        return None;
    }
    let is_section_too = source.name() == "index.md" && {
        let url = url::page(zola, source, place);
        url == "/" && !place.is_bundle || tree.get(&format!("content{url}_index.md")).is_some()
    };
    if is_section_too {
        return Some("Zola stops: a folder cannot have index.md beside _index.md".into());
    }
    let language = match place.language {
        Tongue::Other(code) => code,
        _ => &zola.settings.default_language,
    };
    let is_known =
        |name: &str| zola.settings.taxonomies.iter().any(|(of, known)| of == language && known == name);
    let Some(Value::Map(taxonomies)) = source.fields.get("taxonomies") else { return None };
    let (unknown, _) = taxonomies.iter().find(|(name, _)| !is_known(name))?;
    Some(format!("Zola stops: {unknown} is not among the taxonomies of the configuration"))
}

/// Why no section renders a page: each that takes it in wants to sort it by something it lacks. A
/// transparent section hands its pages on to the one above.
fn unsorted(zola: &Zola, source: &Source<'_>, place: &Place<'_>, tree: &Tree) -> Option<String> {
    let name = match place.language {
        Tongue::Other(code) => format!("_index.{code}.md"),
        _ => "_index.md".to_owned(),
    };
    let mut folder = place.folder();
    let mut reason = None;
    while let Some(section) = tree.get(&format!("{folder}/{name}")) {
        if zola.settings.is_named(&folder) {
            break;
        }
        let missing = missing(zola, source, section.fields)?;
        let is_transparent = section.fields.truth("transparent") == Some(true);
        reason.get_or_insert_with(|| {
            format!("{} sorts by {missing}, which it does not have", section_name(&folder))
        });
        match folder.rsplit_once('/').map(|(above, _)| above.to_owned()) {
            Some(above) if is_transparent => folder = above,
            _ => break,
        }
        // The home page is a section even without a file, and sorts by nothing.
        if folder == "content" && tree.get(&format!("content/{name}")).is_none() {
            return None;
        }
    }
    reason
}

/// What a page lacks to be sorted by a section; `None` where it lacks nothing.
fn missing(zola: &Zola, page: &Source<'_>, section: &Fields) -> Option<&'static str> {
    let has_date = || zola.dated(page).is_some();
    let has_title = || page.fields.get("title").is_some_and(|title| *title != Value::Null);
    let (has_it, what) = match section.text("sort_by").as_deref() {
        Some("date") => (has_date(), "date"),
        Some("update_date") => (has_date() || page.fields.date("updated").is_some(), "date"),
        Some("title" | "title_bytes") => (has_title(), "title"),
        Some("weight") => (matches!(page.fields.get("weight"), Some(Value::Int(_))), "weight"),
        _ => return None,
    };
    (!has_it).then_some(what)
}

fn section_name(folder: &str) -> String {
    match folder.strip_prefix("content/") {
        Some(below) => format!("the section {below}"),
        None => "the home page".into(),
    }
}
