//! The state behind the window: the open blog, its watch and the open posts.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use galley_core::blog::remove_leftovers;
use galley_core::changes::Step;
use galley_core::disk::Writer;
use galley_core::journal::{Found, Journal};
use galley_core::markdown::RenderContext;
use galley_core::site::Site;
use galley_core::{
    Blog, BlogChanges, BodyRow, Error, ErrorKind, Generator, ListQuery, Memory, OpenPost, Opened, Opening,
    Operation, Proposal, Session, Shown, Watch,
};
use tauri::AppHandle;
use tauri_specta::Event;

use crate::events::FolderPolled;
use crate::operations::{self, Desk, Done, History, Way};
use crate::platform;
use crate::report::{self, tell};
use crate::rewrites;
use crate::schedule::Schedule;
use crate::texts::Texts;
use crate::trash::SystemTrash;
use crate::wire::{self, Reply, WireError};

/// A post's lock is held for one step of work only.
pub type SharedPost = Arc<Mutex<OpenPost>>;

/// Everything the commands work on.
pub struct Host {
    memory: Memory,
    /// What is typed, until the files have it.
    pub(crate) keeping: Arc<Journal>,
    /// Unsaved text from before that no post was opened with yet.
    pub(crate) left: Mutex<Vec<Found>>,
    /// The folder of the records of operations under way.
    journal: PathBuf,
    /// The folder of what was read of each blog.
    cache: PathBuf,
    pub(crate) writer: Writer,
    history: Mutex<History>,
    argument: Option<PathBuf>,
    blog: Arc<Mutex<Option<Blog>>>,
    pub(crate) posts: Arc<Mutex<HashMap<u32, SharedPost>>>,
    texts: Arc<Texts>,
    watch: Mutex<Option<Watch>>,
    schedule: Arc<Mutex<Option<Schedule>>>,
    first: Mutex<Option<std::thread::JoinHandle<First>>>,
    pub(crate) next_doc: AtomicU32,
    closing: Mutex<Option<Instant>>,
    /// When the page's process died, the last times.
    pub(crate) deaths: Mutex<Vec<Instant>>,
}

/// What is read while the window comes up.
struct First {
    session: Result<Session, Error>,
    opened: Option<Reply<Opened>>,
    recovered: Vec<String>,
    left: Vec<Found>,
}

/// Rows that the window has without asking again.
const FIRST_PAGE: u32 = 100;

/// A page that has not closed its window after this long is taken to be stuck.
const PATIENCE: Duration = Duration::from_secs(4);

impl Host {
    /// Remembers in `config`, keeps what is typed in `keeping`, the records of operations in `journal`
    /// and what was read in `cache`; `argument` is the path of the command line.
    pub fn new(
        config: PathBuf,
        keeping: Journal,
        journal: PathBuf,
        cache: PathBuf,
        argument: Option<PathBuf>,
    ) -> Host {
        Host {
            memory: Memory::new(config),
            keeping: Arc::new(keeping),
            left: Mutex::default(),
            writer: Writer::new(rewrites::folder(&journal)),
            journal,
            cache,
            history: Mutex::default(),
            argument,
            blog: Arc::default(),
            posts: Arc::default(),
            texts: Arc::default(),
            watch: Mutex::default(),
            schedule: Arc::default(),
            first: Mutex::default(),
            next_doc: AtomicU32::new(1),
            closing: Mutex::default(),
            deaths: Mutex::default(),
        }
    }

