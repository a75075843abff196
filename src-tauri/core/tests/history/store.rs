use std::fs;
use std::path::Path;

use galley_core::ErrorKind;
use galley_core::history::Reason;

use crate::{Case, at};

const DAY: i64 = 86_400;

#[test]
fn versions_are_told_newest_first_with_their_reason_and_the_writers_time() {
    let case = Case::new();
    case.keep("a.md", 0, Reason::Outside, "one\n");
    case.save("a.md", 60, "one two\n");
    let versions = case.store.versions(&case.root(), "a.md").unwrap();
    let told: Vec<_> = versions.iter().map(|version| (version.id, version.reason, version.words)).collect();
    assert_eq!(told, [(2, Reason::Saved, 2), (1, Reason::Outside, 1)]);
    assert_eq!(versions[0].at.to_rfc3339(), "2023-11-14T23:14:20+01:00");
    assert_eq!(versions[0].length, 8.0);
    assert_eq!(case.texts("a.md"), ["one two\n", "one\n"]);
    assert!(case.texts("b.md").is_empty());
}

#[test]
fn a_text_that_is_the_newest_already_leaves_no_second_version() {
    let case = Case::new();
    assert_eq!(case.save("a.md", 0, "one\n").id, Some(1));
    assert_eq!(case.save("a.md", 1, "one\n").id, None);
    assert_eq!(case.keep("a.md", 2, Reason::Deleted, "one\n").id, Some(2));
}

#[test]
fn a_text_that_was_there_before_is_stored_once() {
    let case = Case::new();
    let text = "some words that do not compress into nothing: 3141592653589793\n".repeat(40);
    case.save("a.md", 0, &text);
    case.save("a.md", 1, "another\n");
    let before = fs::metadata(case.file()).unwrap().len();
    case.save("a.md", 2, &text);
    assert!(fs::metadata(case.file()).unwrap().len() < before + 64);
    assert_eq!(case.texts("a.md"), [text.as_str(), "another\n", text.as_str()]);
}

#[cfg(unix)]
#[test]
fn only_the_writer_can_read_the_versions() {
    use std::os::unix::fs::PermissionsExt;
    let case = Case::new();
    case.save("a.md", 0, "one\n");
    case.save("a.md", 1, "two\n");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&case.file()), 0o600);
    assert_eq!(mode(case.file().parent().unwrap()), 0o700);
    assert_eq!(mode(case.store.folder()), 0o700);
}

#[test]
fn bytes_come_back_as_they_were() {
    let case = Case::new();
    for (seconds, text) in ["\u{feff}a\r\nb\nc\r", "", "\0", "é日\u{1f600}"].into_iter().enumerate() {
        case.save("a.md", seconds as i64, text);
    }
    assert_eq!(case.texts("a.md"), ["é日\u{1f600}", "\0", "", "\u{feff}a\r\nb\nc\r"]);
}

#[test]
fn an_unknown_version_of_the_format_is_set_aside_and_a_new_pack_begun() {
    let case = Case::new();
    case.save("a.md", 0, "one\n");
    let file = case.file();
    fs::write(&file, "galley history 2\nfrom tomorrow").unwrap();
    let error = case.store.versions(&case.root(), "a.md").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    let aside = case.save("a.md", 1, "two\n").set_aside.unwrap();
    assert_eq!(fs::read_to_string(aside).unwrap(), "galley history 2\nfrom tomorrow");
    assert_eq!(case.texts("a.md"), ["two\n"]);
}

#[test]
fn a_damaged_pack_is_set_aside_and_what_was_whole_goes_on() {
    let case = Case::new();
    for (seconds, text) in ["first text\n", "second text\n", "third text\n"].into_iter().enumerate() {
        case.save("a.md", seconds as i64, text);
    }
    let file = case.file();
    let mut bytes = fs::read(&file).unwrap();
    // Of the second text's record, so that those of the third follow it.
    let at = bytes.windows(6).position(|window| window == b"second").unwrap();
    bytes[at] ^= 1;
    fs::write(&file, &bytes).unwrap();
    assert_eq!(case.texts("a.md"), ["first text\n"]);
    let aside = case.save("a.md", 9, "fourth text\n").set_aside.unwrap();
    assert_eq!(fs::read(aside).unwrap(), bytes);
    assert_eq!(case.texts("a.md"), ["fourth text\n", "first text\n"]);
}

#[test]
fn a_post_is_forgotten_with_what_was_set_aside_of_it() {
    let case = Case::new();
    case.save("a.md", 0, "one\n");
    fs::write(case.file(), "galley history 2\nfrom tomorrow").unwrap();
    assert!(case.save("a.md", 1, "two\n").set_aside.is_some());
    case.save("b.md", 2, "another\n");
    case.store.forget(&case.root(), "a.md").unwrap();
    assert!(case.texts("a.md").is_empty());
    assert_eq!(case.texts("b.md"), ["another\n"]);
    case.file();
}

#[test]
fn thinning_leaves_one_a_day_of_long_ago_and_all_of_today() {
    let case = Case::new();
    for minute in 0..6 {
        case.save("a.md", minute * 60, &format!("old {minute}\n"));
        case.save("a.md", 30 * DAY + minute * 60, &format!("new {minute}\n"));
    }
    assert_eq!(case.store.thin(&case.root(), "a.md", at(30 * DAY + 600)).unwrap(), 5);
    let texts = case.texts("a.md");
    assert_eq!(texts.len(), 7);
    assert_eq!(texts.iter().filter(|text| text.starts_with("old")).count(), 1);
    assert_eq!(case.store.thin(&case.root(), "a.md", at(30 * DAY + 600)).unwrap(), 0);
}

#[test]
fn the_cap_takes_the_oldest_of_the_largest_and_never_the_last() {
    let case = Case::new();
    let noise = |seed: u32| -> String {
        let digits =
            (0..3000_u32).map(|n| n.wrapping_mul(2_654_435_761).wrapping_add(seed * 7919) ^ (seed << 7));
        digits.map(|digit| format!("{digit:x} ")).collect()
    };
    for seed in 0..8 {
        case.save("large.md", i64::from(seed), &noise(seed));
    }
    case.save("small.md", 0, "a\n");
    case.save("small.md", 1, "b\n");
    let before = case.store.size();
    let after = case.store.fit(before / 2, at(60)).unwrap();
    assert!(after <= before / 2);
    assert_eq!(case.store.size(), after);
    assert_eq!(case.texts("small.md").len(), 2);
    assert_eq!(case.texts("large.md")[0], noise(7));
    case.store.fit(0, at(60)).unwrap();
    assert_eq!(case.texts("small.md"), ["b\n"]);
    assert_eq!(case.texts("large.md"), [noise(7)]);
    case.store.clear().unwrap();
    assert_eq!(case.store.size(), 0);
}

#[test]
fn two_processes_take_turns() {
    let case = Case::new();
    let threads: Vec<_> = (0..4)
        .map(|thread| {
            let (store, root) = (case.store.clone(), case.root());
            std::thread::spawn(move || {
                for number in 0..10 {
                    let text = format!("{thread} {number}\n");
                    let (at, reason) = (at(number), Reason::Saved);
                    let new =
                        galley_core::history::NewVersion { at, reason, words: 2, bytes: text.as_bytes() };
                    store.keep(&root, "a.md", &new).unwrap();
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(case.texts("a.md").len(), 40);
}
