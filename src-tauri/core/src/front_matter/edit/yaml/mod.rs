//! YAML headers, edited by spans of the parser's events.

mod encode;
mod entry;
mod list;
mod map;
mod set;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use granit_parser::ScalarStyle;
use serde_yaml::Mapping;

use super::language::{After, Found, Hand, Language};
use super::{Refusal, Replacement, applied, gate};
use crate::Generator;
use crate::front_matter::conventions::Conventions;
use crate::front_matter::lines::line_and_column;
use crate::front_matter::split::Split;
use crate::front_matter::value::{Style, Value};
use crate::front_matter::yaml::{self, Entry, Kind, Node, Readable};
use map::Map;

/// A YAML header opened for editing.
pub(super) struct Header<'t> {
    text: &'t str,
    conventions: &'t Conventions,
    /// `None` when the text has no header; adding a key then adds one.
    split: Option<Split>,
    /// The text without what cannot be read; as long as the text.
    readable: Readable<'t>,
    root: Option<Node>,
    /// Each alias: its anchor's number and its offset.
    aliases: Vec<(usize, usize)>,
}

impl<'t> Header<'t> {
    /// A text without a header.
    pub fn without(text: &'t str, conventions: &'t Conventions) -> Header<'t> {
        let readable = Readable::whole(text);
        Header { text, conventions, split: None, readable, root: None, aliases: Vec::new() }
    }

    pub fn open(text: &'t str, split: Split, conventions: &'t Conventions) -> Result<Header<'t>, Refusal> {
        let mut readable = Readable::of(text, &split.content);
        let parsed = std::mem::take(&mut readable.parsed);
        if let Some(error) = parsed.error {
            let reason = format!("the header is not valid YAML: {}", error.message);
            return Err(Refusal::at(text, error.offset, reason));
        }
        if let Some(second) = parsed.second_document {
            return Err(Refusal::at(text, second, "the header holds a second YAML document"));
        }
        match &parsed.root {
            None | Some(Node { kind: Kind::Mapping { .. }, .. }) => {}
            Some(root) if root.is_empty() => {}
            Some(root) => {
                return Err(Refusal::at(text, root.start, "the header is not a list of `key: value` lines"));
            }
        }
        let (root, aliases) = (parsed.root, parsed.aliases);
        let header = Header { text, conventions, split: Some(split), readable, root, aliases };
        header.refuse_duplicates()?;
        header.refuse_endless_aliases()?;
        Ok(header)
    }

    /// The map that the path's last key is in, if it is there.
    fn map(&self, above: &[&str]) -> Result<Option<Map<'_>>, Refusal> {
        let mut map = self.root_map();
        for key in above {
            let Some(entry) = map.entry(key, self.conventions.generator.ignores_case()) else {
                return Ok(None);
            };
            match &entry.value.kind {
                Kind::Mapping { flow, entries } => {
                    map = Map::nested(self.text, &entry.value, *flow, entries);
                }
                _ if self.value(&entry.value) == Value::Null => return Ok(None),
                _ => {
                    let reason = format!("`{}` is not a map", self.key(entry));
                    return Err(Refusal::at(self.text, entry.key.start, reason));
                }
            }
        }
        Ok(Some(map))
    }

    fn root_map(&self) -> Map<'_> {
        match &self.root {
            Some(Node { kind: Kind::Mapping { flow, entries }, range, .. }) => {
                Map::root(self.text, flow.then(|| range.clone()), entries)
            }
            _ => Map::root(self.text, None, &[]),
        }
    }

    /// The entry at a path.
    fn entry(&self, path: &[&str]) -> Result<Option<&Entry>, Refusal> {
        let Some((last, above)) = path.split_last() else { return Ok(None) };
        let map = self.map(above)?;
        Ok(map.and_then(|map| map.entry(last, self.conventions.generator.ignores_case())))
    }

    fn existing(&self, path: &[&str]) -> Result<&Entry, Refusal> {
        self.entry(path)?.ok_or_else(|| Refusal::new(format!("there is no `{}`", path.join("."))))
    }

    fn value(&self, node: &Node) -> Value {
        yaml::value_of(self.text, node)
    }

    /// A key as it means, without quotes.
    fn key(&self, entry: &Entry) -> String {
        entry.key.text().map_or_else(|| self.text[entry.key.written()].to_owned(), str::to_owned)
    }

    /// The style of a scalar node; plain for all else.
    fn scalar_style(node: &Node) -> ScalarStyle {
        match node.kind {
            Kind::Scalar { style, .. } if !node.is_empty() => style,
            _ => ScalarStyle::Plain,
        }
    }

    /// Refuses to touch a value that aliases elsewhere stand for.
    fn refuse_aliased(&self, entry: &Entry) -> Result<(), Refusal> {
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

    /// The gate's reader writes aliases out, so what they stand for must have an end.
    fn refuse_endless_aliases(&self) -> Result<(), Refusal> {
        let Some(split) = self.split.as_ref().filter(|_| !self.aliases.is_empty()) else { return Ok(()) };
        match yaml::read(self.text, &split.content, self.conventions.generator).1.first() {
            Some(problem) => Err(Refusal { line: Some(problem.line), reason: problem.message.clone() }),
            None => Ok(()),
        }
    }

    fn refuse_duplicates(&self) -> Result<(), Refusal> {
        let map = self.root_map();
        let mut first = HashMap::with_capacity(map.entries.len());
        for entry in map.entries {
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

/// An entry that cannot be read, and so can only go or be given another value.
struct BrokenEntry {
    key: String,
    key_start: usize,
    /// The value's bytes, as far as anyone can tell.
    value: Range<usize>,
    lines: Range<usize>,
}

impl Header<'_> {
    /// The broken entry of this key at the top of the header.
    fn broken(&self, path: &[&str]) -> Option<BrokenEntry> {
        let [key] = path else { return None };
        let any_case = self.conventions.generator.ignores_case();
        self.readable.broken.iter().find_map(|broken| {
            let node = broken.key.as_ref()?;
            let name = node.text()?;
            if name != *key && !(any_case && name.eq_ignore_ascii_case(key)) {
                return None;
            }
            let rest = &self.text[node.range.end..broken.lines.end];
            let colon = node.range.end + rest.find(':')? + 1;
            let value = &self.text[colon..broken.lines.end];
            let start = colon + value.len() - value.trim_start().len();
            let end = (colon + value.trim_end().len()).max(colon);
            let value = if start <= end { start..end } else { colon..colon };
            Some(BrokenEntry {
                key: name.to_owned(),
                key_start: node.start,
                value,
                lines: broken.lines.clone(),
            })
        })
    }

    /// The text for the gate's reader: broken entries are hidden, but for those that change.
    fn hidden(&self, replacements: &[Replacement]) -> Cow<'_, str> {
        let mut text = Cow::Borrowed(self.readable.masked());
        for broken in &self.readable.broken {
            let lines = &broken.lines;
            let changes = |new: &Replacement| new.range.start < lines.end && lines.start < new.range.end;
            if replacements.iter().any(changes) {
                text.to_mut().replace_range(lines.clone(), &self.text[lines.clone()]);
            }
        }
        text
    }
}

impl Language for Header<'_> {
    fn text(&self) -> &str {
        self.text
    }

    fn split(&self) -> Option<&Split> {
        self.split.as_ref()
    }

    fn find(&self, path: &[&str]) -> Result<Option<Found>, Refusal> {
        if let Some(BrokenEntry { key, key_start, value: range, .. }) = self.broken(path) {
            return Ok(Some(Found {
                path: vec![key],
                key_start,
                value: Value::Null,
                range,
                style: Style::Opaque,
            }));
        }
        let Some(entry) = self.entry(path)? else { return Ok(None) };
        let mut written = Vec::with_capacity(path.len());
        for depth in 1..=path.len() {
            written.push(self.entry(&path[..depth])?.map(|entry| self.key(entry)).unwrap_or_default());
        }
        Ok(Some(Found {
            path: written,
            key_start: entry.key.start,
            value: self.value(&entry.value),
            range: entry.value.written(),
            style: yaml::style(&entry.value),
        }))
    }

    fn is_first(&self, path: &[&str]) -> bool {
        let (Ok(Some(entry)), [_]) = (self.entry(path), path) else { return false };
        let braces = self.root_map().braces.map(|braces| braces.start + 1);
        let start = braces.or(self.split.as_ref().map(|split| split.content.start)).unwrap_or(0);
        self.text[start..entry.key.start].trim().is_empty()
    }

    fn has_broken(&self) -> bool {
        !self.readable.broken.is_empty()
    }

    fn is_read_otherwise(&self, path: &[&str]) -> bool {
        let Ok(Some(entry)) = self.entry(path) else { return false };
        yaml::value_for(self.text, &entry.value, self.conventions.generator) != self.value(&entry.value)
    }

    fn refuse_shared(&self, path: &[&str]) -> Result<(), Refusal> {
        let Some(entry) = self.entry(path)? else { return Ok(()) };
        self.refuse_aliased(entry)?;
        if matches!(entry.value.kind, Kind::Alias { .. }) {
            let name = &self.text[entry.value.range.clone()];
            let reason =
                format!("the value of `{}` is `{name}`, which stands for another value", self.key(entry));
            return Err(Refusal::at(self.text, entry.key.start, reason));
        }
        Ok(())
    }

    fn set(&self, path: &[&str], value: &Value, hand: Hand) -> Result<Vec<Replacement>, Refusal> {
        set::set(self, path, value, hand)
    }

    fn clear(&self, path: &[&str], written: &str) -> Result<Vec<Replacement>, Refusal> {
        if written == "[ ]" {
            return Err(Refusal::new("an item added to `[ ]` stays between its brackets"));
        }
        set::clear(self, self.existing(path)?, written)
    }

    fn unset(&self, path: &[&str]) -> Result<Vec<Replacement>, Refusal> {
        entry::unset(self, path)
    }

    fn rename(&self, path: &[&str], to: &str) -> Result<Vec<Replacement>, Refusal> {
        entry::rename(self, self.existing(path)?, to)
    }

    fn add_item(&self, path: &[&str], item: &Value, hand: Hand) -> Result<Vec<Replacement>, Refusal> {
        list::add_item(self, self.existing(path)?, item, hand)
    }

    fn delete_items(&self, path: &[&str], which: &[usize]) -> Result<Vec<Replacement>, Refusal> {
        list::delete_items(self, self.existing(path)?, which)
    }

    fn move_item(&self, path: &[&str], from: usize, to: usize) -> Result<Vec<Replacement>, Refusal> {
        list::move_item(self, self.existing(path)?, from, to)
    }

    fn read_back(&self, after: Option<After<'_>>) -> Result<Mapping, String> {
        let (text, split) = match after {
            None => (Cow::Borrowed(self.readable.masked()), self.split.as_ref()),
            Some(After { split, replacements, .. }) => {
                (Cow::Owned(applied(&self.hidden(replacements), replacements.to_vec())), split)
            }
        };
        let Some(split) = split else { return Ok(Mapping::new()) };
        let content = &text[split.content.clone()];
        // A tab that only Hexo reads may stay, but no edit may need it to be read so.
        let source = match self.readable.tab.is_some() || self.conventions.generator == Generator::Hexo {
            true => yaml::with_spaces_for_tabs(content),
            false => Cow::Borrowed(content),
        };
        serde_yaml::from_str::<Option<Mapping>>(&source)
            .map(Option::unwrap_or_default)
            .map_err(|error| error.to_string())
    }

    fn as_read(&self, _path: &[&str], value: &Value) -> serde_yaml::Value {
        gate::yaml(value)
    }

    fn key_as_read(&self, path: &[&str]) -> Option<serde_yaml::Value> {
        let node = &self.entry(path).ok()??.key;
        let text = node.text()?;
        Some(gate::yaml(&yaml::read_scalar(text, Header::scalar_style(node), node.tag)))
    }
}
