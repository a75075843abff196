//! From counts to what the form and the edits go by.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Counts, SEPARATOR, Schema, known};
use crate::Generator;
use crate::date::WrittenDate;
use crate::front_matter::form::Control;
use crate::front_matter::split::Format;

/// Fewer headers than this make no habit.
const FEWEST: u32 = 5;
/// As many words of a field are offered.
const MOST_OPTIONS: usize = 400;

/// What a blog's headers do by habit.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Habits {
    /// How many posts have a header.
    pub posts: u32,
    /// Whether keys that differ in case alone are the same.
    pub ignores_case: bool,
    /// The fields in use, the most used first, then those that the generator knows beside them.
    pub fields: Vec<FieldHabit>,
    #[serde(skip)]
    dates: HashMap<Vec<String>, (WrittenDate, bool)>,
    #[serde(skip)]
    order: Vec<String>,
    #[serde(skip)]
    format: Option<Format>,
}

/// A field that a blog's headers have, or could have.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct FieldHabit {
    /// The keys from the top of the header down to it.
    pub path: Vec<String>,
    /// How its values are edited.
    pub control: Control,
    /// How many posts have it; 0 for a field that only the generator knows.
    pub posts: u32,
    /// Whether nearly every post has it.
    pub usual: bool,
    /// The words it takes, the most used first; none where each post has words of its own.
    pub options: Vec<String>,
    /// What the generator does with it.
    pub about: Option<String>,
    /// A field of nearly the same name that far more posts have.
    pub instead: Option<String>,
    /// In how many posts its value is of another type.
    #[serde(skip)]
    others: u32,
}

impl Habits {
    /// The habit of the field at this path.
    pub fn field(&self, path: &[&str]) -> Option<&FieldHabit> {
        let same = |a: &str, b: &str| a == b || self.ignores_case && a.eq_ignore_ascii_case(b);
        let is = |habit: &&FieldHabit| {
            habit.path.len() == path.len() && habit.path.iter().zip(path).all(|(a, b)| same(a, b))
        };
        self.fields.iter().find(is)
    }

    /// A date as most posts write it at this path, else in any field, and whether in quotes.
    pub fn date(&self, path: &[&str]) -> Option<(&WrittenDate, bool)> {
        let keys: Vec<String> = path.iter().map(|&key| key.to_owned()).collect();
        let found = self.dates.get(&keys).or_else(|| self.dates.get(&Vec::new()));
        found.map(|(date, quoted)| (date, *quoted))
    }

    /// The keys at the top of the headers in the order in which they mostly stand.
    pub fn order(&self) -> &[String] {
        &self.order
    }

    /// The format of most headers.
    pub fn format(&self) -> Option<Format> {
        self.format
    }

    /// What is unusual about a value edited in this way, in a sentence without a final stop.
    pub fn oddity(&self, path: &[&str], control: Option<Control>) -> Option<String> {
        let habit = self.field(path)?;
        if let Some(other) = &habit.instead {
            let many = self.field(&with_last(path, other)).map_or(0, |field| field.posts);
            let verb = if habit.posts == 1 { "uses" } else { "use" };
            return Some(format!("{many} posts use `{other}`, {} {verb} `{}`", habit.posts, path.last()?));
        }
        let control = control.filter(|control| !control.is_like(habit.control))?;
        let most = habit.posts.saturating_sub(habit.others);
        let rare = habit.others > 0 && habit.posts >= FEWEST && habit.others * 10 <= habit.posts;
        rare.then(|| format!("in {most} posts this is {}, here {}", habit.control.noun(), control.noun()))
    }
}

fn with_last<'a>(path: &[&'a str], last: &'a str) -> Vec<&'a str> {
    path.iter().take(path.len().saturating_sub(1)).copied().chain([last]).collect()
}

/// What the counts of a schema come to.
pub(super) fn of(schema: &Schema) -> Habits {
    let posts = schema.headers();
    let mut used: Vec<(Vec<String>, &Counts)> = schema
        .fields
        .iter()
        .filter(|(_, counts)| counts.posts > 0)
        .map(|(path, counts)| (path.split(SEPARATOR).map(str::to_owned).collect(), counts))
        .collect();
    // The posts were read in any order.
    used.sort_by(|a, b| a.0.cmp(&b.0));
    let mut fields: Vec<FieldHabit> =
        used.iter().map(|(path, counts)| field(path.clone(), counts, posts)).collect();
    let instead: Vec<Option<String>> = fields.iter().map(|field| instead(field, &fields)).collect();
    for (field, instead) in fields.iter_mut().zip(instead) {
        field.usual &= instead.is_none();
        field.instead = instead;
    }
    fields.sort_by_key(|field| Reverse(field.posts));
    let mut habits = Habits {
        posts,
        ignores_case: schema.generator.ignores_case(),
        dates: dates(&used),
        order: order(&used),
        format: schema
            .formats
            .iter()
            .max_by_key(|&(format, count)| (count, *format))
            .map(|(format, _)| *format),
        fields,
    };
    add_known(&mut habits, schema.generator);
    habits
}

