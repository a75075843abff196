//! The list of posts as a window shows it: filtered, in order, in groups, a page at a time. A blog of
//! fifty thousand posts costs the window no more than the rows that are in sight.

mod filter;
mod listing;
mod order;
mod rows;
mod texts;

use std::sync::Arc;

use super::Blog;
use crate::post::PostSummary;
use crate::search::{Names, Query, Searchable};
use crate::site::State;
use crate::utf16;

pub use filter::{NameCount, StateCounts};
pub use texts::{BodyRow, Passage};

use rows::Line;

pub(in crate::blog) use listing::Listing;

/// What the list is to show.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ListQuery {
    /// Only posts below this folder.
    pub folder: Option<String>,
    /// Only posts in this state; without one all but templates.
    pub state: Option<State>,
    /// Only posts with this tag.
    pub tag: Option<String>,
    /// Only posts in this language.
    pub language: Option<String>,
    /// Only posts whose title, slug, path or tags have every word of this, an error in it allowed.
    pub text: String,
    /// What has a heading of its own.
    pub grouping: Grouping,
    /// What comes first.
    pub sorting: Sorting,
}

/// What the list has headings for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// Nothing: one list.
    #[default]
    None,
    /// Each state.
    State,
    /// Each month that posts are dated in.
    Month,
    /// Each folder.
    Section,
    /// Each language.
    Language,
    /// Each tag.
    Tag,
}

/// What the list starts with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Sorting {
    /// The latest date; posts without one last, by title.
    #[default]
    Newest,
    /// The earliest date; posts without one last, by title.
    Oldest,
    /// The first title of the alphabet, numbers by their value.
    Title,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ListRow {
    /// The start of a group.
    Heading {
        /// Tells the row from all others.
        key: String,
        /// The state, the month as `2024-05`, the folder, the language or the tag; empty for what has
        /// none.
        name: String,
        /// How many rows of posts are below it.
        count: u32,
    },
    /// A post, with its translations.
    Posts {
        /// Tells the row from all others.
        key: String,
        /// The one that the row tells of.
        post: Box<PostSummary>,
        /// It and its translations, by language.
        versions: Vec<PostSummary>,
        /// What of the title was looked for, in UTF-16 units.
        marks: Vec<(u32, u32)>,
    },
}

/// A part of the list, and what the whole is.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ListPage {
    /// Grows with every change of the blog: pages of two revisions do not fit together.
    pub revision: u32,
    /// Posts that the list can show, without any filter.
    pub size: u32,
    /// Rows of the whole list, headings included.
    pub total: u32,
    /// The place of the first of `rows` in the whole list, from 0.
    pub from: u32,
    /// The rows that were asked for.
    pub rows: Vec<ListRow>,
    /// The posts in each state that pass every other filter.
    pub counts: StateCounts,
    /// The tags of the posts that pass every other filter, the most used first; at most 300.
    pub tags: Vec<NameCount>,
    /// The languages of the posts that pass every other filter, the most used first.
    pub languages: Vec<NameCount>,
    /// The place of the first row that holds the post that was asked for, from 0.
    pub at: Option<u32>,
}

impl Blog {
    /// Part of the list: `count` rows from row `from` on, and the place of the post at `near`.
    pub fn list(&mut self, query: &ListQuery, from: u32, count: u32, near: Option<&str>) -> ListPage {
        self.prepare_list(query);
        let Listing { revision, paths, shown, .. } = &self.listing;
        let (Some(paths), Some((_, found, lines))) = (paths, shown) else { return ListPage::empty() };
        let start = (from as usize).min(lines.len());
        let end = (start + count as usize).min(lines.len());
        let searched = Query::new(&query.text);
        let rows = lines[start..end].iter().map(|line| self.row(paths, line, query, &searched));
        let near = near.and_then(|near| paths.binary_search_by(|path| (**path).cmp(near)).ok());
        ListPage {
            revision: *revision,
            size: paths.len() as u32,
            total: lines.len() as u32,
            from: start as u32,
            rows: rows.collect(),
            counts: found.counts,
            tags: found.tags.clone(),
            languages: found.languages.clone(),
            at: near
                .and_then(|near| lines.iter().position(|line| line.holds(near as u32)))
                .map(|at| at as u32),
        }
    }

