//! The app under a journey: started on a fixture, driven by WebDriver, ended with it.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::json;
use thirtyfour::error::WebDriverResult;
use thirtyfour::{By, Capabilities, Key, WebDriver, WebElement};

use crate::desktop::Desktop;
use crate::fixture::Fixture;
use crate::network::{PICTURES, certificate};

const BINARY: &str = env!("CARGO_BIN_EXE_galley");

/// How long something in the window may take to happen. Generous, since a test machine is slow;
/// what must be fast is measured by `make bench`.
const PATIENCE: Duration = Duration::from_secs(15);

pub struct App {
    pub blog: Fixture,
    pub driver: WebDriver,
    desktop: Desktop,
}

/// Runs a journey on a fresh desktop. When it fails, the window's picture is in tests/shots.
pub fn run(name: &str, blog: Fixture, journey: impl AsyncFnOnce(&mut App)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let mut app = runtime.block_on(App::launch(blog));
    let result = catch_unwind(AssertUnwindSafe(|| runtime.block_on(journey(&mut app))));
    if result.is_err() {
        app.screenshot(name);
    }
    let _ = runtime.block_on(app.driver.quit());
    if let Err(panic) = result {
        resume_unwind(panic);
    }
}

impl App {
    async fn launch(blog: Fixture) -> App {
        let desktop = Desktop::start();
        let argument = blog.root().to_string_lossy().into_owned();
        let driver = open(&desktop, &[&argument]).await;
        let app = App { blog, driver, desktop };
        app.ready().await;
        app
    }

    /// Closes the window as the writer does and starts the app again with these arguments.
    pub async fn restart(&mut self, arguments: &[&str]) {
        self.close().await;
        self.start_again(arguments).await;
    }

    /// Closes the window through its title bar and waits until the app has ended.
    pub async fn close(&self) {
        self.desktop.close_window("Galley");
        self.until_ended().await;
    }

    /// Ends the app as a crash would.
    pub async fn kill(&self) {
        self.signal("KILL");
        self.until_ended().await;
    }

    /// Ends the app as a crash would, at an instant to come. The thread tells when it did.
    pub fn kill_at(&self, instant: Instant) -> JoinHandle<Instant> {
        let app = self.pid();
        std::thread::spawn(move || {
            std::thread::sleep(instant.saturating_duration_since(Instant::now()));
            let now = Instant::now();
            send("KILL", app);
            now
        })
    }

    /// Sends the app a signal.
    pub fn signal(&self, name: &str) {
        send(name, self.pid());
    }

    /// Ends the process that shows the page, as its own crash would.
    pub fn kill_page(&self) {
        let app = self.pid();
        let is_page = |pid: &u32| {
            let exe = std::fs::read_link(format!("/proc/{pid}/exe")).unwrap_or_default();
            exe.ends_with("WebKitWebProcess") && ancestors(*pid).contains(&app)
        };
        let page = pids().find(is_page).expect("the page has a process");
        send("KILL", page);
    }

    /// Waits until the app has ended.
    pub async fn until_ended(&self) {
        self.until("the app ends", async || Ok(self.running().is_none())).await;
    }

    /// Starts the app again after its end.
    pub async fn start_again(&mut self, arguments: &[&str]) {
        self.desktop.restart_driver();
        self.driver = open(&self.desktop, arguments).await;
        self.ready().await;
    }

    /// The process of the app.
    fn pid(&self) -> u32 {
        self.running().expect("the app is running")
    }

