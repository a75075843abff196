//! Two texts that were changed from the same one, merged: what is settled, what is a conflict, and
//! what `git merge-file` says of the same three.

mod git;
mod header;
mod properties;
mod triples;

use galley_core::front_matter::Conventions;
use galley_core::merge::{Conflict, Merge, Side, foreign};

fn merge(base: &str, mine: &str, theirs: &str) -> Merge {
    galley_core::merge::merge(base, mine, theirs, &Conventions::default())
}

fn conflicts(merge: &Merge) -> Vec<(&str, &str, &str)> {
    let conflicts = merge.conflicts();
    conflicts.map(|Conflict { base, mine, theirs }| (&**base, &**mine, &**theirs)).collect()
}

#[test]
fn changes_of_different_lines_are_both_taken() {
    let merged = merge("a\nb\nc\nd\ne\n", "A\nb\nc\nd\ne\n", "a\nb\nc\nD\nnew\ne\n");
    assert_eq!(merged.text().unwrap(), "A\nb\nc\nD\nnew\ne\n");
}

#[test]
fn a_change_of_the_same_line_is_a_conflict_of_that_line_alone() {
    let merged = merge("a\nb\nc\nd\ne\n", "a\nmine\nc\nd\nE\n", "0\na\ntheirs\nc\nd\ne\n");
    assert_eq!(conflicts(&merged), [("b\n", "mine\n", "theirs\n")]);
    assert_eq!(merged.text(), None);
    assert_eq!(merged.with(Side::Mine), "0\na\nmine\nc\nd\nE\n");
    assert_eq!(merged.with(Side::Theirs), "0\na\ntheirs\nc\nd\nE\n");
}

#[test]
fn lines_that_both_made_alike_are_no_part_of_a_conflict() {
    let merged = merge("a\nb\nz\n", "a\nboth\nmine\nz\n", "a\nboth\ntheirs\nz\n");
    assert_eq!(conflicts(&merged), [("b\n", "mine\n", "theirs\n")]);
    assert_eq!(merged.with(Side::Mine), "a\nboth\nmine\nz\n");
}

#[test]
fn a_line_removed_here_and_changed_there_is_a_conflict() {
    let merged = merge("a\nb\nc\n", "a\nc\n", "a\nB\nc\n");
    assert_eq!(conflicts(&merged), [("b\n", "", "B\n")]);
}

#[test]
fn a_paragraph_that_they_moved_into_a_conflict_is_not_lost_with_mine() {
    let base = "one\n\ntwo\n\nthree\n\nmoved\n\nend\n";
    let merged = merge(base, &base.replace("one", "ONE"), "1\nmoved\n\ntwo\n\nthree\n\nend\n");
    assert_eq!(merged.with(Side::Mine), base.replace("one", "ONE"));
    assert_eq!(merged.with(Side::Theirs), "1\nmoved\n\ntwo\n\nthree\n\nend\n");
    let turned = merge(base, "1\nmoved\n\ntwo\n\nthree\n\nend\n", &base.replace("one", "ONE"));
    assert_eq!(turned.with(Side::Theirs), base.replace("one", "ONE"));
}

#[test]
fn a_line_that_only_seems_moved_among_blank_ones_is_not_lost() {
    let (mine, theirs) = ("m1\naa00\nm0\naa00\n\naa01", "aa00\nt0\n\naa01\n\n");
    let merged = merge("aa00\naa00\n\naa01", mine, theirs);
    assert_eq!(merged.with(Side::Mine), mine);
    assert_eq!(merged.with(Side::Theirs), "m1\naa00\nt0\n\naa01\n\n");
}

#[test]
fn a_change_far_from_what_was_moved_stays_out_of_the_conflict() {
    let same = "x\n".repeat(9);
    let lines = |middle: &str| format!("a\nb\nc\nd\nmoved\n{same}{middle}\n{same}");
    let base = lines("m");
    let mine = base.replace("a\n", "A\n");
    let theirs = lines("M").replace("moved\n", "").replace("a\n", "0\nmoved\n");
    let merged = merge(&base, &mine, &theirs);
    assert_eq!(conflicts(&merged), [("a\nb\nc\nd\nmoved\n", "A\nb\nc\nd\nmoved\n", "0\nmoved\nb\nc\nd\n")]);
    assert_eq!(merged.with(Side::Mine), lines("M").replace("a\n", "A\n"));
}

#[test]
fn text_that_looks_like_markers_is_text() {
    let base = "<<<<<<< mine\na\n=======\nb\n>>>>>>> theirs\n\n\nend\n";
    let merged = merge(base, &base.replace('a', "A"), &base.replace("end", "END"));
    assert_eq!(merged.text().unwrap(), base.replace('a', "A").replace("end", "END"));
}

#[test]
fn a_missing_last_line_end_is_kept_and_merged() {
    assert_eq!(merge("a\nb\nc", "A\nb\nc", "a\nb\nc\n").text().unwrap(), "A\nb\nc\n");
    assert_eq!(merge("a\nb\nc\n", "a\nb\nc", "A\nb\nc\n").text().unwrap(), "A\nb\nc");
    assert_eq!(conflicts(&merge("a", "a\nmine", "a\ntheirs")), [("a", "mine", "theirs")]);
}

#[test]
fn the_foreign_lines_are_those_that_mine_did_not_have() {
    let (mine, merged) = ("a\nb\nc\nd\n", "new\na\nB\nc\n");
    let ranges = foreign(mine, merged);
    let lines: Vec<&str> = ranges.iter().map(|range| &merged[range.clone()]).collect();
    assert_eq!(lines, ["new\n", "B\n", ""]);
}

#[test]
fn two_wholly_different_texts_of_a_megabyte_are_merged_in_time() {
    let text = |mark: &str| (0..20_000).map(|line| format!("{mark} {line} {}\n", "x".repeat(40))).collect();
    let (base, mine, theirs): (String, String, String) = (text("b"), text("m"), text("t"));
    let start = std::time::Instant::now();
    let merged = merge(&base, &mine, &theirs);
    assert_eq!(merged.conflicts().count(), 1);
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}
