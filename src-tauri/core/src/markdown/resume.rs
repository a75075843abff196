//! Reading only the blocks around a change.
//!
//! The parser goes line by line, and at the start of a top-level block it has nothing open: what it
//! finds from there on depends on the text from there on alone, and on link definitions, footnotes and
//! the ids of headings; and on template tags and formulas that go on over it, at which no reading
//! starts or ends. So a part is read from a block before the change until a block starts where
//! one started before; all blocks after it are as they were. Where anything else may be different,
//! the body is read whole. `tests/markdown_patches.rs` holds this against reading it whole.

use std::collections::HashSet;
use std::ops::{ControlFlow, Range};

use super::RenderContext;
use super::anchors::{Anchors, Heading};
use super::blocks::{self, Part, Raw, Told};
use super::definitions::Definitions;
use super::preview::{Place, Preview, Reading, Replaced, Shown};
use super::sending::{Origin, Patch, patch};

/// Blocks before the changed one that are read again: a line may join the block before its own.
const BEFORE: usize = 2;
/// Blocks after the change that are read at first, in search of one that starts where it started.
const AFTER: usize = 4;
/// More hashes of blank blocks than this are not kept.
const MOST_BLANK: usize = 10_000;

/// Blocks to read again: those from `first` up to `last`, and where they are.
struct Stretch {
    first: usize,
    /// The first block that the change left alone.
    untouched: usize,
    last: usize,
    /// In the old body.
    old: Range<usize>,
    /// In the new body.
    new: Range<usize>,
    /// The line of the document that it starts in.
    line: u32,
}

enum Found {
    Again(Box<Again>),
    /// No block starts where one started before.
    NoEnd,
    /// Something is different that blocks elsewhere depend on.
    Other,
}

/// What was read of a stretch, which ends where `last` started before.
struct Again {
    stretch: Stretch,
    shown: Vec<Shown>,
    places: Vec<Place>,
    blank: HashSet<u64>,
    words_before: u32,
    definitions: Definitions,
    open_ended: Vec<usize>,
}

impl Preview {
    /// As [`Preview::update`], when the body differs from the last one only in `replaced`: its cost
    /// hardly depends on the body's length.
    pub fn edit(
        &mut self,
        body: &str,
        first_line: u32,
        context: &RenderContext,
        replaced: &Replaced,
    ) -> Patch {
        match self.read_again(body, first_line, context, replaced) {
            Some(again) => self.take_over(again, Origin { body, context }),
            None => self.update(body, first_line, context),
        }
    }

    fn read_again(
        &self,
        body: &str,
        first_line: u32,
        context: &RenderContext,
        replaced: &Replaced,
    ) -> Option<Again> {
        let (length, last_first_line, last_context) = self.last.as_ref()?;
        let fits = replaced.old.start <= replaced.old.end
            && replaced.old.end <= *length
            && replaced.old.start <= replaced.end
            && length - replaced.old.end + replaced.end == body.len();
        if !fits || *last_first_line != first_line || last_context != context {
            return None;
        }
        let mut after = AFTER;
        loop {
            let stretch = self.stretch(body.len(), first_line, replaced, after);
            let is_whole = stretch.first == 0 && stretch.last == self.blocks.len();
            // Footnotes are numbered and gathered over the whole body.
            if is_whole || body[stretch.new.clone()].contains("[^") {
                return None;
            }
            // What opens before may end in the change.
            if self.open_ended.first().is_some_and(|at| *at < stretch.old.start) {
                return None;
            }
            match self.read_stretch(body, context, stretch) {
                Found::Again(again) => return Some(*again),
                Found::Other => return None,
                Found::NoEnd => after *= 8,
            }
        }
    }

    /// The blocks around a change.
    fn stretch(&self, length: usize, first_line: u32, replaced: &Replaced, after: usize) -> Stretch {
        let touched = self.places.partition_point(|place| place.start < replaced.old.start);
        let first = touched.saturating_sub(BEFORE + 1);
        let first = (0..=first).rev().find(|&at| self.places.get(at).is_some_and(|place| place.is_fresh));
        let first = first.unwrap_or(0);
        // What stands before the first block may become a part of it.
        let (start, line) = match self.places.get(first) {
            Some(place) if first > 0 => (place.start, place.line),
            _ => (0, first_line),
        };
        // The line that the change ends in may start or end a block.
        let untouched = self.places.partition_point(|place| place.start <= replaced.old.end);
        let last = (untouched + after).min(self.blocks.len());
        let old_end =
            self.places.get(last).map_or(length - replaced.end + replaced.old.end, |place| place.start);
        let new_end = old_end - replaced.old.end + replaced.end;
        Stretch { first, untouched, last, old: start..old_end, new: start..new_end, line }
    }

