//! What the list knows of a post: a summary read from its header alone.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek};
use std::path::Path;

use crate::Generator;
use crate::cache::Key;
use crate::front_matter::{self, Field, FrontMatter, Problem, Value};
use crate::site::{Kind, State};

/// One row of the list of posts.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PostSummary {
    /// Path below the blog's folder, with `/` on every system.
    pub path: String,
    /// The title, when the header has one.
    pub title: Option<String>,
    /// The date as it is written, in the header or the file's name.
    pub date: Option<String>,
    /// That date in seconds since 1970, in the site's time zone where it has none.
    pub time: Option<f64>,
    /// What the file is.
    pub kind: Kind,
    /// Whether it is on the site.
    pub state: State,
    /// The moment that changes the state by itself, in seconds since 1970.
    pub until: Option<f64>,
    /// Whether it becomes a draft, or stops being one, by a move of its file.
    pub moves: bool,
    /// The language, on a site that has several.
    pub language: Option<String>,
    /// What the translations of this piece have in common.
    pub piece: Option<String>,
    /// Another file whose page has the same path on the site.
    pub clash: Option<String>,
    /// A number that two files share when their pages have the same path; `None` without a page.
    #[serde(skip)]
    pub page: Option<u64>,
    /// The header's slug.
    pub slug: Option<String>,
    /// The header's tags, in its order.
    pub tags: Vec<String>,
    /// What could not be read, in the order of the file.
    pub problems: Vec<Problem>,
}

impl PostSummary {
    /// The summary of the file at `path` with this header, as far as the header alone says; what
    /// the site says of it comes from its rules.
    pub fn of(path: &str, header: &FrontMatter) -> PostSummary {
        PostSummary {
            title: scalar(header, &["title"]),
            slug: scalar(header, &["slug"]),
            tags: tags(header),
            problems: header.problems.clone(),
            ..PostSummary::bare(path)
        }
    }

    /// The summary of a file that cannot be read; `reason` says why.
    pub fn unreadable(path: &str, reason: String) -> PostSummary {
        let problems = vec![Problem { line: 1, column: 1, message: reason }];
        PostSummary { problems, ..PostSummary::bare(path) }
    }

    /// The summary of a file of which nothing is known.
    pub(crate) fn bare(path: &str) -> PostSummary {
        PostSummary {
            path: path.to_owned(),
            title: None,
            date: None,
            time: None,
            kind: Kind::Post,
            state: State::Published,
            until: None,
            moves: false,
            language: None,
            piece: None,
            clash: None,
            page: None,
            slug: None,
            tags: Vec::new(),
            problems: Vec::new(),
        }
    }
}

/// What one look into a file told.
#[derive(Debug)]
pub struct Glance {
    /// Its summary, as far as its header says it.
    pub summary: PostSummary,
    /// Its header; `None` of a file that cannot be read as text.
    pub header: Option<FrontMatter>,
    /// What the file was, and the hash of the bytes that were read; `None` when it cannot be opened.
    pub key: Option<Key>,
}

/// Looks into the file at `file`, known in its blog as `path`. Reads little more than the header.
pub fn glance(file: &Path, path: &str, generator: Generator) -> Glance {
    let unreadable =
        |reason, key| Glance { summary: PostSummary::unreadable(path, reason), header: None, key };
    let head = match head(file, generator) {
        Ok(head) => head,
        Err(error) => return unreadable(format!("the file cannot be read: {error}"), None),
    };
    let key = Some(Key::of(&head.metadata, head.hash));
    match head.text {
        Ok(text) => {
            let header = front_matter::read(&text, generator);
            Glance { summary: PostSummary::of(path, &header), header: Some(header), key }
        }
        Err(found) => unreadable(format!("the file is {found}, not UTF-8"), key),
    }
}

/// Whether a file of this name is a post: a Markdown file, by its extension, not a hidden one.
pub fn is_post_name(name: &str) -> bool {
    const EXTENSIONS: [&str; 10] =
        ["md", "markdown", "mdown", "mkdn", "mkdown", "mkd", "mdwn", "mdx", "mdoc", "rmd"];
    let extension =
        name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, extension)| extension);
    extension.is_some_and(|found| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(found)))
        && !name.starts_with('.')
}

/// The text of a file, or what its bytes look like when they are not UTF-8. A character cut off at
/// the very end, as where reading stopped, is left out.
pub fn decode(bytes: &[u8]) -> Result<&str, &'static str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) if error.error_len().is_none() => {
            Ok(std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default())
        }
        Err(_) if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) => Err("UTF-16 text"),
        Err(_) => Err("text in another encoding"),
    }
}

/// Most headers are a few hundred bytes; the largest of 19,608 real ones was 6,604. In bytes.
const HEAD: u64 = 1024;

/// The start of a file, with all of its header.
struct Head {
    metadata: Metadata,
    /// Of the bytes that were read.
    hash: [u8; 32],
    text: Result<String, &'static str>,
}

