//! Where in a post's names the words of a query stand, for marking them in the list.

use std::ops::Range;

use super::fold::fold_with_places;
use super::{Query, Searchable};

/// A field of a post that a query was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkedField {
    /// The title.
    Title,
    /// The tag of this position.
    Tag(usize),
    /// The slug.
    Slug,
    /// The path.
    Path,
}

/// What is to be marked in one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The field.
    pub field: MarkedField,
    /// Bytes of the field's text as the writer wrote it, sorted, apart from each other and on
    /// character boundaries.
    pub ranges: Vec<Range<usize>>,
}

impl Query {
    /// What is to be marked in a post: every place of each word, or the letters of a word that was
    /// found with an error in it. Costs far more than finding the post, so ask for the rows in sight.
    pub fn marks(&self, post: &Searchable) -> Vec<Mark> {
        let tags = post.tags.iter().enumerate().map(|(at, tag)| (MarkedField::Tag(at), tag.as_str()));
        let fields = std::iter::once((MarkedField::Title, post.title)).chain(tags);
        let fields = fields.chain([(MarkedField::Slug, post.slug), (MarkedField::Path, post.path)]);
        let mut fields: Vec<Marking> = fields.map(|(field, text)| Marking::new(field, text)).collect();
        for word in &self.words {
            let mut found = false;
            for field in &mut fields {
                let places: Vec<usize> = word.exact.find_iter(field.folded.as_bytes()).collect();
                found |= !places.is_empty();
                places.iter().for_each(|&at| field.mark(at..at + word.exact.needle().len()));
            }
            let Some(mut fuzzy) = word.fuzzy.clone().filter(|_| !found) else { continue };
            for field in &mut fields {
                if let Some(letters) = fuzzy.letters(&field.folded) {
                    letters.iter().for_each(|&at| field.mark(at..at + 1));
                    break;
                }
            }
        }
        fields.into_iter().filter_map(Marking::finish).collect()
    }
}

/// A field while its marks are collected.
struct Marking<'a> {
    field: MarkedField,
    text: &'a str,
    folded: String,
    places: Vec<usize>,
    ranges: Vec<Range<usize>>,
}

impl Marking<'_> {
    fn new(field: MarkedField, text: &str) -> Marking<'_> {
        let (folded, places) = fold_with_places(text);
        Marking { field, text, folded, places, ranges: Vec::new() }
    }

    /// Marks bytes of the folded text.
    fn mark(&mut self, folded: Range<usize>) {
        let (Some(&start), Some(&last)) = (self.places.get(folded.start), self.places.get(folded.end - 1))
        else {
            return;
        };
        let end = last + self.text[last..].chars().next().map_or(0, char::len_utf8);
        self.ranges.push(start..end);
    }

    fn finish(mut self) -> Option<Mark> {
        merge(&mut self.ranges);
        (!self.ranges.is_empty()).then_some(Mark { field: self.field, ranges: self.ranges })
    }
}

/// Sorts ranges and joins those that touch.
pub(super) fn merge(ranges: &mut Vec<Range<usize>>) {
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|next, before| {
        let touches = next.start <= before.end;
        if touches {
            before.end = before.end.max(next.end);
        }
        touches
    });
}
