//! Players of other sites in the preview: nothing of them is there before the reader asks.

use serde_json::{Value, json};
use thirtyfour::By;
use thirtyfour::error::WebDriverResult;

use crate::app::App;
use crate::fixture::Fixture;
use crate::journey;

const POST: &str = "---
title: Films
---

Before.

<iframe src=\"https://player.vimeo.com/video/12\" title=\"A film\" width=\"640\" height=\"360\"></iframe>

<iframe src=\"https://www.youtube.com/embed/x1\" title=\"Another\"></iframe>

<iframe src=\"https://player.vimeo.com.evil.example/video/12\"></iframe>

After.
";

/// What a script in the frame returns.
async fn in_frame(app: &App, script: &str) -> WebDriverResult<Value> {
    app.in_preview(async || Ok(app.driver.execute(script, Vec::new()).await?.json().clone())).await
}

/// The frames that the policy lets a document of the preview have, of those that are tried.
async fn let_in(app: &App, addresses: &[&str]) -> Value {
    let script = "const [addresses, done] = arguments;
        const refused = [];
        document.addEventListener('securitypolicyviolation', (event) => refused.push(event.blockedURI));
        for (const address of addresses) {
            const frame = document.createElement('iframe');
            frame.sandbox = '';
            frame.src = address;
            document.body.append(frame);
            setTimeout(() => frame.remove(), 500);
        }
        const hosts = (all) => all.map((address) => new URL(address).host);
        setTimeout(() => done(hosts(addresses).filter((host) => !hosts(refused).includes(host))), 600)";
    let told = app.in_preview(async || {
        Ok(app.driver.execute_async(script, vec![json!(addresses)]).await?.json().clone())
    });
    told.await.unwrap()
}

const TRIED: [&str; 3] = [
    "https://player.vimeo.com/video/1",
    "https://player.vimeo.com.evil.example/video/1",
    "https://example.org/",
];

journey!(
    /// By the keyboard alone.
    a_player_is_loaded_in_place_when_it_is_asked_for, Fixture::blog().with("films.md", POST), |app| {
        app.open_post("films.md").await;
        app.preview_shows("the cards", |text| text.contains("Vimeo: A film") && text.contains("After.")).await;
        assert_eq!(in_frame(app, "return self.origin").await.unwrap(), "null");
        assert_eq!(app.preview_count("iframe").await.unwrap(), 0);
        assert_eq!(app.preview_count(".embed button").await.unwrap(), 1, "only the known player that works here");
        assert_eq!(app.preview_count(".embed a").await.unwrap(), 3);
        assert_eq!(let_in(app, &TRIED).await, json!([]));
        assert_eq!(app.asked_of_network(), Vec::<String>::new());

        // A click puts the caret there.
        app.in_preview(async || app.driver.find(By::Css("#page")).await?.click().await).await.unwrap();
        app.until("the focus is in the text", async || app.editor_has_focus().await).await;
        app.in_preview(async || {
            app.driver.execute("window.focus(); document.querySelector('.embed button').focus()", Vec::new()).await?;
            app.driver.action_chain().send_keys(" ").perform().await
        }).await.unwrap();
        let player = "const frame = document.querySelector('.embed iframe');
            return frame && [frame.getAttribute('src'), frame.getAttribute('sandbox'), frame.getAttribute('allow')]";
        let loaded = json!([
            "https://player.vimeo.com/video/12", "allow-scripts allow-same-origin allow-presentation", ""
        ]);
        app.until("the player is there", async || Ok(in_frame(app, player).await? == loaded)).await;
        app.until("its site is asked", async || Ok(!app.asked_of_network().is_empty())).await;
        assert_eq!(app.preview_count("iframe").await.unwrap(), 1);
        assert_eq!(let_in(app, &TRIED).await, json!(["player.vimeo.com"]));
        assert!(app.asked_of_network().iter().all(|asked| asked == "CONNECT player.vimeo.com:443"));
        let bridge = "return [self.origin, typeof self.__TAURI_INTERNALS__]";
        assert_eq!(in_frame(app, bridge).await.unwrap(), json!(["preview://localhost", "undefined"]));

        in_frame(app, "document.querySelector('.embed iframe').mark = 1").await.unwrap();
        app.type_at_end("More.").await;
        app.preview_shows("what is typed", |text| text.contains("More.")).await;
        let same = in_frame(app, "return document.querySelector('.embed iframe').mark").await.unwrap();
        assert_eq!(same, 1, "the player stays while its block does");
        app.screenshot("player");

        app.open_post("first-post.md").await;
        app.until("its frame is strict again", async || Ok(in_frame(app, "return self.origin").await? == "null")).await;
        app.preview_shows("the other post", |text| text.contains("A heading")).await;
    }
);
