//! Journeys through the real window, driven by WebDriver. See tests/README.md.
#![expect(clippy::disallowed_methods, reason = "tests play the other programs that write the folder")]
#![cfg(target_os = "linux")]

mod app;
mod desktop;
mod find;
mod fixture;
mod network;
mod page;
mod players;

mod align;
mod corpus;
mod create;
mod draft;
mod form;
mod frame;
mod history;
mod hostile;
mod links;
mod manage;
mod outside;
mod privacy;
mod read;
mod recovery;
mod restart;
mod seed;
mod slow;
mod style;
mod torture;
mod write;

/// Runs an asynchronous journey; on failure it leaves a screenshot named after it.
#[macro_export]
macro_rules! journey {
    ($(#[$doc:meta])* $name:ident, $fixture:expr, |$app:ident| $body:block) => {
        $(#[$doc])*
        #[test]
        fn $name() {
            $crate::app::run(stringify!($name), $fixture, async |$app: &mut $crate::app::App| $body);
        }
    };
}
