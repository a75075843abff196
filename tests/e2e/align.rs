//! Editor and preview show the same line at the same height, whichever of them the writer moves.

use std::fmt::Write as _;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;
use thirtyfour::{By, Key};

use crate::app::App;
use crate::fixture::Fixture;
use crate::journey;

/// Pixels of a line of the preview, which may lie between the two.
pub const LINE: f64 = 27.0;

/// A block of the text with its number, and its edges in pixels of the window.
pub struct Shown {
    pub number: u64,
    pub top: f64,
    pub bottom: f64,
}

impl Shown {
    /// Whether it is one of the pictures of `long_text`.
    pub fn is_picture(&self) -> bool {
        (self.number - 1) % 15 == 3
    }
}

const EDITOR: &str = "
    const groups = [];
    let open = null;
    for (const line of document.querySelectorAll('.cm-line')) {
        const { top, bottom } = line.getBoundingClientRect();
        const text = line.textContent.trim();
        if (text === '') { open = null; continue; }
        if (open === null) groups.push(open = { number: null, top, bottom });
        open.bottom = bottom;
        open.number ??= Number(/\\bP(\\d+)\\b/.exec(text)?.[1] ?? NaN) || null;
    }
    return groups.filter((group) => group.number !== null).map(({ number, top, bottom }) => [number, top, bottom]);";

const PREVIEW: &str = "
    return [...document.querySelectorAll('.block')].map((block) => {
        const { top, bottom } = block.getBoundingClientRect();
        const text = block.textContent + (block.querySelector('img')?.alt ?? '');
        return [Number(/\\bP(\\d+)\\b/.exec(text)?.[1] ?? 0), top, bottom];
    });";

/// Five thousand lines: headings, paragraphs that are broken anew in the preview, lists, code, and
/// pictures whose size is only known once they have come. Their addresses go by their section.
pub fn long_text(picture: impl Fn(usize) -> String) -> String {
    let mut text = String::from("---\ntitle: Long\n---\n\n");
    for section in 0..420 {
        let number = section * 5 + 1;
        let _ = writeln!(text, "## P{number} A heading\n");
        let words = "and some words that go on ".repeat(1 + section % 9);
        let _ = writeln!(text, "P{} {words}\n", number + 1);
        let _ = writeln!(text, "- P{} one\n- two\n- three\n", number + 2);
        match section % 3 {
            0 => _ = writeln!(text, "![P{}]({})\n", number + 3, picture(section)),
            1 => _ = writeln!(text, "```\nP{}\ncode\n```\n", number + 3),
            _ => _ = writeln!(text, "> P{}\n> a quote\n", number + 3),
        }
    }
    text
}

fn long_post() -> Fixture {
    let text = long_text(|section| format!("pictures/{}.svg", section % 7));
    (0..7).fold(Fixture::new().with("long.md", text), |blog, picture| {
        let height = 120 + picture * 90;
        let svg =
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"{height}\"></svg>");
        blog.with(&format!("pictures/{picture}.svg"), svg)
    })
}

journey!(
    /// Also where the window is small.
    the_block_that_is_clicked_is_at_the_same_height_in_both_panes, long_post(), |app| {
        app.open_post("long.md").await;
        app.preview_shows("the post", |text| text.contains("P2 ")).await;
        for (size, places) in [((1280, 800), 1..=8_u32), ((1000, 560), 9..=12)] {
            app.driver.set_window_rect(0, 0, size.0, size.1).await.unwrap();
            for place in places {
                let number = app.click_near(f64::from(place) / 14.0, place % 2 == 0).await;
                app.until("the block is at the caret's height in both", async || {
                    let (editor, preview) = app.panes().await?;
                    let top = |blocks: &[Shown]| {
                        blocks.iter().find(|block| block.number == number).map(|block| block.top)
                    };
                    let apart = top(&editor).zip(top(&preview)).map(|(a, b)| (a - b).abs());
                    Ok(apart.is_some_and(|apart| apart <= LINE))
                })
                .await;
            }
        }
    }
);

