//! Editing lists item by item, in the list's own style.

use std::ops::Range;

use granit_parser::ScalarStyle;

use super::super::elements::{Elements, changed, runs};
use super::super::language::Hand;
use super::super::{Refusal, Replacement, replace};
use super::map::Map;
use super::{Header, encode, set};
use crate::front_matter::lines::{break_before, break_near, line_at, line_end, line_start, next_line};
use crate::front_matter::value::Value;
use crate::front_matter::yaml::{Entry, Kind, Node};

/// Adds an item at the end.
pub(super) fn add_item(
    header: &Header<'_>,
    found: &Entry,
    item: &Value,
    hand: Hand,
) -> Result<Vec<Replacement>, Refusal> {
    let items = items(header, found)?;
    Ok(List::of(header, found, items).insert(items.len(), std::slice::from_ref(item), hand))
}

/// Removes some of the items.
pub(super) fn delete_items(
    header: &Header<'_>,
    found: &Entry,
    which: &[usize],
) -> Result<Vec<Replacement>, Refusal> {
    let list = List::of(header, found, items(header, found)?);
    Ok(runs(which).into_iter().flat_map(|run| list.delete(run.start, run.end)).collect())
}

/// Moves an item: between brackets its text changes places with others', in lines its lines move,
/// those of the comments below it with them.
pub(super) fn move_item(
    header: &Header<'_>,
    found: &Entry,
    from: usize,
    to: usize,
) -> Result<Vec<Replacement>, Refusal> {
    let items = items(header, found)?;
    let list = List::of(header, found, items);
    if list.flow {
        return Ok(list.elements().reorder(from, to));
    }
    let text = header.text;
    let end_of_list = end_of_list(text, found, list.dashes.first().copied());
    let chunk = |at: usize| {
        let end = list.dashes.get(at + 1).map_or(end_of_list, |dash| line_start(text, *dash));
        line_start(text, list.dashes[at])..end
    };
    if list.dashes.iter().any(|dash| !text[line_start(text, *dash)..*dash].trim().is_empty()) {
        let reason =
            format!("the items of `{}` are written in a way that only the text can show", header.key(found));
        return Err(Refusal::at(text, found.key.start, reason));
    }
    let place = if to > from { chunk(to).end } else { chunk(to).start };
    Ok(vec![replace(chunk(from), ""), replace(place..place, &text[chunk(from)])])
}

/// Where the lines of a list end: comments as deep as its dashes are the last item's.
fn end_of_list(text: &str, found: &Entry, dash: Option<usize>) -> usize {
    let indent = dash.map_or(0, |dash| dash - line_start(text, dash));
    let mut end = next_line(text, found.value.range.end);
    let is_comment = |line: &str| {
        let comment = line.trim_start();
        indent > 0 && comment.starts_with('#') && line.len() - comment.len() >= indent
    };
    while is_comment(&text[line_at(text, end).0]) {
        end = next_line(text, end);
    }
    end
}

fn items<'a>(header: &Header<'_>, found: &'a Entry) -> Result<&'a [Node], Refusal> {
    match &found.value.kind {
        Kind::Sequence { items, .. } => Ok(items),
        _ => {
            let reason = format!("`{}` is not a list", header.key(found));
            Err(Refusal::at(header.text, found.key.start, reason))
        }
    }
}

/// Makes a list hold these items. Those that it starts and ends with already stay untouched.
pub(super) fn replace_items(
    header: &Header<'_>,
    found: &Entry,
    new: &[Value],
    hand: Hand,
) -> Result<Vec<Replacement>, Refusal> {
    let items = items(header, found)?;
    let flow = !found.value.is_block_collection();
    if new.is_empty() && !flow {
        return set::replace_written(header, found, "[]");
    }
    let old: Vec<Value> = items.iter().map(|item| header.value(item)).collect();
    let (head, old_end, new_end) = changed(&old, new);
    let both = (old_end - head).min(new_end - head);
    let list = List::of(header, found, items);
    let renew = |at: usize| {
        // A dash with nothing behind it.
        let space = if items[at].is_empty() { " " } else { "" };
        replace(items[at].written(), format!("{space}{}", write_item(&new[at], &items[at], flow)))
    };
    let mut replacements: Vec<Replacement> = (head..head + both).map(renew).collect();
    if new_end > head + both {
        replacements.extend(list.insert(head + both, &new[head + both..new_end], hand));
    } else if old_end > head + both {
        replacements.extend(list.delete(head + both, old_end));
    }
    Ok(replacements)
}

