//! The one place that chooses by platform.

use std::path::{Path, PathBuf};

use tauri::WebviewWindow;

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

/// The address of the preview frame's protocol. Windows serves custom protocols over http.
pub fn preview_origin() -> &'static str {
    if cfg!(windows) { "http://preview.localhost" } else { "preview://localhost" }
}

/// The program of this name that `PATH` finds. A folder of `PATH` that depends on where Galley was
/// started is left out: it may be the blog's.
pub fn program(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    let folders = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
    folders.map(|folder| folder.join(&file)).find(|file| is_program(file))
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
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
