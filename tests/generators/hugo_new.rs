//! Hugo: what its program makes of an archetype outside the site, against what it makes in it.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use chrono_tz::Tz;
use galley_core::{Blog, Error, Generator, Made, NewPost, Now, Program};

use crate::hugo::HUGO;
use crate::site::{FixtureSite, program};

const CODE: &str = "---\ntitle: {{ replace .File.ContentBaseName \"-\" \" \" | title }}\npages: {{ range site.RegularPages }}{{ .RelPermalink }} {{ end }}\nin: {{ .Type }} {{ .File.Path }} {{ .File.Dir }} {{ site.Language.Lang }}\n---\n{{ site.Title }}\n";

const NOW: Now = Now { seconds: 1_795_338_000, zone: Tz::UTC };

type Files<'f> = &'f [(&'f str, &'f str)];

/// Makes a post in the section `content/posts`, or its like, both ways.
#[track_caller]
fn check(config: &str, files: Files<'_>, wish: &NewPost, path: &str) {
    let Some(hugo) = program(HUGO) else { return };
    let base = include_str!("../fixtures/hugo/hugo.toml");
    let config = format!("{base}{config}");
    let mut all = vec![("hugo.toml", config.as_str())];
    all.extend(files);
    let site = FixtureSite::of("hugo", Generator::Hugo, Tz::UTC, &all);
    let before = names(&site);
    let made = open(&site).commission(wish, NOW).expect("Hugo is needed").run(&limited(hugo.clone()));
    let made = made.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(made.post(), path);
    assert_eq!(names(&site), before, "nothing is made in the site");
    let target = path.strip_suffix("/index.md").unwrap_or(path);
    site.run(&hugo, &["new", "content", "--noBuildLock", target], &[]);
    for (path, bytes) in made.files() {
        let expected = fs::read(site.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(String::from_utf8_lossy(bytes), String::from_utf8_lossy(&expected), "{path}");
    }
}

fn open(site: &FixtureSite) -> Blog {
    Blog::open(&site.root(), Some(Generator::Hugo), NOW).unwrap().blog
}

fn limited(file: PathBuf) -> Program {
    Program { file, scratch: std::env::temp_dir(), limit: Duration::from_secs(60) }
}

fn names(site: &FixtureSite) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![site.root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            }
            found.push(entry.path());
        }
    }
    found.sort();
    found
}

fn wish() -> NewPost {
    let section = Some("content/posts".to_owned());
    NewPost { title: "My New".into(), section, bundle: Some(false), draft: true, ..NewPost::default() }
}

#[test]
fn an_archetype_sees_the_site_and_its_place_as_it_does_in_it() {
    let files: Files<'_> = &[("archetypes/posts.md", CODE)];
    check("", files, &wish(), "content/posts/my-new.md");
    check("", &[("archetypes/default.md", CODE)], &wish(), "content/posts/my-new.md");
}

#[test]
fn a_folder_archetype_is_filled_file_by_file() {
    let files: Files<'_> = &[
        ("archetypes/posts/index.md", CODE),
        ("archetypes/posts/day/one.md", CODE),
        ("archetypes/posts/map.txt", "{{ no code }}"),
    ];
    let wish = NewPost { bundle: Some(true), ..wish() };
    check("", files, &wish, "content/posts/my-new/index.md");
}

#[test]
fn mounts_and_languages_of_the_site_stay() {
    let files: Files<'_> = &[("archetypes/posts.md", CODE), ("more/x.md", "---\ntitle: x\n---\n")];
    let mounts = "[[module.mounts]]\nsource = 'content'\ntarget = 'content'\n[[module.mounts]]\nsource = 'more'\ntarget = 'content/posts/more'\n";
    check(mounts, files, &wish(), "content/posts/my-new.md");
    let languages = "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n";
    let french = NewPost { language: Some("fr".into()), ..wish() };
    check(languages, files, &french, "content/posts/my-new.fr.md");
    let folders = "[languages.en]\ncontentDir = 'content'\n[languages.fr]\ncontentDir = 'contenu'\n";
    let files: Files<'_> = &[("archetypes/posts.md", CODE), ("contenu/posts/a.md", "---\ntitle: a\n---\n")];
    check(folders, files, &french, "contenu/posts/my-new.md");
}

/// What Galley has Hugo make of `files`.
fn made(config: &str, archetype: &str) -> Option<Result<Made, Error>> {
    let hugo = program(HUGO)?;
    let config = format!("{}{config}", include_str!("../fixtures/hugo/hugo.toml"));
    let files = [("hugo.toml", config.as_str()), ("archetypes/posts.md", archetype)];
    let site = FixtureSite::of("hugo", Generator::Hugo, Tz::UTC, &files);
    Some(open(&site).commission(&wish(), NOW).expect("Hugo is needed").run(&limited(hugo)))
}

#[test]
fn a_failing_archetype_is_told_in_hugos_words() {
    let Some(made) = made("", "---\na: {{ .NoSuchThing }}\n---\n") else { return };
    let error = made.unwrap_err().to_string();
    assert!(error.contains("can't evaluate field NoSuchThing"), "{error}");
}

#[test]
fn the_editor_that_a_site_wants_is_not_opened() {
    let Some(made) = made("newContentEditor = 'no-such-editor'\n", CODE) else { return };
    made.unwrap_or_else(|error| panic!("{error}"));
}
