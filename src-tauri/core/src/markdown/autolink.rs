//! Bare addresses in text, by section 6.9 of the GitHub Flavored Markdown specification.
//!
//! Where the specification and GitHub's own parser differ, the parser is followed: `http://localhost`
//! is a link, and so is an address that follows a quotation mark or a Chinese character.

use std::ops::Range;

/// An address found in text.
#[derive(Debug, PartialEq, Eq)]
pub struct Autolink {
    /// Where it is in the text.
    pub range: Range<usize>,
    /// What stands before it in the link's address: `http://`, `mailto:` or nothing.
    pub prefix: &'static str,
}

/// Whether the text may hold an address at all; a quick no for most text.
pub fn may_contain(text: &str) -> bool {
    memchr::memchr2(b':', b'@', text.as_bytes()).is_some() || text.contains("www.")
}

/// All addresses, in order. `entities` are the places of characters that were written as entities:
/// one at the end of an address does not belong to it.
pub fn find(text: &str, entities: &[Range<usize>]) -> Vec<Autolink> {
    let mut finder = Finder { text, entities, found: Vec::new(), floor: 0, no_www_before: 0 };
    let mut at = 0;
    while let Some(skip) = memchr::memchr3(b':', b'@', b'w', &text.as_bytes()[at..]) {
        at += skip;
        let link = match text.as_bytes()[at] {
            b':' => finder.with_scheme(at),
            b'@' => finder.email(at),
            _ => finder.www(at),
        };
        at += 1;
        if let Some(link) = link {
            at = at.max(link.range.end);
            finder.floor = link.range.end;
            finder.found.push(link);
        }
    }
    finder.found
}

struct Finder<'a> {
    text: &'a str,
    entities: &'a [Range<usize>],
    found: Vec<Autolink>,
    /// The end of the last link: nothing before it can be part of the next one.
    floor: usize,
    /// The end of the last domain that was refused. Every `www.` inside it would be refused for the
    /// same last two parts; looking again would take quadratic time.
    no_www_before: usize,
}

impl Finder<'_> {
    fn www(&mut self, at: usize) -> Option<Autolink> {
        let before = self.text[..at].chars().next_back();
        let bounded =
            before.is_none_or(|c| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '(' | '[' | ']'));
        if !bounded || at < self.no_www_before || !self.text[at..].starts_with("www.") {
            return None;
        }
        let domain = domain(&self.text[at..]);
        if !domain.valid || !domain.dotted {
            self.no_www_before = at + domain.length;
            return None;
        }
        Some(Autolink { range: at..self.path_end(at, domain.length), prefix: "http://" })
    }

    fn with_scheme(&self, colon: usize) -> Option<Autolink> {
        let after = self.text[colon + 1..].strip_prefix("//")?;
        let letters = self.text.as_bytes()[self.floor..colon].iter().rev().take(6);
        let length = letters.take_while(|byte| byte.is_ascii_alphabetic()).count();
        let start = colon - length;
        let scheme = &self.text[start..colon];
        if !["http", "https", "ftp"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
            return None;
        }
        let domain = domain(after);
        let valid = domain.valid && domain.length > 0 && after.starts_with(char::is_alphanumeric);
        valid.then(|| Autolink { range: start..self.path_end(start, length + 3 + domain.length), prefix: "" })
    }

    fn email(&self, at: usize) -> Option<Autolink> {
        let is_local = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+');
        let local = self.text.as_bytes()[self.floor..at].iter().rev().take_while(is_local).count();
        let mut start = at - local;
        let is_domain = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        let length = self.text.as_bytes()[at + 1..].iter().take_while(is_domain).count();
        let domain = self.text[at + 1..at + 1 + length].trim_end_matches('.');
        let followed = self.text.as_bytes().get(at + 1 + length) == Some(&b'@');
        if local == 0
            || followed
            || !domain.contains('.')
            || domain.starts_with('.')
            || domain.ends_with(['-', '_'])
        {
            return None;
        }
        let mut end = at + 1 + domain.len();
        let mut prefix = "mailto:";
        for scheme in ["mailto:", "xmpp:"] {
            if self.text[self.floor..start].ends_with(scheme) {
                start -= scheme.len();
                prefix = "";
                if scheme == "xmpp:" {
                    end = self.resource_end(end);
                }
            }
        }
        Some(Autolink { range: start..end, prefix })
    }

    /// An `xmpp:` address may name a resource after one slash.
    fn resource_end(&self, end: usize) -> usize {
        let Some(resource) = self.text[end..].strip_prefix('/') else { return end };
        let taken =
            resource.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'@' | b'.'));
        let resource = &resource[..taken.count()];
        let resource = resource.trim_end_matches('.');
        if resource.is_empty() { end } else { end + 1 + resource.len() }
    }

    /// The end of an address that starts at `start` and is at least `least` bytes long, without the
    /// punctuation of the sentence around it.
    fn path_end(&self, start: usize, least: usize) -> usize {
        let rest = &self.text[start..];
        let path = rest[least..].find(|c: char| c.is_whitespace() || c == '<').unwrap_or(rest.len() - least);
        let link = &rest.as_bytes()[..least + path];
        let opened = memchr::memchr_iter(b'(', link).count();
        let mut closed = memchr::memchr_iter(b')', link).count();
        let mut end = link.len();
        while end > 0 {
            if let Ok(entity) = self.entities.binary_search_by_key(&(start + end), |entity| entity.end) {
                end = self.entities[entity].start.max(start) - start;
                continue;
            }
            match link[end - 1] {
                b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"' => end -= 1,
                b')' if closed > opened => {
                    closed -= 1;
                    end -= 1;
                }
                b';' => {
                    let name =
                        link[..end - 1].iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                    let entity = name > 0 && end > name + 1 && link[end - 2 - name] == b'&';
                    end -= if entity { name + 2 } else { 1 };
                }
                _ => break,
            }
        }
        start + end
    }
}

struct Domain {
    length: usize,
    dotted: bool,
    /// No underscore in the last two parts.
    valid: bool,
}

fn domain(text: &str) -> Domain {
    let length =
        text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '_')).unwrap_or(text.len());
    let name = text[..length].trim_end_matches('.');
    let valid = !name.rsplit('.').take(2).any(|part| part.contains('_'));
    Domain { length, dotted: name.contains('.'), valid }
}
