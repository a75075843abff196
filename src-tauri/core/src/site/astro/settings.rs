//! What `astro.config`, `content.config` and the site's own code say where they say it plainly.

use std::fs;
use std::path::Path;

use super::collection::{self, Collection};
use super::script::{self, Entry};
use crate::disk;
use crate::markdown::Dialect;
use crate::site::dialect;

/// The part of the configuration that the rules follow, with Astro's defaults. Source:
/// `core/config/schemas/base.ts` of the package `astro`.
#[derive(Debug)]
pub(super) struct Settings {
    pub base_url: Option<String>,
    pub source: String,
    pub public: String,
    pub output: String,
    pub format: Setting,
    pub trailing_slash: Setting,
    /// Whether `.mdx` files are pages.
    pub has_mdx: bool,
    pub collections: Vec<Collection>,
    /// Where new posts go: below the root.
    pub section: String,
    /// Whether the site's own code has the word `draft` in it.
    pub names_draft: bool,
    /// Whether the site's own code looks at the time.
    pub names_now: bool,
    pub dialect: Dialect,
}

/// A text of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Setting {
    Default,
    Is(String),
    Computed,
}

const CONFIGS: [&str; 4] = ["astro.config.mjs", "astro.config.js", "astro.config.ts", "astro.config.mts"];
const CONTENT_CONFIGS: [&str; 8] = [
    "content.config.mjs",
    "content.config.js",
    "content.config.mts",
    "content.config.ts",
    "content/config.mjs",
    "content/config.js",
    "content/config.mts",
    "content/config.ts",
];

impl Settings {
    /// The settings, and the name of the configuration file.
    pub fn read(root: &Path) -> (Settings, Option<String>) {
        let file = CONFIGS.into_iter().find(|name| root.join(name).is_file());
        let program = file.map(|name| text(&root.join(name))).unwrap_or_default();
        let entries = script::entries(from_object(&program));
        let folder = |key: &str, default: &str| match setting(&entries, &[key]) {
            Setting::Is(path) => below_root(&path).unwrap_or_else(|| default.to_owned()),
            _ => default.to_owned(),
        };
        let source = folder("srcDir", "src");
        let content = collection::join(&source, "content");
        let config = CONTENT_CONFIGS
            .iter()
            .map(|name| root.join(&source).join(name))
            .find(|file| file.is_file())
            .map(|file| text(&file))
            .unwrap_or_default();
        let collections = collection::named(&config, &source, &content);
        let code = Code::read(&root.join(&source));
        let settings = Settings {
            base_url: base_url(&entries),
            public: folder("publicDir", "public"),
            output: folder("outDir", "dist"),
            format: setting(&entries, &["build", "format"]),
            trailing_slash: setting(&entries, &["trailingSlash"]),
            has_mdx: program.contains("@astrojs/mdx") || program.contains("@astrojs/starlight"),
            section: collection::usual(&collections, root, &content),
            collections,
            names_draft: code.names_draft,
            names_now: code.names_now,
            dialect: dialect::astro(&program, &dialect::package(root)),
            source,
        };
        (settings, file.map(str::to_owned))
    }
}

/// The program from the object on that it exports.
fn from_object(program: &str) -> &str {
    let starts = ["defineConfig(", "export default"].iter().filter_map(|start| {
        let rest = &program[program.find(start)? + start.len()..];
        rest.trim_start().starts_with('{').then_some(rest)
    });
    starts.min_by_key(|rest| rest.len()).unwrap_or(program)
}

fn setting(entries: &[Entry], keys: &[&str]) -> Setting {
    match entries.iter().find(|entry| entry.keys == keys) {
        None => Setting::Default,
        Some(Entry { text: Some(text), .. }) => Setting::Is(text.clone()),
        Some(_) => Setting::Computed,
    }
}

fn base_url(entries: &[Entry]) -> Option<String> {
    let Setting::Is(site) = setting(entries, &["site"]) else { return None };
    let base = match setting(entries, &["base"]) {
        Setting::Default => String::new(),
        Setting::Is(base) => base,
        Setting::Computed => return None,
    };
    let (site, base) = (site.trim_end_matches('/'), base.trim_matches('/'));
    Some(if base.is_empty() { site.to_owned() } else { format!("{site}/{base}") })
}

/// A path of the configuration, below the root and without `./`; `None` for one outside.
pub(super) fn below_root(path: &str) -> Option<String> {
    let parts = path.split('/').filter(|part| !part.is_empty() && *part != ".");
    let parts: Vec<_> = parts.collect();
    let is_outside = path.starts_with('/') || parts.contains(&"..");
    (!is_outside).then(|| parts.join("/"))
}

fn text(file: &Path) -> String {
    disk::read_text(file).unwrap_or_default()
}

/// What the site's own code looks at.
#[derive(Default)]
struct Code {
    names_draft: bool,
    names_now: bool,
    files: usize,
}

impl Code {
    /// How many files are read, how deep, and how long each may be.
    const FILES: usize = 400;
    const DEPTH: usize = 6;
    const BYTES: u64 = 256 * 1024;

    fn read(source: &Path) -> Code {
        let mut code = Code::default();
        code.walk(source, Code::DEPTH);
        code
    }

    fn walk(&mut self, folder: &Path, depth: usize) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() && depth > 0 && !name.starts_with('.') && !is_of_others(&name) {
                self.walk(&entry.path(), depth - 1);
            } else if kind.is_file() && is_code(&name) && self.files < Code::FILES {
                self.files += 1;
                if entry.metadata().is_ok_and(|metadata| metadata.len() <= Code::BYTES) {
                    self.look(&text(&entry.path()));
                }
            }
        }
    }

    fn look(&mut self, program: &str) {
        self.names_draft |= script::names(program, "draft");
        let year = program.matches("new Date().getFullYear").count();
        self.names_now |= program.contains("Date.now()") || program.matches("new Date()").count() > year;
    }
}

fn is_of_others(name: &str) -> bool {
    matches!(name, "node_modules" | "content" | "dist" | "public")
}

/// A schema names `draft` to allow it, not to look at it.
fn is_code(name: &str) -> bool {
    let extensions = ["astro", "ts", "js", "mjs", "mts", "tsx", "jsx"];
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| extensions.contains(&extension)) && !name.starts_with("content.config.")
}
