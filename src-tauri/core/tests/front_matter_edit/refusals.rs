//! What is not done, and why.

use crate::plain::edit;
use galley_core::Generator;
use galley_core::front_matter::{self, Conventions, Edit, Value, apply};

use crate::{add, check_refused, string, title, unset};

#[test]
fn what_cannot_be_edited_safely_is_refused_with_the_reason() {
    let cases = [
        (
            "---\ntitle: a\nb: 1\ntitle: c\n---\n",
            Some(4),
            "`title` is given twice, first in line 2, and readers disagree which counts",
        ),
        (
            "---\nt: &t a\ntitle: *t\n---\n",
            Some(3),
            "the value of `title` is `*t`, which stands for another value",
        ),
        ("---\ntitle: &t a\nb: *t\n---\n", Some(2), "the value of `title` is used again in line 3"),
        ("---\njust text\n---\n", Some(2), "the header is not a list of `key: value` lines"),
        ("---\n- a\n---\n", Some(2), "the header is not a list of `key: value` lines"),
        ("---\ntitle: a\n", Some(1), "the header that opens here is never closed"),
        ("---\ntitle: a\n--- x\nb: 1\n---\n", Some(3), "the header holds a second YAML document"),
        ("---js\n{}\n---\n", None, "the header is JavaScript, a program, which is edited in the text only"),
        ("----\ntitle: a\n----\n", Some(1), "the text opens with `----`, which may be a header"),
    ];
    for (before, line, reason) in cases {
        check_refused(before, &title("x"), line, reason);
    }
    check_refused(
        "---\nm: {k: 1}\n---\n",
        &Edit::AddItem { path: &["m"], item: string("x") },
        Some(2),
        "`m` is not a list",
    );
    check_refused(
        "---\ntags: a b\n---\n",
        &add("c"),
        Some(2),
        "`tags` is one text, not a list: `a b` may mean several items",
    );
    check_refused(
        "---\na: &t x\nb: *t\n---\n",
        &unset("a"),
        Some(2),
        "the value of `a` is used again in line 3",
    );
}

#[test]
fn lines_that_would_fall_to_the_value_before_keep_their_entry() {
    for before in ["---\na: |+\n  x\n\nb: 1\n\n---\n", "---\na: >\n  x\n\nb: 1\n  # c\n---\n"] {
        check_refused(before, &unset("b"), None, "changing `b` in place would change something else too");
    }
}

#[test]
fn aliases_that_stand_for_too_much_are_refused_at_once() {
    let items = "x, ".repeat(5_000);
    let before = format!(
        "---\na: &a [{items}]\n{}---\n",
        (0..5_000).map(|n| format!("k{n}: *a\n")).collect::<String>()
    );
    let started = std::time::Instant::now();
    check_refused(&before, &title("x"), Some(4), "this alias stands for itself or for too much to follow");
    assert!(started.elapsed().as_secs() < 2);
}

#[test]
fn the_gate_stops_what_the_second_reader_cannot_follow() {
    let nested = "---\nm:\n  k: 1\n  k: 2\n---\n";
    let refusal = edit(nested, &title("x")).expect_err("a refusal");
    assert!(refusal.reason.starts_with("the header cannot be read: "), "{refusal}");
}

#[test]
fn an_edit_that_would_need_a_tab_read_as_hexo_does_is_refused() {
    let refusal = edit("---\n\t$:\n---\n", &title("a")).expect_err("a refusal");
    assert!(refusal.reason.contains("cannot start any token"), "{refusal}");
}

#[test]
fn nothing_takes_the_place_of_what_cannot_be_read() {
    check_refused("---\ntags: @x\nb: 1\n---\n", &add("c"), Some(2), "what `tags` holds cannot be read");
    let draft = Edit::SetDraft(true);
    check_refused("---\nb: 1\ndraft: @x\n---\n", &draft, Some(3), "what `draft` holds cannot be read");
}

#[test]
fn a_key_that_stays_when_its_line_goes_is_not_looked_for_without_end() {
    let before = "---\na: \nt: \n<:\n?\n---";
    let change = Edit::AddItem { path: &[""], item: string("c") };
    assert!(edit(before, &change).is_err());
}

#[test]
fn a_byte_order_mark_in_a_header_stays_where_readers_allow_it() {
    let before = "---\n\u{feff}\na: b\n---\n";
    let refusal = edit(before, &Edit::SetDraft(true)).expect_err("a refusal");
    assert!(refusal.reason.contains("byte order mark"), "{refusal}");
    let change = Edit::Set { path: &["a"], value: string("c") };
    crate::check(before, &change, "---\n\u{feff}\na: c\n---\n");
}

#[test]
fn an_empty_key_before_a_tagged_value_that_is_no_value_does_not_end_the_program() {
    // Found by random bytes: the value's place was before its own key's end.
    let text = "---\n: !rtitle = \"a\" date: te = # c\n---\n";
    for generator in [Generator::Plain, Generator::Hugo, Generator::Zola, Generator::Jekyll, Generator::Hexo]
    {
        let header = front_matter::read(text, generator);
        let key = header.fields.first().map_or("title", |field| &field.key);
        for edit in [
            Edit::Set { path: &[key], value: Value::String("c#: \"new\"".into()) },
            Edit::Unset { path: &[key] },
            Edit::Rename { path: &[key], to: "x" },
        ] {
            if let Ok(replacements) = front_matter::edit(text, &edit, &Conventions::of(generator)) {
                assert!(apply(text, &replacements).ends_with("---\n"));
            }
        }
    }
}

#[test]
fn an_edit_beside_broken_lines_that_would_break_another_is_refused() {
    // Found by random bytes.
    let text = "---\na: &x [1;;;\n]\ntb: *\nbx*\n:\n <<: {c: d}\n? <<: {c: d}\n? q\n: r\n---\n";
    let before = front_matter::read(text, Generator::Hexo);
    for field in &before.fields {
        let edit = Edit::Set { path: &[&field.key], value: Value::String("c#: \"new\"".into()) };
        let Ok(replacements) = front_matter::edit(text, &edit, &Conventions::of(Generator::Hexo)) else {
            continue;
        };
        let after = apply(text, &replacements);
        let problems = front_matter::read(&after, Generator::Hexo).problems;
        assert!(problems.len() <= before.problems.len(), "{after}\n{problems:?}");
    }
}
