use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;

use super::*;
use crate::disk;

/// Posts of a title and a path.
fn names(posts: &[(&str, &str)]) -> Names {
    Names::new(posts.iter().map(|(title, path)| Searchable { path, title, slug: "", tags: &[] }))
}

/// Which of the posts are found, the best first.
#[track_caller]
fn check(posts: &[(&str, &str)], typed: &str, expected: &[usize]) {
    let found: Vec<usize> = names(posts).find(&Query::new(typed)).iter().map(|hit| hit.index).collect();
    assert_eq!(found, expected, "{typed}");
}

#[test]
fn an_empty_query_finds_all_in_order() {
    check(&[("b", "b.md"), ("a", "a.md")], "  ", &[0, 1]);
}

#[test]
fn every_word_must_be_found_somewhere() {
    let posts = [("Rust for cooks", "a.md"), ("Rust", "cooks/b.md"), ("Cooks", "c.md")];
    check(&posts, "rust cooks", &[0, 1]);
}

#[test]
fn what_is_typed_as_it_is_stands_above_what_is_nearly_so() {
    let posts = [("Kubernets", "a.md"), ("Notes", "kubernetes.md"), ("Kubernetes", "b.md")];
    check(&posts, "kubernetes", &[2, 1, 0]);
}

#[test]
fn errors_in_typing_are_forgiven_in_words_of_five_letters_or_more() {
    let posts = [("Understanding JavaScript", "a.md"), ("Gardens", "b.md")];
    for typed in ["javascirpt", "javascrpt", "javvascript", "jaavscript", "javaxcript", "undrstanding"] {
        check(&posts, typed, &[0]);
    }
    check(&posts, "gardesn", &[1]);
    check(&posts, "gardn", &[1]);
    check(&posts, "jardins", &[]);
}

#[test]
fn two_letters_are_found_only_as_they_are() {
    check(&[("a b", "x.md"), ("cab", "y.md"), ("abc", "z.md")], "ab", &[2, 1]);
}

#[test]
fn the_title_stands_above_tags_above_the_slug_above_the_path() {
    let tags = ["bread".to_owned()];
    let post = |path, title, slug, tags| Searchable { path, title, slug, tags };
    let posts = [
        post("bread.md", "one", "one", &[]),
        post("b.md", "two", "bread", &[]),
        post("c.md", "three", "three", &tags[..]),
        post("d.md", "bread", "four", &[]),
    ];
    let found: Vec<usize> =
        Names::new(posts).find(&Query::new("bread")).iter().map(|hit| hit.index).collect();
    assert_eq!(found, [3, 2, 1, 0]);
}

#[test]
fn equally_good_posts_keep_their_order() {
    check(&[("bread", "a.md"), ("other", "b.md"), ("bread", "c.md"), ("bread", "d.md")], "bread", &[0, 2, 3]);
}

#[test]
fn case_and_accents_do_not_matter() {
    let posts = [("Über Öl und Straßen", "a.md"), ("ΆΝΟΙΞΗ στη Θεσσαλονίκη", "b.md"), ("Ещё Ёлка", "c.md")];
    check(&posts, "uber", &[0]);
    check(&posts, "ÜBER", &[0]);
    check(&posts, "strassen", &[0]);
    check(&posts, "ανοιξη", &[1]);
    check(&posts, "елка", &[2]);
}

#[test]
fn other_alphabets_are_forgiven_errors_too() {
    check(&[("Путешествие по Сибири", "a.md"), ("Другое", "b.md")], "путешесвие", &[0]);
}

#[test]
fn scripts_without_spaces_are_found_by_any_part() {
    let posts = [("日本語のタイトル", "a.md"), ("中文标题", "b.md"), ("안녕하세요 세계", "c.md")];
    check(&posts, "タイトル", &[0]);
    check(&posts, "标题", &[1]);
    check(&posts, "세계", &[2]);
    check(&posts, "日語", &[]);
}

#[test]
fn names_follow_the_list() {
    let mut names = names(&[("one", "a"), ("two", "b")]);
    let post = |title| Searchable { path: "x", title, slug: "", tags: &[] };
    names.insert(1, &post("bread"));
    names.replace(0, &post("three"));
    names.remove(2);
    assert_eq!(names.len(), 2);
    let found = names.find(&Query::new("bread"));
    assert_eq!(found.iter().map(|hit| hit.index).collect::<Vec<_>>(), [1]);
    assert!(names.find(&Query::new("two")).is_empty());
}

