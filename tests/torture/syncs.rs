//! A folder that does not confirm what was done in it: whoever did it is told.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use galley_core::changes::{Plan, Step};
use galley_core::disk::log::Log;
use galley_core::disk::records::{self, Format, Records};
use galley_core::disk::{self, Expected, tree};
use galley_core::{Memory, Result, Settings};
use tempfile::TempDir;

use crate::bin::FolderBin;
use crate::shim::{Fault, library, traced};

const ROOT: &str = "GALLEY_SYNCS_ROOT";
const DEED: &str = "GALLEY_SYNCS_DEED";

const FORMAT: Format = Format { family: "galley torture ", version: 1, oldest: 1 };

type Deed = fn(&Path) -> Result<()>;

/// Everything that is done in folders and must last. A file `a`, a folder `full` with a file in it, an
/// empty folder `empty`, a log in `logs` and records in `records` are there.
const DEEDS: [(&str, Deed); 17] = [
    ("move", |root| tree::move_new(&root.join("a"), &root.join("full/b"))),
    ("copy", |root| tree::copy(&root.join("full"), &root.join("copied"))),
    ("make a folder", |root| tree::create_one_folder(&root.join("made"), Some(0o755))),
    ("make folders", |root| disk::create_folder(&root.join("one/two"))),
    ("remove an empty folder", |root| tree::remove_empty_folder(&root.join("empty"))),
    ("remove", |root| tree::remove(&root.join("full"))),
    ("what another program did", |root| tree::sync_entry(&root.join("a"))),
    ("what another program put there", |root| tree::sync_whole(&root.join("full"))),
    ("set a file aside", |root| disk::set_aside(&root.join("a"), &["-wal"]).map(drop)),
    ("save damaged settings", save_damaged_settings),
    ("begin a log", |root| Log::create(&root.join("more/logs"), |_| b"log".to_vec()).map(drop)),
    ("remove a log", |root| the_log(root)?.remove()),
    ("set a log aside", |root| the_log(root)?.set_aside().map(drop)),
    ("replace records", |root| the_records(root)?.replace([&b"other"[..]])),
    ("rename records", |root| the_records(root)?.rename(&root.join("records/new"))),
    ("remove records", |root| the_records(root)?.remove()),
    ("remove records that nobody has", |root| records::remove(&root.join("records/all"))),
];

/// What the file held is there in any case.
fn save_damaged_settings(root: &Path) -> Result<()> {
    let (file, aside) = (root.join("settings.json"), root.join("settings.json.damaged-1"));
    fs::write(&file, "{ half").unwrap();
    let saved = Memory::new(root).save_settings(&Settings::default());
    let is_there = [&file, &aside].iter().any(|file| fs::read(file).is_ok_and(|bytes| bytes == b"{ half"));
    assert!(is_there, "the damaged file is gone");
    assert!(saved.is_err() || aside.exists());
    saved
}

fn the_log(root: &Path) -> Result<Log> {
    let path = Log::all(&root.join("logs"))?.remove(0);
    Ok(Log::open(&path)?.expect("nobody has it"))
}

fn the_records(root: &Path) -> Result<Records> {
    match Records::open(&root.join("records/all"), FORMAT)? {
        Some(Ok((records, _))) => Ok(records),
        Some(Err(_)) => panic!("the records are not whole"),
        None => panic!("somebody has the records"),
    }
}

/// The other process. Not a test of its own: it does nothing without its folder.
#[test]
fn the_process_that_does_it() {
    let Some(root) = std::env::var_os(ROOT).map(PathBuf::from) else { return };
    let name = std::env::var(DEED).unwrap();
    let done = match DEEDS.iter().find(|(known, _)| *known == name) {
        Some((_, deed)) => deed(&root),
        None => plan(&root),
    };
    let said = match done {
        Ok(()) => "done".to_owned(),
        Err(error) => format!("{:?} {}", error.kind(), error.path().display()),
    };
    fs::write(root.with_extension("said"), said).unwrap();
}

