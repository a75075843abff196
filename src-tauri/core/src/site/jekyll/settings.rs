//! What a site's configuration says, with Jekyll's defaults. Source: `lib/jekyll/configuration.rb`.

use std::path::Path;

use chrono_tz::Tz;
use serde_json::Value;

use super::defaults::Defaults;
use super::filter::{Filter, join};
use crate::disk;
use crate::site::config::Config;

#[derive(Debug)]
pub(super) struct Settings {
    /// The folder of the site's files, below the root; mostly empty.
    pub source: String,
    /// Folders below the root that Jekyll writes into.
    pub written: Vec<String>,
    /// The folder that collections are in, posts among them; below the source, mostly empty.
    pub collections_dir: String,
    pub collections: Vec<Collection>,
    /// `permalink` as it is written: the name of a style or a template.
    pub permalink: String,
    /// The extensions of Markdown files, in lower case.
    pub markdown: Vec<String>,
    pub show_drafts: bool,
    pub future: bool,
    pub unpublished: bool,
    pub zone: Tz,
    pub base_url: Option<String>,
    /// Whether jekyll-redirect-from is there.
    pub redirects: bool,
    pub filter: Filter,
    pub defaults: Defaults,
}

#[derive(Debug)]
pub(super) struct Collection {
    pub label: String,
    /// Whether its documents have pages.
    pub output: bool,
    pub permalink: Option<String>,
}

impl Settings {
    /// The settings of the site at `root`. `zone` is the machine's.
    pub fn of(config: &Config, root: &Path, zone: Tz) -> Settings {
        let below = |key: &str| config.text(&[key]).and_then(|path| below(root, &path));
        let source = below("source").unwrap_or_default();
        let cache = config.text(&["cache_dir"]).unwrap_or_else(|| ".jekyll-cache".into());
        let destination = below("destination").unwrap_or_else(|| "_site".into());
        let collections_dir = config.text(&["collections_dir"]).unwrap_or_default();
        let permalink = config.text(&["permalink"]).unwrap_or_else(|| "date".into());
        let markdown = config.text(&["markdown_ext"]);
        let markdown = markdown.unwrap_or_else(|| "markdown,mkdown,mkdn,mkd,md".into());
        Settings {
            written: vec![destination, join(&source, &cache)],
            source,
            collections: collections(config, &permalink),
            permalink,
            markdown: markdown.split(',').map(str::to_lowercase).collect(),
            show_drafts: truth(config.get(&["show_drafts"])),
            future: truth(config.get(&["future"])),
            unpublished: truth(config.get(&["unpublished"])),
            zone: config.text(&["timezone"]).map_or(zone, |name| named_zone(&name)),
            base_url: base_url(config),
            redirects: has_plugin(config, root, "jekyll-redirect-from"),
            filter: Filter::of(config),
            defaults: Defaults::of(config, &collections_dir),
            collections_dir,
        }
    }

    /// The collection of the posts, which is always there.
    pub fn posts(&self) -> Option<&Collection> {
        self.collections.iter().find(|collection| collection.label == "posts")
    }

    /// The extension of the page that is made from a file with this one, both with their dot.
    /// Source: `extname_list` of `lib/jekyll/converters/markdown.rb`.
    pub fn output_extension<'e>(&self, extension: &'e str) -> &'e str {
        let bare = extension.strip_prefix('.').unwrap_or_default().to_lowercase();
        if self.markdown.contains(&bare) { ".html" } else { extension }
    }
}

/// Whether Ruby takes a value for true: anything but nothing and false, of which YAML 1.1 has more
/// spellings.
pub(super) fn truth(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::String(text)) => !["no", "off"].contains(&text.to_lowercase().as_str()),
        Some(_) => true,
    }
}

/// What stands for the name of a style. Source: `STYLE_TO_PERMALINK`.
fn template_of(style: &str) -> &str {
    match style {
        "none" => "/:categories/:title:output_ext",
        "date" => "/:categories/:year/:month/:day/:title:output_ext",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
        template => template,
    }
}

/// The collections, posts included: `collections` is a list of labels, or a map of what is said of
/// each.
fn collections(config: &Config, permalink: &str) -> Vec<Collection> {
    let sanitized = |label: &str| -> String {
        label.chars().filter(|at| at.is_ascii_alphanumeric() || "_-.".contains(*at)).collect()
    };
    let named = |label: &str, said: &Value| Collection {
        label: sanitized(label),
        output: truth(said.get("output")),
        permalink: said.get("permalink").and_then(Value::as_str).map(str::to_owned),
    };
    let listed = config.list(&["collections"]).into_iter().map(|label| named(&label, &Value::Null));
    let mapped = config.entries(&["collections"]).into_iter().map(|(label, said)| named(label, said));
    let mut collections: Vec<Collection> = listed.chain(mapped).collect();
    if !collections.iter().any(|collection| collection.label == "posts") {
        collections.insert(0, named("posts", &Value::Null));
    }
    for posts in collections.iter_mut().filter(|collection| collection.label == "posts") {
        posts.output = true;
        posts.permalink.get_or_insert_with(|| template_of(permalink).to_owned());
    }
    collections
}

/// A path of the configuration below the root, or `None` when it is elsewhere.
fn below(root: &Path, path: &str) -> Option<String> {
    let path = Path::new(path);
    let inside = if path.is_absolute() { path.strip_prefix(root).ok()? } else { path };
    let mut parts = Vec::new();
    for part in inside.components() {
        match part {
            std::path::Component::Normal(name) => parts.push(name.to_string_lossy()),
            std::path::Component::ParentDir => drop(parts.pop()?),
            _ => {}
        }
    }
    Some(parts.join("/"))
}

/// A zone that the system does not know is UTC to it.
fn named_zone(name: &str) -> Tz {
    name.parse().unwrap_or(Tz::UTC)
}

fn base_url(config: &Config) -> Option<String> {
    let url = config.text(&["url"]).filter(|url| !url.is_empty())?;
    let base = config.text(&["baseurl"]).unwrap_or_default();
    let base = base.trim_matches('/');
    let slash = if base.is_empty() { "" } else { "/" };
    Some(format!("{}{slash}{base}", url.trim_end_matches('/')))
}

/// Whether a plugin is listed in the configuration or named in the Gemfile.
pub(super) fn has_plugin(config: &Config, root: &Path, name: &str) -> bool {
    let is_listed = ["plugins", "gems"].iter().any(|key| config.list(&[key]).iter().any(|gem| gem == name));
    let gemfile = disk::read_text(root.join("Gemfile")).unwrap_or_default();
    let quoted = [format!("\"{name}\""), format!("'{name}'")];
    is_listed
        || gemfile.lines().any(|line| {
            let line = line.trim_start();
            !line.starts_with('#') && quoted.iter().any(|gem| line.contains(gem.as_str()))
        })
}
