//! Hugo: every page that it builds, with its path, with and without drafts, future and expired
//! pages, for many configurations; and the list that it gives of its pages itself.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono_tz::Tz;
use galley_core::Generator;
use galley_core::site::{State, Url};

use crate::site::{FixtureSite, pages, program};

pub const HUGO: &str = "venv/lib/python3.11/site-packages/hugo/binaries/hugo";

type Files<'f> = &'f [(&'f str, &'f str)];

/// Builds the fixture with more configuration and files, and holds Galley's pages against Hugo's.
#[track_caller]
fn check(config: &str, files: Files<'_>) {
    let base = include_str!("../fixtures/hugo/hugo.toml");
    let config = format!("{base}{config}");
    let mut all = vec![("hugo.toml", config.as_str())];
    all.extend(files);
    check_site(&all);
}

#[track_caller]
fn check_site(files: Files<'_>) {
    let Some(hugo) = program(HUGO) else { return };
    let site = FixtureSite::of("hugo", Generator::Hugo, Tz::UTC, files);
    let config = files.first().map_or("", |(_, text)| text);
    for (arguments, all) in
        [(&[][..], false), (&["--buildDrafts", "--buildFuture", "--buildExpired"][..], true)]
    {
        let built = built(&site, &hugo, arguments);
        let expected = expected(&site, all);
        let missing: Vec<_> = expected.difference(&built).collect();
        let more: Vec<_> = built.difference(&expected).filter(|url| !is_of_folder(&site, url)).collect();
        assert!(
            missing.is_empty() && more.is_empty(),
            "{config}\nnot built: {missing:#?}\nnot expected: {more:#?}"
        );
    }
}

fn built(site: &FixtureSite, hugo: &Path, arguments: &[&str]) -> BTreeSet<String> {
    let output = site.root().join("built").join(arguments.len().to_string());
    let destination = output.to_string_lossy().into_owned();
    let mut all = vec!["--destination", &destination, "--noBuildLock"];
    all.extend(arguments);
    site.run(hugo, &all, &[]);
    pages(&output).into_iter().collect()
}

fn expected(site: &FixtureSite, all: bool) -> BTreeSet<String> {
    let states = site.states(now()).into_iter();
    let is_built = |state: State| match state {
        State::Published => true,
        State::Draft | State::Scheduled | State::Expired => all,
        State::Hidden | State::Template => false,
    };
    let urls = states.filter(|(_, (state, _))| is_built(*state)).map(|(path, (_, url))| match url {
        Url::Known(url) => url,
        other => panic!("{path}: {other:?}"),
    });
    urls.collect()
}

/// Whether a page is that of a folder without a file of its own.
fn is_of_folder(site: &FixtureSite, url: &str) -> bool {
    let folder = url.trim_end_matches('/');
    let has_file = |path: &str| site.tree.get(path).is_some();
    url.ends_with('/')
        && site.tree.iter().any(|source| {
            let mut above = source.folder();
            while let Some((parent, _)) = above.rsplit_once('/') {
                let url = above.strip_prefix("content").unwrap_or(above).to_lowercase();
                if folder.ends_with(&url) && !has_file(&format!("{above}/_index.md")) {
                    return true;
                }
                above = parent;
            }
            false
        })
        || url == "/"
}

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() as i64
}

#[test]
fn the_pages_of_a_site_are_those_that_hugo_builds() {
    check("", &[]);
}

#[test]
fn ugly_urls_are_files() {
    check("uglyURLs = true\n", &[]);
    check("[uglyURLs]\nposts = true\nup = true\n", &[]);
    check("uglyURLs = true\n[permalinks]\nposts = '/p/:slugorfilename'\n", &[]);
}

#[test]
fn permalinks_follow_their_tokens() {
    for pattern in [
        "/:year/:month/:day/:slugorfilename/",
        "/P p/É/:monthname/:weekday/:weekdayname/:yearday/:contentbasename",
        ":section/:sections/:filename",
        "/x/:slugorcontentbasename.html",
        "/:sections[0]/a/:sections[1:]/:sections[last]/:sections[:last]/:filename/",
    ] {
        check(&format!("[permalinks]\nposts = '{pattern}'\n'/' = '{pattern}'\nup = '/u{pattern}'\n"), &[]);
        check(&format!("[permalinks.page]\n'up/case' = '{pattern}'\nno-index = '{pattern}'\n"), &[]);
    }
    check("[permalinks]\nposts = '/t/:year/:title/'\nup = '/u/:slug/'\n", &[]);
    check(
        "[permalinks.section]\nposts = '/all/:title'\nup = '/u/:slug'\ncas = '/c/:sections/:contentbasename'\n",
        &[],
    );
}

