//! Editing lists item by item, in the list's own style.

use std::ops::Range;

use granit_parser::ScalarStyle;

use super::elements::Elements;
use super::gate::Expected;
use super::header::Header;
use super::{Plan, Refusal, Replacement, encode, entry, replace, set};
use crate::front_matter::lines::{break_before, break_near, line_at, line_end, line_start, next_line};
use crate::front_matter::value::Value;
use crate::front_matter::yaml::{Entry, Kind, Node, reads_plain};

/// Adds an item at the end, unless the list holds it.
pub(super) fn add(header: &Header<'_>, key: &str, item: &Value) -> Result<Option<Plan>, Refusal> {
    let expected = Expected::Added(item.clone());
    let Some(found) = header.entry(key) else {
        let written = new_value(header, &Value::List(vec![item.clone()]));
        return Ok(Plan::new(vec![entry::insert(header, key, &written)], key, expected));
    };
    header.refuse_shared(found)?;
    let replacements = match &found.value.kind {
        Kind::Sequence { items, .. } if items.iter().any(|old| header.value(old) == *item) => {
            return Ok(None);
        }
        Kind::Sequence { items, .. } => {
            List::of(header, found, items).insert(items.len(), std::slice::from_ref(item))
        }
        Kind::Scalar { .. } => match header.value(&found.value) {
            old if old == *item => return Ok(None),
            Value::Null => set::replace_value(header, found, &Value::List(vec![item.clone()]))?,
            old => {
                let written =
                    format!("[{}, {}]", as_item(header, found, &old)?, write_item(item, &found.value, true));
                set::replace_written(header, found, &written)?
            }
        },
        _ => return Err(no_list(header, found)),
    };
    Ok(Plan::new(replacements, header.key(found), expected))
}

/// Removes every item that equals this one.
pub(super) fn remove(header: &Header<'_>, key: &str, item: &Value) -> Result<Option<Plan>, Refusal> {
    let Some(found) = header.entry(key) else { return Ok(None) };
    header.refuse_shared(found)?;
    let replacements = match &found.value.kind {
        Kind::Sequence { items, .. } => {
            let equal: Vec<usize> =
                (0..items.len()).filter(|&at| header.value(&items[at]) == *item).collect();
            match equal.len() {
                0 => return Ok(None),
                all if all == items.len() => replace_items(header, found, &[])?,
                _ => {
                    let list = List::of(header, found, items);
                    runs(&equal).into_iter().flat_map(|run| list.delete(run.start, run.end)).collect()
                }
            }
        }
        Kind::Scalar { .. } if header.value(&found.value) == *item => {
            set::replace_value(header, found, &Value::List(Vec::new()))?
        }
        Kind::Scalar { .. } => return Ok(None),
        _ => return Err(no_list(header, found)),
    };
    Ok(Plan::new(replacements, header.key(found), Expected::Without(item.clone())))
}

/// Makes a list hold these items. Those that it starts and ends with already stay untouched.
pub(super) fn replace_items(
    header: &Header<'_>,
    found: &Entry,
    new: &[Value],
) -> Result<Vec<Replacement>, Refusal> {
    let Kind::Sequence { items, flow } = &found.value.kind else { return Err(no_list(header, found)) };
    if new.is_empty() && !flow {
        return set::replace_written(header, found, "[]");
    }
    let old: Vec<Value> = items.iter().map(|item| header.value(item)).collect();
    let head = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let tail =
        old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(old, new)| old == new).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let both = (old_end - head).min(new_end - head);
    let list = List::of(header, found, items);
    let renew = |at: usize| {
        // A dash with nothing behind it.
        let space = if items[at].is_empty() { " " } else { "" };
        replace(items[at].written(), format!("{space}{}", write_item(&new[at], &items[at], *flow)))
    };
    let mut replacements: Vec<Replacement> = (head..head + both).map(renew).collect();
    if new_end > head + both {
        replacements.extend(list.insert(head + both, &new[head + both..new_end]));
    } else if old_end > head + both {
        replacements.extend(list.delete(head + both, old_end));
    }
    Ok(replacements)
}

/// What follows the colon of a new key. A list is written as the header's first list is.
pub(super) fn new_value(header: &Header<'_>, value: &Value) -> String {
    let in_braces = header.braces.is_some();
    let model = header
        .entries
        .iter()
        .find(|entry| matches!(&entry.value.kind, Kind::Sequence { items, .. } if !items.is_empty()));
    let (Value::List(items), Some(model)) = (value, model) else {
        return format!(" {}", encode::inline(value, ScalarStyle::Plain, in_braces));
    };
    let Kind::Sequence { flow, items: siblings } = &model.value.kind else { return String::new() };
    let style = siblings.last().map_or(ScalarStyle::Plain, Header::scalar_style);
    if *flow || items.is_empty() {
        return format!(" {}", encode::inline(value, style, true));
    }
    let eol = break_near(header.text, model.key.start);
    let list = List::of(header, model, siblings);
    items.iter().map(|item| format!("{eol}{}", list.line(item, siblings.last()))).collect()
}

