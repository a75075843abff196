//! `new` and `slug`.

use std::path::Path;

use galley_core::{Blog, slug as slugs};

use crate::{Outcome, complain, print, reason};

/// Runs `new`.
pub fn run(folder: &Path, title: &str, slug: Option<&str>, published: bool) -> Outcome {
    let slug = slug.map_or_else(|| slugs::slugify(title), str::to_owned);
    if slugs::slugify(&slug).is_empty() {
        complain(folder, &format!("the title \"{title}\" gives no slug; name one with --slug"));
        return Outcome::Refused;
    }
    let now = chrono::Local::now().fixed_offset();
    let created =
        Blog::open(folder).and_then(|(mut blog, _)| blog.create_post(title, &slug, !published, now));
    match created {
        Ok(post) => {
            print(&format!("{}\n", folder.join(post.path).display()));
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
