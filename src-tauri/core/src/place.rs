//! Places below the blog's folder: parts with `/` between them.

/// The place that `path` leads to from a folder, its dots followed; `None` when it leads out of the
/// blog's folder.
pub fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn dots_are_followed_and_never_lead_out() {
        for (folder, path, place) in [
            ("a/b", "c.md", Some("a/b/c.md")),
            ("a/b", "../c/./d", Some("a/c/d")),
            ("", "x//y/", Some("x/y")),
            ("a", "..", Some("")),
            ("a", "../..", None),
            ("", "../a", None),
        ] {
            assert_eq!(joined(folder, path).as_deref(), place, "{folder} {path}");
        }
    }
}
