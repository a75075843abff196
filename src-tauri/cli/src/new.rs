//! `new` and `slug`.

use std::path::Path;

use galley_clock::now;
use galley_core::{Blog, NewPost, Opened, Permission, slug as slugs};

use crate::{Outcome, complain, plan, print, reason};

/// Runs `new`.
pub fn run(folder: &Path, title: &str, slug: Option<&str>, published: bool) -> Outcome {
    if !slug.unwrap_or(title).chars().any(char::is_alphanumeric) {
        complain(folder, &format!("the title \"{title}\" gives no slug; name one with --slug"));
        return Outcome::Refused;
    }
    let opened = Blog::open(folder, None, now());
    let created = opened.and_then(|Opened { mut blog, folder: section, .. }| {
        let slug = slug.map(str::to_owned);
        let (title, draft) = (title.to_owned(), !published);
        let wish = NewPost { title, slug, section, draft, ..NewPost::default() };
        let planned = blog.plan_post(&wish, Permission::Unasked, now());
        if let (Some(_), Some(note)) = (planned.needs, planned.note) {
            complain(Path::new(&planned.file), &note);
        }
        let (proposal, path) = blog.propose_post(&wish, None, now())?;
        plan::apply(blog.root(), &proposal.plan)?;
        blog.file(&path)
    });
    match created {
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
