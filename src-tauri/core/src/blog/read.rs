//! Reading the files of a blog: all of them when it is opened, those that changed afterwards.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Blog, BlogChanges};
use crate::error::{At, Error, Result};
use crate::front_matter::{FrontMatter, Schema};
use crate::now::Now;
use crate::post::{self, PostSummary};
use crate::reach;
use crate::site::{Fields, Site, Tree};
use crate::walk;

/// What was read of a file.
pub(super) struct Read {
    pub summary: PostSummary,
    pub fields: Fields,
    pub modified: i64,
    /// `None` of a file that is no text.
    pub header: Option<FrontMatter>,
}

/// Files that were looked at, each with what was known of it before.
pub(super) type Touched = BTreeMap<String, Option<PostSummary>>;

impl Blog {
    /// Looks again at `paths`, files or folders, and says what is different at `now`.
    pub fn refresh(&mut self, paths: &[PathBuf], now: Now) -> BlogChanges {
        self.now = now;
        if !self.root().is_dir() {
            let known: Vec<String> = self.posts.keys().cloned().collect();
            let gone = known.into_iter().map(|path| self.leave_out(path)).collect();
            return self.changes(gone);
        }
        if paths.iter().any(|path| self.is_rule(path)) {
            return self.read_rules();
        }
        let mut touched = Touched::new();
        for path in paths {
            touched.extend(if reach::is_folder(self.root(), path) {
                self.refresh_folder(path)
            } else {
                self.report(path, reach::report(&self.site, path));
                self.refresh_file(path)
            });
        }
        self.changes(touched)
    }

    /// Reads one file again.
    pub(super) fn update(&mut self, path: &str, file: &Path) -> PostSummary {
        let read = read(&self.site, file, path);
        let summary = read.summary.clone();
        let touched = self.take_in(path.to_owned(), read);
        self.changes(Touched::from([touched]));
        self.posts.get(path).cloned().unwrap_or(summary)
    }

    /// Reads every file.
    pub(super) fn read_all(&mut self) {
        let site = Arc::clone(&self.site);
        let root = site.root().to_path_buf();
        let mut all = Touched::new();
        self.unread = files(&site, &root, |path, read| all.extend([self.take_in(path, read)]));
        self.changes(all);
    }

    /// Takes in what a changed configuration says.
    fn read_rules(&mut self) -> BlogChanges {
        let before = std::mem::take(&mut self.posts);
        self.site = Arc::new(Site::open(self.root(), self.site.generator(), self.now.zone));
        (self.tree, self.schema) = (Tree::default(), Schema::new(self.site.generator()));
        self.urls.clear();
        self.read_all();
        let gone = before.iter().filter(|(path, post)| self.is_listed(post) && !self.has(path));
        let removed = gone.map(|(path, _)| path.clone()).collect();
        let changed = self.posts().filter(|post| before.get(&post.path) != Some(post));
        BlogChanges { upserted: changed.cloned().collect(), removed }
    }

    /// Whether a changed file may say something else about the site than its own text.
    fn is_rule(&self, path: &Path) -> bool {
        const LANGUAGES: [&str; 9] = ["toml", "yaml", "yml", "json", "js", "mjs", "cjs", "ts", "mts"];
        let Some(below) = relative(self.root(), path) else { return false };
        let name = below.rsplit('/').next().unwrap_or_default();
        let in_config = name.rsplit_once('.').is_some_and(|(_, extension)| LANGUAGES.contains(&extension));
        in_config || matches!(name, "Gemfile" | ".eleventyignore")
    }

