//! The dates of a page.

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::Tz;

use super::header::Header;
use super::settings::Settings;
use crate::date::WrittenDate;
use crate::front_matter::Value;

/// A date of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Moment {
    /// As it is written; `None` for when the file was changed.
    pub written: Option<String>,
    /// Seconds since 1970.
    pub seconds: i64,
    /// Where it stands: a key of the header, `:filename`, `:filemodtime`.
    pub key: String,
    /// Where the key is handed down from.
    pub origin: Option<String>,
    /// The slug that the file's name holds, when that gave the date.
    pub slug: Option<String>,
}

/// What a page's dates are, and the first key whose value is none. Source:
/// `resources/page/pagemeta/page_frontmatter.go`.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub date: Option<Moment>,
    pub lastmod: Option<Moment>,
    pub publish: Option<Moment>,
    pub expiry: Option<Moment>,
    pub unreadable: Option<String>,
    /// Whether one of them may be in the repository's history.
    pub asks_git: bool,
}

impl Dates {
    pub fn of(header: &Header<'_>, name: &str, modified: i64, settings: &Settings) -> Dates {
        let mut dates = Dates::default();
        let mut reader =
            Reader { header, name, modified, zone: settings.zone, known: Vec::new(), bad: None, git: false };
        dates.date = reader.first(&settings.date, "date");
        dates.asks_git = reader.git;
        dates.lastmod = reader.first(&settings.lastmod, "lastmod");
        reader.git = dates.asks_git;
        dates.publish = reader.first(&settings.publish_date, "publishdate");
        dates.expiry = reader.first(&settings.expiry_date, "expirydate");
        dates.asks_git = reader.git;
        dates.unreadable = reader.bad;
        dates
    }
}

struct Reader<'r> {
    header: &'r Header<'r>,
    name: &'r str,
    modified: i64,
    zone: Tz,
    /// The dates found so far, which stand for keys that the header lacks.
    known: Vec<(&'static str, Moment)>,
    bad: Option<String>,
    git: bool,
}

impl Reader<'_> {
    fn first(&mut self, order: &[String], sets: &'static str) -> Option<Moment> {
        let mut found = None;
        for key in order {
            found = match key.as_str() {
                ":filename" => self.in_name(),
                ":filemodtime" => Some(self.moment(None, self.modified, key, None)),
                ":git" => {
                    self.git = true;
                    None
                }
                _ => self.in_header(key),
            };
            if found.is_some() {
                break;
            }
        }
        if let Some(moment) = &found
            && self.header.get(sets).is_none()
        {
            self.known.push((sets, moment.clone()));
        }
        found
    }

    fn in_header(&mut self, key: &str) -> Option<Moment> {
        let Some((value, origin)) = self.header.get(key) else {
            return self.known.iter().find(|(name, _)| *name == key).map(|(_, moment)| moment.clone());
        };
        let text = match value {
            Value::Null => return None,
            Value::Date(text) | Value::String(text) if text.is_empty() => return None,
            Value::Date(text) | Value::String(text) => text.clone(),
            // A number counts seconds.
            Value::Int(seconds) => {
                return Some(self.moment(Some(seconds.to_string()), *seconds, key, origin));
            }
            _ => return self.unreadable(key),
        };
        let date = WrittenDate::parse(&text).filter(|_| is_readable(&text));
        match date.and_then(|date| instant(&date, self.zone)) {
            Some(seconds) => Some(self.moment(Some(text), seconds, key, origin)),
            None => self.unreadable(key),
        }
    }

    fn in_name(&self) -> Option<Moment> {
        let (day, slug) = named(self.name)?;
        let seconds = instant(&WrittenDate::parse(day)?, self.zone)?;
        let mut moment = self.moment(Some(day.to_owned()), seconds, ":filename", None);
        moment.slug = Some(slug.to_owned());
        Some(moment)
    }

    fn unreadable(&mut self, key: &str) -> Option<Moment> {
        self.bad.get_or_insert_with(|| key.to_owned());
        None
    }

    fn moment(&self, written: Option<String>, seconds: i64, key: &str, origin: Option<&str>) -> Moment {
        Moment { written, seconds, key: key.to_owned(), origin: origin.map(str::to_owned), slug: None }
    }
}

/// Whether Hugo reads a date that starts with its year, or with a month's name, as this one does; it
/// stops at one that it does not. Source: `StringToDateInDefaultLocation` of the `cast` package.
fn is_readable(text: &str) -> bool {
    let is_like = |text: &str, shape: &str| {
        text.len() == shape.len()
            && text.bytes().zip(shape.bytes()).all(|(byte, shape)| match shape {
                b'd' => byte.is_ascii_digit(),
                _ => byte == shape,
            })
    };
    if !text.starts_with(|letter: char| letter.is_ascii_digit()) {
        // With the weekday in front, and not the month.
        return text.get(3..4) == Some(",");
    }
    if !text.get(..4).is_some_and(|year| is_like(year, "dddd")) {
        return !text.contains('/');
    }
    let Some((day, time)) = text.split_at_checked(10) else { return false };
    let Some(clock) = time.strip_prefix(['T', ' ']) else {
        return time.is_empty() && is_like(day, "dddd-dd-dd");
    };
    let zone = clock
        .get(8..)
        .map(|zone| zone.trim_start_matches(|letter: char| letter == '.' || letter.is_ascii_digit()));
    let zone = zone.map(|zone| zone.strip_prefix(' ').unwrap_or(zone));
    let is_zone = |zone: &str| {
        let offset = zone.strip_prefix(['+', '-']);
        matches!(zone, "" | "Z")
            || offset.is_some_and(|offset| is_like(offset, "dd:dd") || is_like(offset, "dddd"))
    };
    is_like(day, "dddd-dd-dd")
        && clock.get(..8).is_some_and(|clock| is_like(clock, "dd:dd:dd"))
        && zone.is_some_and(is_zone)
}

/// The date that a name starts with, and the slug behind it. Source: `dateAndSlugFromBaseFilename`.
pub(super) fn named(name: &str) -> Option<(&str, &str)> {
    let day = name.get(..10)?;
    crate::site::date_in_name(day)?;
    Some((day, name.get(10..)?.trim_matches([' ', '-', '_'])))
}

/// A date in the site's zone where it has none of its own, as Go takes a time that a zone skips or
/// has twice. Source: `Date` of Go's `time` package.
fn instant(date: &WrittenDate, zone: Tz) -> Option<i64> {
    let clock = date.instant(0)?;
    if date.offset().is_some() {
        return Some(clock);
    }
    let first = offset(zone, clock)?;
    Some(clock - offset(zone, clock - first)?)
}

fn offset(zone: Tz, seconds: i64) -> Option<i64> {
    let moment = DateTime::from_timestamp(seconds, 0)?;
    Some(zone.offset_from_utc_datetime(&moment.naive_utc()).fix().local_minus_utc().into())
}
