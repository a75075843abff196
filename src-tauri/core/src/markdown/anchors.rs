//! The ids of headings, by the rules of the renderers.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::dialect::HeadingIds;
use crate::site;

/// A heading of a block: what its text comes down to, and the id that it got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    slug: String,
    id: Option<String>,
}

impl Heading {
    /// `None` when it has none.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }
}

/// The ids given so far in one document.
pub struct Anchors {
    rule: HeadingIds,
    taken: HashMap<String, u32>,
    /// The headings that are expected, where only a part of the document is read.
    expected: Option<std::vec::IntoIter<Heading>>,
    given: Vec<Heading>,
}

impl Anchors {
    /// No ids yet.
    pub fn new(rule: HeadingIds) -> Anchors {
        Anchors { rule, taken: HashMap::new(), expected: None, given: Vec::new() }
    }

    /// For a part of a document that had these headings before. As long as it still has them, they
    /// keep their ids, whatever headings are before the part.
    pub fn expecting(rule: HeadingIds, headings: Vec<Heading>) -> Anchors {
        Anchors { expected: Some(headings.into_iter()), ..Anchors::new(rule) }
    }

    /// Notes an id that is written in the text.
    pub fn note(&mut self, id: &str) {
        match &mut self.expected {
            Some(expected) => drop(expected.next()),
            None => drop(self.taken.entry(id.to_owned()).or_insert(0)),
        }
        self.given.push(Heading { slug: id.to_owned(), id: Some(id.to_owned()) });
    }

    /// The id of a heading with this text: `None` when no letter or digit of it is left. A text that
    /// was seen before gets `-1`, then `-2`.
    pub fn id(&mut self, text: &str) -> Option<String> {
        let slug = self.slug(text);
        let id = match &mut self.expected {
            Some(expected) => {
                expected.next().filter(|heading| heading.slug == slug).and_then(|heading| heading.id)
            }
            None => self.unique(&slug),
        };
        self.given.push(Heading { slug, id: id.clone() });
        id
    }

    /// The headings since this was asked last.
    pub fn take(&mut self) -> Vec<Heading> {
        std::mem::take(&mut self.given)
    }

    fn slug(&self, text: &str) -> String {
        match self.rule {
            HeadingIds::None => String::new(),
            HeadingIds::GitHub => github(text.trim()),
            HeadingIds::Astro => github(text),
            HeadingIds::Goldmark => or_heading(goldmark(text)),
            HeadingIds::GoldmarkAscii => or_heading(goldmark_ascii(text)),
            HeadingIds::Blackfriday => or_heading(blackfriday(text)),
            HeadingIds::Slug => ::slug::slugify(text),
            HeadingIds::Underscores => underscored(text),
            HeadingIds::Kramdown => kramdown(text),
            HeadingIds::Hexo(case) => site::hexo_slug(without_tags(text).trim(), case),
        }
    }

    fn unique(&mut self, slug: &str) -> Option<String> {
        if slug.is_empty() {
            return None;
        }
        let mut id = slug.to_owned();
        let mut count = self.taken.get(slug).copied().unwrap_or(0);
        while self.taken.contains_key(&id) {
            count += 1;
            id = format!("{slug}-{count}");
        }
        self.taken.insert(slug.to_owned(), count);
        self.taken.entry(id.clone()).or_insert(0);
        if self.rule == HeadingIds::Astro && id.ends_with('-') {
            id.pop();
        }
        Some(id)
    }
}

fn github(text: &str) -> String {
    let kept = text.chars().filter(|&c| c == ' ' || c == '-' || is_word(c));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Source: `markup/goldmark/autoid.go` of Hugo, as the three below.
fn goldmark(text: &str) -> String {
    static OTHER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[^\p{L}\p{Nd}_ -]").ok());
    // Go has one letter for the small one of `İ`.
    without(&OTHER, text.trim()).replace('İ', "i").to_lowercase().replace(' ', "-")
}

fn goldmark_ascii(text: &str) -> String {
    let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).collect();
    let kept = plain.trim().chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ' ' | '-'));
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}

fn blackfriday(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

fn or_heading(id: String) -> String {
    if id.is_empty() { "heading".to_owned() } else { id }
}

/// Source: `slugify_anchors` in `components/utils/src/slugs.rs` of Zola.
fn underscored(text: &str) -> String {
    let text = text.trim().replace(' ', "_");
    text.chars().filter(|c| !"\"#%<>[\\]()^`{|}".contains(*c)).collect()
}

/// Source: `generate_gfm_header_id` of kramdown-parser-gfm.
fn kramdown(text: &str) -> String {
    static OTHER: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"[^\p{L}\p{M}\p{N}\p{Pc}\- \t]").ok());
    without(&OTHER, &text.to_lowercase()).replace([' ', '\t'], "-")
}

