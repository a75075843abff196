//! Drafts in their own words, dates in their own shape.

use galley_core::front_matter::Edit;

use crate::{check_lines, check_refused, check_undone};

#[test]
fn draft_speaks_the_headers_own_words() {
    let cases = [
        ("title: a\ndraft: false\n", true, "title: a\ndraft: true\n"),
        ("Draft: FALSE # c\n", true, "Draft:  TRUE # c\n"),
        ("draft: 'yes'\n", false, "draft: 'no'\n"),
        ("draft: On\n", false, "draft: Off\n"),
        ("draft: \"true\"\n", false, "draft: \"false\"\n"),
        ("draft: Y\n", false, "draft: N\n"),
        ("draft: FALSE # c\n", true, "draft:  TRUE # c\n"),
        ("draft: 0\n", true, "draft: 1\n"),
        ("status: Published\n", true, "status: Draft\n"),
        ("private: no\n", true, "private: yes\n"),
        ("status: Completed\n", true, "draft: true\nstatus: Completed\n"),
        ("published: True\n", true, "published: False\n"),
        ("published: no\n", false, "published: yes\n"),
        ("published: 2020-01-01\n", true, "draft: true\npublished: 2020-01-01\n"),
        ("published:\n", true, "draft: true\npublished:\n"),
        ("title: a\ndate: 2020-01-01\nz: 1\n", true, "draft: true\ntitle: a\ndate: 2020-01-01\nz: 1\n"),
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
fn a_draft_and_back_leaves_no_trace_wherever_the_key_was() {
    let cases = [
        ("title: a\n", "draft: true\ntitle: a\n"),
        ("# c\ntitle: a\n", "draft: true\n# c\ntitle: a\n"),
        ("", "draft: true\n"),
        ("title: a\ndraft: false\n", "title: a\ndraft: true\n"),
        ("draft: false\ntitle: a\n", "draft:  true\ntitle: a\n"),
        ("draft:  false\ntitle: a\n", "draft:   true\ntitle: a\n"),
        ("title: a\ndraft: \n", "title: a\ndraft: TRUE \n"),
        ("draft: False\ntitle: a\n", "draft: True\ntitle: a\n"),
        ("title: a\ndraft:\n", "title: a\ndraft: TRUE\n"),
        ("draft:\ntitle: a\n", "draft: TRUE\ntitle: a\n"),
        ("title: a\ndraft: 'no'\n", "title: a\ndraft: 'yes'\n"),
        ("published: true\n", "published: false\n"),
        ("status: public\n", "status: private\n"),
        ("{title: a}\n", "{draft: true, title: a}\n"),
    ];
    for (before, expected) in cases {
        for eol in ["\n", "\r\n"] {
            let whole = |lines: &str| format!("---\n{lines}---\nbody\n").replace('\n', eol);
            check_undone(&whole(before), &Edit::SetDraft(true), &whole(expected), &Edit::SetDraft(false));
        }
    }
}

#[test]
fn dates_change_in_their_own_shape() {
    let day = |time, offset| Edit::SetDate { path: &["date"], date: "2024-01-02", time, offset };
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
    check_lines("date: 2020-05-06\n", &Edit::SetNow { path: &["date"], now }, "date: 2026-11-22\n");
    check_lines("date:\n", &Edit::SetNow { path: &["date"], now }, "date: 2026-11-22T10:11:12+01:00\n");
    let wrong = Edit::SetDate { path: &["date"], date: "2024-02-30", time: None, offset: None };
    check_refused("---\n---\n", &wrong, None, "`2024-02-30` is not a day, or its time or offset is none");
}

#[test]
fn a_draft_is_said_by_the_key_that_the_generator_goes_by() {
    use galley_core::Generator;
    use galley_core::front_matter::{self, Conventions, Edit, apply};
    let lines = [
        (Generator::Hugo, "status: draft\n", "draft: true\nstatus: draft\n"),
        (Generator::Hugo, "published: false\n", "draft: true\npublished: false\n"),
        (Generator::Jekyll, "title: a\n", "published: false\ntitle: a\n"),
        (Generator::Jekyll, "draft: false\n", "published: false\ndraft: false\n"),
        (Generator::Hexo, "title: a\npublished: true\n", "title: a\npublished: false\n"),
    ];
    for (generator, before, expected) in lines {
        let (before, expected) = (format!("---\n{before}---\n"), format!("---\n{expected}---\n"));
        let conventions = Conventions::of(generator);
        let turn = |text: &str, on| {
            let replacements = front_matter::edit(text, &Edit::SetDraft(on), &conventions).unwrap();
            apply(text, &replacements)
        };
        assert_eq!(turn(&before, true), expected);
        assert_eq!(turn(&expected, false), before);
    }
}
