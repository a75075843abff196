//! The list of posts as a window shows it.

use galley_core::{Blog, Grouping, ListPage, ListQuery, ListRow, Sorting};

mod support;

use support::{BlogTest, now};

/// Six posts, two of them one piece, and a template.
fn folder() -> BlogTest {
    let test = BlogTest::new();
    test.write(
        "config.toml",
        "defaultContentLanguage = 'en'\n[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n",
    );
    let post =
        |path: &str, header: &str, body: &str| test.write(path, format!("---\n{header}\n---\n{body}\n"));
    post("content/blog/old.md", "title: Old news\ndate: 2020-03-01\ntags: [rust, web]", "Nothing new here.");
    post("content/blog/cafe.md", "title: Café in Kyōto\ndate: 2024-05-02\ntags: [travel]", "Coffee.");
    post("content/blog/cafe.fr.md", "title: Café à Kyoto\ndate: 2024-05-02\ntags: [travel]", "Du café.");
    post(
        "content/blog/ten.md",
        "title: Post 10\ndate: 2024-05-01\ndraft: true\ntags: [rust]",
        "Ten\n\nthings   of Rust.",
    );
    post("content/blog/nine.md", "title: post 9\ndate: 2024-04-30\ntags: [rust]", "Nine things.");
    post("content/about.md", "title: About", "Who writes this.");
    post("archetypes/default.md", "title: New", "");
    test
}

fn keys(page: &ListPage) -> Vec<String> {
    let key = |row: &ListRow| match row {
        ListRow::Heading { name, count, .. } => format!("# {name} {count}"),
        ListRow::Posts { post, versions, .. } if versions.len() > 1 => {
            let languages = versions.iter().filter_map(|post| post.language.as_deref());
            format!("{} {}", post.path, languages.collect::<Vec<_>>().join("+"))
        }
        ListRow::Posts { post, .. } => post.path.clone(),
    };
    page.rows.iter().map(key).collect()
}

fn all(blog: &mut Blog, query: &ListQuery) -> ListPage {
    blog.list(query, 0, 100, None)
}

fn text(text: &str) -> ListQuery {
    ListQuery { text: text.to_owned(), ..ListQuery::default() }
}

#[test]
fn posts_come_newest_first_with_their_translations_in_one_row_and_without_templates() {
    let mut blog = folder().open();
    let page = all(&mut blog, &ListQuery::default());
    let rows = [
        "content/blog/cafe.md en+fr",
        "content/blog/ten.md",
        "content/blog/nine.md",
        "content/blog/old.md",
        "content/about.md",
    ];
    assert_eq!(keys(&page), rows);
    assert_eq!((page.total, page.size, page.counts.all, page.counts.template), (5, 7, 6, 1));
}

#[test]
fn a_piece_is_told_of_and_placed_by_the_sites_default_language() {
    let test = folder();
    test.write("content/blog/cafe.fr.md", "---\ntitle: Un café\ndate: 2024-06-01\n---\n");
    let mut blog = test.open();
    assert_eq!(keys(&all(&mut blog, &ListQuery::default()))[0], "content/blog/cafe.md en+fr");
    test.write("content/blog/ten.md", "---\ntitle: Post 10\ndate: 2024-05-03\n---\n");
    blog.refresh(&[test.path("content/blog/ten.md")], now());
    let rows = keys(&all(&mut blog, &ListQuery::default()));
    assert_eq!(
        rows[..2],
        ["content/blog/ten.md", "content/blog/cafe.md en+fr"],
        "the French date does not count"
    );
    let french = keys(&all(&mut blog, &ListQuery { language: Some("fr".into()), ..ListQuery::default() }));
    assert_eq!(french, ["content/blog/cafe.fr.md"], "of those that are found");
}

#[test]
fn titles_sort_by_their_numbers_whatever_their_case_and_accents() {
    let mut blog = folder().open();
    let page = all(&mut blog, &ListQuery { sorting: Sorting::Title, ..ListQuery::default() });
    let rows = [
        "content/about.md",
        "content/blog/cafe.md en+fr",
        "content/blog/old.md",
        "content/blog/nine.md",
        "content/blog/ten.md",
    ];
    assert_eq!(keys(&page), rows);
}

#[test]
fn the_oldest_come_first_when_asked_and_those_without_a_date_stay_last() {
    let mut blog = folder().open();
    let page = all(&mut blog, &ListQuery { sorting: Sorting::Oldest, ..ListQuery::default() });
    assert_eq!(keys(&page).first().map(String::as_str), Some("content/blog/old.md"));
    assert_eq!(keys(&page).last().map(String::as_str), Some("content/about.md"));
}

#[test]
fn a_page_is_a_part_of_the_list_and_says_where_a_post_is() {
    let mut blog = folder().open();
    let page = blog.list(&ListQuery::default(), 1, 2, Some("content/blog/cafe.md"));
    assert_eq!(keys(&page), ["content/blog/ten.md", "content/blog/nine.md"]);
    assert_eq!((page.from, page.total, page.at), (1, 5, Some(0)));
    let behind = blog.list(&ListQuery::default(), 50, 2, Some("gone.md"));
    assert_eq!((behind.from, behind.rows.len(), behind.at), (5, 0, None));
}

