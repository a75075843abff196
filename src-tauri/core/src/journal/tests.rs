use std::fs;
use std::sync::Mutex;

use proptest::prelude::*;

use super::entry::Whole;
use super::*;
use crate::Document;

const NOW: i64 = 1_790_000_000_000;

fn start(folder: &Path) -> Journal {
    Journal::start(folder.to_path_buf(), || NOW, |error| panic!("{error}"))
}

fn snapshot(file: &str, text: &str) -> Snapshot {
    Snapshot {
        file: file.into(),
        common: text.as_bytes().to_vec().into(),
        unsaved: None,
        past: None,
        caret: 0,
        history: None,
        replaces: None,
    }
}

fn insert(at: u32, text: &str) -> Change {
    Change { from: at, to: at, insert: text.into() }
}

fn recall(journal: &Journal, file: &str) -> Option<Remembered> {
    journal.recall(Path::new(file)).0
}

/// As after a kill: the keeper says nothing any more.
fn die(journal: &Journal, keeper: Keeper) {
    drop(keeper);
    journal.flush();
}

/// A post that got an exclamation mark, was saved and closed.
fn close_saved(journal: &Journal, history: &str) {
    let keeper = journal.keeper().unwrap();
    keeper.snapshot(snapshot("/blog/a.md", "one"));
    keeper.edit(&[insert(3, "!")]);
    keeper.saved();
    keeper.remember(4, history.into());
    keeper.close(Closing::Saved);
    journal.flush();
}

#[test]
fn what_was_typed_is_there_after_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let journal = start(folder.path());
    let keeper = journal.keeper().unwrap();
    keeper.snapshot(snapshot("/blog/a.md", "one\r\ntwo\r\n"));
    keeper.edit(&[insert(3, "!")]);
    keeper.edit(&[insert(4, "?")]);
    assert!(recall(&journal, "/blog/a.md").is_none(), "it is open");
    die(&journal, keeper);
    let left = recall(&journal, "/blog/a.md").unwrap();
    assert_eq!(left.document.to_file(), "one!?\r\ntwo\r\n");
    assert_eq!(left.common, b"one\r\ntwo\r\n");
    assert_eq!((left.start.text(), left.steps.len(), left.closed), ("one\ntwo\n", 2, None));
    let (found, troubles) = journal.left();
    assert_eq!(found, [Found { file: "/blog/a.md".into(), at: NOW, closed: None }]);
    assert!(troubles.is_empty());
}

#[test]
fn a_post_that_was_closed_keeps_its_undo_history_and_is_not_left_over() {
    let folder = tempfile::tempdir().unwrap();
    let journal = start(folder.path());
    close_saved(&journal, "{\"done\":[]}");
    assert_eq!(journal.left().0, []);
    let kept = recall(&journal, "/blog/a.md").unwrap();
    assert!(!kept.is_unsaved());
    assert_eq!((kept.caret, kept.history.as_deref(), kept.steps.len()), (4, Some("{\"done\":[]}"), 0));
    assert_eq!(kept.document.text(), "one!");
    journal.prune(0);
    assert!(recall(&journal, "/blog/a.md").is_none());
}

#[test]
fn the_undo_history_of_a_closed_post_follows_it_to_another_place() {
    let folder = tempfile::tempdir().unwrap();
    let journal = start(folder.path());
    close_saved(&journal, "{}");
    journal.follow(Path::new("/blog/a.md"), Path::new("/blog/b.md")).unwrap();
    journal.follow(Path::new("/blog/none.md"), Path::new("/blog/c.md")).unwrap();
    assert!(recall(&journal, "/blog/a.md").is_none());
    let kept = recall(&journal, "/blog/b.md").unwrap();
    assert_eq!((kept.document.text(), kept.history.as_deref(), kept.caret), ("one!", Some("{}"), 4));
    assert!(!kept.is_unsaved());
}

