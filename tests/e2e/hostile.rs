//! A post that attacks: nothing of it runs, nothing leaves its frame.

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
