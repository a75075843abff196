//! Markdown to the sanitised HTML of the preview, block by block.
//!
//! One pass: [`blocks`] cuts the body into top-level blocks, [`render`] writes the HTML of each,
//! [`sanitise`] makes it harmless, [`media`] points it at the blog's files, and [`Preview`] sends
//! only what changed.

mod anchors;
mod attributes;
mod autolink;
mod blocks;
mod containers;
mod cut;
mod definitions;
mod dialect;
mod expand;
mod extras;
mod footnotes;
mod lists;
mod markup;
mod mask;
mod media;
mod outline;
mod parts;
mod players;
mod preview;
mod render;
mod resume;
mod rules;
mod sanitise;
mod scan;
mod sending;
mod shortcode;
mod stand_in;
mod tags;
mod typography;
mod wikilinks;
mod words;

use std::ops::ControlFlow;

pub use dialect::{
    Attributes, Containers, Dialect, Extras, HeadingIds, Math, RawHtml, Templates, Typography, Wikilinks,
};
pub use outline::Section;
pub use players::{is_of_player, player_sources};
pub use preview::{Preview, Replaced};
pub use sending::{Block, BlockHtml, Patch, Whole};
pub use words::word_count;

/// Where the post stands, which decides what its relative addresses mean, and how it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RenderContext {
    /// What the address of a file of the blog starts with, such as `preview://localhost/file/`.
    /// When empty, the addresses of images and media stay as they were written.
    pub asset_base: String,
    /// The post's folder below the blog's, with `/`; empty for the blog's folder itself.
    pub post_dir: String,
    /// How the site's own renderer reads Markdown.
    pub dialect: Dialect,
}

/// The sanitised HTML of a whole body.
pub fn render(body: &str, context: &RenderContext) -> String {
    let mut html = String::with_capacity(body.len() * 3 / 2);
    blocks::each(blocks::Part::whole(body, &context.dialect), |raw| {
        html.push_str(&harmless(raw.html, &body[raw.place], context));
        ControlFlow::Continue(())
    });
    html
}

/// The HTML of a whole body as it is, not sanitised: for comparison with other renderers, never to
/// be shown.
pub fn render_plain(body: &str, dialect: &Dialect) -> String {
    let mut html = String::with_capacity(body.len() * 3 / 2);
    blocks::each(blocks::Part::whole(body, dialect), |raw| {
        html.push_str(raw.html);
        ControlFlow::Continue(())
    });
    html
}

/// What stands before Markdown whose HTML is too tangled.
const UNRENDERED: &str = "<pre class=\"unrendered\">";

/// What the preview shows for a block's raw HTML. `source` is the Markdown it came from, shown
/// instead when the HTML is too tangled to be sanitised in reasonable time.
fn harmless(raw: &str, source: &str, context: &RenderContext) -> String {
    match sanitise::sanitise(raw) {
        Some(html) => media::resolve(&html, context),
        None => {
            let mut html = String::from(UNRENDERED);
            tags::escape(source, &mut html);
            html.push_str("</pre>\n");
            html
        }
    }
}

/// The line, from 0, at which each of a rising series of offsets stands.
struct Lines<'a> {
    text: &'a [u8],
    offset: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    /// From an offset on, which is in line `line`.
    fn new(text: &'a str, offset: usize, line: u32) -> Lines<'a> {
        Lines { text: text.as_bytes(), offset, line }
    }

    fn line_at(&mut self, offset: usize) -> u32 {
        if let Some(passed) = self.text.get(self.offset..offset) {
            self.line += memchr::memchr_iter(b'\n', passed).count() as u32;
            self.offset = offset;
        }
        self.line
    }
}
