//! Dates in the shapes people write.

use chrono::{DateTime, FixedOffset};
use galley_core::date::WrittenDate;

fn parse(text: &str) -> WrittenDate {
    WrittenDate::parse(text).unwrap_or_else(|| panic!("{text:?} is a date"))
}

/// Every shape counted in real blogs, then others that generators read.
const SHAPES: &[&str] = &[
    "2017-10-19 21:33:00 +0200",
    "2014-05-31",
    "2020-04-03T20:26:28.000Z",
    "2018-04-30T13:22:33.903-0400",
    "2015-01-01T08:55:31+08:00",
    "2013-09-14 20:46:50 -0400",
    "2013-11-22 5:00:00 +0000",
    "2022-07-25T10:15:00-04:00",
    "2020-11-10T12:01:00Z",
    "2015-10-01 01:00:00",
    "2024-10-23T16:00",
    "2019-01-11 22:13",
    "2010-01-10 13:07:09 +00:00",
    "2024-4-09",
    "2024-02-07:00:00Z",
    "2023-01-29 18:30:22 2023 -0800",
    "18 Dec 2014",
    "15 Oct 2023",
    "2013/7/13 20:46:25",
    "2013.07.13",
    "Mon, 02 Jan 2006 15:04:05 -0700",
    "Mon, 02 Jan 2006 15:04:05 GMT",
    "October 15, 2023",
    "Jan 2, 2006 10:00",
    "2-Jan-2006",
    "2020-04-03t20:26:28.123456z",
    "2020-04-03T20:26:28+02",
    "monday 2 january 2006",
];

#[test]
fn each_shape_prints_itself_again() {
    for shape in SHAPES {
        let date = parse(shape);
        let again = date.with_parts(&date.date(), date.time().as_deref(), date.offset().as_deref());
        assert_eq!(again.as_deref(), Some(*shape));
    }
}

#[test]
fn a_day_later_has_the_same_shape() {
    let cases = [
        ("2017-10-19 21:33:00 +0200", "2018-01-02", "2018-01-02 21:33:00 +0200"),
        ("2024-4-09", "2024-12-31", "2024-12-31"),
        ("2024-4-9", "2024-05-06", "2024-5-6"),
        ("2013/7/13 20:46:25", "2014-01-02", "2014/1/2 20:46:25"),
        ("18 Dec 2014", "2015-01-05", "05 Jan 2015"),
        ("Mon, 02 Jan 2006 15:04:05 -0700", "2006-01-03", "Tue, 03 Jan 2006 15:04:05 -0700"),
        ("October 5, 2023", "2023-11-16", "November 16, 2023"),
        ("2023-01-29 18:30:22 2023 -0800", "2024-01-30", "2024-01-30 18:30:22 2024 -0800"),
    ];
    for (written, day, expected) in cases {
        let date = parse(written);
        let changed = date.with_parts(day, date.time().as_deref(), date.offset().as_deref());
        assert_eq!(changed.as_deref(), Some(expected));
    }
}

#[track_caller]
fn check_parts(written: &str, time: Option<&str>, offset: Option<&str>, expected: &str) {
    assert_eq!(parse(written).with_parts("2024-01-02", time, offset).as_deref(), Some(expected), "{written}");
}

#[test]
fn parts_come_and_go_and_precision_stays() {
    check_parts("2020-05-06", Some("10:00"), None, "2024-01-02T10:00:00");
    check_parts("2020-05-06", Some("10:00"), Some("+02:00"), "2024-01-02T10:00:00+02:00");
    check_parts("2020-05-06", None, Some("+02:00"), "2024-01-02");
    check_parts("2020/05/06", Some("10:00"), Some("+02:00"), "2024/01/02 10:00:00 +0200");
    check_parts("2020-05-06 07:08:09 +0200", None, None, "2024-01-02");
    check_parts("2020-05-06T07:08:09.123Z", Some("10:00"), Some("Z"), "2024-01-02T10:00:00.000Z");
    check_parts(
        "2020-05-06T07:08:09.123Z",
        Some("10:00:01.5"),
        Some("+01:00"),
        "2024-01-02T10:00:01.500+01:00",
    );
    check_parts("2020-05-06T07:08Z", Some("10:00:59"), Some("+00:00"), "2024-01-02T10:00Z");
    check_parts("2020-05-06T07:08:09+00:00", Some("10:00:00"), Some("Z"), "2024-01-02T10:00:00+00:00");
    check_parts("2020-05-06 07:08:09 -0430", Some("10:00:00"), None, "2024-01-02 10:00:00");
    check_parts("2020-05-06 07:08:09", Some("10:00:00"), Some("-04:30"), "2024-01-02 10:00:00 -0430");
}

#[test]
fn malformed_parts_are_refused() {
    let date = parse("2020-05-06T07:08:09Z");
    for (day, time, offset) in [
        ("2023-02-29", None, None),
        ("x", None, None),
        ("2023-02-28", Some("24:00"), None),
        ("2023-02-28", Some("7"), None),
        ("2023-02-28", Some("07:00"), Some("+25:00")),
        ("2023-02-28", Some("07:00"), Some("CET")),
    ] {
        assert_eq!(date.with_parts(day, time, offset), None);
    }
}

#[test]
fn now_takes_the_shape_of_the_old_date() {
    let now: DateTime<FixedOffset> = "2026-11-22T23:30:05.678+01:00".parse().expect("a date");
    let cases = [
        ("2014-05-31", "2026-11-22"),
        ("2024-10-23T16:00", "2026-11-22T23:30"),
        ("2015-10-01 01:00:00", "2026-11-22 23:30:05"),
        ("2017-10-19 21:33:00 +0200", "2026-11-22 23:30:05 +0100"),
        ("2020-04-03T20:26:28.000Z", "2026-11-22T22:30:05.678Z"),
        ("2015-01-01T08:55:31+08:00", "2026-11-22T23:30:05+01:00"),
        ("Mon, 02 Jan 2006 15:04:05 GMT", "Sun, 22 Nov 2026 22:30:05 GMT"),
    ];
    for (written, expected) in cases {
        assert_eq!(parse(written).now_like(now), expected);
    }
}

#[test]
fn instants_sort_and_default_to_the_given_offset() {
    assert_eq!(parse("1970-01-02").instant(0), Some(86_400));
    assert_eq!(parse("1970-01-02").instant(3_600), Some(82_800));
    assert_eq!(parse("1970-01-01T01:00:00+01:00").instant(7_200), Some(0));
    assert_eq!(parse("1970-01-01 00:00:00 -0130").instant(0), Some(5_400));
    assert_eq!(parse("2025-08-25T10:00:00-07:00").instant(0), Some(1_756_141_200));
}

#[test]
fn what_is_no_date_is_none() {
    for text in [
        "",
        "2024",
        "2024-01",
        "2024-02-30",
        "2024-00-01",
        "24-01-02",
        "15/10/2023",
        "2024-01-02x",
        "2024-01-02 ",
        "2024-01-02 25:00",
        "2024-01-02T10",
        "2024-01-02 10:00 CET",
        "someday",
        "99 Dec 2014",
        "2024-01/02",
        "May",
        "12024-01-02",
        "2024-01-02 10:00:00.",
        "2024-01-02 10:00:00 +",
        "１２",
    ] {
        assert_eq!(WrittenDate::parse(text), None, "{text:?}");
    }
}
