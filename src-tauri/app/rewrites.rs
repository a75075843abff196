//! What a crash left of saves is put right at the start.

use std::path::{Path, PathBuf};

use galley_core::disk::in_place::{self, Outcome, Recovered};

/// Where the records of rewrites in place are, beside those of operations.
pub fn folder(operations: &Path) -> PathBuf {
    operations.with_file_name("rewrites")
}

/// Makes files whole that a crash interrupted; what became of each, a sentence for those that the
/// writer should know of.
pub fn recovered(folder: &Path) -> Vec<String> {
    match in_place::recover(folder) {
        Ok(all) => all.iter().filter_map(sentence).collect(),
        Err(error) => vec![format!("What was being saved at the last end cannot be looked at: {error}.")],
    }
}

fn sentence(recovered: &Recovered) -> Option<String> {
    let path = recovered.path.display();
    Some(match &recovered.outcome {
        Outcome::Written | Outcome::AsBefore | Outcome::Waiting { error: None } => return None,
        Outcome::Completed => format!("Saving {path} was interrupted half-way, and is completed now."),
        Outcome::PutBack => format!("Saving {path} was interrupted half-way. It is as it was before."),
        Outcome::Waiting { error: Some(error) } => {
            format!("Saving {path} was interrupted, and cannot be completed yet: {error}.")
        }
        Outcome::Changed { kept } => format!(
            "Saving {path} was interrupted, and the file was changed since. Its texts of then are kept in {}.",
            kept.display()
        ),
        Outcome::Unreadable { kept } => {
            format!("A record of an interrupted save cannot be read; it is kept in {}.", kept.display())
        }
    })
}
