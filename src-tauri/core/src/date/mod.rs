//! Dates as people write them in headers: read for sorting, changed in their own shape.
//!
//! A [`WrittenDate`] remembers how it was written, so that a new date prints with the same
//! separators, padding, precision and kind of offset. What is no date is not one: it is never
//! guessed at or mended.

mod parse;
mod shape;

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveTime, Offset, Timelike, Utc};

use shape::{Moment, Segment, Zone};

/// A date in the shape it was written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenDate {
    text: String,
    segments: Vec<Segment>,
    moment: Moment,
}

impl WrittenDate {
    /// Reads a date: ISO 8601 and its relatives (`2024-4-09`, `2013/7/13 20:46:25`,
    /// `2017-10-19 21:33:00 +0200`) or with the month's English name (`15 Oct 2023`, RFC 2822,
    /// `October 15, 2023`). `None` for everything else, and for days that do not exist.
    pub fn parse(text: &str) -> Option<WrittenDate> {
        let (segments, moment) = parse::parse(text)?;
        Some(WrittenDate { text: text.to_owned(), segments, moment })
    }

    /// Seconds since 1970 in UTC. A date without an offset is in `default_offset`, seconds east of
    /// UTC; a date without a time is its midnight. `None` when the offset is out of range.
    pub fn instant(&self, default_offset: i32) -> Option<i64> {
        let offset = match self.moment.zone {
            Some(minutes) => minutes * 60,
            None => default_offset,
        };
        FixedOffset::east_opt(offset)?;
        let time = self.moment.time.unwrap_or(NaiveTime::MIN);
        Some(self.moment.date.and_time(time).and_utc().timestamp() - i64::from(offset))
    }

    /// The day as `YYYY-MM-DD`.
    pub fn date(&self) -> String {
        self.moment.date.format("%Y-%m-%d").to_string()
    }

    /// The time as `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fff`, as precise as written.
    pub fn time(&self) -> Option<String> {
        let time = self.moment.time?;
        let mut text = format!("{:02}:{:02}", time.hour(), time.minute());
        if self.has(|segment| matches!(segment, Segment::Second)) {
            text.push_str(&format!(":{:02}", time.second()));
        }
        if let Some(digits) = self.segments.iter().find_map(Segment::fraction_digits) {
            text.push('.');
            text.push_str(&shape::fraction(time, digits));
        }
        Some(text)
    }

    /// The offset as `Z` or `+HH:MM`.
    pub fn offset(&self) -> Option<String> {
        let minutes = self.moment.zone?;
        let is_z = self.has(|segment| matches!(segment, Segment::Zone(Zone::Utc(_))));
        Some(if is_z { "Z".into() } else { Zone::Colon.print(minutes) })
    }

    /// Another date in this shape: `date` is `YYYY-MM-DD`, `time` `HH:MM[:SS[.fff]]`, `offset` `Z`
    /// or `+HH:MM`. A part that the shape lacks is added in a form that fits it, a part that is not
    /// given is left out. Seconds and fractions stay as precise as the shape. `None` when a part
    /// is malformed.
    pub fn with_parts(&self, date: &str, time: Option<&str>, offset: Option<&str>) -> Option<String> {
        let moment = Moment::from_parts(date, time, offset)?;
        Some(shape::print(&self.segments, &moment))
    }

    /// `now` in this shape: without a time if there is none here, in UTC if this is.
    pub fn now_like(&self, now: DateTime<FixedOffset>) -> String {
        let is_utc = self.has(|segment| matches!(segment, Segment::Zone(Zone::Utc(_))));
        let now = if is_utc { now.with_timezone(&Utc.fix()) } else { now };
        let moment = Moment {
            date: now.date_naive(),
            time: self.moment.time.map(|_| now.time()),
            zone: self.moment.zone.map(|_| now.offset().local_minus_utc() / 60),
        };
        shape::print(&self.segments, &moment)
    }

    fn has(&self, test: impl Fn(&Segment) -> bool) -> bool {
        self.segments.iter().any(test)
    }
}

impl fmt::Display for WrittenDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// A date in RFC 3339, as far as its parts go: `2024-01-02`, `2024-01-02T10:00`, or with seconds,
/// fraction and offset. The parts are as for [`WrittenDate::with_parts`].
pub fn rfc3339(date: &str, time: Option<&str>, offset: Option<&str>) -> Option<String> {
    let Moment { date: day, time: parsed, zone } = Moment::from_parts(date, time, offset)?;
    let mut text = day.format("%Y-%m-%d").to_string();
    if let (Some(_), Some(time)) = (parsed, time) {
        text.push('T');
        text.push_str(time);
        if zone.is_some() {
            text.push_str(offset.unwrap_or_default());
        }
    }
    Some(text)
}

/// `now` in RFC 3339 to the second, with its own offset.
pub fn rfc3339_now(now: DateTime<FixedOffset>) -> String {
    now.format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