fn head(file: &Path, generator: Generator) -> io::Result<Head> {
    let mut opened = File::open(file)?;
    let metadata = opened.metadata()?;
    let mut bytes = vec![0; metadata.len().min(HEAD) as usize];
    let read = read_up_to(&mut opened, &mut bytes)?;
    bytes.truncate(read);
    let is_part = metadata.len() > HEAD && read as u64 == HEAD;
    let (mut hash, mut text) = (*blake3::hash(&bytes).as_bytes(), text_of(bytes));
    if is_part && text.as_ref().is_ok_and(|text| header_may_go_on(text, generator)) {
        let mut bytes = Vec::new();
        opened.rewind()?;
        opened.read_to_end(&mut bytes)?;
        (hash, text) = (*blake3::hash(&bytes).as_bytes(), text_of(bytes));
    }
    Ok(Head { metadata, hash, text })
}

/// The same as [`decode`], which looks at each byte once where nothing is wrong.
fn text_of(mut bytes: Vec<u8>) -> Result<String, &'static str> {
    bytes.truncate(whole_characters(&bytes));
    String::from_utf8(bytes).or_else(|error| decode(error.as_bytes()).map(str::to_owned))
}

/// How many bytes are left without a character that is cut off at the end.
fn whole_characters(bytes: &[u8]) -> usize {
    let last = bytes.iter().rev().take(4).position(|byte| byte & 0xc0 != 0x80);
    let start = bytes.len() - last.map_or(0, |last| last + 1);
    match std::str::from_utf8(&bytes[start..]) {
        Err(error) if error.error_len().is_none() => start,
        _ => bytes.len(),
    }
}

/// One call of the system, where `read_to_end` makes a second one to see the end.
fn read_up_to(file: &mut File, bytes: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while read < bytes.len() {
        match file.read(&mut bytes[read..]) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

fn header_may_go_on(text: &str, generator: Generator) -> bool {
    front_matter::split(text, generator)
        .is_some_and(|split| !split.closed || split.block.end + 8 > text.len())
}

fn field<'h>(header: &'h FrontMatter, names: &[&str]) -> Option<&'h Field> {
    names.iter().find_map(|name| header.fields.iter().find(|field| field.key.eq_ignore_ascii_case(name)))
}

fn scalar(header: &FrontMatter, names: &[&str]) -> Option<String> {
    field(header, names).and_then(|field| field.value.as_text())
}

fn tags(header: &FrontMatter) -> Vec<String> {
    let mut tags: Vec<String> = match field(header, &["tags", "tag"]).map(|field| &field.value) {
        Some(Value::List(items)) => items.iter().filter_map(Value::as_text).collect(),
        Some(value) => value.as_text().into_iter().collect(),
        None => Vec::new(),
    };
    tags.retain(|tag| !tag.trim().is_empty());
    tags.shrink_to_fit();
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(text: &str) -> PostSummary {
        PostSummary::of("posts/a.md", &front_matter::read(text, Generator::Plain))
    }

    #[test]
    fn a_summary_holds_what_the_header_says() {
        let summary = summary("---\ntitle: \"A: b\"\nslug: a-b\ntags: [x, y]\n---\nbody");
        assert_eq!(summary.title.as_deref(), Some("A: b"));
        assert_eq!(summary.slug.as_deref(), Some("a-b"));
        assert_eq!(summary.tags, ["x", "y"]);
        assert_eq!(summary.problems, []);
    }

    #[test]
    fn a_broken_header_is_a_problem_not_a_failure() {
        let summary = summary("---\ntitle: [a\n---\nbody");
        assert_eq!(summary.title, None);
        assert!(!summary.problems.is_empty());
    }

    #[test]
    fn posts_are_told_by_their_extension() {
        for name in ["a.md", "a.MD", "b.markdown", "c.mdx", "d.Rmd"] {
            assert!(is_post_name(name), "{name}");
        }
        for name in ["a.txt", ".md", ".a.md", "md", "a.md.bak"] {
            assert!(!is_post_name(name), "{name}");
        }
    }

    #[test]
    fn bytes_that_are_not_utf8_say_what_they_are() {
        assert_eq!(decode(b"\xff\xfea\0"), Err("UTF-16 text"));
        assert_eq!(decode(b"caf\xe9 au lait"), Err("text in another encoding"));
        assert_eq!(decode("日".as_bytes().split_at(2).0), Ok(""));
    }

    #[test]
    fn a_text_is_the_same_wherever_reading_stopped() {
        for text in ["plain", "Straße", "日本語", "a🚀", "🚀🚀", "", "e\u{301}"] {
            for end in 0..=text.len() {
                let bytes = &text.as_bytes()[..end];
                assert_eq!(text_of(bytes.to_vec()).as_deref(), decode(bytes).as_deref(), "{text} {end}");
                assert_eq!(text_of(bytes.to_vec()).as_deref(), Ok(&text[..text.floor_char_boundary(end)]));
            }
        }
        for bytes in [
            &b"caf\xe9 au lait"[..],
            b"\xff\xfea\0",
            b"\x80\x80\x80\x80\x80",
            b"a\xe9",
            b"\xf8",
            b"a\xc0",
            b"a\xed\xa0",
        ] {
            assert_eq!(text_of(bytes.to_vec()).as_deref(), decode(bytes).as_deref(), "{bytes:?}");
        }
    }
}
