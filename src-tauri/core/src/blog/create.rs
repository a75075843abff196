//! New posts.

use std::collections::HashMap;

use super::Blog;
use crate::Generator;
use crate::disk::{self, Expected};
use crate::error::{Error, Result};
use crate::new_post::{self, HeaderStyle};
use crate::now::Now;
use crate::post::{self, PostSummary};
use crate::site::{Filling, Kind, NewFile, Unit};
use crate::slug;

/// How many of the newest posts a new one takes after.
const NEWEST: usize = 10;

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
    /// Whether it starts as a draft.
    pub draft: bool,
}

/// What a new post would be called.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct NewPostPlan {
    /// The slug, numbered when another post has it. Empty: the title gives none, ask the writer.
    pub slug: String,
    /// The file's path below the blog's folder. Empty when there is no slug.
    pub file: String,
    /// What is wrong with the slug that was asked for.
    pub problem: Option<String>,
    /// Where its header comes from, when that is not the style of the newest posts.
    pub note: Option<String>,
}

impl Blog {
    /// What a new post would be called.
    pub fn plan_post(&self, wish: &NewPost, now: Now) -> NewPostPlan {
        let wanted = self.slug_of(wish.slug.as_deref().unwrap_or(&wish.title));
        if wanted.is_empty() {
            return NewPostPlan { slug: wanted, file: String::new(), problem: None, note: None };
        }
        let slug = slug::free(&wanted, |slug| self.is_taken(&self.place(wish, slug, now), slug));
        let problem =
            (wish.slug.is_some() && slug != wanted).then(|| format!("another post is called {wanted}"));
        let file = self.place(wish, &slug, now);
        let note = self.template(wish, &file, now).map(|filled| match filled {
            Ok((path, _)) => format!("made from {path}"),
            Err(reason) => reason,
        });
        NewPostPlan { file, slug, problem, note }
    }

    /// Creates a post from its template, else with the header style of the newest posts, with an
    /// empty body.
    ///
    /// # Errors
    /// [`Error::Refused`] without a slug; [`Error::Changed`] when the file appeared meanwhile.
    pub fn create_post(&mut self, wish: &NewPost, now: Now) -> Result<PostSummary> {
        let plan = self.plan_post(wish, now);
        if plan.slug.is_empty() {
            return Err(Error::refused(self.root(), "a post needs a slug with at least one letter or digit"));
        }
        let file = self.file(&plan.file)?;
        let text = match self.template(wish, &plan.file, now) {
            Some(Ok((_, text))) => text,
            _ => {
                let style = self.header_style(&plan.file);
                new_post::text(&style, &wish.title, &plan.slug, wish.draft, now.local())
            }
        };
        if let Some(folder) = file.parent() {
            disk::create_folder(folder)?;
        }
        disk::write(&file, text.as_bytes(), Expected::Absent)?;
        Ok(self.update(&plan.file, &file))
    }

    /// The folders that posts are in, the one with the most first. A bundle's own does not count.
    pub fn sections(&self) -> Vec<String> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let posts = self.posts.values().filter(|post| matches!(post.kind, Kind::Post | Kind::Page));
        for post in posts {
            *counts.entry(self.section(&post.path)).or_default() += 1;
        }
        let mut sections: Vec<(&str, usize)> = counts.into_iter().collect();
        sections.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        sections.into_iter().map(|(folder, _)| folder.to_owned()).collect()
    }

    /// A slug by the generator's rule. The crate that most use spells emoji out in English, so a
    /// title of nothing else gets none.
    fn slug_of(&self, title: &str) -> String {
        if title.chars().any(char::is_alphanumeric) { self.site.slug(title) } else { String::new() }
    }

    /// The folder of a post's section.
    fn section<'p>(&self, path: &'p str) -> &'p str {
        let folder = |path: &'p str| path.rsplit_once('/').map_or("", |(folder, _)| folder);
        match self.site.unit(path) {
            Unit::Folder(_) => folder(folder(path)),
            _ => folder(path),
        }
    }

    fn place(&self, wish: &NewPost, slug: &str, now: Now) -> String {
        let newest = self.newest().next().map(|post| post.path.as_str());
        let bundle = newest.is_some_and(|path| matches!(self.site.unit(path), Unit::Folder(_)));
        let usual = self.usual_section();
        let section = wish.section.as_deref().or(usual.as_deref());
        let now = now.local().naive_local();
        self.site.new_file(&NewFile { section, slug, language: None, bundle, draft: wish.draft, now })
    }

    /// The section of the newest posts. Jekyll's and Hexo's have folders by rule.
    fn usual_section(&self) -> Option<String> {
        if matches!(self.site.generator(), Generator::Jekyll | Generator::Hexo) {
            return None;
        }
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for post in self.newest().take(NEWEST) {
            *counts.entry(self.section(&post.path)).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|&(folder, count)| (count, std::cmp::Reverse(folder)));
        most.map(|(folder, _)| folder.to_owned())
    }

    /// Whether a file of this name is there, also in another case or Unicode form or with another
    /// extension, or a post has the slug.
    fn is_taken(&self, file: &str, slug: &str) -> bool {
        let stem = |path: &str| slug::folded(path.rsplit_once('.').map_or(path, |(stem, _)| stem));
        let own = stem(file);
        self.root().join(file).symlink_metadata().is_ok()
            || self.posts.values().any(|post| post.slug.as_deref() == Some(slug) || stem(&post.path) == own)
    }

    /// The text of the template that the generator has for a post at `file`, filled; an error says
    /// why it cannot be.
    fn template(
        &self,
        wish: &NewPost,
        file: &str,
        now: Now,
    ) -> Option<std::result::Result<(String, String), String>> {
        let template = self.site.template(file)?;
        let filled = self.site.fill(&template, &Filling { title: &wish.title, path: file, now: now.local() });
        Some(match filled {
            Ok(text) => Ok((template.path, text)),
            Err(placeholder) => Err(format!(
                "{} has {placeholder}, which only the generator can fill, so the header is in the style of the newest posts",
                template.path
            )),
        })
    }

    fn header_style(&self, file: &str) -> HeaderStyle {
        let section = self.section(file);
        let (there, elsewhere): (Vec<_>, Vec<_>) =
            self.newest().partition(|post| self.section(&post.path) == section);
        let texts = there.into_iter().chain(elsewhere).take(NEWEST).filter_map(|post| {
            let bytes = disk::read(&self.root().join(&post.path)).ok()?;
            post::decode(&bytes).ok().map(str::to_owned)
        });
        HeaderStyle::of(&texts.collect::<Vec<_>>(), self.site.generator())
    }

    fn newest(&self) -> impl Iterator<Item = &PostSummary> {
        let is_model = |post: &&PostSummary| post.problems.is_empty() && post.kind == Kind::Post;
        let mut posts: Vec<_> = self.posts.values().filter(is_model).collect();
        posts.sort_by(|a, b| b.time.partial_cmp(&a.time).unwrap_or(std::cmp::Ordering::Equal));
        posts.into_iter()
    }
}
