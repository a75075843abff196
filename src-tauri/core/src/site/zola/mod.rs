//! Zola's rules.

mod place;
mod settings;
mod standing;
mod url;

use crate::markdown::Dialect;
use std::path::Path;

use super::Opened;
use super::fields::{Dated, Source, Tree};
use super::rules::{Kind, Language, Move, Moved, NewFile, Rules, Standing, Template, Unit, Url};
use super::served::Served;
use crate::date::WrittenDate;
use crate::front_matter::Value;
use crate::slug;
use place::{Place, Tongue};
use settings::{Settings, Slugs};

pub(super) fn open(root: &Path) -> Opened {
    let (settings, config_file, problem) = Settings::read(root);
    let keys = KEYS.iter().map(|&key| key.to_owned()).collect();
    Opened { rules: Box::new(Zola { settings, keys }), config_file, problem }
}

#[derive(Debug)]
struct Zola {
    settings: Settings,
    keys: Vec<String>,
}

/// Sources: `components/content/src/front_matter/page.rs` and `section.rs`. Their case counts.
const KEYS: [&str; 12] = [
    "title",
    "date",
    "updated",
    "draft",
    "render",
    "slug",
    "path",
    "weight",
    "sort_by",
    "transparent",
    "redirect_to",
    "taxonomies",
];

impl Rules for Zola {
    fn dialect(&self) -> Dialect {
        self.settings.dialect.clone()
    }

    fn content_folders(&self) -> Vec<String> {
        vec!["content".into()]
    }

    fn base_url(&self) -> Option<String> {
        self.settings.base_url.clone()
    }

    /// A folder that `ignored_content` names loses its section alone: Zola walks into it all the
    /// same.
    fn is_ignored(&self, path: &str, is_folder: bool) -> bool {
        if path == self.settings.output {
            return true;
        }
        let place = Place::of(path, &self.settings);
        !is_folder && place.is_some_and(|place| !place.is_section) && self.settings.is_named(path)
    }

    fn served(&self) -> Vec<Served> {
        let themes = Served::themes(self.settings.theme.as_slice(), &["static"]);
        [Served::at_root("static")].into_iter().chain(themes).collect()
    }

    fn keys(&self) -> &[String] {
        &self.keys
    }

    fn kind(&self, source: &Source<'_>, _tree: &Tree) -> Kind {
        match Place::of(source.path, &self.settings) {
            None => Kind::Other,
            Some(place) if place.is_section => Kind::Section,
            Some(place) if place.folders.is_empty() && self.dated(source).is_none() => Kind::Page,
            Some(_) => Kind::Post,
        }
    }

    fn date(&self, source: &Source<'_>) -> Option<Dated> {
        let date = self.dated(source)?;
        Some(Dated { written: date.to_string(), seconds: date.instant(0)? })
    }

    fn language(&self, source: &Source<'_>) -> Option<Language> {
        let place = Place::of(source.path, &self.settings)?;
        let code = match place.language {
            _ if self.settings.languages.is_empty() => return None,
            Tongue::Default => &self.settings.default_language,
            Tongue::Other(code) => code,
            Tongue::Unknown(_) => return None,
        };
        let suffix = format!(".{code}");
        let stem = source.stem();
        let is_other = matches!(place.language, Tongue::Other(_));
        let name = if is_other { stem.strip_suffix(suffix.as_str()).unwrap_or(stem) } else { stem };
        Some(Language { code: code.to_owned(), piece: format!("{}/{name}", source.folder()) })
    }

    fn standing(&self, source: &Source<'_>, tree: &Tree, _now: i64) -> Standing {
        standing::standing(self, source, tree)
    }

    fn url(&self, source: &Source<'_>, _tree: &Tree) -> Url {
        match Place::of(source.path, &self.settings) {
            None => Url::None,
            Some(place) if place.is_section => Url::Known(url::section(&place)),
            Some(place) => Url::Known(url::page(self, source, &place)),
        }
    }

