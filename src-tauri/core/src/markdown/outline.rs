//! The headings of a body, with the section that each begins.
//!
//! Only those at the top of the Markdown are listed: a heading in a quote, a list or a footnote
//! begins no section that could be gone to or moved. They are kept with the blocks of the preview, so
//! they are what it shows, and asking for them reads nothing.

use pulldown_cmark::{Event, HeadingLevel};
use serde::Serialize;

use super::mask::Masked;
use super::preview::Preview;

/// A heading, and the section that it begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Section {
    /// The heading's level, from 1 to 6.
    pub level: u8,
    /// The heading's text without markup; empty when it has none.
    pub text: String,
    /// The heading's first line in the document, from 0.
    pub line: u32,
    /// The line after the section: that of the next heading of the same or a higher level, or how
    /// many lines the document has.
    pub end: u32,
    /// Whether it is in an HTML element that opened before it, such as `<details>`.
    pub nested: bool,
}

impl Preview {
    /// The headings of the body that was taken last, in a document of that many lines.
    pub fn outline(&self, lines: u32) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for (shown, place) in self.blocks.iter().zip(&self.places) {
            for title in &shown.titles {
                let line = place.line + title.line;
                while let Some(above) = open.pop_if(|above| sections[*above].level >= title.level) {
                    sections[above].end = line;
                }
                open.push(sections.len());
                let (level, text, nested) = (title.level, title.text.clone(), title.is_nested);
                sections.push(Section { level, text, line, end: lines, nested });
            }
        }
        sections
    }
}

/// A heading of a block.
#[derive(Clone, Debug)]
pub struct Title {
    /// From 1 to 6.
    pub level: u8,
    /// Without markup.
    pub text: String,
    /// Its first line below that of the block.
    pub line: u32,
    /// Whether an HTML element is open around it.
    pub is_nested: bool,
}

/// Collects the headings at the top of what is read, from the events of the parser.
#[derive(Default)]
pub struct Titles {
    open: Option<Title>,
    found: Vec<(usize, Title)>,
}

impl Titles {
    /// A heading at the top starts.
    pub fn start(&mut self, level: HeadingLevel, is_nested: bool) {
        self.open = Some(Title { level: level as u8, text: String::new(), line: 0, is_nested });
    }

    /// Takes the next event of the heading that is open, if one is. What was hidden from the parser
    /// is in `written`.
    pub fn read(&mut self, event: &Event<'_>, masked: &Masked<'_>, written: &str) {
        let Some(Title { text, .. }) = &mut self.open else { return };
        match event {
            Event::Text(piece) => text.push_str(&masked.value(piece)),
            Event::Code(code) => text.push_str(&masked.unmask(code, written)),
            Event::InlineMath(tex) | Event::DisplayMath(tex) => text.push_str(tex),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }

    /// The heading ends, which started at that byte of the body.
    pub fn end(&mut self, start: usize) {
        if let Some(mut title) = self.open.take() {
            title.text = title.text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.found.push((start, title));
        }
    }

    /// The headings since this was asked last, each with the byte of the body that it starts at.
    pub fn take(&mut self) -> Vec<(usize, Title)> {
        std::mem::take(&mut self.found)
    }
}
