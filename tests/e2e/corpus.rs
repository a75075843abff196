//! Every real post beside the checkout is opened in the window; none may change.

use std::path::Path;
use std::time::SystemTime;

use thirtyfour::Key;

use crate::fixture::Fixture;
use crate::journey;

/// A copy of the real posts, flat, or one own post where they are absent.
fn real_posts() -> Fixture {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    // On top of the list, so that the walk starts there.
    let fixture = Fixture::new().with("start.md", "---\ntitle: Start\ndate: 2099-01-01\n---\n");
    let mut folders = vec![corpus];
    let mut number = 0;
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            eprintln!("skipped: there is no ../shared/corpus beside this checkout");
            break;
        };
        for entry in entries.map(|entry| entry.unwrap().path()) {
            let extension = entry.extension().unwrap_or_default().to_string_lossy().into_owned();
            if entry.is_dir() {
                folders.push(entry);
            } else if ["md", "mdx", "markdown", "Rmd"].contains(&extension.as_str()) {
                number += 1;
                fixture.write(&format!("real/{number:03}.{extension}"), std::fs::read(&entry).unwrap());
            }
        }
    }
    fixture
}

fn snapshot(blog: &Fixture) -> Vec<(String, Vec<u8>, SystemTime)> {
    let Ok(entries) = std::fs::read_dir(blog.path("real")) else { return Vec::new() };
    let mut files: Vec<_> = entries
        .map(|entry| {
            let path = entry.unwrap().path();
            let modified = path.metadata().unwrap().modified().unwrap();
            (path.to_string_lossy().into_owned(), std::fs::read(&path).unwrap(), modified)
        })
        .collect();
    files.sort();
    files
}

journey!(walking_through_every_real_post_changes_none, real_posts(), |app| {
    let before = snapshot(&app.blog);
    app.open_post("start.md").await;
    let selected =
        async || app.one("[data-testid='post-row'][aria-selected='true']").await.attr("data-path").await;
    let mut shown = std::collections::BTreeSet::new();
    for _ in 0..before.len() {
        let last = selected().await.unwrap();
        shown.insert(last.clone());
        let chain = app.driver.action_chain().key_down(Key::Alt).send_keys(Key::Down).key_up(Key::Alt);
        chain.perform().await.unwrap();
        app.until("the next post is shown", async || Ok(selected().await? != last)).await;
    }
    shown.insert(selected().await.unwrap());
    app.close().await;
    assert!(shown.len() >= before.len(), "{} of {} posts were shown", shown.len(), before.len());
    assert!(snapshot(&app.blog) == before, "a post or its time changed");
});