    /// The paths of what was and what is in a folder.
    fn refresh_folder(&mut self, folder: &Path) -> Touched {
        let Some(below) = relative(self.root(), folder) else { return Touched::new() };
        let site = Arc::clone(&self.site);
        let mut found = BTreeMap::new();
        let unread = files(&site, folder, |path, read| drop(found.insert(path, read)));
        self.report(folder, unread);
        let known = self.tree.below(&below).map(|source| source.path.to_owned());
        let gone: Vec<String> = known.filter(|path| !found.contains_key(path)).collect();
        let mut touched: Touched = gone.into_iter().map(|path| self.leave_out(path)).collect();
        touched.extend(found.into_iter().map(|(path, read)| self.take_in(path, read)));
        touched
    }

    fn refresh_file(&mut self, file: &Path) -> Touched {
        let Some(path) = relative(self.root(), file) else { return Touched::new() };
        let name = path.rsplit('/').next().unwrap_or(&path);
        if post::is_post_name(name) && walk::is_inside(&self.site, &path) && reach::is_post(self.root(), file)
        {
            let read = read(&self.site, file, &path);
            return Touched::from([self.take_in(path, read)]);
        }
        // A folder that was removed or moved away took its posts along.
        let below = self.tree.below(&path).map(|source| source.path.to_owned());
        let gone: Vec<String> = below.chain([path.clone()]).collect();
        gone.into_iter().map(|path| self.leave_out(path)).collect()
    }

    /// Takes a file in; gives its path and what was known of it before.
    fn take_in(&mut self, path: String, read: Read) -> (String, Option<PostSummary>) {
        match &read.header {
            Some(header) => self.schema.observe(&path, header),
            None => self.schema.forget(&path),
        }
        let before = self.posts.remove(&path);
        // What the site says of it is worked out again, but for the place of its page.
        let url = before.as_ref().and_then(|post| post.url.clone());
        self.posts.insert(path.clone(), PostSummary { url, ..read.summary });
        self.tree.insert(path.clone(), read.fields, read.modified);
        (path, before)
    }

    fn leave_out(&mut self, path: String) -> (String, Option<PostSummary>) {
        let before = self.posts.remove(&path);
        self.forget_url(before.as_ref().and_then(|post| post.url.as_deref()), &path);
        self.tree.remove(&path);
        self.schema.forget(&path);
        (path, before)
    }
}

fn read(site: &Site, file: &Path, path: &str) -> Read {
    let (summary, header) = post::summarise(file, path, site.generator());
    let fields = header.as_ref().map(|header| Fields::of(header, site.keys())).unwrap_or_default();
    Read { summary, fields, modified: post::modified(file), header }
}

/// Reads every post file below a folder on several threads; `take` gets them one at a time, in any
/// order. Returns what could not be read, and why.
fn files(site: &Arc<Site>, folder: &Path, take: impl FnMut(String, Read) + Send) -> Vec<(String, String)> {
    let take = Mutex::new(take);
    walk::posts(site, folder, |file| {
        if let Some(path) = relative(site.root(), file) {
            let read = read(site, file, &path);
            take.lock().unwrap_or_else(PoisonError::into_inner)(path, read);
        }
    })
}

/// The folder and the name of the post at `path`, which leads to `real`. A link to a post is that
/// post, wherever it is.
pub(super) fn post_at(path: &Path, real: &Path) -> Result<(PathBuf, String)> {
    let is_post =
        |file: &Path| file.file_name().is_some_and(|name| post::is_post_name(&name.to_string_lossy()));
    let file = [real, path].into_iter().find(|file| is_post(file));
    let file = file.ok_or_else(|| Error::NotAFolder { path: path.to_path_buf() })?;
    let folder = file.parent().unwrap_or(file).canonicalize().at("open", file)?;
    let kind = file.symlink_metadata().at("open", file)?.file_type();
    let name = file.file_name().unwrap_or_default();
    match reach::refusal(&folder, &folder.join(name), kind) {
        Some(reason) => Err(Error::refused(path, reason)),
        None => Ok((folder, name.to_string_lossy().into_owned())),
    }
}

/// The path below `root` with `/` between its parts; `None` when it is not below, or not UTF-8.
pub fn relative(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}
