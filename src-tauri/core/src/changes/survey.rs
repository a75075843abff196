//! A look over a plan before anything is touched: what stands against it, and each step with what is
//! needed to take it back.

use std::fs;
use std::path::{Path, PathBuf};

use super::act::{Act, Old};
use super::names::{folded, is_below, stays_inside};
use super::overlay::{Found, Overlay};
use super::{Obstacle, Print, Reason, Step};
use crate::disk::{self, Expected, Revision};

/// What a look over a plan has found. The acts are only whole when there are no obstacles.
pub(super) struct Survey {
    pub acts: Vec<Act>,
    pub obstacles: Vec<Obstacle>,
}

/// Which names count as free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// Those that are free on every system.
    New,
    /// Also those that were there before, beside others that only differ in case or Unicode form, where
    /// this system tells them apart: the way back gives every name again.
    Back,
}

/// Looks over `steps` on the tree below `root`, which is canonical.
pub(super) fn survey(root: &Path, steps: &[Step], names: Names) -> Survey {
    let mut look = Look { root, names, tree: Overlay::new(root), acts: Vec::new() };
    let mut obstacles = Vec::new();
    for step in steps {
        if let Err(obstacle) = look.step(step)
            && !obstacles.contains(&obstacle)
        {
            obstacles.push(obstacle);
        }
    }
    Survey { acts: look.acts, obstacles }
}

struct Look<'a> {
    root: &'a Path,
    names: Names,
    tree: Overlay<'a>,
    acts: Vec<Act>,
}

type Looked<T = ()> = Result<T, Obstacle>;

impl<'a> Look<'a> {
    fn step(&mut self, step: &'a Step) -> Looked {
        match step {
            Step::Write { path, expected, bytes, modified } => {
                self.inside(path)?;
                let old = self.old(path)?;
                match (&old, expected) {
                    (Some(_), Expected::Absent) => return stop(path, Reason::Taken),
                    (None, Expected::Revision(_)) => return stop(path, Reason::Gone),
                    (Some(old), Expected::Revision(revision)) if Revision::of(&old.bytes) != *revision => {
                        return stop(path, Reason::Changed);
                    }
                    (None, _) => self.free(path, None)?,
                    _ => self.writable(path)?,
                }
                if old.as_ref().is_none_or(|old| old.bytes != *bytes) {
                    let (path, bytes) = (path.clone(), bytes.clone());
                    self.acts.push(Act::Write { path, old, bytes, modified: *modified });
                }
                self.tree.write(path, bytes);
            }
            Step::Move { from, to } => {
                self.source(from)?;
                self.writable(from)?;
                self.not_into_itself(from, to)?;
                self.free(to, Some(from))?;
                self.acts.push(Act::Move { from: from.clone(), to: to.clone() });
                self.tree.rename(from, to);
            }
            Step::Copy { from, to, expected } => {
                self.source(from)?;
                self.not_into_itself(from, to)?;
                let print = self.print(from)?;
                if expected.is_some_and(|expected| print.is_some_and(|print| print != expected)) {
                    return stop(from, Reason::Changed);
                }
                let Some(print) = print else { return stop(from, Reason::InPlan) };
                self.free(to, None)?;
                self.acts.push(Act::Copy { from: from.clone(), to: to.clone(), print });
                self.tree.copy(from, to);
            }
            Step::Remove { path } => {
                self.source(path)?;
                self.writable(path)?;
                if self.tree.is_written(path) {
                    return stop(path, Reason::InPlan);
                }
                self.acts.push(Act::Remove { path: path.clone() });
                self.tree.remove(path);
            }
            Step::MakeFolder { path, mode } => {
                self.free(path, None)?;
                self.acts.push(Act::MakeFolder { path: path.clone(), mode: *mode });
                self.tree.make_folder(path.clone());
            }
            Step::RemoveEmpty { path } => {
                self.source(path)?;
                self.writable(path)?;
                if !self.tree.is_folder(path) {
                    return stop(path, Reason::WrongKind);
                }
                if !self.tree.names(path).is_empty() {
                    return stop(path, Reason::NotEmpty);
                }
                self.acts.push(Act::RemoveEmpty { path: path.clone(), mode: self.mode(path) });
                self.tree.remove(path);
            }
            Step::Erase { path, print, again } => {
                self.source(path)?;
                self.writable(path)?;
                if self.print(path)?.is_some_and(|found| found != *print) {
                    return stop(path, Reason::Changed);
                }
                let again = Some(again.clone());
                self.acts.push(Act::Erase { path: path.clone(), print: *print, again });
                self.tree.remove(path);
            }
            Step::Restore { path, token } => {
                self.free(path, None)?;
                self.acts.push(Act::Restore { path: path.clone(), token: token.clone() });
                self.tree.restore(path);
            }
        }
        Ok(())
    }

