//! What the window asks of the versions of a post, and what leaves one.

use std::path::PathBuf;

use galley_core::diff::{self, Piece};
use galley_core::front_matter;
use galley_core::history::{DeletedPost, ParagraphState, Reason, Version, paragraph_at};
use galley_core::markdown::{Preview, Whole};
use galley_core::{
    Document, EditReply, ErrorKind, MergeReply, Merged, OpenPost, Operation, Reload, SaveReply, disk, utf16,
};
use tauri::AppHandle;
use tauri_specta::Event;

use crate::events::VersionsTrouble;
use crate::host::{Host, context};
use crate::operations::{Done, Way, moved};
use crate::privacy::keep_excluded;
use crate::report::tell;
use crate::versions::{Place, Text, Versions, is_there};
use crate::wire::{Reply, WireError};

/// Unchanged lines around each difference.
const AROUND: usize = 3;

/// The most that a paragraph is told to have been.
const MOST_STATES: usize = 200;

/// Tells the window of trouble with versions.
pub fn told(app: &AppHandle) -> impl Fn(String) + Send + 'static {
    let app = app.clone();
    move |message| drop(VersionsTrouble { message }.emit(&app))
}

impl Host {
    /// Opens a post of the blog in the editor, with the versions that it had under another name.
    pub fn open_with_versions(&self, versions: &Versions, path: String) -> Reply<crate::wire::OpenPost> {
        let opened = self.open_post(path)?;
        let root = self.with_blog(|blog| Ok(blog.root().to_path_buf()))?;
        if !self.memory().is_excluded(&root.join(&opened.path)) {
            versions.opened(opened.doc, Place { root, path: opened.path.clone() });
        }
        Ok(opened)
    }

    /// Forgets an open post. Text that is to be gone and that no file has becomes a version.
    pub fn close_with_versions(&self, versions: &Versions, doc: u32, discard: bool) {
        if discard {
            let lost = |post: &mut OpenPost| {
                if post.is_edited() || post.is_gone() {
                    keep(versions, doc, post, Reason::Lost);
                }
                Ok(())
            };
            // One that is not open has nothing to lose.
            let _ = self.with_post(doc, lost);
        }
        versions.closed(doc);
        self.close_post(doc, discard);
    }

    /// Applies one step of typing; every two minutes of it leave a version.
    pub fn edit(
        &self,
        versions: &Versions,
        doc: u32,
        edit: impl FnOnce(&mut OpenPost) -> galley_core::Result<EditReply>,
    ) -> Reply<EditReply> {
        self.with_post(doc, |post| {
            let reply = edit(post)?;
            if versions.typed(doc) {
                keep(versions, doc, post, Reason::Typing);
            }
            Ok(reply)
        })
    }

    /// Writes a post to its file, and keeps the version; with what another program had written there,
    /// when that is overwritten.
    pub fn save(
        &self,
        versions: &Versions,
        doc: u32,
        overwrites: bool,
        save: impl FnOnce(&mut OpenPost) -> galley_core::Result<SaveReply>,
    ) -> Reply<SaveReply> {
        self.with_post(doc, |post| {
            let common = post.last_common();
            let foreign = if overwrites { disk::read(post.file()).ok() } else { None };
            let reply = save(post)?;
            let has_saved = match reply {
                SaveReply::Saved | SaveReply::SavedInPlace { .. } => true,
                // It was written by a save that was not confirmed, or by another program.
                SaveReply::Unchanged => post.last_common() != common,
                SaveReply::Conflict { .. } => false,
            };
            let saved = has_saved.then(|| current(post, Reason::Saved));
            let first = || text_of(common.to_vec(), post, Reason::Outside);
            if let Some(foreign) = foreign.filter(|bytes| bytes[..] != common[..]) {
                versions.keep_open(doc, text_of(foreign, post, Reason::Lost), first);
            }
            if let Some(saved) = saved {
                versions.keep_open(doc, saved, first);
            }
            Ok(reply)
        })
    }

    /// Takes the file's text into an open post; both texts are kept.
    pub fn reload(
        &self,
        versions: &Versions,
        doc: u32,
        reload: impl FnOnce(&mut OpenPost) -> galley_core::Result<Reload>,
    ) -> Reply<Reload> {
        self.with_post(doc, |post| {
            let reason = if post.is_edited() { Reason::Lost } else { Reason::Outside };
            let (before, common) = (post.file_bytes(), post.last_common());
            let reply = reload(post)?;
            let after = current(post, Reason::Outside);
            let first = || text_of(common.to_vec(), post, Reason::Outside);
            versions.keep_open(doc, text_of(before, post, reason), first);
            versions.keep_open(doc, after, first);
            Ok(reply)
        })
    }

