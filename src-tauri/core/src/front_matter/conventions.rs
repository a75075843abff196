//! What a blog does by habit, where a header leaves a choice.

use std::sync::Arc;

use super::schema::Habits;
use crate::Generator;

/// The rules and habits that an edit follows beside the header's own style.
#[derive(Debug, Clone, Default)]
pub struct Conventions {
    /// Whose rules say what is a header and how it reads.
    pub generator: Generator,
    /// What the blog's other headers look like: the order of their keys, the shapes of their
    /// dates, the types of their values.
    pub habits: Arc<Habits>,
}

/// The order in which these keys follow each other in the headers that people write.
const ORDER: [&str; 5] = ["title", "date", "draft", "slug", "tags"];

/// Where a new key goes in a mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Before the entry of this number.
    Before(usize),
    /// After the entry of this number.
    After(usize),
    /// Before all others.
    First,
    /// After all others, and the comments below them.
    Last,
}

impl Conventions {
    /// The rules of a generator, without any blog's habits.
    pub fn of(generator: Generator) -> Conventions {
        Conventions { generator, ..Conventions::default() }
    }

    /// Where `key` goes among `keys`: behind the nearest one that comes before it in the blog's
    /// order, else before the nearest that comes after it.
    pub(super) fn place(&self, keys: &[&str], key: &str) -> Place {
        let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
        let at = |order: &[&str]| {
            let position = order.iter().position(|known| same(known, key))?;
            let present = |known: &&str| keys.iter().rposition(|other| same(other, known));
            let before = order[..position].iter().rev().find_map(present).map(Place::After);
            before.or_else(|| order[position + 1..].iter().find_map(present).map(Place::Before))
        };
        let order: Vec<&str> = self.habits.order().iter().map(String::as_str).collect();
        at(&order)
            .or_else(|| at(&ORDER).filter(|place| matches!(place, Place::After(_))))
            .unwrap_or(if same(key, ORDER[0]) { Place::First } else { Place::Last })
    }
}
