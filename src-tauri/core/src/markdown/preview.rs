//! The preview of an open post: what was sent last, and what has to be sent now.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use serde::Serialize;

use super::anchors::Heading;
use super::blocks::{Part, Raw};
use super::definitions::Definitions;
use super::outline::Title;
use super::{Lines, RenderContext, blocks, harmless};

/// One top-level block of the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "PreviewBlock", rename_all = "camelCase")]
pub struct Block {
    /// A hash of `html`, 16 hexadecimal digits.
    pub id: String,
    /// Sanitised; may hold several elements or bare text when the block was written as HTML.
    pub html: String,
    /// Its first line in the document, from 0.
    pub line: u32,
    /// How many lines it covers; 0 for footnotes that are defined between other blocks.
    pub lines: u32,
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

/// The bytes of a body that were replaced, and where what replaced them ends in the new body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The bytes that went, in the old body.
    pub old: Range<usize>,
    /// The end of what came in their place, in the new body.
    pub end: usize,
}

/// The blocks of a post as they were sent last.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    pub(super) blocks: Vec<Shown>,
    /// Where each block is, beside the blocks: a change moves all places after it.
    pub(super) places: Vec<Place>,
    /// Raw blocks of which nothing was left, such as comments, by their hash.
    pub(super) blank: HashSet<u64>,
    pub(super) definitions: Definitions,
    /// Where something opens whose end was looked for in vain, in the last body; rises.
    pub(super) open_ended: Vec<usize>,
    /// In the last body.
    pub(super) words: u32,
    /// Those before its first block.
    pub(super) words_before: u32,
    /// The last body's length, its first line and its context, unless the next one must be read whole.
    pub(super) last: Option<(usize, u32, RenderContext)>,
}

#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// The hash of the block before it was sanitised, and of the context it was rendered in.
    pub raw: u64,
    pub id: u64,
    pub html: Arc<str>,
    pub words: u32,
    pub headings: Box<[Heading]>,
    /// Those of them that are at the top.
    pub titles: Box<[Title]>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The start of its first line, in bytes of the body.
    pub start: usize,
    /// Whether the parser can start there.
    pub is_fresh: bool,
    /// Its first line in the document, from 0.
    pub line: u32,
    pub lines: u32,
}

impl Preview {
    /// A preview of which nothing was sent yet.
    pub fn new() -> Preview {
        Preview::default()
    }

    /// Takes the post's body as it is now, which starts at `first_line` of the document (from 0), and
    /// tells how the preview changes. Only blocks whose HTML is new are sanitised.
    pub fn update(&mut self, body: &str, first_line: u32, context: &RenderContext) -> Patch {
        let mut reading = Reading::new(&self.blocks, &self.blank, body, (0, first_line), context);
        let told = blocks::each(Part::whole(body, &context.dialect), |raw| {
            reading.take(raw);
            ControlFlow::Continue(())
        });
        reading.add_words(told.words);
        let Reading { shown, places, blank, words_before, .. } = reading;
        (self.definitions, self.open_ended) = (told.definitions, told.open_ended);
        self.words_before = words_before;
        self.words = words_before + shown.iter().map(|block| block.words).sum::<u32>();
        self.last = (!told.needs_whole).then(|| (body.len(), first_line, context.clone()));
        let patch = patch((&self.blocks, &self.places), (&shown, &places), None);
        (self.blocks, self.places, self.blank) = (shown, places, blank);
        patch
    }

    /// All blocks, as a patch to an empty preview.
    pub fn full(&self) -> Patch {
        patch((&[], &[]), (&self.blocks, &self.places), None)
    }

    /// Words in the body.
    pub fn words(&self) -> u32 {
        self.words
    }
}

/// Blocks of a body, or of a part of it, as they are read.
pub(super) struct Reading<'a> {
    body: &'a str,
    context: &'a RenderContext,
    seed: DefaultHasher,
    known: Known<'a>,
    was_blank: &'a HashSet<u64>,
    lines: Lines<'a>,
    pub shown: Vec<Shown>,
    pub places: Vec<Place>,
    pub blank: HashSet<u64>,
    /// Words before the first block that is shown.
    pub words_before: u32,
}

