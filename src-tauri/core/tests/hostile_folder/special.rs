//! What is no regular file, and what may not be read.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::process::Command;

use galley_core::Blog;

use super::support::{BlogTest, now};
use super::{Reports, listed, reported, within};

/// The files that rules, drafts and archetypes are read from.
const RULES: [&str; 14] = [
    "package.json",
    "Gemfile",
    "hugo.toml",
    "config.toml",
    "zola.toml",
    "_config.yml",
    "astro.config.mjs",
    "eleventy.config.js",
    "eleventy.config.drafts.js",
    ".eleventyignore",
    ".gitignore",
    "archetypes/default.md",
    "scaffolds/post.md",
    "_data/site.json",
];

#[track_caller]
fn make_fifo(test: &BlogTest, path: &str) {
    fs::create_dir_all(test.path(path).parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg("--").arg(test.path(path)).status().unwrap().success());
}

#[test]
fn fifos_sockets_and_folders_named_like_posts_are_reported_and_never_waited_for() {
    within(30, || {
        let test = BlogTest::new().with("a.md", "").with("folder.md/b.md", "");
        make_fifo(&test, "fifo.md");
        make_fifo(&test, "folder.md/fifo.md");
        let _socket = UnixListener::bind(test.path("socket.md")).unwrap();
        let mut blog = test.open();
        let posts = BTreeSet::from(["a.md", "folder.md/b.md"].map(str::to_owned));
        let reports = ["folder.md/fifo.md", "fifo.md", "socket.md"];
        let mut reports = reports.map(|path| format!("{path}: it is not a regular file"));
        reports.sort();
        assert_eq!((listed(&blog), reported(&blog)), (posts.clone(), reports.to_vec()));
        let all = ["fifo.md", "socket.md", "folder.md", "folder.md/fifo.md"].map(|path| test.path(path));
        let changes = blog.refresh(&all, now());
        assert_eq!((changes.upserted.len(), changes.removed.len()), (0, 0));
        assert_eq!((listed(&blog), reported(&blog)), (posts, reports.to_vec()));
        // Asked for by its path, it is no post either.
        assert!(Blog::open(&test.path("fifo.md"), None, now()).is_err());
        let reports = Reports::of(&test);
        make_fifo(&test, "later.md");
        reports.expect(&test.path("later.md"));
    });
}

#[test]
fn a_fifo_in_place_of_a_configuration_is_not_waited_for() {
    for rule in RULES {
        within(30, move || {
            let test = BlogTest::new().with("content/a.md", "").with("_posts/2024-01-01-a.md", "");
            make_fifo(&test, rule);
            for beside in ["hugo.toml", "_config.yml", "astro.config.mjs", ".eleventy.js"] {
                let beside_test = !test.path(beside).exists();
                if beside_test {
                    test.write(beside, "");
                }
                Blog::open(&test.root(), None, now()).unwrap();
                if beside_test {
                    test.remove(beside);
                }
            }
        });
    }
}

const FOLDER: &str = "GALLEY_UNREADABLE_FOLDER";

/// Run by the test below, as a user who is not root. Not a test of its own: it does nothing without
/// its folder.
#[test]
fn the_process_that_may_not_read() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let mut blog = Blog::open(folder.as_ref(), None, now()).unwrap().blog;
    for _ in 0..2 {
        assert_eq!(listed(&blog), BTreeSet::from(["a.md", "locked.md"].map(str::to_owned)));
        let locked = blog.posts().find(|post| post.path == "locked.md").unwrap();
        assert!(locked.problems[0].message.contains("cannot be read"), "{:?}", locked.problems);
        let reports = reported(&blog);
        assert!(reports.len() == 1 && reports[0].starts_with("locked: "), "{reports:?}");
        let all = ["locked", "locked.md", "a.md", ""].map(|path| blog.root().join(path));
        blog.refresh(&all, now());
    }
    println!("may not read: done");
}

#[test]
fn what_may_not_be_read_is_listed_or_reported() {
    let test = BlogTest::new().with("a.md", "").with("locked.md", "").with("locked/b.md", "");
    let set = |path: &str, mode| {
        fs::set_permissions(test.path(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    set("", 0o755);
    set("locked.md", 0o000);
    set("locked", 0o000);
    let mut process = Command::new(std::env::current_exe().unwrap());
    process.args(["--exact", "special::the_process_that_may_not_read", "--nocapture"]);
    process.env(FOLDER, test.root());
    if fs::read_dir(test.path("locked")).is_ok() {
        // Root reads everything; nobody does not.
        process.uid(65534).gid(65534);
    }
    let output = within(60, move || process.output());
    set("locked", 0o755);
    let Ok(output) = output else {
        eprintln!("skipped: as root, and no other user can run the test");
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && said.contains("may not read: done"), "{said}\n{output:?}");
}
