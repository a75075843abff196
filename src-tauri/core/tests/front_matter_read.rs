//! What headers mean.

#[path = "support/plain.rs"]
mod plain;

use galley_core::front_matter::{Style, Value, is_draft};
use plain::read;

#[track_caller]
fn check(text: &str, expected: &str) {
    let header = read(text);
    let fields: serde_json::Map<_, _> =
        header.fields.iter().map(|field| (field.key.clone(), field.value.to_json())).collect();
    assert_eq!(serde_json::Value::Object(fields).to_string(), expected);
    assert_eq!(header.problems, [], "{text:?}");
}

#[track_caller]
fn check_problems(text: &str, expected: &[(u32, u32, &str)]) {
    let header = read(text);
    let problems: Vec<_> = header
        .problems
        .iter()
        .map(|problem| (problem.line, problem.column, problem.message.as_str()))
        .collect();
    assert_eq!(problems, expected, "{text:?}");
}

fn yaml_type(written: &str) -> &'static str {
    read(&format!("---\nk: {written}\n---\n")).fields[0].value.type_name()
}

#[test]
fn yaml_values_keep_their_types() {
    let types = [
        ("", "null"),
        ("~", "null"),
        ("true", "bool"),
        ("False", "bool"),
        ("12", "int"),
        ("-0x1f", "int"),
        ("1.5", "float"),
        (".inf", "float"),
        ("1e3", "float"),
        ("text", "string"),
        ("\"12\"", "string"),
        ("!!str 12", "string"),
        ("2024-01-02", "date"),
        ("2024-01-02 10:00:00 +0200", "date"),
        ("'2024-01-02'", "string"),
        ("2024-13-02", "string"),
        ("[a]", "list"),
        ("{a: b}", "map"),
        ("{{ template }}", "map"),
    ];
    for (written, expected) in types {
        assert_eq!(yaml_type(written), expected, "{written}");
    }
}

#[test]
fn words_that_only_yaml_1_1_takes_for_something_else_are_text() {
    for written in ["yes", "no", "on", "off", "y", "012", "1_000", "12:30:45"] {
        assert_eq!(yaml_type(written), "string", "{written}");
    }
}

