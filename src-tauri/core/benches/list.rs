//! What a large blog costs: `make bench`, or `cargo bench -p galley-core --bench list`.
//!
//! On 50,000 generated posts, or as many as are asked for: `cargo bench -p galley-core --bench list
//! -- 20000`. The yardstick is ripgrep (`apt-get install ripgrep`), which looks into the same files in
//! the same run; without it that line is left out. Both find the files in the page cache.

#[path = "../../../tests/big/mod.rs"]
mod big;

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use galley_core::cache::{Cache, Entry, Key};
use galley_core::search::{Names, Query, Searchable};
use galley_core::{Blog, ListQuery, Now, Opening, PostSummary};

/// As in the window.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs of each measure; the report has their median.
const RUNS: usize = 7;

/// What is typed, letter by letter.
const TYPED: [&str; 8] = [
    "kubernetes",
    "kubernets garden",
    "путешествие",
    "Straße",
    "日本語",
    "javascirpt notes",
    "2019/03",
    "the of",
];

fn main() {
    let count = std::env::args().skip(1).find_map(|count| count.parse().ok()).unwrap_or(50_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let began = Instant::now();
    let bytes = big::write(folder.path(), count).expect("the blog is written");
    println!("list: {count} posts of {} MB, written in {:.1} s", bytes / 1_000_000, seconds(began));
    println!("  again: cargo bench -p galley-core --bench list -- {count}");
    memory(folder.path());
    // In turn, so that neither has the quieter machine.
    let (mut ripgrep, mut open) = (Vec::new(), Vec::new());
    for run in 0..=RUNS {
        let times = (time_ripgrep(folder.path()), time_open(folder.path()));
        if run > 0 {
            ripgrep.extend(times.0);
            open.push(times.1);
        }
    }
    match ripgrep.is_empty() {
        true => println!("  rg --files-with-matches '^title': left out, rg is not installed"),
        false => report("rg --files-with-matches '^title'", &mut ripgrep),
    }
    report("Blog::open", &mut open);
    starts(folder.path());
    let mut blog = open_blog(folder.path());
    pages(&mut blog);
    let posts: Vec<&PostSummary> = blog.posts().collect();
    filter(&posts);
    cache(&posts);
}

/// The first start, and the second one with what the first one kept, each to the first page.
fn starts(folder: &Path) {
    let now = Now { seconds: 4_000_000_000, zone: chrono_tz::UTC };
    let open = |kept: &Path| {
        let opening = Opening { choice: &|_| None, now, cache: Some(kept) };
        let began = Instant::now();
        let mut blog = Blog::open_as(folder, &opening).expect("the blog opens").blog;
        black_box(blog.list(&ListQuery::default(), 0, 100, None));
        let time = seconds(began) * 1000.0;
        blog.habits();
        time
    };
    let new = || tempfile::tempdir().expect("a temporary folder");
    let first = |_| open(new().path());
    report("Blog::open and the first page, nothing kept", &mut (0..RUNS).map(first).collect::<Vec<_>>());
    let kept = new();
    open(kept.path());
    let second = |_| open(kept.path());
    report("Blog::open and the first page, all kept", &mut (0..RUNS).map(second).collect::<Vec<_>>());
}

/// A keystroke in the filter to the first rows of the new list.
fn pages(blog: &mut Blog) {
    let began = Instant::now();
    black_box(blog.list(&ListQuery::default(), 0, 100, None));
    println!("  the first page: {:.0} ms", seconds(began) * 1000.0);
    let began = Instant::now();
    blog.prepare_search();
    println!("  names ready to be searched: {:.0} ms", seconds(began) * 1000.0);
    let mut times = Vec::new();
    for _ in 0..3 {
        for typed in TYPED.iter().flat_map(|typed| letters(typed)) {
            let query = ListQuery { text: typed.to_owned(), ..ListQuery::default() };
            let began = Instant::now();
            black_box(blog.list(&query, 0, 100, None));
            times.push(seconds(began) * 1000.0);
        }
    }
    times.sort_by(f64::total_cmp);
    let (half, p95) = (times[times.len() / 2], times[times.len() * 95 / 100]);
    println!("  a keystroke to a page of the new list: median {half:.1} ms, p95 {p95:.1} ms");
}

/// What is in the filter after each key.
fn letters(typed: &str) -> impl Iterator<Item = &str> {
    typed.char_indices().map(|(at, char)| &typed[..at + char.len_utf8()])
}

fn time_ripgrep(folder: &Path) -> Option<f64> {
    let began = Instant::now();
    let status = Command::new("rg")
        .args(["--files-with-matches", "^title"])
        .arg(folder)
        .stdout(Stdio::null())
        .status()
        .ok()?;
    status.success().then(|| seconds(began) * 1000.0)
}

fn time_open(folder: &Path) -> f64 {
    let began = Instant::now();
    let mut blog = black_box(open_blog(folder));
    let time = seconds(began) * 1000.0;
    // What it goes on to count must not take the time of what is measured next.
    blog.habits();
    time
}

fn filter(posts: &[&PostSummary]) {
    let began = Instant::now();
    let names = Names::new(posts.iter().map(|&post| Searchable::from(post)));
    println!("  names of {} posts folded: {:.0} ms", posts.len(), seconds(began) * 1000.0);
    let typed = TYPED.iter().flat_map(|typed| letters(typed));
    let mut times = Vec::new();
    for typed in typed {
        let mut runs: Vec<f64> = (0..RUNS).map(|_| time_find(&names, typed)).collect();
        runs.sort_by(f64::total_cmp);
        times.push((runs[RUNS / 2], typed));
    }
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (half, p95, most) = (times[times.len() / 2], times[times.len() * 95 / 100], times[times.len() - 1]);
    println!(
        "  a keystroke in the filter, one core, {} of them: median {:.1} ms, p95 {:.1} ({}), most {:.1} ({})",
        times.len(),
        half.0,
        p95.0,
        p95.1,
        most.0,
        most.1
    );
}

fn time_find(names: &Names, typed: &str) -> f64 {
    let began = Instant::now();
    black_box(names.find(&Query::new(typed)));
    seconds(began) * 1000.0
}

/// A cache with 400 bytes for each post.
fn cache(posts: &[&PostSummary]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("blog.cache");
    let entry = |(at, post): (usize, &&PostSummary)| Entry {
        path: post.path.clone(),
        key: Key { size: at as u64, modified_ns: at as i64, hash: [at as u8; 32] },
        value: vec![at as u8; 400],
    };
    let entries = posts.iter().enumerate().map(entry).collect();
    let began = Instant::now();
    let cache = Cache::open(&file, "1");
    cache.store(entries);
    drop(cache);
    println!("  cache of {} entries of 400 bytes written: {:.0} ms", posts.len(), seconds(began) * 1000.0);
    let load = || {
        let began = Instant::now();
        black_box(Cache::open(&file, "1").load_all());
        seconds(began) * 1000.0
    };
    report("cache opened and loaded", &mut (0..RUNS).map(|_| load()).collect::<Vec<_>>());
}

fn open_blog(folder: &Path) -> Blog {
    let now = Now { seconds: 1_800_000_000, zone: chrono_tz::UTC };
    Blog::open(folder, None, now).expect("the blog opens").blog
}

/// What the open blog takes beside an empty one, with all that the window has it work out.
fn memory(folder: &Path) {
    let empty = tempfile::tempdir().expect("a temporary folder");
    let without = open_blog(empty.path());
    let (resident, peak) = (status("VmRSS"), status("VmHWM"));
    let mut with = open_blog(folder);
    with.list(&ListQuery::default(), 0, 100, None);
    with.prepare_search();
    with.habits();
    if let (Some(resident), Some(peak)) = (resident, peak) {
        let [now, most] = [status("VmRSS"), status("VmHWM")].map(Option::unwrap_or_default);
        println!(
            "  memory over an empty blog: {:.1} MB, {:.1} at most while opening",
            now - resident,
            most - peak.max(resident)
        );
    }
    drop(black_box((without, with)));
}

/// A figure of this process in MB, where the system tells it.
fn status(name: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}

fn report(name: &str, times: &mut [f64]) {
    times.sort_by(f64::total_cmp);
    if let (Some(least), Some(median), Some(most)) = (times.first(), times.get(times.len() / 2), times.last())
    {
        println!("  {name}: median {median:.0} ms, {least:.0} to {most:.0} ({} runs)", times.len());
    }
}

fn seconds(began: Instant) -> f64 {
    began.elapsed().as_secs_f64()
}
