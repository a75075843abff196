//! Long texts as arguments of a script.
//!
//! A reply goes through a scheme of the program's own, which WebKitGTK reads in pieces of 8 KB, each of
//! them a turn of the main loop and a message to the page's process: 200 ms for 10 MB. The argument of a
//! function is one message: 50 ms (both measured with WebKitGTK 2.50).

use std::sync::mpsc::channel;
use std::time::Duration;

use tauri::WebviewWindow;
use webkit2gtk::WebViewExt;
use webkit2gtk::gio::Cancellable;
use webkit2gtk::glib::variant::ToVariant;
use webkit2gtk::glib::{Variant, VariantDict};

/// Bytes from which on it is worth while.
const LONG: usize = 256 * 1024;

/// A page that has not taken the text by then gets it with the reply.
const PATIENCE: Duration = Duration::from_secs(2);

/// `ui/src/ipc/long-texts.ts` has the other end.
const TAKE: &str = "globalThis.galleyTexts.set(doc, text)";

/// A long text as the argument of a function.
pub struct LongText(Variant);

impl LongText {
    /// `None` of a text that is as fast in a reply.
    pub fn of(text: &str) -> Option<LongText> {
        let is_worth_it = text.len() >= LONG && !text.contains('\0');
        is_worth_it.then(|| LongText(text.to_variant()))
    }

    /// Gives it to the page; false when that was not done.
    pub fn hand_over(self, window: &WebviewWindow, doc: u32) -> bool {
        let (sender, receiver) = channel();
        let called = window.with_webview(move |webview| {
            let arguments = VariantDict::new(None);
            arguments.insert("doc", doc);
            arguments.insert_value("text", &self.0);
            drop(self);
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
        called.is_ok() && receiver.recv_timeout(PATIENCE).unwrap_or(false)
    }
}
