//! An open post and its journal: what comes back after a crash, a close and a change from outside.

mod support;

use std::path::Path;

use galley_core::front_matter::Conventions;
use galley_core::journal::{Closing, Journal};
use galley_core::markdown::RenderContext;
use galley_core::{Change, ErrorKind, Kept, OpenPost, SaveReply, utf16};
use support::BlogTest;

const NOW: i64 = 1_790_000_000_000;

fn journal(folder: &Path) -> Journal {
    Journal::start(folder.to_path_buf(), || NOW, |error| panic!("{error}"))
}

fn open(folder: &BlogTest, journal: &Journal) -> Kept {
    let file = folder.path("a.md");
    let kept = OpenPost::open_kept(&file, RenderContext::default(), Conventions::default(), journal);
    kept.unwrap()
}

fn insert(post: &mut OpenPost, at: u32, text: &str) {
    let change = Change { from: at, to: at, insert: text.into() };
    let length = utf16::length(post.text()) + utf16::length(text);
    post.edit(post.version(), &[change], length, false).unwrap();
}

fn save(post: &mut OpenPost) -> SaveReply {
    post.save(post.version(), utf16::fingerprint(post.text()), false).unwrap()
}

#[test]
fn the_text_of_a_post_that_died_comes_back_unsaved_and_the_file_is_as_it_was() {
    let (folder, state) = (BlogTest::new(), BlogTest::new());
    folder.write("a.md", "one\r\n");
    let first = journal(&state.root());
    let mut post = open(&folder, &first).post;
    insert(&mut post, 3, "!");
    insert(&mut post, 4, "?");
    drop(post);
    first.flush();
    assert_eq!(first.left().0.len(), 1);
    let Kept { mut post, resumed, .. } = open(&folder, &first);
    let resumed = resumed.unwrap();
    assert_eq!(post.text(), "one!?\n");
    assert_eq!((resumed.start.as_str(), resumed.steps.len(), resumed.unsaved), ("one\n", 2, true));
    assert_eq!(resumed.recovered, Some(NOW));
    assert_eq!(folder.read("a.md"), "one\r\n");
    assert_eq!(save(&mut post), SaveReply::Saved);
    assert_eq!(folder.read("a.md"), "one!?\r\n");
}

#[test]
fn text_that_a_crash_left_is_shown_when_no_text_can_be_made_of_the_file_any_more() {
    let (folder, state) = (BlogTest::new(), BlogTest::new());
    folder.write("a.md", "one\n");
    let journal = journal(&state.root());
    let mut post = open(&folder, &journal).post;
    insert(&mut post, 0, "x");
    drop(post);
    journal.flush();
    folder.write("a.md", b"\xff\xfeo\0n\0e\0");
    let Kept { mut post, resumed, .. } = open(&folder, &journal);
    assert_eq!((post.text(), post.read_only()), ("xone\n", None));
    assert_eq!(resumed.unwrap().recovered, Some(NOW));
    assert_eq!(save(&mut post), SaveReply::Conflict { deleted: false });
    assert_eq!(post.reload(post.version()).unwrap_err().kind(), ErrorKind::NotUtf8);
    assert_eq!(post.text(), "xone\n");
}

#[test]
fn what_was_left_unsaved_on_purpose_comes_back_without_a_question() {
    let (folder, state) = (BlogTest::new(), BlogTest::new());
    folder.write("a.md", "one\n");
    let journal = journal(&state.root());
    let mut post = open(&folder, &journal).post;
    insert(&mut post, 0, "x");
    post.close();
    journal.flush();
    assert_eq!(journal.left().0[0].closed, Some(Closing::Unsaved));
    let resumed = open(&folder, &journal).resumed.unwrap();
    assert_eq!((resumed.unsaved, resumed.recovered), (true, None));
}

#[test]
fn a_save_that_failed_at_the_end_asks_at_the_next_start() {
    let (folder, state) = (BlogTest::new(), BlogTest::new());
    folder.write("a.md", "one\n");
    let journal = journal(&state.root());
    let mut post = open(&folder, &journal).post;
    insert(&mut post, 0, "x");
    folder.remove("a.md");
    folder.write("a.md/x", "");
    assert!(post.save(post.version(), utf16::fingerprint(post.text()), false).is_err());
    post.close();
    journal.flush();
    assert_eq!(journal.left().0[0].closed, Some(Closing::Failed));
    folder.remove("a.md");
    folder.write("a.md", "one\n");
    assert_eq!(open(&folder, &journal).resumed.unwrap().recovered, Some(NOW));
}

#[test]
fn the_undo_history_comes_back_after_a_save_and_a_close() {
    let (folder, state) = (BlogTest::new(), BlogTest::new());
    folder.write("a.md", "one\n");
    let journal = journal(&state.root());
    let mut post = open(&folder, &journal).post;
    insert(&mut post, 3, "!");
    save(&mut post);
    post.remember(post.version(), 4, "history".into()).unwrap();
    post.close();
    journal.flush();
    let Kept { mut post, resumed, .. } = open(&folder, &journal);
    let resumed = resumed.unwrap();
    assert_eq!((resumed.history.as_deref(), resumed.caret, resumed.unsaved), (Some("history"), 4, false));
    assert!(resumed.changes.is_empty());
    insert(&mut post, 0, "x");
    drop(post);
    journal.flush();
    let resumed = open(&folder, &journal).resumed.unwrap();
    assert_eq!(resumed.history.as_deref(), Some("history"), "the next crash keeps it too");
    assert_eq!((resumed.start.as_str(), resumed.steps.len()), ("one!\n", 1));
}

