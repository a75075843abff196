//! Each kind of step, its undo and its redo.

use super::*;

/// Applies, undoes and redoes `steps`, and compares the whole tree, bytes, modes and times of files.
#[track_caller]
fn there_and_back(desk: &Desk, steps: &[Step]) -> Snapshot {
    let before = desk.snapshot();
    let undo = desk.apply(steps).unwrap();
    let after = desk.snapshot();
    desk.expect_no_record();
    let redo = desk.undo(&undo).unwrap();
    assert_eq!(desk.snapshot(), before, "undone");
    let again = desk.undo(&redo).unwrap();
    assert_eq!(untimed(&desk.snapshot()), untimed(&after), "redone");
    desk.undo(&again).unwrap();
    assert_eq!(desk.snapshot(), before, "undone again");
    desk.expect_no_record();
    after
}

/// Without the times: a copy that is made again is younger.
fn untimed(snapshot: &Snapshot) -> Snapshot {
    let untimed = |what: &String| match (what.find("SystemTime"), what.find("} ")) {
        (Some(start), Some(end)) => format!("{}{}", &what[..start], &what[end..]),
        _ => what.clone(),
    };
    snapshot.iter().map(|(path, what)| (path.clone(), untimed(what))).collect()
}

fn desk() -> Desk {
    Desk::new().with("posts/a.md", "a").with("posts/b.md", "b").with("posts/c/index.md", "c")
}

#[test]
fn a_file_is_renamed() {
    let desk = desk();
    let before = desk.snapshot();
    let after = there_and_back(&desk, &[rename("posts/a.md", "posts/z.md")]);
    assert_eq!(after[Path::new("posts/z.md")], before[Path::new("posts/a.md")], "mode and time too");
}

#[test]
fn a_folder_is_moved_with_everything_in_it_into_folders_that_are_made() {
    let desk = desk();
    let after = there_and_back(&desk, &[rename("posts/c", "archive/2020/c")]);
    assert!(after.contains_key(Path::new("archive/2020/c/index.md")));
    assert!(!after.contains_key(Path::new("posts/c")));
}

#[test]
fn a_file_becomes_a_bundle_and_a_bundle_a_file() {
    let desk = desk();
    let after = there_and_back(&desk, &[rename("posts/a.md", "posts/a/index.md")]);
    assert!(after.contains_key(Path::new("posts/a/index.md")));
    let back = [rename("posts/c/index.md", "posts/c.md"), Step::RemoveEmpty { path: "posts/c".into() }];
    let after = there_and_back(&desk, &back);
    assert!(!after.contains_key(Path::new("posts/c")));
}

#[test]
fn many_files_are_written_and_keep_their_modes() {
    let desk = desk();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(desk.blog.path("posts/a.md"), fs::Permissions::from_mode(0o440)).unwrap();
    }
    there_and_back(&desk, &[write("posts/a.md", "a", "A"), write("posts/b.md", "b", "")]);
    desk.apply(&[write("posts/a.md", "a", "A"), create("posts/new/d.md", "d")]).unwrap();
    assert_eq!((desk.blog.read("posts/a.md"), desk.blog.read("posts/new/d.md")), ("A".into(), "d".into()));
}

#[test]
fn a_new_file_is_gone_with_the_undo_and_not_in_the_trash() {
    let desk = desk();
    there_and_back(&desk, &[create("new/x.md", "x")]);
    assert_eq!(fs::read_dir(desk.beside.path().join("bin")).unwrap().count(), 0);
}

#[test]
fn a_bundle_is_duplicated_and_its_copy_edited() {
    let desk = desk();
    let after = there_and_back(
        &desk,
        &[copy("posts/c", "posts/c-copy"), write("posts/c-copy/index.md", "c", "copy")],
    );
    assert!(after[Path::new("posts/c-copy/index.md")].ends_with("\"copy\""));
    assert!(after[Path::new("posts/c/index.md")].ends_with("\"c\""));
}

#[test]
fn a_copy_is_copied_moved_and_edited() {
    let desk = desk();
    let steps = [
        copy("posts/c", "one"),
        copy("one", "two"),
        rename("two", "three"),
        write("three/index.md", "c", "3"),
        copy("posts/a.md", "one.md"),
        copy("one.md", "two.md"),
    ];
    let after = there_and_back(&desk, &steps);
    assert!(after[Path::new("three/index.md")].ends_with("\"3\""));
}

#[test]
fn a_post_goes_into_the_trash_and_comes_back() {
    let desk = desk();
    let after = there_and_back(&desk, &[remove("posts/a.md"), remove("posts/c")]);
    assert_eq!(after.keys().collect::<Vec<_>>(), [Path::new("posts"), Path::new("posts/b.md")]);
}

