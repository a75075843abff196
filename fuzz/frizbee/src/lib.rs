//! What `galley-core` names of frizbee, finding nothing.

#[derive(Debug, Clone, Default)]
pub struct Config;

#[derive(Debug, Clone, Copy)]
pub enum CaseMatching {
    Respect,
}

#[derive(Debug, Clone, Copy)]
pub enum SortStrategy {
    IndexAsc,
}

#[derive(Debug, Clone, Copy, Default)]
pub struct Scoring {
    pub match_score: u16,
    pub prefix_bonus: u16,
    pub capitalization_bonus: u16,
    pub matching_case_bonus: u16,
    pub exact_match_bonus: u16,
    pub delimiter_bonus: u16,
    pub others: u16,
}

#[derive(Debug, Clone, Copy)]
pub struct Match {
    pub score: u16,
    pub index: u32,
}

#[derive(Debug, Clone)]
pub struct MatchIndices {
    pub score: u16,
    pub indices: Vec<u32>,
}

#[derive(Debug, Clone)]
pub struct Matcher;

impl Config {
    pub fn max_typos(self, _: Option<u16>) -> Config {
        self
    }

    pub fn casing(self, _: CaseMatching) -> Config {
        self
    }

    pub fn sort(self, _: SortStrategy) -> Config {
        self
    }

    pub fn scoring(self, _: Scoring) -> Config {
        self
    }
}

impl Matcher {
    pub fn new(_: &str, _: &Config) -> Matcher {
        Matcher
    }

    pub fn match_list<T>(&mut self, _: &[T]) -> Vec<Match> {
        Vec::new()
    }

    pub fn match_one_indices(&mut self, _: &str, _: u32) -> Option<MatchIndices> {
        None
    }
}
