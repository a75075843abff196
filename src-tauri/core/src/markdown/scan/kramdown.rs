//! HTML as kramdown has it: what is in an element is not Markdown up to its end tag, unless the element
//! says so.

use super::{FAR, Found, Scan};
use crate::markdown::attributes::AttributeList;
use crate::markdown::mask::{ListLine, Meaning, Passage};
use crate::markdown::stand_in;
use crate::markdown::tags::{self, Piece};

/// HTML elements that kramdown leaves alone up to their ends.
const RAW: [&str; 12] = [
    "article", "aside", "center", "details", "div", "figure", "footer", "header", "nav", "section", "table",
    "ul",
];

impl Scan<'_> {
    /// Reads a line that is a tag, or looks whether one starts there; true when the line is done.
    pub(super) fn kramdown_line(&mut self, line: &str) -> bool {
        if let Some(tag) = markdown_element(line) {
            if tag.starts_with("<p ") || tag == "<p>" {
                self.open_paragraphs.push(self.at - self.part.start);
                self.attributes(line, AttributeList::parse(tag[2..].trim_end_matches('>')));
                return true;
            }
            // Its last byte becomes the end of a line, so that what follows is a block of its own.
            let at = self.at - self.part.start;
            let (start, end) = (at + line.len() - line.trim_start().len(), at + line.trim_end().len() - 1);
            self.found.passages.push(Passage {
                source: start..end,
                meaning: Meaning::Block(tag),
                ends_line: true,
            });
            self.at += line.len();
            return true;
        }
        if self.at >= self.raw_until {
            self.raw_element(line.trim_start());
        }
        if line.trim() == "</p>"
            && let Some(start) = self.open_paragraphs.pop()
        {
            self.attributes(line, AttributeList::default());
            self.paragraphs.push(start..self.at - self.part.start);
            return true;
        }
        false
    }

    /// Notes where `<p markdown="1">` goes on over the ends of lines; where it is not closed in the part,
    /// its end tag may be anywhere below.
    pub(super) fn note_paragraphs(&mut self) {
        let Found { crossings, open_ended, .. } = &mut self.found;
        if self.open_paragraphs.is_empty() && self.paragraphs.is_empty() {
            return;
        }
        let below = self.part.len() + 1;
        crossings.extend(self.open_paragraphs.iter().map(|&start| start..below));
        crossings.append(&mut self.paragraphs);
        crossings.sort_unstable_by_key(|crossing| crossing.start);
        let mut reached = 0;
        for crossing in crossings {
            reached = reached.max(crossing.end);
            crossing.end = reached;
        }
        open_ended.append(&mut self.open_paragraphs);
        open_ended.sort_unstable();
    }

    /// kramdown's HTML goes up to its end tag: the blank lines in it are joined to those after them.
    fn raw_element(&mut self, line: &str) {
        let Some(Piece::Tag(first)) = tags::pieces(line).next().filter(|_| line.starts_with('<')) else {
            return;
        };
        if first.closing || first.range.start > 0 || !RAW.iter().any(|name| first.is(name)) {
            return;
        }
        let name = first.name;
        let start = self.body.len() - self.body[self.at..].trim_start().len();
        let most = self.body.floor_char_boundary(self.body.len().min(start + FAR));
        if !self.spend(0) {
            return self.leave_open();
        }
        let mut depth = 0;
        for piece in tags::pieces(&self.body[start..most]) {
            let Piece::Tag(tag) = piece else { continue };
            if tag.attribute("markdown").is_some() {
                self.spend(tag.range.end);
                return self.leave_open();
            }
            if tag.is(name) {
                depth += if tag.closing { -1 } else { 1 };
            }
            if depth == 0 {
                self.raw_until = start + tag.range.end;
                self.spend(tag.range.end);
                let raw = &self.body.as_bytes()[start..self.raw_until];
                let base = self.part.start;
                let blanks = memchr::memmem::find_iter(raw, b"\n\n").map(|at| start - base + at + 1);
                self.found.blanks.extend(blanks.map(|at| at..at + 1));
                self.cross(start, self.raw_until);
                return;
            }
        }
        self.spend(most - start);
        self.leave_open();
    }

    /// Takes a line for the attributes of the block after it.
    fn attributes(&mut self, line: &str, list: AttributeList) {
        let start = self.at - self.part.start;
        self.found.blanks.push(start..start + line.trim_end().len());
        self.found.lists.push(ListLine { start, is_after: false, list });
        self.at += line.len();
    }
}

/// The tag that is a line, when what follows it is Markdown: `<div markdown="1">` without that.
fn markdown_element(line: &str) -> Option<String> {
    const WRITTEN: [&str; 4] = [" markdown=\"1\"", " markdown='1'", " markdown=1", " markdown=\"block\""];
    let line = line.trim();
    let Some(Piece::Tag(tag)) = tags::pieces(line).next() else { return None };
    let written = WRITTEN.iter().find(|written| line.contains(**written))?;
    let is_whole = !tag.closing && tag.range == (0..line.len());
    is_whole.then(|| stand_in::without_signs(&line.replacen(written, "", 1)).into_owned())
}
