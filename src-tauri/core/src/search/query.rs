//! What was typed, word by word, and when a word is near enough to a text.

use frizbee::{CaseMatching, Config, Match, Matcher, Scoring, SortStrategy};
use memchr::memmem::Finder;

use super::fold::{fold, is_unspaced};

/// What was typed into the filter: each of its words has to be found.
#[derive(Debug, Clone)]
pub struct Query {
    pub(super) words: Vec<Word>,
}

/// A word without case and accents.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) exact: Finder<'static>,
    pub(super) fuzzy: Option<Fuzzy>,
}

/// A word of an alphabet that is long enough to be recognised with an error in it.
#[derive(Debug, Clone)]
pub(super) struct Fuzzy {
    matcher: Matcher,
    least: u16,
    most: u16,
}

/// What one letter in its place is worth; see [`scoring`].
const LETTER: u16 = 12;

/// Letters of a word that is looked for with errors. Above this nobody types by heart.
const FUZZY_LETTERS: std::ops::RangeInclusive<usize> = 3..=48;

impl Query {
    /// The query of what was typed.
    pub fn new(typed: &str) -> Query {
        Query { words: fold(typed).split_whitespace().map(Word::new).collect() }
    }

    /// Whether there is nothing to look for, so that every post is found.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl Word {
    fn new(word: &str) -> Word {
        let letters = word.chars().count();
        let fuzzy = FUZZY_LETTERS.contains(&letters) && !word.chars().any(is_unspaced);
        Word { exact: Finder::new(word).into_owned(), fuzzy: fuzzy.then(|| Fuzzy::new(word, letters as u16)) }
    }
}

impl Fuzzy {
    /// One error in a word from 5 letters on, two from 9. A shorter word may have lost one letter,
    /// which is a gap in the text's word: with more it would be found in nearly every text.
    fn new(word: &str, letters: u16) -> Fuzzy {
        let errors = match letters {
            ..5 => 0,
            5..9 => 1,
            _ => 2,
        };
        let most = letters * LETTER;
        // Two letters that changed places, the dearest single error, cost one letter and two gaps.
        let slack = if errors == 0 { 6 } else { errors * (LETTER + 10) };
        let config = Config::default()
            .max_typos(Some(errors))
            .casing(CaseMatching::Respect)
            .sort(SortStrategy::IndexAsc)
            .scoring(scoring());
        Fuzzy { matcher: Matcher::new(word, &config), least: most - slack, most }
    }

    /// Which of `texts` have the word nearly, by their position, and how near from 0 to 99.
    pub(super) fn find(&mut self, texts: &[&str]) -> impl Iterator<Item = (usize, u32)> {
        let found = self.matcher.match_list(texts);
        let near = move |found: Match| self.nearness(found.score).map(|near| (found.index as usize, near));
        found.into_iter().filter_map(near)
    }

    /// The bytes of `text` that are letters of the word, when it has the word nearly.
    pub(super) fn letters(&mut self, text: &str) -> Option<Vec<usize>> {
        let found = self.matcher.match_one_indices(text, 0)?;
        self.nearness(found.score)?;
        let mut letters: Vec<usize> = found.indices.into_iter().map(|index| index as usize).collect();
        letters.sort_unstable();
        Some(letters)
    }

    fn nearness(&self, score: u16) -> Option<u32> {
        let above = score.min(self.most).checked_sub(self.least)?;
        Some(u32::from(above) * 99 / u32::from(self.most - self.least))
    }
}

/// Nothing for the place in the text: the order of the fields says what is better, and a score that
/// depends on the word alone can be held against a limit.
fn scoring() -> Scoring {
    Scoring {
        match_score: LETTER,
        prefix_bonus: 0,
        capitalization_bonus: 0,
        matching_case_bonus: 0,
        exact_match_bonus: 0,
        delimiter_bonus: 0,
        ..Scoring::default()
    }
}
