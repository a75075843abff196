//! Headers of `Key: value` lines, edited line by line.

use serde_yaml::{Mapping, Value as Yaml};

use super::language::{After, Found, Hand, Language};
use super::{Refusal, Replacement, replace};
use crate::front_matter::conventions::{Conventions, Place};
use crate::front_matter::lines::{break_before, break_near};
use crate::front_matter::mmd::{self, Entry};
use crate::front_matter::split::Split;
use crate::front_matter::unfenced::mmd_key;
use crate::front_matter::value::{Style, Value};

/// A header of `Key: value` lines opened for editing.
pub(super) struct Header<'t> {
    text: &'t str,
    conventions: &'t Conventions,
    split: Split,
    entries: Vec<Entry>,
}

impl<'t> Header<'t> {
    pub fn open(text: &'t str, split: Split, conventions: &'t Conventions) -> Result<Header<'t>, Refusal> {
        if let Some(problem) = mmd::read(text, &split.content).1.first() {
            let reason = format!("{}, and readers disagree which counts", problem.message);
            return Err(Refusal { line: Some(problem.line), reason });
        }
        let entries = mmd::entries(text, &split.content);
        Ok(Header { text, conventions, split, entries })
    }

    fn position(&self, path: &[&str]) -> Result<Option<usize>, Refusal> {
        match path {
            [key] => {
                let exact = self.entries.iter().position(|entry| entry.key == *key);
                let any_case = || self.entries.iter().position(|entry| entry.key.eq_ignore_ascii_case(key));
                Ok(exact.or_else(any_case))
            }
            _ => Err(Refusal::new("lines of `Key: value` hold no maps")),
        }
    }

    fn existing(&self, path: &[&str]) -> Result<&Entry, Refusal> {
        let at = self.position(path)?;
        at.map(|at| &self.entries[at])
            .ok_or_else(|| Refusal::new(format!("there is no `{}`", path.join("."))))
    }

    fn add(&self, key: &str, written: &str, hand: Hand) -> Result<Vec<Replacement>, Refusal> {
        let key = self.like_case(key);
        check_key(&key)?;
        let keys: Vec<&str> = self.entries.iter().map(|entry| entry.key.as_str()).collect();
        let place = if hand.first { Place::First } else { self.conventions.place(&keys, &key) };
        let at = match place {
            Place::First => Some(self.split.content.start),
            Place::Before(at) => self.entries.get(at).map(|entry| entry.lines.start),
            Place::After(at) => self.entries.get(at).map(|entry| entry.lines.end),
            Place::Last => None,
        };
        let at = at.unwrap_or(self.split.content.end);
        let at_top = self.text[..at].is_empty() || self.text[..at].ends_with('\u{feff}');
        let has_break = at_top || self.text[..at].ends_with(['\n', '\r']);
        let eol = match has_break && !at_top {
            true => break_before(self.text, at),
            false => break_near(self.text, self.split.content.start),
        };
        let line = format!("{key}: {written}");
        Ok(vec![replace(at..at, if has_break { format!("{line}{eol}") } else { format!("{eol}{line}") })])
    }

    /// `tags` as `Tags` where the other keys start in upper case.
    fn like_case(&self, key: &str) -> String {
        let upper = self.entries.first().is_some_and(|first| first.key.starts_with(char::is_uppercase));
        let mut characters = key.chars();
        match characters.next() {
            Some(first) if upper => first.to_uppercase().chain(characters).collect(),
            Some(first) if !self.entries.is_empty() => first.to_lowercase().chain(characters).collect(),
            _ => key.to_owned(),
        }
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
        let Some(at) = self.position(path)? else { return Ok(None) };
        let entry = &self.entries[at];
        let empty = entry.value.is_empty();
        Ok(Some(Found {
            path: vec![entry.key.clone()],
            key_start: entry.name.start,
            value: if empty { Value::Null } else { Value::String(entry.value.clone()) },
            range: entry.range.clone(),
            style: if empty { Style::Empty } else { Style::Plain },
        }))
    }

    fn is_first(&self, path: &[&str]) -> bool {
        matches!(self.position(path), Ok(Some(0)))
    }

    fn set(&self, path: &[&str], value: &Value, hand: Hand) -> Result<Vec<Replacement>, Refusal> {
        let written = line(value)?;
        match (self.position(path)?, path) {
            (Some(at), _) => {
                let entry = &self.entries[at];
                let no_space = entry.value.is_empty() && self.text[..entry.range.start].ends_with(':');
                let space = hand.before(if no_space && !written.is_empty() { " " } else { "" });
                Ok(vec![replace(entry.range.clone(), format!("{space}{written}"))])
            }
            (None, [key]) => self.add(key, &written, hand),
            (None, _) => Ok(Vec::new()),
        }
    }

    fn clear(&self, path: &[&str], written: &str) -> Result<Vec<Replacement>, Refusal> {
        if written == "[ ]" {
            return Err(no_lists());
        }
        Ok(vec![replace(self.existing(path)?.range.clone(), "")])
    }

    fn unset(&self, path: &[&str]) -> Result<Vec<Replacement>, Refusal> {
        let entry = self.existing(path)?;
        if self.entries.len() == 1 {
            let reason = "without this line the text would have no header";
            return Err(Refusal::at(self.text, entry.name.start, reason));
        }
        let mut lines = entry.lines.clone();
        let last_of_text = lines.end == self.text.len() && !self.text.ends_with(['\n', '\r']);
        if last_of_text {
            lines.start = self.text[..lines.start].trim_end_matches(['\n', '\r']).len();
        }
        Ok(vec![replace(lines, "")])
    }

    fn rename(&self, path: &[&str], to: &str) -> Result<Vec<Replacement>, Refusal> {
        check_key(to)?;
        Ok(vec![replace(self.existing(path)?.name.clone(), to)])
    }

    fn add_item(&self, _: &[&str], _: &Value, _: Hand) -> Result<Vec<Replacement>, Refusal> {
        Err(no_lists())
    }

    fn delete_items(&self, _: &[&str], _: &[usize]) -> Result<Vec<Replacement>, Refusal> {
        Err(no_lists())
    }

    fn move_item(&self, _: &[&str], _: usize, _: usize) -> Result<Vec<Replacement>, Refusal> {
        Err(no_lists())
    }

    fn read_back(&self, after: Option<After<'_>>) -> Result<Mapping, String> {
        let (text, split) = after.map_or((self.text, Some(&self.split)), |after| (after.text, after.split));
        let Some(split) = split else { return Ok(Mapping::new()) };
        let mut mapping = Mapping::new();
        let mut last: Option<String> = None;
        for line in text[split.content.clone()].split(['\n', '\r']).filter(|line| !line.trim().is_empty()) {
            match line.split_once(':').filter(|_| !line.starts_with("    ")) {
                Some((key, value)) => {
                    let key = key.trim().to_owned();
                    if mapping.insert(Yaml::from(key.as_str()), Yaml::from(value.trim())).is_some() {
                        return Err(format!("`{key}` is given twice"));
                    }
                    last = Some(key);
                }
                None => {
                    let value =
                        last.as_deref().and_then(|key| mapping.get_mut(key)).ok_or("a line without a key")?;
                    *value = Yaml::from(format!("{}\n{}", value.as_str().unwrap_or_default(), line.trim()));
                }
            }
        }
        Ok(mapping)
    }

    fn key_as_read(&self, path: &[&str]) -> Option<Yaml> {
        let [key] = path else { return None };
        let written = self.position(path).ok()?.map(|at| self.entries[at].key.clone());
        Some(Yaml::from(written.unwrap_or_else(|| self.like_case(key))))
    }

    fn as_read(&self, _path: &[&str], value: &Value) -> Yaml {
        Yaml::from(line(value).unwrap_or_default())
    }
}

/// A value on one line.
fn line(value: &Value) -> Result<String, Refusal> {
    let text = match value {
        Value::Null => String::new(),
        Value::List(items) => {
            let items: Option<Vec<String>> = items.iter().map(Value::as_text).collect();
            let items = items.filter(|items| !items.iter().any(|item| item.contains(',')));
            items.ok_or_else(|| Refusal::new("a comma in an item would be read as two items"))?.join(", ")
        }
        Value::Map(_) => return Err(Refusal::new("lines of `Key: value` hold no maps")),
        scalar => scalar.as_text().unwrap_or_default(),
    };
    if text.trim() != text || text.contains(['\n', '\r']) {
        return Err(Refusal::new("lines of `Key: value` hold no line breaks, nor spaces at an end"));
    }
    Ok(text)
}

fn check_key(key: &str) -> Result<(), Refusal> {
    match mmd_key(&format!("{key}:")) {
        Some(found) if found == key => Ok(()),
        _ => Err(Refusal::new(format!("`{key}` cannot be a key here: letters, digits, `-` and `_` only"))),
    }
}

fn no_lists() -> Refusal {
    Refusal::new("lines of `Key: value` hold no lists")
}