#[test]
fn yaml_in_many_styles() {
    check("---\ntitle: 'it''s'\nn: \"a\\nb\"\n---\n", r#"{"title":"it's","n":"a\nb"}"#);
    check(
        "---\na: long\n  plain\nb: |-\n  x\n  y\nc: >\n  folded\n  text\n---\n",
        r#"{"a":"long plain","b":"x\ny","c":"folded text\n"}"#,
    );
    check("---\r\ntags:\r\n- a\r\n- b\r\nm:\r\n  n: 1\r\n---\r\n", r#"{"tags":["a","b"],"m":{"n":1}}"#);
    check("---\n{title: x, tags: [a, \"b, c\"]}\n---\n", r#"{"title":"x","tags":["a","b, c"]}"#);
    check("---\n---\n", "{}");
    check("---\n# only a comment\n---\n", "{}");
}

#[test]
fn toml_values() {
    check(
        "+++\ntitle = \"x\" # c\ndate = 2024-01-02T10:00:00Z\ntags = ['a', 'b']\n[extra]\nn = 1.5\n[[extra.m]]\nq = true\n+++\n",
        r#"{"title":"x","date":"2024-01-02T10:00:00Z","tags":["a","b"],"extra":{"n":1.5,"m":[{"q":true}]}}"#,
    );
    let header = read("+++\na = 1\n[extra]\nb = 2\n\n[other]\nc = 3\n+++\n");
    let places: Vec<_> = header.fields.iter().map(|field| (field.line, field.written.as_str())).collect();
    assert_eq!(places, [(2, "1"), (3, "[extra]\nb = 2"), (6, "[other]\nc = 3")]);
}

#[test]
fn json_values() {
    let text = "{\n  \"title\": \"x \\\" y\",\n  \"n\": [1, 2.5],\n  \"m\": {\"a\": null}\n}\nbody";
    check(text, r#"{"title":"x \" y","n":[1,2.5],"m":{"a":null}}"#);
    let header = read(text);
    let places: Vec<_> = header.fields.iter().map(|field| (field.line, field.written.as_str())).collect();
    assert_eq!(places, [(2, "\"x \\\" y\""), (3, "[1, 2.5]"), (4, "{\"a\": null}")]);
    check("---json\n{\"a\": true}\n---\nbody", r#"{"a":true}"#);
}

#[test]
fn javascript_is_left_alone() {
    check("---js\nreturn { title: 1 }\n---\n", "{}");
}

#[test]
fn a_field_knows_its_bytes_line_and_style() {
    let text = "\u{feff}---\n# c\ntitle:   \"x\"  # c\nempty:\nblock: |\n  a\n\n  b\n\nnext: &t [1]\n---\n";
    let header = read(text);
    let fields: Vec<_> = header
        .fields
        .iter()
        .map(|field| {
            assert_eq!(&text[field.range.clone()], field.written);
            (field.key.as_str(), field.line, field.written.as_str(), field.style)
        })
        .collect();
    assert_eq!(
        fields,
        [
            ("title", 3, "\"x\"", Style::DoubleQuoted),
            ("empty", 4, "", Style::Empty),
            ("block", 5, "|\n  a\n\n  b", Style::Literal),
            ("next", 10, "&t [1]", Style::Opaque),
        ]
    );
}

#[test]
fn aliases_are_followed() {
    check("---\na: &x [1, 2]\nb: *x\n---\n", r#"{"a":[1,2],"b":[1,2]}"#);
}

#[test]
fn a_broken_entry_costs_only_itself() {
    let header = read("---\ntitle: a: b\ndate: 2024-01-01\nx: [1\ndraft: true\n---\n");
    let fields: Vec<_> = header
        .fields
        .iter()
        .map(|field| (field.key.as_str(), &field.value, field.written.as_str()))
        .collect();
    let date = Value::Date("2024-01-01".into());
    assert_eq!(
        fields,
        [
            ("title", &Value::Null, "a: b"),
            ("date", &date, "2024-01-01"),
            ("x", &Value::Null, "[1"),
            ("draft", &Value::Bool(true), "true"),
        ]
    );
    assert_eq!(header.problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn problems_say_where_and_what() {
    check_problems("---\na: 1\nb: 2\na: 3\n---\n", &[(4, 1, "`a` is given twice, first in line 2")]);
    check_problems("---\nm:\n  k: 1\n  k: 2\n---\n", &[(4, 3, "`k` is given twice, first in line 3")]);
    check_problems("---\njust text\n---\n", &[(2, 1, "the header is not a list of `key: value` lines")]);
    check_problems("---\na: 1\n", &[(1, 1, "the header that opens here is never closed")]);
    check_problems("---\na: *x\n---\n", &[(2, 4, "this alias has no anchor before it")]);
    check_problems("---\na: 1\n--- b\nc: 2\n---\n", &[(3, 1, "a second YAML document starts here")]);
    check_problems(
        "---\n日本: é: x\n---\n",
        &[(2, 6, "a second colon stands in this value: put the value in quotes")],
    );
    check_problems(
        "---\ntitle: @sveltejs/kit\ntags: [a\ndate: {{ .Date }}\nx: \"a\n---\n",
        &[
            (2, 8, "a value cannot start with `@`: put it in quotes"),
            (3, 7, "the list that opens here is never closed"),
            (5, 4, "the text that opens here is never closed"),
        ],
    );
    check_problems("+++\na = 1\na = 2\n+++\n", &[(3, 1, "not valid TOML: duplicate key")]);
    check_problems("---json\n{\"a\": }\n---\n", &[(2, 7, "not valid JSON: expected value")]);
    check_problems("{\"a\": 1,\n\"a\": 2}", &[(2, 1, "`a` is given twice, first in line 1")]);
    check_problems("---json\n[]\n---\n", &[(2, 1, "the header is not a JSON object")]);
}

#[test]
fn hostile_headers_are_a_problem_and_take_no_time() {
    let laughs: String =
        (1..40).map(|n| format!("l{n}: &l{n} [*l{0}, *l{0}, *l{0}, *l{0}]\n", n - 1)).collect();
    let hostile = [
        format!("---\nl0: &l0 [lol, lol, lol]\n{laughs}---\n"),
        format!("---\na: {}{}\n---\n", "[".repeat(10_000), "]".repeat(10_000)),
        format!("---\na: {}1{}\n---\n", "{a: ".repeat(200), "}".repeat(200)),
        format!(
            "---\na:\n{}\n---\n",
            (0..10_000).map(|n| format!("{}- x:\n", " ".repeat(n))).collect::<String>()
        ),
        format!("+++\na = {}{}\n+++\n", "[".repeat(10_000), "]".repeat(10_000)),
        format!("{{\"a\": {}{}}}", "[".repeat(10_000), "]".repeat(10_000)),
        format!("{{\"a\": {}", "{".repeat(10_000)),
        "---\na: &a [*a]\n---\n".to_owned(),
        "---\n\0: \u{1}\n---\n".to_owned(),
        format!("---\n{}---\n", "a: 1\n".repeat(20_000)),
        format!("---\n{}---\n", "a: b: c\n".repeat(20_000)),
    ];
    for text in hostile {
        let started = std::time::Instant::now();
        assert!(!read(&text).problems.is_empty(), "{}", text.get(..40).unwrap_or(&text));
        assert!(started.elapsed().as_millis() < 2_000, "{} took {:?}", &text[..20], started.elapsed());
    }
}

#[test]
fn a_key_is_found_in_any_case_and_the_exact_one_first() {
    let header = read("---\nTITLE: a\ntitle: b\n---\n");
    assert_eq!(header.field("title").map(|field| field.written.as_str()), Some("b"));
    assert_eq!(header.field("Title").map(|field| field.written.as_str()), Some("a"));
}

#[test]
fn drafts_are_told_by_what_the_writer_meant() {
    let drafts =
        ["draft: true", "Draft: yes", "draft: \"true\"", "draft: ON", "published: false", "published: no"];
    let posts = [
        "draft: false",
        "draft:",
        "draft: later",
        "published: true",
        "published: 2020-04-28",
        "published:",
        "title: x",
        "draft: false\npublished: false",
    ];
    for (headers, expected) in [(&drafts[..], true), (&posts[..], false)] {
        for header in headers {
            assert_eq!(is_draft(&read(&format!("---\n{header}\n---\n"))), expected, "{header}");
        }
    }
}