#[test]
fn a_crash_right_after_a_save_asks_nothing_and_keeps_the_steps() {
    let folder = tempfile::tempdir().unwrap();
    let journal = start(folder.path());
    let keeper = journal.keeper().unwrap();
    keeper.snapshot(snapshot("/blog/a.md", "one"));
    keeper.edit(&[insert(3, "!")]);
    keeper.saved();
    die(&journal, keeper);
    assert_eq!(journal.left().0, []);
    let kept = recall(&journal, "/blog/a.md").unwrap();
    assert_eq!((kept.common.as_slice(), kept.steps.len()), (b"one!".as_slice(), 1));
}

#[test]
fn text_left_unsaved_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let journal = start(folder.path());
    let keeper = journal.keeper().unwrap();
    keeper.snapshot(snapshot("/blog/a.md", "one"));
    keeper.edit(&[insert(0, "x")]);
    keeper.close(Closing::Unsaved);
    journal.flush();
    assert_eq!(journal.left().0[0].closed, Some(Closing::Unsaved));
    journal.forget(Path::new("/blog/a.md")).unwrap();
    assert_eq!(journal.left().0, []);
}

#[test]
fn a_recalled_text_goes_on_in_a_journal_that_takes_the_place_of_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let journal = start(folder.path());
    let keeper = journal.keeper().unwrap();
    keeper.snapshot(snapshot("/blog/a.md", "one"));
    keeper.edit(&[insert(3, "!")]);
    keeper.moved(Path::new("/blog/b.md"));
    die(&journal, keeper);
    assert!(recall(&journal, "/blog/a.md").is_none());
    let left = recall(&journal, "/blog/b.md").unwrap();
    let keeper = journal.keeper().unwrap();
    let unsaved = Some(left.document.to_file().into_bytes());
    let common = left.common.clone().into();
    keeper.snapshot(Snapshot { common, unsaved, replaces: left.source, ..snapshot("/blog/b.md", "") });
    keeper.edit(&[insert(4, "?")]);
    die(&journal, keeper);
    assert_eq!(recall(&journal, "/blog/b.md").unwrap().document.text(), "one!?");
    assert_eq!(journal.left().0.len(), 1);
}

#[test]
fn a_second_process_keeps_its_own_journal_of_the_same_post() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (start(folder.path()), start(folder.path()));
    let keepers = [one.keeper().unwrap(), two.keeper().unwrap()];
    for (keeper, letter) in keepers.iter().zip(["a", "b"]) {
        keeper.snapshot(snapshot("/blog/a.md", "-"));
        keeper.edit(&[insert(1, letter)]);
        one.flush();
        two.flush();
    }
    drop(keepers);
    one.flush();
    two.flush();
    assert_eq!(one.left().0.len(), 2);
}

#[test]
fn journals_of_other_versions_and_damaged_ones_are_set_aside_and_what_is_whole_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let journal = start(folder.path());
    let keeper = journal.keeper().unwrap();
    keeper.snapshot(snapshot("/blog/a.md", "one"));
    for letter in ["x", "y", "z"] {
        keeper.edit(&[insert(0, letter)]);
    }
    die(&journal, keeper);
    let path = folder::place(folder.path(), Path::new("/blog/a.md"), 1);
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.iter().rposition(|byte| *byte == b'y').unwrap();
    bytes[at] = b'Y';
    fs::write(&path, &bytes).unwrap();
    fs::write(folder.path().join("b.journal"), "galley journal 99\nnews").unwrap();
    let (found, troubles) = journal.left();
    assert_eq!(found.len(), 1);
    assert_eq!(recall(&journal, "/blog/a.md").unwrap().document.text(), "xone");
    assert_eq!(troubles.len(), 2);
    assert!(troubles.iter().all(|trouble| trouble.file.exists()), "nothing is deleted");
    assert!(journal.left().1.is_empty(), "it is told once");
}

