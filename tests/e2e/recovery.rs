//! Ends that nobody chose: nothing that was typed is lost.

use std::path::{Path, PathBuf};
use std::time::Duration;

use thirtyfour::By;

use crate::app::App;
use crate::fixture::{FIRST, Fixture};
use crate::journey;

/// Long enough for a key to come to the host, shorter than the pause before a save.
const A_MOMENT: Duration = Duration::from_millis(400);

/// The session may not be saved yet when the app is killed.
fn root(app: &App) -> String {
    app.blog.root().to_string_lossy().into_owned()
}

async fn text_of(app: &App) -> String {
    app.one(".cm-content").await.text().await.unwrap()
}

journey!(text_typed_a_moment_before_a_kill_is_there_at_the_next_start, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.type_at_end("last words").await;
    tokio::time::sleep(A_MOMENT).await;
    app.kill().await;
    assert_eq!(app.blog.read("first-post.md"), FIRST, "it was not saved yet");
    app.start_again(&[&root(app)]).await;
    app.get("recovered-dialog").await;
    assert_eq!(app.blog.read("first-post.md"), FIRST, "nothing is written before the writer chose");
    app.get("recovered-mine").await.click().await.unwrap();
    app.until("it is saved", async || Ok(app.blog.read("first-post.md") == format!("{FIRST}last words")))
        .await;
    app.until("the dialog goes", async || Ok(!app.has("[data-testid='recovered-dialog']").await)).await;
    app.one(".cm-content").await.click().await.unwrap();
    app.control("z").await;
    app.until("the keys can be undone", async || Ok(!text_of(app).await.contains("last words"))).await;
});

journey!(keeping_both_makes_a_second_post_of_the_recovered_text, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.type_at_end("last words").await;
    tokio::time::sleep(A_MOMENT).await;
    app.kill().await;
    app.start_again(&[&root(app)]).await;
    app.get("recovered-both").await.click().await.unwrap();
    app.until("there are three posts", async || Ok(app.listed().await?.len() == 3)).await;
    assert_eq!(app.blog.read("first-post.md"), FIRST);
    let files = std::fs::read_dir(app.blog.root()).unwrap().map(|file| file.unwrap().path());
    let texts: Vec<String> = files.filter_map(|file| std::fs::read_to_string(file).ok()).collect();
    assert_eq!(texts.iter().filter(|text| text.ends_with("last words")).count(), 1);
});

/// Types into the first post, lets the app die before that is saved, and starts it again.
async fn crash(app: &mut App, meanwhile: impl FnOnce(&Fixture)) {
    app.open_post("first-post.md").await;
    app.type_at_end("last words").await;
    tokio::time::sleep(A_MOMENT).await;
    app.kill().await;
    meanwhile(&app.blog);
    let root = root(app);
    app.start_again(&[&root]).await;
    app.get("recovered-dialog").await;
}

/// Makes the text of the first post that of its newest version that was kept for this reason, and saves.
async fn restore(app: &App, reason: &str) {
    app.until("the question is answered", async || Ok(!app.has("[data-testid='recovered-dialog']").await))
        .await;
    app.open_post("first-post.md").await;
    app.one(".cm-content").await.click().await.unwrap();
    app.control_alt("h").await;
    app.get("history-version").await;
    let rows = app.driver.find_all(By::Css("[data-testid='history-version']")).await.unwrap();
    let mut told = Vec::new();
    for row in &rows {
        told.push(row.text().await.unwrap());
    }
    let at = told.iter().position(|row| row.contains(reason)).unwrap_or_else(|| panic!("{reason}: {told:?}"));
    rows[at].click().await.unwrap();
    app.until("it is compared", async || {
        Ok(!app.get("history-comparison").await.text().await?.contains("No difference"))
    })
    .await;
    app.get("history-restore").await.click().await.unwrap();
    app.until("the dialog is gone", async || Ok(!app.has("[data-testid='history-dialog']").await)).await;
    app.save().await;
}

journey!(recovered_text_that_gives_way_to_the_file_is_a_version, Fixture::blog(), |app| {
    crash(app, |_| {}).await;
    app.get("recovered-theirs").await.click().await.unwrap();
    restore(app, "Not chosen").await;
    assert_eq!(app.blog.read("first-post.md"), format!("{FIRST}last words"));
});

journey!(recovered_text_that_became_a_post_of_its_own_is_a_version_too, Fixture::blog(), |app| {
    crash(app, |_| {}).await;
    app.get("recovered-both").await.click().await.unwrap();
    app.until("there are three posts", async || Ok(app.listed().await?.len() == 3)).await;
    restore(app, "Not chosen").await;
    assert_eq!(app.blog.read("first-post.md"), format!("{FIRST}last words"));
});

