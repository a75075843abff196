//! Headers that are not YAML between fences, and what is not at the top: the same edits, the same
//! promise.

#[path = "support/plain.rs"]
mod plain;

use galley_core::Generator;
use galley_core::front_matter::{self, Conventions, Edit, Format, Value, apply, is_draft};
use plain::{edit, read};

/// Makes the first change, then the second, which must restore the text; with LF and with CRLF.
#[track_caller]
fn check_undone(before: &str, change: &Edit, expected: &str, undo: &Edit) {
    for eol in ["\n", "\r\n"] {
        let (before, expected) = (before.replace('\n', eol), expected.replace('\n', eol));
        check(&before, change, &expected);
        check(&expected, undo, &before);
    }
}

#[track_caller]
fn check(before: &str, change: &Edit, expected: &str) {
    let replacements = edit(before, change).unwrap_or_else(|refusal| panic!("refused: {refusal}\n{before}"));
    assert_eq!(apply(before, &replacements), expected);
}

fn string(text: &str) -> Value {
    Value::String(text.into())
}

fn set<'a>(path: &'a [&'a str], text: &str) -> Edit<'a> {
    Edit::Set { path, value: string(text) }
}

const TAGS: &[&str] = &["tags"];
const TITLE: &[&str] = &["title"];

fn add(item: &str) -> Edit<'static> {
    Edit::AddItem { path: TAGS, item: string(item) }
}

fn remove(item: &str) -> Edit<'static> {
    Edit::RemoveItem { path: TAGS, item: string(item) }
}

#[test]
fn toml_values_change_in_their_own_quotes() {
    let toml = |lines: &str| format!("+++\n{lines}+++\nbody\n");
    let cases = [
        ("title = \"a\" # c\n", "b", "title = \"b\" # c\n"),
        ("title   =   'a'\n", "b", "title   =   'b'\n"),
        ("title = 'a'\n", "it's", "title = \"it's\"\n"),
        ("title = \"a\"\n", "He said \"no\": it's #1", "title = \"He said \\\"no\\\": it's #1\"\n"),
        ("title = \"\"\"\na\nb\"\"\"\n", "c\nd", "title = \"\"\"\nc\nd\"\"\"\n"),
        ("date = 2020-01-01\n[extra]\na = 1\n", "x", "date = 2020-01-01\n[extra]\na = 1\n"),
    ];
    for (before, title, expected) in &cases[..5] {
        check(&toml(before), &set(TITLE, title), &toml(expected));
    }
    let (before, title, _) = cases[5];
    check_undone(
        &toml(before),
        &set(TITLE, title),
        &toml("title = \"x\"\ndate = 2020-01-01\n[extra]\na = 1\n"),
        &Edit::Unset { path: TITLE },
    );
}

#[test]
fn a_new_toml_key_stands_above_the_first_table() {
    let before = "+++\ntitle = \"a\"\ndate = 2020-01-01\n\n[taxonomies]\ntags = [\"x\"]\n+++\nbody\n";
    let expected =
        "+++\ntitle = \"a\"\ndate = 2020-01-01\nslug = \"b\"\n\n[taxonomies]\ntags = [\"x\"]\n+++\nbody\n";
    check_undone(before, &set(&["slug"], "b"), expected, &Edit::Unset { path: &["slug"] });
    let expected =
        "+++\ndraft = true\ntitle = \"a\"\ndate = 2020-01-01\n\n[taxonomies]\ntags = [\"x\"]\n+++\nbody\n";
    check_undone(before, &Edit::SetDraft(true), expected, &Edit::SetDraft(false));
    let only_table = "+++\n[taxonomies]\ntags = [\"x\"]\n+++\nbody\n";
    let expected = "+++\ntitle = \"b\"\n[taxonomies]\ntags = [\"x\"]\n+++\nbody\n";
    check_undone(only_table, &set(TITLE, "b"), expected, &Edit::Unset { path: TITLE });
}

