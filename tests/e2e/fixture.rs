//! A blog in a temporary folder, beside the window that edits it.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The files of a journey.
pub struct Fixture {
    folder: TempDir,
}

impl Fixture {
    pub fn new() -> Fixture {
        Fixture { folder: TempDir::with_prefix("blog").unwrap() }
    }

    pub fn with(self, path: &str, text: impl AsRef<[u8]>) -> Fixture {
        self.write(path, text);
        self
    }

    /// Two short posts, one of them a draft.
    pub fn blog() -> Fixture {
        Fixture::new().with("first-post.md", FIRST).with("second-thoughts.md", SECOND)
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }
}

/// Headings, a list, a table, a footnote; the header has the keys of the sample blog.
pub const FIRST: &str = "---
title: \"First post\"
date: 2026-03-01T10:00:00+01:00
draft: false
slug: \"first-post\"
tags: [\"writing\", \"tools\"]
series: opening
---

# A heading

Some *text* with a [link](https://example.org/).

- one
- two

| a | b |
| - | - |
| 1 | 2 |

A note.[^1]

[^1]: The note.
";

pub const SECOND: &str = "---
title: \"Second thoughts\"
date: 2026-02-01T10:00:00+01:00
draft: true
slug: \"second-thoughts\"
tags: [\"writing\"]
---

Not ready.
";
