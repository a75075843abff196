//! What a header holds: fields with typed values, and what is wrong with it.

use std::ops::Range;

use super::split::Split;
use crate::Generator;

/// A header as read: its place, its fields in the order of the file, and its problems.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontMatter {
    /// Where the header is; `None` when the text has none.
    pub split: Option<Split>,
    /// Whose rules it was read by.
    pub generator: Generator,
    /// The top-level entries that could be told apart, also those beside a broken one.
    pub fields: Vec<Field>,
    /// What is wrong, in the order of the file.
    pub problems: Vec<Problem>,
}

impl FrontMatter {
    /// The field of this name, exactly as written if there is one, else in any case where the
    /// generator ignores it: `Draft: true` is then the draft field.
    pub fn field(&self, key: &str) -> Option<&Field> {
        let any_case = |field: &&Field| self.generator.ignores_case() && field.key.eq_ignore_ascii_case(key);
        self.fields.iter().find(|field| field.key == key).or_else(|| self.fields.iter().find(any_case))
    }
}

/// A place in a text where something is wrong, and what.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Problem {
    /// Line in the whole text, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// A sentence without a final stop.
    pub message: String,
}

/// One top-level entry of a header.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The key without quotes.
    pub key: String,
    /// What the value means.
    pub value: Value,
    /// The value's bytes as they stand in the text.
    pub written: String,
    /// The line of the key in the whole text, from 1.
    pub line: u32,
    /// The value's bytes in the whole text; empty where an empty value would go.
    pub range: Range<usize>,
    /// How the value is written.
    pub style: Style,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Nothing is written: `key:`.
    Empty,
    /// Without quotes.
    Plain,
    /// Between `'` and `'`.
    SingleQuoted,
    /// Between `"` and `"`.
    DoubleQuoted,
    /// Line by line: `|` in YAML, three quotes in TOML.
    Literal,
    /// In folded lines: `>` in YAML.
    Folded,
    /// Between brackets or braces.
    Flow,
    /// One entry a line.
    Block,
    /// With anchors, aliases or tags, or broken: its bytes say more than its value.
    Opaque,
}

/// A value of a header, whatever the format it is written in.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Value {
    /// Nothing, `null` or `~`.
    Null,
    /// A truth value. The words that only YAML 1.1 reads so, such as `yes`, are strings.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    String(String),
    /// A date that is not written as text, as it stands in the file.
    Date(String),
    /// A sequence.
    List(Vec<Value>),
    /// A mapping in the order of the file. A key that is no scalar is given as written.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// The value as JSON; a date is the string written in the file, a number that JSON lacks null.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => (*value).into(),
            Value::Int(value) => (*value).into(),
            Value::Float(value) => (*value).into(),
            Value::String(text) | Value::Date(text) => text.as_str().into(),
            Value::List(items) => items.iter().map(Value::to_json).collect(),
            Value::Map(entries) => {
                entries.iter().map(|(key, value)| (key.clone(), value.to_json())).collect()
            }
        }
    }

    /// The name of the value's type in lower case: `null`, `bool`, `int`, `float`, `string`,
    /// `date`, `list` or `map`.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "bool",
            Value::Int(_) => "int",
            Value::Float(_) => "float",
            Value::String(_) => "string",
            Value::Date(_) => "date",
            Value::List(_) => "list",
            Value::Map(_) => "map",
        }
    }

    /// The text of a scalar; `None` for nothing, lists and maps.
    pub fn as_text(&self) -> Option<String> {
        match self {
            Value::Null | Value::List(_) | Value::Map(_) => None,
            Value::Bool(value) => Some(value.to_string()),
            Value::Int(value) => Some(value.to_string()),
            Value::Float(value) => Some(float_text(*value)),
            Value::String(text) | Value::Date(text) => Some(text.clone()),
        }
    }
}

/// A float as YAML 1.1 and 1.2 both read it: always with a point or an exponent.
pub(crate) fn float_text(value: f64) -> String {
    match value {
        _ if value.is_nan() => ".nan".into(),
        f64::INFINITY => ".inf".into(),
        f64::NEG_INFINITY => "-.inf".into(),
        _ => format!("{value:?}"),
    }
}