/// A list in the text, of either style.
struct List<'a> {
    text: &'a str,
    node: &'a Node,
    items: &'a [Node],
    flow: bool,
    ranges: Vec<Range<usize>>,
    /// Where the dash of each item of a block list is.
    dashes: Vec<usize>,
}

impl<'a> List<'a> {
    fn of(header: &Header<'a>, entry: &'a Entry, items: &'a [Node]) -> List<'a> {
        let node = &entry.value;
        let flow = !node.is_block_collection();
        List {
            text: header.text,
            node,
            items,
            flow,
            ranges: items.iter().map(Node::written).collect(),
            dashes: if flow { Vec::new() } else { dashes(header.text, node.range.clone(), items) },
        }
    }

    fn insert(&self, at: usize, new: &[Value]) -> Vec<Replacement> {
        let sibling = self.items.get(at.saturating_sub(1)).or(self.items.last());
        if self.flow {
            let plain = |item: &Value| encode::inline(item, ScalarStyle::Plain, true);
            let write = |item| sibling.map_or_else(|| plain(item), |sibling| write_item(item, sibling, true));
            return self.elements().insert(at, &new.iter().map(write).collect::<Vec<_>>());
        }
        let last = self.items.last().map_or(self.node.range.end, |item| item.range.end);
        let place = match self.dashes.get(at) {
            Some(dash) => line_start(self.text, *dash),
            None => next_line(self.text, last),
        };
        let eol = break_before(self.text, place);
        let lines: String = new.iter().map(|item| format!("{}{eol}", self.line(item, sibling))).collect();
        vec![replace(place..place, lines)]
    }

    fn delete(&self, from: usize, to: usize) -> Vec<Replacement> {
        if self.flow {
            return self.elements().delete(from, to);
        }
        let lines = |at: usize| {
            line_start(self.text, self.dashes[at])..next_line(self.text, self.items[at].range.end)
        };
        (from..to).map(|at| replace(lines(at), "")).collect()
    }

    fn elements(&self) -> Elements<'_> {
        Elements { text: self.text, ranges: &self.ranges, brackets: self.node.range.clone() }
    }

    /// A block item's line without its break, with the indent and gap of the list's last one.
    fn line(&self, item: &Value, sibling: Option<&Node>) -> String {
        let dash = self.dashes.last().copied().unwrap_or(self.node.range.start);
        let start = line_start(self.text, dash);
        let after = &self.text[dash + 1..line_end(self.text, dash)];
        let gap = &after[..after.len() - after.trim_start().len()];
        let gap = if gap.is_empty() || gap.len() == after.len() { " " } else { gap };
        let style = sibling.map_or(ScalarStyle::Plain, Header::scalar_style);
        format!("{}-{gap}{}", &self.text[start..dash], encode::inline(item, style, false))
    }
}

/// The dashes of a block list. Each stands in the column of the first, below the item before it.
fn dashes(text: &str, list: Range<usize>, items: &[Node]) -> Vec<usize> {
    let indent = list.start - line_start(text, list.start);
    let is_dash_line = |at: usize| {
        let line = &text[line_at(text, at).0];
        line.split_at_checked(indent)
            .is_some_and(|(space, rest)| space.trim().is_empty() && rest.starts_with('-'))
    };
    let mut dashes = vec![list.start];
    for item in items.iter().take(items.len().saturating_sub(1)) {
        let mut at = next_line(text, item.range.end);
        while at < list.end && !is_dash_line(at) {
            at = next_line(text, at);
        }
        dashes.push(at + indent);
    }
    dashes
}

fn write_item(item: &Value, like: &Node, flow: bool) -> String {
    encode::inline(item, Header::scalar_style(like), flow)
}

/// The single value of a key as the first item of a list in brackets.
fn as_item(header: &Header<'_>, entry: &Entry, old: &Value) -> Result<String, Refusal> {
    let node = &entry.value;
    let written = &header.text[node.written()];
    match node.text() {
        // Some readers take the one text for several items.
        Some(text) if text.contains([' ', '\t', '\n', ',']) => {
            let reason =
                format!("`{}` is one text, not a list: `{text}` may mean several items", header.key(entry));
            Err(Refusal::at(header.text, entry.key.start, reason))
        }
        Some(text) if Header::scalar_style(node) == ScalarStyle::Plain && !reads_plain(text, true) => {
            Ok(encode::inline(old, ScalarStyle::Plain, true))
        }
        _ => Ok(written.to_owned()),
    }
}

fn no_list(header: &Header<'_>, entry: &Entry) -> Refusal {
    Refusal::at(header.text, entry.key.start, format!("`{}` is not a list", header.key(entry)))
}

/// Neighbouring numbers as ranges.
fn runs(sorted: &[usize]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for &at in sorted {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}
