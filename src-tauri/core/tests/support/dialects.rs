//! Sites for their dialects, and what the preview shows in one.
#![expect(clippy::disallowed_methods, reason = "a site is a folder that tests have to write")]

use std::fs;

use chrono_tz::Tz;
use galley_core::Generator;
use galley_core::markdown::{Dialect, RenderContext, render};
use galley_core::site::Site;

/// The dialect of a site with these files.
pub fn dialect_of(generator: Generator, files: &[(&str, &str)]) -> Dialect {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    Site::open(folder.path(), generator, Tz::UTC).dialect("post.md")
}

#[track_caller]
pub fn check(dialect: &Dialect, markdown: &str, html: &str) {
    let context = RenderContext { dialect: dialect.clone(), ..RenderContext::default() };
    assert_eq!(render(markdown, &context).trim(), html, "{markdown}");
}
