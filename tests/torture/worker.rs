//! The process that works on the blog until it is killed or has done enough.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::DateTime;
use galley_core::changes::{Plan, Step};
use galley_core::disk::{Expected, Revision, Writer};
use galley_core::front_matter::Conventions;
use galley_core::history::{NewVersion, Reason};
use galley_core::markdown::RenderContext;
use galley_core::{Error, OpenPost, Result, SaveReply, utf16};

use crate::broken::Breach;
use crate::check::posts_in;
use crate::numbers::Numbers;
use crate::posts::{GIVEN_AWAY, LINKED, PASSING, POSTS, Place, WITH_ATTRIBUTE, text, version_of};

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
    worker.look();
    // A short life has everything in it: a linked file that gets shorter and longer, an owner, attributes.
    if steps.is_some() {
        [LINKED, LINKED, GIVEN_AWAY, WITH_ATTRIBUTE].into_iter().for_each(|post| worker.save_again(post));
        (0..3).for_each(|_| worker.come_or_go(PASSING.start));
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
        if self.numbers.below(5) == 0 {
            let post = PASSING.start + self.numbers.below(PASSING.len());
            return self.come_or_go(post);
        }
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
        let text = text(post, version);
        let breach = self.breach.filter(|_| post != LINKED);
        let saved = match breach.and_then(|breach| breach.save(path, text.as_bytes())) {
            Some(saved) => saved.is_ok(),
            None => self.type_and_save(path, &text).is_ok_and(|saved| saved),
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
        if self.apply(vec![Step::Move { from, to: to.clone() }]) {
            self.notes.put(&format!("moved {post} {}", to.display()));
        }
    }

    /// The next versions of two posts, wholly or not at all.
    fn both(&mut self, posts: &[(usize, u64, PathBuf)]) {
        let mut lasting = posts.iter().filter(|(post, ..)| *post < POSTS);
        let (Some((a, va, pa)), Some((b, vb, pb))) = (lasting.next(), lasting.next_back()) else { return };
        let (va, vb) = (va + 1, vb + 1);
        self.notes.put(&format!("both {a} {va} {b} {vb}"));
        let write = |post: usize, version: u64, path: &Path| Step::Write {
            path: path.strip_prefix(self.place.blog()).unwrap().to_path_buf(),
            expected: Expected::Revision(Revision::of(text(post, version - 1).as_bytes())),
            bytes: text(post, version).into_bytes(),
            modified: None,
        };
        let steps = vec![write(*a, va, pa), write(*b, vb, pb)];
        if self.apply(steps) {
            self.notes.put(&format!("saved {a} {va}\nsaved {b} {vb}"));
        }
        self.notes.put("ended");
    }

    /// Notes which of the posts that come and go are there, as the start before has left them.
    fn look(&mut self) {
        let posts = posts_in(&self.place.blog());
        for post in PASSING {
            let is_there = posts.iter().any(|(found, ..)| *found == post);
            self.notes.put(&format!("{} {post}", if is_there { "there" } else { "gone" }));
        }
    }

    /// Creates the post, or deletes it.
    fn come_or_go(&mut self, post: usize) {
        let posts = posts_in(&self.place.blog());
        match posts.iter().find(|(found, ..)| *found == post) {
            Some((_, version, path)) => self.delete(post, *version, path),
            None => self.create(post),
        }
    }

    /// A new post, in a folder that may have to be made for it.
    fn create(&mut self, post: usize) {
        let deleted = self.place.bin().items().into_iter();
        let versions = deleted.filter_map(|(.., at)| version_of(&fs::read(at).ok()?));
        let last = versions.filter(|(found, _)| *found == post).map(|(_, version)| version).max();
        let version = last.unwrap_or(0) + 1;
        let path = PathBuf::from(format!("new{post}/p{post}.md"));
        self.notes.put(&format!("create {post} {version} {}", path.display()));
        let bytes = text(post, version).into_bytes();
        let file = self.place.blog().join(&path);
        let created = match self.breach.and_then(|breach| breach.create(&file, &bytes)) {
            Some(created) => created.is_ok(),
            None => self.apply(vec![Step::Write { path, expected: Expected::Absent, bytes, modified: None }]),
        };
        self.notes.put(&format!("{} {post}", if created { "there" } else { "gone" }));
        if created {
            self.empty_bin(post, version - 1);
        }
    }

    /// What was deleted before the last time goes for good.
    fn empty_bin(&self, post: usize, last: u64) {
        for (.., at) in self.place.bin().items() {
            let found = fs::read(&at).ok().and_then(|bytes| version_of(&bytes));
            if found.is_some_and(|(found, version)| found == post && version < last) {
                let _ = fs::remove_file(at);
            }
        }
    }

    /// Deletes a post as the program does: it goes to the trash, and its last text to the versions.
    fn delete(&mut self, post: usize, version: u64, path: &Path) {
        let bytes = text(post, version).into_bytes();
        let root = self.place.blog();
        let to = self.place.bin().next(path);
        self.notes.put(&format!("delete {post} {version}"));
        let below = path.strip_prefix(&root).unwrap();
        let deleted = match self.breach.and_then(|breach| breach.delete(path, &to)) {
            Some(deleted) => deleted.is_ok(),
            None => self.apply(vec![Step::Remove { path: below.to_path_buf() }]),
        };
        if !deleted {
            return self.notes.put(&format!("there {post}"));
        }
        self.notes.put(&format!("gone {post}"));
        // A long life would have more versions than it has time for.
        if self.numbers.below(4) > 0 {
            return;
        }
        let at = DateTime::from_timestamp(1_795_338_000, 0).unwrap().fixed_offset();
        let last = NewVersion { at, reason: Reason::Deleted, words: 0, bytes: &bytes };
        if self.place.history().keep(&root, &below.to_string_lossy(), &last).is_ok() {
            self.notes.put(&format!("kept {post} {version} {}", below.display()));
        }
    }

    /// Whether the plan was done. When it is left half done, it is for the next start to take it back.
    fn apply(&self, steps: Vec<Step>) -> bool {
        let plan = Plan { title: "Torture".into(), steps };
        match plan.apply(&self.place.blog(), &self.place.operations(), &self.place.bin()) {
            Err(Error::HalfDone { .. }) => std::process::exit(0),
            done => done.is_ok(),
        }
    }
}