#[test]
fn letters_of_paths_may_keep_their_case_and_lose_their_accents() {
    check("disablePathToLower = true\n", &[]);
    check("removePathAccents = true\n", &[]);
}

#[test]
fn drafts_and_later_pages_may_be_part_of_every_build() {
    check("buildDrafts = true\n", &[]);
    check("buildFuture = true\n", &[]);
    check("buildExpired = true\n", &[]);
    check("[[cascade]]\ndraft = true\n[cascade.target]\npath = '/posts/a**'\n", &[]);
    check("[cascade]\nexpiryDate = '2001-01-01'\n[cascade.target]\nkind = 'section'\n", &[]);
}

#[test]
fn dates_come_from_where_the_configuration_says() {
    for order in [
        "[':filename', ':default']",
        "[':default', ':filename']",
        "['lastmod', 'myDate']",
        "[':fileModTime']",
    ] {
        let mine = ("content/posts/2998-01-01-mine.md", "---\ntitle: mine\nmydate: 2999-01-01\n---\n");
        let past = ("content/posts/2018-01-01.md", "---\ntitle: past\nmydate: 2001-01-01\n---\n");
        // The time of a file has no day that can be known in a path, and is over while this runs.
        let is_of_file = order.contains("fileMod");
        let keys = ["publishDate", "lastmod", "date", "expiryDate"].into_iter();
        for key in keys.take(if is_of_file { 2 } else { 4 }) {
            check(&format!("[frontmatter]\n{key} = {order}\n"), &[mine, past]);
        }
    }
    check(
        "[frontmatter]\ndate = [':filename', ':default']\n[permalinks]\nposts = '/:year/:month/:slugorfilename'\n",
        &[],
    );
}

#[test]
fn languages_have_their_prefixes() {
    let french = "---\ntitle: fr\n---\n";
    let files: Files<'_> = &[
        ("content/about.fr.md", french),
        ("content/posts/plain.fr.md", french),
        ("content/posts/bundle/index.fr.md", french),
        ("content/posts/only/index.fr.md", french),
        ("content/posts/only/part.md", french),
        ("content/_index.fr.md", french),
        ("content/posts/_index.fr.md", "---\ntitle: fr\nslug: billets\n---\n"),
        ("content/posts/url.fr.md", "---\ntitle: fr\nurl: rel/x\n---\n"),
        ("content/posts/url-root.fr.md", "---\ntitle: fr\nurl: /abs/x\n---\n"),
        ("content/posts/x.pt-BR.md", french),
        ("content/_index.pt-BR.md", french),
        ("content/posts/_index.pt-BR.md", french),
        ("content/posts/y.de.md", french),
    ];
    let languages = "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n[languages.pt-BR]\n";
    for config in
        ["", "defaultContentLanguageInSubdir = true\n", "uglyURLs = true\n", "disableLanguages = ['fr']\n"]
    {
        check(&format!("{config}{languages}"), files);
    }
    let english = [
        ("content/_index.en.md", french),
        ("content/_index.pt-BR.md", french),
        ("content/posts/_index.en.md", french),
        ("content/posts/z.en.md", french),
    ];
    check(&format!("defaultContentLanguage = 'fr'\n{languages}"), &english);
    let folders = "[languages.en]\ncontentDir = 'content'\n[languages.fr]\ncontentDir = 'contenu'\n";
    check(
        folders,
        &[
            ("contenu/posts/a.md", french),
            ("contenu/_index.md", french),
            ("contenu/posts/_index.md", french),
            ("contenu/posts/b.en.md", french),
        ],
    );
    check(&format!("{languages}disabled = true\n"), files);
}

#[test]
fn dates_without_a_zone_are_in_that_of_the_site() {
    check(
        "timeZone = 'America/New_York'\n[permalinks]\nposts = '/:year/:month/:day/:slugorfilename/'\n",
        &[],
    );
}

