//! Goldmark's signs. Source: `extension/typographer.go`.

use super::{Run, Set, dashes, is_punctuation_or_symbol};

/// How many quotes are open in a paragraph.
#[derive(Default)]
pub struct Unclosed {
    double: u32,
    single: u32,
}

/// What the sign at `at` becomes.
pub fn set(run: &Run<'_>, at: usize, unclosed: &mut Unclosed) -> Set {
    let line = line(run.after(at));
    match line.as_bytes() {
        [b'<', b'<', ..] => Some((2, "«")),
        [b'>', b'>', ..] => Some((2, "»")),
        [quote @ (b'"' | b'\''), ..] => {
            let before = run.source_before(at).unwrap_or('\n');
            let after = line[1..].chars().next().unwrap_or(' ');
            let sides = Sides { before, opens: flanks(before, after), closes: flanks(after, before) };
            let sign =
                if *quote == b'"' { double(line, &sides, unclosed) } else { single(line, &sides, unclosed) };
            sign.map(|sign| (1, sign))
        }
        _ => dashes(line),
    }
}

struct Sides {
    before: char,
    opens: bool,
    closes: bool,
}

fn single(line: &str, sides: &Sides, unclosed: &mut Unclosed) -> Option<&'static str> {
    let rest = &line.as_bytes()[1..];
    let before = sides.before;
    let next = line[1..].chars().next();
    let ends =
        |at: usize| rest.get(at).is_none_or(|byte| byte.is_ascii_punctuation() || byte.is_ascii_whitespace());
    let (opens, closes) = (sides.opens, sides.closes);
    if !opens && !closes {
        return None;
    }
    let is_decade = matches!(rest, [a, b, b's', ..] if a.is_ascii_digit() && b.is_ascii_digit());
    // 'twas, 'em, 'net
    let is_cut = matches!(rest.first(), Some(b't' | b'e' | b'n' | b'l'))
        && (before.is_whitespace() || is_punctuation_or_symbol(before));
    let is_within = before.is_alphanumeric() && next.is_some_and(char::is_alphabetic);
    if opens && !closes && is_decade || is_cut || is_within {
        return Some("’");
    }
    if opens && !closes {
        // Alice's, I'm, don't, I've, I'll, you're
        let is_one = matches!(rest.first(), Some(b's' | b'm' | b't' | b'd')) && ends(1);
        let is_two = matches!(rest, [b'v', b'e', ..] | [b'l', b'l', ..] | [b'r', b'e', ..]) && ends(2);
        if is_one || is_two {
            return Some("’");
        }
        unclosed.single += 1;
        return Some("‘");
    }
    // Smiths', doin'
    if line.len() > 2 && !next.is_some_and(char::is_numeric) {
        return Some("’");
    }
    if unclosed.single == 0 || opens {
        return None;
    }
    unclosed.single -= 1;
    Some("’")
}

fn double(line: &str, sides: &Sides, unclosed: &mut Unclosed) -> Option<&'static str> {
    let rest = &line.as_bytes()[1..];
    if sides.opens && !sides.closes {
        unclosed.double += 1;
        return Some("“");
    }
    if unclosed.double == 0 || !sides.closes {
        return None;
    }
    let is_between_signs = line[1..].chars().next().is_some_and(is_punctuation)
        && rest.get(1).is_none_or(|byte| byte.is_ascii_punctuation() || byte.is_ascii_whitespace());
    if sides.opens && !is_between_signs {
        return None;
    }
    // The sign of inches within quotes.
    if rest.first() == Some(&b'"') && sides.before.is_numeric() {
        return None;
    }
    unclosed.double -= 1;
    Some("”")
}

/// Whether quotes may open between two characters; with the two exchanged, close.
fn flanks(before: char, after: char) -> bool {
    let is_open = before.is_whitespace() || is_punctuation_or_symbol(before);
    !after.is_whitespace() && (!is_punctuation_or_symbol(after) || is_open)
}

fn is_punctuation(c: char) -> bool {
    is_punctuation_or_symbol(c) && !"$+<=>^`|~".contains(c)
}

/// How much of a line is looked at: its first few characters decide.
const FAR: usize = 1_000;

/// The rest of a line with its end; without it in the last line of a paragraph.
fn line(rest: &str) -> &str {
    let near = &rest[..rest.floor_char_boundary(FAR)];
    let Some(end) = memchr::memchr(b'\n', near.as_bytes()) else {
        return if near.len() == rest.len() { near.trim_end() } else { near };
    };
    let next = rest[end + 1..].trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
    let is_last = next.is_empty() || next.starts_with('\n');
    if is_last { rest[..end].trim_end() } else { &rest[..end + 1] }
}
