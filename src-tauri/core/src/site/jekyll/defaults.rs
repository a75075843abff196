//! The values that `defaults` of the configuration give to headers.
//! Source: `lib/jekyll/frontmatter_defaults.rb`.

use std::collections::BTreeMap;

use regex::Regex;
use serde_json::Value as Json;

use super::pattern::glob;
use crate::date::WrittenDate;
use crate::front_matter::Value;
use crate::site::config::Config;

#[derive(Debug)]
pub(super) struct Defaults {
    sets: Vec<Set>,
}

#[derive(Debug)]
struct Set {
    scope: Option<Scope>,
    values: Vec<(String, Value)>,
}

#[derive(Debug)]
struct Scope {
    /// Below the source, or below the folder of the collections; a prefix of what it holds for.
    path: String,
    /// What the path means when it has wildcards.
    glob: Option<Regex>,
    /// The label of a collection, or `pages`.
    kind: Option<String>,
}

/// A file that is asked about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// Its path below the source.
    pub below: &'a str,
    /// The same, of a document below the folder of the collections.
    pub path: &'a str,
    /// The label of its collection, or `pages`.
    pub kind: &'a str,
}

impl Defaults {
    pub fn of(config: &Config, collections_dir: &str) -> Defaults {
        let sets = config.get(&["defaults"]).and_then(Json::as_array);
        Defaults {
            sets: sets.into_iter().flatten().filter_map(|set| Set::of(set, collections_dir)).collect(),
        }
    }

    /// All values for a document, those of the more specific scopes first.
    pub fn all(&self, asked: Asked<'_>) -> BTreeMap<&str, &Value> {
        let mut all: BTreeMap<&str, &Value> = BTreeMap::new();
        let mut scope = None;
        for set in self.sets.iter().filter(|set| set.holds(asked)) {
            let wins = precedes(scope, set.scope.as_ref());
            if wins {
                scope = set.scope.as_ref();
            }
            for (key, value) in &set.values {
                let is_free = all.get(key.as_str()).is_none_or(|old| **old == Value::Null);
                if is_free || wins && *value != Value::Null {
                    all.insert(key.as_str(), value);
                }
            }
        }
        all
    }

    /// One value for a page, by the scopes that have it.
    pub fn find(&self, asked: Asked<'_>, key: &str) -> Option<&Value> {
        let mut found = None;
        let mut scope = None;
        for set in self.sets.iter().filter(|set| set.holds(asked)) {
            let value = set.values.iter().find(|(name, _)| name == key);
            if let Some((_, value)) = value.filter(|_| precedes(scope, set.scope.as_ref())) {
                (found, scope) = (Some(value), set.scope.as_ref());
            }
        }
        found
    }
}

impl Set {
    fn of(set: &Json, collections_dir: &str) -> Option<Set> {
        let values = set.get("values")?.as_object()?;
        let values = values.iter().map(|(key, value)| (key.clone(), value_of(value))).collect();
        let scope = set.get("scope").filter(|scope| scope.is_object());
        Some(Set { scope: scope.map(|scope| Scope::of(scope, collections_dir)), values })
    }

    fn holds(&self, asked: Asked<'_>) -> bool {
        let Some(scope) = &self.scope else { return true };
        scope.kind.as_deref().is_none_or(|kind| kind == asked.kind) && scope.holds_path(asked)
    }
}

impl Scope {
    fn of(scope: &Json, collections_dir: &str) -> Scope {
        let path = scope.get("path").and_then(Json::as_str).unwrap_or_default();
        let kind = scope.get("type").and_then(Json::as_str).map(|kind| match kind {
            "page" => "pages",
            "post" => "posts",
            "draft" => "drafts",
            kind => kind,
        });
        let inside = path.strip_prefix(collections_dir).and_then(|path| path.strip_prefix('/'));
        let inside = inside.filter(|_| !collections_dir.is_empty());
        let is_glob = path.contains('*');
        Scope {
            glob: if is_glob { glob(path.trim_matches('/')) } else { None },
            path: if is_glob { path } else { inside.unwrap_or(path) }.to_owned(),
            kind: kind.map(str::to_owned),
        }
    }

    /// Wildcards are compared with the file and with every folder above it.
    fn holds_path(&self, asked: Asked<'_>) -> bool {
        if !self.path.contains('*') {
            return asked.path.starts_with(&self.path);
        }
        let folders = asked.below.match_indices('/').map(|(at, _)| &asked.below[..at]);
        let glob = self.glob.as_ref();
        folders.chain([asked.below]).any(|path| glob.is_some_and(|glob| glob.is_match(path)))
    }

    /// How specific it is.
    fn length(&self) -> usize {
        let path = self.path.strip_prefix('/').map(|path| path.strip_suffix('/').unwrap_or(path));
        path.unwrap_or(&self.path).chars().count()
    }
}

/// Whether the values of a later scope win over those of an earlier one.
fn precedes(old: Option<&Scope>, new: Option<&Scope>) -> bool {
    let Some(old) = old else { return true };
    let Some(new) = new else { return false };
    match new.length().cmp(&old.length()) {
        std::cmp::Ordering::Equal => new.kind.is_some() || old.kind.is_none(),
        order => order.is_gt(),
    }
}

/// A value of the configuration as one of a header. Its quotes are not known here: what looks like
/// a date is one.
fn value_of(value: &Json) -> Value {
    match value {
        Json::Null => Value::Null,
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Number(number) => {
            number.as_i64().map_or_else(|| Value::Float(number.as_f64().unwrap_or_default()), Value::Int)
        }
        Json::String(text) if WrittenDate::parse(text).is_some() => Value::Date(text.clone()),
        Json::String(text) => match text.to_lowercase().as_str() {
            "yes" | "on" => Value::Bool(true),
            "no" | "off" => Value::Bool(false),
            _ => Value::String(text.clone()),
        },
        Json::Array(items) => Value::List(items.iter().map(value_of).collect()),
        Json::Object(map) => {
            Value::Map(map.iter().map(|(key, value)| (key.clone(), value_of(value))).collect())
        }
    }
}
