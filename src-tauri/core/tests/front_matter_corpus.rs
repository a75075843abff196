//! Real posts of other blogs. They are not ours to copy, so they lie beside the checkout.

#[path = "support/plain.rs"]
mod plain;

use std::fs;
use std::path::{Path, PathBuf};

use galley_core::Generator;
use galley_core::front_matter::{self, Conventions, Edit, Format, Replacement, Value, apply, is_draft};
use plain::{edit, read};

const GENERATORS: [Generator; 8] = [
    Generator::Plain,
    Generator::Hugo,
    Generator::Zola,
    Generator::Jekyll,
    Generator::Astro,
    Generator::Eleventy,
    Generator::Hexo,
    Generator::Pelican,
];

/// Every text of the corpus that is UTF-8, or none, with a message, where there is no corpus.
fn posts() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let mut posts = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                posts.push((path, text));
            }
        }
    }
    if posts.is_empty() {
        eprintln!("skipped: there are no posts in {}", root.display());
    }
    posts
}

fn yaml_posts() -> impl Iterator<Item = (PathBuf, String)> {
    posts().into_iter().filter(|(_, text)| {
        read(text).split.is_some_and(|split| split.format == Format::Yaml && split.closed)
    })
}

fn changed_lines(before: &str, after: &str) -> Vec<String> {
    let before: Vec<&str> = before.split_inclusive('\n').collect();
    let after: Vec<&str> = after.split_inclusive('\n').collect();
    let head = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let tail =
        before[head..].iter().rev().zip(after[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let removed = before[head..before.len() - tail].iter().map(|line| format!("-{line}"));
    let added = after[head..after.len() - tail].iter().map(|line| format!("+{line}"));
    removed.chain(added).collect()
}

fn outside_is_untouched(before: &str, replacements: &[Replacement]) -> bool {
    let after = apply(before, replacements);
    let grown: usize = replacements.iter().map(|new| new.text.len()).sum();
    let gone: usize = replacements.iter().map(|new| new.range.len()).sum();
    let (first, last) = (&replacements[0], &replacements[replacements.len() - 1]);
    let tail = before.len() - last.range.end;
    after.len() == before.len() + grown - gone
        && after[..first.range.start] == before[..first.range.start]
        && after[after.len() - tail..] == before[last.range.end..]
}

#[test]
fn every_post_can_be_read_and_the_second_reader_agrees() {
    for (path, text) in posts() {
        let header = read(&text);
        for field in &header.fields {
            assert_eq!(text[field.range.clone()], field.written, "{}", path.display());
        }
        let Some(split) = header.split.filter(|split| split.format == Format::Yaml && split.closed) else {
            continue;
        };
        let other = serde_yaml::from_str::<Option<serde_yaml::Mapping>>(&text[split.content]);
        assert_eq!(header.problems.is_empty(), other.is_ok(), "{}: {:?}", path.display(), header.problems);
        for (field, (key, value)) in header.fields.iter().zip(other.ok().flatten().unwrap_or_default()) {
            let Ok(value) = serde_json::to_value(&value) else { continue };
            assert_eq!(field.value.to_json(), value, "{}: {key:?}", path.display());
        }
    }
}

#[test]
fn a_draft_and_back_changes_one_line_and_leaves_no_trace() {
    let mut refused = Vec::new();
    for (path, text) in yaml_posts() {
        let replacements = match edit(&text, &Edit::SetDraft(true)) {
            Ok(replacements) => replacements,
            Err(refusal) => {
                refused.push(format!("{}: {refusal}", path.display()));
                continue;
            }
        };
        if replacements.is_empty() {
            continue;
        }
        let after = apply(&text, &replacements);
        assert!(outside_is_untouched(&text, &replacements), "{}", path.display());
        let lines = changed_lines(&text, &after);
        assert!(lines.len() <= 2, "{}: {lines:?}", path.display());
        assert!(is_draft(&read(&after)), "{}", path.display());
        let back = edit(&after, &Edit::SetDraft(false)).expect("the way back");
        assert_eq!(apply(&after, &back), text, "{}", path.display());
    }
    for reason in &refused {
        eprintln!("refused: {reason}");
    }
    assert!(refused.len() <= 2, "{} refusals", refused.len());
}

#[test]
fn a_tag_added_and_removed_leaves_no_trace() {
    for (path, text) in yaml_posts() {
        let item = Value::String("galley: a tag".into());
        let Ok(replacements) = edit(&text, &Edit::AddItem { path: &["tags"], item: item.clone() }) else {
            continue;
        };
        let after = apply(&text, &replacements);
        let undo = Edit::RemoveItem { path: &["tags"], item };
        let undo = edit(&after, &undo).unwrap_or_else(|refusal| panic!("{}: {refusal}", path.display()));
        assert_eq!(apply(&after, &undo), text, "{}", path.display());
    }
}

#[test]
fn no_real_post_is_refused_for_want_of_a_way_back() {
    for (path, text) in posts() {
        for generator in GENERATORS {
            let conventions = Conventions::of(generator);
            let item = Value::String("galley: a tag".into());
            for change in [Edit::SetDraft(true), Edit::AddItem { path: &["tags"], item }] {
                if let Err(refusal) = front_matter::edit(&text, &change, &conventions) {
                    let is_way_back = refusal.reason.contains("without a trace");
                    assert!(!is_way_back, "{}: {generator:?}: {change:?}: {refusal}", path.display());
                }
            }
        }
    }
}

#[test]
fn a_nasty_title_reads_back_as_typed() {
    let title = "He said \"no\": it's #1 — 日本語 🚀";
    for (path, text) in yaml_posts() {
        let change = Edit::Set { path: &["title"], value: Value::String(title.into()) };
        let Ok(replacements) = edit(&text, &change) else { continue };
        let after = apply(&text, &replacements);
        let value = read(&after).field("title").map(|field| field.value.clone());
        assert_eq!(value, Some(Value::String(title.into())), "{}", path.display());
    }
}
