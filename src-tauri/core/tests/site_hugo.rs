//! Hugo's rules, table by table; tests/generators/hugo.rs holds them against the real Hugo.
#![expect(clippy::disallowed_methods, reason = "a site is a folder that tests have to write")]

use std::fs;

use chrono::{DateTime, NaiveDate};
use galley_core::front_matter::{self, Value};
use galley_core::site::{Fields, Filling, Kind, Move, NewFile, Site, Standing, State, Tree, Unit, Url};
use galley_core::{Generator, post};
use tempfile::TempDir;

/// 22 November 2026, 9 o'clock in UTC.
const NOW: i64 = 1_795_338_000;

struct Blog {
    _folder: TempDir,
    site: Site,
    tree: Tree,
}

/// A site with a configuration and files (path, header).
fn blog(config: &str, files: &[(&str, &str)]) -> Blog {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("hugo.toml"), format!("baseURL = 'https://x.org/b/'\n{config}")).unwrap();
    let text = |header: &str| format!("---\n{header}\n---\n");
    for (path, header) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text(header)).unwrap();
    }
    let site = Site::open(folder.path(), Generator::Hugo, chrono_tz::Tz::UTC);
    assert_eq!(site.problem(), None);
    let mut tree = Tree::default();
    for (path, header) in files.iter().filter(|(path, _)| post::is_post_name(path)) {
        let header = front_matter::read(&text(header), Generator::Hugo);
        tree.insert((*path).to_owned(), Fields::of(&header, site.keys()), 0);
    }
    Blog { _folder: folder, site, tree }
}

impl Blog {
    #[track_caller]
    fn standing(&self, path: &str) -> Standing {
        self.site.standing(&self.tree.get(path).unwrap(), &self.tree, NOW)
    }

    #[track_caller]
    fn url(&self, path: &str) -> Url {
        self.site.url(&self.tree.get(path).unwrap(), &self.tree)
    }

    #[track_caller]
    fn moved(&self, path: &str, slug: Option<&str>, section: Option<&str>) -> (String, Vec<(String, Value)>) {
        let moved = self.site.moved(&self.tree.get(path).unwrap(), &Move { slug, section });
        (moved.path, moved.header)
    }
}

#[track_caller]
fn check(header: &str, state: State, reason: &str) -> Option<i64> {
    let standing = blog("", &[("content/posts/a.md", header)]).standing("content/posts/a.md");
    assert_eq!((standing.state, standing.reason.as_str()), (state, reason), "{header}");
    standing.until
}

#[test]
fn the_header_says_whether_a_post_is_on_the_site() {
    let published = "nothing in its header keeps it back";
    assert_eq!(check("title: a", State::Published, published), None);
    assert_eq!(check("Draft: true", State::Draft, "its header says draft"), None);
    let in_2030 = Some(1_893_456_000);
    assert_eq!(check("date: 2030-01-01", State::Scheduled, "its date is in the future"), in_2030);
    assert_eq!(
        check("pubDate: 2030-01-01T01:00:00+01:00", State::Scheduled, "its pubdate is in the future"),
        in_2030
    );
    assert_eq!(check("expiryDate: 2020-01-01", State::Expired, "its expirydate is over"), None);
    assert_eq!(check("expiryDate: 2030-01-01", State::Published, published), in_2030.map(|end| end + 1));
    check("build: {render: never}", State::Hidden, "its header says build.render: never");
    check("headless: true", State::Hidden, "its header says headless");
    check("date: soon", State::Hidden, "Hugo stops: it cannot read date");
    for date in ["2024-4-09", "2024/04/09", "October 15, 2023", "2024-01-02 10:00", "2024-01-02T10:00:00+07"]
    {
        check(&format!("date: {date}"), State::Hidden, "Hugo stops: it cannot read date");
    }
    for date in
        ["15 Oct 2023", "2017-10-19 21:33:00 +0200", "2024-01-02T10:00:00.5Z", "'2024-01-02 10:00:00'"]
    {
        check(&format!("date: {date}"), State::Published, published);
    }
    check("_build: {}", State::Hidden, "Hugo stops: _build is called build now");
}

#[test]
fn sections_hand_values_down() {
    let blog = blog(
        "",
        &[
            ("content/a/_index.md", "cascade: {draft: true}"),
            ("content/a/b/c.md", ""),
            ("content/a/own.md", "draft: false"),
            ("content/d/_index.md", "draft: true"),
            ("content/d/e.md", ""),
        ],
    );
    let standing = blog.standing("content/a/b/c.md");
    assert_eq!(standing.reason, "cascade in content/a/_index.md says draft");
    assert_eq!(standing.state, State::Draft);
    assert_eq!(blog.standing("content/a/own.md").state, State::Published);
    assert_eq!(blog.standing("content/d/e.md").state, State::Published);
}

