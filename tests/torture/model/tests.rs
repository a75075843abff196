//! The model itself: what each sync makes sure, and what may be lost without it.

use std::collections::BTreeSet;

use tempfile::TempDir;

use super::*;

/// A trace on a disk with one file `/a` of the bytes `old`.
struct Trace {
    disk: Disk,
    root: TempDir,
}

impl Trace {
    fn new() -> Trace {
        let root = TempDir::new().unwrap();
        fs::write(root.path().join("a"), "old").unwrap();
        fs::create_dir(root.path().join("folder")).unwrap();
        Trace { disk: Disk::of(root.path()), root }
    }

    fn call(mut self, kind: char, descriptor: i32, a: i64, one: &str, two: &str) -> Trace {
        let at = |name: &str| self.root.path().join(name).into_os_string().into_vec();
        let one = if kind == 'w' { one.into() } else { at(one) };
        let record = Record { kind, result: descriptor.into(), descriptor, a, b: 0, one, two: at(two) };
        self.disk.apply(&record);
        self
    }

    fn create(self, name: &str, bytes: &str) -> Trace {
        self.call('o', 9, CREATE, name, "").call('w', 9, 0, bytes, "")
    }

    fn sync(self) -> Trace {
        self.call('s', 9, 0, "", "").call('c', 9, 0, "", "")
    }

    fn sync_folder(self, name: &str) -> Trace {
        self.call('o', 9, 0, name, "").call('s', 9, 0, "", "").call('c', 9, 0, "", "")
    }

    /// What `name` may hold after a power cut; `-` when it is not there.
    fn may_hold(&self, name: &str) -> BTreeSet<String> {
        let states = self.disk.after_a_cut(&mut Numbers(1), 60);
        let path = self.root.path().join(name);
        let shown = |state: &State| match state.get(&path) {
            Some(Some((_, bytes))) => String::from_utf8_lossy(bytes).replace('\0', "0"),
            _ => "-".into(),
        };
        states.iter().map(shown).collect()
    }

    #[track_caller]
    fn expect(&self, name: &str, texts: &[&str]) {
        assert_eq!(self.may_hold(name), texts.iter().map(ToString::to_string).collect(), "{name}");
    }
}

#[test]
fn a_rename_over_a_file_is_old_or_new_once_its_bytes_are_synced() {
    let trace = Trace::new().create("t", "new").sync().call('r', 0, 0, "t", "a");
    trace.expect("a", &["old", "new"]);
    trace.sync_folder("").expect("a", &["new"]);
}

#[test]
fn a_rename_without_a_sync_may_leave_nothing() {
    let trace = Trace::new().create("t", "new").call('c', 9, 0, "", "").call('r', 0, 0, "t", "a");
    trace.expect("a", &["old", "", "000", "new"]);
}

#[test]
fn overwriting_may_leave_a_mixture_until_it_is_synced() {
    let trace = Trace::new().call('o', 9, 0, "a", "").call('w', 9, 0, "newer", "");
    trace.expect("a", &["old", "new", "newer", "old00"]);
    trace.sync().expect("a", &["newer"]);
}

#[test]
fn truncating_at_opening_may_leave_nothing() {
    let trace = Trace::new().call('o', 9, CREATE | TRUNCATE, "a", "");
    trace.expect("a", &["old", "", "000"]);
}

#[test]
fn a_sync_of_a_file_does_not_make_its_name_last() {
    let trace = Trace::new().create("new", "text").sync();
    trace.expect("new", &["-", "text"]);
    trace.sync_folder("").expect("new", &["text"]);
}

#[test]
fn a_move_between_folders_waits_for_both() {
    let trace = Trace::new().call('r', 0, 0, "a", "folder/a").sync_folder("folder");
    trace.expect("a", &["old", "-"]);
    trace.expect("folder/a", &["old", "-"]);
    trace.sync_folder("").expect("folder/a", &["old"]);
}

#[test]
fn names_in_one_folder_last_in_their_order_and_a_sync_that_failed_makes_none_last() {
    let mut trace = Trace::new().call('l', 0, 0, "a", "b").call('u', 0, 0, "a", "");
    assert!(!trace.disk.after_a_cut(&mut Numbers(1), 60).iter().any(|state| {
        let there = |name: &str| state.contains_key(&trace.root.path().join(name));
        !there("a") && !there("b")
    }));
    let folder = trace.root.path().to_path_buf().into_os_string().into_vec();
    let record = |kind, result| Record {
        kind,
        result,
        descriptor: 9,
        a: 0,
        b: 0,
        one: folder.clone(),
        two: Vec::new(),
    };
    let (opened, failed) = (record('o', 9), record('s', -1));
    trace.disk.apply(&opened);
    assert!(!trace.disk.apply(&failed));
    trace.expect("b", &["old", "-"]);
}
