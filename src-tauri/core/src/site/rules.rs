//! What every generator has rules for.

use std::ffi::OsString;
use std::fmt::Debug;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};

use super::fields::{Dated, Source, Tree};
use super::served::Served;
use crate::front_matter::Value;
use crate::markdown::Dialect;

/// The rules of one generator with one site's configuration.
///
/// All paths are below the site's root, with `/` on every system. Nothing here touches the disk:
/// what the rules need of it is read when the site is opened.
pub(crate) trait Rules: Debug + Send + Sync {
    /// The folders that hold content; `""` is the root itself.
    fn content_folders(&self) -> Vec<String>;

    /// Where the site is on the web, without a final `/`.
    fn base_url(&self) -> Option<String>;

    /// How the site's renderer reads Markdown.
    fn dialect(&self) -> Dialect;

    /// Whether a folder or file is never looked at: output, caches, and what the site's ignore
    /// files and configuration name. Hidden folders, `node_modules` and the like are left out
    /// before this is asked.
    fn is_ignored(&self, path: &str, is_folder: bool) -> bool;

    /// The top-level keys of headers that the other rules ask for, in lower case where the
    /// generator ignores case. What is not named here is not kept.
    fn keys(&self) -> &[String];

    /// What a Markdown file is.
    fn kind(&self, source: &Source<'_>, tree: &Tree) -> Kind;

    /// The date of a post.
    fn date(&self, source: &Source<'_>) -> Option<Dated>;

    /// The language of a post; `None` on a site of one language.
    fn language(&self, source: &Source<'_>) -> Option<Language>;

    /// Whether a post, page or section is on the site at `now`, seconds since 1970.
    fn standing(&self, source: &Source<'_>, tree: &Tree, now: i64) -> Standing;

    /// Its path on the site, below [`Rules::base_url`], as if it were published.
    fn url(&self, source: &Source<'_>, tree: &Tree) -> Url;

    /// The slug of a title.
    fn slug(&self, title: &str) -> String;

    /// Where a new post goes.
    fn new_file(&self, wish: &NewFile<'_>) -> String;

    /// The template of a new post at `path`.
    fn template(&self, path: &str) -> Option<Template>;

    /// The template's text with its plain placeholders filled.
    ///
    /// # Errors
    /// The placeholder that only the generator itself can fill.
    fn fill(&self, template: &Template, post: &Filling<'_>) -> Result<String, String> {
        let _ = post;
        Err(template.path.clone())
    }

    /// How the generator's program is asked to make a post at `path` of a template; `None` where it
    /// cannot be asked. What it makes goes below `scratch`, an empty folder outside the site.
    fn call(&self, _template: &Template, _path: &str, _scratch: &Path) -> Option<Call> {
        None
    }

    /// The languages of the site, its default one first; empty when it has one alone.
    fn languages(&self) -> Vec<String> {
        Vec::new()
    }

    /// The language of what is written without naming one; `None` on a site of one language.
    fn default_language(&self) -> Option<String> {
        self.languages().into_iter().next()
    }

    /// Where a post goes with another slug or in another section, and what its header says then.
    fn moved(&self, source: &Source<'_>, wish: &Move<'_>) -> Moved;

    /// Where the post goes when it becomes a draft or stops being one; `None` where an edit of its
    /// header says so.
    fn draft_place(&self, _source: &Source<'_>, _draft: bool, _today: NaiveDate) -> Option<String> {
        None
    }

    /// What moves with the post at `path`.
    fn unit(&self, path: &str) -> Unit;

    /// Whether no template or module can give a page or file an address that does not follow from the
    /// files and the configuration, beside lists of pages.
    fn decides_addresses(&self) -> bool {
        true
    }

    /// The folders whose files the site hands out as they are, those that win first.
    fn served(&self) -> Vec<Served> {
        vec![Served::at_root("")]
    }

    /// The header key that lists a post's old paths, and `url` as it is written there.
    fn alias(&self, _url: &str) -> Option<(&'static str, String)> {
        None
    }
}

/// What a Markdown file of a site is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A dated piece of writing, or any page that is not one of those below.
    Post,
    /// A page beside the posts: about, contact.
    Page,
    /// The page of a section, which lists others: `_index.md`.
    Section,
    /// A part of another post: a Markdown file in a leaf bundle.
    Resource,
    /// What new posts are made from: an archetype, a scaffold.
    Template,
    /// No content of the site: a README, a file that no rule takes up.
    Other,
}

/// Whether a post is on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Still being written.
    Draft,
    /// On the site from a later moment on.
    Scheduled,
    /// Part of the next build.
    Published,
    /// No longer on the site.
    Expired,
    /// Kept off the site by something else.
    Hidden,
    /// What new posts are made from.
    Template,
}

/// Whether a post is on the site, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The state.
    pub state: State,
    /// Why, as a sentence without a final stop: `the section blog is a draft`.
    pub reason: String,
    /// The moment that changes it, in seconds since 1970: of a scheduled post when it goes live,
    /// of a published one when it expires.
    pub until: Option<i64>,
}

impl Standing {
    pub(crate) fn new(state: State, reason: impl Into<String>) -> Standing {
        Standing { state, reason: reason.into(), until: None }
    }

    pub(crate) fn until(self, moment: i64) -> Standing {
        Standing { until: Some(moment), ..self }
    }
}

/// The path of a post on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Url {
    /// The path, from the site's base on, with its first `/`.
    Known(String),
    /// It cannot be known from here; why, as a sentence without a final stop.
    Unknown(String),
    /// It has no page of its own.
    None,
}

/// The language of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// The code by which the site knows it: `fr`, `pt-BR`.
    pub code: String,
    /// What the translations of one piece have in common: a path without its language.
    pub piece: String,
}

/// What a new post is to be.
#[derive(Debug, Clone, Copy)]
pub struct NewFile<'a> {
    /// The folder of the section, below the root; `None` for the generator's usual one.
    pub section: Option<&'a str>,
    /// The slug, not empty.
    pub slug: &'a str,
    /// The language, where it is not the site's default.
    pub language: Option<&'a str>,
    /// Whether it gets a folder of its own, where the generator knows such.
    pub bundle: bool,
    /// Whether it starts as a draft.
    pub draft: bool,
    /// The moment, in the writer's zone.
    pub now: NaiveDateTime,
}

