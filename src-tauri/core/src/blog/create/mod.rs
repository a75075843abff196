//! New posts: what one would be called, and the plan that makes it.

mod fill;
mod place;

use super::{Blog, Proposal};
use crate::changes::Step;
use crate::disk::Expected;
use crate::error::{Error, Result};
use crate::now::Now;
use crate::slug;
pub use fill::{Commission, Made, Permission};

/// A new post as the writer wants it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct NewPost {
    /// The title.
    pub title: String,
    /// The slug; `None` makes one of the title.
    pub slug: Option<String>,
    /// The folder of its section, below the blog's; `None` for that of the newest posts.
    pub section: Option<String>,
    /// Its language; `None` for the site's default one.
    pub language: Option<String>,
    /// Whether it gets a folder of its own; `None` for what the newest posts of the section do.
    pub bundle: Option<bool>,
    /// Whether it starts as a draft.
    pub draft: bool,
}

/// What a new post would be called.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct NewPostPlan {
    /// The slug, numbered when another post has it. Empty: the title gives none, ask the writer.
    pub slug: String,
    /// The file's path below the blog's folder. Empty when there is no slug.
    pub file: String,
    /// Whether it gets a folder of its own; `None` where the generator knows no such posts.
    pub bundle: Option<bool>,
    /// What is wrong with the slug that was asked for.
    pub problem: Option<String>,
    /// Where its header comes from, when that is not the style of the newest posts.
    pub note: Option<String>,
    /// Of a template with code that only the generator can fill: whether its program may be run.
    pub needs: Option<Permission>,
}

impl Blog {
    /// What a new post would be called. `permission` is whether the generator's program may be run.
    pub fn plan_post(&self, wish: &NewPost, permission: Permission, now: Now) -> NewPostPlan {
        let wanted = self.slug_of(wish.slug.as_deref().unwrap_or(&wish.title));
        let bundle = self.bundle_of(wish, now);
        if wanted.is_empty() {
            return NewPostPlan { bundle, ..NewPostPlan::default() };
        }
        let slug = slug::free(&wanted, |slug| self.is_taken(wish, &self.place(wish, slug, now), slug));
        let problem =
            (wish.slug.is_some() && slug != wanted).then(|| format!("another post is called {wanted}"));
        let file = self.place(wish, &slug, now);
        let (note, needs) = self.origin(wish, &file, permission, now);
        NewPostPlan { slug, file, bundle, problem, note, needs }
    }

    /// The plan that makes a post: from what its generator's program `made` of the template, else from
    /// its template, else with the header style of the newest posts and an empty body. With the path
    /// of the post.
    ///
    /// # Errors
    /// [`Error::Refused`] without a slug; [`Error::Changed`] when the name that `made` is for was taken
    /// meanwhile.
    pub fn propose_post(
        &mut self,
        wish: &NewPost,
        made: Option<&Made>,
        now: Now,
    ) -> Result<(Proposal, String)> {
        let NewPostPlan { slug, file, .. } = self.plan_post(wish, Permission::Missing, now);
        if slug.is_empty() {
            return Err(Error::refused(self.root(), "a post needs a slug with at least one letter or digit"));
        }
        if let Some(made) = made.filter(|made| made.post() != file) {
            return Err(Error::Changed { path: self.root().join(made.post()) });
        }
        self.file(&file)?;
        let steps = self.filled(wish, &slug, &file, made, now);
        Ok((Proposal::of(format!("create {file}"), steps), file))
    }
}

/// The step that makes a file.
fn new_file(path: &str, bytes: Vec<u8>) -> Step {
    Step::Write { path: path.into(), expected: Expected::Absent, bytes, modified: None }
}
