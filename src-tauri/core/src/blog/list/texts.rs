//! The posts of the list by what their texts say.

use std::ops::Range;

use super::{Blog, ListQuery, filter, utf16_range};
use crate::post::PostSummary;
use crate::search::{Bodies, BodyHit, Excerpt};

/// A post whose body has the words that were typed.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct BodyRow {
    /// The post.
    pub post: PostSummary,
    /// How often the words stand in its body.
    pub count: u32,
    /// Some of the places.
    pub passages: Vec<Passage>,
}

/// A passage of a text with words that were looked for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Passage {
    /// The passage on one line.
    pub text: String,
    /// The words, in UTF-16 units of `text`.
    pub marks: Vec<(u32, u32)>,
}

impl Blog {
    /// The paths of the posts that pass every filter of the query but its text, in its order: those
    /// whose texts are to be searched.
    pub fn texts_to_search(&mut self, query: &ListQuery) -> Vec<String> {
        let order = self.take_order(query.sorting);
        let posts: Vec<&PostSummary> = self.posts().collect();
        let found = filter::find(&posts, &order, query, None);
        let paths = found.posts.into_iter().map(|number| posts[number as usize].path.clone()).collect();
        self.listing.order = Some((query.sorting, order));
        paths
    }

    /// The rows of posts that were found by their texts; those that are gone meanwhile are left out.
    pub fn body_rows(&self, hits: Vec<BodyHit>) -> Vec<BodyRow> {
        let row = |hit: BodyHit| {
            let post = self.posts.get(hit.path.as_str())?.clone();
            Some(BodyRow {
                post,
                count: hit.count as u32,
                passages: hit.excerpts.iter().map(passage).collect(),
            })
        };
        hits.into_iter().filter_map(row).collect()
    }

    /// The texts of the blog's posts, none of them in memory yet. `budget` is in bytes of memory.
    pub fn bodies(&self, budget: usize) -> Bodies {
        let generator = self.site.generator();
        let body_start =
            move |text: &str| crate::front_matter::split(text, generator).map_or(0, |split| split.block.end);
        Bodies::new(self.root().to_path_buf(), budget, body_start)
    }
}

/// An excerpt on one line: each run of blanks and line breaks is one blank.
fn passage(excerpt: &Excerpt) -> Passage {
    let mut text = String::with_capacity(excerpt.text.len());
    let mut places = Vec::with_capacity(excerpt.text.len() + 1);
    for char in excerpt.text.chars() {
        let is_space = char.is_whitespace();
        places.extend(std::iter::repeat_n(text.len(), char.len_utf8()));
        if !is_space {
            text.push(char);
        } else if !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
    }
    text.truncate(text.trim_end().len());
    places.push(text.len());
    let place = |at: usize| places.get(at).copied().unwrap_or(text.len()).min(text.len());
    let marks =
        excerpt.ranges.iter().map(|&Range { start, end }| utf16_range(&text, &(place(start)..place(end))));
    let marks = marks.collect();
    Passage { text, marks }
}
