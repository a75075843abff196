//! What a new post's file holds: what the generator's program makes of a template with code in it,
//! a template that can be filled here, or the style of the newest posts.

use std::path::Path;
use std::sync::Arc;

use super::place::NEWEST;
use super::{Blog, NewPost, new_file};
use crate::Program;
use crate::changes::Step;
use crate::disk::{self, Expected};
use crate::error::{Error, Result};
use crate::front_matter::{self, Conventions, Edit, Value};
use crate::new_post::{self, HeaderStyle};
use crate::now::Now;
use crate::post;
use crate::site::{Filling, Site, Template};

/// Whether the generator's program may be run for a site: a template is code of the site's makers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// There is no such program on this machine.
    Missing,
    /// The writer has not said that it may.
    Unasked,
    /// It may.
    Given,
}

/// What a generator's program is to make. It holds nothing of the blog, so that no one waits for
/// the program.
#[derive(Debug, Clone)]
pub struct Commission {
    site: Arc<Site>,
    template: Template,
    path: String,
}

/// The files that a generator's program has made, by their paths below the root, the post first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made(Vec<(String, Vec<u8>)>);

/// The texts of a template's files, each with its path below the root, the post first.
type Texts = Vec<(String, String)>;

impl Made {
    /// The path of the post.
    pub fn post(&self) -> &str {
        self.0.first().map_or("", |(path, _)| path)
    }

    /// Every file by its path below the root, and what it holds.
    pub fn files(&self) -> &[(String, Vec<u8>)] {
        &self.0
    }
}

impl Commission {
    /// Has the files made, outside the blog.
    ///
    /// # Errors
    /// [`Error::Refused`] with what the program says.
    pub fn run(&self, program: &Program) -> Result<Made> {
        disk::create_folder(&program.scratch)?;
        let refused = |reason: String| Error::refused(&self.template.path, reason);
        let folder = tempfile::tempdir_in(&program.scratch).map_err(|error| refused(error.to_string()))?;
        let scratch = folder.path().canonicalize().map_err(|error| refused(error.to_string()))?;
        let name = self.site.generator().name().unwrap_or_default();
        let failed = |why: String| refused(format!("{name} could not fill it: {why}"));
        let call = self.site.call(&self.template, &self.path, &scratch);
        let call = call.ok_or_else(|| failed("it cannot be asked".into()))?;
        disk::create_folder(&call.folder)?;
        let (config, text) = &call.config;
        disk::write(config, text.as_bytes(), Expected::Absent)?;
        program.run(self.site.root(), &call.arguments).map_err(failed)?;
        let read = |(file, path): (std::path::PathBuf, String)| {
            disk::read(&file).map(|bytes| (path, bytes)).map_err(|_| failed("it made no such file".into()))
        };
        call.made.into_iter().map(read).collect::<Result<_>>().map(Made)
    }
}

impl Blog {
    /// What the generator's program is to be asked to make; `None` where the post needs nothing of it.
    pub fn commission(&self, wish: &NewPost, now: Now) -> Option<Commission> {
        let path = self.plan_post(wish, Permission::Missing, now).file;
        let template = self.site.template(&path)?;
        self.texts(&template, wish, &path, now).err()?;
        self.asks(&template, &path).then(|| Commission { site: Arc::clone(&self.site), template, path })
    }

    /// Where the header of a post at `file` comes from, and whether the generator is needed.
    pub(super) fn origin(
        &self,
        wish: &NewPost,
        file: &str,
        permission: Permission,
        now: Now,
    ) -> (Option<String>, Option<Permission>) {
        let Some(template) = self.site.template(file) else { return (None, None) };
        let path = &template.path;
        let Err((place, code)) = self.texts(&template, wish, file, now) else {
            return (Some(format!("made from {path}")), None);
        };
        let generator = self.site.generator().name().unwrap_or("the generator");
        let style = "in the style of the newest posts";
        let why = format!("{style}, since {place} has {code}, which only {generator} can fill");
        if !self.asks(&template, file) {
            return (Some(why), None);
        }
        let note = match permission {
            Permission::Missing => format!("{why}, and {generator} is not installed"),
            Permission::Unasked => why,
            Permission::Given => format!("made from {path} by {generator}"),
        };
        (Some(note), Some(permission))
    }

