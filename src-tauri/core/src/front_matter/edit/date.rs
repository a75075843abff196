//! Changing a date in the shape it is written in.

use chrono::{DateTime, FixedOffset};

use super::header::Header;
use super::{Plan, Refusal, set};
use crate::date::{WrittenDate, rfc3339, rfc3339_now};
use crate::front_matter::value::Value;

pub(super) fn set(
    header: &Header<'_>,
    key: &str,
    date: &str,
    time: Option<&str>,
    offset: Option<&str>,
) -> Result<Option<Plan>, Refusal> {
    let text = match written(header, key) {
        Some(written) => written.with_parts(date, time, offset),
        None => rfc3339(date, time, offset),
    };
    let text =
        text.ok_or_else(|| Refusal::new(format!("`{date}` is not a day, or its time or offset is none")))?;
    set::set(header, key, &Value::Date(text))
}

pub(super) fn now(
    header: &Header<'_>,
    key: &str,
    now: DateTime<FixedOffset>,
) -> Result<Option<Plan>, Refusal> {
    let text = written(header, key).map_or_else(|| rfc3339_now(now), |written| written.now_like(now));
    set::set(header, key, &Value::Date(text))
}

fn written(header: &Header<'_>, key: &str) -> Option<WrittenDate> {
    header.entry(key).and_then(|entry| entry.value.text()).and_then(WrittenDate::parse)
}
