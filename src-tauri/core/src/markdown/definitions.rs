//! The link definitions of a body, which any block may refer to.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, RefDefs};
use unicase::UniCase;

use super::mask::Masked;
use super::stand_in;

/// The first definition of each label, with its place in the body.
///
/// A post may have a million of them, so what they say is in one text, and they are in an array: as a
/// map of strings they would take four times the memory.
#[derive(Clone, Debug, Default)]
pub struct Definitions {
    /// By the hash of the label; it rises.
    all: Vec<Definition>,
    /// The label, the address and the title of each.
    text: String,
}

#[derive(Clone, Debug)]
struct Definition {
    /// Of the label, the same in whatever case it is written.
    hash: u64,
    place: Range<usize>,
    /// Where the label, the address and the title start in the text, one after the other, and where
    /// the title ends.
    parts: [usize; 4],
}

impl Definitions {
    /// Those that the parser found in a part of a body that starts at `base`.
    pub fn of(found: &RefDefs<'_>, base: usize, masked: &Masked<'_>) -> Definitions {
        let mut definitions = Definitions::default();
        for (label, found) in found.iter() {
            let place = base + found.span.start..base + found.span.end;
            let address = masked.value(&found.dest);
            let title = masked.value(found.title.as_deref().unwrap_or_default());
            definitions.push(place, [label, &address, &title]);
        }
        definitions.all.sort_unstable_by_key(|definition| definition.hash);
        definitions
    }

    /// What a label stands for, when the part that is parsed does not define it.
    pub fn resolve(&self, link: &BrokenLink<'_>) -> Option<(CowStr<'static>, CowStr<'static>)> {
        // What is hidden has another number in each part.
        if self.all.is_empty() || stand_in::may_contain(&link.reference) {
            return None;
        }
        let definition = self.get(hash(&link.reference), &link.reference)?;
        let owned = |text: &str| text.to_owned().into();
        Some((owned(self.address(definition)), owned(self.title(definition))))
    }

    /// Whether a body whose bytes `old` became `new` has the same definitions as before, those after
    /// them moved along. `part` are those found from `new.start` to somewhere behind `new.end`.
    pub fn still_hold(&self, old: &Range<usize>, new: &Range<usize>, part: &Definitions) -> bool {
        let moved = |place: &Range<usize>| match place.start >= old.end {
            true => place.start - old.end + new.end,
            false => place.start,
        };
        let is_known = |found: &Definition| {
            self.get(found.hash, part.label(found)).is_some_and(|known| {
                self.address(known) == part.address(found)
                    && self.title(known) == part.title(found)
                    // Inside the part a definition may move, as long as there is one.
                    && (old.contains(&known.place.start) && new.contains(&found.place.start)
                        || moved(&known.place) == found.place.start && !new.contains(&found.place.start))
            })
        };
        let is_found = |known: &Definition| {
            !old.contains(&known.place.start) || part.get(known.hash, self.label(known)).is_some()
        };
        part.all.iter().all(is_known) && self.all.iter().all(is_found)
    }

    /// The bytes `old` became `new`, and the definitions in them are those of `part`.
    pub fn follow(&mut self, old: &Range<usize>, new: &Range<usize>, part: &Definitions) {
        let Definitions { all, text } = self;
        for known in all {
            if known.place.start >= old.end {
                let length = known.place.len();
                let start = known.place.start - old.end + new.end;
                known.place = start..start + length;
            } else if let Some(found) = part.get(known.hash, label(text, known)) {
                known.place = found.place.clone();
            }
        }
    }

    fn push(&mut self, place: Range<usize>, says: [&str; 3]) {
        let mut parts = [self.text.len(); 4];
        for (i, part) in says.into_iter().enumerate() {
            self.text.push_str(part);
            parts[i + 1] = self.text.len();
        }
        self.all.push(Definition { hash: hash(says[0]), place, parts });
    }

    fn get(&self, hash: u64, wanted: &str) -> Option<&Definition> {
        let first = self.all.partition_point(|definition| definition.hash < hash);
        let mut same = self.all[first..].iter().take_while(|definition| definition.hash == hash);
        same.find(|definition| UniCase::new(self.label(definition)) == UniCase::new(wanted))
    }

    fn label(&self, of: &Definition) -> &str {
        label(&self.text, of)
    }

    fn address(&self, of: &Definition) -> &str {
        &self.text[of.parts[1]..of.parts[2]]
    }

    fn title(&self, of: &Definition) -> &str {
        &self.text[of.parts[2]..of.parts[3]]
    }
}

fn label<'t>(text: &'t str, of: &Definition) -> &'t str {
    &text[of.parts[0]..of.parts[1]]
}

fn hash(label: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(UniCase::new(label))
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::Parser;

    use super::*;
    use crate::markdown::{Dialect, mask};

    fn of(body: &str) -> Definitions {
        let dialect = Dialect::default();
        let masked = mask::mask(body, 0..body.len(), &dialect);
        Definitions::of(Parser::new(&masked.text).reference_definitions(), 0, &masked)
    }

    fn says<'d>(definitions: &'d Definitions, label: &str) -> Option<(&'d str, &'d str)> {
        let found = definitions.get(hash(label), label)?;
        Some((definitions.address(found), definitions.title(found)))
    }

    #[test]
    fn a_label_is_found_in_any_case_and_the_first_of_the_same_label_counts() {
        let definitions = of("[Straße]: /a 'A'\n[b]: /b\n[STRASSE]: /c\n[B]: /d\n");
        assert_eq!(says(&definitions, "strasse"), Some(("/a", "A")));
        assert_eq!(says(&definitions, "B"), Some(("/b", "")));
        assert_eq!(says(&definitions, "a"), None);
    }

    #[test]
    fn labels_of_one_hash_are_told_apart() {
        let mut definitions = Definitions::default();
        for label in ["a", "b", "c"] {
            definitions.push(0..1, [label, label, ""]);
        }
        for definition in &mut definitions.all {
            definition.hash = 7;
        }
        let found = definitions.get(7, "B").map(|found| definitions.address(found));
        assert_eq!((found, definitions.get(7, "d").is_none()), (Some("b"), true));
    }
}
