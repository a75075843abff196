//! From a tree to fields. A broken entry costs itself, not the entries after it.

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::ScalarStyle;

use super::parse::Parsed;
use super::readable::{Broken, Readable};
use super::scalar::Schema;
use super::simple;
use super::tree::{Entry, Kind, Node};
use crate::Generator;
use crate::front_matter::lines::{LineCounter, line_and_column, line_end};
use crate::front_matter::value::{Field, Problem, Style, Value};

/// Deeper values are a problem instead: no writer nests so far, and no reader need follow.
const MAX_DEPTH: usize = 128;
/// How many nodes aliases may stand for in one header; `a billion laughs` stops here.
const MAX_ALIASED: usize = 10_000;
/// No writer reads more, and each costs a walk from the top of the text to count its line.
const MAX_PROBLEMS: usize = 50;

/// The fields of the YAML in `content`, a range of `text`, as `generator` reads them.
pub(crate) fn read(text: &str, content: &Range<usize>, generator: Generator) -> (Vec<Field>, Vec<Problem>) {
    let simple = simple::read(text, content, schema(generator));
    simple.map_or_else(|| read_parsed(text, content, generator), |fields| (fields, Vec::new()))
}

/// The same by the parser, whatever the header holds.
pub(super) fn read_parsed(
    text: &str,
    content: &Range<usize>,
    generator: Generator,
) -> (Vec<Field>, Vec<Problem>) {
    let readable = Readable::of(text, content);
    let mut reader = Reader {
        text,
        lines: LineCounter::new(text),
        fields: Vec::new(),
        first_lines: HashMap::new(),
        problems: Vec::new(),
    };
    reader.add(&readable.parsed, schema(generator));
    for broken in &readable.broken {
        reader.broken(broken);
    }
    if let Some(tab) = readable.tab.filter(|_| generator != Generator::Hexo) {
        reader.problem(tab, "this line is indented with a tab, which only Hexo reads".into());
    }
    reader.problems.sort_by_key(|problem| (problem.line, problem.column));
    (reader.fields, reader.problems)
}

/// The value of a node whose header has no aliases, or only ones that do not matter here.
pub(crate) fn value_of(text: &str, node: &Node) -> Value {
    Values::new(text, &[], Schema::Core).value(node, 0)
}

/// The same as this generator reads it.
pub(crate) fn value_for(text: &str, node: &Node, generator: Generator) -> Value {
    Values::new(text, &[], schema(generator)).value(node, 0)
}

/// Psych, which Jekyll reads with, follows YAML 1.1; the others follow 1.2 in what writers write.
pub(super) fn schema(generator: Generator) -> Schema {
    if generator == Generator::Jekyll { Schema::Yaml11 } else { Schema::Core }
}

