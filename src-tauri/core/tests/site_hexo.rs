//! The rules of Hexo, where no real Hexo is needed to tell what is right.
#![expect(clippy::disallowed_methods, reason = "a site is made of files")]

use std::fs;

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use galley_core::Generator;
use galley_core::front_matter::{self, Value};
use galley_core::site::{
    Fields, Filling, Kind, Move, NewFile, Site, Source, State, Template, Tree, Unit, Url,
};
use proptest::prelude::*;
use tempfile::TempDir;

struct Blog {
    site: Site,
    _folder: TempDir,
}

fn blog(config: &str, files: &[(&str, &str)]) -> Blog {
    let folder = TempDir::new().unwrap();
    for (path, text) in files.iter().chain(&[("_config.yml", config)]) {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    Blog { site: Site::open(folder.path(), Generator::Hexo, Tz::UTC), _folder: folder }
}

impl Blog {
    fn with<T>(&self, path: &str, text: &str, ask: impl FnOnce(&Site, &Source<'_>, &Tree) -> T) -> T {
        let header = front_matter::read(text, Generator::Hexo);
        let fields = Fields::of(&header, self.site.keys());
        ask(&self.site, &Source { path, fields: &fields, modified: 0 }, &Tree::default())
    }

    #[track_caller]
    fn check_state(&self, path: &str, text: &str, state: State, reason: &str) {
        let standing = self.with(path, text, |site, source, tree| site.standing(source, tree, 1_700_000_000));
        assert_eq!((standing.state, standing.reason.as_str()), (state, reason));
    }

    fn moved(&self, path: &str, wish: &Move<'_>) -> String {
        self.with(path, "---\nslug: old\n---\n", |site, source, _| {
            let moved = site.moved(source, wish);
            assert_eq!(moved.header, [], "a slug in the header is nothing to Hexo");
            moved.path
        })
    }

    fn draft_place(&self, path: &str, text: &str, draft: bool) -> Option<String> {
        let today = NaiveDate::from_ymd_opt(2024, 3, 4).unwrap();
        self.with(path, text, |site, source, _| site.draft_place(source, draft, today))
    }
}

fn wish<'a>(slug: &'a str, section: Option<&'a str>, draft: bool) -> NewFile<'a> {
    let now: NaiveDateTime = NaiveDate::from_ymd_opt(2024, 3, 4).unwrap().and_hms_opt(5, 6, 7).unwrap();
    NewFile { section, slug, language: None, bundle: false, draft, now }
}

#[test]
fn every_state_has_its_reason() {
    let site = blog("future: false", &[]);
    site.check_state("source/_posts/a.md", "---\n---\n", State::Published, "nothing keeps it back");
    site.check_state("source/_drafts/a.md", "", State::Draft, "it is in the folder of drafts");
    let held = "---\npublished: false\n---\n";
    site.check_state("source/_posts/a.md", held, State::Hidden, "its header says published: false");
    site.check_state("source/about.md", held, State::Published, "nothing keeps it back");
    let ahead = "---\ndate: 2030-01-01\n---\n";
    site.check_state("source/_posts/a.md", ahead, State::Scheduled, "its date is still to come");
    let until = |site: &Site, source: &Source<'_>, tree: &Tree| site.standing(source, tree, 0).until;
    assert_eq!(site.with("source/_posts/a.md", ahead, until), Some(1_893_456_000));
    site.check_state("scaffolds/post.md", "", State::Template, "new posts are made from it");
    site.check_state("README.md", "", State::Hidden, "it is outside the folder that Hexo reads");
    let shown = blog("render_drafts: true", &[]);
    let reason = "the site's configuration shows drafts";
    shown.check_state("source/_drafts/a.md", "", State::Published, reason);
    shown.check_state("source/_posts/a.md", held, State::Published, reason);
}

#[test]
fn a_file_is_known_by_its_place() {
    let site = blog("", &[]);
    let kind = |path: &str| site.with(path, "", |site, source, tree| site.kind(source, tree));
    assert_eq!(kind("source/_posts/a/b.md"), Kind::Post);
    assert_eq!(kind("source/_drafts/a.md"), Kind::Post);
    assert_eq!(kind("source/about/index.md"), Kind::Page);
    assert_eq!(kind("scaffolds/draft.md"), Kind::Template);
    assert_eq!(kind("source/_posts/_a.md"), Kind::Other);
    assert_eq!(kind("source/_posts/a.mdx"), Kind::Other);
    assert_eq!(kind("sources/a.md"), Kind::Other);
    assert!(site.site.is_ignored("public", true) && site.site.is_ignored("themes", true));
    assert!(!site.site.is_ignored("source", true));
}

#[test]
fn a_broken_configuration_is_said_and_the_defaults_stand_in() {
    let site = blog("a: [", &[]);
    assert!(site.site.problem().unwrap().starts_with("_config.yml cannot be understood"));
    let url = site.with("source/_posts/a.md", "---\ndate: 2024-01-02\n---\n", |site, source, tree| {
        site.url(source, tree)
    });
    assert_eq!(url, Url::Known("/2024/01/02/a/".into()));
}

#[test]
fn new_posts_follow_new_post_name() {
    let site = blog("new_post_name: ':year/:i_month-:day-:lang-:title.markdown'", &[]).site;
    assert_eq!(site.new_file(&wish("a", None, false)), "source/_posts/2024/3-04--a.markdown");
    assert_eq!(site.new_file(&wish("a", None, true)), "source/_drafts/a.markdown");
    let travel = Some("source/_posts/travel");
    assert_eq!(site.new_file(&wish("a", travel, false)), "source/_posts/travel/3-04--a.markdown");
    assert_eq!(site.new_file(&wish("a", travel, true)), "source/_drafts/travel/a.markdown");
    let french = NewFile { language: Some("fr"), ..wish("a", None, false) };
    assert_eq!(site.new_file(&french), "source/_posts/2024/3-04-fr-a.markdown");
    assert_eq!(blog("", &[]).site.new_file(&wish("a", Some("source/about"), false)), "source/about/a.md");
}

#[test]
fn a_moved_post_keeps_the_day_in_its_name() {
    let site = blog("new_post_name: ':year-:month-:day-:title.md'", &[]);
    let slug = Move { slug: Some("new"), section: None };
    assert_eq!(site.moved("source/_posts/2024-01-02-a.md", &slug), "source/_posts/2024-01-02-new.md");
    assert_eq!(site.moved("source/_posts/a/b.md", &slug), "source/_posts/a/new.md");
    assert_eq!(site.moved("source/_drafts/a.md", &slug), "source/_drafts/new.md");
    assert_eq!(site.moved("source/about/index.md", &slug), "source/new/index.md");
    let section = Move { slug: None, section: Some("source/_posts/x") };
    assert_eq!(site.moved("source/_posts/2024-01-02-a.md", &section), "source/_posts/x/2024-01-02-a.md");
}

#[test]
fn a_draft_is_a_place() {
    let site = blog("new_post_name: ':year-:month-:day-:title.md'", &[]);
    let place = |path, text, draft| site.draft_place(path, text, draft);
    let (dated, plain) = ("---\ndate: 2020-05-06 07:08:09\n---\n", "");
    assert_eq!(place("source/_drafts/a.md", plain, false).unwrap(), "source/_posts/2024-03-04-a.md");
    assert_eq!(place("source/_drafts/a.md", dated, false).unwrap(), "source/_posts/2020-05-06-a.md");
    assert_eq!(place("source/_drafts/x/a.md", plain, false).unwrap(), "source/_posts/x/2024-03-04-a.md");
    assert_eq!(place("source/_posts/x/2024-03-04-a.md", plain, true).unwrap(), "source/_drafts/x/a.md");
    assert_eq!(place("source/_posts/a.md", plain, false), None);
    assert_eq!(place("source/about/index.md", plain, true), None);
}

#[test]
fn assets_and_old_paths_depend_on_the_site() {
    let plain = blog("", &[]).site;
    assert_eq!(plain.unit("source/_posts/a.md"), Unit::File);
    assert_eq!(plain.alias("/a/"), None);
    let package = r#"{"dependencies": {"hexo-generator-alias": "*"}}"#;
    let site = blog("post_asset_folder: true", &[("package.json", package)]).site;
    assert_eq!(site.unit("source/_posts/a.md"), Unit::FileAndFolder("source/_posts/a".into()));
    assert_eq!(site.unit("source/about/index.md"), Unit::File);
    assert_eq!(site.alias("/a/"), Some(("alias", "/a/".into())));
}

#[test]
fn a_scaffold_is_filled_with_whatever_the_title_is() {
    let text = "---\r\ntitle: {{ title }} # the title\r\nslug: '{{slug}}'\r\nlayout: {{ layout }}\r\n\
                date: {{ date }}\r\n---\r\nAbout {{ title }}.\r\n";
    let site = blog("filename_case: 1", &[("scaffolds/post.md", text)]).site;
    let template = site.template("source/_posts/a.md").unwrap();
    assert_eq!(
        template,
        Template { path: "scaffolds/post.md".into(), text: text.into(), others: Vec::new() }
    );
    assert_eq!(site.template("source/_drafts/a.md"), None);
    let now = DateTime::parse_from_rfc3339("2024-03-04T05:06:07+09:00").unwrap();
    for title in ["Plain", "It's: \"x\" # y", "- [a] {b}", "true", "2024", "{{ date }}", "\\", "'"] {
        let filling = Filling { title: Some(title), path: "source/_posts/a.md", now };
        let filled = site.fill(&template, &filling).unwrap();
        assert!(filled.ends_with("date: 2024-03-04 05:06:07\r\n---\r\nAbout {{ title }}.\r\n"), "{filled}");
        let header = front_matter::read(&filled, Generator::Hexo);
        assert_eq!(header.field("title").unwrap().value, Value::String(title.into()), "{filled}");
        assert_eq!(header.field("slug").unwrap().value, Value::String(site.slug(title)), "{filled}");
        assert_eq!(header.field("layout").unwrap().value, Value::String("post".into()));
    }
    for (text, missing) in [
        ("---\ntitle: {{ title }}\nby: {{ author }}\n---\n", "{{ author }}"),
        ("---\n{% if a %}\ntitle: x\n{% endif %}\n---\n", "{% if a %}"),
    ] {
        let template = Template { path: "scaffolds/post.md".into(), text: text.into(), others: Vec::new() };
        let filling = Filling { title: Some("x"), path: "source/_posts/a.md", now };
        assert_eq!(site.fill(&template, &filling), Err(missing.into()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn whatever_is_written_gets_an_answer(
        rule in "(:(year|title|i_day|hash|_)|[-/.é]){0,6}",
        name in "[-/._0-9aé]{0,12}",
        header in "(date|permalink|categories|title): [-0-9:TZ\\[\\]{}\"' é/]{0,24}",
        title in any::<String>(),
    ) {
        let config = format!("new_post_name: '{rule}'\npermalink: '{rule}'\ntimezone: Asia/Tokyo\n");
        let site = blog(&config, &[("scaffolds/post.md", "---\ntitle: {{ title }}\n---\n")]);
        let path = format!("source/_posts/{name}.md");
        site.with(&path, &format!("---\n{header}\n---\n"), |site, source, tree| {
            let _ = (site.kind(source, tree), site.standing(source, tree, 0), site.url(source, tree));
            let _ = (site.date(source), site.unit(source.path));
            site.moved(source, &Move { slug: Some("new"), section: None });
            site.draft_place(source, true, NaiveDate::MAX);
        });
        site.site.new_file(&wish("new", None, false));
        let now = DateTime::parse_from_rfc3339("2024-03-04T05:06:07+09:00").unwrap();
        if let Some(template) = site.site.template("source/_posts/a.md") {
            let filling = Filling { title: Some(&title), path: &path, now };
            if let Ok(filled) = site.site.fill(&template, &filling) {
                let header = front_matter::read(&filled, Generator::Hexo);
                prop_assert_eq!(&header.problems, &[]);
                prop_assert_eq!(header.field("title").map(|field| &field.value), Some(&Value::String(title)));
            }
        }
    }
}
