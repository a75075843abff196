//! Keys pressed in posts of growing length: from the key to the letter in the editor and on the page,
//! by the harness of `../shared/bench`, which reads the picture of the screen. The floor is that
//! harness's bare window with one editable element a line.
#![expect(clippy::disallowed_methods, reason = "the bench makes what it measures with")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{GALLEY, ROOT};

const JOURNAL_TURNS: usize = 3;
const OPENINGS: usize = 5;
const SIZES: [&str; 4] = ["5k", "100k", "1m", "10m"];

/// Measures how long the shortest and the longest post take from the key that opens them in the list
/// to what is seen of them.
pub fn opening(work: &Path) {
    let Some(bench) = Bench::prepare("opening", work) else { return };
    println!(
        "opening: from the key to the picture of each pane with nearly all that stays (ms, {OPENINGS} starts)"
    );
    println!("  again: cargo bench --bench window -- opening");
    for size in [SIZES[0], SIZES[3]] {
        let reports: Vec<Value> = (0..OPENINGS).map(|_| bench.mode("open", size)).collect();
        let of = |pane: &str| median(reports.iter().filter_map(|report| report[pane].as_f64()).collect());
        println!(
            "{size:>6} editor {:.0} page {:.0}",
            of("editor").unwrap_or(f64::NAN),
            of("page").unwrap_or(f64::NAN)
        );
    }
}

/// Measures `keys` keys in the middle of a post of each size, the same without a journal, and a burst.
pub fn typing(work: &Path, keys: usize) {
    let Some(bench) = Bench::prepare("typing", work) else { return };
    println!("typing: key to paint in ms, median / 95th percentile ({keys} keys in the middle of each post)");
    println!("  again: cargo bench --bench window -- typing {keys}");
    println!("{:>6} floor    {}", "5k", figures(&bench.run("start", &["type", "webkit-ce"], "5k", keys)));
    for size in SIZES {
        println!("{size:>6} Galley   {}", figures(&bench.run("middle", &["type", "galley"], size, keys)));
    }
    bench.journal(keys);
    let burst = bench.run("start", &["burst", "galley"], "5k", keys);
    println!("  200 keys within a second: whole {}, in place {}", burst["intact"], burst["caret_ok"]);
    let long = bench.mode("long", "5k");
    println!(
        "  200 keys a second for ten seconds: whole {}, quiet after {} ms, the page differs from a fresh one in {} pixels",
        long["whole"], long["quiet_after_ms"], long["page_pixels_other_than_fresh"]
    );
}

struct Bench {
    harness: PathBuf,
    inputs: PathBuf,
    floor: PathBuf,
    work: PathBuf,
}

impl Bench {
    /// The posts to type in, and the bare window; `None`, with a word why, where the machine lacks
    /// something.
    fn prepare(part: &str, work: &Path) -> Option<Bench> {
        let harness = Path::new(ROOT).join("../shared/bench");
        if !harness.join("native.py").exists() {
            println!("{part}: skipped, ../shared/bench is not there");
            return None;
        }
        let [inputs, floor] = ["in", "floor-typing"].map(|name| work.join(name));
        let made = Command::new("python3").arg(harness.join("gen.py")).arg("docs").arg(&inputs).output();
        if !made.is_ok_and(|made| made.status.success()) {
            println!("{part}: skipped, python3 cannot make the posts");
            return None;
        }
        // The page beside the floor's text only has to be there.
        for size in SIZES {
            mark(&inputs.join(format!("post-{size}.md")));
            std::fs::write(inputs.join(format!("post-{size}.html")), "<p>page</p>").unwrap();
        }
        let build = "cc -O2 \"$0\" -o \"$1\" $(pkg-config --cflags --libs gtk+-3.0 webkit2gtk-4.1)";
        let source = harness.join("floor.c");
        let built = Command::new("sh").args(["-c", build]).arg(&source).arg(&floor).status();
        if !built.is_ok_and(|status| status.success()) {
            println!("{part}: skipped, the bare window cannot be built");
            return None;
        }
        Some(Bench { harness: harness.join("native.py"), inputs, floor, work: work.join("typing") })
    }

