//! Values: quotes, styles and types.

use crate::plain::edit;
use galley_core::Generator;
use galley_core::front_matter::{self, Conventions, Edit, Value, apply};

use crate::{add, check, check_lines, remove, set, string, strings, title, unset};

#[test]
fn a_value_keeps_its_quotes() {
    check_lines("title: a\n", &title("b"), "title: b\n");
    check_lines("title: 'a'\n", &title("it's"), "title: 'it''s'\n");
    check_lines("title: \"a\"\n", &title("\"b\" \\"), "title: \"\\\"b\\\" \\\\\"\n");
    check_lines("title: 'a'\n", &title("b\tc\u{7}"), "title: \"b\\tc\\x07\"\n");
    check_lines(
        "date: '2020-01-01'\n",
        &set("date", Value::Date("2021-02-03".into())),
        "date: '2021-02-03'\n",
    );
    check_lines("date: 2020-01-01\n", &set("date", Value::Date("2021-02-03".into())), "date: 2021-02-03\n");
}

#[test]
fn a_word_that_jekyll_takes_for_a_truth_becomes_text() {
    let before = "---\ntitle: yes\n---\n";
    let text = |generator| {
        let conventions = Conventions::of(generator);
        let replacements = front_matter::edit(before, &title("yes"), &conventions).unwrap();
        apply(before, &replacements)
    };
    assert_eq!(text(Generator::Jekyll), "---\ntitle: \"yes\"\n---\n");
    assert_eq!(text(Generator::Hugo), before);
}

#[test]
fn plain_text_gets_quotes_where_some_reader_would_misread_it() {
    let nasty = [
        "yes",
        "No",
        "on",
        "OFF",
        "y",
        "n",
        "null",
        "~",
        "true",
        "012",
        "1_000",
        "0x1f",
        "0o17",
        "12",
        "1.5",
        "1e3",
        ".5",
        "+1",
        "-1",
        ".inf",
        ".nan",
        "12:30:45",
        "1,000",
        "2024-01-02",
        "2001-12-14 21:59:43",
        "=",
        "<<",
        "@x",
        "`x",
        "%x",
        "&x",
        "*x",
        "!x",
        "|x",
        ">x",
        "[x",
        "{x",
        "#x",
        "- x",
        "? x",
        ": x",
        "-",
        "---",
        "...",
        "a: b",
        "a #b",
        "a:",
        " a",
        "a ",
        "",
        "]",
        "}",
        ",x",
        "a\u{85}b",
        "\u{feff}x",
        "'a",
        "\"a",
        "a\nb",
    ];
    for text in nasty {
        let before = "---\ntitle: plain\n---\n";
        let after = apply(before, &edit(before, &title(text)).expect("an edit"));
        let written = after.lines().nth(1).expect("a title");
        assert!(
            written.starts_with("title: \"") || written.starts_with("title: '"),
            "{text:?} is written {written}"
        );
    }
    for text in [
        "a",
        "日本語 🚀",
        "it's",
        "a:b",
        "c#",
        "3d-face",
        "2024-03-04-feed",
        "http://x.y/z",
        "a, b",
        "C++ [x]",
    ] {
        check_lines("title: plain\n", &title(text), &format!("title: {text}\n"));
    }
}

#[test]
fn quotes_are_chosen_for_legibility() {
    check_lines("title: a\n", &title("A: b"), "title: \"A: b\"\n");
    check_lines("title: a\n", &title("\"A\": b"), "title: '\"A\": b'\n");
    check_lines(
        "title: a\n",
        &title("He said \"no\": it's #1 — 日本語 🚀"),
        "title: 'He said \"no\": it''s #1 — 日本語 🚀'\n",
    );
}

