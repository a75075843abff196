//! What is written plainly in a configuration that is a program: `key: 'text'`. Nothing is run.

/// A key of an object in a program.
#[derive(Debug, PartialEq)]
pub(super) struct Entry {
    /// The keys that lead to it, the outermost first.
    pub keys: Vec<String>,
    /// Which object it stands in: the same number for the keys of one.
    pub object: usize,
    /// Its text; `None` when it is computed.
    pub text: Option<String>,
}

/// The keys with a text in the objects of a program, and those whose value is computed. The texts
/// of a list are entries of its key. A constant that is a text counts as one.
pub(super) fn entries(program: &str) -> Vec<Entry> {
    let tokens = with_constants(tokens(program));
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut objects = 0;
    let mut pending: Option<String> = None;
    let mark = |at: usize, marks: &[char]| match tokens.get(at) {
        Some(Token::Mark(mark)) => marks.contains(mark),
        Some(_) => false,
        None => true,
    };
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let in_object =
            open.last().is_some_and(|open| open.mark == '{') && at > 0 && mark(at - 1, &['{', ',']);
        match token {
            Token::Mark(mark @ ('{' | '[' | '(')) => {
                objects += usize::from(*mark == '{');
                let object = if *mark == '{' { objects } else { open.last().map_or(0, |open| open.object) };
                open.push(Open { mark: *mark, key: pending.take(), object });
            }
            Token::Mark('}' | ']' | ')') => {
                open.pop();
                pending = None;
            }
            Token::Word(key) | Token::Text(key) if in_object && mark(at + 1, &[':']) => {
                let keys = path(&open, Some(key));
                let object = open.last().map_or(0, |open| open.object);
                let text = match tokens.get(at + 2) {
                    Some(Token::Text(text)) if mark(at + 3, &[',', '}']) => Some(text.clone()),
                    _ => None,
                };
                let is_nested = matches!(tokens.get(at + 2), Some(Token::Mark('{' | '[')));
                if !is_nested {
                    found.push(Entry { keys, object, text });
                }
                pending = Some(key.clone());
                at += 1;
            }
            Token::Word(key) if in_object && mark(at + 1, &[',', '}']) => {
                let object = open.last().map_or(0, |open| open.object);
                found.push(Entry { keys: path(&open, Some(key)), object, text: None });
            }
            Token::Text(text) if open.last().is_some_and(|open| open.mark == '[' && open.key.is_some()) => {
                let object = open.last().map_or(0, |open| open.object);
                found.push(Entry { keys: path(&open, None), object, text: Some(text.clone()) });
            }
            Token::Mark(',') => pending = None,
            _ => {}
        }
        at += 1;
    }
    found
}

/// The tokens with the texts of constants in the place of their names.
fn with_constants(mut tokens: Vec<Token>) -> Vec<Token> {
    let mut constants: Vec<(String, String)> = Vec::new();
    for at in 0..tokens.len() {
        if let Token::Template(template) = &tokens[at]
            && let Some(text) = filled(template, &constants)
        {
            tokens[at] = Token::Text(text);
        }
        let before = at.checked_sub(3).and_then(|start| tokens.get(start..=at));
        if let Some([Token::Word(kind), Token::Word(name), Token::Mark('='), Token::Text(text)]) = before
            && kind == "const"
        {
            constants.push((name.clone(), text.clone()));
        }
        if let (Token::Word(name), Some(Token::Mark(':'))) =
            (&tokens[at], at.checked_sub(1).map(|at| &tokens[at]))
            && let Some((_, text)) = constants.iter().find(|(constant, _)| constant == name)
        {
            tokens[at] = Token::Text(text.clone());
        }
    }
    tokens
}

/// A template string with the texts of constants filled in; `None` where something else goes in.
fn filled(template: &str, constants: &[(String, String)]) -> Option<String> {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("${") {
        let (name, behind) = after.split_once('}')?;
        let (_, value) = constants.iter().find(|(constant, _)| constant == name.trim())?;
        text.push_str(before);
        text.push_str(value);
        rest = behind;
    }
    text.push_str(rest);
    Some(text)
}

