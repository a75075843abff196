//! The ids of headings, by GitHub's rule.

use std::collections::HashMap;

/// A heading of a block: what its text comes down to, and the id that it got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    slug: String,
    id: Option<String>,
}

/// The ids given so far in one document.
#[derive(Default)]
pub struct Anchors {
    taken: HashMap<String, u32>,
    /// The headings that are expected, where only a part of the document is read.
    expected: Option<std::vec::IntoIter<Heading>>,
    given: Vec<Heading>,
}

impl Anchors {
    /// For a part of a document that had these headings before. As long as it still has them, they
    /// keep their ids, whatever headings are before the part.
    pub fn expecting(headings: Vec<Heading>) -> Anchors {
        Anchors { expected: Some(headings.into_iter()), ..Anchors::default() }
    }

    /// The id of a heading with this text: `None` when no letter or digit of it is left. A text that
    /// was seen before gets `-1`, then `-2`.
    pub fn id(&mut self, text: &str) -> Option<String> {
        let slug = slug(text);
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
        Some(id)
    }
}

fn slug(text: &str) -> String {
    let kept = text.trim().chars().filter(|&c| c == ' ' || c == '-' || is_word(c));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
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
    use super::Anchors;

    fn check(headings: &[&str], ids: &[&str]) {
        let mut anchors = Anchors::default();
        let found: Vec<_> = headings.iter().map(|heading| anchors.id(heading).unwrap_or_default()).collect();
        assert_eq!(found, ids);
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
