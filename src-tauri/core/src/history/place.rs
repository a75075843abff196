//! The paragraph around a place.

use std::ops::Range;

/// The lines around the byte `at` of a text with LF line endings, from one blank line to the next,
/// without the last line's end. A blank line has the paragraph before it. Empty in a text without words.
pub fn paragraph_at(text: &str, at: usize) -> Range<usize> {
    let at = text.floor_char_boundary(at.min(text.len()));
    let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let is_blank = |line: &str| line.trim().is_empty();
    let mut end = line;
    for line in text[line..].split_inclusive('\n').take_while(|line| !is_blank(line)) {
        end += line.len();
    }
    let end = text[..end].trim_end().len();
    let mut start = end;
    for line in text[..end].split_inclusive('\n').rev().take_while(|line| !is_blank(line)) {
        start -= line.len();
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::paragraph_at;

    #[track_caller]
    fn check(marked: &str, expected: &str) {
        let at = marked.find('|').unwrap();
        let text = marked.replacen('|', "", 1);
        assert_eq!(&text[paragraph_at(&text, at)], expected);
    }

    #[test]
    fn a_paragraph_goes_from_one_blank_line_to_the_next() {
        check("a\n\none\nt|wo\nthree\n\nb\n", "one\ntwo\nthree");
        check("|one\ntwo", "one\ntwo");
        check("one\ntwo|", "one\ntwo");
        check("a\n\none\n|\nb", "one");
        check("a\n\none\n \n|\nb", "one");
        check("é|日\n", "é日");
        check("|", "");
        check("\n\n|\n", "");
    }
}
