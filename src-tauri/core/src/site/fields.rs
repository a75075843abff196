//! What the rules see of a file, and of the files around it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use crate::date::WrittenDate;
use crate::front_matter::{FrontMatter, Value};

/// The values of a header that the rules ask for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields {
    /// Whether the generator finds a header at all, an empty one included.
    pub has_header: bool,
    /// The names are shared by all posts.
    entries: Box<[(Arc<str>, Value)]>,
}

impl Fields {
    /// The values of these keys in a header; `keys` are in lower case where the generator ignores
    /// case.
    pub fn of(header: &FrontMatter, keys: &[Arc<str>]) -> Fields {
        let ignores_case = header.generator.ignores_case();
        let known = |name: &str| {
            let name = if ignores_case { Cow::Owned(name.to_lowercase()) } else { Cow::Borrowed(name) };
            keys.iter().find(|key| ***key == *name)
        };
        let entries = header.fields.iter();
        Fields {
            has_header: header.split.as_ref().is_some_and(|split| split.accepted && split.closed),
            entries: entries
                .filter_map(|field| Some((Arc::clone(known(&field.key)?), field.value.clone())))
                .collect(),
        }
    }

    /// The fields as they can be kept: each value with its key's place in `keys`.
    pub(crate) fn kept<'f>(&'f self, keys: &[Arc<str>]) -> Vec<(u16, &'f Value)> {
        let place =
            |name: &str| keys.iter().position(|key| **key == *name).and_then(|at| u16::try_from(at).ok());
        self.entries.iter().filter_map(|(name, value)| Some((place(name)?, value))).collect()
    }

    /// The fields that were kept with the same keys.
    pub(crate) fn of_kept(has_header: bool, entries: Vec<(u16, Value)>, keys: &[Arc<str>]) -> Fields {
        let named = |(at, value)| Some((Arc::clone(keys.get(usize::from(at))?), value));
        Fields { has_header, entries: entries.into_iter().filter_map(named).collect() }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries.iter().find(|(name, _)| **name == *key).map(|(_, value)| value)
    }

    /// The text of a scalar that is not empty.
    pub fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.as_text().filter(|text| !text.is_empty())
    }

    /// A truth value, or the texts `true` and `false`.
    pub fn truth(&self, key: &str) -> Option<bool> {
        match self.get(key)? {
            Value::Bool(truth) => Some(*truth),
            Value::String(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The texts of a list, or of a single scalar.
    pub fn list(&self, key: &str) -> Vec<String> {
        match self.get(key) {
            Some(Value::List(items)) => items.iter().filter_map(Value::as_text).collect(),
            Some(value) => value.as_text().into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The value at a path of keys, the first at the top of the header.
    pub fn at(&self, path: &[&str]) -> Option<&Value> {
        let (first, below) = path.split_first()?;
        below.iter().try_fold(self.get(first)?, |value, key| match value {
            Value::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        })
    }

    /// The date of a key, in the shape it is written in.
    pub fn date(&self, key: &str) -> Option<WrittenDate> {
        match self.get(key)? {
            Value::Date(text) | Value::String(text) => WrittenDate::parse(text),
            _ => None,
        }
    }
}

/// A date of a post.
#[derive(Debug, Clone, PartialEq)]
pub struct Dated {
    /// As it is written.
    pub written: String,
    /// Seconds since 1970, read in the site's time zone where the date has none.
    pub seconds: i64,
}

/// A file of the site as its rules see it.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Its path below the site's root, with `/` on every system.
    pub path: &'a str,
    /// The values of its header that the rules ask for.
    pub fields: &'a Fields,
    /// When it was last written, in seconds since 1970.
    pub modified: i64,
}

impl<'a> Source<'a> {
    /// The folder, without a final `/`; empty for the root.
    pub fn folder(&self) -> &'a str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file's name.
    pub fn name(&self) -> &'a str {
        self.path.rsplit_once('/').map_or(self.path, |(_, name)| name)
    }

    /// The file's name without its last extension.
    pub fn stem(&self) -> &'a str {
        let name = self.name();
        name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or(name, |(stem, _)| stem)
    }
}

/// The files of a site, by path.
#[derive(Debug, Default)]
pub struct Tree {
    files: BTreeMap<Arc<str>, (Fields, i64)>,
}

impl Tree {
    /// Takes a file in, in place of the one that was at its path.
    pub fn insert(&mut self, path: impl Into<Arc<str>>, fields: Fields, modified: i64) {
        self.files.insert(path.into(), (fields, modified));
    }

    /// The files of these paths, each with its fields and when it was last written.
    pub(crate) fn of(files: impl IntoIterator<Item = (Arc<str>, Fields, i64)>) -> Tree {
        let files = files.into_iter().map(|(path, fields, modified)| (path, (fields, modified)));
        Tree { files: files.collect() }
    }

    /// Forgets a file.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<Source<'_>> {
        let (path, (fields, modified)) = self.files.get_key_value(path)?;
        Some(Source { path, fields, modified: *modified })
    }

    /// Every file, by path.
    pub fn iter(&self) -> impl Iterator<Item = Source<'_>> {
        self.files.iter().map(|(path, (fields, modified))| Source { path, fields, modified: *modified })
    }

    /// The files below a folder, by path; all of them for `""`.
    pub fn below<'t>(&'t self, folder: &str) -> impl Iterator<Item = Source<'t>> + use<'t> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let from = self.files.range::<str, _>((Bound::Included(prefix.as_str()), Bound::Unbounded));
        from.take_while(move |(path, _)| path.starts_with(&prefix)).map(|(path, (fields, modified))| Source {
            path,
            fields,
            modified: *modified,
        })
    }
}
