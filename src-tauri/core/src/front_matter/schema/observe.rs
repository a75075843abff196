//! Counting a header in, and out again.

use indexmap::IndexMap;

use super::{Counts, DateCount, SEPARATOR, Words};
use crate::date::WrittenDate;
use crate::front_matter::form::{Control, control_of};
use crate::front_matter::value::{FrontMatter, Style, Value};

/// More fields than this in one header are not its blog's habit.
const MOST_FIELDS: usize = 100;
/// Maps inside maps are followed so far.
const DEPTH: usize = 3;
/// Longer texts are no words of a vocabulary, in bytes.
const LONGEST_WORD: usize = 60;
/// From so many words on a field is tested for having a vocabulary at all.
const MANY_WORDS: usize = 200;

/// One field of one header, by numbers into the schema.
#[derive(Debug)]
pub(super) struct Seen {
    field: u32,
    place: u16,
    control: Option<Control>,
    quoted: bool,
    date: Option<u32>,
    words: Box<[u32]>,
}

/// Counts the header's fields in.
pub(super) fn fields(fields: &mut IndexMap<Box<str>, Counts>, header: &FrontMatter) -> Vec<Seen> {
    let mut observer = Observer { fields, seen: Vec::with_capacity(header.fields.len()) };
    for (place, field) in header.fields.iter().enumerate() {
        if field.style != Style::Opaque {
            observer.field(&field.key, &field.value, field.style, place);
        }
    }
    observer.seen
}

struct Observer<'s> {
    fields: &'s mut IndexMap<Box<str>, Counts>,
    seen: Vec<Seen>,
}

impl Observer<'_> {
    fn field(&mut self, path: &str, value: &Value, style: Style, place: usize) {
        if self.seen.len() >= MOST_FIELDS {
            return;
        }
        let key = path.rsplit(SEPARATOR).next().unwrap_or(path);
        let control = control_of(key, value, style);
        let known = self.fields.get_index_of(path);
        let number = known.unwrap_or_else(|| self.fields.insert_full(path.into(), Counts::default()).0);
        let counts = &mut self.fields[number];
        counts.posts += 1;
        counts.places += place as u64;
        if let Some(control) = control {
            *counts.controls.entry(control).or_default() += 1;
        }
        let quoted = matches!(value, Value::String(_));
        let date = match (control, value) {
            (Some(Control::Date), Value::Date(text) | Value::String(text)) => counts.date(text, quoted),
            _ => None,
        };
        let words = match (control, value) {
            (Some(Control::Text), value) => counts.words.take_in(std::slice::from_ref(value)),
            (Some(Control::List), Value::List(items)) => counts.words.take_in(items),
            (Some(Control::List), single) => counts.words.take_in(std::slice::from_ref(single)),
            _ => Box::default(),
        };
        let place = u16::try_from(place).unwrap_or(u16::MAX);
        let field = u32::try_from(number).unwrap_or(u32::MAX);
        self.seen.push(Seen { field, place, control, quoted, date, words });
        if let Value::Map(entries) = value
            && path.matches(SEPARATOR).count() + 1 < DEPTH
        {
            for (place, (key, value)) in entries.iter().enumerate() {
                self.field(&format!("{path}{SEPARATOR}{key}"), value, Style::Plain, place);
            }
        }
    }
}

impl Counts {
    fn date(&mut self, text: &str, quoted: bool) -> Option<u32> {
        WrittenDate::parse(text)?;
        let shape: String =
            text.chars().map(|character| if character.is_ascii_digit() { '0' } else { character }).collect();
        let entry = self.dates.entry(shape.into());
        let number = entry.index();
        let count = entry.or_insert_with(|| DateCount { posts: 0, quoted: 0, sample: text.into() });
        count.posts += 1;
        count.quoted += u32::from(quoted);
        u32::try_from(number).ok()
    }
}

impl Words {
    fn take_in(&mut self, values: &[Value]) -> Box<[u32]> {
        if self.given_up {
            return Box::default();
        }
        let words = values.iter().filter_map(Value::as_text);
        let numbers =
            words.filter(|word| !word.trim().is_empty() && word.len() <= LONGEST_WORD).map(|word| {
                let entry = self.counts.entry(word.into());
                let number = entry.index();
                *entry.or_default() += 1;
                self.uses += 1;
                u32::try_from(number).unwrap_or(u32::MAX)
            });
        let numbers = numbers.collect();
        if self.counts.len() > MANY_WORDS && self.counts.len() as u64 * 4 > self.uses * 3 {
            *self = Words { given_up: true, ..Words::default() };
            return Box::default();
        }
        numbers
    }

    fn take_out(&mut self, numbers: &[u32]) {
        for &number in numbers {
            if let Some((_, count)) = self.counts.get_index_mut(number as usize) {
                *count = count.saturating_sub(1);
                self.uses = self.uses.saturating_sub(1);
            }
        }
    }
}

impl Seen {
    /// Undoes what counting it in did.
    pub(super) fn take_out(&self, fields: &mut IndexMap<Box<str>, Counts>) {
        let Some((_, counts)) = fields.get_index_mut(self.field as usize) else { return };
        counts.posts = counts.posts.saturating_sub(1);
        counts.places = counts.places.saturating_sub(u64::from(self.place));
        if let Some(count) = self.control.and_then(|control| counts.controls.get_mut(&control)) {
            *count = count.saturating_sub(1);
        }
        let date = self.date.and_then(|date| counts.dates.get_index_mut(date as usize));
        if let Some((_, count)) = date {
            count.posts = count.posts.saturating_sub(1);
            count.quoted = count.quoted.saturating_sub(u32::from(self.quoted));
        }
        counts.words.take_out(&self.words);
    }
}
