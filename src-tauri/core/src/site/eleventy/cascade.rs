//! The data of a post: its header, the data files around it, its layouts, and the site's own data.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::super::fields::Source;
use super::script::{Said, Script};
use super::settings::Settings;
use crate::Generator;
use crate::disk;
use crate::front_matter;

/// The data that is not in the headers of posts.
#[derive(Debug, Default)]
pub(super) struct Cascade {
    /// Data files, by their path below the root.
    files: BTreeMap<String, Data>,
    /// The headers of layouts, by their path below the folder of layouts.
    layouts: BTreeMap<String, Data>,
    global: Data,
    /// The folder that holds content.
    input: String,
}

#[derive(Debug)]
enum Data {
    Json(Value),
    Script(Script),
}

impl Default for Data {
    fn default() -> Data {
        Data::Json(Value::Null)
    }
}

/// The keys that the rules ask for, beside those of a header alone.
pub(super) const KEYS: [&str; 9] =
    ["permalink", "date", "draft", "layout", "tags", "pagination", "eleventyComputed", "title", "slug"];

impl Cascade {
    pub fn read(root: &Path, settings: &Settings) -> Cascade {
        let mut files = BTreeMap::new();
        read_folder(root, &settings.input, settings, &mut files);
        let layouts = settings.layouts.as_ref().unwrap_or(&settings.includes);
        let mut found = BTreeMap::new();
        read_layouts(&root.join(layouts), "", &mut found);
        Cascade {
            files,
            layouts: found,
            global: global(&root.join(&settings.data), settings),
            input: settings.input.clone(),
        }
    }

    /// What the data of a post says of a key; the nearest that says anything. Sources:
    /// @11ty/eleventy, Template.js, `#getData`; Data/TemplateData.js, `getLocalDataPaths`.
    pub fn get(&self, source: &Source<'_>, key: &str) -> Said {
        let own = || header(source, key);
        let near = || self.near(source).into_iter().map(|data| data.get(key)).find(is_said);
        let layouts = || self.layouts(source).into_iter().map(|data| data.get(key)).find(is_said);
        own().or_else(near).or_else(layouts).unwrap_or_else(|| self.global.get(key))
    }

    /// Whether the value of a key may be computed for the post.
    pub fn computes(&self, source: &Source<'_>, key: &str) -> bool {
        let own = source.fields.at(&["eleventyComputed", key]).is_some();
        let others = self.near(source).into_iter().chain(self.layouts(source)).chain([&self.global]);
        own || others.into_iter().any(|data| data.computes(key))
    }

