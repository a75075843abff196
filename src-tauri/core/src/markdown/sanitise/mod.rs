//! Makes HTML harmless: what generators keep stays, what could run, load, cover or leave goes.
//!
//! Most blocks hold nothing but what Markdown makes; proving that costs a look at each tag. The
//! rest goes through ammonia, which parses as a browser does. Both follow one [`policy`].

mod embed;
mod limits;
mod policy;
mod style;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;

use super::tags::{self, Piece};

/// The harmless form of `html`, or `None` when parsing it could take unreasonable time or memory.
pub fn sanitise(html: &str) -> Option<String> {
    if is_harmless(html) {
        return Some(html.to_owned());
    }
    if !limits::is_tame(html) {
        return None;
    }
    Some(SANITISER.clean(&embed::replace_frames(html)).to_string())
}

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let own = |tag: &&'static str| (*tag, policy::attributes(tag).iter().copied().collect::<HashSet<_>>());
    let mut builder = Builder::empty();
    builder
        .tags(policy::TAGS.into_iter().collect())
        .clean_content_tags(policy::DROPPED_WITH_CONTENT.into_iter().collect())
        .generic_attributes(policy::EVERYWHERE.into_iter().collect())
        .tag_attributes(policy::TAGS.iter().map(own).collect::<HashMap<_, _>>())
        .url_schemes(policy::SCHEMES.into_iter().collect())
        .link_rel(None)
        .attribute_filter(policy::value);
    builder
});

/// Whether `html` holds only allowed elements, balanced, with attributes that the policy keeps as
/// they are, all written so plainly that every parser reads them alike.
///
/// Nothing in it can switch the tokenizer out of its first state (comments, raw text, foreign
/// elements are not allowed), so each tag found here is a tag to the browser too, and no other is.
fn is_harmless(html: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for piece in tags::pieces(html) {
        let Piece::Tag(tag) = piece else { return false };
        if !policy::TAGS.contains(&tag.name) {
            return false;
        }
        if tag.closing {
            if !tag.attributes.is_empty() || open.pop() != Some(tag.name) {
                return false;
            }
            continue;
        }
        let Some(attributes) = tag.plain_attributes() else { return false };
        if !attributes.iter().all(|(name, value)| keeps(tag.name, name, value)) {
            return false;
        }
        if !tags::is_void(tag.name) {
            if tag.attributes.ends_with('/') || open.len() == limits::DEPTH {
                return false;
            }
            open.push(tag.name);
        }
    }
    open.is_empty()
}

/// Whether the policy keeps an attribute as it is. A value that is more than text may hold no
/// character reference but `&amp;`, which no rule depends on.
fn keeps(tag: &str, name: &str, value: &str) -> bool {
    if !policy::EVERYWHERE.contains(&name) && !policy::attributes(tag).contains(&name) {
        return false;
    }
    if !policy::is_judged(name) {
        return true;
    }
    let plain = value.match_indices('&').all(|(at, _)| value[at..].starts_with("&amp;"));
    plain && policy::value(tag, name, value).is_some_and(|kept| matches!(kept, Cow::Borrowed(_)))
}