/// What a new post is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The file, below the root; of a folder the `index.md` in it.
    pub path: String,
    /// Its text as it is.
    pub text: String,
    /// The other files of a folder from which a post in a folder of its own is made.
    pub others: Vec<TemplateFile>,
}

/// A file beside the `index.md` of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFile {
    /// The file, below the template's folder.
    pub name: String,
    /// Its text, where the generator fills it as well; else it is copied.
    pub text: Option<String>,
}

/// How a generator's program is asked to make a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// What it is called with, in the site's folder.
    pub arguments: Vec<OsString>,
    /// The folder that it makes them in, which must be there.
    pub folder: PathBuf,
    /// A file that it reads, and its text.
    pub config: (PathBuf, String),
    /// The files that it makes and where they go, below the root: the post first.
    pub made: Vec<(PathBuf, String)>,
}

/// What a template is filled with.
#[derive(Debug, Clone, Copy)]
pub struct Filling<'a> {
    /// The title; `None` for a file beside a post, which has a title that only its generator knows.
    pub title: Option<&'a str>,
    /// Where the new post goes, below the root.
    pub path: &'a str,
    /// The moment, in the writer's zone.
    pub now: DateTime<FixedOffset>,
}

/// Another place for a post.
#[derive(Debug, Clone, Copy, Default)]
pub struct Move<'a> {
    /// The new slug, not empty; `None` leaves it.
    pub slug: Option<&'a str>,
    /// The folder of the new section, below the root; `None` leaves it.
    pub section: Option<&'a str>,
}

/// Where a post goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// The path of its file, below the root.
    pub path: String,
    /// What its header says there: keys that it has already and their new values.
    pub header: Vec<(String, Value)>,
}

/// What belongs to a post on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// The file alone.
    File,
    /// Its whole folder: the post is an `index.md`.
    Folder(String),
    /// The file, and a folder of its assets beside it, which may not exist.
    FileAndFolder(String),
}
