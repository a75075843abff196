//! Jekyll's rules where no build is needed to see them; tests/generators compares the rest with
//! Jekyll itself.
#![expect(clippy::disallowed_methods, reason = "a site needs its configuration on disk")]

use std::fs;

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use galley_core::site::{Fields, Kind, Move, NewFile, Site, Source, State, Tree, Unit, Url};
use galley_core::{Generator, front_matter};
use tempfile::TempDir;

/// A site with these configuration files.
fn site(files: &[(&str, &str)]) -> Site {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    Site::open(folder.path(), Generator::Jekyll, Tz::America__New_York)
}

fn configured(text: &str) -> Site {
    let site = site(&[("_config.yml", text)]);
    assert_eq!(site.problem(), None);
    site
}

/// A file with this header, written at the start of 2024.
fn with<T>(site: &Site, path: &str, header: &str, ask: impl FnOnce(&Source<'_>, &Tree) -> T) -> T {
    let text = if header == "-" { "text".into() } else { format!("---\n{header}\n---\n") };
    let header = front_matter::read(&text, Generator::Jekyll);
    let mut tree = Tree::default();
    tree.insert(path.to_owned(), Fields::of(&header, site.keys()), 1_704_100_000);
    ask(&tree.get(path).unwrap(), &tree)
}

const NOW: i64 = 1_710_000_000;

#[track_caller]
fn standing(site: &Site, path: &str, header: &str, state: State, reason: &str) {
    let found = with(site, path, header, |source, tree| site.standing(source, tree, NOW));
    assert_eq!((found.state, found.reason.as_str()), (state, reason), "{path}");
}

#[test]
fn what_keeps_a_file_off_the_site_is_said() {
    let plain = configured("collections: {authors: {}, recipes: {output: true}}");
    let post = "_posts/2024-01-02-a.md";
    standing(&plain, post, "title: x", State::Published, "nothing keeps it back");
    standing(&plain, "a/_drafts/a.md", "title: x", State::Draft, "it is in a folder _drafts");
    standing(&plain, post, "published: no", State::Hidden, "its header says that it is not published");
    standing(
        &plain,
        "_posts/a.md",
        "title: x",
        State::Hidden,
        "its name does not start with a date, so Jekyll leaves it out of the posts",
    );
    standing(&plain, "_authors/a.md", "title: x", State::Hidden, "the collection authors has no output");
    standing(&plain, "README.md", "-", State::Hidden, "it has no header, so Jekyll makes no page of it");
    standing(&plain, "_x/a.md", "a: b", State::Hidden, "Jekyll looks for no page in this place");
    standing(&plain, post, "date:", State::Hidden, "its date is empty, on which Jekyll stops");
    standing(&plain, post, "date: soon", State::Hidden, "its date cannot be read: soon");
    standing(&plain, "a.md", "date: 2100-01-01", State::Published, "nothing keeps it back");
    let said = configured("defaults: [{scope: {path: ''}, values: {published: false}}]");
    standing(&said, post, "title: x", State::Hidden, "the configuration says that it is not published");
    standing(&said, "a.md", "title: x", State::Published, "nothing keeps it back");
}

#[test]
fn a_post_of_the_future_waits_for_its_moment() {
    let header = "date: '2024-03-10 12:00:00'";
    let ask = |site: &Site, header: &str| {
        with(site, "_posts/2024-01-02-a.md", header, |source, tree| site.standing(source, tree, NOW))
    };
    let local = ask(&configured(""), header);
    assert_eq!((local.state, local.until), (State::Scheduled, Some(1_710_086_400)));
    assert_eq!(local.reason, "its date is in the future");
    let berlin = ask(&configured("timezone: Europe/Berlin"), header);
    assert_eq!(berlin.until, Some(1_710_068_400));
    let utc = ask(&configured(""), "date: 2024-03-10 12:00:00");
    assert_eq!(utc.until, Some(1_710_072_000), "an unquoted time is UTC to Ruby's YAML reader");
    assert_eq!(ask(&configured("future: true"), header).state, State::Published);
}

#[test]
fn every_file_is_of_a_kind() {
    let site = configured("collections: [recipes]\ninclude: [_pages]");
    let kind = |path, header| with(&site, path, header, |source, tree| site.kind(source, tree));
    for path in ["_posts/2024-01-02-a.md", "cat/_posts/b.md", "_drafts/a.md", "_recipes/a.md"] {
        assert_eq!(kind(path, "title: x"), Kind::Post, "{path}");
    }
    assert_eq!(kind("_posts/2024-01-02-a.md", "-"), Kind::Post, "a post needs no header");
    for path in ["about.md", "docs/a.md", "_pages/a.md"] {
        assert_eq!(kind(path, "title: x"), Kind::Page, "{path}");
        assert_eq!(kind(path, "-"), Kind::Other, "{path}");
    }
    for path in ["_includes/a.md", "docs/_a.md", "_x/_posts/2024-01-02-a.md"] {
        assert_eq!(kind(path, "title: x"), Kind::Other, "{path}");
    }
}

#[test]
fn a_path_that_the_build_decides_is_not_guessed() {
    let site = configured("collections: {notes: {output: true, permalink: '/:year/:title/'}}");
    let url = |path, header| with(&site, path, header, |source, tree| site.url(source, tree));
    let unknown = |why: &str| Url::Unknown(why.to_owned());
    assert_eq!(
        url("_notes/a.md", "title: x"),
        unknown("it has no date, so its path is made from the day of the build")
    );
    assert_eq!(
        url("_posts/2024-01-02-a.md", "permalink: /:lang/:title/"),
        unknown("its permalink has :lang, which Jekyll itself does not know")
    );
    assert_eq!(
        url("_posts/2024-01-02-a.md", "slug: 2024"),
        unknown("its slug is no text, on which Jekyll stops; quotes make it one")
    );
    assert_eq!(
        url("_posts/2024-01-02-a.md", "categories: 7"),
        unknown("its categories are neither a text nor a list of texts")
    );
    assert_eq!(url("_posts/2024-13-02-a.md", "title: x"), unknown("there is no day 2024-13-02"));
    assert_eq!(url("_posts/a.md", "title: x"), Url::None);
    assert_eq!(url("README.md", "-"), Url::None);
}

#[test]
fn the_site_is_where_its_configuration_says() {
    let base = |text| configured(text).base_url();
    assert_eq!(
        base("url: https://example.org/\nbaseurl: /blog/").as_deref(),
        Some("https://example.org/blog")
    );
    assert_eq!(base("url: https://example.org").as_deref(), Some("https://example.org"));
    assert_eq!(base("baseurl: /blog"), None);
    let toml = site(&[("_config.toml", "url = 'https://example.org'\nsource = './src'\n")]);
    assert_eq!(toml.base_url().as_deref(), Some("https://example.org"));
    assert_eq!(toml.config_file(), Some("_config.toml"));
    assert_eq!(toml.content_folders(), ["src"]);
    let broken = site(&[("_config.yml", "a: [")]);
    assert!(broken.problem().is_some_and(|problem| problem.starts_with("_config.yml cannot be understood")));
}

#[test]
fn output_caches_and_what_is_excluded_are_not_looked_at() {
    let site = configured("destination: ./out\nexclude: [old, vendor/notes]\ninclude: [old/kept.md]");
    for folder in ["out", ".jekyll-cache", "node_modules", "vendor/bundle", "vendor/notes"] {
        assert!(site.is_ignored(folder, true), "{folder}");
    }
    for folder in ["_posts", "vendor", "old", "cat/_drafts"] {
        assert!(!site.is_ignored(folder, true), "{folder}");
    }
    assert!(site.is_ignored("old/a.md", false));
    assert!(!site.is_ignored("old/kept.md", false));
    let below = configured("source: web/src");
    assert!(!below.is_ignored("web", true) && !below.is_ignored("web/src", true));
    assert!(below.is_ignored("docs", true) && below.is_ignored("web/other", true));
    assert!(!below.is_ignored("web/src/_posts", true));
}

#[test]
fn new_posts_go_where_jekyll_finds_them() {
    let now = NaiveDateTime::parse_from_str("2024-03-05 23:59:00", "%F %T").unwrap();
    let wish = NewFile { section: None, slug: "a", language: None, bundle: false, draft: false, now };
    let site = configured("collections: [recipes]");
    let place = |section, draft| site.new_file(&NewFile { section, draft, ..wish });
    assert_eq!(place(None, false), "_posts/2024-03-05-a.md");
    assert_eq!(place(None, true), "_drafts/a.md");
    assert_eq!(place(Some("cat"), false), "cat/_posts/2024-03-05-a.md");
    assert_eq!(place(Some("cat/_posts/sub"), true), "cat/_drafts/sub/a.md");
    assert_eq!(place(Some("_posts"), false), "_posts/2024-03-05-a.md");
    assert_eq!(place(Some("_recipes/sweet"), true), "_recipes/sweet/a.md");
    let below = configured("source: src\ncollections_dir: all\ncollections: [recipes]");
    assert_eq!(below.new_file(&wish), "src/all/_posts/2024-03-05-a.md");
    assert_eq!(
        below.new_file(&NewFile { section: Some("src/all/_recipes"), ..wish }),
        "src/all/_recipes/a.md"
    );
    assert_eq!(site.slug("Über C# & Ä"), "über-c-ä");
    assert_eq!(site.template("_posts/a.md"), None);
    assert_eq!(site.unit("_posts/2024-01-02-a.md"), Unit::File);
}

#[test]
fn publishing_moves_a_draft_and_gives_it_its_date() {
    let site = configured("collections: {recipes: {output: true}}");
    let today = NaiveDate::from_ymd_opt(2024, 3, 5).unwrap();
    let place =
        |path, header, draft| with(&site, path, header, |source, _| site.draft_place(source, draft, today));
    let check = |path, header, draft, to| assert_eq!(place(path, header, draft).as_deref(), to, "{path}");
    check("_drafts/a.md", "title: x", false, Some("_posts/2024-03-05-a.md"));
    check("cat/_drafts/sub/a.md", "date: 2023-1-02 10:00", false, Some("cat/_posts/sub/2023-01-02-a.md"));
    check("_drafts/b.md", "date: 2023-01-02 23:00 PST", false, Some("_posts/2023-01-02-b.md"));
    check("_drafts/2023-01-02-a.md", "title: x", false, Some("_posts/2023-01-02-a.md"));
    check("cat/_posts/2023-01-02-a-b.md", "title: x", true, Some("cat/_drafts/a-b.md"));
    check("_drafts/a.md", "title: x", true, None);
    check("_posts/2023-01-02-a.md", "title: x", false, None);
    check("about.md", "title: x", true, None);
    check("_recipes/a.md", "title: x", true, None);
}

#[test]
fn a_moved_post_keeps_its_date_and_its_header_follows() {
    let site = configured("collections: [recipes]");
    let moved = |path, header, slug, section| {
        let moved = with(&site, path, header, |source, _| site.moved(source, &Move { slug, section }));
        let header: Vec<String> =
            moved.header.iter().map(|(key, value)| format!("{key}: {}", value.as_text().unwrap())).collect();
        (moved.path, header.join(", "))
    };
    let check = |(path, header): (String, String), to: &str, said: &str| {
        assert_eq!((path.as_str(), header.as_str()), (to, said));
    };
    let post = "cat/_posts/2024-1-02-a.markdown";
    check(moved(post, "a: b", Some("new"), None), "cat/_posts/2024-1-02-new.markdown", "");
    check(moved(post, "a: b", None, Some("other")), "other/_posts/2024-1-02-a.markdown", "");
    check(moved(post, "a: b", None, None), post, "");
    check(
        moved(post, "slug: old\npermalink: /x/old/", Some("new"), Some("_posts")),
        "_posts/2024-1-02-new.markdown",
        "slug: new, permalink: /x/new/",
    );
    check(moved("_drafts/a.md", "a: b", Some("new"), Some("cat")), "cat/_drafts/new.md", "");
    check(moved("docs/a.md", "permalink: /:title/", Some("new"), Some("")), "new.md", "");
    check(moved("_recipes/a.md", "a: b", Some("new"), Some("_recipes/sweet")), "_recipes/sweet/new.md", "");
}

#[test]
fn redirects_are_offered_where_the_plugin_is_there() {
    let alias = |site: &Site| site.alias("/old/");
    let offered = Some(("redirect_from", "/old/".to_owned()));
    assert_eq!(alias(&configured("")), None);
    assert_eq!(alias(&configured("plugins: [jekyll-feed, jekyll-redirect-from]")), offered);
    assert_eq!(alias(&configured("gems:\n- jekyll-redirect-from")), offered);
    assert_eq!(alias(&site(&[("Gemfile", "gem \"jekyll-redirect-from\", '~> 0.16'\n")])), offered);
    assert_eq!(alias(&site(&[("Gemfile", "# gem 'jekyll-redirect-from'\n")])), None);
}
