//! Changes of the folder arrive, our own reading does not.

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use galley_core::{FileWatch, Watch};
use support::BlogTest;

fn watch(test: &BlogTest) -> (Watch, Receiver<Vec<PathBuf>>) {
    let (sender, receiver) = mpsc::channel();
    let watch = Watch::start(test.open().site(), move |batch| drop(sender.send(batch.paths))).unwrap();
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
fn folders_made_later_are_watched_however_fast_they_are_made() {
    let test = BlogTest::new();
    let (_watch, receiver) = watch(&test);
    let folders: Vec<_> = (0..150).map(|n| format!("new{n}/deep/deeper")).collect();
    for (n, folder) in folders.iter().enumerate() {
        test.write(&format!("{folder}/a.md"), "");
        // Different moments of the watch's own reading of the folder are met.
        std::thread::sleep(Duration::from_micros(n as u64 * 7));
    }
    while receiver.recv_timeout(Duration::from_secs(1)).is_ok() {}
    for folder in &folders {
        test.write(&format!("{folder}/b.md"), "");
    }
    let mut reported = BTreeSet::new();
    while let Ok(paths) = receiver.recv_timeout(Duration::from_secs(2)) {
        reported.extend(paths);
    }
    let missed: Vec<_> =
        folders.iter().filter(|folder| !reported.contains(&test.path(&format!("{folder}/b.md")))).collect();
    assert!(missed.is_empty(), "not reported: {missed:?}");
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

#[test]
fn a_style_sheet_in_a_folder_that_holds_no_posts_is_watched_when_it_is_named() {
    let test = BlogTest::new().with("themes/x/static/a.css", "p {}\n").with("themes/x/static/a.js", "1\n");
    let (told, changed) = mpsc::channel();
    let watch =
        FileWatch::start(&[test.path("themes/x/static/a.css")], move || told.send(()).unwrap_or_default())
            .unwrap();
    test.write("themes/x/static/a.js", "2\n");
    assert!(changed.recv_timeout(Duration::from_millis(300)).is_err(), "other files are no matter");
    test.write("themes/x/static/a.css", "p { color: red }\n");
    changed.recv_timeout(Duration::from_secs(10)).expect("a change is told of");
    test.write("themes/x/static/b.css", "");
    changed.recv_timeout(Duration::from_secs(10)).expect("a new sheet is told of");
    drop(watch);
    // What was on its way.
    while changed.recv_timeout(Duration::from_millis(300)).is_ok() {}
    test.write("themes/x/static/a.css", "p {}\n");
    assert!(changed.recv_timeout(Duration::from_secs(1)).is_err(), "it ends when it is dropped");
}
