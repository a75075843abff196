//! Failures and crashes at each step in turn.

use std::panic::{AssertUnwindSafe, catch_unwind};

use galley_core::changes::{Outcome, Recovered, recover};

use super::*;

/// Applies a plan that is cut off by the panic of the trash, which leaves everything as a kill would.
pub fn crash(desk: &Desk, steps: &[Step]) {
    let crashed = catch_unwind(AssertUnwindSafe(|| desk.apply(steps)));
    assert!(crashed.is_err(), "{crashed:?}");
}

pub fn recover_now(desk: &Desk) -> Vec<Recovered> {
    desk.bin.quiet();
    recover(&desk.journal(), &desk.bin).unwrap()
}

fn desk() -> Desk {
    Desk::new()
        .with("posts/a.md", "a")
        .with("posts/b.md", "b")
        .with("posts/c/index.md", "c")
        .with("x.md", "x")
        .with("empty/gone", "")
}

/// Steps of every kind; `x.md` is left for the trash at the end.
fn every_kind() -> Vec<Step> {
    vec![
        write("posts/a.md", "a", "A"),
        create("new/n.md", "n"),
        rename("posts/b.md", "posts/B.md"),
        rename("posts/c", "c"),
        copy("c", "posts/d"),
        write("posts/d/index.md", "c", "D"),
        remove("empty/gone"),
        Step::RemoveEmpty { path: "empty".into() },
        Step::MakeFolder { path: "made".into(), mode: Some(0o750) },
    ]
}

#[test]
fn a_refusing_trash_after_each_step_in_turn_changes_nothing() {
    for count in 0..=every_kind().len() {
        let desk = desk();
        let before = desk.snapshot();
        desk.bin.before_put(|path| match path.ends_with("x.md") {
            true => Err(Error::refused(path, "this drive has no trash")),
            false => Ok(()),
        });
        let mut steps = every_kind()[..count].to_vec();
        steps.push(remove("x.md"));
        let error = desk.apply(&steps).unwrap_err();
        assert!(is_taken_back(&error), "{count}: {error}");
        assert!(error.to_string().contains("x.md: this drive has no trash"), "{error}");
        assert_eq!(desk.snapshot(), before, "{count}");
        desk.expect_no_record();
    }
}

#[test]
fn an_undo_that_fails_at_each_step_in_turn_changes_nothing() {
    // The undo of each ends in the removal of what the plan has taken from the trash.
    for count in 0..=every_kind().len() {
        let desk = desk();
        let first = desk.apply(&[remove("x.md")]).unwrap();
        let mut steps = first.plan().steps.clone();
        steps.extend_from_slice(&every_kind()[..count]);
        let undo = desk.apply(&steps).unwrap();
        let after = desk.snapshot();
        desk.bin.before_put(|path| match path.ends_with("x.md") {
            true => Err(Error::refused(path, "no trash")),
            false => Ok(()),
        });
        assert!(is_taken_back(&desk.undo(&undo).unwrap_err()), "{count}");
        assert_eq!(desk.snapshot(), after, "{count}");
        desk.bin.quiet();
        desk.undo(&undo).unwrap();
        assert!(!desk.blog.path("x.md").exists());
    }
}

#[test]
fn a_crash_after_each_step_in_turn_is_taken_back() {
    for count in 0..=every_kind().len() {
        let desk = desk();
        let before = desk.snapshot();
        desk.bin.before_put(|path| match path.ends_with("x.md") {
            true => panic!("a crash"),
            false => Ok(()),
        });
        let mut steps = every_kind()[..count].to_vec();
        steps.push(remove("x.md"));
        crash(&desk, &steps);
        let recovered = recover_now(&desk);
        assert!(matches!(recovered[0].outcome, Outcome::TakenBack), "{count}: {recovered:?}");
        assert_eq!(recovered[0].title, "Test");
        assert_eq!(desk.snapshot(), before, "{count}");
        desk.expect_no_record();
    }
}

