//! The versions of posts.

use galley_core::Reload;
use galley_core::diff::Piece;
use galley_core::history::{DeletedPost, ParagraphState, Version};
use galley_core::markdown::Whole;
use tauri::{AppHandle, State};

use crate::host::Host;
use crate::versions::Versions;
use crate::wire::Reply;

/// The versions of an open post, the newest first.
#[tauri::command(async)]
#[specta::specta]
pub fn versions(host: State<'_, Host>, versions: State<'_, Versions>, doc: u32) -> Reply<Vec<Version>> {
    host.versions(&versions, doc)
}

/// The whole preview of a version.
#[tauri::command(async)]
#[specta::specta]
pub fn version_preview(
    host: State<'_, Host>,
    versions: State<'_, Versions>,
    doc: u32,
    id: u32,
) -> Reply<Whole> {
    host.version_preview(&versions, doc, id)
}

/// What is different between two versions; null is no text as the older one, the editor's text as the
/// newer one.
#[tauri::command(async)]
#[specta::specta]
pub fn compare_versions(
    host: State<'_, Host>,
    versions: State<'_, Versions>,
    doc: u32,
    older: Option<u32>,
    newer: Option<u32>,
) -> Reply<Vec<Piece>> {
    host.compare(&versions, doc, older, newer)
}

/// What the paragraph at a UTF-16 offset was, the newest first.
#[tauri::command(async)]
#[specta::specta]
pub fn paragraph_history(
    host: State<'_, Host>,
    versions: State<'_, Versions>,
    doc: u32,
    caret: u32,
) -> Reply<Vec<ParagraphState>> {
    host.paragraph(&versions, doc, caret)
}

/// Makes the text that of a version again. The text as it was becomes a version.
#[tauri::command(async)]
#[specta::specta]
pub fn restore_version(
    host: State<'_, Host>,
    versions: State<'_, Versions>,
    doc: u32,
    version: u32,
    id: u32,
) -> Reply<Reload> {
    host.restore(&versions, doc, version, id)
}

/// The posts of the blog that have versions and no file.
#[tauri::command(async)]
#[specta::specta]
pub fn deleted_posts(host: State<'_, Host>, versions: State<'_, Versions>) -> Reply<Vec<DeletedPost>> {
    host.deleted_posts(&versions)
}

/// Writes a deleted post again; its path.
#[tauri::command(async)]
#[specta::specta]
pub fn bring_back(
    app: AppHandle,
    host: State<'_, Host>,
    versions: State<'_, Versions>,
    pack: String,
) -> Reply<String> {
    host.bring_back(&app, &versions, pack)
}
