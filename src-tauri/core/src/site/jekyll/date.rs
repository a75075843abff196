//! Moments as Jekyll reads them: what a header says through Ruby's YAML reader and `Time.parse`,
//! and the date that a file's name starts with.

use chrono::{DateTime, Days, LocalResult, NaiveDate, NaiveDateTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use crate::date::WrittenDate;
use crate::front_matter::Value;
use crate::site::fields::Dated;

/// The moment of a header's value; `None` when it is no date.
///
/// A date with a time to the second and no zone, written without quotes, is UTC to Psych
/// (`lib/psych/scalar_scanner.rb`); any other is in the site's zone (`Utils.parse_date`).
pub(super) fn of_value(value: &Value, zone: Tz) -> Option<Dated> {
    let (text, date) = written(value)?;
    let seconds = date.instant(0)?;
    let is_utc = matches!(value, Value::Date(_)) && is_timestamp(text, &date);
    let seconds = if date.offset().is_some() || is_utc {
        seconds
    } else {
        local(DateTime::from_timestamp(seconds, 0)?.naive_utc(), zone)?
    };
    Some(Dated { written: text.to_owned(), seconds })
}

/// The day of a header's value as it is written there, `YYYY-MM-DD`.
pub(super) fn day_of(value: &Value) -> Option<String> {
    written(value).map(|(_, date)| date.date())
}

fn written(value: &Value) -> Option<(&str, WrittenDate)> {
    let (Value::Date(text) | Value::String(text)) = value else { return None };
    let date = WrittenDate::parse(text).or_else(|| with_named_zone(text))?;
    Some((text, date))
}

/// A date with the name of a zone. Those of North America count; any other name `Time.parse` passes
/// over, so the time is local. Source: `zone_offset` of Ruby's `lib/time.rb`.
fn with_named_zone(text: &str) -> Option<WrittenDate> {
    // Hours west of UTC.
    const ZONES: [(&str, u8); 8] =
        [("EST", 5), ("EDT", 4), ("CST", 6), ("CDT", 5), ("MST", 7), ("MDT", 6), ("PST", 8), ("PDT", 7)];
    let (moment, name) = text.trim_end().rsplit_once(' ')?;
    let is_name =
        name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_alphabetic() || b"/_".contains(&byte));
    let date = WrittenDate::parse(moment.trim_end()).filter(|date| is_name && date.offset().is_none())?;
    let Some((_, hours)) = ZONES.iter().find(|(zone, _)| zone.eq_ignore_ascii_case(name)) else {
        return Some(date);
    };
    WrittenDate::parse(&format!("{} {} -0{hours}00", date.date(), date.time()?))
}

/// Whether Psych reads the text as a timestamp by itself; the day alone it leaves to Jekyll.
fn is_timestamp(text: &str, date: &WrittenDate) -> bool {
    text.as_bytes().get(4) == Some(&b'-') && date.time().is_some_and(|time| time.len() > 5)
}

/// The date that a file's name starts with, and the rest of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DatedName<'n> {
    /// As it is written: `2024-1-02`.
    pub date: &'n str,
    /// What follows the date and its hyphen, without the extension.
    pub rest: &'n str,
}

