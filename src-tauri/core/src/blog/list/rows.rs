//! From posts to rows: the translations of a piece in one row, groups below headings.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::{Grouping, ListQuery, Sorting, order};
use crate::post::PostSummary;
use crate::site::State;

/// A row of the whole list, by the places of its posts.
#[derive(Debug)]
pub(super) enum Line {
    Heading { name: String, count: u32 },
    Posts { group: String, first: u32, versions: Option<Box<[u32]>> },
}

impl Line {
    /// Whether the row is of this post.
    pub(super) fn holds(&self, post: u32) -> bool {
        match self {
            Line::Heading { .. } => false,
            Line::Posts { first, versions, .. } => {
                *first == post || versions.as_ref().is_some_and(|versions| versions.contains(&post))
            }
        }
    }
}

/// One piece: a post, and its translations.
struct Piece {
    first: u32,
    versions: Option<Vec<u32>>,
}

/// The rows of the posts that were found, in their order. A piece that is there in the language
/// `default` is told of in it.
pub(super) fn lines(
    posts: &[&PostSummary],
    found: &[u32],
    query: &ListQuery,
    default: Option<&str>,
) -> Vec<Line> {
    let mut pieces = pieces(posts, found);
    if default.is_some() && lead(posts, &mut pieces, default) && query.text.trim().is_empty() {
        // By what the rows show. What was typed is best found where the first of its posts was.
        let mut places = vec![usize::MAX; posts.len()];
        found.iter().enumerate().for_each(|(place, &number)| places[number as usize] = place);
        pieces.sort_by_key(|piece| places[piece.first as usize]);
    }
    if query.grouping == Grouping::None {
        return pieces.into_iter().map(|piece| piece.line("")).collect();
    }
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, piece) in pieces.iter().enumerate() {
        for name in names(posts, piece, query.grouping) {
            let group = groups.entry(name).or_default();
            if group.last() != Some(&number) {
                group.push(number);
            }
        }
    }
    let mut groups: Vec<(String, Vec<usize>)> = groups.into_iter().collect();
    groups.sort_by(|(a, _), (b, _)| by_name(a, b, query));
    let mut lines = Vec::new();
    for (name, members) in groups {
        lines.push(Line::Heading { name: name.clone(), count: members.len() as u32 });
        lines.extend(members.into_iter().map(|number| pieces[number].line(&name)));
    }
    lines
}

impl Piece {
    fn line(&self, group: &str) -> Line {
        let versions = self.versions.as_ref().map(|versions| versions.clone().into_boxed_slice());
        Line::Posts { group: group.to_owned(), first: self.first, versions }
    }
}

/// The first post of each piece tells of it, as long as each of its translations is in another
/// language.
fn pieces(posts: &[&PostSummary], found: &[u32]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(found.len());
    let mut by_name: HashMap<&str, usize> = HashMap::new();
    let language = |number: u32| posts[number as usize].language.as_deref();
    for &number in found {
        let post = posts[number as usize];
        let name = post.piece.as_deref().filter(|_| post.language.is_some());
        if let Some(known) = name.and_then(|name| by_name.get(name)).map(|&at| &mut pieces[at]) {
            let first = known.first;
            let versions = known.versions.get_or_insert_with(|| vec![first]);
            if versions.iter().all(|&other| language(other) != language(number)) {
                versions.push(number);
                continue;
            }
        }
        if let Some(name) = name {
            by_name.insert(name, pieces.len());
        }
        pieces.push(Piece { first: number, versions: None });
    }
    for versions in pieces.iter_mut().filter_map(|piece| piece.versions.as_mut()) {
        versions.sort_by_key(|&number| language(number));
    }
    pieces
}

/// Has the version in the language `default` tell of each piece; whether that makes a difference.
fn lead(posts: &[&PostSummary], pieces: &mut [Piece], default: Option<&str>) -> bool {
    let mut is_another = false;
    for piece in pieces {
        let mut versions = piece.versions.iter().flatten();
        if let Some(&lead) = versions.find(|&&number| posts[number as usize].language.as_deref() == default) {
            is_another |= lead != piece.first;
            piece.first = lead;
        }
    }
    is_another
}

/// The groups of a piece; empty text for what has none. It is in the group of each of its tags and
/// languages.
fn names(posts: &[&PostSummary], piece: &Piece, grouping: Grouping) -> Vec<String> {
    let post = posts[piece.first as usize];
    match grouping {
        Grouping::None => Vec::new(),
        Grouping::State => vec![state_name(post.state).to_owned()],
        Grouping::Month => vec![month(post.date.as_deref().unwrap_or_default())],
        Grouping::Section => vec![post.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned()],
        Grouping::Language => {
            let versions = piece.versions.as_deref().unwrap_or(std::slice::from_ref(&piece.first));
            let languages = versions.iter().map(|&number| posts[number as usize].language.clone());
            languages.map(Option::unwrap_or_default).collect()
        }
        Grouping::Tag if post.tags.is_empty() => vec![String::new()],
        Grouping::Tag => post.tags.clone(),
    }
}

/// `2024-05` of a date that starts with its year and month.
fn month(date: &str) -> String {
    let mut parts = date.splitn(3, ['-', '/', '.', 'T', ' ']);
    match (parts.next(), parts.next()) {
        (Some(year), Some(month))
            if year.len() == 4
                && (1..=2).contains(&month.len())
                && [year, month].concat().bytes().all(|digit| digit.is_ascii_digit()) =>
        {
            format!("{year}-{month:0>2}")
        }
        _ => String::new(),
    }
}

fn by_name(a: &str, b: &str, query: &ListQuery) -> Ordering {
    if query.grouping == Grouping::State {
        let place = |name: &str| STATES.iter().position(|(_, other)| *other == name);
        return place(a).cmp(&place(b));
    }
    // What has none comes last.
    let order = a.is_empty().cmp(&b.is_empty());
    let named = order::compare(a, b).then_with(|| a.cmp(b));
    let is_latest_first = query.grouping == Grouping::Month && query.sorting != Sorting::Oldest;
    order.then(if is_latest_first { named.reverse() } else { named })
}

/// The states in the order of their headings.
const STATES: [(State, &str); 6] = [
    (State::Draft, "draft"),
    (State::Scheduled, "scheduled"),
    (State::Published, "published"),
    (State::Expired, "expired"),
    (State::Hidden, "hidden"),
    (State::Template, "template"),
];

fn state_name(state: State) -> &'static str {
    STATES.iter().find(|(other, _)| *other == state).map_or("", |(_, name)| name)
}
