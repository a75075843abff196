//! TOML headers, edited by the spans of their values.

mod encode;
mod entry;

use std::ops::Range;

use serde_yaml::{Mapping, Value as Yaml};
use toml_edit::{Document, Item, TableLike};

use super::elements::Elements;
use super::language::{After, Found, Hand, Language};
use super::{Refusal, Replacement, gate, replace};
use crate::front_matter::conventions::Conventions;
use crate::front_matter::lines::break_before;
use crate::front_matter::split::Split;
use crate::front_matter::toml;
use crate::front_matter::value::Value;

/// A TOML header opened for editing.
pub(super) struct Header<'t> {
    text: &'t str,
    conventions: &'t Conventions,
    split: Option<Split>,
    document: Document<&'t str>,
}

impl<'t> Header<'t> {
    /// A text without a header.
    pub fn without(text: &'t str, conventions: &'t Conventions) -> Header<'t> {
        Header { text, conventions, split: None, document: Document::default() }
    }

    pub fn open(text: &'t str, split: Split, conventions: &'t Conventions) -> Result<Header<'t>, Refusal> {
        let source = &text[split.content.clone()];
        let document = Document::parse(source).map_err(|error| {
            let offset = split.content.start + error.span().map_or(0, |span| span.start);
            Refusal::at(text, offset, format!("the header is not valid TOML: {}", error.message()))
        })?;
        Ok(Header { text, conventions, split: Some(split), document })
    }

    /// Where the header's own bytes start in the text.
    fn base(&self) -> usize {
        self.split.as_ref().map_or(0, |split| split.content.start)
    }

    /// The line break at the header's top.
    fn eol(&self) -> &'t str {
        break_before(self.text, self.base())
    }

    fn shifted(&self, span: Range<usize>) -> Range<usize> {
        span.start + self.base()..span.end + self.base()
    }

    /// The table that the keys lead to, if it is there.
    fn table(&self, above: &[&str]) -> Result<Option<&dyn TableLike>, Refusal> {
        let mut table: &dyn TableLike = self.document.as_table();
        for key in above {
            let Some((_, item)) = self.item(table, key) else { return Ok(None) };
            table = item.as_table_like().ok_or_else(|| {
                let at = toml::range(item).map_or(self.base(), |span| self.shifted(span).start);
                Refusal::at(self.text, at, format!("`{key}` is not a table"))
            })?;
        }
        Ok(Some(table))
    }

    /// The entry of this key, exactly as written if there is one, else in any case.
    fn item<'a>(&self, table: &'a dyn TableLike, key: &str) -> Option<(&'a str, &'a Item)> {
        let any_case = self.conventions.generator.ignores_case();
        let exact = table.get_key_value(key).map(|(key, item)| (key.get(), item));
        exact.or_else(|| table.iter().find(|(other, _)| any_case && other.eq_ignore_ascii_case(key)))
    }

    fn entry(&self, path: &[&str]) -> Result<Option<Entry<'_>>, Refusal> {
        let Some((last, above)) = path.split_last() else { return Ok(None) };
        let Some(table) = self.table(above)? else { return Ok(None) };
        let Some((key, item)) = self.item(table, last) else { return Ok(None) };
        let Some(range) = toml::range(item) else { return Ok(None) };
        let name = table.key(key).and_then(|key| key.span()).unwrap_or(range.start..range.start);
        Ok(Some(Entry { key, item, name: self.shifted(name), range: self.shifted(range) }))
    }

    fn existing(&self, path: &[&str]) -> Result<Entry<'_>, Refusal> {
        self.entry(path)?.ok_or_else(|| Refusal::new(format!("there is no `{}`", path.join("."))))
    }

    fn array(&self, path: &[&str]) -> Result<Array, Refusal> {
        let entry = self.existing(path)?;
        let Some(array) = entry.item.as_array() else {
            let reason = format!("`{}` is not a list of plain values", path.join("."));
            return Err(Refusal::at(self.text, entry.name.start, reason));
        };
        let items: Vec<_> =
            array.iter().filter_map(|item| item.span()).map(|span| self.shifted(span)).collect();
        Ok(Array { items, brackets: entry.range })
    }
}

/// An entry of a table.
struct Entry<'a> {
    key: &'a str,
    item: &'a Item,
    /// The key's bytes.
    name: Range<usize>,
    /// The value's bytes; of a table its header and everything below it.
    range: Range<usize>,
}

struct Array {
    items: Vec<Range<usize>>,
    brackets: Range<usize>,
}

impl Array {
    fn elements<'a>(&'a self, text: &'a str) -> Elements<'a> {
        Elements { text, ranges: &self.items, brackets: self.brackets.clone() }
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
        let Some(entry) = self.entry(path)? else { return Ok(None) };
        let mut written = Vec::with_capacity(path.len());
        for depth in 1..=path.len() {
            written.push(self.entry(&path[..depth])?.map(|entry| entry.key.to_owned()).unwrap_or_default());
        }
        let source = &self.text[self.base()..];
        Ok(Some(Found {
            path: written,
            key_start: entry.name.start,
            value: toml::value(entry.item, source),
            style: toml::style(entry.item, &self.text[entry.range.clone()]),
            range: entry.range,
        }))
    }

