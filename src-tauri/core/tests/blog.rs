//! The folder: its list, its changes, its new posts.

mod support;

use galley_core::{Blog, ErrorKind, Opened};
use support::{BlogTest, corpus, now};

fn paths(blog: &Blog) -> Vec<&str> {
    blog.posts().map(|post| post.path.as_str()).collect()
}

#[test]
fn posts_are_found_below_the_folder_and_output_is_not_walked() {
    let test = BlogTest::new()
        .with("a.md", "")
        .with("deep/er/b.markdown", "")
        .with("notes.txt", "")
        .with("node_modules/x/README.md", "")
        .with("public/a.md", "")
        .with(".git/c.md", "");
    assert_eq!(paths(&test.open()), ["a.md", "deep/er/b.markdown"]);
}

#[test]
fn a_post_opens_its_folder_and_is_selected() {
    let test = BlogTest::new().with("a.md", "").with("b.md", "");
    let opened = Blog::open(&test.path("b.md"), None, now()).unwrap();
    assert_eq!(opened.post.as_deref(), Some("b.md"));
    assert_eq!(paths(&opened.blog), ["a.md", "b.md"]);
}

#[test]
fn what_is_no_folder_is_refused_with_its_path() {
    let test = BlogTest::new().with("a.txt", "");
    let text = Blog::open(&test.path("a.txt"), None, now()).unwrap_err();
    let gone = Blog::open(&test.path("gone"), None, now()).unwrap_err();
    assert_eq!((text.kind(), gone.kind()), (ErrorKind::NotAFolder, ErrorKind::NotFound));
    assert!(gone.to_string().contains("gone"), "{gone}");
}

#[test]
fn a_post_that_cannot_be_read_is_listed_with_the_reason() {
    let test = BlogTest::new().with("latin.md", b"---\ntitle: caf\xe9 x\n---\n");
    let blog = test.open();
    let post = blog.posts().next().unwrap();
    assert_eq!(post.title, None);
    assert_eq!(post.problems[0].message, "the file is text in another encoding, not UTF-8");
}

#[test]
fn refresh_tells_what_appeared_changed_and_vanished() {
    let test = BlogTest::new().with("a.md", "---\ntitle: A\n---\n").with("b.md", "").with("sub/c.md", "");
    let mut blog = test.open();
    test.write("a.md", "---\ntitle: B\n---\n");
    test.remove("b.md");
    test.write("new/d.md", "");
    let paths = ["a.md", "b.md", "new"].map(|path| test.path(path));
    let changes = blog.refresh(&paths, now());
    let upserted: Vec<_> = changes.upserted.iter().map(|post| post.path.as_str()).collect();
    assert_eq!(upserted, ["a.md", "new/d.md"]);
    assert_eq!(changes.removed, ["b.md"]);
    test.remove("sub");
    assert_eq!(blog.refresh(&[test.path("sub")], now()).removed, ["sub/c.md"]);
    let again = blog.refresh(&paths, now());
    assert_eq!((again.upserted.len(), again.removed.len()), (0, 0));
}

#[test]
fn a_folder_that_vanishes_takes_its_posts_and_says_why() {
    let test = BlogTest::new().with("blog/a.md", "");
    let mut blog = Blog::open(&test.path("blog"), None, now()).unwrap().blog;
    test.remove("blog");
    assert_eq!(blog.refresh(&[test.path("blog")], now()).removed, ["a.md"]);
    assert_eq!(blog.problem().unwrap().kind(), ErrorKind::NotFound);
}

#[test]
fn paths_that_leave_the_blog_are_refused() {
    let test = BlogTest::new();
    for path in ["../a.md", "/etc/passwd", "", "a/../../b.md"] {
        assert_eq!(test.open().file(path).unwrap_err().kind(), ErrorKind::Refused, "{path}");
    }
}

#[test]
fn every_real_post_is_listed() {
    let Some(corpus) = corpus() else { return };
    let Opened { blog, .. } = Blog::open(&corpus, None, now()).unwrap();
    let found = blog.posts().count();
    assert!(found >= 230, "{found} posts");
}