#[test]
fn a_journal_of_the_version_before_is_read_and_goes_on_as_one_of_this() {
    use crate::disk::records::Records;
    let folder = tempfile::tempdir().unwrap();
    let journal = start(folder.path());
    let path = folder::place(folder.path(), Path::new("/blog/a.md"), 1);
    let whole = Entry::Whole(Whole::of(snapshot("/blog/a.md", "one\r\n"), NOW).compressed().unwrap());
    let edit = Entry::Edit { at: NOW, changes: vec![insert(3, "!")] };
    let before = crate::disk::records::Format { version: 1, ..entry::FORMAT };
    let (mut records, _) = Records::open(&path, before).unwrap().unwrap().unwrap();
    records.append([whole.to_bytes().as_slice(), &edit.to_bytes()]).unwrap();
    drop(records);
    assert!(fs::read(&path).unwrap().starts_with(b"galley journal 1\n"));
    assert_eq!(journal.left().0.len(), 1);
    let left = recall(&journal, "/blog/a.md").unwrap();
    assert_eq!(left.document.to_file(), "one!\r\n");
    let keeper = journal.keeper().unwrap();
    let unsaved = Some(left.document.to_file().into_bytes());
    keeper.snapshot(Snapshot { unsaved, replaces: left.source, ..snapshot("/blog/a.md", "one\r\n") });
    keeper.edit(&[insert(4, "?")]);
    die(&journal, keeper);
    assert_eq!(recall(&journal, "/blog/a.md").unwrap().document.to_file(), "one!?\r\n");
    assert!(fs::read(&path).unwrap().starts_with(b"galley journal 2\n"));
}

#[test]
fn a_past_that_makes_no_sense_costs_no_text() {
    let folder = tempfile::tempdir().unwrap();
    let journal = start(folder.path());
    let keeper = journal.keeper().unwrap();
    keeper.snapshot(snapshot("/blog/a.md", "one\r\ntwo\n"));
    keeper.append(Entry::Past(b"of tomorrow".to_vec()));
    keeper.edit(&[insert(0, "x")]);
    die(&journal, keeper);
    assert_eq!(recall(&journal, "/blog/a.md").unwrap().document.to_file(), "xone\r\ntwo\n");
}

#[test]
fn a_post_is_recalled_beside_the_damaged_journal_of_another_one_and_from_before_its_own_damage() {
    let folder = tempfile::tempdir().unwrap();
    let journal = start(folder.path());
    for file in ["/blog/a.md", "/blog/b.md"] {
        let keeper = journal.keeper().unwrap();
        keeper.snapshot(snapshot(file, "one"));
        keeper.edit(&[insert(0, "x")]);
        keeper.edit(&[insert(0, "y")]);
        die(&journal, keeper);
    }
    damage(folder.path(), "/blog/b.md");
    let (of_another, trouble) = journal.recall(Path::new("/blog/c.md"));
    assert!(of_another.is_none() && trouble.is_some());
    assert_eq!(recall(&journal, "/blog/a.md").unwrap().document.text(), "yxone");
    damage(folder.path(), "/blog/a.md");
    let (own, trouble) = journal.recall(Path::new("/blog/a.md"));
    assert_eq!(own.unwrap().document.text(), "one");
    assert_eq!(trouble.unwrap().reason, "it is damaged");
}

#[test]
fn a_post_is_forgotten_with_what_was_set_aside_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let journal = start(folder.path());
    for file in ["/blog/a.md", "/blog/b.md"] {
        let keeper = journal.keeper().unwrap();
        keeper.snapshot(snapshot(file, "one"));
        keeper.edit(&[insert(0, "x")]);
        keeper.edit(&[insert(0, "y")]);
        die(&journal, keeper);
        damage(folder.path(), file);
    }
    assert_eq!(journal.left().1.len(), 2);
    let kept = |file: &str| {
        let stem = folder::place(folder.path(), Path::new(file), 1).with_extension("");
        let entries = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.to_string_lossy().starts_with(&*stem.to_string_lossy())).count()
    };
    assert_eq!((kept("/blog/a.md"), kept("/blog/b.md")), (2, 2));
    journal.forget(Path::new("/blog/a.md")).unwrap();
    assert_eq!((kept("/blog/a.md"), kept("/blog/b.md")), (0, 2));
}

