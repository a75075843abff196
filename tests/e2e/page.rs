//! What a writer does and sees, in verbs.

use thirtyfour::error::WebDriverResult;
use thirtyfour::{By, Key, WebElement};

use crate::app::App;

impl App {
    /// Clicks a post in the list and waits until it is in the editor.
    pub async fn open_post(&self, path: &str) {
        self.row(path).await.click().await.unwrap();
        let selected = format!("[data-testid='post-row'][data-path='{path}'][aria-selected='true']");
        self.one(&selected).await;
        self.until("the editor shows the post", async || Ok(self.has(".cm-content").await)).await;
    }

    pub async fn row(&self, path: &str) -> WebElement {
        self.one(&format!("[data-testid='post-row'][data-path='{path}']")).await
    }

    /// The paths in the list, from the top.
    pub async fn listed(&self) -> WebDriverResult<Vec<String>> {
        let mut paths = Vec::new();
        for row in self.driver.find_all(By::Css("[data-testid='post-row']")).await? {
            paths.push(row.attr("data-path").await?.unwrap_or_default());
        }
        Ok(paths)
    }

    /// Puts the caret at the end of the text and types.
    pub async fn type_at_end(&self, text: &str) {
        self.one(".cm-content").await.click().await.unwrap();
        let chain =
            self.driver.action_chain().key_down(Key::Control).send_keys(Key::End).key_up(Key::Control);
        chain.perform().await.unwrap();
        self.keys(text).await;
    }

    /// Presses keys where the focus is; a line break is the Enter key. Characters that no key of
    /// the test machine has arrive as an input method commits them: WebKitWebDriver does not return
    /// from pressing them.
    pub async fn keys(&self, text: &str) {
        for part in text.split_inclusive(|character: char| !character.is_ascii()) {
            let (ascii, other) =
                part.split_at(part.find(|character: char| !character.is_ascii()).unwrap_or(part.len()));
            if !ascii.is_empty() {
                let pressed = ascii.replace('\n', "\u{e007}");
                self.driver.action_chain().send_keys(pressed).perform().await.unwrap();
            }
            if !other.is_empty() {
                let script = "document.execCommand('insertText', false, arguments[0])";
                self.driver.execute(script, vec![other.into()]).await.unwrap();
            }
        }
    }

    /// The caret is in the text, and typing goes there.
    pub async fn editor_has_focus(&self) -> WebDriverResult<bool> {
        let script = "return document.activeElement?.classList.contains('cm-content') ?? false";
        Ok(self.driver.execute(script, Vec::new()).await?.json().as_bool().unwrap_or_default())
    }

    /// Replaces what an input holds.
    pub async fn fill(&self, id: &str, text: &str) {
        let input = self.get(id).await;
        input.click().await.unwrap();
        self.control("a").await;
        self.keys(text).await;
    }

    /// What an input holds; in one look, as the one of this post may give way to the next post's.
    pub async fn value(&self, id: &str) -> String {
        self.get(id).await;
        let script = "return document.querySelector(`[data-testid='${arguments[0]}']`)?.value ?? ''";
        let value = self.driver.execute(script, vec![id.into()]).await.unwrap();
        value.json().as_str().unwrap_or_default().to_owned()
    }

    pub async fn status_is(&self, status: &str) {
        let selector = format!("[data-testid='save-status'][data-status='{status}']");
        self.until(&format!("the status is {status}"), async || Ok(self.has(&selector).await)).await;
    }

    /// Saves by key and waits until it is done.
    pub async fn save(&self) {
        self.control("s").await;
        self.status_is("clean").await;
    }

    /// Waits until the preview's text fits.
    pub async fn preview_shows(&self, what: &str, fits: impl Fn(&str) -> bool) {
        self.until(&format!("the preview shows {what}"), async || Ok(fits(&self.preview_text().await?)))
            .await;
    }

    pub async fn preview_text(&self) -> WebDriverResult<String> {
        self.in_preview(async || self.driver.find(By::Css("#page")).await?.text().await).await
    }

    /// How many elements of the preview fit a selector.
    pub async fn preview_count(&self, selector: &str) -> WebDriverResult<usize> {
        self.in_preview(async || Ok(self.driver.find_all(By::Css(selector)).await?.len())).await
    }

    /// Looks inside the preview's frame, and comes back also when that fails. Back by the parent:
    /// WebKitWebDriver takes no key and no screenshot after a switch to the top-level frame.
    pub async fn in_preview<T>(&self, look: impl AsyncFnOnce() -> WebDriverResult<T>) -> WebDriverResult<T> {
        let frame = self.driver.find(By::Css("[data-testid='preview-frame']")).await?;
        frame.enter_frame().await?;
        let seen = look().await;
        self.driver.enter_parent_frame().await?;
        seen
    }
}
