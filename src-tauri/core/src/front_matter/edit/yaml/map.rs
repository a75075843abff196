//! A map of the header: the whole, or one inside it.

use std::ops::Range;

use crate::front_matter::lines::line_start;
use crate::front_matter::yaml::{Entry, Node};

pub(super) struct Map<'a> {
    pub entries: &'a [Entry],
    /// The braces, when it is written between some.
    pub braces: Option<Range<usize>>,
    /// Whether it is the whole header.
    pub is_root: bool,
    /// What stands before each key of a map in lines.
    pub indent: &'a str,
}

impl<'a> Map<'a> {
    pub fn root(text: &'a str, braces: Option<Range<usize>>, entries: &'a [Entry]) -> Map<'a> {
        Map { entries, braces, is_root: true, indent: indent(text, entries) }
    }

    pub fn nested(text: &'a str, node: &Node, flow: bool, entries: &'a [Entry]) -> Map<'a> {
        let braces = flow.then(|| node.range.clone());
        Map { entries, braces, is_root: false, indent: indent(text, entries) }
    }

    /// The entry of this key, exactly as written if there is one, else in any case.
    pub fn entry(&self, key: &str, any_case: bool) -> Option<&'a Entry> {
        let named = |test: &dyn Fn(&str) -> bool| {
            self.entries.iter().find(|entry| entry.key.text().is_some_and(test))
        };
        named(&|text| text == key).or_else(|| named(&|text| any_case && text.eq_ignore_ascii_case(key)))
    }
}

fn indent<'t>(text: &'t str, entries: &[Entry]) -> &'t str {
    let start = entries.first().map_or(0, |first| first.key.start);
    let before = &text[line_start(text, start)..start];
    if before.trim().is_empty() { before } else { "" }
}
