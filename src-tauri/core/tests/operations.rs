//! Operations on posts, by the rules of the generators: what a plan says, what it does, and that
//! its undo gives back every byte.
#![expect(clippy::disallowed_methods, reason = "tests play the other programs that write the folder")]

mod support;

#[path = "changes/bin.rs"]
#[allow(dead_code, clippy::allow_attributes, reason = "each test file uses its own part")]
mod bin;

use std::collections::BTreeMap;

use bin::FolderBin;
use galley_core::{Operation, Shown};
use support::{BlogTest, now};
use tempfile::TempDir;

const POST: &str = "---\ntitle: A\ndate: 2024-02-03\n---\nbody\n";

/// Every file below the blog's folder with its text.
fn files(test: &BlogTest) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for name in test.names(&folder) {
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if test.path(&path).is_dir() {
                files.insert(format!("{path}/"), String::new());
                folders.push(path);
            } else {
                files.insert(path.clone(), test.read(&path));
            }
        }
    }
    files
}

/// Does the operation, checks the files, and undoes it.
#[track_caller]
fn check(test: &BlogTest, operation: &Operation, gone: &[&str], come: &[(&str, &str)]) -> Shown {
    let before = files(test);
    let state = TempDir::new().unwrap();
    let bin = FolderBin::new(&state.path().join("trash"));
    let mut blog = test.open();
    let proposal = blog.propose(operation, now()).unwrap_or_else(|error| panic!("{error}"));
    let journal = state.path().join("journal");
    let undo = proposal.plan.apply(blog.root(), &journal, &bin).unwrap_or_else(|error| panic!("{error}"));
    let mut expected = before.clone();
    gone.iter().for_each(|path| drop(expected.remove(*path)));
    expected.extend(come.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    assert_eq!(files(test), expected);
    undo.apply(blog.root(), &journal, &bin).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(files(test), before);
    proposal.shown
}

#[track_caller]
fn check_refused(test: &BlogTest, operation: &Operation, reason: &str) {
    let refusal = test.open().propose(operation, now()).expect_err("a refusal").to_string();
    assert!(refusal.contains(reason), "{refusal}");
}

fn rename(path: &str, slug: &str, alias: bool) -> Operation {
    Operation::Rename { path: path.into(), slug: slug.into(), alias }
}

fn paths(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|&path| path.to_owned()).collect()
}

fn zola() -> BlogTest {
    BlogTest::new()
        .with("zola.toml", "base_url = 'https://example.org/'\n")
        .with("content/blog/_index.md", "+++\n+++\n")
        .with("content/blog/a.md", "+++\ntitle = \"A\"\n+++\nbody\n")
        .with("content/blog/trip/index.md", "+++\ntitle = \"Trip\"\n+++\n")
        .with("content/blog/trip/map.png", "picture")
}

fn jekyll() -> BlogTest {
    BlogTest::new()
        .with("_config.yml", "plugins: [jekyll-redirect-from]\n")
        .with("_posts/2024-02-03-a.md", POST)
        .with("_drafts/idea.md", "---\ntitle: Idea\n---\n")
}

#[test]
fn a_post_of_a_plain_folder_gets_another_name_and_its_slug_follows() {
    let text = "---\ntitle: A\nslug: a\n---\n";
    let test = BlogTest::new().with("x/a.md", text);
    let shown = check(
        &test,
        &rename("x/a.md", "New name!", false),
        &["x/a.md"],
        &[("x/new-name.md", &text.replace("slug: a", "slug: new-name"))],
    );
    assert_eq!(shown.moved, [("x/a.md".to_owned(), "x/new-name.md".to_owned())]);
    check_refused(&test, &rename("x/a.md", "🚀", false), "at least one letter or digit");
    check_refused(&test, &rename("x/b.md", "c", false), "no post of this name");
}

