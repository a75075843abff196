//! Other programs write the folder.

use thirtyfour::Key;

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

journey!(other_lines_that_change_outside_are_taken_in_and_marked, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.type_at_end("mine").await;
    let theirs = FIRST.replace("- one", "- eleven").replace("series: opening", "series: closing");
    app.blog.write("first-post.md", &theirs);
    app.preview_shows("both", |text| text.contains("eleven") && text.contains("mine")).await;
    app.until("the line is marked", async || {
        Ok(app.one(".cm-foreign").await.text().await?.contains("eleven"))
    })
    .await;
    assert!(!app.has("[data-testid='conflict-bar']").await);
    app.save().await;
    assert_eq!(app.blog.read("first-post.md"), format!("{theirs}mine"));
    app.one("[data-key^='outside'] button").await.click().await.unwrap();
    app.preview_shows("mine alone", |text| !text.contains("eleven") && text.contains("mine")).await;
    app.save().await;
    assert_eq!(app.blog.read("first-post.md"), format!("{FIRST}mine"));
});

journey!(
    /// Neither text is lost: the save is refused, and the writer chooses.
    a_save_over_a_foreign_change_of_the_same_lines_is_refused_until_chosen, Fixture::blog(), |app| {
        app.open_post("first-post.md").await;
        app.type_at_end("mine").await;
        app.blog.write("first-post.md", "theirs\n");
        app.get("conflict-bar").await;
        app.control("s").await;
        assert_eq!(app.blog.read("first-post.md"), "theirs\n");
        app.get("keep-mine").await.click().await.unwrap();
        app.until("mine is written", async || Ok(app.blog.read("first-post.md") == format!("{FIRST}mine"))).await;
        app.until("the bar goes", async || Ok(!app.has("[data-testid='conflict-bar']").await)).await;
        app.one(".cm-content").await.click().await.unwrap();
        app.control("z").await;
        app.preview_shows("theirs by one undo", |text| text.trim() == "theirs").await;
    }
);

journey!(conflicts_are_decided_one_by_one, Fixture::blog(), |app| {
    let post = |body: &str| format!("---\ntitle: Both\ndate: 2026-05-01\n---\n\n{body}");
    app.blog.write("both.md", post("one\n\nmiddle\n\nlast"));
    app.open_post("both.md").await;
    app.preview_shows("the post", |text| text.contains("middle")).await;
    app.type_at_end(" mine").await;
    let chain = (0..4).fold(app.driver.action_chain(), |chain, _| chain.send_keys(Key::Up));
    chain.send_keys(Key::End).send_keys(", mine").perform().await.unwrap();
    app.blog.write("both.md", post("one, theirs\n\ncentre\n\nlast theirs\n"));
    app.get("resolve").await.click().await.unwrap();
    app.until("both are shown", async || {
        let text = app.one(".cm-mergeView").await.text().await?;
        Ok(text.contains("one, mine") && text.contains("one, theirs") && text.matches("centre").count() == 2)
    })
    .await;
    app.one("[data-testid='choose-both']").await.click().await.unwrap();
    app.one("[data-testid='choose-theirs']").await.click().await.unwrap();
    app.get("use-this").await.click().await.unwrap();
    let resolved = post("one, mine\none, theirs\n\ncentre\n\nlast theirs\n");
    app.until("it is saved", async || Ok(app.blog.read("both.md") == resolved)).await;
    app.until("the bar goes", async || Ok(!app.has("[data-testid='conflict-bar']").await)).await;
    app.one(".cm-content").await.click().await.unwrap();
    app.control("z").await;
    app.preview_shows("mine by one undo", |text| text.contains("one, mine") && text.contains("middle")).await;
});

journey!(a_file_that_is_deleted_outside_is_written_again, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.type_at_end("mine").await;
    std::fs::remove_file(app.blog.path("first-post.md")).unwrap();
    app.get("conflict-bar").await;
    app.type_at_end(" and more").await;
    app.control("s").await;
    assert!(!app.blog.path("first-post.md").exists(), "the writer is asked");
    app.get("keep-mine").await.click().await.unwrap();
    app.until("the bar goes", async || Ok(!app.has("[data-testid='conflict-bar']").await)).await;
    app.status_is("clean").await;
    assert_eq!(app.blog.read("first-post.md"), format!("{FIRST}mine and more"));
});

journey!(a_file_that_is_renamed_outside_is_followed, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.type_at_end("mine").await;
    std::fs::create_dir(app.blog.path("moved")).unwrap();
    std::fs::rename(app.blog.path("first-post.md"), app.blog.path("moved/other.md")).unwrap();
    app.one("[data-key='moved']").await;
    app.save().await;
    assert_eq!(app.blog.read("moved/other.md"), format!("{FIRST}mine"));
    assert!(!app.blog.path("first-post.md").exists());
    assert!(!app.has("[data-testid='conflict-bar']").await);
});

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
