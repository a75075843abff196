//! What the rules need of the configuration file, as far as it can be read without running it.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use crate::disk;
use crate::markdown::Dialect;
use crate::site::dialect;
use crate::site::served::Served;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use regex::Regex;
use serde_json::Value;

use super::script::{Said, Script};

/// A site's configuration. Defaults: @11ty/eleventy, Util/ProjectDirectories.js and
/// defaultConfig.js.
#[derive(Debug)]
pub(super) struct Settings {
    pub config_file: Option<String>,
    /// Why the folders could not be read.
    pub problem: Option<String>,
    /// Folders below the root, without a final `/`; `""` for the root.
    pub input: String,
    pub output: String,
    pub data: String,
    pub includes: String,
    pub layouts: Option<String>,
    pub prefix: Option<String>,
    pub ignored: GlobSet,
    /// What is copied as it is.
    pub copied: Vec<Served>,
    /// Whether Markdown files are templates at all.
    pub takes_markdown: bool,
    /// Whether Markdown and permalinks are templates.
    pub has_templates: bool,
    pub keeps_drafts: bool,
    pub changes_dates: bool,
    /// Why no path can be known.
    pub hides_urls: bool,
    pub dialect: Dialect,
    pub script: Script,
}

impl Settings {
    pub fn read(root: &Path) -> Settings {
        // Source: @11ty/eleventy, TemplateConfig.js.
        const NAMES: [&str; 4] =
            [".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"];
        let config_file = NAMES.into_iter().find(|name| root.join(name).is_file()).map(str::to_owned);
        let text = config_file.as_ref().map(|name| disk::read_text(root.join(name)));
        let text = text.and_then(Result::ok).unwrap_or_default();
        let script = Script::of(&text);
        let mut folders = Folders { script: &script, object: script.object("dir"), is_unknown: false };
        let command = command_line(root);
        let input = command.input.or_else(|| folders.get("input", "setInputDirectory"));
        let input = joined("", &input.unwrap_or_default());
        let output = command.output.or_else(|| folders.get("output", "setOutputDirectory"));
        let output = joined("", output.as_deref().unwrap_or("_site"));
        let data = folders.get("data", "setDataDirectory");
        let includes = folders.get("includes", "setIncludesDirectory");
        let layouts = folders.get("layouts", "setLayoutsDirectory");
        let is_unknown = folders.is_unknown;
        let prefix = command.prefix.or_else(|| text_of(script.value_anywhere("pathPrefix")));
        let formats = match script.argument("setTemplateFormats") {
            Said::Nothing => script.value_anywhere("templateFormats"),
            said => said,
        };
        const HIDING: [&str; 5] = [
            "addUrlTransform",
            "setDynamicPermalinks",
            "setDataFileSuffixes",
            "setDataFileBaseName",
            "permalinkBypassOutputDir",
        ];
        let has_templates = !matches!(script.value_anywhere("markdownTemplateEngine"), Said::Unknown)
            && script.value_anywhere("markdownTemplateEngine") != Said::Value(Value::Bool(false));
        Settings {
            dialect: dialect::eleventy(&text, &dialect::package(root), has_templates),
            problem: is_unknown.then(|| {
                let name = config_file.as_deref().unwrap_or_default();
                format!("{name} names a folder in a way that only Eleventy can read")
            }),
            data: joined(&input, data.as_deref().unwrap_or("_data")),
            includes: joined(&input, includes.as_deref().unwrap_or("_includes")),
            layouts: layouts.map(|layouts| joined(&input, &layouts)),
            prefix: prefix.map(|prefix| prefix.trim_matches('/').to_owned()),
            ignored: ignored(root, &input, &script),
            copied: copied(&text, &input),
            takes_markdown: takes_markdown(&formats),
            has_templates,
            keeps_drafts: script.mentions("draft") || others_mention_drafts(root),
            changes_dates: script.mentions("addDateParsing"),
            hides_urls: HIDING.iter().any(|word| script.mentions(word)),
            input,
            output,
            config_file,
            script,
        }
    }
}

