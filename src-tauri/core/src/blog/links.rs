//! Which post of the blog a link leads to.

use percent_encoding::percent_decode_str;

use super::{Blog, pages};
use crate::place::joined;
use crate::post::PostSummary;

/// Endings that a link to a file may leave out.
const ENDINGS: [&str; 7] = ["", ".md", ".mdx", ".markdown", "/index.md", "/_index.md", "/index.mdx"];

impl Blog {
    /// The path of the post that an address leads to, as it is written in the post at `from`: a file
    /// beside it, a page of the site by its path or whole address, `@/` of Zola, and the file names
    /// that `ref` of Hugo and `post_link` of Hexo take. `None` when there is no such post.
    pub fn linked_post(&self, from: &str, address: &str) -> Option<String> {
        let base = self.site.base_url();
        let inside = base.as_deref().and_then(|base| address.strip_prefix(base.trim_end_matches('/')));
        let address = inside.unwrap_or(address).split(['#', '?']).next().unwrap_or_default();
        let address = percent_decode_str(address).decode_utf8().ok()?;
        if address.is_empty() || address.contains("://") || address.starts_with("//") {
            return None;
        }
        let found = match address.strip_prefix("@/") {
            Some(path) => self.post_in_content(path),
            None => self
                .post_beside(from, &address)
                .or_else(|| self.post_with_page(from, &address))
                .or_else(|| self.post_in_content(address.trim_start_matches('/')))
                .or_else(|| self.post_by_name(&address)),
        };
        found.map(|post| post.path.clone())
    }

    fn post_at(&self, path: &str) -> Option<&PostSummary> {
        let path = path.trim_end_matches('/');
        ENDINGS.iter().find_map(|ending| self.post(&format!("{path}{ending}")))
    }

    fn post_beside(&self, from: &str, address: &str) -> Option<&PostSummary> {
        if address.starts_with('/') {
            return None;
        }
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.post_at(&joined(folder, address)?)
    }

    fn post_in_content(&self, path: &str) -> Option<&PostSummary> {
        let folders = self.site.content_folders();
        folders.iter().find_map(|folder| self.post_at(&joined(folder, path)?)).or_else(|| self.post_at(path))
    }

    fn post_with_page(&self, from: &str, address: &str) -> Option<&PostSummary> {
        let path = match address.strip_prefix('/') {
            Some(path) => path.to_owned(),
            // A relative address is seen from the page, whose last part is its file.
            None => {
                let own = self.url(from)?;
                joined(own.rsplit_once('/')?.0, address)?
            }
        };
        let path = path.trim_end_matches("index.html").trim_matches('/');
        // The site may be in a folder of its host.
        let base = self.site.base_url().unwrap_or_default();
        let prefix =
            base.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
        let below = path.strip_prefix(prefix.trim_matches('/')).unwrap_or(path).trim_matches('/');
        [path, below].into_iter().find_map(|path| {
            let written = [format!("/{path}/"), format!("/{path}"), format!("/{path}.html")];
            let files = written.iter().flat_map(|url| self.pages.at(pages::number(url)));
            files.into_iter().find_map(|file| self.post(file))
        })
    }

    /// The only post whose file, or bundle's folder, has that name.
    fn post_by_name(&self, name: &str) -> Option<&PostSummary> {
        let name = name.trim_matches('/');
        let mut found = self.posts().filter(|post| {
            let path = &*post.path;
            let is_whole = |path: &str| path == name || path.ends_with(&format!("/{name}"));
            let without_ending = path.rsplit_once('.').map_or(path, |(path, _)| path);
            let bundle =
                without_ending.strip_suffix("/index").or_else(|| without_ending.strip_suffix("/_index"));
            is_whole(path) || is_whole(without_ending) || bundle.is_some_and(is_whole)
        });
        found.next().filter(|_| found.next().is_none())
    }
}
