//! What a plain scalar means, and which texts must not be written plain.

use granit_parser::ScalarStyle;

use super::tree::Tag;
use crate::date::WrittenDate;
use crate::front_matter::value::Value;

/// The words that a reader knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Schema {
    /// YAML 1.2's core schema.
    Core,
    /// YAML 1.1 as Ruby's Psych reads it (`lib/psych/scalar_scanner.rb`): `yes` and `on` are true,
    /// a leading zero makes octal, `_` and `,` may stand in numbers.
    Yaml11,
}

impl Schema {
    /// The value of a scalar.
    pub fn read(self, text: &str, style: ScalarStyle, tag: Option<Tag>) -> Value {
        let plain = style == ScalarStyle::Plain && tag.is_none();
        match (self, plain.then(|| yaml11(text)).flatten()) {
            (Schema::Yaml11, Some(value)) => value,
            _ => read_scalar(text, style, tag),
        }
    }
}

/// What only YAML 1.1 reads as something else than text.
fn yaml11(text: &str) -> Option<Value> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "on" => return Some(Value::Bool(true)),
        "no" | "off" => return Some(Value::Bool(false)),
        _ => {}
    }
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if !unsigned.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let digits: String = unsigned.chars().filter(|digit| !matches!(digit, '_' | ',')).collect();
    let all = |digits: &str, test: fn(&u8) -> bool| !digits.is_empty() && digits.as_bytes().iter().all(test);
    if digits.len() > 1 && digits.starts_with('0') && all(&digits, |digit| (b'0'..=b'7').contains(digit)) {
        return i64::from_str_radix(&digits, 8).ok().map(|number| Value::Int(sign * number));
    }
    let is_grouped = digits.len() < unsigned.len() && all(&digits, u8::is_ascii_digit);
    is_grouped.then(|| digits.parse().ok()).flatten().map(|number: i64| Value::Int(sign * number))
}

/// The value of a scalar by the YAML 1.2 core schema, with dates told from other text.
pub(crate) fn read_scalar(text: &str, style: ScalarStyle, tag: Option<Tag>) -> Value {
    if style != ScalarStyle::Plain || tag == Some(Tag::Text) {
        return Value::String(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    if let Some(number) = read_number(text) {
        return number;
    }
    if starts_like_a_date(text) && WrittenDate::parse(text).is_some() {
        return Value::Date(text.to_owned());
    }
    Value::String(text.to_owned())
}

/// Whether every reader, of YAML 1.1 or 1.2, takes the plain scalar for exactly this text.
///
/// `flow` is for text between brackets. Doubtful cases are `false`: quotes are never wrong.
pub(crate) fn reads_plain(text: &str, flow: bool) -> bool {
    const INDICATORS: &[char] = &[
        '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '=',
        '<',
    ];
    let edges_are_space = text.trim() != text;
    !text.is_empty()
        && !edges_are_space
        && !text.starts_with(INDICATORS)
        && !text.starts_with("...")
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.chars().any(must_be_escaped)
        && !text.contains('\t')
        && !(flow && text.contains([',', '[', ']', '{', '}', ':', '?']))
        && !is_word(text)
        && !is_number_like(text)
        && !is_date_like(text)
}

/// Characters that only a double-quoted scalar can hold, as an escape.
pub(crate) fn must_be_escaped(character: char) -> bool {
    match character {
        '\t' => false,
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => true,
        _ => character.is_control(),
    }
}

fn read_number(text: &str) -> Option<Value> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return None;
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = unsigned.strip_prefix(prefix).filter(|digits| !digits.starts_with(['-', '+'])) {
            let sign = if text.starts_with('-') { "-" } else { "" };
            return match i64::from_str_radix(&format!("{sign}{digits}"), radix) {
                Ok(number) => Some(Value::Int(number)),
                Err(_) => u64::from_str_radix(digits, radix).ok().map(|number| Value::Float(number as f64)),
            };
        }
    }
    match unsigned {
        ".inf" | ".Inf" | ".INF" if text.starts_with('-') => return Some(Value::Float(f64::NEG_INFINITY)),
        ".inf" | ".Inf" | ".INF" => return Some(Value::Float(f64::INFINITY)),
        ".nan" | ".NaN" | ".NAN" if unsigned == text => return Some(Value::Float(f64::NAN)),
        _ => {}
    }
    // A leading zero makes a whole number text in YAML 1.2, octal in 1.1.
    if unsigned.len() > 1 && unsigned.starts_with('0') && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if let Ok(number) = text.parse() {
        return Some(Value::Int(number));
    }
    text.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Float)
}

fn is_word(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", ".inf", "+.inf", ".nan", "inf",
        "nan", "infinity",
    ];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Integers of every base, with `_` or `,` inside, base 60, and floats.
fn is_number_like(text: &str) -> bool {
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    let digits = unsigned.strip_prefix('.').unwrap_or(unsigned);
    if !digits.starts_with(|first: char| first.is_ascii_digit()) {
        return false;
    }
    let lower = unsigned.to_ascii_lowercase();
    if ["0x", "0o", "0b"].iter().any(|prefix| lower.starts_with(prefix)) {
        return lower[2..].bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'_');
    }
    let mantissa_is_digits =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit() || b"_.,:".contains(&byte));
    match lower.split_once('e') {
        Some((mantissa, exponent)) => {
            let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            mantissa_is_digits(mantissa) && exponent.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_')
        }
        None => mantissa_is_digits(&lower),
    }
}

/// What YAML 1.1 takes for a timestamp: a date, alone or followed by a time.
fn is_date_like(text: &str) -> bool {
    if !starts_like_a_date(text) {
        return false;
    }
    let day = text[5..].split_once('-').map_or("", |(_, day)| day);
    let after = day.trim_start_matches(|digit: char| digit.is_ascii_digit());
    after.is_empty() || after.starts_with([' ', 'T', 't'])
}

fn starts_like_a_date(text: &str) -> bool {
    matches!(text.as_bytes(), [a, b, c, d, b'-', e, ..]
        if [a, b, c, d, e].into_iter().all(u8::is_ascii_digit))
}
