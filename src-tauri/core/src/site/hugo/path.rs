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

/// The letters that a path may have. Spaces are one hyphen, unless a hyphen is beside them; all
/// other letters go.
pub(super) fn sanitized(path: &str) -> String {
    let is_hex = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_hexdigit());
    let mut kept = String::with_capacity(path.len());
    let mut is_space_before = false;
    for (at, letter) in path.char_indices() {
        let mut after = path.get(at..).unwrap_or_default().chars().skip(1);
        let is_escape = letter == '%' && is_hex(after.next()) && is_hex(after.next());
        let is_letter = letter.is_alphanumeric() || is_combining_mark(letter);
        if is_letter || "./\\_#+~-@".contains(letter) || is_escape {
            if is_space_before && letter != '-' {
                kept.push('-');
            }
            is_space_before = false;
            kept.push(letter);
        } else if letter.is_whitespace() && !kept.is_empty() && !kept.ends_with('-') {
            is_space_before = true;
        }
    }
    kept
}

/// The name of a file as it stands in a URL: where case does not count, each space is a hyphen of
/// its own. Source: `common/paths/pathparser.go`, `normalizePathStringBasic`.
pub(super) fn of_file(name: &str, settings: &Settings) -> String {
    if settings.keeps_case { written(name, settings) } else { written(&name.replace(' ', "-"), settings) }
}

/// A value of a permalink's token: escapes are taken for what they stand for. Source: `URLEscape` of
/// `common/paths/url.go`.
pub(super) fn token(value: &str, settings: &Settings) -> String {
    let plain = written(value, settings).replace('+', " ");
    percent_encoding::percent_decode_str(&plain).decode_utf8_lossy().into_owned()
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