    fn running(&self) -> Option<u32> {
        let binary = Path::new(BINARY).canonicalize().unwrap();
        let home = format!("HOME={}", self.desktop.home().display());
        let is_ours = |pid: &u32| {
            let environ = std::fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
            std::fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|exe| exe == binary)
                && environ.split(|byte| *byte == 0).any(|entry| entry == home.as_bytes())
        };
        pids().filter(is_ours).min()
    }

    async fn ready(&self) {
        self.until("the window is ready", async || {
            self.driver.find(By::Css("html[data-ready='true']")).await.map(|_| true)
        })
        .await;
    }

    /// Waits until `condition` holds; an element that is not there yet is simply not yet.
    pub async fn until(&self, what: &str, condition: impl AsyncFn() -> WebDriverResult<bool>) {
        let end = Instant::now() + PATIENCE;
        let mut last = None;
        while Instant::now() < end {
            match condition().await {
                Ok(true) => return,
                Ok(false) => last = None,
                Err(error) => last = Some(error),
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        match last {
            Some(error) => panic!("{what}: {error}"),
            None => panic!("{what}: not within {PATIENCE:?}"),
        }
    }

    /// The element with this test id.
    pub async fn get(&self, id: &str) -> WebElement {
        self.one(&format!("[data-testid='{id}']")).await
    }

    /// The first element of this selector, waited for.
    pub async fn one(&self, selector: &str) -> WebElement {
        self.until(&format!("{selector} is there"), async || {
            self.driver.find(By::Css(selector)).await.map(|_| true)
        })
        .await;
        self.driver.find(By::Css(selector)).await.unwrap()
    }

    pub async fn has(&self, selector: &str) -> bool {
        self.driver.find(By::Css(selector)).await.is_ok()
    }

    /// Presses a key together with Control.
    pub async fn control(&self, key: &str) {
        let chain = self.driver.action_chain().key_down(Key::Control).send_keys(key).key_up(Key::Control);
        chain.perform().await.unwrap();
    }

    /// Presses a key together with Control and Alt.
    pub async fn control_alt(&self, key: &str) {
        let chain = self.driver.action_chain().key_down(Key::Control).key_down(Key::Alt).send_keys(key);
        chain.key_up(Key::Alt).key_up(Key::Control).perform().await.unwrap();
    }

    /// Where the app keeps texts outside the blog.
    pub fn state(&self) -> PathBuf {
        self.desktop.home().join("state/net.galley.editor")
    }

    /// What was asked of the network so far.
    pub fn asked_of_network(&self) -> Vec<String> {
        self.desktop.network().asked()
    }

    /// Lets the pictures of the network's site wait, or come.
    pub fn hold_pictures(&self, holds: bool) {
        self.desktop.network().hold_pictures(holds);
    }

    /// Leaves the picture of the display in tests/shots.
    pub fn screenshot(&self, name: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shots");
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{name}.png"));
        self.desktop.picture(&file);
        eprintln!("the display at the failure: {}", file.display());
    }

    /// Starts the app once more on the same session bus, as a file manager would, and waits for it
    /// to hand over.
    pub fn second_start(&self, path: &Path) {
        let environ = std::fs::read(format!("/proc/{}/environ", self.pid())).unwrap();
        let bus = environ.split(|byte| *byte == 0).find_map(|entry| {
            std::str::from_utf8(entry).ok()?.strip_prefix("DBUS_SESSION_BUS_ADDRESS=").map(str::to_owned)
        });
        let mut command = self.desktop.command(BINARY);
        command.env("DBUS_SESSION_BUS_ADDRESS", bus.unwrap()).arg(path);
        assert!(command.status().unwrap().success());
    }
}

/// Processes may come and go while they are listed.
fn pids() -> impl Iterator<Item = u32> {
    let entries = std::fs::read_dir("/proc").unwrap();
    entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
}

/// The processes above this one.
fn ancestors(mut pid: u32) -> Vec<u32> {
    let mut above = Vec::new();
    while let Ok(status) = std::fs::read_to_string(format!("/proc/{pid}/status")) {
        let parent = status.lines().find_map(|line| line.strip_prefix("PPid:")?.trim().parse().ok());
        match parent {
            Some(parent) if parent > 1 => above.push(parent),
            _ => break,
        }
        pid = above[above.len() - 1];
    }
    above
}

fn send(signal: &str, pid: u32) {
    let sent = std::process::Command::new("kill").args(["-s", signal, &pid.to_string()]).status();
    assert!(sent.unwrap().success());
}

async fn open(desktop: &Desktop, arguments: &[&str]) -> WebDriver {
    let mut capabilities = Capabilities::new();
    let pictures = json!({ "host": PICTURES, "certificateFile": certificate() });
    let options = json!({ "binary": BINARY, "args": arguments, "certificates": [pictures] });
    capabilities.set("webkitgtk:browserOptions", options).unwrap();
    WebDriver::new(desktop.webdriver(), capabilities).await.expect("the app starts under WebDriver")
}
