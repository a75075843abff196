//! Adding to lists, taking from them and reordering them, whatever stands where the list should.

use super::gate::Expected;
use super::language::{Found, Hand, Language, open};
use super::plan::{Plan, gives_back, without_maps};
use super::words::{add_word, back_to_words, is_mmd, listed_words, remove_word, separator, word};
use super::{Refusal, Replacement, applied, replace};
use crate::front_matter::conventions::Conventions;
use crate::front_matter::lines::line_end;
use crate::front_matter::split::Format;
use crate::front_matter::value::Value;

/// Adds an item at the end, unless the list holds it.
pub(super) fn add(
    header: &dyn Language,
    conventions: &Conventions,
    path: &[&str],
    item: &Value,
) -> Result<Option<Plan>, Refusal> {
    let expected = Expected::Added(item.clone());
    let Some(found) = header.find(path)? else {
        if is_mmd(header) {
            let text = Value::String(word(item, ",")?);
            let replacements = header.set(path, &text, Hand::default())?;
            return Ok(Some(Plan::new(replacements, path, Expected::Value(text))));
        }
        return Ok(Some(Plan::new(added(header, conventions, path, item)?, path, expected)));
    };
    let keys = found.keys();
    header.refuse_shared(&keys)?;
    found.refuse_unreadable(header)?;
    match &found.value {
        Value::List(items) if items.contains(item) => return Ok(None),
        Value::Map(_) => return Err(no_list(header, &found)),
        old if old == item => return Ok(None),
        Value::Null if is_mmd(header) => {
            let text = Value::String(word(item, ",")?);
            // `Tags:` without a space behind it would come to the same as one with it.
            let at = found.range.start;
            let is_space = header.text()[..at].ends_with(' ') && line_end(header.text(), at) == at;
            let bare = is_space.then(|| vec![replace(at - 1..at, "")]);
            let others = header.unset(&keys).ok().into_iter().chain(bare);
            let taken: Vec<String> = others
                .filter_map(|other| {
                    let other = applied(header.text(), other);
                    let plan = add(&*open(&other, conventions).ok()?, conventions, &keys, item).ok()??;
                    Some(applied(&other, plan.replacements))
                })
                .collect();
            let replacements = first_free(header, &taken, |hand| header.set(&keys, &text, hand))?;
            return Ok(Some(Plan::new(replacements, &keys, Expected::Value(text))));
        }
        Value::String(text) => {
            if let Some(separator) = separator(header, conventions, &found) {
                return match word(item, separator) {
                    Ok(name) => add_word(header, &found, text, &name, separator),
                    Err(refusal) if is_mmd(header) => Err(refusal),
                    // An item of several words cannot stand in the text: it becomes a list.
                    Err(_) => {
                        let held = listed_words(text, separator);
                        let replacements = listed(header, conventions, &keys, &held, item)?;
                        let expected = Expected::Value(with_item(held, item));
                        Ok(Some(Plan::new(replacements, &keys, expected)))
                    }
                };
            }
            refuse_several(header, &found, text)?;
        }
        _ => {}
    }
    Ok(Some(Plan::new(added(header, conventions, &keys, item)?, &keys, expected)))
}

