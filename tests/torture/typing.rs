//! What is typed and not saved: at most fifty keys, or one second, behind what the worker was told is
//! taken, after a kill and after a power cut.

use std::collections::HashSet;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use galley_core::front_matter::Conventions;
use galley_core::journal::Journal;
use galley_core::markdown::RenderContext;
use galley_core::{Change, OpenPost, utf16};

use crate::check::recover;
use crate::model::Disk;
use crate::numbers::{Numbers, times};
use crate::posts::{Place, in_memory, text};
use crate::power::build;
use crate::shim::{library, traced};

const ROOT: &str = "GALLEY_TYPING_ROOT";
const KEYS: &str = "GALLEY_TYPING_KEYS";
const POST: usize = 0;

/// Keys that recovered text may be behind.
const MOST_KEYS: usize = 50;
/// Or milliseconds.
const LONGEST: i64 = 1000;

fn clock() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64
}

fn journal(place: &Place) -> Journal {
    Journal::start(place.root.join("state/journal"), clock, |error| panic!("{error}"))
}

fn file(place: &Place) -> PathBuf {
    place.blog().join(format!("p{POST}.md"))
}

/// The key with this number, from 0.
fn key(number: usize) -> char {
    ['a', 'é', ' ', '\n', '漢', 'z'][Numbers(number as u64).below(6)]
}

/// The other process. Not a test of its own: it does nothing without its folder.
#[test]
fn the_process_that_types() {
    let Some(root) = std::env::var_os(ROOT).map(PathBuf::from) else { return };
    let keys = std::env::var(KEYS).ok().map(|keys| keys.parse::<usize>().unwrap());
    let place = Place::new(&root);
    let journal = journal(&place);
    let mut notes = OpenOptions::new().append(true).open(place.notes()).unwrap();
    let mut open =
        OpenPost::open_kept(&file(&place), RenderContext::default(), Conventions::default(), &journal)
            .unwrap()
            .post;
    for number in 0..keys.unwrap_or(usize::MAX) {
        let end = utf16::length(open.text());
        let change = Change { from: end as u32, to: end as u32, insert: key(number).into() };
        let length = end + utf16::length(&change.insert);
        open.edit(open.version(), &[change], length, false).unwrap();
        writeln!(notes, "{} {}", number + 1, clock()).unwrap();
        if number % 70 == 69 {
            open.save(open.version(), utf16::fingerprint(open.text()), false).unwrap();
        }
        // With a number of keys, as slow as the fastest writer: it is the time that counts then.
        std::thread::sleep(Duration::from_micros(if keys.is_some() { 8_000 } else { 300 }));
    }
}

fn command(place: &Place, keys: Option<usize>) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "typing::the_process_that_types", "--nocapture", "--test-threads=1"]);
    command.env(ROOT, &place.root).stdout(Stdio::null());
    keys.map(|keys| command.env(KEYS, keys.to_string()));
    command
}

/// How many keys behind the recovered text is; a violation when that is too many for too long.
fn behind(place: &Place, notes: &str) -> Result<usize, String> {
    recover(place)?;
    let whole = notes.rfind('\n').map_or("", |end| &notes[..end]);
    let taken: Vec<i64> =
        whole.lines().map(|line| line.split_once(' ').unwrap().1.parse().unwrap()).collect();
    // As at a start: of what is damaged the part before is put in its place.
    let journal = journal(place);
    journal.left();
    let (kept, trouble) = journal.recall(&file(place));
    if let Some(trouble) = trouble {
        return Err(format!("set aside: {}", trouble.reason));
    }
    let found = match kept {
        Some(kept) => kept.document.to_file(),
        None => fs::read_to_string(file(place)).map_err(|error| error.to_string())?,
    };
    let typed = found.strip_prefix(&text(POST, 1)).ok_or("the text before what was typed is another")?;
    let count = typed.chars().count();
    if !typed.chars().enumerate().all(|(number, letter)| letter == key(number)) {
        return Err(format!("what was typed is another: {typed:?}"));
    }
    let behind = taken.len().saturating_sub(count);
    match (taken.get(count), taken.last()) {
        (Some(first), Some(last)) if behind > MOST_KEYS && last - first > LONGEST => {
            Err(format!("{behind} keys and {} ms behind", last - first))
        }
        _ => Ok(behind),
    }
}

#[test]
fn a_kill_at_any_instant_loses_nothing_that_was_typed_long_ago() {
    let kills = times("KILLS", 60) / 2;
    let (mut numbers, mut keys, mut most) = (Numbers(7), 0, 0);
    for _ in 0..kills {
        let folder = in_memory();
        let place = Place::new(folder.path());
        place.fill();
        let mut child = command(&place, None).spawn().unwrap();
        while fs::metadata(place.notes()).unwrap().len() == 0 {
            assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros(numbers.below(60_000) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        let notes = fs::read_to_string(place.notes()).unwrap();
        keys += notes.lines().count();
        most = most.max(behind(&place, &notes).unwrap());
    }
    eprintln!("{kills} kills in {keys} keys, at most {most} keys behind");
}

/// Types for some seconds, and gives the disks that were tried and the most keys behind. A `deaf` disk
/// takes no sync of a journal.
fn cut(library: &Path, seed: u64, deaf: bool) -> Result<(usize, usize), String> {
    let folder = in_memory();
    let place = Place::new(folder.path());
    place.fill();
    let mut disk = Disk::of(&place.root);
    let mut numbers = Numbers(seed);
    let records = traced(command(&place, Some(250)), library, &place.root, None);
    let mut journals = HashSet::new();
    let (mut states, mut most) = (0, 0);
    for (index, record) in records.iter().enumerate() {
        if record.kind == 'o' && String::from_utf8_lossy(&record.one).ends_with(".journal") {
            journals.insert(record.result as i32);
        }
        let unheard = deaf && record.kind == 's' && journals.contains(&record.descriptor);
        if unheard || !disk.apply(record) || numbers.below(6) > 0 {
            continue;
        }
        let notes = String::from_utf8_lossy(disk.bytes(&place.notes())).into_owned();
        for state in disk.after_a_cut(&mut numbers, 1) {
            build(&place, &state);
            states += 1;
            let found = behind(&place, &notes)
                .map_err(|wrong| format!("seed {seed}, after call {index}: {wrong}"))?;
            most = most.max(found);
        }
    }
    Ok((states, most))
}

#[test]
fn a_power_cut_between_any_two_calls_loses_nothing_that_was_typed_long_ago() {
    let Some(library) = library() else { return };
    let (mut states, mut most) = (0, 0);
    for seed in 0..times("CUTS", 6) as u64 / 6 {
        let (tried, behind) = cut(library, seed, false).unwrap();
        (states, most) = (states + tried, most.max(behind));
    }
    eprintln!("{states} disks after a power cut while typing, at most {most} keys behind");
}

#[test]
fn a_journal_that_is_never_synced_is_found() {
    let Some(library) = library() else { return };
    let found = cut(library, 0, true).expect_err("it was not found");
    eprintln!("a journal that is never synced: {found}");
}