impl<'n> DatedName<'n> {
    /// Source: `DATE_FILENAME_MATCHER` of `lib/jekyll/document.rb`.
    pub fn of(name: &'n str) -> Option<DatedName<'n>> {
        let (stem, extension) = name.rsplit_once('.')?;
        let mut parts = stem.splitn(4, '-');
        let (year, month, day, rest) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str, least: usize, most: usize| {
            (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let is_date = digits(year, 2, 4) && digits(month, 1, 2) && digits(day, 1, 2);
        let date = stem.get(..year.len() + month.len() + day.len() + 2)?;
        (is_date && !extension.is_empty()).then_some(DatedName { date, rest })
    }

    /// Its midnight in `zone`; `None` when Ruby knows no such day. The 31st of a short month is the
    /// first of the next, and a year of two digits is one from 1969 on.
    pub fn moment(&self, zone: Tz) -> Option<Dated> {
        let mut parts = self.date.split('-');
        let year = parts.next()?;
        let month = parts.next()?.parse().ok()?;
        let day: u64 = parts.next()?.parse().ok()?;
        let number: i32 = year.parse().ok()?;
        let number = match year.len() {
            2 if number < 69 => number + 2000,
            2 => number + 1900,
            _ => number,
        };
        let first = NaiveDate::from_ymd_opt(number, month, 1)?;
        let date = first.checked_add_days(Days::new(day.checked_sub(1).filter(|days| *days < 31)?))?;
        let seconds = local(date.and_hms_opt(0, 0, 0)?, zone)?;
        Some(Dated { written: self.date.to_owned(), seconds })
    }
}

/// A moment in its zone.
pub(super) fn in_zone(seconds: i64, zone: Tz) -> Option<DateTime<Tz>> {
    Some(DateTime::from_timestamp(seconds, 0)?.with_timezone(&zone))
}

/// A local time as Ruby takes it: the later of two, and one that is skipped counts from before.
fn local(time: NaiveDateTime, zone: Tz) -> Option<i64> {
    match zone.from_local_datetime(&time) {
        LocalResult::Single(moment) => Some(moment.timestamp()),
        LocalResult::Ambiguous(one, other) => Some(one.timestamp().max(other.timestamp())),
        LocalResult::None => {
            let before = TimeDelta::hours(24);
            let moment = zone.from_local_datetime(&time.checked_sub_signed(before)?).latest()?;
            Some(moment.checked_add_signed(before)?.timestamp())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_of_a_name_may_be_short() {
        let dated = |name| DatedName::of(name).map(|found| (found.date, found.rest));
        assert_eq!(dated("2024-01-02-a-b.md"), Some(("2024-01-02", "a-b")));
        assert_eq!(dated("24-1-2-v1.2.md"), Some(("24-1-2", "v1.2")));
        assert_eq!(dated("2024-01-02-.md"), Some(("2024-01-02", "")));
        for name in ["2024-01-02.md", "2024-01-022-a.md", "x2024-01-02-a.md", "2024-01-02-a", "é-1-1-a.md"] {
            assert_eq!(dated(name), None, "{name}");
        }
    }

    #[test]
    fn days_are_counted_as_ruby_counts_them() {
        let day = |name| {
            let found = DatedName::of(name).unwrap().moment(Tz::UTC)?;
            in_zone(found.seconds, Tz::UTC).map(|at| at.format("%F").to_string())
        };
        assert_eq!(day("2023-02-30-a.md").as_deref(), Some("2023-03-02"));
        assert_eq!(day("69-1-2-a.md").as_deref(), Some("1969-01-02"));
        assert_eq!(day("68-1-2-a.md").as_deref(), Some("2068-01-02"));
        for name in ["2024-13-01-a.md", "2024-01-00-a.md", "2024-01-32-a.md"] {
            assert_eq!(day(name), None, "{name}");
        }
    }

    #[test]
    fn an_unquoted_time_to_the_second_is_utc() {
        let zone = Tz::Europe__Berlin;
        let utc = |value| of_value(&value, zone).and_then(|date| in_zone(date.seconds, Tz::UTC));
        let time = |value| utc(value).map(|at| at.format("%FT%R").to_string());
        let date = |text: &str| Value::Date(text.into());
        assert_eq!(time(date("2024-07-01 00:30:00")).as_deref(), Some("2024-07-01T00:30"));
        assert_eq!(time(Value::String("2024-07-01 00:30:00".into())).as_deref(), Some("2024-06-30T22:30"));
        assert_eq!(time(date("2024-07-01 00:30")).as_deref(), Some("2024-06-30T22:30"));
        assert_eq!(time(date("2024-07-01")).as_deref(), Some("2024-06-30T22:00"));
        assert_eq!(time(date("2024-07-01 00:30:00 +0200")).as_deref(), Some("2024-06-30T22:30"));
        assert_eq!(time(date("2024-03-31 02:30")).as_deref(), Some("2024-03-31T01:30"));
        assert_eq!(time(date("2024-10-27 02:30")).as_deref(), Some("2024-10-27T01:30"));
        let text = |text: &str| Value::String(text.into());
        assert_eq!(time(text("2024-07-01 20:30:00 PST")).as_deref(), Some("2024-07-02T04:30"));
        assert_eq!(time(text("2024-07-01 20:30 Asia/Tokyo")).as_deref(), Some("2024-07-01T18:30"));
        assert_eq!(time(text("2024-07-01 20:30 PM")), None);
        assert_eq!(time(Value::Int(2024)), None);
    }
}
