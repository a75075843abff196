#![expect(clippy::disallowed_methods, reason = "tests play the writer's other programs")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use galley_core::changes::{Plan, Step};

use super::*;

const FOLDER: &str = "GALLEY_TRASH_FOLDER";

/// Runs a test again in a process of its own, whose trash is in a folder of its own.
fn in_a_process(test: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("trash::tests::{test}"), "--nocapture"]);
    command.env(FOLDER, folder).env("XDG_DATA_HOME", folder.join("data"));
    command
}

/// A folder on the disk of this checkout, which may have a trash; that of temporary files may have none.
fn a_folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_MANIFEST_DIR").to_owned() + "/target").unwrap()
}

fn remove(name: &str) -> Plan {
    Plan { title: String::new(), steps: vec![Step::Remove { path: name.into() }] }
}

#[test]
fn a_removed_post_comes_back_from_the_trash_of_the_desktop() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        let folder = a_folder();
        let name = "a_removed_post_comes_back_from_the_trash_of_the_desktop";
        let run = in_a_process(name, &folder.path().canonicalize().unwrap()).status().unwrap();
        assert!(run.success());
        return;
    };
    let (blog, journal) = (folder.join("blog"), folder.join("journal"));
    fs::create_dir_all(blog.join("bundle")).unwrap();
    for name in ["a.md", "it's 100%20 #1\n🎉.md", "bundle/index.md"] {
        fs::write(blog.join(name), name).unwrap();
    }
    for name in ["a.md", "it's 100%20 #1\n🎉.md", "bundle", "a.md"] {
        let undo = remove(name).apply(&blog, &journal, &SystemTrash).unwrap();
        assert!(!blog.join(name).exists());
        let redo = undo.apply(&blog, &journal, &SystemTrash).unwrap();
        assert!(blog.join(name).exists());
        let undo = redo.apply(&blog, &journal, &SystemTrash).unwrap();
        undo.apply(&blog, &journal, &SystemTrash).unwrap();
    }
    assert_eq!(fs::read_to_string(blog.join("a.md")).unwrap(), "a.md");
    assert_eq!(fs::read_to_string(blog.join("bundle/index.md")).unwrap(), "bundle/index.md");
    let left = fs::read_dir(folder.join("data/Trash/files")).unwrap().count();
    assert_eq!(left, 0, "nothing is left in the trash");
}

/// What the process says of a deletion: `done`, or why not.
const SAID: &str = "said";

/// The shim of the torture tests, which lets calls of the system fail; `None` without a C compiler.
fn shim(folder: &Path) -> Option<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/torture/shim.c");
    let built = folder.join("shim.so");
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-o"]).arg(&built).arg(source);
    match compiler.status() {
        Ok(status) => {
            assert!(status.success());
            Some(built)
        }
        Err(error) => {
            eprintln!("skipped: there is no C compiler: {error}");
            None
        }
    }
}

#[test]
fn a_trash_that_does_not_confirm_that_it_has_a_post_leaves_it_where_it_was() {
    if let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) {
        let done = remove("bundle").apply(&folder.join("blog"), &folder.join("journal"), &SystemTrash);
        let said = done.map_or_else(|error| error.to_string(), |_| "done".into());
        return fs::write(folder.join(SAID), said).unwrap();
    }
    let tools = a_folder();
    let Some(shim) = shim(&tools.path().canonicalize().unwrap()) else { return };
    let mut refused = Vec::new();
    for sync in 1..40 {
        let folder = a_folder();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("blog/bundle")).unwrap();
        fs::write(root.join("blog/bundle/index.md"), "whole").unwrap();
        let test = "a_trash_that_does_not_confirm_that_it_has_a_post_leaves_it_where_it_was";
        let mut command = in_a_process(test, &root);
        command.env("LD_PRELOAD", &shim).env("GALLEY_SHIM_ROOT", &root);
        let run = command.env("GALLEY_SHIM_FAULT", format!("s:{sync}:5:1")).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let said = fs::read_to_string(root.join(SAID)).unwrap();
        let at = if said == "done" { root.join("data/Trash/files/bundle") } else { root.join("blog/bundle") };
        assert_eq!(fs::read_to_string(at.join("index.md")).unwrap(), "whole", "sync {sync}: {said}");
        refused.push(said);
    }
    for place in ["files/bundle/index.md", "files/bundle", "files", "info/bundle.trashinfo", "info"] {
        let told = format!("data/Trash/{place} was written");
        assert!(refused.iter().any(|said| said.contains(&told)), "{place} is not synced: {refused:#?}");
    }
    for place in ["data/Trash", "data", "blog"] {
        let told = format!("/{place} was written");
        assert!(refused.iter().any(|said| said.contains(&told)), "{place} is not synced: {refused:#?}");
    }
}
