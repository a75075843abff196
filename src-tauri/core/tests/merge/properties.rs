//! What must hold of every merge.

use galley_core::Generator;
use galley_core::front_matter::Conventions;
use galley_core::merge::{Merge, Side, foreign, merge as merge_by};
use proptest::prelude::*;

use crate::merge;
use crate::triples::{Triple, posts, triples};

/// The words that only this side wrote.
fn own(text: &str, mark: char) -> Vec<&str> {
    let marked = |word: &&str| {
        let rest = word.strip_prefix(mark).unwrap_or_default();
        let rest = ["key", "item", "note"].iter().find_map(|name| rest.strip_prefix(name)).unwrap_or(rest);
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit())
    };
    text.split(|character: char| !character.is_alphanumeric()).filter(marked).collect()
}

/// Everything in the merge that can be chosen, as one text.
fn everything(merge: &Merge) -> String {
    format!("{}\n{}", merge.with(Side::Mine), merge.with(Side::Theirs))
}

fn check(Triple { base, mine, theirs }: &Triple, is_body: bool) -> Result<(), TestCaseError> {
    let merged = merge(base, mine, theirs);
    let turned = merge(base, theirs, mine);
    prop_assert_eq!(merged.conflicts().count(), turned.conflicts().count());
    let all = everything(&merged);
    let words = |text: &str| -> Vec<String> {
        text.split(|character: char| !character.is_alphanumeric()).map(str::to_owned).collect()
    };
    let all = words(&all);
    for word in own(mine, 'm').into_iter().chain(own(theirs, 't')) {
        prop_assert!(all.iter().any(|kept| kept == word), "{} is lost in {:?}", word, merged);
    }
    if let (Some(text), Some(other)) = (merged.text(), turned.text()) {
        if is_body {
            prop_assert_eq!(&text, &other);
        } else {
            // New keys in one place come in the order of the sides.
            let sorted = |text: &str| {
                let mut lines: Vec<Vec<String>> = text
                    .lines()
                    .map(|line| {
                        let mut words = words(line);
                        words.sort();
                        words
                    })
                    .collect();
                lines.sort();
                lines
            };
            prop_assert_eq!(sorted(&text), sorted(&other));
        }
        let mut last = 0;
        for range in foreign(mine, &text) {
            prop_assert!(range.start >= last && text.get(range.clone()).is_some());
            last = range.end;
        }
    }
    Ok(())
}

const GENERATORS: [Generator; 8] = [
    Generator::Plain,
    Generator::Hugo,
    Generator::Zola,
    Generator::Jekyll,
    Generator::Astro,
    Generator::Eleventy,
    Generator::Hexo,
    Generator::Pelican,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_line_that_either_wrote_is_missing_and_the_sides_can_be_turned(triple in triples()) {
        check(&triple, true)?;
    }

    #[test]
    fn headers_lose_nothing_either(triple in posts()) {
        check(&triple, false)?;
    }

    #[test]
    fn what_one_side_left_alone_is_the_others(triple in prop_oneof![triples(), posts()]) {
        let Triple { base, mine, .. } = triple;
        prop_assert_eq!(merge(&base, &mine, &base).text(), Some(mine.clone()));
        prop_assert_eq!(merge(&base, &base, &mine).text(), Some(mine.clone()));
        prop_assert_eq!(merge(&base, &mine, &mine).text(), Some(mine));
    }

    #[test]
    fn lines_that_both_left_alone_are_kept(triple in triples()) {
        let Triple { base, mine, theirs } = triple;
        let merged = merge(&base, &mine, &theirs);
        for side in [Side::Mine, Side::Theirs] {
            let text = merged.with(side);
            let once = |line: &&str| {
                line.is_ascii() && line.len() == 4 && base.lines().filter(|other| other == line).count() == 1
            };
            for line in base.lines().filter(once) {
                let kept = |text: &str| text.lines().any(|own| own == line);
                prop_assert!(!kept(&mine) || !kept(&theirs) || kept(&text), "{} is lost", line);
            }
        }
    }

    #[test]
    fn any_text_at_all_is_merged_by_any_generators_rules(
        base in "(---\n|title: \\PC{0,5}\n|\n){0,4}(\\PC{0,9}\n){0,4}",
        mine in "(---\n|title: \\PC{0,5}\n|\\{\"a\": 1\\}\n|;;;\n){0,6}",
        theirs in "(\\+\\+\\+\n|a: \\PC{0,5}\n|---\n|\\[b\\]\n){0,6}",
        generator in prop::sample::select(&GENERATORS),
    ) {
        let merge = |mine, theirs| merge_by(&base, mine, theirs, &Conventions::of(generator));
        let (merged, turned) = (merge(&mine, &theirs), merge(&theirs, &mine));
        prop_assert_eq!(merged.conflicts().count(), turned.conflicts().count());
        for line in mine.lines().filter(|line| !base.lines().any(|own| own == *line)) {
            prop_assert!(everything(&merged).lines().any(|kept| kept == line), "{} is lost", line);
        }
    }
}