fn field(path: Vec<String>, counts: &Counts, posts: u32) -> FieldHabit {
    let control = control(counts);
    let shown: u32 = counts.controls.values().sum();
    let like: u32 =
        counts.controls.iter().filter(|(other, _)| other.is_like(control)).map(|(_, count)| count).sum();
    FieldHabit {
        usual: posts >= FEWEST && counts.posts * 10 >= posts * 8,
        options: options(counts, control),
        posts: counts.posts,
        others: shown - like,
        about: None,
        instead: None,
        control,
        path,
    }
}

/// The control of most values; text of which some is long is long text.
fn control(counts: &Counts) -> Control {
    let count = |control| counts.controls.get(&control).copied().unwrap_or_default();
    let most = counts.controls.iter().filter(|(_, count)| **count > 0);
    let most = most.max_by_key(|&(control, count)| (count, Reverse(*control))).map(|(control, _)| *control);
    match most.unwrap_or(Control::Text) {
        Control::Text if count(Control::LongText) * 5 >= counts.posts => Control::LongText,
        control => control,
    }
}

/// The words of a vocabulary: some of them come again.
fn options(counts: &Counts, control: Control) -> Vec<String> {
    let mut words: Vec<(&str, u32)> = counts
        .words
        .counts
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(word, count)| (&**word, *count))
        .collect();
    let repeats = counts.words.uses >= words.len() as u64 * 3 / 2 && counts.words.uses > words.len() as u64;
    if control != Control::List && !(control == Control::Text && repeats) {
        return Vec::new();
    }
    words.sort_by_key(|&(word, count)| (Reverse(count), word));
    words.into_iter().take(MOST_OPTIONS).map(|(word, _)| word.to_owned()).collect()
}

/// The field of nearly the same name, beside this one, that ten times as many posts have.
fn instead(field: &FieldHabit, fields: &[FieldHabit]) -> Option<String> {
    let (last, above) = field.path.split_last()?;
    let twin = fields.iter().find(|other| {
        let Some((name, beside)) = other.path.split_last() else { return false };
        other.posts >= 10.max(field.posts.saturating_mul(10)) && beside == above && are_twins(last, name)
    })?;
    twin.path.last().cloned()
}

/// Names that differ in case, in what joins their words, in a plural, or in one letter.
fn are_twins(a: &str, b: &str) -> bool {
    let plain = |name: &str| name.to_lowercase().replace(['-', '_', ' '], "");
    let (a, b) = (plain(a), plain(b));
    let singular = |name: &str| match name.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => name.strip_suffix('s').unwrap_or(name).to_owned(),
    };
    a == b || singular(&a) == singular(&b) || a.len() > 4 && is_one_letter_off(&a, &b)
}

/// One letter more, less or other, or two that changed places.
fn is_one_letter_off(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let head = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    match long.len() - short.len() {
        0 => {
            let swapped = head + 1 < long.len()
                && short[head] == long[head + 1]
                && short[head + 1] == long[head]
                && short[head + 2..] == long[head + 2..];
            head == long.len() || short[head + 1..] == long[head + 1..] || swapped
        }
        1 => short[head..] == long[head + 1..],
        _ => false,
    }
}

fn dates(used: &[(Vec<String>, &Counts)]) -> HashMap<Vec<String>, (WrittenDate, bool)> {
    let mut found = HashMap::new();
    let mut most = 0;
    for (path, counts) in used {
        let Some((posts, quoted, sample)) = counts
            .dates
            .iter()
            .filter(|(_, date)| date.posts > 0)
            .max_by_key(|&(shape, date)| (date.posts, shape))
            .map(|(_, date)| (date.posts, date.quoted, &date.sample))
        else {
            continue;
        };
        let Some(date) = WrittenDate::parse(sample) else { continue };
        let in_quotes = quoted * 2 > posts;
        if posts > most {
            most = posts;
            found.insert(Vec::new(), (date.clone(), in_quotes));
        }
        found.insert(path.clone(), (date, in_quotes));
    }
    found
}

/// Keys at the top by the mean of their places.
fn order(used: &[(Vec<String>, &Counts)]) -> Vec<String> {
    let mean = |counts: &Counts| counts.places as f64 / f64::from(counts.posts);
    let mut top: Vec<(&String, f64)> = used
        .iter()
        .filter_map(|(path, counts)| Some((path.first().filter(|_| path.len() == 1)?, mean(counts))))
        .collect();
    top.sort_by(|a, b| a.1.total_cmp(&b.1));
    top.into_iter().map(|(key, _)| key.clone()).collect()
}

fn add_known(habits: &mut Habits, generator: Generator) {
    for (dotted, control, about) in known::fields(generator) {
        let path: Vec<&str> = dotted.split('.').collect();
        let about = Some((*about).to_owned());
        let same = |field: &FieldHabit| field.path.iter().map(String::as_str).eq(path.iter().copied());
        let any_case = |field: &FieldHabit| {
            habits.ignores_case && field.path.len() == 1 && field.path[0].eq_ignore_ascii_case(dotted)
        };
        match habits.fields.iter_mut().find(|field| same(field) || any_case(field)) {
            Some(field) => field.about = about,
            None => habits.fields.push(FieldHabit {
                path: path.into_iter().map(str::to_owned).collect(),
                control: *control,
                posts: 0,
                usual: false,
                options: Vec::new(),
                about,
                instead: None,
                others: 0,
            }),
        }
    }
}
