//! The header as a form, and what the form changes.

#[path = "support/plain.rs"]
mod plain;

use chrono::{DateTime, FixedOffset};
use galley_core::Generator;
use galley_core::front_matter::{Control, Conventions, HeaderEdit, HeaderForm, Role, apply, edit_of, form};
use plain::read;

fn form_of(text: &str) -> HeaderForm {
    form(text, &read(text), &Conventions::default())
}

fn now() -> DateTime<FixedOffset> {
    "2026-11-22T10:11:12.5+01:00".parse().expect("a date")
}

/// The change as the window sends it.
#[track_caller]
fn check(before: &str, change: &str, expected: &str) {
    let change: HeaderEdit = serde_json::from_str(change).expect("a change");
    let text = format!("---\n{before}---\nbody\n");
    let replacements = edit_of(&text, &change, &Conventions::default(), "", now())
        .unwrap_or_else(|refusal| panic!("refused: {refusal}"));
    assert_eq!(apply(&text, &replacements), format!("---\n{expected}---\nbody\n"));
}

#[test]
fn the_five_fields_and_others() {
    let text = "---\ntitle: \"A: b\"\nDate: 2025-08-25T10:00:00-07:00\ndraft: yes\nslug: 2024\ntags: [\"a\", 7]\nweight: 3\nmath: true\nupdated: '2020-01-02'\nmap: {a: 1}\nnote: |\n  x\n---\nbody";
    let form = form_of(text);
    let fields: Vec<_> = form
        .fields
        .iter()
        .map(|field| (field.key(), field.role, field.control, field.text.as_str()))
        .collect();
    assert_eq!(
        fields,
        [
            ("title", Some(Role::Title), Control::Text, "A: b"),
            ("Date", Some(Role::Date), Control::Date, "2025-08-25T10:00:00-07:00"),
            ("draft", Some(Role::Draft), Control::Switch, "yes"),
            ("slug", Some(Role::Slug), Control::Text, "2024"),
            ("tags", Some(Role::Tags), Control::List, ""),
            ("weight", None, Control::Number, "3"),
            ("math", None, Control::Switch, "true"),
            ("updated", None, Control::Date, "2020-01-02"),
            ("map", None, Control::Map, ""),
            ("note", None, Control::LongText, "x"),
        ]
    );
    let date = form.fields[1].date.as_ref().expect("a date");
    assert_eq!(
        (date.date.as_str(), date.time.as_deref(), date.offset.as_deref()),
        ("2025-08-25", Some("10:00:00"), Some("-07:00"))
    );
    assert_eq!(form.fields[4].items, ["a", "7"]);
    assert!(form.draft && form.editable && form.fields[2].on && form.fields[6].on);
    assert_eq!(
        form.fields.iter().map(|field| field.line).collect::<Vec<_>>(),
        [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    );
}

#[test]
fn places_are_counted_as_the_window_counts() {
    let form = form_of("\u{feff}---\ntitle: 日😀\n---\nbody");
    assert_eq!((form.from, form.to), (1, 1 + 4 + 11 + 4));
    let none = form_of("body");
    assert_eq!((none.format, none.from, none.to, none.editable), (None, 0, 0, true));
}

#[test]
fn the_wire_has_the_names_the_window_knows() {
    let form = form_of("---\npublished: no\nd: 2020-01-02\n---\n");
    let expected = concat!(
        r#"{"format":"yaml","from":0,"to":36,"editable":true,"note":null,"fields":["#,
        r#"{"path":["published"],"role":"draft","control":"switch","text":"no","items":[],"on":true,"#,
        r#""date":null,"line":2,"note":null,"problems":[],"fields":[]},"#,
        r#"{"path":["d"],"role":null,"control":"date","text":"2020-01-02","items":[],"on":false,"#,
        r#""date":{"date":"2020-01-02","time":null,"offset":null},"line":3,"note":null,"problems":[],"fields":[]}],"#,
        r#""problems":[],"draft":true,"#,
        r#""roles":{"title":["title"],"date":["date"],"slug":["slug"],"tags":["tags"]}}"#
    );
    assert_eq!(serde_json::to_string(&form).expect("JSON"), expected);
}

#[test]
fn a_header_that_cannot_be_edited_says_why() {
    let cases = [
        (
            "+++\ntitle = \n+++\n",
            "line 2: the header is not valid TOML: string values must be quoted, expected literal string",
        ),
        ("---\ntitle: a\n", "line 1: the header that opens here is never closed"),
    ];
    for (text, note) in cases {
        let form = form_of(text);
        assert!(!form.editable);
        assert_eq!(form.note.as_deref(), Some(note));
    }
}

#[test]
fn what_is_no_field_is_shown_as_written() {
    let written =
        [("&x a", "a"), ("!tag b", "b"), ("[{a: 1}]", "c"), ("{{ template }}", "d"), ("[a, ~]", "e")];
    for (value, key) in written {
        let form = form_of(&format!("---\n{key}: {value}\n---\n"));
        assert_eq!((form.fields[0].control, form.fields[0].text.as_str()), (Control::Raw, value));
        assert!(form.fields[0].note.is_some());
    }
    let broken = form_of("---\ntitle: a: b\n---\n");
    assert_eq!((broken.fields[0].control, broken.fields[0].text.as_str()), (Control::Text, "a: b"));
    check("title: a: b\n", r#"{"type":"set_text","path":["title"],"value":"a: b"}"#, "title: \"a: b\"\n");
    let list = form_of("---\ntags: [a, b\n---\n");
    assert_eq!((list.fields[0].control, list.fields[0].text.as_str()), (Control::Raw, "[a, b"));
}

#[test]
fn tags_in_one_text_are_a_list_only_when_they_are_one_tag() {
    let control = |written: &str| {
        let field = form_of(&format!("---\ntags:{written}\n---\n")).fields.remove(0);
        (field.control, field.items)
    };
    assert_eq!(control(" a"), (Control::List, vec!["a".to_owned()]));
    assert_eq!(control(""), (Control::List, vec![]));
    assert_eq!(control(" ''"), (Control::List, vec![]));
    assert_eq!(control(" a b").0, Control::Text);
    assert_eq!(control(" a, b").0, Control::Text);
}

#[test]
fn a_header_of_thousands_of_fields_takes_no_time() {
    let lines: String = (0..20_000).map(|n| format!("key{n}: value\n")).collect();
    let started = std::time::Instant::now();
    assert_eq!(form_of(&format!("---\n{lines}---\n")).fields.len(), 20_000);
    assert!(started.elapsed().as_secs() < 4);
}

#[test]
fn text_and_numbers() {
    check("title: 'a'\n", r#"{"type":"set_text","path":["title"],"value":"it's"}"#, "title: 'it''s'\n");
    check("title: 2024\n", r#"{"type":"set_text","path":["title"],"value":"2024"}"#, "title: 2024\n");
    check("title: 2024\n", r#"{"type":"set_text","path":["title"],"value":"2025"}"#, "title: \"2025\"\n");
    check("note: |\n  x\n", r#"{"type":"set_text","path":["note"],"value":"y"}"#, "note: |\n  y\n");
    check("title: a\n", r#"{"type":"set_text","path":["slug"],"value":""}"#, "title: a\n");
    check(
        "title: a\n",
        r#"{"type":"set_text","path":["date"],"value":"2024-01-02"}"#,
        "title: a\ndate: 2024-01-02\n",
    );
    check("weight: 3\n", r#"{"type":"set_number","path":["weight"],"value":" 4.5 "}"#, "weight: 4.5\n");
    let wrong: HeaderEdit =
        serde_json::from_str(r#"{"type":"set_number","path":["a"],"value":"four"}"#).expect("a change");
    assert_eq!(
        edit_of("---\na: 3\n---\n", &wrong, &Conventions::default(), "", now())
            .expect_err("a refusal")
            .reason,
        "`four` is not a number"
    );
}

#[test]
fn switches_and_drafts() {
    check("math: True\n", r#"{"type":"set_switch","path":["math"],"on":false}"#, "math: False\n");
    check("published: yes\n", r#"{"type":"set_switch","path":["published"],"on":true}"#, "published: no\n");
    check("draft: 'yes'\n", r#"{"type":"set_switch","path":["draft"],"on":false}"#, "draft: 'no'\n");
    check("title: a\n", r#"{"type":"set_draft","on":true}"#, "draft: true\ntitle: a\n");
    check("title: a\ndraft: true\n", r#"{"type":"unset","path":["draft"]}"#, "title: a\n");
}

#[test]
fn dates() {
    check(
        "date: 2020-05-06 07:08:09 +0200\n",
        r#"{"type":"set_date","path":["date"],"date":"2020-05-07","time":"07:08:09","offset":"+02:00"}"#,
        "date: 2020-05-07 07:08:09 +0200\n",
    );
    check("date: 2020-05-06\n", r#"{"type":"set_now","path":["date"]}"#, "date: 2026-11-22\n");
    check("date:\n", r#"{"type":"set_now","path":["date"]}"#, "date: 2026-11-22T10:11:12+01:00\n");
}

#[test]
fn lists() {
    check("tags: [a, 7]\n", r#"{"type":"set_list","path":["tags"],"items":["7","b"]}"#, "tags: [7, b]\n");
    check("tags: [a, 7]\n", r#"{"type":"set_list","path":["tags"],"items":["a","7"]}"#, "tags: [a, 7]\n");
    check("tags: a\n", r#"{"type":"set_list","path":["tags"],"items":["a","b"]}"#, "tags: [a, \"b\"]\n");
    check(
        "tags: \"a\" # c\n",
        r#"{"type":"set_list","path":["tags"],"items":["a","b"]}"#,
        "tags: [\"a\", 'b'] # c\n",
    );
    check("tags:\n", r#"{"type":"set_list","path":["tags"],"items":[]}"#, "tags:\n");
    check("tags:\n", r#"{"type":"set_list","path":["tags"],"items":["a"]}"#, "tags: ['a']\n");
    check(
        "title: a\n",
        r#"{"type":"set_list","path":["tags"],"items":["a","b"]}"#,
        "title: a\ntags: [a, b]\n",
    );
    check("tags:\n- a\n- b\n", r#"{"type":"set_list","path":["tags"],"items":["b"]}"#, "tags:\n- b\n");
}

#[test]
fn publishing_ends_the_draft_and_dates_a_post_without_a_date() {
    let publish = r#"{"type":"publish"}"#;
    check("title: a\ndraft: true\n", publish, "title: a\ndate: 2026-11-22T10:11:12+01:00\ndraft: false\n");
    check("date: \"\"\ndraft: true\n", publish, "date: \"2026-11-22T10:11:12+01:00\"\ndraft: false\n");
    check("date:\npublished: false\n", publish, "date: 2026-11-22T10:11:12+01:00\npublished: true\n");
    check("date: 2020-01-01\ndraft: true\n", publish, "date: 2020-01-01\ndraft: false\n");
    check("date: 2020-01-01\n", publish, "date: 2020-01-01\n");
}

#[test]
fn an_item_added_and_removed_in_the_form_leaves_no_trace() {
    let one: &[&str] = &["a"];
    for (tags, held) in [
        ("", &[][..]),
        ("tags:\n", &[]),
        ("tags: []\n", &[]),
        ("tags: a\n", one),
        ("tags: [a]\n", one),
        ("tags:\n  - 'a' # c\n", one),
    ] {
        let before = format!("---\ntitle: x\n{tags}---\nbody\n");
        let run = |text: &str, items: &[&str]| {
            let items = items.iter().map(|&item| item.to_owned()).collect();
            let change = HeaderEdit::SetList { path: vec!["tags".to_owned()], items };
            let made = edit_of(text, &change, &Conventions::default(), "", now());
            apply(text, &made.unwrap_or_else(|refusal| panic!("refused: {refusal}\n{text}")))
        };
        let added: Vec<&str> = held.iter().copied().chain(["new"]).collect();
        let after = run(&before, &added);
        assert_ne!(after, before);
        assert_eq!(run(&after, held), before, "{after}");
    }
}

#[test]
fn a_map_is_a_group_of_fields() {
    let text = "---\nextra:\n  author: 'x'\n  on: true\n  deep:\n    n: 1\nbad: {a: [{}]}\nnone: {}\n---\n";
    let form = form_of(text);
    let extra = &form.fields[0];
    let shown: Vec<_> =
        extra.fields.iter().map(|field| (field.path.join("."), field.control, field.line)).collect();
    assert_eq!(
        shown,
        [
            ("extra.author".to_owned(), Control::Text, 3),
            ("extra.on".to_owned(), Control::Switch, 4),
            ("extra.deep".to_owned(), Control::Map, 5)
        ]
    );
    assert_eq!(extra.fields[2].fields[0].text, "1");
    assert_eq!(form.fields[1].fields[0].control, Control::Raw);
    assert_eq!((form.fields[2].control, form.fields[2].text.as_str()), (Control::Raw, "{}"));
    check(
        "extra:\n  author: 'x'\n",
        r#"{"type":"set_text","path":["extra","author"],"value":"it's"}"#,
        "extra:\n  author: 'it''s'\n",
    );
    let toml = form_of("+++\n[extra]\nauthor = 'x' # c\n+++\n");
    assert_eq!((toml.fields[0].fields[0].text.as_str(), toml.fields[0].fields[0].line), ("x", 3));
}

#[test]
fn fields_are_renamed_moved_and_reset() {
    check("tag: [a]\n", r#"{"type":"rename","path":["tag"],"to":" tags "}"#, "tags: [a]\n");
    check("tags: [a, b]\n", r#"{"type":"move_item","path":["tags"],"from":1,"to":0}"#, "tags: [b, a]\n");
    let reset = |text: &str, saved: &str| {
        let change = HeaderEdit::Reset { path: vec!["title".to_owned()] };
        apply(text, &edit_of(text, &change, &Conventions::default(), saved, now()).expect("a reset"))
    };
    let saved = "---\ntitle: \"a\" # c\n---\n";
    assert_eq!(reset("---\ntitle: \"b\" # c\n---\n", saved), saved);
    assert_eq!(reset("---\nslug: x\ntitle: \"b\"\n---\n", "---\nslug: x\n---\n"), "---\nslug: x\n---\n");
    assert_eq!(reset("---\nslug: x\n---\n", saved), "---\ntitle: a\nslug: x\n---\n");
}

#[test]
fn a_problem_stands_with_its_field() {
    let form = form_of("---\ntitle: @sveltejs/kit\ntags: [a]\nx: 1\nx: 2\n---\n");
    assert_eq!(form.problems, []);
    let with: Vec<_> =
        form.fields.iter().filter(|field| !field.problems.is_empty()).map(|field| field.line).collect();
    assert_eq!(with, [2, 5]);
    let open = form_of("---\ntitle: a\n");
    assert_eq!(open.problems.len(), 1);
}

#[test]
fn zola_tags_are_a_taxonomy_and_pelican_tags_a_list() {
    let of = |text: &str, generator| {
        let conventions = Conventions::of(generator);
        form(text, &galley_core::front_matter::read(text, generator), &conventions)
    };
    let zola = of("+++\n[taxonomies]\ntags = [\"a\"]\n+++\n", Generator::Zola);
    assert_eq!(zola.fields[0].fields[0].role, Some(Role::Tags));
    assert_eq!(of("+++\n+++\n", Generator::Zola).roles.tags, ["taxonomies", "tags"]);
    assert_eq!(of("---\ntitle: a\n---\n", Generator::Astro).roles.date, ["pubDate"]);
    let pelican = of("Title: a\nTags: x, y\n\nbody", Generator::Pelican);
    assert_eq!(
        (pelican.fields[1].control, pelican.fields[1].items.join("|")),
        (Control::List, "x|y".to_owned())
    );
    let jekyll = of("---\ncategories: x y\n---\n", Generator::Jekyll);
    assert_eq!(jekyll.fields[0].items, ["x", "y"]);
}
