//! The shape of a written date: its parts in order, each with its way of printing.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

/// What a date says, whatever its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub date: NaiveDate,
    pub time: Option<NaiveTime>,
    /// Minutes east of UTC.
    pub zone: Option<i32>,
}

impl Moment {
    pub fn from_parts(date: &str, time: Option<&str>, offset: Option<&str>) -> Option<Moment> {
        let date = NaiveDate::parse_from_str(date, "%Y-%m-%d")
            .ok()
            .filter(|date| (0..=9999).contains(&date.year()))?;
        let time = match time {
            None => None,
            Some(time) => Some(parse_time(time)?),
        };
        let zone = match offset {
            None => None,
            Some(offset) => Some(parse_offset(offset)?),
        };
        Some(Moment { date, time, zone })
    }
}

fn parse_time(time: &str) -> Option<NaiveTime> {
    let format = if time.matches(':').count() == 1 { "%H:%M" } else { "%H:%M:%S%.f" };
    NaiveTime::parse_from_str(time, format).ok()
}

/// Minutes east of UTC from `Z`, `+HH:MM`, `+HHMM` or `+HH`.
pub(super) fn parse_offset(offset: &str) -> Option<i32> {
    if offset.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, digits) = match offset.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits, "0"),
        4 => digits.split_at_checked(2)?,
        5 => digits.split_once(':')?,
        _ => return None,
    };
    if !hours.bytes().chain(minutes.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// One part of a written date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Segment {
    Text(String),
    Year,
    /// At least this many digits.
    Month(usize),
    Day(usize),
    Hour(usize),
    Minute,
    Second,
    /// With its point.
    Fraction(usize),
    MonthName(NameStyle),
    Weekday(NameStyle),
    Zone(Zone),
}

/// How a name of a month or day is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NameStyle {
    /// In full, not its first three letters.
    pub long: bool,
    pub case: Case,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Title,
    Lower,
    Upper,
}

/// How an offset is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Zone {
    /// A word for zero: `Z`, `GMT`, `UTC`.
    Utc(String),
    /// `+HH:MM`
    Colon,
    /// `+HHMM`
    Digits,
    /// `+HH`
    Hours,
}

impl Zone {
    pub fn print(&self, minutes: i32) -> String {
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
        match self {
            Zone::Utc(word) if minutes == 0 => word.clone(),
            Zone::Hours if rest == 0 => format!("{sign}{hours:02}"),
            Zone::Utc(_) | Zone::Colon => format!("{sign}{hours:02}:{rest:02}"),
            Zone::Digits | Zone::Hours => format!("{sign}{hours:02}{rest:02}"),
        }
    }
}

impl Segment {
    pub fn fraction_digits(&self) -> Option<usize> {
        match self {
            Segment::Fraction(digits) => Some(*digits),
            _ => None,
        }
    }

    fn is_time(&self) -> bool {
        matches!(self, Segment::Hour(_) | Segment::Minute | Segment::Second | Segment::Fraction(_))
    }
}

/// The fraction of a second in this many digits, cut and not rounded.
pub(super) fn fraction(time: NaiveTime, digits: usize) -> String {
    // A leap second is a fraction of a whole second or more.
    let nanos = format!("{:09}", time.nanosecond() % 1_000_000_000);
    let mut text: String = nanos.chars().take(digits).collect();
    while text.len() < digits {
        text.push('0');
    }
    text
}

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
pub(super) const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// `moment` in the shape of `segments`.
pub(super) fn print(segments: &[Segment], moment: &Moment) -> String {
    let mut text: String = kept(segments, moment).iter().map(|segment| print_one(segment, moment)).collect();
    let has_time = segments.iter().any(Segment::is_time);
    let has_zone = segments.iter().any(|segment| matches!(segment, Segment::Zone(_)));
    let spaced = segments.iter().any(is_spaced);
    if let Some(time) = moment.time.filter(|_| !has_time) {
        text.push(if spaced { ' ' } else { 'T' });
        text.push_str(&time.format("%H:%M:%S").to_string());
    }
    if let (Some(minutes), Some(_), false) = (moment.zone, moment.time, has_zone) {
        text.push_str(&if spaced {
            format!(" {}", Zone::Digits.print(minutes))
        } else {
            Zone::Colon.print(minutes)
        });
    }
    text
}

/// Whether the shape is one where a space and no `T` comes before the time.
fn is_spaced(segment: &Segment) -> bool {
    match segment {
        Segment::MonthName(_) => true,
        Segment::Text(text) => matches!(text.as_str(), " " | "/" | "."),
        _ => false,
    }
}

/// The segments that `moment` has something for. Text before one that is left out goes with it.
fn kept<'s>(segments: &'s [Segment], moment: &Moment) -> Vec<&'s Segment> {
    let mut kept: Vec<&Segment> = Vec::with_capacity(segments.len());
    for segment in segments {
        let dropped = segment.is_time() && moment.time.is_none()
            || matches!(segment, Segment::Zone(_)) && (moment.zone.is_none() || moment.time.is_none());
        if !dropped {
            kept.push(segment);
        } else if matches!(kept.last(), Some(Segment::Text(_))) {
            kept.pop();
        }
    }
    kept
}

fn print_one(segment: &Segment, moment: &Moment) -> String {
    let time = moment.time.unwrap_or(NaiveTime::MIN);
    match segment {
        Segment::Text(text) => text.clone(),
        Segment::Year => format!("{:04}", moment.date.year()),
        Segment::Month(width) => format!("{:0width$}", moment.date.month()),
        Segment::Day(width) => format!("{:0width$}", moment.date.day()),
        Segment::Hour(width) => format!("{:0width$}", time.hour()),
        Segment::Minute => format!("{:02}", time.minute()),
        Segment::Second => format!("{:02}", time.second()),
        Segment::Fraction(digits) => format!(".{}", fraction(time, *digits)),
        Segment::MonthName(style) => name(MONTHS[moment.date.month0() as usize], *style),
        Segment::Weekday(style) => {
            name(WEEKDAYS[moment.date.weekday().num_days_from_monday() as usize], *style)
        }
        Segment::Zone(zone) => zone.print(moment.zone.unwrap_or(0)),
    }
}

fn name(full: &str, style: NameStyle) -> String {
    let name = if style.long { full } else { &full[..3] };
    match style.case {
        Case::Title => name.to_owned(),
        Case::Lower => name.to_lowercase(),
        Case::Upper => name.to_uppercase(),
    }
}
