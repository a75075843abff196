//! MDX: imports and exports, components and expressions.

use super::{Meaning, Scan, chip, variable};

/// How far the end of a component's tag or an expression is looked for.
const FAR: usize = 10_000;

/// The length of the imports and exports that start at `at`, the start of a line: up to a blank
/// line. They show nothing.
pub fn module(body: &str, at: usize) -> Option<usize> {
    let rest = &body[at..];
    let starts = ["import ", "import{", "import\"", "export ", "export{"];
    if !starts.iter().any(|start| rest.starts_with(start)) {
        return None;
    }
    let before = &body[..at];
    if !before.ends_with("\n\n") && !before.trim_end().is_empty() {
        return None;
    }
    let length = memchr::memmem::find(rest.as_bytes(), b"\n\n").unwrap_or(rest.trim_end().len());
    Some(length)
}

/// Reads the component or expression at `at`.
pub fn read(scan: &mut Scan<'_>, at: usize) -> Option<(usize, Meaning)> {
    if !scan.spend(0) {
        scan.leave_open();
        return None;
    }
    let rest = &scan.body[at..];
    if rest.starts_with('{') {
        let length = braces(rest);
        let is_open = length.is_none();
        if !scan.spend(length.unwrap_or(FAR.min(rest.len()))) || is_open {
            scan.leave_open();
        }
        let length = length?;
        let inner = rest[1..length - 1].trim();
        if inner.starts_with("/*") && inner.ends_with("*/") {
            return Some((at + length, Meaning::Inline { html: String::new(), text: String::new() }));
        }
        return Some((at + length, variable(inner)));
    }
    let name = rest.strip_prefix('<')?;
    let closing = name.starts_with('/');
    let name = name.trim_start_matches('/');
    let length = name.find(|c: char| !(c.is_alphanumeric() || "._".contains(c))).unwrap_or(name.len());
    let (name, _) = name.split_at(length);
    // Elements in lower case are HTML.
    if !name.starts_with(char::is_uppercase) && !rest.starts_with("<>") && !rest.starts_with("</>") {
        return None;
    }
    let start = 1 + usize::from(closing) + length;
    let end = tag_end(&rest[start..]);
    if !scan.spend(end.unwrap_or(FAR.min(rest.len()))) || end.is_none() {
        scan.leave_open();
    }
    let end = end? + start;
    let arguments = rest[start..end - 1].trim().trim_end_matches('/').trim_end();
    let shown = if closing || name.is_empty() { self::closing(name) } else { chip(name, arguments) };
    Some((at + end, shown))
}

/// The end tag of a component; that of a fragment, and its start, show nothing.
pub fn closing(name: &str) -> Meaning {
    match name {
        "" => Meaning::Inline { html: String::new(), text: String::new() },
        name => chip(&format!("/{name}"), ""),
    }
}

/// The length of a tag's rest up to its `>`; braces and quotes hold others.
fn tag_end(text: &str) -> Option<usize> {
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len().min(FAR) {
        match bytes[at] {
            b'>' => return Some(at + 1),
            b'{' => at += braces(&text[at..])?,
            quote @ (b'"' | b'\'') => at += memchr::memchr(quote, bytes.get(at + 1..)?)? + 2,
            b'<' => return None,
            _ => at += 1,
        }
    }
    None
}

/// The length of a text in braces; those within are counted.
fn braces(text: &str) -> Option<usize> {
    let mut depth = 0u32;
    for (at, byte) in text.bytes().take(FAR).enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}
