//! What must hold after any end of the worker, once the blog is opened again as at the next start.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use galley_core::blog::remove_leftovers;
use galley_core::disk::in_place;
use galley_core::{Blog, Now, changes};

use crate::posts::{LINKED, PASSING, POSTS, Place, version_of};

/// What the worker has begun and acknowledged.
#[derive(Debug, Clone)]
pub struct Notes {
    begun: BTreeMap<usize, u64>,
    saved: BTreeMap<usize, u64>,
    /// Where a post may be: its acknowledged place, and those that it was about to go to.
    places: BTreeMap<usize, BTreeSet<PathBuf>>,
    /// Two versions of which both or none must be there, while their plan has not ended.
    both: Option<[(usize, u64); 2]>,
    /// Which of the posts that come and go are there; not those that are about to come or go.
    there: BTreeMap<usize, bool>,
    /// The versions in which posts were deleted, or were about to be.
    deleted: BTreeMap<usize, u64>,
    /// The last deleted version of each that the history has, with the path that it was at.
    kept: BTreeMap<usize, (u64, String)>,
}

impl Notes {
    /// Of a last line that is not whole nothing is known.
    pub fn read(text: &str) -> Notes {
        let start = |post| (post, BTreeSet::from([PathBuf::from(format!("p{post}.md"))]));
        let first: BTreeMap<usize, u64> = (0..POSTS).map(|post| (post, 1)).collect();
        let mut notes = Notes {
            begun: first.clone(),
            saved: first,
            places: (0..POSTS).map(start).collect(),
            both: None,
            there: PASSING.map(|post| (post, false)).collect(),
            deleted: BTreeMap::new(),
            kept: BTreeMap::new(),
        };
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        for line in whole.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let number = |at: usize| words[at].parse::<u64>().unwrap();
            match words[0] {
                "save" => notes.begins(number(1) as usize, number(2)),
                "saved" => drop(notes.saved.insert(number(1) as usize, number(2))),
                "move" => drop(notes.places.get_mut(&(number(1) as usize)).unwrap().insert(words[2].into())),
                "moved" => drop(notes.places.insert(number(1) as usize, BTreeSet::from([words[2].into()]))),
                "both" => {
                    let pair = [(number(1) as usize, number(2)), (number(3) as usize, number(4))];
                    pair.iter().for_each(|(post, version)| notes.begins(*post, *version));
                    notes.both = Some(pair);
                }
                "ended" => notes.both = None,
                "create" => {
                    let (post, version) = (number(1) as usize, number(2));
                    notes.begins(post, version);
                    notes.saved.insert(post, version);
                    notes.places.insert(post, BTreeSet::from([words[3].into()]));
                    notes.there.remove(&post);
                    notes.deleted.remove(&post);
                }
                "delete" => {
                    notes.there.remove(&(number(1) as usize));
                    notes.deleted.insert(number(1) as usize, number(2));
                }
                "there" => {
                    notes.there.insert(number(1) as usize, true);
                    notes.deleted.remove(&(number(1) as usize));
                }
                "gone" => drop(notes.there.insert(number(1) as usize, false)),
                "kept" => drop(notes.kept.insert(number(1) as usize, (number(2), words[3].to_owned()))),
                other => panic!("{other} is no note"),
            }
        }
        notes
    }

    fn begins(&mut self, post: usize, version: u64) {
        let begun = self.begun.entry(post).or_default();
        *begun = version.max(*begun);
    }
}

/// The files of the posts, by post: number, version and path. The linked one is once in it.
pub fn posts_in(blog: &Path) -> Vec<(usize, u64, PathBuf)> {
    let mut found: Vec<(usize, u64, PathBuf)> = files(blog)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|name| name == "md") && !path.ends_with("second-name.md"))
        .filter_map(|path| {
            let (post, version) = version_of(&fs::read(&path).ok()?)?;
            Some((post, version, path))
        })
        .collect();
    found.sort();
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() { found.extend(files(&entry.path())) } else { found.push(entry.path()) }
    }
    found
}

