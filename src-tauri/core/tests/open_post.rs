//! A post in an editor: typing, saving, and other programs that write the same file.

mod support;

use chrono::DateTime;
use galley_core::front_matter::Conventions;
use galley_core::front_matter::HeaderEdit;
use galley_core::markdown::RenderContext;
use galley_core::{Change, ErrorKind, OnDisk, OpenPost, SaveReply, utf16};
use proptest::prelude::*;
use support::{BlogTest, corpus};

const POST: &str = "---\r\ntitle: \"A\"\r\ndraft: false\r\n---\r\n\r\n# Hello 😀\r\n\r\nText\r\n";

fn open(test: &BlogTest) -> OpenPost {
    OpenPost::open(&test.path("a.md"), RenderContext::default(), Conventions::default()).unwrap()
}

/// Types `insert` at the end, as the window does.
fn append(post: &mut OpenPost, insert: &str) {
    let end = utf16::length(post.text());
    let change = Change { from: end as u32, to: end as u32, insert: insert.to_owned() };
    post.edit(post.version(), &[change], end + utf16::length(insert), true).unwrap();
}

fn save(post: &mut OpenPost) -> SaveReply {
    post.save(post.version(), utf16::fingerprint(post.text()), false).unwrap()
}

#[test]
fn typing_and_saving_changes_only_what_was_typed() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    append(&mut post, "more\n");
    assert_eq!(save(&mut post), SaveReply::Saved);
    assert_eq!(test.read("a.md"), format!("{POST}more\r\n"));
    assert_eq!(post.on_disk().unwrap(), OnDisk::Same);
}

#[test]
fn saving_without_a_change_writes_nothing() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    assert_eq!(save(&mut post), SaveReply::Unchanged);
}

#[test]
fn an_edit_returns_the_form_only_when_the_header_changed() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    let length = utf16::length(post.text());
    let body = Change { from: length as u32, to: length as u32, insert: "x".into() };
    assert!(post.edit(0, &[body], length + 1, true).unwrap().header.is_none());
    let title = Change { from: 12, to: 13, insert: "B".into() };
    let reply = post.edit(1, &[title], length + 1, false).unwrap();
    assert_eq!(reply.header.unwrap().fields[0].text, "B");
    assert!(reply.preview.is_none());
}

#[test]
fn the_outline_follows_the_text_with_the_lines_of_the_file() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    append(&mut post, "\n## Two\n\n## Three");
    let outline = post.outline();
    let found: Vec<_> = outline.iter().map(|at| (at.level, &*at.text, at.line, at.end)).collect();
    assert_eq!(found, [(1, "Hello 😀", 5, 12), (2, "Two", 9, 11), (2, "Three", 11, 12)]);
    let title = Change { from: 4, to: 4, insert: "weight: 1\n".into() };
    let length = utf16::length(post.text()) + 10;
    post.edit(post.version(), &[title], length, true).unwrap();
    assert_eq!((post.outline()[2].line, post.outline()[2].end), (12, 13));
}

/// A long post is read for the preview after the window has its text.
#[test]
fn words_outline_and_parts_are_right_whether_or_not_the_preview_was_asked_for() {
    let test = BlogTest::new().with("a.md", POST);
    let asked = [
        open(&test).words(),
        {
            let mut post = open(&test);
            let title = Change { from: 12, to: 13, insert: "B".into() };
            post.edit(0, &[title], utf16::length(post.text()), false).unwrap().words
        },
        {
            let mut post = open(&test);
            post.preview(0);
            post.words()
        },
    ];
    assert_eq!(asked, [2; 3]);
    assert_eq!(open(&test).outline()[0].text, "Hello 😀");
    assert_eq!(open(&test).line_of_part("hello-"), Some(5));
}

#[test]
fn a_long_post_has_its_first_blocks_before_it_is_read_whole() {
    let paragraphs = "A paragraph with a [link].\n\n".repeat(30_000);
    let text = format!("---\ntitle: Long\n---\n\n# Top\n\nPlain.\n\n{paragraphs}[link]: /there\n");
    let test = BlogTest::new().with("a.md", &text);
    let mut post = open(&test);
    let top = post.top().unwrap();
    let whole = post.preview(0);
    let count = top.ids.len() / 16;
    assert!((100..5_000).contains(&count), "{count}");
    assert_eq!(top.html[..2], whole.html[..2]);
    assert_eq!(top.places[..2], [4, 1]);
    let places = |of: &[u32]| of.chunks(3).map(|place| (place[0], place[1])).collect::<Vec<_>>();
    assert_eq!(places(&top.places), places(&whole.places[..3 * count]));
    assert!(open(&BlogTest::new().with("a.md", POST)).top().is_none());
}

