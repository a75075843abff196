//! Where new and moved posts go. Jekyll has no rules here but those of reading: what a file is
//! follows from its folder and its name.

use chrono::NaiveDate;

use super::date::{DatedName, day_of};
use super::document::Document;
use super::filter::join;
use super::place::{Place, magic_folder};
use super::settings::Settings;
use crate::front_matter::Value;
use crate::site::fields::Source;
use crate::site::rules::{Move, Moved, NewFile};

/// Where a new post goes: into `_posts` with its date, into `_drafts` without one, or into the
/// folder of a collection.
pub(super) fn new_file(settings: &Settings, wish: &NewFile<'_>) -> String {
    let (slug, day) = (wish.slug, wish.now.date());
    match wish.section.filter(|section| settings.is_collection(section)) {
        Some(section) => format!("{section}/{slug}.md"),
        None if wish.draft => join(&post_folder(settings, wish.section, "_drafts"), &format!("{slug}.md")),
        None => join(&post_folder(settings, wish.section, "_posts"), &format!("{day}-{slug}.md")),
    }
}

/// Where a post goes when it becomes a draft or stops being one; of a page or a document of a
/// collection its header tells.
pub(super) fn draft_place(source: &Source<'_>, draft: bool, today: NaiveDate) -> Option<String> {
    let (base, magic, entry) = magic_folder(source.path)?;
    let (folder, name) = entry.rsplit_once('/').unwrap_or(("", entry));
    let (magic, name) = match (magic, draft) {
        ("_posts", true) => ("_drafts", without_date(name)),
        ("_drafts", false) => ("_posts", with_date(name, source, today)),
        _ => return None,
    };
    Some(join(&join(base, magic), &join(folder, &name)))
}

/// Where a post goes with another slug or in another section. Its date stays in its name.
pub(super) fn moved(document: &Document<'_>, wish: &Move<'_>) -> Moved {
    let source = &document.source;
    let extension = source.name().strip_prefix(source.stem()).unwrap_or_default();
    let name = match (wish.slug, DatedName::of(source.name())) {
        (Some(slug), Some(dated)) => format!("{}-{slug}{extension}", dated.date),
        (Some(slug), None) => format!("{slug}{extension}"),
        (None, _) => source.name().to_owned(),
    };
    let magic = match document.place {
        Place::Post | Place::Undated => Some("_posts"),
        Place::Draft => Some("_drafts"),
        _ => None,
    };
    let settings = document.settings;
    let folder = match (wish.section, magic) {
        (Some(section), Some(magic)) if !settings.is_collection(section) => {
            post_folder(settings, Some(section), magic)
        }
        (section, _) => section.unwrap_or(source.folder()).to_owned(),
    };
    let header = wish.slug.map(|slug| header_with(source, slug)).unwrap_or_default();
    Moved { path: join(&folder, &name), header }
}

impl Settings {
    /// Whether a folder below the root is that of a collection, or in it.
    fn is_collection(&self, folder: &str) -> bool {
        let file = format!("{folder}/a.md");
        self.below(&file).is_some_and(|below| matches!(self.place(below), Place::Member(_)))
    }
}

/// The `_posts` or `_drafts` folder of a section: a folder that holds such a one, or one of them,
/// or a folder in it.
fn post_folder(settings: &Settings, section: Option<&str>, magic: &str) -> String {
    let Some(section) = section else {
        return join(&join(&settings.source, &settings.collections_dir), magic);
    };
    match magic_folder(section) {
        Some((base, _, below)) => join(&join(base, magic), below),
        None => join(section, magic),
    }
}

fn without_date(name: &str) -> String {
    let rest = DatedName::of(name).filter(|dated| !dated.rest.is_empty());
    rest.and_then(|dated| name.get(dated.date.len() + 1..)).unwrap_or(name).to_owned()
}

/// The name with the day of the header's date before it, else today's.
fn with_date(name: &str, source: &Source<'_>, today: NaiveDate) -> String {
    if DatedName::of(name).is_some() {
        return name.to_owned();
    }
    let day = source.fields.get("date").and_then(day_of).unwrap_or_else(|| today.to_string());
    format!("{day}-{name}")
}

/// What the header says with another slug, where it says something now.
fn header_with(source: &Source<'_>, slug: &str) -> Vec<(String, Value)> {
    let old = source.fields.text("slug").map(|_| slug.to_owned());
    let permalink = source.fields.text("permalink").and_then(|permalink| renamed(&permalink, slug));
    let said = [("slug", old), ("permalink", permalink)];
    said.into_iter().filter_map(|(key, text)| Some((key.to_owned(), Value::String(text?)))).collect()
}

/// A permalink with another last segment; `None` where that is made from something else.
fn renamed(permalink: &str, slug: &str) -> Option<String> {
    let bare = permalink.trim_end_matches('/');
    let ending = &permalink[bare.len()..];
    let (above, last) = bare.rsplit_once('/').map_or(("", bare), |(above, last)| (above, last));
    let slash = if bare.contains('/') { "/" } else { "" };
    let extension = last.rfind('.').filter(|at| *at > 0).map_or("", |at| &last[at..]);
    let is_named = !last.is_empty() && !last.contains(':');
    is_named.then(|| format!("{above}{slash}{slug}{extension}{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_segment_of_a_permalink_is_the_slug() {
        let new = |permalink| renamed(permalink, "new");
        assert_eq!(new("/a/old/").as_deref(), Some("/a/new/"));
        assert_eq!(new("/old.html").as_deref(), Some("/new.html"));
        assert_eq!(new("old").as_deref(), Some("new"));
        assert_eq!(new("/blog/:title/"), None);
        assert_eq!(new("/"), None);
    }

    #[test]
    fn a_name_loses_its_date_but_never_all_of_itself() {
        assert_eq!(without_date("2024-1-02-a.md"), "a.md");
        assert_eq!(without_date("2024-01-02-.md"), "2024-01-02-.md");
        assert_eq!(without_date("a.md"), "a.md");
    }
}
