//! The parts of a post that an address can name: headings by their ids, and whatever else has one.

use percent_encoding::percent_decode_str;

use super::preview::{Preview, Shown};
use super::sending::Html;

impl Preview {
    /// The line of the document, from 0, of the part that `#part` of an address names, as it is written
    /// there. Of what is no heading it is the first line of its block.
    pub fn line_of_part(&self, part: &str) -> Option<u32> {
        let decoded = percent_decode_str(part).decode_utf8().ok();
        decoded.as_deref().into_iter().chain([part]).find_map(|id| self.line_of(id))
    }

    fn line_of(&self, id: &str) -> Option<u32> {
        let escaped = id.replace('&', "&amp;").replace('"', "&quot;");
        let marks = [format!(" id=\"{escaped}\""), format!(" name=\"{escaped}\"")];
        let mut blocks = self.blocks.iter().zip(&self.places);
        blocks.find_map(|(shown, place)| {
            if let Some(line) = shown.line_of_heading(id) {
                return Some(place.line + line);
            }
            marks.iter().any(|mark| shown.html.as_str().contains(mark)).then_some(place.line)
        })
    }
}

impl Shown {
    /// Below the block's first line. Which line a heading has that is not at the top is not kept.
    fn line_of_heading(&self, id: &str) -> Option<u32> {
        let at = self.headings.iter().position(|heading| heading.id() == Some(id))?;
        if self.headings.len() == self.titles.len() { Some(self.titles[at].line) } else { Some(0) }
    }
}

impl Html {
    fn as_str(&self) -> &str {
        match self {
            Html::Raw { html, .. } | Html::Harmless(html) => html,
        }
    }
}
