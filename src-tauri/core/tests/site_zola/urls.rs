//! Paths on the site, dates in names, slugs.

use galley_core::site::Url;

use super::{EMPTY, FRENCH, blog};

/// `components/content/src/page.rs`, `section.rs`, `file_info.rs`.
#[test]
fn a_page_has_the_path_of_its_header_else_its_folders_and_slug() {
    let table = [
        ("content/about.md", "", "/about/"),
        ("content/My Posts/Ä b.md", "", "/My Posts/a-b/"),
        ("content/posts/a.md", "slug = 'Other One'", "/posts/other-one/"),
        ("content/posts/a.md", "slug = 'x/y'", "/posts/x-y/"),
        ("content/posts/a.md", "path = 'Deep/er'\nslug = 'n'", "/Deep/er/"),
        ("content/posts/a.md", "path = ' /deep/ '", "/deep/"),
        ("content/posts/a/index.md", "", "/posts/a/"),
        ("content/a/index.md", "", "/a/"),
        ("content/posts/a/other.md", "", "/posts/a/other/"),
        ("content/posts/a/index.md", "slug = 'b'", "/posts/b/"),
        ("content/posts/index/index.md", "", "/posts/index/"),
        ("content/posts/a.fr.md", "", "/posts/a-fr/"),
        ("content/posts/a/index.fr.md", "", "/posts/index-fr/"),
        ("content/_index.md", "", "/"),
        ("content/posts/_index.md", "", "/posts/"),
        ("content/My Posts/_index.md", "", "/My Posts/"),
    ];
    for (path, header, expected) in table {
        check_url("", path, header, expected);
    }
}

/// `components/content/src/file_info.rs`, `find_language`.
#[test]
fn a_language_comes_first_in_the_path() {
    let table = [
        ("content/posts/a.fr.md", "", "/fr/posts/a/"),
        ("content/posts/a/index.fr.md", "", "/fr/posts/a/"),
        ("content/posts/a.fr.md", "slug = 'b'", "/fr/posts/b/"),
        ("content/posts/a.fr.md", "path = 'b'", "/b/"),
        ("content/posts/a.en.md", "", "/posts/a-en/"),
        ("content/_index.fr.md", "", "/fr/"),
        ("content/posts/_index.fr.md", "", "/fr/posts/"),
    ];
    for (path, header, expected) in table {
        check_url(FRENCH, path, header, expected);
    }
    check_url("default_language = 'fr'\n[languages.fr]\n[languages.en]\n", "content/a.en.md", "", "/en/a/");
}

/// `RFC3339_DATE` in `components/content/src/page.rs`.
#[test]
fn a_date_in_front_of_the_name_is_no_part_of_the_slug() {
    let table = [
        ("2024-01-02-a", "/a/", Some(1_704_153_600)),
        ("2024-01-02_a", "/a/", Some(1_704_153_600)),
        ("2024-01-02 - a", "/a/", Some(1_704_153_600)),
        ("2024-01-02T10:00:00Z-a", "/a/", Some(1_704_189_600)),
        ("2024-01-02T10:00:00.5+02:00_a", "/a/", Some(1_704_182_400)),
        ("2024-01-02T10:00-a", "/2024-01-02t10-00-a/", Some(1_704_153_600)),
        ("2024-01-02", "/2024-01-02/", Some(1_704_153_600)),
        ("2024-01-02x", "/2024-01-02x/", Some(1_704_153_600)),
        ("2024-13-02-a", "/2024-13-02-a/", None),
        ("2024-02-31-a", "/a/", None),
        ("24-01-02-a", "/24-01-02-a/", None),
    ];
    for (name, url, seconds) in table {
        for path in [format!("content/{name}.md"), format!("content/{name}/index.md")] {
            check_url("", &path, "", url);
            let blog = blog("", &[(&path, EMPTY)]);
            let dated = blog.site.date(&blog.source(&path));
            assert_eq!(dated.map(|dated| dated.seconds), seconds, "{path}");
        }
    }
    check_url("[slugify]\npaths_keep_dates = true\n", "content/2024-01-02-a.md", "", "/2024-01-02-a/");
    check_url(FRENCH, "content/2024-01-02-a.fr.md", "", "/fr/a/");
    let blog = blog("", &[("content/2024-01-02-a.md", "+++\ndate = 2020-05-06\n+++\n")]);
    assert_eq!(blog.site.date(&blog.source("content/2024-01-02-a.md")).unwrap().written, "2020-05-06");
}

/// `components/utils/src/slugs.rs`; the table is that of its own test, with a slash more.
#[test]
fn slugs_are_made_by_the_way_that_the_configuration_names() {
    let table = [
        ("input", "input", "input", "input"),
        ("tes t", "tes-t", "tes t", "tes t"),
        ("dot. ", "dot", "dot", "dot. "),
        ("日本", "ri-ben", "日本", "日本"),
        ("héhé", "hehe", "héhé", "héhé"),
        ("test (hey)", "test-hey", "test (hey)", "test (hey)"),
        ("a/b?", "a-b", "ab", "a/b?"),
    ];
    for (slug, on, safe, off) in table {
        for (way, expected) in [("on", on), ("safe", safe), ("off", off)] {
            let config = format!("[slugify]\npaths = '{way}'\n");
            check_url(&config, "content/x.md", &format!("slug = '{slug}'"), &format!("/{expected}/"));
        }
    }
    let slug = |way: &str| blog(&format!("[slugify]\npaths = '{way}'\n"), &[]).site.slug("Über: Öl");
    assert_eq!([slug("on"), slug("safe"), slug("off")], ["uber-ol", "über-öl", "über-öl"]);
}

/// The URL of one page on a site with this configuration.
#[track_caller]
fn check_url(config: &str, path: &str, header: &str, expected: &str) {
    let blog = blog(config, &[(path, &format!("+++\n{header}\n+++\n"))]);
    assert_eq!(blog.url(path), Url::Known(expected.into()), "{path} with {header:?} under {config:?}");
}
