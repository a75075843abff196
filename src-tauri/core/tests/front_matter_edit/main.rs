//! Editing YAML headers: what changes, what does not, and what is refused.

mod draft_and_dates;
mod entries;
mod lists;
mod refusals;
mod values;

#[path = "../support/plain.rs"]
mod plain;

use galley_core::front_matter::{Edit, Value, apply};
use plain::edit;

#[track_caller]
fn check(before: &str, change: &Edit, expected: &str) {
    let replacements = edit(before, change).unwrap_or_else(|refusal| panic!("refused: {refusal}"));
    assert_eq!(apply(before, &replacements), expected);
}

/// Between two `---` lines, so that a case shows only what matters.
#[track_caller]
fn check_lines(before: &str, change: &Edit, expected: &str) {
    check(&format!("---\n{before}---\nbody\n"), change, &format!("---\n{expected}---\nbody\n"));
}

/// Makes the first change, then the second, which must restore the text.
#[track_caller]
fn check_undone(before: &str, change: &Edit, expected: &str, undo: &Edit) {
    check(before, change, expected);
    check(expected, undo, before);
}

#[track_caller]
fn check_refused(before: &str, change: &Edit, line: Option<u32>, reason: &str) {
    let refusal = edit(before, change).expect_err("a refusal");
    assert_eq!((refusal.line, refusal.reason.as_str()), (line, reason));
}

fn string(text: &str) -> Value {
    Value::String(text.into())
}

fn strings(items: &[&str]) -> Value {
    Value::List(items.iter().map(|item| string(item)).collect())
}

/// Dots lead into maps. Leaked, which a test may.
fn path(keys: &str) -> &'static [&'static str] {
    let keys: &'static str = keys.to_owned().leak();
    keys.split('.').collect::<Vec<_>>().leak()
}

fn set(keys: &str, value: Value) -> Edit<'static> {
    Edit::Set { path: path(keys), value }
}

fn title(text: &str) -> Edit<'static> {
    set("title", string(text))
}

fn add(item: &str) -> Edit<'static> {
    Edit::AddItem { path: &["tags"], item: string(item) }
}

fn remove(item: &str) -> Edit<'static> {
    Edit::RemoveItem { path: &["tags"], item: string(item) }
}

fn unset(keys: &str) -> Edit<'static> {
    Edit::Unset { path: path(keys) }
}
