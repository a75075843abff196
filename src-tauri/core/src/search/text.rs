//! A post's text in lower case, from which the text as it was written can be had back.

use std::ops::Range;

/// A text in lower case and which of its characters were capitals. Every character takes as many
/// bytes as the written one, so a place in one is that place in the other; a capital whose small
/// letter is longer or shorter, or has another capital, is left as it is.
#[derive(Debug)]
pub(super) struct Text {
    lower: Box<str>,
    /// One bit for each byte that starts a capital.
    capitals: Box<[u64]>,
    body: usize,
}

impl Text {
    /// The text of a file whose body starts at byte `body`; what is before is not searched.
    pub(super) fn new(text: &str, body: usize) -> Text {
        let mut lower = String::with_capacity(text.len());
        let mut capitals = vec![0u64; text.len().div_ceil(64)];
        for (at, char) in text.char_indices() {
            let small = small(char);
            if small != char {
                capitals[at / 64] |= 1 << (at % 64);
            }
            lower.push(small);
        }
        Text { body: text.floor_char_boundary(body), lower: lower.into(), capitals: capitals.into() }
    }

    /// The bytes it takes in memory.
    pub(super) fn bytes(&self) -> usize {
        self.lower.len() + self.capitals.len() * 8
    }

    /// The body in lower case.
    pub(super) fn lower(&self) -> &str {
        &self.lower[self.body..]
    }

    /// A range of the body as a range of the file's text.
    pub(super) fn in_file(&self, body: &Range<usize>) -> Range<usize> {
        body.start + self.body..body.end + self.body
    }

    /// A part of the file's text as it was written.
    pub(super) fn written(&self, range: Range<usize>) -> String {
        let start = range.start;
        let part = self.lower.get(range).unwrap_or_default();
        part.char_indices().map(|(at, char)| self.char_as_written(start + at, char)).collect()
    }

    fn char_as_written(&self, at: usize, char: char) -> char {
        let capital = self.capitals.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1);
        if capital { char.to_uppercase().next().unwrap_or(char) } else { char }
    }
}

/// A word as [`Text`] writes it.
pub(super) fn lower(word: &str) -> String {
    word.chars().map(small).collect()
}

fn small(char: char) -> char {
    if char.is_ascii() {
        return char.to_ascii_lowercase();
    }
    let mut small = char.to_lowercase();
    let (Some(small), None) = (small.next(), small.next()) else { return char };
    let mut capital = small.to_uppercase();
    let back = (capital.next(), capital.next()) == (Some(char), None);
    if back && small.len_utf8() == char.len_utf8() { small } else { char }
}
