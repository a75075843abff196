//! A folder opened as a blog: the one entry point to its posts.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, FixedOffset};

use crate::disk::{self, Expected, Revision};
use crate::error::{At, Error, ErrorKind, Result};
use crate::front_matter::{self, Conventions, Edit, FrontMatter, Habits, Schema};
use crate::new_post::{self, HeaderStyle};
use crate::post::{self, PostSummary};
use crate::{Generator, slug, walk};

/// An open folder of posts.
#[derive(Debug)]
pub struct Blog {
    root: PathBuf,
    posts: BTreeMap<String, PostSummary>,
    generator: Generator,
    schema: Schema,
}

/// A post's summary, and its header where the file could be read.
type Read = (PostSummary, Option<FrontMatter>);

/// What [`Blog::refresh`] found.
#[derive(Debug, Default, PartialEq)]
pub struct BlogChanges {
    /// Posts that are new or whose summary is another.
    pub upserted: Vec<PostSummary>,
    /// Paths of the posts that are gone.
    pub removed: Vec<String>,
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
}

impl Blog {
    /// Opens a folder, or the folder of a post; the second value is that post's path in the blog.
    ///
    /// # Errors
    /// [`Error::NotAFolder`] for a file that is no post; [`Error::Io`] for a folder that cannot be
    /// read.
    pub fn open(path: &Path) -> Result<(Blog, Option<String>)> {
        let path = std::path::absolute(path).at("open", path)?;
        let found = path.canonicalize().at("open", &path)?;
        if found.is_dir() {
            found.read_dir().at("open", &found)?;
            return Ok((Blog::read(found), None));
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = path.parent().filter(|_| post::is_post_name(&name));
        let folder = folder.ok_or_else(|| Error::NotAFolder { path: path.clone() })?;
        let root = folder.canonicalize().at("open", folder)?;
        Ok((Blog::read(root), Some(name)))
    }

    /// The blog's folder, absolute and free of links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The last part of the folder's path.
    pub fn name(&self) -> String {
        let name = self.root.file_name().unwrap_or(self.root.as_os_str());
        name.to_string_lossy().into_owned()
    }

    /// The rules and habits that its headers are edited by.
    pub fn conventions(&mut self) -> Conventions {
        Conventions { generator: self.generator, habits: self.schema.habits() }
    }

    /// What its headers have in common.
    pub fn habits(&mut self) -> Arc<Habits> {
        self.schema.habits()
    }

    /// Every post, by path.
    pub fn posts(&self) -> impl Iterator<Item = &PostSummary> {
        self.posts.values()
    }

    /// Where the post of this path is, whether or not it exists.
    ///
    /// # Errors
    /// [`Error::Refused`] for a path that leaves the blog.
    pub fn file(&self, path: &str) -> Result<PathBuf> {
        let inside = !path.is_empty()
            && Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        if inside { Ok(self.root.join(path)) } else { Err(Error::refused(path, "it is not inside the blog")) }
    }

    /// Looks again at `paths`, files or folders, and says what is different.
    pub fn refresh(&mut self, paths: &[PathBuf]) -> BlogChanges {
        let mut changes = BlogChanges::default();
        if !self.root.is_dir() {
            changes.removed = std::mem::take(&mut self.posts).into_keys().collect();
            self.schema = Schema::new(self.generator);
            return changes;
        }
        for path in paths {
            if path.is_dir() {
                self.refresh_folder(path, &mut changes);
            } else {
                self.refresh_file(path, &mut changes);
            }
        }
        changes
    }

    /// Why the folder can no longer be read, when it cannot.
    pub fn problem(&self) -> Option<Error> {
        self.root.read_dir().at("read", &self.root).err()
    }

    /// Makes a post a draft or publishes it by a minimal edit of its file.
    ///
    /// # Errors
    /// [`Error::Refused`] when the header cannot be edited without loss, and the errors of reading
    /// and writing.
    pub fn set_draft(&mut self, path: &str, on: bool) -> Result<PostSummary> {
        let file = self.file(path)?;
        let conventions = self.conventions();
        edit_file(&file, |text| front_matter::edit(text, &Edit::SetDraft(on), &conventions))?;
        Ok(self.update(path, &file))
    }

    /// What a post of this title would be called; `asked` is the slug that the writer chose, if any.
    pub fn plan_post(&self, title: &str, asked: Option<&str>) -> NewPostPlan {
        let wanted = slug::slugify(asked.unwrap_or(title));
        if wanted.is_empty() {
            return NewPostPlan { slug: String::new(), file: String::new(), problem: None };
        }
        let folder = self.folder_for_new_posts();
        let file = |slug: &str| format!("{folder}{slug}.md");
        let taken = |slug: &str| {
            self.root.join(file(slug)).symlink_metadata().is_ok()
                || self.posts.values().any(|post| post.slug.as_deref() == Some(slug))
        };
        let slug = slug::free(&wanted, taken);
        let problem = (asked.is_some() && slug != wanted).then(|| format!("another post is called {wanted}"));
        NewPostPlan { file: file(&slug), slug, problem }
    }

    /// Creates a post with the header style of the blog's other posts and an empty body.
    ///
    /// # Errors
    /// [`Error::Refused`] without a slug; [`Error::Changed`] when the file appeared meanwhile.
    pub fn create_post(
        &mut self,
        title: &str,
        slug: &str,
        draft: bool,
        now: DateTime<FixedOffset>,
    ) -> Result<PostSummary> {
        let plan = self.plan_post(title, Some(slug));
        if plan.slug.is_empty() {
            return Err(Error::refused(&self.root, "a post needs a slug with at least one letter or digit"));
        }
        let file = self.file(&plan.file)?;
        let text = new_post::text(&self.header_style(), title, &plan.slug, draft, now);
        disk::write(&file, text.as_bytes(), Expected::Absent)?;
        Ok(self.update(&plan.file, &file))
    }

    fn read(root: PathBuf) -> Blog {
        let generator = Generator::detect(&root);
        let mut blog = Blog { schema: Schema::new(generator), posts: BTreeMap::new(), root, generator };
        let root = blog.root.clone();
        headers(&root, &root, generator, |path, (summary, header)| {
            blog.take_in(path, summary, header.as_ref());
        });
        blog
    }

    fn update(&mut self, path: &str, file: &Path) -> PostSummary {
        let (summary, header) = post::summarise(file, path, self.generator);
        self.take_in(path.to_owned(), summary.clone(), header.as_ref());
        summary
    }

    fn take_in(&mut self, path: String, summary: PostSummary, header: Option<&FrontMatter>) {
        match header {
            Some(header) => self.schema.observe(&path, header),
            None => self.schema.forget(&path),
        }
        self.posts.insert(path, summary);
    }

    fn drop_post(&mut self, path: String, changes: &mut BlogChanges) {
        self.posts.remove(&path);
        self.schema.forget(&path);
        changes.removed.push(path);
    }

    fn refresh_folder(&mut self, folder: &Path, changes: &mut BlogChanges) {
        let mut found = BTreeMap::new();
        headers(&self.root, folder, self.generator, |path, read| drop(found.insert(path, read)));
        let prefix = relative(&self.root, folder).map(|path| if path.is_empty() { path } else { path + "/" });
        let Some(prefix) = prefix else { return };
        let gone = self.posts.keys().filter(|path| path.starts_with(&prefix) && !found.contains_key(*path));
        for path in gone.cloned().collect::<Vec<_>>() {
            self.drop_post(path, changes);
        }
        for (path, read) in found {
            self.upsert(path, read, changes);
        }
    }

    fn refresh_file(&mut self, file: &Path, changes: &mut BlogChanges) {
        let Some(path) = relative(&self.root, file) else { return };
        let name = path.rsplit('/').next().unwrap_or(&path);
        if post::is_post_name(name) && walk::is_inside(&self.root, file) && file.is_file() {
            self.upsert(path.clone(), post::summarise(file, &path, self.generator), changes);
            return;
        }
        // A folder that was removed or moved away took its posts along.
        let below = format!("{path}/");
        let gone = self.posts.keys().filter(|known| **known == path || known.starts_with(&below));
        for path in gone.cloned().collect::<Vec<_>>() {
            self.drop_post(path, changes);
        }
    }

    fn upsert(&mut self, path: String, (summary, header): Read, changes: &mut BlogChanges) {
        if self.posts.get(&path) != Some(&summary) {
            changes.upserted.push(summary.clone());
        }
        self.take_in(path, summary, header.as_ref());
    }

    /// The folder of the newest posts, with a final `/`; empty for the blog's own folder.
    fn folder_for_new_posts(&self) -> String {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for post in self.newest().take(10) {
            let folder = post.path.rfind('/').map_or("", |at| &post.path[..=at]);
            *counts.entry(folder).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|&(folder, count)| (count, std::cmp::Reverse(folder)));
        most.map(|(folder, _)| folder.to_owned()).unwrap_or_default()
    }

    fn header_style(&self) -> HeaderStyle {
        let texts = self.newest().take(10).filter_map(|post| {
            let bytes = disk::read(&self.root.join(&post.path)).ok()?;
            post::decode(&bytes).ok().map(str::to_owned)
        });
        HeaderStyle::of(&texts.collect::<Vec<_>>(), self.generator)
    }

    fn newest(&self) -> impl Iterator<Item = &PostSummary> {
        let mut posts: Vec<_> = self.posts.values().filter(|post| post.problems.is_empty()).collect();
        posts.sort_by(|a, b| b.time.partial_cmp(&a.time).unwrap_or(std::cmp::Ordering::Equal));
        posts.into_iter()
    }
}

/// Applies a front matter edit to a file that is not open in an editor. Returns the file's text
/// before and after.
///
/// # Errors
/// [`Error::NotUtf8`], [`Error::Refused`] with the line, and the errors of reading and writing.
pub fn edit_file(
    file: &Path,
    edit: impl FnOnce(&str) -> std::result::Result<Vec<front_matter::Replacement>, front_matter::Refusal>,
) -> Result<(String, String)> {
    let (before, after, revision) = plan_edit(file, edit)?;
    if before != after {
        disk::write(file, after.as_bytes(), Expected::Revision(revision))?;
    }
    Ok((before, after))
}

/// What [`edit_file`] would do: the text before and after, and the revision that was read.
///
/// # Errors
/// As for [`edit_file`], without those of writing.
pub fn plan_edit(
    file: &Path,
    edit: impl FnOnce(&str) -> std::result::Result<Vec<front_matter::Replacement>, front_matter::Refusal>,
) -> Result<(String, String, Revision)> {
    let bytes = disk::read(file)?;
    let revision = Revision::of(&bytes);
    let text = String::from_utf8(bytes).map_err(|error| Error::NotUtf8 {
        path: file.to_path_buf(),
        found: post::decode(error.as_bytes()).err().unwrap_or("cut off inside a character"),
    })?;
    let replacements = edit(&text).map_err(|refusal| Error::refused(file, refusal.to_string()))?;
    let after = front_matter::apply(&text, &replacements);
    Ok((text, after, revision))
}

/// Reads every post below a folder; `take` gets them one at a time, in any order.
fn headers(root: &Path, folder: &Path, generator: Generator, take: impl FnMut(String, Read) + Send) {
    let take = Mutex::new(take);
    walk::posts(folder, |file| {
        if let Some(path) = relative(root, file) {
            let read = post::summarise(file, &path, generator);
            if let Ok(mut take) = take.lock() {
                take(path, read);
            }
        }
    });
}

/// The path below `root` with `/` between its parts; `None` when it is not below.
pub fn relative(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).ok()?;
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    Some(parts.join("/"))
}

/// Whether an error means that a post's file is gone.
pub fn is_gone(error: &Error) -> bool {
    error.kind() == ErrorKind::NotFound
}
