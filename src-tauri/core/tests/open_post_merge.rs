//! A post in an editor whose file another program changes, removes or moves.

mod support;

use galley_core::front_matter::Conventions;
use galley_core::markdown::RenderContext;
use galley_core::merge::Piece;
use galley_core::{Change, ErrorKind, MergeReply, Merged, OpenPost, Outside, SaveReply, utf16};
use proptest::prelude::*;
use support::BlogTest;

const POST: &str = "---\r\ntitle: A\r\ndraft: true\r\n---\r\n\r\nOne 😀\r\n\r\nTwo\r\n\r\nThree\r\n";

fn open(test: &BlogTest) -> OpenPost {
    OpenPost::open(&test.path("a.md"), RenderContext::default(), Conventions::default()).unwrap()
}

fn put(post: &mut OpenPost, text: &str) {
    post.resync(text, false).unwrap();
}

fn replace(post: &mut OpenPost, from: &str, to: &str) {
    let text = post.text().replace(from, to);
    put(post, &text);
}

fn save(post: &mut OpenPost) -> SaveReply {
    post.save(post.version(), utf16::fingerprint(post.text()), false).unwrap()
}

#[track_caller]
fn merged(post: &mut OpenPost) -> Merged {
    match post.merge(post.version()).unwrap() {
        MergeReply::Merged(merged) => *merged,
        other => panic!("{other:?}"),
    }
}

/// The text that an editor with `text` has after these changes.
fn applied(text: &str, changes: &[Change]) -> String {
    let mut units: Vec<u16> = text.encode_utf16().collect();
    for change in changes.iter().rev() {
        units.splice(change.from as usize..change.to as usize, change.insert.encode_utf16());
    }
    String::from_utf16(&units).unwrap()
}

fn foreign(post: &OpenPost, merged: &Merged) -> Vec<String> {
    let units: Vec<u16> = post.text().encode_utf16().collect();
    let text = |from: u32, to: u32| String::from_utf16(&units[from as usize..to as usize]).unwrap();
    merged.foreign.iter().map(|span| text(span.from, span.to)).collect()
}

#[test]
fn a_change_of_other_lines_is_taken_in_and_the_next_save_holds_both() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    replace(&mut post, "Two", "Two, mine");
    let before = post.text().to_owned();
    let theirs = POST.replace("Three", "Three, theirs").replace("title: A", "title: B");
    test.write("a.md", &theirs);
    assert_eq!(save(&mut post), SaveReply::Conflict { deleted: false });
    let merged = merged(&mut post);
    assert_eq!(applied(&before, &merged.reload.changes), post.text());
    assert_eq!(foreign(&post, &merged), ["title: B\n", "Three, theirs\n"]);
    assert_eq!((merged.lines, merged.unsaved), (2, true));
    assert_eq!(merged.reload.header.fields[0].text, "B");
    assert_eq!(test.read("a.md"), theirs);
    assert_eq!(save(&mut post), SaveReply::Saved);
    assert_eq!(test.read("a.md"), theirs.replace("Two", "Two, mine"));
}

#[test]
fn a_conflict_changes_nothing_and_what_the_writer_makes_of_it_is_saved_over_that_file_alone() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    replace(&mut post, "Two", "Two, mine");
    let theirs = POST.replace("Two", "Two, theirs").replace("Three\r\n", "Three\r\nfour\r\n");
    test.write("a.md", &theirs);
    let (version, text) = (post.version(), post.text().to_owned());
    let MergeReply::Conflict { pieces, .. } = post.merge(version).unwrap() else { panic!("no conflict") };
    assert_eq!((post.version(), post.text()), (version, &*text));
    let texts: Vec<String> = pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Agreed { text } => text,
            Piece::Conflict(conflict) => conflict.mine + &conflict.theirs,
        })
        .collect();
    let both = texts.concat();
    assert!(both.contains("Two, mine\nTwo, theirs\n") && both.ends_with("four\n"), "{both}");
    let (resolved, lost) = post.resolve(version, &both).unwrap();
    assert_eq!(applied(&text, &resolved.reload.changes), both);
    assert_eq!(lost.as_deref().map(Vec::as_slice), Some(theirs.as_bytes()));

    // The file changes once more: the save is refused, and the merge takes that in as well.
    let later = theirs.replace("One", "Zero");
    test.write("a.md", &later);
    assert_eq!(save(&mut post), SaveReply::Conflict { deleted: false });
    let merged = merged(&mut post);
    assert_eq!(foreign(&post, &merged), ["Zero 😀\n"]);
    assert_eq!(save(&mut post), SaveReply::Saved);
    assert_eq!(test.read("a.md"), later.replace("Two, theirs", "Two, mine\r\nTwo, theirs"));
}