    /// Settings and session on disk.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Starts to read the first folder while the web view is still coming up.
    pub fn open_first(&self, _app: &AppHandle) {
        let (memory, argument) = (self.memory.clone(), self.argument.clone());
        let (journal, cache) = (self.journal.clone(), self.cache.clone());
        let keeping = Arc::clone(&self.keeping);
        let reading = std::thread::spawn(move || {
            // Before they are read for other reasons, which tell nobody.
            let troubles = memory.troubles();
            let mut recovered: Vec<String> = troubles.iter().map(|error| format!("{error}.")).collect();
            recovered.extend(operations::recovered(&journal, &SystemTrash));
            let (left, troubles) = keeping.left();
            recovered.extend(troubles.iter().map(report::set_aside));
            recovered.extend(rewrites::recovered(&rewrites::folder(&journal)));
            let session = memory.session();
            let last = || session.as_ref().ok().and_then(|session| session.folder.clone()).map(PathBuf::from);
            let path = argument.or_else(last);
            let opened = path.map(|path| open(&memory, &cache, &path).map_err(WireError::from));
            let trouble = opened.as_ref().and_then(|opened| opened.as_ref().ok()?.blog.cache_trouble());
            recovered.extend(trouble.and_then(|trouble| report::in_words(&trouble)));
            First { session, opened, recovered, left }
        });
        *lock(&self.first) = Some(reading);
    }

    /// What the window needs for its first paint. A page that reloads gets the open blog again.
    pub fn start(&self, app: &AppHandle) -> wire::Start {
        let first = lock(&self.first).take().and_then(|reading| reading.join().ok());
        let First { session, opened, mut recovered, left } = first.unwrap_or_else(|| self.again());
        *lock(&self.left) = left;
        let (settings, of_settings) = or_default(self.memory.settings());
        let (session, of_session) = or_default(session);
        recovered.extend([of_settings, of_session].into_iter().flatten());
        let mut notice = None;
        let blog = match opened {
            Some(Ok(opened)) => Some(self.show(app, opened)),
            Some(Err(error)) => {
                notice = Some(error);
                None
            }
            None => lock(&self.blog).as_mut().map(|blog| self.wire_blog(blog, None, None)),
        };
        recovered.extend(self.left_elsewhere(blog.as_ref()));
        let preview_url = format!("{}/", platform::preview_origin());
        wire::Start { settings, session, blog, notice, recovered, preview_url }
    }

    /// What a page that comes anew needs: the documents of the one before have died with it.
    fn again(&self) -> First {
        self.close_posts();
        let recovered = self.death_told().into_iter().collect();
        let session = self.memory.session().map(|session| self.without_deadly_post(session));
        First { session, opened: None, recovered, left: self.keeping.left().0 }
    }

    /// Opens a folder or a post's folder; the documents of the blog before close.
    pub fn open_blog(&self, app: &AppHandle, path: &Path) -> Reply<wire::Blog> {
        self.close_cache();
        Ok(self.show(app, open(&self.memory, &self.cache, path)?))
    }

    /// Opens the folder anew by the rules of this generator, and does so from now on.
    pub fn choose_generator(&self, app: &AppHandle, generator: Generator) -> Reply<wire::Blog> {
        let root = self.with_blog(|blog| Ok(blog.root().to_path_buf()))?;
        self.memory.save_generator(&root, generator)?;
        self.close_cache();
        Ok(self.show(app, open(&self.memory, &self.cache, &root)?))
    }

    /// Runs `work` on the open blog.
    pub fn with_blog<T>(&self, work: impl FnOnce(&mut Blog) -> galley_core::Result<T>) -> Reply<T> {
        let mut blog = lock(&self.blog);
        let blog = blog.as_mut().ok_or_else(|| WireError::new(ErrorKind::Refused, "no folder is open"))?;
        guarded(|| work(blog))
    }

    /// The posts whose bodies have every word of the query's text; `None` when a later call overtook
    /// this one.
    pub fn search_bodies(&self, query: &ListQuery, limit: u32) -> Reply<Option<Vec<BodyRow>>> {
        let (paths, bodies) = self.with_blog(|blog| {
            let paths = blog.texts_to_search(query);
            let bodies = self.texts.of(blog, &paths);
            Ok((paths, bodies))
        })?;
        let Some(hits) = self.texts.search(&bodies, &query.text, &paths, limit) else { return Ok(None) };
        self.with_blog(|blog| Ok(Some(blog.body_rows(hits))))
    }

