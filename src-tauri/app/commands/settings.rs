//! What is remembered.

use galley_core::{Session, Settings};
use tauri::{AppHandle, State};

use crate::host::Host;
use crate::wire::{Reply, Start};

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
