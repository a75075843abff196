//! A header opened for editing, or the reason why it cannot be.

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::ScalarStyle;

use super::Refusal;
use crate::front_matter::lines::{line_and_column, line_at};
use crate::front_matter::split::{Format, Split, split};
use crate::front_matter::value::Value;
use crate::front_matter::yaml::{self, Entry, Kind, Node};

pub(super) struct Header<'t> {
    pub text: &'t str,
    /// `None` when the text has no header; adding a key then adds one.
    pub split: Option<Split>,
    pub entries: Vec<Entry>,
    /// The braces, when the whole header is one `{...}`.
    pub braces: Option<Range<usize>>,
    /// Each alias: its anchor's number and its offset.
    aliases: Vec<(usize, usize)>,
}

impl<'t> Header<'t> {
    pub fn open(text: &'t str) -> Result<Header<'t>, Refusal> {
        let Some(split) = split(text) else {
            refuse_unknown_header(text)?;
            return Ok(Header { text, split: None, entries: Vec::new(), braces: None, aliases: Vec::new() });
        };
        if !split.closed {
            return Err(Refusal::at(text, split.block.start, "the header that opens here is never closed"));
        }
        let language = match split.format {
            Format::Yaml => None,
            Format::Toml => Some("TOML"),
            Format::Json => Some("JSON"),
            Format::Js => Some("JavaScript"),
        };
        if let Some(language) = language {
            return Err(Refusal::new(format!("the header is {language}, which is edited in the text only")));
        }
        let parsed = yaml::parse(text, split.content.clone());
        if let Some(error) = parsed.error {
            return Err(Refusal::at(
                text,
                error.offset,
                format!("the header is not valid YAML: {}", error.message),
            ));
        }
        if let Some(second) = parsed.second_document {
            return Err(Refusal::at(text, second, "the header holds a second YAML document"));
        }
        let (entries, braces) = match parsed.root {
            None => (Vec::new(), None),
            Some(Node { kind: Kind::Mapping { flow, entries }, range, .. }) => {
                (entries, flow.then_some(range))
            }
            Some(root) if root.is_empty() => (Vec::new(), None),
            Some(root) => {
                return Err(Refusal::at(text, root.start, "the header is not a list of `key: value` lines"));
            }
        };
        let header = Header { text, split: Some(split), entries, braces, aliases: parsed.aliases };
        header.refuse_duplicates()?;
        header.refuse_endless_aliases()?;
        Ok(header)
    }

    /// The entry of this key, exactly as written if there is one, else in any case.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        let named = |test: &dyn Fn(&str) -> bool| {
            self.entries.iter().find(|entry| entry.key.text().is_some_and(test))
        };
        named(&|text| text == key).or_else(|| named(&|text| text.eq_ignore_ascii_case(key)))
    }

    pub fn value(&self, node: &Node) -> Value {
        yaml::value_of(self.text, node)
    }

    /// Refuses to touch a value that is an alias or that aliases stand for.
    pub fn refuse_shared(&self, entry: &Entry) -> Result<(), Refusal> {
        self.refuse_aliased(entry)?;
        if matches!(entry.value.kind, Kind::Alias { .. }) {
            let name = &self.text[entry.value.range.clone()];
            let reason =
                format!("the value of `{}` is `{name}`, which stands for another value", self.key(entry));
            return Err(Refusal::at(self.text, entry.key.start, reason));
        }
        Ok(())
    }

    /// Refuses to touch a value that aliases elsewhere stand for.
    pub fn refuse_aliased(&self, entry: &Entry) -> Result<(), Refusal> {
        let key = self.key(entry);
        for node in entry.value.descendants() {
            let sharing = self.aliases.iter().find(|(target, _)| Some(*target) == node.anchor);
            if let Some((_, alias)) = sharing {
                let line = line_and_column(self.text, *alias).0;
                let reason = format!("the value of `{key}` is used again in line {line}");
                return Err(Refusal::at(self.text, entry.key.start, reason));
            }
        }
        Ok(())
    }

    /// A key as it means, without quotes.
    pub fn key(&self, entry: &Entry) -> String {
        entry.key.text().map_or_else(|| self.text[entry.key.written()].to_owned(), str::to_owned)
    }

    /// The style of a scalar node; plain for all else.
    pub fn scalar_style(node: &Node) -> ScalarStyle {
        match node.kind {
            Kind::Scalar { style, .. } if !node.is_empty() => style,
            _ => ScalarStyle::Plain,
        }
    }

    /// The gate's reader writes aliases out, so what they stand for must have an end.
    fn refuse_endless_aliases(&self) -> Result<(), Refusal> {
        let Some(split) = self.split.as_ref().filter(|_| !self.aliases.is_empty()) else { return Ok(()) };
        match yaml::read(self.text, &split.content).1.first() {
            Some(problem) => Err(Refusal { line: Some(problem.line), reason: problem.message.clone() }),
            None => Ok(()),
        }
    }

    fn refuse_duplicates(&self) -> Result<(), Refusal> {
        let mut first = HashMap::with_capacity(self.entries.len());
        for entry in &self.entries {
            let key = self.key(entry);
            if let Some(before) = first.insert(key.clone(), entry.key.start) {
                let before = line_and_column(self.text, before).0;
                let reason = format!(
                    "`{key}` is given twice, first in line {before}, and readers disagree which counts"
                );
                return Err(Refusal::at(self.text, entry.key.start, reason));
            }
        }
        Ok(())
    }
}

/// A text whose first line is a header's to some generator must not get a second one above it.
fn refuse_unknown_header(text: &str) -> Result<(), Refusal> {
    const FENCES: [&str; 3] = ["---", "+++", ";;;"];
    const KEYS: [&str; 9] =
        ["title", "date", "tags", "category", "categories", "slug", "layout", "author", "status"];
    let trimmed = text.trim_start_matches('\u{feff}').trim_start();
    let start = text.len() - trimmed.len();
    let first = &trimmed[..line_at(trimmed, 0).0.end];
    let key = first.split_once(':').map_or("", |(key, _)| key.trim_end());
    if FENCES.iter().any(|fence| first.starts_with(fence)) {
        return Err(Refusal::at(
            text,
            start,
            format!("the text opens with `{first}`, which may be a header"),
        ));
    }
    if KEYS.iter().any(|known| known.eq_ignore_ascii_case(key)) {
        let reason = format!("the text opens with `{key}:`, as headers without fences do");
        return Err(Refusal::at(text, start, reason));
    }
    Ok(())
}