/// The folders that are copied as they are, as far as they are named plainly. Source: @11ty/eleventy,
/// TemplatePassthrough.js: what lies in the input folder loses it.
fn copied(text: &str, input: &str) -> Vec<Served> {
    static CALL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let text = r#"["'`]([^"'`*{}$]+)["'`]"#;
        Regex::new(&format!(r"addPassthroughCopy\(\s*(?:\{{\s*{text}\s*:\s*{text}|{text})")).ok()
    });
    let calls = CALL.iter().flat_map(|call| call.captures_iter(text));
    let found = calls.filter_map(|call| {
        let clean = |at: usize| call.get(at).map(|part| joined("", part.as_str()));
        let folder = clean(1).or_else(|| clean(3))?;
        let below = folder.strip_prefix(input).map_or(&*folder, |below| below.trim_start_matches('/'));
        let at = clean(2).unwrap_or_else(|| below.to_owned());
        Some(Served { folder, at })
    });
    found.collect()
}

struct Folders<'s> {
    script: &'s Script,
    object: Option<Script>,
    is_unknown: bool,
}

impl Folders<'_> {
    fn get(&mut self, key: &str, setter: &str) -> Option<String> {
        let said = match self.script.argument(setter) {
            Said::Nothing => self.object.as_ref().map(|object| object.value(key)).unwrap_or_default(),
            said => said,
        };
        self.is_unknown |= said == Said::Unknown;
        text_of(said)
    }
}

#[derive(Default)]
struct CommandLine {
    input: Option<String>,
    output: Option<String>,
    prefix: Option<String>,
}

/// The options of the command in package.json that builds the site, which beat the configuration.
fn command_line(root: &Path) -> CommandLine {
    let package = disk::read_text(root.join("package.json")).unwrap_or_default();
    let package: Value = serde_json::from_str(&package).unwrap_or_default();
    let command = package.get("scripts").and_then(|scripts| scripts.get("build")).and_then(Value::as_str);
    let Some((_, options)) = command.and_then(|command| command.split_once("eleventy")) else {
        return CommandLine::default();
    };
    let options = options.split(['&', ';', '|']).next().unwrap_or_default();
    let option = |name: &str| {
        let value = options.split_whitespace().find_map(|option| option.strip_prefix(name));
        value.map(|value| value.trim_matches(['"', '\'']).to_owned())
    };
    CommandLine { input: option("--input="), output: option("--output="), prefix: option("--pathprefix=") }
}

/// A path below the root, of one below `folder`; `.` and `..` are followed.
fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

fn text_of(said: Said) -> Option<String> {
    match said {
        Said::Value(Value::String(text)) => Some(text),
        _ => None,
    }
}

fn takes_markdown(formats: &Said) -> bool {
    match formats {
        Said::Value(Value::Array(formats)) => formats.iter().any(|format| format == "md"),
        Said::Value(Value::String(formats)) => formats.split(',').any(|format| format.trim() == "md"),
        _ => true,
    }
}

/// Whether a part of the configuration in a file of its own does something about drafts.
fn others_mention_drafts(root: &Path) -> bool {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut parts = names.filter(|name| name.starts_with("eleventy.config."));
    parts.any(|name| Script::of(&disk::read_text(root.join(name)).unwrap_or_default()).mentions("draft"))
}

/// What `.gitignore`, `.eleventyignore` and the configuration leave out. The lines are patterns for
/// whole paths, not as Git reads them. Source: @11ty/eleventy, EleventyFiles.js.
fn ignored(root: &Path, input: &str, script: &Script) -> GlobSet {
    let mut patterns = Vec::new();
    let uses_git = script.argument("setUseGitIgnore") != Said::Value(Value::Bool(false));
    let mut files = vec![("", ".eleventyignore")];
    if uses_git {
        files.push(("", ".gitignore"));
    }
    if !input.is_empty() {
        files.push((input, ".eleventyignore"));
    }
    for (folder, name) in files {
        let text = disk::read_text(root.join(folder).join(name)).unwrap_or_default();
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let lines = lines.filter(|line| !line.starts_with(['#', '!']));
        patterns.extend(lines.map(|line| joined(folder, line)));
    }
    let added = script.arguments("ignores.add").into_iter().flatten();
    patterns.extend(added.filter_map(|value| Some(joined("", value.as_str()?))));
    for value in script.arguments("ignores.delete").into_iter().flatten() {
        patterns.retain(|pattern| value.as_str().is_none_or(|value| joined("", value) != *pattern));
    }
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        for pattern in [format!("{pattern}/**"), pattern] {
            let glob = GlobBuilder::new(&pattern).literal_separator(true).case_insensitive(true).build();
            if let Ok(glob) = glob {
                set.add(glob);
            }
        }
    }
    set.build().unwrap_or_default()
}
