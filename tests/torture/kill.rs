//! SIGKILL at random instants.

use std::fs;
use std::time::Duration;

use tempfile::TempDir;

use crate::check::{Notes, check};
use crate::numbers::{Numbers, times};
use crate::posts::{Place, in_memory};
use crate::worker;

/// How a run of kills ended.
pub struct Killed {
    pub kills: usize,
    /// Acknowledged saves and moves.
    pub acknowledged: usize,
    pub violation: Option<String>,
}

/// Kills the worker so many times, or until a violation is found. A blog lives through all the kills. On
/// a disk most kills come in a sync; in memory in everything else.
pub fn run(kills: usize, folder: &TempDir, breach: Option<&str>) -> Killed {
    let place = Place::new(folder.path());
    place.fill();
    let mut numbers = Numbers(kills as u64);
    for kill in 0..kills {
        let before = fs::metadata(place.notes()).unwrap().len();
        let mut command = worker::command(&place, kill as u64, None);
        breach.map(|breach| command.env(worker::BREACH, breach));
        let mut child = command.spawn().unwrap();
        // It has begun to work when it has noted something; what it is killed in is any instant after.
        while fs::metadata(place.notes()).unwrap().len() == before {
            assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros(numbers.below(30_000) as u64));
        child.kill().unwrap();
        assert!(child.wait().unwrap().code().is_none(), "it ended by itself, which it never does");
        let notes = whole_notes(&place);
        if let Err(violation) = check(&place, &Notes::read(&notes)) {
            let last: Vec<&str> = notes.lines().rev().take(3).collect();
            let violation = format!("{violation}; the last notes: {last:?}");
            return Killed {
                kills: kill + 1,
                acknowledged: acknowledged(&notes),
                violation: Some(violation),
            };
        }
    }
    Killed { kills, acknowledged: acknowledged(&whole_notes(&place)), violation: None }
}

/// A note that was cut off is taken away, so that the next does not continue it.
fn whole_notes(place: &Place) -> String {
    let mut notes = fs::read_to_string(place.notes()).unwrap();
    notes.truncate(notes.rfind('\n').map_or(0, |end| end + 1));
    // A plan that was cut off has been taken back or done when the next worker starts.
    fs::write(place.notes(), format!("{notes}ended\n")).unwrap();
    notes
}

const ACKNOWLEDGED: [&str; 4] = ["saved", "moved", "gone", "there"];

fn acknowledged(notes: &str) -> usize {
    notes.lines().filter(|line| ACKNOWLEDGED.iter().any(|note| line.starts_with(note))).count()
}

#[test]
fn a_kill_at_any_instant_loses_nothing_that_was_acknowledged() {
    let kills = times("KILLS", 60);
    for (folder, kills) in [(TempDir::new().unwrap(), kills / 2), (in_memory(), kills - kills / 2)] {
        let done = run(kills, &folder, None);
        eprintln!("{} kills, {} acknowledged changes", done.kills, done.acknowledged);
        assert_eq!(done.violation, None);
    }
}