#[test]
fn the_configuration_may_be_a_folder_or_another_language() {
    let base = include_str!("../fixtures/hugo/hugo.toml");
    let yaml = "baseURL: https://example.org/\ndisableKinds: [taxonomy, term, rss, sitemap, '404']\nUglyUrls: true\nPERMALINKS:\n  Posts: /p/:slugorfilename/\n";
    let permalinks = ("config/_default/permalinks.toml", "posts = '/d/:year/:slugorfilename/'\n");
    check_site(&[("hugo.toml", base), ("config/production/hugo.yaml", yaml)]);
    check_site(&[("hugo.toml", base), ("config/_default/config.yaml", yaml), permalinks]);
    check_site(&[
        ("hugo.toml", base),
        permalinks,
        ("config/production/permalinks.yaml", "Up: /up/:title/\n"),
    ]);
    check_site(&[
        ("hugo.toml", base),
        ("config/_default/languages.toml", "[fr]\nweight = 2\n[en]\n"),
        ("content/_index.fr.md", ""),
    ]);
    check_site(&[("hugo.toml", base), ("config/development/hugo.toml", "uglyURLs = true\n")]);
    let hugo = format!("{base}ignoreFiles = ['a\\.b', '/later/', 'dated\\.md$']\n");
    check_site(&[("hugo.toml", &hugo)]);
    let moved = format!("{base}contentDir = 'texts'\npublishDir = 'out'\n");
    check_site(&[
        ("hugo.toml", &moved),
        ("texts/a/b.md", "---\ntitle: b\n---\n"),
        ("texts/_index.md", ""),
        ("texts/a/_index.md", ""),
    ]);
}

#[test]
fn cascades_reach_what_they_are_meant_for() {
    let section = |cascade: &str| format!("---\ntitle: s\ncascade:\n{cascade}---\n");
    let page = "---\ntitle: p\n---\n";
    for cascade in [
        "- draft: true\n  target:\n    kind: section\n",
        "- draft: true\n  target:\n    kind: '{page,section}'\n",
        "- draft: true\n  target:\n    environment: production\n",
        "- draft: true\n  target:\n    environment: development\n",
        "- draft: true\n  target:\n    path: /new/*\n",
        "- draft: true\n  target:\n    path: /new/**\n",
        "- draft: true\n  target:\n    path: '**/p'\n",
        "- draft: true\n  target:\n    path: '/NEW/P'\n",
        "- Draft: true\n  Target:\n    Path: '/new/p'\n",
        "- draft: false\n  target:\n    path: '/new/p'\n- draft: true\n",
        "- draft: true\n- draft: false\n",
        "  draft: true\n  target: {}\n",
        "  url: /x/:contentbasename/\n  target:\n    kind: page\n",
        "  headless: true\n",
        "  date: 2999-01-01\n  publishDate: 2001-01-01\n",
    ] {
        let files = [
            ("content/new/p.md", page),
            ("content/new/deep/p.md", page),
            ("content/new/leaf/index.md", page),
        ];
        let text = section(cascade);
        let mut all = vec![("content/new/_index.md", text.as_str())];
        all.extend(files);
        check("", &all);
    }
}

#[test]
fn each_file_has_the_path_and_the_date_that_hugo_lists() {
    let Some(hugo) = program(HUGO) else { return };
    let base = include_str!("../fixtures/hugo/hugo.toml");
    for config in ["", "timeZone = 'Europe/Berlin'\n", "[frontmatter]\ndate = [':filename', ':default']\n"] {
        let config = format!("{base}{config}");
        let site = FixtureSite::of("hugo", Generator::Hugo, Tz::UTC, &[("hugo.toml", &config)]);
        let list = site.run(&hugo, &["list", "all"], &[]);
        let mut count = 0;
        // A name with a comma is in quotes.
        for row in list.lines().skip(1).filter(|row| !row.contains('"')) {
            let cells: Vec<&str> = row.split(',').collect();
            let source = crate::site::source(&site.tree, cells[0]);
            let path = cells[7].strip_prefix("https://example.org").unwrap_or_default();
            let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
            if let (Url::Known(url), false) = (site.site.url(&source, &site.tree), path.is_empty()) {
                // The escape in a name is one letter in the list.
                assert_eq!(url.replace("%20", " "), path, "{row}");
                count += 1;
            }
            let date = chrono::DateTime::parse_from_rfc3339(cells[3]).unwrap().timestamp();
            // What is handed down by a section is not asked for here.
            if let Some(dated) = site.site.date(&source) {
                assert_eq!(dated.seconds, date, "{row}");
            }
        }
        assert!(count > 40, "{count}\n{list}");
    }
}
