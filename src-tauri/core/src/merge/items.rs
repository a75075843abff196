//! A list in a header, such as the tags, that both sides changed.

use crate::front_matter::{self, Conventions, Edit, Value};

use super::entries::Entries;

/// The list's lines with the changes of both, in the hand of mine. `None` where the change is
/// more than items that came or went, or cannot be made without touching something else.
///
/// That theirs is such a change and no other is proved by making it: the list of `base` edited to
/// hold their items must be their lines, byte for byte.
pub(super) fn merge(
    key: &str,
    [base, mine, theirs]: [&str; 3],
    values: [&Value; 3],
    conventions: &Conventions,
) -> Option<(String, Value)> {
    let [base_items, my_items, their_items] = values.map(texts);
    let (base_items, my_items, their_items) = (base_items?, my_items?, their_items?);
    if edited(base, key, values[2], conventions)?
        != Entries::of(theirs, conventions.generator)?.get(key)?.body
    {
        return None;
    }
    let list = union(&base_items, &my_items, &their_items)?;
    let value = Value::List(list.into_iter().map(|item| Value::String(item.to_owned())).collect());
    Some((edited(mine, key, &value, conventions)?, value))
}

/// The items of a list that holds different texts and nothing else.
fn texts(value: &Value) -> Option<Vec<&str>> {
    let Value::List(items) = value else { return None };
    let mut texts: Vec<&str> = Vec::with_capacity(items.len());
    for item in items {
        match item {
            Value::String(text) if !texts.contains(&text.as_str()) => texts.push(text),
            _ => return None,
        }
    }
    Some(texts)
}

/// Mine without what they took out, and with what they added behind the item that it stands behind
/// there. `None` when one of the two changed the order of what was there, or nothing would be left.
fn union<'v>(base: &[&'v str], mine: &[&'v str], theirs: &[&'v str]) -> Option<Vec<&'v str>> {
    if !keeps_order(base, mine) || !keeps_order(base, theirs) {
        return None;
    }
    let gone = |item: &&str| base.contains(item) && !theirs.contains(item);
    let mut list: Vec<&str> = mine.iter().copied().filter(|item| !gone(item)).collect();
    for (at, item) in theirs.iter().enumerate() {
        if base.contains(item) || list.contains(item) {
            continue;
        }
        let before = theirs[..at].iter().rev().find_map(|before| list.iter().position(|own| own == before));
        let mut place = before.map_or(0, |before| before + 1);
        // What mine has new in the same place comes first.
        while list.get(place).is_some_and(|own| !base.contains(own) && !theirs.contains(own)) {
            place += 1;
        }
        list.insert(place, item);
    }
    (!list.is_empty()).then_some(list)
}

fn keeps_order(base: &[&str], list: &[&str]) -> bool {
    let kept = base.iter().filter(|item| list.contains(item));
    kept.eq(list.iter().filter(|item| base.contains(item)))
}

/// The lines of the entry once its value is this one.
fn edited(header: &str, key: &str, value: &Value, conventions: &Conventions) -> Option<String> {
    let edit = Edit::Set { path: &[key], value: value.clone() };
    let replacements = front_matter::edit(header, &edit, conventions).ok()?;
    let text = front_matter::apply(header, &replacements);
    Some(Entries::of(&text, conventions.generator)?.get(key)?.body.to_owned())
}
