//! The preview's own origin: its page, its scripts, and the media files of the open blog.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{AppHandle, Manager, UriSchemeContext, UriSchemeResponder, Wry};

use crate::host::Host;
use crate::scaled::Scaled;
use crate::styles;

/// The protocol's name.
pub const SCHEME: &str = "preview";

/// The only scripts are the frame's own, named by a nonce that no post can know in advance: the one of
/// the page, and the libraries that it adds when a post needs them. Whatever a post brings along has no
/// network, no form, no base and no frame of its own. The exceptions are pictures, where the writer
/// allowed them for the site, and the frames of known players, once the reader asked for one.
fn policy(nonce: &str, network_images: bool, players: bool) -> String {
    let origin = crate::platform::preview_origin();
    let network = if network_images { " https:" } else { "" };
    let frames = if players { galley_core::markdown::player_sources() } else { "'none'".to_owned() };
    format!(
        "default-src 'none'; frame-src {frames}; script-src 'nonce-{nonce}'; style-src {origin} 'unsafe-inline'; img-src {origin} data:{network}; \
         media-src {origin}; font-src {origin}; form-action 'none'; base-uri 'none'"
    )
}

/// Answers a request of the preview frame on a thread of its own: a large video must not hold the
/// window.
pub fn serve(context: UriSchemeContext<'_, Wry>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let app = context.app_handle().clone();
    std::thread::spawn(move || {
        let path = percent_decode_str(request.uri().path()).decode_utf8_lossy().into_owned();
        // The window loads the frame anew by this address when the reader asks for a player.
        let players = request.uri().query() == Some("players");
        let response = match &*path {
            "/" => page(app.state::<Host>().shows_network_images(), players),
            _ => respond(&app, &path, range(&request)),
        };
        responder.respond(response);
    });
}

/// `/file/` is below the blog's folder, `/site/` what the site hands out. The style sheets of the site
/// name its files from the top as well, so what is no file of the frame's own is looked for there.
fn respond(app: &AppHandle, path: &str, range: Option<Range>) -> Response<Vec<u8>> {
    let (host, scaled) = (app.state::<Host>(), app.state::<Scaled>());
    if let Some(file) = path.strip_prefix("/file/") {
        return media(&scaled, host.media_root(), file, range);
    }
    let name = path.trim_start_matches('/');
    if let Some(mime) = asset_mime(name) {
        return asset(app, name, mime);
    }
    match host.served_files(name.strip_prefix("site/").unwrap_or(name)) {
        Some((root, files)) => served(&scaled, &root, &files, range),
        None => status(StatusCode::NOT_FOUND),
    }
}

/// The bytes of a file that are asked for: from, and up to.
type Range = (usize, Option<usize>);

fn page(network_images: bool, players: bool) -> Response<Vec<u8>> {
    let nonce = nonce();
    let html = format!(
        "<!doctype html><html lang=\"\"><head><meta charset=\"utf-8\"><title>Preview</title>\
         <link rel=\"stylesheet\" href=\"reading.css\" id=\"reading\">\
         <link rel=\"stylesheet\" href=\"frame.css\"></head>\
         <body><main id=\"page\"></main><script nonce=\"{nonce}\" src=\"frame.js\"></script></body></html>"
    );
    Response::builder()
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .header(header::CONTENT_SECURITY_POLICY, policy(&nonce, network_images, players))
        .header(header::REFERRER_POLICY, "no-referrer")
        .body(html.into_bytes())
        .unwrap_or_default()
}

/// The hasher of the standard library is seeded by the system for each state.
fn nonce() -> String {
    use std::hash::{BuildHasher, RandomState};
    format!("{:016x}{:016x}", RandomState::new().hash_one(0), RandomState::new().hash_one(1))
}

/// The type of a file of the frame's own, or of the libraries that it loads when a post needs them.
fn asset_mime(name: &str) -> Option<&'static str> {
    match name {
        "frame.js" | "katex/katex.js" | "mermaid/mermaid.js" => Some("text/javascript; charset=utf-8"),
        "frame.css" | "reading.css" | "katex/katex.css" => Some(CSS),
        _ => {
            let name = name.strip_prefix("katex/fonts/")?.strip_suffix(".woff2")?;
            let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
            is_name.then_some(FONT)
        }
    }
}

const FONT: &str = "font/woff2";
const CSS: &str = "text/css; charset=utf-8";