    /// Grows with every change of the blog.
    pub fn revision(&self) -> u32 {
        self.listing.revision
    }

    /// Gets the names of the posts ready to be searched, so that the first key in the filter does not
    /// wait for it.
    pub fn prepare_search(&mut self) {
        self.prepare_paths();
        if self.listing.names.is_none() {
            let posts: Vec<Searchable<'_>> = self.posts().map(Searchable::from).collect();
            self.listing.names = Some(Names::new(posts));
        }
    }

    /// The summaries of these posts, as far as they exist.
    pub fn summaries(&self, paths: &[String]) -> Vec<PostSummary> {
        paths.iter().filter_map(|path| self.posts.get(path.as_str())).cloned().collect()
    }

    /// Works out the whole list, unless the last one asked for is the same.
    fn prepare_list(&mut self, query: &ListQuery) {
        if self.listing.shown.as_ref().is_some_and(|(shown, ..)| shown == query) {
            return;
        }
        self.prepare_paths();
        let searched = Query::new(&query.text);
        if !searched.is_empty() {
            self.prepare_search();
        }
        let order = self.take_order(query.sorting);
        let posts: Vec<&PostSummary> = self.posts().collect();
        let names = self.listing.names.as_ref().filter(|_| !searched.is_empty());
        let hits = names.map(|names| names.find(&searched));
        let found = filter::find(&posts, &order, query, hits);
        let lines = rows::lines(&posts, &found.posts, query, self.site.default_language().as_deref());
        self.listing.order = Some((query.sorting, order));
        self.listing.shown = Some((query.clone(), found, lines));
    }

    /// The places of all listed posts in this order; to be put back.
    fn take_order(&mut self, sorting: Sorting) -> Vec<u32> {
        match self.listing.order.take() {
            Some((known, order)) if known == sorting => order,
            _ => order::of(&self.posts().collect::<Vec<_>>(), sorting),
        }
    }

    fn prepare_paths(&mut self) {
        if self.listing.paths.is_none() {
            let listed = self.posts.iter().filter(|(_, post)| self.is_listed(post));
            self.listing.paths = Some(listed.map(|(path, _)| Arc::clone(path)).collect());
        }
    }

    fn row(&self, paths: &[Arc<str>], line: &Line, query: &ListQuery, searched: &Query) -> ListRow {
        let post = |number: &u32| paths.get(*number as usize).and_then(|path| self.posts.get(path));
        match line {
            Line::Heading { name, count } => {
                ListRow::Heading { key: format!("heading\n{name}"), name: name.clone(), count: *count }
            }
            Line::Posts { group, first, versions } => {
                let bare = || PostSummary::bare("");
                let told = post(first).cloned().unwrap_or_else(bare);
                let versions = match versions {
                    Some(versions) => versions.iter().filter_map(post).cloned().collect(),
                    None => vec![told.clone()],
                };
                let key = match query.grouping {
                    Grouping::None => told.path.clone(),
                    _ => format!("{group}\n{}", told.path),
                };
                let marks = if searched.is_empty() { Vec::new() } else { marks(&told, searched) };
                ListRow::Posts { key, post: Box::new(told), versions, marks }
            }
        }
    }
}

impl ListPage {
    fn empty() -> ListPage {
        ListPage {
            revision: 0,
            size: 0,
            total: 0,
            from: 0,
            rows: Vec::new(),
            counts: StateCounts::default(),
            tags: Vec::new(),
            languages: Vec::new(),
            at: None,
        }
    }
}

/// What of a post's title the query found.
fn marks(post: &PostSummary, searched: &Query) -> Vec<(u32, u32)> {
    let title = post.title.as_deref().unwrap_or_default();
    let marks = searched.marks(&post.into()).into_iter();
    let ranges =
        marks.filter(|mark| mark.field == crate::search::MarkedField::Title).flat_map(|mark| mark.ranges);
    ranges.map(|range| utf16_range(title, &range)).collect()
}

/// A range of bytes of a text in UTF-16 units.
fn utf16_range(text: &str, range: &std::ops::Range<usize>) -> (u32, u32) {
    let until = |at: usize| utf16::length(text.get(..at).unwrap_or_default()) as u32;
    (until(range.start), until(range.end))
}
