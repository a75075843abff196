//! The link definitions of a body, which any block may refer to.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, RefDefs};
use unicase::UniCase;

use super::mask::Masked;
use super::stand_in;

/// The first definition of each label, with its place in the body.
#[derive(Clone, Debug, Default)]
pub struct Definitions(HashMap<UniCase<String>, Definition>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Definition {
    place: Range<usize>,
    address: String,
    title: String,
}

impl Definitions {
    /// Those that the parser found in a part of a body that starts at `base`.
    pub fn of(found: &RefDefs<'_>, base: usize, masked: &Masked<'_>) -> Definitions {
        let definitions = found.iter().map(|(label, found)| {
            let title = masked.value(found.title.as_deref().unwrap_or_default());
            let address = masked.value(&found.dest);
            let place = base + found.span.start..base + found.span.end;
            (UniCase::new(label.to_owned()), Definition { place, address, title })
        });
        Definitions(definitions.collect())
    }

    /// What a label stands for, when the part that is parsed does not define it.
    pub fn resolve(&self, link: &BrokenLink<'_>) -> Option<(CowStr<'static>, CowStr<'static>)> {
        // What is hidden has another number in each part.
        if self.0.is_empty() || stand_in::may_contain(&link.reference) {
            return None;
        }
        let definition = self.0.get(&UniCase::new(link.reference.to_string()))?;
        Some((definition.address.clone().into(), definition.title.clone().into()))
    }

    /// Whether a body whose bytes `old` became `new` has the same definitions as before, those after
    /// them moved along. `part` are those found from `new.start` to somewhere behind `new.end`.
    pub fn still_hold(&self, old: &Range<usize>, new: &Range<usize>, part: &Definitions) -> bool {
        let moved = |place: &Range<usize>| match place.start >= old.end {
            true => place.start - old.end + new.end,
            false => place.start,
        };
        let is_known = |(label, found): (&UniCase<String>, &Definition)| {
            self.0.get(label).is_some_and(|known| {
                known.address == found.address
                    && known.title == found.title
                    // Inside the part a definition may move, as long as there is one.
                    && (old.contains(&known.place.start) && new.contains(&found.place.start)
                        || moved(&known.place) == found.place.start && !new.contains(&found.place.start))
            })
        };
        let is_found = |(label, known): (&UniCase<String>, &Definition)| {
            !old.contains(&known.place.start) || part.0.contains_key(label)
        };
        part.0.iter().all(is_known) && self.0.iter().all(is_found)
    }

    /// The bytes `old` became `new`, and the definitions in them are those of `part`.
    pub fn follow(&mut self, old: &Range<usize>, new: &Range<usize>, part: &Definitions) {
        for (label, known) in &mut self.0 {
            if known.place.start >= old.end {
                let length = known.place.len();
                let start = known.place.start - old.end + new.end;
                known.place = start..start + length;
            } else if let Some(found) = part.0.get(label) {
                known.place = found.place.clone();
            }
        }
    }
}