    /// The steps that make the files of a post.
    pub(super) fn filled(
        &mut self,
        wish: &NewPost,
        slug: &str,
        file: &str,
        made: Option<&Made>,
        now: Now,
    ) -> Vec<Step> {
        let template = self.site.template(file);
        let conventions = self.conventions();
        let files: Option<Vec<(String, Vec<u8>)>> = match (made, &template) {
            (Some(made), _) => Some(made.0.clone()),
            (None, Some(template)) => self
                .texts(template, wish, file, now)
                .ok()
                .map(|texts| texts.into_iter().map(|(path, text)| (path, text.into_bytes())).collect()),
            (None, None) => None,
        };
        let Some(mut files) = files else {
            let style = self.header_style(file);
            let text = new_post::text(&style, &wish.title, slug, wish.draft, now.local());
            return vec![new_file(file, text.into_bytes())];
        };
        if let Some((_, bytes)) = files.first_mut().filter(|_| made.is_some())
            && let Some(titled) = self.titled(bytes, &wish.title, slug, &conventions)
        {
            *bytes = titled.into_bytes();
        }
        let written = files.into_iter().map(|(path, bytes)| new_file(&path, bytes));
        let copies = template.iter().flat_map(|template| copies(template, file));
        written.chain(copies).collect()
    }

    fn asks(&self, template: &Template, path: &str) -> bool {
        self.site.call(template, path, Path::new("")).is_some()
    }

    /// The files of the template with their placeholders filled.
    ///
    /// # Errors
    /// The file, and what in it only the generator can fill.
    fn texts(
        &self,
        template: &Template,
        wish: &NewPost,
        file: &str,
        now: Now,
    ) -> std::result::Result<Texts, (String, String)> {
        let fill = |template: &Template, title, path: &str| {
            let filling = Filling { title, path, now: now.local() };
            let filled = self.site.fill(template, &filling);
            filled.map(|text| (path.to_owned(), text)).map_err(|code| (template.path.clone(), code))
        };
        let mut texts = vec![fill(template, Some(wish.title.as_str()), file)?];
        let (from, to) = (folder(&template.path), folder(file));
        for other in &template.others {
            let Some(text) = other.text.clone() else { continue };
            let path = format!("{from}/{}", other.name);
            let beside = Template { path, text, others: Vec::new() };
            texts.push(fill(&beside, None, &format!("{to}/{}", other.name))?);
        }
        Ok(texts)
    }

    /// What a generator made, with the writer's own title where it has made one of the file's name.
    fn titled(&self, bytes: &[u8], title: &str, slug: &str, conventions: &Conventions) -> Option<String> {
        let text = post::decode(bytes).ok()?;
        let header = front_matter::read(text, conventions.generator);
        let field = header.fields.iter().find(|field| field.key.eq_ignore_ascii_case("title"))?;
        let made = field.value.as_text()?;
        if made == title || self.site.slug(&made) != slug {
            return None;
        }
        let edit = Edit::Set { path: &[&field.key], value: Value::String(title.to_owned()) };
        let edit = front_matter::edit(text, &edit, conventions).ok()?;
        Some(front_matter::apply(text, &edit))
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
}

/// The steps that copy what a template has beside its texts.
fn copies(template: &Template, file: &str) -> Vec<Step> {
    let (from, to) = (folder(&template.path), folder(file));
    let others = template.others.iter().filter(|other| other.text.is_none());
    let copy = |name: &str| Step::Copy {
        from: format!("{from}/{name}").into(),
        to: format!("{to}/{name}").into(),
        expected: None,
    };
    others.map(|other| copy(&other.name)).collect()
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