    fn read_stretch(&self, body: &str, context: &RenderContext, mut stretch: Stretch) -> Found {
        let Stretch { first, last, .. } = stretch;
        let known = &self.blocks[first..last];
        let part = Part {
            body,
            range: stretch.new.clone(),
            dialect: &context.dialect,
            definitions: Some(&self.definitions),
            anchors: Anchors::expecting(context.dialect.ids, headings(known)),
            has_contents: false,
        };
        let start = (stretch.new.start, stretch.line);
        let mut reading = Reading::new(known, &self.blank, body, start, context);
        let mut end = None;
        let told = blocks::each(part, |raw| {
            if let Some(index) = self.same_start(&stretch, &raw) {
                reading.add_words(raw.before);
                end = Some(index);
                return ControlFlow::Break(());
            }
            reading.take(raw);
            ControlFlow::Continue(())
        });
        match end {
            Some(index) => {
                let start = self.places[index].start;
                stretch.new.end -= stretch.old.end - start;
                (stretch.old.end, stretch.last) = (start, index);
            }
            None if last < self.blocks.len() => return Found::NoEnd,
            None => reading.add_words(told.words),
        }
        let is_other = told.needs_whole
            || headings(&self.blocks[first..stretch.last]) != headings(&reading.shown)
            || !self.definitions.still_hold(&stretch.old, &stretch.new, &told.definitions);
        if is_other {
            return Found::Other;
        }
        let Reading { shown, places, blank, words_before, .. } = reading;
        let Told { definitions, open_ended, .. } = told;
        Found::Again(Box::new(Again { stretch, shown, places, blank, words_before, definitions, open_ended }))
    }

    /// The block that the change left alone and that started before where `raw` starts now.
    fn same_start(&self, stretch: &Stretch, raw: &Raw<'_>) -> Option<usize> {
        let start = (raw.start + stretch.old.end).checked_sub(stretch.new.end)?;
        let after = self.places.get(stretch.untouched..stretch.last)?;
        let found = after.binary_search_by_key(&start, |place| place.start).ok()?;
        let index = stretch.untouched + found;
        (raw.is_fresh && self.places[index].is_fresh).then_some(index)
    }

    fn take_over(&mut self, again: Again, origin: Origin<'_>) -> Patch {
        let body = origin.body;
        let Again { stretch, mut shown, places, blank, words_before, definitions, open_ended } = again;
        let Stretch { first, last, old, new, line, .. } = stretch;
        let moved = self.places.get(last).map(|after| {
            let lines = memchr::memchr_iter(b'\n', &body.as_bytes()[new.clone()]).count() as u32;
            (line + lines).cast_signed().wrapping_sub(after.line.cast_signed())
        });
        let old_blocks = (&self.blocks[first..last], &self.places[first..last]);
        let mut patch = patch(old_blocks, &mut shown, &places, moved, self.step, origin);
        patch.start += first as u32;
        let words = |blocks: &[Shown]| blocks.iter().map(|block| block.words).sum::<u32>();
        self.words = self.words - words(&self.blocks[first..last]) + words(&shown);
        // Those before the first block were read again when it was.
        match first.checked_sub(1).map(|before| &mut self.blocks[before]) {
            Some(block) => {
                block.words += words_before;
                self.words += words_before;
            }
            None => {
                self.words = self.words - self.words_before + words_before;
                self.words_before = words_before;
            }
        }
        self.blocks.splice(first..last, shown);
        let count = places.len();
        self.places.splice(first..last, places);
        for place in &mut self.places[first + count..] {
            place.start = place.start - old.end + new.end;
            place.line = place.line.wrapping_add_signed(moved.unwrap_or_default());
        }
        self.definitions.follow(&old, &new, &definitions);
        let later = self.open_ended.iter().filter(|at| **at >= old.end).map(|at| at - old.end + new.end);
        let here = open_ended.into_iter().filter(|at| *at < new.end);
        self.open_ended = here.chain(later).collect();
        if self.blank.len() > MOST_BLANK {
            self.blank.clear();
        }
        self.blank.extend(blank);
        self.last = self.last.take().map(|(_, line, context)| (body.len(), line, context));
        patch
    }
}

fn headings(blocks: &[Shown]) -> Vec<Heading> {
    blocks.iter().flat_map(|block| block.headings.iter().cloned()).collect()
}
