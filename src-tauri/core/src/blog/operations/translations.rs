//! Translations that go along when a post is renamed.

use super::folder_of;
use crate::blog::Blog;
use crate::changes::Step;
use crate::error::{Error, Result};
use crate::front_matter::{self, Conventions, Edit, Value};
use crate::site::{Move, Source, State};

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
                let slug = source.fields.text("slug").filter(|_| translation.has_slug_of(&source));
                let slug = slug.and(wish.slug);
                steps.extend(self.renamed_header(&translation, &moved.path, slug, alias, conventions)?);
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

    /// The step that sets the slug of a translation, and has its old address lead to the new one.
    fn renamed_header(
        &self,
        source: &Source<'_>,
        to: &str,
        slug: Option<&str>,
        alias: bool,
        conventions: &Conventions,
    ) -> Result<Vec<Step>> {
        let set = slug.map(|slug| Edit::Set { path: &["slug"], value: Value::String(slug.to_owned()) });
        let mut text = self.text(source.path)?;
        if let Some(set) = &set {
            let edit = front_matter::edit(&text, set, conventions);
            let edit = edit.map_err(|refusal| Error::refused(source.path, refusal.to_string()))?;
            text = front_matter::apply(&text, &edit);
        }
        let post = self.posts.get(source.path).filter(|post| alias && post.state != State::Draft);
        let old = post.and_then(|post| post.url.clone());
        let old = old.filter(|old| self.url_at(to, &text, source.modified).as_ref() != Some(old));
        let key = old.and_then(|old| self.site.alias(&old));
        let key = key.as_ref().map(|(key, url)| ([*key], Value::String(url.clone())));
        let add = key.as_ref().map(|(key, url)| Edit::AddItem { path: key, item: url.clone() });
        let edits: Vec<Edit<'_>> = set.into_iter().chain(add).collect();
        if edits.is_empty() { Ok(Vec::new()) } else { self.edited(source.path, conventions, &edits) }
    }
}

impl Source<'_> {
    /// Whether the headers of both say the same slug.
    fn has_slug_of(&self, other: &Source<'_>) -> bool {
        self.fields.text("slug") == other.fields.text("slug")
    }
}
