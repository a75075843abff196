//! The folder and its list.

use std::path::Path;

use galley_core::front_matter::Habits;
use galley_core::{About, Generator, NewPost, NewPostPlan, PostSummary};
use tauri::{AppHandle, State, Window};
use tauri_plugin_dialog::DialogExt;

use crate::host::Host;
use crate::platform;
use crate::wire::{Blog, Reply};

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

/// What a new post would be called.
#[tauri::command(async)]
#[specta::specta]
pub fn plan_post(host: State<'_, Host>, wish: NewPost) -> Reply<NewPostPlan> {
    host.with_blog(|blog| Ok(blog.plan_post(&wish, platform::now())))
}

/// Creates a post.
#[tauri::command(async)]
#[specta::specta]
pub fn create_post(host: State<'_, Host>, wish: NewPost) -> Reply<PostSummary> {
    host.with_blog(|blog| blog.create_post(&wish, platform::now()))
}

/// Toggles the draft state of a post that is not open.
#[tauri::command(async)]
#[specta::specta]
pub fn set_draft(host: State<'_, Host>, path: String, on: bool) -> Reply<PostSummary> {
    host.with_blog(|blog| blog.set_draft(&path, on))
}
