//! A comparison as it is shown: what is the same, what was removed, what was added.

use super::words;

/// A piece of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "DiffPiece")]
pub struct Piece {
    /// What became of it.
    pub kind: PieceKind,
    /// The text; empty of lines that are left out.
    pub text: String,
    /// The lines that are left out; 0 for every other piece.
    pub lines: u32,
}

/// What became of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "DiffPieceKind", rename_all = "snake_case")]
pub enum PieceKind {
    /// It is in both texts.
    Same,
    /// It is in the old text alone.
    Removed,
    /// It is in the new text alone.
    Added,
    /// It is in both texts, and left out.
    LeftOut,
}

/// The two texts as one, in pieces. The old text is all that is the same or removed, the new one all
/// that is the same or added.
pub fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut add = |kind, text: &str| {
        if !text.is_empty() {
            found.push(Piece { kind, text: text.to_owned(), lines: 0 });
        }
    };
    let mut passed = 0;
    for hunk in words(old, new) {
        add(PieceKind::Same, &old[passed..hunk.old.start]);
        add(PieceKind::Removed, &old[hunk.old.clone()]);
        add(PieceKind::Added, &new[hunk.new]);
        passed = hunk.old.end;
    }
    add(PieceKind::Same, &old[passed..]);
    found
}

/// The pieces without the lines that are the same, but for this many before and after each change.
pub fn in_context(pieces: Vec<Piece>, lines: usize) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let mut found = Vec::with_capacity(pieces.len());
    for (index, piece) in pieces.into_iter().enumerate() {
        let before = if index == 0 { 0 } else { after_lines(&piece.text, lines) };
        let after = if index == last { piece.text.len() } else { before_lines(&piece.text, lines) };
        let between = piece.text.get(before..after).unwrap_or_default();
        let count = between.bytes().filter(|byte| *byte == b'\n').count();
        // One line is shown as soon as said to be left out.
        let is_short = count < 2 && !(index == last && count == 1);
        if piece.kind != PieceKind::Same || is_short {
            found.push(piece);
            continue;
        }
        let same = |text: &str| Piece { kind: PieceKind::Same, text: text.to_owned(), lines: 0 };
        let left_out = Piece { kind: PieceKind::LeftOut, text: String::new(), lines: count as u32 };
        let shown = [same(&piece.text[..before]), left_out, same(&piece.text[after..])];
        found.extend(shown.into_iter().filter(|piece| piece.lines > 0 || !piece.text.is_empty()));
    }
    found
}

/// Where the lines that begin in a text after its first, unfinished one and `count` more begin.
fn after_lines(text: &str, count: usize) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).nth(count).map_or(text.len(), |at| at + 1)
}

/// Where its last `count` lines, and the unfinished one after them, begin.
fn before_lines(text: &str, count: usize) -> usize {
    memchr::memrchr_iter(b'\n', text.as_bytes()).nth(count).map_or(0, |at| at + 1)
}
