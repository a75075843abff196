//! Keys that come and go.

use crate::{check, check_lines, check_undone, set, string, title, unset};

#[test]
fn a_new_key_comes_after_its_neighbour_and_goes_without_a_trace() {
    let cases = [
        ("title: a\ntags: []\n", "date", "title: a\ndate: x\ntags: []\n"),
        ("title: a\ndate: 1\ntags: []\n", "draft", "title: a\ndate: 1\ndraft: x\ntags: []\n"),
        ("title: a # c\nz: 1\n", "slug", "title: a # c\nslug: x\nz: 1\n"),
        ("z: 1\n", "title", "title: x\nz: 1\n"),
        ("# c\nz: 1\n", "draft", "# c\nz: 1\ndraft: x\n"),
        ("z: 1\n# end\n\n", "other", "z: 1\n# end\nother: x\n\n"),
        ("title: |\n  a\n\nz: 1\n", "date", "title: |\n  a\ndate: x\n\nz: 1\n"),
        ("title: |+\n  a\n\n", "date", "title: |+\n  a\n\ndate: x\n"),
        ("tags:\n- a\n- b # c\n", "slug", "tags:\n- a\n- b # c\nslug: x\n"),
        ("title: a\ntags:\n  - a\n", "x: y", "title: a\ntags:\n  - a\n\"x: y\": x\n"),
        ("  title: a\n", "date", "  title: a\n  date: x\n"),
        ("{a: 1}\n", "date", "{a: 1, date: x}\n"),
        ("{}\n", "date", "{date: x}\n"),
        ("title:\n", "date", "title:\ndate: x\n"),
        ("# only\n", "date", "# only\ndate: x\n"),
        ("", "date", "date: x\n"),
    ];
    for (before, key, expected) in cases {
        let (before, expected) = (format!("---\n{before}---\nbody\n"), format!("---\n{expected}---\nbody\n"));
        check_undone(&before, &set(key, string("x")), &expected, &unset(key));
    }
}

#[test]
fn a_new_line_ends_as_its_neighbour_does() {
    check("---\r\ntitle: a\r\n---\r\n", &set("date", string("x")), "---\r\ntitle: a\r\ndate: x\r\n---\r\n");
    check(
        "---\ntitle: a\r\nb: 1\n---\n",
        &set("date", string("x")),
        "---\ntitle: a\r\ndate: x\r\nb: 1\n---\n",
    );
    check("---\r\n---\r\nb", &set("date", string("x")), "---\r\ndate: x\r\n---\r\nb");
}

#[test]
fn a_text_without_a_header_gets_one_and_gives_it_back() {
    let cases = [
        ("", "---\ntitle: x\n---\n"),
        ("body", "---\ntitle: x\n---\n\nbody"),
        ("# A\r\n\r\nb\n", "---\r\ntitle: x\r\n---\r\n\r\n# A\r\n\r\nb\n"),
        ("\u{feff}body\n", "\u{feff}---\ntitle: x\n---\n\nbody\n"),
        ("\n\nbody\n", "---\ntitle: x\n---\n\n\n\nbody\n"),
        ("\n", "---\ntitle: x\n---\n\n\n"),
    ];
    for (before, expected) in cases {
        check_undone(before, &title("x"), expected, &unset("title"));
    }
}

#[test]
fn an_empty_header_stays_when_what_was_added_to_it_goes() {
    let cases = [
        ("---\n---\nbody", "---\ntitle: x\n---\nbody"),
        ("---\n---\n\nbody", "---\n\ntitle: x\n---\n\nbody"),
        ("---\n---\n", "---\n\ntitle: x\n---\n"),
        ("---\n---", "---\ntitle: x\n---"),
        ("---\n\n---\n\nbody", "---\ntitle: x\n\n---\n\nbody"),
        ("---\n# c\n---\n\nbody", "---\ntitle: x\n# c\n---\n\nbody"),
        ("---\n---\n...\n", "---\ntitle: x\n---\n...\n"),
    ];
    for (before, expected) in cases {
        check_undone(before, &title("x"), expected, &unset("title"));
    }
}

#[test]
fn unset_takes_the_lines_of_the_entry_only() {
    check_lines(
        "a: 1\n# of b\nb:\n  - x # c\n\n  - y\n# of c\nc: 1\n",
        &unset("b"),
        "a: 1\n# of b\n# of c\nc: 1\n",
    );
    check_lines("a: |\n  x\n\n  y\n\nb: 1\n", &unset("a"), "\nb: 1\n");
    check_lines("a: {b: 1}\nc: 2\n", &unset("A"), "c: 2\n");
    check_lines("{a: 1, b: 2, c: 3}\n", &unset("b"), "{a: 1, c: 3}\n");
    check_lines("{a: 1, b: 2}\n", &unset("b"), "{a: 1}\n");
}