fn asset(app: &AppHandle, name: &str, mime: &str) -> Response<Vec<u8>> {
    let Some(asset) = app.asset_resolver().get(name.to_owned()) else { return status(StatusCode::NOT_FOUND) };
    let mut response = Response::builder().header(header::CONTENT_TYPE, mime);
    if mime == FONT {
        // Fonts are shared across origins by permission alone, and a sandboxed frame has none of its own.
        response = response.header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }
    response.body(asset.bytes).unwrap_or_default()
}

/// The first of the files that is there, if a style sheet or a page may name such a file.
fn served(scaled: &Scaled, root: &Path, files: &[String], range: Option<Range>) -> Response<Vec<u8>> {
    let Some(file) = files.iter().find(|file| root.join(file).is_file()) else {
        return status(StatusCode::NOT_FOUND);
    };
    let Some(mime) = style_mime(file) else { return media(scaled, Some(root.to_path_buf()), file, range) };
    let Some(file) = inside(root, file) else { return status(StatusCode::FORBIDDEN) };
    let Ok(bytes) = galley_core::disk::read(&file) else { return status(StatusCode::NOT_FOUND) };
    Response::builder()
        .header(header::CONTENT_TYPE, mime)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::CACHE_CONTROL, "no-cache")
        .header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .body(if mime == CSS { styles::without_header(bytes) } else { bytes })
        .unwrap_or_default()
}

/// The type of what only style sheets name, and of these themselves.
fn style_mime(path: &str) -> Option<&'static str> {
    Some(match path.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "css" => CSS,
        "woff2" => FONT,
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        _ => return None,
    })
}

fn media(scaled: &Scaled, root: Option<PathBuf>, path: &str, range: Option<Range>) -> Response<Vec<u8>> {
    let (Some(root), Some(mime)) = (root, mime(path)) else { return status(StatusCode::NOT_FOUND) };
    let Some(file) = inside(&root, path) else { return status(StatusCode::FORBIDDEN) };
    let Ok(bytes) = galley_core::disk::read(&file) else { return status(StatusCode::NOT_FOUND) };
    let copy = scaled.copy_of(&file, &bytes);
    let (mime, bytes) = copy.map_or((mime, bytes), |copy| (copy.mime, copy.bytes.clone()));
    let response = Response::builder()
        .header(header::CONTENT_TYPE, mime)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .header(header::CACHE_CONTROL, "no-cache")
        .header(header::ACCEPT_RANGES, "bytes");
    let length = bytes.len();
    match range {
        Some((from, to)) if from < length => {
            let to = to.unwrap_or(length - 1).clamp(from, length - 1);
            response
                .status(StatusCode::PARTIAL_CONTENT)
                .header(header::CONTENT_RANGE, format!("bytes {from}-{to}/{length}"))
                .body(bytes[from..=to].to_vec())
        }
        _ => response.body(bytes),
    }
    .unwrap_or_default()
}

/// The file below `root`, or `None` when the path or a link on it leads out.
fn inside(root: &Path, path: &str) -> Option<PathBuf> {
    let path = Path::new(path);
    if !path.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let file = root.join(path).canonicalize().ok()?;
    file.starts_with(root).then_some(file)
}

/// Players ask for parts of a file: `bytes=from-to` or `bytes=from-`.
fn range(request: &Request<Vec<u8>>) -> Option<Range> {
    let value = request.headers().get(header::RANGE)?.to_str().ok()?;
    let (from, to) = value.strip_prefix("bytes=")?.split_once('-')?;
    Some((from.parse().ok()?, to.parse().ok()))
}

/// The type of a file that a page may show; other files of the blog are not served.
fn mime(path: &str) -> Option<&'static str> {
    let extension = path.rsplit_once('.')?.1.to_ascii_lowercase();
    Some(match extension.as_str() {
        "png" | "apng" => "image/png",
        "jpg" | "jpeg" | "jfif" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "svg" => "image/svg+xml",
        "bmp" => "image/bmp",
        "ico" => "image/x-icon",
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "ogv" => "video/ogg",
        "mov" => "video/quicktime",
        "mp3" => "audio/mpeg",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        "m4a" => "audio/mp4",
        "flac" => "audio/flac",
        "vtt" => "text/vtt",
        _ => return None,
    })
}

