//! Posts are found.

use crate::fixture::Fixture;
use crate::journey;

journey!(
    /// By keyboard alone: a name with an error in it, then words of a text, which opens at them.
    posts_are_found_by_name_and_by_text, Fixture::blog(), |app| {
        let filter = app.get("filter").await;
        filter.click().await.unwrap();
        app.keys("secnod").await;
        app.until("the name is found", async || Ok(app.listed().await? == ["second-thoughts.md"])).await;
        app.control("a").await;
        app.keys("note eleven").await;
        app.until("nothing has both words", async || Ok(app.listed().await?.is_empty())).await;
        app.blog.write("third.md", "---\ntitle: Third\n---\n\nA note.\n\nEleven of them.\n");
        app.until("the text is found once it is there", async || {
            Ok(app.get("text-row").await.text().await?.contains("A note. Eleven of them."))
        }).await;
        app.driver.action_chain().send_keys(thirtyfour::Key::Down).send_keys(thirtyfour::Key::Enter)
            .perform().await.unwrap();
        app.until("the post is in front", async || Ok(app.value("field-title").await == "Third")).await;
    }
);
