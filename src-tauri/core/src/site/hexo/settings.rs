//! What the rules need of `_config.yml`.

use std::fs;
use std::path::Path;

use chrono_tz::Tz;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::super::config::{Config, text_of};
use super::pattern::Pattern;

/// A site's configuration. Defaults: hexo, hexo/default_config.ts.
#[derive(Debug)]
pub(super) struct Settings {
    pub url: Option<String>,
    pub source: String,
    pub theme: Option<String>,
    pub public: String,
    pub permalink: Pattern,
    pub permalink_defaults: Vec<(String, String)>,
    pub new_post_name: String,
    pub default_layout: String,
    pub default_category: String,
    pub category_map: Vec<(String, String)>,
    pub filename_case: i64,
    pub render_drafts: bool,
    pub future: bool,
    pub asset_folders: bool,
    pub keeps_html: bool,
    pub title_is_slug: bool,
    pub zone: Option<Tz>,
    pub languages: Vec<String>,
    pub skip_render: GlobSet,
    pub exclude: GlobSet,
    pub include: GlobSet,
    pub ignore: GlobSet,
}

impl Settings {
    pub fn of(config: &Config) -> Settings {
        let text = |key: &str, default: &str| {
            config.text(&[key]).filter(|text| !text.is_empty()).unwrap_or_else(|| default.to_owned())
        };
        let folder = |key: &str, default: &str| {
            text(key, default).trim_start_matches("./").trim_end_matches('/').to_owned()
        };
        let truth = |key: &str, default: bool| config.truth(&[key]).unwrap_or(default);
        Settings {
            url: config.text(&["url"]).map(|url| url.trim_end_matches('/').to_owned()),
            source: folder("source_dir", "source"),
            theme: config.text(&["theme"]).filter(|theme| !theme.is_empty()),
            public: folder("public_dir", "public"),
            permalink: Pattern::of(&text("permalink", ":year/:month/:day/:title/")),
            permalink_defaults: texts(config, "permalink_defaults"),
            new_post_name: text("new_post_name", ":title.md"),
            default_layout: text("default_layout", "post").to_lowercase(),
            default_category: text("default_category", "uncategorized"),
            category_map: texts(config, "category_map"),
            filename_case: config.text(&["filename_case"]).and_then(|text| text.parse().ok()).unwrap_or(0),
            render_drafts: truth("render_drafts", false),
            future: truth("future", true),
            asset_folders: truth("post_asset_folder", false),
            keeps_html: config.truth(&["pretty_urls", "trailing_html"]).unwrap_or(true),
            title_is_slug: truth("use_slug_as_post_title", false),
            zone: config.text(&["timezone"]).and_then(|zone| zone.parse().ok()),
            languages: config.list(&["language"]),
            skip_render: globs(&config.list(&["skip_render"])),
            exclude: globs(&config.list(&["exclude"])),
            include: globs(&config.list(&["include"])),
            ignore: globs(&config.list(&["ignore"])),
        }
    }

    /// The extension of new posts, with its dot.
    pub fn extension(&self) -> &str {
        split_extension(&self.new_post_name).1
    }
}

/// The configuration file and its values: `_config.yml`, else the first file of that stem. Source:
/// hexo, hexo/load_config.ts.
pub(super) fn read(root: &Path) -> (Option<String>, Result<Config, String>) {
    let mut names: Vec<String> = fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| split_extension(name).0 == "_config")
        .collect();
    names.sort_by_key(|name| (name != "_config.yml", name.clone()));
    match names.into_iter().next() {
        Some(name) => {
            let config = Config::read(&root.join(&name));
            (Some(name), config)
        }
        None => (None, Ok(Config::default())),
    }
}

/// A path without its extension, and the extension with its dot; empty when there is none. Source:
/// `extname` of Node's path.
pub(super) fn split_extension(path: &str) -> (&str, &str) {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    match name.rfind('.').filter(|&at| at > 0) {
        Some(at) => path.split_at(path.len() - name.len() + at),
        None => (path, ""),
    }
}

fn texts(config: &Config, key: &str) -> Vec<(String, String)> {
    let entries = config.entries(&[key]).into_iter();
    entries.filter_map(|(name, value)| Some((name.to_owned(), text_of(value)?))).collect()
}

/// Patterns as micromatch reads them, as far as they are plain: a star stays inside its folder.
fn globs(patterns: &[String]) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let pattern = pattern.trim_start_matches("./");
        if let Ok(glob) = GlobBuilder::new(pattern).literal_separator(true).build() {
            set.add(glob);
        }
    }
    set.build().unwrap_or_default()
}