/// The marked parts of a post's fields.
fn marked<'a>(post: &Searchable<'a>, typed: &str) -> Vec<(MarkedField, Vec<&'a str>)> {
    let text = |field| match field {
        MarkedField::Title => post.title,
        MarkedField::Tag(at) => post.tags[at].as_str(),
        MarkedField::Slug => post.slug,
        MarkedField::Path => post.path,
    };
    let marks = Query::new(typed).marks(post);
    let parts = |mark: Mark| mark.ranges.into_iter().map(|range| &text(mark.field)[range]).collect();
    marks.into_iter().map(|mark| (mark.field, parts(mark))).collect()
}

#[test]
fn marks_are_places_in_the_text_as_it_was_written() {
    let tags = ["Öl".to_owned(), "x".to_owned()];
    let post = Searchable { path: "posts/strasse.md", title: "Die Straße", slug: "", tags: &tags };
    assert_eq!(
        marked(&post, "strasse öl"),
        [
            (MarkedField::Title, vec!["Straße"]),
            (MarkedField::Tag(0), vec!["Öl"]),
            (MarkedField::Path, vec!["strasse"]),
        ]
    );
}

#[test]
fn the_letters_of_a_word_with_an_error_are_marked() {
    let post = Searchable { path: "a.md", title: "Über Kubernetes", slug: "", tags: &[] };
    assert_eq!(marked(&post, "kubernets"), [(MarkedField::Title, vec!["Kubernet", "s"])]);
    let post = Searchable { path: "a.md", title: "Моё Путешествие", slug: "", tags: &[] };
    assert_eq!(marked(&post, "путешесвие"), [(MarkedField::Title, vec!["Путешес", "вие"])]);
}

fn never() -> bool {
    false
}

fn bodies(posts: &[(&str, &str)]) -> Bodies {
    let bodies = Bodies::new("/nowhere".into(), 1 << 20, |_| 0);
    bodies.load(posts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())), never);
    bodies
}

#[test]
fn bodies_with_every_word_are_found_in_the_order_asked_for() {
    let bodies = bodies(&[("a", "Rust and bread"), ("b", "bread"), ("c", "BREAD, then rust. Rust!")]);
    let found = bodies.search("rust Bread", &["c", "b", "a", "gone"], 9, &never).unwrap();
    let found: Vec<_> = found.iter().map(|hit| (hit.path.as_str(), hit.count)).collect();
    assert_eq!(found, [("c", 3), ("a", 2)]);
}

#[test]
fn an_excerpt_is_the_text_as_it_was_written_around_the_words() {
    let text = format!("{}Der GROẞE Ölpreis — ÖL!{}", "ä".repeat(60), "日".repeat(60));
    let found = bodies(&[("a", &text)]).search("öl", &["a"], 9, &never).unwrap();
    let [excerpt] = &found[0].excerpts[..] else { panic!("one passage: {found:?}") };
    assert_eq!(&text[excerpt.at..excerpt.at + excerpt.text.len()], excerpt.text);
    let marked: Vec<&str> = excerpt.ranges.iter().map(|range| &excerpt.text[range.clone()]).collect();
    assert_eq!(marked, ["Öl", "ÖL"]);
    assert!(excerpt.text.chars().count() <= 2 + 80);
}

#[test]
fn every_word_gets_a_passage_before_any_gets_two() {
    let text = format!("{}{}needle", "hay and ".repeat(50), "straw ".repeat(50));
    let found = bodies(&[("a", &text)]).search("hay needle", &["a"], 9, &never).unwrap();
    assert_eq!((found[0].count, found[0].excerpts.len()), (51, 3));
    assert!(found[0].excerpts[2].text.ends_with("needle"));
}

#[test]
fn the_header_is_not_searched() {
    let bodies = Bodies::new("/nowhere".into(), 1 << 20, |text| text.find("\n\n").unwrap_or(0));
    bodies.set("a", "title: bread\n\nand butter");
    assert!(bodies.search("bread", &["a"], 9, &never).unwrap().is_empty());
    assert_eq!(bodies.search("butter", &["a"], 9, &never).unwrap()[0].excerpts[0].ranges[0], 6..12);
}

