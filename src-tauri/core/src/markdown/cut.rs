//! What is shown at first of a block that is very long: laying out megabytes takes a web view seconds,
//! and one paragraph or table may be all of a post.

use std::borrow::Cow;

use super::UNRENDERED;
use super::tags::{self, Piece, Tag};

/// What stands after the start of a block that was cut. The sanitiser lets no such element through,
/// so no post can say this.
pub const REST: &str = "<galley-rest></galley-rest>";

/// What stands after as much of a block as is ever shown.
const END: &str = "<galley-rest data-end=\"\"></galley-rest>";

/// How many times as much as at first is shown of a block when all of it is wanted. A web view takes
/// half a second for that, two for a word without an end, and minutes for one of 5 MB.
const WANTED: usize = 8;

/// Bytes of a block's HTML that are shown at first, with what is below counted as more of them. A web
/// view lays that out in some 30 ms; the longest block of the 236 real posts that
/// the tests know comes to 52,000.
const MOST: usize = 56 * 1024;

/// What an element, or the end of a line, costs beside its bytes.
const ELEMENT: usize = 16;
const LINE: usize = 8;

/// What a picture costs, which is asked for at once and may be missing.
const PICTURE: usize = 256;

/// The start of sanitised HTML, with all elements closed and [`REST`] after them, when it is longer
/// than a web view lays out at once.
pub fn cut(html: &str) -> Cow<'_, str> {
    cut_at(html, most_of(html), REST)
}

/// The same with [`END`], when it is longer than is ever shown.
pub fn wanted(html: &str) -> Cow<'_, str> {
    cut_at(html, WANTED * most_of(html), END)
}

/// What is shown as text may be one line without a word, of which WebKit lays out half as much in the
/// same time.
fn most_of(html: &str) -> usize {
    if html.starts_with(UNRENDERED) { MOST / 2 } else { MOST }
}

/// How many bytes are sent at first, at most, of HTML of so many.
pub fn first(bytes: usize) -> usize {
    bytes.min(MOST)
}

fn cut_at<'a>(html: &'a str, most: usize, rest: &str) -> Cow<'a, str> {
    // Nothing that is shorter can cost more: a picture is at least `<img>`.
    if html.len() * (1 + PICTURE / "<img>".len()) <= most {
        return Cow::Borrowed(html);
    }
    let mut start = Start { html, end: 0, room: most, open: Vec::new() };
    let fits = tags::pieces(html).all(|piece| match piece {
        Piece::Tag(tag) => start.takes_text(tag.range.start) && start.takes(&tag),
        Piece::Other => true,
    });
    if fits && start.takes_text(html.len()) {
        return Cow::Borrowed(html);
    }
    let ends = start.open.iter().rev().flat_map(|name| ["</", name, ">"]);
    Cow::Owned([&html[..start.end]].into_iter().chain(ends).chain([rest]).collect())
}

/// The start of HTML, as far as there is room for it.
struct Start<'a> {
    html: &'a str,
    end: usize,
    room: usize,
    /// The elements that are open at its end.
    open: Vec<&'a str>,
}

impl<'a> Start<'a> {
    fn takes(&mut self, tag: &Tag<'a>) -> bool {
        let more = match (tag.closing, tag.name) {
            (true, _) => 0,
            (false, "img") => PICTURE,
            (false, _) => ELEMENT,
        };
        let Some(room) = self.room.checked_sub(tag.range.len() + more) else { return false };
        (self.end, self.room) = (tag.range.end, room);
        if tag.closing {
            self.open.pop();
        } else if !tags::is_void(tag.name) {
            self.open.push(tag.name);
        }
        true
    }

