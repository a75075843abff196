//! A file with the values that hold for it: its header's, and those of the configuration.
//! Source: `lib/jekyll/document.rb`, of pages `lib/jekyll/convertible.rb`.

use chrono_tz::Tz;

use super::date::{self, DatedName};
use super::defaults::Asked;
use super::place::Place;
use super::settings::Settings;
use crate::front_matter::Value;
use crate::site::fields::{Dated, Source};

/// The keys of headers that have a say.
pub(super) const KEYS: [&str; 6] = ["date", "published", "permalink", "slug", "category", "categories"];

#[derive(Debug, Clone, Copy)]
pub(super) struct Document<'a> {
    pub settings: &'a Settings,
    pub source: Source<'a>,
    pub place: Place<'a>,
    asked: Asked<'a>,
}

/// What is known of the moment of a document.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Moment {
    Known(Dated),
    /// It has no date; a build gives it its own.
    OfBuild,
    /// A date that cannot be read; why.
    Unreadable(String),
}

impl<'a> Document<'a> {
    pub fn of(settings: &'a Settings, source: &Source<'a>) -> Document<'a> {
        let below = settings.below(source.path);
        let place = match below.map_or(Place::Nowhere, |below| settings.place(below)) {
            // A file without a header is copied as it is, unless it is a post.
            Place::Page | Place::Member(_) if !source.fields.has_header => Place::Nowhere,
            place => place,
        };
        let below = below.unwrap_or(source.path);
        let kind = match place {
            Place::Member(collection) => collection.label.as_str(),
            Place::Page | Place::Nowhere => "pages",
            Place::Post | Place::Undated | Place::Draft => "posts",
        };
        let path = if kind == "pages" { below } else { settings.relative(below) };
        Document { settings, source: *source, place, asked: Asked { below, path, kind } }
    }

    /// Its path below the source, of a document below the folder of the collections.
    pub fn path(&self) -> &'a str {
        self.asked.path
    }

    /// The label of its collection.
    pub fn collection(&self) -> &'a str {
        self.asked.kind
    }

    /// Whether it is a document and no page.
    fn is_document(&self) -> bool {
        !matches!(self.place, Place::Page | Place::Nowhere)
    }

    /// The value of a key. A header that leaves it empty leaves a document's default in force, and
    /// a page without one.
    pub fn value(&self, key: &str) -> Option<Value> {
        let defaults = &self.settings.defaults;
        let own = self.source.fields.get(key);
        match own {
            Some(Value::Null) | None if self.is_document() => {
                let all = defaults.all(self.asked);
                all.get(key).map(|&value| value.clone()).or_else(|| own.cloned())
            }
            None => defaults.find(self.asked, key).cloned(),
            Some(value) => Some(value.clone()),
        }
    }

    /// Whether its header, or for a document the configuration, keeps it back.
    /// Source: `can_be_published?` of `lib/jekyll/publisher.rb`.
    pub fn is_kept_back(&self) -> bool {
        let published = match self.is_document() {
            true => self.value("published"),
            false => self.source.fields.get("published").cloned(),
        };
        matches!(published, Some(Value::Null | Value::Bool(false)))
    }

    /// Its moment: by its header, else by its name; a draft has that of its file.
    pub fn moment(&self) -> Moment {
        let zone = self.settings.zone;
        if let Some(value) = self.value("date") {
            let date = date::of_value(&value, zone);
            return date.map_or_else(|| Moment::Unreadable(unreadable(&value)), Moment::Known);
        }
        match (DatedName::of(self.source.name()), self.place) {
            (Some(name), Place::Post | Place::Draft | Place::Member(_)) => {
                let unknown = || Moment::Unreadable(format!("there is no day {}", name.date));
                name.moment(zone).map_or_else(unknown, Moment::Known)
            }
            (None, Place::Draft) => Moment::Known(of_file(self.source.modified, zone)),
            _ => Moment::OfBuild,
        }
    }

    /// Its categories: those of the folders above `_posts`, of the configuration, of the header.
    ///
    /// # Errors
    /// Why they cannot be told.
    pub fn categories(&self) -> Result<Vec<String>, String> {
        let mut all = self.folder_categories();
        let defaults = self.settings.defaults.all(self.asked);
        let own = self.source.fields.get("categories");
        for value in [defaults.get("categories").copied(), own].into_iter().flatten() {
            add(&mut all, value, true)?;
        }
        if let Some(value) = self.value("category").filter(|value| *value != Value::Bool(false)) {
            add(&mut all, &value, false)?;
        }
        Ok(all)
    }

    /// Source: `categories_from_path`.
    fn folder_categories(&self) -> Vec<String> {
        let magic = if matches!(self.place, Place::Draft) { "_drafts" } else { "_posts" };
        let above = match self.place {
            Place::Post | Place::Draft | Place::Undated => {
                self.path().split(magic).next().unwrap_or_default()
            }
            _ => "",
        };
        let mut folders: Vec<String> = Vec::new();
        for folder in above.split('/').filter(|folder| !folder.is_empty()) {
            if !folders.iter().any(|known| known == folder) {
                folders.push(folder.to_owned());
            }
        }
        folders
    }

    /// The text that its slug is made from: the header's `slug`, else the name without its date.
    ///
    /// # Errors
    /// Why it cannot be told.
    pub fn slug(&self) -> Result<String, String> {
        match self.value("slug") {
            None | Some(Value::Null | Value::Bool(false)) => Ok(self.name_slug().to_owned()),
            Some(Value::String(slug)) => Ok(slug),
            Some(_) => Err("its slug is no text, on which Jekyll stops; quotes make it one".into()),
        }
    }

    fn name_slug(&self) -> &'a str {
        let dated = DatedName::of(self.source.name());
        dated.map_or(self.source.stem(), |name| name.rest).trim_end_matches('.')
    }
}

fn unreadable(date: &Value) -> String {
    match date.as_text().filter(|text| !text.trim().is_empty()) {
        Some(text) => format!("its date cannot be read: {text}"),
        None => "its date is empty, on which Jekyll stops".into(),
    }
}

fn of_file(modified: i64, zone: Tz) -> Dated {
    let at = date::in_zone(modified, zone);
    let written = at.map(|at| at.format("%Y-%m-%d").to_string()).unwrap_or_default();
    Dated { written, seconds: modified }
}

/// Adds what a header lists. A single text is several words in `categories`, one in `category`.
fn add(all: &mut Vec<String>, value: &Value, words: bool) -> Result<(), String> {
    const UNKNOWN: &str = "its categories are neither a text nor a list of texts";
    let texts = match value {
        Value::Null => return Ok(()),
        Value::String(text) if words => text.split_whitespace().map(str::to_owned).collect(),
        Value::List(items) => items
            .iter()
            .map(|item| match item {
                Value::Null => Some(String::new()),
                item => item.as_text(),
            })
            .collect::<Option<Vec<_>>>()
            .ok_or(UNKNOWN)?,
        value if !words => vec![value.as_text().ok_or(UNKNOWN)?],
        _ => return Err(UNKNOWN.into()),
    };
    for text in texts {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    Ok(())
}
