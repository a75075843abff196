//! Eleventy.

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use chrono_tz::Tz;
use galley_core::Generator;
use galley_core::site::{State, Url};

use crate::site::{FixtureSite, program};

const UNKNOWN: [&str; 5] =
    ["computed/a.md", "paged.md", "posts/accents.md", "posts/liquid.md", "posts/scripted.md"];

fn fixture(files: &[(&str, &str)]) -> FixtureSite {
    FixtureSite::of("eleventy", Generator::Eleventy, Tz::UTC, files)
}

/// The pages and dates that Eleventy says it would write: URL by source, and moment by source.
struct Built {
    pages: BTreeMap<String, BTreeSet<String>>,
    dates: BTreeMap<String, i64>,
}

fn built(site: &FixtureSite, zone: Tz) -> Option<Built> {
    let eleventy = program("node_modules/.bin/eleventy")?;
    let output = site.run(&eleventy, &["--to=json", "--quiet"], &[("TZ", zone.name())]);
    let json = &output[output.find("[\n").unwrap_or_else(|| panic!("{output}"))..];
    let entries: Vec<serde_json::Value> = serde_json::from_str(json).unwrap();
    let mut built = Built { pages: BTreeMap::new(), dates: BTreeMap::new() };
    for entry in entries {
        let source = entry["inputPath"].as_str().unwrap().trim_start_matches("./").to_owned();
        if source.ends_with("dates.njk") {
            for line in entry["content"].as_str().unwrap().lines().filter(|line| !line.is_empty()) {
                let (source, date) = line.split_once('|').unwrap();
                let date = DateTime::parse_from_rfc3339(date).unwrap().timestamp();
                built.dates.insert(source.trim_start_matches("./").to_owned(), date);
            }
        } else if let Some(url) = entry["url"].as_str() {
            built.pages.entry(source).or_default().insert(url.to_owned());
        }
    }
    Some(built)
}

/// Compares a build with what Galley says. `unknown` are the sources whose URL it says it cannot
/// know, `drafts` those that it names drafts though this site shows them.
#[track_caller]
fn check(site: &FixtureSite, zone: Tz, unknown: &[&str], drafts: &[&str]) {
    let Some(built) = built(site, zone) else { return };
    let mut said = BTreeMap::new();
    for (path, (state, url)) in site.states(0) {
        if state == State::Published || drafts.contains(&path.as_str()) {
            said.insert(path, url);
        }
    }
    let names = |keys: Vec<&String>| keys.into_iter().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(said.keys().collect()), names(built.pages.keys().collect()), "the pages of the site");
    let mut differ = Vec::new();
    let mut not_known = Vec::new();
    for (path, url) in said {
        match url {
            Url::Known(url) if built.pages[&path].iter().eq([&url]) => {}
            Url::Unknown(_) => not_known.push(path),
            url => differ.push(format!("{path}: {url:?}, but Eleventy says {:?}", built.pages[&path])),
        }
    }
    for (path, date) in &built.dates {
        let source = site.tree.get(path).unwrap_or_else(|| panic!("no {path}"));
        let said = site.site.date(&source).map(|dated| dated.seconds);
        // The time of a file is when it was made, to the second.
        if said.is_none_or(|said| (said - date).abs() > 5) {
            differ.push(format!("{path}: {said:?}, but Eleventy says {date}"));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    assert_eq!(not_known, unknown);
}

#[test]
fn a_site_without_folders_of_its_own() {
    let site = fixture(&[]);
    for zone in [Tz::UTC, Tz::America__Los_Angeles] {
        check(&site, zone, &UNKNOWN, &["posts/draft.md"]);
    }
    assert_eq!(site.site.base_url().as_deref(), Some("https://example.org"));
}

#[test]
fn drafts_are_kept_back_where_the_configuration_does_so() {
    let config = "export default function (eleventyConfig) {
  eleventyConfig.ignores.add(\"kept/left-out.md\");
  eleventyConfig.setUseGitIgnore(false);
  eleventyConfig.addPreprocessor(\"drafts\", \"*\", (data) => {
    if (data.draft && process.env.ELEVENTY_RUN_MODE === \"build\") return false;
  });
  return { pathPrefix: \"/blog/\" };
}
";
    let site = fixture(&[("eleventy.config.js", config)]);
    check(&site, Tz::UTC, &UNKNOWN, &[]);
    assert_eq!(site.site.base_url().as_deref(), Some("https://example.org/blog"));
}

const MOVED: [(&str, &str); 8] = [
    ("site/src.md", "---\ntitle: x\n---\n"),
    ("site/site.json", "{ \"permalink\": \"/all/{{ page.fileSlug }}/\" }"),
    ("site/index.md", "---\ntitle: x\n---\n"),
    ("site/2022-02-02/a.md", "---\ntitle: x\n---\n"),
    ("site/parts/a.md", "part\n"),
    ("site/layouts/a.md", "layout\n"),
    ("site/dates.njk", ""),
    ("site/.eleventyignore", "left/**\n"),
];

#[test]
fn folders_are_read_from_the_configuration() {
    let configs = [
        (
            "export default function () {
  return { dir: { input: 'site', includes: \"parts\", layouts: 'layouts', data: '../_data', output: `site/out` } };
}
",
            "eleventy.config.js",
        ),
        (
            "export default async function (config) {
  config.setInputDirectory('./site/');
  config.setIncludesDirectory('parts');
  config.setLayoutsDirectory('layouts');
  config.setOutputDirectory('site/out');
}
",
            "eleventy.config.js",
        ),
        (
            "export default function (config) {}
export const config = {
  templateFormats: ['md', 'njk'],
  dir: {
    input: 'site', // the source
    includes: 'parts',
    layouts: 'layouts',
    output: 'site/out',
  },
};
",
            ".eleventy.js",
        ),
    ];
    for (config, name) in configs {
        let mut files = MOVED.to_vec();
        files.push((name, config));
        files.push(("site/out/old.md", "output\n"));
        files.push(("site/left/a.md", "left out\n"));
        files.push(("site/left/deep/a.md", "left out\n"));
        let site = fixture(&files);
        assert_eq!(site.site.config_file(), Some(name));
        assert_eq!(site.site.content_folders(), ["site"]);
        check(&site, Tz::UTC, &[], &[]);
    }
}

#[test]
fn the_data_of_the_whole_site_counts_last() {
    let files = [
        ("_data/permalink.json", "\"/global/{{ page.filePathStem }}/\""),
        ("_data/date.json", "\"2001-01-01\""),
        ("posts/posts.11tydata.json", "{ \"draft\": true }"),
        ("posts/shown.md", "---\ndraft: false\n---\n"),
        (
            "eleventy.config.js",
            "export default (c) => {
  c.ignores.add('kept/left-out.md');
  c.ignores.add('**/paged.md');
  c.addPreprocessor('drafts', 'md', (data) => data.draft ? false : undefined);
}
",
        ),
    ];
    let site = fixture(&files);
    check(&site, Tz::UTC, &["computed/a.md"], &[]);
}
