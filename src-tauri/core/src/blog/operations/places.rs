//! Operations that give posts another place, or a second one, or none.

use super::translations::Relocation;
use super::{Proposal, Shown, folder_of, move_step};
use crate::blog::Blog;
use crate::changes::Step;
use crate::disk::{Expected, Revision};
use crate::error::{Error, Result};
use crate::front_matter::{self, Edit, Value};
use crate::now::Now;
use crate::site::{Move, Source, State, Unit, date_in_name};
use crate::slug;

impl Blog {
    pub(super) fn rename(&mut self, path: &str, slug: &str, alias: bool) -> Result<Proposal> {
        let slug = self.site.slug(slug);
        if slug.is_empty() {
            return Err(Error::refused(path, "a slug needs at least one letter or digit"));
        }
        let conventions = self.conventions();
        let wish = Move { slug: Some(&slug), section: None };
        self.relocate_all(&[path.to_owned()], &Relocation { wish, alias, conventions: &conventions })
    }

    pub(super) fn move_all(&mut self, paths: &[String], section: &str, alias: bool) -> Result<Proposal> {
        let conventions = self.conventions();
        let wish = Move { slug: None, section: Some(section) };
        self.relocate_all(paths, &Relocation { wish, alias, conventions: &conventions })
    }

    /// Posts to other places, their translations with them.
    fn relocate_all(&self, paths: &[String], relocation: &Relocation<'_>) -> Result<Proposal> {
        let pieces = self.pieces_beside(paths);
        let mut shown = Shown::default();
        let (mut edits, mut moves) = (Vec::new(), Vec::new());
        for path in paths {
            let one = self.relocate(path, relocation)?;
            let along = self.translations(path, relocation, &pieces)?;
            for step in one.plan.steps.into_iter().chain(along.steps) {
                // A header is edited where it is now.
                let steps = if matches!(step, Step::Write { .. }) { &mut edits } else { &mut moves };
                // A folder is moved once for all translations in it.
                if !steps.contains(&step) {
                    steps.push(step);
                }
            }
            shown.refused.extend(along.left);
            shown = Shown { refused: shown.refused, ..one.shown };
        }
        let title = match (paths, relocation.wish.section) {
            ([_], _) | (_, None) => shown.title,
            (_, Some(section)) => format!("move {} posts to {section}", paths.len()),
        };
        let Shown { urls, can_alias, refused, .. } = shown;
        let mut whole = Proposal::of(title, edits.into_iter().chain(moves).collect());
        whole.shown.refused = refused;
        if paths.len() == 1 {
            (whole.shown.urls, whole.shown.can_alias) = (urls, can_alias);
        }
        Ok(whole)
    }

    /// One post to another place, what its header says of it included.
    fn relocate(&self, path: &str, relocation: &Relocation<'_>) -> Result<Proposal> {
        let Relocation { wish, alias, conventions } = relocation;
        let source = self.known(path)?;
        let moved = self.site.moved(&source, wish);
        let old_url = self.url(path);
        let is_live = self.posts.get(path).is_some_and(|post| post.state != State::Draft);
        let (mut steps, new_url) =
            self.readdressed(&source, &moved.path, &moved.header, *alias, conventions)?;
        if moved.path != path {
            steps.extend(self.moved_post(path, &moved.path));
        }
        if steps.is_empty() {
            return Err(Error::refused(path, "it is there already"));
        }
        let can_alias = old_url.as_deref().is_some_and(|url| self.site.alias(url).is_some());
        let mut proposal = Proposal::of(format!("move {path} to {}", moved.path), steps);
        proposal.shown.can_alias = is_live && can_alias && old_url != new_url;
        proposal.shown.urls = old_url.zip(new_url);
        Ok(proposal)
    }

    /// The steps that give a post another place, with all that belongs to it.
    pub(super) fn moved_post(&self, path: &str, to: &str) -> Vec<Step> {
        match (self.site.unit(path), self.site.unit(to)) {
            (Unit::Folder(from), Unit::Folder(to)) => vec![move_step(&from, &to)],
            // A translation in the folder of a post.
            (Unit::File, Unit::File) if folder_of(path) != folder_of(to) && self.is_named_by_folder(path) => {
                vec![move_step(folder_of(path), folder_of(to))]
            }
            _ => self.moved_file(path, to),
        }
    }

    /// Whether another slug would be another name of the post's folder.
    fn is_named_by_folder(&self, path: &str) -> bool {
        let another = format!("{}-", folder_of(path).rsplit('/').next().unwrap_or_default());
        let wish = Move { slug: Some(&another), section: None };
        self.known(path)
            .is_ok_and(|source| folder_of(&self.site.moved(&source, &wish).path) != folder_of(path))
    }

