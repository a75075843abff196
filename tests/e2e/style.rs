//! How the page looks, and what it may load.

use std::net::TcpListener;
use std::time::Duration;

use thirtyfour::Key;
use thirtyfour::error::WebDriverResult;

use crate::app::App;
use crate::fixture::Fixture;
use crate::journey;

/// What themes do to a page, and worse: a layout of one screen, and rules against Galley's own boxes.
const SITE: &str = "
html, body { height: 100%; overflow: hidden; }
body { display: grid; height: 100vh; margin: 0; background: rgb(20, 30, 40); color: rgb(220, 220, 220); }
main { display: flex; position: fixed; inset: 0; overflow: hidden !important; }
article { columns: 3; }
article > * { opacity: 0; animation: appear 9s; }
div { height: 10px !important; max-height: 20px !important; overflow: hidden !important; }
.block { display: none !important; }
.spacer { height: auto !important; display: none !important; }
.at-caret::before { content: none !important; }
.no-image, .no-image * { display: none !important; color: transparent !important; }
h1 { color: rgb(1, 2, 3); }
@keyframes appear { from { opacity: 0; } }
";

fn long_post() -> String {
    let mut text = "---\ntitle: Long\ndate: 2026-04-01\n---\n\n# Top\n\n![gone](gone.png)\n\n".to_owned();
    for number in 0..600 {
        text.push_str(&format!("Paragraph {number} with some words in it.\n\n"));
    }
    text
}

impl App {
    /// Opens the dialog by its key, takes a theme for the page, and closes it.
    async fn wear(&self, theme: &str) {
        self.press_style_key().await;
        self.get(&format!("page-theme-{theme}")).await.click().await.unwrap();
        self.driver.action_chain().send_keys(Key::Escape).perform().await.unwrap();
        self.until("the dialog is closed", async || Ok(!self.has("dialog").await)).await;
    }

    async fn press_style_key(&self) {
        let chain = self.driver.action_chain().key_down(Key::Control).key_down(Key::Shift).send_keys("l");
        chain.key_up(Key::Shift).key_up(Key::Control).perform().await.unwrap();
        self.get("page-style-dialog").await;
    }

    /// What a script says in the preview's frame.
    async fn preview_says(&self, script: &str) -> WebDriverResult<String> {
        let script = format!("return String({script})");
        self.in_preview(async || {
            let said = self.driver.execute(&script, Vec::new()).await?;
            Ok(said.json().as_str().unwrap_or_default().to_owned())
        })
        .await
    }

    async fn until_preview_says(&self, script: &str, expected: &str) {
        self.until(&format!("{script} is {expected}"), async || {
            Ok(self.preview_says(script).await? == expected)
        })
        .await;
    }
}

const COLOUR: &str = "getComputedStyle(document.querySelector('#body h1')).color";

journey!(
    /// A theme that breaks every layout dresses the text, and nothing that Galley needs.
    the_sites_style_sheets_dress_the_page,
    Fixture::new().with("long.md", long_post()).with("css/site.css", SITE), |app| {
        app.preview_shows("the heading", |text| text.contains("Top")).await;
        app.wear("site").await;
        app.until_preview_says(COLOUR, "rgb(1, 2, 3)").await;
        let height = "document.querySelector('#body .block').offsetHeight > 20";
        assert_eq!(app.preview_says(height).await.unwrap(), "true", "a block is as high as its text");
        app.until_preview_says("getComputedStyle(document.querySelector('.no-image')).display", "inline-flex").await;
        app.type_at_end("The last words.").await;
        app.preview_shows("what was typed", |text| text.contains("The last words.")).await;
        let seen = "(() => { const { top, bottom } = document.querySelector('.at-caret').getBoundingClientRect(); \
                    return top >= 0 && bottom <= innerHeight; })()";
        app.until_preview_says(seen, "true").await;
        let mark = "getComputedStyle(document.querySelector('.at-caret'), '::before').width";
        assert_eq!(app.preview_says(mark).await.unwrap(), "3px");
        let long = "document.documentElement.scrollHeight > 20 * innerHeight";
        assert_eq!(app.preview_says(long).await.unwrap(), "true", "boxes stand for what is not shown");
        let chain = app.driver.action_chain().key_down(Key::Control).send_keys(Key::Home).key_up(Key::Control);
        chain.perform().await.unwrap();
        app.until_preview_says("document.querySelector('#body h1')?.getBoundingClientRect().top >= 0", "true").await;
        app.blog.write("css/site.css", "h1 { color: rgb(4, 5, 6); }");
        app.until_preview_says(COLOUR, "rgb(4, 5, 6)").await;
        app.save().await;
        app.restart(&[]).await;
        app.until_preview_says("document.querySelector('#body h1') && (scrollTo(0, 0), 1)", "1").await;
        app.until_preview_says(COLOUR, "rgb(4, 5, 6)").await;
    }
);

journey!(
    /// Nothing is asked of another site before the writer allows it, and after that only over https.
    pictures_of_other_sites_wait_for_permission, Fixture::new(), |app| {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        server.set_nonblocking(true).unwrap();
        let there = server.local_addr().unwrap();
        app.blog.write("css/spy.css", format!("@import url(http://{there}/a.css); body {{ background: url(https://{there}/b.png); }}"));
        app.blog.write("a.md", format!("# Top\n\n![one](https://{there}/one.png)\n\n![two](http://{there}/two.png)\n"));
        app.open_post("a.md").await;
        app.preview_shows("both addresses", |text| text.contains("/one.png") && text.contains("/two.png")).await;
        app.wear("site").await;
        app.until_preview_says("document.querySelectorAll('#site-style').length", "1").await;
        let force = "(document.querySelector('#page').append(Object.assign(new Image(), \
                     { src: 'https://{there}/forced.png' })), 1)";
        app.preview_says(&force.replace("{there}", &there.to_string())).await.unwrap();
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert!(server.accept().is_err(), "nothing is loaded before it is allowed");
        app.in_preview(async || app.driver.execute("document.querySelector('.no-image button').click()", Vec::new()).await.map(drop)).await.unwrap();
        app.until("the picture is asked for", async || {
            let mut first = [0];
            let Ok((mut caller, _)) = server.accept() else { return Ok(false) };
            caller.set_nonblocking(false).unwrap();
            std::io::Read::read(&mut caller, &mut first).unwrap();
            assert_eq!(first, [22], "by a TLS handshake");
            Ok(true)
        })
        .await;
        app.press_style_key().await;
        app.get("network-images").await.click().await.unwrap();
        app.until("it is taken back", async || {
            Ok(app.get("network-images").await.attr("aria-checked").await?.as_deref() == Some("false"))
        })
        .await;
        app.driver.action_chain().send_keys(Key::Escape).perform().await.unwrap();
        app.until_preview_says("document.querySelectorAll('.no-image button').length", "1").await;
    }
);
