//! Draft and published: in the list, in the form, from the page.

use crate::fixture::{FIRST, Fixture, SECOND};
use crate::journey;

journey!(toggling_in_the_list_and_in_the_form_changes_one_line, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.one("[data-path='second-thoughts.md'] button").await.click().await.unwrap();
    app.one("[data-path='second-thoughts.md'][data-status='published']").await;
    // The row shows at once what was asked for (`Blog.setDraft`), the file follows.
    app.until("one line of the file is another", async || {
        Ok(app.blog.read("second-thoughts.md") == SECOND.replace("draft: true", "draft: false"))
    })
    .await;
    app.one("[data-path='second-thoughts.md'] button").await.click().await.unwrap();
    app.one("[data-path='second-thoughts.md'][data-status='draft']").await;
    app.until("the file is as it was", async || Ok(app.blog.read("second-thoughts.md") == SECOND)).await;

    app.get("field-draft").await.click().await.unwrap();
    app.save().await;
    assert_eq!(app.blog.read("first-post.md"), FIRST.replace("draft: false", "draft: true"));
    app.one("[data-path='first-post.md'][data-status='draft']").await;
    app.get("field-draft").await.click().await.unwrap();
    app.save().await;
    assert_eq!(app.blog.read("first-post.md"), FIRST);
});

journey!(
    /// The page before publishing: its head, the draft banner, and the button that takes it away.
    publishing_from_the_page_preview, Fixture::blog(), |app| {
        app.open_post("second-thoughts.md").await;
        app.preview_shows("the body", |text| text.contains("Not ready")).await;
        app.control("4").await;
        app.get("page-preview").await;
        app.preview_shows("the head", |text| text.contains("Second thoughts") && text.contains("writing")).await;
        app.preview_shows("the draft banner", |text| text.to_lowercase().contains("draft")).await;
        app.get("publish").await.click().await.unwrap();
        app.until("the file is published", async || {
            Ok(app.blog.read("second-thoughts.md") == SECOND.replace("draft: true", "draft: false"))
        }).await;
        app.preview_shows("no banner", |text| !text.to_lowercase().contains("draft")).await;
        app.get("publish").await.click().await.unwrap();
        app.until("it is a draft again", async || Ok(app.blog.read("second-thoughts.md") == SECOND)).await;
    }
);
