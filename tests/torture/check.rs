//! What must hold after any end of the worker, once the blog is opened again as at the next start.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use galley_core::blog::remove_leftovers;
use galley_core::disk::in_place;
use galley_core::{Blog, Now, changes};

use crate::posts::{LINKED, POSTS, Place, version_of};
use crate::worker::NoBin;

/// What the worker has begun and acknowledged.
#[derive(Debug, Clone)]
pub struct Notes {
    begun: BTreeMap<usize, u64>,
    saved: BTreeMap<usize, u64>,
    /// Where a post may be: its acknowledged place, and those that it was about to go to.
    places: BTreeMap<usize, BTreeSet<PathBuf>>,
    /// Two versions of which both or none must be there, while their plan has not ended.
    both: Option<[(usize, u64); 2]>,
}

impl Notes {
    /// Of a last line that is not whole nothing is known.
    pub fn read(text: &str) -> Notes {
        let start = |post| (post, BTreeSet::from([PathBuf::from(format!("p{post}.md"))]));
        let first: BTreeMap<usize, u64> = (0..POSTS).map(|post| (post, 1)).collect();
        let mut notes =
            Notes { begun: first.clone(), saved: first, places: (0..POSTS).map(start).collect(), both: None };
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
    for plan in changes::recover(&place.operations(), &NoBin).map_err(|error| error.to_string())? {
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
    expect(versions.len() == POSTS, || format!("only {:?} are there", versions.keys()))?;
    if let Some([(a, va), (b, vb)]) = notes.both {
        let done = (versions[&a] == va, versions[&b] == vb);
        expect(done.0 == done.1, || format!("of two posts changed at once, one is: {done:?}"))?;
    }
    let second = fs::read(blog.join("second-name.md")).map_err(|error| error.to_string())?;
    expect(version_of(&second) == Some((LINKED, versions[&LINKED])), || "the two names differ".into())
}

fn expect(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(otherwise()) }
}
