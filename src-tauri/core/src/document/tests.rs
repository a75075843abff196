use proptest::prelude::*;

use super::*;

fn edited(file: &str, edits: &[(u32, u32, &str)]) -> String {
    let mut document = Document::new(file);
    for &(from, to, insert) in edits {
        let length = document.utf16_length() - (to - from) as usize + utf16::length(insert);
        let change = Change { from, to, insert: insert.to_owned() };
        document.apply(&[change], length).expect("the change fits");
    }
    document.to_file()
}

#[test]
fn a_uniform_file_keeps_its_ending_on_new_lines() {
    assert_eq!(edited("a\r\nb\r\n", &[(1, 1, "\nx")]), "a\r\nx\r\nb\r\n");
    assert_eq!(edited("a\rb", &[(3, 3, "\n")]), "a\rb\r");
}

#[test]
fn a_mixed_file_keeps_each_untouched_line() {
    assert_eq!(edited("a\r\nb\nc\rd", &[(2, 3, "B")]), "a\r\nB\nc\rd");
    assert_eq!(edited("a\r\nb\nc\rd", &[(1, 1, "\nx")]), "a\r\nx\r\nb\nc\rd");
    assert_eq!(edited("a\nb\r\nc", &[(3, 3, "\nx")]), "a\nb\nx\r\nc");
}

#[test]
fn a_deleted_passage_of_a_mixed_file_comes_back_with_its_endings() {
    let file = "a\nb\r\nc\r\nd\n";
    assert_eq!(edited(file, &[(0, 1, "A"), (2, 6, ""), (2, 2, "b\nc\n")]), "A\nb\r\nc\r\nd\n");
}

#[test]
fn the_bom_and_a_missing_final_newline_stay() {
    assert_eq!(edited("\u{feff}a\r\nb", &[(0, 1, "x")]), "\u{feff}x\r\nb");
}

#[test]
fn changes_in_one_step_share_the_coordinates_before_it() {
    let mut document = Document::new("a😀b\nc");
    let changes =
        [Change { from: 0, to: 1, insert: "xx".into() }, Change { from: 3, to: 4, insert: String::new() }];
    document.apply(&changes, 6).expect("the changes fit");
    assert_eq!(document.text(), "xx😀\nc");
}

#[test]
fn a_misfit_changes_nothing() {
    let mut document = Document::new("a😀b");
    for (from, to, length) in [(2, 3, 3), (0, 9, 0), (3, 1, 4), (0, 1, 99)] {
        let change = Change { from, to, insert: String::new() };
        assert_eq!(document.apply(&[change], length), Err(Misfit));
        assert_eq!(document.text(), "a😀b");
    }
}

#[test]
fn the_change_to_another_text_is_minimal_and_cuts_no_character() {
    let change = |a: &str, b: &str| Document::new(a).change_to(&Document::new(b));
    assert_eq!(change("same", "same"), None);
    assert_eq!(change("a😀c", "a😃c"), Some(Change { from: 1, to: 3, insert: "😃".into() }));
    assert_eq!(change("aa", "aaa"), Some(Change { from: 2, to: 2, insert: "a".into() }));
}

fn mixed_text() -> impl Strategy<Value = String> {
    prop::collection::vec(("[a-c日😀]{0,3}", prop_oneof!["\r\n", "\n", "\r"]), 0..12)
        .prop_map(|lines| lines.into_iter().flat_map(|(text, end)| [text, end]).collect())
}

proptest! {
    #[test]
    fn an_untouched_file_gives_its_bytes(file in "(\u{feff})?(a|\r|\n|\r\n|日|😀){0,40}") {
        prop_assert_eq!(Document::new(&file).to_file(), file);
    }

    #[test]
    fn lines_outside_an_edit_keep_their_bytes(file in mixed_text(), at in 0usize..30, len in 0usize..10, insert in "[x\n]{0,4}") {
        let mut document = Document::new(&file);
        let chars: Vec<usize> = document.text().char_indices().map(|(i, _)| i).chain([document.text().len()]).collect();
        let (from, to) = (chars[at.min(chars.len() - 1)], chars[(at + len).min(chars.len() - 1)]);
        let change = document.change(from..to, insert.clone());
        let (before, after) = (document.text()[..from].to_owned(), document.text()[to..].to_owned());
        let length = utf16::length(&before) + utf16::length(&insert) + utf16::length(&after);
        document.apply(&[change], length).expect("it fits");
        let result = document.to_file();
        let head = prefix_of(&file, &before);
        let tail = &file[file.len() - suffix_of(&file, &after)..];
        prop_assert!(result.starts_with(head), "{:?} / {:?}", result, head);
        prop_assert!(result.ends_with(tail), "{:?} / {:?}", result, tail);
    }

    #[test]
    fn undoing_everything_gives_the_original_bytes(file in mixed_text(), edits in prop::collection::vec((0usize..30, 0usize..10, "[x\n]{0,4}"), 1..6)) {
        let mut document = Document::new(&file);
        let mut undo = Vec::new();
        for (at, len, insert) in edits {
            let chars: Vec<usize> = document.text().char_indices().map(|(i, _)| i).chain([document.text().len()]).collect();
            let (from, to) = (chars[at.min(chars.len() - 1)], chars[(at + len).min(chars.len() - 1)]);
            let old = document.text()[from..to].to_owned();
            let change = document.change(from..to, insert.clone());
            let before = document.utf16_length();
            let length = before - utf16::length(&old) + utf16::length(&insert);
            let back = Change { from: change.from, to: change.from + utf16::length(&insert) as u32, insert: old };
            document.apply(&[change], length).expect("it fits");
            undo.push((back, before));
        }
        for (back, length) in undo.into_iter().rev() {
            document.apply(&[back], length).expect("it fits");
        }
        prop_assert_eq!(document.to_file(), file);
    }
}

/// The bytes of `file` whose LF text is `before`, without the last line's break if that is open.
fn prefix_of<'f>(file: &'f str, before: &str) -> &'f str {
    let end = (0..=file.len())
        .filter(|&at| file.is_char_boundary(at))
        .find(|&at| Document::new(&file[..at]).text() == before && !splits_crlf(file, at));
    &file[..end.expect("a prefix of the text is a prefix of the file")]
}

fn suffix_of(file: &str, after: &str) -> usize {
    (0..=file.len())
        .find(|&len| {
            let at = file.len() - len;
            file.is_char_boundary(at) && !splits_crlf(file, at) && Document::new(&file[at..]).text() == after
        })
        .expect("a suffix of the text is a suffix of the file")
}

fn splits_crlf(file: &str, at: usize) -> bool {
    file[..at].ends_with('\r') && file[at..].starts_with('\n')
}
