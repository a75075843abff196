//! Headers merged key by key.

use std::collections::HashMap;

use crate::front_matter::{self, Conventions, Value};

use super::entries::{Entries, Entry, all_differ};
use super::lines::picked;
use super::{Merge, Side, items, lines};

/// Merges three texts that are a header each.
pub(super) fn merge(base: &str, mine: &str, theirs: &str, conventions: &Conventions) -> Merge {
    if let Some(text) = picked(base, mine, theirs) {
        return Merge::agreed(text);
    }
    by_key(base, mine, theirs, conventions).unwrap_or_else(|| by_line(base, mine, theirs, conventions))
}

/// By lines, where the result can still be read: two entries of one name would be a broken header.
fn by_line(base: &str, mine: &str, theirs: &str, conventions: &Conventions) -> Merge {
    let merge = lines::merge(base, mine, theirs);
    let both_read = reads_well(mine, conventions) && reads_well(theirs, conventions);
    let breaks = |side| !reads_well(&merge.with(side), conventions);
    if both_read && (breaks(Side::Mine) || breaks(Side::Theirs)) {
        return Merge::conflict(base, mine, theirs);
    }
    merge
}

fn reads_well(header: &str, conventions: &Conventions) -> bool {
    let read = front_matter::read(header, conventions.generator);
    let whole = read.split.is_some_and(|split| split.closed && split.block.end == header.len());
    whole && read.problems.is_empty() && all_differ(&read.fields)
}

/// Key by key; `None` where one of the headers, or the result, is not understood for sure.
fn by_key(base: &str, mine: &str, theirs: &str, conventions: &Conventions) -> Option<Merge> {
    let texts = [base, mine, theirs];
    let of = |text| Entries::of(text, conventions.generator);
    let sides = [of(base)?, of(mine)?, of(theirs)?];
    let [b, m, t] = &sides;
    let opening = picked(b.opening, m.opening, t.opening)?;
    let is_alike = b.opening == m.opening && b.opening == t.opening;
    if !opening.contains(['-', '+']) && !is_alike {
        // Without a fence the first key decides whether it is a header, and both may have another one.
        return None;
    }
    let mut merge = Merge::agreed(opening);
    let mut values = HashMap::new();
    for key in order(b, m, t)? {
        let entries = [b.get(key), m.get(key), t.get(key)];
        let value = entry(&mut merge, key, entries, texts, conventions);
        values.insert(key, value);
    }
    merge.append(lines::merge(b.tail, m.tail, t.tail));
    merge.agree(picked(b.closing, m.closing, t.closing)?);
    means(&merge, &values, conventions).then_some(merge)
}

/// What an entry of the merged header must hold.
enum Holds {
    /// This value, and there must be none where this is `None`.
    Value(Option<Value>),
    /// What its lines, changed on both sides, come to.
    Lines,
}

/// Adds an entry to the merged header.
fn entry(
    merge: &mut Merge,
    key: &str,
    entries: [Option<&Entry<'_>>; 3],
    texts: [&str; 3],
    conventions: &Conventions,
) -> Holds {
    let value = |entry: Option<&Entry<'_>>| Holds::Value(entry.map(|entry| entry.value.clone()));
    let text = entries.map(|entry| entry.map(|entry| (entry.lead, entry.body)));
    let joined = text.map(|text| text.map_or(String::new(), |(lead, body)| format!("{lead}{body}")));
    if let Some((lead, body)) = picked(text[0], text[1], text[2]).map(Option::unwrap_or_default) {
        merge.agree(lead);
        merge.agree(body);
        let taken = if text[1] == text[0] { entries[2] } else { entries[1] };
        return value(taken);
    }
    let [base, Some(mine), Some(theirs)] = entries else {
        merge.disagree(&joined[0], &joined[1], &joined[2]);
        return value(entries[1]);
    };
    merge.append(lines::merge(base.map_or("", |base| base.lead), mine.lead, theirs.lead));
    let base_body = base.map_or("", |base| base.body);
    if let Some(body) = picked(base_body, mine.body, theirs.body) {
        merge.agree(body);
        return value(Some(if mine.body == base_body { theirs } else { mine }));
    }
    if let Some(base) = base {
        let values = [&base.value, &mine.value, &theirs.value];
        if let Some((lines, list)) = items::merge(key, texts, values, conventions) {
            merge.agree(&lines);
            return Holds::Value(Some(list));
        }
    }
    let merged = lines::merge(base_body, mine.body, theirs.body);
    if merged.text().is_some() {
        merge.append(merged);
        return Holds::Lines;
    }
    merge.disagree(base_body, mine.body, theirs.body);
    value(Some(mine))
}

/// Whether the merged header reads as what was decided, whichever side a conflict goes to.
fn means(merge: &Merge, values: &HashMap<&str, Holds>, conventions: &Conventions) -> bool {
    let read = front_matter::read(&merge.with(Side::Mine), conventions.generator);
    let as_decided = read.fields.iter().all(|field| match values.get(field.key.as_str()) {
        Some(Holds::Value(value)) => value.as_ref() == Some(&field.value),
        Some(Holds::Lines) => true,
        None => false,
    });
    let expected = values.values().filter(|holds| !matches!(holds, Holds::Value(None))).count();
    let both_read = [Side::Mine, Side::Theirs].iter().all(|&side| reads_well(&merge.with(side), conventions));
    as_decided && read.fields.len() == expected && both_read
}

/// Every key of mine and theirs, in the order of the side that moved some, with the keys that the
/// other side alone has behind the one that comes before them there. `None` when both moved some.
fn order<'s>(base: &'s Entries<'_>, mine: &'s Entries<'_>, theirs: &'s Entries<'_>) -> Option<Vec<&'s str>> {
    let (base, mine, theirs) = (base.keys(), mine.keys(), theirs.keys());
    let shared = |keys: &[&'s str]| -> Vec<&'s str> {
        let everywhere = |key: &&str| base.contains(key) && mine.contains(key) && theirs.contains(key);
        keys.iter().copied().filter(everywhere).collect()
    };
    let orders = [shared(&base), shared(&mine), shared(&theirs)];
    let (mut order, other) = match () {
        () if orders[2] == orders[0] || orders[2] == orders[1] => (mine, theirs),
        () if orders[1] == orders[0] => (theirs, mine),
        () => return None,
    };
    for (at, key) in other.iter().enumerate() {
        if order.contains(key) {
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| order.iter().position(|own| *own == other[at]));
        order.insert(before.map_or(0, |before| before + 1), key);
    }
    Some(order)
}