    /// Merges an open post with its file. The text as it was before is kept.
    pub fn merge(&self, versions: &Versions, doc: u32, version: u32) -> Reply<MergeReply> {
        self.with_post(doc, |post| {
            let (before, common) = (post.file_bytes(), post.last_common());
            let reply = post.merge(version)?;
            if let MergeReply::Merged(_) = reply {
                let first = || text_of(common.to_vec(), post, Reason::Outside);
                versions.keep_open(doc, text_of(before, post, Reason::Typing), first);
                let theirs = post.last_common().to_vec();
                versions.keep_open(doc, text_of(theirs, post, Reason::Outside), first);
            }
            Ok(reply)
        })
    }

    /// Takes what the writer made of conflicts. What the text has not of the file is kept.
    pub fn resolve(&self, versions: &Versions, doc: u32, version: u32, text: &str) -> Reply<Merged> {
        self.with_post(doc, |post| {
            let common = post.last_common();
            let (merged, lost) = post.resolve(version, text)?;
            if let Some(lost) = lost {
                let first = || text_of(common.to_vec(), post, Reason::Outside);
                versions.keep_open(doc, text_of(lost.to_vec(), post, Reason::Lost), first);
            }
            Ok(merged)
        })
    }

    /// Does an operation on posts. What it deletes is kept, and versions follow what it moves.
    pub fn operate(&self, app: &AppHandle, versions: &Versions, operation: &Operation) -> Reply<Done> {
        let deletes = matches!(operation, Operation::Delete { .. });
        let doomed = if deletes { self.doomed(operation)? } else { Vec::new() };
        let done = self.run(app, operation)?;
        for (place, text) in doomed {
            versions.keep(place, text);
        }
        self.follow_moves(app, versions, &done)?;
        Ok(done)
    }

    /// Takes back an operation or does it again, with the versions of what it moves.
    pub fn go_with_versions(&self, app: &AppHandle, versions: &Versions, way: Way) -> Reply<Option<Done>> {
        let done = self.go(app, way)?;
        done.iter().try_for_each(|done| self.follow_moves(app, versions, done))?;
        Ok(done)
    }

    fn follow_moves(&self, app: &AppHandle, versions: &Versions, done: &Done) -> Reply<()> {
        if done.moved.is_empty() {
            return Ok(());
        }
        let (root, posts) = self.with_blog(|blog| {
            let posts: Vec<_> = blog.posts().map(|post| PathBuf::from(&post.path)).collect();
            Ok((blog.root().to_path_buf(), posts))
        })?;
        let back: Vec<(PathBuf, PathBuf)> =
            done.moved.iter().rev().map(|(from, to)| (to.into(), from.into())).collect();
        for post in posts {
            if let Some(before) = moved(&back, &post) {
                // The undo history alone, which no text depends on.
                let _ = self.keeping.follow(&root.join(before), &root.join(post));
            }
        }
        let moves: Vec<_> = done.moved.iter().map(|(from, to)| (root.join(from), root.join(to))).collect();
        keep_excluded(app, self.memory(), &moves);
        versions.moved(root, done.moved.clone(), &done.documents);
        Ok(())
    }

    /// The posts that an operation deletes, as they are now.
    fn doomed(&self, operation: &Operation) -> Reply<Vec<(Place, Text)>> {
        let removed = self.propose(operation)?.removed;
        self.with_blog(|blog| {
            let goes = |path: &str| {
                let below = |folder: &String| {
                    path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
                };
                removed.iter().any(|gone| gone == path || below(gone))
            };
            let root = blog.root().to_path_buf();
            let is_kept = |path: &str| !self.memory().is_excluded(&root.join(path));
            let posts = blog.posts().filter(|post| goes(&post.path) && is_kept(&post.path));
            let texts = posts.filter_map(|post| {
                let bytes = disk::read(&root.join(&post.path)).ok()?;
                let place = Place { root: root.clone(), path: post.path.clone() };
                let words = words_in(&bytes, blog, &post.path);
                Some((place, Text { reason: Reason::Deleted, bytes, words }))
            });
            Ok(texts.collect())
        })
    }

    /// The versions of an open post, the newest first.
    pub fn versions(&self, versions: &Versions, doc: u32) -> Reply<Vec<Version>> {
        let Place { root, path } = place(versions, doc)?;
        versions.flush();
        Ok(versions.store().versions(&root, &path)?)
    }

    /// What the preview shows of a version.
    pub fn version_preview(&self, versions: &Versions, doc: u32, id: u32) -> Reply<Whole> {
        let at = place(versions, doc)?;
        let text = text(versions, &at, id)?;
        self.with_blog(|blog| {
            let end = front_matter::split(&text, blog.site().generator()).map_or(0, |split| split.block.end);
            let (header, body) = text.split_at(end);
            let line = header.bytes().filter(|byte| *byte == b'\n').count() as u32;
            let mut preview = Preview::new();
            let context = context(blog, &at.path);
            preview.read(body, line, &context);
            Ok(preview.full(body, &context))
        })
    }

