//! What comes back at the next start.

use crate::fixture::{FIRST, Fixture};
use crate::journey;

journey!(the_next_start_shows_the_same_post_and_caret, Fixture::blog(), |app| {
    app.open_post("second-thoughts.md").await;
    app.type_at_end("A").await;
    app.control("1").await;
    app.restart(&[]).await;
    app.one("[data-path='second-thoughts.md'][aria-selected='true']").await;
    app.until("the caret is back in the text", async || app.editor_has_focus().await).await;
    app.keys("B").await;
    app.save().await;
    assert!(app.blog.read("second-thoughts.md").ends_with("Not ready.\nAB"));
    assert_eq!(app.blog.read("first-post.md"), FIRST);
});

journey!(
    /// Text typed a moment before the window is closed is in the file.
    closing_saves_what_was_just_typed, Fixture::blog(), |app| {
        app.open_post("first-post.md").await;
        app.type_at_end("last words").await;
        app.close().await;
        assert_eq!(app.blog.read("first-post.md"), format!("{FIRST}last words"));
    }
);

journey!(
    /// `galley other.md` while the window is open: the running window shows it.
    a_second_start_hands_its_path_to_the_window, Fixture::blog().with("other/there.md", "# There\n"), |app| {
        app.second_start(&app.blog.path("other/there.md"));
        app.one("[data-path='there.md'][aria-selected='true']").await;
        app.preview_shows("the post", |text| text.contains("There")).await;
    }
);
