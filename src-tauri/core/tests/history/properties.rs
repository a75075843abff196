use std::fs;

use galley_core::history::Reason;
use proptest::prelude::*;

use crate::{Case, at};

/// A text as a writer changes it: a base with some lines replaced.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let base: Vec<String> =
        (0..40).map(|line| format!("line {line} of a text that goes on for a while\n")).collect();
    let edit = (0usize..40, "[a-zé日\r\n]{0,12}");
    prop::collection::vec(prop::collection::vec(edit, 0..4), 1..40).prop_map(move |steps| {
        let mut lines = base.clone();
        let after = steps.into_iter().map(|edits| {
            edits.into_iter().for_each(|(line, text)| lines[line] = text);
            lines.concat()
        });
        after.collect()
    })
}

fn reason(index: usize) -> Reason {
    if index % 7 == 3 { Reason::Lost } else { Reason::Saved }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_version_reads_back_byte_for_byte_and_so_do_those_that_thinning_leaves(
        texts in texts(),
        step in 1i64..20_000,
    ) {
        let case = Case::new();
        let mut kept = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            if let Some(id) = case.keep("a.md", index as i64 * step, reason(index), text).id {
                kept.push((id, text));
            }
        }
        let read = |id| case.store.bytes(&case.root(), "a.md", id).unwrap();
        for (id, text) in &kept {
            prop_assert_eq!(read(*id), text.as_bytes());
        }
        for days in [0, 3, 10, 60] {
            let now = at(texts.len() as i64 * step + days * 86_400);
            case.store.thin(&case.root(), "a.md", now).unwrap();
            let left = case.store.versions(&case.root(), "a.md").unwrap();
            prop_assert_eq!(left[0].id, kept.last().unwrap().0, "the newest stays");
            for version in &left {
                let (_, text) = kept.iter().find(|(id, _)| *id == version.id).unwrap();
                prop_assert_eq!(read(version.id), text.as_bytes());
            }
            let lost = |count: usize, reason| count + usize::from(reason == Reason::Lost);
            let told = left.iter().fold(0, |count, version| lost(count, version.reason));
            let were = kept.iter().fold(0, |count, (id, _)| {
                lost(count, if left.iter().any(|v| v.id == *id && v.reason == Reason::Lost) { Reason::Lost } else { Reason::Saved })
            });
            prop_assert_eq!(told, were);
        }
        case.store.fit(0, at(0)).unwrap();
        prop_assert_eq!(read(kept.last().unwrap().0), kept.last().unwrap().1.as_bytes());
    }

    #[test]
    fn a_pack_cut_at_any_byte_gives_all_whole_versions_before_the_cut(texts in texts(), cut in 0.0f64..1.0) {
        let case = Case::new();
        // The size of the file once each version was in it.
        let mut sizes = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            if let Some(id) = case.save("a.md", index as i64, text).id {
                sizes.push((id, fs::metadata(case.file()).unwrap().len(), text));
            }
        }
        let bytes = fs::read(case.file()).unwrap();
        let cut = (bytes.len() as f64 * cut) as usize;
        fs::write(case.file(), &bytes[..cut]).unwrap();
        let whole: Vec<_> = sizes.iter().filter(|(_, size, _)| *size <= cut as u64).collect();
        let left = case.store.versions(&case.root(), "a.md").unwrap();
        prop_assert_eq!(left.len(), whole.len());
        // The next version goes on after the cut, and none of those before is lost.
        prop_assert_eq!(case.keep("a.md", 99, Reason::Lost, "the end\n").set_aside, None);
        prop_assert_eq!(case.store.versions(&case.root(), "a.md").unwrap().len(), whole.len() + 1);
        for (id, _, text) in whole {
            prop_assert_eq!(case.store.bytes(&case.root(), "a.md", *id).unwrap(), text.as_bytes());
        }
    }
}
