//! Reading the configuration files of sites, whatever language they are written in.

use std::path::Path;

use crate::disk;
use serde_json::{Map, Value};

/// A configuration: a tree of maps, lists and scalars. Dates are texts.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Config(Map<String, Value>);

impl Config {
    /// Reads a TOML, YAML or JSON file, by its extension.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence that starts with its name.
    pub fn read(file: &Path) -> Result<Config, String> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let text = disk::read_text(file).map_err(|error| format!("{name} cannot be read: {error}"))?;
        Config::parse(&text, &name)
    }

    /// The same of a text; `name` ends with the extension.
    pub fn parse(text: &str, name: &str) -> Result<Config, String> {
        let text = text.trim_start_matches('\u{feff}');
        let value = match name.rsplit('.').next().unwrap_or_default() {
            "toml" => toml(text),
            "json" => serde_json::from_str(text).map_err(|error| error.to_string()),
            _ => yaml(text),
        };
        match value.map_err(|error| format!("{name} cannot be understood: {error}"))? {
            Value::Object(map) => Ok(Config(map)),
            Value::Null => Ok(Config::default()),
            _ => Err(format!("{name} is not a list of keys and values")),
        }
    }

    /// The same with every key in lower case, on all levels.
    pub fn lower_keys(self) -> Config {
        match lowered(Value::Object(self.0)) {
            Value::Object(map) => Config(map),
            _ => Config::default(),
        }
    }

    /// Takes in what `over` says; its maps are merged into those here, all else replaces.
    pub fn merge(&mut self, over: Config) {
        merge(&mut self.0, over.0);
    }

    /// Puts `value` at a top-level key.
    pub fn put(&mut self, key: &str, value: Config) {
        self.0.insert(key.to_owned(), Value::Object(value.0));
    }

    /// What stands at a path of keys.
    pub fn get(&self, path: &[&str]) -> Option<&Value> {
        let (first, below) = path.split_first()?;
        below.iter().try_fold(self.0.get(*first)?, |value, key| value.get(key))
    }

    /// The text of a scalar.
    pub fn text(&self, path: &[&str]) -> Option<String> {
        text_of(self.get(path)?)
    }

    /// A truth value.
    pub fn truth(&self, path: &[&str]) -> Option<bool> {
        self.get(path)?.as_bool()
    }

    /// The texts of a list, or of a single scalar; empty when there is nothing.
    pub fn list(&self, path: &[&str]) -> Vec<String> {
        match self.get(path) {
            Some(Value::Array(items)) => items.iter().filter_map(text_of).collect(),
            Some(value) => text_of(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The entries of a map, in their order; empty when there is none.
    pub fn entries(&self, path: &[&str]) -> Vec<(&str, &Value)> {
        let map = if path.is_empty() { Some(&self.0) } else { self.get(path).and_then(Value::as_object) };
        map.into_iter().flatten().map(|(key, value)| (key.as_str(), value)).collect()
    }
}

/// The text of a scalar.
pub(crate) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

fn yaml(text: &str) -> Result<Value, String> {
    let value: serde_yaml::Value = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_value(value).map_err(|error| error.to_string())
}

fn toml(text: &str) -> Result<Value, String> {
    let document = toml_edit::Document::parse(text).map_err(|error| error.message().to_owned())?;
    Ok(table(document.as_table()))
}

fn table(table: &dyn toml_edit::TableLike) -> Value {
    Value::Object(table.iter().map(|(key, item)| (key.to_owned(), item_of(item))).collect())
}

fn item_of(item: &toml_edit::Item) -> Value {
    match item {
        toml_edit::Item::None => Value::Null,
        toml_edit::Item::Value(value) => value_of(value),
        toml_edit::Item::Table(inner) => table(inner),
        toml_edit::Item::ArrayOfTables(tables) => tables.iter().map(|inner| table(inner)).collect(),
    }
}

fn value_of(value: &toml_edit::Value) -> Value {
    use toml_edit::Value as Toml;
    match value {
        Toml::String(text) => text.value().clone().into(),
        Toml::Integer(number) => (*number.value()).into(),
        Toml::Float(number) => (*number.value()).into(),
        Toml::Boolean(truth) => (*truth.value()).into(),
        Toml::Datetime(date) => date.value().to_string().into(),
        Toml::Array(items) => items.iter().map(value_of).collect(),
        Toml::InlineTable(inner) => table(inner),
    }
}

fn lowered(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            map.into_iter().map(|(key, value)| (key.to_lowercase(), lowered(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(lowered).collect(),
        scalar => scalar,
    }
}

fn merge(map: &mut Map<String, Value>, over: Map<String, Value>) {
    for (key, value) in over {
        match (map.get_mut(&key), value) {
            (Some(Value::Object(below)), Value::Object(over)) => merge(below, over),
            (_, value) => drop(map.insert(key, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toml_yaml_and_json_say_the_same() {
        let texts = [
            ("a.toml", "Title = 'x'\nn = 1\n[params]\nlist = ['a', 'b']\nwhen = 2024-01-02\n"),
            ("a.yml", "Title: x\nn: 1\nparams:\n  list: [a, b]\n  when: '2024-01-02'\n"),
            ("a.json", r#"{"Title":"x","n":1,"params":{"list":["a","b"],"when":"2024-01-02"}}"#),
        ];
        for (name, text) in texts {
            let config = Config::parse(text, name).unwrap().lower_keys();
            assert_eq!(config.text(&["title"]).as_deref(), Some("x"), "{name}");
            assert_eq!(config.text(&["n"]).as_deref(), Some("1"), "{name}");
            assert_eq!(config.list(&["params", "list"]), ["a", "b"], "{name}");
            assert_eq!(config.text(&["params", "when"]).as_deref(), Some("2024-01-02"), "{name}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_understood_is_named() {
        let error = Config::parse("a = [", "hugo.toml").expect_err("an error");
        assert!(error.starts_with("hugo.toml cannot be understood: "), "{error}");
        assert_eq!(
            Config::parse("- a", "_config.yml"),
            Err("_config.yml is not a list of keys and values".into())
        );
        assert_eq!(Config::parse("# nothing", "_config.yml"), Ok(Config::default()));
    }

    #[test]
    fn maps_are_merged_and_all_else_is_replaced() {
        let mut config = Config::parse("a: {x: 1, y: [1]}", "c.yml").unwrap();
        config.merge(Config::parse("a: {y: [2], z: 3}\nb: 1", "c.yml").unwrap());
        assert_eq!(config, Config::parse("a: {x: 1, y: [2], z: 3}\nb: 1", "c.yml").unwrap());
    }
}
