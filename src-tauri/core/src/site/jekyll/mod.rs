//! Jekyll's rules, read from the source of Jekyll 4.3.1.

mod date;
mod defaults;
mod document;
mod files;
mod filter;
mod pattern;
mod place;
mod settings;
mod slug;
mod standing;
mod url;

use crate::markdown::Dialect;
use crate::site::dialect;
use std::path::Path;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::Opened;
use super::config::Config;
use super::fields::{Dated, Source, Tree};
use super::rules::{Kind, Language, Move, Moved, NewFile, Rules, Standing, Template, Unit, Url};
use super::served::Served;
use document::{Document, Moment};
use place::Place;
use settings::Settings;

/// The site at `root` on a machine in `zone`.
pub(super) fn open(root: &Path, zone: Tz) -> Opened {
    // Source: `config_files` of `lib/jekyll/configuration.rb`.
    let names = ["_config.yml", "_config.yaml", "_config.toml"];
    let config_file = names.into_iter().find(|name| root.join(name).exists());
    let read = config_file.map_or(Ok(Config::default()), |name| Config::read(&root.join(name)));
    let (config, problem) = match read {
        Ok(config) => (config, None),
        Err(problem) => (Config::default(), Some(problem)),
    };
    let settings = Settings::of(&config, root, zone);
    let dialect = dialect::jekyll(&config, |name| settings::has_plugin(&config, root, name));
    let keys = document::KEYS.map(str::to_owned).into();
    let config_file = config_file.map(str::to_owned);
    Opened { rules: Box::new(Jekyll { settings, keys, dialect }), config_file, problem }
}

#[derive(Debug)]
struct Jekyll {
    settings: Settings,
    dialect: Dialect,
    keys: Vec<String>,
}

impl Jekyll {
    fn document<'a>(&'a self, source: &Source<'a>) -> Document<'a> {
        Document::of(&self.settings, source)
    }
}

impl Rules for Jekyll {
    fn dialect(&self) -> Dialect {
        self.dialect.clone()
    }

    fn content_folders(&self) -> Vec<String> {
        vec![self.settings.source.clone()]
    }

    fn base_url(&self) -> Option<String> {
        self.settings.base_url.clone()
    }

    fn is_ignored(&self, path: &str, is_folder: bool) -> bool {
        let source = &self.settings.source;
        let is_above = is_folder && source.strip_prefix(path).is_some_and(|below| below.starts_with('/'));
        let is_source = is_folder && source == path;
        match self.settings.below(path) {
            _ if is_above || is_source => false,
            _ if self.settings.is_output(path) => true,
            Some(below) => self.settings.filter.leaves_out(below),
            None => true,
        }
    }

    fn served(&self) -> Vec<Served> {
        vec![Served::at_root(&self.settings.source)]
    }

    fn keys(&self) -> &[String] {
        &self.keys
    }

    fn kind(&self, source: &Source<'_>, _tree: &Tree) -> Kind {
        match self.document(source).place {
            Place::Post | Place::Undated | Place::Draft | Place::Member(_) => Kind::Post,
            Place::Page => Kind::Page,
            Place::Nowhere => Kind::Other,
        }
    }

    fn date(&self, source: &Source<'_>) -> Option<Dated> {
        match self.document(source).moment() {
            Moment::Known(date) => Some(date),
            Moment::OfBuild | Moment::Unreadable(_) => None,
        }
    }

    fn language(&self, _source: &Source<'_>) -> Option<Language> {
        None
    }

    fn standing(&self, source: &Source<'_>, _tree: &Tree, now: i64) -> Standing {
        standing::standing(&self.document(source), now)
    }

    fn url(&self, source: &Source<'_>, _tree: &Tree) -> Url {
        url::url(&self.document(source))
    }

    fn slug(&self, title: &str) -> String {
        slug::slugify(title)
    }

    fn new_file(&self, wish: &NewFile<'_>) -> String {
        files::new_file(&self.settings, wish)
    }

    fn template(&self, _path: &str) -> Option<Template> {
        None
    }

    fn moved(&self, source: &Source<'_>, wish: &Move<'_>) -> Moved {
        files::moved(&self.document(source), wish)
    }

    fn draft_place(&self, source: &Source<'_>, draft: bool, today: NaiveDate) -> Option<String> {
        files::draft_place(source, draft, today)
    }

    fn unit(&self, _path: &str) -> Unit {
        Unit::File
    }

    fn alias(&self, url: &str) -> Option<(&'static str, String)> {
        self.settings.redirects.then(|| ("redirect_from", url.to_owned()))
    }
}
