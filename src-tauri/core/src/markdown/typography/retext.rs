//! Astro's signs. Sources: remark-smartypants and retext-smartypants, which look at the words of a
//! paragraph across its markup.

use super::{Run, Set};

/// What the sign at `at` becomes.
pub fn set(run: &Run<'_>, at: usize) -> Set {
    let rest = run.after(at);
    let first = rest.as_bytes().first().copied()?;
    let count = rest.bytes().take_while(|byte| *byte == first).count();
    let is_run_start = at == run.range.start || run.source.as_bytes()[at - 1] != first;
    match first {
        b'-' if count == 2 && is_run_start => Some((2, "—")),
        b'.' if count >= 3 && is_run_start => Some((count, "…")),
        b'\'' | b'"' if count == 1 && is_run_start => quote(run, at, rest),
        b'\'' if count == 2 && is_run_start => Some((2, "”")),
        _ => None,
    }
}

#[derive(PartialEq)]
enum Kind {
    Word,
    Space,
    Sign,
}

fn kind(c: char) -> Kind {
    match c {
        c if c.is_whitespace() => Kind::Space,
        // Code counts as a word.
        c if c.is_alphanumeric() || c == '`' => Kind::Word,
        _ => Kind::Sign,
    }
}

fn quote(run: &Run<'_>, at: usize, rest: &str) -> Set {
    let is_double = rest.starts_with('"');
    let (open, close) = if is_double { ("“", "”") } else { ("‘", "’") };
    let before = if at == run.range.start { run.before } else { run.source_before(at) };
    let before = before.map_or(Kind::Space, kind);
    let text = text_after(&rest[1..]);
    let next = text.chars().next();
    let after = match next {
        Some(sign) if kind(sign) == Kind::Sign => {
            let beyond = text.trim_start_matches(sign);
            let is_before_word = text_after(beyond).chars().next().is_some_and(|c| kind(c) == Kind::Word);
            if !is_before_word {
                return Some((1, close));
            }
            match (rest.get(..2), text.len() - beyond.len()) {
                (Some("\"'"), 1) => return Some((2, "“‘")),
                (Some("'\""), 1) => return Some((2, "‘“")),
                _ => Kind::Sign,
            }
        }
        other => other.map_or(Kind::Space, kind),
    };
    let word = &text[..text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())];
    let is_decade = matches!(word.as_bytes(), [a, b, b's'] if a.is_ascii_digit() && b.is_ascii_digit());
    let closes = is_decade
        || before == Kind::Word
        || after == Kind::Space
        || before == Kind::Space && !is_double && word == "s" && after != Kind::Word;
    Some((1, if closes { close } else { open }))
}

/// What follows, without markup before it.
fn text_after(rest: &str) -> &str {
    let end = rest.find("\n\n").unwrap_or(rest.len());
    rest[..end].trim_start_matches(['*', '_', '~', '[', ']', '\\'])
}
