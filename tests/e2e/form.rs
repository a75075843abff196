//! The form is a view of the text: one history, one minimal change.

use crate::fixture::{FIRST, Fixture};
use crate::journey;

journey!(a_form_edit_is_undone_and_redone_with_the_text, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.fill("field-title", "He said \"no\": it's #1").await;
    app.save().await;
    let written = app.blog.read("first-post.md");
    let changed: Vec<_> = written.lines().zip(FIRST.lines()).filter(|(new, old)| new != old).collect();
    assert_eq!(changed, [("title: \"He said \\\"no\\\": it's #1\"", "title: \"First post\"")]);
    app.one(".cm-content").await.click().await.unwrap();
    app.control("z").await;
    app.until("the form follows the undo", async || Ok(app.value("field-title").await == "First post")).await;
    app.save().await;
    assert_eq!(app.blog.read("first-post.md"), FIRST);
    app.one(".cm-content").await.click().await.unwrap();
    app.control("y").await;
    app.save().await;
    assert_eq!(app.blog.read("first-post.md"), written);
});

journey!(a_tag_is_added_and_removed_by_keyboard, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.fill("tags-input", "c#: new\n").await;
    app.save().await;
    let tags = "tags: [\"writing\", \"tools\", \"c#: new\"]";
    assert_eq!(app.blog.read("first-post.md"), FIRST.replace("tags: [\"writing\", \"tools\"]", tags));
    app.get("tags-input").await.click().await.unwrap();
    app.driver.action_chain().send_keys(thirtyfour::Key::Backspace).perform().await.unwrap();
    app.save().await;
    assert_eq!(app.blog.read("first-post.md"), FIRST);
});
