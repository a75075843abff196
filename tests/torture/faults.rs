//! A disk that fails: every kind of call with every error, once and from then on.

use std::collections::BTreeSet;

use crate::numbers::{Numbers, times};
use crate::power;
use crate::shim::{Fault, library};

const NO_SPACE: &str = "28";
const QUOTA: &str = "122";
const FAILING: &str = "5";
const INTERRUPTED: &str = "4";
const READ_ONLY: &str = "30";
const OTHER_DISK: &str = "18";
const BUSY: &str = "16";
const NOT_PERMITTED: &str = "1";
const STALE: &str = "116";

/// Kinds of calls with what they may answer.
const FAULTS: [(char, &[&str]); 12] = [
    ('o', &[NO_SPACE, QUOTA, FAILING, READ_ONLY, NOT_PERMITTED, STALE]),
    ('w', &[NO_SPACE, QUOTA, FAILING, INTERRUPTED, "short"]),
    ('s', &[FAILING, NO_SPACE, QUOTA, INTERRUPTED]),
    ('r', &[NO_SPACE, FAILING, READ_ONLY, OTHER_DISK, BUSY, NOT_PERMITTED, INTERRUPTED]),
    ('t', &[FAILING, INTERRUPTED]),
    ('a', &[NO_SPACE, QUOTA, FAILING, INTERRUPTED, "95"]),
    ('u', &[FAILING, READ_ONLY]),
    ('m', &[NO_SPACE, READ_ONLY]),
    ('h', &[NOT_PERMITTED, INTERRUPTED]),
    ('p', &[NOT_PERMITTED, INTERRUPTED]),
    ('x', &[NO_SPACE, "95"]),
    ('*', &["kill", FAILING]),
];

#[test]
fn a_call_that_fails_loses_nothing_that_was_acknowledged() {
    if library().is_none() {
        return;
    }
    let most = times("FAULTS", 1);
    let (mut runs, mut states, mut fired) = (0, 0, BTreeSet::new());
    for (kind, actions) in FAULTS {
        let mut numbers = Numbers(kind as u64);
        for (at, action) in actions.iter().copied().enumerate() {
            for run in 0..most {
                // Of some kinds there are few calls.
                let calls = if "tahxmpu".contains(kind) { 1 + 2 * run } else { 40 };
                // What is always interrupted is tried for ever, as it must be.
                let count = if action == INTERRUPTED { 1 } else { (at + run) % 2 };
                let fault = Fault { kind, first: 1 + numbers.below(calls), action, count };
                let cut = power::run((runs % 16) as u64, 6, 0, None, Some(fault));
                assert_eq!(cut.violation, None, "{fault:?}");
                runs += 1;
                states += cut.states;
                fired.extend(cut.fired.then_some(kind));
            }
        }
    }
    eprintln!("{runs} failing disks, {states} power cuts on them; calls that failed: {fired:?}");
    for kind in "owsrtaump*".chars() {
        assert!(fired.contains(&kind), "no call of the kind {kind} failed");
    }
}
