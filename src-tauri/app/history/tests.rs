#![expect(clippy::disallowed_methods, reason = "tests play the writer's other programs")]

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use galley_core::front_matter::Conventions;
use galley_core::journal::Journal;
use galley_core::markdown::RenderContext;

use super::*;
use crate::host::lock;

/// A host with one open post, whose file holds `one`.
struct Case {
    folder: tempfile::TempDir,
    host: Host,
    versions: Versions,
}

const DOC: u32 = 1;

impl Case {
    fn new() -> Case {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("blog")).unwrap();
        fs::write(at("blog/a.md"), "one\n").unwrap();
        let journal = Journal::start(at("journal"), || 0, |error| panic!("{error}"));
        let host = Host::new(at("config"), journal, at("operations"), at("cache"), None);
        let versions = Versions::start(at("history"), |sentence| panic!("{sentence}"));
        Case { folder, host, versions }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("blog/a.md")
    }

    fn open(&self) {
        let post = OpenPost::open(&self.file(), RenderContext::default(), Conventions::default()).unwrap();
        let post = post.saved_by(self.host.writer.clone());
        lock(&self.host.posts).insert(DOC, Arc::new(Mutex::new(post)));
        self.versions.opened(DOC, Place { root: self.folder.path().join("blog"), path: "a.md".into() });
    }

    fn saves(&self, text: &str) -> SaveReply {
        self.host.edit(&self.versions, DOC, |post| post.resync(text, false)).unwrap();
        let save = |post: &mut OpenPost| post.save(post.version(), utf16::fingerprint(post.text()), false);
        self.host.save(&self.versions, DOC, false, save).unwrap()
    }

    /// The texts of the versions, the oldest first.
    fn kept(&self) -> Vec<String> {
        let place = self.versions.place(DOC).unwrap();
        let kept = self.host.versions(&self.versions, DOC).unwrap();
        kept.iter().rev().map(|version| text(&self.versions, &place, version.id).unwrap()).collect()
    }
}

#[cfg(unix)]
#[test]
fn a_save_in_place_leaves_a_version_as_any_other() {
    let case = Case::new();
    fs::hard_link(case.file(), case.folder.path().join("blog/b.md")).unwrap();
    case.open();
    assert!(matches!(case.saves("two\n"), SaveReply::SavedInPlace { .. }));
    assert_eq!(case.kept(), ["one\n", "two\n"]);
}

#[test]
fn a_save_of_what_the_file_got_meanwhile_leaves_a_version_too() {
    let case = Case::new();
    case.open();
    fs::write(case.file(), "two\n").unwrap();
    assert_eq!(case.saves("two\n"), SaveReply::Unchanged);
    assert_eq!(case.kept(), ["one\n", "two\n"]);
    assert_eq!(case.saves("two\n"), SaveReply::Unchanged);
    assert_eq!(case.kept().len(), 2);
}

#[test]
fn a_post_that_is_closed_after_its_file_was_deleted_outside_is_among_the_deleted_ones() {
    let case = Case::new();
    case.open();
    fs::remove_file(case.file()).unwrap();
    case.host.with_post(DOC, |post| post.look(&[])).unwrap();
    case.host.close_with_versions(&case.versions, DOC, true);
    case.versions.flush();
    let root = case.folder.path().join("blog");
    let deleted = case.versions.store().deleted(&root, galley_core::Generator::Hugo, &|_| false);
    assert_eq!(deleted.iter().map(|post| &*post.path).collect::<Vec<_>>(), ["a.md"]);
    let pack = &deleted[0].pack;
    assert_eq!(case.versions.store().deleted_bytes(&root, pack).unwrap().1, b"one\n");
}
