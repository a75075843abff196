//! What can be read safely of JavaScript that Galley does not run.

use serde_json::Value;

/// What a text says of a key.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Said {
    /// Nothing.
    #[default]
    Nothing,
    /// This value.
    Value(Value),
    /// Something that only running it can tell.
    Unknown,
}

/// JavaScript without its comments.
#[derive(Debug, Default)]
pub(super) struct Script(String);

impl Script {
    pub fn of(text: &str) -> Script {
        let mut code = String::with_capacity(text.len());
        let mut rest = text;
        let mut quote = None;
        while let Some(letter) = rest.chars().next() {
            let skipped = match quote {
                None if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
                None if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |at| at + 2),
                _ => 0,
            };
            if skipped > 0 {
                code.push(' ');
                rest = rest.get(skipped..).unwrap_or_default();
                continue;
            }
            let mut taken = letter.len_utf8();
            match quote {
                Some(_) if letter == '\\' => {
                    taken += rest.get(taken..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                }
                Some(open) if open == letter => quote = None,
                None if matches!(letter, '"' | '\'' | '`') => quote = Some(letter),
                _ => {}
            }
            let (part, after) = rest.split_at(taken);
            code.push_str(part);
            rest = after;
        }
        Script(code)
    }

    pub fn mentions(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// What each call of a function gets as its first argument; `None` for all but plain literals.
    pub fn arguments(&self, function: &str) -> Vec<Option<Value>> {
        let calls = self.0.split(function).skip(1);
        calls.filter_map(|rest| Some(literal(rest.trim_start().strip_prefix('(')?))).collect()
    }

    /// The text that the last such call gets, when it is a plain one.
    pub fn argument(&self, function: &str) -> Said {
        match self.arguments(function).pop() {
            Some(Some(value)) => Said::Value(value),
            Some(None) => Said::Unknown,
            None => Said::Nothing,
        }
    }

    /// The inside of the object at `key: {`.
    pub fn object(&self, key: &str) -> Option<Script> {
        let mut places = self.places(key);
        places.find_map(|at| {
            let rest = self.0.get(at + key.len()..)?;
            let inside = after_colon(rest)?.strip_prefix('{')?;
            Some(Script(format!("{{{}", inside.split('}').next()?)))
        })
    }

    /// The value of a key of the outermost object: a plain literal, or unknown.
    pub fn value(&self, key: &str) -> Said {
        let mut said = Said::Nothing;
        for at in self.places(key) {
            let is_read = self.0.get(..at).is_some_and(|before| before.ends_with('.'));
            let rest = self.0.get(at + key.len()..).unwrap_or_default();
            if is_read && !rest.trim_start().starts_with('=') {
                continue;
            }
            let value = after_colon(rest).and_then(literal).filter(|_| self.depth(at) == 1);
            said = match (value, said) {
                (Some(value), Said::Nothing) => Said::Value(value),
                _ => return Said::Unknown,
            };
        }
        // What is spread into the object may hold any key.
        if said == Said::Nothing && self.mentions("...") { Said::Unknown } else { said }
    }

    /// The value of the only such key, on whatever level.
    pub fn value_anywhere(&self, key: &str) -> Said {
        let mut values = self.places(key).filter_map(|at| {
            let rest = self.0.get(at + key.len()..)?;
            after_colon(rest).map(literal)
        });
        match (values.next(), values.next()) {
            (Some(Some(value)), None) => Said::Value(value),
            (None, _) => Said::Nothing,
            _ => Said::Unknown,
        }
    }

    /// Where a word stands by itself.
    fn places<'s>(&'s self, word: &'s str) -> impl Iterator<Item = usize> + 's {
        let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
        self.0.match_indices(word).map(|(at, _)| at).filter(move |&at| {
            let before = self.0.get(..at).unwrap_or_default();
            let after = self.0.get(at + word.len()..).unwrap_or_default();
            let is_quoted_key = before.ends_with(['"', '\'']) && after_colon(after).is_some();
            !before.ends_with(is_word)
                && !after.starts_with(is_word)
                && (is_quoted_key || !ends_in_text(before))
        })
    }

    fn depth(&self, at: usize) -> usize {
        let before = self.0.get(..at).unwrap_or_default();
        let count = |letters: [char; 3]| before.chars().filter(|letter| letters.contains(letter)).count();
        count(['{', '(', '[']).saturating_sub(count(['}', ')', ']']))
    }
}

/// Whether a quote is open at the end of a piece of code.
fn ends_in_text(code: &str) -> bool {
    let mut quote = None;
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match quote {
            Some(_) if letter == '\\' => drop(letters.next()),
            Some(open) if open == letter => quote = None,
            None if matches!(letter, '"' | '\'' | '`') => quote = Some(letter),
            _ => {}
        }
    }
    quote.is_some()
}

