//! The window killed at random instants: WINDOW_KILLS times in `make torture`, once in `make test`.

use std::time::{Duration, Instant};

use crate::app::App;
use crate::fixture::{FIRST, Fixture};
use crate::journey;

/// What is typed may be behind by a second or by fifty keys, whichever is more.
const BEHIND: (Duration, usize) = (Duration::from_secs(1), 50);

const POST: &str = "first-post.md";
const SAVED: &str = "[data-testid='save-status'][data-status='clean']";

journey!(the_window_may_be_killed_at_any_instant, Fixture::blog(), |app| {
    let kills = std::env::var("WINDOW_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(1);
    let root = app.blog.root().to_string_lossy().into_owned();
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let (mut there, mut most_behind) = (String::new(), 0);
    for kill in 0..kills {
        app.open_post(POST).await;
        let typed = type_until_killed(app, &there, &mut chance).await;
        let file = app.blog.read(POST);
        let on_disk = file.strip_prefix(FIRST).expect("the file is a whole version of the post");
        assert!(
            typed.text.starts_with(on_disk),
            "kill {kill}: {on_disk:?} is no version of {:?}",
            typed.text
        );
        assert!(on_disk.len() >= typed.saved, "kill {kill}: what was shown as saved is missing");
        app.start_again(&[&root]).await;
        there = recovered(app).await;
        assert!(typed.text.starts_with(&there), "kill {kill}: {there:?} is no version of {:?}", typed.text);
        assert!(there.len() >= typed.owed, "kill {kill}: {} of {} keys are there", there.len(), typed.owed);
        most_behind = most_behind.max(typed.came.saturating_sub(there.len()));
    }
    eprintln!("{kills} kills of the window, at most {most_behind} keys behind");
});

/// What was typed until the kill, lengths in keys.
struct Typed {
    /// All that was sent, behind what was there.
    text: String,
    /// What had come to the page for certain.
    came: usize,
    /// What must be there at the next start.
    owed: usize,
    /// What the window showed as saved.
    saved: usize,
}

/// Types words until the app, killed at an instant by chance, does not answer any more.
async fn type_until_killed(app: &App, there: &str, chance: &mut Chance) -> Typed {
    app.type_at_end("").await;
    let until = Instant::now() + Duration::from_millis(300 + chance.below(6_000));
    let killer = app.kill_at(until);
    let mut typed = Typed { text: there.into(), came: there.len(), owed: there.len(), saved: 0 };
    let mut came = Vec::new();
    loop {
        let word = format!("{}{} ", ["quiet", "river", "stone"][chance.below(3) as usize], chance.below(100));
        typed.text += &word;
        if app.driver.action_chain().send_keys(word).perform().await.is_err() {
            break;
        }
        came.push((Instant::now(), typed.text.len()));
        if app.has(SAVED).await {
            typed.saved = came.last().map_or(typed.saved, |(_, length)| *length);
        }
        let most = 1 << chance.below(12);
        tokio::time::sleep(Duration::from_millis(chance.below(most))).await;
    }
    let killed = killer.join().unwrap();
    app.until_ended().await;
    came.retain(|(at, _)| *at <= killed);
    typed.came = came.last().map_or(typed.came, |(_, length)| *length);
    let a_second_ago = came.iter().rev().find(|(at, _)| *at + BEHIND.0 <= killed);
    typed.owed = typed.owed.max(a_second_ago.map_or(0, |(_, length)| *length));
    typed.owed = typed.owed.max(typed.came.saturating_sub(BEHIND.1));
    typed
}

/// What is behind the post's own text after the start, once the writer has kept it.
async fn recovered(app: &App) -> String {
    app.until("the post is open again", async || {
        Ok(app.has(".cm-content, [data-testid='recovered-dialog']").await)
    })
    .await;
    // The question may come a moment after the window.
    tokio::time::sleep(Duration::from_millis(500)).await;
    if app.has("[data-testid='recovered-dialog']").await {
        app.get("recovered-mine").await.click().await.unwrap();
        app.until("the question is gone", async || Ok(!app.has("[data-testid='recovered-dialog']").await))
            .await;
        app.one(SAVED).await;
    }
    let file = app.blog.read(POST);
    file.strip_prefix(FIRST).expect("the file is a whole version of the post").to_owned()
}

/// A number generator of a few lines (splitmix64): the same kills each time, as far as clocks allow.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}
