use galley_core::Generator;
use galley_core::history::{DeletedPost, Reason};

use crate::Case;

fn deleted(case: &Case, there: &[&str]) -> Vec<DeletedPost> {
    case.store.deleted(&case.root(), Generator::Hugo, &|path| there.contains(&path))
}

#[test]
fn versions_follow_a_post_and_a_folder_that_are_moved() {
    let case = Case::new();
    case.save("a.md", 0, "one\n");
    case.save("trip/index.md", 0, "two\n");
    case.store.moved(&case.root(), "a.md", "b.md").unwrap();
    case.store.moved(&case.root(), "trip", "journey").unwrap();
    case.save("b.md", 1, "three\n");
    assert_eq!(case.texts("b.md"), ["three\n", "one\n"]);
    assert_eq!(case.texts("journey/index.md"), ["two\n"]);
    assert!(case.texts("a.md").is_empty());
    assert_eq!(deleted(&case, &["b.md", "journey/index.md"]), []);
}

#[test]
fn the_versions_of_a_post_whose_place_another_one_takes_are_kept_as_those_of_a_deleted_one() {
    let case = Case::new();
    case.save("a.md", 0, "---\ntitle: First\n---\none\n");
    case.save("b.md", 5, "two\n");
    case.store.moved(&case.root(), "b.md", "a.md").unwrap();
    assert_eq!(case.texts("a.md"), ["two\n"]);
    let gone = deleted(&case, &["a.md"]);
    assert_eq!(gone.len(), 1);
    assert_eq!((gone[0].path.as_str(), gone[0].title.as_deref()), ("a.md", Some("First")));
    case.store.brought_back(&case.root(), &gone[0].pack, "c.md").unwrap();
    assert_eq!(case.texts("c.md"), ["---\ntitle: First\n---\none\n"]);
    assert_eq!(deleted(&case, &["a.md", "c.md"]), []);
}

#[test]
fn a_post_renamed_outside_is_known_by_its_bytes() {
    let case = Case::new();
    case.save("a.md", 0, "one\n");
    case.save("a.md", 1, "two\n");
    let adopt = |path: &str, text: &str, there: &[&str]| {
        let is_there = |path: &str| there.contains(&path);
        case.store.adopt(&case.root(), path, text.as_bytes(), &is_there).unwrap()
    };
    assert!(!adopt("b.md", "two\n", &["a.md", "b.md"]), "the post is still there");
    assert!(!adopt("b.md", "one\n", &["b.md"]), "another text");
    assert!(adopt("b.md", "two\n", &["b.md"]));
    assert_eq!(case.texts("b.md"), ["two\n", "one\n"]);
    assert!(!adopt("b.md", "two\n", &["b.md"]), "it has one");
}

#[test]
fn deleted_posts_are_listed_and_their_bytes_come_back() {
    let case = Case::new();
    case.save("old.md", 0, "old\n");
    case.save("new.md", 10, "+++\ntitle = \"New\"\n+++\n");
    case.keep("new.md", 20, Reason::Deleted, "+++\ntitle = \"New\"\n+++\nend\n");
    case.save("there.md", 30, "there\n");
    let gone = deleted(&case, &["there.md"]);
    let told: Vec<_> = gone.iter().map(|post| (post.path.as_str(), post.here, post.versions)).collect();
    assert_eq!(told, [("new.md", true, 2), ("old.md", false, 1)]);
    assert_eq!(gone[0].title.as_deref(), Some("New"));
    let (path, bytes) = case.store.deleted_bytes(&case.root(), &gone[0].pack).unwrap();
    assert_eq!((path.as_str(), bytes.as_slice()), ("new.md", b"+++\ntitle = \"New\"\n+++\nend\n".as_slice()));
    assert!(case.store.deleted_bytes(&case.root(), "../../x").is_err());
}

#[test]
fn blogs_do_not_see_each_others_posts() {
    let case = Case::new();
    case.save("a.md", 0, "one\n");
    let other = case.root().join("other");
    assert!(case.store.versions(&other, "a.md").unwrap().is_empty());
    assert!(!case.store.adopt(&other, "b.md", b"one\n", &|_| false).unwrap());
}
