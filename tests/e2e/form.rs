//! The form is a view of the text: one history, one minimal change.

use crate::fixture::{FIRST, Fixture};
use crate::journey;

journey!(a_form_edit_is_undone_and_redone_with_the_text, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.fill("field-title", "He said \"no\": it's #1").await;
    app.save().await;
    let written = app.blog.read("first-post.md");
    let changed: Vec<_> = written.lines().zip(FIRST.lines()).filter(|(new, old)| new != old).collect();
    assert_eq!(changed, [("title: \"He said \\\"no\\\": it's #1\"", "title: \"First post\"")]);
    app.one(".cm-content").await.click().await.unwrap();
    app.control("z").await;
    app.until("the form follows the undo", async || Ok(app.value("field-title").await == "First post")).await;
    app.save().await;
    assert_eq!(app.blog.read("first-post.md"), FIRST);
    app.one(".cm-content").await.click().await.unwrap();
    app.control("y").await;
    app.save().await;
    assert_eq!(app.blog.read("first-post.md"), written);
});

journey!(a_tag_is_added_and_removed_by_keyboard, Fixture::blog(), |app| {
    app.open_post("first-post.md").await;
    app.fill("tags-input", "c#: new\n").await;
    app.save().await;
    let tags = "tags: [\"writing\", \"tools\", \"c#: new\"]";
    assert_eq!(app.blog.read("first-post.md"), FIRST.replace("tags: [\"writing\", \"tools\"]", tags));
    app.get("tags-input").await.click().await.unwrap();
    app.driver.action_chain().send_keys(thirtyfour::Key::Backspace).perform().await.unwrap();
    app.save().await;
    assert_eq!(app.blog.read("first-post.md"), FIRST);
});

journey!(
    /// Form and text in turn; one history brings every byte back.
    typing_in_form_and_text_alternates_and_undo_gives_the_first_bytes, Fixture::blog(), |app| {
        app.open_post("first-post.md").await;
        app.fill("field-title", "Another: title").await;
        app.type_at_end("One more line.").await;
        app.fill("tags-input", "new\n").await;
        app.type_at_end("\nAnd another.").await;
        app.get("field-draft").await.click().await.unwrap();
        app.fill("field-date", "2026-03-02").await;
        app.save().await;
        let written = app.blog.read("first-post.md");
        for part in ["title: \"Another: title\"\n", "date: 2026-03-02T", "draft: true", "\"new\"]", "One more line.\nAnd another."] {
            assert!(written.contains(part), "{part} in {written}");
        }
        app.one(".cm-content").await.click().await.unwrap();
        for _ in 0..40 {
            app.control("z").await;
        }
        app.until("the form is as at the start", async || Ok(app.value("field-title").await == "First post")).await;
        app.save().await;
        assert_eq!(app.blog.read("first-post.md"), FIRST);
    }
);

journey!(
    /// While an input method composes, the field is its own: no edit goes out, and none comes in.
    chinese_composed_in_the_title_stays_whole, Fixture::blog(), |app| {
        app.open_post("first-post.md").await;
        let run = async |script: &str| app.driver.execute(script, Vec::new()).await.unwrap();
        run("const field = document.querySelector('[data-testid=field-title]'); field.focus(); field.select();
             field.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}));
             window.compose = (text) => { field.value = text;
               field.dispatchEvent(new CompositionEvent('compositionupdate', {bubbles: true, data: text}));
               field.dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: true, inputType: 'insertCompositionText', data: text})); };
             window.compose('n'); window.compose('ni'); window.compose('ni h');").await;
        // The header changes under the field: its tags come from another place.
        app.blog.write("first-post.md", FIRST.replace("series: opening", "series: other"));
        app.until("the form follows the file", async || Ok(app.one("#field-series").await.prop("value").await?.as_deref() == Some("other"))).await;
        assert_eq!(app.value("field-title").await, "ni h");
        run("window.compose('你好，世界');
             document.querySelector('[data-testid=field-title]').dispatchEvent(new CompositionEvent('compositionend', {bubbles: true, data: '你好，世界'}));").await;
        app.save().await;
        let expected = FIRST.replace("series: opening", "series: other").replace("First post", "你好，世界");
        assert_eq!(app.blog.read("first-post.md"), expected);
        assert_eq!(app.value("field-title").await, "你好，世界");
    }
);

journey!(
    /// By keyboard alone: a new field, another name for it, and a day from the calendar.
    fields_are_added_renamed_and_dated_by_keyboard, Fixture::blog(), |app| {
        app.open_post("first-post.md").await;
        let shift = async |key: char| {
            use thirtyfour::Key::{Control, Shift};
            let chain = app.driver.action_chain().key_down(Control).key_down(Shift).send_keys(key.to_string());
            chain.key_up(Shift).key_up(Control).perform().await.unwrap();
        };
        shift('e').await;
        app.one("[data-testid='add-field-list'] input").await;
        app.keys("descr\n").await;
        app.one("#field-description").await;
        app.keys("What it is about").await;
        app.save().await;
        let with = FIRST.replace("series: opening\n", "series: opening\ndescription: What it is about\n");
        assert_eq!(app.blog.read("first-post.md"), with);
        let menu = async || {
            use thirtyfour::Key::{F10, Shift};
            let chain = app.driver.action_chain().key_down(Shift).send_keys(F10).key_up(Shift);
            chain.perform().await.unwrap();
            app.one("[role='menu']").await;
        };
        menu().await;
        app.keys("\n").await;
        app.one("input[aria-label='New name of description']").await;
        app.keys("summary\n").await;
        app.one("#field-summary").await;
        app.one("[aria-label='date: choose a day']").await.click().await.unwrap();
        app.one("[data-testid='calendar'] [aria-pressed='true']").await;
        app.driver.action_chain().send_keys(thirtyfour::Key::Right).send_keys(thirtyfour::Key::Enter).perform().await.unwrap();
        app.until("the day is the next", async || Ok(app.value("field-date").await == "2026-03-02")).await;
        app.save().await;
        let expected = with.replace("description:", "summary:").replace("2026-03-01T", "2026-03-02T");
        assert_eq!(app.blog.read("first-post.md"), expected);
    }
);
