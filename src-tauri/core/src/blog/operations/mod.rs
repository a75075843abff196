//! What is done with the files of posts: each operation is one plan of changes, which can be shown
//! before it is applied as one, and undone as one.

mod headers;
mod places;
mod translations;

use std::path::Path;

use super::Blog;
use crate::changes::{Plan, Step};
use crate::disk::Expected;
use crate::error::{Error, Result};
use crate::front_matter;
use crate::now::Now;
use crate::site::{Fields, Source, Url};

/// Something to be done with posts, each by its path.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Operation {
    /// Another slug for a post.
    Rename {
        /// The post.
        path: String,
        /// What the slug is made of.
        slug: String,
        /// Whether the page's old path leads to the new one.
        alias: bool,
    },
    /// Posts go to another section.
    Move {
        /// The posts.
        paths: Vec<String>,
        /// The section's folder.
        section: String,
        /// Whether the pages' old paths lead to the new ones.
        alias: bool,
    },
    /// A second post with the same text, as a draft.
    Duplicate {
        /// The post.
        path: String,
    },
    /// Posts go to the system's trash, with what belongs to them.
    Delete {
        /// The posts.
        paths: Vec<String>,
    },
    /// A post gets a folder of its own, or leaves it.
    Bundle {
        /// The post.
        path: String,
        /// Whether it gets one.
        on: bool,
    },
    /// Posts become drafts, or stop being drafts.
    Draft {
        /// The posts.
        paths: Vec<String>,
        /// Whether they become drafts.
        on: bool,
    },
    /// Posts get a tag, or lose it.
    Tag {
        /// The posts.
        paths: Vec<String>,
        /// The tag.
        tag: String,
        /// Whether they get it.
        on: bool,
    },
}

/// An operation worked out: what it will change, nothing yet done.
#[derive(Debug)]
pub struct Proposal {
    /// The changes.
    pub plan: Plan,
    /// The same for the writer.
    pub shown: Shown,
}

/// What an operation will change, for the writer.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Shown {
    /// What it does, in a few words.
    pub title: String,
    /// Files and folders that get another place: before and after.
    pub moved: Vec<(String, String)>,
    /// Files whose header changes.
    pub edited: Vec<String>,
    /// Files and folders that are made.
    pub created: Vec<String>,
    /// Files and folders that go to the trash.
    pub removed: Vec<String>,
    /// Of a move of one post: the path of its page before and after.
    pub urls: Option<(String, String)>,
    /// Whether the page's old path can be made to lead to the new one.
    pub can_alias: bool,
    /// The posts that the operation leaves as they are, each with the reason.
    pub refused: Vec<String>,
}

impl Blog {
    /// Works out what an operation will change.
    ///
    /// # Errors
    /// [`Error::Refused`] when it cannot be done, with the reason; errors of reading.
    pub fn propose(&mut self, operation: &Operation, now: Now) -> Result<Proposal> {
        match operation {
            Operation::Rename { path, slug, alias } => self.rename(path, slug, *alias),
            Operation::Move { paths, section, alias } => self.move_all(paths, section, *alias),
            Operation::Duplicate { path } => Ok(self.duplicate(path, None, now)?.0),
            Operation::Delete { paths } => self.delete(paths),
            Operation::Bundle { path, on } => self.bundle(path, *on),
            Operation::Draft { paths, on } => self.draft_all(paths, *on, now),
            Operation::Tag { paths, tag, on } => self.tag_all(paths, tag, *on),
        }
    }

    /// Works out a second post beside the one at `path`, as a draft, whose file's text is `text`; with
    /// the path of the new one.
    ///
    /// # Errors
    /// As [`Blog::propose`].
    pub fn propose_beside(&mut self, path: &str, text: &str, now: Now) -> Result<(Proposal, String)> {
        self.duplicate(path, Some(text), now)
    }

    fn known(&self, path: &str) -> Result<Source<'_>> {
        self.tree.get(path).ok_or_else(|| Error::refused(path, "there is no post of this name"))
    }

    /// The path of the page that a text would have at a place.
    fn url_at(&self, path: &str, text: &str, modified: i64) -> Option<String> {
        let header = front_matter::read(text, self.site.generator());
        let fields = Fields::of(&header, self.site.keys());
        match self.site.url(&Source { path, fields: &fields, modified }, &self.tree) {
            Url::Known(url) => Some(url),
            _ => None,
        }
    }
}

impl Proposal {
    pub(super) fn of(title: String, steps: Vec<Step>) -> Proposal {
        let mut shown = Shown { title: title.clone(), ..Shown::default() };
        for step in &steps {
            match step {
                Step::Move { from, to } => shown.moved.push((named(from), named(to))),
                Step::Write { path, expected: Expected::Absent, .. } => shown.created.push(named(path)),
                Step::Write { path, .. } => shown.edited.push(named(path)),
                Step::Copy { to, .. } => shown.created.push(named(to)),
                Step::Remove { path } => shown.removed.push(named(path)),
                Step::MakeFolder { .. }
                | Step::RemoveEmpty { .. }
                | Step::Erase { .. }
                | Step::Restore { .. } => {}
            }
        }
        Proposal { plan: Plan { title, steps }, shown }
    }
}

fn named(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The step that gives what is at `from` another place.
fn move_step(from: &str, to: &str) -> Step {
    Step::Move { from: from.into(), to: to.into() }
}

/// The folder that a path is in, without a final `/`.
fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
