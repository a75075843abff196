//! Hexo.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{NaiveDate, TimeZone};
use chrono_tz::Tz;
use galley_core::Generator;
use galley_core::site::{Filling, Move, NewFile, State, Url};

use crate::site::{self, FixtureSite, program, source};

const HEXO: &str = "node_modules/.bin/hexo";

fn fixture(zone: Tz, config: &str, files: &[(&str, &str)]) -> FixtureSite {
    let base = fs::read_to_string(site::repository().join("tests/fixtures/hexo/_config.yml")).unwrap();
    let config = format!("{base}{config}");
    let mut all = vec![("_config.yml", config.as_str())];
    all.extend(files);
    let site = FixtureSite::of("hexo", Generator::Hexo, zone, &all);
    let packages = site::repository().join("target/generators/node_modules");
    symlink(packages, site.root().join("node_modules")).unwrap();
    site
}

fn run(site: &FixtureSite, zone: Tz, arguments: &[&str]) -> Option<String> {
    let hexo = program(HEXO)?;
    Some(site.run(&hexo, arguments, &[("TZ", zone.name())]))
}

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() as i64
}

/// What Hexo built: the URL that each page prints for itself, by its source.
fn built(site: &FixtureSite, public: &str, base: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![site.root().join(public)];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if let Some((source, url)) = printed(&path) {
                let url = url.strip_prefix(base).unwrap_or(&url).to_owned();
                let url = url.strip_suffix("index.html").unwrap_or(&url).to_owned();
                assert_eq!(found.insert(source.clone(), url), None, "{source} twice");
            }
        }
    }
    found
}

fn printed(page: &Path) -> Option<(String, String)> {
    let text = fs::read_to_string(page).ok()?;
    let mut lines = text.lines();
    let (source, url) = (lines.next()?.to_owned(), lines.next()?.to_owned());
    url.starts_with("http").then_some((source, url))
}