journey!(
    /// In the same picture, so that each of them moves before it hears of the other.
    the_panes_come_together_when_both_are_scrolled_at_once, long_post(), |app| {
        app.open_post("long.md").await;
        app.preview_shows("the post", |text| text.contains("P2 ")).await;
        for place in 0..8_u32 {
            app.scroll_editor(f64::from(place) / 20.0).await;
            app.same_height("editor", place, false).await;
            let then = "const [then, by, pane] = arguments;
                const scrolled = pane === null ? document.scrollingElement : document.querySelector(pane);
                setTimeout(() => {
                    scrolled.dispatchEvent(new WheelEvent('wheel', { bubbles: true }));
                    scrolled.scrollTop += by;
                }, then - Date.now())";
            let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
            let then_at = now.as_millis() as u64 + 300;
            let in_frame = async || app.driver.execute(then, vec![json!(then_at), json!(9_000), json!(null)]).await;
            app.in_preview(in_frame).await.unwrap();
            let arguments = vec![json!(then_at), json!(2_000), json!(".cm-scroller")];
            app.driver.execute(then, arguments).await.unwrap();
            tokio::time::sleep(Duration::from_millis(400)).await;
            app.same_height("panes that moved at once", place, false).await;
        }
    }
);

journey!(
    /// Whatever the editor under it shows, and without the room that the preview has beside a form.
    the_page_opens_at_its_top_and_where_the_reader_is,
    long_post().with("other.md", "---\ntitle: Other\ndate: 2020-01-01\n---\n\nShort.\n"),
    |app| {
        let title = async || {
            let top = "return document.querySelector('.page-title').getBoundingClientRect().top";
            app.in_preview(async || Ok(app.driver.execute(top, Vec::new()).await?.json().as_f64())).await
        };
        let is_at_top = async || Ok((0.0..200.0).contains(&title().await?.unwrap_or(-1.0)));
        let first = async || {
            let first = "return [...document.querySelectorAll('.block')]
                .find((block) => block.getBoundingClientRect().bottom > 0).textContent";
            app.in_preview(async || Ok(app.driver.execute(first, Vec::new()).await?.json().to_string())).await
        };
        for path in ["long.md", "other.md"] {
            app.open_post(path).await;
            app.preview_shows("the post", |text| text.contains("P2 ") || text.contains("Short.")).await;
            tokio::time::sleep(Duration::from_millis(300)).await;
            app.control("4").await;
            app.until("the page begins with its title", is_at_top).await;
            tokio::time::sleep(Duration::from_millis(300)).await;
            assert!(is_at_top().await.unwrap(), "{:?}", title().await);
            app.driver.action_chain().send_keys(Key::Escape).perform().await.unwrap();
        }
        app.open_post("long.md").await;
        app.scroll_editor(0.5).await;
        app.same_height("editor", 0, false).await;
        let before = first().await.unwrap();
        app.control("4").await;
        app.get("page-preview").await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(first().await.unwrap(), before);
        let is_first = app.listed().await.unwrap()[0] == "long.md";
        let beside = if is_first { Key::Down } else { Key::Up };
        app.driver.action_chain().key_down(Key::Alt).send_keys(beside).key_up(Key::Alt).perform().await.unwrap();
        app.preview_shows("the other post", |text| text.contains("Short.")).await;
        app.until("it begins with its title", is_at_top).await;
    }
);

journey!(
    a_task_that_is_ticked_in_the_preview_is_one_step_of_the_text,
    Fixture::new().with("list.md", "---\ntitle: List\n---\n\n- [ ] one\n- [x] two\n"),
    |app| {
        app.open_post("list.md").await;
        app.preview_shows("the list", |text| text.contains("two")).await;
        let tick = "document.querySelector('input[type=checkbox]').click()";
        app.in_preview(async || app.driver.execute(tick, Vec::new()).await.map(drop)).await.unwrap();
        app.status_is("dirty").await;
        app.save().await;
        assert_eq!(app.blog.read("list.md"), "---\ntitle: List\n---\n\n- [x] one\n- [x] two\n");
        app.one(".cm-content").await.click().await.unwrap();
        app.control("z").await;
        app.save().await;
        assert_eq!(app.blog.read("list.md"), "---\ntitle: List\n---\n\n- [ ] one\n- [x] two\n");
    }
);

impl App {
    pub async fn scroll_editor(&self, part: f64) {
        let script = "const pane = document.querySelector('.cm-scroller');
            pane.dispatchEvent(new WheelEvent('wheel', { bubbles: true }));
            pane.scrollTop = (pane.scrollHeight - pane.clientHeight) * arguments[0];";
        self.driver.execute(script, vec![part.into()]).await.unwrap();
    }

