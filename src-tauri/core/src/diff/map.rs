//! Where a passage of a text was in the text before.

use std::ops::Range;

use super::Hunk;

/// The passage of the old text that became `range` of the new one. `hunks` are all differences between
/// the two. A passage that is new is an empty one. What was replaced at its edge belongs to it; what
/// stood before it or after it does not.
pub(crate) fn map_back(hunks: &[Hunk], range: &Range<usize>) -> Range<usize> {
    let start = place(hunks, range.start, Edge::Start);
    start..place(hunks, range.end, Edge::End).max(start)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

fn place(hunks: &[Hunk], at: usize, edge: Edge) -> usize {
    // The last hunk that begins before the place; of those at it, what comes after a start counts.
    let begins = |hunk: &Hunk| match edge {
        Edge::Start => hunk.new.start < at || (hunk.new.start == at && hunk.new.is_empty()),
        Edge::End => hunk.new.start < at,
    };
    let count = hunks.partition_point(begins);
    let Some(hunk) = count.checked_sub(1).and_then(|index| hunks.get(index)) else { return at };
    if at >= hunk.new.end {
        return hunk.old.end + (at - hunk.new.end);
    }
    match edge {
        Edge::Start => hunk.old.start,
        Edge::End => hunk.old.end,
    }
}
