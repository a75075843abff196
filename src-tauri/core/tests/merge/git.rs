//! The same three texts, merged by git.
#![expect(clippy::disallowed_methods, reason = "git reads its texts from files")]

use std::fs;
use std::process::Command;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::merge;
use crate::triples::{Triple, posts, triples};

const TRIPLES: usize = 600;

/// What `git merge-file` makes of them; `None` for a conflict.
fn by_git(folder: &std::path::Path, triple: &Triple) -> Option<String> {
    let Triple { base, mine, theirs } = triple;
    let files = [("mine", mine), ("base", base), ("theirs", theirs)].map(|(name, text)| {
        let file = folder.join(name);
        fs::write(&file, text).unwrap();
        file
    });
    let output = Command::new("git").args(["merge-file", "-p", "-q"]).args(&files).output().unwrap();
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

/// How often both were clean and equal, clean and different, only git was clean, only we were, and
/// neither was.
#[derive(Debug, Default, PartialEq)]
struct Count {
    equal: usize,
    different: usize,
    only_git: usize,
    only_ours: usize,
    conflicts: usize,
}

fn compare(triples: &impl Strategy<Value = Triple>) -> Option<Count> {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: there is no git");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut runner = TestRunner::deterministic();
    let mut count = Count::default();
    for _ in 0..TRIPLES {
        let triple = triples.new_tree(&mut runner).unwrap().current();
        let ours = merge(&triple.base, &triple.mine, &triple.theirs).text();
        match (by_git(folder.path(), &triple), ours) {
            (Some(git), Some(ours)) if git == ours => count.equal += 1,
            (Some(git), Some(ours)) => {
                eprintln!("{triple:?}\n  git {git:?}\n  ours {ours:?}");
                count.different += 1;
            }
            (Some(_), None) => {
                eprintln!("{triple:?}\n  clean in git alone");
                count.only_git += 1;
            }
            (None, Some(_)) => count.only_ours += 1,
            (None, None) => count.conflicts += 1,
        }
    }
    eprintln!("{count:?}");
    Some(count)
}

#[test]
fn texts_merge_as_git_merges_them() {
    let Some(count) = compare(&triples()) else { return };
    assert_eq!((count.different, count.only_git, count.only_ours), (0, 0, 0));
    assert!(count.equal > TRIPLES / 4 && count.conflicts > TRIPLES / 10, "{count:?}");
}

#[test]
fn headers_merge_where_git_does_and_key_by_key_where_it_cannot() {
    let Some(count) = compare(&posts()) else { return };
    assert_eq!((count.different, count.only_git), (0, 0));
    assert!(count.only_ours > 0, "{count:?}");
}
