//! The preview of an open post: what was sent last, and what has to be sent now.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use super::anchors::Heading;
use super::blocks::{Part, Raw};
use super::definitions::Definitions;
use super::outline::Title;
use super::sending::{Html, Origin, Patch, patch};
use super::{Lines, RenderContext, blocks, cut, harmless};

/// Bytes of HTML that are sent at once: some milliseconds of work here and in the window.
const STEP: usize = 256 * 1024;

/// The bytes of a body that were replaced, and where what replaced them ends in the new body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The bytes that went, in the old body.
    pub old: Range<usize>,
    /// The end of what came in their place, in the new body.
    pub end: usize,
}

/// The blocks of a post as they were sent last.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Bytes of HTML that are sent at once.
    pub(super) step: usize,
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
    /// The hash of the block before it was sanitised, and of the context it was rendered in: its id.
    pub raw: u64,
    pub html: Html,
    /// Of the HTML before it was sanitised, as far as it is sent at first.
    pub bytes: u32,
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

impl Default for Preview {
    fn default() -> Preview {
        Preview::new()
    }
}

impl Preview {
    /// A preview of which nothing was sent yet.
    pub fn new() -> Preview {
        Preview::sending(STEP)
    }

    /// A preview that sends HTML of about so many bytes at once.
    pub fn sending(step: usize) -> Preview {
        Preview {
            step,
            blocks: Vec::new(),
            places: Vec::new(),
            blank: HashSet::new(),
            definitions: Definitions::default(),
            open_ended: Vec::new(),
            words: 0,
            words_before: 0,
            last: None,
        }
    }

    /// Takes the post's body as it is now, which starts at `first_line` of the document (from 0), and
    /// tells how the preview changes.
    pub fn update(&mut self, body: &str, first_line: u32, context: &RenderContext) -> Patch {
        let (blocks, places) = self.take(body, first_line, context);
        let origin = Origin { body, context };
        patch((&blocks, &places), &mut self.blocks, &self.places, None, self.step, origin)
    }

    /// Takes the post's body as it is now, when nothing was sent of it.
    pub fn read(&mut self, body: &str, first_line: u32, context: &RenderContext) {
        self.take(body, first_line, context);
    }

    /// Whether it has no blocks.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The blocks that were there before.
    fn take(&mut self, body: &str, first_line: u32, context: &RenderContext) -> (Vec<Shown>, Vec<Place>) {
        // Those of the last body are of no use, and a million of them are many megabytes.
        self.definitions = Definitions::default();
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
        self.blank = blank;
        (std::mem::replace(&mut self.blocks, shown), std::mem::replace(&mut self.places, places))
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
        let Some(html) = self.html(&block, raw) else {
            self.blank.insert(raw);
            return self.add_words(block.words);
        };
        let headings = block.headings.into_boxed_slice();
        let bytes = cut::first(block.html.trim().len()) as u32;
        self.shown.push(Shown { raw, html, bytes, words: block.words, headings, titles });
        self.places.push(Place { start: block.start, is_fresh: block.is_fresh, line, lines });
    }
}

impl Reading<'_> {
    /// Words in no block count with the block before them.
    pub fn add_words(&mut self, words: u32) {
        *self.shown.last_mut().map_or(&mut self.words_before, |block| &mut block.words) += words;
    }

    /// `None` of a block of which nothing is left. Most surely show something, and need not be
    /// sanitised before they are sent.
    fn html(&mut self, block: &Raw<'_>, raw: u64) -> Option<Html> {
        let source = block.place.start - block.start..block.place.end - block.start;
        match self.known.find(raw).map(|old| &old.html) {
            Some(Html::Harmless(html)) => return Some(Html::Harmless(Arc::clone(html))),
            Some(Html::Raw { html, .. }) => return Some(Html::Raw { html: Arc::clone(html), source }),
            None if self.was_blank.contains(&raw) => return None,
            None if is_sure_to_show(block.html) => {
                return Some(Html::Raw { html: block.html.into(), source });
            }
            None => {}
        }
        let html = harmless(block.html, &self.body[block.place.clone()], self.context);
        let html = html.trim();
        (!html.is_empty()).then(|| Html::Harmless(html.into()))
    }
}

/// Whether it begins with an element that Markdown makes: that one is left, whatever is in it.
fn is_sure_to_show(html: &str) -> bool {
    const MADE: [&str; 14] =
        ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre", "blockquote", "table", "hr", "dl"];
    let name = html.trim_start().strip_prefix('<').and_then(|rest| rest.split([' ', '>', '\n']).next());
    name.is_some_and(|name| MADE.contains(&name))
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
