//! Astro's rules. What becomes of a collection's files is up to the site's own code, so much here
//! is that it is not known, and says so.

mod collection;
mod page;
mod script;
mod settings;
mod slug;

use crate::markdown::Dialect;
use std::path::Path;

use super::Opened;
use super::fields::{Dated, Source, Tree};
use super::rules::{Kind, Language, Move, Moved, NewFile, Rules, Standing, State, Template, Unit, Url};
use super::served::Served;
use settings::Settings;

pub(super) fn open(root: &Path) -> Opened {
    let (settings, config_file) = Settings::read(root);
    let keys = ["draft", "slug"].iter().chain(&DATES).map(|&key| key.to_owned()).collect();
    Opened { rules: Box::new(Astro { settings, keys }), config_file, problem: None }
}

#[derive(Debug)]
struct Astro {
    settings: Settings,
    keys: Vec<String>,
}

/// The keys that sites give the date of a post. Astro has none of its own.
const DATES: [&str; 9] = [
    "pubDate",
    "date",
    "publishDate",
    "pubDatetime",
    "publishedAt",
    "publishedDate",
    "published",
    "createdAt",
    "created",
];

/// Where a file is.
enum Place<'a> {
    /// Below `src/pages`, with its path below that.
    Page(&'a str),
    Collection,
    Nowhere,
}

impl Rules for Astro {
    fn dialect(&self) -> Dialect {
        self.settings.dialect.clone()
    }

    fn content_folders(&self) -> Vec<String> {
        let collections = self.settings.collections.iter().map(|collection| collection.folder.clone());
        let mut folders: Vec<_> = collections.chain([self.pages()]).collect();
        folders.sort();
        folders.dedup();
        let is_inside =
            |inner: &String, outer: &String| outer.is_empty() || inner.starts_with(&format!("{outer}/"));
        let inner =
            |folder: &&String| !folders.iter().any(|other| other != *folder && is_inside(folder, other));
        folders.iter().filter(inner).cloned().collect()
    }

    fn base_url(&self) -> Option<String> {
        self.settings.base_url.clone()
    }

    fn is_ignored(&self, path: &str, is_folder: bool) -> bool {
        is_folder && [self.settings.output.as_str(), &self.settings.public].contains(&path)
    }

    fn decides_addresses(&self) -> bool {
        false
    }

    /// The style sheets in the source have no path on the site before they are built, so they have
    /// their own.
    fn served(&self) -> Vec<Served> {
        let source = &self.settings.source;
        vec![Served::at_root(&self.settings.public), Served { folder: source.clone(), at: source.clone() }]
    }

    fn keys(&self) -> &[String] {
        &self.keys
    }

    fn kind(&self, source: &Source<'_>, _tree: &Tree) -> Kind {
        match self.place(source) {
            Place::Page(_) if self.date(source).is_some() => Kind::Post,
            Place::Page(_) => Kind::Page,
            Place::Collection => Kind::Post,
            Place::Nowhere => Kind::Other,
        }
    }

    /// A date without an offset is in UTC, as YAML has it.
    fn date(&self, source: &Source<'_>) -> Option<Dated> {
        let date = DATES.iter().find_map(|key| source.fields.date(key))?;
        Some(Dated { written: date.to_string(), seconds: date.instant(0)? })
    }

    fn language(&self, _source: &Source<'_>) -> Option<Language> {
        None
    }

    /// Astro knows neither drafts nor dates to come: it builds every page, and the site's own code
    /// filters a collection or does not.
    fn standing(&self, source: &Source<'_>, _tree: &Tree, now: i64) -> Standing {
        let is_draft = source.fields.truth("draft") == Some(true);
        match self.place(source) {
            Place::Nowhere => {
                Standing::new(State::Hidden, "it is neither a page nor in a collection of the site")
            }
            Place::Page(below) => match page::stops(below) {
                Some(reason) => Standing::new(State::Hidden, reason),
                None if is_draft => Standing::new(
                    State::Published,
                    "Astro builds every page, whatever its header says of draft",
                ),
                None => Standing::new(State::Published, "Astro builds every page"),
            },
            Place::Collection if is_draft => Standing::new(
                State::Draft,
                if self.settings.names_draft {
                    "its header says draft, and the site's own code decides what that means"
                } else {
                    "its header says draft, but nothing in the site's own code looks at that"
                },
            ),
            Place::Collection => {
                let is_to_come = self.date(source).is_some_and(|dated| dated.seconds > now);
                let reason = match (is_to_come, self.settings.names_now) {
                    (false, _) => "nothing in its header keeps it back",
                    (true, true) => {
                        "its date is still to come, and the site's own code decides what that means"
                    }
                    (true, false) => {
                        "its date is still to come, but nothing in the site's own code looks at the time"
                    }
                };
                Standing::new(State::Published, reason)
            }
        }
    }

    fn url(&self, source: &Source<'_>, _tree: &Tree) -> Url {
        match self.place(source) {
            Place::Page(below) => page::url(below, &self.settings),
            Place::Collection => Url::Unknown("a page template of the site decides".into()),
            Place::Nowhere => Url::None,
        }
    }

    fn slug(&self, title: &str) -> String {
        slug::github(title.trim())
    }

    fn new_file(&self, wish: &NewFile<'_>) -> String {
        let folder = wish.section.unwrap_or(&self.settings.section);
        let index = if wish.bundle { "/index" } else { "" };
        collection::join(folder, &format!("{}{index}.md", wish.slug))
    }

    fn template(&self, _path: &str) -> Option<Template> {
        None
    }

    /// The name of an `index.md` is its folder's.
    fn moved(&self, source: &Source<'_>, wish: &Move<'_>) -> Moved {
        let Unit::Folder(own) = self.unit(source.path) else { return super::moved_file(source, wish) };
        let (above, name) = own.rsplit_once('/').unwrap_or(("", &own));
        let folder = collection::join(wish.section.unwrap_or(above), wish.slug.unwrap_or(name));
        let header = super::moved_file(source, wish).header;
        Moved { path: collection::join(&folder, source.name()), header }
    }

    /// Below `src/pages` the folder of an `index.md` holds other pages; in a collection it is the
    /// post's own.
    fn unit(&self, path: &str) -> Unit {
        let folder = path.strip_suffix("/index.md").or_else(|| path.strip_suffix("/index.mdx"));
        let is_own = |folder: &&str| {
            let is_below = |outer: &str| outer.is_empty() || folder.starts_with(&format!("{outer}/"));
            let is_collection = self.settings.collections.iter().any(|other| other.folder == **folder);
            let mut collections = self.settings.collections.iter();
            !is_collection
                && collections.any(|collection| is_below(&collection.folder))
                && !is_below(&self.pages())
        };
        folder.filter(is_own).map_or(Unit::File, |folder| Unit::Folder(folder.to_owned()))
    }
}

impl Astro {
    fn pages(&self) -> String {
        collection::join(&self.settings.source, "pages")
    }

    fn place<'a>(&self, source: &Source<'a>) -> Place<'a> {
        if !page::is_markdown(source.name(), &self.settings) {
            return Place::Nowhere;
        }
        let pages = self.pages();
        let below = source.path.strip_prefix(pages.as_str()).and_then(|rest| rest.strip_prefix('/'));
        if let Some(below) = below.filter(|below| !page::is_left_out(below)) {
            return Place::Page(below);
        }
        let is_taken = self.settings.collections.iter().any(|collection| collection.has(source.path));
        if is_taken { Place::Collection } else { Place::Nowhere }
    }
}
