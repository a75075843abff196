//! Where the header is, on odd inputs.

#[path = "support/plain.rs"]
mod plain;

use galley_core::front_matter::Format;
use plain::split;

#[track_caller]
fn check(text: &str, expected: Option<(Format, &str, &str)>) {
    let found = split(text);
    let found = found.as_ref().map(|found| {
        assert!(found.closed, "{text:?} has an unclosed header");
        (found.format, &text[found.content.clone()], &text[found.block.end..])
    });
    assert_eq!(found, expected, "{text:?}");
}

#[track_caller]
fn check_unclosed(text: &str, format: Format, body: &str) {
    let found = split(text).expect("a header");
    assert!(!found.closed);
    assert!(found.content.is_empty());
    assert_eq!((found.format, &text[found.block.end..]), (format, body));
}

#[test]
fn fences_of_each_format() {
    check("---\na: 1\n---\nbody", Some((Format::Yaml, "a: 1\n", "body")));
    check("---yaml\na: 1\n---\nbody", Some((Format::Yaml, "a: 1\n", "body")));
    check("+++\na = 1\n+++\nbody", Some((Format::Toml, "a = 1\n", "body")));
    check("---toml\na = 1\n---\nbody", Some((Format::Toml, "a = 1\n", "body")));
    check("---json\n{}\n---\nbody", Some((Format::Json, "{}\n", "body")));
    check("--- js\nreturn {}\n---\nbody", Some((Format::Js, "return {}\n", "body")));
}

#[test]
fn every_kind_of_line_break() {
    check("---\r\na: 1\r\n---\r\nbody", Some((Format::Yaml, "a: 1\r\n", "body")));
    check("---\ra: 1\r---\rbody", Some((Format::Yaml, "a: 1\r", "body")));
    check("---\r\na: 1\n---\rbody", Some((Format::Yaml, "a: 1\n", "body")));
}

#[test]
fn dots_close_yaml_only() {
    check("---\na: 1\n...\nbody", Some((Format::Yaml, "a: 1\n", "body")));
    check("+++\n...\n+++\n", Some((Format::Toml, "...\n", "")));
}

#[test]
fn a_mark_blank_lines_and_spaces_around_the_fences() {
    check("\u{feff}---\na: 1\n---\nbody", Some((Format::Yaml, "a: 1\n", "body")));
    check("\n \t\r\n---\na: 1\n---\nbody", Some((Format::Yaml, "a: 1\n", "body")));
    check("---  \na: 1\n--- \t\nbody", Some((Format::Yaml, "a: 1\n", "body")));
    assert_eq!(split("\u{feff}\n---\n---\n").expect("a header").block, 4..12);
}

#[test]
fn an_empty_header_and_one_at_the_end_of_the_text() {
    check("---\n---\nbody", Some((Format::Yaml, "", "body")));
    check("---\na: 1\n---", Some((Format::Yaml, "a: 1\n", "")));
    check("---\n---", Some((Format::Yaml, "", "")));
}

#[test]
fn the_first_closing_fence_counts() {
    check("---\na: 1\n---\nbody\n---\nmore", Some((Format::Yaml, "a: 1\n", "body\n---\nmore")));
    check("---\na: b ---\n ---\n----\n---\n", Some((Format::Yaml, "a: b ---\n ---\n----\n", "")));
}

#[test]
fn bare_json_ends_with_its_brace_and_text_may_follow() {
    check("{\n\"a\": \"}\\\"{\"\n}\nbody", Some((Format::Json, "{\n\"a\": \"}\\\"{\"\n}", "body")));
    check("{\"a\": {\"b\": [1]}} \r\nbody", Some((Format::Json, "{\"a\": {\"b\": [1]}}", "body")));
    check("{\"a\": 1}Text", Some((Format::Json, "{\"a\": 1}", "Text")));
    check("{}", Some((Format::Json, "{}", "")));
}

#[test]
fn texts_without_a_header() {
    for text in [
        "",
        "\n",
        "\u{feff}",
        "body",
        "----\na: 1\n----\n",
        "---coffee\na: 1\n---\n",
        "--- a\n---\n",
        " ---\na: 1\n---\n",
        "{{< shortcode >}}",
        "{% include x %}",
        "{: .class}",
        "{#id}",
        "\n---\nafter a thematic break",
    ] {
        check(text, None);
    }
}

#[test]
fn of_a_header_that_is_never_closed_all_but_the_fence_is_body() {
    check_unclosed("---\na: 1\nbody", Format::Yaml, "a: 1\nbody");
    check_unclosed("---", Format::Yaml, "");
    check_unclosed("+++\na = 1\n---\n", Format::Toml, "a = 1\n---\n");
    check_unclosed("{\"a\": \"}\n", Format::Json, "\"a\": \"}\n");
}
