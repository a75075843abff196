//! Texts compared and merged line by line.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use super::{Merge, moved};

/// Neighbouring lines that two texts do not share. Ranges are bytes; one of them may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hunk {
    /// The lines of the old text.
    pub old: Range<usize>,
    /// What the new text has in their place.
    pub new: Range<usize>,
}

/// Where `new` differs from `old`, in order; between two hunks there is a line that both have.
///
/// Myers with the slides of git's diff, so that alike lines are told apart as git does it. The time
/// stays in proportion to the texts, however different they are.
pub(crate) fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    let input = InternedInput::new(old, new);
    let mut diff = Diff::compute(Algorithm::Myers, &input);
    diff.postprocess_no_heuristic(&input);
    let (old, new) = (starts(old), starts(new));
    let bytes =
        |starts: &[usize], lines: Range<u32>| starts[lines.start as usize]..starts[lines.end as usize];
    let hunks = diff.hunks();
    hunks.map(|hunk| Hunk { old: bytes(&old, hunk.before), new: bytes(&new, hunk.after) }).collect()
}

/// Merges as `git merge-file` does: changes that overlap or touch each other are a conflict unless
/// they are the same. Unlike git, no choice in a conflict loses a line that neither removed (`moved`).
pub(super) fn merge(base: &str, mine: &str, theirs: &str) -> Merge {
    let texts = Texts { base, sides: [mine, theirs], hunks: [hunks(base, mine), hunks(base, theirs)] };
    let mut regions = texts.regions();
    moved::join(&texts, &mut regions);
    let mut merge = Merge::default();
    let mut done = 0;
    for region in regions {
        let Range { start, end } = region.base;
        merge.agree(&base[done..start]);
        settle(&mut merge, &base[start..end], texts.of(0, &region), texts.of(1, &region));
        done = end;
    }
    merge.agree(&base[done..]);
    merge
}

/// What is merged, and where the two sides differ from the base.
pub(super) struct Texts<'t> {
    pub base: &'t str,
    sides: [&'t str; 2],
    hunks: [Vec<Hunk>; 2],
}

/// A stretch of the base that one of the sides changed, or both. Regions do not touch each other.
#[derive(Clone)]
pub(super) struct Region {
    /// Bytes of the base.
    pub base: Range<usize>,
    /// Of each side those of its hunks that lie in it; empty where it left the stretch alone.
    pub hunks: [Range<usize>; 2],
}

impl<'t> Texts<'t> {
    fn regions(&self) -> Vec<Region> {
        let mut regions = Vec::new();
        let mut next = [0, 0];
        // Of the hunks that come next, one that starts at `end` or before.
        let touching = |next: [usize; 2], end: usize| {
            [0, 1].into_iter().find_map(|side| {
                let hunk = self.hunks[side].get(next[side]).filter(|hunk| hunk.old.start <= end)?;
                Some((side, hunk.old.end))
            })
        };
        loop {
            let first = next;
            let starts =
                [0, 1].map(|side: usize| self.hunks[side].get(next[side]).map(|hunk| hunk.old.start));
            let Some(start) = starts.into_iter().flatten().min() else { return regions };
            let mut end = start;
            while let Some((side, hunk_end)) = touching(next, end) {
                next[side] += 1;
                end = end.max(hunk_end);
            }
            regions.push(Region { base: start..end, hunks: [first[0]..next[0], first[1]..next[1]] });
        }
    }

    /// What a side, 0 or 1, made of a region.
    pub fn of(&self, side: usize, region: &Region) -> &'t str {
        let Range { start, end } = region.base;
        let hunks = &self.hunks[side][region.hunks[side].clone()];
        let (Some(first), Some(last)) = (hunks.first(), hunks.last()) else { return &self.base[start..end] };
        &self.sides[side][first.new.start - (first.old.start - start)..last.new.end + (end - last.old.end)]
    }

    pub fn is_conflict(&self, region: &Region) -> bool {
        picked(&self.base[region.base.clone()], self.of(0, region), self.of(1, region)).is_none()
    }
}

/// One of three texts for the same lines, else a conflict about those lines that differ.
fn settle(merge: &mut Merge, base: &str, mine: &str, theirs: &str) {
    if let Some(text) = picked(base, mine, theirs) {
        merge.agree(text);
        return;
    }
    let head = common_lines(mine, theirs);
    let tail = common_last_lines(&mine[head..], &theirs[head..]);
    let (agreed, mine_end) = (&mine[..head], mine.len() - tail);
    let base = &base[common_lines(base, agreed)..];
    let base = &base[..base.len() - common_last_lines(base, &mine[mine_end..])];
    merge.agree(agreed);
    merge.disagree(base, &mine[head..mine_end], &theirs[head..theirs.len() - tail]);
    merge.agree(&mine[mine_end..]);
}

/// What a place that one of the two changed at most, or both alike, becomes.
pub(super) fn picked<T: Copy + PartialEq>(base: T, mine: T, theirs: T) -> Option<T> {
    match () {
        () if mine == theirs || theirs == base => Some(mine),
        () if mine == base => Some(theirs),
        () => None,
    }
}

/// Bytes of the whole lines that both texts start with.
fn common_lines(a: &str, b: &str) -> usize {
    let both = a.split_inclusive('\n').zip(b.split_inclusive('\n'));
    both.take_while(|(a, b)| a == b).map(|(line, _)| line.len()).sum()
}

/// Bytes of the whole lines that both texts end with.
fn common_last_lines(a: &str, b: &str) -> usize {
    let both = a.split_inclusive('\n').rev().zip(b.split_inclusive('\n').rev());
    both.take_while(|(a, b)| a == b).map(|(line, _)| line.len()).sum()
}

/// Where each line starts, and the end of the text.
fn starts(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
    if starts.last() != Some(&text.len()) {
        starts.push(text.len());
    }
    starts
}
