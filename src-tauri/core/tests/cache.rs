//! The cache: nothing that happens to its file is worse than an empty cache.
#![expect(clippy::disallowed_methods, reason = "tests damage the file behind the cache's back")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use galley_core::cache::{Cache, Entry, Key, Trouble};

fn entry(number: usize) -> Entry {
    let key = Key { size: number as u64, modified_ns: -(number as i64), hash: [number as u8; 32] };
    let value = (0..400).map(|at| (number * 7 + at * number) as u8).collect();
    Entry { path: format!("posts/{number:05}.md"), key, value }
}

/// A cache of `count` entries, closed again.
fn filled(folder: &Path, count: usize) -> PathBuf {
    let file = folder.join("below/blog.cache");
    let cache = Cache::open(&file, "1");
    cache.store((0..count).map(entry).collect());
    assert_eq!(cache.trouble(), None);
    drop(cache);
    file
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn what_is_stored_is_there_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let file = filled(folder.path(), 300);
    let cache = Cache::open(&file, "1");
    assert_eq!(cache.load_all().to_vec(), (0..300).map(entry).collect::<Vec<_>>());
    cache.remove((1..300).map(|number| entry(number).path).collect());
    cache.store(vec![Entry { path: entry(0).path, ..entry(9) }]);
    drop(cache);
    assert_eq!(Cache::open(&file, "1").load_all().to_vec(), [Entry { path: entry(0).path, ..entry(9) }]);
    assert_eq!(files(file.parent().unwrap()), ["blog.cache"]);
}

