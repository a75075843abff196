//! Posts whose state changes because the time has come.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use galley_core::Blog;
use tauri::AppHandle;

use crate::host::lock;
use crate::report::tell;

/// The longest sleep: the system's clock may be set, and a machine asleep does not count.
const LONGEST: i64 = 600;

/// Tells the window of such changes, until it is dropped.
#[derive(Debug)]
pub struct Schedule {
    wake: Sender<()>,
}

impl Schedule {
    /// Watches the clock for the open blog.
    pub fn start(app: &AppHandle, blog: &Arc<Mutex<Option<Blog>>>) -> Schedule {
        let (sender, receiver) = mpsc::channel::<()>();
        let (app, blog) = (app.clone(), Arc::clone(blog));
        thread::spawn(move || {
            loop {
                let next = lock(&blog).as_ref().and_then(Blog::next_change);
                let left =
                    next.map_or(LONGEST, |next| (next - galley_clock::now().seconds).clamp(1, LONGEST));
                let left = Duration::from_secs(left.unsigned_abs());
                match receiver.recv_timeout(left) {
                    Ok(()) => continue,
                    Err(RecvTimeoutError::Disconnected) => return,
                    Err(RecvTimeoutError::Timeout) => {}
                }
                let changes = lock(&blog).as_mut().map(|blog| blog.tick(galley_clock::now()));
                tell(&app, changes.unwrap_or_default(), None);
            }
        });
        Schedule { wake: sender }
    }

    /// The posts are others than before.
    pub fn look_again(&self) {
        let _ = self.wake.send(());
    }
}
