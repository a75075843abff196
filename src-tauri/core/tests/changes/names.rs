//! Names that are hard on shells and on web servers are names.

use super::*;

#[test]
fn strange_names_are_moved_written_copied_and_removed() {
    let long = "x".repeat(252) + ".md";
    for name in ["a\nb.md", "it's \"q\".md", "🎉 ünï.md", "a%20b.md", "a#b?.md", " .md", "-rf", &long] {
        let desk = Desk::new().with("a.md", "a");
        let before = desk.snapshot();
        let undo = desk.apply(&[rename("a.md", name), write(name, "a", "b"), copy(name, "c.md")]).unwrap();
        let removed = desk.apply(&[remove(name)]).unwrap();
        assert_eq!(desk.blog.names(""), ["c.md"], "{name}");
        desk.undo(&removed).unwrap();
        desk.undo(&undo).unwrap();
        assert_eq!(desk.snapshot(), before, "{name}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_unicode_survives_the_record() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new().with("a.md", "a");
    let before = desk.snapshot();
    let name = PathBuf::from(std::ffi::OsStr::from_bytes(b"\xff.md"));
    let steps = [Step::Move { from: "a.md".into(), to: name.clone() }, Step::Remove { path: name }];
    desk.bin.before_put(|_| panic!("a crash"));
    crash::crash(&desk, &steps);
    crash::recover_now(&desk);
    assert_eq!(desk.snapshot(), before);
}
