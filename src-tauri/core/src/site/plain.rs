//! A folder of posts that no known program builds: every Markdown file is a post, and what its
//! header says of draft and date is taken at its word.

use std::path::Path;

use super::Opened;
use super::fields::{Dated, Source, Tree};
use super::rules::{Kind, Language, Move, Moved, NewFile, Rules, Standing, State, Template, Unit, Url};
use crate::front_matter::saying;
use crate::markdown::Dialect;
use crate::{Generator, slug};

pub(super) fn open(root: &Path) -> Opened {
    Opened {
        rules: Box::new(Plain { keys: keys(), dialect: super::dialect::plain(root) }),
        config_file: None,
        problem: None,
    }
}

#[derive(Debug)]
struct Plain {
    keys: Vec<String>,
    dialect: Dialect,
}

/// The keys that hold a post's date, the first that does so first.
const DATES: [&str; 5] = ["date", "pubdate", "publishdate", "published", "created"];

fn keys() -> Vec<String> {
    let drafts = ["draft", "published", "publish", "private", "status"];
    drafts.iter().chain(&DATES).chain(&["slug"]).map(|&key| key.to_owned()).collect()
}

impl Rules for Plain {
    fn dialect(&self) -> Dialect {
        self.dialect.clone()
    }

    fn content_folders(&self) -> Vec<String> {
        vec![String::new()]
    }

    fn base_url(&self) -> Option<String> {
        None
    }

    fn is_ignored(&self, _path: &str, _is_folder: bool) -> bool {
        false
    }

    fn keys(&self) -> &[String] {
        &self.keys
    }

    fn kind(&self, _source: &Source<'_>, _tree: &Tree) -> Kind {
        Kind::Post
    }

    fn date(&self, source: &Source<'_>) -> Option<Dated> {
        let written = DATES.iter().find_map(|key| source.fields.date(key));
        let date = written.or_else(|| super::date_in_name(source.name()))?;
        Some(Dated { written: date.to_string(), seconds: date.instant(0)? })
    }

    fn language(&self, _source: &Source<'_>) -> Option<Language> {
        None
    }

    fn standing(&self, source: &Source<'_>, _tree: &Tree, _now: i64) -> Standing {
        match saying(Generator::Plain, |key| source.fields.get(key).cloned()) {
            Some((key, true)) => Standing::new(State::Draft, format!("its header says so by {key}")),
            Some((key, false)) => Standing::new(State::Published, format!("its header says so by {key}")),
            None => Standing::new(State::Published, "nothing in its header keeps it back"),
        }
    }

    fn url(&self, _source: &Source<'_>, _tree: &Tree) -> Url {
        Url::Unknown("no site generator is known for this folder".into())
    }

    fn slug(&self, title: &str) -> String {
        slug::slugify(title)
    }

    fn new_file(&self, wish: &NewFile<'_>) -> String {
        let folder = wish.section.filter(|section| !section.is_empty());
        let folder = folder.map(|section| format!("{section}/")).unwrap_or_default();
        format!("{folder}{}.md", wish.slug)
    }

    fn template(&self, _path: &str) -> Option<Template> {
        None
    }

    fn moved(&self, source: &Source<'_>, wish: &Move<'_>) -> Moved {
        super::moved_file(source, wish)
    }

    fn unit(&self, _path: &str) -> Unit {
        Unit::File
    }
}
