//! Changes of the folder arrive, our own reading does not.

mod support;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use galley_core::Watch;
use support::BlogTest;

fn watch(test: &BlogTest) -> (Watch, Receiver<Vec<PathBuf>>) {
    let (sender, receiver) = mpsc::channel();
    let watch = Watch::start(&test.root(), move |paths| drop(sender.send(paths))).unwrap();
    (watch, receiver)
}

/// Waits until `path` is reported; the folder it is in counts as well.
#[track_caller]
fn expect(receiver: &Receiver<Vec<PathBuf>>, path: &Path) {
    let end = Instant::now() + Duration::from_secs(10);
    while let Ok(paths) = receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
        if paths.iter().any(|reported| path.starts_with(reported)) {
            return;
        }
    }
    panic!("{} was not reported", path.display());
}

#[test]
fn a_new_a_changed_and_a_removed_file_are_reported() {
    let test = BlogTest::new().with("a.md", "");
    let (_watch, receiver) = watch(&test);
    test.write("b.md", "");
    expect(&receiver, &test.path("b.md"));
    test.write("a.md", "changed");
    expect(&receiver, &test.path("a.md"));
    test.remove("a.md");
    expect(&receiver, &test.path("a.md"));
}

#[test]
fn a_rename_reports_both_names() {
    let test = BlogTest::new().with("a.md", "");
    let (_watch, receiver) = watch(&test);
    test.rename("a.md", "b.md");
    let end = Instant::now() + Duration::from_secs(10);
    let mut seen = Vec::new();
    while !(seen.contains(&test.path("a.md")) && seen.contains(&test.path("b.md"))) {
        seen.extend(receiver.recv_timeout(end.saturating_duration_since(Instant::now())).unwrap());
    }
}

#[test]
fn a_folder_made_later_is_watched_as_well() {
    let test = BlogTest::new();
    let (_watch, receiver) = watch(&test);
    test.write("new/deep/a.md", "");
    expect(&receiver, &test.path("new/deep/a.md"));
    std::thread::sleep(Duration::from_millis(300));
    while receiver.try_recv().is_ok() {}
    test.write("new/deep/b.md", "");
    expect(&receiver, &test.path("new/deep/b.md"));
}

#[test]
fn reading_and_output_folders_are_not_reported() {
    let test = BlogTest::new().with("a.md", "").with("node_modules/x.md", "");
    let (_watch, receiver) = watch(&test);
    test.read("a.md");
    test.write("node_modules/x.md", "changed");
    assert!(receiver.recv_timeout(Duration::from_millis(400)).is_err());
}

#[test]
fn dropping_the_watch_ends_it() {
    let test = BlogTest::new();
    let (watch, receiver) = watch(&test);
    drop(watch);
    assert!(matches!(
        receiver.recv_timeout(Duration::from_secs(5)),
        Err(mpsc::RecvTimeoutError::Disconnected)
    ));
}
