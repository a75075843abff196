//! Where a site starts, and which generator builds it.

use std::path::{Path, PathBuf};

use crate::Generator;
use crate::disk;

/// How far above a folder its site may start.
const LEVELS: usize = 12;

/// The site that a folder is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The folder that the site starts in; of a plain folder that folder.
    pub root: PathBuf,
    /// The generators whose files are there, the likeliest first. With several, ask the writer.
    pub generators: Vec<Generator>,
}

/// Finds the site of `folder`, an absolute path, by the files of the folder and of those above it,
/// up to the top of the repository.
pub fn find(folder: &Path) -> Found {
    let mut above_posts = None;
    for root in folder.ancestors().take(LEVELS) {
        let generators = of_site(root);
        if !generators.is_empty() {
            return Found { root: root.to_path_buf(), generators };
        }
        if root.join("_posts").is_dir() {
            above_posts = Some(root);
        }
        if root.join(".git").exists() {
            break;
        }
    }
    // GitHub Pages builds a `_posts` folder with Jekyll without any configuration.
    match above_posts {
        Some(root) => Found { root: root.to_path_buf(), generators: vec![Generator::Jekyll] },
        None => Found { root: folder.to_path_buf(), generators: vec![Generator::Plain] },
    }
}

/// The generators whose site may start in `folder`. Hexo and Jekyll share `_config.yml`, Hugo and
/// Zola `config.toml`: what tells them apart is looked at, so that neither is named for the other.
fn of_site(folder: &Path) -> Vec<Generator> {
    let has = |name: &str| folder.join(name).exists();
    let any = |names: &[&str]| names.iter().any(|name| has(name));
    let package = disk::read_text(folder.join("package.json")).unwrap_or_default();
    let needs = |name: &str| package.contains(&format!("\"{name}\""));
    let is_zola = has("zola.toml")
        || has("config.toml")
            && has("content")
            && has("templates")
            && has_line(folder, "config.toml", "base_url");
    let old_hugo = has("content")
        && (any(&OLD_HUGO) && any(&["archetypes", "layouts", "themes", "static", "go.mod"])
            || OLD_HUGO.iter().any(|file| sets_base_url(folder, file)));
    let is_hugo =
        any(&["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default"]) || old_hugo && !is_zola;
    let is_hexo = has("_config.yml") && (needs("hexo") || has("source/_posts") || has("scaffolds"));
    let gemfile = disk::read_text(folder.join("Gemfile")).unwrap_or_default();
    let is_jekyll = any(&["_config.yml", "_config.yaml", "_config.toml"]) && !is_hexo
        || gemfile.contains("jekyll")
        || gemfile.contains("github-pages");
    let is_astro = any(&["astro.config.mjs", "astro.config.js", "astro.config.ts", "astro.config.mts"])
        || needs("astro");
    let eleventy = [".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"];
    let is_eleventy = any(&eleventy) || needs("@11ty/eleventy");
    let is_pelican = any(&["pelicanconf.py", "publishconf.py"]);
    [
        (is_hugo, Generator::Hugo),
        (is_zola, Generator::Zola),
        (is_astro, Generator::Astro),
        (is_eleventy, Generator::Eleventy),
        (is_hexo, Generator::Hexo),
        (is_jekyll, Generator::Jekyll),
        (is_pelican, Generator::Pelican),
    ]
    .into_iter()
    .filter_map(|(found, generator)| found.then_some(generator))
    .collect()
}

/// The names of Hugo's configuration before 0.110, which it still reads.
const OLD_HUGO: [&str; 4] = ["config.toml", "config.yaml", "config.yml", "config.json"];

/// Whether a file has a line of Hugo's key, which counts in any case; Zola's has an underscore.
fn sets_base_url(folder: &Path, file: &str) -> bool {
    let text = disk::read_text(folder.join(file)).unwrap_or_default().to_lowercase();
    text.lines().any(|line| line.trim_start_matches(['"', ' ', '\t']).starts_with("baseurl"))
}

fn has_line(folder: &Path, file: &str, start: &str) -> bool {
    let text = disk::read_text(folder.join(file)).unwrap_or_default();
    text.lines().any(|line| line.trim_start().starts_with(start))
}