#[test]
fn gaps_comments_and_neighbours_stay() {
    check_lines(
        "# top\ntitle :   'a'   # why\n\nother: [ x,y ]\n",
        &title("b"),
        "# top\ntitle :   'b'   # why\n\nother: [ x,y ]\n",
    );
    check("---\r\ntitle: a\r\nb: 1\n---\r\nx\r\n", &title("b"), "---\r\ntitle: b\r\nb: 1\n---\r\nx\r\n");
    check("\u{feff}---\ntitle: a\n---", &title("b"), "\u{feff}---\ntitle: b\n---");
    check("---\ntitle: a\n...\nx", &title("b"), "---\ntitle: b\n...\nx");
    check("---\rtitle: a\r---\rx", &title("b"), "---\rtitle: b\r---\rx");
    check_lines("{title: \"x\", draft: true}\n", &title("y, z"), "{title: \"y, z\", draft: true}\n");
    check_lines("title: !!str 2024\n", &title("2025"), "title: !!str \"2025\"\n");
    check_lines("title: &t a\n", &title("b"), "title: &t b\n");
}

#[test]
fn an_empty_value_gets_one_after_a_space() {
    check_lines("title:\nb: 1\n", &title("a"), "title: a\nb: 1\n");
    check_lines("title: \nb: 1\n", &title("a"), "title: a\nb: 1\n");
    check_lines("title: # why\n", &title("a"), "title: a # why\n");
    check_lines("title:  # why\n", &title("a"), "title: a  # why\n");
    check("---\ntitle:\r\n---\n", &title("a"), "---\ntitle: a\r\n---\n");
    check_lines("title: ~\n", &title("a"), "title: a\n");
}

#[test]
fn a_value_over_several_lines_is_replaced_as_one() {
    check_lines("title: long\n  plain\nb: 1\n", &title("x"), "title: x\nb: 1\n");
    check_lines("title:\n  long\n  plain\nb: 1\n", &title("x"), "title:\n  x\nb: 1\n");
    check_lines("title: \"long\n  quoted\" # c\n", &title("x"), "title: \"x\" # c\n");
    check_lines("title: >-\n  folded\n  text\n\nb: 1\n", &title("x y"), "title: >-\n  x y\n\nb: 1\n");
    check_lines("title: |\n    a\n    b\nb: 1\n", &title("c\n\nd\n"), "title: |\n    c\n\n    d\nb: 1\n");
    check_lines("title: |\n  a\n", &title("c"), "title: |-\n  c\n");
    check_lines("title: |\n  a\n", &title(" c\n"), "title: \" c\\n\"\n");
    check("---\r\ntitle: |\r\n  a\r\n---\r\n", &title("c\nd\n"), "---\r\ntitle: |\r\n  c\r\n  d\r\n---\r\n");
}

#[test]
fn values_of_other_types() {
    check_lines("n: 1\n", &set("n", Value::Int(2)), "n: 2\n");
    check_lines("n: '1'\n", &set("n", Value::Int(2)), "n: 2\n");
    check_lines("n: 1\n", &set("n", string("2")), "n: \"2\"\n");
    check_lines("n: 1\n", &set("n", Value::Float(2.0)), "n: 2.0\n");
    check_lines("n: True\n", &set("n", Value::Bool(false)), "n: False\n");
    check_lines("n: [1, 2]\n", &set("n", Value::Null), "n: null\n");
    let map = Value::Map(vec![("a".into(), Value::Int(1)), ("b c".into(), strings(&["x, y"]))]);
    check_lines("n: 1\n", &set("n", map), "n: {a: 1, b c: [\"x, y\"]}\n");
    check_lines("n: # c\n  - a\n  - b\nm: 1\n", &set("n", string("x")), "n: x # c\nm: 1\n");
    check_lines("n:\n  a: 1\n  b: 2\n", &set("n", string("x")), "n: x\n");
}

#[test]
fn what_is_so_already_changes_nothing() {
    let header = "title: 'a'\ndate: \"2020-01-01\"\ntags: [a]\n";
    check_lines(header, &title("a"), header);
    check_lines(header, &set("date", Value::Date("2020-01-01".into())), header);
    check_lines(header, &add("a"), header);
    check_lines(header, &remove("z"), header);
    check_lines(header, &unset("nothing"), header);
    check_lines(header, &Edit::RemoveItem { path: &["nothing"], item: string("a") }, header);
}