/// A text without what looks like a tag, as Hexo takes code such as `<name>` for one.
fn without_tags(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let is_tag = rest[at + 1..].starts_with(|c: char| !c.is_whitespace());
        let end = rest[at..].find('>').filter(|_| is_tag).map_or(at + 1, |end| at + end + 1);
        kept.push_str(&rest[..if is_tag && end > at + 1 { at } else { end }]);
        rest = &rest[end..];
    }
    kept.push_str(rest);
    kept
}

fn without(other: &Option<Regex>, text: &str) -> String {
    other.as_ref().map_or_else(|| text.to_owned(), |other| other.replace_all(text, "").into_owned())
}

/// Letters, digits, connectors, and the marks that the standard library does not count as letters:
/// without them `é` written as two characters, or Hindi and Thai words, would lose parts.
fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '_' | '\u{203f}' | '\u{2040}' | '\u{300}'..='\u{36f}' | '\u{94d}' | '\u{9cd}' | '\u{a4d}' | '\u{acd}'
                | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{ccd}' | '\u{d4d}' | '\u{e38}'..='\u{e3a}'
                | '\u{e47}'..='\u{e4e}' | '\u{1039}' | '\u{103a}' | '\u{17d2}' | '\u{3099}' | '\u{309a}'
                | '\u{fe00}'..='\u{fe0f}'
        )
}

#[cfg(test)]
mod tests {
    use super::{Anchors, HeadingIds};

    fn check(headings: &[&str], ids: &[&str]) {
        check_by(HeadingIds::GitHub, headings, ids);
    }

    #[track_caller]
    fn check_by(rule: HeadingIds, headings: &[&str], ids: &[&str]) {
        let mut anchors = Anchors::new(rule);
        let found: Vec<_> = headings.iter().map(|heading| anchors.id(heading).unwrap_or_default()).collect();
        assert_eq!(found, ids, "{rule:?}");
    }

    #[test]
    fn each_renderer_has_its_own_rule() {
        let headings = ["What's new in 2.0?", "Über Öl", "A  b", "snake_case – dash", "!?", "日本"];
        for (rule, ids) in [
            (
                HeadingIds::Goldmark,
                ["whats-new-in-20", "über-öl", "a--b", "snake_case--dash", "heading", "日本"],
            ),
            (
                HeadingIds::GoldmarkAscii,
                ["whats-new-in-20", "uber-ol", "a--b", "snake_case--dash", "heading", "heading-1"],
            ),
            (
                HeadingIds::Blackfriday,
                ["what-s-new-in-2-0", "über-öl", "a-b", "snake-case-dash", "heading", "日本"],
            ),
            (HeadingIds::Slug, ["what-s-new-in-2-0", "uber-ol", "a-b", "snake-case-dash", "", "ri-ben"]),
            (
                HeadingIds::Underscores,
                ["What's_new_in_2.0?", "Über_Öl", "A__b", "snake_case_–_dash", "!?", "日本"],
            ),
            (HeadingIds::Kramdown, ["whats-new-in-20", "über-öl", "a--b", "snake_case--dash", "", "日本"]),
            (HeadingIds::Hexo(0), ["What-s-new-in-2-0", "Uber-Ol", "A-b", "snake-case-–-dash", "", "日本"]),
            (HeadingIds::None, [""; 6]),
        ] {
            check_by(rule, &headings, &ids);
        }
    }

    #[test]
    fn drops_punctuation_and_joins_words_by_hyphens() {
        check(
            &["What's new in 2.0?", "A  b", "snake_case – dash"],
            &["whats-new-in-20", "a--b", "snake_case--dash"],
        );
    }

    #[test]
    fn keeps_letters_of_every_script() {
        check(
            &["日本語 の見出し", "Über Öl", "हिन्दी", "cafe\u{301}"],
            &["日本語-の見出し", "über-öl", "हिन्दी", "cafe\u{301}"],
        );
    }

    #[test]
    fn numbers_repeated_headings_without_taking_an_id_twice() {
        check(&["a", "a", "a-1", "a", "a-1"], &["a", "a-1", "a-1-1", "a-2", "a-1-2"]);
    }

    #[test]
    fn gives_no_id_to_a_heading_without_words() {
        check(&["🎉", "!?"], &["", ""]);
    }
}
