//! The preview of an open post: what was sent last, and what has to be sent now.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use serde::Serialize;

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

/// The blocks of a post as they were sent last.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    blocks: Vec<Shown>,
    /// Raw blocks of which nothing was left, such as comments, by their hash.
    blank: HashSet<u64>,
}

#[derive(Clone, Debug)]
struct Shown {
    /// The hash of the block before it was sanitised, and of the context it was rendered in.
    raw: u64,
    id: u64,
    html: Arc<str>,
    line: u32,
    lines: u32,
}

impl Preview {
    /// A preview of which nothing was sent yet.
    pub fn new() -> Preview {
        Preview::default()
    }

    /// Takes the post's body as it is now, which starts at `first_line` of the document (from 0), and
    /// tells how the preview changes. Only blocks whose HTML is new are sanitised.
    pub fn update(&mut self, body: &str, first_line: u32, context: &RenderContext) -> Patch {
        let blocks = self.render(body, first_line, context);
        let old = std::mem::replace(&mut self.blocks, blocks);
        patch(&old, &self.blocks)
    }

    /// All blocks, as a patch to an empty preview.
    pub fn full(&self) -> Patch {
        patch(&[], &self.blocks)
    }

    fn render(&mut self, body: &str, first_line: u32, context: &RenderContext) -> Vec<Shown> {
        let mut seed = DefaultHasher::new();
        context.hash(&mut seed);
        let mut known = Known::new(&self.blocks);
        let mut lines = Lines::new(body, first_line);
        let mut blank = HashSet::new();
        let mut shown = Vec::with_capacity(self.blocks.len() + 1);
        blocks::each(body, &context.dialect, |html, source| {
            let raw = hash(&seed, html);
            let (line, lines) = lines.span(&source);
            if let Some(old) = known.find(raw) {
                shown.push(Shown { line, lines, ..old.clone() });
                return;
            }
            if !self.blank.contains(&raw) {
                let html = harmless(html, &body[source], context);
                let html = html.trim();
                if !html.is_empty() {
                    shown.push(Shown {
                        raw,
                        id: hash(&DefaultHasher::new(), html),
                        html: html.into(),
                        line,
                        lines,
                    });
                    return;
                }
            }
            blank.insert(raw);
        });
        self.blank = blank;
        shown
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

/// The smallest patch in one piece: what stays in front stays to the line, what stays behind may
/// move by a common number of lines.
fn patch(old: &[Shown], new: &[Shown]) -> Patch {
    let alike = |old: &Shown, new: &Shown| old.id == new.id && old.lines == new.lines;
    let start = old.iter().zip(new).take_while(|(old, new)| alike(old, new) && old.line == new.line).count();
    let (old, new) = (&old[start..], &new[start..]);
    let shift = match (old.last(), new.last()) {
        (Some(old), Some(new)) => new.line.cast_signed().wrapping_sub(old.line.cast_signed()),
        _ => 0,
    };
    let moved = |old: &Shown, new: &Shown| old.line.checked_add_signed(shift) == Some(new.line);
    let kept = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(old, new)| alike(old, new) && moved(old, new))
        .count();
    Patch {
        start: start as u32,
        removed: (old.len() - kept) as u32,
        blocks: new[..new.len() - kept].iter().map(Shown::to_block).collect(),
        shift: if kept == 0 { 0 } else { shift },
    }
}

impl Shown {
    fn to_block(&self) -> Block {
        Block {
            id: format!("{:016x}", self.id),
            html: self.html.to_string(),
            line: self.line,
            lines: self.lines,
        }
    }
}