/// Compares a build with what Galley says; `unknown` are the sources whose URL it says it cannot
/// know, `arguments` those of `hexo generate`.
#[track_caller]
fn check(site: &FixtureSite, zone: Tz, arguments: &[&str], unknown: &[&str]) {
    let mut command = vec!["generate"];
    command.extend(arguments);
    if run(site, zone, &command).is_none() {
        return;
    }
    let shows_drafts = arguments.contains(&"--draft");
    let folder = site.site.content_folders().remove(0);
    let public = if site.root().join("public").exists() { "public" } else { "docs" };
    let built = built(site, public, &site.site.base_url().unwrap());
    let states = site.states(now());
    let mut said = BTreeMap::new();
    for (path, (state, url)) in &states {
        let is_held = site.tree.get(path).unwrap().fields.truth("published") == Some(false);
        let is_there = match state {
            State::Published => true,
            State::Draft => shows_drafts,
            State::Hidden => shows_drafts && is_held && *url != Url::None,
            _ => false,
        };
        if is_there {
            said.insert(path.strip_prefix(&format!("{folder}/")).unwrap().to_owned(), url.clone());
        }
    }
    let names = |keys: Vec<&String>| keys.into_iter().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(said.keys().collect()), names(built.keys().collect()), "the pages of the site");
    let mut differ = Vec::new();
    let mut not_known = Vec::new();
    for (path, url) in said {
        match url {
            Url::Known(url) if url == built[&path] => {}
            Url::Unknown(_) => not_known.push(path),
            url => differ.push(format!("{path}: {url:?}, but Hexo says {}", built[&path])),
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    assert_eq!(not_known, unknown);
}

#[test]
fn an_unchanged_site_is_built_as_galley_says() {
    let site = fixture(Tz::UTC, "", &[]);
    check(&site, Tz::UTC, &[], &["_posts/2024-05-06-in-name.md", "_posts/undated.md"]);
}

#[test]
fn drafts_and_what_is_held_back_come_with_the_drafts() {
    let site = fixture(Tz::Europe__Berlin, "", &[]);
    let unknown = ["_drafts/progress.md", "_posts/2024-05-06-in-name.md", "_posts/undated.md"];
    check(&site, Tz::Europe__Berlin, &["--draft"], &unknown);
    let site = fixture(Tz::Europe__Berlin, "render_drafts: true\n", &[]);
    check(&site, Tz::Europe__Berlin, &[], &unknown);
}

#[test]
fn every_parameter_of_a_permalink_is_known() {
    let config = "permalink: :category/:lang/:year/:i_month/:i_day/:hour:minute:second/:name-:post_title-:hash_:timestamp-:layout-:kind-:none.html
permalink_defaults: {lang: en, kind: piece}
default_category: no category
filename_case: 1
timezone: Asia/Tokyo
pretty_urls: {trailing_index: false, trailing_html: false}
";
    for zone in [Tz::America__New_York, Tz::Asia__Kolkata] {
        let site = fixture(zone, config, &[]);
        let unknown = ["_posts/2024-05-06-in-name.md", "_posts/no-seconds.markdown", "_posts/undated.md"];
        check(&site, zone, &[], &unknown);
    }
}

#[test]
fn names_with_a_day_and_hidden_future_posts() {
    let config = "new_post_name: :year-:month-:day-:title.md\nfuture: false\npost_asset_folder: true\npermalink: :year/:month/:day/:title\n";
    for (timezone, zone) in
        [("", Tz::Pacific__Auckland), ("timezone: Europe/Paris\n", Tz::America__Los_Angeles)]
    {
        let site = fixture(zone, &format!("{config}{timezone}"), &[]);
        check(&site, zone, &[], &["_posts/undated.md"]);
    }
}

#[test]
fn a_language_and_a_category_may_be_in_the_name() {
    let config =
        "new_post_name: :lang/:category/:title.md\npermalink: :lang/:category/:title/\nlanguage: [en, fr]\n";
    let files = [
        ("source/_posts/fr/voyages/paris.md", "---\ntitle: Paris\ndate: 2024-01-01\n---\n"),
        ("source/_posts/en/trips/a/london.md", "---\ndate: 2024-01-01\ncategories: Own\n---\n"),
    ];
    let site = fixture(Tz::UTC, config, &files);
    check(&site, Tz::UTC, &[], &["_posts/no-seconds.markdown"]);
    let code = |path| site.site.language(&source(&site.tree, path)).unwrap().code;
    assert_eq!(code("source/_posts/fr/voyages/paris.md"), "fr");
    assert_eq!(code("source/fr/index.md"), "fr");
    assert_eq!(code("source/contact.md"), "en");
}

#[test]
fn folders_and_patterns_of_the_configuration_are_kept() {
    let config = "source_dir: content
public_dir: docs
skip_render: ['notes/raw/**', '_posts/skipped.md']
exclude: ['notes/{a,b}*.md', '_posts/kept.md']
include: ['_shown/*']
ignore: ['**/_posts/ignored/**', '**/gone.md']
";
    let text = "---\ntitle: A\ndate: 2024-01-01\n---\n";
    let files = [
        "notes/raw/x.md",
        "notes/raw/deep/y.md",
        "notes/a1.md",
        "notes/b.md",
        "notes/c.md",
        "notes/deep/a.md",
        "_posts/skipped.md",
        "_posts/kept.md",
        "_posts/ignored/x.md",
        "_posts/gone.md",
        "_shown/x.md",
        "_shown/deep/x.md",
        "gone.md",
        "_drafts/_x.md",
    ];
    let files: Vec<String> = files.iter().map(|path| format!("content/{path}")).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|path| (path.as_str(), text)).collect();
    let site = fixture(Tz::UTC, config, &files);
    check(&site, Tz::UTC, &[], &[]);
}

#[test]
fn new_posts_go_where_hexo_puts_them_and_say_the_same() {
    let zone = Tz::Europe__Berlin;
    for (config, draft) in
        [("filename_case: 1\n", true), ("new_post_name: :year/:i_month/:day-:title.md\n", false)]
    {
        let site = fixture(zone, config, &[]);
        let layout = if draft { "draft" } else { "post" };
        let title = "It's: \"Été\" #1 & {more}";
        let Some(_) = run(&site, zone, &["new", layout, title]) else { return };
        let now = zone.timestamp_opt(now(), 0).unwrap();
        let wish = NewFile {
            section: None,
            slug: &site.site.slug(title),
            language: None,
            bundle: false,
            draft,
            now: now.naive_local(),
        };
        let path = site.site.new_file(&wish);
        let written = fs::read_to_string(site.root().join(&path)).unwrap_or_else(|_| panic!("no {path}"));
        let template = site.site.template(&path).unwrap();
        let filling = Filling { title: Some(title), path: &path, now: now.fixed_offset() };
        let filled = site.site.fill(&template, &filling).unwrap();
        let read = |text: &str| {
            let header = galley_core::front_matter::read(text, Generator::Hexo);
            assert_eq!(header.problems, []);
            let body = text.split("---").last().unwrap().to_owned();
            let fields = header.fields.into_iter().filter(|field| field.key != "date");
            (
                fields
                    .map(|field| (field.key, field.value))
                    .collect::<BTreeMap<_, _>>()
                    .into_iter()
                    .map(|(key, value)| format!("{key}: {value:?}"))
                    .collect::<Vec<_>>(),
                body,
            )
        };
        assert_eq!(read(&filled), read(&written), "{written}");
    }
}

