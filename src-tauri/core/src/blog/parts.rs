//! Whether posts have the parts that links to them name.

use std::cell::RefCell;
use std::collections::HashMap;

use super::Blog;
use crate::disk;
use crate::front_matter;
use crate::markdown::{HeadingIds, Preview, RenderContext};

/// Bytes of the largest post that is read for its parts, and how many posts are for one question: some
/// milliseconds of work each.
const LARGEST: u64 = 256 * 1024;
const MOST: usize = 32;

/// The posts that were read for one question.
#[derive(Default)]
pub struct Parts {
    /// `None` of those whose parts are not known.
    read: RefCell<HashMap<String, Option<Preview>>>,
}

impl Parts {
    /// Whether the post is known not to have what `#part` of an address names.
    pub fn lacks(&self, blog: &Blog, post: &str, part: &str) -> bool {
        // Browsers keep `:~:` for themselves.
        if part.is_empty() || part == "top" || part.contains(":~:") {
            return false;
        }
        let mut read = self.read.borrow_mut();
        if read.len() >= MOST && !read.contains_key(post) {
            return false;
        }
        let preview = read.entry(post.to_owned()).or_insert_with(|| preview(blog, post));
        preview.as_ref().is_some_and(|preview| preview.line_of_part(part).is_none())
    }
}

fn preview(blog: &Blog, post: &str) -> Option<Preview> {
    let dialect = blog.site.dialect(post);
    let file = blog.file(post).ok()?;
    if dialect.ids == HeadingIds::None || file.metadata().ok()?.len() > LARGEST {
        return None;
    }
    let text = disk::read_text(&file).ok()?.replace("\r\n", "\n");
    let body = front_matter::split(&text, blog.site.generator()).map_or(0, |split| split.block.end);
    let mut preview = Preview::new();
    preview.read(&text[body..], 0, &RenderContext { dialect, ..RenderContext::default() });
    Some(preview)
}
