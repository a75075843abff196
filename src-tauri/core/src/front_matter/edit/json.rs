//! JSON headers, edited by the places of their members.

use std::ops::Range;

use serde_yaml::{Mapping, Value as Yaml};

use super::elements::Elements;
use super::language::{After, Found, Hand, Language, Quotes};
use super::{Refusal, Replacement, gate, replace};
use crate::front_matter::conventions::{Conventions, Place};
use crate::front_matter::json::{self, Member};
use crate::front_matter::split::Split;
use crate::front_matter::value::Value;

/// A JSON header opened for editing.
pub(super) struct Header<'t> {
    text: &'t str,
    conventions: &'t Conventions,
    split: Split,
}

impl<'t> Header<'t> {
    pub fn open(text: &'t str, split: Split, conventions: &'t Conventions) -> Result<Header<'t>, Refusal> {
        let (fields, problems) = json::read(text, &split.content);
        if let Some(problem) = problems.first() {
            let twice = if fields.is_empty() { "" } else { ", and readers disagree which counts" };
            return Err(Refusal { line: Some(problem.line), reason: format!("{}{twice}", problem.message) });
        }
        if text[split.content.clone()].trim().is_empty() {
            return Err(Refusal::at(text, split.block.start, "the header has no `{...}` to put a value in"));
        }
        Ok(Header { text, conventions, split })
    }

    /// The object that the keys lead to, if it is there.
    fn object(&self, above: &[&str]) -> Result<Option<Object>, Refusal> {
        let mut object = Object::at(self.text, self.split.content.clone());
        for key in above {
            let Some(member) = self.member(&object, key) else { return Ok(None) };
            if !self.text[member.range.clone()].starts_with('{') {
                let reason = format!("`{key}` is not an object");
                return Err(Refusal::at(self.text, member.name.start, reason));
            }
            object = Object::at(self.text, member.range.clone());
        }
        Ok(Some(object))
    }

    fn member<'a>(&self, object: &'a Object, key: &str) -> Option<&'a Member> {
        let any_case = self.conventions.generator.ignores_case();
        let members = &object.members;
        let exact = members.iter().find(|member| member.key == key);
        exact.or_else(|| members.iter().find(|member| any_case && member.key.eq_ignore_ascii_case(key)))
    }

    /// The object that holds the entry, and its number in it.
    fn entry(&self, path: &[&str]) -> Result<Option<(Object, usize)>, Refusal> {
        let Some((last, above)) = path.split_last() else { return Ok(None) };
        let Some(object) = self.object(above)? else { return Ok(None) };
        let Some(name) = self.member(&object, last).map(|member| member.name.start) else { return Ok(None) };
        let at = object.members.iter().position(|member| member.name.start == name);
        Ok(at.map(|at| (object, at)))
    }

    fn existing(&self, path: &[&str]) -> Result<(Object, usize), Refusal> {
        self.entry(path)?.ok_or_else(|| Refusal::new(format!("there is no `{}`", path.join("."))))
    }

    fn array(&self, path: &[&str]) -> Result<(Vec<Range<usize>>, Range<usize>), Refusal> {
        let (object, at) = self.existing(path)?;
        let member = &object.members[at];
        if !self.text[member.range.clone()].starts_with('[') {
            let reason = format!("`{}` is not a list", path.join("."));
            return Err(Refusal::at(self.text, member.name.start, reason));
        }
        Ok((json::items(self.text, &member.range), member.range.clone()))
    }

    fn add(&self, path: &[&str], value: &Value, hand: Hand) -> Result<Vec<Replacement>, Refusal> {
        let Some((last, above)) = path.split_last() else { return Ok(Vec::new()) };
        let Some(object) = self.object(above)? else {
            let nested = Value::Map(vec![((*last).to_owned(), value.clone())]);
            return self.add(above, &nested, hand);
        };
        let written = format!("{}{}{}", quoted(last), object.colon(self.text), write(value, hand));
        let keys: Vec<&str> = object.members.iter().map(|member| member.key.as_str()).collect();
        let place = if hand.first { Place::First } else { self.conventions.place(&keys, last) };
        let at = match place {
            Place::First => 0,
            Place::Before(at) => at,
            Place::After(at) => at + 1,
            Place::Last => keys.len(),
        };
        Ok(object.elements(self.text, &object.ranges()).insert(at, &[written]))
    }
}

/// An object of the header, or the whole.
struct Object {
    members: Vec<Member>,
    braces: Range<usize>,
}

impl Object {
    fn at(text: &str, range: Range<usize>) -> Object {
        let written = &text[range.clone()];
        let start = range.start + written.len() - written.trim_start().len();
        let end = range.start + written.trim_end().len();
        Object { members: json::members(text, &range), braces: start..end }
    }

    fn ranges(&self) -> Vec<Range<usize>> {
        self.members.iter().map(|member| member.name.start..member.range.end).collect()
    }

    fn elements<'a>(&self, text: &'a str, ranges: &'a [Range<usize>]) -> Elements<'a> {
        Elements { text, ranges, brackets: self.braces.clone() }
    }

    /// What stands between the first key and its value.
    fn colon<'t>(&self, text: &'t str) -> &'t str {
        self.members.first().map_or(": ", |first| &text[first.name.end..first.range.start])
    }
}

