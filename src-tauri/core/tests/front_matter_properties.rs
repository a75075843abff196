//! Generated headers in many styles against every kind of edit.

#[path = "support/plain.rs"]
mod plain;

use std::str::FromStr;

use galley_core::front_matter::{Edit, Replacement, Value, apply};
use plain::{edit, read};
use proptest::prelude::*;

/// A text that YAML may misread, or not.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}( [a-z]{1,8}){0,3}",
        proptest::sample::select(vec![
            "yes",
            "No",
            "012",
            "1_000",
            "12:30:45",
            "2024-01-02",
            "~",
            "null",
            "a: b",
            "a #b",
            "it's",
            "\"q\"",
            "[x]",
            "{x}",
            "- a",
            "a:",
            "#1",
            "@x",
            "!x",
            "&x",
            "*x",
            "%x",
            "tab\there",
            "two\nlines",
            "日本 🚀",
            "c:\\dir",
            "",
            " lead",
            "trail ",
            "a, b",
            "=",
            "<<",
            "1.5",
            ".5",
            "\u{feff}x",
            "bell\u{7}",
            "...",
            "---",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,12}",
    ]
}

/// A value as it may stand in a header, after the colon, with LF endings.
fn written_value() -> impl Strategy<Value = String> {
    let comment = proptest::sample::select(vec!["", " # c", "   # a, b] # c", "  "]);
    let scalar = proptest::sample::select(vec![
        " a",
        " 'it''s'",
        " \"q \\\" q\"",
        " plain text",
        " true",
        " 12",
        " 2024-01-02",
        " 2024-01-02 10:00:00 +0200",
        "   aligned",
        " ~",
        "",
        " long\n  plain",
        " \"long\n  quoted\"",
        "\n  on the next line",
        " &x anchored",
        " !!str 5",
        " {{ template }}",
        " {a: 1, b: [x]}",
    ]);
    let block = proptest::sample::select(vec![
        " |\n  literal\n\n  lines\n",
        " |-\n    literal\n",
        " >\n  folded\n  text\n\n",
        " |+\n  kept\n\n",
        " # c\n  k: v\n  l:\n    - x\n",
        "\n  title: decoy\n  draft: 1\n",
    ]);
    let flow = proptest::sample::select(vec![
        " []",
        " [ ]",
        " [a]",
        " [a, 'b', \"c, d\"]",
        " [ a,b ]",
        " [a, b,]",
        " [\n  a,\n  b\n]",
        " [\n  a, # x\n  b # y\n  ]",
        " [\n  'a', # x\n]",
        " [a,\n  b]",
        " [{a: 1}, [b]]",
    ]);
    let list = proptest::sample::select(vec![
        "\n- a\n- b\n",
        "\n  - 'a' # x\n  # y\n\n  - \"b\"\n",
        " # t\n    -   a\n",
        "\n- a: 1\n  b: 2\n- - x\n  - y\n",
        "\n  -\n  - |\n    t\n",
    ]);
    prop_oneof![
        4 => (scalar, comment.clone()).prop_map(|(value, comment)| format!("{value}{comment}\n")),
        1 => block.prop_map(str::to_owned),
        2 => (flow, comment).prop_map(|(value, comment)| format!("{value}{comment}\n")),
        2 => list.prop_map(str::to_owned),
    ]
}

/// A whole file with a YAML header.
fn post() -> impl Strategy<Value = String> {
    let key = proptest::sample::select(vec![
        "title",
        "date",
        "draft",
        "slug",
        "tags",
        "Title",
        "description",
        "my key",
        "\"quoted\"",
        "été",
        "a",
    ]);
    let before = proptest::sample::select(vec!["", "", "", "# comment\n", "\n"]);
    let entries = proptest::collection::vec((before.clone(), key, written_value()), 0..7);
    let ending = proptest::sample::select(vec![
        "---\nbody\n",
        "---\n\nbody",
        "---",
        "---\n",
        "...\nbody\n---\n",
        "--- \n\nbody\n",
    ]);
    let start = proptest::sample::select(vec!["---\n", "---\n", "\u{feff}---\n", "---  \n", "\n---\n"]);
    let line_break = proptest::sample::select(vec!["\n", "\n", "\r\n"]);
    (start, entries, before, ending, line_break).prop_map(|(start, entries, last, ending, line_break)| {
        let mut seen = Vec::new();
        let mut text = start.to_owned();
        for (before, key, value) in entries {
            let name = key.trim_matches('"').to_lowercase();
            if !seen.contains(&name) {
                seen.push(name);
                text += &format!("{before}{key}:{value}");
            }
        }
        (text + last + ending).replace('\n', line_break)
    })
}

fn mapping(text: &str) -> serde_yaml::Mapping {
    let Some(split) = read(text).split else { return serde_yaml::Mapping::new() };
    serde_yaml::from_str::<Option<_>>(&text[split.content]).expect("valid YAML").unwrap_or_default()
}

/// Everything but the key, in any case.
fn others(text: &str, key: &str) -> serde_yaml::Mapping {
    let is_other =
        |name: &serde_yaml::Value| !name.as_str().is_some_and(|name| name.eq_ignore_ascii_case(key));
    mapping(text).into_iter().filter(|(name, _)| is_other(name)).collect()
}

