//! Where posts go, and what they are made from.

use std::fs;
use std::path::Path;

use super::path::sanitized;
use super::place::{Form, Place, below};
use super::settings::Settings;
use crate::front_matter::Value;
use crate::site::fields::{Source, Tree};
use crate::site::rules::{Filling, Move, Moved, NewFile, Template};

/// The names that blogs give the section of their posts.
const SECTIONS: [&str; 4] = ["posts", "post", "blog", "articles"];

/// The section that new posts go to when nothing else is said.
pub(super) fn usual_section(root: &Path, settings: &Settings) -> String {
    let content = content(settings, None);
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

/// Every archetype that is a file, the site's before those of its themes.
pub(super) fn templates(root: &Path, themes: &[String]) -> Vec<Template> {
    let folders = std::iter::once("archetypes".to_owned())
        .chain(themes.iter().map(|theme| format!("themes/{theme}/archetypes")));
    let mut all = Vec::new();
    for folder in folders {
        let entries = fs::read_dir(root.join(&folder)).into_iter().flatten().flatten();
        let mut found: Vec<Template> = entries
            .filter_map(|entry| {
                let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
                Some(Template { text: fs::read_to_string(entry.path()).ok()?, path })
            })
            .collect();
        found.sort_by(|one, other| one.path.cmp(&other.path));
        all.extend(found);
    }
    all
}

/// The archetype of a new post: that of its section, else the default one. Source:
/// `create/content.go`, `setArcheTypeFilenameToUse`.
pub(super) fn template(settings: &Settings, all: &[Template], path: &str) -> Option<Template> {
    let below = settings.roots.iter().find_map(|root| below(path, &root.folder))?;
    let section = below.split_once('/').map_or("", |(section, _)| section);
    let ends = |name: &str| {
        let end = format!("/{name}.md");
        all.iter().find(|template| template.path.ends_with(&end))
    };
    Some(section).filter(|section| !section.is_empty()).and_then(ends).or_else(|| ends("default")).cloned()
}

/// An archetype with the placeholders filled that are plain.
///
/// # Errors
/// The placeholder that only Hugo can fill.
pub(super) fn fill(text: &str, post: &Filling<'_>) -> Result<String, String> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((plain, opened)) = rest.split_once("{{") {
        let (inside, after) = opened.split_once("}}").ok_or_else(|| "{{".to_owned())?;
        filled.push_str(plain);
        filled.push_str(&value(inside, post).ok_or_else(|| format!("{{{{{inside}}}}}"))?);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

fn value(placeholder: &str, post: &Filling<'_>) -> Option<String> {
    let words: Vec<&str> = placeholder.trim_matches('-').split_whitespace().collect();
    // What a post is called is its title here, not the words of its file's name.
    match words.join(" ").as_str() {
        ".Date" => Some(post.now.format("%Y-%m-%dT%H:%M:%S%:z").to_string()),
        ".Name" | ".File.ContentBaseName" | ".File.TranslationBaseName" | ".TranslationBaseName" => {
            Some(base(post.path))
        }
        ".Title"
        | ".Name | title"
        | r#"replace .Name "-" " " | title"#
        | r#"replace .TranslationBaseName "-" " " | title"#
        | r#"replace .File.ContentBaseName "-" " " | title"#
        | r#"replace .File.ContentBaseName `-` ` ` | title"# => Some(post.title.to_owned()),
        r#"now.Format "2006-01-02""#
        | r#"time.Now.Format "2006-01-02""#
        | r#".Date | time.Format "2006-01-02""# => Some(post.now.format("%Y-%m-%d").to_string()),
        _ => None,
    }
}

fn base(path: &str) -> String {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let base = if stem == "index" { parts.next().unwrap_or(stem) } else { stem };
    sanitized(base)
}

fn content(settings: &Settings, language: Option<&str>) -> String {
    let language = language.unwrap_or(&settings.default_language);
    let own = settings.roots.iter().find(|root| root.language.as_deref() == Some(language));
    let common = settings.roots.iter().find(|root| root.language.is_none());
    own.or(common).or(settings.roots.first()).map_or_else(|| "content".into(), |root| root.folder.clone())
}
