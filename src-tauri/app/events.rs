//! What the host pushes to the window.

use galley_core::PostSummary;
use serde::Serialize;
use specta::Type;
use tauri_specta::Event;

use crate::wire::WireError;

/// Posts appeared, changed or vanished in the open folder.
#[derive(Debug, Clone, Serialize, Type, Event)]
pub struct BlogChanged {
    /// The revision of the list's pages from now on.
    pub revision: u32,
    /// Posts that are new or have another summary; not all of them when there are many.
    pub upserted: Vec<PostSummary>,
    /// Paths of the posts that are gone; not all of them when there are many.
    pub removed: Vec<String>,
    /// Whether posts are left out above.
    pub many: bool,
    /// Set when the folder itself can no longer be read.
    pub problem: Option<WireError>,
}

/// The file of an open post is not the one that was read. Not sent for the window's own saves.
#[derive(Debug, Clone, Serialize, Type, Event)]
pub struct PostChanged {
    /// The document.
    pub doc: u32,
    /// The file is gone.
    pub deleted: bool,
}

/// What is typed cannot be kept outside the blog, so a crash would lose what is not saved.
#[derive(Debug, Clone, Serialize, Type, Event)]
pub struct KeepingFailed {
    /// Why.
    pub error: WireError,
}

/// Another program moved the file of an open post, which follows it.
#[derive(Debug, Clone, Serialize, Type, Event)]
pub struct PostMoved {
    /// The document.
    pub doc: u32,
    /// The path of the post in the blog from now on.
    pub path: String,
}

/// The system tells of no changes in the open folder, so it is looked at every two seconds.
#[derive(Debug, Clone, Serialize, Type, Event)]
pub struct FolderPolled;

/// A style sheet of the site changed, came or went, after they were asked for.
#[derive(Debug, Clone, Serialize, Type, Event)]
pub struct StylesChanged;

/// Something went wrong with the versions of posts, told once.
#[derive(Debug, Clone, Serialize, Type, Event)]
pub struct VersionsTrouble {
    /// A sentence.
    pub message: String,
}

/// A second start asks for a folder or a post.
#[derive(Debug, Clone, Serialize, Type, Event)]
pub struct OpenRequested {
    /// Absolute path.
    pub path: String,
}

/// The writer closes the window: flush, then call `close_window`.
#[derive(Debug, Clone, Serialize, Type, Event)]
pub struct CloseRequested;