/// Removes every item that equals this one. A list that adding the item made goes with it.
pub(super) fn remove(
    header: &dyn Language,
    conventions: &Conventions,
    path: &[&str],
    item: &Value,
) -> Result<Option<Plan>, Refusal> {
    let Some(found) = header.find(path)? else { return Ok(None) };
    let keys = found.keys();
    header.refuse_shared(&keys)?;
    let empty = Value::List(Vec::new());
    let items = match &found.value {
        Value::List(items) => items,
        Value::Map(_) => return Err(no_list(header, &found)),
        Value::String(text) if separator(header, conventions, &found).is_some() => {
            return remove_word(header, conventions, &found, text, item);
        }
        old if old == item => {
            let replacements = header.set(&keys, &empty, Hand::default())?;
            return Ok(Some(Plan::new(replacements, &keys, Expected::Value(empty))));
        }
        _ => return Ok(None),
    };
    let equal: Vec<usize> = (0..items.len()).filter(|&at| items[at] == *item).collect();
    let again = |text: &str| {
        let before = open(text, conventions)?;
        Ok(applied(text, added(&*before, conventions, &keys, item)?))
    };
    if equal.is_empty() {
        return Ok(None);
    }
    if equal.len() == items.len() {
        if let Some(plan) = without_maps(header, &keys, again) {
            return Ok(Some(plan));
        }
        let forms = Empty::ALL.into_iter().filter(|form| *form != Empty::List);
        for form in forms {
            let Ok(replacements) = form.write(header, &keys) else { continue };
            if gives_back(header, &replacements, again) {
                return Ok(Some(Plan::new(replacements, &keys, form.expected())));
            }
        }
        let bare = header.set(&keys, &empty, Hand::default())?;
        let in_brackets = header.text()[found.range.clone()].starts_with('[');
        let replacements = if in_brackets && !gives_back(header, &bare, again) {
            header.delete_items(&keys, &equal)?
        } else {
            bare
        };
        return Ok(Some(Plan::new(replacements, &keys, Expected::Value(empty))));
    }
    if let Some(plan) = back_to_words(header, conventions, &found, items, item)? {
        return Ok(Some(plan));
    }
    if let [first, second] = items.as_slice()
        && let other = if first == item { second } else { first }
        && !matches!(other, Value::List(_) | Value::Map(_))
    {
        for hand in &Hand::ALL[..3] {
            let Ok(replacements) = header.set(&keys, other, *hand) else { continue };
            if gives_back(header, &replacements, again) {
                return Ok(Some(Plan::new(replacements, &keys, Expected::Value(other.clone()))));
            }
        }
    }
    let replacements = header.delete_items(&keys, &equal)?;
    Ok(Some(Plan::new(replacements, &keys, Expected::Without(item.clone()))))
}

pub(super) fn reorder(
    header: &dyn Language,
    path: &[&str],
    from: usize,
    to: usize,
) -> Result<Option<Plan>, Refusal> {
    let Some(found) = header.find(path)? else {
        return Err(Refusal::new(format!("there is no `{}`", path.join("."))));
    };
    let Value::List(items) = &found.value else { return Err(no_list(header, &found)) };
    if from >= items.len() || to >= items.len() {
        let reason = format!("`{}` has only {} items", path.join("."), items.len());
        return Err(Refusal::at(header.text(), found.key_start, reason));
    }
    if from == to {
        return Ok(None);
    }
    let keys = found.keys();
    header.refuse_shared(&keys)?;
    let mut moved = items.clone();
    let item = moved.remove(from);
    moved.insert(to, item);
    let replacements = header.move_item(&keys, from, to)?;
    Ok(Some(Plan::new(replacements, &keys, Expected::Value(Value::List(moved)))))
}

fn with_item(list: Value, item: &Value) -> Value {
    match list {
        Value::List(items) => Value::List(items.into_iter().chain([item.clone()]).collect()),
        other => other,
    }
}

/// What may stand where a list has no item. Each state is written by another hand when an item
/// comes, and so is found again when it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Empty {
    Absent,
    List,
    Null(&'static str),
    /// `[ ]`, in JSON and TOML, where an item takes the place of the whole list.
    Spaced,
}

impl Empty {
    const ALL: [Empty; 6] =
        [Empty::Absent, Empty::List, Empty::Null(""), Empty::Null("~"), Empty::Null("null"), Empty::Spaced];

    /// The state of a key that holds no item; `None` when it holds one.
    fn of(header: &dyn Language, found: Option<&Found>) -> Option<Empty> {
        let Some(found) = found else { return Some(Empty::Absent) };
        match &found.value {
            Value::List(items) if items.is_empty() => {
                let is_yaml = header.split().is_some_and(|split| split.format == Format::Yaml);
                let spaced = !is_yaml && &header.text()[found.range.clone()] == "[ ]";
                Some(if spaced { Empty::Spaced } else { Empty::List })
            }
            Value::Null => {
                let written = &header.text()[found.range.clone()];
                let known = Empty::ALL.into_iter().find(|form| {
                    *form == Empty::Null("") && written.is_empty()
                        || matches!(form, Empty::Null(word) if *word == written)
                });
                known.or(Some(Empty::Null("")))
            }
            _ => None,
        }
    }

    fn write(self, header: &dyn Language, path: &[&str]) -> Result<Vec<Replacement>, Refusal> {
        match self {
            Empty::Absent => header.unset(path),
            Empty::List => header.set(path, &Value::List(Vec::new()), Hand::default()),
            Empty::Null(written) => header.clear(path, written),
            Empty::Spaced => header.clear(path, "[ ]"),
        }
    }

