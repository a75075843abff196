//! Reading every file of a blog at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fs, thread};

use super::Blog;
use super::kept::Known;
use super::learning::Learning;
use super::read::{self, Read};
use super::rows::Describing;
use crate::site::Tree;
use crate::walk;

/// Below this a thread costs more than it saves.
const FEW: usize = 500;

impl Blog {
    /// Reads every file that is not known from before, and works out what the site says of each.
    pub(super) fn read_all(&mut self) {
        let known = match &self.kept {
            Some(kept) => kept.load(&self.site),
            None => Known::nothing(&self.site),
        };
        let (found, fresh) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
        let still_there = AtomicUsize::new(0);
        let site = Arc::clone(&self.site);
        self.unread = walk::posts(&site, site.root(), |file, path| {
            let metadata = (!known.is_empty()).then(|| fs::metadata(file).ok()).flatten();
            if known.has(&path) {
                still_there.fetch_add(1, Ordering::Relaxed);
            }
            if let Some(read) = metadata.and_then(|metadata| known.read(&path, &metadata, &site)) {
                return push(&found, read);
            }
            let (read, key) = read::read(&site, file, &path);
            if let Some(entry) =
                key.filter(|_| self.kept.is_some()).and_then(|key| known.entry(&read, key, &site))
            {
                push(&fresh, entry);
            }
            push(&found, read);
        });
        let observed = self.take_all_in(found.into_inner().unwrap_or_else(PoisonError::into_inner));
        self.describe_all();
        // The list is complete: what goes on in the background takes none of its time.
        self.learning = Learning::start(self.site.generator(), observed);
        if let Some(kept) = &self.kept {
            kept.store(fresh.into_inner().unwrap_or_else(PoisonError::into_inner), self.now);
            if still_there.into_inner() < known.len() {
                kept.remove(known.gone(|path| self.posts.contains_key(path)));
            }
        }
    }

    /// Takes these files in, in place of all that were there; gives what was observed in their headers.
    fn take_all_in(&mut self, found: Vec<Read>) -> Vec<(Arc<str>, Box<[u8]>)> {
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_unstable_by(|&a, &b| found[a].summary.path.cmp(&found[b].summary.path));
        let mut found: Vec<Option<Read>> = found.into_iter().map(Some).collect();
        let (mut posts, mut files) = (Vec::with_capacity(found.len()), Vec::with_capacity(found.len()));
        let mut all = Vec::with_capacity(found.len());
        for Read { summary, fields, modified, observed } in
            order.into_iter().filter_map(|at| found[at].take())
        {
            let path: Arc<str> = summary.path.as_str().into();
            all.extend(observed.map(|observed| (Arc::clone(&path), observed)));
            files.push((Arc::clone(&path), fields, modified));
            posts.push((path, summary));
        }
        self.tree = Tree::of(files);
        self.posts = posts.into_iter().collect();
        all
    }

    /// Works out what the site says of every file, on several threads.
    fn describe_all(&mut self) {
        let describing = Describing::new(&self.site, &self.tree, self.now);
        // Both are by path.
        let mut posts: Vec<_> = self.tree.iter().zip(self.posts.values_mut()).collect();
        let threads = thread::available_parallelism().map_or(1, usize::from).min(posts.len() / FEW + 1);
        let share = posts.len().div_ceil(threads).max(1);
        thread::scope(|scope| {
            for part in posts.chunks_mut(share) {
                let describing = &describing;
                scope.spawn(move || {
                    part.iter_mut().for_each(|(source, post)| describing.describe(source, post));
                });
            }
        });
        self.pages.clear();
        for (path, post) in &self.posts {
            if let Some(page) = post.page {
                self.pages.insert(page, Arc::clone(path));
            }
        }
        for path in self.pages.contested() {
            self.mark_clash(&path);
        }
        self.listing.forget();
    }
}

fn push<T>(all: &Mutex<Vec<T>>, one: T) {
    all.lock().unwrap_or_else(PoisonError::into_inner).push(one);
}
