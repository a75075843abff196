//! The system's trash.

use std::path::Path;

use galley_core::Error;
use galley_core::changes::{Bin, Token};

/// The trash of the desktop: the freedesktop.org one, the Recycle Bin, or the Finder's.
#[derive(Debug)]
pub struct SystemTrash;

impl Bin for SystemTrash {
    fn put(&self, path: &Path) -> Result<Token, Error> {
        let refused = |error: trash::Error| {
            Error::refused(path, format!("the system's trash does not take it: {}", reason(&error)))
        };
        trash::delete(path).map_err(refused)?;
        Ok(self.find(path).unwrap_or(Token(String::new())))
    }

    fn restore(&self, token: &Token) -> Result<(), Error> {
        listed::restore(token)
    }

    fn find(&self, path: &Path) -> Option<Token> {
        listed::last_from(path)
    }
}

fn reason(error: &trash::Error) -> String {
    match error {
        trash::Error::Unknown { description } | trash::Error::Os { description, .. } => description.clone(),
        other => other.to_string(),
    }
}

/// Where the system lets a program look into the trash.
#[cfg(not(target_os = "macos"))]
mod listed {
    use std::path::Path;

    use galley_core::Error;
    use galley_core::changes::Token;
    use trash::TrashItem;
    use trash::os_limited::{list, restore_all};

    pub fn last_from(path: &Path) -> Option<Token> {
        let items = list().unwrap_or_default();
        let from_there = items.into_iter().filter(|item| item.original_path() == path);
        let last = from_there.max_by(|a, b| (a.time_deleted, &a.id).cmp(&(b.time_deleted, &b.id)))?;
        Some(token(&last))
    }

    pub fn restore(wanted: &Token) -> Result<(), Error> {
        let items = list().unwrap_or_default();
        let Some(item) = items.into_iter().find(|item| token(item) == *wanted) else {
            return Err(Error::refused(&wanted.0, "it is no longer in the trash"));
        };
        let place = item.original_path();
        restore_all([item]).map_err(|error| Error::refused(&place, super::reason(&error)))
    }

    fn token(item: &TrashItem) -> Token {
        Token(item.id.to_string_lossy().into_owned())
    }
}

/// The Finder alone takes things out of its trash.
#[cfg(target_os = "macos")]
mod listed {
    use std::path::Path;

    use galley_core::Error;
    use galley_core::changes::Token;

    pub fn last_from(_: &Path) -> Option<Token> {
        None
    }

    pub fn restore(token: &Token) -> Result<(), Error> {
        Err(Error::refused(&token.0, "take it out of the Trash in the Finder"))
    }
}
