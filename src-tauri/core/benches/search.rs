//! What a search in the texts of posts costs: `make bench`, or `cargo bench -p galley-core --bench
//! search`.
//!
//! On generated posts: as many as fit into the memory that a window gives to texts, and all of them,
//! of which the others are read from the page cache.

#[path = "../../../tests/big/mod.rs"]
mod big;

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use galley_core::search::Bodies;

/// Runs of each search; the report has their median.
const RUNS: usize = 9;
/// Bytes of texts in memory.
const BUDGET: usize = 100_000_000;
/// Results that a window shows.
const LIMIT: usize = 200;

/// Words that are nowhere, rare, common, of other scripts, and two at once.
const TYPED: [&str; 8] = [
    "zyzzyva",
    "gardenriver",
    "kubernetes",
    "Größeschön",
    "путешествиеснег",
    "人生朋友",
    "the",
    "river compiler",
];

fn main() {
    let count = std::env::args().skip(1).find_map(|count| count.parse().ok()).unwrap_or(50_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let bytes = big::write(folder.path(), count).expect("the blog is written");
    let texts = texts(folder.path());
    let bodies = Bodies::new(folder.path().to_path_buf(), BUDGET, |text| text.find("\n---\n").unwrap_or(0));
    let before = status("VmRSS");
    let began = Instant::now();
    bodies.load(texts.iter().map(|(path, text)| (path.clone(), text.clone())), || false);
    println!("search: {count} posts of {} MB, {} runs, at most {LIMIT} results", bytes / 1_000_000, RUNS);
    println!("  again: cargo bench -p galley-core --bench search -- {count}");
    println!(
        "  {} MB of memory loaded in {:.0} ms; resident memory grew by {:.0} MB",
        bodies.bytes() / 1_000_000,
        began.elapsed().as_secs_f64() * 1000.0,
        status("VmRSS").unwrap_or_default() - before.unwrap_or_default()
    );
    let all: Vec<&str> = texts.iter().map(|(path, _)| path.as_str()).collect();
    let mut size = 0;
    let fits = |(_, text): &&(String, String)| {
        size += text.len() * 9 / 8 + 8;
        size <= BUDGET
    };
    let held: Vec<&str> = texts.iter().take_while(fits).map(|(path, _)| path.as_str()).collect();
    for (name, paths) in [("in memory", &held), ("all, the others on the disk", &all)] {
        println!("  {name}: {} posts", paths.len());
        for typed in TYPED {
            let mut times: Vec<f64> = (0..RUNS).map(|_| time(&bodies, typed, paths)).collect();
            times.sort_by(f64::total_cmp);
            let found = bodies.search(typed, paths, LIMIT, &|| false).unwrap_or_default();
            println!("    {typed}: median {:.1} ms, {} results", times[RUNS / 2], found.len());
        }
    }
}

fn time(bodies: &Bodies, typed: &str, paths: &[&str]) -> f64 {
    let began = Instant::now();
    black_box(bodies.search(typed, paths, LIMIT, &|| false));
    began.elapsed().as_secs_f64() * 1000.0
}

/// Path and text of every post below a folder, by path.
fn texts(root: &Path) -> Vec<(String, String)> {
    let (mut texts, mut folders) = (Vec::new(), vec![root.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for path in folder.read_dir().into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if let (Some(below), Ok(text)) =
                (galley_core::blog::relative(root, &path), std::fs::read_to_string(&path))
            {
                texts.push((below, text));
            }
        }
    }
    texts.sort();
    texts
}

/// A figure of this process in MB, where the system tells it.
fn status(name: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}
