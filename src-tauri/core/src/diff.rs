//! What is different between two texts: by lines, and by words where lines have changed.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

mod changes;
mod ends;
mod map;
mod pieces;
mod tokens;

pub use changes::changes;
pub(crate) use map::map_back;
pub use pieces::{Piece, PieceKind, in_context, pieces};

/// Bytes of changed lines, of both texts together, that are still compared word by word. More at one
/// place is another text rather than a change of this one, and the time must stay bounded.
const MOST_BY_WORDS: usize = 64 * 1024;

/// One place where two texts differ, in bytes of each. The ranges start and end between characters;
/// one of them may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// In the old text.
    pub old: Range<usize>,
    /// In the new text.
    pub new: Range<usize>,
}

/// Where two texts differ, by whole lines, in rising order and never touching each other.
pub fn lines(old: &str, new: &str) -> Vec<Hunk> {
    let ends = common_ends(old, new);
    let (old_part, new_part) = (&old[ends.old.clone()], &new[ends.new.clone()]);
    let input = InternedInput::new(tokens::Lines(old_part), tokens::Lines(new_part));
    hunks(&input, ends.old.start, ends.new.start)
}

/// Where two texts differ, by words where that is a change of the same lines.
pub fn words(old: &str, new: &str) -> Vec<Hunk> {
    let mut found = Vec::new();
    for hunk in lines(old, new) {
        let is_change = !hunk.old.is_empty() && !hunk.new.is_empty();
        if is_change && hunk.old.len() + hunk.new.len() <= MOST_BY_WORDS {
            found.extend(words_in(old, new, hunk));
        } else {
            found.push(hunk);
        }
    }
    found
}

fn words_in(old: &str, new: &str, hunk: Hunk) -> Vec<Hunk> {
    let input =
        InternedInput::new(tokens::Words(&old[hunk.old.clone()]), tokens::Words(&new[hunk.new.clone()]));
    let mut found = hunks(&input, hunk.old.start, hunk.new.start);
    let changed: usize = found.iter().map(|hunk| hunk.old.len() + hunk.new.len()).sum();
    // Single words that happen to be in both say nothing.
    if changed * 3 > (hunk.old.len() + hunk.new.len()) * 2 {
        return vec![hunk];
    }
    found.dedup_by(|next, last| {
        let between = &old[last.old.end..next.old.start];
        let joins = between.chars().all(char::is_whitespace) && !between.contains('\n');
        if joins {
            (last.old.end, last.new.end) = (next.old.end, next.new.end);
        }
        joins
    });
    found
}

/// What is between the lines that two texts begin and end with alike.
pub(crate) fn common_ends(old: &str, new: &str) -> Hunk {
    let (old, new) = (old.as_bytes(), new.as_bytes());
    let start = ends::common_start(old, new);
    let start = memchr::memrchr(b'\n', &old[..start]).map_or(0, |at| at + 1);
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let alike = ends::common_end(old_rest, new_rest);
    let tail = &old_rest[old_rest.len() - alike..];
    // The line that the common end starts in has changed, unless both have a line end before it.
    let is_whole = |rest: &[u8]| rest.len() == alike || rest[rest.len() - alike - 1] == b'\n';
    let whole = is_whole(old_rest) && is_whole(new_rest);
    let first = if whole { Some(0) } else { memchr::memchr(b'\n', tail).map(|at| at + 1) };
    let alike = first.map_or(0, |first| tail.len() - first);
    Hunk { old: start..old.len() - alike, new: start..new.len() - alike }
}

/// The hunks of tokenised texts that start at these bytes.
fn hunks(input: &InternedInput<&str>, old_start: usize, new_start: usize) -> Vec<Hunk> {
    let mut diff = Diff::compute(Algorithm::Histogram, input);
    diff.postprocess_no_heuristic(input);
    let length = |token: &imara_diff::Token| input.interner[*token].len();
    let mut places = (old_start, new_start);
    let mut passed = (0, 0);
    let mut found = Vec::new();
    for hunk in diff.hunks() {
        let (before, after) = (hunk.before.start as usize, hunk.after.start as usize);
        places.0 += input.before[passed.0..before].iter().map(length).sum::<usize>();
        places.1 += input.after[passed.1..after].iter().map(length).sum::<usize>();
        passed = (hunk.before.end as usize, hunk.after.end as usize);
        let old: usize = input.before[before..passed.0].iter().map(length).sum();
        let new: usize = input.after[after..passed.1].iter().map(length).sum();
        found.push(Hunk { old: places.0..places.0 + old, new: places.1..places.1 + new });
        places = (places.0 + old, places.1 + new);
    }
    found
}

#[cfg(test)]
mod tests;