    /// Where Zola keeps the letters of a path, so does the slug.
    fn slug(&self, title: &str) -> String {
        if self.settings.paths == Slugs::On {
            return slug::slugify(title);
        }
        let lower = title.to_lowercase();
        let words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join("-")
    }

    fn new_file(&self, wish: &NewFile<'_>) -> String {
        let section = wish.section.filter(|section| !section.is_empty()).unwrap_or(&self.settings.section);
        let is_known = |code: &&str| self.settings.languages.iter().any(|known| known == code);
        let language = wish.language.filter(is_known).map(|code| format!(".{code}")).unwrap_or_default();
        let index = if wish.bundle { "/index" } else { "" };
        format!("{section}/{}{index}{language}.md", wish.slug)
    }

    fn languages(&self) -> Vec<String> {
        let Settings { default_language, languages, .. } = &self.settings;
        if languages.is_empty() {
            return Vec::new();
        }
        std::iter::once(default_language).chain(languages).cloned().collect()
    }

    fn template(&self, _path: &str) -> Option<Template> {
        None
    }

    /// A date in front of the name stays there, and what the header says of the path follows the
    /// slug.
    fn moved(&self, source: &Source<'_>, wish: &Move<'_>) -> Moved {
        let Some(place) = Place::of(source.path, &self.settings).filter(|place| !place.is_section) else {
            return super::moved_file(source, wish);
        };
        let name = match (wish.slug, place::dated(place.name)) {
            (None, _) => place.name.to_owned(),
            (Some(slug), Some(dated)) if dated.slug.is_some() => format!("{}{slug}", dated.prefix),
            (Some(slug), _) => slug.to_owned(),
        };
        let path = if place.has_folder_name {
            let folder = wish.section.map_or_else(|| place.folder(), str::to_owned);
            format!("{folder}/{name}/{}", source.name())
        } else {
            let folder = wish.section.unwrap_or(source.folder());
            match place.language {
                Tongue::Other(code) => format!("{folder}/{name}.{code}.md"),
                _ => format!("{folder}/{name}.md"),
            }
        };
        Moved { path, header: header(source, wish.slug) }
    }

    /// A translation in another post's folder is a file: the folder belongs to the post.
    fn unit(&self, path: &str) -> Unit {
        match path.strip_suffix("/index.md") {
            Some(folder) if folder.starts_with("content/") => Unit::Folder(folder.to_owned()),
            _ => Unit::File,
        }
    }

    /// Source: `render_alias` of `components/site/src/lib.rs`.
    fn alias(&self, url: &str) -> Option<(&'static str, String)> {
        Some(("aliases", url.trim_start_matches('/').to_owned()))
    }
}

impl Zola {
    /// The header's date, else the one that its name starts with.
    fn dated(&self, source: &Source<'_>) -> Option<WrittenDate> {
        let in_header = source.fields.get("date").and_then(Value::as_text);
        match in_header {
            Some(text) => WrittenDate::parse(&text).filter(|_| place::is_readable(&text)),
            None => {
                let place = Place::of(source.path, &self.settings).filter(|place| !place.is_section)?;
                WrittenDate::parse(place::dated(place.name)?.date)
            }
        }
    }
}

/// The keys of a header that say the path, with the new slug.
fn header(source: &Source<'_>, slug: Option<&str>) -> Vec<(String, Value)> {
    let Some(slug) = slug else { return Vec::new() };
    let mut header = Vec::new();
    if let Some(path) = source.fields.text("path") {
        let (trimmed, end) = match path.strip_suffix('/') {
            Some(trimmed) => (trimmed, "/"),
            None => (path.as_str(), ""),
        };
        let above = trimmed.rsplit_once('/').map(|(above, _)| format!("{above}/")).unwrap_or_default();
        header.push(("path".to_owned(), Value::String(format!("{above}{slug}{end}"))));
    }
    if source.fields.text("slug").is_some() {
        header.push(("slug".to_owned(), Value::String(slug.to_owned())));
    }
    header
}
