//! The sites whose players a post may load in place, once the reader asks for one: those that work in
//! a plain frame, without a script in the page around it.

/// A site and the addresses of its players.
struct Provider {
    name: &'static str,
    host: &'static str,
    /// What the path of a player is like: `*` is one segment of any name, and a `/` at the end means
    /// that more follows.
    path: &'static str,
    /// Hosts of the frames within the player.
    inner: &'static [&'static str],
}

const fn provider(name: &'static str, host: &'static str, path: &'static str) -> Provider {
    Provider { name, host, path, inner: &[] }
}

const PROVIDERS: [Provider; 15] = [
    provider("YouTube", "www.youtube.com", "/embed/"),
    provider("YouTube", "www.youtube-nocookie.com", "/embed/"),
    provider("Vimeo", "player.vimeo.com", "/video/"),
    provider("Streamable", "streamable.com", "/e/"),
    provider("Internet Archive", "archive.org", "/embed/"),
    provider("Spotify", "open.spotify.com", "/embed/"),
    provider("SoundCloud", "w.soundcloud.com", "/player/"),
    provider("Bandcamp", "bandcamp.com", "/EmbeddedPlayer/"),
    provider("Apple Podcasts", "embed.podcasts.apple.com", "/"),
    provider("Apple Music", "embed.music.apple.com", "/"),
    provider("asciinema", "asciinema.org", "/a/*/iframe"),
    provider("OpenStreetMap", "www.openstreetmap.org", "/export/embed.html"),
    provider("Google Maps", "www.google.com", "/maps/embed"),
    Provider { inner: &["cdpn.io"], ..provider("CodePen", "codepen.io", "/*/embed/") },
    Provider { inner: &["cdpn.io"], ..provider("CodePen", "codepen.io", "/*/embed/preview/") },
];

/// The name of the site, when `address` is that of a player that may be loaded in place.
///
/// Only the one way of writing an address that nothing reads in another way will do: `https`, the
/// exact host, no user, no port, no dots to go up by.
pub fn player(address: &str) -> Option<&'static str> {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'"' | b'<' | b'>' | b'`');
    if !address.bytes().all(is_plain) {
        return None;
    }
    let (host, path) = split(address)?;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let goes_up = |segment: &str| matches!(&*segment.to_ascii_lowercase().replace("%2e", "."), "." | "..");
    if path.split('/').any(goes_up) {
        return None;
    }
    PROVIDERS.iter().find(|known| known.host == host && matches(known.path, path)).map(|known| known.name)
}

/// Whether a frame may go to `address` while a player is shown: a player's own pages, and the frames
/// within.
pub fn is_of_player(address: &str) -> bool {
    split(address).is_some_and(|(host, _)| {
        PROVIDERS.iter().any(|known| known.host == host || known.inner.contains(&host))
    })
}