impl Language for Header<'_> {
    fn text(&self) -> &str {
        self.text
    }

    fn split(&self) -> Option<&Split> {
        Some(&self.split)
    }

    fn find(&self, path: &[&str]) -> Result<Option<Found>, Refusal> {
        let Some((object, at)) = self.entry(path)? else { return Ok(None) };
        let mut written = Vec::with_capacity(path.len());
        for depth in 1..=path.len() {
            let entry = self.entry(&path[..depth])?;
            written.push(entry.map(|(object, at)| object.members[at].key.clone()).unwrap_or_default());
        }
        let member = &object.members[at];
        let value = json::read_value(&self.text[member.range.clone()]);
        Ok(Some(Found {
            path: written,
            key_start: member.name.start,
            style: json::style(&value),
            value,
            range: member.range.clone(),
        }))
    }

    fn is_first(&self, path: &[&str]) -> bool {
        path.len() == 1 && matches!(self.entry(path), Ok(Some((_, 0))))
    }

    fn set(&self, path: &[&str], value: &Value, hand: Hand) -> Result<Vec<Replacement>, Refusal> {
        let Some((object, at)) = self.entry(path)? else { return self.add(path, value, hand) };
        let range = object.members[at].range.clone();
        let old = json::read_value(&self.text[range.clone()]);
        if let (Value::List(new), Value::List(old)) = (value, &old)
            && !new.is_empty()
            && !old.is_empty()
        {
            let ranges = json::items(self.text, &range);
            let elements = Elements { text: self.text, ranges: &ranges, brackets: range };
            return Ok(elements.replace(old, new, |_, item| write(item, hand)));
        }
        Ok(vec![replace(range, write(value, hand))])
    }

    fn clear(&self, path: &[&str], written: &str) -> Result<Vec<Replacement>, Refusal> {
        if !matches!(written, "null" | "[ ]") {
            return Err(Refusal::new("JSON has no other word for nothing than null"));
        }
        let (object, at) = self.existing(path)?;
        Ok(vec![replace(object.members[at].range.clone(), written)])
    }

    fn unset(&self, path: &[&str]) -> Result<Vec<Replacement>, Refusal> {
        let (object, at) = self.existing(path)?;
        let has_braces = self.text[object.braces.clone()].starts_with('{');
        if object.members.len() == 1 && !has_braces {
            let reason = "the header would be empty, which no reader takes for one";
            return Err(Refusal::at(self.text, object.members[at].name.start, reason));
        }
        Ok(object.elements(self.text, &object.ranges()).delete(at, at + 1))
    }

    fn rename(&self, path: &[&str], to: &str) -> Result<Vec<Replacement>, Refusal> {
        let (object, at) = self.existing(path)?;
        Ok(vec![replace(object.members[at].name.clone(), quoted(to))])
    }

    fn add_item(&self, path: &[&str], item: &Value, hand: Hand) -> Result<Vec<Replacement>, Refusal> {
        let (ranges, brackets) = self.array(path)?;
        let elements = Elements { text: self.text, ranges: &ranges, brackets };
        Ok(elements.insert(ranges.len(), &[hand.before(&write(item, hand))]))
    }

    fn delete_items(&self, path: &[&str], which: &[usize]) -> Result<Vec<Replacement>, Refusal> {
        let (ranges, brackets) = self.array(path)?;
        Ok(Elements { text: self.text, ranges: &ranges, brackets }.delete_all(which))
    }

    fn move_item(&self, path: &[&str], from: usize, to: usize) -> Result<Vec<Replacement>, Refusal> {
        let (ranges, brackets) = self.array(path)?;
        Ok(Elements { text: self.text, ranges: &ranges, brackets }.reorder(from, to))
    }

    fn read_back(&self, after: Option<After<'_>>) -> Result<Mapping, String> {
        let (text, split) = after.map_or((self.text, Some(&self.split)), |after| (after.text, after.split));
        let Some(split) = split else { return Ok(Mapping::new()) };
        let read: serde_json::Value = serde_json::from_str(&json::source(&text[split.content.clone()]))
            .map_err(|error| error.to_string())?;
        match serde_yaml::to_value(read) {
            Ok(Yaml::Mapping(mapping)) => Ok(mapping),
            Ok(_) => Err("the header is not a JSON object".into()),
            Err(error) => Err(error.to_string()),
        }
    }

    fn as_read(&self, _path: &[&str], value: &Value) -> Yaml {
        gate::yaml(value)
    }
}

fn write(value: &Value, hand: Hand) -> String {
    match value {
        Value::List(items) if !items.is_empty() => {
            // JSON has no other quotes and no other layout: the hands differ in spaces.
            let space = |here: bool| if here { " " } else { "" };
            let open = space(hand.other_layout || hand.quotes == Some(Quotes::Single));
            let close = space(hand.other_layout || hand.quotes == Some(Quotes::Double));
            let items: Vec<String> = items.iter().map(|item| write(item, Hand::default())).collect();
            hand.spaced(format!("[{open}{}{close}]", items.join(", ")))
        }
        Value::List(_) => "[]".into(),
        Value::Map(entries) => {
            let entry = |(key, value): &(String, Value)| format!("{}: {}", quoted(key), write(value, hand));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        _ => value.to_json().to_string(),
    }
}

fn quoted(key: &str) -> String {
    serde_json::Value::from(key).to_string()
}
