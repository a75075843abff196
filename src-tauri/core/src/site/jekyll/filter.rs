//! Which entries of the source Jekyll reads at all: `include`, `exclude`, and names that are
//! special. Source: `lib/jekyll/entry_filter.rb`.

use regex::Regex;

use super::pattern::fnmatch;
use crate::site::config::Config;

/// Left out whatever the configuration says. Source: `DEFAULT_EXCLUDES` of
/// `lib/jekyll/configuration.rb`.
const EXCLUDED: [&str; 10] = [
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
];

/// The two lists of a configuration.
#[derive(Debug)]
pub(super) struct Filter {
    include: Vec<Pattern>,
    exclude: Vec<Pattern>,
}

/// One entry of a list, relative to the source.
#[derive(Debug)]
struct Pattern {
    text: String,
    /// What the text means where it has wildcards.
    wild: Option<Regex>,
}

impl Filter {
    pub fn of(config: &Config) -> Filter {
        let mut include = config.list(&["include"]);
        if config.get(&["include"]).is_none_or(serde_json::Value::is_null) {
            include.push(".htaccess".into());
        }
        let mut exclude = config.list(&["exclude"]);
        exclude.extend(EXCLUDED.map(str::to_owned));
        exclude.retain(|pattern| !include.contains(pattern));
        let patterns = |texts: Vec<String>| texts.iter().map(|text| Pattern::of(text)).collect();
        Filter { include: patterns(include), exclude: patterns(exclude) }
    }

    /// Whether an entry is kept. `entry` is its path below the folder that is listed, `base` that
    /// folder below the source.
    pub fn keeps(&self, base: &str, entry: &str) -> bool {
        let name = name_of(entry);
        let is_special = |text: &str| text.starts_with(['.', '_', '#', '~']);
        let included = self.includes(entry) || self.includes(name);
        if entry.ends_with('.') || self.excludes(&join(base, entry)) && !included {
            return false;
        }
        included || !(is_special(entry) || is_special(name) || entry.ends_with('~'))
    }

    /// Whether every folder on the way to `folder`, below the source, is walked.
    pub fn walks(&self, folder: &str) -> bool {
        let mut base = String::new();
        folder.split('/').filter(|part| !part.is_empty()).all(|part| {
            let kept = self.keeps(&base, part);
            base = join(&base, part);
            kept
        })
    }

    /// Whether `exclude` names a file or folder below the source and `include` does not take it, or
    /// something in it, back.
    pub fn leaves_out(&self, path: &str) -> bool {
        let is_above =
            |pattern: &Pattern| pattern.text.strip_prefix(path).is_some_and(|below| below.starts_with('/'));
        self.excludes(path)
            && !self.includes(path)
            && !self.includes(name_of(path))
            && !self.include.iter().any(is_above)
    }

    /// Whether `include` names exactly this file. Such a file is read wherever it is.
    /// Source: `read_included_excludes` of `lib/jekyll/reader.rb`.
    pub fn names(&self, path: &str) -> bool {
        self.include.iter().any(|pattern| pattern.text == path)
    }

    fn includes(&self, entry: &str) -> bool {
        self.include.iter().any(|pattern| pattern.holds(entry))
    }

    fn excludes(&self, path: &str) -> bool {
        self.exclude.iter().any(|pattern| pattern.holds(path))
    }
}

impl Pattern {
    fn of(text: &str) -> Pattern {
        let text = text.trim_start_matches('/').to_owned();
        let wild = if text.contains(['*', '?', '[', '\\']) { fnmatch(&text) } else { None };
        Pattern { text, wild }
    }

    /// A pattern holds for whatever starts with it: `docs` for `docs.md` too.
    fn holds(&self, path: &str) -> bool {
        path.starts_with(&self.text)
            || self.text.strip_suffix('/') == Some(path)
            || self.wild.as_ref().is_some_and(|wild| wild.is_match(path))
    }
}

fn name_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// Two parts of a path with one `/` between them.
pub(super) fn join(folder: &str, below: &str) -> String {
    match (folder, below) {
        ("", path) | (path, "") => path.to_owned(),
        (folder, below) => format!("{folder}/{below}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(config: &str) -> Filter {
        Filter::of(&Config::parse(config, "_config.yml").unwrap())
    }

    #[test]
    fn special_names_are_left_out_unless_they_are_included() {
        let plain = filter("");
        for (entry, kept) in [("a.md", true), ("_a.md", false), ("sub/_a.md", false), ("a.md~", false)] {
            assert_eq!(plain.keeps("", entry), kept, "{entry}");
        }
        assert!(!plain.walks("a/_b"));
        assert!(filter("include: [_b]").walks("a/_b/c"));
    }

    #[test]
    fn exclude_holds_for_whatever_starts_with_it() {
        let some = filter("exclude: [docs, '/notes/*.txt', 'old/']");
        for path in ["docs", "docs.md", "docs/a.md", "notes/a/b.txt", "old", "old/a.md", "Gemfile.lock"] {
            assert!(some.leaves_out(path), "{path}");
        }
        for path in ["a/docs", "older", "notes/a.md", "vendor/a.md"] {
            assert!(!some.leaves_out(path), "{path}");
        }
        assert!(!filter("exclude: [docs]\ninclude: [docs]").leaves_out("docs"));
    }
}
