//! Temporary files that a kill leaves beside the posts.

use std::fs::File;

use galley_core::blog::remove_leftovers;
use galley_core::disk::leftovers::sweep;

use super::*;

const LEFT: [&str; 2] = [".galley-a1B2c3.tmp", ".galley-abcdef012345-7.tmp"];

#[test]
fn what_a_kill_left_goes_at_the_next_opening_of_its_folder() {
    let blog = BlogTest::new().with("posts/a.md", "text").with("b.md", "text");
    blog.write(&format!("posts/{}", LEFT[0]), "half a te");
    blog.write(LEFT[1], "half a te");
    let opened = blog.open();
    assert_eq!(remove_leftovers(opened.site()).len(), 2);
    assert_eq!(
        (blog.names("posts"), blog.names("")),
        (vec!["a.md".into()], vec!["b.md".into(), "posts".into()])
    );
}

#[test]
fn the_temporary_file_of_a_living_writer_is_left() {
    let blog = BlogTest::new().with(LEFT[0], "half a te");
    let writer = File::open(blog.path(LEFT[0])).unwrap();
    writer.lock().unwrap();
    assert!(sweep(&blog.root()).is_empty());
    drop(writer);
    assert_eq!(sweep(&blog.root()), [blog.path(LEFT[0])]);
}

#[test]
fn only_what_has_the_name_of_a_temporary_file_goes() {
    let names = [
        ".galley-notes.md.tmp",
        ".galley-.tmp",
        "galley-a1B2c3.tmp",
        ".galley-abcdef012345-7",
        ".galley-a-1.tmp",
    ];
    let blog = names.iter().fold(BlogTest::new(), |blog, name| blog.with(name, "mine"));
    fs::create_dir(blog.path(LEFT[0])).unwrap();
    assert!(sweep(&blog.root()).is_empty());
    assert_eq!(blog.names("").len(), 6);
}

#[test]
fn a_temporary_file_is_in_no_list() {
    let blog = BlogTest::new().with("a.md", "text").with(LEFT[0], "---\ntitle: x\n---\n");
    assert_eq!(blog.open().posts().count(), 1);
}
