//! What a crash leaves of a rewrite is made whole. The crash is a record that its writer let go of.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::record::Record;
use super::*;

const OLD: [u8; 1500] = [b'o'; 1500];
const NEW: [u8; 2500] = [b'n'; 2500];

struct Crashed {
    folder: TempDir,
}

impl Crashed {
    /// A rewrite of OLD by NEW that left `found` behind.
    fn with(found: &[u8]) -> Crashed {
        let folder = TempDir::new().unwrap();
        let crashed = Crashed { folder };
        fs::create_dir(crashed.file().parent().unwrap()).unwrap();
        fs::write(crashed.file(), found).unwrap();
        Record::create(&crashed.records(), &crashed.file(), &OLD, &NEW).unwrap();
        crashed
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("blog/a.md")
    }

    fn records(&self) -> PathBuf {
        self.folder.path().join("state/rewrites")
    }

    fn recover(&self) -> Outcome {
        let mut all = recover(&self.records()).unwrap();
        assert_eq!(all.len(), 1);
        all.remove(0).outcome
    }

    #[track_caller]
    fn expect(&self, bytes: &[u8], records: usize) {
        assert_eq!(fs::read(self.file()).unwrap(), bytes);
        assert_eq!(fs::read_dir(self.records()).unwrap().count(), records);
    }
}

#[test]
fn a_mixture_is_completed() {
    for found in [[&NEW[..512], &OLD[512..]].concat(), [&OLD[..], &NEW[1500..]].concat()] {
        let crashed = Crashed::with(&found);
        assert!(matches!(crashed.recover(), Outcome::Completed));
        crashed.expect(&NEW, 0);
    }
}

#[test]
fn a_whole_file_stays_what_it_is() {
    let before = Crashed::with(&OLD);
    assert!(matches!(before.recover(), Outcome::AsBefore));
    before.expect(&OLD, 0);
    let after = Crashed::with(&NEW);
    assert!(matches!(after.recover(), Outcome::Written));
    after.expect(&NEW, 0);
}

#[test]
fn what_another_program_wrote_is_not_touched_and_the_record_is_kept() {
    let crashed = Crashed::with(b"theirs");
    let Outcome::Changed { kept } = crashed.recover() else { panic!("it was changed") };
    assert!(kept.is_file());
    crashed.expect(b"theirs", 1);
    assert!(recover(&crashed.records()).unwrap().is_empty(), "it is looked at once");
}

#[test]
fn a_drive_that_is_not_there_is_waited_for() {
    let crashed = Crashed::with(&OLD[..600]);
    let away = crashed.folder.path().join("away");
    fs::rename(crashed.file().parent().unwrap(), &away).unwrap();
    assert!(matches!(crashed.recover(), Outcome::Waiting { error: None }));
    fs::rename(&away, crashed.file().parent().unwrap()).unwrap();
    fs::write(crashed.file(), [&NEW[..600], &OLD[600..]].concat()).unwrap();
    assert!(matches!(crashed.recover(), Outcome::Completed));
    crashed.expect(&NEW, 0);
}

#[test]
fn a_damaged_record_is_set_aside() {
    let crashed = Crashed::with(&OLD);
    let record = fs::read_dir(crashed.records()).unwrap().next().unwrap().unwrap().path();
    let mut bytes = fs::read(&record).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&record, bytes).unwrap();
    assert!(matches!(crashed.recover(), Outcome::Unreadable { .. }));
    crashed.expect(&OLD, 1);
}

#[test]
fn a_rewrite_that_lives_is_left_alone() {
    let crashed = Crashed::with(&OLD);
    let record = fs::read_dir(crashed.records()).unwrap().next().unwrap().unwrap().path();
    let held = Record::open(&record).unwrap().unwrap();
    assert!(recover(&crashed.records()).unwrap().is_empty());
    drop(held);
    assert!(matches!(crashed.recover(), Outcome::AsBefore));
}
