//! Reading the files of a blog: all of them when it is opened, those that changed afterwards.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::kept::Known;
use super::{Blog, BlogChanges};
use crate::cache::Key;
use crate::error::{At, Error, Result};
use crate::front_matter::Observed;
use crate::now::Now;
use crate::post::{self, Glance, PostSummary};
use crate::reach;
use crate::site::{Fields, Site};
use crate::walk;

/// What was read of a file.
pub(super) struct Read {
    pub summary: PostSummary,
    pub fields: Fields,
    pub modified: i64,
    /// What was observed in its header, as it is kept; `None` of a file that is no text.
    pub observed: Option<Box<[u8]>>,
}

/// Files that were looked at, each with what was known of it before.
pub(super) type Touched = BTreeMap<Arc<str>, Option<PostSummary>>;

impl Blog {
    /// Looks again at `paths`, files or folders, and says what is different at `now`.
    pub fn refresh(&mut self, paths: &[PathBuf], now: Now) -> BlogChanges {
        self.now = now;
        if !self.root().is_dir() {
            let known: Vec<Arc<str>> = self.posts.keys().cloned().collect();
            let gone = known.into_iter().map(|path| self.leave_out(&path)).collect();
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

    /// Takes in what a changed configuration says.
    fn read_rules(&mut self) -> BlogChanges {
        let before = std::mem::take(&mut self.posts);
        self.site = Arc::new(Site::open(self.root(), self.site.generator(), self.now.zone));
        self.read_all();
        let gone = before.iter().filter(|(path, post)| self.is_listed(post) && !self.has(path));
        let removed = gone.map(|(path, _)| path.to_string()).collect();
        let changed = self.posts().filter(|post| before.get(&*post.path) != Some(post));
        BlogChanges { revision: self.revision(), upserted: changed.cloned().collect(), removed }
    }

    /// Whether a changed file may say something else about the site than its own text.
    fn is_rule(&self, path: &Path) -> bool {
        const LANGUAGES: [&str; 9] = ["toml", "yaml", "yml", "json", "js", "mjs", "cjs", "ts", "mts"];
        let Some(below) = relative(self.root(), path) else { return false };
        let name = below.rsplit('/').next().unwrap_or_default();
        let in_config = name.rsplit_once('.').is_some_and(|(_, extension)| LANGUAGES.contains(&extension));
        let is_template = matches!(below.split('/').next(), Some("archetypes" | "scaffolds"));
        in_config || is_template || matches!(name, "Gemfile" | ".eleventyignore")
    }

    /// The paths of what was and what is in a folder.
    fn refresh_folder(&mut self, folder: &Path) -> Touched {
        let Some(below) = relative(self.root(), folder) else { return Touched::new() };
        let (found, unread) = read_below(&self.site, folder);
        self.report(folder, unread);
        let known = self.tree.below(&below).map(|source| source.path.to_owned());
        let gone: Vec<String> = known.filter(|path| !found.contains_key(path)).collect();
        let mut touched: Touched = gone.iter().map(|path| self.leave_out(path)).collect();
        touched.extend(found.into_values().map(|(read, key)| self.take_in(read, key)));
        touched
    }

    fn refresh_file(&mut self, file: &Path) -> Touched {
        let Some(path) = relative(self.root(), file) else { return Touched::new() };
        let name = path.rsplit('/').next().unwrap_or(&path);
        if post::is_post_name(name) && walk::is_inside(&self.site, &path) && reach::is_post(self.root(), file)
        {
            let (read, key) = read(&self.site, file, &path);
            return Touched::from([self.take_in(read, key)]);
        }
        // A folder that was removed or moved away took its posts along.
        let below = self.tree.below(&path).map(|source| source.path.to_owned());
        let gone: Vec<String> = below.chain([path.clone()]).collect();
        gone.iter().map(|path| self.leave_out(path)).collect()
    }

    /// Takes a file in; gives its path and what was known of it before.
    fn take_in(&mut self, read: Read, key: Option<Key>) -> (Arc<str>, Option<PostSummary>) {
        self.keep(&read, key);
        let Read { summary, fields, modified, observed } = read;
        let path: Arc<str> = match self.posts.get_key_value(summary.path.as_str()) {
            Some((path, _)) => Arc::clone(path),
            None => summary.path.as_str().into(),
        };
        match observed.and_then(|kept| Observed::of_kept(&kept)) {
            Some(observed) => self.learning.schema().take_in(Arc::clone(&path), &observed),
            None => self.learning.schema().forget(&path),
        }
        let before = self.posts.remove(&path);
        // What the site says of it is worked out again, but for the place of its page.
        let page = before.as_ref().and_then(|post| post.page);
        self.posts.insert(Arc::clone(&path), PostSummary { page, ..summary });
        self.tree.insert(Arc::clone(&path), fields, modified);
        (path, before)
    }

    fn leave_out(&mut self, path: &str) -> (Arc<str>, Option<PostSummary>) {
        let before = self.posts.remove_entry(path);
        if let Some(page) = before.as_ref().and_then(|(_, post)| post.page) {
            self.pages.remove(page, path);
        }
        self.tree.remove(path);
        self.learning.schema().forget(path);
        if self.kept.is_some() {
            self.unkept.gone.push(path.to_owned());
        }
        match before {
            Some((path, post)) => (path, Some(post)),
            None => (path.into(), None),
        }
    }

    /// Notes what the cache is to keep of a file.
    fn keep(&mut self, read: &Read, key: Option<Key>) {
        if let Some(key) = key.filter(|_| self.kept.is_some()) {
            self.unkept.read.extend(Known::nothing(&self.site).entry(read, key, &self.site));
        }
    }
}

/// Reads one file. The key is `None` of one that cannot be opened.
pub(super) fn read(site: &Site, file: &Path, path: &str) -> (Read, Option<Key>) {
    let Glance { summary, header, key } = post::glance(file, path, site.generator());
    let fields = header.as_ref().map(|header| Fields::of(header, site.keys())).unwrap_or_default();
    let observed = header.as_ref().and_then(|header| Observed::of(header).kept());
    (Read { summary, fields, modified: key.map_or(0, |key| key.modified()), observed }, key)
}

/// Files by path, and what could not be read, with the reason.
type Below = (BTreeMap<String, (Read, Option<Key>)>, Vec<(String, String)>);

/// Reads every post file below a folder.
fn read_below(site: &Arc<Site>, folder: &Path) -> Below {
    let found = Mutex::new(BTreeMap::new());
    let unread = walk::posts(site, folder, |file, path| {
        let read = read(site, file, &path);
        found.lock().unwrap_or_else(PoisonError::into_inner).insert(path, read);
    });
    (found.into_inner().unwrap_or_else(PoisonError::into_inner), unread)
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
    // Asked for every file of a blog, and nearly always a path that is written plainly.
    if cfg!(unix)
        && let (Some(root), Some(path)) = (root.to_str(), path.to_str())
        && let Some(text) = path.strip_prefix(root).and_then(|below| below.strip_prefix('/'))
        && is_written_plainly(text)
    {
        return Some(text.to_owned());
    }
    let below = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

/// Whether no part of a path is empty or starts with a dot, as `.` and `..` do.
fn is_written_plainly(path: &str) -> bool {
    let mut parts = memchr::memchr_iter(b'/', path.as_bytes()).map(|at| path.as_bytes().get(at + 1));
    let is_name = |first: Option<&u8>| first.is_some_and(|first| !matches!(first, b'/' | b'.'));
    is_name(path.as_bytes().first()) && parts.all(is_name)
}
