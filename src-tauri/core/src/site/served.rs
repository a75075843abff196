//! Files that the site hands out as they are, style sheets among them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use percent_encoding::percent_decode_str;
use serde::Serialize;

use super::Site;
use crate::place::joined;

/// A folder whose files are handed out as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Served {
    /// Below the site's root; a part `*` is every folder there.
    pub folder: String,
    /// Where its files are on the site, without slashes around it.
    pub at: String,
}

impl Served {
    pub fn at_root(folder: impl Into<String>) -> Served {
        Served { folder: folder.into(), at: String::new() }
    }

    /// These folders of the themes, or of all that are there when none is named.
    pub fn themes(named: &[String], folders: &[&str]) -> Vec<Served> {
        let all = ["*".to_owned()];
        let named = if named.is_empty() { &all } else { named };
        let places = named.iter().flat_map(|theme| folders.iter().map(move |folder| (theme, folder)));
        places.map(|(theme, folder)| Served::at_root(format!("themes/{theme}/{folder}"))).collect()
    }
}

/// A style sheet of the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct StyleSheet {
    /// Its file, below the root.
    pub path: String,
    /// Its path on the site, without its first `/`, not encoded.
    pub address: String,
    /// Whether most pages have it: not those for printing, for another direction of writing, or
    /// beside a readable edition.
    pub usual: bool,
}

/// The style sheets of a site, in the order in which they count: a theme's before the site's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct StyleSheets {
    /// Those that a browser can read.
    pub sheets: Vec<StyleSheet>,
    /// Files that only the site's build makes into style sheets, below the root.
    pub uncompiled: Vec<String>,
}

/// How deep is looked for style sheets, in folders.
const DEEPEST: usize = 8;
/// How many entries of folders are looked at.
const MOST_ENTRIES: usize = 20_000;
/// How many style sheets are told of.
const MOST_SHEETS: usize = 200;

/// Folders beside those handed out that hold the sources of style sheets by habit.
const SOURCES: [&str; 2] = ["sass", "_sass"];

pub(super) fn style_sheets(site: &Site, served: &[Served]) -> StyleSheets {
    let mut found = Found { site, left: MOST_ENTRIES, files: Vec::new() };
    let mut sheets: BTreeMap<String, (Rank, String)> = BTreeMap::new();
    let mut uncompiled = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let places = served.iter().enumerate().flat_map(|(rank, place)| {
        expanded(site, place).into_iter().map(move |place| (usize::MAX - rank, place))
    });
    for (rank, place) in places {
        found.below(&place.folder, 0);
        for path in found.files.drain(..).filter(|path| seen.insert(path.clone())) {
            if !path.ends_with(".css") {
                uncompiled.insert(path);
                continue;
            }
            let below = path.strip_prefix(&place.folder).unwrap_or(&path).trim_start_matches('/');
            let slash = if place.at.is_empty() { "" } else { "/" };
            let address = format!("{}{slash}{below}", place.at);
            // What is there already wins.
            sheets.entry(address).or_insert(((rank, !is_foundation(&path)), path));
        }
    }
    for folder in SOURCES {
        found.below(folder, 0);
        uncompiled.extend(found.files.drain(..).filter(|path| !path.ends_with(".css")));
    }
    let paths: BTreeSet<String> = sheets.values().map(|(_, path)| path.clone()).collect();
    let mut sheets: Vec<_> =
        sheets.into_iter().map(|(address, (rank, path))| (rank, path, address)).collect();
    sheets.sort();
    sheets.truncate(MOST_SHEETS);
    let sheets = sheets.into_iter().map(|(_, path, address)| {
        let usual = is_usual(&path, &paths);
        StyleSheet { path, address, usual }
    });
    StyleSheets { sheets: sheets.collect(), uncompiled: uncompiled.into_iter().take(MOST_SHEETS).collect() }
}

/// The place of its folder, and whether it comes after those on which others build.
type Rank = (usize, bool);

pub(super) fn files(site: &Site, served: &[Served], address: &str) -> Vec<String> {
    let Some(address) = percent_decode_str(address).decode_utf8().ok().and_then(|text| joined("", &text))
    else {
        return Vec::new();
    };
    let below = site.below_base(&address);
    let addresses = [Some(&*address), Some(below).filter(|below| *below != address)];
    let mut places = served.iter().flat_map(|place| expanded(site, place)).collect::<Vec<_>>();
    places.dedup();
    let inside = |place: &Served, address: &str| {
        let below = if place.at.is_empty() {
            Some(address)
        } else {
            address.strip_prefix(&*place.at)?.strip_prefix('/')
        }?;
        joined(&place.folder, below)
    };
    let found = addresses
        .into_iter()
        .flatten()
        .flat_map(|address| places.iter().filter_map(move |place| inside(place, address)));
    found.filter(|path| !path.split('/').any(|part| part.starts_with('.'))).collect()
}

/// The places that a `*` stands for, in the order of their names.
fn expanded(site: &Site, place: &Served) -> Vec<Served> {
    let Some((before, after)) = place.folder.split_once("/*/") else { return vec![place.clone()] };
    let entries = fs::read_dir(site.root().join(before)).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let mut names: Vec<String> = folders.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    let named = |name: String| Served { folder: format!("{before}/{name}/{after}"), at: place.at.clone() };
    names.into_iter().map(named).collect()
}

struct Found<'s> {
    site: &'s Site,
    /// Entries that may still be looked at.
    left: usize,
    files: Vec<String>,
}

impl Found<'_> {
    /// Looks through a folder, without following links.
    fn below(&mut self, folder: &str, depth: usize) {
        let Ok(entries) = fs::read_dir(self.site.root().join(folder)) else { return };
        let mut folders = Vec::new();
        for entry in entries.flatten() {
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string()) else { continue };
            let slash = if folder.is_empty() { "" } else { "/" };
            let path = format!("{folder}{slash}{name}");
            if kind.is_file() && is_style(&name) {
                self.files.push(path);
            } else if kind.is_dir() && !self.is_left_out(&path, &name) {
                folders.push(path);
            }
        }
        for folder in folders.iter().filter(|_| depth < DEEPEST) {
            self.below(folder, depth + 1);
        }
    }

    fn is_left_out(&self, path: &str, name: &str) -> bool {
        name.starts_with('.') || name == "node_modules" || self.site.is_ignored(path, true)
    }
}

fn is_style(name: &str) -> bool {
    matches!(
        Path::new(name).extension().and_then(|ending| ending.to_str()),
        Some("css" | "scss" | "sass" | "less" | "styl")
    )
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".css").unwrap_or(name)
}

/// Whether other sheets build on it.
fn is_foundation(path: &str) -> bool {
    const NAMES: [&str; 8] =
        ["reset", "normalize", "normalise", "variables", "vars", "fonts", "base", "tokens"];
    let stem = stem(path);
    NAMES.contains(&stem.strip_suffix(".min").unwrap_or(stem))
}

fn is_usual(path: &str, all: &BTreeSet<String>) -> bool {
    const APART: [&str; 5] = ["print", "rtl", "admin", "amp", "ie"];
    let stem = stem(path);
    let twin = stem
        .strip_suffix(".min")
        .map(|readable| path.replace(&format!("{stem}.css"), &format!("{readable}.css")));
    let is_apart = stem.split(['-', '_', '.']).any(|part| APART.contains(&part));
    let is_for_admin = path.split('/').any(|part| part == "admin");
    !is_apart && !is_for_admin && !twin.is_some_and(|twin| all.contains(&twin))
}
