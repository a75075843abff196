//! Everything that a cache held, in two large pieces of memory: a hundred thousand small ones would
//! leave the process full of holes when they are given back.

use std::ops::Range;

use super::{Entry, Key};

/// The entries of a cache, by path.
#[derive(Debug, Default)]
pub struct Stored {
    /// Of each entry the path, then the value.
    bytes: Vec<u8>,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    /// Where its bytes start.
    start: usize,
    /// Where the path ends and the value starts.
    middle: usize,
    key: Key,
}

/// An entry as it lies in the memory of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredEntry<'s> {
    /// The file, as its blog names it.
    pub path: &'s str,
    /// What the file was then.
    pub key: Key,
    /// What was read.
    pub value: &'s [u8],
}

impl Stored {
    /// Adds an entry whose path comes after those that are there.
    pub(super) fn push(&mut self, entry: &StoredEntry<'_>) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(entry.path.as_bytes());
        let middle = self.bytes.len();
        self.bytes.extend_from_slice(entry.value);
        self.rows.push(Row { start, middle, key: entry.key });
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The entry of a path.
    pub fn get(&self, path: &str) -> Option<StoredEntry<'_>> {
        let path_of = |row: &Row| &self.bytes[row.start..row.middle];
        let at = self.rows.binary_search_by(|row| path_of(row).cmp(path.as_bytes())).ok()?;
        Some(self.entry(at))
    }

    /// Every entry, by path.
    pub fn iter(&self) -> impl Iterator<Item = StoredEntry<'_>> {
        (0..self.rows.len()).map(|at| self.entry(at))
    }

    /// Every entry by itself.
    pub fn to_vec(&self) -> Vec<Entry> {
        let owned = |entry: StoredEntry<'_>| Entry {
            path: entry.path.to_owned(),
            key: entry.key,
            value: entry.value.to_vec(),
        };
        self.iter().map(owned).collect()
    }

    fn entry(&self, at: usize) -> StoredEntry<'_> {
        let row = &self.rows[at];
        let end = self.rows.get(at + 1).map_or(self.bytes.len(), |next| next.start);
        let bytes = |range: Range<usize>| &self.bytes[range];
        StoredEntry {
            // Only texts come in as paths.
            path: std::str::from_utf8(bytes(row.start..row.middle)).unwrap_or_default(),
            key: row.key,
            value: bytes(row.middle..end),
        }
    }
}

impl<'e> From<&'e Entry> for StoredEntry<'e> {
    fn from(entry: &'e Entry) -> StoredEntry<'e> {
        StoredEntry { path: &entry.path, key: entry.key, value: &entry.value }
    }
}
