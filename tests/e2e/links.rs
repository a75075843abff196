//! Links from one post to a part of another.

use thirtyfour::By;
use thirtyfour::error::WebDriverResult;

use crate::align::LINE;
use crate::app::App;
use crate::fixture::Fixture;
use crate::journey;

const FROM: &str = "content/posts/from.md";
const TO: &str = "content/posts/to.md";

/// A site of Hugo with a long post, and one that leads into it in several ways.
fn blog() -> Fixture {
    let links = "[by file](to.md#part-40)\n\n[by page](/posts/to/#part-80)\n\n\
        {{< ref \"to#part-60\" >}}\n\n[nowhere](to.md#part-999)\n";
    let part = |number: u32| format!("## Part {number}\n\nIt goes on for a line or two.\n\nAnd on.\n\n");
    let parts: String = (0..120).map(part).collect();
    Fixture::new()
        .with("hugo.toml", "baseURL = 'https://example.org/'\n")
        .with(FROM, format!("---\ntitle: From\n---\n\n{links}"))
        .with(TO, format!("---\ntitle: To\n---\n\n{parts}"))
}

journey!(a_link_to_a_part_of_another_post_goes_to_its_heading_in_both_panes, blog(), |app| {
    for (text, heading) in [("by file", "Part 40"), ("by page", "Part 80"), ("to#part-60", "Part 60")] {
        app.follow(text).await;
        app.one(&format!("[data-testid='post-row'][data-path='{TO}'][aria-selected='true']")).await;
        app.until(heading, async || {
            let (editor, preview) =
                (app.heading_in_editor(heading).await?, app.heading_in_preview(heading).await?);
            Ok((editor - preview).abs() <= LINE)
        })
        .await;
        // The click in the frame may still be on its way to take the focus.
        app.until("the editor has the focus", async || {
            let focus = "const text = document.querySelector('.cm-content'); const had = \
                document.hasFocus() && document.activeElement === text; \
                window.focus(); text.focus(); return had";
            Ok(app.driver.execute(focus, Vec::new()).await?.json() == &serde_json::Value::Bool(true))
        })
        .await;
        app.keys("X").await;
        app.status_is("dirty").await;
        app.save().await;
        assert!(app.blog.read(TO).contains(&format!("X## {heading}\n")), "the caret is at {heading}");
        app.control("z").await;
        app.save().await;
    }
});

journey!(a_link_to_a_part_that_is_not_there_is_marked_and_leads_to_the_start, blog(), |app| {
    app.open_post(FROM).await;
    app.until(
        "the broken one alone is marked",
        async || Ok(app.preview_count("a[data-missing]").await? == 1),
    )
    .await;
    app.follow("nowhere").await;
    app.preview_shows("the start", |text| text.contains("Part 0")).await;
    let told = async || Ok(app.get("notice").await.text().await?.contains("has no part “part-999”"));
    app.until("it says so", told).await;
});

journey!(a_link_that_is_followed_on_the_page_goes_to_the_part, blog(), |app| {
    app.open_post(FROM).await;
    app.control("4").await;
    app.get("page-preview").await;
    app.follow("by file").await;
    app.until("the part is at the top", async || {
        Ok((0.0..100.0).contains(&app.heading_in_preview("Part 40").await?))
    })
    .await;
});

impl App {
    /// Opens the post with the links where it is not in front, and clicks one.
    async fn follow(&self, text: &str) {
        if !self.has("[data-testid='page-preview']").await {
            self.open_post(FROM).await;
        }
        self.preview_shows("the links", |shown| shown.contains(text)).await;
        let click = async || self.driver.find(By::LinkText(text)).await?.click().await;
        self.in_preview(click).await.unwrap();
    }

    /// Pixels from the window's top.
    async fn heading_in_editor(&self, heading: &str) -> WebDriverResult<f64> {
        self.top_of(".cm-line", &format!("## {heading}")).await
    }

    async fn heading_in_preview(&self, heading: &str) -> WebDriverResult<f64> {
        let frame = self.driver.find(By::Css("[data-testid='preview-frame']")).await?.rect().await?.y;
        Ok(frame + self.in_preview(async || self.top_of("h2", heading).await).await?)
    }

    /// Far off when there is none.
    async fn top_of(&self, selector: &str, text: &str) -> WebDriverResult<f64> {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .find((element) => element.textContent === arguments[1])?.getBoundingClientRect().top ?? 1e6";
        let told = self.driver.execute(script, vec![selector.into(), text.into()]).await?;
        Ok(told.json().as_f64().unwrap_or(f64::MAX))
    }
}