/// A bracket that is not closed yet.
struct Open {
    mark: char,
    /// The key that it is the value of.
    key: Option<String>,
    object: usize,
}

fn path(open: &[Open], key: Option<&String>) -> Vec<String> {
    open.iter().filter_map(|open| open.key.as_ref()).chain(key).cloned().collect()
}

#[derive(Debug, PartialEq)]
enum Token {
    Word(String),
    /// A string that says what it is, without its quotes.
    Text(String),
    /// A template string with something to fill in.
    Template(String),
    Mark(char),
}

fn tokens(program: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = program;
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        rest = if rest.starts_with("//") {
            rest.find('\n').map_or("", |end| &rest[end..])
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or("", |end| &rest[end + 2..])
        } else if is_of_word(letter) {
            let end = rest.find(|letter| !is_of_word(letter)).unwrap_or(rest.len());
            tokens.push(Token::Word(rest[..end].to_owned()));
            &rest[end..]
        } else if matches!(letter, '\'' | '"' | '`') {
            let (token, length) = quoted(after, letter);
            tokens.push(token);
            &after[length..]
        } else {
            if !letter.is_whitespace() {
                tokens.push(Token::Mark(letter));
            }
            after
        };
    }
    tokens
}

/// The string that `text` starts in, and its bytes with the closing quote.
fn quoted(text: &str, quote: char) -> (Token, usize) {
    let mut value = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => value.extend(letters.next().map(|(_, letter)| letter)),
            '$' if quote == '`' && text[at + 1..].starts_with('{') => {
                let end = text[at..].find('`').map_or(text.len(), |end| at + end);
                return (Token::Template(text[..end].to_owned()), (end + 1).min(text.len()));
            }
            _ if letter == quote => return (Token::Text(value), at + letter.len_utf8()),
            _ => value.push(letter),
        }
    }
    (Token::Text(value), text.len())
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '$')
}

/// Whether a program names something, as a word of its own.
pub(super) fn names(program: &str, word: &str) -> bool {
    program.match_indices(word).any(|(at, _)| {
        let before = program[..at].chars().next_back();
        let after = program[at + word.len()..].chars().next();
        !before.is_some_and(is_of_word) && !after.is_some_and(is_of_word)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::*;

    proptest! {
        #[test]
        fn no_program_is_trouble(program in "([{}\\[\\](),:=$/*'\"`\\\\]|const |a|ü|\\$\\{){0,40}") {
            entries(&program);
        }
    }

    #[track_caller]
    fn check(program: &str, expected: &[(&str, Option<&str>)]) {
        let found = entries(program);
        let found: Vec<_> = found.iter().map(|entry| (entry.keys.join("."), entry.text.as_deref())).collect();
        let expected: Vec<_> = expected.iter().map(|(keys, text)| ((*keys).to_owned(), *text)).collect();
        assert_eq!(found, expected, "{program}");
    }

    #[test]
    fn plain_texts_are_read_and_computed_ones_are_known_to_be_there() {
        check("f({ a: 'x', \"b\": `y` })", &[("a", Some("x")), ("b", Some("y"))]);
        check("f({ a: B, b: `${c}d`, c: d ? 'e' : 'f' })", &[("a", None), ("b", None), ("c", None)]);
        check("({ a, b: { c: 'it\\'s' } })", &[("a", None), ("b.c", Some("it's"))]);
        check("{ x: ['a', \"b\"] }", &[("x", Some("a")), ("x", Some("b"))]);
        check("const A = 'x'; f({ a: A, b: `./${A}/y` })", &[("a", Some("x")), ("b", Some("./x/y"))]);
        check("{ // a: 'x'\n /* b: 'y' */ c: 'http://z' }", &[("c", Some("http://z"))]);
    }

    #[test]
    fn a_program_that_is_cut_off_is_no_trouble() {
        for program in ["{ a: '", "{ a: `${", "/*", "{ a:", "})]", "{ 'ä\\", "`$"] {
            entries(program);
        }
    }

    #[test]
    fn a_word_is_named_only_whole() {
        assert!(names("p => !p.data.draft", "draft"));
        assert!(!names("drafts, isdraft, draft_", "draft"));
    }
}
