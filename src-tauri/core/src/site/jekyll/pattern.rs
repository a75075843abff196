//! File patterns as Ruby understands them.

use regex::Regex;

/// The pattern as `File.fnmatch?` without flags reads it: `*` and `?` stand for any characters, `/`
/// among them.
pub(super) fn fnmatch(pattern: &str) -> Option<Regex> {
    let mut text = String::new();
    translate(pattern, &mut text, ".*", ".");
    compiled(&text)
}

/// The pattern as `Dir.glob` reads it: `*` and `?` stay inside a folder, `**/` is any folders, and
/// `{a,b}` one of several.
pub(super) fn glob(pattern: &str) -> Option<Regex> {
    let mut text = String::new();
    for (at, part) in pattern.split("**/").enumerate() {
        if at > 0 {
            text.push_str("(?:[^/]+/)*");
        }
        translate(part, &mut text, "[^/]*", "[^/]");
    }
    if pattern.contains('{') {
        text = text.replace(r"\{", "(?:").replace(r"\}", ")").replace(',', "|");
    }
    compiled(&text)
}

fn compiled(text: &str) -> Option<Regex> {
    Regex::new(&format!("(?s)^(?:{text})$")).ok()
}

fn translate(pattern: &str, text: &mut String, any: &str, one: &str) {
    let mut rest = pattern.chars();
    while let Some(character) = rest.next() {
        match character {
            '*' => text.push_str(any),
            '?' => text.push_str(one),
            '\\' => text.push_str(&regex::escape(&rest.next().unwrap_or('\\').to_string())),
            '[' => match rest.as_str().split_once(']') {
                Some((set, after)) => {
                    let negated = set.strip_prefix(['!', '^']);
                    let set = negated.unwrap_or(set).replace('\\', r"\\").replace('[', r"\[");
                    text.push_str(&format!("[{}{set}]", if negated.is_some() { "^" } else { "" }));
                    rest = after.chars();
                }
                None => text.push_str(r"\["),
            },
            _ => text.push_str(&regex::escape(&character.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: Option<Regex>, yes: &[&str], no: &[&str]) {
        let pattern = pattern.unwrap();
        for path in yes {
            assert!(pattern.is_match(path), "{path}");
        }
        for path in no {
            assert!(!pattern.is_match(path), "{path}");
        }
    }

    #[test]
    fn a_star_of_exclude_crosses_folders() {
        check(fnmatch("a*.md"), &["a.md", "ab/c.md"], &["b.md", "a.mdx"]);
        check(fnmatch("**/x.md"), &["a/x.md", "a/b/x.md"], &["x.md"]);
        check(fnmatch("[!a-c]?.md"), &["dx.md"], &["ax.md", "d.md"]);
        check(fnmatch("a["), &["a["], &["a"]);
    }

    #[test]
    fn a_star_of_a_scope_stays_in_its_folder() {
        check(glob("a/*/c"), &["a/b/c"], &["a/b/x/c"]);
        check(glob("**/c"), &["c", "a/b/c"], &["cc"]);
        check(glob("{a,b}.md"), &["a.md", "b.md"], &["c.md"]);
    }
}
