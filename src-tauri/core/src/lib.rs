//! What a blog is: the folder and its posts, a post's text, header and preview, and the one writer
//! to disk. No window, no globals and no clock: times and folders are arguments.
//!
//! In reading order: [`Blog`] opens a folder, [`OpenPost`] is a post in an editor, and
//! [`front_matter`] and [`markdown`] are what a post is made of.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

pub mod blog;
pub mod cache;
pub mod changes;
pub mod date;
pub mod diff;
pub mod disk;
mod document;
mod error;
pub mod front_matter;
mod generator;
pub mod history;
pub mod journal;
pub mod markdown;
pub mod merge;
mod new_post;
mod now;
mod open_post;
mod place;
pub mod post;
mod program;
mod reach;
pub mod search;
mod settings;
pub mod site;
pub mod slug;
pub mod utf16;
mod walk;
mod watch;

pub use blog::{
    About, Blog, BlogChanges, BodyRow, Commission, Grouping, ListPage, ListQuery, ListRow, Made, NameCount,
    NewPost, NewPostPlan, Opened, Opening, Operation, Passage, Permission, Proposal, Shown, Sorting,
    StateCounts,
};
pub use document::{Change, Document, Misfit};
pub use error::{Error, ErrorKind, Result};
pub use generator::Generator;
pub use now::Now;
pub use open_post::{
    EditReply, Kept, MergeReply, Merged, OnDisk, OpenPost, Outside, Reload, Resumed, SaveReply, Span,
};
pub use post::PostSummary;
pub use program::Program;
pub use settings::{Memory, PageTheme, PreviewStyle, Session, Settings, Theme, View};
pub use watch::{Batch, FileWatch, Watch};
