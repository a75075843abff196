//! Where posts go.

use std::path::Path;

use super::place::{Form, Place, below};
use super::settings::Settings;
use crate::front_matter::Value;
use crate::site::fields::{Source, Tree};
use crate::site::rules::{Move, Moved, NewFile};

/// The names that blogs give the section of their posts.
const SECTIONS: [&str; 4] = ["posts", "post", "blog", "articles"];

/// The section that new posts go to when nothing else is said.
pub(super) fn usual_section(root: &Path, settings: &Settings) -> String {
    let content = content(settings);
    let found =
        SECTIONS.iter().map(|name| format!("{content}/{name}")).find(|folder| root.join(folder).is_dir());
    found.unwrap_or_else(|| format!("{content}/posts"))
}

/// The slug of a title: its words in lower case with hyphens, in their own script. Source:
/// `helpers/path.go`, `MakePathSanitized`.
pub(super) fn slug(title: &str, settings: &Settings) -> String {
    let lower = super::path::written(&title.to_lowercase(), settings);
    let words = lower.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '.' | '_'));
    let words = words.map(|word| word.trim_matches(['.', '_'])).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

pub(super) fn new_file(settings: &Settings, usual: &str, wish: &NewFile<'_>) -> String {
    let own = |code: &str| settings.roots.iter().find(|root| root.language.as_deref() == Some(code));
    let language = wish.language.filter(|code| settings.languages.iter().any(|known| known == code));
    let section = wish.section.filter(|section| !section.is_empty()).unwrap_or(usual);
    let folder = language.and_then(own).map(|root| {
        let content = settings.roots.iter().find_map(|known| below(section, &known.folder));
        format!("{}/{}", root.folder, content.unwrap_or(section))
    });
    let ending = match language {
        Some(code) if folder.is_none() && code != settings.default_language => format!(".{code}"),
        _ => String::new(),
    };
    let folder = folder.unwrap_or_else(|| section.to_owned());
    let index = if wish.bundle { "/index" } else { "" };
    format!("{folder}/{}{index}{ending}.md", wish.slug)
}

/// A slug takes the place of the file's name, or of a bundle's folder; a date in front of it stays.
pub(super) fn moved(settings: &Settings, source: &Source<'_>, wish: &Move<'_>) -> Moved {
    let tree = Tree::default();
    let place = Place::of(source.path, settings, &tree);
    let Some(place) = place.filter(|place| matches!(place.form, Form::Single | Form::Leaf)) else {
        return super::super::moved_file(source, wish);
    };
    let name = match (wish.slug, super::dates::named(place.name)) {
        (None, _) => place.name.to_owned(),
        (Some(slug), Some((_, old))) if !old.is_empty() => {
            let prefix = place.name.strip_suffix(old).unwrap_or_default();
            format!("{prefix}{slug}")
        }
        (Some(slug), _) => slug.to_owned(),
    };
    let is_leaf = place.form == Form::Leaf;
    let own = source.folder();
    let above = if is_leaf { own.rsplit_once('/').map_or("", |(above, _)| above) } else { own };
    let folder = wish.section.unwrap_or(above);
    let slash = if folder.is_empty() { "" } else { "/" };
    let path = if is_leaf {
        format!("{folder}{slash}{name}/{}", source.name())
    } else {
        let ending = source.name().strip_prefix(place.name).unwrap_or_default();
        format!("{folder}{slash}{name}{ending}")
    };
    Moved { path, header: header(source, wish.slug) }
}

/// The keys of a header that say the path, with the new slug.
fn header(source: &Source<'_>, slug: Option<&str>) -> Vec<(String, Value)> {
    let Some(slug) = slug else { return Vec::new() };
    let mut header = Vec::new();
    if let Some(url) = source.fields.text("url").filter(|url| !url.contains(':')) {
        let trimmed = url.trim_end_matches('/');
        let end = url.get(trimmed.len()..).unwrap_or_default();
        let (above, last) =
            trimmed.rsplit_once('/').map_or((None, trimmed), |(above, last)| (Some(above), last));
        let extension =
            last.rsplit_once('.').map(|(_, extension)| format!(".{extension}")).unwrap_or_default();
        let above = above.map(|above| format!("{above}/")).unwrap_or_default();
        header.push(("url".to_owned(), Value::String(format!("{above}{slug}{extension}{end}"))));
    }
    if source.fields.text("slug").is_some() {
        header.push(("slug".to_owned(), Value::String(slug.to_owned())));
    }
    header
}

/// What the translations of a page have in common.
pub(super) fn piece(place: &Place<'_>) -> String {
    let mut parts = place.folders.clone();
    parts.push(if place.form == Form::Section { "_index" } else { place.name });
    parts.join("/")
}

fn content(settings: &Settings) -> String {
    let language = settings.default_language.as_str();
    let own = settings.roots.iter().find(|root| root.language.as_deref() == Some(language));
    let common = settings.roots.iter().find(|root| root.language.is_none());
    own.or(common).or(settings.roots.first()).map_or_else(|| "content".into(), |root| root.folder.clone())
}
