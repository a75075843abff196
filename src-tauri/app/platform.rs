//! The one place that chooses by platform.

#[cfg(target_os = "linux")]
mod caret;
#[cfg(target_os = "linux")]
mod long_text;

use std::path::PathBuf;

use tauri::{AppHandle, Manager, WebviewWindow};

/// Settles what must be known before the first window exists. Call it first in `main`.
pub fn prepare() {
    #[cfg(target_os = "linux")]
    linux::choose_renderer();
}

/// Adjusts a new window's web view.
pub fn adjust(window: &WebviewWindow) {
    #[cfg(target_os = "linux")]
    linux::enable_preedit(window);
    #[cfg(not(target_os = "linux"))]
    let _ = window;
}

/// Lets a caret that nobody moves rest, so that an idle window costs nothing.
pub fn rest_caret(window: &WebviewWindow) {
    #[cfg(target_os = "linux")]
    caret::rest(window);
    #[cfg(not(target_os = "linux"))]
    let _ = window;
}

/// A long text, which reaches the page faster before the reply that names its post than within it.
#[cfg(target_os = "linux")]
pub use long_text::LongText;

/// There is none: replies are fast enough.
#[cfg(not(target_os = "linux"))]
pub enum LongText {}

#[cfg(not(target_os = "linux"))]
impl LongText {
    /// `None`.
    pub fn of(_: &str) -> Option<LongText> {
        None
    }

    /// Gives it to the page; false when that was not done.
    pub fn hand_over(self, _: &WebviewWindow, _: u32) -> bool {
        match self {}
    }
}

/// Calls `died` when the process that shows the page has died, and starts the page again.
pub fn on_page_death(window: &WebviewWindow, died: impl Fn() + Send + 'static) {
    #[cfg(target_os = "linux")]
    linux::on_page_death(window, died);
    // The web views of macOS and Windows are started again by their own runtimes.
    #[cfg(not(target_os = "linux"))]
    let _ = (window, died);
}

/// Calls `end`, once, when the system asks the program to end.
pub fn on_termination(end: impl Fn() + Send + 'static) {
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]) else { return };
        std::thread::spawn(move || {
            if signals.forever().next().is_some() {
                end();
            }
        });
    }
    #[cfg(not(unix))]
    let _ = end;
}

/// The folder of what must outlive a crash and is no setting: on Linux the one that the XDG base
/// directory specification gives to state, elsewhere the app's local data.
pub fn state_dir(app: &AppHandle) -> tauri::Result<PathBuf> {
    if cfg!(target_os = "linux") {
        let chosen = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from);
        let state = match chosen.filter(|folder| folder.is_absolute()) {
            Some(folder) => folder,
            None => app.path().home_dir()?.join(".local/state"),
        };
        return Ok(state.join(&app.config().identifier));
    }
    app.path().app_local_data_dir()
}

/// The address of the preview frame's protocol. Windows serves custom protocols over http.
pub fn preview_origin() -> &'static str {
    if cfg!(windows) { "http://preview.localhost" } else { "preview://localhost" }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::path::Path;

    use tauri::WebviewWindow;
    use webkit2gtk::{InputMethodContextExt, WebViewExt};

    const RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

    /// Without a GPU, WebKitGTK's DMA-BUF renderer takes twice as long to the first paint and seven
    /// times as long from a key to the screen (measured with WebKitGTK 2.50 under Xvfb).
    pub fn choose_renderer() {
        let has_gpu = Path::new("/dev/dri").read_dir().is_ok_and(|devices| {
            devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
        });
        if !has_gpu && std::env::var_os(RENDERER).is_none() {
            #[expect(unsafe_code, reason = "called first in main, when this is the only thread")]
            unsafe {
                std::env::set_var(RENDERER, "1");
            }
        }
    }

    /// Crashes, and kills by a system that is short of memory, end the page's process alone.
    pub fn on_page_death(window: &WebviewWindow, died: impl Fn() + Send + 'static) {
        let watched = window.with_webview(move |webview| {
            webview.inner().connect_web_process_terminated(move |view, _| {
                died();
                view.reload();
            });
        });
        if let Err(error) = watched {
            eprintln!("galley: a page that dies will not be started again: {error}");
        }
    }

    /// wry turns preedit off, which breaks typing Chinese, Japanese and Korean in place.
    pub fn enable_preedit(window: &WebviewWindow) {
        let enabled = window.with_webview(|webview| {
            if let Some(context) = webview.inner().input_method_context() {
                context.set_enable_preedit(true);
            }
        });
        if let Err(error) = enabled {
            eprintln!("galley: input methods may not compose in place: {error}");
        }
    }
}
