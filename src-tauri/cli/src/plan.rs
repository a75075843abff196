//! Plans of changes, as the window has them, without its trash.

use std::path::{Path, PathBuf};

use galley_core::changes::{self, Bin, Outcome, Plan, Token};
use galley_core::disk::{self, Writer, in_place};
use galley_core::{Error, Result};

use crate::complain;

/// Does a plan wholly or not at all. What an earlier call has left half done is taken back before.
///
/// # Errors
/// Those of [`Plan::apply`]; nothing has changed then.
pub fn apply(root: &Path, plan: &Plan) -> Result<()> {
    let journal = folder("cli-operations");
    for left in changes::recover(&journal, &NoTrash)? {
        if matches!(left.outcome, Outcome::TakenBack | Outcome::Partly { .. }) {
            complain(&left.root, &format!("\"{}\" was interrupted and is taken back", left.title));
        }
    }
    plan.apply(root, &journal, &NoTrash).map(drop)
}

/// Writes single files. What an earlier call has left half written is made whole before.
///
/// # Errors
/// Those of [`in_place::recover`].
pub fn writer() -> Result<Writer> {
    let records = folder("cli-rewrites");
    for left in in_place::recover(&records)? {
        if matches!(left.outcome, in_place::Outcome::Completed | in_place::Outcome::PutBack) {
            complain(&left.path, "writing it was interrupted, and it is made whole");
        }
    }
    Ok(Writer::new(records))
}

/// A folder of records: not the window's, whose records may tell of its trash. Where there is no home
/// to write to, a temporary one.
fn folder(name: &str) -> PathBuf {
    let own = dirs::data_local_dir().map(|folder| folder.join("net.galley.editor").join(name));
    let usable = own.filter(|folder| disk::create_folder(folder).is_ok());
    usable.unwrap_or_else(|| std::env::temp_dir().join(format!("galley-{name}")))
}

/// No command removes anything.
struct NoTrash;

impl Bin for NoTrash {
    fn put(&self, path: &Path) -> Result<Token> {
        Err(Error::refused(path, "there is no trash on the command line"))
    }

    fn restore(&self, token: &Token) -> Result<()> {
        Err(Error::refused(&token.0, "there is no trash on the command line"))
    }

    fn find(&self, _path: &Path) -> Option<Token> {
        None
    }
}