    fn is_first(&self, path: &[&str]) -> bool {
        let (Ok(Some(entry)), [_]) = (self.entry(path), path) else { return false };
        self.text[self.base()..entry.name.start].trim().is_empty()
    }

    fn set(&self, path: &[&str], value: &Value, hand: Hand) -> Result<Vec<Replacement>, Refusal> {
        let Some(entry) = self.entry(path)? else { return entry::add(self, path, value, hand) };
        if let (Value::List(new), Some(old)) = (value, entry.item.as_array())
            && !old.is_empty()
            && !new.is_empty()
        {
            let source = &self.text[self.base()..];
            let old: Vec<Value> = old.iter().map(|item| toml::scalar_or_list(item, source)).collect();
            let array = self.array(path)?;
            let write = |at: usize, value: &Value| {
                encode::like(
                    value,
                    array.items.get(at).map(|item| &self.text[item.clone()]),
                    hand,
                    self.eol(),
                )
            };
            return Ok(array.elements(self.text).replace(&old, new, write));
        }
        if !matches!(entry.item, Item::Value(_)) {
            let reason = format!("`{}` is a table, which is edited in the text", path.join("."));
            return Err(Refusal::at(self.text, entry.name.start, reason));
        }
        let written = encode::like(value, Some(&self.text[entry.range.clone()]), hand, self.eol());
        Ok(vec![replace(entry.range, written)])
    }

    fn clear(&self, path: &[&str], written: &str) -> Result<Vec<Replacement>, Refusal> {
        if written == "[ ]" && self.existing(path)?.item.is_value() {
            return Ok(vec![replace(self.existing(path)?.range, written)]);
        }
        Err(Refusal::new(format!("TOML has no empty value for `{}`", path.join("."))))
    }

    fn unset(&self, path: &[&str]) -> Result<Vec<Replacement>, Refusal> {
        entry::unset(self, path)
    }

    fn rename(&self, path: &[&str], to: &str) -> Result<Vec<Replacement>, Refusal> {
        let entry = self.existing(path)?;
        let quoted = self.text[entry.name.clone()].starts_with(['"', '\'']);
        let name = if quoted { encode::basic(to) } else { encode::key(to) };
        Ok(vec![replace(entry.name, name)])
    }

    fn add_item(&self, path: &[&str], item: &Value, hand: Hand) -> Result<Vec<Replacement>, Refusal> {
        let array = self.array(path)?;
        let last = array.items.last().map(|last| &self.text[last.clone()]);
        let written = hand.before(&encode::like(item, last, hand, self.eol()));
        Ok(array.elements(self.text).insert(array.items.len(), &[written]))
    }

    fn delete_items(&self, path: &[&str], which: &[usize]) -> Result<Vec<Replacement>, Refusal> {
        Ok(self.array(path)?.elements(self.text).delete_all(which))
    }

    fn move_item(&self, path: &[&str], from: usize, to: usize) -> Result<Vec<Replacement>, Refusal> {
        Ok(self.array(path)?.elements(self.text).reorder(from, to))
    }

    fn read_back(&self, after: Option<After<'_>>) -> Result<Mapping, String> {
        let (text, split) = after.map_or((self.text, self.split.as_ref()), |after| (after.text, after.split));
        let Some(split) = split else { return Ok(Mapping::new()) };
        let source = &text[split.content.clone()];
        let document = Document::parse(source).map_err(|error| error.message().to_owned())?;
        let entries = document.iter().map(|(key, item)| (Yaml::from(key), read(&toml::value(item, source))));
        Ok(entries.collect())
    }

    fn as_read(&self, path: &[&str], value: &Value) -> Yaml {
        let is_text = self.entry(path).ok().flatten().is_some_and(|entry| entry.item.is_str());
        match value {
            Value::Date(text) if is_text || !encode::is_date(text) => Yaml::from(text.as_str()),
            _ => read(value),
        }
    }
}

/// A value as the reader has it: dates apart from texts, breaks of lines alike.
fn read(value: &Value) -> Yaml {
    match value {
        Value::Date(text) => gate::yaml(&Value::List(vec![Value::Null, Value::Date(text.clone())])),
        Value::String(text) => Yaml::from(text.replace("\r\n", "\n")),
        Value::List(items) => Yaml::Sequence(items.iter().map(read).collect()),
        Value::Map(entries) => Yaml::Mapping(
            entries.iter().map(|(key, value)| (Yaml::from(key.as_str()), read(value))).collect(),
        ),
        _ => gate::yaml(value),
    }
}
