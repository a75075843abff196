use super::*;
use proptest::prelude::*;

const FORMAT: Format = Format { family: "galley test ", version: 3, oldest: 2 };

fn file() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state/a.records");
    (folder, path)
}

fn open(path: &Path) -> (Records, Vec<Vec<u8>>) {
    let (records, contents) = Records::open(path, FORMAT).unwrap().unwrap().unwrap();
    (records, contents.bodies().map(<[u8]>::to_vec).collect())
}

#[test]
fn what_was_appended_is_read_back_and_goes_on() {
    let (_folder, path) = file();
    let (mut records, bodies) = open(&path);
    assert!(bodies.is_empty());
    records.append([b"one".as_slice(), b""]).unwrap();
    records.sync().unwrap();
    drop(records);
    let (mut records, bodies) = open(&path);
    assert_eq!(bodies, [b"one".to_vec(), b"".to_vec()]);
    records.append([b"two".as_slice()]).unwrap();
    drop(records);
    assert_eq!(open(&path).1.len(), 3);
}

#[test]
fn replacing_leaves_the_new_records_alone_and_the_lock_held() {
    let (_folder, path) = file();
    let (mut records, _) = open(&path);
    records.append([b"a".as_slice(), b"b"]).unwrap();
    records.replace([b"c".as_slice()]).unwrap();
    assert!(Records::open(&path, FORMAT).unwrap().is_none(), "locked");
    assert!(Records::is_open(&path));
    records.append([b"d".as_slice()]).unwrap();
    drop(records);
    assert!(!Records::is_open(&path));
    assert_eq!(open(&path).1, [b"c".to_vec(), b"d".to_vec()]);
}

#[test]
fn another_version_and_foreign_bytes_are_left_as_they_are() {
    let (_folder, path) = file();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    for (bytes, version) in [("galley test 4\nnew", true), ("PNG", false)] {
        fs::write(&path, bytes).unwrap();
        let unusable = Records::open(&path, FORMAT).unwrap().unwrap().unwrap_err();
        assert_eq!(matches!(unusable, Unusable::Version), version);
        assert_eq!(fs::read_to_string(&path).unwrap(), bytes);
    }
}

#[test]
fn an_older_version_is_read_and_becomes_the_newest_when_it_is_replaced() {
    let (_folder, path) = file();
    let older = Format { version: 2, oldest: 2, ..FORMAT };
    let (mut records, _) = Records::open(&path, older).unwrap().unwrap().unwrap();
    records.append([b"one".as_slice(), b"two"]).unwrap();
    drop(records);
    assert_eq!(Records::first(&path, FORMAT).unwrap().as_deref(), Some(b"one".as_slice()));
    let (mut records, bodies) = open(&path);
    assert_eq!(bodies, [b"one".to_vec(), b"two".to_vec()]);
    assert!(fs::read(&path).unwrap().starts_with(b"galley test 2\n"), "reading changes nothing");
    records.replace([b"three".as_slice()]).unwrap();
    drop(records);
    assert!(fs::read(&path).unwrap().starts_with(b"galley test 3\n"));
    assert!(matches!(Records::open(&path, older).unwrap().unwrap(), Err(Unusable::Version)));
    fs::write(&path, "galley test 1\n").unwrap();
    assert!(matches!(Records::open(&path, FORMAT).unwrap().unwrap(), Err(Unusable::Version)));
}

#[test]
fn a_broken_record_before_whole_ones_is_damage_and_what_comes_before_is_told() {
    let (_folder, path) = file();
    let (mut records, _) = open(&path);
    records.append([b"first".as_slice(), b"second", b"third"]).unwrap();
    drop(records);
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.windows(6).position(|window| window == b"second").unwrap();
    bytes[at] = b'S';
    fs::write(&path, &bytes).unwrap();
    match Records::open(&path, FORMAT).unwrap().unwrap() {
        Err(Unusable::Damaged(contents)) => assert_eq!(contents.body(0), Some(b"first".as_slice())),
        other => panic!("{other:?}"),
    }
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_rename_takes_no_other_files_name() {
    let (_folder, path) = file();
    let (mut records, _) = open(&path);
    let taken = path.with_extension("taken");
    fs::write(&taken, "x").unwrap();
    assert!(records.rename(&taken).is_err());
    records.rename(&path.with_extension("moved")).unwrap();
    records.append([b"a".as_slice()]).unwrap();
    drop(records);
    assert_eq!(open(&path.with_extension("moved")).1, [b"a".to_vec()]);
    assert!(!path.exists());
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = file();
    let (mut records, _) = open(&path);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    records.replace([b"a".as_slice()]).unwrap();
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().unwrap()), 0o700, "nor who has posts at all");
}

proptest! {
    #[test]
    fn a_file_cut_anywhere_gives_the_whole_records_before_the_cut_and_goes_on(
        bodies in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..8),
        cut in any::<prop::sample::Index>(),
    ) {
        let (_folder, path) = file();
        let (mut records, _) = open(&path);
        let mut ends = vec![records.size()];
        for body in &bodies {
            records.append([body.as_slice()]).unwrap();
            ends.push(records.size());
        }
        drop(records);
        let bytes = fs::read(&path).unwrap();
        let length = cut.index(bytes.len() + 1);
        fs::write(&path, &bytes[..length]).unwrap();
        let whole = ends[1..].iter().filter(|end| **end <= length as u64).count();
        let (mut records, read) = open(&path);
        prop_assert_eq!(&read, &bodies[..whole]);
        records.append([b"next".as_slice()]).unwrap();
        drop(records);
        let (_, read) = open(&path);
        prop_assert_eq!(&read[..whole], &bodies[..whole]);
        prop_assert_eq!(read.last().map(Vec::as_slice), Some(b"next".as_slice()));
        prop_assert_eq!(read.len(), whole + 1);
    }

    #[test]
    fn a_changed_byte_never_gives_a_record_that_was_not_written(
        bodies in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 1..8),
        place in any::<prop::sample::Index>(),
        bit in 0..8u8,
    ) {
        let (_folder, path) = file();
        let (mut records, _) = open(&path);
        for body in &bodies {
            records.append([body.as_slice()]).unwrap();
        }
        drop(records);
        let mut bytes = fs::read(&path).unwrap();
        let at = place.index(bytes.len());
        bytes[at] ^= 1 << bit;
        fs::write(&path, &bytes).unwrap();
        let read = match Records::read(&path, FORMAT).unwrap() {
            Ok(contents) | Err(Unusable::Damaged(contents)) => contents,
            Err(Unusable::Version) => return Ok(()),
        };
        let read: Vec<Vec<u8>> = read.bodies().map(<[u8]>::to_vec).collect();
        prop_assert!(bodies.starts_with(&read));
    }
}