impl<'a> Reading<'a> {
    /// `old` are blocks that may come again; the part starts at a byte and a line of the document.
    pub fn new(
        old: &'a [Shown],
        was_blank: &'a HashSet<u64>,
        body: &'a str,
        (start, line): (usize, u32),
        context: &'a RenderContext,
    ) -> Reading<'a> {
        let mut seed = DefaultHasher::new();
        context.hash(&mut seed);
        Reading {
            body,
            context,
            seed,
            known: Known::new(old),
            was_blank,
            lines: Lines::new(body, start, line),
            shown: Vec::with_capacity(old.len() + 1),
            places: Vec::with_capacity(old.len() + 1),
            blank: HashSet::new(),
            words_before: 0,
        }
    }

    pub fn take(&mut self, mut block: Raw<'_>) {
        let raw = hash(&self.seed, block.html);
        let Range { start, end } = block.place;
        let line = self.lines.line_at(start);
        let titles = std::mem::take(&mut block.titles).into_iter();
        let titles =
            titles.map(|(at, title)| Title { line: self.lines.line_at(at) - line, ..title }).collect();
        let last = self.lines.line_at(end.saturating_sub(1).max(start));
        let lines = if start == end { 0 } else { last - line + 1 };
        self.add_words(block.before);
        let known = self.known.find(raw).map(|old| (old.id, Arc::clone(&old.html)));
        let Some((id, html)) = known.or_else(|| self.sanitise(&block, raw)) else {
            self.blank.insert(raw);
            return self.add_words(block.words);
        };
        let headings = block.headings.into_boxed_slice();
        self.shown.push(Shown { raw, id, html, words: block.words, headings, titles });
        self.places.push(Place { start: block.start, is_fresh: block.is_fresh, line, lines });
    }
}

impl Reading<'_> {
    /// Words in no block count with the block before them.
    pub fn add_words(&mut self, words: u32) {
        *self.shown.last_mut().map_or(&mut self.words_before, |block| &mut block.words) += words;
    }

    /// `None` of a block of which nothing is left.
    fn sanitise(&self, block: &Raw<'_>, raw: u64) -> Option<(u64, Arc<str>)> {
        if self.was_blank.contains(&raw) {
            return None;
        }
        let html = harmless(block.html, &self.body[block.place.clone()], self.context);
        let html = html.trim();
        (!html.is_empty()).then(|| (hash(&DefaultHasher::new(), html), html.into()))
    }
}

/// Finds blocks of the last state. Most stand where they stood, after the one found before.
struct Known<'a> {
    blocks: &'a [Shown],
    next: usize,
    by_hash: Option<HashMap<u64, usize>>,
}

impl<'a> Known<'a> {
    fn new(blocks: &'a [Shown]) -> Known<'a> {
        Known { blocks, next: 0, by_hash: None }
    }

    fn find(&mut self, raw: u64) -> Option<&'a Shown> {
        if self.blocks.get(self.next).is_none_or(|block| block.raw != raw) {
            let blocks = self.blocks;
            let index = || blocks.iter().enumerate().map(|(index, block)| (block.raw, index)).collect();
            self.next = *self.by_hash.get_or_insert_with(index).get(&raw)?;
        }
        self.next += 1;
        Some(&self.blocks[self.next - 1])
    }
}

/// The standard library's hasher has fixed keys when made by `new`, so equal HTML has equal ids in
/// every run.
fn hash(seed: &DefaultHasher, html: &str) -> u64 {
    let mut hasher = seed.clone();
    hasher.write(html.as_bytes());
    hasher.finish()
}

/// Blocks, and where they are.
type Blocks<'a> = (&'a [Shown], &'a [Place]);

/// The smallest patch in one piece: what stays in front stays to the line, what stays behind may
/// move by a common number of lines: by `moved`, where more blocks come after these.
pub(super) fn patch(old: Blocks<'_>, new: Blocks<'_>, moved: Option<i32>) -> Patch {
    let alike =
        |old: (&Shown, &Place), new: (&Shown, &Place)| old.0.id == new.0.id && old.1.lines == new.1.lines;
    let old: Vec<_> = old.0.iter().zip(old.1).collect();
    let new: Vec<_> = new.0.iter().zip(new.1).collect();
    let stays =
        |(old, new): &(&(&Shown, &Place), &(&Shown, &Place))| alike(**old, **new) && old.1.line == new.1.line;
    let start = old.iter().zip(&new).take_while(stays).count();
    let (old, new) = (&old[start..], &new[start..]);
    let shift = match (moved, old.last(), new.last()) {
        (Some(moved), ..) => moved,
        (None, Some(old), Some(new)) => new.1.line.cast_signed().wrapping_sub(old.1.line.cast_signed()),
        _ => 0,
    };
    let goes_along = |(old, new): &(&(&Shown, &Place), &(&Shown, &Place))| {
        alike(**old, **new) && old.1.line.checked_add_signed(shift) == Some(new.1.line)
    };
    let kept = old.iter().rev().zip(new.iter().rev()).take_while(goes_along).count();
    Patch {
        start: start as u32,
        removed: (old.len() - kept) as u32,
        blocks: new[..new.len() - kept].iter().map(|(shown, place)| shown.to_block(place)).collect(),
        shift: if kept == 0 && moved.is_none() { 0 } else { shift },
    }
}

impl Shown {
    fn to_block(&self, place: &Place) -> Block {
        Block {
            id: format!("{:016x}", self.id),
            html: self.html.to_string(),
            line: place.line,
            lines: place.lines,
        }
    }
}
