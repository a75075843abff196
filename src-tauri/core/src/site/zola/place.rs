//! What the path of a content file says.

use super::settings::Settings;
use crate::date::WrittenDate;

/// A Markdown file below `content`, by its path. Sources: `components/content/src/file_info.rs`,
/// and `load` of `components/site/src/lib.rs` for which files are read at all.
#[derive(Debug, PartialEq)]
pub(super) struct Place<'a> {
    /// The folders below `content` that stand in its URL: not its own, when it is an `index.md`.
    pub folders: Vec<&'a str>,
    /// The file's name without extension and language, for an `index.md` its folder's name.
    pub name: &'a str,
    /// Whether its folder does not stand in its URL as others do: it is an `index.md`, or the
    /// `index.xx.md` of no known language.
    pub is_bundle: bool,
    /// Whether its name is its folder's.
    pub has_folder_name: bool,
    pub is_section: bool,
    pub language: Tongue<'a>,
}

/// The language of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue<'a> {
    Default,
    Other(&'a str),
    /// A code that is not in the configuration.
    Unknown(&'a str),
}

impl<'a> Place<'a> {
    /// `None` for a file that is not a page and not a section.
    pub fn of(path: &'a str, settings: &Settings) -> Option<Place<'a>> {
        let below = path.strip_prefix("content/")?.strip_suffix(".md")?;
        let mut folders: Vec<&str> = below.split('/').collect();
        let stem = folders.pop()?;
        let (name, language) = language(stem, settings);
        let is_section = stem == "_index" || stem.starts_with("_index.");
        if is_section {
            let is_read = name == "_index" && !matches!(language, Tongue::Unknown(_));
            let place =
                Place { folders, name, is_bundle: false, has_folder_name: false, is_section, language };
            return is_read.then_some(place);
        }
        // A language in front of which nothing is known stays in the name, but makes it a bundle.
        let is_bundle = !folders.is_empty() && stem.split('.').next() == Some("index");
        let own = if is_bundle { folders.pop() } else { None };
        let own = own.filter(|_| name == "index");
        let has_folder_name = own.is_some();
        Some(Place { folders, name: own.unwrap_or(name), is_bundle, has_folder_name, is_section, language })
    }

    /// The folder that its sections are looked for from, and that the URL of a section is.
    pub fn folder(&self) -> String {
        let folders = self.folders.iter().map(|name| format!("/{name}"));
        format!("content{}", folders.collect::<String>())
    }
}

fn language<'a>(stem: &'a str, settings: &Settings) -> (&'a str, Tongue<'a>) {
    match stem.split_once('.') {
        Some((name, code)) if !settings.languages.is_empty() => {
            if code == settings.default_language {
                (stem, Tongue::Default)
            } else if settings.languages.iter().any(|known| known == code) {
                (name, Tongue::Other(code))
            } else {
                (stem, Tongue::Unknown(code))
            }
        }
        _ => (stem, Tongue::Default),
    }
}

/// A name that starts with a date. Source: `RFC3339_DATE` in `components/content/src/page.rs`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dated<'a> {
    pub date: &'a str,
    /// The date and what parts it from the slug.
    pub prefix: &'a str,
    /// What follows, if anything does.
    pub slug: Option<&'a str>,
}

pub(super) fn dated(name: &str) -> Option<Dated<'_>> {
    let day = name.get(..10).filter(|day| is_like(day, "dddd-dd-dd"))?;
    let (month, date) = (number(day, 5)?, number(day, 8)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&date) {
        return None;
    }
    let length = 10 + time_length(&name[10..]).unwrap_or(0);
    let rest = &name[length..];
    let spaceless = rest.strip_prefix(char::is_whitespace).unwrap_or(rest);
    let slug = spaceless.strip_prefix(['_', '-']).filter(|slug| !slug.is_empty() && !slug.contains('\n'));
    let prefix = slug.map_or(name, |slug| &name[..name.len() - slug.len()]);
    Some(Dated { date: &name[..length], prefix, slug })
}

/// How many bytes of `text` are `T10:00:00Z`, with a fraction or an offset.
fn time_length(text: &str) -> Option<usize> {
    text.get(..9).filter(|time| is_like(time, "Tdd:dd:dd"))?;
    let (hour, minute, second) = (number(text, 1)?, number(text, 4)?, number(text, 7)?);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let fraction = text[9..].strip_prefix('.').map(digits).filter(|count| *count > 0);
    let zone = 9 + fraction.map_or(0, |count| count + 1);
    if text[zone..].starts_with('Z') {
        return Some(zone + 1);
    }
    let offset = text.get(zone..zone + 6).filter(|offset| offset.starts_with(['+', '-']))?;
    let is_offset = is_like(&offset[1..], "dd:dd") && number(offset, 1)? < 24 && number(offset, 4)? < 60;
    is_offset.then_some(zone + 6)
}

fn is_like(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, shape)| match shape {
            b'd' => byte.is_ascii_digit(),
            _ => byte == shape,
        })
}

fn number(text: &str, at: usize) -> Option<u32> {
    text.get(at..at + 2)?.parse().ok()
}

/// Whether Zola reads a date, written as text or not; it stops at one that it does not. Sources:
/// `components/content/src/front_matter/datetime.rs` and `page.rs` there.
pub(super) fn is_readable(text: &str) -> bool {
    let start = text.get(..5).is_some_and(|year| is_like(year, "dddd-"));
    let signs = text.bytes().all(|byte| byte.is_ascii_digit() || b"-:.TtZz+ \t".contains(&byte));
    start && signs && WrittenDate::parse(text).is_some()
}
