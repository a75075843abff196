//! Translations that go along when a post gets another slug or section.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::folder_of;
use crate::blog::Blog;
use crate::changes::Step;
use crate::error::Result;
use crate::front_matter::Conventions;
use crate::post::PostSummary;
use crate::site::{Language, Move, Moved, Source};

/// How posts get other places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Relocation<'a> {
    /// What is asked for.
    pub wish: Move<'a>,
    /// Whether the pages' old paths lead to the new ones.
    pub alias: bool,
    pub conventions: &'a Conventions,
}

/// The posts that translations can be among, by what the translations of a piece have in common.
pub(super) type Pieces<'b> = HashMap<&'b str, Vec<&'b PostSummary>>;

/// What becomes of a post's translations.
#[derive(Debug, Default)]
pub(super) struct Translations {
    /// The steps that take them along.
    pub steps: Vec<Step>,
    /// Those that stay where they are, each with the reason.
    pub left: Vec<String>,
}

impl Blog {
    /// How the translations of a post go along with it, where their names say that they belong
    /// together. What is in one folder with the post goes with the folder. A translation that has a
    /// slug of its own in its header keeps it.
    pub(super) fn translations(
        &self,
        path: &str,
        relocation: &Relocation<'_>,
        pieces: &Pieces<'_>,
    ) -> Result<Translations> {
        let Relocation { wish, alias, conventions } = relocation;
        let mut translations = Translations::default();
        let source = self.known(path)?;
        let to = self.site.moved(&source, wish).path;
        let languages = self.site.language(&source).zip(self.site.language(&Source { path: &to, ..source }));
        let Some((language, moved)) = languages else { return Ok(translations) };
        if wish.section.is_none() && moved.piece == language.piece {
            return Ok(translations);
        }
        let taken = self.moved_post(path, &to);
        let others = pieces.get(language.piece.as_str()).into_iter().flatten();
        for other in others.filter(|other| other.path != path) {
            let translation = self.known(&other.path)?;
            let carried = carried(&taken, &other.path);
            let is_carried = carried.is_some();
            let place = match carried {
                Some(path) => Some(Moved { path, ..self.site.moved(&translation, wish) }),
                None => self.place_beside(&translation, path, wish, &moved.piece),
            };
            let Some(place) = place else {
                translations.left.push(format!("{}: its language has no such section", other.path));
                continue;
            };
            let is_shared = translation.has_slug_of(&source);
            let header: Vec<_> =
                place.header.into_iter().filter(|(key, _)| is_shared && key == "slug").collect();
            if place.path != other.path && (*alias || !header.is_empty()) {
                let (edits, _) = self.readdressed(&translation, &place.path, &header, *alias, conventions)?;
                translations.steps.extend(edits);
            }
            if place.path != other.path && !is_carried {
                translations.steps.extend(self.moved_post(&other.path, &place.path));
            }
        }
        Ok(translations)
    }

    /// The posts that these take along when they get other places, without themselves.
    pub(super) fn pieces_beside(&self, paths: &[String]) -> Pieces<'_> {
        let paths: HashSet<&str> = paths.iter().map(String::as_str).collect();
        let mut pieces = Pieces::new();
        for post in self.posts.values().filter(|post| !paths.contains(post.path.as_str())) {
            if let Some(piece) = &post.piece {
                pieces.entry(piece).or_default().push(post);
            }
        }
        pieces
    }

    /// Where a translation goes that is not in one folder with the post at `path`; `None` where it would
    /// no longer be a translation of that `piece`.
    fn place_beside(
        &self,
        translation: &Source<'_>,
        path: &str,
        wish: &Move<'_>,
        piece: &str,
    ) -> Option<Moved> {
        let Some(section) = wish.section else { return Some(self.site.moved(translation, wish)) };
        let section = counterpart(section, path, translation.path)?;
        let place = self.site.moved(translation, &Move { section: Some(&section), ..*wish });
        let there = self.site.language(&Source { path: &place.path, ..*translation })?;
        let code = self.site.language(translation)?.code;
        (there == Language { code, piece: piece.to_owned() }).then_some(place)
    }
}

/// Where a file comes that is in a folder which the steps move.
fn carried(steps: &[Step], path: &str) -> Option<String> {
    steps.iter().find_map(|step| {
        let Step::Move { from, to } = step else { return None };
        let below = Path::new(path).strip_prefix(from).ok()?.to_str()?;
        Some(format!("{}/{below}", to.to_str()?))
    })
}

/// The folder that is to the translation at `other` what `section` is to the post at `path`: on a site
/// with a folder for each language the one of its own language.
fn counterpart(section: &str, path: &str, other: &str) -> Option<String> {
    let (mut own, mut others) = (folder_of(path), folder_of(other));
    while let Some(name) = own.rsplit('/').next().filter(|name| !name.is_empty())
        && others.rsplit('/').next() == Some(name)
    {
        (own, others) = (folder_of(own), folder_of(others));
    }
    let below = match own {
        "" => section,
        _ => section.strip_prefix(own).filter(|rest| rest.is_empty() || rest.starts_with('/'))?,
    };
    let parts = [others, below.trim_start_matches('/')].into_iter().filter(|part| !part.is_empty());
    Some(parts.collect::<Vec<_>>().join("/"))
}

impl Source<'_> {
    /// Whether the headers of both say the same slug.
    fn has_slug_of(&self, other: &Source<'_>) -> bool {
        self.fields.text("slug") == other.fields.text("slug")
    }
}
