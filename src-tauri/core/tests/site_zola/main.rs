//! Zola's rules, table by table. Each test names the file of Zola's source that its table is read
//! from; tests/generators/zola.rs holds them against a real Zola where there is one.
#![expect(clippy::disallowed_methods, reason = "a site is a folder that tests have to write")]

mod files;
mod standing;
mod urls;

use std::fs;

use galley_core::front_matter;
use galley_core::site::{Fields, Site, Source, Tree, Url};
use galley_core::{Generator, post};
use tempfile::TempDir;

/// The least that Zola takes for a page.
const EMPTY: &str = "+++\n+++\n";
const FRENCH: &str = "[languages.fr]\n";

struct Blog {
    _folder: TempDir,
    site: Site,
    tree: Tree,
}

/// A site with a configuration and files (path, text).
fn blog(config: &str, files: &[(&str, &str)]) -> Blog {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("zola.toml"), format!("base_url = \"https://x.org/b/\"\n{config}")).unwrap();
    for (path, text) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let site = Site::open(folder.path(), Generator::Zola, chrono_tz::Tz::UTC);
    assert_eq!(site.problem(), None);
    let mut tree = Tree::default();
    for (path, text) in files.iter().filter(|(path, _)| post::is_post_name(path)) {
        let header = front_matter::read(text, Generator::Zola);
        tree.insert((*path).to_owned(), Fields::of(&header, site.keys()), 0);
    }
    Blog { _folder: folder, site, tree }
}

impl Blog {
    #[track_caller]
    fn source(&self, path: &str) -> Source<'_> {
        self.tree.get(path).unwrap_or_else(|| panic!("no {path}"))
    }

    fn url(&self, path: &str) -> Url {
        self.site.url(&self.source(path), &self.tree)
    }
}
