//! What Galley remembers between two starts: settings, which the writer chooses, and the session.

mod excluded;
mod preview;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::Generator;
use crate::blog::{Grouping, Sorting};
use crate::disk::{self, Expected};
use crate::error::{Error, ErrorKind, Result};

pub use preview::{PageTheme, PreviewStyle};

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the desktop is.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// What the writer chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// Save two seconds after the last change and when the window loses focus.
    pub autosave: bool,
    /// Light or dark.
    pub theme: Theme,
    /// Whether the editor underlines words by the system's spelling checker.
    pub spellcheck: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { autosave: true, theme: Theme::System, spellcheck: false }
    }
}

/// Which panes are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// The editor alone.
    Write,
    /// Editor and preview.
    #[default]
    Split,
    /// The preview alone.
    Preview,
}

/// Where the writer was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Folders opened lately, the latest first.
    pub recent: Vec<String>,
    /// The open folder.
    pub folder: Option<String>,
    /// The open post, as its path in the folder.
    pub post: Option<String>,
    /// The caret in that post, as a UTF-16 offset.
    pub caret: u32,
    /// Which panes are shown.
    pub view: View,
    /// Width of the list in CSS pixels.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub list_width: f32,
    /// Whether the front matter form is open.
    pub form_open: bool,
    /// Whether the outline is shown.
    pub outline_open: bool,
    /// Share of the writing area that the editor takes in split view, from 0 to 1.
    // A number that is never NaN, so it has no null in TypeScript.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub split: f32,
    /// What the list has headings for.
    pub grouping: Grouping,
    /// What the list starts with.
    pub sorting: Sorting,
}

impl Default for Session {
    fn default() -> Session {
        Session {
            recent: Vec::new(),
            folder: None,
            post: None,
            caret: 0,
            view: View::Split,
            list_width: 280.0,
            form_open: true,
            outline_open: false,
            split: 0.5,
            grouping: Grouping::None,
            sorting: Sorting::Newest,
        }
    }
}

/// The sites whose code may be run, by their folders.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Trusted {
    sites: BTreeSet<String>,
}

/// The version of the files, which each of them says.
const VERSION: u64 = 1;

/// The folder that holds `settings.json`, `session.json`, `generators.json`, `trusted.json`,
/// `excluded.json` and `previews.json`.
#[derive(Debug, Clone)]
pub struct Memory {
    folder: PathBuf,
}

impl Memory {
    /// Remembers in `folder`, which is made at the first save.
    pub fn new(folder: impl Into<PathBuf>) -> Memory {
        Memory { folder: folder.into() }
    }

    /// Looks at what is remembered of sites and posts. A file that is damaged or of another version is set
    /// aside, and is among the errors; it is one of an empty memory from then on.
    pub fn troubles(&self) -> Vec<Error> {
        let looked = [
            load::<BTreeMap<String, Generator>>(&self.generators_file()).err(),
            load::<Trusted>(&self.trusted_file()).err(),
            self.excluded_trouble(),
            self.preview_trouble(),
        ];
        looked.into_iter().flatten().collect()
    }

    /// The settings; the defaults when there are none.
    ///
    /// # Errors
    /// When the file is there and cannot be read or understood. One that is damaged or of another version
    /// is set aside.
    pub fn settings(&self) -> Result<Settings> {
        load(&self.settings_file())
    }

    /// The session; an empty one when there is none.
    ///
    /// # Errors
    /// As for [`Memory::settings`].
    pub fn session(&self) -> Result<Session> {
        load(&self.session_file())
    }

    /// Saves the settings.
    ///
    /// # Errors
    /// [`Error::Io`] when they cannot be written.
    pub fn save_settings(&self, settings: &Settings) -> Result<()> {
        self.save(&self.settings_file(), settings)
    }

    /// Saves the session.
    ///
    /// # Errors
    /// As for [`Memory::save_settings`].
    pub fn save_session(&self, session: &Session) -> Result<()> {
        self.save(&self.session_file(), session)
    }

