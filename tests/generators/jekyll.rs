//! Jekyll's rules against Jekyll 4.3.1, each file of the fixture by its own URL.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::Utc;
use chrono_tz::Tz;
use galley_core::Generator;
use galley_core::site::{Kind, State, Url};

use crate::site::{FixtureSite, pages};

/// Says after a build which file became which path. A plugin, since paths alone would not tell a
/// page from another.
const PLUGIN: (&str, &str) = (
    "_plugins/paths.rb",
    r##"
Jekyll::Hooks.register :site, :post_write do |site|
  items = site.pages + site.docs_to_write
  lines = items.map do |item|
    source = item.is_a?(Jekyll::Page) ? item.relative_path : item.path.delete_prefix("#{site.source}/")
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
    let html = built.values().filter(|built| built.file.ends_with(".html")).count();
    assert!(pages(output.path()).len() <= html, "every page that was written is known by its source");
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
            (true, Url::Unknown(_), Some(_)) => {}
            (_, url, built) => differences.push(format!("{path}: {state:?} {url:?}, Jekyll {built:?}")),
        }
    }
    for path in built.keys().filter(|path| site.tree.get(path).is_none()) {
        differences.push(format!("{path}: not read, Jekyll {:?}", built[path]));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(known > 40, "{known} paths were compared");
}

fn config(text: &str) -> [(&'static str, String); 1] {
    [("_config.yml", format!("timezone: Europe/Berlin\n{text}"))]
}

#[track_caller]
fn compare_config(text: &str) {
    let [(path, text)] = config(text);
    compare(&[(path, &text)], Tz::UTC, &[], false);
}

#[track_caller]
fn compare_all(text: &str) {
    let [(path, text)] = config(text);
    compare(&[(path, &text)], Tz::UTC, &["--drafts", "--future", "--unpublished"], true);
}

#[test]
fn what_is_published_and_where_without_a_word_in_the_configuration() {
    compare(&[("_config.yml", "")], Tz::Asia__Tokyo, &[], false);
}

#[test]
fn what_is_published_when_everything_is() {
    compare_all("");
}
