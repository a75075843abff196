//! The words that the parser reads in place of passages, each as long as its passage.
//!
//! Most are a sign that no text has, the passage's number and filler. A passage too short for these
//! has a sign that tells its length, and a number among the different ones of that length.

use std::borrow::Cow;
use std::collections::HashMap;

/// What most words start with; not a character, by Unicode's definition.
pub const MARK: char = '\u{fdd0}';

/// What fills a word behind its number; no digit.
const FILLER: u8 = b'Z';

/// What short words start with, by their length in bytes, from two on. Two signs between them stand
/// for others (`mask`).
const SHORT: [u8; 5] = [0x0e, 0x0f, 0x10, 0x13, 0x14];

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Whether there may be a word in a text.
pub fn may_contain(text: &str) -> bool {
    text.contains(MARK) || text.bytes().any(|byte| SHORT.contains(&byte))
}

/// A text without the signs of words and of attributes (`mask`), at the same length: with others that
/// show as little.
pub fn without_signs(text: &str) -> Cow<'_, str> {
    match may_contain(text) || text.contains('\u{fdd1}') {
        true => {
            text.replace([MARK, '\u{fdd1}'], "\u{fffd}").replace(|c| c != MARK && is_sign(c), "\u{1f}").into()
        }
        false => text.into(),
    }
}

fn is_sign(c: char) -> bool {
    c == MARK || SHORT.iter().any(|sign| c == char::from(*sign))
}

/// Which passage each word stands for.
#[derive(Default)]
pub struct StandIns {
    /// The passages of the short words, by length and number.
    short: [Vec<usize>; SHORT.len()],
}

impl StandIns {
    /// The next word of a text that stands for a passage: where it starts, and the passage's number.
    pub fn find(&self, text: &str, mut from: usize) -> Option<(usize, usize)> {
        while let Some(found) = text[from..].find(is_sign) {
            let at = from + found;
            if let Some(passage) = self.passage(&text[at..]) {
                return Some((at, passage));
            }
            from = at + text[at..].chars().next().map_or(1, char::len_utf8);
        }
        None
    }

    fn passage(&self, word: &str) -> Option<usize> {
        if let Some(digits) = word.strip_prefix(MARK) {
            let length = digits.bytes().take(13).position(|byte| byte == FILLER)?;
            return usize::from_str_radix(&digits[..length], 36).ok();
        }
        let kind = SHORT.iter().position(|sign| word.as_bytes().first() == Some(sign))?;
        let number = usize::from_str_radix(word.get(1..kind + 2)?, 36).ok()?;
        self.short[kind].get(number).copied()
    }
}

/// Writes words in place of passages.
#[derive(Default)]
pub struct Writer {
    known: HashMap<(Vec<u8>, bool), usize>,
    /// What was written.
    pub words: StandIns,
}

impl Writer {
    /// Writes over `source` what stands for a passage; false when there is no room for it.
    pub fn write(&mut self, source: &mut [u8], passage: usize, is_block: bool) -> bool {
        let mark = MARK.len_utf8();
        let number = digits(passage);
        if source.len() > mark + number.len() {
            source.fill(FILLER);
            MARK.encode_utf8(source);
            source[mark..mark + number.len()].copy_from_slice(&number);
            return true;
        }
        let Some(kind) = source.len().checked_sub(2).filter(|kind| *kind < SHORT.len()) else {
            return false;
        };
        let all = &mut self.words.short[kind];
        let number = *self.known.entry((source.to_vec(), is_block)).or_insert_with(|| {
            all.push(passage);
            all.len() - 1
        });
        let number = digits(number);
        if number.len() >= source.len() {
            return false;
        }
        source.fill(DIGITS[0]);
        source[0] = SHORT[kind];
        let start = source.len() - number.len();
        source[start..].copy_from_slice(&number);
        true
    }
}

/// A number in as few digits as it has.
fn digits(mut number: usize) -> Vec<u8> {
    let mut digits = Vec::new();
    while number > 0 || digits.is_empty() {
        digits.push(DIGITS[number % DIGITS.len()]);
        number /= DIGITS.len();
    }
    digits.reverse();
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_tells_its_passage() {
        let mut text = b"<>{x}{yy}{{long}}{x}".to_vec();
        let mut writer = Writer::default();
        let places = [0..2, 2..5, 5..9, 9..17, 17..20];
        for (passage, place) in places.clone().into_iter().enumerate() {
            assert!(writer.write(&mut text[place], passage, false));
        }
        let text = String::from_utf8(text).unwrap();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some((start, passage)) = writer.words.find(&text, at) {
            found.push((start, passage));
            at = places[passage].len() + start;
        }
        // The same short text is the same passage.
        assert_eq!(found, [(0, 0), (2, 1), (5, 2), (9, 3), (17, 1)]);
    }

    #[test]
    fn a_text_without_signs_has_its_length() {
        let text = "\u{f}0 \u{fdd0}1Z é";
        let without = without_signs(text);
        assert_eq!((without.len(), may_contain(&without)), (text.len(), false));
        assert_eq!(StandIns::default().find(&without, 0), None);
    }
}
