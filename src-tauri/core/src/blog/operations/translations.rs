//! Translations that go along when a post is renamed.

use super::folder_of;
use crate::blog::Blog;
use crate::changes::Step;
use crate::error::Result;
use crate::front_matter::Conventions;
use crate::site::{Move, Source};

impl Blog {
    /// The steps that rename the translations of a post along with it, where their names say that
    /// they belong together. What is in one folder with the post goes with the folder. A translation
    /// that has a slug of its own in its header keeps it.
    pub(super) fn translations(
        &self,
        path: &str,
        wish: &Move<'_>,
        alias: bool,
        conventions: &Conventions,
    ) -> Result<Vec<Step>> {
        let source = self.known(path)?;
        let Some(language) = self.site.language(&source) else { return Ok(Vec::new()) };
        let to = self.site.moved(&source, wish).path;
        let renamed = self.site.language(&Source { path: &to, ..source });
        if renamed.is_none_or(|renamed| renamed.piece == language.piece) {
            return Ok(Vec::new());
        }
        let goes_along = |other: &str| {
            folder_of(path) != folder_of(&to) && other.starts_with(&format!("{}/", folder_of(path)))
        };
        let mut steps = Vec::new();
        for other in self.posts.values().filter(|other| other.piece.as_ref() == Some(&language.piece)) {
            if other.path == path || goes_along(&other.path) {
                continue;
            }
            let translation = self.known(&other.path)?;
            let moved = self.site.moved(&translation, wish);
            if moved.path != other.path {
                let is_shared = translation.has_slug_of(&source);
                let header: Vec<_> =
                    moved.header.into_iter().filter(|(key, _)| is_shared && key == "slug").collect();
                let (edits, _) = self.readdressed(&translation, &moved.path, &header, alias, conventions)?;
                steps.extend(edits);
                steps.extend(self.moved_post(&other.path, &moved.path, wish));
            }
        }
        let mut once = Vec::new();
        for step in steps {
            if !once.contains(&step) {
                once.push(step);
            }
        }
        Ok(once)
    }
}

impl Source<'_> {
    /// Whether the headers of both say the same slug.
    fn has_slug_of(&self, other: &Source<'_>) -> bool {
        self.fields.text("slug") == other.fields.text("slug")
    }
}
