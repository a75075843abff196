//! Names that are hard on whoever prints, escapes, folds or cuts them.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use galley_core::cache::{Cache, Entry, Key};
use galley_core::front_matter::Conventions;
use galley_core::markdown::RenderContext;
use galley_core::{Blog, Change, ErrorKind, OpenPost, Operation, SaveReply, utf16};
use tempfile::TempDir;

use super::bin::FolderBin;
use super::support::{BlogTest, now};
use super::{Reports, listed, reported, within};

/// One name for each trouble, twins included: all of them fit into one folder.
fn names() -> Vec<String> {
    let longest = "x".repeat(252) + ".md";
    let longest_of_wide = "é".repeat(126) + ".md";
    let names = [
        "new\nline.md",
        "return\r.md",
        "tab\t.md",
        "escape\u{1b}[31m.md",
        "quotes \"'`.md",
        "a..b.md",
        "a...md",
        "back\\slash.md",
        "emoji 🚀👩‍👧.md",
        "right to left \u{202e}dm.md",
        "50%20off.md",
        "100%.md",
        "number#one.md",
        "who?.md",
        "a:b*c|d<e>.md",
        " leading.md",
        "trailing .md",
        "-rf.md",
        "$HOME $(reboot).md",
        "con.md",
        "A.md",
        "a.md",
        "caf\u{e9}.md",
        "cafe\u{301}.md",
        &longest,
        &longest_of_wide,
    ];
    names.map(str::to_owned).to_vec()
}

fn text_of(path: &str) -> String {
    format!("---\ntitle: {}\n---\nbody\n", serde_json::to_string(path).unwrap())
}

/// Every name, in the blog's folder and in a folder of a hard name.
fn hostile() -> (BlogTest, BTreeSet<String>) {
    let test = BlogTest::new();
    let below = names().into_iter().map(|name| format!("sub\n #?%20 folder/{name}"));
    let paths: BTreeSet<String> = names().into_iter().chain(below).collect();
    for path in &paths {
        test.write(path, text_of(path));
    }
    // Some file systems fold case or Unicode forms: there a twin is the other file.
    let is_itself = |path: &String| test.read(path) == text_of(path);
    let paths = paths.into_iter().filter(is_itself).collect();
    (test, paths)
}

/// A file whose name is not UTF-8, and one whose name is what the other's is shown as.
fn twins() -> (BlogTest, PathBuf) {
    let test = BlogTest::new().with("caf\u{fffd}.md", "---\ntitle: legible\n---\n");
    let strange = test.root().join(OsStr::from_bytes(b"caf\xe9.md"));
    fs::write(&strange, "---\ntitle: strange\n---\n").unwrap();
    (test, strange)
}

#[test]
fn every_name_is_listed_and_known_by_itself() {
    within(60, || {
        let (test, paths) = hostile();
        let mut blog = test.open();
        assert_eq!(listed(&blog), paths);
        assert_eq!(reported(&blog), Vec::<String>::new());
        for path in &paths {
            let post = blog.posts().find(|post| post.path == *path).unwrap();
            assert_eq!(post.title.as_ref(), Some(path), "the header of this very file");
            assert_eq!(blog.about(path).unwrap().file, test.path(path).to_string_lossy());
            assert_eq!(blog.file(path).unwrap(), test.path(path));
            let opened = Blog::open(&test.path(path), None, now()).unwrap();
            assert_eq!(opened.blog.root().join(opened.post.unwrap()), test.path(path));
        }
        for path in &paths {
            test.write(path, "---\ntitle: another\n---\n");
            let changes = blog.refresh(&[test.path(path)], now());
            let changed: Vec<_> = changes.upserted.iter().map(|post| &post.path).collect();
            assert_eq!((changed, changes.removed.len()), (vec![path], 0));
        }
        for path in &paths {
            test.remove(path);
            assert_eq!(blog.refresh(&[test.path(path)], now()).removed, [path.as_str()]);
        }
    });
}

#[test]
fn every_name_is_edited_and_saved_in_its_own_file() {
    within(60, || {
        let (test, paths) = hostile();
        for path in &paths {
            let file = test.open().file(path).unwrap();
            let mut post = OpenPost::open(&file, RenderContext::default(), Conventions::default()).unwrap();
            let length = utf16::length(post.text());
            let end = Change { from: length as u32, to: length as u32, insert: "more\n".into() };
            let reply = post.edit(0, &[end], length + 5, true).unwrap();
            let saved = post.save(reply.version, utf16::fingerprint(post.text()), false).unwrap();
            assert_eq!(saved, SaveReply::Saved, "{path:?}");
        }
        for path in &paths {
            assert_eq!(test.read(path), text_of(path) + "more\n");
        }
        assert_eq!(listed(&test.open()), paths, "no file more, none less");
    });
}

