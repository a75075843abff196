//! The tags of template languages in a body: read where they stand, shown as what they make or as a
//! labelled chip.

mod arguments;
mod card;
mod hexo;
mod known;
pub mod mdx;

use pulldown_cmark::CowStr;

use super::containers::{self, By, FenceKind};
use super::dialect::Templates;
use super::mask::Meaning;
use super::scan::Scan;
use super::tags;
use arguments::{Arguments, on_a_line};

/// How far the end of a tag is looked for.
const FAR: usize = 20_000;

/// Reads the tag at `at`, where a `{` or `<` stands: where it ends and what it is.
pub fn read(scan: &mut Scan<'_>, at: usize, templates: Templates) -> Option<(usize, Meaning)> {
    let rest = scan.body.get(at..)?;
    match templates {
        Templates::None => None,
        Templates::Mdx => mdx::read(scan, at),
        Templates::Hugo if rest.starts_with("{{<") => hugo(scan, at, ">}}"),
        Templates::Hugo if rest.starts_with("{{%") => hugo(scan, at, "%}}"),
        Templates::Hugo => None,
        _ if rest.starts_with("{{") => value(scan, at, templates),
        _ if rest.starts_with("{%") => block(scan, at, templates),
        _ if rest.starts_with("{#") && templates != Templates::Zola && templates != Templates::Liquid => {
            let end = scan.find("#}", at + 2, FAR)? + 2;
            Some((end, Meaning::Inline { html: String::new(), text: String::new() }))
        }
        _ => None,
    }
}

/// What a line, from its first sign to its last, does that is the end of a pair of tags and nothing else, or
/// the start of one that always has an end: Zola's.
pub fn fence(line: &str, templates: Templates) -> Option<FenceKind> {
    if templates == Templates::Mdx {
        let name = line.strip_prefix("</")?.strip_suffix('>')?.trim();
        let is_name = name.chars().all(|c| c.is_alphanumeric() || "._".contains(c));
        let is_component = is_name && !name.starts_with(char::is_lowercase);
        return is_component.then(|| FenceKind::Shows(mdx::closing(name)));
    }
    let whole = |open: &str, close: &str| {
        let inner = line.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains(close)).then(|| inner.trim_matches(['-', ' ', '\t']))
    };
    match templates {
        Templates::None | Templates::Mdx => None,
        Templates::Hugo => {
            let inner = whole("{{<", ">}}").or_else(|| whole("{{%", "%}}"))?;
            let name = inner.strip_prefix('/').filter(|name| !name.starts_with('*'))?;
            Some(FenceKind::Shows(hugo_closing(name.trim())))
        }
        Templates::Zola => {
            let inner = whole("{%", "%}")?;
            if inner == "end" {
                return Some(FenceKind::Closes(By::Tag, Some(chip("end", ""))));
            }
            let (name, arguments) = call(inner)?;
            let (html, end) = match known::opening(name, &Arguments::parse(arguments)) {
                Some(Meaning::Block(html)) => (html, "</details>\n".into()),
                _ => {
                    let mut title = String::new();
                    tags::escape(format!("{name} {}", on_a_line(arguments)).trim_end(), &mut title);
                    containers::titled(name, &title)
                }
            };
            Some(FenceKind::Opens { by: By::Tag, html, end })
        }
        Templates::Liquid | Templates::Hexo | Templates::Eleventy => {
            let inner = whole("{%", "%}")?;
            if templates == Templates::Hexo {
                let (name, arguments) = name_and_rest(inner);
                let own = hexo::fence(name, &Arguments::parse(arguments));
                if own.is_some() {
                    return own;
                }
            }
            let name = Some(inner).filter(|name| name.starts_with("end"))?;
            let is_name = name.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
            let meaning =
                known::tag(templates, name, &Arguments::default()).unwrap_or_else(|| chip(name, ""));
            is_name.then_some(FenceKind::Shows(meaning))
        }
    }
}

fn hugo_closing(name: &str) -> Meaning {
    known::closing(name).unwrap_or_else(|| chip(&format!("/{name}"), ""))
}

/// `{{< name args >}}`, its end `{{< /name >}}`, and the escaped `{{</* name */>}}`.
fn hugo(scan: &mut Scan<'_>, at: usize, close: &'static str) -> Option<(usize, Meaning)> {
    let inner_end = scan.find(close, at + 3, FAR)?;
    let end = inner_end + close.len();
    let source = &scan.body[at..end];
    let inner = scan.body[at + 3..inner_end].trim();
    if let Some(escaped) = inner.strip_prefix("/*").and_then(|inner| inner.strip_suffix("*/")) {
        return Some((end, text(&format!("{}{escaped}{close}", &source[..3]))));
    }
    if let Some(name) = inner.strip_prefix('/') {
        return Some((end, hugo_closing(name.trim())));
    }
    let (name, arguments) = name_and_rest(inner.trim_end_matches('/').trim_end());
    if name.is_empty() {
        return None;
    }
    let parsed = Arguments::parse(arguments);
    if matches!(name, "highlight" | "mermaid" | "math" | "katex" | "comment") {
        let opening = &source[..3];
        let ends = vec![format!("{opening} /{name} {close}"), format!("{opening}/{name}{close}")];
        if let Some(found) = scan.find_any(ends, end) {
            return Some((found.end, known::with_code(name, &parsed, &scan.body[end..found.start])));
        }
    }
    Some((end, known::tag(Templates::Hugo, name, &parsed).unwrap_or_else(|| chip(name, arguments))))
}

