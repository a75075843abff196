//! The versions of one post in memory, and the records that they are on disk.
//!
//! The first record says whose pack it is. A text comes before the versions that have it, and is packed
//! by itself or as a change of an earlier one. Records of a kind that is not known are damage: a file
//! of another make has another number in its first line.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::{Reason, Version, delta};

/// The most texts that one is unpacked through.
const DEEPEST: usize = 24;

/// All versions of a post.
#[derive(Debug, Default, Clone)]
pub(super) struct Pack {
    pub root: String,
    pub path: String,
    pub texts: Vec<Text>,
    pub versions: Vec<Stored>,
}

/// The bytes of a file, packed.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub hash: [u8; 32],
    /// Unpacked, in bytes.
    pub length: u64,
    /// The text that it is packed as a change of, by its index; an earlier one.
    pub base: Option<u32>,
    pub packed: Vec<u8>,
}

/// A version as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stored {
    pub id: u32,
    /// Index of its text.
    pub text: u32,
    /// Milliseconds since 1970.
    pub at: i64,
    /// Seconds that the writer's clock was ahead of UTC.
    pub offset: i32,
    pub reason: Reason,
    pub words: u32,
}

#[derive(Debug, Serialize, Deserialize)]
enum Record<'r> {
    Place { root: &'r str, path: &'r str },
    Text { hash: [u8; 32], length: u64, base: Option<u32>, packed: &'r [u8] },
    Version(Stored),
}

impl Pack {
    /// Reads records; false when there is one that makes no sense, before which reading ends.
    pub fn read<'r>(bodies: impl Iterator<Item = &'r [u8]>) -> (Pack, bool) {
        let mut pack = Pack::default();
        for (index, body) in bodies.enumerate() {
            if pack.take(index == 0, body).is_none() {
                return (pack, false);
            }
        }
        (pack, true)
    }

    fn take(&mut self, is_first: bool, body: &[u8]) -> Option<()> {
        let record = postcard::from_bytes(body).ok()?;
        match record {
            Record::Place { root, path } if is_first => {
                (self.root, self.path) = (root.to_owned(), path.to_owned());
            }
            Record::Text { hash, length, base, packed } if !is_first => {
                let is_earlier = base.is_none_or(|base| (base as usize) < self.texts.len());
                is_earlier.then(|| self.texts.push(Text { hash, length, base, packed: packed.to_vec() }))?;
            }
            Record::Version(stored) if !is_first => {
                stored.moment()?;
                ((stored.text as usize) < self.texts.len()).then(|| self.versions.push(stored))?;
            }
            _ => return None,
        }
        Some(())
    }

    /// Whose pack a first record makes it: the blog's root and the post's path.
    pub fn place(first: &[u8]) -> Option<(String, String)> {
        match postcard::from_bytes(first).ok()? {
            Record::Place { root, path } => Some((root.to_owned(), path.to_owned())),
            _ => None,
        }
    }

    /// All of it as records.
    pub fn records(&self) -> Vec<Vec<u8>> {
        let mut records = vec![encoded(&Record::Place { root: &self.root, path: &self.path })];
        records.extend(self.texts.iter().map(Text::record));
        records.extend(self.versions.iter().map(|version| encoded(&Record::Version(*version))));
        records
    }

    /// Adds a version; its records. A text that is known already is not stored again. `None` when it
    /// cannot be packed.
    pub fn add(
        &mut self,
        bytes: &[u8],
        at: DateTime<FixedOffset>,
        reason: Reason,
        words: u32,
    ) -> Option<Vec<Vec<u8>>> {
        let hash = *blake3::hash(bytes).as_bytes();
        let mut records = Vec::new();
        let known = self.texts.iter().rposition(|text| text.hash == hash);
        let text = match known {
            Some(text) => text,
            None => {
                let base = self.base_of(self.texts.len());
                let text = Text::pack(bytes, hash, base, &mut Reader::new(self))?;
                records.push(text.record());
                self.texts.push(text);
                self.texts.len() - 1
            }
        };
        let id = self.versions.iter().map(|version| version.id).max().map_or(1, |last| last + 1);
        let (at, offset) = (at.timestamp_millis(), at.offset().local_minus_utc());
        let stored = Stored { id, text: text as u32, at, offset, reason, words };
        records.push(encoded(&Record::Version(stored)));
        self.versions.push(stored);
        Some(records)
    }

    /// The text that the one at `index` is best packed as a change of. Its number is `index` without
    /// the lowest bit that is set, so a text is reached in as many steps as its number has bits, and one
    /// whole copy is enough for thousands of versions: Subversion's skip-deltas.
    pub fn base_of(&self, index: usize) -> Option<u32> {
        let mut base = index & index.checked_sub(1)?;
        while self.depth(base) + 1 >= DEEPEST {
            base = self.texts.get(base)?.base? as usize;
        }
        Some(base as u32)
    }

    /// Texts that the one at `index` is unpacked through.
    fn depth(&self, index: usize) -> usize {
        let base = |text: &usize| self.texts.get(*text)?.base.map(|base| base as usize);
        std::iter::successors(Some(index), base).count()
    }

    /// The version of a number.
    pub fn version(&self, id: u32) -> Option<&Stored> {
        self.versions.iter().rfind(|version| version.id == id)
    }

    /// The versions as they are told, the newest first.
    pub fn told(&self) -> Vec<Version> {
        let told = self.versions.iter().rev().filter_map(|stored| {
            let length = self.texts.get(stored.text as usize)?.length;
            let Stored { id, reason, words, .. } = *stored;
            Some(Version { id, at: stored.moment()?, reason, words, length: length as f64 })
        });
        told.collect()
    }
}

