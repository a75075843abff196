//! A post is renamed, and goes to another section, with its translations.
#![expect(clippy::disallowed_methods, reason = "tests play the other programs that write the folder")]

mod support;

#[path = "changes/bin.rs"]
#[allow(dead_code, clippy::allow_attributes, reason = "each test file uses its own part")]
mod bin;

use bin::FolderBin;
use galley_core::{Operation, Shown};
use support::{BlogTest, now};
use tempfile::TempDir;

const LANGUAGES: &str = "baseURL = 'https://example.org/'\n[languages.en]\n[languages.fr]\n[languages.de]\n";

fn hugo(config: &str, files: &[(&str, &str)]) -> BlogTest {
    let test = BlogTest::new().with("hugo.toml", format!("{LANGUAGES}{config}"));
    files.iter().for_each(|(path, text)| test.write(path, text));
    test
}

/// Renames the post to `new`, and takes that back; what the plan says is moved and edited.
#[track_caller]
fn check(test: &BlogTest, path: &str, alias: bool, come: &[(&str, &str)]) -> Shown {
    let operation = Operation::Rename { path: path.into(), slug: "new".into(), alias };
    check_operation(test, &operation, path, come)
}

/// The same of a move to another section.
#[track_caller]
fn check_move(test: &BlogTest, paths: &[&str], section: &str, alias: bool, come: &[(&str, &str)]) -> Shown {
    let all = paths.iter().map(|path| (*path).to_owned()).collect();
    check_operation(test, &Operation::Move { paths: all, section: section.into(), alias }, paths[0], come)
}

#[track_caller]
fn check_operation(test: &BlogTest, operation: &Operation, path: &str, come: &[(&str, &str)]) -> Shown {
    let state = TempDir::new().unwrap();
    let bin = FolderBin::new(&state.path().join("trash"));
    let journal = state.path().join("journal");
    let mut blog = test.open();
    let proposal = blog.propose(operation, now()).unwrap_or_else(|error| panic!("{error}"));
    let before = test.read(path);
    let undo = proposal.plan.apply(blog.root(), &journal, &bin).unwrap_or_else(|error| panic!("{error}"));
    for (path, text) in come {
        assert_eq!(test.read(path), *text, "{path}");
    }
    undo.apply(blog.root(), &journal, &bin).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(test.read(path), before);
    proposal.shown
}

fn moved(shown: &Shown) -> Vec<(&str, &str)> {
    shown.moved.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect()
}

const POST: &str = "---\ntitle: a\n---\n";

#[test]
fn translations_told_by_their_names_are_renamed_along() {
    let test = hugo(
        "",
        &[
            ("content/posts/a.md", POST),
            ("content/posts/a.fr.md", POST),
            ("content/posts/a.de.md", "---\ntitle: a\nslug: eins\n---\n"),
            ("content/posts/b.fr.md", POST),
        ],
    );
    let french = "---\ntitle: a\naliases: [/fr/posts/a/]\n---\n";
    let shown = check(&test, "content/posts/a.md", true, &[("content/posts/new.fr.md", french)]);
    assert_eq!(
        moved(&shown),
        [
            ("content/posts/a.md", "content/posts/new.md"),
            ("content/posts/a.de.md", "content/posts/new.de.md"),
            ("content/posts/a.fr.md", "content/posts/new.fr.md"),
        ]
    );
    assert_eq!(shown.edited, ["content/posts/a.md", "content/posts/a.fr.md"], "the German address stays");
    assert_eq!(shown.urls, Some(("/posts/a/".into(), "/posts/new/".into())));
    let from_french = check(&test, "content/posts/a.fr.md", false, &[("content/posts/new.md", POST)]);
    assert_eq!(from_french.moved.len(), 3);
    assert_eq!(from_french.edited, [""; 0]);
}

#[test]
fn a_post_that_keeps_its_name_gets_no_alias_of_itself() {
    let test = hugo("", &[("content/posts/new.md", POST), ("content/posts/new.fr.md", POST)]);
    let operation =
        Operation::Rename { path: "content/posts/new.md".into(), slug: "new".into(), alias: true };
    let refusal = test.open().propose(&operation, now()).unwrap_err().to_string();
    assert!(refusal.contains("it is there already"), "{refusal}");
}

#[test]
fn a_slug_that_the_translations_share_is_changed_in_all() {
    let text = "---\nslug: a\n---\n";
    let test = hugo("", &[("content/posts/a.md", text), ("content/posts/a.fr.md", text)]);
    let new = "---\nslug: new\n---\n";
    check(
        &test,
        "content/posts/a.md",
        false,
        &[("content/posts/new.md", new), ("content/posts/new.fr.md", new)],
    );
}

#[test]
fn a_folder_takes_the_translations_in_it_along() {
    let test = hugo(
        "",
        &[
            ("content/posts/trip/index.md", POST),
            ("content/posts/trip/index.fr.md", POST),
            ("content/posts/trip/map.txt", "map"),
            ("content/posts/both/index.en.md", POST),
            ("content/posts/both/index.fr.md", POST),
            ("content/posts/both/map.txt", "map"),
        ],
    );
    for (path, folder) in [
        ("content/posts/trip/index.md", "content/posts/trip"),
        ("content/posts/trip/index.fr.md", "content/posts/trip"),
        ("content/posts/both/index.fr.md", "content/posts/both"),
    ] {
        let shown = check(&test, path, false, &[("content/posts/new/map.txt", "map")]);
        assert_eq!(moved(&shown), [(folder, "content/posts/new")], "{path}");
    }
}

