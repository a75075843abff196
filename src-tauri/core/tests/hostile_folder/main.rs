//! A folder made to break its reader: whatever is in it is listed or reported, never followed out of
//! the folder, and nothing hangs or panics.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests play the other programs that write the folder")]

#[path = "../support/mod.rs"]
mod support;

#[path = "../changes/bin.rs"]
#[allow(dead_code, clippy::allow_attributes, reason = "each test file uses its own part")]
mod bin;

mod links;
mod many;
mod names;
mod special;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use galley_core::{Blog, Watch};
use support::BlogTest;

/// Runs `work` and fails when it takes longer than anyone would wait.
#[track_caller]
fn within<T: Send + 'static>(seconds: u64, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    let thread = thread::spawn(move || {
        let _ = sender.send(work());
    });
    match receiver.recv_timeout(Duration::from_secs(seconds)) {
        Ok(done) => done,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("nothing after {seconds} seconds"),
        Err(mpsc::RecvTimeoutError::Disconnected) => match thread.join() {
            Err(panic) => std::panic::resume_unwind(panic),
            Ok(()) => unreachable!("the thread ends after it has sent"),
        },
    }
}

fn listed(blog: &Blog) -> BTreeSet<String> {
    blog.posts().map(|post| post.path.clone()).collect()
}

/// The paths that are reported, each with `: ` and the reason.
fn reported(blog: &Blog) -> Vec<String> {
    blog.unread().iter().map(|(path, reason)| format!("{path}: {reason}")).collect()
}

/// What a watch tells of a blog, in the order it tells it.
struct Reports {
    _watch: Watch,
    receiver: Receiver<Vec<PathBuf>>,
}

impl Reports {
    fn of(test: &BlogTest) -> Reports {
        let (sender, receiver) = mpsc::channel();
        let watch = Watch::start(test.open().site(), move |batch| drop(sender.send(batch.paths))).unwrap();
        Reports { _watch: watch, receiver }
    }

    /// Waits until `path` itself is told.
    #[track_caller]
    fn expect(&self, path: &Path) {
        let end = Instant::now() + Duration::from_secs(10);
        while let Ok(paths) = self.receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
            if paths.iter().any(|told| told == path) {
                return;
            }
        }
        panic!("{path:?} was not told");
    }

    /// What is told until half a second of silence.
    fn rest(&self) -> Vec<PathBuf> {
        let silence = Duration::from_millis(500);
        std::iter::from_fn(|| self.receiver.recv_timeout(silence).ok()).flatten().collect()
    }
}
