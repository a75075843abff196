//! The slug of a title: the part of a URL and of a file name that says what a post is about.

use unicode_normalization::UnicodeNormalization;

/// The slug of `title`, by the `slug` crate (which Zola uses too): lower-case ASCII words joined by
/// hyphens. Empty when the title has no letter or digit in any script: the writer is asked then.
pub fn slugify(title: &str) -> String {
    // The crate spells emoji out in English; a title of emoji only would get an invented slug.
    if title.chars().any(char::is_alphanumeric) { slug::slugify(title) } else { String::new() }
}

/// `slug`, or `slug-2`, `slug-3`, ... : the first that `taken` does not hold for.
pub fn free(slug: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(slug) {
        return slug.to_owned();
    }
    let mut number = 2u64;
    loop {
        let candidate = format!("{slug}-{number}");
        if !taken(&candidate) {
            return candidate;
        }
        number += 1;
    }
}

/// A path as a file system that folds case and Unicode forms sees it: two paths are the same file
/// there when these are equal.
pub fn folded(path: &str) -> String {
    path.nfc().collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, expected: &str) {
        assert_eq!(slugify(title), expected);
    }

    #[test]
    fn titles_become_words_joined_by_hyphens() {
        check("Understanding Microservices Architecture", "understanding-microservices-architecture");
        check("node.js v2.0", "node-js-v2-0");
        check("Straße über Öl", "strasse-uber-ol");
        check("日本語のタイトル", "ri-ben-yu-notaitoru");
    }

    #[test]
    fn a_title_without_letters_has_no_slug() {
        check("😀🚀", "");
        check("  ?! ", "");
        check("", "");
    }

    #[test]
    fn a_taken_slug_is_numbered_from_two() {
        assert_eq!(free("a", |slug| ["a", "a-2"].contains(&slug)), "a-3");
        assert_eq!(free("b", |_| false), "b");
    }
}
