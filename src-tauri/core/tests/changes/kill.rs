//! The promise of `recover`, kept against SIGKILL: another process applies plans in a loop and is
//! killed at a random instant; then the tree is as before or as after the plan that was under way.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use galley_core::changes::{Outcome, recover};

use super::*;

const FOLDER: &str = "GALLEY_KILL_FOLDER";
const START: &str = "GALLEY_KILL_START";

/// Every path: a file's bytes, `None` for a folder.
type Model = BTreeMap<PathBuf, Option<Vec<u8>>>;

/// A generator of the same numbers in both processes (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }
}

fn first_model() -> Model {
    let files = (0..12).map(|n| (PathBuf::from(format!("p{}/f{n}.md", n % 3)), Some(vec![b'a' + n; 3000])));
    files.chain((0..3).map(|n| (PathBuf::from(format!("p{n}")), None))).collect()
}

/// The plan with number `number` of the series: what it does depends on the tree and the number only.
fn plan_at(number: u64, model: &Model) -> (Plan, Model) {
    let mut numbers = Numbers(number);
    let mut after = model.clone();
    let mut steps = Vec::new();
    let mut removed = false;
    let mut written: Vec<PathBuf> = Vec::new();
    for step in 0..1 + numbers.below(6) {
        let files: Vec<PathBuf> =
            after.iter().filter(|(_, bytes)| bytes.is_some()).map(|(path, _)| path.clone()).collect();
        let file = files[numbers.below(files.len())].clone();
        let new = PathBuf::from(format!("p{}/n{number}-{step}.md", numbers.below(4)));
        match numbers.below(if files.len() > 8 { 6 } else { 5 }) {
            0 => {
                let old = after[&file].clone().unwrap();
                let bytes = vec![b'A' + (number % 26) as u8; numbers.below(20_000)];
                let expected = Expected::Revision(Revision::of(&old));
                written.push(file.clone());
                steps.push(Step::Write {
                    path: file.clone(),
                    expected,
                    bytes: bytes.clone(),
                    modified: None,
                });
                after.insert(file, Some(bytes));
            }
            1 => {
                // A name that differs only in case, where the case can still change.
                let name = file.file_name().unwrap().to_string_lossy().to_uppercase();
                let upper = file.with_file_name(name);
                if upper == file || after.contains_key(&upper) {
                    continue;
                }
                let bytes = after.remove(&file).unwrap();
                written.extend(written.contains(&file).then(|| upper.clone()));
                after.insert(upper.clone(), bytes);
                steps.push(Step::Move { from: file, to: upper });
            }
            2 => {
                let bytes = after.remove(&file).unwrap();
                written.extend(written.contains(&file).then(|| new.clone()));
                after.insert(new.clone(), bytes);
                steps.push(Step::Move { from: file, to: new });
            }
            3 => {
                let bytes = after[&file].clone();
                written.extend(written.contains(&file).then(|| new.clone()));
                after.insert(new.clone(), bytes);
                steps.push(Step::Copy { from: file, to: new, expected: None });
            }
            4 if files.len() < 30 => {
                written.push(new.clone());
                steps.push(Step::Write {
                    path: new.clone(),
                    expected: Expected::Absent,
                    bytes: b"new".to_vec(),
                    modified: None,
                });
                after.insert(new, Some(b"new".to_vec()));
            }
            _ if !removed && !written.contains(&file) => {
                removed = true;
                after.remove(&file);
                steps.push(Step::Remove { path: file });
            }
            _ => {}
        }
        // A folder is made when the first file comes into it, and stays.
        let folders: Vec<PathBuf> =
            after.keys().filter_map(|path| path.parent()).map(PathBuf::from).collect();
        after.extend(folders.into_iter().filter(|path| path != Path::new("")).map(|path| (path, None)));
    }
    (Plan { title: format!("Plan {number}"), steps }, after)
}

/// The other process. Not a test of its own: it does nothing without its folder.
#[test]
fn the_process_that_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let start: u64 = std::env::var(START).unwrap().parse().unwrap();
    let (root, journal) = (folder.join("blog"), folder.join("journal"));
    let bin = FolderBin::new(&folder.join("bin"));
    let mut model = (0..start).fold(first_model(), |model, number| plan_at(number, &model).1);
    let mut out = std::io::stdout();
    writeln!(out, "\nready").unwrap();
    for number in start.. {
        let (plan, after) = plan_at(number, &model);
        let mut applied = plan.apply(&root, &journal, &bin).unwrap();
        // Undone and redone now and then; the tree is the one before or the one after all the same.
        if number % 4 == 0 {
            applied = applied.apply(&root, &journal, &bin).unwrap();
            applied.apply(&root, &journal, &bin).unwrap();
        }
        writeln!(out, "done {number}").unwrap();
        model = after;
    }
}

#[test]
fn a_kill_at_any_instant_leaves_a_plan_done_or_not_begun() {
    let kills: u64 = std::env::var("GALLEY_KILLS").map_or(60, |kills| kills.parse().unwrap());
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("blog");
    let mut model = first_model();
    for (path, bytes) in &model {
        match bytes {
            None => fs::create_dir_all(root.join(path)).unwrap(),
            Some(bytes) => fs::write(root.join(path), bytes).unwrap(),
        }
    }
    let mut numbers = Numbers(kills);
    let (mut next, mut taken_back, mut completed) = (0, 0, 0);
    for kill in 0..kills {
        let delay = Duration::from_micros(numbers.below(200_000) as u64);
        let done = run_and_kill(folder.path(), next, delay);
        while next < done {
            model = plan_at(next, &model).1;
            next += 1;
        }
        let bin = FolderBin::new(&folder.path().join("bin"));
        for recovered in recover(&folder.path().join("journal"), &bin).unwrap() {
            match recovered.outcome {
                Outcome::TakenBack => taken_back += 1,
                Outcome::Completed => completed += 1,
                other => panic!("kill {kill}: {}: {other:?}", recovered.title),
            }
        }
        assert_eq!(fs::read_dir(folder.path().join("journal")).into_iter().flatten().count(), 0);
        let after = plan_at(next, &model).1;
        let found = tree(&root);
        if found == after {
            (model, next) = (after, next + 1);
        } else if found != model {
            panic!("kill {kill}: neither before nor after {:#?}", plan_at(next, &model).0.steps);
        }
    }
    eprintln!("{kills} kills, {next} plans done, {taken_back} taken back, {completed} completed");
}

/// Runs the other process from plan `next` on, kills it, and tells how many plans it said were done.
fn run_and_kill(folder: &Path, next: u64, delay: Duration) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::the_process_that_is_killed", "--nocapture"])
        .env(FOLDER, folder)
        .env(START, next.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(|line| line.unwrap());
    assert!(lines.by_ref().any(|line| line == "ready"), "it has started");
    let started = Instant::now();
    while started.elapsed() < delay {
        std::thread::sleep((delay - started.elapsed().min(delay)).min(Duration::from_millis(1)));
    }
    child.kill().unwrap();
    let done = lines.filter_map(|line| line.strip_prefix("done ")?.parse::<u64>().ok()).max();
    let status = child.wait().unwrap();
    assert!(status.code().is_none(), "it ended by itself, which only a failed plan does: {status}");
    done.map_or(next, |done| done + 1)
}

fn tree(root: &Path) -> Model {
    let content =
        |path: &Path, what: &str| what.starts_with("file").then(|| fs::read(root.join(path)).unwrap());
    snapshot(root).into_iter().map(|(path, what)| (path.clone(), content(&path, &what))).collect()
}