/// Makes an edit and checks that what it does not name is as it was.
fn edited(before: &str, change: &Edit, key: &str) -> Result<String, TestCaseError> {
    let replacements = edit(before, change).map_err(|refusal| TestCaseError::fail(refusal.to_string()))?;
    let after = apply(before, &replacements);
    prop_assert!(minimal(&replacements, before));
    prop_assert_eq!(others(before, key), others(&after, key));
    let body = |text: &str| read(text).split.map(|split| text[split.block.end..].to_owned());
    if read(&after).split.is_some() {
        prop_assert_eq!(body(before), body(&after));
    }
    let crlf = |text: &str| (text.matches("\r\n").count(), text.matches('\n').count());
    let (crlf_count, breaks) = crlf(&after);
    prop_assert!(crlf(before).0 == 0 || crlf_count == breaks, "mixed line endings in {:?}", after);
    prop_assert!(crlf(before).0 != 0 || crlf_count == 0, "mixed line endings in {:?}", after);
    Ok(after)
}

fn minimal(replacements: &[Replacement], before: &str) -> bool {
    let apart = replacements.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start);
    apart && replacements.iter().all(|new| before[new.range.clone()] != new.text)
}

fn value(text: &str, key: &str) -> Option<Value> {
    read(text).field(key).map(|field| field.value.clone())
}

/// The value that another editor of YAML leaves, `None` where it cannot set it.
fn oracle(before: &str, key: &str, new: &str) -> Option<serde_yaml::Mapping> {
    let content = &before[read(before).split?.content];
    let document = yaml_edit::Document::from_str(content).ok()?;
    document.set(key, new);
    serde_yaml::from_str::<Option<_>>(&document.to_string()).ok()?
}

/// 800 cases of each property, or as many as `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
    let given = std::env::var_os("PROPTEST_CASES").is_some();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if given { config } else { ProptestConfig { cases: 800, ..config } }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_text_set_reads_back_and_nothing_else_changes(
        before in post(), key in proptest::sample::select(vec!["title", "slug", "new key", "description"]), new in text(),
    ) {
        let after = edited(&before, &Edit::Set { path: &[key], value: Value::String(new.clone()) }, key)?;
        prop_assert_eq!(value(&after, key), Some(Value::String(new.clone())));
        if read(&before).field(key).is_none() {
            prop_assert_eq!(edited(&after, &Edit::Unset { path: &[key] }, key)?, before);
        } else if let Some(expected) = oracle(&before, &read(&before).field(key).expect("a field").key, &new) {
            // It differs only where it loses track of the rest of the header.
            if expected.len() == mapping(&before).len() {
                prop_assert_eq!(mapping(&after), expected);
            }
        }
    }

    #[test]
    fn an_item_added_and_removed_leaves_no_trace(before in post(), item in text()) {
        let item = Value::String(item);
        let had = value(&before, "tags");
        let add = Edit::AddItem { path: &["tags"], item: item.clone() };
        if had.as_ref() == Some(&item) {
            prop_assert_eq!(edited(&before, &add, "tags")?, before);
            return Ok(());
        }
        let refusable = matches!(&had, Some(Value::Map(_) | Value::String(_) | Value::Date(_)));
        if refusable && edit(&before, &add).is_err() {
            return Ok(());
        }
        let after = edited(&before, &add, "tags")?;
        let Some(Value::List(items)) = value(&after, "tags") else { panic!("no list in {after:?}") };
        prop_assert!(items.contains(&item));
        match had {
            Some(Value::List(old)) if !old.contains(&item) => {
                let undo = Edit::RemoveItem { path: &["tags"], item };
                prop_assert_eq!(edited(&after, &undo, "tags")?, before);
            }
            None => prop_assert_eq!(edited(&after, &Edit::Unset { path: &["tags"] }, "tags")?, before),
            _ => {}
        }
    }

    #[test]
    fn a_list_set_holds_these_items(before in post(), new in proptest::collection::vec(text(), 0..4), keep in any::<u8>()) {
        let mut new: Vec<Value> = new.into_iter().map(Value::String).collect();
        if let Some(Value::List(old)) = value(&before, "tags") {
            new.extend(old.into_iter().enumerate().filter(|(at, _)| keep & (1 << (at % 8)) != 0).map(|(_, item)| item));
        }
        let after = edited(&before, &Edit::Set { path: &["tags"], value: Value::List(new.clone()) }, "tags")?;
        prop_assert_eq!(value(&after, "tags"), Some(Value::List(new)));
    }

    #[test]
    fn a_key_removed_is_gone(before in post(), key in proptest::sample::select(vec!["title", "date", "tags", "a"])) {
        // Blank lines below the entry would become part of a text before it that keeps them.
        if before.contains("|+") && edit(&before, &Edit::Unset { path: &[key] }).is_err() {
            return Ok(());
        }
        let after = edited(&before, &Edit::Unset { path: &[key] }, key)?;
        prop_assert_eq!(value(&after, key), None);
    }

    #[test]
    fn a_draft_toggled_twice_is_as_before(before in post()) {
        let says = value(&before, "draft");
        let Ok(replacements) = edit(&before, &Edit::SetDraft(true)) else {
            prop_assert!(says.is_some());
            return Ok(());
        };
        let after = apply(&before, &replacements);
        match says {
            None => prop_assert_eq!(edited(&after, &Edit::Unset { path: &["draft"] }, "draft")?, before),
            Some(Value::Bool(false)) => prop_assert_eq!(edited(&after, &Edit::SetDraft(false), "draft")?, before),
            _ => {}
        }
    }

    #[test]
    fn no_text_at_all_makes_it_panic(text in "(---|\\+\\+\\+|\\{)?(\\PC|[\\n\\r\\t:#'\"\\[\\]{}|>&*!-]){0,60}(\n---\n)?") {
        let header = read(&text);
        for field in &header.fields {
            prop_assert_eq!(&text[field.range.clone()], &field.written);
        }
        if let Ok(replacements) = edit(&text, &Edit::SetDraft(true)) {
            prop_assert!(read(&apply(&text, &replacements)).problems.len() <= header.problems.len());
        }
    }
}
