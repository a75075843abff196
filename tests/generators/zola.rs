//! Zola: every page that it builds, with its path, for each way of making slugs. There is no Zola in
//! the registries that setup.sh installs from, so this runs where `zola` is on the PATH; the tables
//! of src-tauri/core/tests/site_zola name its source instead.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use chrono_tz::Tz;
use galley_core::Generator;
use galley_core::site::{State, Url};

use crate::site::{FixtureSite, pages};

#[test]
fn the_pages_of_a_site_are_those_that_zola_builds() {
    let is_there = Command::new("zola").arg("--version").output().is_ok();
    if !is_there {
        eprintln!("skipped: there is no zola on the PATH; its rules are held by tables alone");
    }
    for slugs in
        ["", "[slugify]\npaths = \"safe\"\n", "[slugify]\npaths = \"off\"\npaths_keep_dates = true\n"]
    {
        let fixture = site(slugs);
        let mut expected = published(&fixture);
        assert_eq!(expected.len(), 16, "{expected:?}");
        if is_there {
            let output = fixture.root().join("built");
            let arguments = ["build", "--output-dir", &output.to_string_lossy()];
            fixture.run(Path::new("zola"), &arguments, &[]);
            expected.push("/404.html".into());
            expected.sort();
            assert_eq!(pages(&output), expected, "{slugs}");
        }
    }
}

#[test]
fn drafts_have_the_paths_that_zola_builds_them_at() {
    let draft = "+++\ntitle = 'Ä draft'\ndate = 2024-01-02\ndraft = true\n+++\n";
    let files = [("content/blog/2024-01-02-Ä_draft.md", draft)];
    let fixture = FixtureSite::of("zola", Generator::Zola, Tz::UTC, &files);
    let states: BTreeMap<_, _> = fixture.states(0);
    let expected = (State::Draft, Url::Known("/blog/a-draft/".into()));
    assert_eq!(states["content/blog/2024-01-02-Ä_draft.md"], expected);
}

fn site(config: &str) -> FixtureSite {
    let old = include_str!("../fixtures/zola/config.toml");
    FixtureSite::of("zola", Generator::Zola, Tz::UTC, &[("config.toml", &format!("{old}\n{config}"))])
}

fn published(fixture: &FixtureSite) -> Vec<String> {
    let states = fixture.states(0).into_values();
    let mut urls: Vec<_> = states
        .filter_map(|(state, url)| match url {
            Url::Known(url) if state == State::Published => Some(url),
            _ => None,
        })
        .collect();
    urls.sort();
    urls
}
