//! Attribute lists on lines of their own: which block each belongs to.

use std::ops::{ControlFlow, Range};

use super::attributes::AttributeList;
use super::blocks::{self, Part};
use super::dialect::Dialect;
use super::mask::{ListLine, Masked};
use super::tags::{self, Piece};

/// The lists of a part of a body, given to its top-level blocks as these come.
pub struct Lists<'a> {
    body: &'a str,
    dialect: &'a Dialect,
    /// The part's length in bytes.
    length: usize,
    lines: &'a [ListLine],
    /// Whether the table of contents was written: kramdown makes one only. Source: `convert_ul` in
    /// `lib/kramdown/converter/html.rb`.
    has_contents: bool,
}

impl<'a> Lists<'a> {
    /// The lists of a part of `body`. For `has_contents` see [`Part::has_contents`].
    pub fn new(body: &'a str, dialect: &'a Dialect, masked: &'a Masked<'_>, has_contents: bool) -> Lists<'a> {
        Lists { body, dialect, length: masked.text.len(), lines: &masked.lists, has_contents }
    }

    /// Adds to the block at `start` in `html`, which was written at `block`, what belongs to it, and
    /// tells whether that comes from all of the body.
    pub fn apply(&mut self, html: &mut String, start: usize, block: &Range<usize>) -> bool {
        let mut is_from_all = false;
        while let Some((line, rest)) = self.lines.split_first() {
            let belongs = if line.start < block.start { !line.is_after } else { line.is_after };
            let end_of_line = self.length.min(block.end + 1);
            if line.start > end_of_line || line.start >= block.start && line.start > block.end && !belongs {
                return is_from_all;
            }
            self.lines = rest;
            let is_inside = line.start >= block.start && line.start < block.end;
            if !belongs || is_inside || html.len() == start {
                continue;
            }
            is_from_all |= line.list.is_toc;
            let shown = if line.list.is_toc && !self.has_contents {
                self.has_contents = true;
                self.contents(&line.list)
            } else {
                line.list.add_to(&html[start..])
            };
            html.truncate(start);
            html.push_str(&shown);
        }
        is_from_all
    }

    /// The table of contents: the headings of the whole body.
    fn contents(&self, list: &AttributeList) -> String {
        let mut all = String::new();
        let part = Part { has_contents: true, ..Part::whole(self.body, self.dialect) };
        blocks::each(part, |block| {
            all.push_str(block.html);
            ControlFlow::Continue(())
        });
        let mut levels: Vec<u32> = Vec::new();
        let mut toc = String::new();
        let mut open: Option<(u32, usize, String)> = None;
        for piece in tags::pieces(&all) {
            let Piece::Tag(tag) = piece else { continue };
            let Some(level) = heading_level(tag.name) else { continue };
            match open.take() {
                Some((level, from, id)) if tag.closing => {
                    while levels.last().is_some_and(|last| *last > level) && levels.len() > 1 {
                        levels.pop();
                        toc.push_str("</li>\n</ul>\n");
                    }
                    match levels.last() {
                        Some(last) if level > *last => {
                            levels.push(level);
                            toc.push_str("\n<ul>\n");
                        }
                        Some(_) => toc.push_str("</li>\n"),
                        None => levels.push(level),
                    }
                    toc.push_str("<li><a href=\"#");
                    toc.push_str(&id);
                    toc.push_str("\">");
                    toc.push_str(&without_links(&all[from..tag.range.start]));
                    toc.push_str("</a>");
                }
                _ if tag.closing => {}
                _ => {
                    let class = tag.attribute("class").unwrap_or_default();
                    let is_left_out = class.split_whitespace().any(|class| class == "no_toc");
                    let id = tag.attribute("id").filter(|_| !is_left_out);
                    open = id.map(|id| (level, tag.range.end, id.to_owned()));
                }
            }
        }
        for _ in 1..levels.len() {
            toc.push_str("</li>\n</ul>\n");
        }
        if !levels.is_empty() {
            toc.push_str("</li>\n");
        }
        let html = format!("<ul id=\"markdown-toc\">\n{toc}</ul>\n");
        list.add_to(&html)
    }
}

fn heading_level(name: &str) -> Option<u32> {
    let level = name.strip_prefix(['h', 'H'])?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// The inner HTML of a heading; a link cannot be within another.
fn without_links(html: &str) -> String {
    let mut text = String::new();
    let mut at = 0;
    for piece in tags::pieces(html) {
        if let Piece::Tag(tag) = piece
            && tag.is("a")
        {
            text.push_str(&html[at..tag.range.start]);
            at = tag.range.end;
        }
    }
    text.push_str(&html[at..]);
    text
}
