//! A new post.

use crate::fixture::Fixture;
use crate::journey;

journey!(a_new_post_has_the_blogs_style_and_the_caret_in_its_body, Fixture::blog(), |app| {
    app.control("n").await;
    app.fill("new-post-title", "First: Post!").await;
    app.until("the slug avoids the other post", async || {
        Ok(app.value("new-post-slug").await == "first-post-2")
    })
    .await;
    app.keys("\n").await;
    app.one("[data-path='first-post-2.md'][aria-selected='true']").await;
    app.until("the caret is in the text", async || app.editor_has_focus().await).await;
    app.keys("Begin").await;
    app.save().await;
    let text = app.blog.read("first-post-2.md");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[1], "title: \"First: Post!\"");
    assert!(lines[2].starts_with("date: 20") && lines[2].ends_with("+00:00"), "{}", lines[2]);
    assert_eq!(lines[3..], ["draft: true", "slug: \"first-post-2\"", "tags: []", "---", "", "Begin"]);
});

journey!(
    /// A title that gives no slug: the writer is asked, nothing is invented.
    a_title_of_emoji_asks_for_a_slug, Fixture::blog(), |app| {
        app.control("n").await;
        app.fill("new-post-title", "🚀").await;
        app.keys("\n").await;
        assert_eq!(app.value("new-post-slug").await, "");
        app.fill("new-post-slug", "lift off").await;
        app.keys("\n").await;
        app.one("[data-path='lift-off.md'][aria-selected='true']").await;
        assert!(app.blog.read("lift-off.md").starts_with("---\ntitle: \"🚀\"\n"));
    }
);
