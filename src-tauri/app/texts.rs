//! The search in the texts of the open blog's posts.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use galley_core::search::{Bodies, BodyHit};
use galley_core::{Blog, disk, post};

use crate::host::lock;

/// Bytes of texts in memory: a thousand posts; those of a larger blog are read whenever they are
/// searched.
const BUDGET: usize = 16_000_000;
/// More changed files than this at once, and every text is read again.
const FEW: usize = 50;

/// The texts, and which search is the last one.
#[derive(Debug, Default)]
pub struct Texts {
    bodies: Mutex<Option<Arc<Bodies>>>,
    calls: AtomicU64,
}

impl Texts {
    /// The posts of `paths` whose bodies have every word of `typed`; `None` when a later call overtook
    /// this one.
    pub fn search(&self, bodies: &Bodies, typed: &str, paths: &[String], limit: u32) -> Option<Vec<BodyHit>> {
        let call = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        let overtaken = || self.calls.load(Ordering::Relaxed) != call;
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        bodies.search(typed, &paths, limit as usize, &overtaken)
    }

    /// The texts of `blog`. The first time they start to be read into memory, those of `paths` first.
    pub fn of(&self, blog: &Blog, paths: &[String]) -> Arc<Bodies> {
        let mut held = lock(&self.bodies);
        if let Some(bodies) = &*held {
            return Arc::clone(bodies);
        }
        let bodies = Arc::new(blog.bodies(BUDGET));
        *held = Some(Arc::clone(&bodies));
        let (root, paths) = (blog.root().to_path_buf(), paths.to_vec());
        let reading = Arc::clone(&bodies);
        thread::spawn(move || {
            let texts = paths.into_iter().filter_map(|path| {
                let bytes = disk::read(&root.join(&path)).ok()?;
                Some((path, post::decode(&bytes).ok()?.to_owned()))
            });
            // Nobody else has them once another folder is open.
            reading.load(texts, || Arc::strong_count(&reading) == 1);
        });
        bodies
    }

    /// These files may have other texts now.
    pub fn changed(&self, blog: &Blog, paths: &[PathBuf]) {
        let mut held = lock(&self.bodies);
        let Some(bodies) = &*held else { return };
        if paths.len() > FEW || paths.iter().any(|path| path.is_dir()) {
            *held = None;
            return;
        }
        let below = paths.iter().filter_map(|path| galley_core::blog::relative(blog.root(), path));
        below.for_each(|path| bodies.remove(&path));
    }

    /// Another folder is open.
    pub fn forget(&self) {
        *lock(&self.bodies) = None;
    }
}
