//! What is remembered.

use galley_core::{Session, Settings};
use tauri::{AppHandle, State};

use crate::host::Host;
use crate::versions::Versions;
use crate::wire::{KeptTexts, Reply, Start};

/// What the window needs for its first paint.
#[tauri::command(async)]
#[specta::specta]
pub fn start(app: AppHandle, host: State<'_, Host>) -> Start {
    host.start(&app)
}

/// Saves the settings.
#[tauri::command(async)]
#[specta::specta]
pub fn update_settings(host: State<'_, Host>, settings: Settings) -> Reply<()> {
    Ok(host.memory().save_settings(&settings)?)
}

/// Saves the session.
#[tauri::command(async)]
#[specta::specta]
pub fn save_session(host: State<'_, Host>, session: Session) -> Reply<()> {
    Ok(host.memory().save_session(&session)?)
}

/// Where texts are kept outside the blog, and how much that is.
#[tauri::command(async)]
#[specta::specta]
pub fn kept_texts(
    host: State<'_, Host>,
    versions: State<'_, Versions>,
    doc: Option<u32>,
) -> Reply<KeptTexts> {
    host.kept_texts(&versions, doc)
}

/// Removes every version, and the undo histories of closed posts.
#[tauri::command(async)]
#[specta::specta]
pub fn clear_kept(host: State<'_, Host>, versions: State<'_, Versions>) -> Reply<()> {
    host.clear_kept(&versions)
}

/// Keeps nothing of an open post any more, or keeps it again.
#[tauri::command(async)]
#[specta::specta]
pub fn exclude(host: State<'_, Host>, versions: State<'_, Versions>, doc: u32, on: bool) -> Reply<()> {
    host.exclude(&versions, doc, on)
}