impl Stored {
    pub fn moment(&self) -> Option<DateTime<FixedOffset>> {
        let offset = FixedOffset::east_opt(self.offset)?;
        Some(DateTime::from_timestamp_millis(self.at)?.with_timezone(&offset))
    }
}

impl Text {
    /// Packs bytes, as a change of `base` where that is smaller than they are alone.
    pub fn pack(bytes: &[u8], hash: [u8; 32], base: Option<u32>, reader: &mut Reader<'_>) -> Option<Text> {
        let length = bytes.len() as u64;
        let before = base.and_then(|base| reader.text(base));
        let changed = before.and_then(|before| delta::pack(bytes, Some(before)));
        if let Some(packed) = changed.filter(|packed| packed.len() * 4 < bytes.len()) {
            return Some(Text { hash, length, base, packed });
        }
        Some(Text { hash, length, base: None, packed: delta::pack(bytes, None)? })
    }

    fn record(&self) -> Vec<u8> {
        let Text { hash, length, base, packed } = self;
        encoded(&Record::Text { hash: *hash, length: *length, base: *base, packed })
    }
}

/// Unpacks texts of a pack. It keeps those that the last one was reached through, since the next one
/// is mostly reached through the same.
pub(super) struct Reader<'p> {
    pack: &'p Pack,
    chain: Vec<(u32, Vec<u8>)>,
    /// Memory of texts that are not needed any more: new memory costs more than a text put into it.
    spare: Vec<Vec<u8>>,
}

impl<'p> Reader<'p> {
    pub fn new(pack: &'p Pack) -> Reader<'p> {
        Reader { pack, chain: Vec::new(), spare: Vec::new() }
    }

    /// The bytes of a text; `None` when they are not what was stored.
    pub fn text(&mut self, index: u32) -> Option<&[u8]> {
        let mut way = vec![index];
        let mut kept = 0;
        while let Some(&last) = way.last() {
            if let Some(at) = self.chain.iter().position(|(text, _)| *text == last) {
                kept = at + 1;
                way.pop();
                break;
            }
            match self.pack.texts.get(last as usize)?.base {
                Some(base) => way.push(base),
                None => break,
            }
        }
        self.spare.extend(self.chain.drain(kept..).map(|(_, memory)| memory));
        for index in way.into_iter().rev() {
            let text = self.pack.texts.get(index as usize)?;
            let base = text.base.and(self.chain.last()).map(|(_, bytes)| bytes.as_slice());
            let length = usize::try_from(text.length).ok()?;
            let mut bytes = self.spare.pop().unwrap_or_default();
            delta::unpack(&text.packed, base, length, &mut bytes)?;
            self.chain.push((index, bytes));
        }
        let (_, bytes) = self.chain.last()?;
        (*blake3::hash(bytes).as_bytes() == self.pack.texts.get(index as usize)?.hash).then_some(bytes)
    }
}

fn encoded(record: &Record<'_>) -> Vec<u8> {
    // Nothing in a record can fail to be written into memory.
    postcard::to_stdvec(record).unwrap_or_default()
}
