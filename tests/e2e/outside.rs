//! Other programs write the folder.

use crate::fixture::{FIRST, Fixture};
use crate::journey;

journey!(posts_appear_change_and_vanish_in_the_list, Fixture::blog(), |app| {
    app.blog.write("third.md", "---\ntitle: Third\ndate: 2026-05-01\n---\n");
    app.until("the new post is on top", async || Ok(app.listed().await?[0] == "third.md")).await;
    app.blog.write("third.md", "---\ntitle: Renamed\ndate: 2020-05-01\n---\n");
    app.until("it has sunk", async || Ok(app.listed().await?.last().is_some_and(|path| path == "third.md")))
        .await;
    std::fs::remove_file(app.blog.path("third.md")).unwrap();
    app.until("it is gone", async || Ok(app.listed().await?.len() == 2)).await;
});

journey!(an_open_post_without_changes_follows_the_file, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.preview_shows("the post", |text| text.contains("one")).await;
    app.blog.write("first-post.md", FIRST.replace("- one", "- eleven"));
    app.preview_shows("the file's text", |text| text.contains("eleven")).await;
    assert!(!app.has("[data-testid='conflict-bar']").await);
    app.type_at_end("mine").await;
    app.save().await;
    assert_eq!(app.blog.read("first-post.md"), format!("{}mine", FIRST.replace("- one", "- eleven")));
});

journey!(
    /// Neither text is lost: the save is refused, and the writer chooses.
    a_save_over_a_foreign_change_is_refused_until_chosen, Fixture::blog(), |app| {
        app.open_post("first-post.md").await;
        app.type_at_end("mine").await;
        app.blog.write("first-post.md", "theirs\n");
        app.get("conflict-bar").await;
        app.control("s").await;
        assert_eq!(app.blog.read("first-post.md"), "theirs\n");
        app.get("show-both").await.click().await.unwrap();
        app.until("both texts are shown", async || {
            let text = app.one("dialog[open]").await.text().await?;
            Ok(text.contains("mine") && text.contains("theirs"))
        }).await;
        app.driver.action_chain().send_keys(thirtyfour::Key::Escape).perform().await.unwrap();
        app.get("keep-mine").await.click().await.unwrap();
        app.until("mine is written", async || Ok(app.blog.read("first-post.md") == format!("{FIRST}mine"))).await;
        app.until("the bar goes", async || Ok(!app.has("[data-testid='conflict-bar']").await)).await;
    }
);

journey!(taking_theirs_is_one_step_that_undo_takes_back, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.type_at_end("mine").await;
    app.blog.write("first-post.md", "theirs\n");
    app.get("take-theirs").await.click().await.unwrap();
    app.preview_shows("theirs", |text| text.trim() == "theirs").await;
    app.one(".cm-content").await.click().await.unwrap();
    app.control("z").await;
    app.preview_shows("mine again", |text| text.contains("mine")).await;
});
