//! What `zola.toml` or `config.toml` says.

use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};
use serde_json::Value;

use crate::markdown::Dialect;
use crate::site::config::Config;
use crate::site::dialect;

/// The part of the configuration that the rules follow. Source: `components/config/src/config/mod.rs`.
#[derive(Debug)]
pub(super) struct Settings {
    pub root: PathBuf,
    pub base_url: Option<String>,
    pub output: String,
    pub default_language: String,
    /// The languages beside the default one.
    pub languages: Vec<String>,
    /// The names of the taxonomies, each with its language.
    pub taxonomies: Vec<(String, String)>,
    pub paths: Slugs,
    pub keeps_dates: bool,
    /// Where new posts go: below the root.
    pub section: String,
    pub dialect: Dialect,
    pub theme: Option<String>,
    ignored: GlobSet,
}

/// `slugify.paths`. Source: `components/utils/src/slugs.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slugs {
    On,
    Safe,
    Off,
}

/// The names that blogs give the section of their posts.
const SECTIONS: [&str; 4] = ["blog", "posts", "post", "articles"];

impl Settings {
    /// The settings with the name of their file, and why they could not be read. The defaults
    /// stand in for a file that is broken.
    pub fn read(root: &Path) -> (Settings, Option<String>, Option<String>) {
        let file = ["zola.toml", "config.toml"].into_iter().find(|name| root.join(name).is_file());
        let (config, problem) = match file.map(|name| Config::read(&root.join(name))) {
            Some(Ok(config)) => (config, None),
            Some(Err(problem)) => (Config::default(), Some(problem)),
            None => (Config::default(), None),
        };
        let (ignored, bad_glob) = globs(&config.list(&["ignored_content"]));
        (Settings::of(root, &config, ignored), file.map(str::to_owned), problem.or(bad_glob))
    }

    fn of(root: &Path, config: &Config, ignored: GlobSet) -> Settings {
        let text = |path: &[&str], default: &str| config.text(path).unwrap_or_else(|| default.to_owned());
        let default_language = text(&["default_language"], "en");
        let languages = config.entries(&["languages"]).into_iter().map(|(code, _)| code.to_owned());
        Settings {
            root: root.to_path_buf(),
            base_url: config.text(&["base_url"]).map(|url| url.trim_end_matches('/').to_owned()),
            theme: config.text(&["theme"]),
            output: text(&["output_dir"], "public").trim_matches('/').to_owned(),
            languages: languages.filter(|code| *code != default_language).collect(),
            taxonomies: taxonomies(config, &default_language),
            default_language,
            paths: match config.text(&["slugify", "paths"]).as_deref() {
                Some("safe") => Slugs::Safe,
                Some("off") => Slugs::Off,
                _ => Slugs::On,
            },
            keeps_dates: config.truth(&["slugify", "paths_keep_dates"]).unwrap_or(false),
            section: SECTIONS
                .iter()
                .map(|name| format!("content/{name}"))
                .find(|folder| root.join(folder).join("_index.md").is_file())
                .unwrap_or_else(|| "content".to_owned()),
            dialect: dialect::zola(config),
            ignored,
        }
    }

    /// Whether `ignored_content` names a path below the root. Zola holds the globs against the
    /// absolute path, and `*` goes over `/` there.
    pub fn is_named(&self, path: &str) -> bool {
        self.ignored.is_match(self.root.join(path))
    }
}

impl Slugs {
    pub fn apply(self, text: &str) -> String {
        match self {
            Slugs::On => ::slug::slugify(text),
            Slugs::Safe => {
                let trimmed = text.trim_end_matches([' ', '.']);
                trimmed.chars().filter(|letter| !r#"<>:"/\|?*"#.contains(*letter)).collect()
            }
            Slugs::Off => text.to_owned(),
        }
    }
}

/// Source: `add_default_language` there: those at the top are the default language's.
fn taxonomies(config: &Config, default_language: &str) -> Vec<(String, String)> {
    let names = |path: &[&str]| {
        let list = config.get(path).and_then(Value::as_array).into_iter().flatten();
        list.filter_map(|taxonomy| Some(taxonomy.get("name")?.as_str()?.to_owned())).collect::<Vec<_>>()
    };
    let of = |language: &str, names: Vec<String>| {
        names.into_iter().map(move |name| (language.to_owned(), name)).collect::<Vec<_>>()
    };
    let mut all = of(default_language, names(&["taxonomies"]));
    for (language, _) in config.entries(&["languages"]) {
        all.extend(of(language, names(&["languages", language, "taxonomies"])));
    }
    all
}

fn globs(patterns: &[String]) -> (GlobSet, Option<String>) {
    let mut builder = GlobSetBuilder::new();
    let mut problem = None;
    for pattern in patterns {
        match Glob::new(pattern) {
            Ok(glob) => drop(builder.add(glob)),
            Err(error) => problem = Some(format!("ignored_content cannot be understood: {error}")),
        }
    }
    (builder.build().unwrap_or_default(), problem)
}