fn status(status: StatusCode) -> Response<Vec<u8>> {
    Response::builder().status(status).body(Vec::new()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_inside_the_blog_are_served() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().join("blog").canonicalize().unwrap_or_else(|_| folder.path().join("blog"));
        galley_core::disk::create_folder(&root).expect("a folder");
        let root = root.canonicalize().expect("it exists");
        for file in [root.join("a.png"), folder.path().join("secret.png")] {
            galley_core::disk::write(&file, b"png", galley_core::disk::Expected::Absent).expect("a file");
        }
        assert_eq!(inside(&root, "a.png"), Some(root.join("a.png")));
        for path in ["../secret.png", "/etc/passwd", "x/../../secret.png", "missing.png"] {
            assert_eq!(inside(&root, path), None, "{path}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.path().join("secret.png"), root.join("link.png"))
                .expect("a link");
            assert_eq!(inside(&root, "link.png"), None);
        }
    }

    #[test]
    fn a_page_names_its_script_by_a_nonce_of_its_own() {
        let policy = |page: &Response<Vec<u8>>| {
            page.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap_or_default().to_owned()
        };
        let (one, other) = (page(false, false), page(false, false));
        assert_ne!(policy(&one), policy(&other));
        assert!(policy(&one).contains("default-src 'none'"));
    }

    #[test]
    fn only_pictures_come_from_the_network_and_only_when_allowed() {
        assert!(!policy("n", false, false).contains("https:"));
        let allowed = policy("n", true, false);
        let from_network: Vec<_> = allowed.split(';').filter(|part| part.contains("https:")).collect();
        assert!(matches!(*from_network, [images] if images.trim().starts_with("img-src ")), "{allowed}");
        assert!(!allowed.contains("http:") && !allowed.contains('*'), "{allowed}");
    }

    #[test]
    fn only_the_frames_of_known_players_are_loaded_and_only_when_asked_for() {
        let frames = |players| {
            let policy = policy("n", true, players);
            policy.split("; ").find_map(|part| part.strip_prefix("frame-src ")).unwrap_or_default().to_owned()
        };
        assert_eq!(frames(false), "'none'");
        assert!(frames(true).contains("https://player.vimeo.com/video/"), "{}", frames(true));
        for source in frames(true).split(' ') {
            assert!(galley_core::markdown::is_of_player(source), "{source}");
        }
    }

    #[test]
    fn a_style_sheet_is_served_from_inside_the_site_only() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().canonicalize().expect("it exists").join("site");
        galley_core::disk::create_folder(&root.join("css")).expect("a folder");
        let write = |file: PathBuf| {
            galley_core::disk::write(&file, b"p{}", galley_core::disk::Expected::Absent).expect("a file");
        };
        write(root.join("css/a.css"));
        write(root.join("css/a.html"));
        write(folder.path().join("secret.css"));
        let code = |files: &[&str]| {
            let files: Vec<_> = files.iter().map(|&file| file.to_owned()).collect();
            served(&Scaled::default(), &root, &files, None).status()
        };
        assert_eq!(code(&["theme/a.css", "css/a.css"]), StatusCode::OK);
        assert_eq!(code(&["../secret.css"]), StatusCode::FORBIDDEN);
        assert_eq!(code(&["css/a.html"]), StatusCode::NOT_FOUND);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.path().join("secret.css"), root.join("link.css"))
                .expect("a link");
            assert_eq!(code(&["link.css"]), StatusCode::FORBIDDEN);
        }
    }

    #[test]
    fn of_the_windows_files_the_frame_gets_its_own() {
        for name in ["frame.js", "katex/katex.js", "mermaid/mermaid.js"] {
            assert_eq!(asset_mime(name), Some("text/javascript; charset=utf-8"), "{name}");
        }
        for name in ["frame.css", "reading.css", "katex/katex.css"] {
            assert_eq!(asset_mime(name), Some("text/css; charset=utf-8"), "{name}");
        }
        assert_eq!(asset_mime("katex/fonts/KaTeX_Main-Regular.woff2"), Some(FONT));
        for name in ["", "index.html", "assets/main.js", "katex/LICENSE", "katex/fonts/../../a.woff2"] {
            assert_eq!(asset_mime(name), None, "{name}");
        }
    }

    #[test]
    fn only_media_files_have_a_type() {
        assert_eq!(mime("a/b.PNG"), Some("image/png"));
        for path in ["a.html", "a.js", "a.md", "Makefile", ".env"] {
            assert_eq!(mime(path), None, "{path}");
        }
    }
}
