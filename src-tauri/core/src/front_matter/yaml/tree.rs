//! A YAML header as a tree of nodes that know their bytes.

use std::ops::Range;

use granit_parser::ScalarStyle;

/// A node; all offsets are bytes of the whole text.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// The node's own bytes, without its anchor and tag. A block scalar starts at its `|` or `>`
    /// and, like a block collection, ends where its last line of content ends.
    pub range: Range<usize>,
    /// Where its anchor or tag starts, if it has one; else where it starts itself.
    pub start: usize,
    pub kind: Kind,
    /// The parser's number for its anchor.
    pub anchor: Option<usize>,
    pub tag: Option<Tag>,
}

impl Node {
    /// The node's bytes with its anchor and tag.
    pub fn written(&self) -> Range<usize> {
        self.start..self.range.end
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether nothing is written for it, not even an anchor or a tag.
    pub fn is_empty(&self) -> bool {
        self.start == self.range.end
    }

    /// Whether it is a block collection: entries on lines of their own.
    pub fn is_block_collection(&self) -> bool {
        matches!(self.kind, Kind::Sequence { flow: false, .. } | Kind::Mapping { flow: false, .. })
    }

    /// The node and everything below it.
    pub fn descendants(&self) -> Vec<&Node> {
        let mut found = vec![self];
        let mut next = 0;
        while let Some(&node) = found.get(next) {
            match &node.kind {
                Kind::Sequence { items, .. } => found.extend(items),
                Kind::Mapping { entries, .. } => {
                    found.extend(entries.iter().flat_map(|entry| [&entry.key, &entry.value]));
                }
                Kind::Scalar { .. } | Kind::Alias { .. } => {}
            }
            next += 1;
        }
        found
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Scalar {
        text: String,
        style: ScalarStyle,
    },
    Sequence {
        flow: bool,
        items: Vec<Node>,
    },
    Mapping {
        flow: bool,
        entries: Vec<Entry>,
    },
    /// `None` when no anchor of that name comes before it.
    Alias {
        target: Option<usize>,
    },
}

/// A key and its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub key: Node,
    pub value: Node,
    /// Just behind the colon that follows the key; `None` for `? key` and for a bare flow entry.
    pub after_colon: Option<usize>,
}

/// The tags that decide how a scalar is read; any other makes no difference to its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    Text,
    Other,
}
