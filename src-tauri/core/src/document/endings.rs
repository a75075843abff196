//! The line endings of a document whose text is LF inside.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Ending {
    Lf,
    CrLf,
    Cr,
}

/// How each line of a file ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Lines {
    /// Every line ends alike, as in almost every file.
    Alike(Ending),
    /// One entry a line break.
    Each(Vec<Ending>),
}

/// The endings of a document's lines as they are, and those of lines that it had.
#[derive(Debug, Clone)]
pub(super) struct Endings {
    lines: Lines,
    /// Texts that were taken out: an undo or a paste brings both back.
    removed: Vec<Removed>,
}

/// A text that was taken out, with the endings of its lines.
pub(super) type Removed = (String, Vec<Ending>);

/// How many removed passages are remembered.
const REMEMBERED: usize = 1000;

impl Endings {
    /// Separates a file's text from its line endings.
    pub(super) fn take(file: &str) -> (String, Endings) {
        if !file.as_bytes().contains(&b'\r') {
            return (file.to_owned(), Endings::of(Lines::Alike(Ending::Lf)));
        }
        let mut text = String::with_capacity(file.len());
        let mut breaks = Vec::new();
        let mut rest = file;
        while let Some(at) = memchr::memchr2(b'\r', b'\n', rest.as_bytes()) {
            let ending = match &rest.as_bytes()[at..] {
                [b'\r', b'\n', ..] => Ending::CrLf,
                [b'\r', ..] => Ending::Cr,
                _ => Ending::Lf,
            };
            text.push_str(&rest[..at]);
            text.push('\n');
            breaks.push(ending);
            rest = &rest[at + ending.written().len()..];
        }
        text.push_str(rest);
        let first = breaks[0];
        let is_alike = breaks.iter().all(|&ending| ending == first);
        (text, Endings::of(if is_alike { Lines::Alike(first) } else { Lines::Each(breaks) }))
    }

    fn of(lines: Lines) -> Endings {
        Endings { lines, removed: Vec::new() }
    }

    /// How the lines end.
    pub(super) fn lines(&self) -> &Lines {
        &self.lines
    }

    /// How the lines end, alone.
    pub(super) fn into_lines(self) -> Lines {
        self.lines
    }

    /// The lines are others, and end like this.
    pub(super) fn set_lines(&mut self, lines: Lines) {
        self.lines = lines;
    }

    /// The passages that were taken out.
    pub(super) fn removed(&self) -> &[Removed] {
        &self.removed
    }

    /// The passages that were taken out are these.
    pub(super) fn set_removed(&mut self, removed: Vec<Removed>) {
        self.removed = removed;
        self.removed.retain(|(text, endings)| breaks_in(text) == endings.len());
    }

    /// Follows the replacement of `span` of `text` (before the change) by `insert`.
    pub(super) fn replace(&mut self, text: &str, span: Range<usize>, insert: &str) {
        let Lines::Each(breaks) = &mut self.lines else { return };
        let first = breaks_in(&text[..span.start]);
        let taken = breaks_in(&text[span.clone()]);
        let added = endings_of(insert, breaks, first, &self.removed);
        let removed: Vec<Ending> = breaks.splice(first..first + taken, added).collect();
        if taken > 0 {
            if self.removed.len() == REMEMBERED {
                self.removed.remove(0);
            }
            self.removed.push((text[span].to_owned(), removed));
        }
    }

    /// The text with its endings put back.
    pub(super) fn restore<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match &self.lines {
            Lines::Alike(Ending::Lf) => Cow::Borrowed(text),
            Lines::Alike(ending) => Cow::Owned(text.replace('\n', ending.written())),
            Lines::Each(breaks) => Cow::Owned(join(text, breaks)),
        }
    }
}

/// New lines end as they did when they were taken out, else like the line above them, else like the one
/// below.
fn endings_of(insert: &str, breaks: &[Ending], first: usize, removed: &[Removed]) -> Vec<Ending> {
    let count = breaks_in(insert);
    if count == 0 {
        return Vec::new();
    }
    if let Some((_, endings)) = removed.iter().rev().find(|(text, _)| text == insert) {
        return endings.clone();
    }
    let above = first.checked_sub(1).and_then(|line| breaks.get(line));
    let ending = above.or_else(|| breaks.get(first)).copied().unwrap_or(Ending::Lf);
    vec![ending; count]
}

impl Lines {
    /// Whether a text with LF line endings has as many lines.
    pub(super) fn fit(&self, text: &str) -> bool {
        match self {
            Lines::Alike(_) => true,
            Lines::Each(breaks) => breaks.len() == breaks_in(text),
        }
    }
}

impl Ending {
    fn written(self) -> &'static str {
        match self {
            Ending::Lf => "\n",
            Ending::CrLf => "\r\n",
            Ending::Cr => "\r",
        }
    }
}

fn join(text: &str, breaks: &[Ending]) -> String {
    let mut file = String::with_capacity(text.len() + breaks.len());
    let mut lines = text.split('\n');
    file.push_str(lines.next().unwrap_or_default());
    for (line, ending) in lines.zip(breaks) {
        file.push_str(ending.written());
        file.push_str(line);
    }
    file
}

fn breaks_in(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}
