//! The rules of Eleventy, where no real Eleventy is needed to tell what is right.
#![expect(clippy::disallowed_methods, reason = "a site is made of files")]

use std::fs;

use chrono::NaiveDate;
use chrono_tz::Tz;
use galley_core::Generator;
use galley_core::front_matter::{self, Value};
use galley_core::site::{Fields, Kind, Move, NewFile, Site, Source, State, Tree, Unit, Url};
use proptest::prelude::*;
use tempfile::TempDir;

struct Blog {
    site: Site,
    _folder: TempDir,
}

fn blog(files: &[(&str, &str)]) -> Blog {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    Blog { site: Site::open(folder.path(), Generator::Eleventy, Tz::UTC), _folder: folder }
}

impl Blog {
    fn with<T>(&self, path: &str, text: &str, ask: impl FnOnce(&Site, &Source<'_>, &Tree) -> T) -> T {
        let header = front_matter::read(text, Generator::Eleventy);
        let fields = Fields::of(&header, self.site.keys());
        ask(&self.site, &Source { path, fields: &fields, modified: 1_000 }, &Tree::default())
    }

    #[track_caller]
    fn check_state(&self, path: &str, text: &str, state: State, reason: &str) {
        let standing = self.with(path, text, |site, source, tree| site.standing(source, tree, 0));
        assert_eq!((standing.state, standing.reason.as_str()), (state, reason));
    }

    fn url(&self, path: &str, text: &str) -> Url {
        self.with(path, text, |site, source, tree| site.url(source, tree))
    }
}

#[test]
fn a_draft_is_what_the_site_makes_of_it() {
    let draft = "---\ndraft: true\n---\n";
    let depends = "it is named a draft, and whether that keeps it back depends on the site";
    blog(&[]).check_state("a.md", draft, State::Draft, depends);
    let reason = "the site's configuration keeps drafts back";
    let config = "module.exports = (c) => c.addPreprocessor('drafts', '*', (data) => !data.draft)";
    blog(&[(".eleventy.js", config)]).check_state("a.md", draft, State::Draft, reason);
    let commented = [("eleventy.config.js", "// drafts?\nexport default {}")];
    blog(&commented).check_state("a.md", draft, State::Draft, depends);
    let apart = [("eleventy.config.js", ""), ("eleventy.config.drafts.js", "data.draft")];
    blog(&apart).check_state("a.md", draft, State::Draft, reason);
    let plain = "---\ndraft: false\n---\n";
    blog(&[]).check_state("a.md", plain, State::Published, "nothing keeps it back");
    let no_page = "its permalink is false, so it has no page of its own";
    blog(&[]).check_state("a.md", "---\npermalink: false\n---\n", State::Hidden, no_page);
}

#[test]
fn what_only_eleventy_can_tell_is_unknown() {
    let unknown = |url: Url| matches!(url, Url::Unknown(_));
    let site = blog(&[]);
    assert!(unknown(site.url("a.md", "---\ntitle: Été\npermalink: \"{{ title | slugify }}/\"\n---\n")));
    assert!(unknown(site.url("a.md", "---\npermalink: \"{% if a %}/{% endif %}\"\n---\n")));
    assert!(unknown(site.url("a.md", "---\neleventyComputed:\n  permalink: /x/\n---\n")));
    assert!(unknown(site.url("a.md", "---\npagination:\n  data: x\n---\n")));
    let transforms = [(".eleventy.js", "module.exports = (c) => c.addUrlTransform(x)")];
    assert!(unknown(blog(&transforms).url("a.md", "")));
    let global = [(".eleventy.js", "module.exports = (c) => c.addGlobalData('permalink', () => x)")];
    assert!(unknown(blog(&global).url("a.md", "")));
    assert_eq!(blog(&global).url("a.md", "---\npermalink: /own/\n---\n"), Url::Known("/own/".into()));
    let broken = [("a/a.json", "{")];
    assert!(unknown(blog(&broken).url("a/b.md", "")));
    let folders = [(".eleventy.js", "module.exports = () => ({ dir: { input: process.env.IN } })")];
    let problem = ".eleventy.js names a folder in a way that only Eleventy can read";
    assert_eq!(blog(&folders).site.problem(), Some(problem));
}

#[test]
fn the_build_command_may_name_the_folders() {
    let package =
        r#"{"scripts": {"build": "npm run css && npx @11ty/eleventy --input=src --output=dist && x"}}"#;
    let site = blog(&[("package.json", package)]);
    assert_eq!(site.site.content_folders(), ["src"]);
    assert_eq!(site.url("src/a.md", ""), Url::Known("/a/".into()));
    assert!(site.site.is_ignored("dist", true));
}

#[test]
fn pages_are_told_from_posts_by_habit() {
    let site = blog(&[("posts/posts.json", r#"{"tags": "posts"}"#)]);
    let kind = |path: &str, text: &str| site.with(path, text, |site, source, tree| site.kind(source, tree));
    assert_eq!(kind("about.md", ""), Kind::Page);
    assert_eq!(kind("about/index.md", ""), Kind::Page);
    assert_eq!(kind("a.md", "---\ndate: 2024-01-01\n---\n"), Kind::Post);
    assert_eq!(kind("posts/index.md", ""), Kind::Post);
    assert_eq!(kind("notes/a.md", ""), Kind::Post);
    assert_eq!(kind("_includes/a.md", ""), Kind::Other);
    assert_eq!(kind("a.markdown", ""), Kind::Other);
}

#[test]
fn dates_are_moments_in_utc_and_words_stay_words() {
    let site = blog(&[]);
    let date = |path: &str, text: &str| {
        let date = site.with(path, text, |site, source, _| site.date(source));
        date.map(|date| (date.written, date.seconds))
    };
    assert_eq!(date("a.md", "---\ndate: 1970-01-02\n---\n"), Some(("1970-01-02".into(), 86_400)));
    assert_eq!(date("a.md", "---\ndate: Last Modified\n---\n"), Some(("Last Modified".into(), 1_000)));
    assert_eq!(date("a.md", "---\ndate: git Created\n---\n"), None);
    assert_eq!(date("1970-01-03/a-1970-01-02.md", ""), Some(("1970-01-03".into(), 172_800)));
    assert_eq!(date("a.md", ""), Some(("1970-01-01".into(), 1_000)));
}

#[test]
fn new_and_moved_posts_keep_to_the_habits_of_the_site() {
    let site = blog(&[("posts/a.md", ""), ("posts/dir/index.md", "")]);
    let now = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
    let wish = NewFile { section: None, slug: "new", language: None, bundle: false, draft: true, now };
    assert_eq!(site.site.new_file(&wish), "posts/new.md");
    assert_eq!(
        site.site.new_file(&NewFile { section: Some("notes"), bundle: true, ..wish }),
        "notes/new/index.md"
    );
    assert_eq!(site.site.template("posts/new.md"), None);
    assert_eq!(site.site.unit("posts/dir/index.md"), Unit::File);
    let moved = |path: &str, text: &str, slug, section| {
        let moved = site.with(path, text, |site, source, _| site.moved(source, &Move { slug, section }));
        (moved.path, moved.header)
    };
    assert_eq!(moved("posts/2024-01-02-a.md", "", Some("b"), None).0, "posts/2024-01-02-b.md");
    assert_eq!(moved("posts/dir/index.md", "", Some("b"), None).0, "posts/b/index.md");
    assert_eq!(moved("posts/dir/index.md", "", None, Some("notes")).0, "notes/dir/index.md");
    assert_eq!(moved("index.md", "", Some("b"), None).0, "b.md");
    let slug = vec![("slug".to_owned(), Value::String("b".into()))];
    assert_eq!(moved("a.md", "---\nslug: a\n---\n", Some("b"), None), ("b.md".into(), slug));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn whatever_is_written_gets_an_answer(
        code in "(permalink|dir|input|[-:{}\\[\\]()\"'`,/*\n\\\\ .é])*",
        data in "(permalink|[:{}\"',é])*",
        name in "[-/._0-9aé]{0,24}",
        permalink in "(\\{\\{|\\}\\}|page.fileSlug|title|[|/.é])*",
    ) {
        let files = [(".eleventy.js", code.as_str()), ("a/a.11tydata.js", &code), ("a/a.json", &data)];
        let site = blog(&files);
        let path = format!("a/{name}.md");
        site.with(&path, &format!("---\npermalink: '{permalink}'\n---\n"), |site, source, tree| {
            let _ = (site.kind(source, tree), site.standing(source, tree, 0), site.url(source, tree));
            let _ = site.date(source);
            site.moved(source, &Move { slug: Some("new"), section: None });
        });
        site.url(&path, "");
    }
}