    /// The folder that the preview may show files of.
    pub fn media_root(&self) -> Option<PathBuf> {
        lock(&self.blog).as_ref().map(|blog| blog.root().to_path_buf())
    }

    /// Runs `work` on an open post.
    pub fn with_post<T>(
        &self,
        doc: u32,
        work: impl FnOnce(&mut OpenPost) -> galley_core::Result<T>,
    ) -> Reply<T> {
        let post = lock(&self.posts).get(&doc).cloned();
        let post = post.ok_or_else(|| WireError::new(ErrorKind::Refused, "this post is no longer open"))?;
        let mut post = lock(&post);
        guarded(|| work(&mut post))
    }

    /// Works out what an operation will change, without doing it.
    pub fn propose(&self, operation: &Operation) -> Reply<Shown> {
        self.with_blog(|blog| Ok(blog.propose(operation, galley_clock::now())?.shown))
    }

    /// Does an operation, wholly or not at all.
    pub fn run(&self, app: &AppHandle, operation: &Operation) -> Reply<Done> {
        let (changes, done) = self.with_blog(|blog| {
            let proposal = blog.propose(operation, galley_clock::now())?;
            self.apply(blog, proposal)
        })?;
        tell(app, changes, None);
        Ok(done)
    }

    /// Does what was worked out, so that it can be taken back.
    pub(crate) fn apply(
        &self,
        blog: &mut Blog,
        proposal: Proposal,
    ) -> galley_core::Result<(BlogChanges, Done)> {
        let Proposal { plan, shown } = proposal;
        let steps = lock(&self.history).run(&self.desk(blog), &plan)?;
        Ok(self.follow(blog, shown.title, &steps))
    }

    /// Takes the last operation back, or does again what was taken back.
    pub fn go(&self, app: &AppHandle, way: Way) -> Reply<Option<Done>> {
        let gone = self.with_blog(|blog| {
            let gone = lock(&self.history).go(&self.desk(blog), way)?;
            Ok(gone.map(|(title, steps)| self.follow(blog, title, &steps)))
        })?;
        Ok(gone.map(|(changes, done)| {
            tell(app, changes, None);
            Done { undone: way == Way::Undo, ..done }
        }))
    }

