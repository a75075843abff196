//! `draft`: posts become drafts or are published, each by its generator's way.

use std::path::{Path, PathBuf};

use galley_clock::now;
use galley_core::blog::relative;
use galley_core::site::State as Standing;
use galley_core::{Blog, Error, Generator, Opened, Operation, Result};

use crate::arguments::State;
use crate::sites::Sites;
use crate::{Outcome, complain, edit, plan, print, reason};

/// Runs `draft`.
pub fn run(files: &[PathBuf], state: State, dry_run: bool) -> Outcome {
    let mut outcome = Outcome::Done;
    let mut sites = Sites::default();
    let mut blog = None;
    for file in files {
        let by_place = matches!(sites.generator(file), Generator::Jekyll | Generator::Hexo);
        let moved = if by_place { by_move(&mut blog, file, state, dry_run) } else { Ok(false) };
        match moved {
            Ok(true) => {}
            Ok(false) if edit::draft(std::slice::from_ref(file), state, dry_run) == Outcome::Done => {}
            Ok(false) => outcome = Outcome::Refused,
            Err(error) => {
                complain(file, &reason(&error));
                outcome = Outcome::Refused;
            }
        }
    }
    outcome
}

/// Moves a post to where its generator looks for drafts or posts, and prints where it went; false
/// when a line of its header says what it is.
fn by_move(open: &mut Option<Blog>, file: &Path, state: State, dry_run: bool) -> Result<bool> {
    let Some((blog, path)) = opened(open, file)? else { return Ok(false) };
    let Some(post) = blog.post(&path).filter(|post| post.moves) else { return Ok(false) };
    let on = match state {
        State::On => true,
        State::Off => false,
        State::Toggle => post.state != Standing::Draft,
    };
    let proposal = blog.propose(&Operation::Draft { paths: vec![path], on }, now())?;
    let Some((_, to)) = proposal.shown.moved.first() else {
        // A draft already, or no header edit that changes anything.
        return Ok(proposal.plan.steps.is_empty());
    };
    let to = shown(&blog.root().join(to));
    if dry_run {
        print(&format!("{} -> {to}\n", file.display()));
        return Ok(true);
    }
    plan::apply(blog.root(), &proposal.plan)?;
    print(&format!("{to}\n"));
    let paths = proposal.shown.moved.iter().flat_map(|(from, to)| [from, to]);
    let paths: Vec<PathBuf> = paths.map(|path| blog.root().join(path)).collect();
    blog.refresh(&paths, now());
    Ok(true)
}

/// The blog that the file is in, opened once, with the file's path in it; `None` for a file that is
/// no part of it.
fn opened<'b>(open: &'b mut Option<Blog>, file: &Path) -> Result<Option<(&'b mut Blog, String)>> {
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
    let folder = absolute.parent().and_then(|folder| folder.canonicalize().ok());
    let (Some(folder), Some(name)) = (folder, absolute.file_name()) else { return Ok(None) };
    let place = folder.join(name);
    if open.as_ref().and_then(|blog| relative(blog.root(), &place)).is_none() {
        let Opened { blog, .. } = Blog::open(&folder, None, now())?;
        *open = Some(blog);
    }
    let Some(blog) = open.as_mut() else { return Ok(None) };
    let Some(path) = relative(blog.root(), &place) else { return Ok(None) };
    if !place.exists() {
        return Err(Error::refused(file, "it is not there"));
    }
    Ok(Some((blog, path)))
}

/// A file from the current folder on, where it is below it.
fn shown(file: &Path) -> String {
    let here = std::env::current_dir().and_then(|folder| folder.canonicalize()).ok();
    let below = here.and_then(|here| file.strip_prefix(here).map(Path::to_path_buf).ok());
    below.unwrap_or_else(|| file.to_path_buf()).display().to_string()
}