    fn expected(self) -> Expected {
        match self {
            Empty::Absent => Expected::Absent,
            Empty::List | Empty::Spaced => Expected::Value(Value::List(Vec::new())),
            Empty::Null(_) => Expected::Value(Value::Null),
        }
    }
}

/// The replacements that add an item to what stands at `path`, in the first hand that no other
/// state of the header is written by.
fn added(
    header: &dyn Language,
    conventions: &Conventions,
    path: &[&str],
    item: &Value,
) -> Result<Vec<Replacement>, Refusal> {
    let found = header.find(path)?;
    let list = Value::List(vec![item.clone()]);
    if let Some(state) = Empty::of(header, found.as_ref()) {
        let earlier = Empty::ALL.into_iter().take_while(|other| *other != state);
        let taken: Vec<String> = earlier
            .filter_map(|other| {
                let text = applied(header.text(), other.write(header, path).ok()?);
                let bare = open(&text, conventions).ok()?;
                // Beside a line that is half broken the key may still be there.
                let made = Empty::of(&*bare, bare.find(path).ok()?.as_ref());
                let plan = || added(&*bare, conventions, path, item).ok();
                Some(applied(&text, (made == Some(other)).then(plan)??))
            })
            .collect();
        return first_free(header, &taken, |hand| header.set(path, &list, hand));
    }
    let Some(found) = found else { return Ok(Vec::new()) };
    match found.value {
        Value::List(_) => header.add_item(path, item, Hand::default()),
        single => listed(header, conventions, path, &Value::List(vec![single]), item),
    }
}

/// The replacements that make a list of `held`, which stands there in other words, and an item; in
/// a hand that no list of the same items would get the item in.
pub(super) fn listed(
    header: &dyn Language,
    conventions: &Conventions,
    path: &[&str],
    held: &Value,
    item: &Value,
) -> Result<Vec<Replacement>, Refusal> {
    let with_held = |hand| Ok(applied(header.text(), header.set(path, held, hand)?));
    let with_item =
        |text: &str, hand| Ok(applied(text, open(text, conventions)?.add_item(path, item, hand)?));
    let taken: Vec<String> = Hand::ALL[..3]
        .iter()
        .filter_map(|&hand| with_item(&with_held(hand).ok()?, Hand::default()).ok())
        .collect();
    let base = with_held(Hand::default())?;
    let mut all = Hand::ALL.into_iter().map(|hand| with_item(&base, hand));
    let free =
        all.find(|text: &Result<String, Refusal>| text.as_ref().is_ok_and(|text| !taken.contains(text)));
    let text = free.unwrap_or_else(|| with_item(&base, Hand::default()))?;
    Ok(vec![difference(header.text(), &text)])
}

/// The one replacement that makes `after` of `before`.
fn difference(before: &str, after: &str) -> Replacement {
    let head = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let head =
        (0..=head).rev().find(|&at| before.is_char_boundary(at) && after.is_char_boundary(at)).unwrap_or(0);
    let most = before.len().min(after.len()) - head;
    let tail = before.bytes().rev().zip(after.bytes().rev()).take(most).take_while(|(a, b)| a == b).count();
    let fits = |&tail: &usize| {
        before.is_char_boundary(before.len() - tail) && after.is_char_boundary(after.len() - tail)
    };
    let tail = (0..=tail).rev().find(fits).unwrap_or(0);
    replace(head..before.len() - tail, &after[head..after.len() - tail])
}

/// The replacements of the first hand whose text is not `taken`; of the natural one when all are.
fn first_free(
    header: &dyn Language,
    taken: &[String],
    write: impl Fn(Hand) -> Result<Vec<Replacement>, Refusal>,
) -> Result<Vec<Replacement>, Refusal> {
    if !taken.is_empty() {
        for hand in Hand::ALL {
            let replacements = write(hand)?;
            if !taken.contains(&applied(header.text(), replacements.clone())) {
                return Ok(replacements);
            }
        }
    }
    write(Hand::default())
}

/// Some readers take a text with spaces or commas for several items.
fn refuse_several(header: &dyn Language, found: &Found, text: &str) -> Result<(), Refusal> {
    if !text.contains([' ', '\t', '\n', ',']) {
        return Ok(());
    }
    let key = found.path.join(".");
    let reason = format!("`{key}` is one text, not a list: `{text}` may mean several items");
    Err(Refusal::at(header.text(), found.key_start, reason))
}

fn no_list(header: &dyn Language, found: &Found) -> Refusal {
    Refusal::at(header.text(), found.key_start, format!("`{}` is not a list", found.path.join(".")))
}