#[test]
fn tables_of_toml_are_edited_by_path() {
    let path: &[&str] = &["taxonomies", "tags"];
    let add = Edit::AddItem { path, item: string("b c") };
    let remove = Edit::RemoveItem { path, item: string("b c") };
    let toml = |lines: &str| format!("+++\n{lines}+++\nbody\n");
    for (before, expected) in [
        ("[taxonomies]\ntags = [\"a\"]\n", "[taxonomies]\ntags = [\"a\", \"b c\"]\n"),
        ("[taxonomies]\ntags = [\n  'a', # c\n]\n", "[taxonomies]\ntags = [\n  'a', # c\n  'b c',\n]\n"),
        ("[taxonomies]\n", "[taxonomies]\ntags = [\"b c\"]\n"),
        ("title = \"a\"\n", "title = \"a\"\n\n[taxonomies]\ntags = [\"b c\"]\n"),
        ("taxonomies = { tags = [] }\n", "taxonomies = { tags = [\"b c\"] }\n"),
        ("taxonomies = { a = 1 }\n", "taxonomies = { a = 1, tags = [\"b c\"] }\n"),
        ("taxonomies.tags = [\"a\"]\n", "taxonomies.tags = [\"a\", \"b c\"]\n"),
    ] {
        check_undone(&toml(before), &add, &toml(expected), &remove);
    }
}

#[test]
fn toml_drafts_and_back_leave_no_trace() {
    let toml = |lines: &str| format!("+++\n{lines}+++\nbody\n");
    for (before, expected) in [
        ("title = \"a\"\n", "draft = true\ntitle = \"a\"\n"),
        ("title = \"a\"\ndraft = false\n", "title = \"a\"\ndraft = true\n"),
        ("draft = false\ntitle = \"a\"\n", "draft =  true\ntitle = \"a\"\n"),
        ("draft =  false\ntitle = \"a\"\n", "draft =   true\ntitle = \"a\"\n"),
        ("draft=false\ntitle = \"a\"\n", "draft=true\ntitle = \"a\"\n"),
        ("Draft = false # c\n", "Draft = true # c\n"),
        ("", "draft = true\n"),
    ] {
        check_undone(&toml(before), &Edit::SetDraft(true), &toml(expected), &Edit::SetDraft(false));
    }
}

#[test]
fn a_toml_date_stays_a_date_and_a_text_a_text() {
    let day =
        Edit::SetDate { path: &["date"], date: "2021-02-03", time: Some("10:11:12"), offset: Some("+02:00") };
    check("+++\ndate = 2020-01-01T01:02:03Z\n+++\n", &day, "+++\ndate = 2021-02-03T10:11:12+02:00\n+++\n");
    check(
        "+++\ndate = \"2020-01-01 01:02:03 +0100\"\n+++\n",
        &day,
        "+++\ndate = \"2021-02-03 10:11:12 +0200\"\n+++\n",
    );
    let day = Edit::SetDate { path: &["date"], date: "2021-02-03", time: None, offset: None };
    check("+++\ndate = 2020-01-01\n+++\n", &day, "+++\ndate = 2021-02-03\n+++\n");
    check("+++\n+++\n", &day, "+++\n\ndate = 2021-02-03\n+++\n");
}

#[test]
fn json_members_come_and_go_with_their_commas() {
    for (before, expected) in [
        ("{\n  \"a\": 1\n}\nbody", "{\n  \"title\": \"x\",\n  \"a\": 1\n}\nbody"),
        ("{\"a\":1,\"b\":2} body", "{\"title\":\"x\",\"a\":1,\"b\":2} body"),
        ("{}\nbody", "{\"title\": \"x\"}\nbody"),
        (
            "---json\n{\n    \"date\" : \"2020\"\n}\n---\n",
            "---json\n{\n    \"title\" : \"x\",\n    \"date\" : \"2020\"\n}\n---\n",
        ),
        (
            "\"date\": \"2020\",\n\"b\": 2\n;;;\nbody",
            "\"title\": \"x\",\n\"date\": \"2020\",\n\"b\": 2\n;;;\nbody",
        ),
    ] {
        let unset = Edit::Unset { path: TITLE };
        if before.contains("\"a\": 1\n") {
            check_undone(before, &set(&["title"], "x"), expected, &unset);
            continue;
        }
        let before = before.to_owned();
        let replacements =
            edit(&before, &set(TITLE, "x")).unwrap_or_else(|refusal| panic!("{refusal}: {before}"));
        let after = apply(&before, &replacements);
        assert_eq!(
            read(&after).field("title").map(|field| field.value.clone()),
            Some(string("x")),
            "{after}"
        );
        check(&after, &unset, &before);
    }
}

