//! kramdown's signs. Sources: `smart_quotes.rb` and `typographic_symbol.rb` in
//! `lib/kramdown/parser/kramdown`, whose rules are tried in their order. What they look at starts
//! with the character before a quote, unless that belongs to another element or sign.

use super::{Run, Set, dashes};

/// What the sign at `at` becomes.
pub fn set(run: &Run<'_>, at: usize) -> Set {
    let rest = run.after(at);
    match rest.as_bytes() {
        [b'<', b'<', b' ', ..] => Some((3, "«\u{a0}")),
        [b' ', b'>', b'>', ..] => Some((3, "\u{a0}»")),
        [b'<', b'<', ..] => Some((2, "«")),
        [b'>', b'>', ..] => Some((2, "»")),
        [b'"' | b'\'', ..] => Some(quote(run, at, rest)),
        _ => dashes(rest),
    }
}

fn quote(run: &Run<'_>, at: usize, rest: &str) -> (usize, &'static str) {
    let before = run.source_before(at).filter(|before| at > run.set && *before != '\\');
    let is_double = rest.starts_with('"');
    let (open, close) = if is_double { ("“", "”") } else { ("‘", "’") };
    let mut following = rest[1..].chars();
    let next = following.next();
    let two = (next, following.next());
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    let is_space = before.is_some_and(|c| c.is_ascii_whitespace());
    if before.is_none() {
        let after_marks = rest[1..].trim_start_matches(['_', '*']);
        let marks = rest.len() - 1 - after_marks.len();
        if marks > 0 && after_marks.starts_with(|c: char| !c.is_whitespace()) {
            return (1, open);
        }
        if next.is_some_and(|c| c.is_ascii_punctuation())
            && !rest[2..].starts_with("..")
            && !two.1.is_some_and(|c| c.is_alphanumeric() || c == '_')
        {
            return (1, close);
        }
    }
    if before.is_none() || is_space {
        match (rest.get(..2), is_word(two.1)) {
            (Some("\"'"), true) => return (2, "“‘"),
            (Some("'\""), true) => return (2, "‘“"),
            _ => {}
        }
        let decade = rest.as_bytes().get(1..4);
        if !is_double && matches!(decade, Some([a, b, b's']) if a.is_ascii_digit() && b.is_ascii_digit()) {
            return (1, close);
        }
    }
    match before {
        Some(_) if is_space && is_word(next) => (1, open),
        Some(c) if !c.is_ascii_whitespace() && !"[{(-".contains(c) => (1, close),
        Some(_) => (1, open),
        None => match next {
            Some('"') => (2, if is_double { "\"”" } else { "'”" }),
            Some('\'') => (2, if is_double { "\"’" } else { "'’" }),
            None => (1, close),
            Some(c) if c.is_whitespace() => (1, close),
            Some('s') if !two.1.is_some_and(|c| c.is_alphanumeric() || c == '_') => (1, close),
            Some(_) => (1, open),
        },
    }
}