fn after_colon(rest: &str) -> Option<&str> {
    let rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
    Some(rest.trim_start().strip_prefix(':')?.trim_start())
}

/// The literal that a text starts with: a string, a truth value, or a list of strings.
fn literal(text: &str) -> Option<Value> {
    let text = text.trim_start();
    let (value, rest) = scalar(text).or_else(|| {
        let mut items = Vec::new();
        let mut rest = text.strip_prefix('[')?.trim_start();
        while !rest.starts_with(']') {
            let (item, after) = scalar(rest)?;
            items.push(item);
            let after = after.trim_start();
            rest = after.strip_prefix(',').unwrap_or(after).trim_start();
        }
        Some((Value::Array(items), rest.strip_prefix(']')?))
    })?;
    // `"a" + b` is no literal.
    let next = rest.trim_start().chars().next();
    next.is_none_or(|next| matches!(next, ',' | '}' | ')' | ';')).then_some(value)
}

fn scalar(text: &str) -> Option<(Value, &str)> {
    for (word, truth) in [("true", true), ("false", false)] {
        if let Some(rest) = text.strip_prefix(word) {
            return Some((Value::Bool(truth), rest));
        }
    }
    let quote = text.chars().next().filter(|letter| matches!(letter, '"' | '\'' | '`'))?;
    let (inside, rest) = text.strip_prefix(quote)?.split_once(quote)?;
    let is_code = inside.contains(['\\', '\n']) || quote == '`' && inside.contains("${");
    (!is_code).then(|| (Value::String(inside.to_owned()), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, key: &str, expected: &Said) {
        assert_eq!(Script::of(text).value(key), *expected, "{text}");
    }

    #[test]
    fn plain_literals_are_read_and_all_else_is_unknown() {
        let text = |text: &str| Said::Value(Value::String(text.to_owned()));
        check("module.exports = { layout: 'a.njk', permalink: \"/x/\" };", "permalink", &text("/x/"));
        check(
            "export default {\n// permalink: 'no'\n 'permalink': false\n}",
            "permalink",
            &Said::Value(Value::Bool(false)),
        );
        check("export default { tags: ['permalinks'] }", "permalink", &Said::Nothing);
        check("export default { permalink: (data) => data.slug }", "permalink", &Said::Unknown);
        check("export default { permalink: '/a' + b }", "permalink", &Said::Unknown);
        check("export default { permalink: `/${a}/` }", "permalink", &Said::Unknown);
        check("export default { inner: { permalink: '/a/' } }", "permalink", &Said::Unknown);
        check("export default { permalink }", "permalink", &Said::Unknown);
        check("export default { ...shared }", "permalink", &Said::Unknown);
        check("exports.permalink = '/a/'", "permalink", &Said::Unknown);
        check("", "permalink", &Said::Nothing);
    }

    #[test]
    fn arguments_of_calls_are_read_where_they_are_plain() {
        let script = Script::of("c.ignores.add('a.md'); c.ignores.add(b); c.setInputDirectory(\"src\")");
        assert_eq!(script.arguments("ignores.add"), [Some(Value::String("a.md".into())), None]);
        assert_eq!(script.argument("setInputDirectory"), Said::Value(Value::String("src".into())));
        let text = "return { dir: { input: 'content', \"output\": 'output', data: d } }";
        let script = Script::of(text);
        let folders = script.object("dir").unwrap();
        assert_eq!(folders.value("input"), Said::Value(Value::String("content".into())));
        assert_eq!(folders.value("output"), Said::Value(Value::String("output".into())));
        assert_eq!(folders.value("data"), Said::Unknown);
        assert_eq!(folders.value("includes"), Said::Nothing);
    }
}
