//! Astro: the pages that it makes of the Markdown files below `src/pages`, for each way of writing
//! them, and the slugs that it makes of the files of a collection.

use std::os::unix::fs::symlink;

use chrono_tz::Tz;
use galley_core::Generator;
use galley_core::site::{Kind, State, Url};

use crate::site::{FixtureSite, pages, program, repository, source};

/// Lines for the configuration, and the folder that is written then.
const VARIATIONS: [(&str, &str); 4] = [
    ("", "dist"),
    ("build: { format: 'file' },", "dist"),
    ("build: { format: \"preserve\" }, trailingSlash: 'always',", "dist"),
    ("trailingSlash: `never`, outDir: './out/built',", "out/built"),
];

#[test]
fn the_pages_of_a_site_are_those_that_astro_builds() {
    let Some(astro) = program("node_modules/.bin/astro") else { return };
    for (lines, output) in VARIATIONS {
        let site = site(lines);
        symlink(repository().join("target/generators/node_modules"), site.root().join("node_modules"))
            .unwrap();
        site.run(&astro, &["build"], &[("ASTRO_TELEMETRY_DISABLED", "1")]);
        let is_collection = |url: &String| url.starts_with("/posts/");
        let (posts, built): (Vec<_>, Vec<_>) =
            pages(&site.root().join(output)).into_iter().partition(is_collection);
        assert_eq!(on_disk(&site), built, "{lines}");
        if lines.is_empty() {
            let slugs = ["Sowing Peas & C_d", "bundle", "later", "my/own"].map(|name| {
                let parts: Vec<_> = name.split('/').map(|part| site.site.slug(part)).collect();
                format!("/posts/{}/", parts.join("/"))
            });
            let mut slugs = slugs.to_vec();
            slugs.sort();
            assert_eq!(posts, slugs);
        }
    }
}

#[test]
fn what_becomes_of_a_collection_is_left_to_the_code_of_the_site() {
    let site = site("");
    let state = |path: &str| {
        let file = source(&site.tree, path);
        let standing = site.site.standing(&file, &site.tree, 1_800_000_000);
        (site.site.kind(&file, &site.tree), standing.state, standing.reason)
    };
    let draft = "its header says draft, and the site's own code decides what that means";
    assert_eq!(state("src/content/blog/draft.md"), (Kind::Post, State::Draft, draft.into()));
    let later = "its date is still to come, but nothing in the site's own code looks at the time";
    assert_eq!(state("src/content/blog/later.md"), (Kind::Post, State::Published, later.into()));
    let page = "Astro builds every page, whatever its header says of draft";
    assert_eq!(state("src/pages/draft.md"), (Kind::Page, State::Published, page.into()));
    assert_eq!(state("src/content/blog/_part.md").0, Kind::Other);
    let url = site.site.url(&source(&site.tree, "src/content/blog/own.md"), &site.tree);
    assert_eq!(url, Url::Unknown("a page template of the site decides".into()));
    assert_eq!(site.site.base_url().as_deref(), Some("https://example.org/garden"));
}

/// The fixture with further lines in its configuration.
fn site(lines: &str) -> FixtureSite {
    let config =
        include_str!("../fixtures/astro/astro.config.mjs").replace("});", &format!("  {lines}\n}});"));
    FixtureSite::of("astro", Generator::Astro, Tz::UTC, &[("astro.config.mjs", &config)])
}

/// The pages that should be built, as they are on disk: a path without a final slash is a folder.
fn on_disk(site: &FixtureSite) -> Vec<String> {
    let states = site.states(0).into_values();
    let known = states.filter_map(|(state, url)| match url {
        Url::Known(url) if state == State::Published => Some(url),
        _ => None,
    });
    let is_file = |url: &String| url.ends_with('/') || url.ends_with(".html");
    let mut urls: Vec<_> = known.map(|url| if is_file(&url) { url } else { url + "/" }).collect();
    urls.sort();
    urls
}
