//! The Galley window: the builder, its plugins, and nothing else.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]
#![cfg_attr(not(test), warn(clippy::unwrap_used))]
#![expect(clippy::needless_pass_by_value, reason = "commands and plugins are given their arguments by value")]

mod commands;
mod create;
mod events;
mod history;
mod host;
mod keeping;
mod operations;
mod platform;
mod preview_protocol;
mod privacy;
mod report;
mod rewrites;
mod scaled;
mod schedule;
mod styles;
mod texts;
mod trash;
mod versions;
mod window;
mod wire;

use galley_core::journal::Journal;
use tauri::{Manager, RunEvent};

use host::Host;
use scaled::Scaled;
use styles::StyleWatch;
use versions::Versions;

const HELP: &str = "Galley, an editor for blogs kept as Markdown files

usage: galley [FOLDER or POST]

Without an argument, the folder that was open last is opened again.";

/// The list of a large blog is a million small pieces of memory, read on several threads: they are made
/// faster and leave fewer holes than with the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let argument = std::env::args_os().nth(1);
    match argument.as_ref().and_then(|argument| argument.to_str()) {
        Some("--version" | "-V") => return println!("galley {}", env!("CARGO_PKG_VERSION")),
        Some("--help" | "-h") => return println!("{HELP}"),
        _ => {}
    }
    platform::prepare();
    let wire = commands::wire();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(window::second_start))
        .plugin(tauri_plugin_window_state::Builder::default().with_state_flags(window::remembered()).build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .register_asynchronous_uri_scheme_protocol(preview_protocol::SCHEME, preview_protocol::serve)
        .invoke_handler(wire.invoke_handler())
        .on_window_event(window::event)
        .setup(move |app| {
            wire.mount_events(app);
            let handle = app.handle();
            let journal = platform::state_dir(handle)?.join("journal");
            let keeping = Journal::start(journal, keeping::clock, keeping::failed(handle));
            let operations = app.path().app_local_data_dir()?.join("operations");
            let (config, cache) = (app.path().app_config_dir()?, app.path().app_cache_dir()?);
            let host = Host::new(config, keeping, operations, cache, argument.map(Into::into));
            host.open_first(handle);
            host.tidy_up();
            app.manage(host);
            app.manage(Scaled::default());
            app.manage(Versions::start(platform::state_dir(handle)?.join("history"), history::told(handle)));
            app.manage(StyleWatch::default());
            window::create(handle)?;
            platform::on_termination(window::terminate(handle));
            Ok(())
        });
    match app.build(tauri::generate_context!()) {
        Ok(app) => app.run(|app, event| {
            if let RunEvent::Exit = event {
                app.state::<Host>().close_posts();
                app.state::<Versions>().flush();
            }
        }),
        Err(error) => {
            eprintln!("galley: the window cannot be opened: {error}");
            std::process::exit(1);
        }
    }
}
