//! The window: how it is made, closed and found again by a second start.

use std::path::Path;
use std::time::Duration;

use tauri::webview::PageLoadEvent;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder, Window, WindowEvent};
use tauri_plugin_window_state::StateFlags;
use tauri_specta::Event;

use crate::events::{CloseRequested, OpenRequested};
use crate::host::Host;
use crate::platform;

/// The label of the one window, which the capabilities name.
pub const LABEL: &str = "main";

/// What the page gets for saving when the system ends the session, which allows a few seconds.
const LAST_WORDS: Duration = Duration::from_secs(3);

/// Makes the window.
pub fn create(app: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Galley")
        .inner_size(1280.0, 820.0)
        .min_inner_size(480.0, 360.0)
        .on_navigation(may_show)
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished {
                platform::adjust(&window);
            }
        })
        .build()?;
    platform::adjust(&window);
    platform::rest_caret(&window);
    let app = app.clone();
    platform::on_page_death(&window, move || app.state::<Host>().page_died());
    Ok(())
}

/// What is done when the system asks the program to end: what is typed goes to the disk at once, then
/// the window closes as the writer would close it, and the program ends even when the page is stuck.
pub fn terminate(app: &AppHandle) -> impl Fn() + Send + 'static {
    let app = app.clone();
    move || {
        let host = app.state::<Host>();
        host.flush();
        if let Some(window) = app.get_webview_window(LABEL) {
            let _ = window.close();
            std::thread::sleep(LAST_WORDS);
        }
        host.close_posts();
        app.exit(0);
    }
}

/// What is remembered of the window from one start to the next.
pub fn remembered() -> StateFlags {
    StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN
}

/// Asks the page to flush before the window closes. Asked a second time, the window closes at
/// once: a page that does not answer must not hold the writer.
pub fn event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    if window.state::<Host>().ask_to_close() {
        api.prevent_close();
        let _ = CloseRequested.emit(window);
    }
}

/// A second start hands its path to this window.
pub fn second_start(app: &AppHandle, arguments: Vec<String>, folder: String) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
    if let Some(path) = arguments.get(1) {
        let path = Path::new(&folder).join(path).to_string_lossy().into_owned();
        let _ = OpenRequested { path }.emit(app);
    }
}

/// What the window and the frames in it may show. The frames of players are in the preview's sandbox and
/// in one of their own, so neither can take the window there. The window's policy has no such frame, and its page
/// refuses links that are dropped on it.
fn may_show(url: &tauri::Url) -> bool {
    matches!(url.scheme(), "tauri" | "about" | "preview")
        || is_local(url)
        || galley_core::markdown::is_of_player(url.as_str())
}

/// Windows serves the page and the preview from http://*.localhost; the development server is local.
fn is_local(url: &tauri::Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    host.ends_with(".localhost") || (cfg!(debug_assertions) && host == "127.0.0.1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_shows_itself_the_preview_and_players() {
        let shows = |url: &str| tauri::Url::parse(url).is_ok_and(|url| may_show(&url));
        for url in ["tauri://localhost/", "preview://localhost/", "https://player.vimeo.com/video/1"] {
            assert!(shows(url), "{url}");
        }
        for url in [
            "https://example.org/",
            "https://player.vimeo.com.evil.example/video/1",
            "https://player.vimeo.com@evil.example/video/1",
            "https://player.vimeo.com:444/video/1",
            "http://player.vimeo.com/video/1",
            "data:text/html,x",
            "file:///etc/passwd",
        ] {
            assert!(!shows(url), "{url}");
        }
    }
}
