//! A site: which generator builds it, what its configuration says, and by that generator's rules
//! what each file is, whether it is on the site, and at which path.
//!
//! One file or folder for each generator, all behind [`rules::Rules`]. What a rule says follows
//! from a file's path, the few values of its header that the rules ask for, the other files, and
//! the moment; nothing here reads a post. So a changed configuration or a passing hour costs no
//! file.

mod astro;
mod config;
mod detect;
mod dialect;
mod eleventy;
mod fields;
mod hexo;
mod hugo;
mod jekyll;
mod markdown_plugins;
mod plain;
mod rules;
mod served;
mod zola;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono_tz::Tz;

pub use detect::{Found, find};
pub use fields::{Dated, Fields, Source, Tree};
pub use rules::{
    Call, Filling, Kind, Language, Move, Moved, NewFile, Standing, State, Template, TemplateFile, Unit, Url,
};
pub use served::{StyleSheet, StyleSheets};

use crate::Generator;
use crate::date::WrittenDate;
use crate::front_matter::Value;
use crate::markdown::{Dialect, Templates};
use rules::Rules;

/// A site opened: its generator's rules with its configuration.
#[derive(Debug)]
pub struct Site {
    root: PathBuf,
    generator: Generator,
    config_file: Option<String>,
    problem: Option<String>,
    rules: Box<dyn Rules>,
    keys: Vec<Arc<str>>,
}

/// Folders that hold output, caches or other people's code.
const OUTPUT: [&str; 6] = ["public", "_site", "resources", "dist", "target", "vendor"];

/// What a generator's file makes of a folder.
pub(crate) struct Opened {
    pub rules: Box<dyn Rules>,
    /// The configuration file, by its path below the root.
    pub config_file: Option<String>,
    /// Why the configuration could not be read; the rules are then those of an empty one.
    pub problem: Option<String>,
}

impl Site {
    /// The site of `generator` that starts in `root`, an absolute path. `zone` is the machine's
    /// time zone, which Jekyll and Hexo fall back to.
    pub fn open(root: &Path, generator: Generator, zone: Tz) -> Site {
        let opened = match generator {
            Generator::Hugo => hugo::open(root),
            Generator::Zola => zola::open(root),
            Generator::Jekyll => jekyll::open(root, zone),
            Generator::Astro => astro::open(root),
            Generator::Eleventy => eleventy::open(root),
            Generator::Hexo => hexo::open(root, zone),
            Generator::Pelican | Generator::Plain => plain::open(root),
        };
        let Opened { rules, config_file, problem } = opened;
        let old_paths = rules.alias("/").map(|(key, _)| key);
        let keys = rules.keys().iter().map(String::as_str).chain(old_paths).map(Arc::from).collect();
        Site { root: root.to_path_buf(), generator, config_file, problem, rules, keys }
    }

    /// The folder that the site starts in.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The generator.
    pub fn generator(&self) -> Generator {
        self.generator
    }

    /// The configuration file, by its path below the root.
    pub fn config_file(&self) -> Option<&str> {
        self.config_file.as_deref()
    }

    /// Why the configuration could not be read, when it could not; the generator's defaults then
    /// stand in for it.
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// The folders that hold content, below the root; `""` is the root itself.
    pub fn content_folders(&self) -> Vec<String> {
        self.rules.content_folders()
    }

    /// Where the site is on the web, without a final `/`: `https://example.org/blog`.
    pub fn base_url(&self) -> Option<String> {
        self.rules.base_url()
    }

    /// How the site's renderer reads the Markdown of the file at `path`, below the root.
    pub fn dialect(&self, path: &str) -> Dialect {
        let dialect = self.rules.dialect();
        if self.generator == Generator::Astro && path.ends_with(".mdx") {
            return Dialect { templates: Templates::Mdx, indented_code: false, ..dialect };
        }
        dialect
    }

