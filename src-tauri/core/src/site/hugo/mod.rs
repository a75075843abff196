//! Hugo's rules.

mod archetype;
mod call;
mod dates;
mod files;
mod header;
mod path;
mod permalink;
mod place;
mod settings;
mod standing;
mod url;

use crate::markdown::Dialect;
use crate::site::dialect;
use std::path::Path;

use super::Opened;
use super::fields::{Dated, Source, Tree};
use super::rules::{
    Call, Filling, Kind, Language, Move, Moved, NewFile, Rules, Standing, Template, Unit, Url,
};
use super::served::Served;
use dates::Dates;
use header::Header;
use place::{Form, Place};
use settings::Settings;

pub(super) fn open(root: &Path) -> Opened {
    let (config, config_file, problem) = settings::read(root);
    let settings = Settings::of(&config);
    let rules = Hugo {
        keys: keys(&settings),
        section: files::usual_section(root, &settings),
        templates: archetype::templates(root, &settings.themes),
        config_file: config_file.clone(),
        dialect: dialect::hugo(&config),
        settings,
    };
    Opened { rules: Box::new(rules), config_file, problem }
}

#[derive(Debug)]
struct Hugo {
    settings: Settings,
    dialect: Dialect,
    config_file: Option<String>,
    keys: Vec<String>,
    /// Where new posts go.
    section: String,
    templates: Vec<Template>,
}

/// Source: `hugolib/page__meta.go`, `setMetaPostParams`.
fn keys(settings: &Settings) -> Vec<String> {
    const KEYS: [&str; 10] = [
        "title",
        "draft",
        "slug",
        "url",
        "build",
        "_build",
        "headless",
        "cascade",
        "aliases",
        "translationkey",
    ];
    let orders = [&settings.date, &settings.publish_date, &settings.lastmod, &settings.expiry_date];
    let dates = orders.into_iter().flatten().filter(|key| !key.starts_with(':')).cloned();
    let mut keys: Vec<String> = KEYS.into_iter().map(str::to_owned).chain(dates).collect();
    keys.sort();
    keys.dedup();
    keys
}

fn is_archetype(path: &str) -> bool {
    path.starts_with("archetypes/")
}

impl Rules for Hugo {
    fn dialect(&self) -> Dialect {
        self.dialect.clone()
    }

    fn content_folders(&self) -> Vec<String> {
        let mut folders: Vec<String> = self.settings.roots.iter().map(|root| root.folder.clone()).collect();
        folders.dedup();
        folders
    }

    fn base_url(&self) -> Option<String> {
        self.settings.base_url.clone()
    }

    fn is_ignored(&self, path: &str, is_folder: bool) -> bool {
        let is_kept_away = ["resources", "themes", "static", "assets", "layouts"].contains(&path);
        let is_content = self.settings.roots.iter().any(|root| root.folder == path);
        !is_content && (path == self.settings.output || is_folder && is_kept_away)
            || !is_folder && self.settings.ignores(path)
    }

    fn decides_addresses(&self) -> bool {
        let settings = &self.settings;
        settings.mounts.is_empty() && !settings.has_modules && !settings.has_other_permalinks
    }

    /// The site's folders win over those of its themes. Files of `assets` are handed out by templates
    /// alone, mostly at the same path.
    fn served(&self) -> Vec<Served> {
        let own = self.settings.statics.iter().cloned().chain(["assets".to_owned()]);
        let themes = Served::themes(&self.settings.themes, &["static", "assets"]);
        own.map(Served::at_root).chain(themes).collect()
    }

    fn keys(&self) -> &[String] {
        &self.keys
    }

    fn kind(&self, source: &Source<'_>, tree: &Tree) -> Kind {
        if is_archetype(source.path) {
            return Kind::Template;
        }
        match Place::of(source.path, &self.settings, tree) {
            None => Kind::Other,
            Some(place) => match place.form {
                Form::Section => Kind::Section,
                Form::Resource => Kind::Resource,
                Form::Single | Form::Leaf if place.folders.is_empty() => Kind::Page,
                Form::Single | Form::Leaf => Kind::Post,
            },
        }
    }

    /// The page's own date: one that a section hands down is not asked for here.
    fn date(&self, source: &Source<'_>) -> Option<Dated> {
        let tree = Tree::default();
        let place = Place::of(source.path, &self.settings, &tree)?;
        let header = Header::of(source, &place, &self.settings, &tree);
        let dates = Dates::of(&header, source.stem(), source.modified, &self.settings);
        let date = dates.date?;
        Some(Dated { written: date.written?, seconds: date.seconds })
    }

    fn language(&self, source: &Source<'_>) -> Option<Language> {
        if self.settings.languages.len() < 2 {
            return None;
        }
        let tree = Tree::default();
        let place = Place::of(source.path, &self.settings, &tree)?;
        let piece = source.fields.text("translationkey").unwrap_or_else(|| files::piece(&place));
        Some(Language { code: place.language.to_owned(), piece })
    }

    fn standing(&self, source: &Source<'_>, tree: &Tree, now: i64) -> Standing {
        standing::standing(self, source, tree, now)
    }

    fn url(&self, source: &Source<'_>, tree: &Tree) -> Url {
        url::url(self, source, tree)
    }

    fn slug(&self, title: &str) -> String {
        files::slug(title, &self.settings)
    }

    fn new_file(&self, wish: &NewFile<'_>) -> String {
        files::new_file(&self.settings, &self.section, wish)
    }

    fn template(&self, path: &str) -> Option<Template> {
        archetype::template(&self.settings, &self.templates, path)
    }

    fn fill(&self, template: &Template, post: &Filling<'_>) -> Result<String, String> {
        archetype::fill(&template.text, post)
    }

    fn call(&self, template: &Template, path: &str, scratch: &Path) -> Option<Call> {
        call::call(&self.settings, self.config_file.as_deref(), template, path, scratch)
    }

    fn languages(&self) -> Vec<String> {
        let settings = &self.settings;
        let is_on = |code: &&String| !settings.disabled_languages.contains(code);
        let mut languages: Vec<String> = settings.languages.iter().filter(is_on).cloned().collect();
        languages.sort_by_key(|code| *code != settings.default_language);
        if languages.len() > 1 { languages } else { Vec::new() }
    }

    fn moved(&self, source: &Source<'_>, wish: &Move<'_>) -> Moved {
        files::moved(&self.settings, source, wish)
    }

    /// A translation in another post's folder is a file: the folder belongs to the post.
    fn unit(&self, path: &str) -> Unit {
        match path.strip_suffix("/index.md") {
            Some(folder) if !self.settings.roots.iter().any(|root| root.folder == folder) => {
                Unit::Folder(folder.to_owned())
            }
            _ => Unit::File,
        }
    }

    /// Source: `hugolib/alias.go`, `targetPathAlias`.
    fn alias(&self, url: &str) -> Option<(&'static str, String)> {
        Some(("aliases", url.to_owned()))
    }
}