#[test]
fn a_rename_moves_this_file_or_nothing() {
    within(120, || {
        let (test, paths) = hostile();
        let (beside, mut blog) = (TempDir::new().unwrap(), test.open());
        let (journal, bin) = (beside.path().join("journal"), FolderBin::new(&beside.path().join("bin")));
        for (number, path) in paths.iter().enumerate() {
            let slug = format!("renamed-{number}");
            let rename = Operation::Rename { path: path.clone(), slug: slug.clone(), alias: false };
            let proposal = blog.propose(&rename, now()).unwrap();
            let undo = proposal.plan.apply(&test.root(), &journal, &bin);
            let undo = undo.unwrap_or_else(|error| panic!("{path:?}: {error}"));
            let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
            assert_eq!(test.read(&format!("{folder}{slug}.md")), text_of(path));
            assert!(!test.path(path).exists());
            undo.apply(&test.root(), &journal, &bin).unwrap();
        }
        assert_eq!(listed(&test.open()), paths);
        for path in &paths {
            assert_eq!(test.read(path), text_of(path));
        }
        // A name too long, and one that only differs in case from another's.
        for slug in ["long ".repeat(100), "A".into(), "a".into(), "../../out".into()] {
            let rename = Operation::Rename { path: "con.md".into(), slug, alias: false };
            if let Ok(proposal) = blog.propose(&rename, now())
                && let Ok(undo) = proposal.plan.apply(&test.root(), &journal, &bin)
            {
                assert_eq!(listed(&test.open()).len(), paths.len());
                undo.apply(&test.root(), &journal, &bin).unwrap();
            }
            assert_eq!(listed(&test.open()), paths);
        }
    });
}

#[test]
fn the_watch_tells_every_name_by_itself() {
    within(60, || {
        let (test, paths) = hostile();
        let reports = Reports::of(&test);
        for path in &paths {
            test.write(path, "changed");
            reports.expect(&test.path(path));
        }
    });
}

#[test]
fn the_cache_keeps_every_name_by_itself() {
    within(60, || {
        let (test, paths) = hostile();
        let beside = TempDir::new().unwrap();
        let file = beside.path().join("blog.cache");
        let entry = |path: &String| {
            let key = Key::of(&fs::metadata(test.path(path)).unwrap(), [1; 32]);
            Entry { path: path.clone(), key, value: path.clone().into_bytes() }
        };
        let cache = Cache::open(&file, "1");
        cache.store(paths.iter().map(entry).collect());
        drop(cache);
        let cache = Cache::open(&file, "1");
        let mut entries = cache.load_all().to_vec();
        entries.sort_by(|one, other| one.path.cmp(&other.path));
        assert_eq!(entries, paths.iter().map(entry).collect::<Vec<_>>());
        assert_eq!(cache.trouble(), None);
    });
}

#[test]
fn a_name_that_is_not_utf8_is_reported_and_never_taken_for_another() {
    within(30, || {
        let (test, strange) = twins();
        let mut blog = test.open();
        assert_eq!(listed(&blog), BTreeSet::from(["caf\u{fffd}.md".to_owned()]));
        assert_eq!(blog.posts().next().unwrap().title.as_deref(), Some("legible"));
        assert_eq!(reported(&blog), ["caf\u{fffd}.md: its name is not UTF-8"]);
        blog.refresh(std::slice::from_ref(&strange), now());
        assert_eq!(blog.posts().next().unwrap().title.as_deref(), Some("legible"));
        let error = Blog::open(&strange, None, now()).unwrap_err();
        assert_eq!((error.kind(), error.path()), (ErrorKind::Refused, strange.as_path()));
        fs::remove_file(&strange).unwrap();
        assert_eq!(blog.refresh(&[strange], now()).removed, [] as [&str; 0]);
        assert_eq!(reported(&blog), Vec::<String>::new());
    });
}

#[test]
fn a_folder_whose_name_is_not_utf8_is_reported_and_not_looked_into() {
    within(30, || {
        let test = BlogTest::new().with("caf\u{fffd}/a.md", "");
        let strange = test.root().join(OsStr::from_bytes(b"caf\xe9"));
        fs::create_dir(&strange).unwrap();
        fs::write(strange.join("a.md"), "---\ntitle: strange\n---\n").unwrap();
        let mut blog = test.open();
        assert_eq!(listed(&blog), BTreeSet::from(["caf\u{fffd}/a.md".to_owned()]));
        assert_eq!(reported(&blog), ["caf\u{fffd}: its name is not UTF-8"]);
        let changes = blog.refresh(&[strange.clone(), strange.join("a.md")], now());
        assert_eq!((changes.upserted.len(), changes.removed.len()), (0, 0));
        assert_eq!(blog.posts().next().unwrap().title, None);
    });
}

#[test]
fn the_watch_tells_of_a_name_that_is_not_utf8() {
    within(30, || {
        let (test, strange) = twins();
        let reports = Reports::of(&test);
        fs::write(&strange, "changed").unwrap();
        reports.expect(&strange);
    });
}
