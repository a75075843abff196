//! Markup on which an HTML parser would take unreasonable time or memory.
//!
//! The rules of HTML make four things cost more than their length: deep nesting (every tag looks
//! through the open elements), formatting that is never closed (each later block repeats it),
//! content misplaced in a table (each piece is moved in front of it), and tags of many attributes
//! (each is compared with those before). All are counted here, a little roughly, in one pass.

use std::collections::HashMap;

use crate::markdown::tags::{self, Piece, Tag, is_void};

/// The deepest nesting that is parsed. Real posts stay below 30; browsers stop at 512.
pub const DEPTH: usize = 200;

/// Elements that a parser may create by repeating unclosed formatting.
const REPEATED: usize = 1_000_000;

/// Pieces of content that a parser may have to move out of tables.
const MISPLACED: usize = 2_000;

/// Attributes of one tag.
const ATTRIBUTES: usize = 500;

/// Whether parsing `html` takes time and memory in proportion to its length.
pub fn is_tame(html: &str) -> bool {
    let mut tally = Tally::default();
    let mut text_from = 0;
    for piece in tags::pieces(html) {
        if let Piece::Tag(tag) = piece {
            if !html[text_from..tag.range.start].trim().is_empty() {
                tally.content();
            }
            text_from = tag.range.end;
            if tag.attribute_count() > ATTRIBUTES {
                return false;
            }
            tally.tag(&tag);
            if !tally.is_tame() {
                return false;
            }
        }
    }
    true
}

#[derive(Default)]
struct Tally {
    tags: usize,
    /// How often each element is open. An end tag closes its own kind only: parsers pass over those
    /// that close nothing.
    open: HashMap<String, usize>,
    depth: usize,
    formatting: usize,
    most_formatting: usize,
    in_cell: bool,
    misplaced: usize,
}

impl Tally {
    fn is_tame(&self) -> bool {
        self.depth <= DEPTH && self.misplaced <= MISPLACED && self.tags * self.most_formatting <= REPEATED
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        let name = tag.name.to_ascii_lowercase();
        self.tags += 1;
        match &*name {
            "table" => self.in_cell = tag.closing,
            "td" | "th" | "caption" => self.in_cell = !tag.closing,
            "tr" | "tbody" | "thead" | "tfoot" | "colgroup" => self.in_cell = false,
            _ => self.content(),
        }
        // The start of such an element ends the one before, so none of them nests by itself.
        let closes_itself = matches!(
            &*name,
            "p" | "li"
                | "dd"
                | "dt"
                | "tr"
                | "td"
                | "th"
                | "tbody"
                | "thead"
                | "tfoot"
                | "colgroup"
                | "caption"
                | "option"
        );
        if !is_void(&name) && !closes_itself {
            self.nest(name, tag.closing);
        }
    }

    fn nest(&mut self, name: String, closing: bool) {
        let is_formatting = matches!(
            &*name,
            "a" | "b"
                | "big"
                | "code"
                | "em"
                | "font"
                | "i"
                | "nobr"
                | "s"
                | "small"
                | "strike"
                | "strong"
                | "tt"
                | "u"
        );
        let open = self.open.entry(name).or_default();
        if !closing {
            *open += 1;
            self.depth += 1;
            self.formatting += usize::from(is_formatting);
            self.most_formatting = self.most_formatting.max(self.formatting);
        } else if *open > 0 {
            *open -= 1;
            self.depth -= 1;
            self.formatting -= usize::from(is_formatting);
        }
    }

    fn content(&mut self) {
        if !self.in_cell && self.open.get("table").is_some_and(|tables| *tables > 0) {
            self.misplaced += 1;
        }
    }
}