/// Starts as the program does: interrupted plans are taken back, interrupted rewrites made whole,
/// leftovers swept.
pub fn recover(place: &Place) -> Result<(), String> {
    for plan in changes::recover(&place.operations(), &place.bin()).map_err(|error| error.to_string())? {
        if !matches!(plan.outcome, changes::Outcome::TakenBack | changes::Outcome::Completed) {
            return Err(format!("the plan is {:?}", plan.outcome));
        }
    }
    for rewrite in in_place::recover(&place.rewrites()).map_err(|error| error.to_string())? {
        let outcome = rewrite.outcome;
        if !matches!(
            outcome,
            in_place::Outcome::Completed | in_place::Outcome::Written | in_place::Outcome::AsBefore
        ) {
            return Err(format!("the rewrite is {outcome:?}"));
        }
    }
    let now = Now { seconds: 1_795_338_000, zone: chrono_tz::UTC };
    let opened = Blog::open(&place.blog(), None, now).map_err(|error| error.to_string())?;
    remove_leftovers(opened.blog.site());
    Ok(())
}

/// Opens the blog again and says what is wrong.
pub fn check(place: &Place, notes: &Notes) -> Result<(), String> {
    recover(place)?;
    let blog = place.blog();
    let mut versions = BTreeMap::new();
    for path in files(&blog) {
        let name = path.strip_prefix(&blog).unwrap();
        if name.extension().is_some_and(|extension| extension == "other") {
            continue;
        }
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", name.display()))?;
        let Some((post, version)) = version_of(&bytes) else {
            return Err(format!(
                "{} is no version that was ever whole: {} bytes",
                name.display(),
                bytes.len()
            ));
        };
        if name == Path::new("second-name.md") {
            expect(post == LINKED, || "the second name is another post's".into())?;
            continue;
        }
        expect(notes.places[&post].contains(name), || format!("post {post} is at {}", name.display()))?;
        expect(versions.insert(post, version).is_none(), || format!("post {post} is there twice"))?;
        expect(version >= notes.saved[&post], || {
            format!("post {post} is version {version}, and {} was acknowledged", notes.saved[&post])
        })?;
        expect(version <= notes.begun[&post], || format!("post {post} is of the future"))?;
    }
    expect((0..POSTS).all(|post| versions.contains_key(&post)), || {
        format!("only {:?} are there", versions.keys())
    })?;
    check_passing(place, notes, &versions)?;
    if let Some([(a, va), (b, vb)]) = notes.both {
        let done = (versions[&a] == va, versions[&b] == vb);
        expect(done.0 == done.1, || format!("of two posts changed at once, one is: {done:?}"))?;
    }
    let second = fs::read(blog.join("second-name.md")).map_err(|error| error.to_string())?;
    expect(version_of(&second) == Some((LINKED, versions[&LINKED])), || "the two names differ".into())
}

/// A post that was created is there, one that was deleted is in the trash with its last text, and what is
/// kept in the history can be read.
fn check_passing(place: &Place, notes: &Notes, versions: &BTreeMap<usize, u64>) -> Result<(), String> {
    for post in PASSING {
        let is_there = versions.contains_key(&post);
        if let Some(acknowledged) = notes.there.get(&post) {
            expect(is_there == *acknowledged, || {
                format!("post {post} is {}there", if is_there { "" } else { "not " })
            })?;
        }
        if let Some(version) = notes.deleted.get(&post).filter(|_| !is_there) {
            let items = place.bin().items();
            let mut texts = items.iter().filter_map(|(.., at)| version_of(&fs::read(at).ok()?));
            let is_kept = texts.any(|found| found == (post, *version));
            expect(is_kept, || format!("post {post} is deleted, and version {version} is not in the trash"))?;
        }
    }
    let history = place.history();
    for (post, (version, path)) in &notes.kept {
        let known = history.versions(&place.blog(), path).map_err(|error| error.to_string())?;
        let mut texts = known.iter().filter_map(|known| history.bytes(&place.blog(), path, known.id).ok());
        let is_kept = texts.any(|bytes| version_of(&bytes) == Some((*post, *version)));
        expect(is_kept, || format!("version {version} of post {post} is not in the history"))?;
    }
    Ok(())
}

fn expect(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(otherwise()) }
}
