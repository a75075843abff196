//! Files made to exhaust a reader: `show` answers, in bounded time and memory.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "tests play the other programs that write the folder")]

use std::fmt::Write;
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A debug build is slower by an order of magnitude.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 15 } else { 2 });
/// Of address space, which is more than what is used.
const KILOBYTES: u32 = 300_000;

/// Runs `show` on a file of these bytes; its exit status, output and complaints.
#[track_caller]
fn show(bytes: impl AsRef<[u8]>) -> (Option<i32>, String, String) {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("post.md"), bytes).unwrap();
    let limited = format!("ulimit -v {KILOBYTES}; exec \"$0\" show post.md");
    let mut command = Command::new("sh");
    command.args(["-c", &limited, env!("CARGO_BIN_EXE_galley-cli")]).current_dir(folder.path());
    let start = Instant::now();
    let output = command.output().unwrap();
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[track_caller]
fn check_complaint(bytes: impl AsRef<[u8]>, complaint: &str) {
    let (status, _, said) = show(bytes);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.starts_with("post.md: line ") && said.contains(complaint), "{said}");
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, at| {
        text.write_fmt(format_args!("{}\n", line(at))).unwrap();
        text
    })
}

#[test]
fn a_file_of_50_megabytes_is_read_no_further_than_its_header() {
    let (status, out, _) = show(format!("---\ntitle: a\n---\n{}", "a line of text\n".repeat(3_400_000)));
    assert_eq!((status, out.as_str()), (Some(0), "title\tstring\t\"a\"\n"));
}

#[test]
fn a_header_of_10_megabytes_is_too_large_for_a_form() {
    let entry = |at| format!("key{at}: value {at} and some more");
    let too_large = "larger than a megabyte";
    check_complaint(format!("---\n{}---\nbody\n", lines(300_000, entry)), too_large);
    check_complaint(format!("---\n{}---\nbody\n", lines(1_200_000, |_| "title: a".into())), too_large);
    check_complaint(format!("title: a\n{}---\nbody\n", lines(300_000, entry)), too_large);
    check_complaint(format!("Title: a\n{}\nbody\n", lines(300_000, entry)), too_large);
    check_complaint(
        format!("+++\n{}+++\n", lines(300_000, |at| format!("key{at} = \"and some more\""))),
        too_large,
    );
    check_complaint(
        format!("{{\n{}\"a\": 1}}\n", lines(300_000, |at| format!("\"key{at}\": \"and some more\","))),
        too_large,
    );
    check_complaint(format!("---\ntitle: \"{}\"\n---\n", "x".repeat(10_000_000)), too_large);
    check_complaint(format!("---\n{}", lines(1_200_000, |_| "title: a".into())), "never closed");
}

#[test]
fn a_header_of_nearly_a_megabyte_is_read() {
    let entry = |at| format!("key{at}: {at}");
    for text in [
        format!("---\n{}---\n", lines(50_000, entry)),
        format!("Title: a\n{}\n", lines(50_000, entry)),
        format!("+++\n{}+++\n", lines(50_000, |at| format!("key{at} = {at}"))),
        format!("{{\n{}\"last\": 1}}\n", lines(50_000, |at| format!("\"k{at}\": {at},"))),
    ] {
        let (status, out, said) = show(text);
        assert_eq!(status, Some(0), "{said}");
        assert!(out.lines().count() >= 50_000);
    }
    check_complaint(format!("---\n{}---\n", lines(100_000, |_| "title: a".into())), "given twice");
    check_complaint(format!("---\n{}---\n", lines(30_000, |at| format!("key{at}: @{at}"))), "not valid YAML");
    check_complaint(format!("Title: a\n{}\n", lines(100_000, |_| "title: a".into())), "given twice");
}

#[test]
fn ten_thousand_nested_braces_are_too_deep() {
    let deep = "recursion limit exceeded";
    check_complaint(format!("---\nt: {}\n---\n", "{".repeat(10_000)), "a template stands here");
    check_complaint(format!("---\nt: {}{}\n---\n", "{a: ".repeat(10_000), "}".repeat(10_000)), deep);
    check_complaint(format!("---\nt:\n  {}x\n---\n", "- ".repeat(10_000)), deep);
    check_complaint(format!("{}1{}\n", "{\"a\":".repeat(10_000), "}".repeat(10_000)), deep);
    check_complaint(
        format!("+++\na = {}{}\n+++\n", "[".repeat(10_000), "]".repeat(10_000)),
        "cannot recurse",
    );
    let (status, out, _) = show("{".repeat(10_000));
    assert_eq!((status, out.as_str()), (Some(0), ""), "it opens no header");
}

#[test]
fn aliases_that_stand_for_too_much_are_not_followed() {
    let laughs =
        lines(12, |at| format!("a{at}: &a{at} [{}]", vec![format!("*a{}", at.max(1) - 1); 9].join(",")));
    let laughs = laughs.replacen(&["*a0"; 9].join(","), "lol", 1);
    check_complaint(format!("---\n{laughs}---\n"), "this alias stands for");
}

#[test]
fn bytes_that_are_no_text_are_named() {
    check_complaint(b"---\ntitle: a\xff\n---\n", "another encoding");
    check_complaint(b"\xff\xfe-\0-\0-\0", "UTF-16");
    check_complaint(b"---\ntitle: a\0b\n---\n", "not valid YAML");
    let (status, out, said) = show("");
    assert_eq!((status, out.as_str(), said.as_str()), (Some(0), "", ""));
}