#[test]
fn each_language_may_have_a_folder_of_content() {
    let folders = "[languages.en]\ncontentDir = 'content'\n[languages.fr]\ncontentDir = 'contenu'\n";
    let test = BlogTest::new().with("hugo.toml", folders);
    test.write("content/posts/a/index.md", POST);
    test.write("contenu/posts/a/index.md", POST);
    let shown = check(&test, "content/posts/a/index.md", false, &[("contenu/posts/new/index.md", POST)]);
    assert_eq!(
        moved(&shown),
        [("content/posts/a", "content/posts/new"), ("contenu/posts/a", "contenu/posts/new")]
    );
}

#[test]
fn translations_told_by_a_key_keep_their_names() {
    let text = "---\ntranslationKey: k\n---\n";
    let test = hugo("", &[("content/posts/a.md", text), ("content/posts/autre.fr.md", text)]);
    let shown = check(&test, "content/posts/a.md", false, &[("content/posts/autre.fr.md", text)]);
    assert_eq!(moved(&shown), [("content/posts/a.md", "content/posts/new.md")]);
}

#[test]
fn zola_names_translations_in_the_same_way() {
    let test = BlogTest::new()
        .with("zola.toml", "base_url = 'https://example.org'\n[languages.fr]\n")
        .with("content/blog/a.md", "+++\n+++\n")
        .with("content/blog/a.fr.md", "+++\n+++\n");
    let shown = check(&test, "content/blog/a.md", false, &[("content/blog/new.fr.md", "+++\n+++\n")]);
    assert_eq!(shown.moved.len(), 2);
}

#[test]
fn translations_told_by_their_names_go_to_the_section_along() {
    let files =
        [("content/posts/a.md", POST), ("content/posts/a.fr.md", POST), ("content/posts/b.fr.md", POST)];
    let test = hugo("", &files);
    let french = "---\ntitle: a\naliases: [/fr/posts/a/]\n---\n";
    let both =
        [("content/posts/a.md", "content/notes/a.md"), ("content/posts/a.fr.md", "content/notes/a.fr.md")];
    let shown = check_move(&test, &["content/posts/a.md"], "content/notes", true, &[(both[1].1, french)]);
    assert_eq!(moved(&shown), both);
    assert_eq!(shown.edited, ["content/posts/a.md", "content/posts/a.fr.md"]);
    assert_eq!(shown.urls, Some(("/posts/a/".into(), "/notes/a/".into())));
    let selected = check_move(&test, &[both[0].0, both[1].0], "content/notes", false, &[(both[1].1, POST)]);
    assert_eq!((moved(&selected).as_slice(), selected.refused.len()), (&both[..], 0), "each goes once");
}

#[test]
fn a_folder_goes_to_the_section_with_the_translations_in_it() {
    let test = hugo(
        "",
        &[
            ("content/posts/trip/index.md", POST),
            ("content/posts/trip/index.fr.md", POST),
            ("content/posts/trip/map.txt", "map"),
        ],
    );
    let there = [("content/posts/trip", "content/notes/trip")];
    let come = [("content/notes/trip/map.txt", "map")];
    for paths in [
        &["content/posts/trip/index.md"][..],
        &["content/posts/trip/index.fr.md"],
        &["content/posts/trip/index.fr.md", "content/posts/trip/index.md"],
    ] {
        assert_eq!(moved(&check_move(&test, paths, "content/notes", false, &come)), there, "{paths:?}");
    }
    let english = "---\ntitle: a\naliases: [/posts/trip/]\n---\n";
    let french = "---\ntitle: a\naliases: [/fr/posts/trip/]\n---\n";
    let aliases = [("content/notes/trip/index.md", english), ("content/notes/trip/index.fr.md", french)];
    check_move(&test, &["content/posts/trip/index.md"], "content/notes", true, &aliases);
}

#[test]
fn each_language_has_the_section_in_its_own_folder_or_the_plan_says_that_it_has_none() {
    let folders = "[languages.en]\ncontentDir = 'content/en'\n[languages.fr]\ncontentDir = 'content/fr'\n";
    let test = BlogTest::new().with("hugo.toml", folders);
    for path in ["content/en/posts/a.md", "content/fr/posts/a.md", "content/fr/posts/b.md"] {
        test.write(path, POST);
    }
    let shown = check_move(
        &test,
        &["content/en/posts/a.md"],
        "content/en/notes/old",
        false,
        &[("content/fr/notes/old/a.md", POST)],
    );
    assert_eq!(shown.moved.len(), 2);
    let away = check_move(&test, &["content/en/posts/a.md"], "content/fr/other", false, &[]);
    assert_eq!(moved(&away), [("content/en/posts/a.md", "content/fr/other/a.md")]);
    assert_eq!(away.refused, ["content/fr/posts/a.md: its language has no such section"]);
}

#[test]
fn a_page_of_a_generator_without_bundles_goes_alone() {
    let test = BlogTest::new()
        .with("_config.yml", "title: x\n")
        .with("en/blog/index.md", POST)
        .with("en/blog/other.md", POST);
    let shown = check_move(&test, &["en/blog/index.md"], "fr/blog", false, &[("fr/blog/index.md", POST)]);
    assert_eq!(moved(&shown), [("en/blog/index.md", "fr/blog/index.md")]);
}