#[test]
fn each_step_finds_what_those_before_it_left() {
    let desk = desk();
    let steps = [
        rename("posts/a.md", "posts/t.md"),
        rename("posts/b.md", "posts/a.md"),
        rename("posts/t.md", "posts/b.md"),
        copy("posts/a.md", "posts/copy.md"),
        write("posts/a.md", "b", "b2"),
        rename("posts", "articles"),
        write("articles/c/index.md", "c", "c2"),
        remove("articles/copy.md"),
        create("articles/copy.md", "another"),
    ];
    there_and_back(&desk, &steps);
    desk.apply(&steps).unwrap();
    assert_eq!(desk.blog.read("articles/a.md"), "b2");
    assert_eq!(desk.blog.read("articles/b.md"), "a");
    assert_eq!(desk.blog.read("articles/copy.md"), "another");
}

#[test]
fn a_name_that_differs_only_in_case_or_unicode_form_is_another_name() {
    let desk = desk().with("caf\u{e9}.md", "x");
    let after = there_and_back(&desk, &[rename("posts/a.md", "posts/A.md"), rename("posts/c", "posts/C")]);
    assert!(after.contains_key(Path::new("posts/A.md")) && after.contains_key(Path::new("posts/C/index.md")));
    there_and_back(&desk, &[rename("caf\u{e9}.md", "cafe\u{301}.md")]);
    assert!(desk.blog.names("").iter().all(|name| !name.starts_with('.')));
}

#[test]
fn a_plan_that_changes_nothing_leaves_the_files_alone() {
    let desk = desk();
    let before = desk.snapshot();
    let undo = desk.apply(&[write("posts/a.md", "a", "a")]).unwrap();
    assert_eq!(desk.snapshot(), before);
    assert!(undo.plan().steps.is_empty());
}

#[test]
fn a_file_moved_and_written_since_is_moved_back_with_its_new_text() {
    let desk = desk();
    let undo = desk.apply(&[rename("posts/a.md", "posts/z.md")]).unwrap();
    desk.blog.write("posts/z.md", "written since");
    desk.undo(&undo).unwrap();
    assert_eq!(desk.blog.read("posts/a.md"), "written since");
}

#[test]
fn an_undo_is_refused_where_a_file_was_written_since() {
    let desk = desk();
    let steps = [write("posts/a.md", "a", "A"), create("n.md", "n"), copy("posts/c", "posts/d")];
    let undo = desk.apply(&steps).unwrap();
    for path in ["posts/a.md", "n.md", "posts/d/index.md"] {
        let text = desk.blog.read(path);
        desk.blog.write(path, "since");
        let before = desk.snapshot();
        let error = desk.undo(&undo).unwrap_err();
        assert!(matches!(error, Error::Changed { .. }), "{path}: {error}");
        assert!(error.to_string().contains("was changed by another program since it was read"), "{error}");
        assert_eq!(desk.snapshot(), before);
        desk.blog.write(path, text);
    }
    desk.undo(&undo).unwrap();
}

#[test]
fn an_undo_is_refused_where_a_made_folder_holds_more_or_an_old_name_is_taken() {
    let desk = desk();
    let undo = desk.apply(&[rename("posts/a.md", "posts/a/index.md")]).unwrap();
    desk.blog.write("posts/a/image.png", "");
    let told: Vec<String> = undo.check(&desk.blog.root()).iter().map(ToString::to_string).collect();
    assert_eq!(told, ["posts/a: the folder holds other files"]);
    desk.blog.remove("posts/a/image.png");
    desk.blog.write("posts/a.md", "other");
    let error = desk.undo(&undo).unwrap_err().to_string();
    assert!(error.ends_with("posts/a.md: there is something of this name already; nothing was changed"));
}

#[cfg(unix)]
#[test]
fn links_are_moved_copied_and_removed_as_links() {
    use std::os::unix::fs::symlink;
    let desk = desk();
    symlink("../posts/a.md", desk.blog.path("posts/c/link.md")).unwrap();
    symlink("nowhere", desk.blog.path("posts/c/broken")).unwrap();
    let steps = [copy("posts/c", "d"), rename("posts/c/link.md", "posts/c/l.md"), remove("posts/c/broken")];
    let after = there_and_back(&desk, &steps);
    assert_eq!(after[Path::new("d/broken")], "link to nowhere");
    assert_eq!(after[Path::new("posts/c/l.md")], "link to ../posts/a.md");
}

#[cfg(unix)]
#[test]
fn the_record_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    let journal = desk.journal();
    desk.bin.before_put(move |_| {
        let entry = fs::read_dir(&journal).unwrap().next().unwrap().unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        Ok(())
    });
    desk.apply(&[remove("posts/a.md")]).unwrap();
}