struct Reader<'t> {
    text: &'t str,
    lines: LineCounter<'t>,
    fields: Vec<Field>,
    /// The line of each key's first entry.
    first_lines: HashMap<String, u32>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn add(&mut self, parsed: &Parsed, schema: Schema) {
        let mut values = Values::new(self.text, &parsed.aliases, schema);
        match &parsed.root {
            None => {}
            Some(Node { kind: Kind::Mapping { entries, .. }, .. }) => {
                for entry in entries {
                    let value = values.value(&entry.value, 1);
                    self.field(entry, value);
                }
            }
            Some(root) if root.is_empty() => {}
            Some(root) if parsed.error.is_none() => {
                self.problem(root.start, "the header is not a list of `key: value` lines".into());
            }
            Some(_) => {}
        }
        self.problems.append(&mut values.problems);
        if let Some(second) = parsed.second_document {
            self.problem(second, "a second YAML document starts here".into());
        }
        if let Some(error) = &parsed.error {
            self.problem(error.offset, format!("not valid YAML: {}", error.message));
            if let Some(key) = &parsed.broken {
                let end = line_end(self.text, key.range.end);
                self.broken_field(key, end);
            }
        }
    }

    fn broken(&mut self, broken: &Broken) {
        let key_end = broken.key.as_ref().map_or(broken.lines.start, |key| key.range.end);
        let (offset, message) = plainly(&self.text[..broken.lines.end], key_end, broken.error.offset)
            .unwrap_or_else(|| (broken.error.offset, format!("not valid YAML: {}", broken.error.message)));
        self.problem(offset, message);
        if let Some(key) = &broken.key {
            self.broken_field(key, broken.lines.end);
        }
    }

    fn field(&mut self, entry: &Entry, value: Value) {
        let range = entry.value.written();
        let key = key_text(self.text, &entry.key);
        let line = self.lines.line_of(entry.key.start);
        match self.first_lines.get(&key) {
            None => {
                self.first_lines.insert(key.clone(), line);
            }
            Some(first) => {
                let message = format!("`{key}` is given twice, first in line {first}");
                self.problem(entry.key.start, message);
            }
        }
        self.fields.push(Field {
            key,
            value,
            written: self.text[range.clone()].to_owned(),
            line,
            range,
            style: style(&entry.value),
        });
    }

    /// An entry that cannot be read has the rest of its lines as its written value.
    fn broken_field(&mut self, key: &Node, end: usize) {
        let first =
            self.text[key.range.end..].find(':').map_or(key.range.end, |colon| key.range.end + colon + 1);
        let first = first.min(end);
        let rest = &self.text[first..end];
        let start = first + rest.len() - rest.trim_start().len();
        let written = rest.trim();
        let start = if written.is_empty() { first } else { start };
        let line = line_and_column(self.text, key.start).0;
        let field = Field {
            key: key_text(self.text, key),
            value: Value::Null,
            written: written.to_owned(),
            line,
            range: start..start + written.len(),
            style: Style::Opaque,
        };
        let place = self.fields.partition_point(|other| other.line < line);
        self.fields.insert(place, field);
    }

    fn problem(&mut self, offset: usize, message: String) {
        push_problem(&mut self.problems, self.text, offset, message);
    }
}

/// Where an entry is wrong, and in words that need no knowledge of YAML what is, for the faults
/// that people make. The entry ends with `text`, its key at `key_end`; the parser stopped at `error`.
fn plainly(text: &str, key_end: usize, error: usize) -> Option<(usize, String)> {
    let (_, value) = text.get(key_end..)?.split_once(':')?;
    let value = value.trim_start();
    let start = text.len() - value.len();
    let first = value.chars().next()?;
    let line = value.lines().next().unwrap_or_default();
    Some(match first {
        '@' | '`' | '%' => (start, format!("a value cannot start with `{first}`: put it in quotes")),
        '{' if value.starts_with("{{") => {
            (start, "a template stands here without quotes: put it in quotes".into())
        }
        '[' if !value.contains(']') => (start, "the list that opens here is never closed".into()),
        '"' | '\'' if value.matches(first).count() == 1 => {
            (start, "the text that opens here is never closed".into())
        }
        '"' | '\'' | '[' | '{' => return None,
        _ if line.contains(": ") => {
            (error, "a second colon stands in this value: put the value in quotes".into())
        }
        _ => return None,
    })
}

fn push_problem(problems: &mut Vec<Problem>, text: &str, offset: usize, message: String) {
    if problems.len() < MAX_PROBLEMS {
        let (line, column) = line_and_column(text, offset.min(text.len()));
        problems.push(Problem { line, column, message });
    }
}

fn key_text(text: &str, key: &Node) -> String {
    key.text().map_or_else(|| text[key.written()].to_owned(), str::to_owned)
}