/// Changes a byte in the first change of the journal of a post, which inserts an x.
fn damage(folder: &Path, file: &str) {
    let path = folder::place(folder, Path::new(file), 1);
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.iter().rposition(|byte| *byte == b'x').unwrap();
    bytes[at] = b'X';
    fs::write(&path, &bytes).unwrap();
}

#[test]
fn a_folder_that_cannot_be_written_is_told_once_and_the_next_snapshot_tries_again() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    fs::write(&state, "a file").unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let journal =
        Journal::start(state.clone(), || NOW, move |error| tell.lock().unwrap().push(error.to_string()));
    let keeper = journal.keeper().unwrap();
    for _ in 0..3 {
        keeper.snapshot(snapshot("/blog/a.md", "one"));
        keeper.edit(&[insert(0, "x")]);
        journal.flush();
    }
    assert_eq!(told.lock().unwrap().len(), 1);
    fs::remove_file(&state).unwrap();
    keeper.snapshot(snapshot("/blog/a.md", "one"));
    keeper.edit(&[insert(0, "x")]);
    die(&journal, keeper);
    assert_eq!(recall(&journal, "/blog/a.md").unwrap().document.text(), "xone");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_journal_cut_or_changed_anywhere_gives_a_text_that_was_once_typed(
        edits in prop::collection::vec((any::<u16>(), 0..3u32, "[a-z😀\n]{0,3}"), 1..20),
        saves in prop::collection::vec(any::<bool>(), 20),
        cut in any::<prop::sample::Index>(),
        other in 1..=255u8,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let journal = start(folder.path());
        let keeper = journal.keeper().unwrap();
        keeper.snapshot(snapshot("/blog/a.md", "first\r\nlast"));
        let mut document = Document::new("first\r\nlast");
        let mut texts = vec![document.to_file()];
        for ((place, length, insert), save) in edits.into_iter().zip(saves) {
            let units = document.utf16_length() as u32;
            let from = u32::from(place) % (units + 1);
            let change = Change { from, to: (from + length).min(units), insert };
            let after = units - (change.to - from) + crate::utf16::length(&change.insert) as u32;
            if document.apply(std::slice::from_ref(&change), after as usize).is_err() {
                continue;
            }
            keeper.edit(&[change]);
            texts.push(document.to_file());
            if save {
                keeper.saved();
                keeper.remember(0, "{}".into());
            }
        }
        die(&journal, keeper);
        let path = folder::place(folder.path(), Path::new("/blog/a.md"), 1);
        let bytes = fs::read(&path).unwrap();
        prop_assert_eq!(recall(&journal, "/blog/a.md").unwrap().document.to_file(), texts.last().unwrap().clone());
        let mut damaged = bytes.clone();
        damaged[cut.index(bytes.len())] ^= other;
        fs::write(&path, &damaged).unwrap();
        if let Some(left) = recall(&journal, "/blog/a.md") {
            prop_assert!(texts.contains(&left.document.to_file()));
        }
        fs::write(&path, &bytes[..cut.index(bytes.len())]).unwrap();
        if let Some(left) = recall(&journal, "/blog/a.md") {
            prop_assert!(texts.contains(&left.document.to_file()));
            let mut replayed = left.start.clone();
            for step in &left.steps {
                let mut coalescing = coalesce::Coalescing::new(replayed);
                coalescing.push(&step.changes).unwrap();
                replayed = coalescing.into_document().unwrap();
            }
            prop_assert_eq!(replayed.to_file(), left.document.to_file());
        }
    }
}
