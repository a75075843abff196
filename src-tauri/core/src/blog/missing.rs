//! Which links of a post lead to nothing, where that is certain.

use std::cell::OnceCell;
use std::collections::HashSet;

use percent_encoding::percent_decode_str;

use super::Blog;
use super::parts::Parts;
use crate::markdown::HeadingIds;
use crate::place::joined;

/// Endings of files that no template makes.
const FILES: [&str; 18] = [
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "pdf", "zip", "gz", "mp3", "mp4", "webm", "mov",
    "ogg", "wav", "docx", "odt",
];
const MARKDOWN: [&str; 3] = ["md", "mdx", "markdown"];
/// Posts whose address is worked out to see whether any is beside the one that is missed.
const MOST_POSTS: usize = 20_000;

/// The shapes of the folders that the pages of posts are in, once they are needed.
type Shapes = OnceCell<HashSet<String>>;

impl Blog {
    /// What is not there of what each address leads to, as it is written in the post at `from`: a
    /// sentence without a final stop. `#part` is one that the post is known not to have. `None` where
    /// it leads somewhere, out of the site, or where only the site's build can tell.
    pub fn missing_targets(&self, from: &str, addresses: &[String]) -> Vec<Option<String>> {
        let (shapes, parts) = (Shapes::new(), Parts::default());
        addresses.iter().map(|address| self.missing_target(from, address, &shapes, &parts)).collect()
    }

    fn missing_target(&self, from: &str, address: &str, shapes: &Shapes, parts: &Parts) -> Option<String> {
        if !self.site.decides_addresses()
            || ["{{", "{%", "{<", "<%", "${"].iter().any(|tag| address.contains(tag))
        {
            return None;
        }
        if let Some(part) = address.strip_prefix('#') {
            let is_sure =
                !part.is_empty() && part != "top" && self.site.dialect(from).ids != HeadingIds::None;
            return is_sure.then(|| format!("no heading or mark {address} is in this post"));
        }
        let base = self.site.base_url();
        let inside = base.as_deref().and_then(|base| address.strip_prefix(base.trim_end_matches('/')));
        let path = inside.unwrap_or(address).split(['#', '?']).next().unwrap_or_default();
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let is_outside =
            path.starts_with("//") || path.split('/').next().is_some_and(|first| first.contains(':'));
        if path.trim_matches('/').is_empty() || is_outside {
            return None;
        }
        if let Some(post) = self.linked_post(from, address) {
            let (_, part) = address.split_once('#')?;
            return parts
                .lacks(self, &post, part)
                .then(|| format!("no heading or mark #{part} is in {post}"));
        }
        let name = path.rsplit('/').next().unwrap_or_default();
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let ending = ending.as_deref().unwrap_or_default();
        if let Some(below) = path.strip_prefix("@/") {
            return Some(format!("no post content/{below} was found"));
        }
        let places = self.places(from, &path);
        if places.iter().any(|place| self.has_page_at(place)) {
            return None;
        }
        if MARKDOWN.contains(&ending) || FILES.contains(&ending) {
            let what = if FILES.contains(&ending) { "file" } else { "post" };
            return Some(format!("no {what} {} was found", places.first()?));
        }
        let has_ending = name.contains('.') && ending != "html";
        if has_ending { None } else { self.missing_page(from, &path, shapes) }
    }

    /// Where a file may be that an address names, below the root; the likeliest first.
    fn places(&self, from: &str, path: &str) -> Vec<String> {
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = if path.starts_with('/') { None } else { joined(folder, path) };
        let on_site = self.on_site(from, path);
        let served = on_site.iter().flat_map(|path| self.site.served_files(path));
        let content = self.site.content_folders().into_iter().filter_map(|folder| joined(&folder, path));
        beside.into_iter().chain(served).chain(content).chain(joined("", path)).collect()
    }

    /// The path on the site that an address means; of a relative one, seen from the post's page.
    fn on_site(&self, from: &str, path: &str) -> Option<String> {
        match path.strip_prefix('/') {
            Some(path) => joined("", self.site.below_base(path)),
            None => joined(self.url(from)?.rsplit_once('/')?.0, path),
        }
    }

    fn has_page_at(&self, place: &str) -> bool {
        let file = self.root().join(place);
        let is_page = |path: String| self.root().join(path).is_file();
        file.is_file()
            || is_page(format!("{place}.html"))
            || is_page(format!("{place}/index.html"))
            || self.is_plain() && file.is_dir()
    }

    fn is_plain(&self) -> bool {
        self.site.base_url().is_none()
            && self.site.content_folders() == [""]
            && self.site.config_file().is_none()
    }

    /// Pages that no file stands for, such as lists of tags, are made by templates: a page is missed
    /// only beside pages of posts.
    fn missing_page(&self, from: &str, path: &str, shapes: &Shapes) -> Option<String> {
        if self.is_plain() {
            let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
            let beside = if path.starts_with('/') { None } else { joined(folder, path) };
            return Some(format!("no post or file {} was found", beside?));
        }
        let page = self.on_site(from, path)?;
        let page = page.strip_suffix("index.html").unwrap_or(&page).trim_end_matches('/');
        let (folder, name) = page.rsplit_once('/')?;
        let is_counted = name.bytes().all(|byte| byte.is_ascii_digit());
        let folder = shape(folder);
        let is_beside = || shapes.get_or_init(|| self.shapes()).contains(&folder);
        if is_counted || name == "page" || self.was_at(name) || !is_beside() {
            return None;
        }
        Some(format!("no page /{page} was found on the site"))
    }

    fn shapes(&self) -> HashSet<String> {
        let pages = self.posts().take(MOST_POSTS).filter_map(|post| self.url(&post.path));
        let folders = pages.filter_map(|url| Some(shape(url.trim_matches('/').rsplit_once('/')?.0)));
        folders.collect()
    }

    /// Whether a post says that its page was at an address of that name before.
    fn was_at(&self, name: &str) -> bool {
        let Some((key, _)) = self.site.alias("/") else { return false };
        let is_it = |old: String| old.trim_end_matches('/').rsplit('/').next() == Some(name);
        self.tree.iter().any(|source| source.fields.list(key).into_iter().any(is_it))
    }
}

/// A path with its numbers taken out: the days and months of posts are alike.
fn shape(path: &str) -> String {
    let part = |part: &str| match part.bytes().all(|byte| byte.is_ascii_digit()) {
        true => String::from("#"),
        false => part.to_owned(),
    };
    path.trim_matches('/').split('/').map(part).collect::<Vec<_>>().join("/")
}
