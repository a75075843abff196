//! What of a preview is sent: the blocks that change, their HTML near what is seen, and the rest of it
//! when it is asked for. HTML is sanitised when it is sent first, and of a very long block it is the
//! start (`cut`).

use std::collections::HashSet;
use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use super::preview::{Place, Preview, Shown};
use super::{RenderContext, cut, harmless};

/// Bytes of HTML that are sent at once before the block with a line.
const BEFORE: usize = 64 * 1024;

/// One top-level block of the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "PreviewBlock", rename_all = "camelCase")]
pub struct Block {
    /// A hash of its HTML before it was sanitised, 16 hexadecimal digits.
    pub id: String,
    /// Sanitised; may hold several elements or bare text when the block was written as HTML. It ends
    /// with `<galley-rest></galley-rest>` when it is the start of a very long one. Null when it is that
    /// of a block of this id that goes, or is to be asked for.
    pub html: Option<String>,
    /// Its first line in the document, from 0.
    pub line: u32,
    /// How many lines it covers; 0 for footnotes that are defined between other blocks.
    pub lines: u32,
    /// The length of its HTML in bytes, before it was sanitised; of a very long block, of its start.
    pub bytes: u32,
}

/// Replace `removed` blocks from `start` by `blocks`, then add `shift` to the lines of the blocks
/// after them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "PreviewPatch", rename_all = "camelCase")]
pub struct Patch {
    /// The first block that changes.
    pub start: u32,
    /// How many blocks go.
    pub removed: u32,
    /// What comes in their place.
    pub blocks: Vec<Block>,
    /// By how many lines the blocks after them move.
    pub shift: i32,
}

/// All blocks of a post, in columns, since there may be a hundred thousand, and the HTML of some.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "PreviewWhole", rename_all = "camelCase")]
pub struct Whole {
    /// The ids of the blocks, without anything between them.
    pub ids: String,
    /// Three numbers for each block: by how many lines it begins below the start of the one before
    /// it (the first: of the document), how many lines it covers, and the bytes of its HTML.
    pub places: Vec<u32>,
    /// The first block whose HTML is here.
    pub start: u32,
    /// Its HTML, and that of the blocks after it.
    pub html: Vec<String>,
}

/// The HTML of every block of an id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct BlockHtml {
    /// The id.
    pub id: String,
    /// Sanitised.
    pub html: String,
}

/// The HTML of a block.
#[derive(Clone, Debug)]
pub(super) enum Html {
    /// Not sanitised. What it was made of lies in these bytes from the start of the block's first line.
    Raw {
        html: Arc<str>,
        source: Range<usize>,
    },
    Harmless(Arc<str>),
}

/// What blocks were read of.
#[derive(Clone, Copy)]
pub(super) struct Origin<'a> {
    pub body: &'a str,
    pub context: &'a RenderContext,
}

