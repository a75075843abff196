//! The headings of a post, as its site's renderer finds them, and where their sections end.

use galley_core::markdown::{Attributes, Dialect, Preview, RenderContext, Section, Templates};

fn sections(body: &str, first_line: u32, dialect: Dialect) -> Vec<Section> {
    let mut preview = Preview::new();
    preview.update(body, first_line, &RenderContext { dialect, ..RenderContext::default() });
    preview.outline(first_line + body.matches('\n').count() as u32 + 1)
}

/// Each heading as `level text line-end`.
fn check(body: &str, expected: &[&str]) {
    check_in(Dialect::default(), body, expected);
}

#[track_caller]
fn check_in(dialect: Dialect, body: &str, expected: &[&str]) {
    let found: Vec<String> = sections(body, 0, dialect)
        .into_iter()
        .map(|Section { level, text, line, end, nested }| {
            format!("{level} {text} {line}-{end}{}", if nested { " nested" } else { "" })
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_section_ends_at_the_next_heading_of_its_level_or_a_higher_one() {
    check(
        "# A\n\ntext\n\n## B\n\n#### C\n\n### D\n\n## E\nlast",
        &["1 A 0-12", "2 B 4-10", "4 C 6-8", "3 D 8-10", "2 E 10-12"],
    );
}

#[test]
fn lines_are_those_of_the_document() {
    let found = sections("\n## A\n", 5, Dialect::default());
    assert_eq!((found[0].line, found[0].end), (6, 8));
}

#[test]
fn underlined_headings_count_from_their_first_line() {
    check("One\ntwo\n===\n\nThree\n---\n", &["1 One two 0-7", "2 Three 4-7"]);
}

#[test]
fn titles_have_no_markup() {
    check("# *A* `b` [c](d \"e\") ![f](g) <!-- h --> &amp; \\* #\n## \n", &["1 A b c f & * 0-3", "2  1-3"]);
}

#[test]
fn what_only_looks_like_a_heading_is_none() {
    check("```\n# a\n```\n\n    # b\n\n<!--\n# c\n-->\n\n<div>\n# d\n</div>\n\n#e\n", &[]);
}

#[test]
fn headings_in_quotes_lists_and_footnotes_begin_no_section() {
    check("> # a\n\n- # b\n\nc[^1]\n\n[^1]: # d\n\n# E\n", &["1 E 8-10"]);
}

#[test]
fn a_heading_within_html_is_marked_as_nested() {
    check("# A\n\n<details>\n\n## B\n\n</details>\n\n## C\n", &["1 A 0-10", "2 B 4-8 nested", "2 C 8-10"]);
}

#[test]
fn what_is_not_markdown_is_not_in_the_title() {
    let dialect = Dialect {
        templates: Templates::Hugo,
        attributes: Attributes::Lines,
        heading_attributes: true,
        ..Dialect::default()
    };
    check_in(dialect.clone(), "## A {.x #id}\n\n## `{{< b >}}`\n", &["2 A 0-2", "2 {{< b >}} 2-4"]);
    check_in(dialect, "{{< note\n  text=\"\n# a\n\"\n>}}\n\n# B\n", &["1 B 6-8"]);
}

#[track_caller]
fn leads(dialect: Dialect, body: &str, lines: &[(&str, Option<u32>)]) {
    let mut preview = Preview::new();
    preview.read(body, 10, &RenderContext { dialect, ..RenderContext::default() });
    for (part, line) in lines {
        assert_eq!(preview.line_of_part(part), *line, "{part}");
    }
}

#[test]
fn a_part_is_at_the_line_of_its_heading() {
    leads(
        Dialect::default(),
        "# Über uns\n\n## A & B\n\ntext\n\nTwice\n---\n\n## Twice\n",
        &[
            ("über-uns", Some(10)),
            ("%C3%BCber-uns", Some(10)),
            ("a--b", Some(12)),
            ("twice", Some(16)),
            ("twice-1", Some(19)),
            ("twice-2", None),
            ("Twice", None),
            ("", None),
        ],
    );
}

#[test]
fn a_part_that_is_no_heading_is_at_its_block() {
    leads(
        Dialect::default(),
        "one\n\n<a name=\"here\"></a>\ntwo <b id=\"50%\">three</b>\n\n> # In a quote\n\n<details>\n\n## Within\n\n</details>\n",
        &[("here", Some(12)), ("50%", Some(12)), ("in-a-quote", Some(15)), ("within", Some(19))],
    );
}
