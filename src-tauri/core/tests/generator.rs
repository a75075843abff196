//! A site's generator is told by its files.

mod support;

use galley_core::Generator;
use support::BlogTest;

#[track_caller]
fn check(files: &[&str], folder: &str, expected: Generator) {
    let mut test = BlogTest::new();
    for file in files {
        let (path, text) = file.split_once('=').unwrap_or((file, ""));
        test = test.with(path, text);
    }
    assert_eq!(Generator::detect(&test.path(folder)), expected);
}

#[test]
fn each_generator_is_told_by_its_own_files() {
    check(&["hugo.toml", "content/a.md"], "content", Generator::Hugo);
    check(&["config.toml=baseURL = 'x'", "content/a.md", "layouts/x"], "", Generator::Hugo);
    check(&["config.toml=base_url = 'x'", "content/a.md", "templates/x"], "content", Generator::Zola);
    // The example site of a theme takes its layouts from the theme above it.
    check(
        &["exampleSite/config.toml=baseURL = '/'", "exampleSite/content/_index.md"],
        "exampleSite",
        Generator::Hugo,
    );
    check(&["config.yaml=title: x\nbaseurl: /", "content/_index.md"], "content", Generator::Hugo);
    check(&["config.json={\n  \"baseURL\": \"/\"\n}", "content/_index.md"], "content", Generator::Hugo);
    check(&["config.toml=base_url = '/'", "content/a.md"], "content", Generator::Plain);
    check(&["config.yaml=name: x", "content/a.md"], "content", Generator::Plain);
    check(&["astro.config.mjs", "src/content/blog/a.md"], "src/content/blog", Generator::Astro);
    check(
        &["package.json={\"devDependencies\":{\"@11ty/eleventy\":\"3\"}}", "a.md"],
        "",
        Generator::Eleventy,
    );
    check(&["_config.yml", "source/_posts/a.md"], "source/_posts", Generator::Hexo);
    check(&["_config.yml", "_posts/a.md"], "_posts", Generator::Jekyll);
    check(&["pelicanconf.py", "content/a.md"], "content", Generator::Pelican);
    check(&["a.md"], "", Generator::Plain);
}

#[test]
fn a_site_around_the_repository_does_not_count() {
    check(&["hugo.toml", "notes/.git/HEAD", "notes/posts/a.md"], "notes/posts", Generator::Plain);
}
