//! The types that cross to the window and are not already the core's.

use galley_core::{
    Error, ErrorKind, Generator, ListPage, Memory, PostSummary, PreviewStyle, Resumed, Session, Settings,
};
use serde::Serialize;
use specta::Type;

/// An error as the window sees it: it acts on `kind` and shows `message`.
#[derive(Debug, Clone, Serialize, Type)]
pub struct WireError {
    /// The closed kind.
    pub kind: ErrorKind,
    /// What happened, where, and what now.
    pub message: String,
    /// The file or folder it is about.
    pub path: Option<String>,
}

impl From<Error> for WireError {
    fn from(error: Error) -> WireError {
        WireError {
            kind: error.kind(),
            message: error.to_string(),
            path: Some(error.path().to_string_lossy().into_owned()),
        }
    }
}

impl WireError {
    /// An error that is about no file.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> WireError {
        WireError { kind, message: message.into(), path: None }
    }
}

/// The result of a command.
pub type Reply<T> = Result<T, WireError>;

/// An open folder.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Blog {
    /// Absolute path.
    pub root: String,
    /// The folder's own name.
    pub name: String,
    /// The first rows of its list.
    pub page: ListPage,
    /// The post that was asked for.
    pub selected: Option<String>,
    /// The folder that was asked for, below the root, when it was a part of the site.
    pub folder: Option<String>,
    /// What builds it.
    pub site: Site,
    /// Posts with text that was not saved.
    pub left: Vec<LeftPost>,
}

/// A post with text that was not saved when Galley ended.
#[derive(Debug, Clone, Serialize, Type)]
pub struct LeftPost {
    /// Its path in the blog.
    pub path: String,
    /// When its text was last changed, in milliseconds since 1970.
    // A number of this size is exact in TypeScript.
    #[specta(type = u32)]
    pub at: i64,
    /// Whether the writer must decide about it: after a crash, or a save that failed.
    pub asked: bool,
}

/// What builds a folder into a site.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Site {
    /// The generator.
    pub generator: Generator,
    /// Its name; null for a plain folder.
    pub name: Option<String>,
    /// All generators whose files are there, when there are several and the writer has not chosen.
    pub candidates: Vec<Generator>,
    /// The configuration file, below the root.
    pub config_file: Option<String>,
    /// The folders that hold content, below the root; empty text is the root itself.
    pub content_folders: Vec<String>,
    /// Why the configuration could not be read.
    pub problem: Option<String>,
    /// The folders that posts are in, the one with the most first.
    pub sections: Vec<String>,
    /// Its languages, the default one first; empty when it has one alone.
    pub languages: Vec<String>,
    /// Whether the generator may run the code of the site's templates.
    pub trusted: bool,
    /// How its preview looks, and what it may load.
    pub preview: PreviewStyle,
    /// Folders that could not be read, each with the reason.
    pub unread: Vec<String>,
}

impl Site {
    /// What builds `blog`, and what the writer decided about it.
    pub fn of(blog: &galley_core::Blog, memory: &Memory) -> Site {
        let site = blog.site();
        let several = blog.candidates().len() > 1 && memory.generator(blog.root()).is_none();
        Site {
            generator: site.generator(),
            name: site.generator().name().map(str::to_owned),
            candidates: if several { blog.candidates().to_vec() } else { Vec::new() },
            config_file: site.config_file().map(str::to_owned),
            content_folders: site.content_folders(),
            problem: site.problem().map(str::to_owned),
            sections: blog.sections(),
            languages: site.languages(),
            trusted: memory.is_trusted(blog.root()),
            preview: memory.preview_style(blog.root()),
            unread: blog.unread().iter().map(|(path, reason)| format!("{path}: {reason}")).collect(),
        }
    }
}

/// What is kept of the writer's texts outside the blog.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KeptTexts {
    /// The folder of what is typed and of undo histories.
    pub journal: String,
    /// Its size in bytes.
    #[specta(type = u32)]
    pub journal_bytes: u64,
    /// The folder of the versions.
    pub versions: String,
    /// Its size in bytes.
    #[specta(type = u32)]
    pub versions_bytes: u64,
    /// Whether nothing is kept of the post that was asked about.
    pub excluded: Option<bool>,
}

/// A post that was made.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Created {
    /// What the list shows of it.
    pub post: PostSummary,
    /// Why the generator did not fill its archetype, when it failed.
    pub problem: Option<String>,
}

/// What the window needs for its first paint.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Start {
    /// The writer's settings.
    pub settings: Settings,
    /// Where the writer was.
    pub session: Session,
    /// The folder to show, if there is one.
    pub blog: Option<Blog>,
    /// What could not be read of settings, session or folder.
    pub notice: Option<WireError>,
    /// What became of operations that a crash had interrupted, a sentence for each.
    pub recovered: Vec<String>,
    /// Address of the preview frame.
    pub preview_url: String,
}

/// A post opened in the editor.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpenPost {
    /// The document's number in this session.
    pub doc: u32,
    /// Path of the post in the blog.
    pub path: String,
    /// The document's version.
    pub version: u32,
    /// The text, with LF endings; null when it was handed over already.
    pub text: Option<String>,
    /// Why the text cannot be edited, if it cannot.
    pub read_only: Option<String>,
    /// The front matter as a form.
    pub header: galley_core::front_matter::HeaderForm,
    /// The first blocks of the preview of a long post; all of them are there when they are asked for.
    pub top: Option<galley_core::markdown::Whole>,
    /// Words in the body; null of a long post, where they are counted when they are asked for.
    pub words: Option<u32>,
    /// What the editor needs to go on where it was.
    pub resumed: Option<Resumed>,
    /// What could not be read of that.
    pub notice: Option<String>,
}
