//! What Hugo's configuration says.

use std::path::Path;

use chrono_tz::Tz;
use regex::Regex;
use serde_json::Value as Json;

use super::permalink::{self, Permalink};
use crate::front_matter::Value;
use crate::site::config::{Config, text_of};

/// The part of the configuration that the rules follow. Source: `config/allconfig/allconfig.go`.
#[derive(Debug)]
pub(super) struct Settings {
    pub base_url: Option<String>,
    pub roots: Vec<Root>,
    pub output: String,
    pub zone: Tz,
    pub builds_drafts: bool,
    pub builds_future: bool,
    pub builds_expired: bool,
    pub keeps_case: bool,
    pub drops_accents: bool,
    pub ugly: Ugly,
    pub permalinks: Vec<Permalink>,
    /// Whether the permalinks are in a form that is not read here.
    pub has_other_permalinks: bool,
    pub default_language: String,
    pub prefixes_default: bool,
    /// Every language, the default one included; empty when the configuration lists none.
    pub languages: Vec<String>,
    pub disabled_languages: Vec<String>,
    /// Whether each language has a host of its own.
    pub is_multihost: bool,
    pub date: Vec<String>,
    pub publish_date: Vec<String>,
    pub lastmod: Vec<String>,
    pub expiry_date: Vec<String>,
    pub cascade: Option<Value>,
    pub themes: Vec<String>,
    /// Folders of files that are copied as they are, below the root.
    pub statics: Vec<String>,
    /// Whether parts of the site come from modules.
    pub has_modules: bool,
    /// `module.mounts` as it is.
    pub mounts: Vec<Json>,
    ignored: Vec<Regex>,
}

/// A folder of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Root {
    /// Below the site's root; empty for the root itself.
    pub folder: String,
    /// The language of what has none in its name.
    pub language: Option<String>,
}

/// `uglyURLs`, for all or for some sections.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ugly {
    All(bool),
    Sections(Vec<String>),
}

impl Settings {
    pub fn of(config: &Config) -> Settings {
        let truth = |key: &str| config.truth(&[key]).unwrap_or(false);
        let default_language = config
            .text(&["defaultcontentlanguage"])
            .map_or_else(|| "en".to_owned(), |language| language.to_lowercase());
        let languages: Vec<String> =
            config.entries(&["languages"]).into_iter().map(|(code, _)| code.to_owned()).collect();
        let has_own_base = |code: &&String| config.text(&["languages", code, "baseurl"]).is_some();
        let order = |key: &str, default: &[&str]| orders(config, key, default);
        let (permalinks, has_other_permalinks) = permalink::read(config.get(&["permalinks"]));
        let of_languages = languages.iter().any(|code| {
            ["permalinks", "uglyurls", "timezone", "frontmatter"]
                .iter()
                .any(|key| config.get(&["languages", code, key]).is_some())
        });
        Settings {
            base_url: config.text(&["baseurl"]).map(|url| url.trim_end_matches('/').to_owned()),
            roots: roots(config, &languages),
            output: folder(config, &["publishdir"]).unwrap_or_else(|| "public".into()),
            zone: config.text(&["timezone"]).and_then(|zone| zone.parse().ok()).unwrap_or(Tz::UTC),
            builds_drafts: truth("builddrafts"),
            builds_future: truth("buildfuture"),
            builds_expired: truth("buildexpired"),
            keeps_case: truth("disablepathtolower"),
            drops_accents: truth("removepathaccents"),
            ugly: match config.get(&["uglyurls"]) {
                Some(Json::Object(map)) => Ugly::Sections(
                    map.iter()
                        .filter(|(_, on)| on.as_bool() == Some(true))
                        .map(|(name, _)| name.clone())
                        .collect(),
                ),
                _ => Ugly::All(truth("uglyurls")),
            },
            permalinks,
            has_other_permalinks: has_other_permalinks || of_languages,
            prefixes_default: truth("defaultcontentlanguageinsubdir"),
            disabled_languages: languages
                .iter()
                .filter(|code| config.truth(&["languages", code, "disabled"]) == Some(true))
                .cloned()
                .chain(config.list(&["disablelanguages"]))
                .collect(),
            is_multihost: languages.iter().filter(has_own_base).count() > 0,
            default_language,
            languages,
            date: order("date", &["date", "publishdate", "pubdate", "published", "lastmod", "modified"]),
            publish_date: order("publishdate", &["publishdate", "pubdate", "published", "date"]),
            lastmod: order(
                "lastmod",
                &[":git", "lastmod", "modified", "date", "publishdate", "pubdate", "published"],
            ),
            expiry_date: order("expirydate", &["expirydate", "unpublishdate"]),
            cascade: config.get(&["cascade"]).map(value_of),
            themes: config.list(&["theme"]),
            statics: statics(config),
            has_modules: config.get(&["module", "imports"]).is_some(),
            mounts: config.get(&["module", "mounts"]).and_then(Json::as_array).cloned().unwrap_or_default(),
            ignored: config
                .list(&["ignorefiles"])
                .iter()
                .filter_map(|pattern| Regex::new(pattern).ok())
                .collect(),
        }
    }

    /// Whether `ignoreFiles` names a path. Source: `hugofs/filename_filter_fs.go` and
    /// `source/sourceSpec.go`: the patterns are held against the whole path.
    pub fn ignores(&self, path: &str) -> bool {
        self.ignored.iter().any(|pattern| pattern.is_match(path))
    }

