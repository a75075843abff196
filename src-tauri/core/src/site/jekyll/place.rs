//! What Jekyll takes a file for, by where it is. Sources: `lib/jekyll/reader.rb`,
//! `lib/jekyll/readers/post_reader.rb`, `lib/jekyll/collection.rb`.

use super::date::DatedName;
use super::filter::join;
use super::settings::{Collection, Settings};

/// What a file is by its path.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'s> {
    /// In a `_posts` folder, with a date in its name.
    Post,
    /// In a `_posts` folder, without one.
    Undated,
    /// In a `_drafts` folder.
    Draft,
    /// A document of a collection.
    Member(&'s Collection),
    /// Anywhere else where Jekyll looks for pages.
    Page,
    /// Where Jekyll looks for nothing.
    Nowhere,
}

impl Settings {
    /// The path below the source.
    pub fn below<'p>(&self, path: &'p str) -> Option<&'p str> {
        if self.source.is_empty() {
            return Some(path);
        }
        path.strip_prefix(self.source.as_str())?.strip_prefix('/')
    }

    /// The path of a document below the folder of the collections.
    pub fn relative<'p>(&self, below: &'p str) -> &'p str {
        let inside =
            below.strip_prefix(self.collections_dir.as_str()).and_then(|path| path.strip_prefix('/'));
        inside.filter(|_| !self.collections_dir.is_empty()).unwrap_or(below)
    }

    /// What the file at `below`, a path below the source, is.
    pub fn place(&self, below: &str) -> Place<'_> {
        self.post_place(below)
            .or_else(|| self.member_place(below))
            .or_else(|| self.page_place(below))
            .unwrap_or(Place::Nowhere)
    }

    /// Of `_posts` and `_drafts` the first on the way counts, in any folder that is walked.
    fn post_place(&self, below: &str) -> Option<Place<'_>> {
        let (base, magic, entry) = magic_folder(below)?;
        let is_walked = self.walks(base) && base.starts_with(&self.collections_dir);
        if !is_walked || !self.filter.keeps(&join(base, magic), entry) {
            return None;
        }
        let name = entry.rsplit_once('/').map_or(entry, |(_, name)| name);
        Some(match magic {
            "_drafts" => Place::Draft,
            _ if DatedName::of(name).is_some() => Place::Post,
            _ => Place::Undated,
        })
    }

    fn member_place(&self, below: &str) -> Option<Place<'_>> {
        let (folder, entry) = self.relative_to_collections(below)?.split_once('/')?;
        let label = folder.strip_prefix('_')?;
        let special = ["posts", "data"].contains(&label);
        let collection = self.collections.iter().find(|collection| collection.label == label && !special)?;
        self.filter.keeps(folder, entry).then_some(Place::Member(collection))
    }

    fn page_place(&self, below: &str) -> Option<Place<'_>> {
        let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
        let is_read = self.walks(folder) && self.filter.keeps(folder, name);
        (is_read || self.filter.names(below)).then_some(Place::Page)
    }

    fn walks(&self, folder: &str) -> bool {
        self.filter.walks(folder) && !self.is_output(&join(&self.source, folder))
    }

    /// Whether Jekyll writes into the folder or above it.
    pub fn is_output(&self, path: &str) -> bool {
        let is_below = |folder: &String| {
            path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.written.iter().filter(|folder| !folder.is_empty()).any(is_below)
    }

    fn relative_to_collections<'p>(&self, below: &'p str) -> Option<&'p str> {
        let relative = self.relative(below);
        (self.collections_dir.is_empty() || relative.len() < below.len()).then_some(relative)
    }
}

/// The first `_posts` or `_drafts` folder on a path: what is above it, its name, and the path below
/// it.
pub(super) fn magic_folder(path: &str) -> Option<(&str, &str, &str)> {
    let mut start = 0;
    for part in path.split('/') {
        let end = start + part.len();
        if part == "_posts" || part == "_drafts" {
            let base = path.get(..start)?.trim_end_matches('/');
            return Some((base, part, path.get(end + 1..).unwrap_or_default()));
        }
        start = end + 1;
    }
    None
}
