//! Which style sheets a site has, and which file it hands out at a path.

mod support;

use chrono_tz::Tz;
use galley_core::Generator;
use galley_core::site::Site;
use support::BlogTest;

fn site(test: &BlogTest, generator: Generator) -> Site {
    Site::open(&test.root(), generator, Tz::UTC)
}

#[track_caller]
fn has(generator: Generator, files: &[&str], expected: &[(&str, &str)]) {
    let test = BlogTest::new();
    for file in files {
        test.write(file, "p {}\n");
    }
    let found = site(&test, generator).style_sheets();
    let found: Vec<_> = found.sheets.iter().map(|sheet| (&*sheet.path, &*sheet.address)).collect();
    assert_eq!(found, expected);
}

#[test]
fn each_generator_has_its_sheets_where_it_hands_out_files() {
    has(
        Generator::Hugo,
        &[
            "static/css/a.css",
            "assets/b.css",
            "themes/x/static/t.css",
            "themes/x/assets/css/u.css",
            "content/c.css",
            "public/css/a.css",
        ],
        &[
            ("themes/x/assets/css/u.css", "css/u.css"),
            ("themes/x/static/t.css", "t.css"),
            ("assets/b.css", "b.css"),
            ("static/css/a.css", "css/a.css"),
        ],
    );
    has(
        Generator::Zola,
        &["static/a.css", "themes/x/static/b.css", "public/a.css"],
        &[("themes/x/static/b.css", "b.css"), ("static/a.css", "a.css")],
    );
    has(
        Generator::Jekyll,
        &["assets/css/a.css", "css/b.css", "_site/css/b.css"],
        &[("assets/css/a.css", "assets/css/a.css"), ("css/b.css", "css/b.css")],
    );
    has(
        Generator::Hexo,
        &["source/css/a.css", "themes/x/source/css/b.css", "public/css/a.css"],
        &[("themes/x/source/css/b.css", "css/b.css"), ("source/css/a.css", "css/a.css")],
    );
    has(
        Generator::Astro,
        &["public/a.css", "src/styles/b.css", "dist/a.css"],
        &[("src/styles/b.css", "src/styles/b.css"), ("public/a.css", "a.css")],
    );
    has(
        Generator::Eleventy,
        &["css/a.css", "public/b.css", "_site/css/a.css", "node_modules/x/c.css"],
        &[("css/a.css", "css/a.css"), ("public/b.css", "b.css")],
    );
    has(Generator::Plain, &["any/where/a.css", "dist/b.css"], &[("any/where/a.css", "any/where/a.css")]);
}

#[test]
fn folders_that_eleventy_copies_are_where_its_configuration_says() {
    let test = BlogTest::new();
    test.write("eleventy.config.js", "export default function (c) {\n  c.addPassthroughCopy('src/css');\n  c.addPassthroughCopy({ \"src/theme\": \"styles\" });\n  return { dir: { input: 'src' } };\n}\n");
    test.write("src/css/a.css", "");
    test.write("src/theme/b.css", "");
    let found = site(&test, Generator::Eleventy).style_sheets();
    let found: Vec<_> = found.sheets.iter().map(|sheet| (&*sheet.path, &*sheet.address)).collect();
    assert_eq!(found, [("src/theme/b.css", "styles/b.css"), ("src/css/a.css", "css/a.css")]);
}

#[test]
fn the_sites_own_sheet_hides_the_themes_at_the_same_path() {
    has(
        Generator::Hugo,
        &["static/css/main.css", "themes/x/static/css/main.css"],
        &[("static/css/main.css", "css/main.css")],
    );
}

#[test]
fn a_named_theme_is_the_only_one() {
    let test = BlogTest::new();
    test.write("hugo.toml", "theme = 'one'\n");
    test.write("themes/one/static/a.css", "");
    test.write("themes/two/static/b.css", "");
    let found = site(&test, Generator::Hugo).style_sheets();
    assert_eq!(
        found.sheets.iter().map(|sheet| &*sheet.path).collect::<Vec<_>>(),
        ["themes/one/static/a.css"]
    );
}

#[test]
fn sheets_that_others_build_on_come_first_and_odd_ones_are_not_usual() {
    let test = BlogTest::new();
    for name in ["article", "article.min", "normalize", "only.min", "print", "style-rtl"] {
        test.write(&format!("css/{name}.css"), "");
    }
    let found = site(&test, Generator::Plain).style_sheets().sheets;
    let names: Vec<_> =
        found.iter().map(|sheet| (sheet.path.trim_start_matches("css/"), sheet.usual)).collect();
    let expected = [
        ("normalize.css", true),
        ("article.css", true),
        ("article.min.css", false),
        ("only.min.css", true),
        ("print.css", false),
        ("style-rtl.css", false),
    ];
    assert_eq!(names, expected);
}

#[test]
fn what_must_be_compiled_is_named_and_not_offered() {
    let test =
        BlogTest::new().with("sass/site.scss", "").with("static/x.less", "").with("content/a.md", "x\n");
    let found = site(&test, Generator::Zola).style_sheets();
    assert_eq!(found.sheets, []);
    assert_eq!(found.uncompiled, ["sass/site.scss", "static/x.less"]);
}

#[test]
fn a_path_of_the_site_is_looked_for_where_its_generator_hands_out_files() {
    let test = BlogTest::new();
    test.write("hugo.toml", "baseURL = 'https://example.org/blog/'\ntheme = 'x'\n");
    let site = site(&test, Generator::Hugo);
    let own = [
        "static/img/a b.png",
        "assets/img/a b.png",
        "themes/x/static/img/a b.png",
        "themes/x/assets/img/a b.png",
    ];
    assert_eq!(site.served_files("img/a%20b.png"), own);
    assert!(site.served_files("/blog/img/a.png").contains(&"static/img/a.png".to_owned()));
    for outside in ["../secret.png", "%2e%2e/secret.png", ".git/config", "x/../../y.png"] {
        assert_eq!(site.served_files(outside), Vec::<String>::new(), "{outside}");
    }
}
