//! Counting a header in, and out again.

use indexmap::IndexMap;

use super::{Counts, DateCount, SEPARATOR, Words};
use crate::front_matter::form::{Control, control_of};
use crate::front_matter::split::Format;
use crate::front_matter::value::{FrontMatter, Style, Value};

/// More fields than this in one header are not its blog's habit.
const MOST_FIELDS: usize = 100;
/// Maps inside maps are followed so far.
const DEPTH: usize = 3;
/// Longer texts are no words of a vocabulary, in bytes.
const LONGEST_WORD: usize = 60;
/// What most headers take when it is kept, in bytes.
const USUAL: usize = 512;
/// From so many words on a field is tested for having a vocabulary at all.
const MANY_WORDS: usize = 200;

/// What one header says of its blog's habits, whatever the other headers say: all of the work that
/// can be done on any thread, in a form that can be kept.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Observed {
    pub(super) format: Option<Format>,
    fields: Vec<ObservedField>,
}

#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
struct ObservedField {
    /// Keys joined by [`SEPARATOR`].
    path: String,
    place: u16,
    control: Option<Control>,
    quoted: bool,
    /// The text of a date, as written.
    date: Option<String>,
    words: Vec<String>,
}

impl Observed {
    /// What this header says.
    pub fn of(header: &FrontMatter) -> Observed {
        let format = header.split.as_ref().map(|split| split.format);
        let mut observed = Observed { format, fields: Vec::with_capacity(header.fields.len()) };
        for (place, field) in header.fields.iter().enumerate() {
            if field.style != Style::Opaque {
                observed.field(&field.key, &field.value, field.style, place);
            }
        }
        observed
    }

    /// In one small piece of memory: what waits for its count waits so, fifty thousand times.
    pub(crate) fn kept(&self) -> Option<Box<[u8]>> {
        postcard::to_extend(self, Vec::with_capacity(USUAL)).ok().map(Vec::into_boxed_slice)
    }

    /// What was kept.
    pub(crate) fn of_kept(kept: &[u8]) -> Option<Observed> {
        postcard::from_bytes(kept).ok()
    }

    fn field(&mut self, path: &str, value: &Value, style: Style, place: usize) {
        if self.fields.len() >= MOST_FIELDS {
            return;
        }
        let key = path.rsplit(SEPARATOR).next().unwrap_or(path);
        let control = control_of(key, value, style);
        let date = match (control, value) {
            (Some(Control::Date), Value::Date(text) | Value::String(text)) => Some(text),
            _ => None,
        };
        let words = match (control, value) {
            (Some(Control::Text), value) => words(std::slice::from_ref(value)),
            (Some(Control::List), Value::List(items)) => words(items),
            (Some(Control::List), single) => words(std::slice::from_ref(single)),
            _ => Vec::new(),
        };
        self.fields.push(ObservedField {
            path: path.to_owned(),
            place: u16::try_from(place).unwrap_or(u16::MAX),
            control,
            quoted: matches!(value, Value::String(_)),
            date: date.cloned(),
            words,
        });
        if let Value::Map(entries) = value
            && path.matches(SEPARATOR).count() + 1 < DEPTH
        {
            for (place, (key, value)) in entries.iter().enumerate() {
                self.field(&format!("{path}{SEPARATOR}{key}"), value, Style::Plain, place);
            }
        }
    }
}

fn words(values: &[Value]) -> Vec<String> {
    let words = values.iter().filter_map(Value::as_text);
    words.filter(|word| !word.trim().is_empty() && word.len() <= LONGEST_WORD).collect()
}

/// One field of one header, by numbers into the schema.
#[derive(Debug)]
pub(super) struct Seen {
    field: u32,
    date: Option<u32>,
    place: u16,
    /// How many of the header's words are this field's.
    words: u16,
    control: Option<Control>,
    quoted: bool,
}

/// Counts the header's fields in; gives them with the numbers of their words, one field's after
/// another's.
pub(super) fn count(
    fields: &mut IndexMap<Box<str>, Counts>,
    observed: &Observed,
) -> (Box<[Seen]>, Box<[u32]>) {
    let (mut seen, mut numbers) = (Vec::with_capacity(observed.fields.len()), Vec::new());
    for observed in &observed.fields {
        let path = observed.path.as_str();
        let known = fields.get_index_of(path);
        let number = known.unwrap_or_else(|| fields.insert_full(path.into(), Counts::default()).0);
        let counts = &mut fields[number];
        counts.posts += 1;
        counts.places += u64::from(observed.place);
        if let Some(control) = observed.control {
            *counts.controls.entry(control).or_default() += 1;
        }
        let before = numbers.len();
        counts.words.take_in(&observed.words, &mut numbers);
        seen.push(Seen {
            field: u32::try_from(number).unwrap_or(u32::MAX),
            date: observed.date.as_deref().and_then(|date| counts.date(date, observed.quoted)),
            place: observed.place,
            words: u16::try_from(numbers.len() - before).unwrap_or(u16::MAX),
            control: observed.control,
            quoted: observed.quoted,
        });
    }
    (seen.into_boxed_slice(), numbers.into_boxed_slice())
}

impl Counts {
    fn date(&mut self, text: &str, quoted: bool) -> Option<u32> {
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
    /// Counts words in, and adds their numbers to `numbers`.
    fn take_in(&mut self, words: &[String], numbers: &mut Vec<u32>) {
        if self.given_up {
            return;
        }
        let before = numbers.len();
        for word in words.iter().take(usize::from(u16::MAX)) {
            let number = match self.counts.get_full_mut(word.as_str()) {
                Some((number, _, count)) => {
                    *count += 1;
                    number
                }
                None => self.counts.insert_full(word.as_str().into(), 1).0,
            };
            self.uses += 1;
            numbers.push(u32::try_from(number).unwrap_or(u32::MAX));
        }
        if self.counts.len() > MANY_WORDS && self.counts.len() as u64 * 4 > self.uses * 3 {
            *self = Words { given_up: true, ..Words::default() };
            numbers.truncate(before);
        }
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
    /// Undoes what counting it in did; `words` are those not yet taken out, its own first.
    pub(super) fn take_out<'w>(
        &self,
        fields: &mut IndexMap<Box<str>, Counts>,
        words: &'w [u32],
    ) -> &'w [u32] {
        let (own, others) = words.split_at(usize::from(self.words).min(words.len()));
        let Some((_, counts)) = fields.get_index_mut(self.field as usize) else { return others };
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
        counts.words.take_out(own);
        others
    }
}
