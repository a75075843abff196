//! Power cuts between any two calls.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;

use crate::check::{Notes, check};
use crate::model::{Disk, State};
use crate::numbers::{Numbers, times};
use crate::posts::{Place, in_memory};
use crate::shim::{Fault, library, traced};
use crate::worker;

/// How a run ended.
#[derive(Default)]
pub struct Cut {
    /// Disks that were built and started from.
    pub states: usize,
    pub calls: usize,
    /// Whether the fault came to pass.
    pub fired: bool,
    pub violation: Option<String>,
}

/// Runs the worker for some steps, and starts from the disks that a power cut after each of its calls
/// may leave: three certain ones and `more` others.
pub fn run(seed: u64, steps: usize, more: usize, breach: Option<&str>, fault: Option<Fault>) -> Cut {
    let Some(library) = library() else { return Cut::default() };
    let folder = in_memory();
    let place = Place::new(folder.path());
    place.fill();
    let mut disk = Disk::of(&place.root);
    let mut command = worker::command(&place, seed, Some(steps));
    breach.map(|breach| command.env(worker::BREACH, breach));
    let records = traced(command, library, &place.root, fault);
    let mut cut = Cut {
        calls: records.len(),
        fired: records.iter().any(|record| record.kind == '!'),
        ..Cut::default()
    };
    // As it is left, without a power cut.
    let notes = fs::read_to_string(place.notes()).unwrap();
    cut.violation =
        check(&place, &Notes::read(&notes)).err().map(|wrong| format!("seed {seed}, at the end: {wrong}"));
    let mut failed = fault.is_none();
    let (mut numbers, hasher, mut seen) = (Numbers(seed), RandomState::new(), HashSet::new());
    for (index, record) in records.iter().enumerate() {
        if cut.violation.is_some() {
            break;
        }
        // Until something fails it is a run like any other.
        failed |= record.kind == '!';
        if !disk.apply(record) || !failed {
            continue;
        }
        // What is noted lasts at once: it is no part of the disk that is tried.
        let notes = String::from_utf8_lossy(disk.bytes(&place.notes())).into_owned();
        for state in disk.after_a_cut(&mut numbers, more) {
            if !seen.insert(hasher.hash_one((&state, &notes))) {
                continue;
            }
            build(&place, &state);
            cut.states += 1;
            if let Err(wrong) = check(&place, &Notes::read(&notes)) {
                let last: Vec<&str> = notes.lines().rev().take(3).collect();
                cut.violation =
                    Some(format!("seed {seed}, cut after call {index}: {wrong}; the last notes: {last:?}"));
                break;
            }
        }
    }
    cut
}

/// Makes the folder hold this and nothing else.
fn build(place: &Place, state: &State) {
    for entry in fs::read_dir(&place.root).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }
    let mut first: HashMap<usize, &Path> = HashMap::new();
    for (path, entry) in state {
        match entry {
            None => fs::create_dir_all(path).unwrap(),
            Some((file, bytes)) => match first.get(file) {
                Some(other) => fs::hard_link(other, path).unwrap(),
                None => {
                    fs::write(path, bytes).unwrap();
                    first.insert(*file, path);
                }
            },
        }
    }
}

#[test]
fn a_power_cut_between_any_two_calls_loses_nothing_that_was_acknowledged() {
    let mut sum = Cut::default();
    let seeds = times("CUTS", 6);
    for seed in 0..seeds as u64 {
        let cut = run(seed, 12, 3, None, None);
        assert_eq!(cut.violation, None);
        sum = Cut { states: sum.states + cut.states, calls: sum.calls + cut.calls, ..sum };
    }
    eprintln!("{seeds} runs, {} calls, {} disks after a power cut", sum.calls, sum.states);
}
