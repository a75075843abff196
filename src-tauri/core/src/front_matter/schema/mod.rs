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
use observe::Seen;

/// The headers of a blog, counted. Each post's part can be replaced or taken out again, so that it
/// follows the folder at the cost of the post that changed.
#[derive(Debug, Default)]
pub struct Schema {
    generator: Generator,
    posts: HashMap<String, Observation>,
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
        self.forget(path);
        let format = header.split.as_ref().map(|split| split.format);
        if let Some(format) = format {
            *self.formats.entry(format).or_default() += 1;
        }
        let seen = observe::fields(&mut self.fields, header).into_boxed_slice();
        self.posts.insert(path.to_owned(), Observation { format, seen });
    }

    /// Takes out the post at `path`.
    pub fn forget(&mut self, path: &str) {
        self.habits = None;
        let Some(gone) = self.posts.remove(path) else { return };
        if let Some(count) = gone.format.and_then(|format| self.formats.get_mut(&format)) {
            *count = count.saturating_sub(1);
        }
        for seen in &gone.seen {
            seen.take_out(&mut self.fields);
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
