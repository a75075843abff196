//! Slugs as Jekyll makes them.

use std::sync::LazyLock;

use regex::Regex;

/// What becomes a hyphen in the default mode: everything but letters, marks and digits of any
/// script.
static NO_WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[^\p{M}\p{L}\p{Nd}]+").expect("the pattern is one"));

/// What becomes a hyphen in the mode `pretty`.
static NOT_PRETTY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+").expect("the pattern is one"));

/// A slug in the default mode, in lower case. Source: `slugify` of `lib/jekyll/utils.rb`.
pub(super) fn slugify(text: &str) -> String {
    lower(trimmed(&NO_WORD.replace_all(text, "-")))
}

/// A slug in the mode `pretty` with its case kept, which is what `:title` stands for.
pub(super) fn pretty(text: &str) -> String {
    trimmed(&NOT_PRETTY.replace_all(text, "-")).to_owned()
}

/// Lower case as Ruby makes it: letter by letter, so a final sigma is like any other.
pub(super) fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

fn trimmed(slug: &str) -> &str {
    let slug = slug.strip_prefix('-').unwrap_or(slug);
    slug.strip_suffix('-').unwrap_or(slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_every_script_stay_and_the_rest_is_a_hyphen() {
        assert_eq!(slugify("The _config.yml file"), "the-config-yml-file");
        assert_eq!(slugify("Über Größe, 日本語 ٣!"), "über-größe-日本語-٣");
        assert_eq!(slugify("  --  "), "");
        assert_eq!(slugify("ΣΟΦΟΣ Ⅷ ①"), "σοφοσ");
    }

    #[test]
    fn a_title_in_a_url_keeps_its_case_and_readable_marks() {
        assert_eq!(pretty("The _config.yml file"), "The-_config.yml-file");
        assert_eq!(pretty("C# & F# (2nd)"), "C-&-F-(2nd)");
    }
}
