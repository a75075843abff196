//! Jekyll's rules against Jekyll 4.3.1, each file of the fixture by its own URL.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::Utc;
use chrono_tz::Tz;
use galley_core::Generator;
use galley_core::site::{State, Url};

use crate::site::{FixtureSite, pages};

/// Says after a build which file became which path. A plugin, since paths alone would not tell a
/// page from another.
const PLUGIN: (&str, &str) = (
    "_plugins/paths.rb",
    r##"
Jekyll::Hooks.register :site, :post_write do |site|
  items = site.pages + site.docs_to_write.grep(Jekyll::Document)
  lines = items.map do |item|
    source = File.expand_path(item.path, site.source).delete_prefix("#{Dir.pwd}/")
    "#{source}\t#{item.url}\t#{item.destination(site.dest).delete_prefix(site.dest)}\n"
  end
  File.write(File.join(site.dest, "paths"), lines.join)
end
"##,
);

/// What a build made of a file.
#[derive(Debug, PartialEq, Eq)]
struct Built {
    url: String,
    file: String,
}

fn jekyll() -> Option<PathBuf> {
    let program = PathBuf::from("/usr/bin/jekyll");
    if !program.exists() {
        eprintln!("skipped: there is no {}; `make test-generators` installs it", program.display());
        return None;
    }
    Some(program)
}

fn build(site: &FixtureSite, jekyll: &Path, flags: &[&str], zone: Tz) -> BTreeMap<String, Built> {
    let output = tempfile::TempDir::new().unwrap();
    let destination = output.path().to_string_lossy().into_owned();
    let arguments = [&["build", "--disable-disk-cache", "-d", &destination], flags].concat();
    // Without a locale of UTF-8 Ruby would read the fixture's names as bytes.
    site.run(jekyll, &arguments, &[("TZ", zone.name()), ("LC_ALL", "C.UTF-8")]);
    let paths = fs::read_to_string(output.path().join("paths")).unwrap();
    let built: BTreeMap<String, Built> = paths
        .lines()
        .map(|line| {
            let mut parts = line.split('\t').map(str::to_owned);
            let (source, url, file) = (parts.next(), parts.next(), parts.next());
            (source.unwrap(), Built { url: url.unwrap(), file: file.unwrap() })
        })
        .collect();
    let files: Vec<&str> = built.values().map(|built| built.file.as_str()).collect();
    let pages = pages(output.path());
    let of_no_source: Vec<&String> = pages
        .iter()
        .filter(|page| {
            !files.contains(&page.as_str()) && !files.contains(&format!("{page}index.html").as_str())
        })
        .collect();
    assert_eq!(of_no_source, [""; 0], "every page that was written is known by its source");
    built
}

