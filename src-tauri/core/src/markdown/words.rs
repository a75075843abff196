//! How many words a post has.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::Dialect;
use super::mask::{self, Masked};

/// The words of the prose: not of code blocks, HTML or descriptions of images. In Chinese, Japanese
/// and Korean, which set no or few spaces, every character counts as one.
pub fn word_count(body: &str, dialect: &Dialect) -> u32 {
    let masked = mask::mask(body, 0..body.len(), dialect);
    let mut counter = WordCounter::default();
    for event in Parser::new_ext(&masked.text, dialect.options()) {
        counter.event(&event, &masked);
    }
    counter.take()
}

fn ends_a_line(end: TagEnd) -> bool {
    !matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
}

/// Counts the words of the events of a parser.
#[derive(Default)]
pub struct WordCounter {
    words: u32,
    /// How many elements are open whose text is not counted.
    silent: usize,
    /// A word goes on over the end of a piece of text, as in `*un*like`.
    in_word: bool,
}

impl WordCounter {
    /// Takes the next event.
    pub fn event(&mut self, event: &Event<'_>, masked: &Masked<'_>) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => self.silent += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => self.silent -= 1,
            Event::Text(text) | Event::Code(text) if self.silent == 0 => self.read(&masked.shown(text)),
            Event::SoftBreak | Event::HardBreak => self.in_word = false,
            Event::End(end) if ends_a_line(*end) => self.in_word = false,
            _ => {}
        }
    }

    /// The words since this was asked last.
    pub fn take(&mut self) -> u32 {
        std::mem::take(&mut self.words)
    }

    fn read(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() || matches!(c, '—' | '–' | '…') {
                self.in_word = false;
            } else if is_cjk(c) {
                self.words += 1;
                self.in_word = false;
            } else if !self.in_word && c.is_alphanumeric() {
                self.words += 1;
                self.in_word = true;
            }
        }
    }
}

fn is_cjk(c: char) -> bool {
    matches!(
        c,
        '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}'
    ) && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::{Dialect, word_count};

    fn words_of(body: &str) -> u32 {
        word_count(body, &Dialect::default())
    }

    #[test]
    fn counts_words_and_not_markup() {
        assert_eq!(
            words_of("# Two words\n\nIt's *un*like the [other one](https://x.y \"t\") — see `code`.\n"),
            9
        );
    }

    #[test]
    fn leaves_out_code_blocks_html_and_image_descriptions() {
        assert_eq!(words_of("one\n\n```\ntwo three\n```\n\n<div>four</div>\n\n![five](x.png)\n"), 1);
    }

    #[test]
    fn counts_each_character_of_chinese_japanese_and_korean() {
        assert_eq!(words_of("你好，世界。Rust 語言 한국어\n"), 4 + 1 + 2 + 3);
    }

    #[test]
    fn separates_words_at_line_ends_and_cells() {
        assert_eq!(words_of("a\nb  \nc\n\n|x|y|\n|-|-|\n|z|w|\n\n- l\n- m\n"), 9);
    }
}