#[test]
fn what_is_above_the_budget_is_read_from_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name, bytes| disk::write(&folder.path().join(name), bytes, disk::Expected::Absent).unwrap();
    for (name, text) in [("a", "bread of a"), ("b", "bread of b"), ("c", "bread of c")] {
        write(name, text.as_bytes());
    }
    write("d", b"bread \xff\xff");
    let bodies = Bodies::new(folder.path().into(), 20, |_| 0);
    bodies
        .load([("a".to_owned(), "bread of a".to_owned()), ("b".to_owned(), "bread of b".to_owned())], never);
    assert!(bodies.bytes() <= 20);
    let found = bodies.search("bread", &["a", "b", "c", "d"], 9, &never).unwrap();
    assert_eq!(found.iter().map(|hit| hit.path.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
}

#[test]
fn a_changed_text_is_not_overwritten_by_one_that_is_loaded_later() {
    let bodies = bodies(&[]);
    bodies.set("a", "new");
    bodies.load([("a".to_owned(), "old".to_owned())], never);
    assert_eq!(bodies.search("new", &["a"], 9, &never).unwrap().len(), 1);
    bodies.remove("a");
    assert_eq!((bodies.bytes(), bodies.search("new", &["a"], 9, &never)), (0, Some(vec![])));
}

#[test]
fn a_search_stops_when_it_is_cancelled_and_when_it_has_enough() {
    let names: Vec<String> = (0..2000).map(|at| at.to_string()).collect();
    let posts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "bread")).collect();
    let bodies = bodies(&posts);
    let paths: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(bodies.search("bread", &paths, 9, &|| true), None);
    let asked = AtomicUsize::new(0);
    let count = || asked.fetch_add(1, Ordering::Relaxed) > 5000;
    let found = bodies.search("bread", &paths, 9, &count).unwrap();
    assert_eq!(found.iter().map(|hit| hit.path.as_str()).collect::<Vec<_>>(), paths[..9]);
    assert!(asked.into_inner() < 2000);
}

/// Text of several scripts, with letters whose lower case is longer or shorter.
fn odd_text() -> impl Strategy<Value = String> {
    let char = prop_oneof![
        3 => prop::char::range('a', 'e'), 1 => prop::char::range('A', 'E'), 1 => Just(' '),
        2 => prop::sample::select("ÄäßẞİıſKÅΣσςДд日本🙂e\u{301}\nǅÆæ".chars().collect::<Vec<_>>()),
    ];
    prop::collection::vec(char, 0..60).prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn marks_are_inside_the_text_and_on_boundaries(title in odd_text(), typed in odd_text()) {
        let post = Searchable { path: "a.md", title: &title, slug: "", tags: &[] };
        let query = Query::new(&typed);
        for mark in query.marks(&post) {
            let text = if mark.field == MarkedField::Title { title.as_str() } else { "a.md" };
            prop_assert!(mark.ranges.iter().all(|range| !range.is_empty() && text.get(range.clone()).is_some()));
            prop_assert!(mark.ranges.is_sorted_by(|a, b| a.end < b.start));
        }
        if !query.is_empty() && !Names::new([post]).find(&query).is_empty() {
            prop_assert!(!query.marks(&post).is_empty());
        }
    }

    #[test]
    fn excerpts_are_the_text_and_their_ranges_inside(text in odd_text(), typed in odd_text(), body in 0..60usize) {
        let bodies = Bodies::new("/nowhere".into(), 1 << 20, move |_| body);
        bodies.set("a", &text);
        for excerpt in bodies.search(&typed, &["a"], 9, &never).unwrap().iter().flat_map(|hit| &hit.excerpts) {
            prop_assert_eq!(text.get(excerpt.at..excerpt.at + excerpt.text.len()), Some(&*excerpt.text));
            prop_assert!(!excerpt.ranges.is_empty() && excerpt.ranges.is_sorted_by(|a, b| a.end < b.start));
            prop_assert!(excerpt.ranges.iter().all(|range| excerpt.text.get(range.clone()).is_some()));
        }
    }

    #[test]
    fn a_part_of_a_text_is_found_in_it(text in odd_text(), from in 0..60usize, length in 1..9usize) {
        let part: String = text.chars().skip(from).take(length).collect();
        let bodies = bodies(&[("a", &text)]);
        let found = bodies.search(&part, &["a"], 9, &never).unwrap();
        prop_assert_eq!(found.is_empty(), part.trim().is_empty());
    }
}
