//! How many words a post has.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::Dialect;

/// The words of the prose: not of code blocks, HTML or descriptions of images. In Chinese, Japanese
/// and Korean, which set no or few spaces, every character counts as one.
pub fn word_count(body: &str) -> u32 {
    let mut counter = Counter::default();
    let mut silent = 0;
    for event in Parser::new_ext(body, Dialect::default().options()) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => silent += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => silent -= 1,
            Event::Text(text) | Event::Code(text) if silent == 0 => counter.read(&text),
            Event::SoftBreak | Event::HardBreak => counter.in_word = false,
            Event::End(end) if ends_a_line(end) => counter.in_word = false,
            _ => {}
        }
    }
    counter.words
}

fn ends_a_line(end: TagEnd) -> bool {
    !matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
}

#[derive(Default)]
struct Counter {
    words: u32,
    /// A word goes on over the end of a piece of text, as in `*un*like`.
    in_word: bool,
}

impl Counter {
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
    use super::word_count;

    #[test]
    fn counts_words_and_not_markup() {
        assert_eq!(
            word_count("# Two words\n\nIt's *un*like the [other one](https://x.y \"t\") — see `code`.\n"),
            9
        );
    }

    #[test]
    fn leaves_out_code_blocks_html_and_image_descriptions() {
        assert_eq!(word_count("one\n\n```\ntwo three\n```\n\n<div>four</div>\n\n![five](x.png)\n"), 1);
    }

    #[test]
    fn counts_each_character_of_chinese_japanese_and_korean() {
        assert_eq!(word_count("你好，世界。Rust 語言 한국어\n"), 4 + 1 + 2 + 3);
    }

    #[test]
    fn separates_words_at_line_ends_and_cells() {
        assert_eq!(word_count("a\nb  \nc\n\n|x|y|\n|-|-|\n|z|w|\n\n- l\n- m\n"), 9);
    }
}