    /// What a write to `path` replaces.
    fn old(&self, path: &Path) -> Looked<Option<Old>> {
        match self.tree.find(path) {
            Found::Absent => Ok(None),
            Found::Written(bytes) => Ok(Some(Old { bytes: bytes.to_vec(), modified: None })),
            Found::Folder => stop(path, Reason::WrongKind),
            Found::Restored => stop(path, Reason::InPlan),
            Found::Disk(disk) => {
                // A write follows links, which must not lead out, nor to nothing.
                match disk.canonicalize() {
                    Ok(real) if !real.starts_with(self.root) => return stop(path, Reason::Outside),
                    Ok(real) if !real.is_file() => return stop(path, Reason::WrongKind),
                    Ok(_) => {}
                    Err(error) => return stop(path, Reason::Unreadable(error.to_string())),
                }
                let bytes = disk::read(&disk)
                    .map_err(|error| obstacle(path, Reason::Unreadable(error.to_string())))?;
                let modified = fs::metadata(&disk).and_then(|metadata| metadata.modified()).ok();
                Ok(Some(Old { bytes, modified }))
            }
        }
    }

    /// What is at `path`; `None` when the plan itself changes it.
    fn print(&self, path: &Path) -> Looked<Option<Print>> {
        match self.tree.find(path) {
            Found::Written(bytes) => Ok(Some(Print::of_file(bytes))),
            Found::Disk(disk) if self.tree.is_as_on_disk(path, &disk) => match Print::of(&disk) {
                Ok(print) => Ok(Some(print)),
                Err(error) => stop(path, Reason::Unreadable(error.to_string())),
            },
            _ => Ok(None),
        }
    }

    fn inside(&self, path: &Path) -> Looked {
        if is_below(path) && stays_inside(self.root, &self.root.join(path)) {
            Ok(())
        } else {
            stop(path, Reason::Outside)
        }
    }

    fn source(&self, path: &Path) -> Looked {
        self.inside(path)?;
        if self.tree.exists(path) { Ok(()) } else { stop(path, Reason::Gone) }
    }

    fn not_into_itself(&self, from: &Path, to: &Path) -> Looked {
        if to != from && to.starts_with(from) { stop(to, Reason::IntoItself) } else { Ok(()) }
    }

    /// Makes sure that `path` can be created: its name is free on every system, and its folders are
    /// there or made. `leaving` is what gives up its own name in the same step.
    fn free(&mut self, path: &Path, leaving: Option<&Path>) -> Looked {
        self.inside(path)?;
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            return stop(path, Reason::Outside);
        };
        if !self.tree.is_folder(parent) {
            if self.tree.exists(parent) {
                return stop(parent, Reason::WrongKind);
            }
            self.free(parent, None)?;
            self.acts.push(Act::MakeFolder { path: parent.to_path_buf(), mode: None });
            self.tree.make_folder(parent.to_path_buf());
        }
        let wanted = folded(name);
        for other in self.tree.names(parent) {
            if other == name {
                return stop(path, Reason::Taken);
            }
            let is_apart = self.names == Names::Back && self.root.join(path).symlink_metadata().is_err();
            if folded(&other) == wanted && leaving != Some(&parent.join(&other)) && !is_apart {
                return stop(path, Reason::TakenBy(other.to_string_lossy().into_owned()));
            }
        }
        self.writable(path)
    }

    /// Makes sure that names can be added to and removed from the folder of `path`.
    fn writable(&self, path: &Path) -> Looked {
        let parent = path.parent().unwrap_or(Path::new(""));
        let folder = match self.tree.find(parent) {
            Found::Disk(folder) => folder,
            _ if parent.as_os_str().is_empty() => self.root.to_path_buf(),
            _ => return Ok(()),
        };
        if can_write(&folder) { Ok(()) } else { stop(parent, Reason::NotWritable) }
    }

    #[cfg(unix)]
    fn mode(&self, path: &Path) -> Option<u32> {
        use std::os::unix::fs::PermissionsExt;
        let Found::Disk(disk) = self.tree.find(path) else { return None };
        fs::symlink_metadata(disk).ok().map(|found| found.permissions().mode() & 0o7777)
    }

    #[cfg(not(unix))]
    fn mode(&self, _: &Path) -> Option<u32> {
        None
    }
}

#[cfg(unix)]
fn can_write(folder: &Path) -> bool {
    use rustix::fs::{Access, access};
    access(folder, Access::WRITE_OK | Access::EXEC_OK).is_ok()
}

#[cfg(not(unix))]
fn can_write(folder: &Path) -> bool {
    fs::metadata(folder).is_ok_and(|found| !found.permissions().readonly())
}

fn obstacle(path: &Path, reason: Reason) -> Obstacle {
    Obstacle { path: PathBuf::from(path), reason }
}

fn stop<T>(path: &Path, reason: Reason) -> Looked<T> {
    Err(obstacle(path, reason))
}
