//! A folder opened as a blog: the one entry point to its posts.

mod create;
mod edit;
mod kept;
mod learning;
mod leftovers;
mod links;
mod list;
mod missing;
mod operations;
mod pages;
mod parts;
mod read;
mod rows;
mod scan;
mod unread;

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::Generator;
use crate::cache::Trouble;
use crate::error::{At, Error, ErrorKind, Result};
use crate::front_matter::{Conventions, Habits};
use crate::now::Now;
use crate::post::PostSummary;
use crate::site::{self, Site, Tree};

use kept::{Kept, Unkept};
use learning::Learning;
use list::Listing;
use pages::Pages;

pub use create::{Commission, Made, NewPost, NewPostPlan, Permission};
pub use edit::{edit_file, plan_edit};
pub use leftovers::remove_leftovers;
pub use list::{BodyRow, Grouping, ListPage, ListQuery, ListRow, NameCount, Passage, Sorting, StateCounts};
pub use operations::{Operation, Proposal, Shown};
pub use read::relative;
pub use rows::About;

/// An open folder of posts: the whole site that the folder is in.
#[derive(Debug)]
pub struct Blog {
    site: Arc<Site>,
    candidates: Vec<Generator>,
    now: Now,
    /// Every Markdown file, as the site's rules see it.
    tree: Tree,
    /// The files that are posts, pages, sections or templates.
    posts: BTreeMap<Arc<str>, PostSummary>,
    pages: Pages,
    /// Folders and files that could not be read, and why.
    unread: Vec<(String, String)>,
    /// The post that was asked for, which is listed whatever it is.
    wanted: Option<String>,
    learning: Learning,
    kept: Option<Kept>,
    /// What the cache is to be told with the next changes.
    unkept: Unkept,
    listing: Listing,
}

/// How a blog is opened.
#[derive(Clone, Copy)]
pub struct Opening<'a> {
    /// The writer's choice for the site that starts in a folder, where the files of several
    /// generators are there.
    pub choice: &'a dyn Fn(&Path) -> Option<Generator>,
    /// The moment.
    pub now: Now,
    /// A folder where what was read is kept for the next start.
    pub cache: Option<&'a Path>,
}

/// A blog, and where in it the path was that was asked for.
#[derive(Debug)]
pub struct Opened {
    /// The blog.
    pub blog: Blog,
    /// The post at the path, when it was a file.
    pub post: Option<String>,
    /// The folder at the path, below the blog's; `None` when it was the blog's own.
    pub folder: Option<String>,
}

/// What [`Blog::refresh`] found.
#[derive(Debug, Default, PartialEq)]
pub struct BlogChanges {
    /// The revision of the list's pages from now on.
    pub revision: u32,
    /// Posts that are new or whose summary is another.
    pub upserted: Vec<PostSummary>,
    /// Paths of the posts that are gone.
    pub removed: Vec<String>,
}

impl Blog {
    /// Opens the site that a folder or a post is in. `generator` is the writer's choice where the
    /// files of several are there.
    ///
    /// # Errors
    /// [`Error::NotAFolder`] for a file that is no post; [`Error::Io`] for a folder that cannot be
    /// read.
    pub fn open(path: &Path, generator: Option<Generator>, now: Now) -> Result<Opened> {
        Blog::open_as(path, &Opening { choice: &|_| generator, now, cache: None })
    }

    /// Opens the site that a folder or a post is in.
    ///
    /// # Errors
    /// As [`Blog::open`].
    pub fn open_as(path: &Path, opening: &Opening<'_>) -> Result<Opened> {
        let path = std::path::absolute(path).at("open", path)?;
        let found = path.canonicalize().at("open", &path)?;
        let (folder, name) = if found.is_dir() {
            (found, None)
        } else {
            let (folder, name) = read::post_at(&path, &found)?;
            (folder, Some(name))
        };
        folder.read_dir().at("open", &folder)?;
        let site::Found { root, generators } = site::find(&folder);
        let below = relative(&root, &folder).unwrap_or_default();
        let post = name.map(|name| if below.is_empty() { name } else { format!("{below}/{name}") });
        let chosen = (opening.choice)(&root).filter(|chosen| generators.contains(chosen));
        let generator = chosen.or(generators.first().copied()).unwrap_or_default();
        let now = opening.now;
        let mut blog = Blog::of(Site::open(&root, generator, now.zone), generators, post.clone(), now);
        blog.kept = opening.cache.map(|folder| Kept::open(folder, &root));
        blog.read_all();
        let folder = Some(below).filter(|below| !below.is_empty() && post.is_none());
        Ok(Opened { blog, post, folder })
    }

    /// The blog's folder, absolute and free of links.
    pub fn root(&self) -> &Path {
        self.site.root()
    }

    /// The site, with its generator's rules.
    pub fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// The generators whose files are in the folder, the likeliest first.
    pub fn candidates(&self) -> &[Generator] {
        &self.candidates
    }

    /// The last part of the folder's path.
    pub fn name(&self) -> String {
        let name = self.root().file_name().unwrap_or(self.root().as_os_str());
        name.to_string_lossy().into_owned()
    }

    /// The rules and habits that its headers are edited by.
    pub fn conventions(&mut self) -> Conventions {
        Conventions { generator: self.site.generator(), habits: self.habits() }
    }

    /// What its headers have in common.
    pub fn habits(&mut self) -> Arc<Habits> {
        self.learning.schema().habits()
    }

    /// Every file that the list shows, by path: posts, pages, sections and templates.
    pub fn posts(&self) -> impl Iterator<Item = &PostSummary> {
        self.posts.values().filter(|post| self.is_listed(post))
    }

    /// What became of the file that keeps what was read, when it is not as it was left.
    pub fn cache_trouble(&self) -> Option<Trouble> {
        self.kept.as_ref().and_then(Kept::trouble)
    }

    /// Stops keeping what is read for the next start: two blogs must not keep it in one file.
    pub fn close_cache(&mut self) {
        self.kept = None;
    }

    /// What the list shows of a post; `None` when there is none at this path.
    pub fn post(&self, path: &str) -> Option<&PostSummary> {
        self.posts.get(path)
    }

    /// Where the post of this path is, whether or not it exists.
    ///
    /// # Errors
    /// [`Error::Refused`] for a path that leaves the blog.
    pub fn file(&self, path: &str) -> Result<PathBuf> {
        let inside =
            !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if inside {
            Ok(self.root().join(path))
        } else {
            Err(Error::refused(path, "it is not inside the blog"))
        }
    }

    /// Why the folder can no longer be read, when it cannot.
    pub fn problem(&self) -> Option<Error> {
        self.root().read_dir().at("read", self.root()).err()
    }

    fn of(site: Site, candidates: Vec<Generator>, wanted: Option<String>, now: Now) -> Blog {
        Blog {
            learning: Learning::start(site.generator(), Vec::new()),
            site: Arc::new(site),
            candidates,
            now,
            tree: Tree::default(),
            posts: BTreeMap::new(),
            pages: Pages::default(),
            unread: Vec::new(),
            wanted,
            kept: None,
            unkept: Unkept::default(),
            listing: Listing::default(),
        }
    }
}

/// Whether an error means that a post's file is gone.
pub fn is_gone(error: &Error) -> bool {
    error.kind() == ErrorKind::NotFound
}
