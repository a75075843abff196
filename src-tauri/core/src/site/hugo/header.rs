//! What a page's header says, together with what the sections above it pass on.

use std::borrow::Cow;

use globset::GlobBuilder;

use super::path;
use super::place::{Form, Place, section_of};
use super::settings::Settings;
use crate::front_matter::Value;
use crate::site::fields::{Source, Tree};

/// The header of a page with what is handed down to it. Source: `hugolib/page__meta.go`.
#[derive(Debug)]
pub(super) struct Header<'a> {
    source: Source<'a>,
    /// The nearest first, each with where it stands.
    cascades: Vec<(&'a [(String, Value)], String)>,
}

impl<'a> Header<'a> {
    pub fn of(source: &Source<'a>, place: &Place<'_>, settings: &'a Settings, tree: &'a Tree) -> Header<'a> {
        let mut header = Header { source: *source, cascades: Vec::new() };
        for folders in place.ancestors() {
            let section = section_of(place, folders, settings, tree);
            if let Some(section) = section
                && let Some(cascade) = section.fields.get("cascade")
            {
                header.take(cascade, &format!("cascade in {}", section.path), place);
            }
        }
        if let Some(cascade) = &settings.cascade {
            header.take(cascade, "cascade in the configuration", place);
        }
        header
    }

    /// The value of a key, and where it is handed down from; `None` for the page's own header.
    /// Empty values count as there: what is handed down does not take their place.
    pub fn get(&self, key: &str) -> Option<(&'a Value, Option<&str>)> {
        if let Some(value) = self.source.fields.get(key) {
            return Some((value, None));
        }
        self.cascades.iter().find_map(|(map, origin)| Some((member(map, key)?, Some(origin.as_str()))))
    }

    /// The text of a scalar that is not empty.
    pub fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.0.as_text().filter(|text| !text.is_empty())
    }

    /// Whether a key is true. Source: `ToBool` of the `cast` package.
    pub fn truth(&self, key: &str) -> Option<(bool, Option<&str>)> {
        let (value, origin) = self.get(key)?;
        Some((is_true(value), origin))
    }

    fn take(&mut self, cascade: &'a Value, origin: &str, place: &Place<'_>) {
        let items = match cascade {
            Value::List(items) => items.iter().collect(),
            value => vec![value],
        };
        for item in items {
            if let Value::Map(map) = item
                && is_target(map, place)
            {
                self.cascades.push((map, origin.to_owned()));
            }
        }
    }
}

/// The value of a key in a map, whatever its case.
pub(super) fn member<'v>(map: &'v [(String, Value)], key: &str) -> Option<&'v Value> {
    map.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
}

pub(super) fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(truth) => *truth,
        Value::Int(number) => *number != 0,
        Value::String(text) => ["1", "t", "T", "TRUE", "true", "True"].contains(&text.as_str()),
        _ => false,
    }
}

/// Whether what is handed down is meant for a page. Source: `resources/page/page_matcher.go`.
fn is_target(map: &[(String, Value)], place: &Place<'_>) -> bool {
    let Some(target) = member(map, "target").or_else(|| member(map, "_target")) else { return true };
    let Value::Map(target) = target else { return true };
    target.iter().all(|(key, pattern)| {
        let Some(pattern) = pattern.as_text() else { return false };
        let value: Cow<'_, str> = match key.to_lowercase().as_str() {
            "path" => logical(place).into(),
            "kind" => kind(place).into(),
            "lang" => place.language.into(),
            "environment" => "production".into(),
            _ => return false,
        };
        let glob = GlobBuilder::new(&pattern.to_lowercase()).literal_separator(true).build();
        pattern.is_empty() || glob.is_ok_and(|glob| glob.compile_matcher().is_match(value.as_ref()))
    })
}

fn kind(place: &Place<'_>) -> &'static str {
    match place.form {
        Form::Section if place.folders.is_empty() => "home",
        Form::Section => "section",
        _ => "page",
    }
}

/// The path by which Hugo knows a page: that of its file, in lower case, without extension.
fn logical(place: &Place<'_>) -> String {
    let mut parts = place.folders.clone();
    if place.form != Form::Section {
        parts.push(place.name);
    }
    path::sanitized(&path::joined(&parts).replace(' ', "-")).to_lowercase()
}