#[test]
fn json_drafts_tags_and_paths_leave_no_trace() {
    let json =
        "---json\n{\n  \"title\": \"a\",\n  \"tags\": [\"x\", \"y\"],\n  \"m\": {\"k\": [1]}\n}\n---\nbody\n";
    let draft = json.replace("{\n  \"title\"", "{\n  \"draft\": true,\n  \"title\"");
    check_undone(json, &Edit::SetDraft(true), &draft, &Edit::SetDraft(false));
    check_undone(json, &add("ä \"z\""), &json.replace("\"y\"", "\"y\", \"ä \\\"z\\\"\""), &remove("ä \"z\""));
    for tags in ["[]", "null", "\"one\"", "[\"one\"]", "[\n    \"one\"\n  ]"] {
        let before = json.replace("[\"x\", \"y\"]", tags);
        let after = apply(&before, &edit(&before, &add("z")).expect("an addition"));
        assert_ne!(after, before);
        check(&after, &remove("z"), &before);
    }
    check(json, &Edit::AddItem { path: &["m", "k"], item: Value::Int(2) }, &json.replace("[1]", "[1, 2]"));
    check(json, &Edit::Rename { path: &["m"], to: "n" }, &json.replace("\"m\"", "\"n\""));
    check(
        json,
        &Edit::MoveItem { path: TAGS, from: 1, to: 0 },
        &json.replace("\"x\", \"y\"", "\"y\", \"x\""),
    );
    let first = "{\"draft\": false, \"a\": 1}\n";
    check_undone(first, &Edit::SetDraft(true), "{\"draft\":  true, \"a\": 1}\n", &Edit::SetDraft(false));
}

#[test]
fn lines_of_key_and_value_are_edited_line_by_line() {
    let before =
        "Title: A post\nDate: 2020-01-02 10:20\nTags: one, two\nSummary: some\n    more\n\nBody: text\n";
    assert_eq!(read(before).split.expect("a header").format, Format::Mmd);
    check(
        before,
        &set(TITLE, "He said \"no\": it's #1"),
        &before.replace("A post", "He said \"no\": it's #1"),
    );
    check_undone(before, &add("three"), &before.replace("one, two", "one, two, three"), &remove("three"));
    check_undone(
        before,
        &Edit::SetDraft(true),
        &format!("Status: draft\n{before}"),
        &Edit::Unset { path: &["Status"] },
    );
    let draft = before.replace("Tags: one, two\n", "Status: published\n");
    check_undone(&draft, &Edit::SetDraft(true), &draft.replace("published", "draft"), &Edit::SetDraft(false));
    let untagged = before.replace("Tags: one, two\n", "");
    check_undone(&untagged, &add("x"), &before.replace("one, two", "x"), &remove("x"));
    let day = Edit::SetDate { path: &["date"], date: "2020-01-03", time: Some("10:20"), offset: None };
    check(before, &day, &before.replace("2020-01-02", "2020-01-03"));
    let refusal = edit(before, &set(TITLE, "two\nlines")).expect_err("a refusal");
    assert!(refusal.reason.contains("no line breaks"), "{refusal}");
}

#[test]
fn an_empty_line_of_a_key_and_value_header_comes_back_as_it_was() {
    for (before, expected) in [
        ("Title: A\nTags:\nDate: 1\n", "Title: A\nTags: x\nDate: 1\n"),
        ("Title: A\nTags: \nDate: 1\n", "Title: A\nTags:  x\nDate: 1\n"),
        ("Title: A\nTags:\t\nDate: 1\n", "Title: A\nTags:\tx\nDate: 1\n"),
    ] {
        check_undone(before, &add("x"), expected, &remove("x"));
    }
}

#[test]
fn a_status_of_the_writers_own_is_not_overwritten_by_a_draft() {
    for (before, line) in [("Title: A\nStatus: 6\n", 2), ("status: review\ntitle: A\n", 1)] {
        let refusal = edit(before, &Edit::SetDraft(true)).expect_err("a refusal");
        assert_eq!(refusal.line, Some(line));
        assert!(refusal.reason.ends_with("says neither yes nor no"), "{refusal}");
    }
}

