//! The ids of headings, by GitHub's rule.

use std::collections::HashMap;

/// The ids given so far in one document.
#[derive(Default)]
pub struct Anchors {
    taken: HashMap<String, u32>,
}

impl Anchors {
    /// The id of a heading with this text: `None` when no letter or digit of it is left. A text that
    /// was seen before gets `-1`, then `-2`.
    pub fn id(&mut self, text: &str) -> Option<String> {
        let slug = slug(text);
        if slug.is_empty() {
            return None;
        }
        let mut id = slug.clone();
        let mut count = self.taken.get(&slug).copied().unwrap_or(0);
        while self.taken.contains_key(&id) {
            count += 1;
            id = format!("{slug}-{count}");
        }
        self.taken.insert(slug, count);
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