#[test]
fn a_conflict_is_resolved_only_in_the_version_it_was_found_in() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    assert_eq!(post.resolve(0, "x").unwrap_err().kind(), ErrorKind::Refused);
    replace(&mut post, "Two", "mine");
    test.write("a.md", POST.replace("Two", "theirs"));
    post.merge(post.version()).unwrap();
    replace(&mut post, "mine", "mine!");
    assert_eq!(post.resolve(post.version(), "x").unwrap_err().kind(), ErrorKind::Refused);
    assert!(post.text().contains("mine!"));
}

#[test]
fn without_own_changes_the_merge_is_the_file() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    test.write("a.md", POST.replace("Two", "2"));
    let merged = merged(&mut post);
    assert_eq!((foreign(&post, &merged), merged.unsaved), (vec!["2\n".to_owned()], false));
    assert_eq!(save(&mut post), SaveReply::Unchanged);
}

#[test]
fn other_line_endings_and_a_mark_that_came_are_no_lines_from_outside() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    replace(&mut post, "Two", "mine");
    let theirs = format!("\u{feff}{}", POST.replace("\r\n", "\n"));
    test.write("a.md", &theirs);
    let merged = merged(&mut post);
    assert!(merged.reload.changes.is_empty() && merged.foreign.is_empty() && merged.unsaved);
    assert_eq!(save(&mut post), SaveReply::Saved);
    assert_eq!(test.read("a.md"), theirs.replace("Two", "mine"));
}

#[test]
fn every_line_that_is_the_files_keeps_its_bytes() {
    let test = BlogTest::new().with("a.md", "a\nb\nc\nd\ne\n");
    let mut post = open(&test);
    put(&mut post, "a\nb\nc\nd\nE\nmine\n");
    test.write("a.md", "\u{feff}A\r\nb\nc\r\nd\re\n");
    merged(&mut post);
    save(&mut post);
    assert_eq!(test.read("a.md"), "\u{feff}A\r\nb\nc\r\nd\rE\rmine\n");
}

#[test]
fn a_file_that_is_no_text_now_or_gone_changes_nothing() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    replace(&mut post, "Two", "mine");
    let text = post.text().to_owned();
    test.write("a.md", b"\xff\xfeh\0i\0");
    let MergeReply::Unreadable { reason } = post.merge(post.version()).unwrap() else { panic!() };
    assert!(reason.contains("UTF-16"), "{reason}");
    test.remove("a.md");
    assert!(matches!(post.merge(post.version()).unwrap(), MergeReply::Deleted));
    assert_eq!(post.text(), text);
    post.save(post.version(), utf16::fingerprint(&text), true).unwrap();
    assert_eq!(test.read("a.md"), POST.replace("Two", "mine"));
}

