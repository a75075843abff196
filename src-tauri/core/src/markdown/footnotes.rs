//! Footnotes: numbered in the order in which the text refers to them, gathered at the end.

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, TagEnd, html};

/// The footnotes of one document. Only those that are referred to are shown.
#[derive(Default)]
pub struct Footnotes<'a> {
    definitions: HashMap<CowStr<'a>, Definition<'a>>,
    /// Labels in the order of their numbers, and how often each was referred to.
    cited: Vec<(CowStr<'a>, u32)>,
    numbers: HashMap<CowStr<'a>, usize>,
}

struct Definition<'a> {
    content: Vec<Event<'a>>,
    source: Range<usize>,
}

impl<'a> Footnotes<'a> {
    /// Keeps the content of a definition; the first one of a label counts.
    pub fn define(&mut self, label: CowStr<'a>, content: Vec<Event<'a>>, source: Range<usize>) {
        self.definitions.entry(label).or_insert(Definition { content, source });
    }

    /// What stands in the text where it refers to a footnote.
    pub fn refer(&mut self, label: &CowStr<'a>) -> Event<'a> {
        let cited = &mut self.cited;
        let number = *self.numbers.entry(label.clone()).or_insert_with(|| {
            cited.push((label.clone(), 0));
            cited.len()
        });
        let times = &mut cited[number - 1].1;
        *times += 1;
        let id = reference_id(number, *times);
        let link = format!(
            "<sup class=\"footnote-ref\" id=\"{id}\"><a href=\"#fn:{number}\" role=\"doc-noteref\">{number}</a></sup>"
        );
        Event::InlineHtml(link.into())
    }

    /// Writes the section of all footnotes and tells where their definitions are, from the start of
    /// the first to the end of the last.
    pub fn write(mut self, html: &mut String) -> Option<Range<usize>> {
        let notes = self.collect();
        let start = notes.iter().map(|note| note.source.start).min()?;
        let end = notes.iter().map(|note| note.source.end).max()?;
        html.push_str("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        for (index, (mut note, (_, times))) in notes.into_iter().zip(&self.cited).enumerate() {
            let number = index + 1;
            let _ = writeln!(html, "<li id=\"fn:{number}\">");
            let ends_in_paragraph = note.content.last() == Some(&Event::End(TagEnd::Paragraph));
            let at = note.content.len() - usize::from(ends_in_paragraph);
            note.content.insert(at, Event::InlineHtml(back_links(number, *times).into()));
            html::push_html(html, note.content.into_iter());
            html.push_str("</li>\n");
        }
        html.push_str("</ol>\n</section>\n");
        Some(start..end)
    }

    /// The definitions by number. Those of footnotes that only other footnotes refer to come last.
    fn collect(&mut self) -> Vec<Definition<'a>> {
        let mut notes = Vec::new();
        while let Some((label, _)) = self.cited.get(notes.len()) {
            // The parser reports no reference to a label that has no definition.
            let Some(mut note) = self.definitions.remove(&label.clone()) else { break };
            for event in &mut note.content {
                if let Event::FootnoteReference(label) = event {
                    *event = self.refer(&label.clone());
                }
            }
            notes.push(note);
        }
        notes
    }
}

/// Colons never occur in the ids of headings.
fn reference_id(number: usize, time: u32) -> String {
    if time == 1 { format!("fnref:{number}") } else { format!("fnref:{number}:{time}") }
}

fn back_links(number: usize, times: u32) -> String {
    let mut links = String::new();
    for time in 1..=times {
        let id = reference_id(number, time);
        let _ = write!(
            links,
            " <a href=\"#{id}\" class=\"footnote-backref\" role=\"doc-backlink\" aria-label=\"Back to reference {number}\">↩\u{fe0e}</a>"
        );
    }
    links
}
