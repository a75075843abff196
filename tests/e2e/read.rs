//! Opening a folder and reading a post.

use thirtyfour::By;

use crate::fixture::{FIRST, Fixture};
use crate::journey;

journey!(
    /// The list, the editor, the form and the page of a folder that Galley has never seen.
    opens_a_folder_and_shows_a_post, Fixture::blog(), |app| {
        app.until("both posts are listed, the newest first", async || {
            Ok(app.listed().await? == ["first-post.md", "second-thoughts.md"])
        }).await;
        assert_eq!(app.row("second-thoughts.md").await.attr("data-status").await.unwrap().as_deref(), Some("draft"));
        app.open_post("first-post.md").await;
        assert_eq!(app.value("field-title").await, "First post");
        assert_eq!(app.value("field-slug").await, "first-post");
        assert_eq!(app.value("field-date").await, "2026-03-01");
        assert_eq!(app.value("field-offset").await, "+01:00");
        assert_eq!(app.one("[data-testid='more-fields'] #field-series").await.prop("value").await.unwrap().as_deref(), Some("opening"));
        app.preview_shows("the heading", |text| text.contains("A heading")).await;
        for (selector, count) in [("h1", 1), ("ul > li", 2), ("table", 1), ("section.footnotes, .footnotes", 1)] {
            assert!(app.preview_count(selector).await.unwrap() >= count, "{selector}");
        }
        assert_eq!(app.blog.read("first-post.md"), FIRST);
    }
);

journey!(
    /// A header that cannot be read: the post is listed with the reason, opens, edits and saves.
    a_broken_header_opens_edits_and_saves,
    Fixture::blog().with("broken.md", "---\ntitle: [half\ndraft: false\n---\n\nText.\n"), |app| {
        app.one("[data-testid='post-row'][data-path='broken.md'] .problem").await;
        app.open_post("broken.md").await;
        app.preview_shows("the body", |text| text.contains("Text.")).await;
        app.type_at_end("More.").await;
        app.save().await;
        assert_eq!(app.blog.read("broken.md"), "---\ntitle: [half\ndraft: false\n---\n\nText.\nMore.");
    }
);

journey!(
    /// A file in another encoding is shown and never written.
    a_file_that_is_not_utf8_is_read_only, Fixture::blog().with("latin.md", b"caf\xe9 au lait\n"), |app| {
        app.open_post("latin.md").await;
        app.until("the reason is said", async || {
            Ok(app.get("save-status").await.text().await?.to_lowercase().contains("read-only"))
        }).await;
        app.type_at_end("x").await;
        assert_eq!(std::fs::read(app.blog.path("latin.md")).unwrap(), b"caf\xe9 au lait\n");
    }
);

journey!(
    a_link_in_the_preview_opens_its_post,
    Fixture::blog().with("notes/third.md", "---\ntitle: Third\n---\n\n[back](../first-post.md#a-heading)\n"),
    |app| {
        app.open_post("notes/third.md").await;
        app.preview_shows("the link", |text| text.contains("back")).await;
        let click = "document.querySelector('#body a').click()";
        app.in_preview(async || app.driver.execute(click, Vec::new()).await.map(drop)).await.unwrap();
        app.preview_shows("the other post", |text| text.contains("A heading")).await;
        app.one("[data-testid='post-row'][data-path='first-post.md'][aria-selected='true']").await;
    }
);

journey!(
    /// A mark that says what was looked for, until the file is there.
    a_link_that_leads_nowhere_is_marked,
    Fixture::blog().with("notes/third.md", "---\ntitle: Third\n---\n\n[gone](gone.md) [back](../first-post.md) [part](#lost)\n"),
    |app| {
        app.open_post("notes/third.md").await;
        let marks = async |expected: usize| {
            app.until("as many links are marked", async || {
                Ok(app.preview_count("a[data-missing]").await? == expected)
            })
            .await;
        };
        marks(2).await;
        let title = app.in_preview(async || app.driver.find(By::Css("a[href='gone.md']")).await?.attr("title").await);
        assert_eq!(title.await.unwrap().as_deref(), Some("gone.md\nno post notes/gone.md was found"));
        app.blog.write("notes/gone.md", "# Here\n");
        marks(1).await;
        app.type_at_end("\n\n# Lost").await;
        marks(0).await;
    }
);
