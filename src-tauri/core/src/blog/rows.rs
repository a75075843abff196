//! What the site says of each post: its state, its place on the web, its translations.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::read::Touched;
use super::{Blog, BlogChanges, pages};
use crate::now::Now;
use crate::post::PostSummary;
use crate::site::{Kind, Site, Source, State, Tree, Url};

/// All that is known of a post beside its text.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// What the file is.
    pub kind: Kind,
    /// Whether it is on the site.
    pub state: State,
    /// Why, as a sentence without a final stop.
    pub reason: String,
    /// The moment that changes the state by itself, in seconds since 1970.
    pub until: Option<f64>,
    /// The path of its page on the site, from the site's base on.
    pub url: Option<String>,
    /// The whole address of its page, where the configuration says where the site is.
    pub address: Option<String>,
    /// Why there is no `url`.
    pub url_note: Option<String>,
    /// Another file whose page has the same path.
    pub clash: Option<String>,
    /// The file, absolute.
    pub file: String,
}

impl Blog {
    /// What is known of a post; `None` when there is none at this path.
    pub fn about(&self, path: &str) -> Option<About> {
        let post = self.posts.get(path)?;
        let source = self.tree.get(path)?;
        let standing = self.site.standing(&source, &self.tree, self.now.seconds);
        let is_template = post.kind == Kind::Template;
        let (url, url_note) = match self.site.url(&source, &self.tree) {
            _ if is_template => (None, Some("new posts are made from it; it has no page".into())),
            Url::Known(url) => (Some(url), None),
            Url::Unknown(why) => (None, Some(why)),
            Url::None => (None, Some("it has no page of its own".into())),
        };
        let address = self.site.base_url().zip(url.as_deref()).map(|(base, url)| base + url);
        let reason = if is_template { "new posts are made from it".into() } else { standing.reason };
        Some(About {
            kind: post.kind,
            state: post.state,
            reason,
            until: post.until,
            url,
            address,
            url_note,
            clash: post.clash.clone(),
            file: self.root().join(path).to_string_lossy().into_owned(),
        })
    }

    /// The path that a post has on the site; `None` when it has no page or it cannot be known.
    pub fn url(&self, path: &str) -> Option<String> {
        self.posts.get(path)?.page?;
        match self.site.url(&self.tree.get(path)?, &self.tree) {
            Url::Known(url) => Some(url),
            _ => None,
        }
    }

    /// The next moment, in seconds since 1970, at which a post's state changes by itself.
    pub fn next_change(&self) -> Option<i64> {
        self.posts.values().filter_map(|post| post.until).map(|until| until as i64).min()
    }

    /// What is different because the time has come.
    pub fn tick(&mut self, now: Now) -> BlogChanges {
        self.now = now;
        let due =
            self.posts.values().filter(|post| post.until.is_some_and(|until| until as i64 <= now.seconds));
        let due = due.map(|post| (post.path.as_str().into(), Some(post.clone()))).collect();
        self.changes(due)
    }

    /// Whether the list shows a file of this kind.
    pub(super) fn is_listed(&self, post: &PostSummary) -> bool {
        !matches!(post.kind, Kind::Resource | Kind::Other) || self.wanted.as_ref() == Some(&post.path)
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.posts.get(path).is_some_and(|post| self.is_listed(post))
    }

    /// Works out what the site says of these files, and of all that they have a say in.
    pub(super) fn changes(&mut self, touched: Touched) -> BlogChanges {
        self.keep_changes();
        let mut all = touched;
        for folder in all.keys().filter_map(|path| spoken_for(path)).map(str::to_owned).collect::<Vec<_>>() {
            for source in self.tree.below(&folder) {
                all.entry(source.path.into()).or_insert_with(|| self.posts.get(source.path).cloned());
            }
        }
        let mut moved = BTreeSet::new();
        for (path, before) in &all {
            moved.extend(before.as_ref().and_then(|post| post.page));
            moved.extend(self.describe(path));
        }
        let there: Vec<Arc<str>> = moved.iter().flat_map(|&page| self.pages.at(page)).cloned().collect();
        for path in there {
            let before = self.posts.get(&path).cloned();
            self.mark_clash(&path);
            all.entry(path).or_insert(before);
        }
        let mut changes = BlogChanges::default();
        for (path, before) in all {
            let was_listed = before.as_ref().is_some_and(|post| self.is_listed(post));
            match self.posts.get(&path).filter(|post| self.is_listed(post)) {
                Some(post) if before.as_ref() != Some(post) => changes.upserted.push(post.clone()),
                None if was_listed => changes.removed.push(path.to_string()),
                _ => {}
            }
        }
        self.listing.follow(&changes);
        changes.revision = self.revision();
        changes
    }

    /// Fills in what the site says of one file. Returns its page.
    fn describe(&mut self, path: &str) -> Option<u64> {
        let post = self.posts.get_mut(path)?;
        let before = post.page;
        if let Some(source) = self.tree.get(path) {
            Describing::new(&self.site, &self.tree, self.now).describe(&source, post);
        }
        let page = post.page;
        if let Some(before) = before.filter(|_| before != page) {
            self.pages.remove(before, path);
        }
        if let (Some(page), Some((path, _))) = (page, self.posts.get_key_value(path)) {
            self.pages.insert(page, Arc::clone(path));
        }
        page
    }

    pub(super) fn mark_clash(&mut self, path: &str) {
        let Some(post) = self.posts.get_mut(path) else { return };
        let rivals = post.page.map_or(&[][..], |page| self.pages.at(page));
        post.clash = rivals.iter().find(|other| ***other != *path).map(|other| other.to_string());
    }
}

/// What the site says of files, which others do not change meanwhile.
pub(super) struct Describing<'b> {
    site: &'b Site,
    tree: &'b Tree,
    now: i64,
    today: NaiveDate,
}

impl<'b> Describing<'b> {
    pub(super) fn new(site: &'b Site, tree: &'b Tree, now: Now) -> Describing<'b> {
        Describing { site, tree, now: now.seconds, today: now.today() }
    }

    /// Fills in what the site says of one file.
    pub(super) fn describe(&self, source: &Source<'_>, post: &mut PostSummary) {
        let (site, tree) = (self.site, self.tree);
        post.kind = site.kind(source, tree);
        let standing = site.standing(source, tree, self.now);
        let is_template = post.kind == Kind::Template;
        post.state = if is_template { State::Template } else { standing.state };
        post.until = standing.until.filter(|_| !is_template).map(|until| until as f64);
        let date = site.date(source);
        post.time = date.as_ref().map(|date| date.seconds as f64);
        post.date = date.map(|date| date.written);
        let language = site.language(source);
        post.piece = language.as_ref().map(|language| language.piece.clone());
        post.language = language.map(|language| language.code);
        post.moves =
            [true, false].into_iter().any(|draft| site.draft_place(source, draft, self.today).is_some());
        post.page = match site.url(source, tree) {
            Url::Known(url) if !matches!(post.kind, Kind::Template | Kind::Resource | Kind::Other) => {
                Some(pages::number(&url))
            }
            _ => None,
        };
    }
}

/// The folder that the file at a path has a say in: a section's page speaks for the pages below
/// it, a bundle's makes resources of them.
fn spoken_for(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    (name.starts_with("index.") || name.starts_with("_index.")).then_some(folder)
}
