//! Keys pressed in posts of growing length: from the key to the letter in the editor and on the page,
//! by the harness of `../shared/bench`, which reads the picture of the screen. The floor is that
//! harness's bare window with one editable element a line.
#![expect(clippy::disallowed_methods, reason = "the bench makes what it measures with")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{GALLEY, ROOT};

const SIZES: [&str; 4] = ["5k", "100k", "1m", "10m"];

/// Measures `keys` keys in a post of each size, and a burst.
pub fn typing(work: &Path, keys: usize) {
    let harness = Path::new(ROOT).join("../shared/bench");
    if !harness.join("native.py").exists() {
        println!("typing: skipped, ../shared/bench is not there");
        return;
    }
    println!(
        "typing: key to paint in ms, median / 95th percentile ({keys} keys at the start of the first paragraph)"
    );
    println!("  again: cargo bench --bench window -- typing {keys}");
    let Some(bench) = Bench::prepare(&harness, work) else { return };
    let floor = bench.run("type", "webkit-ce", "5k", keys);
    println!("{:>6} floor    {}", "5k", figures(&floor));
    for size in SIZES {
        println!("{size:>6} Galley   {}", figures(&bench.run("type", "galley", size, keys)));
    }
    let burst = bench.run("burst", "galley", "5k", keys);
    println!("  burst of 200 keys a second: whole {}, in place {}", burst["intact"], burst["caret_ok"]);
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
    fn prepare(harness: &Path, work: &Path) -> Option<Bench> {
        let [inputs, floor] = ["in", "floor-typing"].map(|name| work.join(name));
        let made = Command::new("python3").arg(harness.join("gen.py")).arg("docs").arg(&inputs).output();
        if !made.is_ok_and(|made| made.status.success()) {
            println!("  skipped: python3 cannot make the posts");
            return None;
        }
        // The page beside the floor's text only has to be there.
        for size in SIZES {
            std::fs::write(inputs.join(format!("post-{size}.html")), "<p>page</p>").unwrap();
        }
        let build = "cc -O2 \"$0\" -o \"$1\" $(pkg-config --cflags --libs gtk+-3.0 webkit2gtk-4.1)";
        let source = harness.join("floor.c");
        let built = Command::new("sh").args(["-c", build]).arg(&source).arg(&floor).status();
        if !built.is_ok_and(|status| status.success()) {
            println!("  skipped: the bare window cannot be built");
            return None;
        }
        Some(Bench { harness: harness.join("native.py"), inputs, floor, work: work.join("typing") })
    }

    /// What the harness reports; null, with its last words printed, when it fails.
    fn run(&self, mode: &str, editor: &str, size: &str, keys: usize) -> Value {
        let output = Command::new("/usr/bin/python3")
            .arg(Path::new(ROOT).join("tests/bench/typing.py"))
            .arg(&self.harness)
            .args([mode, editor])
            .arg(self.inputs.join(format!("post-{size}.md")))
            .args(["--keys", &keys.to_string(), "--work"])
            .arg(&self.work)
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
            println!("  {editor} {size}: {}", said.lines().last().unwrap_or("no report"));
            Value::Null
        })
    }
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
