use proptest::prelude::*;

use super::*;

fn marked(old: &str, new: &str) -> String {
    let mut out = String::new();
    for piece in pieces(old, new) {
        match piece.kind {
            PieceKind::Same | PieceKind::LeftOut => out.push_str(&piece.text),
            PieceKind::Removed => out.push_str(&format!("[-{}-]", piece.text)),
            PieceKind::Added => out.push_str(&format!("{{+{}+}}", piece.text)),
        }
    }
    out
}

#[test]
fn a_changed_word_is_one_change_of_its_line() {
    assert_eq!(marked("a quiet river\nend\n", "a loud river\nend\n"), "a [-quiet-]{+loud+} river\nend\n");
    assert_eq!(marked("one\ntwo\n", "one\nand\ntwo\n"), "one\n{+and\n+}two\n");
    assert_eq!(marked("的天气很好\n", "的天气不好\n"), "的天气[-很-]{+不+}好\n");
    assert_eq!(marked("same", "same"), "same");
    assert_eq!(marked("", "new"), "{+new+}");
}

#[test]
fn neighbouring_words_are_one_change() {
    let (old, new) =
        ("he had seen a very small boat there today\n", "he had seen a rather large boat there today\n");
    assert_eq!(marked(old, new), "he had seen a [-very small-]{+rather large+} boat there today\n");
}

#[test]
fn another_sentence_is_no_change_of_words() {
    let (old, new) = ("keep\nthe sun is up\nkeep\n", "keep\nnobody knew it, the night\nkeep\n");
    assert_eq!(marked(old, new), "keep\n[-the sun is up\n-]{+nobody knew it, the night\n+}keep\n");
}

#[test]
fn lines_far_from_any_change_are_left_out() {
    let lines: Vec<String> = (0..30).map(|line| format!("line {line}\n")).collect();
    let old = lines.concat();
    let new = old.replace("line 15\n", "line fifteen\n");
    let shown = in_context(pieces(&old, &new), 2);
    let counts: Vec<u32> = shown.iter().map(|piece| piece.lines).filter(|lines| *lines > 0).collect();
    assert_eq!(counts, [13, 12]);
    assert_eq!(shown[1].text, "line 13\nline 14\nline ");
    let same: usize = shown.iter().map(|piece| piece.text.matches('\n').count()).sum();
    assert_eq!(same + 25, 30);
}

#[test]
fn ten_megabytes_are_compared_in_bounded_time() {
    let old: String =
        (0..200_000).map(|line| format!("a line of some words, number {line} of it all\n")).collect();
    let new: String =
        (0..200_000).map(|line| format!("another line of words, {line} is its number\n")).collect();
    let began = std::time::Instant::now();
    let found = words(&old, &new);
    assert!(!found.is_empty());
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}

#[test]
fn a_passage_is_found_where_it_was() {
    let old = "first\n\nthe second one\n\nthird\n";
    let new = "before\n\nfirst\n\nthe second, longer one\n\nthird\n";
    let at = |text: &str, part: &str| text.find(part).map(|at| at..at + part.len()).unwrap();
    let was = |part: &str| &old[map_back(&words(old, new), &at(new, part))];
    assert_eq!(was("the second, longer one"), "the second one");
    assert_eq!(was("first"), "first");
    assert_eq!(was("before\n"), "");
    assert_eq!(was("third\n"), "third\n");
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec!["a", "b", "word", " ", "\n", "\n\n", "é", "日", "."]),
        0..40,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn the_pieces_are_both_texts(old in text(), new in text()) {
        let all = pieces(&old, &new);
        let of = |kind: PieceKind| -> String {
            all.iter().filter(|piece| piece.kind == kind || piece.kind == PieceKind::Same)
                .map(|piece| piece.text.as_str()).collect()
        };
        prop_assert_eq!(&of(PieceKind::Removed), &old);
        prop_assert_eq!(&of(PieceKind::Added), &new);
        for window in lines(&old, &new).windows(2) {
            prop_assert!(window[0].old.end < window[1].old.start || window[0].new.end < window[1].new.start);
        }
    }

    #[test]
    fn the_changes_make_the_new_text_of_the_old_one(old in text(), new in text()) {
        let mut document = crate::Document::new(&old);
        let length = crate::utf16::length(&new);
        document.apply(&changes(&old, &new), length).expect("they fit");
        prop_assert_eq!(document.text(), new);
    }

    #[test]
    fn a_passage_never_leaves_the_old_text(old in text(), new in text(), a in 0usize..200, b in 0usize..200) {
        let (a, b) = (a.min(new.len()), b.min(new.len()));
        let range = map_back(&words(&old, &new), &(a.min(b)..a.max(b)));
        prop_assert!(range.start <= range.end && range.end <= old.len());
    }
}
