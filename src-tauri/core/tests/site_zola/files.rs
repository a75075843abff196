//! What files are, and where new and moved ones go.

use chrono::{NaiveDate, NaiveDateTime};
use galley_core::Generator;
use galley_core::front_matter::{self, Value};
use galley_core::site::{Fields, Kind, Move, NewFile, Source, State, Unit, Url};
use proptest::prelude::{prop_assert, proptest};

use super::{EMPTY, FRENCH, blog};

/// `load` in `components/site/src/lib.rs`.
#[test]
fn files_are_sections_pages_or_nothing() {
    let blog = blog(
        FRENCH,
        &[
            ("content/_index.md", EMPTY),
            ("content/posts/_index.fr.md", EMPTY),
            ("content/posts/_index.de.md", EMPTY),
            ("content/about.md", EMPTY),
            ("content/2024-01-02-a.md", EMPTY),
            ("content/posts/a.md", EMPTY),
            ("content/posts/a/notes.md", EMPTY),
            ("content/posts/a/b.markdown", EMPTY),
            ("README.md", EMPTY),
        ],
    );
    let table = [
        ("content/_index.md", Kind::Section),
        ("content/posts/_index.fr.md", Kind::Section),
        ("content/posts/_index.de.md", Kind::Other),
        ("content/about.md", Kind::Page),
        ("content/2024-01-02-a.md", Kind::Post),
        ("content/posts/a.md", Kind::Post),
        ("content/posts/a/notes.md", Kind::Post),
        ("content/posts/a/b.markdown", Kind::Other),
        ("README.md", Kind::Other),
    ];
    for (path, kind) in table {
        assert_eq!(blog.site.kind(&blog.source(path), &blog.tree), kind, "{path}");
        assert_eq!(blog.url(path) == Url::None, kind == Kind::Other, "{path}");
    }
    assert_eq!(blog.site.content_folders(), ["content"]);
    assert_eq!(blog.site.base_url().as_deref(), Some("https://x.org/b"));
    assert_eq!(blog.site.config_file(), Some("zola.toml"));
}

/// `load` in `components/site/src/lib.rs`, `components/utils/src/globs.rs`.
#[test]
fn ignored_content_names_files_and_sections_but_walks_into_folders() {
    let blog = blog(
        "output_dir = 'out'\nignored_content = ['*.draft.md', '**/private', '**/old/*']\n",
        &[("content/private/_index.md", EMPTY), ("content/private/a.md", EMPTY)],
    );
    for (path, is_folder, expected) in [
        ("out", true, true),
        ("public", true, false),
        ("content/posts/a.draft.md", false, true),
        ("content/posts/a.md", false, false),
        ("content/old/a.md", false, true),
        ("content/private", true, false),
        ("content/private/a.md", false, false),
    ] {
        assert_eq!(blog.site.is_ignored(path, is_folder), expected, "{path}");
    }
    let reason = "ignored_content in the configuration names its folder";
    blog.is("content/private/_index.md", State::Hidden, reason);
    blog.is_published("content/private/a.md");
}

#[test]
fn translations_of_a_piece_have_its_path_in_common() {
    let blog = blog(
        FRENCH,
        &[("content/a.md", EMPTY), ("content/a.fr.md", EMPTY), ("content/b/index.fr.md", EMPTY)],
    );
    let language = |path: &str| {
        let language = blog.site.language(&blog.source(path)).unwrap();
        (language.code, language.piece)
    };
    assert_eq!(language("content/a.md"), ("en".into(), "content/a".into()));
    assert_eq!(language("content/a.fr.md"), ("fr".into(), "content/a".into()));
    assert_eq!(language("content/b/index.fr.md"), ("fr".into(), "content/b/index".into()));
    let single = self::blog("", &[("content/a.fr.md", EMPTY)]);
    assert_eq!(single.site.language(&single.source("content/a.fr.md")), None);
}

