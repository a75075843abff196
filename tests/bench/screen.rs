//! An Xvfb whose picture is a file: when did it become what it stays?

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A blinking caret and the like: frames that differ in fewer pixels are the same picture.
const SAME: usize = 400;
/// A picture that stays this long is settled.
const QUIET: Duration = Duration::from_millis(1200);
const LONGEST: Duration = Duration::from_secs(30);

pub struct Screen {
    xvfb: Child,
    display: String,
    folder: TempDir,
}

impl Screen {
    pub fn start() -> Screen {
        let folder = TempDir::new().unwrap();
        let mut xvfb = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-fbdir"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut number = String::new();
        BufReader::new(xvfb.stdout.take().unwrap()).read_line(&mut number).unwrap();
        Screen { xvfb, display: format!(":{}", number.trim()), folder }
    }

    pub fn display(&self) -> &str {
        &self.display
    }

    /// Time from `began` to the first frame that is the picture that stays.
    pub fn painted_after(&self, began: Instant) -> Duration {
        let blank = self.frame();
        let mut frames = vec![(Duration::ZERO, blank)];
        loop {
            let frame = self.frame();
            let now = began.elapsed();
            let (last, seen) = frames.last().unwrap();
            if differing(seen, &frame) > SAME {
                frames.push((now, frame));
            } else if frames.len() > 1 && now - *last > QUIET {
                break;
            }
            assert!(now < LONGEST, "the window does not settle");
            std::thread::sleep(Duration::from_millis(4));
        }
        let settled = &frames.last().unwrap().1;
        let first = frames.iter().find(|(_, frame)| differing(frame, settled) <= SAME);
        first.unwrap().0
    }

    /// The picture now, which a later one is held against.
    pub fn look(&self) -> Picture<'_> {
        Picture { screen: self, frame: self.frame() }
    }

    fn frame(&self) -> Vec<u8> {
        let file: PathBuf = self.folder.path().join("Xvfb_screen0");
        std::fs::read(file).unwrap_or_default()
    }
}

/// What was on the screen.
pub struct Picture<'s> {
    screen: &'s Screen,
    frame: Vec<u8>,
}

impl Picture<'_> {
    /// Time from `began` to the first other picture.
    pub fn changed_after(&self, began: Instant) -> Duration {
        while differing(&self.frame, &self.screen.frame()) <= SAME {
            assert!(began.elapsed() < LONGEST, "the picture does not change");
            std::thread::sleep(Duration::from_millis(4));
        }
        began.elapsed()
    }

    /// How many other pictures there were, and the time from `began` to the one that stays.
    pub fn settled_after(&self, began: Instant) -> (usize, Duration) {
        let (mut seen, mut changes, mut last) = (self.frame.clone(), 0, began.elapsed());
        while changes == 0 || began.elapsed() - last < QUIET {
            let frame = self.screen.frame();
            if differing(&seen, &frame) > SAME {
                (seen, changes, last) = (frame, changes + 1, began.elapsed());
            }
            assert!(began.elapsed() < LONGEST, "the picture does not settle");
            std::thread::sleep(Duration::from_millis(4));
        }
        (changes, last)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.xvfb.kill();
        let _ = self.xvfb.wait();
    }
}

fn differing(a: &[u8], b: &[u8]) -> usize {
    if a == b {
        return 0;
    }
    a.chunks_exact(4).zip(b.chunks_exact(4)).filter(|(a, b)| a != b).count()
}