/// `{{ value }}`; of Zola only `{{ name(arguments) }}` is one.
fn value(scan: &mut Scan<'_>, at: usize, templates: Templates) -> Option<(usize, Meaning)> {
    let inner_end = scan.find("}}", at + 2, FAR)?;
    let end = inner_end + 2;
    let inner = scan.body[at + 2..inner_end].trim_matches(['-', ' ', '\n', '\t']);
    // The outer ones of several openings are text.
    if inner.contains("{{") {
        return None;
    }
    if templates != Templates::Zola {
        return (!inner.is_empty()).then(|| (end, known::output(inner).unwrap_or_else(|| variable(inner))));
    }
    if let Some(escaped) = inner.strip_prefix("/*").and_then(|inner| inner.strip_suffix("*/")) {
        return Some((end, text(&format!("{{{{{escaped}}}}}"))));
    }
    let (name, arguments) = call(inner)?;
    let parsed = Arguments::parse(arguments);
    Some((end, known::tag(templates, name, &parsed).unwrap_or_else(|| chip(name, arguments))))
}

/// `{% tag arguments %}`, with what belongs to it as it is: code, raw text, comments.
fn block(scan: &mut Scan<'_>, at: usize, templates: Templates) -> Option<(usize, Meaning)> {
    let inner_end = scan.find("%}", at + 2, FAR)?;
    let end = inner_end + 2;
    let inner = scan.body[at + 2..inner_end].trim_matches(['-', ' ', '\n', '\t']);
    if templates == Templates::Zola {
        if let Some(escaped) = inner.strip_prefix("/*").and_then(|inner| inner.strip_suffix("*/")) {
            return Some((end, text(&format!("{{%{escaped}%}}"))));
        }
        if inner == "end" {
            return Some((end, chip("end", "")));
        }
        let (name, arguments) = call(inner)?;
        let parsed = Arguments::parse(arguments);
        return Some((end, known::opening(name, &parsed).unwrap_or_else(|| chip(name, arguments))));
    }
    let (name, arguments) = name_and_rest(inner);
    if name.is_empty() {
        return None;
    }
    if matches!(name, "raw" | "comment" | "highlight" | "codeblock" | "code" | "mermaid") {
        let ends = ["{% end", "{%- end"]
            .iter()
            .flat_map(|start| [" %}", " -%}"].map(|close| format!("{start}{name}{close}")));
        if let Some(found) = scan.find_any(ends.collect(), end) {
            let body = &scan.body[end..found.start];
            let meaning = match name {
                "raw" => text(body),
                _ => known::with_code(name, &Arguments::parse(arguments), body),
            };
            return Some((found.end, meaning));
        }
    }
    let parsed = Arguments::parse(arguments);
    Some((end, known::tag(templates, name, &parsed).unwrap_or_else(|| chip(name, arguments))))
}

/// Code with the escapes of shortcodes undone.
pub fn unescaped(code: CowStr<'_>, templates: Templates) -> CowStr<'_> {
    if templates != Templates::Hugo || !(code.contains("{{</*") || code.contains("{{%/*")) {
        return code;
    }
    let code = code.replace("{{</*", "{{<").replace("*/>}}", ">}}");
    code.replace("{{%/*", "{{%").replace("*/%}}", "%}}").into()
}

/// A tag that is not known: its name and its arguments.
fn chip(name: &str, arguments: &str) -> Meaning {
    let mut html = String::from("<span class=\"shortcode\"><b>");
    tags::escape(name, &mut html);
    html.push_str("</b>");
    let arguments = on_a_line(arguments);
    if !arguments.is_empty() {
        html.push(' ');
        tags::escape(&arguments, &mut html);
    }
    html.push_str("</span>");
    Meaning::Inline { html, text: String::new() }
}

/// A value that only the site knows.
fn variable(inner: &str) -> Meaning {
    let mut html = String::from("<span class=\"shortcode\">");
    tags::escape(inner, &mut html);
    html.push_str("</span>");
    Meaning::Inline { html, text: String::new() }
}

fn text(text: &str) -> Meaning {
    let mut html = String::new();
    tags::escape(text, &mut html);
    Meaning::Inline { html, text: text.to_owned() }
}

fn name_and_rest(inner: &str) -> (&str, &str) {
    let end = inner.find(char::is_whitespace).unwrap_or(inner.len());
    (&inner[..end], inner[end..].trim())
}

/// The parts of `name(arguments)`.
fn call(inner: &str) -> Option<(&str, &str)> {
    let (name, rest) = inner.split_once('(')?;
    let arguments = rest.trim_end().strip_suffix(')')?;
    let name = name.trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_:".contains(c));
    is_name.then_some((name, arguments.trim()))
}