/// What follows the colon of a new key. A list is written as the first list of the header is.
pub(super) fn new_value(header: &Header<'_>, map: &Map<'_>, value: &Value, hand: Hand) -> String {
    let quotes = set::quotes(hand);
    let style = quotes.unwrap_or(ScalarStyle::Plain);
    let eol = new_line_break(header, map);
    match value {
        Value::Map(entries) if map.braces.is_none() && !entries.is_empty() => {
            let indent = format!("{}  ", map.indent);
            let line = |(key, value): &(String, Value)| {
                format!("{eol}{indent}{}: {}", encode::key(key), encode::inline(value, style, false))
            };
            entries.iter().map(line).collect()
        }
        Value::List(items) if !items.is_empty() => {
            let model =
                header.root_map().entries.iter().find(
                    |entry| matches!(&entry.value.kind, Kind::Sequence { items, .. } if !items.is_empty()),
                );
            let siblings = model.map_or(&[][..], |model| match &model.value.kind {
                Kind::Sequence { items, .. } => items,
                _ => &[],
            });
            let style = quotes.unwrap_or(siblings.last().map_or(ScalarStyle::Plain, Header::scalar_style));
            let in_lines = model.is_some_and(|model| model.value.is_block_collection()) != hand.other_layout;
            if !in_lines || map.braces.is_some() || hand.gap > 0 {
                return format!(" {}", hand.spaced(encode::inline(value, style, true)));
            }
            let Some(model) = model.filter(|model| map.is_root && model.value.is_block_collection()) else {
                return lines(items, &format!("{}  ", map.indent), eol, style);
            };
            let list = List::of(header, model, siblings);
            items.iter().map(|item| format!("{eol}{}", list.line(item, style, hand))).collect()
        }
        _ => format!(" {}", encode::inline(value, style, map.braces.is_some())),
    }
}

fn new_line_break<'t>(header: &Header<'t>, map: &Map<'_>) -> &'t str {
    match (map.entries.first(), &header.split) {
        (Some(first), _) => break_near(header.text, first.key.start),
        (None, Some(split)) => break_before(header.text, split.content.start),
        (None, None) => break_near(header.text, 0),
    }
}

/// A list in lines below the key of `node`.
pub(super) fn in_lines(header: &Header<'_>, node: &Node, items: &[Value], style: ScalarStyle) -> String {
    let start = line_start(header.text, node.range.start);
    let line = &header.text[start..node.range.start];
    let indent = &line[..line.len() - line.trim_start().len()];
    lines(items, &format!("{indent}  "), break_near(header.text, node.range.start), style)
}

fn lines(items: &[Value], indent: &str, eol: &str, style: ScalarStyle) -> String {
    items.iter().map(|item| format!("{eol}{indent}- {}", encode::inline(item, style, false))).collect()
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

    fn insert(&self, at: usize, new: &[Value], hand: Hand) -> Vec<Replacement> {
        let sibling = self.items.get(at.saturating_sub(1)).or(self.items.last());
        let style = sibling.map_or(ScalarStyle::Plain, Header::scalar_style);
        let style = set::quotes(hand).unwrap_or(style);
        if self.flow {
            let write = |item| hand.before(&encode::inline(item, style, true));
            return self.elements().insert(at, &new.iter().map(write).collect::<Vec<_>>());
        }
        let last = self.items.last().map_or(self.node.range.end, |item| item.range.end);
        let place = match self.dashes.get(at) {
            Some(dash) => line_start(self.text, *dash),
            None => next_line(self.text, last),
        };
        let eol = break_before(self.text, place);
        let lines: String = new.iter().map(|item| format!("{}{eol}", self.line(item, style, hand))).collect();
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
    fn line(&self, item: &Value, style: ScalarStyle, hand: Hand) -> String {
        let dash = self.dashes.last().copied().unwrap_or(self.node.range.start);
        let start = line_start(self.text, dash);
        let after = &self.text[dash + 1..line_end(self.text, dash)];
        let gap = &after[..after.len() - after.trim_start().len()];
        let gap = if gap.is_empty() || gap.len() == after.len() { " " } else { gap };
        let written = hand.before(&encode::inline(item, style, false));
        format!("{}-{gap}{written}", &self.text[start..dash])
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
