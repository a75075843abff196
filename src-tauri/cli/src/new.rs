//! `new` and `slug`.

use std::path::{Path, PathBuf};

use galley_clock::now;
use galley_core::{Blog, Made, Memory, NewPost, Opened, Permission, Program, Result, slug as slugs};

use crate::{Outcome, complain, plan, print, reason};

/// Runs `new`.
pub fn run(folder: &Path, title: &str, slug: Option<&str>, published: bool, run_code: bool) -> Outcome {
    if !slug.unwrap_or(title).chars().any(char::is_alphanumeric) {
        complain(folder, &format!("the title \"{title}\" gives no slug; name one with --slug"));
        return Outcome::Refused;
    }
    let (title, slug) = (title.to_owned(), slug.map(str::to_owned));
    let wish = NewPost { title, slug, draft: !published, ..NewPost::default() };
    match create(folder, wish, run_code) {
        Ok(file) => {
            let root = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
            let shown = file.strip_prefix(&root).map_or(file.clone(), |below| folder.join(below));
            print(&format!("{}\n", shown.display()));
            Outcome::Done
        }
        Err(error) => {
            complain(folder, &reason(&error));
            Outcome::Refused
        }
    }
}

fn create(folder: &Path, wish: NewPost, run_code: bool) -> Result<PathBuf> {
    let Opened { mut blog, folder: section, .. } = Blog::open(folder, None, now())?;
    let wish = NewPost { section, ..wish };
    let made = made(&blog, &wish, run_code);
    let (proposal, path) = blog.propose_post(&wish, made.as_ref(), now())?;
    plan::apply(blog.root(), &proposal.plan)?;
    blog.file(&path)
}

/// What the generator's program makes of an archetype with code in it, where it may be run. What it did
/// or why it was not asked is said.
fn made(blog: &Blog, wish: &NewPost, run_code: bool) -> Option<Made> {
    let program = blog.site().generator().program().zip(std::env::var_os("PATH"));
    let program = program.and_then(|(name, path)| Program::found(name, &path, std::env::temp_dir()));
    let permission = match program {
        None => Permission::Missing,
        Some(_) if run_code || is_trusted(blog.root()) => Permission::Given,
        Some(_) => Permission::Unasked,
    };
    let planned = blog.plan_post(wish, permission, now());
    let note = planned.needs.and(planned.note)?;
    let asked = program.filter(|_| permission == Permission::Given).zip(blog.commission(wish, now()));
    match asked.map(|(program, commission)| commission.run(&program)) {
        Some(Ok(made)) => {
            complain(Path::new(&planned.file), &note);
            Some(made)
        }
        Some(Err(error)) => {
            complain(error.path(), &format!("{}; in the style of the newest posts", reason(&error)));
            None
        }
        None => {
            let hint = if permission == Permission::Unasked { "; --run-code lets it" } else { "" };
            complain(Path::new(&planned.file), &format!("{note}{hint}"));
            None
        }
    }
}

/// Whether the writer has told the window that the generator may run the site's code.
fn is_trusted(root: &Path) -> bool {
    let memory = dirs::config_dir().map(|folder| Memory::new(folder.join("net.galley.editor")));
    memory.is_some_and(|memory| memory.is_trusted(root))
}

/// Runs `slug`.
pub fn slug(title: &str) -> Outcome {
    let slug = slugs::slugify(title);
    if slug.is_empty() {
        eprintln!("\"{title}\" has no letter or digit to make a slug of");
        return Outcome::Refused;
    }
    print(&format!("{slug}\n"));
    Outcome::Done
}
