//! Plans of changes, as the window has them, without its trash.

use std::path::{Path, PathBuf};

use galley_core::changes::{self, Bin, Outcome, Plan, Token};
use galley_core::{Error, Result, disk};

use crate::complain;

/// Does a plan wholly or not at all. What an earlier call has left half done is taken back before.
///
/// # Errors
/// Those of [`Plan::apply`]; nothing has changed then.
pub fn apply(root: &Path, plan: &Plan) -> Result<()> {
    let journal = journal();
    for left in changes::recover(&journal, &NoTrash)? {
        if matches!(left.outcome, Outcome::TakenBack | Outcome::Partly { .. }) {
            complain(&left.root, &format!("\"{}\" was interrupted and is taken back", left.title));
        }
    }
    plan.apply(root, &journal, &NoTrash).map(drop)
}

/// The folder of the records: not the window's, whose records may tell of its trash. Where there is
/// no home to write to, a temporary one.
fn journal() -> PathBuf {
    let own = dirs::data_local_dir().map(|folder| folder.join("net.galley.editor/cli-operations"));
    let usable = own.filter(|folder| disk::create_folder(folder).is_ok());
    usable.unwrap_or_else(|| std::env::temp_dir().join("galley-cli-operations"))
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
