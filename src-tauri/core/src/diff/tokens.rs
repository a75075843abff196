//! A text cut into what a comparison compares.

use imara_diff::TokenSource;

/// Lines, each with its end.
pub(super) struct Lines<'t>(pub &'t str);

/// Words, runs of spaces, line ends, and every other character alone.
pub(super) struct Words<'t>(pub &'t str);

impl<'t> TokenSource for Lines<'t> {
    type Token = &'t str;
    type Tokenizer = std::str::SplitInclusive<'t, char>;

    fn tokenize(&self) -> Self::Tokenizer {
        self.0.split_inclusive('\n')
    }

    fn estimate_tokens(&self) -> u32 {
        (self.0.len() / 64) as u32
    }
}

impl<'t> TokenSource for Words<'t> {
    type Token = &'t str;
    type Tokenizer = WordsIn<'t>;

    fn tokenize(&self) -> Self::Tokenizer {
        WordsIn(self.0)
    }

    fn estimate_tokens(&self) -> u32 {
        (self.0.len() / 4) as u32
    }
}

/// The words of a text.
pub(super) struct WordsIn<'t>(&'t str);

impl<'t> Iterator for WordsIn<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let kind = Kind::of(self.0.chars().next()?);
        let end = match kind {
            Kind::Alone => self.0.chars().next().map_or(0, char::len_utf8),
            _ => self.0.find(|c| Kind::of(c) != kind).unwrap_or(self.0.len()),
        };
        let (word, rest) = self.0.split_at(end);
        self.0 = rest;
        Some(word)
    }
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    Word,
    Space,
    Alone,
}

impl Kind {
    fn of(c: char) -> Kind {
        match c {
            '\n' => Kind::Alone,
            _ if c.is_whitespace() => Kind::Space,
            // Scripts from CJK radicals on mostly set no spaces; a combining mark stays with its letter.
            _ if c.is_alphanumeric() && (c as u32) < 0x2e80 => Kind::Word,
            '_' | '\'' | '’' | '\u{300}'..='\u{36f}' => Kind::Word,
            _ => Kind::Alone,
        }
    }
}
