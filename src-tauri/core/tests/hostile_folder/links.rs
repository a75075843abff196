//! Symbolic links: inside the blog they are posts like others, out of it they are not followed.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;

use galley_core::Blog;

use super::support::{BlogTest, now};
use super::{Reports, listed, reported, within};

/// A blog with links of every kind, and the folder outside that some of them lead to.
fn linked() -> (BlogTest, BlogTest) {
    let outside = BlogTest::new().with("secret.md", "---\ntitle: secret\n---\n").with("sub/b.md", "");
    let test = BlogTest::new().with("posts/a.md", "---\ntitle: a\n---\n");
    for (target, link) in [
        (outside.path("secret.md"), "out.md"),
        (outside.root(), "outfolder"),
        (outside.root(), "outfolder.md"),
        ("posts/a.md".into(), "inside.md"),
        ("inside.md".into(), "twice.md"),
        ("posts".into(), "same"),
        (".".into(), "loop"),
        ("..".into(), "posts/loop"),
        ("../posts".into(), "posts/loop two"),
        ("second.md".into(), "first.md"),
        ("first.md".into(), "second.md"),
        ("nowhere".into(), "broken.md"),
        ("/dev/zero".into(), "zero.md"),
        ("/proc/self/mem".into(), "mem.md"),
    ] {
        symlink(target, test.path(link)).unwrap();
    }
    (test, outside)
}

fn expected() -> BTreeSet<String> {
    BTreeSet::from(["inside.md", "posts/a.md", "twice.md"].map(str::to_owned))
}

#[test]
fn what_leads_out_of_the_blog_is_reported_and_not_read() {
    within(30, || {
        let (test, _outside) = linked();
        let blog = test.open();
        assert_eq!(listed(&blog), expected());
        // The system's own words for a loop are left out.
        let reports = reported(&blog).into_iter().map(|report| match report.split_once("followed: ") {
            Some((start, _)) => format!("{start}followed: …"),
            None => report,
        });
        assert_eq!(
            reports.collect::<Vec<_>>(),
            [
                "broken.md: it is a link to something that is not there",
                "first.md: it is a link that cannot be followed: …",
                "mem.md: it is a link that leads out of the blog",
                "out.md: it is a link that leads out of the blog",
                "outfolder.md: it is a link that leads out of the blog",
                "second.md: it is a link that cannot be followed: …",
                "zero.md: it is a link that leads out of the blog",
            ]
        );
    });
}

#[test]
fn a_link_is_not_followed_when_the_folder_is_looked_at_again() {
    within(30, || {
        let (test, outside) = linked();
        let mut blog = test.open();
        let links: Vec<_> = fs::read_dir(test.root()).unwrap().map(|entry| entry.unwrap().path()).collect();
        let changes = blog.refresh(&links, now());
        assert_eq!((changes.upserted.len(), changes.removed.len()), (0, 0), "{changes:?}");
        let below = [test.path("outfolder/secret.md"), test.path("loop/loop/posts/a.md"), outside.root()];
        let changes = blog.refresh(&below, now());
        assert_eq!((changes.upserted.len(), changes.removed.len()), (0, 0), "{changes:?}");
        assert_eq!(listed(&blog), expected());
        test.remove("out.md");
        test.write("out.md", "");
        assert_eq!(blog.refresh(&[test.path("out.md")], now()).upserted.len(), 1);
        assert!(!reported(&blog).iter().any(|report| report.starts_with("out.md:")), "it is a post now");
        test.remove("out.md");
        symlink(outside.path("secret.md"), test.path("out.md")).unwrap();
        assert_eq!(blog.refresh(&[test.path("out.md")], now()).removed, ["out.md"]);
        assert!(reported(&blog).contains(&"out.md: it is a link that leads out of the blog".to_owned()));
    });
}

#[test]
fn the_watch_does_not_look_through_links() {
    within(30, || {
        let (test, outside) = linked();
        let reports = Reports::of(&test);
        symlink(outside.root(), test.path("later")).unwrap();
        reports.expect(&test.path("later"));
        reports.rest();
        outside.write("secret.md", "changed");
        outside.write("sub/b.md", "changed");
        assert_eq!(reports.rest(), Vec::<std::path::PathBuf>::new());
        test.write("posts/a.md", "changed");
        reports.expect(&test.path("posts/a.md"));
    });
}

#[test]
fn a_blog_behind_a_link_is_a_blog() {
    within(30, || {
        let (test, outside) = linked();
        let opened = Blog::open(&test.path("outfolder"), None, now()).unwrap();
        assert_eq!(opened.blog.root(), outside.root());
        assert_eq!(listed(&opened.blog).len(), 2);
        assert!(Blog::open(&test.path("first.md"), None, now()).is_err());
    });
}

#[test]
fn a_link_to_a_post_opens_that_post_where_it_is() {
    within(30, || {
        let (test, outside) = linked();
        let opened = Blog::open(&test.path("twice.md"), None, now()).unwrap();
        assert_eq!(
            (opened.blog.root(), opened.post.as_deref()),
            (test.path("posts").as_path(), Some("a.md"))
        );
        let opened = Blog::open(&test.path("out.md"), None, now()).unwrap();
        assert_eq!(
            (opened.blog.root(), opened.post.as_deref()),
            (outside.root().as_path(), Some("secret.md"))
        );
        for path in ["zero.md", "outfolder/../broken.md"] {
            assert!(Blog::open(&test.path(path), None, now()).is_err(), "{path}");
        }
    });
}