#[test]
fn filters_combine_and_each_counts_what_the_others_leave() {
    let mut blog = folder().open();
    let tag = ListQuery { tag: Some("rust".into()), ..ListQuery::default() };
    let page = all(&mut blog, &tag);
    assert_eq!(keys(&page), ["content/blog/ten.md", "content/blog/nine.md", "content/blog/old.md"]);
    assert_eq!((page.counts.all, page.counts.draft, page.counts.published), (3, 1, 2));
    let names = |page: &ListPage| {
        page.tags.iter().map(|tag| format!("{} {}", tag.name, tag.count)).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(names(&page), "rust 3, travel 2, web 1", "the tag's own filter does not count");
    let drafts = ListQuery { state: Some(galley_core::site::State::Draft), ..tag };
    let page = all(&mut blog, &drafts);
    assert_eq!(keys(&page), ["content/blog/ten.md"]);
    assert_eq!(names(&page), "rust 1");
    let french = ListQuery { language: Some("fr".into()), ..ListQuery::default() };
    let page = all(&mut blog, &french);
    assert_eq!(keys(&page), ["content/blog/cafe.fr.md"]);
    let below = ListQuery { folder: Some("content/blo".into()), ..ListQuery::default() };
    assert_eq!(all(&mut blog, &below).total, 0, "a folder's name is not a prefix of another's");
}

#[test]
fn groups_have_headings_and_what_has_none_comes_last() {
    let mut blog = folder().open();
    let grouped =
        |blog: &mut Blog, grouping| keys(&all(blog, &ListQuery { grouping, ..ListQuery::default() }));
    let months = grouped(&mut blog, Grouping::Month);
    let rows = [
        "# 2024-05 2",
        "content/blog/cafe.md en+fr",
        "content/blog/ten.md",
        "# 2024-04 1",
        "content/blog/nine.md",
        "# 2020-03 1",
        "content/blog/old.md",
        "#  1",
        "content/about.md",
    ];
    assert_eq!(months, rows);
    let tags = grouped(&mut blog, Grouping::Tag);
    let headings: Vec<_> = tags.iter().filter(|row| row.starts_with('#')).cloned().collect();
    assert_eq!(headings, ["# rust 3", "# travel 1", "# web 1", "#  1"]);
    let states = grouped(&mut blog, Grouping::State);
    assert_eq!(states[0], "# draft 1");
    let languages = grouped(&mut blog, Grouping::Language);
    assert_eq!(languages.iter().filter(|row| row.contains("en+fr")).count(), 2, "in each of its languages");
}

#[test]
fn typed_text_finds_with_an_error_in_it_and_marks_the_title() {
    let mut blog = folder().open();
    let page = all(&mut blog, &text("kyoto"));
    assert_eq!(keys(&page), ["content/blog/cafe.md en+fr"]);
    let ListRow::Posts { marks, post, .. } = &page.rows[0] else { panic!("a heading") };
    assert_eq!((post.title.as_deref(), marks.as_slice()), (Some("Café in Kyōto"), &[(8, 13)][..]));
    assert_eq!(keys(&all(&mut blog, &text("kytoo"))), keys(&page), "two letters changed places");
    assert_eq!(all(&mut blog, &text("kyoto web")).total, 0, "every word is needed");
    assert_eq!(keys(&all(&mut blog, &text("travel"))).len(), 1);
}

#[test]
fn the_list_follows_a_change_and_its_revision_grows() {
    let test = folder();
    let mut blog = test.open();
    let before = all(&mut blog, &text("kyoto"));
    test.write("content/blog/new.md", "---\ntitle: Kyoto again\ndate: 2025-01-01\n---\n");
    test.write("content/blog/ten.md", "---\ntitle: Post 10\ndate: 2024-05-01\n---\n");
    test.remove("content/blog/old.md");
    let paths =
        ["content/blog/new.md", "content/blog/ten.md", "content/blog/old.md"].map(|path| test.path(path));
    let changes = blog.refresh(&paths, now());
    let found = all(&mut blog, &text("kyoto"));
    assert!(found.revision > before.revision);
    assert_eq!(changes.revision, found.revision);
    assert_eq!(keys(&found), ["content/blog/new.md", "content/blog/cafe.md en+fr"]);
    let page = all(&mut blog, &ListQuery::default());
    assert_eq!((page.size, page.counts.draft), (7, 0));
    assert_eq!(all(&mut test.open(), &ListQuery::default()).rows, page.rows, "as if it were opened anew");
    assert_eq!(blog.refresh(&paths, now()).revision, found.revision, "nothing changed");
}

#[test]
fn texts_are_found_with_a_passage_on_one_line() {
    let test = folder();
    let mut blog = test.open();
    let query = text("things rust");
    let paths = blog.texts_to_search(&query);
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let hits = blog.bodies(1_000_000).search(&query.text, &paths, 10, &|| false).unwrap();
    let rows = blog.body_rows(hits);
    assert_eq!(rows.len(), 1);
    let passage = &rows[0].passages[0];
    assert_eq!(
        (rows[0].post.path.as_str(), passage.text.as_str()),
        ("content/blog/ten.md", "Ten things of Rust.")
    );
    assert_eq!(passage.marks, [(4, 10), (14, 18)]);
    assert!(blog.list(&query, 0, 10, None).rows.is_empty(), "no title has both words");
}