#[test]
fn a_file_that_was_renamed_outside_is_found_by_its_bytes() {
    let test = BlogTest::new().with("a.md", POST).with("other.md", "other");
    let mut post = open(&test);
    replace(&mut post, "Two", "mine");
    test.rename("a.md", "b.md");
    let files = ["other.md", "b.md", "none.md"].map(|name| test.path(name));
    assert_eq!(post.look(&files).unwrap(), Outside::Moved(test.path("b.md")));
    post.relocate(&test.path("b.md"), RenderContext::default());
    assert_eq!(post.look(&files).unwrap(), Outside::Same);
    assert_eq!(save(&mut post), SaveReply::Saved);
    assert_eq!(test.read("b.md"), POST.replace("Two", "mine"));
    assert_eq!(test.names(""), ["b.md", "other.md"]);
}

#[test]
fn a_renamed_file_may_turn_up_later_and_one_that_comes_back_is_a_change() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    test.remove("a.md");
    assert_eq!(post.look(&[]).unwrap(), Outside::Deleted);
    assert_eq!((post.look(&[]).unwrap(), post.is_gone()), (Outside::Same, true));
    test.write("a.md", POST);
    assert_eq!((post.look(&[]).unwrap(), post.is_gone()), (Outside::Changed, false));
    test.remove("a.md");
    post.look(&[]).unwrap();
    test.write("x/b.md", POST);
    assert_eq!(post.look(&[test.path("x/b.md")]).unwrap(), Outside::Moved(test.path("x/b.md")));
}

#[test]
fn of_two_files_with_the_bytes_the_one_of_the_same_name_is_followed() {
    let test = BlogTest::new().with("a.md", POST);
    let mut post = open(&test);
    test.remove("a.md");
    let (b, c) = (test.path("b.md"), test.path("c.md"));
    test.write("b.md", POST);
    test.write("c.md", POST);
    assert_eq!(post.look(&[b.clone(), c]).unwrap(), Outside::Deleted);
    test.write("x/a.md", POST);
    assert_eq!(post.look(&[b, test.path("x/a.md")]).unwrap(), Outside::Moved(test.path("x/a.md")));
}

/// The lines of a file, each with its ending.
fn lines(file: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = file;
    while let Some(at) = rest.find(['\r', '\n']) {
        let end = if rest[at..].starts_with("\r\n") { at + 2 } else { at + 1 };
        lines.push(&rest[..end]);
        rest = &rest[end..];
    }
    lines.push(rest);
    lines
}

fn file() -> impl Strategy<Value = String> {
    let line = ("[a-e]{1,2}", prop_oneof![Just("\n"), Just("\r\n"), Just("\r")]);
    prop::collection::vec(line, 0..10)
        .prop_map(|lines| lines.into_iter().map(|(text, end)| format!("{text}{end}")).collect::<String>())
}

proptest! {
    /// Of a clean merge the file's own lines are the file's bytes, and the editor has the same text.
    #[test]
    fn a_merge_keeps_the_bytes_of_the_files_lines(
        base in file(), theirs in file(), at in any::<prop::sample::Index>(), mark in any::<bool>(),
    ) {
        let sign = if mark { "\u{feff}" } else { "" };
        let test = BlogTest::new().with("a.md", &base);
        let mut post = open(&test);
        let mut mine: Vec<&str> = post.text().split('\n').collect();
        let at = at.index(mine.len());
        mine.insert(at, "mine 😀");
        let mine = mine.join("\n");
        put(&mut post, &mine);
        test.write("a.md", format!("{sign}{theirs}"));
        let version = post.version();
        match post.merge(version).unwrap() {
            MergeReply::Merged(merged) => {
                prop_assert_eq!(applied(&mine, &merged.reload.changes), post.text());
                save(&mut post);
                let file = test.read("a.md");
                let text = file.strip_prefix(sign).unwrap();
                let mut rest = lines(text).into_iter();
                for line in lines(&theirs).into_iter().filter(|line| !line.is_empty()) {
                    prop_assert!(rest.any(|own| own == line), "{:?} is not in {:?}", line, file);
                }
                prop_assert!(file.contains("mine 😀"));
            }
            MergeReply::Conflict { .. } => prop_assert_eq!((post.text(), post.version()), (&*mine, version)),
            other => prop_assert!(false, "{:?}", other),
        }
    }
}
