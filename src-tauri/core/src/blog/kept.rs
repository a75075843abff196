//! What was read of each file, kept outside the blog for the next start.

use std::fs::Metadata;
use std::path::Path;

use super::Blog;
use super::read::Read;
use crate::cache::{Cache, Entry, Key, Stored, Trouble};
use crate::front_matter::{Problem, Value};
use crate::now::Now;
use crate::post::PostSummary;
use crate::site::{Fields, Site};

/// The cache of one blog. Nothing depends on it: what it does not know is read.
#[derive(Debug)]
pub(super) struct Kept {
    cache: Cache,
}

/// What the cache is to be told.
#[derive(Debug, Default)]
pub(super) struct Unkept {
    pub read: Vec<Entry>,
    pub gone: Vec<String>,
}

/// What the cache knew when a scan began.
pub(super) struct Known {
    stored: Stored,
    rules: u64,
}

/// What only a file itself can tell, after the number of the rules that it was read by: title, slug,
/// tags, problems, whether it has a header, its fields and what was observed in it.
type Told<'k> = (
    u64,
    Option<String>,
    Option<String>,
    Vec<String>,
    Vec<Problem>,
    bool,
    Vec<(u16, Value)>,
    Option<&'k [u8]>,
);

/// What most posts take, in bytes.
const USUAL: usize = 1024;

/// A build that reads headers in another way must not take what this one kept.
const FORM: &str = concat!(env!("CARGO_PKG_VERSION"), " form 2");

impl Kept {
    /// The cache of the blog at `root`, a file in `folder`.
    pub(super) fn open(folder: &Path, root: &Path) -> Kept {
        let name = blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex();
        let file = folder.join(format!("{}.posts", &name[..16]));
        Kept { cache: Cache::open(&file, FORM) }
    }

    pub(super) fn load(&self, site: &Site) -> Known {
        Known { stored: self.cache.load_all(), rules: rules(site) }
    }

    /// Keeps what was read. A file that was written a moment ago is left out: its next change may not
    /// show in its time.
    pub(super) fn store(&self, entries: Vec<Entry>, now: Now) {
        let now = now.seconds.saturating_mul(1_000_000_000);
        let (settled, fresh): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|entry| entry.key.is_settled(now));
        if !fresh.is_empty() {
            self.cache.remove(fresh.into_iter().map(|entry| entry.path).collect());
        }
        if !settled.is_empty() {
            self.cache.store(settled);
        }
    }

    pub(super) fn trouble(&self) -> Option<Trouble> {
        self.cache.trouble()
    }

    pub(super) fn remove(&self, paths: Vec<String>) {
        if !paths.is_empty() {
            self.cache.remove(paths);
        }
    }
}

impl Blog {
    /// Tells the cache what changed, in one step for all files of a batch.
    pub(super) fn keep_changes(&mut self) {
        let Unkept { read, gone } = std::mem::take(&mut self.unkept);
        if let Some(kept) = &self.kept {
            // A file that was moved away and is back again is among both.
            kept.remove(gone);
            kept.store(read, self.now);
        }
    }
}

impl Known {
    /// Nothing, for a blog without a cache.
    pub(super) fn nothing(site: &Site) -> Known {
        Known { stored: Stored::default(), rules: rules(site) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.stored.is_empty()
    }

    /// How many files it knows.
    pub(super) fn len(&self) -> usize {
        self.stored.len()
    }

    /// Whether it knows of a file at `path`, be it as it is now or not.
    pub(super) fn has(&self, path: &str) -> bool {
        self.stored.get(path).is_some()
    }

    /// What is known of the file at `path`, if it is still the file that was read.
    pub(super) fn read(&self, path: &str, metadata: &Metadata, site: &Site) -> Option<Read> {
        let entry = self.stored.get(path).filter(|entry| entry.key.fits(metadata))?;
        let told: Told<'_> = postcard::from_bytes(entry.value).ok()?;
        let (rules, title, slug, tags, problems, has_header, fields, observed) = told;
        let summary = PostSummary { title, slug, tags, problems, ..PostSummary::bare(path) };
        let fields = Fields::of_kept(has_header, fields, site.keys());
        let observed = observed.map(Box::from);
        (rules == self.rules).then(|| Read { summary, fields, modified: entry.key.modified(), observed })
    }

    /// What is to be kept of a file that was read now.
    pub(super) fn entry(&self, read: &Read, key: Key, site: &Site) -> Option<Entry> {
        let Read { summary, fields, observed, .. } = read;
        let PostSummary { title, slug, tags, problems, .. } = summary;
        let kept = fields.kept(site.keys());
        let told = (self.rules, title, slug, tags, problems, fields.has_header, kept, observed);
        let mut value = postcard::to_extend(&told, Vec::with_capacity(USUAL)).ok()?;
        // It waits to be written.
        value.shrink_to_fit();
        Some(Entry { path: summary.path.clone(), key, value })
    }

    /// The paths that it knows and that are not among these.
    pub(super) fn gone(&self, is_there: impl Fn(&str) -> bool) -> Vec<String> {
        self.stored.iter().map(|entry| entry.path).filter(|path| !is_there(path)).map(str::to_owned).collect()
    }
}

/// A number for the generator and the keys that its rules ask for.
fn rules(site: &Site) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{:?}", site.generator()).as_bytes());
    for key in site.keys() {
        hasher.update(&[0]).update(key.as_bytes());
    }
    let mut first = [0; 8];
    hasher.finalize_xof().fill(&mut first);
    u64::from_le_bytes(first)
}
