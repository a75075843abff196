//! Typing: the page follows, undo goes back, and the file changes only where the writer did.

use crate::fixture::{FIRST, Fixture};
use crate::journey;

journey!(typing_changes_the_preview_and_autosave_writes_it, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.type_at_end("\n## Typed 日本語").await;
    app.preview_shows("what was typed", |text| text.contains("Typed 日本語")).await;
    app.status_is("clean").await;
    assert_eq!(app.blog.read("first-post.md"), format!("{FIRST}\n## Typed 日本語"));
    app.one(".cm-content").await.click().await.unwrap();
    app.control("z").await;
    app.preview_shows("the text before", |text| !text.contains("Typed")).await;
    app.save().await;
    assert_eq!(app.blog.read("first-post.md"), FIRST);
});

journey!(
    /// CRLF, a BOM and a missing final newline stay.
    bytes_that_were_not_touched_stay,
    Fixture::new().with("dos.md", "\u{feff}---\r\ntitle: 'Dos'\r\n---\r\n\r\nOne\r\nTwo"), |app| {
        app.open_post("dos.md").await;
        app.type_at_end("\nThree").await;
        app.save().await;
        assert_eq!(app.blog.read("dos.md"), "\u{feff}---\r\ntitle: 'Dos'\r\n---\r\n\r\nOne\r\nTwo\r\nThree");
    }
);

journey!(
    /// A long text has a way of its own to the window.
    a_long_post_changes_only_where_it_was_typed_in,
    Fixture::new().with("long.md", long()).with("nul.md", long() + "\0"), |app| {
        app.open_post("long.md").await;
        app.until("its words are counted", async || {
            let bar = app.one("footer").await.text().await?;
            Ok(bar.contains("words") && !bar.contains(" 0 words") && !bar.starts_with("0 words"))
        }).await;
        app.type_at_end("x").await;
        app.save().await;
        assert!(app.blog.read("long.md") == long() + "x", "the post is another one");
        // This one has a letter that the way does not take.
        app.open_post("nul.md").await;
        app.type_at_end("y").await;
        app.save().await;
        assert!(app.blog.read("nul.md") == long() + "\0y", "the post with a null is another one");
        app.open_post("long.md").await;
        app.preview_shows("the long post again", |text| text.contains("end of itx")).await;
    }
);

/// Letters of one to four bytes, and all line endings.
fn long() -> String {
    let lines = "wörds 😀 日本語 of a \"line\" \\ \t and\u{2028}more\r\nand one\n\n".repeat(10_000);
    format!("the first line\n\n{lines}end of it")
}

journey!(
    /// Undo belongs to the post: it survives a visit to another one.
    undo_survives_switching_posts, Fixture::blog(), |app| {
        app.open_post("first-post.md").await;
        app.type_at_end("gone").await;
        app.save().await;
        app.open_post("second-thoughts.md").await;
        app.preview_shows("the other post", |text| text.contains("Not ready")).await;
        app.open_post("first-post.md").await;
        app.preview_shows("the first post", |text| text.contains("gone")).await;
        app.one(".cm-content").await.click().await.unwrap();
        app.control("z").await;
        app.save().await;
        assert_eq!(app.blog.read("first-post.md"), FIRST);
    }
);
