//! The open post.

use galley_core::front_matter::HeaderEdit;
use galley_core::markdown::{BlockHtml, Section, Whole};
use galley_core::{Change, EditReply, MergeReply, Merged, Reload, SaveReply};
use tauri::{AppHandle, State, WebviewWindow};

use crate::host::Host;
use crate::versions::Versions;
use crate::wire::{OpenPost, Reply};

/// Opens a post of the blog.
#[tauri::command(async)]
#[specta::specta]
pub fn open_post(
    window: WebviewWindow,
    host: State<'_, Host>,
    versions: State<'_, Versions>,
    path: String,
) -> Reply<OpenPost> {
    let opened = host.open_with_versions(&versions, path)?;
    host.with_text(&window, opened)
}

/// Words in the body of a post.
#[tauri::command(async)]
#[specta::specta]
pub fn words(host: State<'_, Host>, doc: u32) -> Reply<u32> {
    host.with_post(doc, |post| Ok(post.words()))
}

/// Forgets an open post, and its unsaved text when it is to be gone.
#[tauri::command(async)]
#[specta::specta]
pub fn close_post(host: State<'_, Host>, versions: State<'_, Versions>, doc: u32, discard: bool) {
    host.close_with_versions(&versions, doc, discard);
}

/// Keeps the editor's undo history.
#[tauri::command(async)]
#[specta::specta]
pub fn remember(host: State<'_, Host>, doc: u32, version: u32, caret: u32, history: String) -> Reply<()> {
    host.with_post(doc, |post| post.remember(version, caret, history))
}

/// Makes a second post with the text of this one.
#[tauri::command(async)]
#[specta::specta]
pub fn keep_beside(app: AppHandle, host: State<'_, Host>, doc: u32) -> Reply<String> {
    host.keep_beside(&app, doc)
}

/// Applies one step of typing.
#[tauri::command(async)]
#[specta::specta]
pub fn edit(
    host: State<'_, Host>,
    versions: State<'_, Versions>,
    doc: u32,
    version: u32,
    changes: Vec<Change>,
    length: u32,
    preview: bool,
) -> Reply<EditReply> {
    host.edit(&versions, doc, |post| post.edit(version, &changes, length as usize, preview))
}

/// Takes the editor's whole text.
#[tauri::command(async)]
#[specta::specta]
pub fn resync(host: State<'_, Host>, doc: u32, text: String, preview: bool) -> Reply<EditReply> {
    host.with_post(doc, |post| post.resync(&text, preview))
}

/// The whole preview, with the HTML around a line.
#[tauri::command(async)]
#[specta::specta]
pub fn preview(host: State<'_, Host>, doc: u32, line: u32) -> Reply<Whole> {
    host.with_post(doc, |post| Ok(post.preview(line)))
}

/// The HTML of blocks of the preview, or of some of them; of very long ones the start, or `entire`.
#[tauri::command(async)]
#[specta::specta]
pub fn preview_html(
    host: State<'_, Host>,
    doc: u32,
    ids: Vec<String>,
    entire: bool,
) -> Reply<Vec<BlockHtml>> {
    host.with_post(doc, |post| Ok(post.preview_html(&ids, entire)))
}

/// The headings of the post with their sections.
#[tauri::command(async)]
#[specta::specta]
pub fn outline(host: State<'_, Host>, doc: u32) -> Reply<Vec<Section>> {
    host.with_post(doc, |post| Ok(post.outline()))
}

/// The line of the part of the post that an address names.
#[tauri::command(async)]
#[specta::specta]
pub fn line_of_part(host: State<'_, Host>, doc: u32, part: String) -> Reply<Option<u32>> {
    host.with_post(doc, |post| Ok(post.line_of_part(&part)))
}

/// The text change that a form edit means.
#[tauri::command(async)]
#[specta::specta]
pub fn header_edit(host: State<'_, Host>, doc: u32, version: u32, edit: HeaderEdit) -> Reply<Vec<Change>> {
    let now = galley_clock::now().local();
    host.with_post(doc, |post| post.header_edit(version, &edit, now))
}

/// Writes the post to its file.
#[tauri::command(async)]
#[specta::specta]
pub fn save(
    host: State<'_, Host>,
    versions: State<'_, Versions>,
    doc: u32,
    version: u32,
    fingerprint: u32,
    overwrite: bool,
) -> Reply<SaveReply> {
    host.save(&versions, doc, overwrite, |post| post.save(version, fingerprint, overwrite))
}

/// Takes the file's text.
#[tauri::command(async)]
#[specta::specta]
pub fn reload(host: State<'_, Host>, versions: State<'_, Versions>, doc: u32, version: u32) -> Reply<Reload> {
    host.reload(&versions, doc, |post| post.reload(version))
}

/// The file's text as it is now.
#[tauri::command(async)]
#[specta::specta]
pub fn disk_text(host: State<'_, Host>, doc: u32) -> Reply<Option<String>> {
    host.with_post(doc, |post| post.disk_text())
}

/// Merges the post with what its file holds now.
#[tauri::command(async)]
#[specta::specta]
pub fn merge(
    host: State<'_, Host>,
    versions: State<'_, Versions>,
    doc: u32,
    version: u32,
) -> Reply<MergeReply> {
    host.merge(&versions, doc, version)
}

/// Takes what the writer made of the conflicts that the last merge found.
#[tauri::command(async)]
#[specta::specta]
pub fn resolve(
    host: State<'_, Host>,
    versions: State<'_, Versions>,
    doc: u32,
    version: u32,
    text: String,
) -> Reply<Merged> {
    host.resolve(&versions, doc, version, &text)
}
