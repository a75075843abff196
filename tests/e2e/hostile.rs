//! A post that attacks: nothing of it runs, nothing leaves its frame.

use thirtyfour::Key;

use crate::fixture::Fixture;
use crate::journey;

const ATTACK: &str = "---
title: \"<img src=x onerror=alert(1)>\"
tags: [\"<script>parent.pwned = 1</script>\"]
---

<script>parent.postMessage('pwned', '*'); top.pwned = 1</script>
<img src=x onerror=\"top.pwned = 1\"> <svg onload=\"top.pwned = 1\"></svg>
<meta http-equiv=\"refresh\" content=\"0; url=https://example.org/\">
<base href=\"https://example.org/\">
<iframe src=\"javascript:top.pwned = 1\"></iframe>
<form action=\"https://example.org/\"><input name=a><button>Send</button></form>
<div style=\"position:fixed;inset:0;background:red;z-index:99999\">covered</div>
<style>body { display: none }</style>

[click](javascript:top.pwned=1) and [data](data:text/html,<script>top.pwned=1</script>)

Still here.
";

journey!(nothing_in_a_post_runs_or_covers_the_window, Fixture::new().with("attack.md", ATTACK), |app| {
    app.open_post("attack.md").await;
    app.preview_shows("the text", |text| text.contains("Still here.")).await;
    app.control("4").await;
    app.get("page-preview").await;
    app.preview_shows("the title as text", |text| text.contains("<img src=x onerror=alert(1)>")).await;
    for selector in [
        "script:not([src])",
        "meta[http-equiv]",
        "base",
        "form",
        "iframe",
        "style",
        "[onerror]",
        "[onload]",
        "a[href^='javascript']",
        "a[href^='data']",
        "[style*='position']",
    ] {
        assert_eq!(app.preview_count(selector).await.unwrap(), 0, "{selector}");
    }
    let script = "return window.pwned === undefined && location.protocol === 'tauri:'";
    let safe = app.driver.execute(script, Vec::new()).await.unwrap();
    assert!(safe.json().as_bool().unwrap());
    let bridge = app
        .in_preview(async || {
            app.driver
                .execute("return [self.origin, typeof self.__TAURI_INTERNALS__?.invoke]", Vec::new())
                .await
        })
        .await
        .unwrap();
    assert_eq!(bridge.json()[0], "null", "the frame has no origin");
});

/// Posts that held up the window for seconds, or for ever.
fn heavy() -> [(&'static str, String); 6] {
    [
        ("word.md", format!("start {}", "x".repeat(5_000_000))),
        ("images.md", format!("start {}", "![a](b.png)".repeat(50_000))),
        ("code.md", format!("```js\nstart\n{}```\n", "let a = 1; // b\n".repeat(100_000))),
        ("divs.md", format!("start\n\n{}", "<div>".repeat(100_000))),
        ("brackets.md", format!("start {}{}", "[".repeat(100_000), "]".repeat(100_000))),
        ("null.md", format!("start\n{}", "\0a\n".repeat(100_000))),
    ]
}

fn heavy_blog() -> Fixture {
    let short = Fixture::new().with("short.md", "A short one.\n");
    heavy().into_iter().fold(short, |blog, (name, text)| blog.with(name, text))
}

/// Measures the longest time between two turns of the window's thread, which the frame shares.
const WATCH: &str = "
    const { dataset } = document.documentElement;
    const { port1, port2 } = new MessageChannel();
    let last = performance.now();
    dataset.longest = '0';
    port1.onmessage = () => {
        const now = performance.now();
        dataset.longest = String(Math.max(Number(dataset.longest), now - last));
        last = now;
        setTimeout(() => port2.postMessage(0), 1);
    };
    port2.postMessage(0);";

journey!(no_post_holds_up_the_window, heavy_blog(), |app| {
    app.open_post("short.md").await;
    app.control("2").await;
    app.preview_shows("a post", |text| text.contains("A short one.")).await;
    app.driver.execute(WATCH, Vec::new()).await.unwrap();
    for (post, _) in heavy() {
        app.open_post("short.md").await;
        app.preview_shows("the short post", |text| text.contains("A short one.")).await;
        app.open_post(post).await;
        app.preview_shows(post, |text| text.contains("start")).await;
        app.one(".cm-content").await;
        app.driver.execute("document.querySelector('.cm-content').focus()", Vec::new()).await.unwrap();
        app.until("the focus is in the text", async || app.editor_has_focus().await).await;
        app.keys("typed ").await;
        app.preview_shows("what was typed", |text| text.contains("typed")).await;
        let longest = app.driver.execute("return document.documentElement.dataset.longest", Vec::new()).await;
        let longest: f64 = longest.unwrap().json().as_str().unwrap().parse().unwrap();
        assert!(longest < 1000.0, "{post} held up the window for {longest} ms");
    }
    app.open_post("word.md").await;
    let press = "document.querySelector('galley-rest button').click()";
    app.until("there is more to show", async || {
        app.in_preview(async || app.driver.execute(press, Vec::new()).await.map(|_| true)).await
    })
    .await;
    app.until("as much is shown as can be", async || {
        let is_all = app.preview_count("galley-rest[data-end]").await? == 1;
        Ok(is_all && app.preview_count("galley-rest button").await? == 0)
    })
    .await;
});

/// Longer than what is shown of a block at first, and not longer than what can be.
fn long_table() -> String {
    let rows: String = (0..1_500).map(|row| format!("| row {row} | cell |\n")).collect();
    format!("| start | of it |\n|---|---|\n{rows}| the last | row")
}

journey!(
    a_very_long_table_stays_whole_while_one_types_in_it,
    Fixture::new().with("t.md", long_table()),
    |app| {
        app.open_post("t.md").await;
        app.control("2").await;
        app.preview_shows("its start", |text| text.contains("only its start is shown")).await;
        app.in_preview(async || {
            app.driver.execute("document.querySelector('galley-rest button').click()", Vec::new()).await
        })
        .await
        .unwrap();
        app.preview_shows("all of it", |text| text.contains("the last")).await;
        app.driver.execute("document.querySelector('.cm-content').focus()", Vec::new()).await.unwrap();
        app.until("the focus is in the text", async || app.editor_has_focus().await).await;
        let end = app.driver.action_chain().key_down(Key::Control).send_keys(Key::End).key_up(Key::Control);
        end.perform().await.unwrap();
        app.keys(" typed").await;
        app.preview_shows("the start, and what was typed", |text| {
            text.contains("row 0") && text.contains("row typed")
        })
        .await;
        assert_eq!(app.preview_count("galley-rest").await.unwrap(), 0, "the page did not shrink");
    }
);