pub(crate) fn style(node: &Node) -> Style {
    if node.is_empty() {
        return Style::Empty;
    }
    let opaque =
        |node: &&Node| node.anchor.is_some() || node.tag.is_some() || matches!(node.kind, Kind::Alias { .. });
    if node.descendants().iter().any(opaque) {
        return Style::Opaque;
    }
    match &node.kind {
        Kind::Sequence { flow: true, .. } | Kind::Mapping { flow: true, .. } => Style::Flow,
        Kind::Sequence { .. } | Kind::Mapping { .. } => Style::Block,
        Kind::Alias { .. } => Style::Opaque,
        Kind::Scalar { style, .. } => match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::SingleQuoted,
            ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        },
    }
}

/// Turns nodes into values, aliases replaced by what they stand for.
struct Values<'t> {
    text: &'t str,
    /// The anchors that some alias names, by the parser's number: once read, the value, how many
    /// nodes it has and how deep it is.
    anchors: HashMap<usize, Option<(Value, usize, usize)>>,
    /// How many more nodes aliases may add.
    left: usize,
    schema: Schema,
    problems: Vec<Problem>,
}

impl<'t> Values<'t> {
    fn new(text: &'t str, aliases: &[(usize, usize)], schema: Schema) -> Self {
        let anchors = aliases.iter().map(|(target, _)| (*target, None)).collect();
        Values { text, anchors, left: MAX_ALIASED, schema, problems: Vec::new() }
    }

    fn value(&mut self, node: &Node, depth: usize) -> Value {
        if depth > MAX_DEPTH {
            self.problem(node.start, "nested too deeply".into());
            return Value::Null;
        }
        let value = match &node.kind {
            Kind::Scalar { text, style } => self.schema.read(text, *style, node.tag),
            Kind::Sequence { items, .. } => {
                Value::List(items.iter().map(|item| self.value(item, depth + 1)).collect())
            }
            Kind::Mapping { entries, .. } => self.map(entries, depth),
            Kind::Alias { target } => self.alias(node.start, *target, depth),
        };
        if let Some(slot) = node.anchor.and_then(|anchor| self.anchors.get_mut(&anchor)) {
            let (nodes, below) = measure(&value);
            if nodes <= MAX_ALIASED {
                *slot = Some((value.clone(), nodes, below));
            }
        }
        value
    }

    fn map(&mut self, entries: &[Entry], depth: usize) -> Value {
        let mut seen: HashMap<String, usize> = HashMap::with_capacity(entries.len());
        let mut map = Vec::with_capacity(entries.len());
        for entry in entries {
            let key = key_text(self.text, &entry.key);
            if let Some(&first) = seen.get(&key) {
                let line = line_and_column(self.text, first).0;
                self.problem(entry.key.start, format!("`{key}` is given twice, first in line {line}"));
            } else {
                seen.insert(key.clone(), entry.key.start);
            }
            map.push((key, self.value(&entry.value, depth + 1)));
        }
        Value::Map(map)
    }

    fn alias(&mut self, offset: usize, target: Option<usize>, depth: usize) -> Value {
        let Some(target) = target else {
            self.problem(offset, "this alias has no anchor before it".into());
            return Value::Null;
        };
        match self.anchors.get(&target) {
            Some(Some((value, nodes, below))) if *nodes <= self.left && depth + below <= MAX_DEPTH => {
                self.left -= nodes;
                value.clone()
            }
            _ => {
                self.problem(offset, "this alias stands for itself or for too much to follow".into());
                Value::Null
            }
        }
    }

    fn problem(&mut self, offset: usize, message: String) {
        push_problem(&mut self.problems, self.text, offset, message);
    }
}

/// How many nodes a value has, and how many levels.
fn measure(value: &Value) -> (usize, usize) {
    let add = |(nodes, depth): (usize, usize), below: &Value| {
        let (more, deeper) = measure(below);
        (nodes + more, depth.max(deeper + 1))
    };
    match value {
        Value::List(items) => items.iter().fold((1, 0), add),
        Value::Map(entries) => entries.iter().map(|(_, value)| value).fold((1, 0), add),
        _ => (1, 0),
    }
}