#[test]
fn a_byte_order_mark_before_a_header_without_a_fence_stays_whole() {
    let before = "\u{feff}title: @x\n---\nbody\n";
    let conventions = Conventions::of(Generator::Hexo);
    let made = front_matter::edit(before, &add("x"), &conventions).expect("an edit");
    assert_eq!(apply(before, &made), "\u{feff}title: @x\ntags: [x]\n---\nbody\n");
    let before = "\u{feff}date: 2020-01-02\n---\nbody\n";
    let cases = [
        (Edit::SetDraft(true), "published: false\ndate: 2020-01-02\n", Edit::SetDraft(false)),
        (add("x"), "date: 2020-01-02\ntags: [x]\n", remove("x")),
        (set(TITLE, "x"), "title: x\ndate: 2020-01-02\n", Edit::Unset { path: TITLE }),
    ];
    for (change, expected, undo) in cases {
        let made = front_matter::edit(before, &change, &conventions).expect("an edit");
        let after = apply(before, &made);
        assert_eq!(after, format!("\u{feff}{expected}---\nbody\n"));
        let back = front_matter::edit(&after, &undo, &conventions).expect("the way back");
        assert_eq!(apply(&after, &back), before);
    }
}

#[test]
fn the_last_key_above_a_lone_fence_stays_for_the_fence_would_open_a_header() {
    let conventions = Conventions::of(Generator::Hexo);
    let unset = Edit::Unset { path: TITLE };
    let refusal = front_matter::edit("title: a\n---\nbody\n", &unset, &conventions).expect_err("a refusal");
    assert_eq!(refusal.reason, "the change would move the end of the header");
}

#[test]
fn hexo_headers_are_edited_as_hexo_reads_them() {
    let conventions = Conventions::of(Generator::Hexo);
    let cases = [
        "title: a\ndate: 2020-01-02 03:04:05\ntags:\n\t- x\n\t- y\n---\nbody\n",
        "---\ntitle: a\ntags:\n\t- x\n\t- y\ncategories:\n\t- z\n---\nbody\n",
        "title: a\n---\nbody\n\n---\n\nmore\n",
        "------\ntitle: a\n------\nbody\n",
        "\"title\": \"a\",\n\"tags\": [\"x\"]\n;;;\nbody\n",
    ];
    for before in cases {
        for eol in ["\n", "\r\n"] {
            let before = before.replace('\n', eol);
            let run = |text: &str, change: &Edit| {
                let made = front_matter::edit(text, change, &conventions);
                apply(text, &made.unwrap_or_else(|refusal| panic!("refused: {refusal}\n{text}")))
            };
            let header = |text: &str| front_matter::read(text, Generator::Hexo);
            assert!(header(&before).problems.is_empty(), "{:?}", header(&before).problems);
            let draft = run(&before, &Edit::SetDraft(true));
            assert!(is_draft(&header(&draft)) && draft.len() > before.len(), "{draft}");
            assert_eq!(run(&draft, &Edit::SetDraft(false)), before);
            let tagged = run(&before, &add("c#: new"));
            assert_eq!(run(&tagged, &remove("c#: new")), before, "{tagged}");
            let titled = run(&before, &set(TITLE, "it's #1: \"x\""));
            let title = header(&titled).field("title").map(|field| field.value.clone());
            assert_eq!(title, Some(string("it's #1: \"x\"")));
        }
    }
}

#[test]
fn maps_inside_yaml_are_edited_by_path() {
    let path: &[&str] = &["extra", "author"];
    let yaml = |lines: &str| format!("---\n{lines}---\nbody\n");
    for (before, expected) in [
        ("extra:\n  a: 1\nz: 2\n", "extra:\n  a: 1\n  author: x\nz: 2\n"),
        ("extra:\n    a: 1 # c\n", "extra:\n    a: 1 # c\n    author: x\n"),
        ("extra: {a: 1}\n", "extra: {a: 1, author: x}\n"),
        ("extra: {}\n", "extra: {author: x}\n"),
        ("title: a\n", "title: a\nextra:\n  author: x\n"),
    ] {
        check_undone(&yaml(before), &set(path, "x"), &yaml(expected), &Edit::Unset { path });
    }
    check(&yaml("extra:\n  author: 'x'\n"), &set(path, "b"), &yaml("extra:\n  author: 'b'\n"));
    check(&yaml("extra:\n"), &set(path, "b"), &yaml("extra:\n  author: b\n"));
    check(&yaml("a:\n  b:\n    c: 1\n"), &set(&["a", "b", "c"], "x"), &yaml("a:\n  b:\n    c: x\n"));
    let refusal = edit(&yaml("extra: text\n"), &set(path, "x")).expect_err("a refusal");
    assert_eq!((refusal.line, refusal.reason.as_str()), (Some(2), "`extra` is not a map"));
}

