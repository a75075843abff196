//! Adding and removing between brackets and braces.

use std::ops::Range;

use super::{Replacement, replace};
use crate::front_matter::lines::{break_near, line_end, line_start};
use crate::front_matter::value::Value;

/// The elements of a flow collection, of which only the places matter.
pub(super) struct Elements<'a> {
    pub text: &'a str,
    pub ranges: &'a [Range<usize>],
    /// From the opening bracket to the closing one, both included.
    pub brackets: Range<usize>,
}

impl Elements<'_> {
    /// Removes the elements `from..to` with the commas that go with them.
    pub fn delete(&self, from: usize, to: usize) -> Vec<Replacement> {
        let ranges = self.ranges;
        let last = ranges[to - 1].end;
        if let Some(next) = ranges.get(to) {
            return vec![replace(ranges[from].start..next.start, "")];
        }
        let trailing_comma = self.comma(last..self.brackets.end).map(|comma| comma + 1);
        let Some(before) = from.checked_sub(1) else {
            return vec![replace(ranges[0].start..trailing_comma.unwrap_or(last), "")];
        };
        let gap = ranges[before].end..ranges[from].start;
        let Some(comment) = self.text[gap.clone()].find('#') else {
            return vec![replace(gap.start..last, "")];
        };
        // The comment belongs to the element before: it stays, and so does a comma that it needs.
        let start = line_end(self.text, gap.start + comment);
        match (trailing_comma, self.comma(gap)) {
            (Some(end), _) => vec![replace(start..end, "")],
            (None, Some(comma)) if comma < start => {
                vec![replace(comma..comma + 1, ""), replace(start..last, "")]
            }
            (None, _) => vec![replace(start..last, "")],
        }
    }

    /// Inserts before the element `at`, or after the last one.
    pub fn insert(&self, at: usize, written: &[String]) -> Vec<Replacement> {
        let ranges = self.ranges;
        let Some(last) = ranges.last() else {
            let inside = self.brackets.start + 1;
            return vec![replace(inside..inside, written.join(", "))];
        };
        let separator = self.separator();
        if let Some(next) = ranges.get(at) {
            let text: String = written.iter().map(|item| format!("{item}{separator}")).collect();
            return vec![replace(next.start..next.start, text)];
        }
        let rest = last.end..self.brackets.end;
        let Some(comment) = self.text[rest.clone()].find('#') else {
            let text: String = written.iter().map(|item| format!("{separator}{item}")).collect();
            return vec![replace(last.end..last.end, text)];
        };
        let line = line_end(self.text, last.end + comment);
        let break_and_indent = self.break_and_indent();
        let text: Vec<String> = written.iter().map(|item| format!("{break_and_indent}{item}")).collect();
        match self.comma(rest) {
            Some(_) => vec![replace(line..line, text.join(",") + ",")],
            None => vec![replace(last.end..last.end, ","), replace(line..line, text.join(","))],
        }
    }

    /// Removes these elements, given by sorted numbers.
    pub fn delete_all(&self, which: &[usize]) -> Vec<Replacement> {
        runs(which).into_iter().flat_map(|run| self.delete(run.start, run.end)).collect()
    }

    /// Makes the elements these ones. Those that both start and end with stay untouched.
    pub fn replace(
        &self,
        old: &[Value],
        new: &[Value],
        write: impl Fn(usize, &Value) -> String,
    ) -> Vec<Replacement> {
        let (head, old_end, new_end) = changed(old, new);
        let both = (old_end - head).min(new_end - head);
        let renew = |at: usize| replace(self.ranges[at].clone(), write(at, &new[at]));
        let mut replacements: Vec<Replacement> = (head..head + both).map(renew).collect();
        if new_end > head + both {
            let beside = (head + both).saturating_sub(1);
            let written: Vec<String> =
                new[head + both..new_end].iter().map(|item| write(beside, item)).collect();
            replacements.extend(self.insert(head + both, &written));
        } else if old_end > head + both {
            replacements.extend(self.delete(head + both, old_end));
        }
        replacements
    }

    /// Moves an element; what stands between the elements stays where it is.
    pub fn reorder(&self, from: usize, to: usize) -> Vec<Replacement> {
        let mut order: Vec<usize> = (0..self.ranges.len()).collect();
        let moved = order.remove(from);
        order.insert(to, moved);
        let changed = order.iter().enumerate().filter(|(place, element)| place != *element);
        changed
            .map(|(place, &element)| {
                replace(self.ranges[place].clone(), &self.text[self.ranges[element].clone()])
            })
            .collect()
    }

    /// What stands between two elements here.
    fn separator(&self) -> String {
        if let [.., before, last] = self.ranges {
            let gap = &self.text[before.end..last.start];
            if gap.starts_with(',') && gap[1..].trim().is_empty() {
                return gap.to_owned();
            }
        }
        match self.ranges {
            [first, ..] if self.text[line_start(self.text, first.start)..first.start].trim().is_empty() => {
                format!(",{}", self.break_and_indent())
            }
            _ => ", ".into(),
        }
    }

    fn break_and_indent(&self) -> String {
        let at = self.ranges.last().map_or(self.brackets.start, |last| last.start);
        let line = &self.text[line_start(self.text, at)..at];
        format!("{}{}", break_near(self.text, at), &line[..line.len() - line.trim_start().len()])
    }

    /// The first comma of `gap` that is not in a comment.
    fn comma(&self, gap: Range<usize>) -> Option<usize> {
        let mut at = gap.start;
        while at < gap.end {
            match self.text.as_bytes()[at] {
                b',' => return Some(at),
                b'#' => at = line_end(self.text, at),
                _ => at += 1,
            }
        }
        None
    }
}

/// Where two lists differ: the number of items that both start with, and where in each the items
/// start that both end with.
pub(super) fn changed(old: &[Value], new: &[Value]) -> (usize, usize, usize) {
    let head = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let tail =
        old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(old, new)| old == new).count();
    (head, old.len() - tail, new.len() - tail)
}

/// Neighbouring numbers as ranges.
pub(super) fn runs(sorted: &[usize]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for &at in sorted {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}
