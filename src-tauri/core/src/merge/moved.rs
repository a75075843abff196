//! Lines that one of the two moved.
//!
//! Where a moved line comes into a conflict and leaves a place that the other left alone, it would be
//! gone with the choice of the other's lines, though neither removed it. Then the conflict reaches
//! from the one place to the other. It takes no writer who moves anything: of alike lines, such as
//! blank ones, a diff may take any for the ones that stayed.

use std::collections::{HashMap, HashSet};

use super::lines::{Region, Texts};

/// Conflicts that were joined may reach to others; after so many rounds all is one conflict.
const ROUNDS: usize = 8;

/// Joins the regions that a moved line would be lost between.
pub(super) fn join(texts: &Texts<'_>, regions: &mut Vec<Region>) {
    for _ in 0..ROUNDS {
        let spans = torn(texts, regions);
        if spans.is_empty() {
            return;
        }
        *regions = joined(regions, spans);
    }
    *regions = joined(regions, vec![(0, regions.len() - 1)]);
}

/// The first and the last region of each stretch that must become one.
fn torn(texts: &Texts<'_>, regions: &[Region]) -> Vec<(usize, usize)> {
    let conflicts: Vec<bool> = regions.iter().map(|region| texts.is_conflict(region)).collect();
    let mut torn = Vec::new();
    if !conflicts.contains(&true) {
        return torn;
    }
    let once = lines_that_are_there_once(texts.base);
    for (mover, other) in [(0, 1), (1, 0)] {
        let lines = |index: usize| texts.of(mover, &regions[index]).lines();
        let in_conflicts = (0..regions.len()).filter(|&index| conflicts[index]);
        let came: HashMap<&str, usize> =
            in_conflicts.flat_map(|index| lines(index).map(move |line| (line, index))).collect();
        for (index, region) in regions.iter().enumerate() {
            if conflicts[index] || !region.hunks[other].is_empty() {
                continue;
            }
            let left: HashSet<&str> = lines(index).collect();
            let went = texts.base[region.base.clone()].lines().filter(|line| once.contains(line));
            let places = went.filter(|line| !left.contains(line)).filter_map(|line| came.get(line));
            torn.extend(places.map(|&place| (place.min(index), place.max(index))));
        }
    }
    torn.sort_unstable();
    torn
}

/// Blank lines are not looked at.
fn lines_that_are_there_once(text: &str) -> HashSet<&str> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        *counts.entry(line).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count == 1).map(|(line, _)| line).collect()
}

/// `spans` rise.
fn joined(regions: &[Region], spans: Vec<(usize, usize)>) -> Vec<Region> {
    let mut joined = Vec::with_capacity(regions.len());
    let mut next = 0;
    let mut spans = spans.into_iter().peekable();
    while let Some((first, mut last)) = spans.next() {
        while let Some((_, further)) = spans.next_if(|(first, _)| *first <= last) {
            last = last.max(further);
        }
        joined.extend_from_slice(&regions[next..first]);
        joined.push(from_to(&regions[first], &regions[last]));
        next = last + 1;
    }
    joined.extend_from_slice(&regions[next..]);
    joined
}

fn from_to(first: &Region, last: &Region) -> Region {
    let hunks = [0, 1].map(|side: usize| first.hunks[side].start..last.hunks[side].end);
    Region { base: first.base.start..last.base.end, hunks }
}
