//! Small and strange file systems, where the machine lets them be mounted: the only honest full disk.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;

use galley_core::disk::in_place::recover;

use super::*;

/// Runs `test` with what `mount` mounts at `at`.
fn mounted(options: &[&str], at: &Path, test: impl FnOnce()) {
    let run = |command: &str, options: &[&str]| {
        let output = Command::new(command).args(options).arg(at).output();
        output.is_ok_and(|output| output.status.success())
    };
    if !run("mount", options) {
        eprintln!("skipped: mount {options:?} is not permitted here");
        return;
    }
    let result = catch_unwind(AssertUnwindSafe(test));
    assert!(run("umount", &[]), "it is unmounted");
    if let Err(panic) = result {
        std::panic::resume_unwind(panic);
    }
}

fn tmpfs<'a>(options: &'a [&'a str]) -> Vec<&'a str> {
    [&["-t", "tmpfs", "tmpfs"], options].concat()
}

#[test]
fn a_full_disk_leaves_the_old_bytes_and_says_so() {
    let blog = BlogTest::new().with("small/keep", "");
    let (small, records) = (blog.path("small"), TempDir::new().unwrap());
    mounted(&tmpfs(&["-o", "size=64k"]), &small, || {
        fs::write(small.join("a.md"), "old").unwrap();
        let writer = Writer::new(records.path());
        let error = writer.write(&small.join("a.md"), &[b'x'; 200_000], Expected::Anything).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::DiskFull);
        assert!(error.to_string().ends_with("the disk is full"), "{error}");
        assert_eq!(fs::read(small.join("a.md")).unwrap(), b"old");
        assert_eq!(blog.names("small"), ["a.md"], "no temporary file is left");
        assert!(recover(records.path()).unwrap().is_empty(), "nor a record");
    });
}

#[test]
fn a_disk_without_room_for_a_second_file_is_written_in_place() {
    let blog = BlogTest::new().with("small/keep", "");
    let (small, records) = (blog.path("small"), TempDir::new().unwrap());
    mounted(&tmpfs(&["-o", "size=64k"]), &small, || {
        fs::write(small.join("a.md"), [b'o'; 40_000]).unwrap();
        let written =
            Writer::new(records.path()).write(&small.join("a.md"), &[b'n'; 45_000], Expected::Anything);
        assert_eq!(written.unwrap(), Written::InPlace(WhyInPlace::NoRoom));
        assert_eq!(fs::read(small.join("a.md")).unwrap(), [b'n'; 45_000]);
        assert_eq!(blog.names("small"), ["a.md"]);
    });
}

#[test]
fn a_disk_that_has_no_files_left_is_written_in_place() {
    let blog = BlogTest::new().with("small/keep", "");
    let (small, records) = (blog.path("small"), TempDir::new().unwrap());
    mounted(&tmpfs(&["-o", "size=1m,nr_inodes=2"]), &small, || {
        fs::write(small.join("a.md"), "old").unwrap();
        let writer = Writer::new(records.path());
        let written = writer.write(&small.join("a.md"), b"newer", Expected::Anything).unwrap();
        assert_eq!(written, Written::InPlace(WhyInPlace::NoRoom));
        assert_eq!(blog.read("small/a.md"), "newer");
        let new = writer.write(&small.join("b.md"), b"new", Expected::Absent).unwrap_err();
        assert_eq!(new.kind(), ErrorKind::DiskFull);
    });
}

#[test]
fn a_disk_that_is_read_only_says_so() {
    let blog = BlogTest::new().with("small/keep", "");
    let small = blog.path("small");
    mounted(&tmpfs(&["-o", "size=64k"]), &small, || {
        fs::write(small.join("a.md"), "old").unwrap();
        let remount = Command::new("mount").args(["-o", "remount,ro"]).arg(&small).status().unwrap();
        assert!(remount.success());
        let records = TempDir::new().unwrap();
        let error =
            Writer::new(records.path()).write(&small.join("a.md"), b"new", Expected::Anything).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ReadOnlyDisk);
        assert_eq!(
            error.to_string(),
            format!("cannot write {}: the disk is read-only", small.join("a.md").display())
        );
        assert_eq!(blog.read("small/a.md"), "old");
    });
}

#[test]
fn a_file_that_is_mounted_by_itself_is_written_in_place() {
    let blog = BlogTest::new().with("a.md", "old").with("source", "mounted");
    let (target, source, records) = (blog.path("a.md"), blog.path("source"), TempDir::new().unwrap());
    mounted(&["--bind", source.to_str().unwrap()], &target, || {
        let written = Writer::new(records.path()).write(&target, b"new text", Expected::Anything).unwrap();
        assert_eq!(written, Written::InPlace(WhyInPlace::Mount));
        assert_eq!(blog.read("source"), "new text");
        assert_eq!(blog.names(""), ["a.md", "source"]);
    });
    assert_eq!(blog.read("a.md"), "old");
}

#[test]
fn a_file_in_a_folder_that_cannot_be_written_is_written_in_place() {
    let blog = BlogTest::new().with("folder/a.md", "old").with("source", "mounted");
    let (folder, source, records) = (blog.path("folder"), blog.path("source"), TempDir::new().unwrap());
    let target = folder.join("a.md");
    mounted(&["--bind", folder.to_str().unwrap()], &folder, || {
        let remount = Command::new("mount").args(["-o", "remount,ro,bind"]).arg(&folder).status().unwrap();
        assert!(remount.success());
        mounted(&["--bind", source.to_str().unwrap()], &target, || {
            let written =
                Writer::new(records.path()).write(&target, b"new text", Expected::Anything).unwrap();
            assert_eq!(written, Written::InPlace(WhyInPlace::Folder));
            assert_eq!(blog.read("source"), "new text");
        });
    });
}
