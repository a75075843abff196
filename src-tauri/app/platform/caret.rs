//! A caret that rests: as in every GTK program it stops blinking some seconds after the last key or click
//! (`gtk-cursor-blink-timeout`, ten seconds unless the desktop says otherwise).
//!
//! WebKitGTK lets it blink for ever, for 1 % of a core, and draws sixty frames a second, for 3 %, where
//! `gtk-cursor-blink` is off: its `SimpleCaretAnimator` then waits no time between two looks at the
//! caret, which it makes visible. So blinking is off for a moment, and then on with an interval that
//! never ends. The same is right from the start on a desktop whose carets do not blink.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use gtk::glib::{Propagation, timeout_add_local_once};
use gtk::prelude::{GtkSettingsExt, WidgetExt};
use tauri::WebviewWindow;

/// Longer than the page takes to look at its caret once its time has come.
const A_LOOK: Duration = Duration::from_millis(150);

/// Lets the caret of the window's page rest when it should.
pub fn rest(window: &WebviewWindow) {
    let watched = window.with_webview(|webview| {
        let Some(settings) = gtk::Settings::default() else { return };
        let timeout = Duration::from_secs(settings.gtk_cursor_blink_timeout().clamp(1, 600) as u64);
        let (blinks, interval) = (settings.is_gtk_cursor_blink(), settings.gtk_cursor_blink_time());
        let (last, state) = (Cell::new(Instant::now()), Cell::new(State::Blinks));
        let caret = Rc::new(Caret { settings, timeout, interval, last, state });
        if !blinks {
            caret.settle();
            return;
        }
        caret.rest_later(timeout);
        let view = webview.inner();
        let by_key = Rc::clone(&caret);
        view.connect_key_press_event(move |_, _| by_key.wake());
        view.connect_button_press_event(move |_, _| caret.wake());
    });
    if let Err(error) = watched {
        eprintln!("galley: the caret will blink for ever: {error}");
    }
}

struct Caret {
    settings: gtk::Settings,
    timeout: Duration,
    /// The desktop's, of one cycle, in milliseconds.
    interval: i32,
    /// The last key or click.
    last: Cell<Instant>,
    state: Cell<State>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Blinks,
    /// It is being made visible.
    Settles,
    Rests,
}

impl Caret {
    fn wake(self: &Rc<Caret>) -> Propagation {
        self.last.set(Instant::now());
        if self.state.replace(State::Blinks) != State::Blinks {
            self.settings.set_gtk_cursor_blink_time(self.interval);
            self.settings.set_gtk_cursor_blink(true);
            self.rest_later(self.timeout);
        }
        Propagation::Proceed
    }

    fn rest_later(self: &Rc<Caret>, wait: Duration) {
        let caret = Rc::clone(self);
        timeout_add_local_once(wait, move || match caret.timeout.checked_sub(caret.last.get().elapsed()) {
            Some(left) if !left.is_zero() => caret.rest_later(left),
            _ => caret.settle(),
        });
    }

    fn settle(self: &Rc<Caret>) {
        self.state.set(State::Settles);
        self.settings.set_gtk_cursor_blink(false);
        let caret = Rc::clone(self);
        // It looks when the caret would appear or go, so twice a cycle.
        let half = Duration::from_millis(self.interval.clamp(0, 10_000) as u64 / 2);
        timeout_add_local_once(half + A_LOOK, move || {
            if caret.state.get() == State::Settles {
                caret.state.set(State::Rests);
                caret.settings.set_gtk_cursor_blink_time(i32::MAX);
                caret.settings.set_gtk_cursor_blink(true);
            }
        });
    }
}