    /// The data files of a post, the nearest first.
    fn near(&self, source: &Source<'_>) -> Vec<&Data> {
        let mut stems = vec![source.path.strip_suffix(".md").unwrap_or(source.path)];
        let mut owned = Vec::new();
        let mut folder = source.folder();
        while !folder.is_empty() {
            let name = folder.rsplit_once('/').map_or(folder, |(_, name)| name);
            owned.push(format!("{folder}/{name}"));
            if folder == self.input {
                break;
            }
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
        stems.extend(owned.iter().map(String::as_str));
        let kinds = [".11tydata.js", ".11tydata.cjs", ".11tydata.mjs", ".11tydata.json", ".json"];
        let paths = stems.into_iter().flat_map(|stem| kinds.map(|kind| format!("{stem}{kind}")));
        paths.filter_map(|path| self.files.get(&path)).collect()
    }

    /// The layouts of a post, the innermost first.
    fn layouts(&self, source: &Source<'_>) -> Vec<&Data> {
        let near = || self.near(source).into_iter().map(|data| data.get("layout")).find(is_said);
        let mut said = header(source, "layout").or_else(near).unwrap_or_else(|| self.global.get("layout"));
        let mut found = Vec::new();
        while let Said::Value(Value::String(name)) = &said {
            let Some(layout) = self.layout(name).filter(|_| found.len() < 20) else { break };
            found.push(layout);
            said = layout.get("layout");
        }
        found
    }

    fn layout(&self, name: &str) -> Option<&Data> {
        let name = name.trim_start_matches("./");
        let with_kind = || {
            let mut all = self.layouts.iter();
            all.find(|(path, _)| path.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
        };
        self.layouts.get(name).or_else(|| with_kind().map(|(_, data)| data))
    }
}

impl Data {
    fn get(&self, key: &str) -> Said {
        match self {
            Data::Json(Value::Object(map)) => match map.get(key) {
                None => Said::Nothing,
                Some(value) => Said::Value(value.clone()),
            },
            Data::Json(Value::String(_)) => Said::Unknown,
            Data::Json(_) => Said::Nothing,
            Data::Script(script) if key == "eleventyComputed" => {
                if script.mentions(key) {
                    Said::Unknown
                } else {
                    Said::Nothing
                }
            }
            Data::Script(script) => script.value(key),
        }
    }

    fn computes(&self, key: &str) -> bool {
        match self {
            Data::Json(value) => value
                .get("eleventyComputed")
                .is_some_and(|computed| !computed.is_object() || computed.get(key).is_some()),
            Data::Script(script) => script.mentions("eleventyComputed") && script.mentions(key),
        }
    }
}

fn header(source: &Source<'_>, key: &str) -> Option<Said> {
    source.fields.get(key).map(|value| Said::Value(value.to_json()))
}

fn is_said(said: &Said) -> bool {
    *said != Said::Nothing
}

fn read_folder(root: &Path, folder: &str, settings: &Settings, files: &mut BTreeMap<String, Data>) {
    for entry in fs::read_dir(root.join(folder)).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let slash = if folder.is_empty() { "" } else { "/" };
        let path = format!("{folder}{slash}{name}");
        if name.starts_with('.') || name == "node_modules" || path == settings.output {
            continue;
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            read_folder(root, &path, settings, files);
        } else if let Some(data) = data_file(&entry.path(), folder, &name) {
            files.insert(path, data);
        }
    }
}

fn data_file(file: &Path, folder: &str, name: &str) -> Option<Data> {
    let text = || disk::read_text(file).unwrap_or_default();
    if name.contains(".11tydata.") && name.ends_with("js") {
        return Some(Data::Script(Script::of(&text())));
    }
    let stem = name.strip_suffix(".json")?;
    let is_folders = folder.rsplit('/').next() == Some(stem);
    let is_files = stem.ends_with(".11tydata") || file.with_extension("md").is_file();
    (is_folders || is_files).then(|| Data::Json(json(&text())))
}

/// The value of a text; a text stands for one that cannot be read.
fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(String::new()))
}

fn read_layouts(root: &Path, folder: &str, found: &mut BTreeMap<String, Data>) {
    for entry in fs::read_dir(root.join(folder)).into_iter().flatten().flatten() {
        let slash = if folder.is_empty() { "" } else { "/" };
        let path = format!("{folder}{slash}{}", entry.file_name().to_string_lossy());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            read_layouts(root, &path, found);
        } else if let Ok(text) = disk::read_text(entry.path()) {
            let header = front_matter::read(&text, Generator::Eleventy);
            let fields = header.fields.iter().filter(|field| KEYS.contains(&field.key.as_str()));
            let map = fields.map(|field| (field.key.clone(), field.value.to_json())).collect();
            found.insert(path, Data::Json(Value::Object(map)));
        }
    }
}

/// The data of the whole site, of the keys that the rules ask for.
fn global(folder: &Path, settings: &Settings) -> Data {
    let mut map = serde_json::Map::new();
    for key in KEYS {
        let json_file = folder.join(format!("{key}.json"));
        let others = ["js", "cjs", "mjs"].map(|kind| folder.join(format!("{key}.{kind}")));
        let is_set = settings.script.arguments("addGlobalData").iter().flatten().any(|argument| {
            let name = argument.as_str().unwrap_or_default();
            name == key || name.starts_with(&format!("{key}."))
        });
        if is_set || others.iter().any(|file| file.is_file()) {
            // A number stands for what is not known: no key can have it.
            map.insert(key.to_owned(), Value::from(0));
        } else if let Ok(text) = disk::read_text(json_file) {
            map.insert(key.to_owned(), json(&text));
        }
    }
    Data::Json(Value::Object(map))
}
