//! The window and the world outside.

use galley_core::ErrorKind;
use tauri::{AppHandle, State, Window};
use tauri_plugin_opener::OpenerExt;

use crate::host::Host;
use crate::versions::Versions;
use crate::wire::{Reply, WireError};

/// Opens a web or mail address in the system's program for it.
#[tauri::command(async)]
#[specta::specta]
pub fn open_external(app: AppHandle, url: String) -> Reply<()> {
    if !["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme)) {
        return Err(WireError::new(ErrorKind::Refused, format!("{url} is no web or mail address")));
    }
    let failed = |error| WireError::new(ErrorKind::Io, format!("cannot open {url}: {error}"));
    app.opener().open_url(&url, None::<&str>).map_err(failed)
}

/// Sets the window's title.
#[tauri::command(async)]
#[specta::specta]
pub fn set_title(window: Window, title: String) -> Reply<()> {
    window.set_title(&title).map_err(|error| WireError::new(ErrorKind::Io, error.to_string()))
}

/// Closes the window: what is not saved is kept for the next start.
#[tauri::command(async)]
#[specta::specta]
pub fn close_window(window: Window, host: State<'_, Host>, versions: State<'_, Versions>) -> Reply<()> {
    host.close_posts();
    versions.flush();
    window.destroy().map_err(|error| WireError::new(ErrorKind::Io, error.to_string()))
}
