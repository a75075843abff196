//! Operations on the headers of many posts.

use super::{Proposal, move_step};
use crate::blog::{Blog, plan_edit};
use crate::changes::Step;
use crate::disk::Expected;
use crate::error::{Error, Result};
use crate::front_matter::{self, Conventions, Edit, RolePaths, Value};
use crate::now::Now;
use crate::site::{Source, State, Unit};

impl Blog {
    /// Drafts, or none any more: by a line of the header, or by a move of the file where the
    /// generator has it so. Posts that are so already stay as they are.
    pub(super) fn draft_all(&mut self, paths: &[String], on: bool, now: Now) -> Result<Proposal> {
        let verb = if on { "make a draft of" } else { "publish" };
        let today = now.today();
        self.each(paths, verb, |blog, path| {
            let source = blog.known(path)?;
            if let Some(to) = blog.site.draft_place(&source, on, today) {
                return Ok(blog.moved_file(path, &to));
            }
            let is_draft = blog.posts.get(path).map(|post| post.state == State::Draft);
            if is_draft == Some(on) && blog.moves(path, now) {
                return Ok(Vec::new());
            }
            let conventions = blog.conventions();
            blog.edited(path, &conventions, &[Edit::SetDraft(on)])
        })
    }

    /// A tag on each post, or off each.
    pub(super) fn tag_all(&mut self, paths: &[String], tag: &str, on: bool) -> Result<Proposal> {
        let verb = if on { "tag" } else { "take the tag off" };
        self.each(paths, verb, |blog, path| {
            let conventions = blog.conventions();
            let text = blog.text(path)?;
            let header = front_matter::read(&text, conventions.generator);
            let roles = RolePaths::of(&header, &conventions);
            let keys: Vec<&str> = roles.tags.iter().map(String::as_str).collect();
            let item = Value::String(tag.to_owned());
            let edit = match on {
                true => Edit::AddItem { path: &keys, item },
                false => Edit::RemoveItem { path: &keys, item },
            };
            blog.edited(path, &conventions, &[edit])
        })
    }

    /// The steps of each post as one plan. A post that refuses is left out and named; when all do,
    /// the first one's reason is the error.
    fn each(
        &mut self,
        paths: &[String],
        verb: &str,
        steps: impl Fn(&mut Blog, &str) -> Result<Vec<Step>>,
    ) -> Result<Proposal> {
        let mut all = Vec::new();
        let mut refused = Vec::new();
        for path in paths {
            match steps(self, path) {
                Ok(steps) => all.extend(steps),
                Err(error) if paths.len() > 1 => refused.push(error),
                Err(error) => return Err(error),
            }
        }
        if all.is_empty() && !refused.is_empty() {
            return Err(refused.swap_remove(0));
        }
        let title = match paths {
            [path] => format!("{verb} {path}"),
            _ => format!("{verb} {} posts", paths.len()),
        };
        let mut proposal = Proposal::of(title, all);
        proposal.shown.refused = refused.iter().map(Error::to_string).collect();
        Ok(proposal)
    }

    /// The step that edits a header; none when it changes nothing.
    pub(super) fn edited(
        &self,
        path: &str,
        conventions: &Conventions,
        edits: &[Edit<'_>],
    ) -> Result<Vec<Step>> {
        let (before, after, revision) = plan_edit(&self.file(path)?, |text| {
            let mut edited = text.to_owned();
            for edit in edits {
                let replacements = front_matter::edit(&edited, edit, conventions)?;
                edited = front_matter::apply(&edited, &replacements);
            }
            Ok(vec![front_matter::Replacement { range: 0..text.len(), text: edited }])
        })?;
        if before == after {
            return Ok(Vec::new());
        }
        let expected = Expected::Revision(revision);
        Ok(vec![Step::Write { path: path.into(), expected, bytes: after.into_bytes(), modified: None }])
    }

    /// The step that sets what the header of a post says of its place, and when `alias` is asked for
    /// has the old address of a post that is no draft lead to the one that it has at `to`; none when
    /// nothing of it changes. With that address.
    pub(super) fn readdressed(
        &self,
        source: &Source<'_>,
        to: &str,
        header: &[(String, Value)],
        alias: bool,
        conventions: &Conventions,
    ) -> Result<(Vec<Step>, Option<String>)> {
        let path = source.path;
        let keys: Vec<[&str; 1]> = header.iter().map(|(key, _)| [key.as_str()]).collect();
        let sets = keys.iter().zip(header).map(|(path, (_, value))| Edit::Set { path, value: value.clone() });
        let mut edits: Vec<Edit<'_>> = sets.collect();
        let mut steps = self.edited(path, conventions, &edits)?;
        let text = match steps.first() {
            Some(Step::Write { bytes, .. }) => String::from_utf8_lossy(bytes).into_owned(),
            _ => self.text(path)?,
        };
        let new = self.url_at(to, &text, source.modified);
        let live = self.posts.get(path).filter(|post| alias && post.state != State::Draft);
        let old = live.and_then(|post| self.url(&post.path)).filter(|old| new.as_ref() != Some(old));
        let entry = old.and_then(|old| self.site.alias(&old));
        let entry = entry.map(|(key, url)| ([key], Value::String(url)));
        if let Some((path, item)) = &entry {
            edits.push(Edit::AddItem { path, item: item.clone() });
            steps = self.edited(source.path, conventions, &edits)?;
        }
        Ok((steps, new))
    }

    /// The text of a post's file.
    pub(super) fn text(&self, path: &str) -> Result<String> {
        plan_edit(&self.file(path)?, |_| Ok(Vec::new())).map(|(text, ..)| text)
    }

    /// The steps that give a file another place, with the folder of its assets.
    pub(super) fn moved_file(&self, path: &str, to: &str) -> Vec<Step> {
        let mut steps = vec![move_step(path, to)];
        if let (Unit::FileAndFolder(from), Unit::FileAndFolder(to)) =
            (self.site.unit(path), self.site.unit(to))
            && self.root().join(&from).is_dir()
        {
            steps.push(move_step(&from, &to));
        }
        steps
    }

    fn moves(&self, path: &str, now: Now) -> bool {
        self.known(path).is_ok_and(|source| {
            [true, false].into_iter().any(|on| self.site.draft_place(&source, on, now.today()).is_some())
        })
    }
}
