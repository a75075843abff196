//! Which post comes first.

use std::cmp::Ordering;

use unicode_normalization::char::decompose_canonical;

use super::Sorting;
use crate::post::PostSummary;

/// The places of all posts in this order.
pub(super) fn of(posts: &[&PostSummary], sorting: Sorting) -> Vec<u32> {
    // The times lie beside the places: the posts themselves are all over the memory.
    let place = |(number, post): (usize, &&PostSummary)| (rank(post.time, sorting), number as u32);
    let mut order: Vec<(f64, u32)> = posts.iter().enumerate().map(place).collect();
    let name = |number: u32| name_of(posts[number as usize]);
    // Posts come by path, and those that are otherwise equal stay so.
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| compare(name(a.1), name(b.1))));
    order.into_iter().map(|(_, number)| number).collect()
}

/// What comes first has the lowest; posts without a date come last.
fn rank(time: Option<f64>, sorting: Sorting) -> f64 {
    match (time, sorting) {
        (_, Sorting::Title) => 0.0,
        (Some(time), Sorting::Newest) => -time,
        (Some(time), Sorting::Oldest) => time,
        (None, _) => f64::INFINITY,
    }
}

/// The title, or the file's name when there is none.
fn name_of(post: &PostSummary) -> &str {
    let title = post.title.as_deref().filter(|title| !title.trim().is_empty());
    title.unwrap_or_else(|| post.path.rsplit('/').next().unwrap_or(&post.path))
}

/// Names as people sort them: case and accents do not count, numbers by their value.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (Some(first), Some(second)) = (a.chars().next(), b.chars().next()) else {
            return a.len().cmp(&b.len());
        };
        let order = if first.is_ascii_digit() && second.is_ascii_digit() {
            let (x, y) = (number(&mut a), number(&mut b));
            x.len().cmp(&y.len()).then(x.cmp(y))
        } else {
            (a, b) = (&a[first.len_utf8()..], &b[second.len_utf8()..]);
            letter(first).cmp(&letter(second))
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// Takes the digits off the front of a text; gives them without the zeros before them.
fn number<'t>(text: &mut &'t str) -> &'t str {
    let end = text.find(|char: char| !char.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    *text = rest;
    digits.trim_start_matches('0')
}

/// A letter without case and accent.
fn letter(char: char) -> char {
    if char.is_ascii() {
        return char.to_ascii_lowercase();
    }
    let mut base = None;
    decompose_canonical(char, |part| {
        base.get_or_insert(part);
    });
    base.and_then(|base| base.to_lowercase().next()).unwrap_or(char)
}
