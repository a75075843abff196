//! Going back to what a post was.

use thirtyfour::{By, Key};

use crate::fixture::{FIRST, Fixture, SECOND};
use crate::journey;
use crate::manage::to_the_list;

journey!(
    /// By keys alone: what was in the file before the first save is a version, and comes back byte for
    /// byte, also after a restart; undo takes that back.
    an_old_version_is_restored, Fixture::blog(), |app| {
        app.open_post("first-post.md").await;
        app.type_at_end("A line too many.").await;
        app.save().await;
        app.restart(&[]).await;
        app.one("[data-path='first-post.md'][aria-selected='true']").await;
        app.until("the caret is back in the text", async || app.editor_has_focus().await).await;
        app.control_alt("h").await;
        app.until("both versions are there", async || {
            let rows = app.driver.find_all(By::Css("[data-testid='history-version']")).await?;
            Ok(rows.len() == 2)
        }).await;
        app.driver.action_chain().send_keys(Key::End).perform().await.unwrap();
        app.until("the difference is shown", async || {
            Ok(app.get("history-comparison").await.text().await?.contains("A line too many."))
        }).await;
        app.driver.action_chain().send_keys(Key::Enter).perform().await.unwrap();
        app.until("the dialog is gone", async || Ok(!app.has("[data-testid='history-dialog']").await)).await;
        app.save().await;
        assert_eq!(app.blog.read("first-post.md"), FIRST);
        app.one(".cm-content").await.click().await.unwrap();
        app.control("z").await;
        app.save().await;
        assert_eq!(app.blog.read("first-post.md"), format!("{FIRST}A line too many."));
    }
);

journey!(what_the_paragraph_at_the_caret_was_is_told, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.type_at_end("A line more.").await;
    app.save().await;
    app.control_alt("p").await;
    app.until("both states of the paragraph are there", async || {
        let rows = app.driver.find_all(By::Css("[data-testid='history-version']")).await?;
        Ok(rows.len() == 2 && app.get("history-comparison").await.text().await?.contains("A line more."))
    })
    .await;
    assert!(!app.get("history-comparison").await.text().await.unwrap().contains("A heading"));
});

journey!(a_deleted_post_is_listed_and_comes_back, Fixture::blog(), |app| {
    app.open_post("second-thoughts.md").await;
    to_the_list(app).await;
    app.driver.action_chain().send_keys(Key::Delete).perform().await.unwrap();
    app.get("delete-apply").await.click().await.unwrap();
    app.until("a post is gone", async || Ok(app.listed().await?.len() == 1)).await;
    let gone = ["first-post.md", "second-thoughts.md"].into_iter().find(|path| !app.blog.path(path).exists());
    let gone = gone.expect("its file is gone");
    app.control_alt("b").await;
    app.until("it is listed", async || Ok(app.get("deleted-post").await.text().await?.contains(gone))).await;
    app.get("bring-back").await.click().await.unwrap();
    app.one(&format!("[data-path='{gone}'][aria-selected='true']")).await;
    assert_eq!(app.blog.read(gone), if gone == "first-post.md" { FIRST } else { SECOND });
});