#[test]
fn zolas_page_leaves_an_alias_and_its_bundle_moves_whole() {
    let test = zola();
    let aliased = "+++\ntitle = \"A\"\naliases = [\"blog/a/\"]\n+++\nbody\n";
    let shown = check(
        &test,
        &rename("content/blog/a.md", "b", true),
        &["content/blog/a.md"],
        &[("content/blog/b.md", aliased)],
    );
    assert_eq!(shown.urls, Some(("/blog/a/".to_owned(), "/blog/b/".to_owned())));
    assert!(shown.can_alias);
    check(
        &test,
        &rename("content/blog/trip/index.md", "tour", false),
        &["content/blog/trip/", "content/blog/trip/index.md", "content/blog/trip/map.png"],
        &[
            ("content/blog/tour/", ""),
            ("content/blog/tour/index.md", "+++\ntitle = \"Trip\"\n+++\n"),
            ("content/blog/tour/map.png", "picture"),
        ],
    );
}

#[test]
fn jekylls_name_keeps_its_date_and_the_old_address_redirects() {
    let aliased =
        POST.replace("date: 2024-02-03\n", "date: 2024-02-03\nredirect_from: [/2024/02/03/a.html]\n");
    check(
        &jekyll(),
        &rename("_posts/2024-02-03-a.md", "b", true),
        &["_posts/2024-02-03-a.md"],
        &[("_posts/2024-02-03-b.md", &aliased)],
    );
}

#[test]
fn jekylls_draft_is_published_by_a_move_and_back() {
    let test = jekyll();
    let publish = Operation::Draft { paths: paths(&["_drafts/idea.md"]), on: false };
    let text = "---\ntitle: Idea\n---\n";
    check(&test, &publish, &["_drafts/idea.md"], &[("_posts/2026-11-22-idea.md", text)]);
    let take_back = Operation::Draft { paths: paths(&["_posts/2024-02-03-a.md"]), on: true };
    check(&test, &take_back, &["_posts/2024-02-03-a.md"], &[("_drafts/a.md", POST)]);
    let again = Operation::Draft { paths: paths(&["_posts/2024-02-03-a.md"]), on: false };
    check(&test, &again, &[], &[]);
}

#[test]
fn a_draft_is_one_line_of_the_header_where_the_generator_has_it_there() {
    let text = "---\r\ntitle: \"A\"\r\ndraft: false # not yet\r\n---\r\nbody";
    let test = BlogTest::new().with("a.md", text);
    let on = Operation::Draft { paths: paths(&["a.md"]), on: true };
    check(&test, &on, &[], &[("a.md", &text.replace("false", "true"))]);
}

#[test]
fn many_posts_are_tagged_as_one_and_what_refuses_is_named() {
    let test = BlogTest::new()
        .with("a.md", POST)
        .with("b.md", "---\ntitle: B\ntags:\n- x\n---\n")
        .with("broken.md", "---\ntags: @x\n---\n");
    let tag = Operation::Tag { paths: paths(&["a.md", "b.md", "broken.md"]), tag: "new".into(), on: true };
    let a = POST.replace("date: 2024-02-03\n", "date: 2024-02-03\ntags: [new]\n");
    let shown = check(&test, &tag, &[], &[("a.md", &a), ("b.md", "---\ntitle: B\ntags:\n- x\n- new\n---\n")]);
    assert_eq!(shown.refused.len(), 1);
    assert!(shown.refused[0].contains("broken.md"), "{:?}", shown.refused);
}

#[test]
fn a_copy_is_a_draft_with_the_next_name() {
    let test = BlogTest::new().with("a.md", POST);
    let duplicate = |path: &str| Operation::Duplicate { path: path.into() };
    let draft = POST.replace("title: A", "draft: true\ntitle: A");
    check(&test, &duplicate("a.md"), &[], &[("a-2.md", &draft)]);
    check(&jekyll(), &duplicate("_posts/2024-02-03-a.md"), &[], &[("_drafts/a-2.md", POST)]);
    check(
        &zola(),
        &duplicate("content/blog/trip/index.md"),
        &[],
        &[
            ("content/blog/trip-2/", ""),
            ("content/blog/trip-2/index.md", "+++\ndraft = true\ntitle = \"Trip\"\n+++\n"),
            ("content/blog/trip-2/map.png", "picture"),
        ],
    );
}

