//! What one header costs: `make bench`, or `cargo bench -p galley-core --bench front_matter`.
//!
//! On the real posts beside the checkout, else on those of the sample blog.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use galley_core::Generator;
use galley_core::front_matter::{self, Conventions, Edit, Value};

/// Runs of each header; its cost is their median.
const RUNS: usize = 51;

fn main() {
    let posts = posts();
    println!("front matter: {} posts, one core, median of {RUNS} runs for each post", posts.len());
    println!("  again: cargo bench -p galley-core --bench front_matter");
    report("find and read", posts.iter().map(|text| cost(|| front_matter::read(text, Generator::Plain))));
    let conventions = Conventions::of(Generator::Plain);
    let title = Edit::Set { path: &["title"], value: Value::String("He said \"no\": it's #1".into()) };
    let tag = Edit::AddItem { path: &["tags"], item: Value::String("c#: new".into()) };
    for (name, edit) in [("set the title", title), ("add a tag", tag), ("make a draft", Edit::SetDraft(true))]
    {
        let editable = posts.iter().filter(|text| front_matter::edit(text, &edit, &conventions).is_ok());
        report(name, editable.map(|text| cost(|| front_matter::edit(text, &edit, &conventions))));
    }
}

/// Microseconds of one call.
fn cost<T>(call: impl Fn() -> T) -> f64 {
    let time = || {
        let start = Instant::now();
        black_box(call());
        start.elapsed().as_secs_f64() * 1e6
    };
    let mut times: Vec<f64> = (0..RUNS).map(|_| time()).collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn report(name: &str, costs: impl Iterator<Item = f64>) {
    let mut costs: Vec<f64> = costs.collect();
    costs.sort_by(f64::total_cmp);
    let [Some(median), Some(p90), Some(most)] =
        [costs.len() / 2, costs.len() * 9 / 10, costs.len() - 1].map(|at| costs.get(at))
    else {
        return;
    };
    let mean = costs.iter().sum::<f64>() / costs.len() as f64;
    println!("  {name}: median {median:.1} µs, mean {mean:.1}, 90 % {p90:.1}, most {most:.1}");
}

/// Every post that is UTF-8.
fn posts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = root.join("../../../shared/corpus");
    let mut folders: Vec<PathBuf> = vec![if corpus.is_dir() { corpus } else { root.join("../../posts") }];
    let mut posts = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = folder.read_dir() else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            match path.is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|extension| extension != "tsv") => {
                    posts.extend(std::fs::read_to_string(path).ok());
                }
                false => {}
            }
        }
    }
    posts
}
