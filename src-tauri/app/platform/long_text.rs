//! Long texts as arguments of a script.
//!
//! A reply goes through a scheme of the program's own, which WebKitGTK reads in pieces of 8 KB, each of
//! them a turn of the main loop and a message to the page's process: 200 ms for 10 MB. The argument of a
//! function is one message: 50 ms (both measured with WebKitGTK 2.50).

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use tauri::WebviewWindow;
use webkit2gtk::WebViewExt;
use webkit2gtk::gio::Cancellable;
use webkit2gtk::glib::VariantDict;

/// Bytes from which on it is worth while.
const LONG: usize = 256 * 1024;

/// A page that has not taken the text by then gets it with the reply.
const PATIENCE: Duration = Duration::from_secs(2);

/// `ui/src/ipc/long-texts.ts` has the other end.
const TAKE: &str = "globalThis.galleyTexts.set(doc, text)";

/// Gives the text to the page, or back.
pub fn hand_over(window: &WebviewWindow, doc: u32, text: String) -> Option<String> {
    if text.len() < LONG || text.contains('\0') {
        return Some(text);
    }
    let (text, (sender, receiver)) = (Arc::new(text), channel());
    let given = Arc::clone(&text);
    let called = window.with_webview(move |webview| {
        let arguments = VariantDict::new(None);
        arguments.insert("doc", doc);
        arguments.insert("text", given.as_str());
        drop(given);
        let (arguments, no_cancelling) = (arguments.end(), None::<&Cancellable>);
        webview.inner().call_async_javascript_function(
            TAKE,
            Some(&arguments),
            None,
            None,
            no_cancelling,
            move |taken| _ = sender.send(taken.is_ok()),
        );
    });
    match called.is_ok() && receiver.recv_timeout(PATIENCE).unwrap_or(false) {
        true => None,
        false => Some(Arc::unwrap_or_clone(text)),
    }
}