    pub async fn scroll_preview(&self, part: f64) {
        let script =
            "window.scrollTo(0, (document.documentElement.scrollHeight - innerHeight) * arguments[0])";
        self.in_preview(async || self.driver.execute(script, vec![part.into()]).await.map(drop))
            .await
            .unwrap();
    }

    /// The blocks in the editor and in the preview.
    pub async fn panes(&self) -> WebDriverResult<(Vec<Shown>, Vec<Shown>)> {
        let editor = shown(&self.driver.execute(EDITOR, Vec::new()).await?.json().clone(), 0.0);
        let top = self.driver.find(By::Css("[data-testid='preview-frame']")).await?.rect().await?.y;
        let inside = async || Ok(self.driver.execute(PREVIEW, Vec::new()).await?.json().clone());
        Ok((editor, shown(&self.in_preview(inside).await?, top)))
    }

    /// Waits until both panes show the same text at the top, or at the bottom, and go on doing so.
    pub async fn same_height(&self, leader: &str, place: u32, is_end: bool) {
        let y = self.edges().await[usize::from(is_end)];
        let what = format!("the same line at place {place} of the {leader}");
        for _ in 0..2 {
            self.until(&what, async || {
                let (editor, preview) = self.panes().await?;
                let apart = apart(&editor, &preview, y, is_end);
                Ok(apart.is_some_and(|apart| apart <= LINE))
            })
            .await;
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
    }

    /// The highest and the lowest pixel of the window where both panes show something.
    pub async fn edges(&self) -> [f64; 2] {
        let edge = "const box = document.querySelector('.cm-scroller').getBoundingClientRect();
            const frame = document.querySelector(\"[data-testid='preview-frame']\").getBoundingClientRect();
            return [Math.max(box.top, frame.top), Math.min(box.bottom, frame.bottom)];";
        let edges = self.driver.execute(edge, Vec::new()).await.unwrap().json().clone();
        [0, 1].map(|at| edges[at].as_f64().unwrap())
    }

    /// Clicks a heading near a part of the post, where both panes can have it, and tells its number.
    async fn click_near(&self, part: f64, is_preview: bool) -> u64 {
        for nudge in 0..20 {
            self.scroll_editor(part + f64::from(nudge) * 0.001).await;
            self.same_height("editor", nudge, false).await;
            let (editor, preview) = self.panes().await.unwrap();
            let blocks = if is_preview { &preview } else { &editor };
            let is_fit = |block: &&Shown| block.number % 5 == 1 && (290.0..480.0).contains(&block.top);
            let Some(block) = blocks.iter().find(is_fit) else { continue };
            // By the place: the driver's click on an element in a scrolled pane hits beside it.
            let x = if is_preview { 900 } else { 400 };
            let chain = self.driver.action_chain().move_to(x, block.top as i64 + 12).click();
            chain.perform().await.unwrap();
            return block.number;
        }
        panic!("no heading in the middle near {part}");
    }
}

fn shown(blocks: &Value, offset: f64) -> Vec<Shown> {
    let blocks = blocks.as_array().into_iter().flatten().map(|block| Shown {
        number: block[0].as_u64().unwrap_or_default(),
        top: block[1].as_f64().unwrap_or_default() + offset,
        bottom: block[2].as_f64().unwrap_or_default() + offset,
    });
    blocks.filter(|block| block.number > 0).collect()
}

/// How far from `y` the preview shows what the editor shows there, in pixels of the pane where the block is
/// lower: one of the editor's is many in a tall picture.
fn apart(editor: &[Shown], preview: &[Shown], y: f64, is_end: bool) -> Option<f64> {
    let here = match is_end {
        true => editor.iter().rev().find(|block| block.top < y)?,
        false => editor.iter().find(|block| block.bottom > y)?,
    };
    let there = preview.iter().find(|block| block.number == here.number)?;
    let y = y.clamp(here.top, here.bottom);
    let (height, other) = (here.bottom - here.top, there.bottom - there.top);
    let apart = (there.top + (y - here.top) / height * other - y).abs();
    Some(apart * (height / other).min(1.0))
}
