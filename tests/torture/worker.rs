//! The process that works on the blog until it is killed or has done enough.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use galley_core::changes::{Bin, Plan, Step, Token, Undo};
use galley_core::disk::{Expected, Revision, Writer};
use galley_core::front_matter::Conventions;
use galley_core::markdown::RenderContext;
use galley_core::{Error, OpenPost, Result, SaveReply, utf16};

use crate::broken::Breach;
use crate::check::posts_in;
use crate::numbers::Numbers;
use crate::posts::{GIVEN_AWAY, LINKED, Place, WITH_ATTRIBUTE, text};

const ROOT: &str = "GALLEY_TORTURE_ROOT";
const SEED: &str = "GALLEY_TORTURE_SEED";
const STEPS: &str = "GALLEY_TORTURE_STEPS";
pub const BREACH: &str = "GALLEY_TORTURE_BREACH";

/// The command that starts the worker. Without a number of steps it works for ever.
pub fn command(place: &Place, seed: u64, steps: Option<usize>) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "worker::the_process_that_works", "--nocapture", "--test-threads=1"]);
    command.env(ROOT, &place.root).env(SEED, seed.to_string()).stdout(Stdio::null());
    steps.map(|steps| command.env(STEPS, steps.to_string()));
    command
}

/// The other process. Not a test of its own: it does nothing without its folder.
#[test]
fn the_process_that_works() {
    let Some(root) = std::env::var_os(ROOT).map(PathBuf::from) else { return };
    let number = |name: &str| std::env::var(name).ok().and_then(|number| number.parse::<u64>().ok());
    let place = Place::new(&root);
    let breach = std::env::var(BREACH).ok().map(|name| Breach::named(&name));
    let mut worker =
        Worker { notes: Notes::open(&place), numbers: Numbers(number(SEED).unwrap()), breach, place };
    let steps = number(STEPS);
    // A short life has everything in it: a linked file that gets shorter and longer, an owner, attributes.
    if steps.is_some() {
        [LINKED, LINKED, GIVEN_AWAY, WITH_ATTRIBUTE].into_iter().for_each(|post| worker.save_again(post));
    }
    for _ in 0..steps.unwrap_or(u64::MAX) {
        worker.step();
    }
}

struct Worker {
    place: Place,
    notes: Notes,
    numbers: Numbers,
    breach: Option<Breach>,
}

/// What is about to happen is noted before, what was acknowledged after.
struct Notes(File);

impl Notes {
    fn open(place: &Place) -> Notes {
        Notes(OpenOptions::new().append(true).open(place.notes()).unwrap())
    }

    fn put(&mut self, line: &str) {
        // The parent reads lines that are whole.
        let _ = self.0.write_all(format!("{line}\n").as_bytes());
    }
}

impl Worker {
    fn step(&mut self) {
        let posts = posts_in(&self.place.blog());
        let Some((post, version, path)) = posts.get(self.numbers.below(posts.len())).cloned() else { return };
        let next = version + 1;
        match self.numbers.below(10) {
            0 => self.outside(post, next, &path),
            1 | 2 if post != LINKED => self.rename(post, &path),
            3 => self.both(&posts),
            _ => self.save(post, next, &path),
        }
    }

    fn save_again(&mut self, post: usize) {
        if let Some((post, version, path)) = posts_in(&self.place.blog()).get(post).cloned() {
            self.save(post, version + 1, &path);
        }
    }

    /// Opens the post, types the next version, and saves.
    fn save(&mut self, post: usize, version: u64, path: &Path) {
        self.notes.put(&format!("save {post} {version}"));
        let saved = match &self.breach {
            Some(breach) if post != LINKED => breach.write(path, text(post, version).as_bytes()).is_ok(),
            _ => self.type_and_save(path, &text(post, version)).is_ok_and(|saved| saved),
        };
        if saved {
            self.notes.put(&format!("saved {post} {version}"));
        }
    }

    fn type_and_save(&self, path: &Path, text: &str) -> Result<bool> {
        let open = OpenPost::open(path, RenderContext::default(), Conventions::default())?;
        let mut open = open.saved_by(Writer::new(self.place.rewrites()));
        let reply = open.resync(text, false)?;
        let reply = open.save(reply.version, utf16::fingerprint(text), false)?;
        Ok(!matches!(reply, SaveReply::Conflict { .. }))
    }

    /// Another program replaces the file, as careful as Galley.
    fn outside(&mut self, post: usize, version: u64, path: &Path) {
        if post == LINKED {
            return;
        }
        self.notes.put(&format!("save {post} {version}"));
        let other = path.with_extension("other");
        let written = fs::write(&other, text(post, version))
            .and_then(|()| File::open(&other)?.sync_all())
            .and_then(|()| fs::rename(&other, path))
            .and_then(|()| File::open(path.parent().unwrap())?.sync_all());
        match written {
            Ok(()) => self.notes.put(&format!("saved {post} {version}")),
            Err(_) => drop(fs::remove_file(other)),
        }
    }

    fn rename(&mut self, post: usize, path: &Path) {
        let from = path.strip_prefix(self.place.blog()).unwrap().to_path_buf();
        let name = format!("p{post}.md");
        let to = if from.starts_with("moved") { PathBuf::from(name) } else { Path::new("moved").join(name) };
        self.notes.put(&format!("move {post} {}", to.display()));
        if self.apply(vec![Step::Move { from, to: to.clone() }]).is_ok() {
            self.notes.put(&format!("moved {post} {}", to.display()));
        }
    }

    /// The next versions of two posts, wholly or not at all.
    fn both(&mut self, posts: &[(usize, u64, PathBuf)]) {
        let [(a, va, pa), (b, vb, pb)] = [&posts[0], &posts[posts.len() - 1]];
        if a == b {
            return;
        }
        let (va, vb) = (va + 1, vb + 1);
        self.notes.put(&format!("both {a} {va} {b} {vb}"));
        let write = |post: usize, version: u64, path: &Path| Step::Write {
            path: path.strip_prefix(self.place.blog()).unwrap().to_path_buf(),
            expected: Expected::Revision(Revision::of(text(post, version - 1).as_bytes())),
            bytes: text(post, version).into_bytes(),
            modified: None,
        };
        let steps = vec![write(*a, va, pa), write(*b, vb, pb)];
        if self.apply(steps).is_ok() {
            self.notes.put(&format!("saved {a} {va}\nsaved {b} {vb}"));
        }
        self.notes.put("ended");
    }

    fn apply(&self, steps: Vec<Step>) -> Result<Undo> {
        Plan { title: "Torture".into(), steps }.apply(&self.place.blog(), &self.place.operations(), &NoBin)
    }
}

/// No plan of the worker removes anything.
pub struct NoBin;

impl Bin for NoBin {
    fn put(&self, path: &Path) -> Result<Token> {
        Err(Error::refused(path, "there is no trash here"))
    }

    fn restore(&self, token: &Token) -> Result<()> {
        Err(Error::refused(&token.0, "there is no trash here"))
    }

    fn find(&self, _: &Path) -> Option<Token> {
        None
    }
}
