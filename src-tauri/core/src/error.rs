//! The errors of the core: each names its path and maps to one closed [`ErrorKind`].

use std::io;
use std::path::{Path, PathBuf};

/// What went wrong, as far as a caller can act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum ErrorKind {
    /// The file or folder is not there (any more).
    NotFound,
    /// The system does not let us read or write there.
    PermissionDenied,
    /// The disk or the quota is full; nothing was changed.
    DiskFull,
    /// The disk can only be read; nothing was changed.
    ReadOnlyDisk,
    /// The disk does not answer, as when a drive was pulled out or a network is gone, or reports that it
    /// is failing; nothing was changed.
    DiskGone,
    /// The file was written, and the disk does not confirm that it will last.
    Unconfirmed,
    /// The file is damaged; what it held is kept and put back at the next start.
    HalfWritten,
    /// The path is not a folder, nor a post inside one.
    NotAFolder,
    /// The file is not UTF-8 text, so it is never written.
    NotUtf8,
    /// The file on disk is not the one that was read.
    Changed,
    /// An edit that could not be proved lossless, or a request that makes no sense.
    Refused,
    /// The window and the core hold different texts of a document.
    OutOfSync,
    /// Any other failure of the system.
    Io,
    /// A mistake in Galley itself; what was asked for was not done.
    Internal,
}

/// An error of the core. The text says what, where and, where it helps, what now.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A failed system call on `path`.
    #[error("cannot {action} {}: {}", path.display(), explain(source))]
    Io {
        /// What was tried: `read`, `write`, `watch`, ...
        action: &'static str,
        /// The file or folder it was tried on.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// The file's bytes are not UTF-8.
    #[error("{} is {found}, not UTF-8; it is shown read-only", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// What the bytes look like, such as `UTF-16 text`.
        found: &'static str,
    },
    /// The path is neither a folder nor a file in one.
    #[error("{} is not a folder of posts", path.display())]
    NotAFolder {
        /// The path as given.
        path: PathBuf,
    },
    /// Another program changed the file since it was read.
    #[error("{} was changed by another program since it was read; nothing was written", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The file was replaced, and the system could not make that last. It is whole: after a power cut it
    /// has the new bytes or the old ones.
    #[error("{} was written, but the disk does not confirm that it will last: {}", path.display(), explain(source))]
    Unconfirmed {
        /// The file.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// A file that is written in place was damaged by a failure on the way, and could not be put back.
    #[error(
        "cannot write {}, which is damaged now: {}; what it held is kept in {} and put back at the next start",
        path.display(), explain(source), kept.display()
    )]
    HalfWritten {
        /// The file.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
        /// The record with the old and the new bytes.
        kept: PathBuf,
    },
    /// The request was understood and refused.
    #[error("{}: {reason}", path.display())]
    Refused {
        /// The file it would have changed.
        path: PathBuf,
        /// Why, as a sentence without a full stop.
        reason: String,
    },
    /// A plan of changes that failed on the way and was taken back.
    #[error("{cause}; nothing was changed")]
    TakenBack {
        /// What went wrong.
        cause: Box<Error>,
    },
    /// A plan of changes that failed on the way, and part of which could not be taken back. Its
    /// record is kept, and taking it back is tried again by [`recover`](crate::changes::recover).
    #[error("{cause}; and what was done before could not be taken back: {left}")]
    HalfDone {
        /// What went wrong.
        cause: Box<Error>,
        /// What is left, as a sentence without a full stop.
        left: String,
    },
    /// The window's text is not the core's.
    #[error("the window's text of {} is ahead of the core's", path.display())]
    OutOfSync {
        /// The post.
        path: PathBuf,
    },
}

/// The result of a core operation.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// The closed kind that callers act on.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Error::Io { source, .. } => kind_of(source),
            Error::Unconfirmed { .. } => ErrorKind::Unconfirmed,
            Error::HalfWritten { .. } => ErrorKind::HalfWritten,
            Error::NotUtf8 { .. } => ErrorKind::NotUtf8,
            Error::NotAFolder { .. } => ErrorKind::NotAFolder,
            Error::Changed { .. } => ErrorKind::Changed,
            Error::TakenBack { cause } | Error::HalfDone { cause, .. } => cause.kind(),
            Error::Refused { .. } => ErrorKind::Refused,
            Error::OutOfSync { .. } => ErrorKind::OutOfSync,
        }
    }

    /// The path that the error is about.
    pub fn path(&self) -> &Path {
        match self {
            Error::Io { path, .. }
            | Error::NotUtf8 { path, .. }
            | Error::Unconfirmed { path, .. }
            | Error::HalfWritten { path, .. }
            | Error::NotAFolder { path }
            | Error::Changed { path }
            | Error::Refused { path, .. }
            | Error::OutOfSync { path } => path,
            Error::TakenBack { cause } | Error::HalfDone { cause, .. } => cause.path(),
        }
    }

    /// A refusal of a change to `path`.
    pub fn refused(path: impl Into<PathBuf>, reason: impl Into<String>) -> Error {
        Error::Refused { path: path.into(), reason: reason.into() }
    }
}

/// Gives a system error its path and the attempted action.
pub(crate) trait At<T> {
    /// Fails with [`Error::Io`] naming `action` and `path`.
    fn at(self, action: &'static str, path: &Path) -> Result<T>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, action: &'static str, path: &Path) -> Result<T> {
        self.map_err(|source| Error::Io { action, path: path.to_path_buf(), source })
    }
}

fn kind_of(error: &io::Error) -> ErrorKind {
    use io::ErrorKind as Io;
    match error.kind() {
        Io::NotFound => ErrorKind::NotFound,
        Io::PermissionDenied => ErrorKind::PermissionDenied,
        Io::ReadOnlyFilesystem => ErrorKind::ReadOnlyDisk,
        Io::StaleNetworkFileHandle | Io::NotConnected | Io::HostUnreachable | Io::TimedOut => {
            ErrorKind::DiskGone
        }
        _ if is_failing(error) => ErrorKind::DiskGone,
        Io::StorageFull | Io::QuotaExceeded | Io::FileTooLarge => ErrorKind::DiskFull,
        Io::NotADirectory => ErrorKind::NotAFolder,
        _ => ErrorKind::Io,
    }
}

fn explain(error: &io::Error) -> String {
    use io::ErrorKind as Io;
    match error.kind() {
        Io::NotFound => "it is not there".into(),
        Io::PermissionDenied => "permission denied".into(),
        Io::ReadOnlyFilesystem => "the disk is read-only".into(),
        Io::StorageFull => "the disk is full".into(),
        Io::QuotaExceeded => "your quota on this disk is used up".into(),
        Io::StaleNetworkFileHandle | Io::NotConnected | Io::HostUnreachable | Io::TimedOut => {
            "the disk or the network does not answer".into()
        }
        _ if is_failing(error) => "the disk reports a failure".into(),
        _ => error.to_string(),
    }
}

/// EIO and ENODEV, for which the standard library has no name.
fn is_failing(error: &io::Error) -> bool {
    cfg!(unix) && matches!(error.raw_os_error(), Some(5 | 19))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_io_error_names_its_action_and_path() {
        let failed: io::Result<()> = Err(io::Error::from(io::ErrorKind::StorageFull));
        let error = failed.at("write", Path::new("posts/a.md")).expect_err("it failed");
        assert_eq!(error.to_string(), "cannot write posts/a.md: the disk is full");
        assert_eq!(error.kind(), ErrorKind::DiskFull);
        assert_eq!(error.path(), Path::new("posts/a.md"));
    }
}
