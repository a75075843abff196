use chrono::DateTime;
use proptest::prelude::*;

use super::*;
use crate::history::{NewVersion, Reason};

/// What [`Store::paragraph`] says, each version read by itself and every two compared as wholes.
fn plainly(store: &Store, root: &Path, text: &str, range: Range<usize>) -> Vec<ParagraphState> {
    let (mut current, mut since) = ((text.to_owned(), range), None);
    let mut states = States { limit: usize::MAX, told: Vec::new() };
    for version in store.versions(root, "a.md").unwrap() {
        let bytes = store.bytes(root, "a.md", version.id).unwrap();
        let before = Document::new(&String::from_utf8_lossy(&bytes)).text().to_owned();
        let changed = common_lines(&before, &current.0);
        let range = if before == current.0 || current.1.end < changed.new.start {
            current.1.clone()
        } else if current.1.start > changed.new.end {
            let moved = |at: usize| at + changed.old.end - changed.new.end;
            moved(current.1.start)..moved(current.1.end)
        } else {
            was_at(&before, &current)
        };
        let passage = passage(&current).to_owned();
        let was = before.get(range.clone()).unwrap_or_default().trim().to_owned();
        if was != passage && !states.add(since, passage, &was) {
            return states.told;
        }
        since = Some(version.id);
        current = (before, range);
    }
    states.add(since, passage(&current).to_owned(), "");
    states.told
}

/// [`diff::common_ends`], line by line.
fn common_lines(old: &str, new: &str) -> diff::Hunk {
    let (old_lines, new_lines): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let length = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
    let is_ended = |(a, b): &(&&str, &&str)| a == b && a.ends_with('\n');
    let start = old_lines.iter().zip(&new_lines).take_while(is_ended).count();
    let rest = (&old_lines[start..], &new_lines[start..]);
    let end = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(a, b)| a == b).count();
    let at = length(&old_lines[..start]);
    let tail = length(&old_lines[old_lines.len() - end..]);
    diff::Hunk { old: at..old.len() - tail, new: at..new.len() - tail }
}

fn edit() -> impl Strategy<Value = (usize, usize, String)> {
    (any::<usize>(), 0usize..12, "(a|b |one |\n|\n\n|\r\n|é|日){0,4}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_states_are_those_that_comparing_every_version_finds(
        first in "(\u{feff}?)(one |two |\n\n|\r\n|é){0,40}",
        edits in prop::collection::vec(edit(), 1..14),
        place in any::<usize>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let (store, root) = (Store::new(folder.path().join("history")), folder.path().join("blog"));
        let mut text = first;
        for (seconds, (at, length, insert)) in edits.into_iter().enumerate() {
            let new = NewVersion {
                at: DateTime::from_timestamp(seconds as i64, 0).unwrap().fixed_offset(),
                reason: Reason::Saved,
                words: 0,
                bytes: text.as_bytes(),
            };
            store.keep(&root, "a.md", &new).unwrap();
            let from = text.floor_char_boundary(at % (text.len() + 1));
            let to = text.ceil_char_boundary((from + length).min(text.len()));
            text.replace_range(from..to, &insert);
        }
        let now = Document::new(&text).text().to_owned();
        let range = crate::history::paragraph_at(&now, place % (now.len() + 1));
        let found = store.paragraph(&root, "a.md", &now, range.clone(), usize::MAX).unwrap();
        prop_assert_eq!(found, plainly(&store, &root, &now, range));
    }
}