    fn desk(&self, blog: &Blog) -> Desk<'_> {
        Desk { root: blog.root().to_path_buf(), journal: &self.journal, bin: &SystemTrash }
    }

    /// Brings the list and the open posts to where the files are now.
    fn follow(&self, blog: &mut Blog, title: String, steps: &[Step]) -> (BlogChanges, Done) {
        let moves = operations::moves(steps);
        let mut documents = Vec::new();
        for (doc, post) in lock(&self.posts).iter() {
            let mut post = lock(post);
            let Ok(below) = post.file().strip_prefix(blog.root()) else { continue };
            let Some(place) = operations::moved(&moves, below) else { continue };
            let path = place.to_string_lossy().into_owned();
            post.relocate(&blog.root().join(&place), context(blog, &path));
            documents.push((*doc, path));
        }
        let changes = blog.refresh(&operations::touched(blog, steps), galley_clock::now());
        let named = |path: PathBuf| path.to_string_lossy().into_owned();
        let moved = moves.into_iter().map(|(from, to)| (named(from), named(to))).collect();
        (changes, Done { title, moved, documents, undone: false })
    }

    /// Notes that the writer wants to close; false when the window should close now.
    pub fn ask_to_close(&self) -> bool {
        let mut asked = lock(&self.closing);
        let stuck = asked.is_some_and(|since| since.elapsed() > PATIENCE);
        asked.get_or_insert_with(Instant::now);
        !stuck
    }

    fn show(&self, app: &AppHandle, opened: Opened) -> wire::Blog {
        // The old watch is joined here, and its thread may be waiting for the blog: take no lock.
        drop(lock(&self.watch).take());
        let Opened { mut blog, post, folder } = opened;
        if !lock(&self.posts).is_empty() {
            self.close_posts();
            *lock(&self.left) = self.keeping.left().0;
        }
        let shown = self.wire_blog(&mut blog, post, folder);
        let site = Arc::clone(blog.site());
        *lock(&self.blog) = Some(blog);
        lock(&self.history).forget();
        self.texts.forget();
        self.start_watch(app, &site);
        *lock(&self.schedule) = Some(Schedule::start(app, &self.blog));
        self.prepare_search();
        shown
    }

    /// Gets ready for the first key in the filter, once the window has had its time to come up.
    fn prepare_search(&self) {
        let blog = Arc::clone(&self.blog);
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_secs(2));
            let site = lock(&blog).as_mut().map(|blog| {
                blog.prepare_search();
                Arc::clone(blog.site())
            });
            site.map(|site| remove_leftovers(&site));
        });
    }

    /// Two blogs, one of them about to close, must not keep what they read in one file.
    fn close_cache(&self) {
        if let Some(blog) = lock(&self.blog).as_mut() {
            blog.close_cache();
        }
    }

    fn wire_blog(&self, blog: &mut Blog, selected: Option<String>, folder: Option<String>) -> wire::Blog {
        let session = self.memory.session().unwrap_or_default();
        let (grouping, sorting) = (session.grouping, session.sorting);
        let query = ListQuery { folder: folder.clone(), grouping, sorting, ..ListQuery::default() };
        let near = selected.as_deref().or(session.post.as_deref());
        wire::Blog {
            root: blog.root().to_string_lossy().into_owned(),
            name: blog.name(),
            page: blog.list(&query, 0, FIRST_PAGE, near),
            selected,
            folder,
            site: wire::Site::of(blog, &self.memory),
            left: self.left_of(blog),
        }
    }

    fn start_watch(&self, app: &AppHandle, site: &Arc<Site>) {
        let (blog, posts, handle) = (Arc::clone(&self.blog), Arc::clone(&self.posts), app.clone());
        let texts = Arc::clone(&self.texts);
        let schedule = Arc::clone(&self.schedule);
        let started = Watch::start(site, move |batch| {
            if batch.polls {
                let _ = FolderPolled.emit(&handle);
            }
            report::report(&handle, &blog, &posts, &texts, &batch.paths);
            if let Some(schedule) = lock(&schedule).as_ref() {
                schedule.look_again();
            }
        });
        match started {
            Ok(watch) => *lock(&self.watch) = Some(watch),
            Err(error) => tell(app, BlogChanges::default(), Some(error)),
        }
    }
}

/// Where the preview of the post at `path` finds its files, and how its Markdown is read.
pub(crate) fn context(blog: &Blog, path: &str) -> RenderContext {
    let post_dir = path.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default();
    RenderContext {
        asset_base: format!("{}/file/", platform::preview_origin()),
        post_dir,
        dialect: blog.site().dialect(path),
    }
}

/// Opens a folder by the rules of the generator that the writer chose for it, if any.
fn open(memory: &Memory, cache: &Path, path: &Path) -> Result<Opened, Error> {
    let choice = |root: &Path| memory.generator(root);
    Blog::open_as(path, &Opening { choice: &choice, now: galley_clock::now(), cache: Some(cache) })
}

/// What was read, or the default and why as a sentence.
fn or_default<T: Default>(read: Result<T, Error>) -> (T, Option<String>) {
    match read {
        Ok(value) => (value, None),
        Err(error) => (T::default(), Some(format!("{error}."))),
    }
}

/// A panic is an answer too: without one the page would wait for ever.
fn guarded<T>(work: impl FnOnce() -> galley_core::Result<T>) -> Reply<T> {
    let done = catch_unwind(AssertUnwindSafe(work));
    let message = "Galley made a mistake here; your text is safe";
    done.map_err(|_| WireError::new(ErrorKind::Internal, message))?.map_err(WireError::from)
}

/// A panic in one command must not lock the writer out of the text: the data is still whole, since
/// every change of it is one assignment.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