    /// Whether the folder or file at `path`, below the root, is never looked at.
    pub fn is_ignored(&self, path: &str, is_folder: bool) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        // Of a plain folder nobody can tell where output goes; of a site its rules can.
        let is_plain = matches!(self.generator, Generator::Plain | Generator::Pelican);
        let is_output = is_plain && OUTPUT.contains(&name);
        is_folder && (name.starts_with('.') || name == "node_modules" || is_output)
            || self.rules.is_ignored(path, is_folder)
    }

    /// The top-level keys of headers that the rules ask for.
    pub fn keys(&self) -> &[Arc<str>] {
        &self.keys
    }

    /// What a file is.
    pub fn kind(&self, source: &Source<'_>, tree: &Tree) -> Kind {
        self.rules.kind(source, tree)
    }

    /// The date of a post, by the keys that the generator reads it from, else from its name.
    pub fn date(&self, source: &Source<'_>) -> Option<Dated> {
        self.rules.date(source)
    }

    /// The language of a post, on a site that has several.
    pub fn language(&self, source: &Source<'_>) -> Option<Language> {
        self.rules.language(source)
    }

    /// Whether a post is on the site at the moment `now`, seconds since 1970.
    pub fn standing(&self, source: &Source<'_>, tree: &Tree, now: i64) -> Standing {
        self.rules.standing(source, tree, now)
    }

    /// The path that a post has on the site, whether or not it is published now.
    pub fn url(&self, source: &Source<'_>, tree: &Tree) -> Url {
        self.rules.url(source, tree)
    }

    /// The slug that the generator, or its users by habit, make of a title; may be empty.
    pub fn slug(&self, title: &str) -> String {
        self.rules.slug(title)
    }

    /// Where a new post goes, below the root.
    pub fn new_file(&self, wish: &NewFile<'_>) -> String {
        self.rules.new_file(wish)
    }

    /// The template that the generator would make a new post at `path` from.
    pub fn template(&self, path: &str) -> Option<Template> {
        self.rules.template(path)
    }

    /// The template's text with its placeholders filled.
    ///
    /// # Errors
    /// The placeholder that only the generator itself can fill.
    pub fn fill(&self, template: &Template, post: &Filling<'_>) -> Result<String, String> {
        self.rules.fill(template, post)
    }

    /// How the generator's program is asked to make a post at `path` of a template; `None` where it
    /// cannot be asked. What it makes goes below `scratch`, an empty folder outside the site.
    pub fn call(&self, template: &Template, path: &str, scratch: &Path) -> Option<Call> {
        self.rules.call(template, path, scratch)
    }

    /// The languages of the site, its default one first; empty when it has one alone.
    pub fn languages(&self) -> Vec<String> {
        self.rules.languages()
    }

    /// The language of what is written without naming one; `None` on a site of one language.
    pub fn default_language(&self) -> Option<String> {
        self.rules.default_language()
    }

    /// Where a post goes with another slug or in another section.
    pub fn moved(&self, source: &Source<'_>, wish: &Move<'_>) -> Moved {
        self.rules.moved(source, wish)
    }

    /// Where a post goes when it becomes a draft or stops being one; `None` where that is said in
    /// its header. `today` is the day in the machine's zone.
    pub fn draft_place(&self, source: &Source<'_>, draft: bool, today: chrono::NaiveDate) -> Option<String> {
        self.rules.draft_place(source, draft, today)
    }

    /// What moves, is copied and is deleted with the post at `path`.
    pub fn unit(&self, path: &str) -> Unit {
        self.rules.unit(path)
    }

    /// A path on the host, without its first `/`, as a path on the site, which may be in a folder of
    /// its host.
    pub fn below_base<'p>(&self, path: &'p str) -> &'p str {
        let base = self.base_url().unwrap_or_default();
        let folder = base.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
        let folder = folder.map_or("", |(_, folder)| folder.trim_matches('/'));
        let below = path.strip_prefix(folder).filter(|_| !folder.is_empty());
        below.and_then(|rest| rest.strip_prefix('/')).unwrap_or(path)
    }

    /// Whether all pages and files of the site can be told from its folder, beside lists that templates
    /// make.
    pub fn decides_addresses(&self) -> bool {
        self.generator != Generator::Pelican && self.rules.decides_addresses()
    }

    /// The style sheets of the site, looked for now.
    pub fn style_sheets(&self) -> StyleSheets {
        served::style_sheets(self, &self.rules.served())
    }

    /// Where the file that the site hands out at `path` may be, below the root: the first that is
    /// there.
    pub fn served_files(&self, path: &str) -> Vec<String> {
        served::files(self, &self.rules.served(), path)
    }

    /// The header key that lists a post's old paths, and an old path as it is written there.
    pub fn alias(&self, url: &str) -> Option<(&'static str, String)> {
        self.rules.alias(url)
    }
}

/// The date that a file's name starts with: Jekyll's `YYYY-MM-DD-name`, which others read as well.
pub(crate) fn date_in_name(name: &str) -> Option<WrittenDate> {
    let date = name.get(..10)?;
    let is_shaped = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if is_shaped { WrittenDate::parse(date) } else { None }
}

/// What Hexo makes of a heading for its id; see `hexo/slugize.rs`.
pub(crate) fn hexo_slug(text: &str, case: i64) -> String {
    hexo::slug_of(text, case)
}

/// The move of a post whose slug is its file's name and whose section is its folder. A slug in the
/// header follows where the post has one.
fn moved_file(source: &Source<'_>, wish: &Move<'_>) -> Moved {
    let folder = wish.section.unwrap_or(source.folder());
    let extension = source.name().strip_prefix(source.stem()).unwrap_or_default();
    let stem = wish.slug.unwrap_or(source.stem());
    let slash = if folder.is_empty() { "" } else { "/" };
    let has_slug = source.fields.text("slug").is_some();
    let header =
        wish.slug.filter(|_| has_slug).map(|slug| ("slug".to_owned(), Value::String(slug.to_owned())));
    Moved { path: format!("{folder}{slash}{stem}{extension}"), header: header.into_iter().collect() }
}