#[test]
fn a_key_is_renamed_in_its_place() {
    let rename = |path: &'static [&'static str], to| Edit::Rename { path, to };
    check("---\ntag: [a] # c\nb: 1\n---\n", &rename(&["tag"], "tags"), "---\ntags: [a] # c\nb: 1\n---\n");
    check("---\n'a b': 1\n---\n", &rename(&["a b"], "c d"), "---\n'c d': 1\n---\n");
    check("---\na: 1\n---\n", &rename(&["a"], "b: c"), "---\n\"b: c\": 1\n---\n");
    check("---\nm:\n  k: 1\n---\n", &rename(&["m", "k"], "l"), "---\nm:\n  l: 1\n---\n");
    check("+++\na = 1\n[t]\nb = 2\n+++\n", &rename(&["t"], "u"), "+++\na = 1\n[u]\nb = 2\n+++\n");
    check("Title: a\n\nb", &rename(&["Title"], "Summary"), "Summary: a\n\nb");
    let refusal = edit("---\na: 1\nb: 2\n---\n", &rename(&["a"], "b")).expect_err("a refusal");
    assert_eq!((refusal.line, refusal.reason.as_str()), (Some(2), "there is a `b` already, in line 3"));
}

#[test]
fn an_item_moves_with_its_comments() {
    let moved = |from, to| Edit::MoveItem { path: TAGS, from, to };
    let yaml = |lines: &str| format!("---\n{lines}---\nbody\n");
    check_undone(
        &yaml("tags:\n  - a # 1\n  # of a\n  - b\n  - c\nz: 1\n"),
        &moved(0, 2),
        &yaml("tags:\n  - b\n  - c\n  - a # 1\n  # of a\nz: 1\n"),
        &moved(2, 0),
    );
    check_undone(&yaml("tags: [a, 'b',  c]\n"), &moved(0, 1), &yaml("tags: ['b', a,  c]\n"), &moved(1, 0));
    check_undone(
        "+++\ntags = ['a', \"b\"]\n+++\n",
        &moved(1, 0),
        "+++\ntags = [\"b\", 'a']\n+++\n",
        &moved(0, 1),
    );
    let refusal = edit(&yaml("tags: [a]\n"), &moved(0, 1)).expect_err("a refusal");
    assert_eq!((refusal.line, refusal.reason.as_str()), (Some(2), "`tags` has only 1 items"));
}

#[test]
fn the_fields_beside_a_broken_one_stay_editable() {
    let before = "---\ntitle: @sveltejs/kit\ntags: [a, b\ndate: 2020-01-02\nx: 1\n---\nbody\n";
    check(before, &set(&["x"], "b"), &before.replace("x: 1", "x: b"));
    check_undone(
        before,
        &Edit::SetDraft(true),
        &before.replacen("title", "draft: true\ntitle", 1),
        &Edit::SetDraft(false),
    );
    let day = Edit::SetDate { path: &["date"], date: "2020-01-03", time: None, offset: None };
    check(before, &day, &before.replace("2020-01-02", "2020-01-03"));
    check(before, &set(TITLE, "@kit"), &before.replace("@sveltejs/kit", "\"@kit\""));
    check(before, &Edit::Unset { path: TAGS }, &before.replace("tags: [a, b\n", ""));
    let tabs = "---\ntitle: a\ntags:\n\t- x\n---\n";
    check_undone(tabs, &add("b"), &tabs.replace("\t- x\n", "\t- x\n\t- b\n"), &remove("b"));
    assert_eq!(read(tabs).problems[0].message, "this line is indented with a tab, which only Hexo reads");
}

#[test]
fn jekylls_words_take_an_item_of_several_words_and_come_back() {
    let conventions = Conventions::of(Generator::Jekyll);
    let run = |text: &str, change: &Edit| {
        let made = front_matter::edit(text, change, &conventions);
        apply(text, &made.unwrap_or_else(|refusal| panic!("refused: {refusal}\n{text}")))
    };
    for tags in ["a b", "'a b'", "\"a b\"", "a", "a b c # d", "[a, b]", "['a', b]", "[a]", "[\"a\", \"b\"]"] {
        let before = format!("---\ntags: {tags}\n---\n");
        let word = run(&before, &add("x"));
        assert_eq!(run(&word, &remove("x")), before, "{word}");
        let several = run(&before, &add("x y"));
        let header = front_matter::read(&several, Generator::Jekyll);
        assert!(
            matches!(&header.fields[0].value, Value::List(items) if items.last() == Some(&string("x y"))),
            "{several}"
        );
        assert_eq!(run(&several, &remove("x y")), before, "{several}");
    }
}
