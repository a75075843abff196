//! Texts compared and merged line by line.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use super::Merge;

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
/// they are the same.
pub(super) fn merge(base: &str, mine: &str, theirs: &str) -> Merge {
    let (ours, others) = (hunks(base, mine), hunks(base, theirs));
    let mut merge = Merge::default();
    let (mut done, mut our, mut other) = (0, 0, 0);
    loop {
        let next = [ours.get(our), others.get(other)];
        let Some(start) = next.into_iter().flatten().map(|hunk| hunk.old.start).min() else { break };
        let (our_first, other_first, mut end) = (our, other, start);
        loop {
            let touches = |hunk: &&Hunk| hunk.old.start <= end;
            if let Some(hunk) = ours.get(our).filter(touches) {
                (our, end) = (our + 1, end.max(hunk.old.end));
            } else if let Some(hunk) = others.get(other).filter(touches) {
                (other, end) = (other + 1, end.max(hunk.old.end));
            } else {
                break;
            }
        }
        merge.agree(&base[done..start]);
        let region = start..end;
        let mine = changed(base, mine, &ours[our_first..our], &region);
        let theirs = changed(base, theirs, &others[other_first..other], &region);
        settle(&mut merge, &base[region], mine, theirs);
        done = end;
    }
    merge.agree(&base[done..]);
    merge
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

/// What `hunks` made of a region of `base` that they all lie in.
fn changed<'t>(base: &'t str, text: &'t str, hunks: &[Hunk], region: &Range<usize>) -> &'t str {
    let (Some(first), Some(last)) = (hunks.first(), hunks.last()) else { return &base[region.clone()] };
    let start = first.new.start - (first.old.start - region.start);
    &text[start..last.new.end + (region.end - last.old.end)]
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
