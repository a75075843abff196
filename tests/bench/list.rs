//! What a large blog costs in the window, beside an empty one in the same run.
#![expect(clippy::disallowed_methods, reason = "another program changes the blog")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::screen::Screen;
use crate::{GALLEY, Home, Subject, big, launch, median, processor_share, report, stop, tree};

/// Posts of the large blog.
const POSTS: usize = 50_000;
/// Posts that one `git checkout` changes.
const CHECKED_OUT: usize = 2_000;
/// The time that Galley has to write down what it read, to start its watch and to prepare its filter,
/// and the caret to stop blinking.
const SETTLING: Duration = Duration::from_secs(16);

/// Measures start, memory, idling, an outside change and a checkout.
pub fn list(runs: usize) {
    let work = TempDir::new().unwrap();
    let (empty, large) = (work.path().join("empty"), work.path().join("large"));
    fs::create_dir_all(&empty).unwrap();
    big::write(&large, POSTS).unwrap();
    // Above all others in the list, whatever day it is.
    let newest = large.join("newest.md");
    fs::write(&newest, post("The newest post")).unwrap();
    let subjects = [subject("empty", &empty), subject("large", &large)];
    let homes = [Home::new(), Home::new()];
    start(&subjects, &homes, runs);
    let screen = Screen::start();
    let (mut app, began) = launch(&subjects[1], &screen, &homes[1]);
    screen.painted_after(began);
    sleep(SETTLING);
    let share = processor_share(app.id(), Duration::from_secs(30));
    println!("  idle: {share:.2} % of one core\n");
    outside(&screen, &newest, runs);
    checkout(&screen, &large);
    stop(&mut app);
}

/// Both are started once before, so that the large blog's files are known.
fn start(subjects: &[Subject; 2], homes: &[Home; 2], runs: usize) {
    println!("list: {POSTS} posts and none, {runs} runs in turn, every file known from the start before");
    println!("  again: cargo bench --bench window -- list {runs}");
    let (mut times, mut sizes) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
    for run in 0..=runs {
        for (at, subject) in subjects.iter().enumerate() {
            let screen = Screen::start();
            let (mut app, began) = launch(subject, &screen, &homes[at]);
            let painted = screen.painted_after(began);
            // What is kept of files that were written just now is not trusted.
            sleep(if run == 0 { SETTLING } else { Duration::from_secs(4) });
            if run > 0 {
                times[at].push(painted.as_secs_f64() * 1000.0);
                sizes[at].push(tree::memory(app.id()) as f64 / 1e6);
            }
            stop(&mut app);
        }
    }
    println!("  start to the settled list");
    report(subjects, &times, "ms");
    println!("  memory of all processes");
    report(subjects, &sizes, "MB");
    let beyond = |figures: &[Vec<f64>; 2]| {
        median(&figures[1].iter().zip(&figures[0]).map(|(large, empty)| large - empty).collect::<Vec<_>>())
    };
    println!("  beyond the empty blog: {:.0} ms, {:.1} MB", beyond(&times), beyond(&sizes));
}

/// Another program writes the title of the post that is on top of the list.
fn outside(screen: &Screen, file: &Path, runs: usize) {
    let mut times = Vec::new();
    for run in 0..runs * 3 {
        let title = if run % 2 == 0 { "Written by another program" } else { "The newest post, once more" };
        let before = screen.look();
        let began = Instant::now();
        fs::write(file, post(title)).unwrap();
        times.push(before.changed_after(began).as_secs_f64() * 1000.0);
        sleep(Duration::from_millis(700));
    }
    times.sort_by(f64::total_cmp);
    let most = times.last().unwrap();
    println!("  an outside change to the list: median {:.0} ms, most {most:.0} ms", median(&times));
}

/// One `git checkout` changes many posts, the one on top of the list among them.
fn checkout(screen: &Screen, blog: &Path) {
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=bench", "-c", "user.email=bench@localhost", "-c", "gc.auto=0"]);
        let status = git.arg("-C").arg(blog).args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        assert!(status.status().unwrap().success(), "git {arguments:?}");
    };
    git(&["init", "-q", "-b", "before"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "before"]);
    git(&["checkout", "-q", "-b", "after"]);
    let mut posts = Vec::new();
    posts_below(blog, &mut posts);
    for file in posts.iter().take(CHECKED_OUT - 1) {
        let text = fs::read_to_string(file).unwrap().replacen("\ntitle:", "\ntitle: ", 1);
        fs::write(file, text).unwrap();
    }
    fs::write(blog.join("newest.md"), post("A title of the other branch")).unwrap();
    git(&["commit", "-q", "-a", "-m", "after"]);
    sleep(Duration::from_secs(3));
    let mut times = Vec::new();
    for branch in ["before", "after", "before", "after", "before"] {
        let before = screen.look();
        let began = Instant::now();
        git(&["checkout", "-q", branch]);
        let git = began.elapsed();
        let (changes, settled) = before.settled_after(began);
        times.push(settled.saturating_sub(git).as_secs_f64() * 1000.0);
        println!(
            "  git checkout of {CHECKED_OUT} posts: git took {} ms, the list was right {:.0} ms later, after \
             {changes} repaints",
            git.as_millis(),
            times.last().unwrap()
        );
    }
    println!("  the list after a checkout: median {:.0} ms\n", median(&times));
}

fn posts_below(folder: &Path, posts: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        match entry.file_type().unwrap().is_dir() {
            true if entry.file_name() != ".git" => posts_below(&path, posts),
            false if path.extension().is_some_and(|extension| extension == "md") => posts.push(path),
            _ => {}
        }
    }
}

fn post(title: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2099-01-01\n---\nText.\n")
}

fn subject(name: &'static str, folder: &Path) -> Subject {
    Subject { name, program: GALLEY.into(), arguments: vec![folder.to_path_buf()] }
}
