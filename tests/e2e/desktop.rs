//! A desktop of one's own for each journey: a display, a session bus, a home.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, ImageFormat, Window};

use crate::network::Network;

/// Ends its processes and removes its home when dropped.
pub struct Desktop {
    network: Network,
    display: String,
    home: TempDir,
    xvfb: Child,
    driver: Child,
    port: u16,
}

impl Desktop {
    pub fn start() -> Desktop {
        let home = TempDir::new().unwrap();
        let (xvfb, display) = start_display();
        let port = free_port();
        let network = Network::start();
        let driver = start_driver(&display, home.path(), port, &network);
        Desktop { network, display, home, xvfb, driver, port }
    }

    /// Address of the WebDriver of this desktop.
    pub fn webdriver(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A program on this desktop, outside the session bus of the app.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        environment(&mut command, &self.display, self.home.path());
        command
    }

    /// All that the app has of the network.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The home of the app: its settings and session are below it.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Asks the window of this class to close, as its title bar would: there is no window manager.
    pub fn close_window(&self, class: &str) {
        let (connection, screen) = x11rb::connect(Some(&self.display)).unwrap();
        let root = connection.setup().roots[screen].root;
        let window = find_window(&connection, root, class).expect("the window is on the display");
        let atom = |name: &str| connection.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom;
        let close = [atom("WM_DELETE_WINDOW"), x11rb::CURRENT_TIME, 0, 0, 0];
        let message = ClientMessageEvent::new(32, window, atom("WM_PROTOCOLS"), close);
        connection.send_event(false, window, EventMask::NO_EVENT, message).unwrap().check().unwrap();
    }

    /// Writes what is on the display as a PNG. Not WebDriver's screenshot: that waits for the page.
    pub fn picture(&self, file: &Path) {
        let (connection, screen) = x11rb::connect(Some(&self.display)).unwrap();
        let screen = &connection.setup().roots[screen];
        let (width, height) = (screen.width_in_pixels, screen.height_in_pixels);
        let image =
            connection.get_image(ImageFormat::Z_PIXMAP, screen.root, 0, 0, width, height, !0).unwrap();
        let pixels = image.reply().unwrap().data;
        let rgb: Vec<u8> = pixels.chunks_exact(4).flat_map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect();
        let mut encoder =
            png::Encoder::new(std::fs::File::create(file).unwrap(), width.into(), height.into());
        encoder.set_color(png::ColorType::Rgb);
        encoder.write_header().unwrap().write_image_data(&rgb).unwrap();
    }

    /// Another WebDriver on the same display and home: the one before may not outlive its app.
    pub fn restart_driver(&mut self) {
        stop(&mut self.driver);
        self.port = free_port();
        self.driver = start_driver(&self.display, self.home.path(), self.port, &self.network);
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        stop(&mut self.driver);
        stop(&mut self.xvfb);
    }
}

/// The mapped window of this class. Its client leader, of 10 by 10 pixels, has the same class.
fn find_window(connection: &impl Connection, root: Window, class: &str) -> Option<Window> {
    let children = connection.query_tree(root).ok()?.reply().ok()?.children;
    let fits = |window: &Window| {
        let size = connection.get_geometry(*window).ok()?.reply().ok()?;
        let property = AtomEnum::WM_CLASS;
        let found =
            connection.get_property(false, *window, property, AtomEnum::STRING, 0, 64).ok()?.reply().ok()?;
        Some(size.width > 100 && String::from_utf8_lossy(&found.value).contains(class))
    };
    children.into_iter().find(|window| fits(window).unwrap_or_default())
}

fn start_display() -> (Child, String) {
    let mut xvfb = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("Xvfb is installed by `make setup`");
    let mut number = String::new();
    BufReader::new(xvfb.stdout.take().unwrap()).read_line(&mut number).unwrap();
    (xvfb, format!(":{}", number.trim()))
}

/// WebKitWebDriver starts the app, so the app has its environment. The session bus makes the
/// single instance of a journey its own.
fn start_driver(display: &str, home: &Path, port: u16, network: &Network) -> Child {
    let mut command = Command::new("dbus-run-session");
    environment(&mut command, display, home);
    for name in ["http_proxy", "https_proxy"] {
        command.env(name, format!("http://127.0.0.1:{}", network.port));
    }
    command.env("no_proxy", "localhost,127.0.0.1");
    let mut driver = command
        .args(["--", "WebKitWebDriver", &format!("--port={port}"), "--host=127.0.0.1"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("dbus and webkit2gtk-driver are installed by `make setup`");
    let end = Instant::now() + Duration::from_secs(20);
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < end, "WebKitWebDriver does not answer");
        assert!(driver.try_wait().unwrap().is_none(), "WebKitWebDriver ended at once");
        std::thread::sleep(Duration::from_millis(20));
    }
    driver
}

fn environment(command: &mut Command, display: &str, home: &Path) {
    use std::os::unix::process::CommandExt;
    command
        .env("DISPLAY", display)
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("XDG_STATE_HOME", home.join("state"))
        .env("GDK_BACKEND", "x11")
        .env("NO_AT_BRIDGE", "1")
        .env("GTK_THEME", "Adwaita")
        .env("LC_ALL", "C.UTF-8")
        .env("TZ", "UTC")
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .process_group(0);
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Ends a process and those it started: they share its process group.
fn stop(child: &mut Child) {
    let group = format!("-{}", child.id());
    let _ = Command::new("kill").args(["-TERM", "--", &group]).stderr(Stdio::null()).status();
    let end = Instant::now() + Duration::from_secs(3);
    while child.try_wait().is_ok_and(|status| status.is_none()) && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(20));
    }
    let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    let _ = child.kill();
    let _ = child.wait();
}
