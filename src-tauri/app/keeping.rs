//! Open posts and what is kept of them: opened with it, closed into it, and told of after a crash.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use galley_core::journal::Closing;
use galley_core::{Blog, Error, Kept, OpenPost, Session};
use tauri::{AppHandle, WebviewWindow};
use tauri_specta::Event;

use crate::events::KeepingFailed;
use crate::host::{Host, context, lock};
use crate::platform::LongText;
use crate::report::{self, tell};
use crate::wire::{self, Reply};

/// What is kept of closed posts, at most, in bytes.
const ROOM: u64 = 64 * 1024 * 1024;

/// A page that dies so often within a minute is given no post to show.
const MOST_DEATHS: usize = 3;

/// Milliseconds since 1970.
pub fn clock() -> i64 {
    galley_clock::now().local().timestamp_millis()
}

/// Tells the window that what is typed cannot be kept.
pub fn failed(app: &AppHandle) -> impl Fn(Error) + Send + 'static {
    let app = app.clone();
    move |error| drop(KeepingFailed { error: error.into() }.emit(&app))
}

impl Host {
    /// Opens a post of the blog in the editor, with what was kept of it; without its text.
    pub fn open_post(&self, path: String) -> Reply<wire::OpenPost> {
        let (file, conventions, context) =
            self.with_blog(|blog| Ok((blog.file(&path)?, blog.conventions(), context(blog, &path))))?;
        let Kept { mut post, resumed, trouble } = if self.memory().is_excluded(&file) {
            let post = OpenPost::open(&file, context, conventions)?;
            Kept { post, resumed: None, trouble: None }
        } else {
            OpenPost::open_kept(&file, context, conventions, &self.keeping)?
        };
        lock(&self.left).retain(|left| left.file != file);
        let doc = self.next_doc.fetch_add(1, Ordering::Relaxed);
        let opened = wire::OpenPost {
            doc,
            path,
            version: post.version(),
            text: None,
            read_only: post.read_only().map(str::to_owned),
            header: post.header().clone(),
            words: (!post.is_long()).then(|| post.words()),
            top: post.top(),
            resumed,
            notice: trouble.as_ref().map(report::set_aside),
        };
        let post = post.saved_by(self.writer.clone());
        lock(&self.posts).insert(doc, Arc::new(Mutex::new(post)));
        Ok(opened)
    }

    /// The same post with its text, unless the page was given that already.
    pub fn with_text(&self, window: &WebviewWindow, opened: wire::OpenPost) -> Reply<wire::OpenPost> {
        let long = self.with_post(opened.doc, |post| Ok(LongText::of(post.text())))?;
        if long.is_some_and(|long| long.hand_over(window, opened.doc)) {
            return Ok(opened);
        }
        let text = self.with_post(opened.doc, |post| Ok(post.text().to_owned()))?;
        Ok(wire::OpenPost { text: Some(text), ..opened })
    }

    /// Forgets an open post; unsaved text comes back when it is opened again, unless it is to be gone.
    pub fn close_post(&self, doc: u32, discard: bool) {
        let Some(post) = lock(&self.posts).remove(&doc) else { return };
        let mut post = lock(&post);
        if discard { post.discard() } else { post.close() }
    }

    /// Closes every post, and returns once what is kept of them is on the disk.
    pub fn close_posts(&self) {
        for (_, post) in lock(&self.posts).drain() {
            lock(&post).close();
        }
        self.keeping.flush();
    }

    /// Returns once what was typed is on the disk.
    pub fn flush(&self) {
        self.keeping.flush();
    }

    /// Makes a second post beside an open one, with its text; the path of it.
    pub fn keep_beside(&self, app: &AppHandle, doc: u32) -> Reply<String> {
        let (file, text) = self.with_post(doc, |post| Ok((post.file().to_path_buf(), post.file_text())))?;
        let (changes, path) = self.with_blog(|blog| {
            let path = file.strip_prefix(blog.root()).unwrap_or(&file).to_string_lossy();
            let (proposal, beside) = blog.propose_beside(&path, &text, galley_clock::now())?;
            let (changes, _) = self.apply(blog, proposal)?;
            Ok((changes, beside))
        })?;
        tell(app, changes, None);
        Ok(path)
    }

    /// Unsaved text that was left in this blog.
    pub(crate) fn left_of(&self, blog: &Blog) -> Vec<wire::LeftPost> {
        let left = lock(&self.left);
        let of_blog = left.iter().filter_map(|found| {
            let path = found.file.strip_prefix(blog.root()).ok()?.to_str()?.to_owned();
            Some(wire::LeftPost { path, at: found.at, asked: found.closed != Some(Closing::Unsaved) })
        });
        of_blog.collect()
    }

    /// A sentence for unsaved text in folders that are not open.
    pub(crate) fn left_elsewhere(&self, blog: Option<&wire::Blog>) -> Option<String> {
        let left = lock(&self.left);
        let is_elsewhere = |file: &Path| blog.is_none_or(|blog| !file.starts_with(&blog.root));
        let mut files = left.iter().map(|found| &found.file).filter(|file| is_elsewhere(file));
        let (first, others) = (files.next()?, files.count());
        let others = match others {
            0 => String::new(),
            1 => " and of one more post".to_owned(),
            more => format!(" and of {more} more posts"),
        };
        Some(format!(
            "Text of {}{others} was not saved and is kept. Open its folder to see it.",
            first.display()
        ))
    }

    /// The page's process died; it is about to be started again.
    pub fn page_died(&self) {
        let mut deaths = lock(&self.deaths);
        deaths.retain(|death| death.elapsed() < Duration::from_secs(60));
        deaths.push(Instant::now());
        drop(deaths);
        self.keeping.flush();
    }

    /// What the writer is told of it.
    pub(crate) fn death_told(&self) -> Option<String> {
        let died = !lock(&self.deaths).is_empty();
        died.then(|| {
            "The page of this window had stopped and was started again. Your text is as it was.".to_owned()
        })
    }

    /// A post that the page died of again and again is not shown at once.
    pub(crate) fn without_deadly_post(&self, session: Session) -> Session {
        let often = lock(&self.deaths).len() >= MOST_DEATHS;
        if often { Session { post: None, ..session } } else { session }
    }

    /// Makes room, once the window is there.
    pub fn tidy_up(&self) {
        let keeping = Arc::clone(&self.keeping);
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_secs(10));
            keeping.prune(ROOM);
        });
    }
}
