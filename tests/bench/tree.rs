//! What the system accounts to a process and all that it started.

use std::fs;
use std::time::Duration;

/// `pid` and every process below it.
pub fn descendants(pid: u32) -> Vec<u32> {
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let all: Vec<(u32, u32)> = entries
        .filter_map(|entry| {
            let pid = entry.file_name().to_str()?.parse().ok()?;
            Some((pid, stat(pid)?.get(1)?.parse().ok()?))
        })
        .collect();
    let mut found = vec![pid];
    let mut at = 0;
    while at < found.len() {
        let parent = found[at];
        found.extend(all.iter().filter(|(_, above)| *above == parent).map(|(pid, _)| *pid));
        at += 1;
    }
    found
}

/// Proportional set size in bytes: shared pages are counted in parts.
pub fn memory(pid: u32) -> u64 {
    let size = |pid: u32| -> Option<u64> {
        let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
        let line = rollup.lines().find(|line| line.starts_with("Pss:"))?;
        Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
    };
    descendants(pid).into_iter().filter_map(size).sum()
}

/// Processor time used so far, user and system.
pub fn processor(pid: u32) -> Duration {
    let ticks = |pid: u32| -> Option<u64> {
        let stat = stat(pid)?;
        Some(stat.get(11)?.parse::<u64>().ok()? + stat.get(12)?.parse::<u64>().ok()?)
    };
    let ticks: u64 = descendants(pid).into_iter().filter_map(ticks).sum();
    // Linux counts in hundredths of a second, whatever its timer does.
    Duration::from_millis(ticks * 10)
}

/// The fields of /proc/PID/stat after the name, which may hold anything: state, parent, ...
fn stat(pid: u32) -> Option<Vec<String>> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    Some(fields.split_whitespace().map(str::to_owned).collect())
}
