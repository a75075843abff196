//! Content collections: folders whose files the site's code makes pages of.

use std::path::Path;

use globset::{GlobBuilder, GlobMatcher};

use super::script::{self, Entry};
use super::settings::below_root;

/// A folder that `glob({ base, pattern })` of the content configuration reads. Source:
/// `content/loaders/glob.ts` of the package `astro`.
#[derive(Debug)]
pub(super) struct Collection {
    /// Below the root.
    pub folder: String,
    /// Globs for paths below the folder; none when they are computed or beyond us.
    takes: Vec<GlobMatcher>,
    /// Globs for those left out.
    leaves: Vec<GlobMatcher>,
}

impl Collection {
    /// Whether the file at a path below the root is in it.
    pub fn has(&self, path: &str) -> bool {
        let Some(below) = self.below(path) else { return false };
        let is_taken = self.takes.is_empty() || self.takes.iter().any(|glob| glob.is_match(below));
        is_taken && !self.leaves.iter().any(|glob| glob.is_match(below))
    }

    fn below<'p>(&self, path: &'p str) -> Option<&'p str> {
        if self.folder.is_empty() {
            return Some(path);
        }
        path.strip_prefix(self.folder.as_str())?.strip_prefix('/')
    }
}

/// The collections of a content configuration. One whose folder is computed may be anywhere below
/// `source`, and without a configuration there is one in `content`.
pub(super) fn named(config: &str, source: &str, content: &str) -> Vec<Collection> {
    let entries = script::entries(config);
    let of = |object: usize, key: &str| -> Vec<&Entry> {
        let is = |entry: &&Entry| entry.object == object && entry.keys.last().is_some_and(|last| last == key);
        entries.iter().filter(is).collect()
    };
    let mut objects: Vec<_> = entries.iter().map(|entry| entry.object).collect();
    objects.sort_unstable();
    objects.dedup();
    let mut collections = Vec::new();
    for object in objects {
        let (bases, patterns) = (of(object, "base"), of(object, "pattern"));
        if patterns.is_empty() {
            continue;
        }
        let texts: Option<Vec<_>> = patterns.iter().map(|entry| entry.text.as_deref()).collect();
        let found = match (bases.first(), texts) {
            (Some(base), texts) => {
                let folder = base.text.as_deref().and_then(below_root);
                folder.map(|folder| Collection::of(folder, &texts.unwrap_or_default()))
            }
            (None, Some(texts)) => below_pattern(&texts),
            (None, None) => None,
        };
        collections.push(found.unwrap_or_else(|| Collection::of(source.to_owned(), &ANY)));
    }
    if collections.is_empty() {
        collections.push(Collection::of(content.to_owned(), &ANY));
    }
    collections
}

/// What a collection without a pattern takes. Source: `content/utils.ts` of the package `astro`.
const ANY: [&str; 3] = ["**", "!**/_*", "!**/_*/**"];

impl Collection {
    fn of(folder: String, patterns: &[&str]) -> Collection {
        let glob = |pattern: &str| {
            let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
            GlobBuilder::new(pattern).literal_separator(true).build().ok().map(|glob| glob.compile_matcher())
        };
        let (left, taken): (Vec<&str>, Vec<&str>) = patterns.iter().partition(|text| text.starts_with('!'));
        let takes: Option<Vec<_>> = taken.into_iter().map(glob).collect();
        let leaves = left.into_iter().filter_map(|pattern| glob(pattern.trim_start_matches('!')));
        Collection { folder, takes: takes.unwrap_or_default(), leaves: leaves.collect() }
    }
}

/// Without a base the pattern starts in the root, and its plain folders are the collection's.
fn below_pattern(patterns: &[&str]) -> Option<Collection> {
    let [pattern] = patterns else { return Some(Collection::of(String::new(), patterns)) };
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let is_plain = |part: &&str| !part.contains(['*', '?', '[', '{', '(', '!']);
    let (folders, _) = pattern.rsplit_once('/').unwrap_or_default();
    let folders: Vec<_> = folders.split('/').take_while(|part| is_plain(part) && !part.is_empty()).collect();
    let folder = below_root(&folders.join("/"))?;
    let rest = pattern.strip_prefix(folder.as_str())?.trim_start_matches('/').to_owned();
    Some(Collection::of(folder, &[&rest]))
}

/// The folder that new posts go to: the collection whose name says blog, else the first.
pub(super) fn usual(collections: &[Collection], root: &Path, content: &str) -> String {
    let names = ["blog", "posts", "post", "articles", "writing"];
    let is_blog = |folder: &str| names.contains(&folder.rsplit('/').next().unwrap_or_default());
    let folders = || collections.iter().map(|collection| collection.folder.as_str());
    let below = || folders().flat_map(|folder| names.map(|name| join(folder, name)));
    let blog = folders().find(|folder| is_blog(folder)).map(str::to_owned);
    blog.or_else(|| below().find(|folder| root.join(folder).is_dir()))
        .or_else(|| folders().next().map(str::to_owned))
        .unwrap_or_else(|| content.to_owned())
}

pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
