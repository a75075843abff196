//! The folder and its list.

use std::path::Path;

use galley_core::front_matter::Habits;
use galley_core::{
    About, BodyRow, ErrorKind, Generator, ListPage, ListQuery, NewPost, NewPostPlan, Operation, PostSummary,
    Shown,
};
use tauri::{AppHandle, State, Window};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;

use crate::host::Host;
use crate::operations::{Done, Way};
use crate::versions::Versions;
use crate::wire::{Blog, Created, Reply, WireError};

/// Opens a folder, or the folder of a post.
#[tauri::command(async)]
#[specta::specta]
pub fn open_blog(app: AppHandle, host: State<'_, Host>, path: String) -> Reply<Blog> {
    host.open_blog(&app, Path::new(&path))
}

/// Shows the system's folder dialog; nothing when it is cancelled.
#[tauri::command(async)]
#[specta::specta]
pub fn choose_folder(app: AppHandle, window: Window) -> Option<String> {
    let dialog = app.dialog().file().set_parent(&window).set_title("Open a blog's folder");
    dialog.blocking_pick_folder().map(|folder| folder.to_string())
}

/// What the blog's headers have in common.
#[tauri::command(async)]
#[specta::specta]
pub fn habits(host: State<'_, Host>) -> Reply<Habits> {
    host.with_blog(|blog| Ok((*blog.habits()).clone()))
}

/// Part of the list of posts, and the place of the post at `near` in it.
#[tauri::command(async)]
#[specta::specta]
pub fn list(
    host: State<'_, Host>,
    query: ListQuery,
    from: u32,
    count: u32,
    near: Option<String>,
) -> Reply<ListPage> {
    host.with_blog(|blog| Ok(blog.list(&query, from, count, near.as_deref())))
}

/// The posts whose bodies have every word of the query's text; null when a later call overtook it.
#[tauri::command(async)]
#[specta::specta]
pub fn search_bodies(host: State<'_, Host>, query: ListQuery, limit: u32) -> Reply<Option<Vec<BodyRow>>> {
    host.search_bodies(&query, limit)
}

/// The summaries of these posts, as far as they exist.
#[tauri::command(async)]
#[specta::specta]
pub fn summaries(host: State<'_, Host>, paths: Vec<String>) -> Reply<Vec<PostSummary>> {
    host.with_blog(|blog| Ok(blog.summaries(&paths)))
}

/// Reads the open folder by the rules of the generator that the writer chose, and remembers it.
#[tauri::command(async)]
#[specta::specta]
pub fn choose_generator(app: AppHandle, host: State<'_, Host>, generator: Generator) -> Reply<Blog> {
    host.choose_generator(&app, generator)
}

/// All that is known of a post beside its text.
#[tauri::command(async)]
#[specta::specta]
pub fn about(host: State<'_, Host>, path: String) -> Reply<Option<About>> {
    host.with_blog(|blog| Ok(blog.about(&path)))
}

/// The post that an address leads to, as it is written in the post at `from`.
#[tauri::command(async)]
#[specta::specta]
pub fn linked_post(host: State<'_, Host>, from: String, address: String) -> Reply<Option<String>> {
    host.with_blog(|blog| Ok(blog.linked_post(&from, &address)))
}

/// What is not there of what each address leads to, as it is written in the post at `from`.
#[tauri::command(async)]
#[specta::specta]
pub fn missing_targets(
    host: State<'_, Host>,
    from: String,
    addresses: Vec<String>,
) -> Reply<Vec<Option<String>>> {
    host.with_blog(|blog| Ok(blog.missing_targets(&from, &addresses)))
}

/// What a new post would be called.
#[tauri::command(async)]
#[specta::specta]
pub fn plan_post(host: State<'_, Host>, wish: NewPost) -> Reply<NewPostPlan> {
    host.plan_post(&wish)
}

/// Creates a post.
#[tauri::command(async)]
#[specta::specta]
pub fn create_post(app: AppHandle, host: State<'_, Host>, wish: NewPost) -> Reply<Created> {
    host.create_post(&app, &wish)
}

/// Remembers whether the generator may run the code of the open site's templates.
#[tauri::command(async)]
#[specta::specta]
pub fn trust_site(host: State<'_, Host>, trusted: bool) -> Reply<()> {
    host.trust(trusted)
}

/// What an operation on posts would change.
#[tauri::command(async)]
#[specta::specta]
pub fn propose(host: State<'_, Host>, operation: Operation) -> Reply<Shown> {
    host.propose(&operation)
}

/// Does an operation on posts, wholly or not at all.
#[tauri::command(async)]
#[specta::specta]
pub fn operate(
    app: AppHandle,
    host: State<'_, Host>,
    versions: State<'_, Versions>,
    operation: Operation,
) -> Reply<Done> {
    host.operate(&app, &versions, &operation)
}

/// Takes the last operation back; null when there is none.
#[tauri::command(async)]
#[specta::specta]
pub fn undo_operation(
    app: AppHandle,
    host: State<'_, Host>,
    versions: State<'_, Versions>,
) -> Reply<Option<Done>> {
    host.go_with_versions(&app, &versions, Way::Undo)
}

/// Does again what was taken back last; null when there is none.
#[tauri::command(async)]
#[specta::specta]
pub fn redo_operation(
    app: AppHandle,
    host: State<'_, Host>,
    versions: State<'_, Versions>,
) -> Reply<Option<Done>> {
    host.go_with_versions(&app, &versions, Way::Redo)
}

/// Shows a post's file in the system's file manager.
#[tauri::command(async)]
#[specta::specta]
pub fn reveal(app: AppHandle, host: State<'_, Host>, path: String) -> Reply<()> {
    let file = host.with_blog(|blog| blog.file(&path))?;
    app.opener().reveal_item_in_dir(file).map_err(|error| WireError::new(ErrorKind::Io, error.to_string()))
}
