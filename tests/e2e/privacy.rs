//! What is kept of the writer's texts outside the blog, and how it goes.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use thirtyfour::error::WebDriverResult;
use thirtyfour::{By, Key};

use crate::app::App;
use crate::fixture::{FIRST, Fixture};
use crate::journey;

/// The files below a folder, and the folders.
fn below(folder: &Path) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_path_buf()]);
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let (more, deeper) = below(&path);
            files.extend(more);
            folders.extend(deeper);
        } else {
            files.push(path);
        }
    }
    (files, folders)
}

/// What is kept of texts: journals and packs of versions.
fn kept(app: &App) -> Vec<PathBuf> {
    ["journal", "history"].iter().flat_map(|folder| below(&app.state().join(folder)).0).collect()
}

/// Bytes of files in the window's words.
fn size(files: &[PathBuf]) -> String {
    let bytes: u64 = files.iter().map(|file| file.metadata().unwrap().len()).sum();
    if bytes < 1_000 { format!("{bytes} bytes") } else { format!("{:.1} KB", bytes as f64 / 1_000.0) }
}

async fn open_settings(app: &App) {
    app.control(",").await;
    app.get("clear-kept").await;
}

async fn close_settings(app: &App) {
    app.driver.action_chain().send_keys(Key::Escape).perform().await.unwrap();
    app.until("the dialog is gone", async || Ok(!app.has("[data-testid='settings-dialog']").await)).await;
}

/// What the settings tell of the journal and of the versions: how large, and where.
async fn told(app: &App) -> WebDriverResult<Vec<String>> {
    let mut told = Vec::new();
    for part in app.driver.find_all(By::Css("[data-testid='kept-settings'] dl > div > *")).await? {
        told.push(part.text().await?);
    }
    Ok(told)
}

journey!(
    /// Nobody else may look into it. The settings tell where it is and how large, as the disk does, and
    /// remove it; a save after that has the text before it in the versions again.
    the_settings_show_what_is_kept_and_remove_it, Fixture::blog(), |app| {
        app.open_post("first-post.md").await;
        app.type_at_end("One more line.").await;
        app.save().await;
        // A post that was closed keeps its undo history.
        app.restart(&[]).await;
        app.one("[data-path='first-post.md'][aria-selected='true']").await;
        let mode = |path: &PathBuf| path.metadata().unwrap().permissions().mode() & 0o777;
        let (files, folders) = below(&app.state());
        assert!(files.len() >= 2, "a journal and a pack: {files:?}");
        for file in &files {
            assert_eq!(mode(file), 0o600, "{}", file.display());
        }
        for folder in &folders {
            assert_eq!(mode(folder), 0o700, "{}", folder.display());
        }
        open_settings(app).await;
        let (journal, history) = (app.state().join("journal"), app.state().join("history"));
        let size = size(&below(&history).0);
        app.until("the places and sizes are those of the disk", async || {
            let told = told(app).await?;
            let place = |path: &Path| path.to_string_lossy().into_owned();
            Ok(told.len() == 4
                && told[0].starts_with("Unsaved text and undo, ")
                && told[1] == place(&journal)
                && told[2] == format!("Versions, {size}")
                && told[3] == place(&history))
        }).await;
        app.get("clear-kept").await.click().await.unwrap();
        assert!(history.exists(), "it is asked first");
        app.get("clear-kept-yes").await.click().await.unwrap();
        app.until("they tell that it is gone", async || {
            Ok(told(app).await?.iter().any(|told| told == "Versions, 0 bytes"))
        }).await;
        assert_eq!(kept(app), [] as [PathBuf; 0]);
        close_settings(app).await;
        app.type_at_end(" And another.").await;
        app.save().await;
        let text = format!("{FIRST}One more line. And another.");
        assert_eq!(app.blog.read("first-post.md"), text);
        app.until("versions are kept again", async || Ok(history.exists())).await;
    }
);

journey!(
    /// Not when it is typed in, saved, renamed and opened again.
    nothing_is_kept_of_a_post_that_is_left_out, Fixture::blog(), |app| {
        app.open_post("first-post.md").await;
        app.type_at_end("secret").await;
        app.save().await;
        app.until("it is kept at first", async || Ok(kept(app).len() == 2)).await;
        open_settings(app).await;
        app.get("exclude-post").await.click().await.unwrap();
        app.one("[data-testid='exclude-post'][aria-checked='true']").await;
        assert_eq!(kept(app), [] as [PathBuf; 0]);
        close_settings(app).await;
        app.type_at_end(" words").await;
        app.save().await;
        std::fs::rename(app.blog.path("first-post.md"), app.blog.path("diary.md")).unwrap();
        app.one("[data-key='moved']").await;
        app.type_at_end(" more").await;
        app.save().await;
        app.restart(&[]).await;
        app.one("[data-path='diary.md'][aria-selected='true']").await;
        app.type_at_end(" and more").await;
        app.save().await;
        app.close().await;
        assert_eq!(app.blog.read("diary.md"), format!("{FIRST}secret words more and more"));
        assert_eq!(kept(app), [] as [PathBuf; 0]);
    }
);
