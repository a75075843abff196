//! The shim of `shim.c`, built by the machine's C compiler, and that it sees what it is to see.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::trace::{self, Record};

/// Which calls fail: those of a kind from the `first`-th on, counted from 1.
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    /// The letter of a record, `*` for any.
    pub kind: char,
    pub first: usize,
    /// A number of errno, `short` or `kill`.
    pub action: &'static str,
    /// How many fail; 0 for all from the first on.
    pub count: usize,
}

/// Where the shim is; `None` with a message where there is no C compiler.
pub fn library() -> Option<&'static Path> {
    static BUILT: OnceLock<Option<PathBuf>> = OnceLock::new();
    BUILT.get_or_init(build).as_deref()
}

fn build() -> Option<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/torture/shim.c");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    // Other processes may be building it as well.
    let built = folder.join(format!("shim-{}.so", std::process::id()));
    let run = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"])
        .arg(&built)
        .arg(source)
        .output();
    match run {
        Ok(output) if output.status.success() => {
            let shared = folder.join("shim.so");
            std::fs::rename(built, &shared).unwrap();
            Some(shared)
        }
        Ok(output) => panic!("the shim is not C: {}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => {
            eprintln!("skipped: there is no C compiler: {error}");
            None
        }
    }
}

/// Runs a command to its end under the shim, and gives what it did below `root`. The trace lies outside.
pub fn traced(mut command: Command, library: &Path, root: &Path, fault: Option<Fault>) -> Vec<Record> {
    let trace = tempfile::NamedTempFile::new().unwrap();
    command.env("LD_PRELOAD", library).env("GALLEY_SHIM_ROOT", root).env("GALLEY_SHIM_TRACE", trace.path());
    if let Some(Fault { kind, first, action, count }) = fault {
        command.env("GALLEY_SHIM_FAULT", format!("{kind}:{first}:{action}:{count}"));
    }
    let mut child = command.spawn().unwrap();
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if started.elapsed() > Duration::from_secs(60) {
            child.kill().unwrap();
            panic!("it never ends with {fault:?}");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let killed = fault.is_some_and(|fault| fault.action == "kill");
    assert!(status.success() || (killed && status.code().is_none()), "the worker failed: {status}");
    trace::read(&std::fs::read(trace.path()).unwrap())
}

mod tests {
    use std::fs::{self, File, OpenOptions};
    use std::io::Write;
    use std::os::unix::fs::{FileExt, PermissionsExt};

    use galley_core::disk::{Expected, Writer, tree};
    use tempfile::TempDir;

    use super::*;

    const FOLDER: &str = "GALLEY_TORTURE_CALLS";

    /// The other process: every call, by the standard library, by the crates that the core uses, and by
    /// the core.
    #[test]
    fn the_process_that_calls() {
        let Some(root) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
        let at = |name: &str| root.join(name);
        let _ = tree::create_one_folder(&at("folder"), Some(0o755));
        if let Ok(mut file) = File::create(at("a")) {
            let _ =
                (file.write_all(b"written"), file.write_all_at(b"W", 0), file.sync_all(), file.sync_data());
            let _ = (file.set_len(3), xattr::FileExt::set_xattr(&file, "user.a", b"1"));
            let _ = (
                std::os::unix::fs::fchown(&file, None, None),
                file.set_permissions(fs::Permissions::from_mode(0o600)),
            );
            let _ = rustix::fs::fallocate(&file, rustix::fs::FallocateFlags::KEEP_SIZE, 0, 100);
        }
        let _ = OpenOptions::new().append(true).open(at("a")).map(|mut file| file.write(b"x"));
        let _ = (fs::hard_link(at("a"), at("b")), tree::move_new(&at("b"), &at("c")));
        let _ = Writer::new(at("records")).write(&at("core"), b"through the core", Expected::Absent);
        let _ = (fs::remove_file(at("c")), tree::remove(&at("folder")));
    }

    fn calls(fault: Option<Fault>) -> Option<Vec<Record>> {
        let folder = TempDir::new().unwrap();
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "shim::tests::the_process_that_calls", "--test-threads=1"]);
        let root = folder.path().canonicalize().unwrap();
        command.env(FOLDER, &root).stdout(std::process::Stdio::null());
        Some(traced(command, library()?, &root, fault))
    }

    #[test]
    fn the_shim_sees_every_call_that_changes_the_disk() {
        let Some(records) = calls(None) else { return };
        for kind in "owstahpxrlumdc".chars() {
            assert!(records.iter().any(|record| record.kind == kind), "no call of the kind {kind} was seen");
        }
        assert!(
            records.iter().any(|record| record.kind == 'r' && record.a == 1),
            "a rename that never overwrites"
        );
        let bytes: Vec<&[u8]> =
            records.iter().filter(|record| record.kind == 'w').map(|record| &record.one[..]).collect();
        assert!(bytes.contains(&&b"through the core"[..]));
    }

    #[test]
    fn the_shim_makes_every_kind_of_call_fail() {
        for kind in "owstahpxrlumd*".chars() {
            let Some(records) = calls(Some(Fault { kind, first: 1, action: "28", count: 1 })) else { return };
            let fired = records.iter().position(|record| record.kind == '!').expect("it fired");
            assert!(records[fired + 1].result < 0, "the call {kind} failed");
        }
    }
}
