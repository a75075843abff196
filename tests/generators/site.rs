//! A copy of a fixture site: read by Galley's rules, and built by the real generator.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::UNIX_EPOCH;

use chrono_tz::Tz;
use galley_core::site::{Fields, Site, Source, State, Tree, Url};
use galley_core::{Generator, front_matter, post};
use tempfile::TempDir;

pub struct FixtureSite {
    folder: TempDir,
    pub site: Site,
    pub tree: Tree,
}

impl FixtureSite {
    /// A copy of `tests/fixtures/NAME`, with `files` (path, text) written over it, read as a site of
    /// `generator` on a machine in the zone `zone`.
    pub fn of(name: &str, generator: Generator, zone: Tz, files: &[(&str, &str)]) -> FixtureSite {
        // Not in a hidden folder, in which the stars of Hexo's patterns match nothing.
        let folder = tempfile::Builder::new().prefix("site").tempdir().unwrap();
        copy(&repository().join("tests/fixtures").join(name), folder.path());
        for (path, text) in files {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let root = folder.path().canonicalize().unwrap();
        let site = Site::open(&root, generator, zone);
        assert_eq!(site.problem(), None);
        let mut tree = Tree::default();
        read(&site, &root, "", &mut tree);
        FixtureSite { folder, site, tree }
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap()
    }

    /// Runs a program in the site's folder; its output, or why it failed.
    #[track_caller]
    pub fn run(&self, program: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> String {
        let output = Command::new(program)
            .args(arguments)
            .envs(environment.iter().copied())
            .current_dir(self.root())
            .output()
            .unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(output.status.success(), "{}\n{}", text(&output.stdout), text(&output.stderr));
        text(&output.stdout)
    }

    /// The URL of every file that is content and known, with its state at `now`.
    pub fn states(&self, now: i64) -> BTreeMap<String, (State, Url)> {
        let all = self.tree.iter().map(|source| {
            let standing = self.site.standing(&source, &self.tree, now);
            (source.path.to_owned(), (standing.state, self.site.url(&source, &self.tree)))
        });
        all.collect()
    }
}

/// A program of the generators that setup.sh installed; `None`, with a message, where there is none.
pub fn program(path: &str) -> Option<PathBuf> {
    let file = repository().join("target/generators").join(path);
    if file.exists() {
        return Some(file);
    }
    eprintln!("skipped: there is no {}; `make test-generators` installs it", file.display());
    None
}

/// The paths of the pages below a folder that a generator wrote, as URLs: `/a/` for `a/index.html`,
/// `/a.html` for `a.html`.
pub fn pages(output: &Path) -> Vec<String> {
    let mut pages = Vec::new();
    let mut folders = vec![output.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                let below = path.strip_prefix(output).unwrap().to_string_lossy().into_owned();
                let url = format!("/{below}");
                pages.push(url.strip_suffix("index.html").map_or(url.clone(), str::to_owned));
            }
        }
    }
    pages.sort();
    pages
}

pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn read(site: &Site, root: &Path, below: &str, tree: &mut Tree) {
    for entry in fs::read_dir(root.join(below)).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        let is_folder = entry.path().is_dir();
        if name.starts_with('.') || name == "node_modules" || site.is_ignored(&path, is_folder) {
            continue;
        }
        if is_folder {
            read(site, root, &path, tree);
        } else if post::is_post_name(&name) {
            let text = fs::read_to_string(entry.path()).unwrap();
            let header = front_matter::read(&text, site.generator());
            let modified = entry.metadata().unwrap().modified().unwrap();
            let modified = modified.duration_since(UNIX_EPOCH).unwrap().as_secs() as i64;
            tree.insert(path, Fields::of(&header, site.keys()), modified);
        }
    }
}

/// The state of one file.
#[track_caller]
pub fn source<'t>(tree: &'t Tree, path: &str) -> Source<'t> {
    tree.get(path).unwrap_or_else(|| panic!("no {path}"))
}
