//! A folder opened as a blog: the one entry point to its posts.

mod create;
mod edit;
mod operations;
mod read;
mod rows;
mod unread;

use std::collections::{BTreeMap, HashMap};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::Generator;
use crate::error::{At, Error, ErrorKind, Result};
use crate::front_matter::{Conventions, Habits, Schema};
use crate::now::Now;
use crate::post::PostSummary;
use crate::site::{self, Site, Tree};

pub use create::{NewPost, NewPostPlan};
pub use edit::{edit_file, plan_edit};
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
    posts: BTreeMap<String, PostSummary>,
    /// The files whose page has this path.
    urls: HashMap<String, Vec<String>>,
    /// Folders and files that could not be read, and why.
    unread: Vec<(String, String)>,
    /// The post that was asked for, which is listed whatever it is.
    wanted: Option<String>,
    schema: Schema,
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
        let chosen = generator.filter(|chosen| generators.contains(chosen));
        let generator = chosen.or(generators.first().copied()).unwrap_or_default();
        let mut blog = Blog::of(Site::open(&root, generator, now.zone), generators, post.clone(), now);
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
        Conventions { generator: self.site.generator(), habits: self.schema.habits() }
    }

    /// What its headers have in common.
    pub fn habits(&mut self) -> Arc<Habits> {
        self.schema.habits()
    }

    /// Every file that the list shows, by path: posts, pages, sections and templates.
    pub fn posts(&self) -> impl Iterator<Item = &PostSummary> {
        self.posts.values().filter(|post| self.is_listed(post))
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
            schema: Schema::new(site.generator()),
            site: Arc::new(site),
            candidates,
            now,
            tree: Tree::default(),
            posts: BTreeMap::new(),
            urls: HashMap::new(),
            unread: Vec::new(),
            wanted,
        }
    }
}

/// Whether an error means that a post's file is gone.
pub fn is_gone(error: &Error) -> bool {
    error.kind() == ErrorKind::NotFound
}
