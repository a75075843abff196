//! The post that Galley was first made for, where it is beside the checkout.

use std::path::Path;

use crate::fixture::{FIRST, Fixture};
use crate::journey;

fn seed() -> Fixture {
    let seed = "../shared/seed/understanding-microservices-architecture.md";
    match std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(seed)) {
        Ok(text) => Fixture::new().with("seed.md", text),
        Err(_) => {
            eprintln!("skipped: there is no {seed} beside this checkout");
            Fixture::new().with("first.md", FIRST)
        }
    }
}

journey!(the_seed_post_is_shown_toggled_and_renamed_without_another_change, seed(), |app| {
    if !app.blog.path("seed.md").exists() {
        return;
    }
    let before = app.blog.read("seed.md");
    app.open_post("seed.md").await;
    for id in ["field-title", "field-date", "field-draft", "field-slug", "tags-input"] {
        app.get(id).await;
    }
    app.preview_shows("the last heading", |text| text.contains("Conclusion")).await;
    assert_eq!(app.preview_count("h1, h2, h3, h4, h5, h6").await.unwrap(), 8);
    assert_eq!(app.preview_count("ul, ol").await.unwrap(), 3);

    app.get("field-draft").await.click().await.unwrap();
    app.save().await;
    assert_eq!(app.blog.read("seed.md"), before.replacen("draft: false", "draft: true", 1));
    app.get("field-draft").await.click().await.unwrap();
    app.save().await;
    assert_eq!(app.blog.read("seed.md"), before);

    app.fill("field-title", "Why: \"it's\" #1").await;
    app.save().await;
    let title = "title: \"Understanding Microservices Architecture\"";
    assert_eq!(app.blog.read("seed.md"), before.replacen(title, "title: \"Why: \\\"it's\\\" #1\"", 1));
    app.until("the list has the title as typed", async || {
        let row = app.row("seed.md").await.prop("textContent").await?;
        Ok(row.is_some_and(|text| text.contains("Why: \"it's\" #1")))
    })
    .await;
});
