//! More files in one folder than anyone looks at.

use super::support::{BlogTest, now};
use super::{Reports, listed, reported, within};

/// 100,000 by `GALLEY_FILES=100000`.
fn count() -> usize {
    std::env::var("GALLEY_FILES").map_or(5_000, |files| files.parse().unwrap())
}

#[test]
fn every_file_of_a_huge_folder_is_listed() {
    // A debug build on a busy machine lists about a thousand files a second.
    let patience = 60 + count() as u64 / 200;
    within(patience, || {
        let test = BlogTest::new();
        for number in 0..count() {
            test.write(&format!("{number:06}.md"), "---\ntitle: a\n---\n");
        }
        let mut blog = test.open();
        assert_eq!((listed(&blog).len(), reported(&blog).len()), (count(), 0));
        let reports = Reports::of(&test);
        test.write("000000.md", "---\ntitle: b\n---\n");
        reports.expect(&test.path("000000.md"));
        assert_eq!(blog.refresh(&[test.path("000000.md")], now()).upserted.len(), 1);
        assert_eq!(blog.refresh(&[test.root()], now()).upserted.len(), 0);
        for number in 0..count() {
            test.remove(&format!("{number:06}.md"));
        }
        let removed = reports.rest();
        blog.refresh(&removed, now());
        assert_eq!(listed(&blog).len(), 0);
    });
}