/// The sources that the frames of players come from, as a Content-Security-Policy names them.
pub fn player_sources() -> String {
    let mut sources: Vec<String> = Vec::new();
    for Provider { host, path, .. } in &PROVIDERS {
        let path = path.split_once('*').map_or(*path, |(before, _)| before);
        let source = format!("https://{host}{path}");
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources.join(" ")
}

/// The page to show in a browser: YouTube's players do not play there by themselves.
pub fn page_of(address: &str) -> Option<String> {
    if player(address)? != "YouTube" {
        return None;
    }
    let film = split(address)?.1.strip_prefix("/embed/")?;
    let (id, query) = film.split_once('?').unwrap_or((film, ""));
    let value = |key: &str| query.split('&').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='));
    Some(match value("list") {
        Some(list) if id == "videoseries" => format!("https://www.youtube.com/playlist?list={list}"),
        _ => {
            let start = value("start").map(|start| format!("&t={start}s")).unwrap_or_default();
            format!("https://www.youtube.com/watch?v={}{start}", id.trim_end_matches('/'))
        }
    })
}

/// The authority of an `https` address, and what follows it.
fn split(address: &str) -> Option<(&str, &str)> {
    let rest = address.strip_prefix("https://")?;
    rest.find('/').map(|at| rest.split_at(at))
}

fn matches(pattern: &str, path: &str) -> bool {
    let mut path = path.split('/');
    let mut pattern = pattern.split('/').peekable();
    while let Some(wanted) = pattern.next() {
        let is_last = pattern.peek().is_none();
        match path.next() {
            Some(_) if wanted.is_empty() && is_last => return true,
            Some(segment) if segment == wanted || (wanted == "*" && !segment.is_empty()) => {}
            _ => return false,
        }
    }
    path.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn players_are_known_by_their_exact_address() {
        for (address, name) in [
            ("https://www.youtube.com/embed/x1?start=3&a=b", "YouTube"),
            ("https://www.youtube-nocookie.com/embed/x1", "YouTube"),
            ("https://player.vimeo.com/video/12?h=1#t=2", "Vimeo"),
            ("https://open.spotify.com/embed/track/1", "Spotify"),
            ("https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/1", "SoundCloud"),
            ("https://bandcamp.com/EmbeddedPlayer/album=1/size=large/", "Bandcamp"),
            ("https://embed.podcasts.apple.com/us/podcast/x/id1", "Apple Podcasts"),
            ("https://asciinema.org/a/12/iframe?t=1", "asciinema"),
            ("https://www.openstreetmap.org/export/embed.html?bbox=1,2", "OpenStreetMap"),
            ("https://www.google.com/maps/embed?pb=!1m18", "Google Maps"),
            ("https://codepen.io/someone/embed/abc?default-tab=result", "CodePen"),
            ("https://codepen.io/someone/embed/preview/abc", "CodePen"),
        ] {
            assert_eq!(player(address), Some(name), "{address}");
            assert!(is_of_player(address), "{address}");
        }
    }

    #[test]
    fn an_address_that_only_looks_like_a_players_is_none() {
        for address in [
            "https://youtube.com.evil.example/embed/x",
            "https://www.youtube.com.evil.example/embed/x",
            "https://evil.example/https://www.youtube.com/embed/x",
            "https://www.youtube.com@evil.example/embed/x",
            "https://a:b@www.youtube.com/embed/x",
            "https://www.youtube.com:444/embed/x",
            "https://www.youtube.com:443/embed/x",
            "https://www.youtube.com./embed/x",
            "https://www.youtube.com\\@evil.example/embed/x",
            "https://www.youtube.com\t/embed/x",
            "https://www.youtube.com?/embed/x",
            "https://www.youtube.com#/embed/x",
            "https://WWW.YOUTUBE.COM/embed/x",
            "https://www.уoutube.com/embed/x",
            "https:www.youtube.com/embed/x",
            "https:/www.youtube.com/embed/x",
            "https:///www.youtube.com/embed/x",
            " https://www.youtube.com/embed/x",
            "http://www.youtube.com/embed/x",
            "//www.youtube.com/embed/x",
            "javascript:https://www.youtube.com/embed/x",
            "data:text/html,https://www.youtube.com/embed/x",
            "preview://localhost/embed/x",
            "tauri://localhost/",
            "",
        ] {
            assert_eq!(player(address), None, "{address}");
            let is_a_page = address.starts_with("https://www.youtube.com/");
            assert_eq!(is_of_player(address), is_a_page, "{address}");
        }
    }

    #[test]
    fn other_pages_of_such_a_site_are_no_players() {
        for address in [
            "https://www.youtube.com/redirect?q=https://evil.example/",
            "https://www.youtube.com/embed/../redirect?q=x",
            "https://www.youtube.com/embed/%2E%2e/redirect?q=x",
            "https://www.youtube.com/embed/x\"onload=\"y",
            "https://www.google.com/url?q=x",
            "https://www.google.com/maps/embed/x",
            "https://asciinema.org/a//iframe",
            "https://asciinema.org/a/1/iframe/x",
            "https://codepen.io/embed/x",
            "https://codepen.io//embed/x",
        ] {
            assert_eq!(player(address), None, "{address}");
        }
    }

    #[test]
    fn the_policy_names_https_sources_with_an_exact_host_only() {
        let sources = player_sources();
        assert!(sources.contains("https://player.vimeo.com/video/ "), "{sources}");
        assert!(sources.ends_with("https://codepen.io/"), "{sources}");
        assert!(sources.split(' ').all(|source| source.starts_with("https://")), "{sources}");
        assert!(!sources.contains(['*', ';', '\'']), "{sources}");
    }

    #[test]
    fn a_browser_gets_the_page_of_a_film_of_youtube() {
        for (address, page) in [
            ("https://www.youtube.com/embed/x1", "https://www.youtube.com/watch?v=x1"),
            (
                "https://www.youtube-nocookie.com/embed/x1/?a=b&start=30",
                "https://www.youtube.com/watch?v=x1&t=30s",
            ),
            (
                "https://www.youtube.com/embed/videoseries?list=PL1",
                "https://www.youtube.com/playlist?list=PL1",
            ),
        ] {
            assert_eq!(page_of(address).as_deref(), Some(page));
        }
        assert_eq!(page_of("https://player.vimeo.com/video/1"), None);
        assert_eq!(page_of("https://evil.example/embed/1"), None);
    }
}