#[test]
fn a_published_draft_goes_where_hexo_puts_it() {
    let zone = Tz::UTC;
    let site = fixture(
        zone,
        "new_post_name: :year-:month-:day-:title.md\n",
        &[("source/_drafts/dated.md", "---\ntitle: Dated\ndate: 2024-10-01 10:00:00\n---\n")],
    );
    let draft = source(&site.tree, "source/_drafts/dated.md");
    let today = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
    let place = site.site.draft_place(&draft, false, today).unwrap();
    let Some(_) = run(&site, zone, &["publish", "dated"]) else { return };
    let file: PathBuf = site.root().join(&place);
    assert!(file.exists(), "{place}");
    let post = source(&site.tree, "source/_posts/2024-05-06-in-name.md");
    assert_eq!(site.site.draft_place(&post, true, today).unwrap(), "source/_drafts/in-name.md");
    let moved = site.site.moved(&post, &Move { slug: Some("other"), section: None });
    assert_eq!(moved.path, "source/_posts/2024-05-06-other.md");
}

#[test]
fn dates_of_every_shape_are_read_as_hexo_does() {
    const DATES: [&str; 24] = [
        "2024-01-02",
        "2024-1-2",
        "2024/01/02",
        "2024/1/2 3:04",
        "2024-01-02 3:04:05",
        "2024-01-02 03:04",
        "2024-01-02T03:04:05",
        "2024-01-02T03:04",
        "2024-01-02T03:04:05Z",
        "2024-01-02T03:04Z",
        "2024-01-02T03:04:05.678Z",
        "2024-01-02T03:04:05+02:00",
        "2024-01-02 03:04:05 +08:00",
        "2024-01-02 03:04:05 +0800",
        "2024-01-02 23:04:05 -05:30",
        "2024-03-31 02:30:00",
        "2024-03-31 02:30",
        "2024-03-10 02:30:00",
        "2024-10-27 02:30:00",
        "2024-11-03 01:30:00",
        "2024-11-03 01:30",
        "1969-07-20 20:17:40",
        "2 January 2024",
        "October 15, 2023",
    ];
    let mut texts = Vec::new();
    for (number, date) in DATES.iter().enumerate() {
        texts.push((format!("source/_posts/{number}-plain.md"), format!("---\ndate: {date}\n---\n")));
        texts.push((format!("source/_posts/{number}-quoted.md"), format!("---\ndate: '{date}'\n---\n")));
        texts.push((format!("source/_posts/{number}-json.md"), format!("\"date\": \"{date}\"\n;;;\n")));
    }
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let permalink = "permalink: :year:month:day-:hour:minute:second-:timestamp/:title/\n";
    let zones = [
        (Tz::America__New_York, ""),
        (Tz::Europe__Berlin, "timezone: America/New_York\n"),
        (Tz::Asia__Kolkata, "timezone: Europe/Berlin\n"),
    ];
    for (zone, timezone) in zones {
        let site = fixture(zone, &format!("{permalink}{timezone}"), &files);
        check(&site, zone, &[], &["_posts/2024-05-06-in-name.md", "_posts/undated.md"]);
    }
}

#[test]
fn every_letter_has_the_slug_that_hexo_gives_it() {
    let Some(_) = program(HEXO) else { return };
    let site = fixture(Tz::UTC, "filename_case: 1\n", &[]);
    let script = "const {slugize} = require('hexo-util');
for (let i = 1; i < 0x10000; i++) {
  if (i < 0xd800 || i > 0xdfff) console.log(i + ' ' + JSON.stringify(slugize('X ' + String.fromCharCode(i) + 'y-', {transform: 1})));
}";
    let mut differ = Vec::new();
    for line in site.run(Path::new("node"), &["-e", script], &[]).lines() {
        let (code, slug) = line.split_once(' ').unwrap();
        let letter = char::from_u32(code.parse().unwrap()).unwrap();
        let slug: String = serde_json::from_str(slug).unwrap();
        let said = site.site.slug(&format!("X {letter}y-"));
        if said != slug {
            differ.push(format!("{letter:?}: {said}, but Hexo says {slug}"));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}
