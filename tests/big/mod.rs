//! Writes a large blog that nobody wrote, the same one every time: as long, as nested and as mixed in
//! its scripts as real ones are.
#![expect(clippy::disallowed_methods, reason = "the blog is made outside the core")]

use std::collections::HashSet;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

mod languages;

use languages::{LANGUAGES, Language};

/// Share of posts and the bytes that so many bodies have at most, between which the length grows
/// evenly in its logarithm: of 19,608 real posts half had 1.7 KB, nine in ten 12 KB.
const LENGTHS: [(f64, f64); 5] =
    [(0.0, 120.0), (0.5, 1_700.0), (0.9, 12_000.0), (0.99, 45_000.0), (1.0, 140_000.0)];

/// Writes `count` posts below `root` and returns the bytes of all files.
///
/// # Errors
/// Of the first file or folder that cannot be written.
pub fn write(root: &Path, count: usize) -> io::Result<u64> {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let words: Vec<Vec<&str>> =
        LANGUAGES.iter().map(|language| language.words.split_whitespace().collect()).collect();
    let mut folders = HashSet::new();
    let mut bytes = 0;
    for number in 0..count {
        let at = language(&mut chance);
        let post = post(&mut chance, &LANGUAGES[at], &words[at], number);
        let file = root.join(&post.path);
        let folder = file.parent().unwrap_or(root).to_path_buf();
        if !folders.contains(&folder) {
            fs::create_dir_all(&folder)?;
            folders.insert(folder);
        }
        fs::write(file, &post.text)?;
        bytes += post.text.len() as u64;
    }
    Ok(bytes)
}

struct Post {
    path: PathBuf,
    text: String,
}

/// Four posts in ten are English, the others in any of the languages.
fn language(chance: &mut Chance) -> usize {
    if chance.below(10) < 4 { 0 } else { chance.below(LANGUAGES.len()) }
}

fn post(chance: &mut Chance, language: &Language, words: &[&str], number: usize) -> Post {
    let (year, month, day) = (2004 + chance.below(22), 1 + chance.below(12), 1 + chance.below(28));
    let mut title = String::new();
    let count = 2 + chance.below(7);
    sentence(chance, language, words, count, &mut title);
    let text = header(chance, language, words, &title, (year, month, day));
    let length = length(chance.share());
    let mut text = text;
    body(chance, language, words, length, &mut text);
    let folder = match chance.below(4) {
        0 => format!("{}/{year}", language.code),
        1 => format!("posts/{}/{year}/{month:02}", language.code),
        _ => format!("{}/{year}/{month:02}", language.code),
    };
    // Names in the post's own script are rarer than names of Latin letters.
    let name = if chance.below(3) == 0 { title.to_lowercase() } else { LANGUAGES[0].words.to_owned() };
    let start = chance.below(12);
    let parts: Vec<&str> = name.split_whitespace().skip(start.min(2)).take(4).collect();
    let name: String = parts.join("-").chars().take(30).collect();
    Post { path: format!("{folder}/{name}-{number}.md").into(), text }
}

/// 100 to 600 bytes of YAML.
fn header(
    chance: &mut Chance,
    language: &Language,
    words: &[&str],
    title: &str,
    (year, month, day): (usize, usize, usize),
) -> String {
    let mut text = String::from("---\n");
    let quote = ["", "\"", "'"][chance.below(3)];
    let _ = writeln!(text, "title: {quote}{title}{quote}");
    let (hour, minute) = (chance.below(24), chance.below(60));
    let _ = match chance.below(3) {
        0 => writeln!(text, "date: {year}-{month:02}-{day:02}"),
        1 => writeln!(text, "date: {year}-{month:02}-{day:02} {hour:02}:{minute:02}:00 +0200"),
        _ => writeln!(text, "date: {year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00+02:00"),
    };
    let tags: Vec<String> = (0..1 + chance.below(5)).map(|_| tag(chance)).collect();
    let _ = match chance.below(2) {
        0 => writeln!(text, "tags: [{}]", tags.join(", ")),
        _ => writeln!(text, "tags:\n  - {}", tags.join("\n  - ")),
    };
    if chance.below(100) == 0 {
        text.push_str("draft: true\n");
    }
    if chance.below(4) == 0 {
        let _ = writeln!(text, "slug: {}-{}", tags[0], chance.below(10_000));
    }
    if chance.below(2) == 0 {
        text.push_str("author: Ada\nlayout: post\n");
    }
    if chance.below(2) == 0 {
        let mut description = String::new();
        let count = 4 + chance.below(24);
        sentence(chance, language, words, count, &mut description);
        let _ = writeln!(text, "description: {description}");
    }
    text.push_str("---\n\n");
    text
}

/// A tag of a vocabulary of some 400, few of which are common.
fn tag(chance: &mut Chance) -> String {
    let language = &LANGUAGES[chance.rank(LANGUAGES.len())];
    let count = language.words.split_whitespace().count();
    language
        .words
        .split_whitespace()
        .nth(5 + chance.below(10.min(count - 5)))
        .unwrap_or("other")
        .to_lowercase()
}

/// Paragraphs with a heading, a list, a link or some code here and there.
fn body(chance: &mut Chance, language: &Language, words: &[&str], length: usize, text: &mut String) {
    let end = text.len() + length;
    while text.len() < end {
        match chance.below(12) {
            0 => text.push_str("## "),
            1 => text.push_str("- "),
            2 => text.push_str("> "),
            3 => text.push_str("    let total = items.iter().sum();\n\n"),
            4 => {
                let _ = write!(text, "[{}](https://example.org/{}) ", words[0], chance.below(100_000));
            }
            _ => {}
        }
        for _ in 0..1 + chance.below(5) {
            let count = (4 + chance.below(14)).min(1 + end.saturating_sub(text.len()) / 6);
            sentence(chance, language, words, count, text);
            text.push_str(if language.space.is_empty() { "。" } else { ". " });
            if text.len() >= end {
                break;
            }
        }
        text.push_str("\n\n");
    }
}

/// Words with the language's space between them. One in six is made of two, so that texts have far
/// more words than the lists.
fn sentence(chance: &mut Chance, language: &Language, words: &[&str], count: usize, text: &mut String) {
    for at in 0..count {
        if at > 0 {
            text.push_str(language.space);
        }
        text.push_str(words[chance.rank(words.len())]);
        if chance.below(6) == 0 {
            text.push_str(words[chance.below(words.len())]);
        }
    }
}

fn length(share: f64) -> usize {
    let next = LENGTHS.iter().position(|&(upto, _)| share < upto).unwrap_or(LENGTHS.len() - 1).max(1);
    let ((from, least), (upto, most)) = (LENGTHS[next - 1], LENGTHS[next]);
    let within = (share - from) / (upto - from);
    (least.ln() + (most.ln() - least.ln()) * within).exp() as usize
}

/// Numbers that look like chance and are the same every time (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() >> 33) as usize % end
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Like [`Chance::below`], the low numbers more often, as words are in a text.
    fn rank(&mut self, end: usize) -> usize {
        let share = self.share();
        ((share * share * end as f64) as usize).min(end - 1)
    }
}
