//! What the versions of a post cost: `make bench`, or `cargo bench -p galley-core --bench history`.
//!
//! A post of 1 MB is edited for 8 hours, as a writer does it: bursts of keys 250 ms apart, mostly at one
//! place, with pauses between them. Each pause of two seconds saves, and each save and every two minutes
//! of typing keep a version. The store must stay under 20 MB. Another number of hours:
//! `cargo bench -p galley-core --bench history -- 1`.

use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset, TimeDelta};
use galley_core::diff;
use galley_core::history::{NewVersion, Pace, Reason, Store};

const KEY: i64 = 250;
const PAUSE: i64 = 2_000;
const LENGTH: usize = 1_000_000;
const MOST: u64 = 20_000_000;

fn main() {
    let hours = std::env::args().skip(1).find_map(|hours| hours.parse().ok()).unwrap_or(8);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::new(folder.path().join("history"));
    let root = folder.path().join("blog");
    let mut day =
        Day { chance: Chance(11), text: String::new(), store: &store, root: &root, times: Vec::new() };
    day.text = prose(&mut day.chance, LENGTH);
    println!("history: a post of {LENGTH} bytes, {hours} hours of typing");
    println!("  again: cargo bench -p galley-core --bench history");
    day.write(hours * 3_600_000);
    let (text, mut times) = (day.text, day.times);
    let size = store.size();
    println!("  {} versions, {:.2} MB (at most {} MB)", times.len(), size as f64 / 1e6, MOST / 1_000_000);
    report("to keep a version", &mut times);

    let versions = store.versions(&root, "post.md").expect("the versions");
    let mut reading = Vec::new();
    for version in [versions.len() - 1, versions.len() / 2, 0].map(|index| versions[index].id) {
        for _ in 0..7 {
            let began = Instant::now();
            store.bytes(&root, "post.md", version).expect("the version is read");
            reading.push(began.elapsed());
        }
    }
    let mut deepest = Vec::new();
    for version in &versions {
        let began = Instant::now();
        store.bytes(&root, "post.md", version.id).expect("the version is read");
        deepest.push(began.elapsed());
    }
    report("to read the oldest version", &mut reading[..7]);
    report("to read any version", &mut deepest);

    let oldest = store.bytes(&root, "post.md", versions[versions.len() - 1].id).expect("the oldest");
    let oldest = String::from_utf8(oldest).expect("text");
    let began = Instant::now();
    let hunks = diff::words(&oldest, &text).len();
    println!("  {:.1} ms to compare the oldest with the newest: {hunks} places", ms(began.elapsed()));
    let middle = text.find("\n\n").map_or(0, |at| at + 2);
    let end = text[middle..].find("\n\n").map_or(text.len(), |at| middle + at);
    let began = Instant::now();
    store.paragraph(&root, "post.md", &text, middle..end, 100).expect("the paragraph");
    println!("  {:.0} ms to follow a paragraph through all versions", ms(began.elapsed()));

    let began = Instant::now();
    let gone = store.thin(&root, "post.md", at(0) + TimeDelta::days(9)).expect("thinned");
    println!(
        "  {gone} versions thinned after nine days in {:.0} ms, {:.2} MB left",
        ms(began.elapsed()),
        store.size() as f64 / 1e6
    );
    assert!(size < MOST, "the store is too large");
}

/// A day of writing.
struct Day<'s> {
    chance: Chance,
    text: String,
    store: &'s Store,
    root: &'s std::path::Path,
    times: Vec<Duration>,
}

impl Day<'_> {
    /// Writes for so many milliseconds.
    fn write(&mut self, length: i64) {
        let (mut now, mut pace) = (0, Pace::default());
        self.keep(now, Reason::Outside);
        let mut place = self.text.len() / 2;
        while now < length {
            if self.chance.below(6) == 0 {
                place = self.chance.below(self.text.len());
            }
            for _ in 0..8 + self.chance.below(120) {
                place = self.key(place);
                now += KEY;
                if pace.typed(at(now)) {
                    self.keep(now, Reason::Typing);
                }
            }
            now += PAUSE;
            self.keep(now, Reason::Saved);
            pace.kept();
            now += self.chance.below(12_000) as i64;
        }
    }

    /// A letter is typed, or sometimes one taken back.
    fn key(&mut self, place: usize) -> usize {
        if self.chance.below(12) == 0 && place > 0 {
            self.text.remove(place - 1);
            return place - 1;
        }
        let letter = b"etaoin shrdlu etaoin shrdlu .,\n"[self.chance.below(31)];
        self.text.insert(place, char::from(letter));
        place + 1
    }

    fn keep(&mut self, now: i64, reason: Reason) {
        let new = NewVersion { at: at(now), reason, words: 0, bytes: self.text.as_bytes() };
        let began = Instant::now();
        self.store.keep(self.root, "post.md", &new).expect("the version is kept");
        self.times.push(began.elapsed());
    }
}

fn at(milliseconds: i64) -> DateTime<FixedOffset> {
    DateTime::from_timestamp_millis(1_800_000_000_000 + milliseconds).unwrap_or_default().fixed_offset()
}

fn prose(chance: &mut Chance, length: usize) -> String {
    let words: Vec<String> = (0..4000)
        .map(|_| {
            (0..2 + chance.below(9)).map(|_| char::from(b"etaoinshrdlucmfwyp"[chance.below(18)])).collect()
        })
        .collect();
    let mut text = String::with_capacity(length);
    while text.len() < length {
        let (a, b) = (chance.below(4000), chance.below(4000));
        text.push_str(&words[a.min(b)]);
        text.push_str(if chance.below(60) == 0 { ".\n\n" } else { " " });
    }
    text.truncate(length);
    text
}

/// The same numbers at every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

fn report(what: &str, times: &mut [Duration]) {
    times.sort();
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("  {:.1} ms {what} (median; worst {:.1} ms)", ms(median), ms(worst));
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
