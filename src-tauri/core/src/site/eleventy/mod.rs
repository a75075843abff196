//! Eleventy's rules, as far as they can be told without running the site's own code.

mod cascade;
mod script;
mod settings;
mod url;

use crate::markdown::Dialect;
use std::path::Path;

use chrono::DateTime;
use serde_json::Value;

use super::Opened;
use super::fields::{Dated, Source, Tree};
use super::rules::{Kind, Language, Move, Moved, NewFile, Rules, Standing, State, Template, Unit, Url};
use super::served::Served;
use crate::date::WrittenDate;
use crate::disk;
use crate::front_matter;
use crate::slug;
use cascade::Cascade;
use script::Said;
use settings::Settings;

pub(super) fn open(root: &Path) -> Opened {
    let mut settings = Settings::read(root);
    let config_file = settings.config_file.take();
    let problem = settings.problem.take();
    let keys = cascade::KEYS.into_iter().map(str::to_owned).collect();
    let rules = Eleventy {
        has_code: config_file.is_some(),
        keys,
        cascade: Cascade::read(root, &settings),
        address: address(root, &settings),
        posts: posts(root, &settings),
        settings,
    };
    Opened { rules: Box::new(rules), config_file, problem }
}

#[derive(Debug)]
struct Eleventy {
    settings: Settings,
    /// Whether there is a configuration.
    has_code: bool,
    keys: Vec<String>,
    cascade: Cascade,
    address: Option<String>,
    /// The folder for new posts.
    posts: String,
}

/// Where the site is, by the habit of keeping that in the site's data, and the configured prefix.
fn address(root: &Path, settings: &Settings) -> Option<String> {
    let said = ["metadata.json", "site.json"].into_iter().find_map(|name| {
        let text = disk::read_text(root.join(&settings.data).join(name)).ok()?;
        let data: Value = serde_json::from_str(&text).ok()?;
        data.get("url")?.as_str().filter(|url| url.starts_with("http")).map(str::to_owned)
    });
    let prefix = settings.prefix.as_deref().filter(|prefix| !prefix.is_empty());
    let address = said.unwrap_or_default();
    let address = address.trim_end_matches('/');
    match prefix {
        Some(prefix) if !address.ends_with(&format!("/{prefix}")) => Some(format!("{address}/{prefix}")),
        _ => Some(address.to_owned()).filter(|address| !address.is_empty()),
    }
}

/// The folder in which blogs keep their posts by habit, where there is one.
fn posts(root: &Path, settings: &Settings) -> String {
    let slash = if settings.input.is_empty() { "" } else { "/" };
    let usual = ["posts", "blog", "articles", "content/posts", "content/blog"];
    let mut folders = usual.into_iter().map(|name| format!("{}{slash}{name}", settings.input));
    folders.find(|folder| root.join(folder).is_dir()).unwrap_or_else(|| settings.input.clone())
}

impl Eleventy {
    fn is_in(path: &str, folder: &str) -> bool {
        folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Why a file is no page of the site.
    fn left_out(&self, path: &str) -> Option<&'static str> {
        let settings = &self.settings;
        let parts = [Some(&settings.data), Some(&settings.includes), settings.layouts.as_ref()];
        let mut parts = parts.into_iter().flatten().filter(|folder| **folder != settings.input);
        match () {
            () if !Eleventy::is_in(path, &settings.input) => {
                Some("it is outside the folder that Eleventy reads")
            }
            () if parts.any(|folder| Eleventy::is_in(path, folder)) => {
                Some("it is a layout or a part of others")
            }
            () if settings.ignored.is_match(path) => Some("the site's ignore files name it"),
            () if !path.ends_with(".md") || !settings.takes_markdown => {
                Some("Eleventy does not take files of this kind")
            }
            () => None,
        }
    }

    /// The date in the data of a post, as it is written.
    fn said_date(&self, source: &Source<'_>) -> Said {
        match self.cascade.get(source, "date") {
            Said::Value(Value::Null) => Said::Nothing,
            Said::Value(Value::String(text)) if text.is_empty() => Said::Nothing,
            said => said,
        }
    }
}

impl Rules for Eleventy {
    fn dialect(&self) -> Dialect {
        self.settings.dialect.clone()
    }

    fn content_folders(&self) -> Vec<String> {
        vec![self.settings.input.clone()]
    }

    fn base_url(&self) -> Option<String> {
        self.address.clone()
    }

    fn is_ignored(&self, path: &str, is_folder: bool) -> bool {
        is_folder && path == self.settings.output || self.settings.ignored.is_match(path)
    }

    /// Its configuration is code.
    fn decides_addresses(&self) -> bool {
        !self.has_code
    }

    /// What the configuration copies, else what lies there by habit.
    fn served(&self) -> Vec<Served> {
        let copied = self.settings.copied.iter().cloned();
        copied.chain(["public", &self.settings.input, ""].map(Served::at_root)).collect()
    }

    fn keys(&self) -> &[String] {
        &self.keys
    }

