//! One plan of changes to files: shown before, applied as one, undone as one.
//!
//! A [`Plan`] is steps, each by paths below the blog's root. [`Plan::check`] says what stands
//! against it before anything is touched; [`Plan::apply`] does all of it or nothing, and gives the
//! [`Undo`], which is a plan again. Before the first step a record is written into a folder outside
//! the blog; after a crash [`recover`] takes back from it what was half done.
//!
//! How a step is taken back does not depend on how far it came (`act`): so a failure, a kill and a
//! power cut, also one while taking back, all end in the same tree.

mod act;
mod codec;
mod names;
mod obstacle;
mod overlay;
mod print;
mod record;
mod recover;
mod survey;

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::disk::Expected;
use crate::error::{At, Error, Result};
use act::{Act, Place};
pub use obstacle::{Obstacle, Reason};
pub use print::Print;
use record::Record;
pub use recover::{Outcome, Recovered, recover};
use survey::Names;

/// Changes to the files of one blog that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What it does, in the writer's words: `Rename "Old title"`.
    pub title: String,
    /// The steps, in order; each finds what those before it have left.
    pub steps: Vec<Step>,
}

/// One change. Paths are below the blog's root; folders that are missing on the way to a new name
/// are created, and go again with the undo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Writes a file whole, through a symbolic link if there is one.
    Write {
        /// The file.
        path: PathBuf,
        /// What it must hold now.
        expected: Expected,
        /// What it shall hold.
        bytes: Vec<u8>,
        /// The time of its last change to give it; `None` for now.
        modified: Option<SystemTime>,
    },
    /// Gives a file, link or folder another name, which must be free. A name that differs only in
    /// case or in its Unicode form is another name, whatever the file system thinks.
    Move {
        /// What is moved.
        from: PathBuf,
        /// Its new place.
        to: PathBuf,
    },
    /// Copies a file or a whole folder to a free name, symbolic links as links.
    Copy {
        /// What is copied.
        from: PathBuf,
        /// The place of the copy.
        to: PathBuf,
        /// What must be there to copy; `None` for whatever is.
        expected: Option<Print>,
    },
    /// Puts a file, link or folder into the system's trash.
    Remove {
        /// What is removed.
        path: PathBuf,
    },
    /// Creates a folder. It is created with any step that needs it, too.
    MakeFolder {
        /// The folder.
        path: PathBuf,
        /// Its permissions where the system has them; `None` for the usual ones.
        mode: Option<u32>,
    },
    /// Removes a folder that is empty, such as the bundle whose last file has moved out.
    RemoveEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// Removes, past the trash, what a plan has made: the undo of writing a new file and of copying.
    Erase {
        /// What is removed.
        path: PathBuf,
        /// What must still be there.
        print: Print,
        /// The step that made it.
        again: Box<Step>,
    },
    /// Takes something out of the trash: the undo of [`Step::Remove`].
    Restore {
        /// Where it was.
        path: PathBuf,
        /// What the trash calls it.
        token: Token,
    },
}

/// What a [`Bin`] calls one thing that was put into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token(pub String);

/// The system's trash. Paths are absolute.
pub trait Bin {
    /// Puts the file, link or folder at `path` into the trash.
    ///
    /// # Errors
    /// Any, when the trash refuses, as on many network drives; `path` is untouched then.
    fn put(&self, path: &Path) -> Result<Token>;

    /// Takes something out again, to the place it was at.
    ///
    /// # Errors
    /// Any, when it is not in the trash any more or its place is taken.
    fn restore(&self, token: &Token) -> Result<()>;

    /// What was put last from `path`, if that is still in the trash. Asked when a crash or a restored
    /// and removed file has made a token unknown.
    fn find(&self, path: &Path) -> Option<Token>;
}

impl Plan {
    /// What stands against the plan, in the order of its steps, without touching anything. `root` is
    /// the blog's folder.
    pub fn check(&self, root: &Path) -> Vec<Obstacle> {
        self.obstacles(root, Names::New)
    }