proptest! {
    /// Whatever a file is called, and whatever its header says of its path.
    #[test]
    fn a_page_that_gets_a_slug_has_it_in_its_url(
        name in "([0-9]{4}-[01][0-9]-[0-3][0-9]([T _-].{0,9})?|.{1,9})(/index)?(\\.fr)?",
        header in "(slug = '[a-zü/ ]{1,5}'\n)?(path = '[a-z/]{1,5}'\n)?",
        slug in "[a-z]{1,4}(-[a-z]{1,4})?",
    ) {
        let path = format!("content/p/{name}.md");
        let blog = blog(FRENCH, &[]);
        let fields = |header: &str| {
            let header = front_matter::read(&format!("+++\n{header}\n+++\n"), Generator::Zola);
            Fields::of(&header, blog.site.keys())
        };
        let before = fields(&header);
        let source = Source { path: &path, fields: &before, modified: 0 };
        blog.site.standing(&source, &blog.tree, 0);
        let moved = blog.site.moved(&source, &Move { slug: Some(&slug), section: None });
        let said = moved.header.iter().map(|(key, value)| format!("{key} = '{}'\n", value.as_text().unwrap()));
        let after = fields(&said.collect::<String>());
        let source = Source { path: &moved.path, fields: &after, modified: 0 };
        let is_page = blog.site.kind(&source, &blog.tree) == Kind::Post;
        if let (true, Url::Known(url)) = (is_page, blog.site.url(&source, &blog.tree)) {
            prop_assert!(url.ends_with(&format!("/{slug}/")), "{path} with {header:?} to {}: {url}", moved.path);
        }
    }
}

#[test]
fn new_posts_go_to_the_section_of_the_posts() {
    let sectioned = [("content/posts/_index.md", EMPTY)];
    let table = [
        (false, None, None, false, "content/a.md"),
        (true, None, None, false, "content/posts/a.md"),
        (true, Some("content"), None, false, "content/a.md"),
        (false, Some("content/x"), None, true, "content/x/a/index.md"),
        (false, Some("content/x"), Some("fr"), true, "content/x/a/index.fr.md"),
        (false, None, Some("fr"), false, "content/a.fr.md"),
    ];
    for (has_section, section, language, bundle, expected) in table {
        let blog = blog(FRENCH, if has_section { &sectioned } else { &[] });
        let wish = NewFile { section, slug: "a", language, bundle, draft: true, now: noon() };
        assert_eq!(blog.site.new_file(&wish), expected);
        assert_eq!(blog.site.template(expected), None);
    }
}

#[test]
fn a_moved_post_keeps_date_language_and_what_its_header_says_of_the_path() {
    let to = |slug, section| Move { slug, section };
    let table = [
        ("content/p/a.md", "", to(Some("b"), None), "content/p/b.md", ""),
        ("content/p/2024-01-02-a.md", "", to(Some("b"), None), "content/p/2024-01-02-b.md", ""),
        ("content/p/2024-01-02.md", "", to(Some("b"), None), "content/p/b.md", ""),
        ("content/p/a.fr.md", "", to(Some("b"), Some("content")), "content/b.fr.md", ""),
        ("content/p/a/index.md", "", to(Some("b"), None), "content/p/b/index.md", ""),
        (
            "content/p/2024-01-02_a/index.fr.md",
            "",
            to(Some("b"), Some("content/q")),
            "content/q/2024-01-02_b/index.fr.md",
            "",
        ),
        ("content/p/a/note.md", "", to(Some("b"), None), "content/p/a/b.md", ""),
        ("content/p/a.md", "slug = 'x'", to(Some("b"), None), "content/p/b.md", "slug=b"),
        ("content/p/a.md", "slug = 'x'", to(None, Some("content/q")), "content/q/a.md", ""),
        (
            "content/p/a.md",
            "path = 'd/x'\nslug = 'y'",
            to(Some("b"), None),
            "content/p/b.md",
            "path=d/b slug=b",
        ),
        ("content/p/a.md", "path = 'x/'", to(Some("b"), None), "content/p/b.md", "path=b/"),
    ];
    for (path, header, wish, expected, changes) in table {
        let blog = blog(FRENCH, &[(path, &format!("+++\n{header}\n+++\n"))]);
        let moved = blog.site.moved(&blog.source(path), &wish);
        let text = |value: &Value| value.as_text().unwrap();
        let said: Vec<_> = moved.header.iter().map(|(key, value)| format!("{key}={}", text(value))).collect();
        assert_eq!((moved.path.as_str(), said.join(" ").as_str()), (expected, changes), "{path}");
    }
}

/// `render_alias` in `components/site/src/lib.rs`.
#[test]
fn a_post_with_a_folder_of_its_own_is_that_folder() {
    let site = blog("", &[]).site;
    assert_eq!(site.unit("content/p/a/index.md"), Unit::Folder("content/p/a".into()));
    for path in ["content/p/a.md", "content/p/a/index.fr.md", "content/p/a/note.md", "content/index.md"] {
        assert_eq!(site.unit(path), Unit::File, "{path}");
    }
    assert_eq!(site.alias("/old/path/"), Some(("aliases", "old/path/".into())));
}

fn noon() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2024, 1, 2).unwrap().and_hms_opt(12, 0, 0).unwrap()
}
