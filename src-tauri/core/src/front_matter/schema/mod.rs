//! What the headers of a blog have in common, learnt from the headers themselves: which keys they
//! have, of what type, with which words, in what order and shape. There is no file to configure.

mod habits;
mod known;
mod observe;

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;

pub use habits::{FieldHabit, Habits};

use super::form::Control;
use super::split::Format;
use super::value::FrontMatter;
use crate::Generator;
pub use observe::Observed;
use observe::Seen;

/// The headers of a blog, counted. Each post's part can be replaced or taken out again, so that it
/// follows the folder at the cost of the post that changed.
#[derive(Debug, Default)]
pub struct Schema {
    generator: Generator,
    posts: HashMap<Arc<str>, Observation>,
    /// By path, its keys joined by [`SEPARATOR`]. Never removed: observations name them by number.
    fields: IndexMap<Box<str>, Counts>,
    formats: HashMap<Format, u32>,
    habits: Option<Arc<Habits>>,
}

/// Stands in no key.
const SEPARATOR: char = '\n';

/// What one header added.
#[derive(Debug)]
struct Observation {
    format: Option<Format>,
    seen: Box<[Seen]>,
    /// The words of all of them.
    words: Box<[u32]>,
}

/// What is known of one field.
#[derive(Debug, Default)]
struct Counts {
    /// Headers that have it.
    posts: u32,
    /// The sum of its places among the keys beside it, from 0.
    places: u64,
    /// Headers in which a value shows its control; an empty one does not.
    controls: HashMap<Control, u32>,
    /// Its texts, or the items of its lists. `None` when nearly each post has its own.
    words: Words,
    /// Dates by their shape.
    dates: IndexMap<Box<str>, DateCount>,
}

#[derive(Debug, Default)]
struct Words {
    counts: IndexMap<Box<str>, u32>,
    uses: u64,
    /// Nearly each post has words of its own: they are no vocabulary, and no longer counted.
    given_up: bool,
}

#[derive(Debug)]
struct DateCount {
    posts: u32,
    quoted: u32,
    sample: Box<str>,
}

impl Schema {
    /// The schema of a blog without posts yet.
    pub fn new(generator: Generator) -> Schema {
        Schema { generator, ..Schema::default() }
    }

    /// Takes in the header of the post at `path`, in place of what it was before.
    pub fn observe(&mut self, path: &str, header: &FrontMatter) {
        self.take_in(path.into(), &Observed::of(header));
    }

    /// Takes in what was observed of the post at `path`, in place of what it was before.
    pub fn take_in(&mut self, path: Arc<str>, observed: &Observed) {
        self.forget(&path);
        if let Some(format) = observed.format {
            *self.formats.entry(format).or_default() += 1;
        }
        let (seen, words) = observe::count(&mut self.fields, observed);
        self.posts.insert(path, Observation { format: observed.format, seen, words });
    }

    /// Takes out the post at `path`.
    pub fn forget(&mut self, path: &str) {
        self.habits = None;
        let Some(gone) = self.posts.remove(path) else { return };
        if let Some(count) = gone.format.and_then(|format| self.formats.get_mut(&format)) {
            *count = count.saturating_sub(1);
        }
        let mut words = &*gone.words;
        for seen in &gone.seen {
            words = seen.take_out(&mut self.fields, words);
        }
    }

    /// What the posts do by habit. Worked out again only after a change.
    pub fn habits(&mut self) -> Arc<Habits> {
        let habits = self.habits.take().unwrap_or_else(|| Arc::new(habits::of(self)));
        self.habits = Some(Arc::clone(&habits));
        habits
    }

    fn headers(&self) -> u32 {
        self.formats.values().sum()
    }
}
