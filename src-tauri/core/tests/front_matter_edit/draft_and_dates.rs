//! Drafts in their own words, dates in their own shape.

use galley_core::front_matter::Edit;

use crate::{check_lines, check_refused};

#[test]
fn draft_speaks_the_headers_own_words() {
    let cases = [
        ("draft: false\n", true, "draft: true\n"),
        ("Draft: FALSE # c\n", true, "Draft: TRUE # c\n"),
        ("draft: 'yes'\n", false, "draft: 'no'\n"),
        ("draft: On\n", false, "draft: Off\n"),
        ("draft: \"true\"\n", false, "draft: \"false\"\n"),
        ("draft: Y\n", false, "draft: N\n"),
        ("draft:\n", true, "draft: true\n"),
        ("draft:\n", false, "draft: false\n"),
        ("published: True\n", true, "published: False\n"),
        ("published: no\n", false, "published: yes\n"),
        ("published: 2020-01-01\n", true, "published: 2020-01-01\ndraft: true\n"),
        ("published:\n", true, "published:\ndraft: true\n"),
        ("title: a\ndate: 2020-01-01\nz: 1\n", true, "title: a\ndate: 2020-01-01\ndraft: true\nz: 1\n"),
        ("title: a\n", false, "title: a\n"),
        ("draft: true\n", true, "draft: true\n"),
    ];
    for (before, on, expected) in cases {
        check_lines(before, &Edit::SetDraft(on), expected);
    }
    check_refused(
        "---\ndraft: later\n---\n",
        &Edit::SetDraft(true),
        Some(2),
        "the value of `draft` says neither yes nor no",
    );
}

#[test]
fn dates_change_in_their_own_shape() {
    let day = |time, offset| Edit::SetDate { key: "date", date: "2024-01-02", time, offset };
    check_lines("date: \"2020-05-06\"\n", &day(None, None), "date: \"2024-01-02\"\n");
    check_lines(
        "date: 2020-05-06 07:08:09 +0200 # c\n",
        &day(Some("07:08:09"), Some("+02:00")),
        "date: 2024-01-02 07:08:09 +0200 # c\n",
    );
    check_lines("date: 18 Dec 2014\n", &day(None, None), "date: 02 Jan 2024\n");
    check_lines(
        "title: x\n",
        &day(Some("10:00"), Some("+02:00")),
        "title: x\ndate: 2024-01-02T10:00+02:00\n",
    );
    check_lines("date: someday\n", &day(None, None), "date: 2024-01-02\n");
    let now = "2026-11-22T10:11:12.5+01:00".parse().expect("a date");
    check_lines("date: 2020-05-06\n", &Edit::SetNow { key: "date", now }, "date: 2026-11-22\n");
    check_lines("date:\n", &Edit::SetNow { key: "date", now }, "date: 2026-11-22T10:11:12+01:00\n");
    let wrong = Edit::SetDate { key: "date", date: "2024-02-30", time: None, offset: None };
    check_refused("---\n---\n", &wrong, None, "`2024-02-30` is not a day, or its time or offset is none");
}