    /// The generator that the writer chose for the site in `root`.
    pub fn generator(&self, root: &Path) -> Option<Generator> {
        self.generators().get(&*root.to_string_lossy()).copied()
    }

    /// Remembers the choice of a generator.
    ///
    /// # Errors
    /// As for [`Memory::save_settings`].
    pub fn save_generator(&self, root: &Path, generator: Generator) -> Result<()> {
        let mut generators = self.generators();
        generators.insert(root.to_string_lossy().into_owned(), generator);
        self.save(&self.generators_file(), &generators)
    }

    /// Whether the writer has said that the generator may run the code of the site in `root`.
    pub fn is_trusted(&self, root: &Path) -> bool {
        self.trusted().contains(&*root.to_string_lossy())
    }

    /// Remembers that the generator may run the code of a site, or that it may not any more.
    ///
    /// # Errors
    /// As for [`Memory::save_settings`].
    pub fn save_trust(&self, root: &Path, trusted: bool) -> Result<()> {
        let mut all = self.trusted();
        let root = root.to_string_lossy().into_owned();
        let is_new = if trusted { all.insert(root) } else { all.remove(&root) };
        if is_new { self.save(&self.trusted_file(), &Trusted { sites: all }) } else { Ok(()) }
    }

    fn trusted(&self) -> BTreeSet<String> {
        load::<Trusted>(&self.trusted_file()).unwrap_or_default().sites
    }

    /// A file that cannot be read costs a question, which is asked again.
    fn generators(&self) -> BTreeMap<String, Generator> {
        load(&self.generators_file()).unwrap_or_default()
    }

    fn save<T: Serialize + DeserializeOwned + Default>(&self, file: &Path, value: &T) -> Result<()> {
        disk::create_folder(&self.folder)?;
        // Reading sets a damaged file aside, which writing would lose.
        if let Err(error) = load::<T>(file)
            && file.symlink_metadata().is_ok()
        {
            return Err(error);
        }
        let text = versioned(value).map_err(|error| Error::refused(file, error.to_string()))?;
        disk::write(file, text.as_bytes(), Expected::Anything).map(|_| ())
    }

    fn settings_file(&self) -> PathBuf {
        self.folder.join("settings.json")
    }

    fn generators_file(&self) -> PathBuf {
        self.folder.join("generators.json")
    }

    fn trusted_file(&self) -> PathBuf {
        self.folder.join("trusted.json")
    }

    fn session_file(&self) -> PathBuf {
        self.folder.join("session.json")
    }
}

/// What the file does not name has its default, so a file of an older version is a good file.
fn load<T: Serialize + DeserializeOwned + Default>(file: &Path) -> Result<T> {
    let bytes = match disk::read(file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(T::default()),
        Err(error) => return Err(error),
    };
    let understood = || {
        let mut named: serde_json::Map<_, _> = serde_json::from_slice(&bytes)?;
        let version = named.remove("version").and_then(|version| version.as_u64());
        if version.is_some_and(|version| version > VERSION) {
            return Err(serde::de::Error::custom("another version of Galley wrote it"));
        }
        let mut value = serde_json::to_value(T::default())?;
        if let Some(defaults) = value.as_object_mut() {
            defaults.extend(named);
        }
        serde_json::from_value(value)
    };
    understood().map_err(|error: serde_json::Error| {
        let aside = disk::set_aside(file, &[]).unwrap_or_else(|_| file.to_path_buf());
        let aside = aside.display();
        let reason =
            format!("it cannot be understood ({error}); the defaults are used, and it is kept as {aside}");
        Error::refused(file, reason)
    })
}

fn versioned(value: &impl Serialize) -> serde_json::Result<String> {
    let mut value = serde_json::to_value(value)?;
    if let Some(named) = value.as_object_mut() {
        named.insert("version".into(), VERSION.into());
    }
    serde_json::to_string_pretty(&value)
}
