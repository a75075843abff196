//! How the preview of a site looks and what it may load, remembered for each site.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Memory, load};
use crate::error::{Error, Result};

/// The clothes of a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum PageTheme {
    /// Light or dark as the window is.
    #[default]
    Window,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
    /// Brown on yellowish paper.
    Sepia,
    /// As it comes out of a printer.
    Print,
    /// By the site's own style sheets.
    Site,
}

/// What the writer chose for the preview of one site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct PreviewStyle {
    /// What the page looks like.
    pub theme: PageTheme,
    /// The site's style sheets that are switched on, by their paths below the root; until the writer
    /// chooses, the usual ones are.
    pub sheets: Option<Vec<String>>,
    /// Whether pictures of other sites are shown, which tells these sites who reads.
    pub network_images: bool,
}

impl Memory {
    /// What was chosen for the site in `root`. A file that cannot be read costs the choice, and allows
    /// nothing.
    pub fn preview_style(&self, root: &Path) -> PreviewStyle {
        self.preview_styles().remove(&*root.to_string_lossy()).unwrap_or_default()
    }

    /// Remembers what was chosen for the site in `root`.
    ///
    /// # Errors
    /// As for [`Memory::save_settings`].
    pub fn save_preview_style(&self, root: &Path, style: &PreviewStyle) -> Result<()> {
        let mut styles = self.preview_styles();
        styles.insert(root.to_string_lossy().into_owned(), style.clone());
        self.save(&self.previews_file(), &styles)
    }

    pub(super) fn preview_trouble(&self) -> Option<Error> {
        load::<BTreeMap<String, PreviewStyle>>(&self.previews_file()).err()
    }

    fn preview_styles(&self) -> BTreeMap<String, PreviewStyle> {
        load(&self.previews_file()).unwrap_or_default()
    }

    fn previews_file(&self) -> PathBuf {
        self.folder.join("previews.json")
    }
}
