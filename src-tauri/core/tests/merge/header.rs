//! Headers merged key by key.

use galley_core::merge::Side;

use crate::{conflicts, merge};

const BASE: &str = "---\ntitle: A\ndate: 2024-01-02 # of the draft\ndraft: true\ntags: [a, b]\n---\nText\n";

#[track_caller]
fn clean(base: &str, mine: &str, theirs: &str, merged: &str) {
    let found = merge(base, mine, theirs);
    assert_eq!(found.text().as_deref(), Some(merged), "{found:?}");
}

#[test]
fn neighbouring_keys_are_no_conflict() {
    let mine = BASE.replace("title: A", "title: \"Mine\"");
    let theirs = BASE.replace("2024-01-02", "2024-05-06");
    clean(BASE, &mine, &theirs, &mine.replace("2024-01-02", "2024-05-06"));
}

#[test]
fn a_key_that_both_changed_is_a_conflict_of_that_key() {
    let mine = BASE.replace("title: A", "title: Mine").replace("true", "false");
    let theirs = BASE.replace("title: A", "title: Theirs").replace("01-02", "05-06");
    let merged = merge(BASE, &mine, &theirs);
    assert_eq!(conflicts(&merged), [("title: A\n", "title: Mine\n", "title: Theirs\n")]);
    assert_eq!(merged.with(Side::Mine), mine.replace("01-02", "05-06"));
}

#[test]
fn tags_that_both_changed_are_merged_as_a_set_in_the_hand_of_the_header() {
    let mine = BASE.replace("[a, b]", "[a, b, mine]");
    let theirs = BASE.replace("[a, b]", "[new, b]");
    clean(BASE, &mine, &theirs, &BASE.replace("[a, b]", "[new, b, mine]"));
    let lines = BASE.replace("[a, b]", "\n  - \"a\"\n  # kept\n  - \"b\"");
    let mine = lines.replace("  - \"b\"\n", "  - \"b\"\n  - \"mine\"\n");
    let theirs = lines.replace("  - \"b\"\n", "  - \"b\"\n  - \"theirs\"\n");
    let both = mine.replace("  - \"mine\"\n", "  - \"mine\"\n  - \"theirs\"\n");
    clean(&lines, &mine, &theirs, &both);
}

#[test]
fn a_list_that_got_another_layout_or_order_is_a_conflict() {
    let mine = BASE.replace("[a, b]", "[a, b, mine]");
    for theirs in ["[b, a]", "[ a, b, theirs ]", "\n  - a\n  - theirs"] {
        let theirs = BASE.replace("[a, b]", theirs);
        let merged = merge(BASE, &mine, &theirs);
        assert_eq!(merged.conflicts().count(), 1, "{theirs}: {merged:?}");
        assert_eq!(merged.with(Side::Theirs), theirs);
    }
}

#[test]
fn new_keys_come_behind_their_predecessor_with_their_comments() {
    let mine = BASE.replace("draft: true", "draft: true\nweight: 3");
    let theirs = BASE.replace("draft: true", "# why\nslug: x\ndraft: false");
    let merged = BASE.replace("draft: true", "# why\nslug: x\ndraft: false\nweight: 3");
    clean(BASE, &mine, &theirs, &merged);
}

#[test]
fn the_same_key_added_on_both_sides_is_there_once() {
    let mine = BASE.replace("title: A\n", "title: A\nslug: x\n");
    let theirs = BASE.replace("---\nText", "slug: x\n---\nText");
    let merged = merge(BASE, &mine, &theirs).text().unwrap();
    assert_eq!(merged.matches("slug: x\n").count(), 1);
    let other = BASE.replace("---\nText", "slug: y\n---\nText");
    assert_eq!(conflicts(&merge(BASE, &mine, &other)), [("", "slug: x\n", "slug: y\n")]);
}

#[test]
fn a_key_removed_here_and_changed_there_is_a_conflict_and_removed_twice_is_none() {
    let mine = BASE.replace("draft: true\n", "");
    let theirs = BASE.replace("draft: true\n", "draft: false\n");
    assert_eq!(conflicts(&merge(BASE, &mine, &theirs)), [("draft: true\n", "", "draft: false\n")]);
    let other = mine.replace("title: A", "title: B");
    clean(BASE, &mine, &other, &other);
}