#[test]
fn an_edit_of_another_version_or_text_is_out_of_sync_and_resync_mends_it() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    let change = Change { from: 0, to: 0, insert: "x".into() };
    assert_eq!(
        post.edit(7, std::slice::from_ref(&change), 1, true).unwrap_err().kind(),
        ErrorKind::OutOfSync
    );
    assert_eq!(post.edit(0, &[change], 1, true).unwrap_err().kind(), ErrorKind::OutOfSync);
    let reply = post.resync("other\ntext", true).unwrap();
    assert_eq!(post.text(), "other\ntext");
    let wrong = post.save(reply.version, utf16::fingerprint("another text"), false);
    assert_eq!(wrong.unwrap_err().kind(), ErrorKind::OutOfSync);
    assert_eq!(test.read("a.md"), POST);
}

#[test]
fn a_form_edit_is_a_text_change_that_the_editor_applies() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    let now = DateTime::parse_from_rfc3339("2026-11-22T10:00:00+01:00").unwrap();
    let changes = post.header_edit(0, &HeaderEdit::SetDraft { on: true }, now).unwrap();
    assert_eq!(changes.len(), 1);
    let length = utf16::length(post.text()) + utf16::length(&changes[0].insert)
        - (changes[0].to - changes[0].from) as usize;
    post.edit(0, &changes, length, true).unwrap();
    save(&mut post);
    assert_eq!(test.read("a.md"), POST.replace("draft: false", "draft: true"));
}

#[test]
fn a_file_written_by_another_program_is_not_overwritten_until_chosen() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    append(&mut post, "mine\n");
    test.write("a.md", "theirs");
    assert_eq!(post.on_disk().unwrap(), OnDisk::Changed);
    assert_eq!(save(&mut post), SaveReply::Conflict { deleted: false });
    assert_eq!(test.read("a.md"), "theirs");
    let kept = post.save(post.version(), utf16::fingerprint(post.text()), true).unwrap();
    assert_eq!(kept, SaveReply::Saved);
    assert_eq!(test.read("a.md"), format!("{POST}mine\r\n"));
}

#[test]
fn a_deleted_file_is_a_conflict_and_keeping_mine_writes_it_again() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    append(&mut post, "mine\n");
    test.remove("a.md");
    assert_eq!(post.on_disk().unwrap(), OnDisk::Deleted);
    assert_eq!(save(&mut post), SaveReply::Conflict { deleted: true });
    post.save(post.version(), utf16::fingerprint(post.text()), true).unwrap();
    assert_eq!(test.read("a.md"), format!("{POST}mine\r\n"));
}

#[test]
fn another_program_writing_the_same_text_is_no_conflict() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    append(&mut post, "x\n");
    test.write("a.md", format!("{POST}x\r\n"));
    assert_eq!(save(&mut post), SaveReply::Unchanged);
}

#[test]
fn reload_takes_the_files_text_as_one_small_change() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    test.write("a.md", POST.replace("Text", "Other"));
    let reload = post.reload(0).unwrap();
    assert_eq!(reload.changes.len(), 1);
    assert_eq!(reload.changes[0].insert, "Other");
    assert_eq!(post.on_disk().unwrap(), OnDisk::Same);
    assert_eq!(save(&mut post), SaveReply::Unchanged);
}

#[test]
fn a_file_that_is_not_utf8_opens_read_only_and_says_why() {
    let test = BlogTest::new().with("a.md", b"\xff\xfeh\0i\0");
    let mut post = open(&test);
    assert_eq!(post.text(), "hi");
    assert!(post.read_only().unwrap().contains("is UTF-16 text, not UTF-8"), "{:?}", post.read_only());
    let change = Change { from: 0, to: 0, insert: "x".into() };
    assert_eq!(post.edit(0, &[change], 3, true).unwrap_err().kind(), ErrorKind::Refused);
    assert_eq!(post.save(0, utf16::fingerprint("hi"), true).unwrap_err().kind(), ErrorKind::Refused);
}

