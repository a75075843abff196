//! Making a post a draft or not, in the words of its header.

use granit_parser::ScalarStyle;

use super::gate::Expected;
use super::header::Header;
use super::{Plan, Refusal, replace, set};
use crate::front_matter::draft::truth;
use crate::front_matter::value::Value;
use crate::front_matter::yaml::{Kind, read_scalar};

pub(super) fn set(header: &Header<'_>, on: bool) -> Result<Option<Plan>, Refusal> {
    let published = || header.entry("published").filter(|entry| truth(&header.value(&entry.value)).is_some());
    let (entry, wanted) = match (header.entry("draft"), published()) {
        (Some(draft), _) => (draft, on),
        (None, Some(published)) => (published, !on),
        (None, None) if on => return set::set(header, "draft", &Value::Bool(true)),
        (None, None) => return Ok(None),
    };
    let value = header.value(&entry.value);
    if value == Value::Null {
        return set::set(header, &header.key(entry), &Value::Bool(wanted));
    }
    if truth(&value) == Some(wanted) {
        return Ok(None);
    }
    header.refuse_shared(entry)?;
    let node = &entry.value;
    let (Kind::Scalar { text, style }, Some(_)) = (&node.kind, truth(&value)) else {
        let reason = format!("the value of `{}` says neither yes nor no", header.key(entry));
        return Err(Refusal::at(header.text, entry.key.start, reason));
    };
    let quote = match style {
        ScalarStyle::Plain => "",
        ScalarStyle::SingleQuoted => "'",
        _ => "\"",
    };
    let word = opposite(text);
    let expected = Expected::Value(read_scalar(&word, *style, node.tag));
    let replacement = replace(node.range.clone(), format!("{quote}{word}{quote}"));
    Ok(Plan::new(vec![replacement], header.key(entry), expected))
}

/// The other word of a pair, in the same case.
fn opposite(word: &str) -> String {
    const PAIRS: [[&str; 2]; 4] = [["true", "false"], ["yes", "no"], ["on", "off"], ["y", "n"]];
    let lower = word.to_ascii_lowercase();
    let other = PAIRS.iter().find_map(|[yes, no]| match lower.as_str() {
        found if found == *yes => Some(*no),
        found if found == *no => Some(*yes),
        _ => None,
    });
    let other = other.unwrap_or("false");
    match word {
        _ if word == lower => other.to_owned(),
        // A single letter in upper case says nothing of the letters after it.
        _ if word.len() > 1 && word == word.to_ascii_uppercase() || other.len() == 1 => {
            other.to_ascii_uppercase()
        }
        _ => other[..1].to_ascii_uppercase() + &other[1..],
    }
}