    /// To Eleventy all are pages. Those at the top and the index files of folders that have neither
    /// a day nor tags are named pages here.
    fn kind(&self, source: &Source<'_>, _tree: &Tree) -> Kind {
        if self.left_out(source.path).is_some() {
            return Kind::Other;
        }
        let stem = url::stem(self, source);
        let is_dated = self.said_date(source) != Said::Nothing || url::day(source.path).is_some();
        let has_tags = self.cascade.get(source, "tags") != Said::Nothing;
        let is_top = !stem.contains('/') || stem.ends_with("/index");
        if is_top && !is_dated && !has_tags { Kind::Page } else { Kind::Post }
    }

    /// Source: @11ty/eleventy, Template.js, `getMappedDate`. Of the words that stand for a date, only
    /// `Last Modified` can be told from here; a post without a date counts as made when it was last
    /// written.
    fn date(&self, source: &Source<'_>) -> Option<Dated> {
        if self.settings.changes_dates {
            return None;
        }
        match self.said_date(source) {
            Said::Value(Value::String(text)) if text.eq_ignore_ascii_case("last modified") => {
                Some(Dated { written: text, seconds: source.modified })
            }
            Said::Value(Value::String(text)) => {
                let seconds = WrittenDate::parse(&text)?.instant(0)?;
                Some(Dated { written: text, seconds })
            }
            Said::Value(_) | Said::Unknown => None,
            Said::Nothing => {
                let modified = DateTime::from_timestamp(source.modified, 0)?;
                let day = url::day(source.path).and_then(WrittenDate::parse);
                let seconds = day.as_ref().map_or(Some(source.modified), |day| day.instant(0))?;
                let written =
                    day.map_or_else(|| modified.format("%Y-%m-%d").to_string(), |day| day.to_string());
                Some(Dated { written, seconds })
            }
        }
    }

    fn language(&self, _source: &Source<'_>) -> Option<Language> {
        None
    }

    /// Eleventy knows no drafts of its own; a preprocessor of the site may. Source: its
    /// documentation of preprocessors.
    fn standing(&self, source: &Source<'_>, tree: &Tree, _now: i64) -> Standing {
        if let Some(reason) = self.left_out(source.path) {
            return Standing::new(State::Hidden, reason);
        }
        let is_draft = match self.cascade.get(source, "draft") {
            Said::Value(Value::Bool(truth)) => truth,
            Said::Value(Value::String(text)) => text == "true",
            _ => false,
        };
        if is_draft {
            let reason = match self.settings.keeps_drafts {
                true => "the site's configuration keeps drafts back",
                false => "it is named a draft, and whether that keeps it back depends on the site",
            };
            return Standing::new(State::Draft, reason);
        }
        match self.url(source, tree) {
            Url::None => Standing::new(State::Hidden, "its permalink is false, so it has no page of its own"),
            _ => Standing::new(State::Published, "nothing keeps it back"),
        }
    }

    fn url(&self, source: &Source<'_>, _tree: &Tree) -> Url {
        if self.left_out(source.path).is_some() {
            return Url::None;
        }
        url::of(self, source)
    }

    fn slug(&self, title: &str) -> String {
        slug::slugify(title)
    }

    fn new_file(&self, wish: &NewFile<'_>) -> String {
        let folder = wish.section.unwrap_or(&self.posts).trim_end_matches('/');
        let slash = if folder.is_empty() { "" } else { "/" };
        let index = if wish.bundle { "/index" } else { "" };
        format!("{folder}{slash}{}{index}.md", wish.slug)
    }

    fn template(&self, _path: &str) -> Option<Template> {
        None
    }

    /// The day in the file's name stays.
    fn moved(&self, source: &Source<'_>, wish: &Move<'_>) -> Moved {
        let folder = source.folder();
        let stem = source.stem();
        let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
        let is_index = stem == "index" && !folder.is_empty() && folder != self.settings.input;
        let bare = url::without_day(stem);
        let day = stem.strip_suffix(bare).unwrap_or_default();
        let (folder, name) = match (wish.slug, wish.section) {
            (Some(slug), section) if is_index => {
                (format!("{}/{slug}", section.unwrap_or(above)), "index".into())
            }
            (None, Some(section)) if is_index => {
                let own = folder.rsplit_once('/').map_or(folder, |(_, own)| own);
                (format!("{section}/{own}"), "index".into())
            }
            (slug, section) => {
                let name = slug.map_or_else(|| stem.to_owned(), |slug| format!("{day}{slug}"));
                (section.unwrap_or(folder).to_owned(), name)
            }
        };
        let folder = folder.trim_matches('/');
        let slash = if folder.is_empty() { "" } else { "/" };
        let has_slug = source.fields.text("slug").is_some();
        let header = wish
            .slug
            .filter(|_| has_slug)
            .map(|slug| ("slug".to_owned(), front_matter::Value::String(slug.to_owned())));
        let extension = source.name().strip_prefix(stem).unwrap_or_default();
        Moved { path: format!("{folder}{slash}{name}{extension}"), header: header.into_iter().collect() }
    }

    /// Other posts may be in the folder of an `index.md`, so that is not taken for its own.
    fn unit(&self, _path: &str) -> Unit {
        Unit::File
    }
}