#[test]
fn files_are_what_their_place_makes_of_them() {
    let files = [
        ("content/_index.md", Kind::Section),
        ("content/about.md", Kind::Page),
        ("content/posts/_index.md", Kind::Section),
        ("content/posts/a.md", Kind::Post),
        ("content/posts/b/index.md", Kind::Post),
        ("content/posts/b/part.md", Kind::Resource),
        ("content/posts/b/deep/index.md", Kind::Resource),
        ("archetypes/default.md", Kind::Template),
        ("README.md", Kind::Other),
    ];
    let blog = blog("", &files.map(|(path, _)| (path, "")));
    for (path, kind) in files {
        assert_eq!(blog.site.kind(&blog.tree.get(path).unwrap(), &blog.tree), kind, "{path}");
    }
    for (path, is_ignored) in
        [("public", true), ("themes", true), ("content", false), ("content/public", false)]
    {
        assert_eq!(blog.site.is_ignored(path, true), is_ignored, "{path}");
    }
}

#[test]
fn what_cannot_be_known_of_a_path_is_said() {
    let blog = blog("[permalinks]\nposts = '/:sectionslug/:filename/'\n", &[("content/posts/a.md", "")]);
    let reason = "the permalink asks for :sectionslug, which is not known here";
    assert_eq!(blog.url("content/posts/a.md"), Url::Unknown(reason.into()));
}

#[test]
fn posts_move_with_their_slugs() {
    let blog = blog(
        "",
        &[
            ("content/posts/a.md", "slug: x"),
            ("content/posts/2024-01-02-b.md", ""),
            ("content/posts/c/index.md", "url: /y/c.html"),
        ],
    );
    let text = |key: &str, value: &str| vec![(key.to_owned(), Value::String(value.into()))];
    let moved = |path: &str, slug| blog.moved(path, slug, None);
    assert_eq!(moved("content/posts/a.md", Some("n")), ("content/posts/n.md".into(), text("slug", "n")));
    let dated = ("content/posts/2024-01-02-n.md".to_owned(), vec![]);
    assert_eq!(moved("content/posts/2024-01-02-b.md", Some("n")), dated);
    let leaf = ("content/posts/n/index.md".to_owned(), text("url", "/y/n.html"));
    assert_eq!(moved("content/posts/c/index.md", Some("n")), leaf);
    let section = blog.moved("content/posts/c/index.md", None, Some("content/notes"));
    assert_eq!(section, ("content/notes/c/index.md".into(), vec![]));
    assert_eq!(blog.site.unit("content/posts/c/index.md"), Unit::Folder("content/posts/c".into()));
    assert_eq!(blog.site.unit("content/posts/a.md"), Unit::File);
    assert_eq!(blog.site.alias("/posts/a/"), Some(("aliases", "/posts/a/".into())));
}

#[test]
fn new_posts_have_a_place() {
    let now = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(9, 0, 0).unwrap();
    let wish = NewFile { section: None, slug: "n", language: None, bundle: false, draft: true, now };
    let languages = "[languages.en]\n[languages.fr]\n[languages.de]\ncontentDir = 'inhalt'\n";
    let site = blog(languages, &[("content/blog/a.md", "")]).site;
    assert_eq!(site.new_file(&wish), "content/blog/n.md");
    assert_eq!(site.new_file(&NewFile { bundle: true, ..wish }), "content/blog/n/index.md");
    assert_eq!(site.new_file(&NewFile { language: Some("fr"), ..wish }), "content/blog/n.fr.md");
    assert_eq!(site.new_file(&NewFile { language: Some("de"), ..wish }), "inhalt/blog/n.md");
    assert_eq!(site.slug("Ünder (the) Wéather: 50 %"), "ünder-the-wéather-50");
}

#[test]
fn archetypes_are_filled_where_that_is_plain() {
    let header = "title: '{{ replace .Name \"-\" \" \" | title }}'\ndate: {{ .Date }}";
    let blog = blog("", &[("archetypes/default.md", header), ("archetypes/posts.md", "x: {{ site.Title }}")]);
    let now = DateTime::parse_from_rfc3339("2026-11-22T09:00:00+01:00").unwrap();
    let fill = |path: &str| {
        let template = blog.site.template(path).unwrap();
        blog.site.fill(&template, &Filling { title: Some("It's \"new\""), path, now })
    };
    let filled = fill("content/notes/a.md").unwrap();
    let header = front_matter::read(&filled, Generator::Hugo);
    assert_eq!(header.fields[0].value, Value::String("It's \"new\"".into()), "{filled}");
    assert!(filled.contains("date: 2026-11-22T09:00:00+01:00\n"), "{filled}");
    assert_eq!(fill("content/posts/a.md"), Err("{{ site.Title }}".into()));
}
