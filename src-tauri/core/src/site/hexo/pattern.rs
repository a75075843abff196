//! Paths with parameters: `:year/:month/:title/`, in both directions.

use std::collections::HashSet;

/// A `permalink` or `new_post_name`. Source: hexo-util, permalink.ts.
#[derive(Debug)]
pub(super) struct Pattern {
    parts: Vec<Part>,
}

#[derive(Debug, PartialEq)]
enum Part {
    Text(String),
    Parameter(String),
}

impl Pattern {
    pub fn of(rule: &str) -> Pattern {
        let mut parts = Vec::new();
        let mut text = String::new();
        let mut rest = rule;
        while let Some(first) = rest.chars().next() {
            let after = &rest[first.len_utf8()..];
            let word = after.find(|next: char| !next.is_ascii_alphanumeric() && next != '_');
            let name = after[..word.unwrap_or(after.len())].trim_end_matches('_');
            if first == ':' && !name.is_empty() {
                if !text.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut text)));
                }
                parts.push(Part::Parameter(name.to_owned()));
                rest = &after[name.len()..];
            } else {
                text.push(first);
                rest = after;
            }
        }
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        Pattern { parts }
    }

    /// The names of its parameters, in their order.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Parameter(name) => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }

    /// The path with the values that `value` knows.
    ///
    /// # Errors
    /// The first error of `value`.
    pub fn print<E>(&self, mut value: impl FnMut(&str) -> Result<String, E>) -> Result<String, E> {
        let mut path = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => path.push_str(text),
                Part::Parameter(name) => path.push_str(&value(name)?),
            }
        }
        Ok(path)
    }

    /// The values of the parameters in a path of a new post, of a name twice the last; `None` when
    /// the path is of another shape. Source: hexo, plugins/processor/post.ts, `parseFilename`.
    pub fn parse(&self, path: &str) -> Option<Vec<(String, String)>> {
        let mut values = matched(&self.parts, path, &mut HashSet::new())?;
        values.reverse();
        Some(values)
    }
}

/// The values from the last to the first, as a regular expression with `.+?` finds them. `failed` are
/// the lengths of parts and path that are known not to match, so that no name takes long.
fn matched(
    parts: &[Part],
    path: &str,
    failed: &mut HashSet<(usize, usize)>,
) -> Option<Vec<(String, String)>> {
    let Some((part, below)) = parts.split_first() else {
        return path.is_empty().then(Vec::new);
    };
    let name = match part {
        Part::Text(text) => return matched(below, path.strip_prefix(text.as_str())?, failed),
        Part::Parameter(name) => name,
    };
    if !failed.insert((parts.len(), path.len())) {
        return None;
    }
    let line = path.split('\n').next().unwrap_or_default();
    let ends = line.char_indices().map(|(at, found)| at + found.len_utf8());
    let mut ends: Vec<usize> = ends.filter(|end| is_of(name, &path[..*end])).collect();
    // The digits of a day are greedy, all else is as short as can be.
    if matches!(name.as_str(), "i_month" | "i_day") {
        ends.reverse();
    }
    ends.into_iter().find_map(|end| {
        let mut values = matched(below, &path[end..], failed)?;
        values.push((name.clone(), path[..end].to_owned()));
        Some(values)
    })
}

fn is_of(name: &str, text: &str) -> bool {
    let digits = |least: usize, most: usize| {
        (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    match name {
        "year" => digits(4, 4),
        "month" | "day" => digits(2, 2),
        "i_month" | "i_day" => digits(1, 2),
        "hash" => text.len() == 12 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')),
        _ => !text.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rule: &str, path: &str, expected: Option<&[(&str, &str)]>) {
        let owned = |values: &[(&str, &str)]| -> Vec<(String, String)> {
            values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        assert_eq!(Pattern::of(rule).parse(path), expected.map(owned));
    }

    #[test]
    fn a_name_is_taken_apart_by_its_pattern() {
        check(":title", "a/b", Some(&[("title", "a/b")]));
        let dated = [("year", "2024"), ("month", "01"), ("day", "02"), ("title", "a-b")];
        check(":year-:month-:day-:title", "2024-01-02-a-b", Some(&dated));
        check(":year-:month-:day-:title", "a-b", None);
        check(":year-:month-:day-:title", "2024-1-02-a", None);
        check(":i_day-:title", "12-é", Some(&[("i_day", "12"), ("title", "é")]));
        check(":lang/:title", "en/a/b", Some(&[("lang", "en"), ("title", "a/b")]));
        check(":a:b:c:d:e:f:g:h:i:j.", &"x".repeat(255), None);
    }

    #[test]
    fn a_parameter_ends_before_its_last_underscores() {
        let names = |rule: &str| Pattern::of(rule).parameters().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(names(":year/:post_title_.html"), ["year", "post_title"]);
        assert_eq!(names("a:/:_/é:title"), ["title"]);
        let printed = Pattern::of("x/:a_/:b.html").print(|name| Ok::<_, ()>(name.to_uppercase()));
        assert_eq!(printed.as_deref(), Ok("x/A_/B.html"));
    }
}
