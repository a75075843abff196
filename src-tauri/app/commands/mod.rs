//! What the window may ask for: each command unpacks, calls the core and returns.

mod blog;
mod history;
mod post;
mod preview;
mod settings;
mod window;

use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

use crate::events::{
    BlogChanged, CloseRequested, FolderPolled, KeepingFailed, OpenRequested, PostChanged, PostMoved,
    StylesChanged, VersionsTrouble,
};

/// The one list of command and event names.
pub fn wire() -> Builder<tauri::Wry> {
    Builder::new()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
        .commands(collect_commands![
            blog::open_blog,
            blog::choose_folder,
            blog::choose_generator,
            blog::about,
            blog::linked_post,
            blog::missing_targets,
            blog::habits,
            blog::list,
            blog::search_bodies,
            blog::summaries,
            blog::plan_post,
            blog::create_post,
            blog::trust_site,
            blog::propose,
            blog::operate,
            blog::undo_operation,
            blog::redo_operation,
            blog::reveal,
            post::open_post,
            post::words,
            post::close_post,
            post::remember,
            post::keep_beside,
            post::edit,
            post::resync,
            post::preview,
            post::preview_html,
            post::outline,
            post::line_of_part,
            post::header_edit,
            post::save,
            post::reload,
            post::disk_text,
            history::versions,
            history::version_preview,
            history::compare_versions,
            history::paragraph_history,
            history::restore_version,
            history::deleted_posts,
            history::bring_back,
            post::merge,
            post::resolve,
            settings::start,
            settings::update_settings,
            settings::save_session,
            settings::kept_texts,
            settings::clear_kept,
            settings::exclude,
            preview::style_sheets,
            preview::save_preview_style,
            window::open_external,
            window::set_title,
            window::close_window,
        ])
        .events(collect_events![
            BlogChanged,
            FolderPolled,
            KeepingFailed,
            PostChanged,
            PostMoved,
            OpenRequested,
            CloseRequested,
            StylesChanged,
            VersionsTrouble,
        ])
}

#[cfg(test)]
mod tests;
