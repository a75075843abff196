//! The line endings of a document whose text is LF inside.

use std::borrow::Cow;
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Lf,
    CrLf,
    Cr,
}

/// How each line of a file ends.
#[derive(Debug, Clone)]
pub(super) enum Endings {
    /// Every line ends alike, as in almost every file.
    Uniform(UniformEnding),
    /// One entry a line break.
    Mixed(Box<Mixed>),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct UniformEnding(Ending);

#[derive(Debug, Clone)]
pub(super) struct Mixed {
    breaks: Vec<Ending>,
    /// The text and endings of the file as read: an undo back to that text is these bytes again.
    original: (String, Vec<Ending>),
    /// Texts that were taken out, with their endings: an undo or a paste brings both back.
    removed: Vec<(String, Vec<Ending>)>,
}

/// How many removed passages are remembered.
const REMEMBERED: usize = 1000;

impl Endings {
    /// Separates a file's text from its line endings.
    pub(super) fn take(file: &str) -> (String, Endings) {
        if !file.as_bytes().contains(&b'\r') {
            return (file.to_owned(), Endings::Uniform(UniformEnding(Ending::Lf)));
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
        if breaks.iter().all(|&ending| ending == first) {
            return (text, Endings::Uniform(UniformEnding(first)));
        }
        let original = (text.clone(), breaks.clone());
        (text, Endings::Mixed(Box::new(Mixed { breaks, original, removed: Vec::new() })))
    }

    /// Follows the replacement of `span` of `text` (before the change) by `insert`.
    pub(super) fn replace(&mut self, text: &str, span: Range<usize>, insert: &str) {
        if let Endings::Mixed(mixed) = self {
            mixed.replace(text, span, insert);
        }
    }

    /// The text with its endings put back.
    pub(super) fn restore<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self {
            Endings::Uniform(UniformEnding(Ending::Lf)) => Cow::Borrowed(text),
            Endings::Uniform(UniformEnding(ending)) => Cow::Owned(text.replace('\n', ending.written())),
            Endings::Mixed(mixed) if mixed.original.0 == text => Cow::Owned(join(text, &mixed.original.1)),
            Endings::Mixed(mixed) => Cow::Owned(join(text, &mixed.breaks)),
        }
    }
}

impl Mixed {
    fn replace(&mut self, text: &str, span: Range<usize>, insert: &str) {
        let first = breaks_in(&text[..span.start]);
        let taken = breaks_in(&text[span.clone()]);
        let added = self.endings_of(insert, first);
        let removed: Vec<Ending> = self.breaks.splice(first..first + taken, added).collect();
        if taken > 0 {
            if self.removed.len() == REMEMBERED {
                self.removed.remove(0);
            }
            self.removed.push((text[span].to_owned(), removed));
        }
    }

    /// New lines end like the line above them, else like the one below.
    fn endings_of(&self, insert: &str, first: usize) -> Vec<Ending> {
        let count = breaks_in(insert);
        if count == 0 {
            return Vec::new();
        }
        if let Some((_, endings)) = self.removed.iter().rev().find(|(text, _)| text == insert) {
            return endings.clone();
        }
        let above = first.checked_sub(1).and_then(|line| self.breaks.get(line));
        let ending = above.or_else(|| self.breaks.get(first)).copied().unwrap_or(Ending::Lf);
        vec![ending; count]
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
