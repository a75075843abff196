//! The arguments of a tag: words and `name=value` pairs, in any of the usual quotes.

/// The arguments in their order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    words: Vec<String>,
    pairs: Vec<(String, String)>,
    text: String,
}

impl Arguments {
    /// Reads `a "b c" name='value', other=1`.
    pub fn parse(text: &str) -> Arguments {
        let text = text.trim();
        let mut arguments = Arguments { text: on_a_line(text), ..Arguments::default() };
        let mut rest = text.trim_start_matches(is_between);
        while !rest.is_empty() {
            let (word, after) = word(rest);
            let value = after.trim_start().strip_prefix('=').filter(|_| !rest.starts_with(['"', '\'', '`']));
            match value {
                Some(value) => {
                    let (value, after) = self::word(value.trim_start());
                    arguments.pairs.push((word.to_owned(), value.to_owned()));
                    rest = after;
                }
                None => {
                    arguments.words.push(word.to_owned());
                    rest = after;
                }
            }
            rest = rest.trim_start_matches(is_between);
        }
        arguments
    }

    /// The word at a place, from 0.
    pub fn word(&self, at: usize) -> Option<&str> {
        self.words.get(at).map(String::as_str)
    }

    /// All of them as they were written, on one line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All words.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The value of a name.
    pub fn named(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The value of a name, else the word at a place.
    pub fn get(&self, name: &str, at: usize) -> Option<&str> {
        self.named(name).or_else(|| self.word(at))
    }
}

/// A text with each run of spaces and ends of lines as one space.
pub fn on_a_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || c == ','
}

/// The first word and what is behind it. Always takes something of a text that is not empty.
fn word(text: &str) -> (&str, &str) {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
    if let Some(quote) = quote {
        let inner = &text[1..];
        let end = inner
            .char_indices()
            .scan(false, |escaped, (at, c)| {
                let ends = c == quote && !*escaped;
                *escaped = c == '\\' && !*escaped && quote != '`';
                Some((at, ends))
            })
            .find(|(_, ends)| *ends);
        return match end {
            Some((end, _)) => (&inner[..end], &inner[end + 1..]),
            None => (inner, ""),
        };
    }
    let end = text.find(|c: char| is_between(c) || c == '=').unwrap_or(text.len());
    match end {
        0 => text.split_at(text.chars().next().map_or(0, char::len_utf8)),
        end => text.split_at(end),
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    #[test]
    fn words_and_pairs_are_read_in_any_quotes() {
        let arguments = Arguments::parse("a \"b c\", n='v w' m = 1 `raw \"x\"` \"q\\\"r\"");
        assert_eq!(arguments.words(), ["a", "b c", "raw \"x\"", "q\\\"r"]);
        assert_eq!(arguments.named("n"), Some("v w"));
        assert_eq!(arguments.get("m", 0), Some("1"));
        assert_eq!(arguments.get("z", 1), Some("b c"));
    }

    #[test]
    fn broken_arguments_are_read_to_their_end() {
        for text in ["=", "a=", "\"open", "= = =", "'", "é=ü"] {
            Arguments::parse(text);
        }
    }
}
