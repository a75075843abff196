use std::path::Path;

use proptest::prelude::*;

use super::super::read::{read_parsed, schema};
use super::*;
use crate::Generator;
use crate::front_matter::{Format, split};

/// Whether the header is simple. What the fast reader then gives is what the parser gives.
#[track_caller]
fn agrees(text: &str, content: &Range<usize>, generator: Generator) -> bool {
    let Some(fields) = read(text, content, schema(generator)) else { return false };
    let (parsed, problems) = read_parsed(text, content, generator);
    assert_eq!(fields, parsed, "{generator:?}: {text:?}");
    assert_eq!(problems, [], "{generator:?}: {text:?}");
    true
}

#[track_caller]
fn is_simple(yaml: &str) -> bool {
    let text = format!("\u{feff}---\r\n{yaml}---\nbody: no\n");
    let content = 8..8 + yaml.len();
    let [core, ruby] = [Generator::Hugo, Generator::Jekyll].map(|one| agrees(&text, &content, one));
    assert_eq!(core, ruby);
    core
}

#[test]
fn what_most_headers_hold_is_simple() {
    for yaml in [
        "",
        "# comment\n\n  \n",
        "title: Two words\ndate: 2024-01-02 10:00:00 +0200\ndraft: yes\nweight: 012\n",
        "title: 'it''s'\nurl: https://example.org/a#b\nempty:\nother:  \nlast: \"q, 'q'\"",
        "tags: [a, b c , \"d, [e]\", 'f: g', 2024, don't]\nnone: []\nflat: [ a ]  \n",
        "tags:\n  - a\n  - 'b'\n  -  c d\nmore:\n- 1\n- \"x: y\"\nend: ~\n",
        "title: Über Straße – «日本語» 🚀\r\ntags:\r\n- ä\r\n\r\nx: y\r\n",
    ] {
        assert!(is_simple(yaml), "{yaml:?}");
    }
}

#[test]
fn what_is_in_any_doubt_is_left_to_the_parser() {
    for yaml in [
        "title: a: b\n",
        "title: a # b\n",
        "title: a:\n",
        "title: a\n  b\n",
        "title: \"a\\n\"\n",
        "title: 'a' b\n",
        "title: 'a'b'\n",
        "title: \"a\" # b\n",
        "title:\tb\n",
        "title: a\tb\n",
        "title:b\n",
        "title : b\n",
        "a: b\na: c\n",
        "'a': b\n",
        "? a\n",
        "<<: *x\n",
        "a: &x b\n",
        "a: *x\n",
        "a: !!str 5\n",
        "a: |\n  b\n",
        "a: >\n  b\n",
        "a: {b: c}\n",
        "a: [b, {c: d}]\n",
        "a: [b,, c]\n",
        "a: [b, ]\n",
        "a: [b\n",
        "a: [b: c]\n",
        "a: [b,\n  c]\n",
        "a: [*b]\n",
        "a: [\"b\": c]\n",
        "a: ['it''s']\n",
        "a:\n  b: c\n",
        "a:\n  - b: c\n",
        "a:\n  - b\n  c\n",
        "a:\n  - b\n - c\n",
        "a:\n  -\n",
        "a:\n  - - b\n",
        "a:\n  # c\n  - b\n",
        "a:\n\n  - b\n",
        "- a\n",
        "a\n",
        "--- a\n",
        "...\n",
        "%YAML 1.2\n",
        "a: b\rc: d\n",
        "a: \u{85}\n",
        "a: \u{2028}\n",
        "a: \u{7f}\n",
        "a: \u{feff}\n",
        "a: @b\n",
        "a: `b\n",
        "a: %b\n",
        "a: - b\n",
        "a: ? b\n",
        "a: -5\n",
    ] {
        assert!(!is_simple(yaml), "{yaml:?}");
    }
}

/// Lines of headers, whole or broken, in any order.
fn line() -> impl Strategy<Value = String> {
    let key = prop_oneof!["[a-zA-Z_-]{1,3}", "[a-z0-9.é\"' ]{0,3}"];
    let text = prop_oneof![
        "[a-z0-9:#,'\"\\[\\]{}&*!|>%@`?\\\\ ~.+=<-]{0,9}",
        "[a-z ]{0,9}",
        "'[a-z:#,' ]{0,6}'",
        "\"[a-z:#,' \\\\\"]{0,6}\"",
        "\\[[a-z:#,'\" ]{0,9}\\]",
        "[0-9xobe+._:-]{1,8}",
        "20[0-9]{2}-[01][0-9]-[0-3][0-9]( [0-2][0-9]:[0-5][0-9])?",
        proptest::sample::select(vec!["yes", "No", "true", "null", "~", ".inf", "1_000", "0x1f"])
            .prop_map(str::to_owned),
        "\\PC{0,6}",
        "[\t\r\u{85}\u{a0}\u{2028}\u{feff}a]{0,3}",
    ];
    let ending = proptest::sample::select(vec!["\n", "\n", "\n", "\r\n", " \n", "  \n", "\n\n"]);
    let start = prop_oneof![
        6 => key.prop_map(|key| format!("{key}: ")),
        3 => "[ ]{0,2}- {1,2}",
        1 => "[ ]{0,3}",
        1 => proptest::sample::select(vec!["a:", "#", "- a: ", "---", "key:  "]).prop_map(str::to_owned),
    ];
    (start, text, ending).prop_map(|(start, text, ending)| format!("{start}{text}{ending}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn a_simple_header_never_reads_otherwise_than_the_parser_reads_it(
        lines in proptest::collection::vec(line(), 0..6)
    ) {
        is_simple(&lines.concat());
    }
}

#[test]
fn the_headers_of_other_blogs_read_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let (mut simple, mut all) = (0, 0);
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for path in folder.read_dir().into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                let found = split(&text, Generator::Plain);
                let Some(found) = found.filter(|found| found.format == Format::Yaml) else { continue };
                all += 1;
                simple += usize::from(agrees(&text, &found.content, Generator::Hugo));
                agrees(&text, &found.content, Generator::Jekyll);
            }
        }
    }
    match all {
        0 => eprintln!("skipped: there are no posts in {}", root.display()),
        _ => eprintln!("{simple} of {all} headers are simple"),
    }
}