/// What another program does while a plan is under way makes each kind of step fail.
#[test]
fn a_step_that_another_program_foils_takes_all_back() {
    let foiled: [(&str, Step); 7] = [
        ("posts/n.md", create("posts/n.md", "n")),
        ("posts/a.md", write("posts/a.md", "a", "A")),
        ("posts/z.md", rename("posts/b.md", "posts/z.md")),
        ("posts/d", copy("posts/c", "posts/d")),
        ("posts/c/index.md", copy("posts/c", "posts/d")),
        ("made", Step::MakeFolder { path: "made".into(), mode: None }),
        ("bare/late.md", Step::RemoveEmpty { path: "bare".into() }),
    ];
    for (path, step) in foiled {
        let desk = desk();
        fs::create_dir(desk.blog.path("bare")).unwrap();
        let mut before = desk.snapshot();
        let foil = desk.blog.path(path);
        desk.bin.before_put(move |_| {
            fs::write(&foil, "theirs").unwrap();
            Ok(())
        });
        let steps = [rename("posts", "p"), rename("p", "posts"), remove("x.md"), step];
        let error = desk.apply(&steps).unwrap_err();
        assert!(is_taken_back(&error), "{path}: {error}");
        let mut after = desk.snapshot();
        assert_eq!(desk.blog.read(path), "theirs");
        before.remove(Path::new(path));
        after.remove(Path::new(path));
        assert_eq!(after, before, "{path}");
    }
}

#[test]
fn a_file_that_was_written_after_the_crash_is_left_and_told_and_its_old_text_kept() {
    let desk = desk();
    desk.bin.before_put(|_| panic!("a crash"));
    crash(&desk, &[write("posts/a.md", "a", "A"), rename("posts/b.md", "z.md"), remove("x.md")]);
    desk.blog.write("posts/a.md", "theirs");
    let recovered = recover_now(&desk);
    let Outcome::Partly { left, kept } = &recovered[0].outcome else { panic!("{recovered:?}") };
    assert!(left[0].to_string().contains("posts/a.md"), "{left:?}");
    assert!(kept.exists());
    assert_eq!(desk.blog.read("posts/a.md"), "theirs");
    assert_eq!(desk.blog.read("posts/b.md"), "b", "the rest is taken back");
    assert!(recover_now(&desk).is_empty(), "it is told once");
}

#[test]
fn records_that_cannot_be_read_are_kept_and_those_never_begun_are_not() {
    let desk = desk();
    let before = desk.snapshot();
    desk.bin.before_put(|_| panic!("a crash"));
    crash(&desk, &[remove("x.md")]);
    let entry = fs::read_dir(desk.journal()).unwrap().next().unwrap().unwrap().path();
    let whole = fs::read(&entry).unwrap();
    let mut damaged = whole.clone();
    damaged[70] ^= 1;
    let record = |name: &str, bytes: &[u8]| fs::write(desk.journal().join(name), bytes).unwrap();
    record("damaged.changes", &damaged);
    record("torn.changes", &whole[..60]);
    record("empty.changes", b"");
    record("newer.changes", b"galley changes 2\n and more");
    record("never.begun", &whole[..60]);
    let mut told: Vec<String> = recover_now(&desk)
        .iter()
        .map(|recovered| match &recovered.outcome {
            Outcome::Unreadable { kept, other_version } => {
                assert!(kept.exists());
                format!("{} {other_version}", kept.file_name().unwrap().display())
            }
            other => format!("{other:?}"),
        })
        .collect();
    told.sort();
    assert_eq!(
        told,
        ["TakenBack", "damaged.kept false", "empty.kept false", "newer.kept true", "torn.kept false"]
    );
    assert!(!desk.journal().join("never.begun").exists());
    assert_eq!(desk.snapshot(), before);
}

#[test]
fn a_record_waits_for_a_blog_that_is_not_there() {
    let desk = desk();
    let before = desk.snapshot();
    let root = desk.blog.root();
    let away = desk.beside.path().join("away");
    desk.bin.before_put(|_| panic!("a crash"));
    crash(&desk, &[write("posts/a.md", "a", "A"), remove("x.md")]);
    fs::rename(&root, &away).unwrap();
    assert!(matches!(recover_now(&desk)[0].outcome, Outcome::Waiting));
    fs::rename(&away, &root).unwrap();
    assert!(matches!(recover_now(&desk)[0].outcome, Outcome::TakenBack));
    assert_eq!(desk.snapshot(), before);
}

#[test]
fn a_plan_under_way_in_another_process_is_left_alone() {
    let desk = desk();
    let (journal, bin) = (desk.journal(), desk.beside.path().join("bin"));
    desk.bin.before_put(move |_| {
        assert!(recover(&journal, &FolderBin::new(&bin)).unwrap().is_empty());
        Ok(())
    });
    desk.apply(&[write("posts/a.md", "a", "A"), remove("x.md")]).unwrap();
    assert_eq!(desk.blog.read("posts/a.md"), "A");
}
