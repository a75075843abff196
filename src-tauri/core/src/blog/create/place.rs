//! Where new posts go and what they are called.

use std::collections::HashMap;

use super::{Blog, NewPost};
use crate::Generator;
use crate::now::Now;
use crate::post::PostSummary;
use crate::site::{Kind, NewFile, Unit};
use crate::slug;

/// How many of the newest posts a new one takes after.
pub(super) const NEWEST: usize = 10;

impl Blog {
    /// The folders that posts are in, the one with the most first. A bundle's own does not count.
    pub fn sections(&self) -> Vec<String> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let posts = self.posts.values().filter(|post| matches!(post.kind, Kind::Post | Kind::Page));
        for post in posts {
            *counts.entry(self.section(&post.path)).or_default() += 1;
        }
        let mut sections: Vec<(&str, usize)> = counts.into_iter().collect();
        sections.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        sections.into_iter().map(|(folder, _)| folder.to_owned()).collect()
    }

    /// A slug by the generator's rule. The crate that most use spells emoji out in English, so a
    /// title of nothing else gets none.
    pub(super) fn slug_of(&self, title: &str) -> String {
        if title.chars().any(char::is_alphanumeric) { self.site.slug(title) } else { String::new() }
    }

    /// Whether the post gets a folder of its own; `None` where the generator knows no such posts.
    pub(super) fn bundle_of(&self, wish: &NewPost, now: Now) -> Option<bool> {
        let usual = self.usual_section();
        let section = wish.section.as_deref().or(usual.as_deref());
        let in_folder = self.placed(wish, section, "a", true, now);
        if in_folder == self.placed(wish, section, "a", false, now) {
            return None;
        }
        let is_bundle = |path: &str| matches!(self.site.unit(path), Unit::Folder(_));
        let there = self.newest().find(|post| Some(self.section(&post.path)) == section);
        let is_usual = || match there {
            Some(post) => is_bundle(&post.path),
            // A section without posts may have a folder to make them from.
            None => match self.site.template(&in_folder) {
                Some(template) if template.path.ends_with("/index.md") => true,
                _ => self.newest().next().is_some_and(|post| is_bundle(&post.path)),
            },
        };
        Some(wish.bundle.unwrap_or_else(is_usual))
    }

    pub(super) fn place(&self, wish: &NewPost, slug: &str, now: Now) -> String {
        let usual = self.usual_section();
        let section = wish.section.as_deref().or(usual.as_deref());
        let bundle = self.bundle_of(wish, now).unwrap_or_default();
        self.placed(wish, section, slug, bundle, now)
    }

    fn placed(&self, wish: &NewPost, section: Option<&str>, slug: &str, bundle: bool, now: Now) -> String {
        let now = now.local().naive_local();
        let language = wish.language.as_deref();
        self.site.new_file(&NewFile { section, slug, language, bundle, draft: wish.draft, now })
    }

    /// The folder of a post's section.
    pub(super) fn section<'p>(&self, path: &'p str) -> &'p str {
        let folder = |path: &'p str| path.rsplit_once('/').map_or("", |(folder, _)| folder);
        match self.site.unit(path) {
            Unit::Folder(_) => folder(folder(path)),
            _ => folder(path),
        }
    }

    /// The section of the newest posts. Jekyll's and Hexo's have folders by rule.
    fn usual_section(&self) -> Option<String> {
        if matches!(self.site.generator(), Generator::Jekyll | Generator::Hexo) {
            return None;
        }
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for post in self.newest().take(NEWEST) {
            *counts.entry(self.section(&post.path)).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|&(folder, count)| (count, std::cmp::Reverse(folder)));
        most.map(|(folder, _)| folder.to_owned())
    }

    /// Whether a file of this name is there, also in another case or Unicode form, with another
    /// extension or in a folder of its own, or a post of the language has the slug.
    pub(super) fn is_taken(&self, wish: &NewPost, file: &str, slug: &str) -> bool {
        let stem = |path: &str| {
            let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
            slug::folded(stem.strip_suffix("/index").unwrap_or(stem))
        };
        let own = stem(file);
        let unit = self.site.unit(file);
        let place = if let Unit::Folder(folder) = &unit { folder } else { file };
        let language = wish.language.clone().or_else(|| self.site.languages().first().cloned());
        let is_same = |post: &PostSummary| post.language.is_none() || post.language == language;
        self.root().join(place).symlink_metadata().is_ok()
            || self
                .posts
                .values()
                .any(|post| post.slug.as_deref() == Some(slug) && is_same(post) || stem(&post.path) == own)
    }

    pub(super) fn newest(&self) -> impl Iterator<Item = &PostSummary> {
        let is_model = |post: &&PostSummary| post.problems.is_empty() && post.kind == Kind::Post;
        let mut posts: Vec<_> = self.posts.values().filter(is_model).collect();
        posts.sort_by(|a, b| b.time.partial_cmp(&a.time).unwrap_or(std::cmp::Ordering::Equal));
        posts.into_iter()
    }
}