    /// Keys with and without a journal, in turns, so that both kinds meet the same machine.
    fn journal(&self, keys: usize) {
        let (mut kept, mut unkept) = (Vec::new(), Vec::new());
        for _ in 0..JOURNAL_TURNS {
            for (app, medians) in [("galley", &mut kept), ("galley-unkept", &mut unkept)] {
                let report = self.run("middle", &["type", app], "100k", keys);
                medians.extend(report["editor_ms"]["median"].as_f64());
            }
        }
        let [Some(kept), Some(unkept)] = [median(kept), median(unkept)] else { return };
        let more = (kept / unkept - 1.0) * 100.0;
        println!(
            "  100k with a journal {kept:.1}, without {unkept:.1} ({more:+.1} %; {JOURNAL_TURNS} turns)"
        );
    }

    /// What a mode of our own reports, of a post of that size.
    fn mode(&self, mode: &str, size: &str) -> Value {
        self.call("start", mode, &[self.inputs.join(format!("post-{size}.md")), self.work.clone()], &[])
    }

    /// What the harness reports of `mode` and the editor in `what`.
    fn run(&self, place: &str, what: &[&str; 2], size: &str, keys: usize) -> Value {
        let post = self.inputs.join(format!("post-{size}.md"));
        let keys = keys.to_string();
        let work = self.work.to_string_lossy();
        self.call(place, what[0], &[what[1].into(), post], &["--keys", &keys, "--work", &work])
    }

    /// The last line that the harness prints; null, with its last words printed, when it fails.
    fn call(&self, place: &str, mode: &str, paths: &[PathBuf], options: &[&str]) -> Value {
        let output = Command::new("/usr/bin/python3")
            .arg(Path::new(ROOT).join("tests/bench/typing.py"))
            .arg(&self.harness)
            .arg(mode)
            .args(paths)
            .args(options)
            .env("PLACE", place)
            .env("GALLEY", GALLEY)
            .env("FLOOR", &self.floor)
            .env("FLOOR_HTML", &self.inputs)
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .output()
            .unwrap();
        let report = String::from_utf8_lossy(&output.stdout);
        let report = report.lines().last().and_then(|line| serde_json::from_str(line).ok());
        report.unwrap_or_else(|| {
            let said = String::from_utf8_lossy(&output.stderr);
            println!("  {mode} {paths:?}: {}", said.lines().last().unwrap_or("no report"));
            Value::Null
        })
    }
}

/// Puts a paragraph that the harness can search for into the middle of a post.
fn mark(post: &Path) {
    let text = std::fs::read_to_string(post).unwrap();
    let middle = text.floor_char_boundary(text.len() / 2);
    let at = text[middle..].find("\n\n").map_or(text.len(), |blank| middle + blank);
    std::fs::write(
        post,
        format!(
            "{}\n\nzmiddle of the post, where words are added\n\n{}",
            &text[..at],
            text[at..].trim_start()
        ),
    )
    .unwrap();
}

fn median(mut of: Vec<f64>) -> Option<f64> {
    of.sort_by(f64::total_cmp);
    of.get(of.len() / 2).copied()
}

fn figures(report: &Value) -> String {
    let mut line = String::new();
    for (name, key) in [("editor", "editor_ms"), ("page", "preview_last_ms")] {
        let of = &report[key];
        let _ = write!(line, "{name} {:>6} / {:<6} ", of["median"].to_string(), of["p95"].to_string());
    }
    let _ = write!(line, "opened {} / {}", report["open_ed_ms"], report["open_pv_ms"]);
    let _ = write!(line, ", memory {} MB", report["idle_pss_mb"]);
    line
}
