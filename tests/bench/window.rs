//! What the window costs beside a bare WebKitGTK window in the same run: `make bench`.
//!
//! `cargo bench --bench window -- [start|memory|idle|size|list|opening|typing] [RUNS]` does one part.
#![cfg(target_os = "linux")]

#[path = "../big/mod.rs"]
mod big;
mod list;
mod screen;
mod tree;
mod typing;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use screen::Screen;
use tempfile::TempDir;

const GALLEY: &str = env!("CARGO_BIN_EXE_galley");
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A program under measure: its name in the report, and how it is started.
struct Subject {
    name: &'static str,
    program: PathBuf,
    arguments: Vec<PathBuf>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let part = arguments.first().map_or("all", String::as_str);
    let runs = arguments.get(1).and_then(|runs| runs.parse().ok()).unwrap_or(7);
    let work = TempDir::new().unwrap();
    let subjects = [floor(work.path()), galley()];
    if ["all", "start"].contains(&part) {
        start(&subjects, runs);
    }
    if ["all", "memory"].contains(&part) {
        memory(&subjects, runs.min(5));
    }
    if ["all", "idle"].contains(&part) {
        idle(&subjects[1]);
    }
    if ["all", "size"].contains(&part) {
        size();
    }
    if ["all", "list"].contains(&part) {
        list::list(runs);
    }
    if ["all", "opening"].contains(&part) {
        typing::opening(work.path());
    }
    if ["all", "typing"].contains(&part) {
        let keys = arguments.get(1).and_then(|keys| keys.parse().ok()).unwrap_or(200);
        typing::typing(work.path(), keys);
    }
}

fn start(subjects: &[Subject; 2], runs: usize) {
    println!("start: process start to the first frame that is the settled picture (ms, {runs} runs in turn)");
    println!("  again: cargo bench --bench window -- start {runs}");
    let mut times = [Vec::new(), Vec::new()];
    for run in 0..=runs {
        for (subject, times) in subjects.iter().zip(&mut times) {
            let screen = Screen::start();
            let home = Home::new();
            let (mut app, began) = launch(subject, &screen, &home);
            let painted = screen.painted_after(began);
            stop(&mut app);
            // The first run of each warms the page cache.
            if run > 0 {
                times.push(painted.as_secs_f64() * 1000.0);
            }
        }
    }
    report(subjects, &times, "ms");
}

fn memory(subjects: &[Subject; 2], runs: usize) {
    println!(
        "memory: proportional set size of the process tree, idle after opening (MB, {runs} runs in turn)"
    );
    println!("  again: cargo bench --bench window -- memory {runs}");
    let mut sizes = [Vec::new(), Vec::new()];
    for _ in 0..runs {
        for (subject, sizes) in subjects.iter().zip(&mut sizes) {
            let screen = Screen::start();
            let home = Home::new();
            let (mut app, began) = launch(subject, &screen, &home);
            screen.painted_after(began);
            std::thread::sleep(Duration::from_secs(3));
            sizes.push(tree::memory(app.id()) as f64 / 1e6);
            stop(&mut app);
        }
    }
    report(subjects, &sizes, "MB");
}

fn idle(subject: &Subject) {
    println!("idle: processor time of the process tree over a minute, untouched");
    println!("  again: cargo bench --bench window -- idle");
    let screen = Screen::start();
    let home = Home::new();
    let (mut app, began) = launch(subject, &screen, &home);
    screen.painted_after(began);
    std::thread::sleep(Duration::from_secs(15));
    let share = processor_share(app.id(), Duration::from_secs(60));
    println!("  {:<10} {share:.2} % of one core\n", subject.name);
    stop(&mut app);
}

/// Processor time that the process tree uses in the next `time`, in hundredths of one core's.
fn processor_share(pid: u32, time: Duration) -> f64 {
    let (before, clock) = (tree::processor(pid), Instant::now());
    std::thread::sleep(time);
    let used = tree::processor(pid) - before;
    used.as_secs_f64() / clock.elapsed().as_secs_f64() * 100.0
}

fn size() {
    println!("size\n  binary     {:.1} MB", std::fs::metadata(GALLEY).unwrap().len() as f64 / 1e6);
    let bundles = Path::new(ROOT).join("target/release/bundle/deb");
    let debs = std::fs::read_dir(bundles).into_iter().flatten().flatten().map(|entry| entry.path());
    match debs.filter(|path| path.extension().is_some_and(|extension| extension == "deb")).max() {
        Some(deb) => println!("  .deb       {:.1} MB", std::fs::metadata(deb).unwrap().len() as f64 / 1e6),
        None => println!("  .deb       not built: make bundle"),
    }
}

fn report(subjects: &[Subject; 2], figures: &[Vec<f64>; 2], unit: &str) {
    for (subject, figures) in subjects.iter().zip(figures) {
        let (low, high) =
            figures.iter().fold((f64::MAX, f64::MIN), |(low, high), f| (low.min(*f), high.max(*f)));
        println!("  {:<10} {:>7.1} {unit}  ({low:.1} to {high:.1})", subject.name, median(figures));
    }
    let ratios: Vec<f64> = figures[1].iter().zip(&figures[0]).map(|(app, floor)| app / floor).collect();
    println!("  ratio      {:>7.2}     (median of the pairs)\n", median(&ratios));
}

fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => sorted[n / 2],
        n => (sorted[n / 2 - 1] + sorted[n / 2]) / 2.0,
    }
}

fn galley() -> Subject {
    Subject {
        name: "galley",
        program: GALLEY.into(),
        arguments: vec![Path::new(ROOT).join("posts/welcome-to-galley.md")],
    }
}

fn floor(work: &Path) -> Subject {
    let program = work.join("floor");
    let source = Path::new(ROOT).join("tests/bench/floor.c");
    let build = format!(
        "cc -O2 '{}' -o '{}' $(pkg-config --cflags --libs gtk+-3.0 webkit2gtk-4.1)",
        source.display(),
        program.display()
    );
    assert!(Command::new("sh").args(["-c", &build]).status().unwrap().success(), "the bare window is built");
    Subject { name: "bare", program, arguments: Vec::new() }
}

/// Where a program keeps what it remembers between its starts.
struct Home(TempDir);

impl Home {
    fn new() -> Home {
        Home(TempDir::new().unwrap())
    }
}

/// Both subjects run under the renderer setting that Galley chooses by itself on this machine.
fn launch(subject: &Subject, screen: &Screen, Home(home): &Home) -> (Child, Instant) {
    let has_gpu = Path::new("/dev/dri").read_dir().is_ok_and(|entries| {
        entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("renderD"))
    });
    let mut command = Command::new("dbus-run-session");
    command.arg("--").arg(&subject.program).args(&subject.arguments);
    command.env("DISPLAY", screen.display()).env("HOME", home.path()).env("GDK_BACKEND", "x11");
    command.env("NO_AT_BRIDGE", "1").env_remove("WAYLAND_DISPLAY").env_remove("DBUS_SESSION_BUS_ADDRESS");
    for folder in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"] {
        command.env(folder, home.path().join(folder));
    }
    if !has_gpu {
        command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
    }
    let began = Instant::now();
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    (child, began)
}

fn stop(app: &mut Child) {
    for pid in tree::descendants(app.id()) {
        let _ = Command::new("kill").args(["-KILL", &pid.to_string()]).stderr(Stdio::null()).status();
    }
    let _ = app.wait();
}
