//! Programs of others that the caller hands over, run without a shell and for a limited time.

use std::ffi::{OsStr, OsString};
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The most that is read of what a program says of its failure, in bytes.
const MOST: u64 = 8_000;
/// How often a running program is looked at.
const PAUSE: Duration = Duration::from_millis(10);
/// How long a program may take for one post.
const LIMIT: Duration = Duration::from_secs(10);

/// A generator's program that may be run.
#[derive(Debug, Clone)]
pub struct Program {
    /// The file, absolute.
    pub file: PathBuf,
    /// A folder outside the blog for what it makes on the way; it is made when it is not there.
    pub scratch: PathBuf,
    /// After this long it is stopped.
    pub limit: Duration,
}

impl Program {
    /// The program of this name in a folder of `path`, a list as in the variable `PATH`. A folder that
    /// depends on where Galley was started is left out: it may be the blog's.
    pub fn found(name: &str, path: &OsStr, scratch: PathBuf) -> Option<Program> {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        let folders = std::env::split_paths(path).filter(|folder| folder.is_absolute());
        let file = folders.map(|folder| folder.join(&file)).find(|file| is_program(file))?;
        Some(Program { file, scratch, limit: LIMIT })
    }

    /// Runs it in `folder` to its end.
    ///
    /// # Errors
    /// Why it failed, as a clause: its own message where it has one.
    pub fn run(&self, folder: &Path, arguments: &[OsString]) -> Result<(), String> {
        // A file and no pipe, which a child of the program could keep open.
        let mut said = tempfile::tempfile().map_err(|error| error.to_string())?;
        let copy = || said.try_clone().map_err(|error| error.to_string());
        let (stdout, stderr) = (copy()?, copy()?);
        let mut command = Command::new(&self.file);
        command.args(arguments).current_dir(folder);
        command.stdin(Stdio::null()).stdout(stdout).stderr(stderr);
        alone(&mut command);
        let mut child = command.spawn().map_err(|error| format!("it does not start: {error}"))?;
        let end = Instant::now() + self.limit;
        loop {
            match child.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => {
                    let mut text = Vec::new();
                    let _ = said.rewind().and_then(|()| said.take(MOST).read_to_end(&mut text));
                    let text = message(&String::from_utf8_lossy(&text));
                    return Err(text.unwrap_or_else(|| format!("it ended with {status}")));
                }
                Ok(None) if Instant::now() < end => thread::sleep(PAUSE),
                Ok(None) => {
                    stop(&mut child);
                    return Err(format!("it had not finished after {:?} and was stopped", self.limit));
                }
                Err(error) => {
                    stop(&mut child);
                    return Err(error.to_string());
                }
            }
        }
    }
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}

/// The first line that tells of an error, else the last line.
fn message(said: &str) -> Option<String> {
    let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    let error = lines.clone().find_map(|line| {
        let line = line.strip_prefix("ERROR").or(line.strip_prefix("Error:"))?;
        Some(line.trim())
    });
    error.or_else(|| lines.next_back()).map(str::to_owned)
}

/// Puts the program into a group of its own, so that its children can be stopped with it.
fn alone(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    let _ = command;
}

fn stop(child: &mut Child) {
    #[cfg(unix)]
    {
        let group = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw);
        if let Some(group) = group {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn run(script: &str, limit: Duration) -> Result<(), String> {
        let program = Program { file: "/bin/sh".into(), scratch: "/tmp".into(), limit };
        program.run(Path::new("/"), &["-c".into(), script.into()])
    }

    #[test]
    fn a_failure_is_told_in_the_programs_own_words() {
        let second = Duration::from_secs(9);
        assert_eq!(run("exit 0", second), Ok(()));
        let said = "echo one >&2; echo 'ERROR it is full' >&2; echo more >&2; exit 3";
        assert_eq!(run(said, second), Err("it is full".into()));
        assert_eq!(run("echo one >&2; echo two >&2; exit 3", second), Err("two".into()));
        assert_eq!(run("exit 3", second), Err("it ended with exit status: 3".into()));
    }

    #[test]
    fn a_program_that_does_not_end_is_stopped_with_its_children() {
        let folder = tempfile::tempdir().unwrap();
        let late = folder.path().join("late");
        let start = Instant::now();
        let script = format!("(sleep 1; echo x > '{}') & sleep 30", late.display());
        let error = run(&script, Duration::from_millis(200)).unwrap_err();
        assert!(error.contains("after 200ms"), "{error}");
        assert!(start.elapsed() < Duration::from_secs(10));
        thread::sleep(Duration::from_millis(1_300));
        assert!(!late.exists());
    }
}
