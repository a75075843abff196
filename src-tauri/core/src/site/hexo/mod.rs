//! Hexo's rules.

mod moment;
mod naming;
mod pattern;
mod place;
mod scaffold;
mod settings;
mod slugize;
mod url;

use crate::markdown::Dialect;
use crate::site::dialect;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::Opened;
use super::fields::{Dated, Source, Tree};
use super::rules::{
    Filling, Kind, Language, Move, Moved, NewFile, Rules, Standing, State, Template, Unit, Url,
};
use super::served::Served;
use crate::disk;
use crate::front_matter::Value;
use pattern::Pattern;
use place::Place;
use settings::{Settings, split_extension};

/// What Hexo makes of a text; `case` is 1 for lower case, 2 for upper case.
pub(super) fn slug_of(text: &str, case: i64) -> String {
    slugize::slugize(text, case)
}

pub(super) fn open(root: &Path, zone: Tz) -> Opened {
    let (config_file, config) = settings::read(root);
    let problem = config.as_ref().err().cloned();
    let config = config.unwrap_or_default();
    let settings = Settings::of(&config);
    let package = disk::read_text(root.join("package.json")).unwrap_or_default();
    let rules = Hexo {
        dialect: dialect::hexo(&config, &package),
        keys: keys(&settings),
        root: root.to_string_lossy().replace('\\', "/"),
        name: Pattern::of(split_extension(&settings.new_post_name).0),
        machine: zone,
        has_aliases: package.contains("\"hexo-generator-alias\""),
        scaffolds: scaffolds(root),
        settings,
    };
    Opened { rules: Box::new(rules), config_file, problem }
}

#[derive(Debug)]
struct Hexo {
    settings: Settings,
    dialect: Dialect,
    keys: Vec<String>,
    /// The site's folder, with `/` on every system.
    root: String,
    /// `new_post_name` without its extension.
    name: Pattern,
    machine: Tz,
    has_aliases: bool,
    scaffolds: Vec<Template>,
}

fn keys(settings: &Settings) -> Vec<String> {
    const KEYS: [&str; 9] =
        ["date", "title", "published", "permalink", "categories", "category", "lang", "language", "id"];
    let name = Pattern::of(&settings.new_post_name);
    let named = settings.permalink.parameters().chain(name.parameters()).map(str::to_owned);
    let mut keys: Vec<String> = KEYS.into_iter().map(str::to_owned).chain(named).collect();
    keys.sort();
    keys.dedup();
    keys
}

