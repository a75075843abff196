//! What is done with the files of posts, from the list and by keys alone.

use thirtyfour::Key;

use crate::app::App;
use crate::fixture::{FIRST, Fixture};
use crate::journey;

/// Presses a key alone.
async fn press(app: &App, key: Key) {
    app.driver.action_chain().send_keys(key).perform().await.unwrap();
}

/// Goes to the row of the open post in the list.
pub async fn to_the_list(app: &App) {
    let chain = app.driver.action_chain().key_down(Key::Control).key_down(Key::Shift).send_keys("f");
    chain.key_up(Key::Shift).key_up(Key::Control).perform().await.unwrap();
    press(app, Key::Down).await;
}

async fn take_back(app: &App) {
    let chain = app.driver.action_chain().key_down(Key::Control).key_down(Key::Alt).send_keys("z");
    chain.key_up(Key::Alt).key_up(Key::Control).perform().await.unwrap();
}

journey!(
    /// The open post follows its file with what was just typed; the way back is one key.
    a_post_is_renamed_and_deleted_by_keys_and_taken_back, Fixture::blog(), |app| {
        app.open_post("first-post.md").await;
        app.type_at_end("One more line.").await;
        to_the_list(app).await;
        press(app, Key::F2).await;
        app.fill("rename-slug", "A new name").await;
        app.until("the plan is shown", async || {
            Ok(app.get("plan").await.text().await?.contains("first-post.md → a-new-name.md"))
        }).await;
        app.keys("\n").await;
        app.one("[data-path='a-new-name.md'][aria-selected='true']").await;
        let text = app.blog.read("a-new-name.md");
        let slugged = FIRST.replace("slug: \"first-post\"", "slug: \"a-new-name\"");
        assert_eq!(text, slugged.clone() + "One more line.");
        assert!(!app.blog.path("first-post.md").exists());
        take_back(app).await;
        app.one("[data-path='first-post.md'][aria-selected='true']").await;
        assert_eq!(app.blog.read("first-post.md"), FIRST.to_owned() + "One more line.");

        to_the_list(app).await;
        press(app, Key::Delete).await;
        app.get("delete-dialog").await;
        app.until("the plan is shown", async || {
            Ok(app.get("plan").await.text().await?.contains("first-post.md goes to the trash"))
        }).await;
        app.get("delete-apply").await.click().await.unwrap();
        app.until("the file is gone", async || Ok(!app.blog.path("first-post.md").exists())).await;
        app.until("the row is gone", async || Ok(app.listed().await?.len() == 1)).await;
        take_back(app).await;
        app.one("[data-path='first-post.md']").await;
        assert_eq!(app.blog.read("first-post.md"), FIRST.to_owned() + "One more line.");
    }
);

journey!(
    /// A folder inside a site opens the site, narrowed to it; the post's address is told.
    a_folder_inside_a_site_opens_the_site, Fixture::new()
        .with("config.toml", "base_url = 'https://example.org/garden'\n")
        .with("templates/page.html", "")
        .with("content/blog/_index.md", "+++\ntitle = \"Blog\"\n+++\n")
        .with("content/blog/peas.md", "+++\ntitle = \"Peas\"\ndate = 2024-02-03\n+++\nSow.\n")
        .with("content/about.md", "+++\ntitle = \"About\"\n+++\n"), |app| {
        let blog = app.blog.path("content/blog");
        app.restart(&[&blog.to_string_lossy()]).await;
        app.until("the site is named", async || Ok(app.get("site").await.prop("textContent").await?.is_some_and(|text| text.contains("Zola")))).await;
        app.until("the list is narrowed", async || Ok(app.listed().await?.len() == 2)).await;
        app.get("folder-filter").await.click().await.unwrap();
        app.until("the whole site is listed", async || Ok(app.listed().await?.len() == 3)).await;
        app.open_post("content/blog/peas.md").await;
        let chain = app.driver.action_chain().key_down(Key::Control).key_down(Key::Shift).send_keys("i");
        chain.key_up(Key::Shift).key_up(Key::Control).perform().await.unwrap();
        app.until("its address is told", async || {
            let text = app.get("about-url").await.prop("textContent").await?;
            Ok(text.as_deref() == Some("https://example.org/garden/blog/peas/"))
        }).await;
    }
);
