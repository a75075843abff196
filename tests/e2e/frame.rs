//! The frame of the preview, in posts that are longer than what it shows.

use std::fmt::Write;

use serde_json::Value;
use thirtyfour::error::WebDriverResult;
use thirtyfour::{By, Key};

use crate::app::App;
use crate::fixture::Fixture;
use crate::journey;

/// So many paragraphs, each with its number.
fn long_post(count: usize) -> String {
    let mut text = String::from("---\ntitle: Long\n---\n\n");
    let words = "It goes on, and on, with some *words* for a line or two of the page. ".repeat(3);
    for number in 0..count {
        let _ = write!(text, "Paragraph {number}. {words}\n\n");
    }
    text
}

/// What a script in the frame returns.
async fn in_frame(app: &App, script: &str) -> WebDriverResult<Value> {
    app.in_preview(async || Ok(app.driver.execute(script, Vec::new()).await?.json().clone())).await
}

journey!(
    /// What was not sent comes when it is seen.
    a_long_post_is_shown_at_both_ends, Fixture::blog().with("long.md", long_post(8_000)), |app| {
        app.open_post("long.md").await;
        app.preview_shows("its start", |text| text.contains("Paragraph 0.")).await;
        // The wheel comes first, as a reader's does: until then the editor leads.
        let to_end = "document.dispatchEvent(new WheelEvent('wheel'));
            window.scrollTo(0, document.documentElement.scrollHeight)";
        app.until("its end is shown", async || {
            in_frame(app, to_end).await?;
            Ok(app.preview_text().await?.contains("Paragraph 7999."))
        }).await;
        app.type_at_end("More of it.").await;
        app.preview_shows("what is typed", |text| text.contains("More of it.")).await;
    }
);

journey!(all_of_a_long_post_is_selected, Fixture::blog().with("long.md", long_post(3_000)), |app| {
    app.open_post("long.md").await;
    app.preview_shows("its start", |text| text.contains("Paragraph 0.")).await;
    let select = "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', ctrlKey: true }))";
    in_frame(app, select).await.unwrap();
    app.until("its end is selected", async || {
        let is_selected = "return String(document.getSelection()).includes('Paragraph 2999.')";
        Ok(in_frame(app, is_selected).await? == Value::Bool(true))
    })
    .await;
});

journey!(
    /// From the preview by the keyboard alone, and back to it.
    text_is_found_in_the_whole_page, Fixture::blog().with("long.md", long_post(3_000)), |app| {
        app.open_post("long.md").await;
        app.preview_shows("its start", |text| text.contains("Paragraph 0.")).await;
        app.in_preview(async || {
            app.driver.find(By::Css("#body p")).await?.click().await?;
            app.driver.execute("window.focus()", Vec::new()).await?;
            let keys = app.driver.action_chain().key_down(Key::Control).send_keys("f").key_up(Key::Control);
            keys.perform().await
        }).await.unwrap();
        app.get("find-text").await;
        app.keys("paragraph 299").await;
        let count_is = async |told: &str| {
            app.until(told, async || Ok(app.get("find-count").await.text().await? == told)).await;
        };
        count_is("1 of 11").await;
        app.preview_shows("the first", |text| text.contains("Paragraph 299.")).await;
        app.keys("\n").await;
        count_is("2 of 11").await;
        app.preview_shows("the next one", |text| text.contains("Paragraph 2990.")).await;
        let marked = "return [...CSS.highlights.get('found-current')].map(String).join()";
        assert_eq!(in_frame(app, marked).await.unwrap(), "Paragraph 299");
        app.driver.action_chain().send_keys(Key::Escape).perform().await.unwrap();
        app.until("the bar is gone", async || Ok(!app.has("[data-testid='find-text']").await)).await;
        let focused = "return document.activeElement.dataset.testid";
        assert_eq!(app.driver.execute(focused, Vec::new()).await.unwrap().json(), "preview-frame");
    }
);

journey!(
    a_task_ticked_by_its_key_keeps_the_focus,
    Fixture::blog().with("tasks.md", "---\ntitle: Tasks\n---\n\n- [ ] one\n- [ ] two\n"),
    |app| {
        app.open_post("tasks.md").await;
        app.preview_shows("the tasks", |text| text.contains("two")).await;
        app.in_preview(async || {
            app.driver.find(By::Css("#page")).await?.click().await?;
            let focus = "window.focus(); document.querySelectorAll('input')[1].focus()";
            app.driver.execute(focus, Vec::new()).await?;
            app.driver.action_chain().send_keys(" ").perform().await
        })
        .await
        .unwrap();
        app.until("the second is ticked and has the focus", async || {
            let second = "const box = document.querySelectorAll('input')[1];
                return box.checked && box === document.activeElement && document.hasFocus()";
            Ok(in_frame(app, second).await? == Value::Bool(true))
        })
        .await;
        app.save().await;
        assert!(app.blog.read("tasks.md").contains("- [ ] one\n- [x] two"));
    }
);

/// A photo, in one colour.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let encoder = png::Encoder::new(&mut file, width, height);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![99; width as usize * height as usize]).unwrap();
    writer.finish().unwrap();
    file
}

journey!(
    a_large_photo_is_shown_by_a_smaller_copy,
    Fixture::blog()
        .with("large.png", photo(2_400, 1_800))
        .with("small.png", photo(240, 180))
        .with("photos.md", "---\ntitle: Photos\n---\n\n![](large.png)\n\n![](small.png)\n"),
    |app| {
        app.open_post("photos.md").await;
        app.until("both are there, the large one at the width of a screen", async || {
            let sizes =
                "return [...document.images].map((image) => [image.naturalWidth, image.naturalHeight])";
            Ok(in_frame(app, sizes).await? == serde_json::json!([[2048, 1536], [240, 180]]))
        })
        .await;
    }
);

journey!(the_frame_stays_when_another_post_is_opened, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.preview_shows("the first", |text| text.contains("A heading")).await;
    in_frame(app, "window.mark = 1").await.unwrap();
    app.open_post("second-thoughts.md").await;
    app.preview_shows("the second", |text| !text.contains("A heading") && !text.is_empty()).await;
    assert_eq!(in_frame(app, "return window.mark").await.unwrap(), 1);
});