journey!(the_file_s_text_that_recovered_text_replaces_is_a_version, Fixture::blog(), |app| {
    crash(app, |_| {}).await;
    app.get("recovered-mine").await.click().await.unwrap();
    app.until("it is saved", async || Ok(app.blog.read("first-post.md") == format!("{FIRST}last words")))
        .await;
    restore(app, "In the file").await;
    assert_eq!(app.blog.read("first-post.md"), FIRST);
});

journey!(
    /// Another program wrote the same lines before the next start.
    the_text_of_another_program_that_recovered_text_replaces_is_a_version, Fixture::blog(), |app| {
        crash(app, |blog| blog.write("first-post.md", "theirs\n")).await;
        app.get("recovered-mine").await.click().await.unwrap();
        app.get("keep-mine").await.click().await.unwrap();
        app.until("it is saved", async || Ok(app.blog.read("first-post.md") == format!("{FIRST}last words")))
            .await;
        // A click on its row would hit another while the list is sorted again.
        app.until("it has its date in the list", async || Ok(app.listed().await?[0] == "first-post.md")).await;
        restore(app, "Not chosen").await;
        assert_eq!(app.blog.read("first-post.md"), "theirs\n");
    }
);

journey!(the_system_may_end_the_program_and_the_text_is_saved, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.type_at_end("last words").await;
    app.signal("TERM");
    app.until_ended().await;
    assert_eq!(app.blog.read("first-post.md"), format!("{FIRST}last words"));
    app.start_again(&[]).await;
    assert!(!app.has("[data-testid='recovered-dialog']").await, "there is nothing to ask");
});

journey!(a_page_whose_process_dies_comes_back_with_its_text, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.type_at_end("last words").await;
    tokio::time::sleep(A_MOMENT).await;
    app.kill_page();
    // WebDriver's session ended with the page: the file tells what the page that came back holds.
    let saved = format!("{FIRST}last words");
    app.until("the text is saved by the page that came back", async || {
        Ok(app.blog.read("first-post.md") == saved)
    })
    .await;
    app.close().await;
    assert_eq!(app.blog.read("first-post.md"), saved);
});

journey!(undo_goes_back_over_a_save_another_post_and_a_restart, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.type_at_end("alpha").await;
    app.save().await;
    app.open_post("second-thoughts.md").await;
    app.open_post("first-post.md").await;
    app.type_at_end(" beta").await;
    app.restart(&[]).await;
    assert_eq!(app.blog.read("first-post.md"), format!("{FIRST}alpha beta"));
    app.one(".cm-content").await.click().await.unwrap();
    app.control("z").await;
    app.until("beta is gone", async || Ok(!text_of(app).await.contains("beta"))).await;
    app.control("z").await;
    app.until("alpha is gone", async || Ok(!text_of(app).await.contains("alpha"))).await;
    app.save().await;
    assert_eq!(app.blog.read("first-post.md"), FIRST);
});

journey!(
    /// A disk that is full at the save, and at the end: the text is there at the next start.
    a_full_disk_loses_nothing, Fixture::blog(), |app| {
        let Some(disk) = SmallDisk::mount(&app.blog.path("small")) else {
            eprintln!("skipped: a small disk cannot be mounted here");
            return;
        };
        // It fills its page, so that one letter more needs room which the disk has not, in place either.
        let header = "---\ntitle: Small\n---\n";
        let text = format!("{header}{}\n", "x".repeat(4096 - header.len() - 1));
        app.blog.write("small/post.md", &text);
        app.one("[data-path='small/post.md']").await;
        app.open_post("small/post.md").await;
        app.type_at_end("last words").await;
        disk.fill();
        app.control("s").await;
        app.one("[data-testid='save-status'][data-status='failed']").await;
        assert_eq!(app.blog.read("small/post.md"), text);
        app.restart(&[]).await;
        app.get("recovered-dialog").await;
        disk.free();
        app.get("recovered-mine").await.click().await.unwrap();
        let whole = format!("{text}last words");
        app.until("it is saved", async || Ok(app.blog.read("small/post.md") == whole)).await;
    }
);

/// A file system of 64 KB, unmounted when dropped.
struct SmallDisk {
    place: PathBuf,
}

impl SmallDisk {
    fn mount(place: &Path) -> Option<SmallDisk> {
        std::fs::create_dir(place).unwrap();
        let mounted = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
            .arg(place)
            .stderr(std::process::Stdio::null())
            .status();
        mounted.is_ok_and(|status| status.success()).then(|| SmallDisk { place: place.to_path_buf() })
    }

    /// Takes what room there is.
    fn fill(&self) {
        use std::io::Write;
        let mut file = std::fs::File::create(self.place.join("filler")).unwrap();
        while file.write_all(&[0; 512]).is_ok() {}
    }

    fn free(&self) {
        std::fs::remove_file(self.place.join("filler")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg("--lazy").arg(&self.place).status();
    }
}
