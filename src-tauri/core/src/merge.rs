//! Two changed texts and the one that both come from, made one text.
//!
//! Lines are merged as `git merge-file` does, but that no line which neither removed is lost with the
//! choice of one side (`moved`). Of the header each key is merged by itself, so that a
//! new date here and a new tag there are no conflict though their lines are neighbours. Whatever
//! is not sure in a header is merged by lines, and what the result of that cannot be read as,
//! while both texts can, is a conflict.

mod entries;
mod header;
mod items;
pub(crate) mod lines;
mod moved;
mod pieces;

use std::ops::Range;

use crate::front_matter::{self, Conventions};

pub use pieces::{Conflict, Merge, Piece, Side};

/// Merges `mine` and `theirs`, both changed from `base`. Texts have LF line endings.
///
/// No line that one of them added is missing from the result: it is agreed on, or it is in a conflict.
/// A line that neither removed is there whichever side the conflicts are decided for.
pub fn merge(base: &str, mine: &str, theirs: &str, conventions: &Conventions) -> Merge {
    if mine == theirs || theirs == base {
        return Merge::agreed(mine);
    }
    if mine == base {
        return Merge::agreed(theirs);
    }
    apart(base, mine, theirs, conventions).unwrap_or_else(|| lines::merge(base, mine, theirs))
}

/// The bytes of `merged` that stand in the place of other lines of `mine`; empty where lines of
/// `mine` are gone.
pub fn foreign(mine: &str, merged: &str) -> Vec<Range<usize>> {
    lines::hunks(mine, merged).into_iter().map(|hunk| hunk.new).collect()
}

/// Header and body each by itself; `None` where one of the texts has no header that ends.
fn apart(base: &str, mine: &str, theirs: &str, conventions: &Conventions) -> Option<Merge> {
    let body = |text: &str| {
        let split = front_matter::split(text, conventions.generator)?;
        (split.closed && split.accepted).then_some(split.block.end)
    };
    let at = [body(base)?, body(mine)?, body(theirs)?];
    let mut merge = header::merge(&base[..at[0]], &mine[..at[1]], &theirs[..at[2]], conventions);
    let ends = [Side::Mine, Side::Theirs].map(|side| merge.with(side).len());
    merge.append(lines::merge(&base[at[0]..], &mine[at[1]..], &theirs[at[2]..]));
    // A header whose last line has no end would run into a body that had none before.
    let holds = |side, end| body(&merge.with(side)) == Some(end);
    (holds(Side::Mine, ends[0]) && holds(Side::Theirs, ends[1])).then_some(merge)
}
