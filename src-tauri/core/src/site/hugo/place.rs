//! What the path of a content file says.

use super::settings::{Root, Settings};
use crate::site::fields::Tree;

/// A content file by its path. Source: `common/paths/pathparser.go`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// The folder of content that it is in, below the site's root.
    pub root: &'a str,
    /// The folders between that and the file; not a bundle's own.
    pub folders: Vec<&'a str>,
    /// The file's name without language and extension, of a bundle its folder's.
    pub name: &'a str,
    pub form: Form,
    pub language: &'a str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A file that is a page.
    Single,
    /// The `index.md` of a folder that is a page.
    Leaf,
    /// The `_index.md` of a folder that is a section.
    Section,
    /// A file in a folder that is a page.
    Resource,
}

impl<'a> Place<'a> {
    /// `None` for a file that is not in a folder of content.
    pub fn of(path: &'a str, settings: &'a Settings, tree: &Tree) -> Option<Place<'a>> {
        let (root, below) =
            settings.roots.iter().find_map(|root| Some((root, below(path, &root.folder)?)))?;
        let mut folders: Vec<&str> = below.split('/').collect();
        let file = folders.pop()?;
        let (stem, _) = file.rsplit_once('.')?;
        let (name, language) = language(stem, root, settings);
        let is_in_leaf =
            |count: usize| folders.get(..count).is_some_and(|above| is_leaf(root, above, settings, tree));
        let inner = if name == "index" { folders.len() } else { folders.len() + 1 };
        let mut place =
            Place { root: &root.folder, folders: folders.clone(), name, form: Form::Single, language };
        if (1..inner).any(is_in_leaf) {
            place.form = Form::Resource;
        } else if name == "_index" {
            place.form = Form::Section;
        } else if name == "index" {
            place.form = Form::Leaf;
            place.name = place.folders.pop().unwrap_or("index");
        }
        Some(place)
    }

    /// The home page, which has no section above it.
    pub fn is_home(&self) -> bool {
        self.form == Form::Section && self.folders.is_empty()
    }

    /// The folders whose sections pass values on to it, the nearest first: of a section its own.
    pub fn ancestors(&self) -> impl Iterator<Item = &[&'a str]> {
        (0..=self.folders.len()).rev().filter_map(|count| self.folders.get(..count))
    }
}

/// The section file of a folder in a language.
pub(super) fn section_of<'t>(
    place: &Place<'_>,
    folders: &[&str],
    settings: &Settings,
    tree: &'t Tree,
) -> Option<crate::site::fields::Source<'t>> {
    let folder = joined(place.root, folders);
    let slash = if folder.is_empty() { "" } else { "/" };
    let named = format!("{folder}{slash}_index.{}.md", place.language);
    let is_own = settings
        .roots
        .iter()
        .any(|root| root.folder == place.root && language("", root, settings).1 == place.language);
    let plain = format!("{folder}{slash}_index.md");
    tree.get(&named).or_else(|| tree.get(&plain).filter(|_| is_own))
}

fn is_leaf(root: &Root, folders: &[&str], settings: &Settings, tree: &Tree) -> bool {
    let folder = joined(&root.folder, folders);
    // A language that is left out has no bundles.
    let is_on = |code: &&String| !settings.disabled_languages.contains(code);
    let codes = settings.languages.iter().filter(is_on).map(|code| format!(".{code}"));
    std::iter::once(String::new()).chain(codes).any(|code| {
        ["md", "markdown"].iter().any(|end| tree.get(&format!("{folder}/index{code}.{end}")).is_some())
    })
}

fn joined(root: &str, folders: &[&str]) -> String {
    let parts = std::iter::once(root).filter(|root| !root.is_empty()).chain(folders.iter().copied());
    parts.collect::<Vec<_>>().join("/")
}

/// What is left of a path below a folder.
pub(super) fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

/// A file's name without the language that it ends with, and the language.
fn language<'a>(stem: &'a str, root: &'a Root, settings: &'a Settings) -> (&'a str, &'a str) {
    if let Some((name, code)) = stem.rsplit_once('.')
        && let Some(known) = settings.languages.iter().find(|known| known.eq_ignore_ascii_case(code))
    {
        return (name, known);
    }
    (stem, root.language.as_deref().unwrap_or(&settings.default_language))
}