/// Compares every file. `all` builds what is kept back too, and compares its URL.
#[track_caller]
fn compare(files: &[(&str, &str)], machine: Tz, flags: &[&str], all: bool) {
    let Some(jekyll) = jekyll() else { return };
    let files = [files, &[PLUGIN]].concat();
    let site = FixtureSite::of("jekyll", Generator::Jekyll, machine, &files);
    let built = build(&site, &jekyll, flags, machine);
    let mut differences = Vec::new();
    let mut known = 0;
    for (path, (state, url)) in site.states(Utc::now().timestamp()) {
        let is_on_site = match state {
            State::Published => true,
            State::Draft | State::Scheduled => all,
            _ => all && url != Url::None,
        };
        match (is_on_site, url, built.get(&path)) {
            (false, _, None) => {}
            (true, Url::Known(url), Some(built)) if built.url == url => known += 1,
            (true, Url::Unknown(why), Some(_)) if why.ends_with("the day of the build") => {}
            (_, url, built) => differences.push(format!("{path}: {state:?} {url:?}, Jekyll {built:?}")),
        }
    }
    for path in built.keys().filter(|path| site.tree.get(path).is_none()) {
        differences.push(format!("{path}: not read, Jekyll {:?}", built[path]));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(known > 1, "{known} paths were compared");
}

/// A site in Berlin, on a machine far from it.
#[track_caller]
fn compare_config(text: &str) {
    let config = format!("timezone: Europe/Berlin\n{text}");
    compare(&[("_config.yml", &config)], Tz::Pacific__Auckland, &[], false);
}

/// The same with all that is kept back.
#[track_caller]
fn compare_all(text: &str) {
    let config = format!("timezone: Europe/Berlin\n{text}");
    let flags = ["--drafts", "--future", "--unpublished"];
    compare(&[("_config.yml", &config)], Tz::Pacific__Auckland, &flags, true);
}

#[test]
fn what_is_published_and_where_without_a_word_in_the_configuration() {
    compare(&[("_config.yml", "")], Tz::Asia__Tokyo, &[], false);
}

#[test]
fn what_is_published_when_everything_is() {
    compare_all("");
}

#[test]
fn every_permalink_style() {
    for style in ["pretty", "ordinal", "weekdate", "none", "date"] {
        compare_config(&format!("permalink: {style}\ncollections: {{recipes: {{output: true}}}}\n"));
    }
}

#[test]
fn every_placeholder_of_a_permalink() {
    let names = "/:year/:short_year/:month/:i_month/:short_month/:long_month/:day/:i_day/:y_day/:w_year/\
                 :week/:w_day/:short_day/:long_day/:hour/:minute/:second/:title/:slug/:name/:collection/\
                 :path/:categories/:slugified_categories_:output_ext";
    compare_all(&format!("permalink: {names}\n"));
    compare_config("permalink: /blog/:title\ncollections: [recipes]\n");
    compare_config(
        "permalink: ':title/'\ncollections: {posts: {permalink: '/p/:slugified_categories/:title'}}\n",
    );
}

#[test]
fn a_placeholder_that_jekyll_does_not_know_stops_the_build() {
    let files = [("_config.yml", "permalink: /:author/:title/\n")];
    let site = FixtureSite::of("jekyll", Generator::Jekyll, Tz::UTC, &files);
    let url = site.site.url(&site.tree.get("_posts/2024-01-02-hello-world.md").unwrap(), &site.tree);
    assert!(matches!(&url, Url::Unknown(why) if why.contains(":author")), "{url:?}");
}

#[test]
fn collections_and_their_permalinks() {
    let collections = "collections:\n  recipes: {output: true, permalink: '/food/:path/:name:output_ext', future: true}\n  \
                       authors:\n";
    compare_config(collections);
    compare_all(collections);
    compare_config(
        "collections:\n  recipes: {output: true}\n  authors: {output: true, permalink: '/a/:title/'}\nfuture: true\n",
    );
}

#[test]
fn a_folder_of_collections() {
    let files = [
        ("_config.yml", "collections_dir: all\ncollections: {recipes: {output: true}}\nshow_drafts: true\n"),
        ("all/_recipes/cake.md", "---\n---\n"),
        ("all/_posts/2024-09-01-inside.md", "---\n---\n"),
        ("all/cat/_posts/2024-09-02-below.md", "---\n---\n"),
        ("all/cat/_drafts/draft.md", "---\n---\n"),
        ("all/page.md", "---\n---\n"),
    ];
    compare(&files, Tz::Europe__Berlin, &[], false);
}

#[test]
fn what_the_configuration_shows_and_hides() {
    compare_config("show_drafts: true\nfuture: true\nunpublished: true\n");
    compare_config("include: [_pages, docs/_special.md]\nexclude: [old, 'docs/n*', /Travel/]\n");
    compare_config(
        "include: [_pages/contact.md]\nexclude: ['*.markdown', docs/guide]\nmarkdown_ext: md,mdx\n",
    );
}

#[test]
fn a_site_in_a_folder_of_its_own() {
    let files = [
        ("_config.yml", "source: site\ndestination: site/out\nbaseurl: /base\n"),
        ("site/_plugins/paths.rb", PLUGIN.1),
        ("site/_posts/2024-09-01-a.md", "---\n---\n"),
        ("site/cat/page.md", "---\n---\n"),
    ];
    compare(&files, Tz::Europe__Berlin, &[], false);
}

#[test]
fn defaults_by_their_scopes() {
    let defaults = "collections: {recipes: {output: true}}
defaults:
  - values: {categories: all}
  - scope: {path: '', type: posts}
    values: {permalink: '/posts/:categories/:title/', categories: [everywhere], date: 2024-06-15 23:30:00}
  - scope: {path: 'Travel', type: posts}
    values: {permalink: '/travel/:year/:title/', published: false}
  - scope: {path: 'Travel/Far Away'}
    values: {published: true, category: far, slug: same}
  - scope: {path: docs}
    values: {permalink: '/d/:basename/', published: false}
  - scope: {path: 'docs/*.md', type: page}
    values: {permalink: '/glob/:basename/'}
  - scope: {type: recipes}
    values: {permalink: '/r/:title:output_ext', date: '2100-01-01'}
  - scope: {path: '_recipes/Main Dishes'}
    values: {date: '2020-01-01', published: false}
";
    compare_config(defaults);
    compare_all(defaults);
}

#[test]
fn an_old_path_is_redirected() {
    let Some(jekyll) = jekyll() else { return };
    let old = ["/old/", "/2024/01/02/old.html", "/%C3%9Cber/alt.html"];
    let config = ("_config.yml", "plugins: [jekyll-redirect-from]\n");
    let site = FixtureSite::of("jekyll", Generator::Jekyll, Tz::UTC, &[config]);
    let (key, _) = site.site.alias(old[0]).unwrap();
    let aliases: Vec<String> = old.iter().map(|url| site.site.alias(url).unwrap().1).collect();
    let post = format!("---\n{key}: [{}]\n---\n", aliases.join(", "));
    let files = [config, ("_posts/2024-01-02-new.md", &post)];
    let site = FixtureSite::of("jekyll", Generator::Jekyll, Tz::UTC, &files);
    let output = tempfile::TempDir::new().unwrap();
    let destination = output.path().to_string_lossy().into_owned();
    let arguments = ["build", "--disable-disk-cache", "-d", &destination];
    site.run(&jekyll, &arguments, &[("TZ", "UTC"), ("LC_ALL", "C.UTF-8")]);
    let pages = pages(output.path());
    for page in ["/old/", "/2024/01/02/old.html", "/Über/alt.html", "/2024/01/02/new.html"] {
        assert!(pages.iter().any(|found| found == page), "{page}");
    }
}