/// Which HTML of a block is sent.
type HtmlOf = fn(&mut Shown, &Place, Origin<'_>) -> String;

impl Shown {
    /// Its HTML to be sent at first.
    fn start(&mut self, place: &Place, origin: Origin<'_>) -> String {
        cut::cut(&self.harmless(place, origin)).into_owned()
    }

    /// All of its HTML to be sent, as far as it can be shown.
    fn entire(&mut self, place: &Place, origin: Origin<'_>) -> String {
        cut::wanted(&self.harmless(place, origin)).into_owned()
    }

    /// All of its HTML; sanitised when that was not done before.
    fn harmless(&mut self, place: &Place, origin: Origin<'_>) -> Arc<str> {
        if let Html::Raw { html, source } = &self.html {
            let source = place.start + source.start..place.start + source.end;
            let source = origin.body.get(source).unwrap_or_default();
            self.html = Html::Harmless(harmless(html, source, origin.context).trim().into());
        }
        match &self.html {
            Html::Raw { html, .. } | Html::Harmless(html) => Arc::clone(html),
        }
    }

    fn name(&self) -> String {
        format!("{:016x}", self.raw)
    }
}

impl Preview {
    /// All blocks with the HTML of those around a line of the document, from 0. `body` and `context`
    /// are those that were taken last.
    pub fn around(&mut self, line: u32, body: &str, context: &RenderContext) -> Whole {
        let at = self.places.partition_point(|place| place.line <= line).saturating_sub(1);
        let most = BEFORE.min(self.step);
        let (mut start, mut before) = (at, 0);
        while let Some(above) = start.checked_sub(1).map(|above| &self.blocks[above])
            && before + (above.bytes as usize) < most
        {
            before += above.bytes as usize;
            start -= 1;
        }
        self.from(start, before + self.step, Origin { body, context }, Shown::start)
    }

    /// All blocks with all of their HTML.
    pub fn full(&mut self, body: &str, context: &RenderContext) -> Whole {
        self.from(0, usize::MAX, Origin { body, context }, Shown::entire)
    }

    /// The HTML of blocks of these ids: of all that are known, or of as many as should be sent at once.
    /// Of very long blocks it is the start.
    pub fn html(&mut self, ids: &[String], body: &str, context: &RenderContext) -> Vec<BlockHtml> {
        self.of_ids(ids, Origin { body, context }, Shown::start)
    }

    /// The same, with all of the HTML of very long blocks, as far as it can be shown.
    pub fn entire_html(&mut self, ids: &[String], body: &str, context: &RenderContext) -> Vec<BlockHtml> {
        self.of_ids(ids, Origin { body, context }, Shown::entire)
    }

    fn of_ids(&mut self, ids: &[String], origin: Origin<'_>, html_of: HtmlOf) -> Vec<BlockHtml> {
        let mut wanted: HashSet<u64> = ids.iter().filter_map(|id| u64::from_str_radix(id, 16).ok()).collect();
        let mut room = self.step;
        let mut found = Vec::new();
        for (shown, place) in self.blocks.iter_mut().zip(&self.places) {
            if room == 0 || wanted.is_empty() {
                break;
            }
            if wanted.remove(&shown.raw) {
                let html = html_of(shown, place, origin);
                room = room.saturating_sub(html.len());
                found.push(BlockHtml { id: shown.name(), html });
            }
        }
        found
    }

    /// All blocks with HTML of so many bytes, of the blocks from `start` on.
    fn from(&mut self, start: usize, mut room: usize, origin: Origin<'_>, html_of: HtmlOf) -> Whole {
        let mut whole = Whole { start: start as u32, ..Whole::default() };
        whole.ids.reserve(self.blocks.len() * 16);
        whole.places.reserve(self.places.len() * 3);
        let mut above = 0;
        for (index, (shown, place)) in self.blocks.iter_mut().zip(&self.places).enumerate() {
            let _ = write!(whole.ids, "{:016x}", shown.raw);
            whole.places.extend([place.line - above, place.lines, shown.bytes]);
            above = place.line;
            if index >= start && room > 0 {
                let html = html_of(shown, place, origin);
                room = room.saturating_sub(html.len());
                whole.html.push(html);
            }
        }
        whole
    }
}

/// Blocks, and where they are.
type Blocks<'a> = (&'a [Shown], &'a [Place]);

/// The smallest patch in one piece: what stays in front stays to the line, what stays behind may
/// move by a common number of lines: by `moved`, where more blocks come after these. Of what comes it
/// has HTML of no more than about `room` bytes.
pub(super) fn patch(
    old: Blocks<'_>,
    shown: &mut [Shown],
    places: &[Place],
    moved: Option<i32>,
    mut room: usize,
    origin: Origin<'_>,
) -> Patch {
    let alike =
        |old: (&Shown, &Place), new: (&Shown, &Place)| old.0.raw == new.0.raw && old.1.lines == new.1.lines;
    let was: Vec<_> = old.0.iter().zip(old.1).collect();
    let is: Vec<_> = shown.iter().zip(places).collect();
    let stays =
        |(old, new): &(&(&Shown, &Place), &(&Shown, &Place))| alike(**old, **new) && old.1.line == new.1.line;
    let start = was.iter().zip(&is).take_while(stays).count();
    let (was, is) = (&was[start..], &is[start..]);
    let shift = match (moved, was.last(), is.last()) {
        (Some(moved), ..) => moved,
        (None, Some(old), Some(new)) => new.1.line.cast_signed().wrapping_sub(old.1.line.cast_signed()),
        _ => 0,
    };
    let goes_along = |(old, new): &(&(&Shown, &Place), &(&Shown, &Place))| {
        alike(**old, **new) && old.1.line.checked_add_signed(shift) == Some(new.1.line)
    };
    let kept = was.iter().rev().zip(is.iter().rev()).take_while(goes_along).count();
    let removed = was.len() - kept;
    let gone: HashSet<u64> = was[..removed].iter().map(|(shown, _)| shown.raw).collect();
    let end = shown.len() - kept;
    let fresh = shown[start..end].iter_mut().zip(&places[start..end]);
    let blocks = fresh.map(|(shown, place)| {
        let is_wanted = room > 0 && !gone.contains(&shown.raw);
        let html = is_wanted.then(|| shown.start(place, origin));
        room = room.saturating_sub(html.as_ref().map_or(0, String::len));
        let (id, bytes) = (shown.name(), shown.bytes);
        Block { id, html, line: place.line, lines: place.lines, bytes }
    });
    Patch {
        start: start as u32,
        removed: removed as u32,
        blocks: blocks.collect(),
        shift: if kept == 0 && moved.is_none() { 0 } else { shift },
    }
}
