//! The moment and the place of the writer. Core has no clock of its own.

use chrono::{DateTime, FixedOffset, NaiveDate, Offset, TimeZone};
use chrono_tz::Tz;

/// A moment, on a machine in a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Seconds since 1970.
    pub seconds: i64,
    /// The machine's zone.
    pub zone: Tz,
}

impl Now {
    /// The moment in the machine's zone.
    pub fn local(self) -> DateTime<FixedOffset> {
        let moment = DateTime::from_timestamp(self.seconds, 0).unwrap_or_default();
        let offset = self.zone.offset_from_utc_datetime(&moment.naive_utc()).fix();
        moment.with_timezone(&offset)
    }

    /// The day in the machine's zone.
    pub fn today(self) -> NaiveDate {
        self.local().date_naive()
    }
}