#[test]
fn keys_that_one_side_moved_stay_moved() {
    let mine = BASE.replace("title: A\n", "").replace("draft: true\n", "draft: true\ntitle: A\n");
    let theirs = BASE.replace("title: A", "title: B").replace("a, b", "a");
    clean(BASE, &mine, &theirs, &mine.replace("title: A", "title: B").replace("a, b", "a"));
}

#[test]
fn toml_tables_and_dotted_keys_are_merged_where_they_are_sure() {
    let base = "+++\ntitle = 'A'\ndate = 2024-01-02\n\n[extra]\nx = 1\ny = 2\nz = 3\n+++\nText\n";
    let mine = base.replace("'A'", "'Mine'").replace("x = 1", "x = 10");
    let theirs = base.replace("01-02", "05-06").replace("z = 3", "z = 30");
    clean(base, &mine, &theirs, &mine.replace("01-02", "05-06").replace("z = 3", "z = 30"));
    let added = base.replace("date =", "draft = true\ndate =");
    clean(base, &base.replace("x = 1", "x = 7"), &added, &added.replace("x = 1", "x = 7"));
    let dotted = "+++\na.x = 1\nb = 2\na.y = 3\n+++\n";
    assert_eq!(merge(dotted, &dotted.replace('1', "10"), &dotted.replace('2', "20")).conflicts().count(), 1);
    clean(
        dotted,
        &dotted.replace('1', "10"),
        &dotted.replace('3', "30"),
        &dotted.replace('1', "10").replace('3', "30"),
    );
}

#[test]
fn json_headers_are_merged_by_lines_and_never_into_broken_json() {
    let base = "{\n  \"title\": \"A\",\n  \"date\": \"2024\",\n  \"draft\": true\n}\nText\n";
    let (mine, theirs) = (base.replace("\"A\"", "\"B\""), base.replace("true", "false"));
    clean(base, &mine, &theirs, &mine.replace("true", "false"));
    let mine = base.replace("  \"title\"", "  \"slug\": \"m\",\n  \"title\"");
    let theirs = base.replace("true\n", "true,\n  \"slug\": \"t\"\n");
    assert_eq!(merge(base, &mine, &theirs).conflicts().count(), 1);
}

#[test]
fn an_alias_or_a_broken_header_is_merged_by_lines() {
    let base = "---\na: &x 1\nb: *x\nc: 3\nd: 4\n---\nText\n";
    let mine = base.replace("&x 1", "&x 10");
    assert_eq!(merge(base, &mine, &base.replace("*x", "2")).conflicts().count(), 1);
    clean(base, &mine, &base.replace("d: 4", "d: 5"), &mine.replace("d: 4", "d: 5"));
    let broken = "---\na: [1\nb: 2\nc: 3\n---\nText\n";
    let mine = broken.replace("[1", "[1, 2");
    clean(broken, &mine, &broken.replace("c: 3", "c: 4"), &mine.replace("c: 3", "c: 4"));
}

#[test]
fn a_header_that_only_one_side_has_is_kept() {
    let text = "Text\n\nmore\n";
    let mine = format!("---\ntitle: A\n---\n{text}");
    clean(text, &mine, &text.replace("more", "less"), &mine.replace("more", "less"));
}

#[test]
fn a_header_without_a_last_line_end_does_not_run_into_the_body() {
    let merged = merge("---\na: 1\n---\n", "---\na: 2\n---", "---\na: 1\n---\nbody\n");
    for side in [Side::Mine, Side::Theirs] {
        assert!(!merged.with(side).contains("---body"), "{merged:?}");
    }
}

#[test]
fn a_header_that_lost_its_fence_here_and_got_a_key_there_merges_alike_whoever_is_mine() {
    let (base, mine, theirs) = ("---\n---\n", "title: \n---\n", "---\na: \n---\n");
    let (merged, turned) = (merge(base, mine, theirs), merge(base, theirs, mine));
    assert_eq!(merged.conflicts().count(), turned.conflicts().count());
    assert_eq!(merged.with(Side::Mine), turned.with(Side::Theirs));
}
