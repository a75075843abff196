//! Pictures that take their time: the panes stay at the same line before they are there, while they
//! come, and after.

use serde_json::{Value, json};
use thirtyfour::By;
use thirtyfour::error::WebDriverResult;

use crate::align::{LINE, long_text};
use crate::app::App;
use crate::fixture::Fixture;
use crate::journey;
use crate::network::PICTURES;

/// Places that are looked at in each direction.
const PLACES: u32 = 40;

/// What is watched while pictures come.
struct Watched {
    does_editor_lead: bool,
    /// Pixels by which the editor may move.
    editor: f64,
}

/// Two long posts with pictures of their own, none of which has been there before it is seen.
fn blog() -> Fixture {
    let post = |name: &str| {
        let height = |section: usize| 120 + section % 7 * 90;
        let text = long_text(|section| format!("https://{PICTURES}/{}/{name}{section}.svg", height(section)));
        (format!("{name}.md"), text)
    };
    ["down", "up"].map(post).into_iter().fold(Fixture::new(), |blog, (path, text)| blog.with(&path, text))
}

journey!(
    /// By the scroll bar, so that neither wheel nor caret helps: the line at the top is the same, at
    /// the end the one at the bottom.
    both_panes_show_the_same_line_wherever_one_is_scrolled_to_while_pictures_are_slow, blog(), |app| {
        app.hold_pictures(true);
        app.open_post("down.md").await;
        app.preview_shows("the post", |text| text.contains("P2 ")).await;
        app.show_network_pictures().await;
        for place in 0..=PLACES {
            app.scroll_editor(f64::from(place) / f64::from(PLACES)).await;
            app.same_height("editor", place, place == PLACES).await;
            let watched = app.watch(true, place == PLACES).await;
            app.pictures_come(place).await;
            app.same_height("editor with its pictures", place, place == PLACES).await;
            app.nothing_moved(watched, place).await;
        }
        app.open_post("up.md").await;
        app.preview_shows("the other post", |text| text.contains("P2 ")).await;
        for place in (1..=PLACES).rev() {
            app.scroll_preview(f64::from(place) / f64::from(PLACES)).await;
            app.same_height("preview", place, place == PLACES).await;
            let watched = app.watch(false, place == PLACES).await;
            app.pictures_come(place).await;
            // What came below the first block in view has pushed the end away.
            if place == PLACES {
                app.scroll_preview(1.0).await;
            } else {
                app.nothing_moved(watched, place).await;
            }
            app.same_height("preview with its pictures", place, place == PLACES).await;
        }
        // Its pictures were asked for when the post was opened, and may have come with others since.
        app.scroll_preview(0.0).await;
        app.same_height("preview", 0, false).await;
    }
);

impl App {
    async fn show_network_pictures(&self) {
        let button = async || self.driver.find(By::Css(".no-image button")).await?.click().await;
        self.in_preview(button).await.unwrap();
        self.until("pictures are asked for", async || {
            Ok(self.asked_of_network().contains(&format!("CONNECT {PICTURES}:443")))
        })
        .await;
    }

    /// Watches a block of the preview, the one that must stay when pictures come, and the editor. `None`
    /// when there is no such block: the line that is held is in a picture itself.
    async fn watch(&self, does_editor_lead: bool, is_end: bool) -> Option<Watched> {
        let [top, bottom] = self.edges().await;
        let (_, preview) = self.panes().await.unwrap();
        let is_picture_at = |from: f64, to: f64| {
            preview.iter().any(|block| block.is_picture() && block.top < to && block.bottom > from)
        };
        let frame = self.get("preview-frame").await.rect().await.unwrap().y;
        // What comes above the line that both show, and is seen, pushes that line down.
        let editor = if !does_editor_lead && is_picture_at(frame, top) { f64::MAX } else { LINE };
        let stays = match (does_editor_lead, is_end) {
            (true, true) => preview.iter().rev().find(|block| block.top < bottom),
            (true, false) if is_picture_at(top, top) => return None,
            (true, false) => preview.iter().find(|block| block.top >= top),
            // The first that begins in the frame.
            (false, _) => None,
        };
        // The observer comes after the page's own, so it sees what is painted.
        let watch = "const [wanted] = arguments;
            const textOf = (block) => block.textContent + (block.querySelector('img')?.alt ?? '');
            const numberOf = (block) => Number(/\\bP(\\d+)\\b/.exec(textOf(block))?.[1]);
            const topOf = (block) => block.getBoundingClientRect().top;
            const block = [...document.querySelectorAll('.block')].find((block) =>
                wanted === null ? topOf(block) >= 0 : numberOf(block) === wanted);
            window.tops = [topOf(block)];
            window.watch?.disconnect();
            window.watch = new ResizeObserver(() => tops.push(topOf(block)));
            watch.observe(document.querySelector('#body'))";
        let number = json!(stays.map(|block| block.number));
        let inside = async || self.driver.execute(watch, vec![number]).await.map(drop);
        self.in_preview(inside).await.unwrap();
        let watch = "const pane = document.querySelector('.cm-scroller');
            window.tops = [pane.scrollTop];
            pane.onscroll = () => tops.push(pane.scrollTop)";
        self.driver.execute(watch, Vec::new()).await.unwrap();
        Some(Watched { does_editor_lead, editor })
    }

    /// Lets the pictures come that wait, which some do, and holds those to come.
    async fn pictures_come(&self, place: u32) {
        let are_there = "return [...document.images].map((image) => image.naturalHeight > 0)";
        let pictures = async || self.in_preview(async || self.told(are_there).await).await;
        let is_there = |picture: &Value| picture == &Value::Bool(true);
        let waiting = pictures().await.unwrap();
        let waiting = waiting.as_array().unwrap().iter().filter(|picture| !is_there(picture)).count();
        assert!(waiting > 0, "no picture waits at place {place}");
        self.hold_pictures(false);
        self.until("the pictures are there", async || {
            Ok(pictures().await?.as_array().unwrap().iter().all(is_there))
        })
        .await;
        self.hold_pictures(true);
    }

    /// The editor stayed, and so did the block of the preview but for a pixel of rounding; where the
    /// editor leads, the block goes with it, which may find out meanwhile how high its own lines are.
    async fn nothing_moved(&self, watched: Option<Watched>, place: u32) {
        let Some(Watched { does_editor_lead, editor: most }) = watched else { return };
        let tops = "return Math.max(...window.tops) - Math.min(...window.tops)";
        let inside = self.in_preview(async || self.told(tops).await).await.unwrap().as_f64().unwrap();
        let editor = self.told(tops).await.unwrap().as_f64().unwrap();
        assert!(editor <= most, "the editor moved by {editor} at place {place}");
        let most = 1.5 + if does_editor_lead { editor } else { 0.0 };
        assert!(inside <= most, "the preview moved by {inside} at place {place}, the editor by {editor}");
    }

    async fn told(&self, script: &str) -> WebDriverResult<Value> {
        Ok(self.driver.execute(script, Vec::new()).await?.json().clone())
    }
}
