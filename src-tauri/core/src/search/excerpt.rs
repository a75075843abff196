//! The passages of a text that show why it was found.

use std::ops::Range;

use memchr::memmem::Finder;

use super::marks::merge;
use super::text::Text;

/// A passage around found words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The passage as it is in the file, line breaks included.
    pub text: String,
    /// Where it starts in the file's text, in bytes.
    pub at: usize,
    /// The found words as bytes of [`Excerpt::text`], sorted, apart from each other and on character
    /// boundaries.
    pub ranges: Vec<Range<usize>>,
}

/// Passages of one text.
const MOST: usize = 3;
/// Characters before and behind a found word.
const AROUND: usize = 40;
/// Places of each word that are looked at for passages.
const PLACES: usize = 32;

/// How often the words stand in the body, and its passages in the order of the text. `None` unless
/// every word is there.
pub(super) fn excerpts(text: &Text, words: &[Finder<'static>]) -> Option<(usize, Vec<Excerpt>)> {
    let body = text.lower();
    if !words.iter().all(|word| word.find(body.as_bytes()).is_some()) {
        return None;
    }
    let mut count = 0;
    let (mut firsts, mut places) = (Vec::new(), Vec::new());
    for word in words {
        for (nth, at) in word.find_iter(body.as_bytes()).enumerate() {
            count += 1;
            if nth < PLACES {
                let place = at..at + word.needle().len();
                if nth == 0 {
                    firsts.push(place.clone());
                }
                places.push(place);
            }
        }
    }
    merge(&mut places);
    let excerpts = passages(body, firsts.iter().chain(&places));
    Some((count, excerpts.into_iter().map(|passage| excerpt(text, &passage, &places)).collect()))
}

/// Passages that do not overlap, around the first of `places` that fit, in the order of the text.
fn passages<'a>(body: &str, places: impl Iterator<Item = &'a Range<usize>>) -> Vec<Range<usize>> {
    let mut passages: Vec<Range<usize>> = Vec::new();
    for place in places {
        let passage = around(body, place);
        let overlaps = passages.iter().any(|taken| passage.start < taken.end && taken.start < passage.end);
        if passages.len() < MOST && !overlaps {
            passages.push(passage);
        }
    }
    passages.sort_by_key(|passage| passage.start);
    passages
}

fn around(body: &str, place: &Range<usize>) -> Range<usize> {
    let before = body[..place.start].char_indices().rev().take(AROUND).last();
    let behind = body[place.end..].char_indices().nth(AROUND);
    before.map_or(place.start, |(at, _)| at)..behind.map_or(body.len(), |(at, _)| place.end + at)
}

fn excerpt(text: &Text, passage: &Range<usize>, places: &[Range<usize>]) -> Excerpt {
    let inside = places.iter().filter(|place| passage.start <= place.start && place.end <= passage.end);
    let ranges = inside.map(|place| place.start - passage.start..place.end - passage.start).collect();
    let in_file = text.in_file(passage);
    Excerpt { at: in_file.start, text: text.written(in_file), ranges }
}
