//! What stands against a plan is said before anything is touched.

use super::*;

#[track_caller]
fn expect(desk: &Desk, steps: &[Step], told: &[&str]) {
    let before = desk.snapshot();
    assert_eq!(desk.obstacles(steps), told);
    let error = desk.apply(steps).unwrap_err().to_string();
    assert!(error.ends_with("nothing was changed") || error.ends_with("nothing was written"), "{error}");
    assert_eq!(desk.snapshot(), before);
    desk.expect_no_record();
}

fn desk() -> Desk {
    Desk::new().with("posts/a.md", "a").with("posts/b.md", "b").with("posts/Caf\u{e9}.md", "c")
}

#[test]
fn a_name_that_is_taken() {
    let told = ["posts/b.md: there is something of this name already"];
    expect(&desk(), &[rename("posts/a.md", "posts/b.md")], &told);
    expect(&desk(), &[copy("posts/a.md", "posts/b.md")], &told);
    expect(&desk(), &[create("posts/b.md", "x")], &told);
    expect(
        &desk(),
        &[create("posts/n.md", "x"), rename("posts/a.md", "posts/n.md")],
        &["posts/n.md: there is something of this name already"],
    );
    expect(
        &desk(),
        &[rename("posts/a.md", "posts/a.md")],
        &["posts/a.md: there is something of this name already"],
    );
}

#[test]
fn a_name_that_is_taken_on_other_systems() {
    for name in ["posts/B.md", "posts/B.MD"] {
        let told = format!("{name}: “b.md” is there already, which is the same name on other systems");
        expect(&desk(), &[rename("posts/a.md", name)], &[&told]);
    }
    let name = "posts/cafe\u{301}.md";
    let told = format!("{name}: “Caf\u{e9}.md” is there already, which is the same name on other systems");
    expect(&desk(), &[create(name, "")], &[&told]);
    expect(
        &desk(),
        &[create("Posts/x.md", "")],
        &["Posts: “posts” is there already, which is the same name on other systems"],
    );
}

#[test]
fn what_is_gone_or_changed() {
    let gone = ["posts/no.md: it is not there any more"];
    for step in [
        rename("posts/no.md", "x.md"),
        copy("posts/no.md", "x.md"),
        remove("posts/no.md"),
        write("posts/no.md", "a", "b"),
    ] {
        expect(&desk(), &[step], &gone);
    }
    let changed = "posts/a.md: it was changed by another program since it was read";
    expect(&desk(), &[write("posts/a.md", "older", "b")], &[changed]);
    expect(
        &desk(),
        &[rename("posts/a.md", "z.md"), write("posts/a.md", "a", "b")],
        &["posts/a.md: it is not there any more"],
    );
}

#[test]
fn what_could_not_be_undone() {
    let told = "posts: another step of the plan changes it before";
    expect(&desk(), &[write("posts/a.md", "a", "b"), remove("posts")], &[told]);
    expect(&desk(), &[write("posts/a.md", "a", "b"), copy("posts", "c")], &[told]);
}

#[test]
fn everything_is_said_at_once() {
    let steps = [rename("posts/no.md", "x.md"), write("posts/a.md", "older", "b"), create("posts/b.md", "")];
    assert_eq!(desk().obstacles(&steps).len(), 3);
}

#[test]
fn paths_that_lead_out_of_the_blog() {
    for path in ["../x.md", "/etc/x.md", "posts/../../x.md", "", "./x.md/.."] {
        let told = format!("{path}: it is outside the blog");
        expect(&desk(), &[create(path, "x")], &[&told]);
        expect(&desk(), &[rename("posts/a.md", path)], &[&told]);
        expect(&desk(), &[remove(path)], &[&told]);
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_of_the_blog() {
    use std::os::unix::fs::symlink;
    let outside = BlogTest::new().with("o.md", "o");
    let desk = desk();
    symlink(outside.root(), desk.blog.path("out")).unwrap();
    symlink(outside.path("o.md"), desk.blog.path("o.md")).unwrap();
    symlink("posts", desk.blog.path("in")).unwrap();
    symlink("nowhere", desk.blog.path("broken")).unwrap();
    expect(&desk, &[create("out/x.md", "")], &["out/x.md: it is outside the blog"]);
    expect(&desk, &[rename("posts/a.md", "out/deep/x.md")], &["out/deep/x.md: it is outside the blog"]);
    expect(&desk, &[remove("out/o.md")], &["out/o.md: it is outside the blog"]);
    expect(&desk, &[write("o.md", "o", "x")], &["o.md: it is outside the blog"]);
    expect(&desk, &[create("broken/x.md", "")], &["broken/x.md: it is outside the blog"]);
    assert!(desk.obstacles(&[create("in/x.md", ""), remove("o.md"), remove("out")]).is_empty());
    assert_eq!(outside.names(""), ["o.md"]);
}

#[test]
fn a_file_where_a_folder_is_needed() {
    let told = "posts/a.md: it is not the kind of file or folder that is needed here";
    expect(&desk(), &[create("posts/a.md/x.md", "")], &[told]);
    expect(&desk(), &[Step::RemoveEmpty { path: "posts/a.md".into() }], &[told]);
    expect(
        &desk(),
        &[write("posts", "", "x")],
        &["posts: it is not the kind of file or folder that is needed here"],
    );
}

#[test]
fn a_folder_into_itself_and_one_that_is_not_empty() {
    expect(&desk(), &[rename("posts", "posts/old")], &["posts/old: a folder cannot be put into itself"]);
    expect(&desk(), &[copy("posts", "posts/old")], &["posts/old: a folder cannot be put into itself"]);
    expect(&desk(), &[Step::RemoveEmpty { path: "posts".into() }], &["posts: the folder holds other files"]);
}

/// The only folder that even the superuser cannot write: one of a file system mounted read-only.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written() {
    let desk = desk().with("fixed/a.md", "a");
    let folder = desk.blog.path("fixed");
    let run = |program: &str, arguments: &[&str]| {
        let run = std::process::Command::new(program).args(arguments).arg(&folder).output();
        run.is_ok_and(|output| output.status.success())
    };
    if !run("mount", &["-t", "tmpfs", "-o", "ro", "tmpfs"]) {
        eprintln!("skipped: mounting a file system is not permitted here");
        return;
    }
    let told = desk.obstacles(&[create("fixed/b.md", ""), rename("posts/a.md", "fixed/a.md")]);
    assert!(run("umount", &[]));
    assert_eq!(told, ["fixed: the folder cannot be written"]);
}
