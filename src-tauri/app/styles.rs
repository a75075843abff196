//! The site's own style sheets and what they name, for the preview.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use galley_core::FileWatch;
use galley_core::site::{Site, StyleSheets};
use tauri::AppHandle;
use tauri_specta::Event;

use crate::events::StylesChanged;
use crate::host::{Host, lock};
use crate::wire::Reply;

/// The watch of the style sheets that were asked for last.
#[derive(Default)]
pub struct StyleWatch(Mutex<Option<FileWatch>>);

impl Host {
    /// The style sheets of the open site; their changes are told of from now on.
    pub fn style_sheets(&self, app: &AppHandle, watch: &StyleWatch) -> Reply<StyleSheets> {
        let site = self.site()?;
        let found = site.style_sheets();
        let files: Vec<PathBuf> = found.sheets.iter().map(|sheet| site.root().join(&sheet.path)).collect();
        let app = app.clone();
        let started = FileWatch::start(&files, move || drop(StylesChanged.emit(&app)));
        // Where nothing can be watched, a sheet is read again with the next look.
        *lock(&watch.0) = started.ok();
        Ok(found)
    }

    /// The folder of the open site, and the files that may be handed out at a path of it.
    pub fn served_files(&self, address: &str) -> Option<(PathBuf, Vec<String>)> {
        let site = self.site().ok()?;
        Some((site.root().to_path_buf(), site.served_files(address)))
    }

    /// Whether the writer allowed pictures of other sites.
    pub fn shows_network_images(&self) -> bool {
        self.site().is_ok_and(|site| self.memory().preview_style(site.root()).network_images)
    }

    fn site(&self) -> Reply<Arc<Site>> {
        self.with_blog(|blog| Ok(Arc::clone(blog.site())))
    }
}

/// A style sheet as the site hands it out: Jekyll cuts the header off.
pub fn without_header(mut sheet: Vec<u8>) -> Vec<u8> {
    let Some(rest) = sheet.strip_prefix(b"---\n") else { return sheet };
    let end = if rest.starts_with(b"---\n") {
        Some(0)
    } else {
        rest.windows(5).position(|part| part == b"\n---\n").map(|at| at + 1)
    };
    if let Some(end) = end {
        sheet.drain(..4 + end + 4);
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::without_header;

    #[test]
    fn the_header_of_a_style_sheet_is_no_part_of_it() {
        for (sheet, expected) in [
            ("---\n---\np {}\n", "p {}\n"),
            ("---\nlayout: none\n---\np {}\n", "p {}\n"),
            ("p {}\n", "p {}\n"),
            ("---\nhalf\n", "---\nhalf\n"),
        ] {
            assert_eq!(without_header(sheet.as_bytes().to_vec()), expected.as_bytes());
        }
    }
}
