//! Which posts the list shows, and how many there are of each sort.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::ListQuery;
use crate::post::PostSummary;
use crate::search::Hit;
use crate::site::State;

/// How many posts are in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct StateCounts {
    /// In any state but templates, which are no posts.
    pub all: u32,
    /// Drafts.
    pub draft: u32,
    /// On the site later.
    pub scheduled: u32,
    /// Part of the next build.
    pub published: u32,
    /// No longer on the site.
    pub expired: u32,
    /// Kept off the site by something else.
    pub hidden: u32,
    /// What new posts are made from.
    pub template: u32,
}

/// How many posts have a tag or are in a language.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct NameCount {
    /// The tag or the language.
    pub name: String,
    /// The posts.
    pub count: u32,
}

/// The posts that a query found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Their places, in the order of the list.
    pub posts: Vec<u32>,
    pub counts: StateCounts,
    pub tags: Vec<NameCount>,
    pub languages: Vec<NameCount>,
}

/// Tags that are counted for the window.
const MOST_TAGS: usize = 300;

/// The score of a word that was found as it is, and not with an error in it.
const EXACT: u32 = 1000;

/// The posts of `order` that pass every filter. `hits` are those that have the text; posts with more
/// words as they were typed come before those with an error in them.
pub(super) fn find(
    posts: &[&PostSummary],
    order: &[u32],
    query: &ListQuery,
    hits: Option<Vec<Hit>>,
) -> Found {
    let scores = hits.map(|hits| scores(posts.len(), &hits));
    let folder = query.folder.as_deref().map(|folder| format!("{folder}/"));
    let mut found = Found::default();
    let (mut tags, mut languages) = (HashMap::new(), HashMap::new());
    for &number in order {
        let post = posts[number as usize];
        let is_below = folder.as_ref().is_none_or(|folder| post.path.starts_with(folder.as_str()));
        let is_hit = scores.as_ref().is_none_or(|scores| scores[number as usize] > 0);
        if !is_below || !is_hit {
            continue;
        }
        let has_state = is_in_state(post, query.state);
        let has_tag = query.tag.as_ref().is_none_or(|tag| post.tags.contains(tag));
        let has_language = query.language.is_none() || post.language == query.language;
        if has_tag && has_language {
            found.counts.count(post.state);
        }
        if has_state && has_language {
            post.tags.iter().for_each(|tag| *tags.entry(tag.as_str()).or_insert(0) += 1);
        }
        if has_state
            && has_tag
            && let Some(language) = &post.language
        {
            *languages.entry(language.as_str()).or_insert(0) += 1;
        }
        if has_state && has_tag && has_language {
            found.posts.push(number);
        }
    }
    if let Some(scores) = scores {
        found.posts.sort_by_key(|&number| Reverse(scores[number as usize] / EXACT));
    }
    found.tags = by_count(tags);
    found.tags.truncate(MOST_TAGS);
    found.languages = by_count(languages);
    found
}

/// Whether the list shows a post, as far as its state decides.
pub(super) fn is_in_state(post: &PostSummary, state: Option<State>) -> bool {
    state.map_or(post.state != State::Template, |state| post.state == state)
}

fn scores(posts: usize, hits: &[Hit]) -> Vec<u32> {
    let mut scores = vec![0; posts];
    for hit in hits {
        if let Some(score) = scores.get_mut(hit.index) {
            *score = hit.score;
        }
    }
    scores
}

fn by_count(counts: HashMap<&str, u32>) -> Vec<NameCount> {
    let mut counts: Vec<(&str, u32)> = counts.into_iter().collect();
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    counts.into_iter().map(|(name, count)| NameCount { name: name.to_owned(), count }).collect()
}

impl StateCounts {
    fn count(&mut self, state: State) {
        let place = match state {
            State::Draft => &mut self.draft,
            State::Scheduled => &mut self.scheduled,
            State::Published => &mut self.published,
            State::Expired => &mut self.expired,
            State::Hidden => &mut self.hidden,
            State::Template => &mut self.template,
        };
        *place += 1;
        self.all += u32::from(state != State::Template);
    }
}
