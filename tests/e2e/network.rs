//! The network of a journey: a proxy that remembers what was asked for and lets nothing through,
//! and one site behind it, whose pictures come when the journey says so.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use gtk::gio::prelude::*;
use gtk::{gio, glib};

/// The site of pictures. An address such as `https://pictures.example/300/7.svg` is one that is 300
/// pixels high.
pub const PICTURES: &str = "pictures.example";

/// GIO speaks HTTP's encryption here, which the web view brings along.
pub struct Network {
    pub port: u16,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    asked: Mutex<Vec<String>>,
    /// Pictures that are asked for wait.
    holds: AtomicBool,
}

impl Network {
    pub fn start() -> Network {
        let shared = Arc::<Shared>::default();
        let heard = Arc::clone(&shared);
        let (tell, told) = mpsc::channel();
        // It ends with the test's process: nobody asks it any more once the desktop is gone.
        std::thread::spawn(move || {
            let context = glib::MainContext::new();
            let serve = || {
                let listener = gio::SocketListener::new();
                tell.send(listen(&listener)).unwrap();
                context.block_on(async {
                    while let Ok((connection, _)) = listener.accept_future().await {
                        let heard = Arc::clone(&heard);
                        // Whoever hangs up has asked, and that is all there is to know.
                        context.spawn_local(async move { _ = answer(&connection, &heard).await });
                    }
                });
            };
            context.with_thread_default(serve).unwrap();
        });
        Network { port: told.recv().unwrap(), shared }
    }

    /// What was asked for so far, as `CONNECT host:port` or a method and an address.
    pub fn asked(&self) -> Vec<String> {
        self.shared.asked.lock().unwrap().clone()
    }

    /// Lets pictures wait that are asked for from now on, or come with all that wait.
    pub fn hold_pictures(&self, holds: bool) {
        self.shared.holds.store(holds, Ordering::Relaxed);
    }
}

/// The certificate of the site of pictures with its key: both are public, and of no other use.
pub fn certificate() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/pictures.pem")
}

fn listen(listener: &gio::SocketListener) -> u16 {
    let loopback = gio::InetAddress::new_loopback(gio::SocketFamily::Ipv4);
    let address = gio::InetSocketAddress::new(&loopback, 0);
    let (kind, protocol) = (gio::SocketType::Stream, gio::SocketProtocol::Tcp);
    let bound = listener.add_address(&address, kind, protocol, None::<&glib::Object>).unwrap();
    bound.downcast::<gio::InetSocketAddress>().unwrap().port()
}

async fn answer(connection: &gio::SocketConnection, shared: &Shared) -> Result<(), glib::Error> {
    let head = head(&connection.input_stream()).await?;
    let line = head.lines().next().unwrap_or_default();
    let request = line.rsplit_once(' ').map_or(line, |(request, _)| request);
    shared.asked.lock().unwrap().push(request.to_owned());
    if request != format!("CONNECT {PICTURES}:443") {
        return Ok(());
    }
    write(&connection.output_stream(), "HTTP/1.1 200 OK\r\n\r\n".to_owned()).await?;
    let certificate = gio::TlsCertificate::from_file(certificate())?;
    let site = gio::TlsServerConnection::new(connection, Some(&certificate))?.upcast::<gio::IOStream>();
    loop {
        let head = self::head(&site.input_stream()).await?;
        let Some(address) = head.split(' ').nth(1) else { return Ok(()) };
        while shared.holds.load(Ordering::Relaxed) {
            glib::timeout_future(Duration::from_millis(10)).await;
        }
        let height = address.split('/').nth(1).unwrap_or_default();
        // One after the other, as larger pictures take longer.
        let delay = height.parse::<u64>().unwrap_or_default() / 4;
        glib::timeout_future(Duration::from_millis(delay)).await;
        let picture =
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"{height}\"/>");
        let length = picture.len();
        let fields = format!("Content-Type: image/svg+xml\r\nContent-Length: {length}");
        write(&site.output_stream(), format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\n{picture}")).await?;
    }
}

/// A request up to its blank line; nobody sends the next one before it is answered.
async fn head(stream: &gio::InputStream) -> Result<String, glib::Error> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let read = stream.read_future(vec![0; 4096], glib::Priority::DEFAULT).await;
        let (bytes, count) = read.map_err(|(_, error)| error)?;
        if count == 0 {
            break;
        }
        head.extend_from_slice(&bytes[..count]);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

async fn write(stream: &gio::OutputStream, text: String) -> Result<(), glib::Error> {
    let written = stream.write_all_future(text, glib::Priority::DEFAULT).await;
    written.map(drop).map_err(|(_, error)| error)
}
