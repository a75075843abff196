//! How the preview looks, and what it may load.

use galley_core::PreviewStyle;
use galley_core::site::StyleSheets;
use tauri::{AppHandle, State};

use crate::host::Host;
use crate::styles::StyleWatch;
use crate::wire::Reply;

/// The style sheets of the open site; their changes are told of from now on.
#[tauri::command(async)]
#[specta::specta]
pub fn style_sheets(
    app: AppHandle,
    host: State<'_, Host>,
    watch: State<'_, StyleWatch>,
) -> Reply<StyleSheets> {
    host.style_sheets(&app, &watch)
}

/// Remembers how the preview of the open site looks and what it may load.
#[tauri::command(async)]
#[specta::specta]
pub fn save_preview_style(host: State<'_, Host>, style: PreviewStyle) -> Reply<()> {
    host.with_blog(|blog| host.memory().save_preview_style(blog.root(), &style))
}