#[test]
fn what_belongs_to_a_post_is_deleted_with_it() {
    let gone = [
        "content/blog/trip/",
        "content/blog/trip/index.md",
        "content/blog/trip/map.png",
        "content/blog/a.md",
    ];
    let delete = Operation::Delete { paths: paths(&["content/blog/trip/index.md", "content/blog/a.md"]) };
    let shown = check(&zola(), &delete, &gone, &[]);
    assert_eq!(shown.removed, ["content/blog/trip", "content/blog/a.md"]);
}

#[test]
fn a_post_gets_a_folder_of_its_own_and_leaves_it_when_it_is_alone() {
    let test = zola();
    let bundle = |path: &str, on| Operation::Bundle { path: path.into(), on };
    let text = "+++\ntitle = \"A\"\n+++\nbody\n";
    check(
        &test,
        &bundle("content/blog/a.md", true),
        &["content/blog/a.md"],
        &[("content/blog/a/", ""), ("content/blog/a/index.md", text)],
    );
    check_refused(&test, &bundle("content/blog/trip/index.md", false), "holds map.png as well");
    test.remove("content/blog/trip/map.png");
    check(
        &test,
        &bundle("content/blog/trip/index.md", false),
        &["content/blog/trip/", "content/blog/trip/index.md"],
        &[("content/blog/trip.md", "+++\ntitle = \"Trip\"\n+++\n")],
    );
    check_refused(&jekyll(), &bundle("_posts/2024-02-03-a.md", true), "knows no posts in folders");
}

#[test]
fn posts_move_to_another_section_unless_a_name_is_taken_there() {
    let test = zola().with("content/notes/_index.md", "+++\n+++\n");
    let to_notes = Operation::Move {
        paths: paths(&["content/blog/a.md", "content/blog/trip/index.md"]),
        section: "content/notes".into(),
        alias: false,
    };
    let gone = [
        "content/blog/a.md",
        "content/blog/trip/",
        "content/blog/trip/index.md",
        "content/blog/trip/map.png",
    ];
    check(
        &test,
        &to_notes,
        &gone,
        &[
            ("content/notes/a.md", "+++\ntitle = \"A\"\n+++\nbody\n"),
            ("content/notes/trip/", ""),
            ("content/notes/trip/index.md", "+++\ntitle = \"Trip\"\n+++\n"),
            ("content/notes/trip/map.png", "picture"),
        ],
    );
    test.write("content/notes/A.md", "taken");
    let before = files(&test);
    let mut blog = test.open();
    let proposal = blog.propose(&to_notes, now()).unwrap();
    let state = TempDir::new().unwrap();
    let bin = FolderBin::new(&state.path().join("trash"));
    let refusal = proposal.plan.apply(blog.root(), state.path(), &bin).expect_err("a refusal").to_string();
    assert!(refusal.contains("content/notes/"), "{refusal}");
    assert_eq!(files(&test), before);
}

#[test]
fn a_deleted_post_is_written_again_at_its_place_or_beside_it() {
    let test = BlogTest::new().with("posts/b.md", POST);
    let before = files(&test);
    let state = TempDir::new().unwrap();
    let bin = FolderBin::new(&state.path().join("trash"));
    let blog = test.open();
    let bytes = || POST.as_bytes().to_vec();
    assert_eq!(blog.bring_back("posts/b.md", bytes()).0, "posts/b-2.md");
    let (path, proposal) = blog.bring_back("gone/a.md", bytes());
    assert_eq!(path, "gone/a.md");
    assert_eq!(proposal.shown.created, ["gone/a.md"]);
    let journal = state.path().join("journal");
    let undo = proposal.plan.apply(blog.root(), &journal, &bin).unwrap();
    assert_eq!(test.read("gone/a.md"), POST);
    undo.apply(blog.root(), &journal, &bin).unwrap();
    assert_eq!(files(&test), before);
}
