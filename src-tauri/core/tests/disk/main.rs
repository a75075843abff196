//! The promise that a file is old or new, never lost, never in between.
#![expect(clippy::disallowed_methods, reason = "tests play the other programs that write the folder")]

#[path = "../support/mod.rs"]
mod support;

#[cfg(target_os = "linux")]
mod attributes;
mod leftovers;
#[cfg(target_os = "linux")]
mod mounts;

use std::fs;

use galley_core::disk::{Expected, Revision, WhyInPlace, Writer, Written, read, write};
use galley_core::{Error, ErrorKind};
use support::BlogTest;
use tempfile::TempDir;

#[test]
fn a_write_replaces_what_was_read() {
    let blog = BlogTest::new().with("a.md", "old");
    let written = write(&blog.path("a.md"), b"new", Expected::Revision(Revision::of(b"old"))).unwrap();
    assert_eq!(written, Written::Replaced);
    assert_eq!(blog.read("a.md"), "new");
    assert_eq!(blog.names(""), ["a.md"]);
}

#[test]
fn a_write_of_the_same_bytes_touches_nothing() {
    let blog = BlogTest::new().with("a.md", "same");
    let before = fs::metadata(blog.path("a.md")).unwrap();
    let written = write(&blog.path("a.md"), b"same", Expected::Anything).unwrap();
    let after = fs::metadata(blog.path("a.md")).unwrap();
    assert_eq!(written, Written::Unchanged);
    assert_eq!(before.modified().unwrap(), after.modified().unwrap());
}

#[test]
fn a_write_is_refused_when_another_program_wrote() {
    let blog = BlogTest::new().with("a.md", "theirs");
    let error = write(&blog.path("a.md"), b"mine", Expected::Revision(Revision::of(b"old"))).unwrap_err();
    assert!(matches!(error, Error::Changed { .. }));
    assert_eq!(blog.read("a.md"), "theirs");
}

#[test]
fn a_write_is_refused_when_the_file_is_gone_or_already_there() {
    let blog = BlogTest::new().with("there.md", "x");
    let gone = write(&blog.path("gone.md"), b"mine", Expected::Revision(Revision::of(b"old"))).unwrap_err();
    let there = write(&blog.path("there.md"), b"mine", Expected::Absent).unwrap_err();
    assert_eq!((gone.kind(), there.kind()), (ErrorKind::Changed, ErrorKind::Changed));
    assert_eq!(blog.names(""), ["there.md"]);
}

#[test]
fn a_folder_that_is_missing_is_named() {
    let blog = BlogTest::new();
    let error = write(&blog.path("no/a.md"), b"x", Expected::Absent).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(error.to_string().contains("no/a.md"), "{error}");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn permissions_are_kept() {
        let blog = BlogTest::new().with("a.md", "old");
        fs::set_permissions(blog.path("a.md"), fs::Permissions::from_mode(0o640)).unwrap();
        write(&blog.path("a.md"), b"new", Expected::Anything).unwrap();
        assert_eq!(fs::metadata(blog.path("a.md")).unwrap().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_new_file_is_readable_as_the_umask_says() {
        let blog = BlogTest::new();
        write(&blog.path("a.md"), b"new", Expected::Absent).unwrap();
        fs::write(blog.path("reference"), "x").unwrap();
        let mode = |name: &str| fs::metadata(blog.path(name)).unwrap().mode();
        assert_eq!(mode("a.md"), mode("reference"));
    }

    #[test]
    fn a_symbolic_link_stays_a_link_and_its_target_changes() {
        let blog = BlogTest::new().with("real/a.md", "old");
        symlink("real/a.md", blog.path("link.md")).unwrap();
        symlink("link.md", blog.path("second.md")).unwrap();
        write(&blog.path("second.md"), b"new", Expected::Revision(Revision::of(b"old"))).unwrap();
        assert!(fs::symlink_metadata(blog.path("link.md")).unwrap().is_symlink());
        assert_eq!(blog.read("real/a.md"), "new");
        assert_eq!(blog.names("real"), ["a.md"]);
    }

    #[test]
    fn a_link_to_nothing_is_written_through() {
        let blog = BlogTest::new();
        symlink("new.md", blog.path("link.md")).unwrap();
        write(&blog.path("link.md"), b"new", Expected::Absent).unwrap();
        assert_eq!(blog.read("new.md"), "new");
    }

    #[test]
    fn links_in_a_loop_end() {
        let blog = BlogTest::new();
        symlink("b.md", blog.path("a.md")).unwrap();
        symlink("a.md", blog.path("b.md")).unwrap();
        assert!(write(&blog.path("a.md"), b"x", Expected::Anything).is_err());
    }

    #[test]
    fn hard_links_still_share_their_bytes() {
        let blog = BlogTest::new().with("a.md", "old and longer");
        fs::hard_link(blog.path("a.md"), blog.path("b.md")).unwrap();
        let records = TempDir::new().unwrap();
        let written =
            Writer::new(records.path()).write(&blog.path("a.md"), b"new", Expected::Anything).unwrap();
        assert_eq!(written, Written::InPlace(WhyInPlace::HardLinks));
        assert_eq!(blog.read("b.md"), "new");
        assert_eq!(fs::read_dir(records.path()).unwrap().count(), 0, "its record is gone");
    }

    #[test]
    fn a_fifo_is_refused_instead_of_waited_for() {
        let blog = BlogTest::new();
        let made = std::process::Command::new("mkfifo").arg(blog.path("a.md")).status().unwrap();
        assert!(made.success());
        assert!(read(&blog.path("a.md")).is_err());
    }
}
