//! When a post was written.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone};
use chrono_tz::Tz;

use crate::date::WrittenDate;
use crate::front_matter::Value;

/// The moment of a header's `date` in seconds since 1970, on a machine in the zone `machine`, and
/// with the site's `timezone`.
///
/// Hexo reads the hands of the clock, not the offset: an unquoted YAML date loses its offset, and
/// counts in the machine's zone. Sources: hexo-front-matter, front_matter.ts, `parse`; hexo,
/// plugins/processor/common.ts, `toDate` and `adjustDateForTimezone`.
pub(super) fn of_header(value: &Value, machine: Tz, site: Option<Tz>) -> Option<i64> {
    let (text, is_plain) = match value {
        Value::Date(text) => (text.as_str(), true),
        Value::String(text) => (text.as_str(), false),
        _ => return None,
    };
    let written = WrittenDate::parse(text)?;
    let read = match () {
        () if is_plain && is_timestamp(text) => {
            let clock = written.instant(0)?;
            clock - offset(machine, clock)?
        }
        // JavaScript's own reader: a day alone is in UTC, a time without an offset in the machine's
        // zone.
        () if written.offset().is_some() || is_day(text) => written.instant(0)?,
        () => local(DateTime::from_timestamp(written.instant(0)?, 0)?.naive_utc(), machine)?,
    };
    shifted(read, machine, site)
}

/// The moment of the day in a file's name.
pub(super) fn of_day(day: NaiveDate, machine: Tz, site: Option<Tz>) -> Option<i64> {
    shifted(local(day.and_time(NaiveTime::MIN), machine)?, machine, site)
}

/// The moment of a clock's time.
pub(super) fn of_clock(clock: NaiveDateTime, machine: Tz) -> Option<i64> {
    local(clock, machine)
}

/// The hands of the clock at a moment.
pub(super) fn clock(seconds: i64, zone: Tz) -> Option<NaiveDateTime> {
    Some(DateTime::from_timestamp(seconds, 0)?.with_timezone(&zone).naive_local())
}

fn shifted(seconds: i64, machine: Tz, site: Option<Tz>) -> Option<i64> {
    match site {
        Some(site) => Some(seconds + offset(machine, seconds)? - offset(site, seconds)?),
        None => Some(seconds),
    }
}

/// Seconds east of UTC at a moment.
fn offset(zone: Tz, seconds: i64) -> Option<i64> {
    let moment = DateTime::from_timestamp(seconds, 0)?;
    let offset = zone.offset_from_utc_datetime(&moment.naive_utc()).fix();
    // JavaScript counts offsets in whole minutes.
    Some(i64::from(offset.local_minus_utc()).div_euclid(60) * 60)
}

/// The moment of a clock's time. An hour that a change of the clocks skips counts by the offset
/// before it, as in JavaScript.
fn local(clock: NaiveDateTime, zone: Tz) -> Option<i64> {
    if let Some(moment) = zone.from_local_datetime(&clock).earliest() {
        return Some(moment.timestamp());
    }
    let utc = clock.and_utc().timestamp();
    Some(utc - offset(zone, utc - 24 * 3600)?)
}

/// Whether js-yaml takes a plain scalar for a date: `2024-01-02`, or a day with hours, minutes and
/// seconds. Source: js-yaml, type/timestamp.js.
fn is_timestamp(text: &str) -> bool {
    let Some((day, time)) = text.split_once(['T', 't', ' ', '\t']) else { return is_day(text) };
    let digits = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let day: Vec<&str> = day.split('-').collect();
    let [year, month, date] = day[..] else { return false };
    let time = time.trim_start();
    let (time, zone) = time.find(['Z', '+', '-']).map_or((time, ""), |at| time.split_at(at));
    let clock: Vec<&str> = time.trim_end().split(':').collect();
    let [hour, minute, second] = clock[..] else { return false };
    let (second, fraction) = second.split_once('.').unwrap_or((second, ""));
    let (hours, minutes) = zone.get(1..).unwrap_or_default().split_once(':').unwrap_or_else(|| {
        let hours = zone.get(1..).unwrap_or_default();
        (hours, "00")
    });
    digits(year, 4, 4)
        && digits(month, 1, 2)
        && digits(date, 1, 2)
        && digits(hour, 1, 2)
        && digits(minute, 2, 2)
        && digits(second, 2, 2)
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && (zone.is_empty() || zone == "Z" || digits(hours, 1, 2) && digits(minutes, 2, 2))
}

fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}