#[test]
fn another_stamp_empties_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = filled(folder.path(), 3);
    let cache = Cache::open(&file, "2");
    assert_eq!((cache.load_all().to_vec(), cache.trouble()), (vec![], None));
    cache.store(vec![entry(1)]);
    drop(cache);
    assert_eq!(Cache::open(&file, "2").load_all().to_vec(), [entry(1)]);
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = filled(folder.path(), 3);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let cache = Cache::open(&file, "1");
    cache.store(vec![entry(4)]);
    cache.load_all();
    for name in files(file.parent().unwrap()) {
        let mode = fs::metadata(file.with_file_name(&name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn an_entry_fits_only_a_file_of_its_size_and_time() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.md");
    fs::write(&file, "text").unwrap();
    let key = Key::of(&fs::metadata(&file).unwrap(), [0; 32]);
    assert!(key.fits(&fs::metadata(&file).unwrap()));
    assert!(!key.is_settled(key.modified_ns + 1_000_000_000));
    assert!(key.is_settled(key.modified_ns + 3_000_000_000));
    assert!(!Key { size: 5, ..key }.fits(&fs::metadata(&file).unwrap()));
    assert!(!key.fits(&fs::metadata(folder.path()).unwrap()));
    let time = fs::metadata(&file).unwrap().modified().unwrap() + std::time::Duration::from_nanos(100);
    fs::File::options().write(true).open(&file).unwrap().set_modified(time).unwrap();
    assert!(!key.fits(&fs::metadata(&file).unwrap()));
}

/// Opens a file that was damaged: its entries are those that were stored or none, it is kept under
/// another name where it is not used, and what is stored now is there at the next start.
#[track_caller]
fn check_damaged(file: &Path, bytes: &[u8], what: &str) -> bool {
    fs::write(file, bytes).unwrap();
    let cache = Cache::open(file, "1");
    for found in cache.load_all().to_vec() {
        let number: usize = found.path[6..11].parse().unwrap();
        assert_eq!(found, entry(number), "{what}");
    }
    cache.store(vec![entry(7)]);
    cache.load_all();
    let set_aside = match cache.trouble() {
        None => false,
        Some(Trouble::SetAside { file, .. }) => {
            assert!(fs::read(&file).unwrap().len() >= bytes.len().min(1), "{what}");
            fs::remove_file(file).unwrap();
            true
        }
        Some(other) => panic!("{what}: {other:?}"),
    };
    drop(cache);
    let again = Cache::open(file, "1");
    assert!(again.load_all().to_vec().contains(&entry(7)), "{what}");
    assert_eq!(again.trouble(), None, "{what}");
    set_aside
}

#[test]
fn damage_anywhere_costs_no_more_than_the_entries() {
    let folder = tempfile::tempdir().unwrap();
    let file = filled(folder.path(), 120);
    let whole = fs::read(&file).unwrap();
    let mut seed = 1u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let mut noticed = 0;
    for run in 0..300 {
        let mut bytes = whole.clone();
        let (at, length) = (next(bytes.len()), 1 + next(if run % 3 == 0 { 5000 } else { 8 }));
        let end = bytes.len().min(at + length);
        bytes[at..end].iter_mut().for_each(|byte| *byte = next(256) as u8);
        noticed += usize::from(check_damaged(&file, &bytes, &format!("run {run}: {length} bytes at {at}")));
    }
    assert!(noticed > 150, "{noticed}");
}

#[test]
fn a_file_cut_off_anywhere_costs_no_more_than_the_entries() {
    let folder = tempfile::tempdir().unwrap();
    let file = filled(folder.path(), 60);
    let whole = fs::read(&file).unwrap();
    for length in (0..whole.len()).step_by(whole.len() / 40) {
        check_damaged(&file, &whole[..length], &format!("{length} bytes"));
    }
}

#[test]
fn another_program_s_file_is_set_aside_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("blog.cache");
    fs::write(&file, "My diary. ".repeat(1000)).unwrap();
    let foreign = folder.path().join("foreign");
    rusqlite::Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE files (path TEXT)").unwrap();
    let Some(Trouble::SetAside { file: diary, .. }) = Cache::open(&file, "1").trouble() else {
        panic!("it is set aside")
    };
    assert_eq!(fs::read(&diary).unwrap(), "My diary. ".repeat(1000).into_bytes());
    fs::copy(&foreign, &file).unwrap();
    let Some(Trouble::SetAside { file: other, .. }) = Cache::open(&file, "1").trouble() else {
        panic!("it is set aside")
    };
    assert!(fs::read(&other).unwrap() == fs::read(&foreign).unwrap(), "not a byte is changed");
    assert_ne!(diary, other);
}

#[test]
fn a_cache_that_cannot_be_there_is_not_used() {
    let folder = tempfile::tempdir().unwrap();
    for place in [folder.path().to_path_buf(), PathBuf::from("/dev/null/blog.cache")] {
        let cache = Cache::open(&place, "1");
        cache.store(vec![entry(1)]);
        assert_eq!(cache.load_all().to_vec(), []);
        assert!(matches!(cache.trouble(), Some(Trouble::Unusable { .. })), "{}", place.display());
    }
}

const FILE: &str = "GALLEY_TEST_CACHE";

/// The other process of the next tests: holds the cache until it is killed.
#[test]
#[ignore = "run by the tests below"]
fn hold() {
    let Ok(file) = std::env::var(FILE) else { return };
    let cache = Cache::open(Path::new(&file), "1");
    cache.store((100..200).map(entry).collect());
    println!("\nholding {:?} {}", cache.trouble(), cache.load_all().len());
    std::thread::sleep(std::time::Duration::from_secs(60));
}

#[test]
fn a_second_process_does_without() {
    let folder = tempfile::tempdir().unwrap();
    let file = filled(folder.path(), 100);
    let mut other = Command::new(std::env::current_exe().unwrap())
        .args(["hold", "--exact", "--ignored", "--nocapture"])
        .env(FILE, &file)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(other.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert_eq!(lines.find(|line| line.starts_with("holding")).unwrap(), "holding None 200");
    let cache = Cache::open(&file, "1");
    cache.store(vec![entry(999)]);
    assert_eq!((cache.trouble(), cache.load_all().to_vec()), (Some(Trouble::Locked), vec![]));
    other.kill().unwrap();
    other.wait().unwrap();
    // What it stored before it was killed is there, in order and whole.
    let cache = Cache::open(&file, "1");
    assert_eq!(cache.load_all().to_vec(), (0..200).map(entry).collect::<Vec<_>>());
    assert_eq!(cache.trouble(), None);
}