fn plan(root: &Path) -> Result<()> {
    let create = |path: &str| Step::Write {
        path: path.into(),
        expected: Expected::Absent,
        bytes: b"new".to_vec(),
        modified: None,
    };
    let steps = vec![
        create("made/new"),
        Step::Move { from: "full/x".into(), to: "full/y".into() },
        Step::Copy { from: "full/y".into(), to: "copied".into(), expected: None },
        Step::Remove { path: "a".into() },
        Step::RemoveEmpty { path: "empty".into() },
    ];
    let bin = FolderBin::new(&root.join("../bin"));
    Plan { title: "Torture".into(), steps }.apply(root, &root.join("../journal"), &bin).map(drop)
}

/// How the process ended: what it says, the syncs that it made, and the names before and after.
struct Ran {
    said: String,
    syncs: usize,
    before: Vec<PathBuf>,
    after: Vec<PathBuf>,
}

fn run(deed: &str, fault: Option<Fault>) -> Option<Ran> {
    let folder = TempDir::new().unwrap();
    let top = folder.path().canonicalize().unwrap();
    let root = top.join("root");
    for name in ["full", "empty", "logs", "records"] {
        fs::create_dir_all(root.join(name)).unwrap();
    }
    fs::create_dir_all(top.join("bin")).unwrap();
    fs::create_dir_all(top.join("journal")).unwrap();
    fs::write(root.join("a"), "a").unwrap();
    fs::write(root.join("full/x"), "x").unwrap();
    fs::write(root.join("logs/log.changes"), "log").unwrap();
    drop(Records::open(&root.join("records/all"), FORMAT).unwrap());
    let before = names(&root);
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "syncs::the_process_that_does_it", "--test-threads=1"]);
    command.env(ROOT, &root).env(DEED, deed).stdout(Stdio::null());
    let calls = traced(command, library()?, &top, fault);
    let said = fs::read_to_string(root.with_extension("said")).unwrap();
    let syncs = calls.iter().filter(|call| call.kind == 's').count();
    Some(Ran { said, syncs, before, after: names(&root) })
}

/// Everything below a folder, by its path.
fn names(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = PathBuf::from(path.file_name().unwrap());
        if path.is_dir() {
            found.extend(names(&path).into_iter().map(|below| name.join(below)));
        }
        found.push(name);
    }
    found.sort();
    found
}

fn failing(first: usize, action: &'static str) -> Option<Fault> {
    Some(Fault { kind: 's', first, action, count: 1 })
}

#[test]
fn every_sync_that_fails_is_told() {
    for (name, _) in DEEDS {
        let Some(Ran { said, syncs, .. }) = run(name, None) else { return };
        assert_eq!(said, "done", "{name}");
        assert!(syncs > 0, "{name} syncs nothing");
        for sync in 1..=syncs {
            let Ran { said, .. } = run(name, failing(sync, "5")).unwrap();
            assert_ne!(said, "done", "{name}, with sync {sync} of {syncs} failing");
            assert!(said.contains("/root"), "{name}: {said}");
        }
    }
}

#[test]
fn a_folder_that_cannot_be_synced_at_all_is_no_failure() {
    let of_folders = [
        "move",
        "make a folder",
        "make folders",
        "remove",
        "set a file aside",
        "remove a log",
        "rename records",
    ];
    for name in of_folders {
        for action in ["22", "95"] {
            let fault = Fault { kind: 's', first: 1, action, count: 0 };
            let Some(Ran { said, .. }) = run(name, Some(fault)) else { return };
            assert_eq!(said, "done", "{name}");
        }
    }
}

#[test]
fn a_plan_with_a_sync_that_fails_is_taken_back_whichever_it_is() {
    let Some(Ran { said, syncs, after, .. }) = run("plan", None) else { return };
    assert_eq!(said, "done");
    for sync in 1..=syncs {
        let Ran { said, before, after: found, .. } = run("plan", failing(sync, "5")).unwrap();
        // Once all is done and said to be, only the record is still to go.
        let expected = if said == "done" { &after } else { &before };
        assert_eq!(&found, expected, "sync {sync} of {syncs}: {said}");
    }
}
