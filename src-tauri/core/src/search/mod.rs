//! The filter above the list: posts found by what they are called ([`Names`]) and by what their
//! texts say ([`Bodies`]).
//!
//! Both are made once and follow one post at a time. They take no part in reading posts: whoever
//! holds the posts tells them.

mod bodies;
mod excerpt;
mod fold;
mod marks;
mod names;
mod query;
mod text;

pub use bodies::{Bodies, BodyHit};
pub use excerpt::Excerpt;
pub use marks::{Mark, MarkedField};
pub use names::{Hit, Names, Searchable};
pub use query::Query;

#[cfg(test)]
mod tests;