    /// What the languages are called in URLs: nothing for the default one.
    pub fn prefix(&self, language: &str) -> Option<&str> {
        let is_default = language == self.default_language;
        if is_default && !self.prefixes_default {
            return None;
        }
        let known = self.languages.iter().find(|code| *code == language);
        known.map(String::as_str).or(is_default.then_some(self.default_language.as_str()))
    }
}

/// An order of `[frontmatter]`, with what stands for the defaults and the other names of keys.
/// Source: `DecodeFrontMatterConfig` of `resources/page/pagemeta/page_frontmatter.go`.
fn orders(config: &Config, key: &str, default: &[&str]) -> Vec<String> {
    let named = config.list(&["frontmatter", key]);
    let named = if named.is_empty() { vec![":default".to_owned()] } else { named };
    let mut order: Vec<String> = Vec::new();
    for name in named {
        let name = name.to_lowercase();
        let names: Vec<&str> = match name.as_str() {
            ":default" => default.to_vec(),
            "publishdate" => vec!["publishdate", "pubdate", "published"],
            "lastmod" => vec!["lastmod", "modified"],
            "expirydate" => vec!["expirydate", "unpublishdate"],
            other => vec![other],
        };
        for name in names {
            if !order.iter().any(|known| known == name) {
                order.push(name.to_owned());
            }
        }
    }
    order
}

fn roots(config: &Config, languages: &[String]) -> Vec<Root> {
    let own = |code: &String| {
        let folder = folder(config, &["languages", code, "contentdir"])?;
        Some(Root { folder, language: Some(code.clone()) })
    };
    let mut roots: Vec<Root> = languages.iter().filter_map(own).collect();
    let common = folder(config, &["contentdir"]).unwrap_or_else(|| "content".into());
    let is_needed = roots.len() < languages.len().max(1);
    if is_needed && !roots.iter().any(|root| root.folder == common) {
        roots.push(Root { folder: common, language: None });
    }
    // A folder inside another comes first.
    roots.sort_by_key(|root| std::cmp::Reverse(root.folder.len()));
    roots
}

/// Those of `staticDir`, the last of which wins. Source: `hugolib/filesystems/basefs.go`.
fn statics(config: &Config) -> Vec<String> {
    let mut folders = config.list(&["staticdir"]);
    folders.reverse();
    if folders.is_empty() {
        folders.push("static".into());
    }
    folders.iter().map(|folder| folder.trim_start_matches("./").trim_matches('/').to_owned()).collect()
}

fn folder(config: &Config, path: &[&str]) -> Option<String> {
    let text = config.text(path)?;
    Some(text.trim_start_matches("./").trim_matches('/').to_owned())
}

fn value_of(json: &Json) -> Value {
    match json {
        Json::Array(items) => Value::List(items.iter().map(value_of).collect()),
        Json::Object(map) => {
            Value::Map(map.iter().map(|(key, value)| (key.clone(), value_of(value))).collect())
        }
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Null => Value::Null,
        scalar => Value::String(text_of(scalar).unwrap_or_default()),
    }
}

/// The configuration: `hugo.*`, else `config.*`, and below it `config/_default` and
/// `config/production`, which a build takes in. With the name of the file that stands for it, and
/// what is wrong. Source: `config/allconfig/load.go`, `config/configLoader.go`.
pub(super) fn read(root: &Path) -> (Config, Option<String>, Option<String>) {
    let mut config = Config::default();
    let mut problem = None;
    let mut take = |over: Result<Config, String>, into: &mut Config| match over {
        Ok(over) => into.merge(over.lower_keys()),
        Err(error) => drop(problem.get_or_insert(error)),
    };
    let names = ["hugo", "config"].into_iter().flat_map(|stem| {
        ["toml", "yaml", "yml", "json"].into_iter().map(move |extension| format!("{stem}.{extension}"))
    });
    let mut file = names.into_iter().find(|name| root.join(name).is_file());
    if let Some(name) = &file {
        take(Config::read(&root.join(name)), &mut config);
    }
    for environment in ["_default", "production"] {
        let below = format!("config/{environment}");
        for name in files(&root.join(&below)) {
            let Some((stem, _)) = name.rsplit_once('.') else { continue };
            let path = format!("{below}/{name}");
            let read = Config::read(&root.join(&path));
            if stem == "hugo" || stem == "config" {
                file.get_or_insert(path);
                take(read, &mut config);
                continue;
            }
            // `languages.toml` is a key, `menus.fr.toml` that key of a language.
            let key = stem.to_lowercase();
            let named = read.map(|read| match key.split_once('.') {
                Some((key, language)) => wrapped("languages", wrapped(language, wrapped(key, read))),
                None => wrapped(&key, read),
            });
            take(named, &mut config);
        }
    }
    (config, file, problem)
}

fn wrapped(key: &str, value: Config) -> Config {
    let mut outer = Config::default();
    outer.put(key, value);
    outer
}

/// The configuration files of a folder, those of the root first.
fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| [".toml", ".yaml", ".yml", ".json"].iter().any(|end| name.ends_with(end)))
        .collect();
    names.sort_by_key(|name| (!name.starts_with("hugo.") && !name.starts_with("config."), name.clone()));
    names
}