    /// Takes the text up to there, or a part of it that ends with a whole character.
    fn takes_text(&mut self, end: usize) -> bool {
        let text = &self.html[self.end..end];
        let mut length = 0;
        for byte in text.bytes() {
            let Some(room) = self.room.checked_sub(if byte == b'\n' { 1 + LINE } else { 1 }) else {
                let kept = &text[..text.floor_char_boundary(length)];
                let reference = kept.rfind('&').filter(|&at| !kept[at..].contains(';'));
                self.end += reference.unwrap_or(kept.len());
                return false;
            };
            (self.room, length) = (room, length + 1);
        }
        self.end = end;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_short_stays_as_it_is() {
        for html in ["", "<p>a</p>", "<p>a <em>b</em></p>\n<ul><li>c</li></ul>"] {
            assert_eq!(cut_at(html, 200, REST), html);
        }
        let many = "<b>x</b>\n".repeat(10);
        assert_eq!(cut_at(&many, many.len() + 10 * (ELEMENT + LINE), REST), many);
    }

    #[test]
    fn what_is_long_is_cut_in_its_text_and_its_elements_are_closed() {
        let cut = |html, most| cut_at(html, ELEMENT + most, REST).into_owned();
        assert_eq!(cut("<p>abcdefgh</p>", 6), format!("<p>abc</p>{REST}"));
        assert_eq!(cut("<p>aé</p>", 5), format!("<p>a</p>{REST}"));
        assert_eq!(cut("<p>a&amp;b</p>", 7), format!("<p>a</p>{REST}"));
        assert_eq!(cut("<p>a&amp;b</p>", 9), format!("<p>a&amp;</p>{REST}"));
        assert_eq!(cut("<p>abc</p>", 8), format!("<p>abc</p>{REST}"));
        let nested = "<ul><li><p>a<img src=\"b\">ccccccc</p></li></ul>";
        let most = 3 * ELEMENT + PICTURE + nested.find("ccc").unwrap() + 2;
        assert_eq!(cut_at(nested, most, REST), format!("<ul><li><p>a<img src=\"b\">cc</p></li></ul>{REST}"));
    }

    #[test]
    fn many_elements_and_lines_are_cut_although_their_bytes_are_few() {
        let cut = cut_at(&"<b></b>".repeat(1000), 10 * (7 + ELEMENT), REST).into_owned();
        assert_eq!(cut, format!("{}{REST}", "<b></b>".repeat(10)));
        let cut = cut_at(&"\n".repeat(1000), 10 * (1 + LINE), REST).into_owned();
        assert_eq!(cut, format!("{}{REST}", "\n".repeat(10)));
    }

    #[test]
    fn wherever_it_is_cut_the_start_is_harmless_and_what_the_whole_begins_with() {
        use crate::markdown::sanitise::sanitise;
        let written = "<div><p title=\"a > b\">x &lt;b&gt; &amp; é<br>y</p><details><summary>s</summary>\
            <table><tbody><tr><td>1</td><td><img src=\"a.png\" alt=\"<i>\"></td></tr></tbody></table>\
            <pre><code>a\nb\n</code></pre></details></div><script>x</script><kbd>k</kbd>";
        let whole = sanitise(written).unwrap();
        for most in 0..whole.len() + 12 * ELEMENT + PICTURE {
            let cut = cut_at(&whole, most, REST);
            let start = cut.strip_suffix(REST).unwrap_or(&cut);
            assert_eq!(sanitise(start).as_deref(), Some(start), "cut at {most}");
            let text = start.find("</").map_or(start, |end| &start[..end]);
            assert!(whole.starts_with(text), "cut at {most}: {start}");
        }
    }

    #[test]
    fn of_what_no_web_view_can_lay_out_a_part_is_all_that_is_ever_shown() {
        let word = format!("<p>{}</p>", "x".repeat(5_000_000));
        let shown = wanted(&word);
        assert!(shown.ends_with(&format!("x</p>{END}")) && shown.len() < 500_000, "{}", shown.len());
        assert!(!shown.ends_with(REST));
        let table = format!("<table>{}</table>", "<tr><td>a</td></tr>".repeat(1000));
        assert_eq!(wanted(&table), table);
    }
}
