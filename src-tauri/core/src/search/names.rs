//! Posts by what they are called.

use super::Query;
use super::fold::fold;
use super::query::Word;
use crate::post::PostSummary;

/// What a post is called, as the writer wrote it.
#[derive(Debug, Clone, Copy)]
pub struct Searchable<'a> {
    /// Path below the blog's folder.
    pub path: &'a str,
    /// The title; empty when there is none.
    pub title: &'a str,
    /// The slug; empty when there is none.
    pub slug: &'a str,
    /// The tags.
    pub tags: &'a [String],
}

impl<'a> From<&'a PostSummary> for Searchable<'a> {
    fn from(post: &'a PostSummary) -> Searchable<'a> {
        Searchable {
            path: &post.path,
            title: post.title.as_deref().unwrap_or_default(),
            slug: post.slug.as_deref().unwrap_or_default(),
            tags: &post.tags,
        }
    }
}

/// A post that a query found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The post's position in the caller's list.
    pub index: usize,
    /// How well it fits; more is better. Comparable within one query only.
    pub score: u32,
}

/// The names of a list of posts, ready to be searched. It mirrors the caller's list: whatever is
/// done to that is done here at the same position.
#[derive(Debug, Clone, Default)]
pub struct Names {
    posts: Vec<Folded>,
}

/// The fields of a post, folded, from the weightiest: title, tags, slug, path, with a line break
/// between them (and between tags), which no folded text has.
#[derive(Debug, Clone)]
struct Folded {
    text: Box<str>,
    /// Where the tags, the slug and the path start.
    starts: [usize; 3],
}

/// Fields of a post.
const FIELDS: usize = 4;

impl Names {
    /// The names of these posts.
    pub fn new<'a>(posts: impl IntoIterator<Item = Searchable<'a>>) -> Names {
        Names { posts: posts.into_iter().map(|post| Folded::new(&post)).collect() }
    }

    /// How many posts there are.
    pub fn len(&self) -> usize {
        self.posts.len()
    }

    /// Whether there is no post.
    pub fn is_empty(&self) -> bool {
        self.posts.is_empty()
    }

    /// A new post at `index`, or at the end; those behind it move on.
    pub fn insert(&mut self, index: usize, post: &Searchable) {
        self.posts.insert(index.min(self.posts.len()), Folded::new(post));
    }

    /// The post at `index` has other names now.
    pub fn replace(&mut self, index: usize, post: &Searchable) {
        if let Some(place) = self.posts.get_mut(index) {
            *place = Folded::new(post);
        }
    }

    /// The post at `index` is gone; those behind it move up.
    pub fn remove(&mut self, index: usize) {
        if index < self.posts.len() {
            self.posts.remove(index);
        }
    }

    /// The posts that have every word of the query in their title, slug, path or a tag, the best
    /// first; equally good ones in the list's order. An empty query finds all.
    ///
    /// For each word, as it is before with an error in it, then by field: title, tag, slug, path.
    pub fn find(&self, query: &Query) -> Vec<Hit> {
        let mut hits: Vec<Hit> = (0..self.posts.len()).map(|index| Hit { index, score: 0 }).collect();
        for word in &query.words {
            self.narrow(&mut hits, word);
        }
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
        hits
    }

    /// Leaves the hits that have the word, with its score added.
    fn narrow(&self, hits: &mut Vec<Hit>, word: &Word) {
        let mut scores: Vec<u32> = hits.iter().map(|hit| self.posts[hit.index].exact(word)).collect();
        if let Some(mut fuzzy) = word.fuzzy.clone() {
            let mut left: Vec<usize> = (0..hits.len()).filter(|&at| scores[at] == 0).collect();
            for field in 0..FIELDS {
                let texts: Vec<&str> =
                    left.iter().map(|&at| self.posts[hits[at].index].field(field)).collect();
                for (found, nearness) in fuzzy.find(&texts) {
                    scores[left[found]] = weight(field) + nearness;
                }
                left.retain(|&at| scores[at] == 0);
            }
        }
        let mut scores = scores.into_iter();
        hits.retain_mut(|hit| {
            let score = scores.next().unwrap_or_default();
            hit.score += score;
            score > 0
        });
    }
}

impl Folded {
    fn new(post: &Searchable) -> Folded {
        let mut text = fold(post.title);
        let mut starts = [0; 3];
        text.push('\n');
        starts[0] = text.len();
        for (at, tag) in post.tags.iter().enumerate() {
            text.push_str(if at == 0 { "" } else { "\n" });
            text.push_str(&fold(tag));
        }
        for (start, field) in [(1, post.slug), (2, post.path)] {
            text.push('\n');
            starts[start] = text.len();
            text.push_str(&fold(field));
        }
        Folded { text: text.into(), starts }
    }

    fn field(&self, field: usize) -> &str {
        let start = if field == 0 { 0 } else { self.starts[field - 1] };
        let end = self.starts.get(field).map_or(self.text.len(), |next| next - 1);
        self.text.get(start..end).unwrap_or_default()
    }

    /// The score of a word that stands in the text as it is; 0 where it does not.
    fn exact(&self, word: &Word) -> u32 {
        // The fields come in the order of their weight, so the first place is the best field.
        let Some(at) = word.exact.find(self.text.as_bytes()) else { return 0 };
        let field = self.starts.iter().filter(|&&start| start <= at).count();
        let opens = !self.text[..at].ends_with(char::is_alphanumeric);
        let closes = !self.text[at + word.exact.needle().len()..].starts_with(char::is_alphanumeric);
        let whole = u32::from(opens) * 20 + u32::from(opens && closes) * 20;
        1000 + weight(field) + whole
    }
}

fn weight(field: usize) -> u32 {
    100 * (FIELDS - field) as u32
}
