//! The standard fields, whatever a blog calls them.

use crate::Generator;
use crate::front_matter::conventions::Conventions;
use crate::front_matter::draft::saying;
use crate::front_matter::value::{FrontMatter, Value};

/// What a field is to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The post's title.
    Title,
    /// The day it is published.
    Date,
    /// Whether it is a draft.
    Draft,
    /// Its name in the address.
    Slug,
    /// Its tags.
    Tags,
}

/// Where the standard fields are, or go when the header has none: the keys from its top.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RolePaths {
    /// The title.
    pub title: Vec<String>,
    /// The date.
    pub date: Vec<String>,
    /// The slug.
    pub slug: Vec<String>,
    /// The tags.
    pub tags: Vec<String>,
}

/// The names that a role goes by, the most common first. Zola's tags are a taxonomy, and Astro's
/// template dates posts by `pubDate`.
fn names(role: Role) -> &'static [&'static [&'static str]] {
    match role {
        Role::Title => &[&["title"]],
        Role::Date => &[&["date"], &["pubDate"], &["publishDate"]],
        Role::Slug => &[&["slug"]],
        Role::Tags => &[&["tags"], &["taxonomies", "tags"]],
        Role::Draft => &[],
    }
}

impl RolePaths {
    /// Where the header has them, else where the blog does.
    pub fn of(header: &FrontMatter, conventions: &Conventions) -> RolePaths {
        let path = |role| path(header, conventions, role);
        RolePaths {
            title: path(Role::Title),
            date: path(Role::Date),
            slug: path(Role::Slug),
            tags: path(Role::Tags),
        }
    }

    /// The role of the field at `path`, but for the draft's.
    pub(super) fn role(&self, path: &[String]) -> Option<Role> {
        [
            (&self.title, Role::Title),
            (&self.date, Role::Date),
            (&self.slug, Role::Slug),
            (&self.tags, Role::Tags),
        ]
        .into_iter()
        .find_map(|(other, role)| (other == path).then_some(role))
    }
}

/// The key of the header that says whether the post is a draft.
pub(super) fn draft_key(header: &FrontMatter) -> Option<&str> {
    let (key, _) = saying(header.generator, |key| Some(header.field(key)?.value.clone()))?;
    header.field(key).map(|field| field.key.as_str())
}

/// The name that the header uses, else the one that most other posts use, else the generator's.
fn path(header: &FrontMatter, conventions: &Conventions, role: Role) -> Vec<String> {
    let names = names(role);
    if let Some(found) = names.iter().find_map(|name| in_header(header, name)) {
        return found;
    }
    let posts = |name: &[&str]| conventions.habits.field(name).map_or(0, |field| field.posts);
    let own = match (conventions.generator, role) {
        (Generator::Zola, Role::Tags) | (Generator::Astro, Role::Date) => 1,
        _ => 0,
    };
    let used = names.iter().rev().max_by_key(|name| posts(name)).filter(|name| posts(name) > 0);
    let chosen = used.copied().or(names.get(own).copied()).unwrap_or_default();
    chosen.iter().map(|&key| key.to_owned()).collect()
}

fn in_header(header: &FrontMatter, name: &[&str]) -> Option<Vec<String>> {
    let (first, below) = name.split_first()?;
    let field = header.field(first)?;
    match (below, &field.value) {
        ([], _) => Some(vec![field.key.clone()]),
        ([key], Value::Map(entries)) => {
            let (written, _) = entries.iter().find(|(written, _)| written == key)?;
            Some(vec![field.key.clone(), written.clone()])
        }
        _ => None,
    }
}