#[test]
fn opening_and_saving_any_real_post_leaves_its_bytes_and_its_time() {
    let Some(corpus) = corpus() else { return };
    let test = BlogTest::new();
    let blog = galley_core::Blog::open(&corpus, None, support::now()).unwrap().blog;
    for summary in blog.posts() {
        let bytes = galley_core::disk::read(&corpus.join(&summary.path)).unwrap();
        test.write("a.md", &bytes);
        let before = test.path("a.md").metadata().unwrap().modified().unwrap();
        let mut post = open(&test);
        if post.read_only().is_none() {
            let typed = utf16::length(post.text());
            append(&mut post, "x");
            let undo = Change { from: typed as u32, to: typed as u32 + 1, insert: String::new() };
            post.edit(post.version(), &[undo], typed, true).unwrap();
            assert_eq!(save(&mut post), SaveReply::Unchanged, "{}", summary.path);
        }
        assert_eq!(galley_core::disk::read(&test.path("a.md")).unwrap(), bytes, "{}", summary.path);
        assert_eq!(test.path("a.md").metadata().unwrap().modified().unwrap(), before, "{}", summary.path);
    }
}

/// Makes these changes in the editor's text, and what undoes them.
fn inverse(before: &str, changes: &[Change]) -> Vec<Change> {
    let before: Vec<u16> = before.encode_utf16().collect();
    let mut shift = 0i64;
    let back = |change: &Change| {
        let from = (i64::from(change.from) + shift) as u32;
        let inserted = utf16::length(&change.insert) as u32;
        shift += i64::from(inserted) - i64::from(change.to - change.from);
        let removed = &before[change.from as usize..change.to as usize];
        Change { from, to: from + inserted, insert: String::from_utf16(removed).unwrap() }
    };
    changes.iter().map(back).collect()
}

fn any_file() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec(("[a-c 日😀]{0,3}", prop_oneof!["\r\n", "\n", "\r"]), 0..10);
    let text = lines.prop_map(|lines| lines.into_iter().flat_map(|(text, end)| [text, end]).collect());
    ("\u{feff}?", text, "[ab]?").prop_map(|(bom, text, rest): (String, String, String)| bom + &text + &rest)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_restored_version_is_saved_byte_for_byte_and_so_is_the_text_that_an_undo_brings_back(
        file in any_file(),
        restored in any_file(),
        typed in "[ab\n]{0,3}",
    ) {
        let test = BlogTest::new().with("a.md", &file);
        let mut post = open(&test);
        append(&mut post, &typed);
        let (before, text) = (post.file_bytes(), post.text().to_owned());
        let reload = post.restore(post.version(), restored.as_bytes()).unwrap();
        let length = utf16::length(&text);
        save(&mut post);
        prop_assert_eq!(test.read("a.md"), restored.clone());
        if reload.changes.is_empty() {
            return Ok(());
        }
        let back = inverse(&text, &reload.changes);
        post.edit(post.version(), &back, length, false).unwrap();
        save(&mut post);
        prop_assert_eq!(test.read("a.md").into_bytes(), before);
        let again = utf16::length(&restored.replace("\r\n", "\n").replace('\u{feff}', ""));
        post.edit(post.version(), &reload.changes, again, false).unwrap();
        save(&mut post);
        prop_assert_eq!(test.read("a.md"), restored);
    }
}

#[test]
fn a_version_that_differs_in_its_line_endings_alone_is_restored_and_unsaved() {
    let test = BlogTest::new().with("a.md", "one\ntwo\n");
    let mut post = open(&test);
    let reload = post.restore(post.version(), b"\xef\xbb\xbfone\r\ntwo\n").unwrap();
    assert!(reload.changes.is_empty());
    assert!(post.is_edited());
    assert_eq!(save(&mut post), SaveReply::Saved);
    assert_eq!(test.read("a.md"), "\u{feff}one\r\ntwo\n");
}

#[test]
fn a_version_that_is_no_text_is_not_restored() {
    let test = BlogTest::new().with("a.md", "one\n");
    let mut post = open(&test);
    assert_eq!(post.restore(0, b"\xff\xfeo\0").unwrap_err().kind(), ErrorKind::NotUtf8);
    assert_eq!((post.text(), post.version()), ("one\n", 0));
}

#[test]
fn an_undo_behind_a_change_from_outside_brings_back_the_line_endings_that_it_changed() {
    let test = BlogTest::new().with("a.md", "one\r\ntwo\r\n");
    let mut post = open(&test);
    test.write("a.md", "one\ntwo\nthree\n");
    let reload = post.reload(0).unwrap();
    let back = inverse("one\ntwo\n", &reload.changes);
    post.edit(1, &back, 8, false).unwrap();
    save(&mut post);
    assert_eq!(test.read("a.md"), "one\r\ntwo\r\n");
}
