//! Operations on the files of posts: done as one, undone and redone in order.

use std::path::{Path, PathBuf};

use galley_core::changes::{self, Bin, Outcome, Plan, Recovered, Step, Undo};
use galley_core::{Blog, Error};
use serde::Serialize;
use specta::Type;

/// How many operations can be undone.
const MOST: usize = 100;

/// What was done in this session.
#[derive(Debug, Default)]
pub struct History {
    done: Vec<Undo>,
    undone: Vec<Undo>,
}

/// What an operation did.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Done {
    /// In a few words.
    pub title: String,
    /// Files and folders that have another place, by their paths before and after.
    pub moved: Vec<(String, String)>,
    /// The documents of open posts that have another place, with their paths.
    pub documents: Vec<(u32, String)>,
    /// Whether it took an operation back.
    pub undone: bool,
}

/// Where operations are done.
pub struct Desk<'a> {
    /// The blog's folder.
    pub root: PathBuf,
    /// The folder of the records of operations under way.
    pub journal: &'a Path,
    /// The system's trash.
    pub bin: &'a dyn Bin,
}

/// Which way an operation goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The last one is taken back.
    Undo,
    /// The last one that was taken back is done again.
    Redo,
}

impl History {
    /// Does a plan.
    ///
    /// # Errors
    /// Those of [`Plan::apply`]; nothing has changed then.
    pub fn run(&mut self, desk: &Desk<'_>, plan: &Plan) -> Result<Vec<Step>, Error> {
        let undo = plan.apply(&desk.root, desk.journal, desk.bin)?;
        self.undone.clear();
        self.done.push(undo);
        if self.done.len() > MOST {
            self.done.remove(0);
        }
        Ok(plan.steps.clone())
    }

    /// Takes the last operation back or does it again; its title and steps, or `None` when there is
    /// none.
    ///
    /// # Errors
    /// Those of [`Undo::apply`]; the operation stays the last one then.
    pub fn go(&mut self, desk: &Desk<'_>, way: Way) -> Result<Option<(String, Vec<Step>)>, Error> {
        let (from, to) = match way {
            Way::Undo => (&mut self.done, &mut self.undone),
            Way::Redo => (&mut self.undone, &mut self.done),
        };
        let Some(last) = from.last() else { return Ok(None) };
        let steps = last.plan().steps.clone();
        let title = last.title().to_owned();
        let back = last.apply(&desk.root, desk.journal, desk.bin)?;
        from.pop();
        to.push(back);
        Ok(Some((title, steps)))
    }

    /// Another folder was opened: what was done in the one before stays done.
    pub fn forget(&mut self) {
        *self = History::default();
    }
}

/// The places that steps have touched, absolute.
pub fn touched(blog: &Blog, steps: &[Step]) -> Vec<PathBuf> {
    let paths = steps.iter().flat_map(|step| match step {
        Step::Move { from, to } | Step::Copy { from, to, .. } => vec![from, to],
        Step::Write { path, .. }
        | Step::Remove { path }
        | Step::MakeFolder { path, .. }
        | Step::RemoveEmpty { path }
        | Step::Erase { path, .. }
        | Step::Restore { path, .. } => vec![path],
    });
    paths.map(|path| blog.root().join(path)).collect()
}

/// The moves among steps.
pub fn moves(steps: &[Step]) -> Vec<(PathBuf, PathBuf)> {
    let moves = steps.iter().filter_map(|step| match step {
        Step::Move { from, to } => Some((from.clone(), to.clone())),
        _ => None,
    });
    moves.collect()
}

/// Where a file is after these moves, by its path below the root; `None` when it did not move.
pub fn moved(moves: &[(PathBuf, PathBuf)], file: &Path) -> Option<PathBuf> {
    let mut place = file.to_path_buf();
    for (from, to) in moves {
        if let Ok(rest) = place.strip_prefix(from) {
            place = if rest.as_os_str().is_empty() { to.clone() } else { to.join(rest) };
        }
    }
    (place != file).then_some(place)
}

/// Takes back what a crash has left half done; what became of it, a sentence for each operation.
pub fn recovered(journal: &Path, bin: &dyn Bin) -> Vec<String> {
    match changes::recover(journal, bin) {
        Ok(all) => all.iter().filter_map(sentence).collect(),
        Err(error) => vec![format!("What was under way at the last end cannot be looked at: {error}.")],
    }
}

fn sentence(recovered: &Recovered) -> Option<String> {
    let Recovered { title, root, outcome } = recovered;
    Some(match outcome {
        Outcome::Completed => return None,
        Outcome::TakenBack => {
            format!("Galley ended during \"{title}\". All files are as they were before it.")
        }
        Outcome::Waiting => {
            format!("\"{title}\" was interrupted and waits until {} is there again.", root.display())
        }
        Outcome::Partly { left, kept } => {
            let left: Vec<String> = left.iter().map(ToString::to_string).collect();
            let left = left.join("; ");
            format!(
                "\"{title}\" was interrupted and could not be taken back whole: {left}. What it replaced is kept in {}.",
                kept.display()
            )
        }
        Outcome::Unreadable { kept, .. } => {
            format!("A record of an interrupted operation cannot be read; it is kept in {}.", kept.display())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_follows_its_folder_and_its_own_moves() {
        let moves = [("a", "b"), ("b/x.md", "c.md")].map(|(from, to)| (from.into(), to.into()));
        let place = |file: &str| moved(&moves, Path::new(file)).map(|place| place.display().to_string());
        assert_eq!(place("a/y.md").as_deref(), Some("b/y.md"));
        assert_eq!(place("a/x.md").as_deref(), Some("c.md"));
        assert_eq!(place("ab/x.md"), None);
    }
}
