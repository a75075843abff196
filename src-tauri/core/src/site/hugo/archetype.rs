//! Archetypes: what new posts are made from.

use std::fs;
use std::path::Path;

use super::path::sanitized;
use super::place::below;
use super::settings::Settings;
use crate::Generator;
use crate::disk;
use crate::front_matter::{self, Conventions, Edit, Value};
use crate::site::rules::{Filling, Template, TemplateFile};

/// Every archetype, the site's before those of its themes.
pub(super) fn templates(root: &Path, themes: &[String]) -> Vec<Template> {
    let folders = std::iter::once("archetypes".to_owned())
        .chain(themes.iter().map(|theme| format!("themes/{theme}/archetypes")));
    folders.flat_map(|folder| templates_in(root, &folder)).collect()
}

fn templates_in(root: &Path, folder: &str) -> Vec<Template> {
    let entries = fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
    let mut found: Vec<Template> = entries
        .filter_map(|entry| {
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if !entry.path().is_dir() {
                let text = disk::read_text(entry.path()).ok()?;
                return Some(Template { text, path, others: Vec::new() });
            }
            let text = disk::read_text(entry.path().join("index.md")).ok()?;
            let mut others = Vec::new();
            files(&entry.path(), "", &mut others);
            others.retain(|file| file.name != "index.md");
            others.sort_by(|one, other| one.name.cmp(&other.name));
            Some(Template { text, path: format!("{path}/index.md"), others })
        })
        .collect();
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

fn files(folder: &Path, below: &str, found: &mut Vec<TemplateFile>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files(&entry.path(), &format!("{name}/"), found),
            Ok(kind) if kind.is_file() => {
                let text = is_content(&name).then(|| disk::read_text(entry.path()).ok()).flatten();
                found.push(TemplateFile { name, text });
            }
            _ => {}
        }
    }
}

/// Whether Hugo fills a file of a folder too. Source: `config/allconfig/configlanguage.go`,
/// `media/config.go`, `DefaultContentTypes`.
fn is_content(name: &str) -> bool {
    const EXTENSIONS: [&str; 14] = [
        "md", "mdown", "markdown", "html", "htm", "org", "ad", "adoc", "asciidoc", "rst", "rest", "pandoc",
        "pdc", "gotmpl",
    ];
    name.rsplit_once('.').is_some_and(|(_, extension)| EXTENSIONS.contains(&extension))
}

/// The archetype of a new post: that of its section, else the default one; of a post in a folder of
/// its own the folder before the file. Source: `create/content.go`, `setArcheTypeFilenameToUse`.
pub(super) fn template(settings: &Settings, all: &[Template], path: &str) -> Option<Template> {
    let below = settings.roots.iter().find_map(|root| below(path, &root.folder))?;
    let section = below.split_once('/').map_or("", |(section, _)| section);
    let is_bundle = below.strip_suffix("/index.md").is_some_and(|folder| folder.contains('/'));
    let ends = |end: String| all.iter().find(|template| template.path.ends_with(&end));
    let named = |name: &str| {
        let folder = is_bundle.then(|| ends(format!("archetypes/{name}/index.md"))).flatten();
        folder.or_else(|| ends(format!("archetypes/{name}.md")))
    };
    Some(section).filter(|section| !section.is_empty()).and_then(named).or_else(|| named("default")).cloned()
}

/// An archetype with the placeholders filled that are plain. The title is set as an edit of the
/// header, so that its quotes do no harm.
///
/// # Errors
/// The placeholder that only Hugo can fill.
pub(super) fn fill(text: &str, post: &Filling<'_>) -> Result<String, String> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((plain, opened)) = rest.split_once("{{") {
        let (inside, after) = opened.split_once("}}").ok_or_else(|| "{{".to_owned())?;
        filled.push_str(plain);
        filled.push_str(&value(inside, post).ok_or_else(|| format!("{{{{{inside}}}}}"))?);
        rest = after;
    }
    filled.push_str(rest);
    let Some(title) = post.title else { return Ok(filled) };
    let conventions = Conventions { generator: Generator::Hugo, ..Conventions::default() };
    for field in front_matter::read(&filled, Generator::Hugo).fields {
        if let Value::String(written) = &field.value
            && written.contains(TITLE)
        {
            let value = Value::String(written.replace(TITLE, title));
            let edit = Edit::Set { path: &[&field.key], value };
            let edit = front_matter::edit(&filled, &edit, &conventions).map_err(|_| field.key.clone())?;
            filled = front_matter::apply(&filled, &edit);
        }
    }
    Ok(filled.replace(TITLE, title))
}

/// What stands for the title until its place in the header is known.
const TITLE: &str = "galleyTitleEnd";

fn value(placeholder: &str, post: &Filling<'_>) -> Option<String> {
    let words: Vec<&str> = placeholder.trim_matches('-').split_whitespace().collect();
    // What a post is called is its title here, not the words of its file's name.
    match words.join(" ").as_str() {
        ".Date" => Some(post.now.format("%Y-%m-%dT%H:%M:%S%:z").to_string()),
        ".Name" | ".File.ContentBaseName" | ".File.TranslationBaseName" | ".TranslationBaseName" => {
            Some(base(post.path))
        }
        ".Title"
        | ".Name | title"
        | r#"replace .Name "-" " " | title"#
        | r#"replace .TranslationBaseName "-" " " | title"#
        | r#"replace .File.ContentBaseName "-" " " | title"#
        | r#"replace .File.ContentBaseName `-` ` ` | title"# => post.title.map(|_| TITLE.to_owned()),
        r#"now.Format "2006-01-02""#
        | r#"time.Now.Format "2006-01-02""#
        | r#".Date | time.Format "2006-01-02""# => Some(post.now.format("%Y-%m-%d").to_string()),
        _ => None,
    }
}

fn base(path: &str) -> String {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let base = if stem == "index" { parts.next().unwrap_or(stem) } else { stem };
    sanitized(base)
}
