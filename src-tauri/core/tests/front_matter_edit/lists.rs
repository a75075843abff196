//! Items that come, go and change.

use crate::{add, check_lines, check_undone, remove, set, strings};

#[test]
fn items_are_added_in_the_lists_own_style_and_go_without_a_trace() {
    let cases = [
        ("tags: [a, b]\n", "tags: [a, b, c]\n"),
        ("tags: [a,b]  # t\n", "tags: [a,b,c]  # t\n"),
        ("tags: ['a', \"b\"]\n", "tags: ['a', \"b\", \"c\"]\n"),
        ("tags: [ \"a\" ]\n", "tags: [ \"a\", \"c\" ]\n"),
        ("tags: [a, b,]\n", "tags: [a, b, c,]\n"),
        ("tags: [\n  a,\n  b\n]\n", "tags: [\n  a,\n  b,\n  c\n]\n"),
        ("tags: [\n  a\n]\n", "tags: [\n  a,\n  c\n]\n"),
        ("tags: [\n  a, # x\n  b # y\n]\n", "tags: [\n  a, # x\n  b, # y\n  c\n]\n"),
        ("tags: [\n  a, # x\n]\n", "tags: [\n  a, # x\n  c,\n]\n"),
        ("tags: [a,\n  b]\n", "tags: [a,\n  b,\n  c]\n"),
        ("tags: []\n", "tags: [\"c\"]\n"),
        ("tags:\n", "tags: ['c']\n"),
        ("tags: ~\n", "tags:\n  - c\n"),
        ("tags: \nz: 1\n", "tags: [\"c\"] \nz: 1\n"),
        ("tags: null # t\n", "tags: # t\n  - c\n"),
        ("title: x\n", "title: x\ntags: [c]\n"),
        ("title: x\ncats:\n- q\n", "title: x\ntags:\n- c\ncats:\n- q\n"),
        ("title: x\ncats:\n- q\ntags: []\n", "title: x\ncats:\n- q\ntags: [c]\n"),
        ("tags: a\n", "tags: [a, \"c\"]\n"),
        ("tags: 'a' # t\n", "tags: ['a', \"c\"] # t\n"),
        ("tags: [a]\n", "tags: [a, c]\n"),
        ("tags: [ ]\n", "tags: [c ]\n"),
        ("tags:\n  - a\n  - b\n", "tags:\n  - a\n  - b\n  - c\n"),
        ("tags:\n  - a\n#--x\n  # - y\n  - b\n", "tags:\n  - a\n#--x\n  # - y\n  - b\n  - c\n"),
        ("tags:\n- a\nz: 1\n", "tags:\n- a\n- c\nz: 1\n"),
        ("tags: # t\n  -   'a' # x\n  # end\nz: 1\n", "tags: # t\n  -   'a' # x\n  -   'c'\n  # end\nz: 1\n"),
        ("tags:\n  - a\n\n  - b\n\nz: 1\n", "tags:\n  - a\n\n  - b\n  - c\n\nz: 1\n"),
        (
            "tags:\n  - a: 1\n    b: 2\n  - - x\n    - y\n",
            "tags:\n  - a: 1\n    b: 2\n  - - x\n    - y\n  - c\n",
        ),
        ("tags:\n  -\n  - a\n", "tags:\n  -\n  - a\n  - c\n"),
        ("tags:\n  - |\n    a\n", "tags:\n  - |\n    a\n  - c\n"),
    ];
    for (before, expected) in cases {
        let (before, expected) = (format!("---\n{before}---\nbody\n"), format!("---\n{expected}---\nbody\n"));
        check_undone(&before, &add("c"), &expected, &remove("c"));
        let crlf = |text: &str| text.replace('\n', "\r\n");
        check_undone(&crlf(&before), &add("c"), &crlf(&expected), &remove("c"));
    }
}

#[test]
fn an_item_is_quoted_where_its_list_asks_for_it() {
    check_lines("tags: [a]\n", &add("b, c"), "tags: [a, \"b, c\"]\n");
    check_lines("tags: [a]\n", &add("c#: new"), "tags: [a, \"c#: new\"]\n");
    check_lines("tags:\n  - a\n", &add("b, c"), "tags:\n  - a\n  - b, c\n");
    check_lines("tags:\n  - a\n", &add("yes"), "tags:\n  - a\n  - \"yes\"\n");
    check_lines("tags: [1]\n", &add("1"), "tags: [1, \"1\"]\n");
}

#[test]
fn a_list_is_made_where_there_is_none() {
    check_lines("title: x\n", &add("a"), "title: x\ntags: [a]\n");
    check_lines("title: x\ncats:\n- 'q'\n", &add("a"), "title: x\ntags:\n- 'a'\ncats:\n- 'q'\n");
    check_lines("cats: [\"q\"]\n", &add("a"), "cats: [\"q\"]\ntags: [\"a\"]\n");
    check_lines("tags: # t\n", &add("a"), "tags: [\"a\"] # t\n");
    check_lines("tags: a\n", &remove("a"), "tags: []\n");
}

#[test]
fn items_go_with_their_commas_and_lines() {
    check_lines("tags: [a, b, c]\n", &remove("a"), "tags: [b, c]\n");
    check_lines("tags: [a, b, c]\n", &remove("b"), "tags: [a, c]\n");
    check_lines("tags: [a, b, a, a]\n", &remove("a"), "tags: [b]\n");
    check_lines("z: 1\ntags: [a]\n", &remove("a"), "z: 1\n");
    check_lines("tags: [\"a\"]\n", &remove("a"), "tags: []\n");
    check_lines("tags: [ a, ]\n", &remove("a"), "tags: [  ]\n");
    check_lines("tags:\n- a\n- b\n", &remove("a"), "tags:\n- b\n");
    check_lines("tags:\n# of a\n- a # x\n# of b\n- b\n", &remove("a"), "tags:\n# of a\n# of b\n- b\n");
    check_lines("tags: # t\n  - a\n  - a\nz: 1\n", &remove("a"), "tags: [] # t\nz: 1\n");
}

#[test]
fn a_list_set_anew_keeps_the_items_it_shares() {
    let set_tags = |items: &[&str]| set("tags", strings(items));
    check_lines("tags: ['a', \"b\", c]\n", &set_tags(&["a", "x", "c"]), "tags: ['a', \"x\", c]\n");
    check_lines("tags: [a, b]\n", &set_tags(&["b", "a"]), "tags: [b, a]\n");
    check_lines("tags: [a, b]\n", &set_tags(&["x", "a", "b"]), "tags: [x, a, b]\n");
    check_lines("tags: [a, b, c, d]\n", &set_tags(&["a", "d"]), "tags: [a, d]\n");
    check_lines("tags:\n  - a # x\n  - b\n", &set_tags(&["q", "a", "b"]), "tags:\n  - q\n  - a # x\n  - b\n");
    check_lines(
        "tags:\n  - a\n  # c\n  - b\n",
        &set_tags(&["a", "q", "b"]),
        "tags:\n  - a\n  # c\n  - q\n  - b\n",
    );
    check_lines("tags:\n  - a\n", &set_tags(&[]), "tags: []\n");
    check_lines("tags: [a]\n", &set_tags(&[]), "tags: []\n");
    check_lines("tags: x\n", &set_tags(&["x", "z"]), "tags: [x, z]\n");
}

#[test]
fn a_list_that_holds_an_alias_still_takes_items() {
    check_lines("a: &t x\ntags: [*t, b]\n", &add("c"), "a: &t x\ntags: [*t, b, c]\n");
}
