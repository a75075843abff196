//! What keeping what is typed costs: `make bench`, or `cargo bench -p galley-core --bench journal`.
//!
//! A key in posts of two sizes with and without a journal, in turns, and a start that finds 50 MB of
//! journals that a crash left.

use std::path::Path;
use std::time::{Duration, Instant};

use galley_core::front_matter::Conventions;
use galley_core::journal::Journal;
use galley_core::markdown::RenderContext;
use galley_core::{Change, OpenPost, utf16};

const KEYS: usize = 2_000;
const JOURNALS: u64 = 50_000_000;

fn main() {
    println!("journal: what keeping what is typed costs");
    println!("  again: cargo bench -p galley-core --bench journal");
    for (name, length) in [("5 KB", 5_000), ("1 MB", 1_000_000)] {
        keys(name, length);
    }
    start();
}

/// Keys in turns, so that both kinds meet the same machine.
fn keys(name: &str, length: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let journal = journal(&folder.path().join("state"));
    let file = folder.path().join("post.md");
    put(&file, &prose(length, 1));
    let mut kept = open(&file, &journal);
    let mut bare = OpenPost::open(&file, RenderContext::default(), Conventions::default()).expect("opened");
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for key in 0..KEYS {
        let at = (length / 2 + key) as u32;
        without.push(press(&mut bare, at));
        with.push(press(&mut kept, at));
    }
    let (with, without) = (median(&mut with), median(&mut without));
    let more = (with.as_secs_f64() / without.as_secs_f64() - 1.0) * 100.0;
    println!(
        "  {name}: a key {without:.1?} without, {with:.1?} with a journal ({more:+.1} %), before any window"
    );
}

fn start() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let state = folder.path().join("state");
    let first = journal(&state);
    let mut posts = 0;
    while first.size() < JOURNALS {
        let file = folder.path().join(format!("post-{posts}.md"));
        put(&file, &prose(1_000_000, posts + 7));
        let mut post = open(&file, &first);
        for key in 0..1_000 {
            press(&mut post, 500_000 + key);
        }
        posts += 1;
        drop(post);
        first.flush();
    }
    let size = first.size();
    drop(first);
    let began = Instant::now();
    let again = journal(&state);
    let (left, troubles) = again.left();
    let looked = began.elapsed();
    let one = Instant::now();
    let recalled = again.recall(&left[0].file).0;
    println!(
        "  {:.1} MB of journals of {} posts: {looked:.0?} to find what a crash left ({} damaged), {:.0?} to open one \
         ({} bytes)",
        size as f64 / 1e6,
        left.len(),
        troubles.len(),
        one.elapsed(),
        recalled.map_or(0, |post| post.document.text().len()),
    );
}

fn journal(state: &Path) -> Journal {
    Journal::start(state.to_path_buf(), || 0, |error| eprintln!("  {error}"))
}

fn open(file: &Path, journal: &Journal) -> OpenPost {
    let context = RenderContext::default();
    OpenPost::open_kept(file, context, Conventions::default(), journal).expect("opened").post
}

fn press(post: &mut OpenPost, at: u32) -> Duration {
    let length = utf16::length(post.text()) + 1;
    let change = Change { from: at, to: at, insert: "x".into() };
    let began = Instant::now();
    post.edit(post.version(), &[change], length, true).expect("the change fits");
    began.elapsed()
}

fn put(file: &Path, text: &str) {
    galley_core::disk::write(file, text.as_bytes(), galley_core::disk::Expected::Anything).expect("written");
}

/// Words by chance, so that the texts do not pack to nothing.
fn prose(length: usize, seed: u64) -> String {
    let (mut state, mut text) = (seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, String::new());
    while text.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let word: String =
            (0..3 + state % 7).map(|n| char::from(b'a' + (state >> (8 + 5 * n)) as u8 % 26)).collect();
        text += &word;
        text += if state.is_multiple_of(97) { "\n\n" } else { " " };
    }
    text.truncate(length);
    text
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}
