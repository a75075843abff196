//! `permalinks` of the configuration.

use serde_json::Value as Json;

/// A pattern for the pages of a section. Source: `resources/page/permalinks.go`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Permalink {
    /// For sections and not for pages.
    pub is_for_sections: bool,
    /// The section's path in lower case without slashes around it; empty for the content's root.
    pub section: String,
    pub pattern: String,
}

/// The patterns, and whether there are some in a form that is not read here.
pub(super) fn read(value: Option<&Json>) -> (Vec<Permalink>, bool) {
    let map = match value {
        None => return (Vec::new(), false),
        Some(Json::Object(map)) => map,
        Some(_) => return (Vec::new(), true),
    };
    let mut found = Vec::new();
    let mut add = |is_for_sections: bool, section: &str, pattern: &Json| {
        if let Some(pattern) = pattern.as_str() {
            let section = section.trim_matches(['/', ' ']).to_lowercase();
            found.push(Permalink { is_for_sections, section, pattern: pattern.to_owned() });
        }
    };
    for (name, pattern) in map {
        match (name.as_str(), pattern) {
            ("page" | "section", Json::Object(sections)) => {
                for (section, pattern) in sections {
                    add(name == "section", section, pattern);
                }
            }
            (section, pattern) => add(false, section, pattern),
        }
    }
    (found, false)
}

/// A pattern cut at its tokens.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'p> {
    Plain(&'p str),
    /// Without its colon: `year`, `sections[1:]`.
    Token(&'p str),
}

/// Source: `attributeRegexp` there.
pub(super) fn pieces(pattern: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    while let Some(found) = pattern.get(at..).and_then(|rest| rest.find(':')) {
        let colon = at + found;
        let rest = pattern.get(colon + 1..).unwrap_or_default();
        let word = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        at = colon + 1;
        if word == 0 {
            continue;
        }
        let cut = rest.get(word..).filter(|cut| cut.starts_with('[')).and_then(|cut| cut.find(']'));
        let length = word + cut.filter(|length| *length > 1).map_or(0, |length| length + 1);
        pieces.extend(pattern.get(plain..colon).filter(|text| !text.is_empty()).map(Piece::Plain));
        pieces.extend(rest.get(..length).map(Piece::Token));
        at += length;
        plain = at;
    }
    pieces.extend(pattern.get(plain..).filter(|text| !text.is_empty()).map(Piece::Plain));
    pieces
}

/// The sections that `sections[cut]` keeps. Source: `toSliceFunc` there.
pub(super) fn slice<'s>(sections: &'s [String], cut: &str) -> &'s [String] {
    let length = sections.len();
    if length == 0 {
        return &[];
    }
    let index = |text: &str, is_low: bool| match text {
        "" => Some(if is_low { 0 } else { length }),
        "last" => Some(length - 1),
        number => match number.parse::<i64>().unwrap_or(0).max(0) as usize {
            number if number < length => Some(number),
            _ if is_low => None,
            _ => Some(length),
        },
    };
    let range = match cut.split_once(':') {
        Some((low, high)) => index(low, true).zip(index(high, false)),
        None => index(cut, true).map(|at| (at, at + 1)),
    };
    range.and_then(|(low, high)| sections.get(low..high)).unwrap_or_default()
}
