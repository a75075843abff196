//! Going back to what a post was.

use thirtyfour::Key;

use crate::fixture::{FIRST, Fixture};
use crate::journey;

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
            let rows = app.driver.find_all(thirtyfour::By::Css("[data-testid='history-version']")).await?;
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