#[test]
fn what_another_program_wrote_while_the_post_was_closed_is_one_more_step() {
    let (folder, state) = (BlogTest::new(), BlogTest::new());
    folder.write("a.md", "one\n");
    let journal = journal(&state.root());
    let mut post = open(&folder, &journal).post;
    insert(&mut post, 3, "!");
    save(&mut post);
    post.close();
    journal.flush();
    folder.write("a.md", "one! two\n");
    let Kept { post, resumed, .. } = open(&folder, &journal);
    assert_eq!(post.text(), "one! two\n");
    let resumed = resumed.unwrap();
    assert_eq!(resumed.changes, [Change { from: 4, to: 4, insert: " two".into() }]);
    assert!(!resumed.unsaved);
}

#[test]
fn when_both_changed_the_save_is_refused_until_they_are_brought_together() {
    let (folder, state) = (BlogTest::new(), BlogTest::new());
    folder.write("a.md", "one\n");
    let journal = journal(&state.root());
    let mut post = open(&folder, &journal).post;
    insert(&mut post, 0, "mine ");
    drop(post);
    journal.flush();
    folder.write("a.md", "theirs\n");
    let mut post = open(&folder, &journal).post;
    assert_eq!(post.text(), "mine one\n");
    assert_eq!(save(&mut post), SaveReply::Conflict { deleted: false });
    assert_eq!(folder.read("a.md"), "theirs\n");
}

#[test]
fn a_post_whose_file_is_gone_opens_with_its_unsaved_text_and_not_otherwise() {
    let (folder, state) = (BlogTest::new(), BlogTest::new());
    folder.write("a.md", "one\n");
    let journal = journal(&state.root());
    let mut post = open(&folder, &journal).post;
    insert(&mut post, 0, "x");
    drop(post);
    journal.flush();
    folder.remove("a.md");
    let mut post = open(&folder, &journal).post;
    assert_eq!(post.text(), "xone\n");
    assert_eq!(save(&mut post), SaveReply::Conflict { deleted: true });
    post.discard();
    journal.flush();
    let file = folder.path("a.md");
    assert!(OpenPost::open_kept(&file, RenderContext::default(), Conventions::default(), &journal).is_err());
}

#[test]
fn text_that_the_file_got_otherwise_is_not_asked_about() {
    let (folder, state) = (BlogTest::new(), BlogTest::new());
    folder.write("a.md", "one\n");
    let journal = journal(&state.root());
    let mut post = open(&folder, &journal).post;
    insert(&mut post, 0, "x");
    drop(post);
    journal.flush();
    folder.write("a.md", "xone\n");
    assert!(journal.left().0.is_empty());
    assert!(!open(&folder, &journal).resumed.unwrap().unsaved);
}

#[test]
fn a_restored_version_and_its_undo_come_back_after_a_crash_byte_for_byte() {
    let (folder, state) = (BlogTest::new(), BlogTest::new());
    folder.write("a.md", "one\r\ntwo\nthree\r\n");
    let journal = journal(&state.root());
    let mut post = open(&folder, &journal).post;
    insert(&mut post, 3, "!");
    let reload = post.restore(post.version(), "\u{feff}one\ntwo\r\nthree\n".as_bytes()).unwrap();
    assert_eq!(reload.changes.len(), 1);
    insert(&mut post, 0, "x");
    drop(post);
    journal.flush();
    let mut post = open(&folder, &journal).post;
    assert_eq!(post.file_text(), "\u{feff}xone\ntwo\r\nthree\n");
    post.restore(post.version(), b"one!\r\ntwo\nthree\r\n").unwrap();
    let back = Change { from: 0, to: 4, insert: "xone".into() };
    post.edit(post.version(), &[back], utf16::length(post.text()), false).unwrap();
    drop(post);
    journal.flush();
    let post = open(&folder, &journal).post;
    assert_eq!(post.file_text(), "\u{feff}xone\ntwo\r\nthree\n");
}

#[test]
fn line_endings_that_another_program_changed_are_not_unsaved_text_after_a_crash() {
    let (folder, state) = (BlogTest::new(), BlogTest::new());
    folder.write("a.md", "one\ntwo\n");
    let journal = journal(&state.root());
    let mut post = open(&folder, &journal).post;
    insert(&mut post, 3, "!");
    save(&mut post);
    folder.write("a.md", "one!\r\ntwo\r\n");
    post.reload(post.version()).unwrap();
    drop(post);
    journal.flush();
    let resumed = open(&folder, &journal).resumed.unwrap();
    assert_eq!((resumed.unsaved, resumed.recovered), (false, None));
}
