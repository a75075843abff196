//! What stands against a plan.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// One thing that stands against a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// Where, below the blog's root.
    pub path: PathBuf,
    /// What.
    pub reason: Reason,
}

/// Why a step cannot be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Something has this name already.
    Taken,
    /// Something has a name that only differs in case or Unicode form, and is the same name on other
    /// systems.
    TakenBy(String),
    /// What the step needs is not there.
    Gone,
    /// It is not what was read.
    Changed,
    /// Nothing can be created in this folder, or removed from it.
    NotWritable,
    /// A file is where a folder is needed, or the other way round.
    WrongKind,
    /// The folder holds something.
    NotEmpty,
    /// The plan writes it and then removes or copies it, which could not be undone; a plan copies
    /// first, and does not write what it removes.
    InPlan,
    /// A folder cannot be moved or copied into itself.
    IntoItself,
    /// The path leads out of the blog.
    Outside,
    /// It cannot be read; the system's answer.
    Unreadable(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Taken => f.write_str("there is something of this name already"),
            Reason::TakenBy(name) => {
                write!(f, "“{name}” is there already, which is the same name on other systems")
            }
            Reason::Gone => f.write_str("it is not there any more"),
            Reason::Changed => f.write_str("it was changed by another program since it was read"),
            Reason::NotWritable => f.write_str("the folder cannot be written"),
            Reason::WrongKind => f.write_str("it is not the kind of file or folder that is needed here"),
            Reason::NotEmpty => f.write_str("the folder holds other files"),
            Reason::InPlan => f.write_str("another step of the plan changes it before"),
            Reason::IntoItself => f.write_str("a folder cannot be put into itself"),
            Reason::Outside => f.write_str("it is outside the blog"),
            Reason::Unreadable(why) => write!(f, "it cannot be read: {why}"),
        }
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

impl Obstacle {
    pub(super) fn error(&self, root: &Path) -> Error {
        let path = root.join(&self.path);
        match self.reason {
            Reason::Changed => Error::Changed { path },
            _ => Error::refused(path, format!("{}; nothing was changed", self.reason)),
        }
    }
}