    /// What is different between two versions of an open post; `None` is no text before the first, and
    /// the editor's text after the last.
    pub fn compare(
        &self,
        versions: &Versions,
        doc: u32,
        old: Option<u32>,
        new: Option<u32>,
    ) -> Reply<Vec<Piece>> {
        let at = place(versions, doc)?;
        let old = old.map_or(Ok(String::new()), |id| text(versions, &at, id))?;
        let new = match new {
            Some(id) => text(versions, &at, id)?,
            None => self.with_post(doc, |post| Ok(post.text().to_owned()))?,
        };
        Ok(diff::in_context(diff::pieces(&old, &new), AROUND))
    }

    /// What the paragraph at a UTF-16 offset of an open post was, the newest first.
    pub fn paragraph(&self, versions: &Versions, doc: u32, caret: u32) -> Reply<Vec<ParagraphState>> {
        let Place { root, path } = place(versions, doc)?;
        let current = self.with_post(doc, |post| Ok(post.text().to_owned()))?;
        let at = utf16::to_byte(&current, caret as usize).unwrap_or(current.len());
        let range = paragraph_at(&current, at);
        versions.flush();
        Ok(versions.store().paragraph(&root, &path, &current, range, MOST_STATES)?)
    }

    /// Makes the text that of a version, byte for byte; the text as it was is kept.
    pub fn restore(&self, versions: &Versions, doc: u32, version: u32, id: u32) -> Reply<Reload> {
        let Place { root, path } = place(versions, doc)?;
        let restored = versions.store().bytes(&root, &path, id)?;
        self.with_post(doc, |post| {
            let before = current(post, Reason::BeforeRestore);
            let reply = post.restore(version, &restored)?;
            let first = || text_of(post.last_common().to_vec(), post, Reason::Outside);
            versions.keep_open(doc, before, first);
            Ok(reply)
        })
    }

    /// The posts of the blog that have versions and no file.
    pub fn deleted_posts(&self, versions: &Versions) -> Reply<Vec<DeletedPost>> {
        versions.flush();
        let (root, generator) =
            self.with_blog(|blog| Ok((blog.root().to_path_buf(), blog.site().generator())))?;
        Ok(versions.store().deleted(&root, generator, &|path| is_there(&root, path)))
    }

    /// Writes a deleted post again. Where it is.
    pub fn bring_back(&self, app: &AppHandle, versions: &Versions, pack: String) -> Reply<String> {
        let (place, changes) = self.with_blog(|blog| {
            let root = blog.root().to_path_buf();
            let (path, bytes) = versions.store().deleted_bytes(&root, &pack)?;
            let (path, proposal) = blog.bring_back(&path, bytes);
            let (changes, _) = self.apply(blog, proposal)?;
            Ok((Place { root, path }, changes))
        })?;
        tell(app, changes, None);
        versions.brought_back(place.clone(), pack);
        Ok(place.path)
    }
}

/// Where an open post is, unless it is excluded from what is kept.
fn place(versions: &Versions, doc: u32) -> Reply<Place> {
    let excluded = || WireError::new(ErrorKind::Refused, "Galley keeps no versions of this post");
    versions.place(doc).ok_or_else(excluded)
}

fn keep(versions: &Versions, doc: u32, post: &mut OpenPost, reason: Reason) {
    let text = current(post, reason);
    versions.keep_open(doc, text, || text_of(post.last_common().to_vec(), post, Reason::Outside));
}

/// The text of an open post as it is.
fn current(post: &mut OpenPost, reason: Reason) -> Text {
    Text { reason, bytes: post.file_bytes(), words: post.words() }
}

/// Another text of an open post.
fn text_of(bytes: Vec<u8>, post: &OpenPost, reason: Reason) -> Text {
    let words = post.words_of(&bytes);
    Text { reason, bytes, words }
}

fn words_in(bytes: &[u8], blog: &galley_core::Blog, path: &str) -> u32 {
    let text = String::from_utf8_lossy(bytes);
    let end = front_matter::split(&text, blog.site().generator()).map_or(0, |split| split.block.end);
    galley_core::markdown::word_count(&text[end..], &blog.site().dialect(path))
}

/// The text of a version, with LF line endings.
fn text(versions: &Versions, place: &Place, id: u32) -> Reply<String> {
    let bytes = versions.store().bytes(&place.root, &place.path, id)?;
    Ok(Document::new(&String::from_utf8_lossy(&bytes)).text().to_owned())
}

#[cfg(test)]
mod tests;