    /// The copy is a draft with the next free slug; its text is the same, or another. With the path of
    /// the copy.
    pub(super) fn duplicate(
        &mut self,
        path: &str,
        other: Option<&str>,
        now: Now,
    ) -> Result<(Proposal, String)> {
        let conventions = self.conventions();
        let text = self.text(path)?;
        let source = self.known(path)?;
        let stem = match self.site.unit(path) {
            Unit::Folder(folder) => folder.rsplit('/').next().unwrap_or_default().to_owned(),
            _ => source.stem().to_owned(),
        };
        let place = |slug: &str| self.site.moved(&source, &Move { slug: Some(slug), section: None });
        let bare = self.slug_in(&stem);
        let slug = slug::free(&bare, |slug| slug == bare || self.is_there(&place(slug).path));
        let moved = place(&slug);
        let draft_place = |at: &str| {
            let there = Source { path: at, ..source };
            self.site.draft_place(&there, true, now.today())
        };
        let to = draft_place(&moved.path).filter(|to| !self.is_there(to)).unwrap_or(moved.path.clone());
        let mut copy = other.map_or_else(|| text.clone(), str::to_owned);
        let mut edits: Vec<(Vec<&str>, Value)> =
            moved.header.iter().map(|(key, value)| (vec![key.as_str()], value.clone())).collect();
        edits.retain(|(key, _)| key.as_slice() != ["permalink"]);
        let sets = edits.iter().map(|(path, value)| Edit::Set { path, value: value.clone() });
        let draft = draft_place(&to).is_none() && to == moved.path;
        for edit in sets.chain(draft.then_some(Edit::SetDraft(true))) {
            // A header that takes no edit is copied as it is.
            if let Ok(replacements) = front_matter::edit(&copy, &edit, &conventions) {
                copy = front_matter::apply(&copy, &replacements);
            }
        }
        let (from, target) = match (self.site.unit(path), self.site.unit(&to)) {
            (Unit::Folder(from), Unit::Folder(to)) => (from, to),
            _ => (path.to_owned(), to.clone()),
        };
        let mut steps = vec![copy_step(&from, &target)];
        if let (Unit::FileAndFolder(from), Unit::FileAndFolder(to)) =
            (self.site.unit(path), self.site.unit(&to))
            && self.root().join(&from).is_dir()
        {
            steps.push(copy_step(&from, &to));
        }
        if copy != text {
            let expected = Expected::Revision(Revision::of(text.as_bytes()));
            let (path, bytes) = (to.clone().into(), copy.into_bytes());
            steps.push(Step::Write { path, expected, bytes, modified: None });
        }
        Ok((Proposal::of(format!("duplicate {path}"), steps), to))
    }

    /// Works out how a post that was deleted is written again: at its path, or at a free one beside it.
    /// Where it will be, and the changes.
    pub fn bring_back(&self, path: &str, bytes: Vec<u8>) -> (String, Proposal) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (stem, extension) =
            path.split_at(path.len() - name.len() + name.rfind('.').unwrap_or(name.len()));
        let free = slug::free(stem, |stem| self.is_there(&format!("{stem}{extension}")));
        let to = format!("{free}{extension}");
        let write = Step::Write { path: (&to).into(), expected: Expected::Absent, bytes, modified: None };
        let proposal = Proposal::of(format!("bring back {to}"), vec![write]);
        (to, proposal)
    }

    pub(super) fn delete(&self, paths: &[String]) -> Result<Proposal> {
        let mut steps = Vec::new();
        for path in paths {
            self.known(path)?;
            match self.site.unit(path) {
                Unit::Folder(folder) if !folder.is_empty() => {
                    steps.push(Step::Remove { path: folder.into() });
                }
                Unit::FileAndFolder(folder) => {
                    steps.push(Step::Remove { path: path.into() });
                    if self.root().join(&folder).is_dir() {
                        steps.push(Step::Remove { path: folder.into() });
                    }
                }
                _ => steps.push(Step::Remove { path: path.into() }),
            }
        }
        steps.dedup();
        let title = match paths {
            [path] => format!("delete {path}"),
            _ => format!("delete {} posts", paths.len()),
        };
        Ok(Proposal::of(title, steps))
    }

    pub(super) fn bundle(&self, path: &str, on: bool) -> Result<Proposal> {
        let source = self.known(path)?;
        let is_bundle = matches!(self.site.unit(path), Unit::Folder(_));
        if is_bundle == on {
            return Err(Error::refused(path, if on { "it has a folder of its own" } else { "it has none" }));
        }
        let extension = source.name().strip_prefix(source.stem()).unwrap_or_default();
        let folder = folder_of(path);
        if on {
            let slash = if folder.is_empty() { "" } else { "/" };
            let to = format!("{folder}{slash}{}/index{extension}", source.stem());
            if !matches!(self.site.unit(&to), Unit::Folder(_)) {
                let name = self.site.generator().name().unwrap_or("a plain folder");
                return Err(Error::refused(path, format!("{name} knows no posts in folders of their own")));
            }
            let steps = vec![move_step(path, &to)];
            return Ok(Proposal::of(format!("give {path} a folder of its own"), steps));
        }
        let entries = self.root().join(folder).read_dir().into_iter().flatten().flatten();
        let others: Vec<String> = entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name != source.name())
            .collect();
        if !others.is_empty() {
            return Err(Error::refused(path, format!("its folder holds {} as well", others.join(", "))));
        }
        let steps =
            vec![move_step(path, &format!("{folder}{extension}")), Step::RemoveEmpty { path: folder.into() }];
        Ok(Proposal::of(format!("take {path} out of its folder"), steps))
    }

    /// The part of a file's name that is its slug: without Jekyll's date.
    fn slug_in(&self, stem: &str) -> String {
        let dated = stem.len() > 11 && date_in_name(stem).is_some();
        stem.get(if dated { 11 } else { 0 }..).unwrap_or(stem).to_owned()
    }

    fn is_there(&self, path: &str) -> bool {
        self.root().join(path).symlink_metadata().is_ok()
            || self.tree.iter().any(|source| slug::folded(source.path) == slug::folded(path))
    }
}

fn copy_step(from: &str, to: &str) -> Step {
    Step::Copy { from: from.into(), to: to.into(), expected: None }
}
