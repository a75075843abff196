//! The search in the texts of the open blog's posts.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use galley_core::search::{Bodies, BodyHit};
use galley_core::{Blog, disk};

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
            let texts = paths.into_iter().filter_map(|path| text(&root.join(&path)).map(|text| (path, text)));
            // Nobody else has them once another folder is open.
            reading.load(texts, || Arc::strong_count(&reading) == 1);
        });
        bodies
    }

    /// These files may have other texts now; `blog` has looked at them already.
    pub fn changed(&self, blog: &Blog, paths: &[PathBuf]) {
        let mut held = lock(&self.bodies);
        let Some(bodies) = &*held else { return };
        if paths.len() > FEW || paths.iter().any(|path| path.is_dir()) {
            *held = None;
            return;
        }
        for path in paths {
            let Some(below) = galley_core::blog::relative(blog.root(), path) else { continue };
            // Given and not only taken out: what is being read into memory may be the text before.
            match blog.post(&below).and_then(|_| text(path)) {
                Some(text) => bodies.set(&below, &text),
                None => bodies.remove(&below),
            }
        }
    }

    /// Another folder is open.
    pub fn forget(&self) {
        *lock(&self.bodies) = None;
    }
}

/// The text of a regular file that is UTF-8.
fn text(file: &Path) -> Option<String> {
    disk::read_text(file).ok()
}

#[cfg(test)]
mod tests {
    use galley_core::ListQuery;
    use galley_core::disk::{self, Expected};

    use super::*;

    fn found(texts: &Texts, blog: &mut Blog, typed: &str) -> Vec<String> {
        let paths = blog.texts_to_search(&ListQuery::default());
        let bodies = texts.of(blog, &paths);
        let hits = texts.search(&bodies, typed, &paths, 10).unwrap_or_default();
        hits.into_iter().map(|hit| hit.path).collect()
    }

    #[test]
    fn a_changed_text_is_found_by_its_new_words_and_no_longer_by_the_old() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().canonicalize().expect("it exists");
        let write = |name: &str, text: &str| {
            disk::write(&root.join(name), text.as_bytes(), Expected::Anything).expect("it is written");
            root.join(name)
        };
        write("a.md", "old words");
        let mut blog = Blog::open(&root, None, galley_clock::now()).expect("it opens").blog;
        let texts = Texts::default();
        assert_eq!(found(&texts, &mut blog, "old"), ["a.md"]);
        let changed = [write("a.md", "new words"), write("b.md", "new as well"), root.join("gone.md")];
        blog.refresh(&changed, galley_clock::now());
        texts.changed(&blog, &changed);
        assert_eq!(found(&texts, &mut blog, "old"), [""; 0]);
        assert_eq!(found(&texts, &mut blog, "new"), ["a.md", "b.md"]);
    }
}
