//! Which program turns a folder of posts into a site.

use std::fs;
use std::path::Path;

/// A site generator, as far as its rules for headers differ from the others'.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Generator {
    /// None is known: a folder of Markdown files. The rules are then what any generator accepts.
    #[default]
    Plain,
    /// <https://gohugo.io>
    Hugo,
    /// <https://www.getzola.org>
    Zola,
    /// <https://jekyllrb.com>
    Jekyll,
    /// <https://astro.build>
    Astro,
    /// <https://www.11ty.dev>
    Eleventy,
    /// <https://hexo.io>
    Hexo,
    /// <https://getpelican.com>
    Pelican,
}

/// How far above a folder its site may start.
const LEVELS: usize = 12;

impl Generator {
    /// The generator of the site that `folder` is in, told by the files of the folder and of those
    /// above it, up to the top of the repository.
    pub fn detect(folder: &Path) -> Generator {
        let mut has_posts_folder = false;
        for folder in folder.ancestors().take(LEVELS) {
            if let Some(generator) = of_site(folder) {
                return generator;
            }
            has_posts_folder |= folder.join("_posts").is_dir();
            if folder.join(".git").exists() {
                break;
            }
        }
        // GitHub Pages builds a `_posts` folder with Jekyll without any configuration.
        if has_posts_folder { Generator::Jekyll } else { Generator::Plain }
    }

    /// The generator's name as its makers write it; `None` for a plain folder.
    pub fn name(self) -> Option<&'static str> {
        Some(match self {
            Generator::Plain => return None,
            Generator::Hugo => "Hugo",
            Generator::Zola => "Zola",
            Generator::Jekyll => "Jekyll",
            Generator::Astro => "Astro",
            Generator::Eleventy => "Eleventy",
            Generator::Hexo => "Hexo",
            Generator::Pelican => "Pelican",
        })
    }

    /// Whether keys that differ in case alone are the same key to it. Hugo lowers every key, and
    /// so does Pelican; of a plain folder nobody can tell.
    pub fn ignores_case(self) -> bool {
        matches!(self, Generator::Plain | Generator::Hugo | Generator::Pelican)
    }
}

/// The generator whose site starts in `folder`. Hexo and Jekyll share `_config.yml`, Hugo and Zola
/// `config.toml`, so the order matters.
fn of_site(folder: &Path) -> Option<Generator> {
    let has = |name: &str| folder.join(name).exists();
    let any = |names: &[&str]| names.iter().any(|name| has(name));
    let package = fs::read_to_string(folder.join("package.json")).unwrap_or_default();
    let needs = |name: &str| package.contains(&format!("\"{name}\""));
    if any(&["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default"]) {
        return Some(Generator::Hugo);
    }
    if has("zola.toml") || has("config.toml") && has("content") && has("templates") && is_zola(folder) {
        return Some(Generator::Zola);
    }
    if any(&["config.toml", "config.yaml", "config.yml", "config.json"])
        && has("content")
        && any(&["archetypes", "layouts", "themes", "static"])
    {
        return Some(Generator::Hugo);
    }
    let astro = ["astro.config.mjs", "astro.config.js", "astro.config.ts", "astro.config.mts"];
    if any(&astro) || needs("astro") {
        return Some(Generator::Astro);
    }
    let eleventy = [".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"];
    if any(&eleventy) || needs("@11ty/eleventy") {
        return Some(Generator::Eleventy);
    }
    if has("_config.yml") && (needs("hexo") || has("source/_posts") || has("scaffolds")) {
        return Some(Generator::Hexo);
    }
    if any(&["_config.yml", "_config.yaml", "_config.toml"]) {
        return Some(Generator::Jekyll);
    }
    any(&["pelicanconf.py", "publishconf.py"]).then_some(Generator::Pelican)
}

/// Zola's key for the site's address is `base_url`, Hugo's `baseURL`.
fn is_zola(folder: &Path) -> bool {
    let config = fs::read_to_string(folder.join("config.toml")).unwrap_or_default();
    config.lines().any(|line| line.trim_start().starts_with("base_url"))
}
