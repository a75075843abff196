//! Where images, sound and video come from: files of the blog, or nowhere.
//!
//! Works on sanitised HTML, in which tags are written in one form only. Nothing here loads from the
//! network: a remote address moves to `data-remote`, for the preview to show as such.

use std::fmt::Write;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::RenderContext;
use super::tags::{self, Piece, Tag};
use crate::place::joined;

/// What stays readable in the address of a file.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Points media at the blog's files, and leaves of `<input>` only the boxes of task lists.
pub fn resolve(html: &str, context: &RenderContext) -> String {
    let mut resolved = String::with_capacity(html.len());
    let mut copied = 0;
    for piece in tags::pieces(html) {
        let Piece::Tag(tag) = piece else { continue };
        let is_media =
            matches!(tag.name, "img" | "source" | "video" | "audio") && !context.asset_base.is_empty();
        if tag.closing || !(is_media || tag.name == "input") {
            continue;
        }
        resolved.push_str(&html[copied..tag.range.start]);
        copied = tag.range.end;
        // The sanitiser writes no tag that has no plain attributes.
        let attributes = tag.plain_attributes().unwrap_or_default();
        if is_media {
            write_media(&tag, &attributes, context, &mut resolved);
        } else if attributes.contains(&("type", "checkbox")) {
            let checked = attributes.iter().any(|(name, _)| *name == "checked");
            resolved.push_str("<input type=\"checkbox\" disabled=\"\"");
            resolved.push_str(if checked { " checked=\"\">" } else { ">" });
        }
    }
    resolved.push_str(&html[copied..]);
    resolved
}

enum Target {
    /// A file of the blog, or data that needs no file.
    Here(String),
    Remote(String),
    /// Outside the blog's folder, or no address at all.
    Missing,
}

fn write_media(tag: &Tag<'_>, attributes: &[(&str, &str)], context: &RenderContext, html: &mut String) {
    let mut class = String::new();
    let _ = write!(html, "<{}", tag.name);
    for &(name, value) in attributes {
        match name {
            "class" => value.clone_into(&mut class),
            "src" => match target(&tags::unescape(value), context) {
                Target::Here(address) => write_attribute(html, "src", &address),
                Target::Remote(address) => {
                    write_attribute(html, "data-remote", &address);
                    class.push_str(if class.is_empty() { "remote" } else { " remote" });
                }
                Target::Missing => write_attribute(html, "data-missing", &tags::unescape(value)),
            },
            "poster" => {
                if let Target::Here(address) = target(&tags::unescape(value), context) {
                    write_attribute(html, "poster", &address);
                }
            }
            "srcset" => {
                let set = local_candidates(&tags::unescape(value), context);
                if !set.is_empty() {
                    write_attribute(html, "srcset", &set);
                }
            }
            _ => {
                let _ = write!(html, " {name}=\"{value}\"");
            }
        }
    }
    if !class.is_empty() {
        let _ = write!(html, " class=\"{class}\"");
    }
    html.push('>');
}

fn write_attribute(html: &mut String, name: &str, value: &str) {
    let _ = write!(html, " {name}=\"");
    tags::escape(value, html);
    html.push('"');
}

fn target(address: &str, context: &RenderContext) -> Target {
    let address = address.trim_matches(|c: char| c <= ' ').replace(['\t', '\n', '\r'], "").replace('\\', "/");
    if let Some(rest) = address.strip_prefix("//") {
        return Target::Remote(format!("https://{rest}"));
    }
    if let Some((scheme, _)) = address.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
        // The sanitiser let only these schemes through.
        return match &*scheme.to_ascii_lowercase() {
            "http" | "https" => Target::Remote(address),
            "data" => Target::Here(address),
            _ => Target::Missing,
        };
    }
    match file(&address, context) {
        Some(address) => Target::Here(address),
        None => Target::Missing,
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// The address of a file of the blog, `..` resolved; `None` when it leaves the blog's folder.
fn file(address: &str, context: &RenderContext) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8().ok()?.replace('\\', "/");
    if path.is_empty() || path.contains('\0') {
        return None;
    }
    let from_root = path.starts_with('/');
    let folder = if from_root { "" } else { &context.post_dir };
    let place = joined(folder, &path)?;
    let mut address = context.asset_base.clone();
    for (index, part) in place.split('/').enumerate() {
        if index > 0 {
            address.push('/');
        }
        address.extend(utf8_percent_encode(part, ENCODED));
    }
    (!place.is_empty()).then_some(address)
}

/// The candidates of a `srcset` that are files of the blog.
fn local_candidates(set: &str, context: &RenderContext) -> String {
    let local = set.split(',').filter_map(|candidate| {
        let (address, descriptor) =
            candidate.trim().split_once(char::is_whitespace).unwrap_or((candidate.trim(), ""));
        match target(address, context) {
            Target::Here(address) if !address.starts_with("data:") => {
                Some(format!("{address} {}", descriptor.trim()).trim_end().to_owned())
            }
            _ => None,
        }
    });
    local.collect::<Vec<_>>().join(", ")
}
