//! The signs of marked in Hexo. Source: `smartypants` in the `lib/renderer.js` of
//! hexo-renderer-marked, which sees each text between other elements alone.

use super::{Run, Set, dashes};

/// What the sign at `at` becomes.
pub fn set(run: &Run<'_>, at: usize) -> Set {
    let rest = run.after(at);
    let (double, open, close) = match rest.as_bytes() {
        [b'"', ..] => (true, "“", "”"),
        [b'\'', ..] => (false, "‘", "’"),
        _ => return dashes(rest),
    };
    let is_start =
        at == run.range.start && !run.is_after_entity || run.is_escaped && at == run.range.start + 1;
    let opens = is_start
        || run.source_before(at).is_some_and(|before| {
            // A quote of the other kind before it is set by then, or not yet.
            let other = if double { before == '\'' && opens_single(run, at - 1) } else { before == '"' };
            other || before.is_whitespace() || matches!(before, '-' | '—' | '/' | '(' | '[' | '{')
        });
    Some((1, if opens { open } else { close }))
}

fn opens_single(run: &Run<'_>, at: usize) -> bool {
    at >= run.range.start && set(run, at).is_some_and(|(_, sign)| sign == "‘")
}
