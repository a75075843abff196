//! A second start, with what the first one kept.
#![expect(clippy::disallowed_methods, reason = "tests play the other programs that write the folder")]

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use galley_core::cache::Trouble;
use galley_core::{Blog, ListQuery, Now, Opening, PostSummary};

mod support;

use support::{BlogTest, now};

/// A year later, when every file has been left alone for long enough.
const LATER: i64 = 31_536_000;

struct Kept {
    test: BlogTest,
    cache: tempfile::TempDir,
}

impl Kept {
    fn new() -> Kept {
        let test = BlogTest::new();
        test.write(
            "a.md",
            "---\ntitle: A\ndate: 2024-01-01\ntags: [x, 'y z']\nweight: 3.5\nmap: {deep: [1, no]}\n---\n",
        );
        test.write("b/c.md", "---\ntitle: [broken\n---\n");
        test.write("b/d.md", b"\xff\xfe\x00".as_slice());
        test.write("e.md", "No header.\n");
        Kept { test, cache: tempfile::tempdir().unwrap() }
    }

    fn open(&self) -> Blog {
        let now = Now { seconds: now().seconds + LATER, ..now() };
        let opening = Opening { choice: &|_| None, now, cache: Some(self.cache.path()) };
        Blog::open_as(&self.test.root(), &opening).unwrap().blog
    }

    /// Opens it and waits until everything is kept.
    fn fill(&self) -> Vec<PostSummary> {
        posts(&self.open())
    }

    /// Changes a file's bytes in a way that its length and time do not show.
    fn change_unseen(&self, path: &str, from: &str, to: &str) {
        assert_eq!(from.len(), to.len());
        let file = self.test.path(path);
        let modified = fs::metadata(&file).unwrap().modified().unwrap();
        self.test.write(path, self.test.read(path).replace(from, to));
        touch(&file, modified);
    }
}

fn posts(blog: &Blog) -> Vec<PostSummary> {
    blog.posts().cloned().collect()
}

fn touch(file: &std::path::Path, time: SystemTime) {
    File::options().write(true).open(file).unwrap().set_modified(time).unwrap();
}

fn title(blog: &Blog, path: &str) -> Option<String> {
    blog.summaries(&[path.to_owned()])[0].title.clone()
}

#[test]
fn what_was_kept_is_what_would_be_read() {
    let kept = Kept::new();
    let first = kept.fill();
    let mut blog = kept.open();
    assert_eq!(posts(&blog), first);
    let mut fresh = kept.test.open();
    assert_eq!(*blog.habits(), *fresh.habits(), "the schema is learnt from what was kept");
    let list = |blog: &mut Blog| blog.list(&ListQuery::default(), 0, 10, None).rows.len();
    assert_eq!(list(&mut blog), list(&mut fresh));
}

#[test]
fn a_file_that_was_not_touched_is_not_read_again() {
    let kept = Kept::new();
    kept.fill();
    kept.change_unseen("a.md", "title: A", "title: Z");
    assert_eq!(title(&kept.open(), "a.md").as_deref(), Some("A"));
}

#[test]
fn a_file_with_another_time_or_length_is_read_again() {
    let kept = Kept::new();
    kept.fill();
    kept.change_unseen("a.md", "title: A", "title: Z");
    touch(&kept.test.path("a.md"), SystemTime::now() - Duration::from_secs(60));
    kept.test.write("e.md", "---\ntitle: E\n---\n");
    kept.test.write("new.md", "---\ntitle: New\n---\n");
    kept.test.remove("b/c.md");
    let blog = kept.open();
    assert_eq!(title(&blog, "a.md").as_deref(), Some("Z"));
    assert_eq!(title(&blog, "e.md").as_deref(), Some("E"));
    assert_eq!(posts(&blog), posts(&kept.test.open()));
}

#[test]
fn a_change_while_the_blog_is_open_is_kept() {
    let kept = Kept::new();
    let mut blog = kept.open();
    kept.test.write("a.md", "---\ntitle: Later\n---\n");
    kept.test.remove("e.md");
    let later = Now { seconds: now().seconds + LATER, ..now() };
    blog.refresh(&[kept.test.path("a.md"), kept.test.path("e.md")], later);
    drop(blog);
    kept.change_unseen("a.md", "title: Later", "title: Never");
    let blog = kept.open();
    assert_eq!(title(&blog, "a.md").as_deref(), Some("Later"));
    assert!(blog.summaries(&["e.md".to_owned()]).is_empty());
}

#[test]
fn a_file_that_was_written_just_now_is_not_kept() {
    let kept = Kept::new();
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs((now().seconds + LATER) as u64);
    touch(&kept.test.path("a.md"), time);
    kept.fill();
    kept.change_unseen("a.md", "title: A", "title: Z");
    assert_eq!(title(&kept.open(), "a.md").as_deref(), Some("Z"));
}

#[test]
fn what_was_kept_by_the_rules_of_another_configuration_is_read_again() {
    let kept = Kept::new();
    kept.fill();
    kept.test.write("hugo.toml", "[frontmatter]\ndate = ['published']\n");
    kept.test.write("content/p.md", "---\ntitle: P\npublished: 2024-01-01\n---\n");
    assert_eq!(posts(&kept.open()), posts(&kept.test.open()));
    kept.test.write("hugo.toml", "[frontmatter]\ndate = ['other']\n");
    assert_eq!(posts(&kept.open()), posts(&kept.test.open()));
}

#[test]
fn a_damaged_cache_is_set_aside_and_every_post_is_read() {
    let kept = Kept::new();
    let first = kept.fill();
    let file = fs::read_dir(kept.cache.path()).unwrap().next().unwrap().unwrap().path();
    fs::write(&file, "not a cache").unwrap();
    let blog = kept.open();
    assert_eq!(posts(&blog), first);
    assert!(matches!(blog.cache_trouble(), Some(Trouble::SetAside { .. })));
}

#[test]
fn two_blogs_open_at_once_do_without_each_others_cache() {
    let kept = Kept::new();
    let mut first = kept.open();
    first.close_cache();
    assert_eq!(posts(&kept.open()), posts(&first));
}