    fn obstacles(&self, root: &Path, names: Names) -> Vec<Obstacle> {
        match root.canonicalize() {
            Ok(root) => survey::survey(&root, &self.steps, names).obstacles,
            Err(_) => vec![Obstacle { path: PathBuf::new(), reason: Reason::Gone }],
        }
    }

    /// Does the whole plan or nothing, and gives the way back. `journal` is a folder outside the blog
    /// in which the record of the plan lies while it is under way.
    ///
    /// # Errors
    /// [`Error::Changed`] or [`Error::Refused`] with the first obstacle; [`Error::TakenBack`] when a
    /// step failed. In all of these nothing was changed. [`Error::HalfDone`] when a step failed and an
    /// earlier one could not be taken back.
    pub fn apply(&self, root: &Path, journal: &Path, bin: &dyn Bin) -> Result<Undo> {
        self.apply_by(root, journal, bin, Names::New)
    }

    fn apply_by(&self, root: &Path, journal: &Path, bin: &dyn Bin, names: Names) -> Result<Undo> {
        let root = root.canonicalize().at("read", root)?;
        let survey = survey::survey(&root, &self.steps, names);
        if let Some(obstacle) = survey.obstacles.first() {
            return Err(obstacle.error(&root));
        }
        let mut record = Record::create(journal, &self.title, &root, &survey.acts)?;
        let mark = record.mark();
        let place = Place { root: &root, mark: &mark, bin };
        let mut back = Vec::new();
        for (index, act) in survey.acts.iter().enumerate() {
            let done = record.begin(index).and_then(|()| act.perform(&place, index));
            match done {
                Ok(inverse) => back.push(inverse),
                // It was done, and may not last.
                Err(cause @ Error::Unconfirmed { .. }) => {
                    return Err(take_back(record, &survey.acts[..=index], &place, cause, None));
                }
                Err(cause) => {
                    let cleaned = act.clean(&place, index);
                    return Err(take_back(record, &survey.acts[..index], &place, cause, cleaned.err()));
                }
            }
        }
        if let Err(cause) = record.commit() {
            return Err(take_back(record, &survey.acts, &place, cause, None));
        }
        // All is done, so what fails from here on is left to `recover`.
        let cleared: Result<()> =
            survey.acts.iter().enumerate().try_for_each(|(index, act)| act.clear(&place, index));
        if cleared.is_ok() {
            let _ = record.remove();
        }
        back.reverse();
        Ok(Undo(Plan { title: self.title.clone(), steps: back }))
    }
}

/// The way back from a plan that was applied; applying it gives the way forward again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undo(Plan);

impl Undo {
    /// The title of the plan that it undoes.
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// The steps it takes, to be shown.
    pub fn plan(&self) -> &Plan {
        &self.0
    }

    /// What stands against it: files that were written again since, names that are taken now.
    pub fn check(&self, root: &Path) -> Vec<Obstacle> {
        self.0.obstacles(root, Names::Back)
    }

    /// Undoes the whole plan or nothing of it. A moved file that was written again is moved back with
    /// what it holds now; a written file that was written again stands against the undo.
    ///
    /// # Errors
    /// As [`Plan::apply`].
    pub fn apply(&self, root: &Path, journal: &Path, bin: &dyn Bin) -> Result<Undo> {
        self.0.apply_by(root, journal, bin, Names::Back)
    }
}

/// Takes back `acts`, all done, after `cause` and perhaps after another failure, `worse`.
fn take_back(
    mut record: Record,
    acts: &[Act],
    place: &Place<'_>,
    cause: Error,
    worse: Option<Error>,
) -> Error {
    let mut left = recover::take_back(&mut record, acts, acts.len(), place);
    left.extend(worse);
    let cause = Box::new(cause);
    match left.first() {
        None => {
            let _ = record.remove();
            Error::TakenBack { cause }
        }
        Some(error) => Error::HalfDone { cause, left: error.to_string() },
    }
}
