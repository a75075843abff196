//! How Hugo writes paths.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::settings::Settings;

/// A path as it stands in a URL. Sources: `common/paths/path.go`, `Sanitize`; `helpers/path.go`,
/// `MakePathSanitized`.
pub(super) fn written(path: &str, settings: &Settings) -> String {
    let plain = sanitized(path);
    let plain = if settings.drops_accents {
        plain.nfd().filter(|letter| !is_combining_mark(*letter)).nfc().collect()
    } else {
        plain
    };
    if settings.keeps_case { plain } else { plain.to_lowercase() }
}

/// The letters that a path may have; a space is a hyphen, all others go.
pub(super) fn sanitized(path: &str) -> String {
    let is_hex = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_hexdigit());
    let mut kept = String::with_capacity(path.len());
    for (at, letter) in path.char_indices() {
        let mut after = path.get(at..).unwrap_or_default().chars().skip(1);
        let is_escape = letter == '%' && is_hex(after.next()) && is_hex(after.next());
        if letter.is_whitespace() {
            kept.push('-');
        } else if letter.is_alphanumeric()
            || is_combining_mark(letter)
            || "./\\_#+~-@".contains(letter)
            || is_escape
        {
            kept.push(letter);
        }
    }
    kept
}

/// Parts joined with single slashes, one in front; the last keeps the one at its end.
pub(super) fn joined(parts: &[&str]) -> String {
    let ends = parts.last().is_some_and(|part| part.ends_with('/'));
    let names = parts.iter().flat_map(|part| part.split('/')).filter(|name| !name.is_empty() && *name != ".");
    let mut path = String::new();
    for name in names {
        path.push('/');
        path.push_str(name);
    }
    if ends || path.is_empty() { path + "/" } else { path }
}
