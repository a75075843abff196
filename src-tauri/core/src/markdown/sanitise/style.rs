//! The `style` attribute: declarations that colour, space and align what they are on.
//!
//! Values are taken apart to the last token, and each token must be of a known, bounded kind; what
//! is not understood is dropped with its declaration. So no value can load (`url()`), run
//! (`expression()`), hide behind an escape or a comment, or grow over the page.

use std::borrow::Cow;

const PROPERTIES: [&str; 82] = [
    "aspect-ratio",
    "background",
    "background-color",
    "border",
    "border-bottom",
    "border-bottom-color",
    "border-bottom-style",
    "border-bottom-width",
    "border-collapse",
    "border-color",
    "border-left",
    "border-left-color",
    "border-left-style",
    "border-left-width",
    "border-radius",
    "border-right",
    "border-right-color",
    "border-right-style",
    "border-right-width",
    "border-spacing",
    "border-style",
    "border-top",
    "border-top-color",
    "border-top-style",
    "border-top-width",
    "border-width",
    "caption-side",
    "clear",
    "color",
    "column-count",
    "column-gap",
    "direction",
    "display",
    "empty-cells",
    "flex",
    "flex-basis",
    "flex-direction",
    "flex-grow",
    "flex-shrink",
    "flex-wrap",
    "align-items",
    "align-self",
    "justify-content",
    "float",
    "font",
    "font-family",
    "font-size",
    "font-style",
    "font-variant",
    "font-weight",
    "gap",
    "height",
    "hyphens",
    "letter-spacing",
    "line-height",
    "list-style",
    "list-style-position",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-height",
    "max-width",
    "min-height",
    "min-width",
    "object-fit",
    "overflow-wrap",
    "overflow-x",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "text-align",
    "text-decoration",
    "text-indent",
    "text-transform",
    "vertical-align",
    "white-space",
    "width",
];

/// The declarations that stay, each as `name: value`, or `None` when none does. Borrowed when the
/// style is already written that way.
pub fn filter(style: &str) -> Option<Cow<'_, str>> {
    // An escape or a comment could hide anything; nobody needs one here.
    if style.contains('\\') || style.contains("/*") {
        return None;
    }
    let mut kept = String::new();
    for declaration in style.split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
        if PROPERTIES.contains(&&*name) && is_harmless(value) {
            if !kept.is_empty() {
                kept.push_str("; ");
            }
            kept.push_str(&name);
            kept.push_str(": ");
            kept.push_str(value);
        }
    }
    if kept.is_empty() {
        None
    } else if kept == style {
        Some(Cow::Borrowed(style))
    } else {
        Some(Cow::Owned(kept))
    }
}

fn is_harmless(value: &str) -> bool {
    let mut rest = value;
    while !rest.is_empty() {
        match token(rest) {
            Some(length) => rest = rest[length..].trim_start_matches([' ', ',', '/', '\t', '\n']),
            None => return false,
        }
    }
    !value.is_empty()
}

/// The length of the token that `text` starts with, if it is of a harmless kind.
fn token(text: &str) -> Option<usize> {
    match text.as_bytes()[0] {
        quote @ (b'"' | b'\'') => {
            let length = memchr::memchr(quote, &text.as_bytes()[1..])?;
            let is_name = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
            text[1..=length].chars().all(is_name).then_some(length + 2)
        }
        b'#' => {
            let digits = text[1..].bytes().take_while(u8::is_ascii_hexdigit).count();
            (3..=8).contains(&digits).then_some(digits + 1)
        }
        b'0'..=b'9' | b'.' => length(text),
        b'a'..=b'z' | b'A'..=b'Z' | b'-' => word(text),
        _ => None,
    }
}

/// A number, and a unit when there is one, within bounds. Negative ones are read by no caller.
fn length(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let number: f32 = text[..digits].parse().ok()?;
    let unit = text[digits..].bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'%').count();
    let most = match &text[digits..digits + unit] {
        "" => 1000.0,
        "px" | "pt" | "PX" => 2000.0,
        "em" | "rem" | "ex" | "ch" => 100.0,
        "%" => 400.0,
        "cm" | "mm" | "in" | "pc" => 500.0,
        "vw" => 100.0,
        "fr" => 20.0,
        _ => return None,
    };
    (number <= most).then_some(digits + unit)
}

/// A keyword, or a colour written as a function of numbers.
fn word(text: &str) -> Option<usize> {
    let name = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
    let word = &text[..name];
    if !text[name..].starts_with('(') {
        let keyword = word.starts_with(|c: char| c.is_ascii_alphabetic());
        let ends = text[name..].starts_with([' ', ',', '/', '\t', '\n']) || text.len() == name;
        return (keyword && ends).then_some(name);
    }
    let colour = ["rgb", "rgba", "hsl", "hsla"].iter().any(|known| word.eq_ignore_ascii_case(known));
    let arguments = text[name + 1..].find(')')?;
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, ' ' | ',' | '.' | '%' | '/');
    (colour && text[name + 1..name + 1 + arguments].chars().all(numeric)).then_some(name + arguments + 2)
}

#[cfg(test)]
mod tests {
    use super::filter;

    fn check(style: &str, kept: &str) {
        assert_eq!(filter(style).unwrap_or_default(), kept, "{style}");
    }

    #[test]
    fn keeps_alignment_colour_and_spacing() {
        for style in [
            "text-align: center",
            "color: #c00; background-color: rgba(0, 0, 0, 0.5)",
            "margin: 0 auto; padding: 1em 2em",
            "border: 1px solid hsl(10 20% 30%); border-radius: 4px",
            "font-family: \"Fira Code\", monospace; font: italic 12px/1.5 serif",
            "float: right; width: 50%; max-width: 300px; list-style-type: none",
        ] {
            check(style, style);
        }
    }

    #[test]
    fn writes_declarations_alike() {
        check("TEXT-ALIGN:left ;; width:10px;", "text-align: left; width: 10px");
    }

    #[test]
    fn drops_what_could_cover_or_leave_the_page() {
        for style in [
            "position: fixed",
            "z-index: 9",
            "transform: scale(9)",
            "top: 0",
            "inset: 0",
            "margin-top: -100px",
            "margin: 0 -9px",
            "width: 99999px",
            "width: 1e9px",
            "font-size: 9999em",
            "width: calc(100vw * 9)",
            "height: 100vh",
            "animation: a 1s",
            "content: 'x'",
            "--x: 1",
            "color: var(--x)",
            "margin: .",
        ] {
            check(style, "");
        }
    }

    #[test]
    fn drops_what_could_load_or_run() {
        for style in [
            "background: url(https://x.y/z)",
            "background: URL('x')",
            "background: u\\72l(x)",
            "list-style: url(x)",
            "background: image-set('x' 1x)",
            "width: expression(alert(1))",
            "color: re/**/d; background: ur/**/l(x)",
            "behavior: url(x.htc)",
            "-moz-binding: url(x)",
            "color: red}body{display:none",
            "color: red !important",
            "font-family: 'a;b'",
            "@import 'x'",
        ] {
            check(style, "");
        }
    }

    #[test]
    fn one_bad_declaration_leaves_the_others() {
        check("position: fixed; color: red; top: 0", "color: red");
    }
}