fn scaffolds(root: &Path) -> Vec<Template> {
    let entries = fs::read_dir(root.join("scaffolds")).into_iter().flatten().flatten();
    let mut found: Vec<Template> = entries
        .filter_map(|entry| {
            let path = format!("scaffolds/{}", entry.file_name().to_string_lossy());
            Some(Template { path, text: disk::read_text(entry.path()).ok()?, others: Vec::new() })
        })
        .collect();
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

impl Hexo {
    /// The values in the name of a post's file. Source: hexo, plugins/processor/post.ts.
    fn in_name(&self, source: &Source<'_>) -> Vec<(String, String)> {
        let (Place::Post(below) | Place::Draft(below)) = place::of(source.path, &self.settings) else {
            return Vec::new();
        };
        self.name.parse(split_extension(below).0).unwrap_or_default()
    }

    /// Those of them that take the place of the header's.
    fn named(&self, source: &Source<'_>) -> Vec<(String, String)> {
        const KEPT: [&str; 7] = ["title", "year", "month", "day", "i_month", "i_day", "hash"];
        self.in_name(source).into_iter().filter(|(name, _)| !KEPT.contains(&name.as_str())).collect()
    }

    /// The slug of a post: the title in its file's name, else the whole name.
    fn slug_of(&self, source: &Source<'_>) -> String {
        let title = self.in_name(source).into_iter().find(|(name, _)| name == "title");
        title.map(|(_, title)| title).unwrap_or_else(|| match place::of(source.path, &self.settings) {
            Place::Post(below) | Place::Draft(below) => slugize::slugize(split_extension(below).0, 0),
            _ => source.stem().to_owned(),
        })
    }

    /// The moment of a post that is said in its header or in its file's name.
    fn written(&self, source: &Source<'_>) -> Option<i64> {
        let date = source.fields.get("date");
        let header = date.and_then(|value| moment::of_header(value, self.machine, self.settings.zone));
        // A date that cannot be read counts for none, but keeps the one in the name away.
        if header.is_some() || date.is_some_and(|value| value.as_text().is_some_and(|text| !text.is_empty()))
        {
            return header;
        }
        moment::of_day(self.day_in_name(source)?, self.machine, self.settings.zone)
    }

    fn day_in_name(&self, source: &Source<'_>) -> Option<NaiveDate> {
        let values = self.in_name(source);
        let number = |names: &[&str]| {
            let found = names.iter().find_map(|name| values.iter().find(|(key, _)| key == name));
            found.and_then(|(_, digits)| digits.parse::<u32>().ok())
        };
        let year = i32::try_from(number(&["year"])?).ok()?;
        NaiveDate::from_ymd_opt(year, number(&["month", "i_month"])?, number(&["day", "i_day"])?)
    }
}

impl Rules for Hexo {
    fn dialect(&self) -> Dialect {
        self.dialect.clone()
    }

    fn content_folders(&self) -> Vec<String> {
        vec![self.settings.source.clone()]
    }

    fn base_url(&self) -> Option<String> {
        self.settings.url.clone().filter(|url| !url.is_empty())
    }

    /// Source: hexo, box/index.ts, where `ignore` is held against whole paths: below a hidden folder
    /// its stars match nothing.
    fn is_ignored(&self, path: &str, is_folder: bool) -> bool {
        let is_output = path == self.settings.public || path == "themes";
        let is_hidden = self.root.split('/').any(|part| part.starts_with('.'));
        is_folder && is_output || !is_hidden && self.settings.ignore.is_match(format!("{}/{path}", self.root))
    }

    fn served(&self) -> Vec<Served> {
        let themes = Served::themes(self.settings.theme.as_slice(), &["source"]);
        [Served::at_root(&self.settings.source)].into_iter().chain(themes).collect()
    }

    fn keys(&self) -> &[String] {
        &self.keys
    }

    fn kind(&self, source: &Source<'_>, _tree: &Tree) -> Kind {
        match place::of(source.path, &self.settings) {
            Place::Post(_) | Place::Draft(_) => Kind::Post,
            Place::Page(_) => Kind::Page,
            Place::Scaffold => Kind::Template,
            Place::Nowhere(_) => Kind::Other,
        }
    }

    /// Without a date in the header or the file's name, Hexo takes the moment when the file was
    /// made; here that is the moment when it was last written.
    fn date(&self, source: &Source<'_>) -> Option<Dated> {
        let Some(seconds) = self.written(source) else {
            let written = moment::clock(source.modified, self.machine)?;
            let written = written.format("%Y-%m-%d %H:%M:%S").to_string();
            return Some(Dated { written, seconds: source.modified });
        };
        let written = source.fields.text("date");
        let written = written.or_else(|| Some(self.day_in_name(source)?.to_string()))?;
        Some(Dated { written, seconds })
    }

    /// Source: hexo, plugins/filter/template_locals/i18n.ts.
    fn language(&self, source: &Source<'_>) -> Option<Language> {
        let languages = &self.settings.languages;
        if languages.len() < 2 {
            return None;
        }
        let below = match place::of(source.path, &self.settings) {
            Place::Post(below) | Place::Draft(below) | Place::Page(below) => below,
            Place::Scaffold | Place::Nowhere(_) => return None,
        };
        let (first, rest) = below.split_once('/').unwrap_or(("", below));
        let in_path = languages.iter().find(|code| *code == first);
        let piece = if in_path.is_some() { rest } else { below };
        let named = self.named(source).into_iter().find(|(name, _)| name == "lang");
        let named = named.map(|(_, code)| code).or_else(|| source.fields.text("lang"));
        let code = named.or_else(|| source.fields.text("language")).or_else(|| in_path.cloned());
        Some(Language { code: code.or_else(|| languages.first().cloned())?, piece: piece.to_owned() })
    }

    /// Source: hexo, hexo/index.ts, `_bindLocals`.
    fn standing(&self, source: &Source<'_>, _tree: &Tree, now: i64) -> Standing {
        let place = place::of(source.path, &self.settings);
        let is_held = match source.fields.get("published") {
            Some(Value::Bool(false) | Value::Int(0)) => true,
            Some(Value::String(text)) => matches!(text.as_str(), "" | "false" | "0"),
            _ => false,
        };
        match place {
            Place::Scaffold => return Standing::new(State::Template, "new posts are made from it"),
            Place::Nowhere(reason) => return Standing::new(State::Hidden, reason),
            Place::Draft(_) if !self.settings.render_drafts => {
                return Standing::new(State::Draft, "it is in the folder of drafts");
            }
            Place::Post(_) if is_held && !self.settings.render_drafts => {
                return Standing::new(State::Hidden, "its header says published: false");
            }
            _ => {}
        }
        let date = self.written(source).unwrap_or(source.modified);
        if !self.settings.future && date > now {
            return Standing::new(State::Scheduled, "its date is still to come").until(date);
        }
        let is_shown_draft = matches!(place, Place::Draft(_)) || matches!(place, Place::Post(_)) && is_held;
        let reason = match is_shown_draft {
            true => "the site's configuration shows drafts",
            false => "nothing keeps it back",
        };
        Standing::new(State::Published, reason)
    }

    fn url(&self, source: &Source<'_>, _tree: &Tree) -> Url {
        match place::of(source.path, &self.settings) {
            Place::Post(_) | Place::Draft(_) => url::of_post(self, source),
            Place::Page(below) => url::of_page(self, source, below),
            Place::Scaffold | Place::Nowhere(_) => Url::None,
        }
    }

    fn slug(&self, title: &str) -> String {
        slugize::slugize(title, self.settings.filename_case)
    }

    fn new_file(&self, wish: &NewFile<'_>) -> String {
        naming::new_file(self, wish)
    }

    /// Source: hexo, hexo/scaffold.ts.
    /// Where the name of a post says its language.
    fn languages(&self) -> Vec<String> {
        let languages = &self.settings.languages;
        let is_named = self.settings.new_post_name.contains(":lang");
        if is_named && languages.len() > 1 { languages.clone() } else { Vec::new() }
    }

    /// The first, whether or not the names of new posts have a language.
    fn default_language(&self) -> Option<String> {
        self.settings.languages.first().filter(|_| self.settings.languages.len() > 1).cloned()
    }

    fn template(&self, path: &str) -> Option<Template> {
        let layout = self.layout(path);
        self.scaffolds.iter().find(|scaffold| layout_of(scaffold) == layout).cloned()
    }

    fn fill(&self, template: &Template, post: &Filling<'_>) -> Result<String, String> {
        scaffold::fill(&template.text, layout_of(template), self.settings.filename_case, post)
    }

    fn moved(&self, source: &Source<'_>, wish: &Move<'_>) -> Moved {
        naming::moved(self, source, wish)
    }

    fn draft_place(&self, source: &Source<'_>, draft: bool, today: NaiveDate) -> Option<String> {
        naming::draft_place(self, source, draft, today)
    }

    fn unit(&self, path: &str) -> Unit {
        match place::of(path, &self.settings) {
            Place::Post(_) | Place::Draft(_) if self.settings.asset_folders => {
                Unit::FileAndFolder(split_extension(path).0.to_owned())
            }
            _ => Unit::File,
        }
    }

    /// Only a plugin knows old paths: hexo-generator-alias.
    fn alias(&self, url: &str) -> Option<(&'static str, String)> {
        self.has_aliases.then(|| ("alias", url.to_owned()))
    }
}

impl Hexo {
    fn layout(&self, path: &str) -> &str {
        match place::of(path, &self.settings) {
            Place::Draft(_) => "draft",
            Place::Page(_) => "page",
            _ => &self.settings.default_layout,
        }
    }
}

/// The name of a scaffold: that of its file.
fn layout_of(template: &Template) -> &str {
    split_extension(template.path.strip_prefix("scaffolds/").unwrap_or(&template.path)).0
}
