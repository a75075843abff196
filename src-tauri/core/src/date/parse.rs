//! Reading a date part by part, noting how each was written.

use chrono::{NaiveDate, NaiveTime};

use super::shape::{Case, MONTHS, Moment, NameStyle, Segment, WEEKDAYS, Zone, parse_offset};

pub(super) fn parse(text: &str) -> Option<(Vec<Segment>, Moment)> {
    let mut parser = Parser { rest: text, segments: Vec::new() };
    let date = parser.date()?;
    let time = parser.time()?;
    let zone = if time.is_some() { parser.zone(date)? } else { None };
    parser.rest.is_empty().then_some((parser.segments, Moment { date, time, zone }))
}

/// Each step takes what it knows from the front of `rest`.
struct Parser<'t> {
    rest: &'t str,
    segments: Vec<Segment>,
}

impl<'t> Parser<'t> {
    fn date(&mut self) -> Option<NaiveDate> {
        if let Some(style) = self.name(&WEEKDAYS).map(|(_, style)| style) {
            self.segments.push(Segment::Weekday(style));
            if !self.any_text(&[", ", " "]) {
                return None;
            }
        }
        if let Some((month, style)) = self.name(&MONTHS) {
            return self.month_first(month, style);
        }
        match self.digits(1, 4)? {
            year if year.len() == 4 => self.year_first(year),
            day if day.len() <= 2 => self.day_first(day),
            _ => None,
        }
    }

    /// `2024-01-02`, `2013/7/13`
    fn year_first(&mut self, year: &str) -> Option<NaiveDate> {
        let separator = ["-", "/", "."].into_iter().find(|separator| self.rest.starts_with(separator))?;
        self.rest = &self.rest[separator.len()..];
        let month = self.digits(1, 2)?;
        self.rest = self.rest.strip_prefix(separator)?;
        let day = self.digits(1, 2)?;
        // Where one of the two is written without its zero, so is the other when it needs none.
        let month_width = if month.len() == 1 || (day.len() == 1 && !month.starts_with('0')) { 1 } else { 2 };
        let day_width = if day.len() == 1 || (month.len() == 1 && !day.starts_with('0')) { 1 } else { 2 };
        let separator = Segment::Text(separator.to_owned());
        self.segments.extend([
            Segment::Year,
            separator.clone(),
            Segment::Month(month_width),
            separator,
            Segment::Day(day_width),
        ]);
        NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// `15 Oct 2023`
    fn day_first(&mut self, day: &str) -> Option<NaiveDate> {
        self.segments.push(Segment::Day(day.len()));
        if !self.any_text(&[" ", "-"]) {
            return None;
        }
        let (month, style) = self.name(&MONTHS)?;
        self.segments.push(Segment::MonthName(style));
        if !self.any_text(&[", ", " ", "-"]) {
            return None;
        }
        let year = self.digits(4, 4)?;
        self.segments.push(Segment::Year);
        NaiveDate::from_ymd_opt(year.parse().ok()?, month, day.parse().ok()?)
    }

    /// `October 15, 2023`
    fn month_first(&mut self, month: u32, style: NameStyle) -> Option<NaiveDate> {
        self.segments.push(Segment::MonthName(style));
        if !self.any_text(&[" "]) {
            return None;
        }
        let day = self.digits(1, 2)?;
        self.segments.push(Segment::Day(day.len()));
        if !self.any_text(&[", ", " "]) {
            return None;
        }
        let year = self.digits(4, 4)?;
        self.segments.push(Segment::Year);
        NaiveDate::from_ymd_opt(year.parse().ok()?, month, day.parse().ok()?)
    }

    /// `None` when something follows the day that is no time, `Some(None)` when nothing does.
    fn time(&mut self) -> Option<Option<NaiveTime>> {
        if self.rest.is_empty() {
            return Some(None);
        }
        let gap = match self.rest.as_bytes()[0] {
            b'T' | b't' | b':' => 1,
            _ => self.spaces(),
        };
        if gap == 0 {
            return None;
        }
        self.take(gap);
        let hour = self.digits(1, 2)?;
        self.segments.push(Segment::Hour(hour.len()));
        if !self.text(":") {
            return None;
        }
        let minute = self.digits(2, 2)?;
        self.segments.push(Segment::Minute);
        let (mut second, mut nanos) = ("0", 0);
        if self.text(":") {
            second = self.digits(2, 2)?;
            self.segments.push(Segment::Second);
            if let Some(rest) = self.rest.strip_prefix('.') {
                self.rest = rest;
                let digits = self.digits(1, 9)?;
                self.segments.push(Segment::Fraction(digits.len()));
                nanos = format!("{digits:0<9}").parse().ok()?;
            }
        }
        let time = NaiveTime::from_hms_nano_opt(
            hour.parse().ok()?,
            minute.parse().ok()?,
            second.parse().ok()?,
            nanos,
        );
        time.map(Some)
    }

    /// `None` when something follows the time that is no offset, `Some(None)` when nothing does.
    fn zone(&mut self, date: NaiveDate) -> Option<Option<i32>> {
        // One real post has `2023-01-29 18:30:22 2023 -0800`.
        let year = format!(" {}", chrono::Datelike::year(&date));
        if let Some(rest) = self.rest.strip_prefix(&year).filter(|rest| rest.starts_with(' ')) {
            self.rest = rest;
            self.segments.extend([Segment::Text(" ".into()), Segment::Year]);
        }
        if self.rest.is_empty() {
            return Some(None);
        }
        let gap = self.spaces();
        self.take(gap);
        let written = self.rest;
        if ["Z", "z", "GMT", "UTC", "UT"].contains(&written) {
            self.segments.push(Segment::Zone(Zone::Utc(written.to_owned())));
            self.rest = "";
            return Some(Some(0));
        }
        let minutes = parse_offset(written)?;
        self.rest = "";
        let zone = match written.len() {
            3 => Zone::Hours,
            5 => Zone::Digits,
            6 => Zone::Colon,
            _ => return None,
        };
        self.segments.push(Segment::Zone(zone));
        Some(Some(minutes))
    }

    /// A run of `least` to `most` digits, no digit after it.
    fn digits(&mut self, least: usize, most: usize) -> Option<&'t str> {
        let length = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if !(least..=most).contains(&length) {
            return None;
        }
        let (digits, rest) = self.rest.split_at(length);
        self.rest = rest;
        Some(digits)
    }

    /// The name at the front, in full or its first three letters; counted from 1.
    fn name(&mut self, names: &[&str]) -> Option<(u32, NameStyle)> {
        let length = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (word, rest) = self.rest.split_at(length);
        let matches = |name: &&str| word.eq_ignore_ascii_case(name) || word.eq_ignore_ascii_case(&name[..3]);
        let position = names.iter().position(matches)?;
        self.rest = rest;
        let case = match word {
            _ if word == word.to_lowercase() => Case::Lower,
            _ if word == word.to_uppercase() => Case::Upper,
            _ => Case::Title,
        };
        // `May` is both; dates around it are more often short.
        Some((u32::try_from(position).ok()? + 1, NameStyle { long: length > 3, case }))
    }

    fn any_text(&mut self, choices: &[&str]) -> bool {
        choices.iter().any(|choice| self.text(choice))
    }

    fn text(&mut self, expected: &str) -> bool {
        let found = self.rest.starts_with(expected);
        if found {
            self.take(expected.len());
        }
        found
    }

    fn spaces(&self) -> usize {
        self.rest.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }

    fn take(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at(length);
        if !taken.is_empty() {
            self.segments.push(Segment::Text(taken.to_owned()));
        }
        self.rest = rest;
    }
}
