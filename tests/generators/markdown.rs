//! What Galley makes of Markdown, against what each generator's own renderer makes of it, block by
//! block: the posts of `tests/fixtures/markdown`, the real ones of `../shared/corpus`, and those of
//! the folders that `GALLEY_POSTS` names, with `:` between them. What differs is written to the
//! folder that `GALLEY_DIFFERENCES` names; `docs/markdown.md` has its kinds.
//!
//! Zola's renderer is the parser that Galley has; it is compared with that parser alone.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono_tz::Tz;
use galley_core::markdown::{self, Dialect, HeadingIds, Templates};
use galley_core::site::Site;
use galley_core::{Document, Generator, front_matter, post};
use pulldown_cmark::{Options, Parser};
use serde::Deserialize;
use tempfile::TempDir;

use crate::site::{program, repository};

/// Bodies of posts, or their HTML, by name.
type Texts = BTreeMap<String, String>;

/// The fixtures in which Goldmark and kramdown have rules that Galley does not follow.
const GOLDMARK: [&str; 1] = ["addresses-in-quotes"];
const KRAMDOWN: [&str; 1] = ["nesting"];

/// What was compared of one post.
#[derive(Deserialize)]
struct Count {
    equal: usize,
    blocks: usize,
}

#[test]
fn goldmark() {
    check("hugo", Generator::Hugo, "", 97.0, &GOLDMARK, goldmark_html);
}

#[test]
fn goldmark_with_html() {
    let config = "[markup.goldmark.renderer]\nunsafe = true\n";
    check("hugo-unsafe", Generator::Hugo, config, 97.0, &GOLDMARK, goldmark_html);
}

#[test]
fn goldmark_with_attributes() {
    let config = "[markup.goldmark.parser.attribute]\nblock = true\n";
    check("hugo-attributes", Generator::Hugo, config, 97.0, &[], goldmark_html);
}

#[test]
fn kramdown() {
    check("jekyll", Generator::Jekyll, "", 95.0, &KRAMDOWN, |_, posts, room| {
        run(room, Path::new("ruby"), &["kramdown.rb", "posts.json", "built.json"], posts)
    });
}

#[test]
fn marked() {
    check("hexo", Generator::Hexo, "", 95.0, &[], node);
}

#[test]
fn remark_of_astro() {
    check("astro", Generator::Astro, "", 95.0, &[], node);
}

#[test]
fn markdown_it() {
    check("eleventy", Generator::Eleventy, "", 95.0, &[], node);
}

#[test]
fn github() {
    check("plain", Generator::Plain, "", 99.0, &[], node);
}

/// Zola's options. Source: `components/markdown/src/markdown.rs`. Its ids of headings are held by tables.
#[test]
fn zola() {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    check("zola", Generator::Zola, "", 99.0, &["footnotes"], |_, posts, _| {
        let render = |text: &String| {
            let mut html = String::new();
            pulldown_cmark::html::push_html(&mut html, Parser::new_ext(text, options));
            html
        };
        posts.iter().map(|(name, text)| (name.clone(), render(text))).collect()
    });
}

/// Of each plugin one fixture, and the real posts with what the site would have to say to have it.
#[test]
fn plugins() {
    let eleventy = "eleventy.config.js";
    let containers = "import box from 'markdown-it-container';\nmd.use(box, 'note').use(box, 'tip');\n";
    let directives = "import starlight from '@astrojs/starlight';\n";
    for (name, generator, file, text) in [
        ("astro-directives", Generator::Astro, "astro.config.mjs", directives),
        ("eleventy-containers", Generator::Eleventy, eleventy, containers),
        ("eleventy-emoji", Generator::Eleventy, "package.json", "{\"markdown-it-emoji\": \"3.0.0\"}"),
        ("astro-wikilinks", Generator::Astro, "package.json", "{\"remark-wiki-link\": \"2.0.1\"}"),
    ] {
        check_with(name, generator, (file, text), 95.0, &[], node);
    }
}

/// Compares all posts with what `build` makes of them. At least `least` per cent of the blocks of
/// real posts are equal, and all of the fixtures but those that `differ`.
#[track_caller]
fn check(
    name: &str,
    generator: Generator,
    config: &str,
    least: f64,
    differ: &[&str],
    build: impl Fn(&str, &Texts, &Path) -> Texts,
) {
    check_with(name, generator, ("hugo.toml", config), least, differ, build);
}

/// The same of a site with a file.
#[track_caller]
fn check_with(
    name: &str,
    generator: Generator,
    file: (&str, &str),
    least: f64,
    differ: &[&str],
    build: impl Fn(&str, &Texts, &Path) -> Texts,
) {
    if program("node_modules/parse5").is_none() {
        return;
    }
    let dialect = dialect(generator, file);
    let room = room();
    for (kind, posts) in [("fixtures", fixtures(name)), ("real posts", real())] {
        if posts.is_empty() {
            eprintln!("skipped: there are no {kind}");
            continue;
        }
        let built = build(name, &posts, room.path());
        let said = posts.iter().map(|(name, text)| (name.clone(), markdown::render_plain(text, &dialect)));
        let counts = compare(&format!("{name}, {kind}"), &built, &said.collect(), room.path());
        let sum = |of: fn(&Count) -> usize| counts.values().map(of).sum::<usize>();
        let (equal, all) = (sum(|count| count.equal), sum(|count| count.blocks));
        let share = 100.0 * equal as f64 / all.max(1) as f64;
        eprintln!("{name}: {share:.2} % of {all} blocks in {} {kind} are equal", posts.len());
        if kind == "fixtures" {
            let names = counts.iter().filter(|(_, count)| count.equal < count.blocks);
            let names = names.filter_map(|(name, _)| Path::new(name).file_stem()?.to_str());
            assert_eq!(names.collect::<Vec<_>>(), differ, "{name}: the fixtures that differ");
        } else {
            assert!(share >= least, "{name}: {share:.2} % of the blocks of real posts are equal");
        }
    }
}

/// How Galley reads such a site, its tags left out: the posts have none.
fn dialect(generator: Generator, (file, text): (&str, &str)) -> Dialect {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(file), text).unwrap();
    let dialect = Site::open(folder.path(), generator, Tz::UTC).dialect("post.md");
    let dialect = Dialect { templates: Templates::None, ..dialect };
    match generator {
        Generator::Zola => Dialect { ids: HeadingIds::None, ..dialect },
        // What GitHub has and its specification has not.
        Generator::Plain => {
            Dialect { ids: HeadingIds::None, alerts: false, math: markdown::Math::default(), ..dialect }
        }
        _ => dialect,
    }
}

/// A folder in which the scripts find what they need.
fn room() -> TempDir {
    let room = tempfile::tempdir().unwrap();
    let scripts = repository().join("tests/generators/markdown");
    for script in fs::read_dir(scripts).unwrap().flatten() {
        fs::copy(script.path(), room.path().join(script.file_name())).unwrap();
    }
    symlink(repository().join("target/generators/node_modules"), room.path().join("node_modules")).unwrap();
    room
}

fn node(name: &str, posts: &Texts, room: &Path) -> Texts {
    run(room, Path::new("node"), &["engines.mjs", name, "posts.json", "built.json"], posts)
}

/// Runs a script that reads `posts.json` and writes `built.json`.
fn run(room: &Path, program: &Path, arguments: &[&str], posts: &Texts) -> Texts {
    fs::write(room.join("posts.json"), serde_json::to_string(posts).unwrap()).unwrap();
    start(Command::new(program).args(arguments).current_dir(room));
    serde_json::from_str(&fs::read_to_string(room.join("built.json")).unwrap()).unwrap()
}

fn start(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A Hugo site of all posts.
fn goldmark_html(name: &str, posts: &Texts, room: &Path) -> Texts {
    let root = room.join(name);
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(root.join("content")).unwrap();
    fs::create_dir_all(root.join("layouts/_default")).unwrap();
    let config = format!(
        "baseURL = 'http://example.org/'\ndisableKinds = ['home', 'section', 'taxonomy', 'term', 'RSS', \
         'sitemap', 'robotsTXT', '404']\n[markup.highlight]\ncodeFences = false\n\
         [markup.goldmark.renderer]\nunsafe = {}\n[markup.goldmark.parser.attribute]\nblock = {}\n",
        name.ends_with("unsafe"),
        name.ends_with("attributes"),
    );
    fs::write(root.join("hugo.toml"), config).unwrap();
    fs::write(root.join("layouts/_default/single.html"), "{{ .Content }}").unwrap();
    for (number, text) in posts.values().enumerate() {
        let text = format!("---\ntitle: {number}\n---\n{text}");
        fs::write(root.join(format!("content/{number}.md")), text).unwrap();
    }
    start(Command::new(program("venv/bin/hugo").unwrap()).arg("--quiet").current_dir(&root));
    // A page of nothing is not written.
    let page = |number: usize| {
        fs::read_to_string(root.join(format!("public/{number}/index.html"))).unwrap_or_default()
    };
    posts.keys().enumerate().map(|(number, name)| (name.clone(), page(number))).collect()
}

/// The counts of each post. What differs is written to the folder that `GALLEY_DIFFERENCES` names.
fn compare(name: &str, built: &Texts, said: &Texts, room: &Path) -> BTreeMap<String, Count> {
    for (file, texts) in [("built.json", built), ("said.json", said)] {
        fs::write(room.join(file), serde_json::to_string(texts).unwrap()).unwrap();
    }
    let mut command = Command::new("node");
    command.args(["compare.mjs", "built.json", "said.json"]).current_dir(room);
    if let Some(folder) = std::env::var_os("GALLEY_DIFFERENCES") {
        command.arg(PathBuf::from(folder).join(format!("{name}.txt")));
    }
    serde_json::from_str(&start(&mut command)).unwrap()
}

/// Those of a plugin, or those of every renderer.
fn fixtures(name: &str) -> Texts {
    let mut posts = Texts::new();
    let plugins = repository().join("tests/fixtures/markdown-plugins");
    match name.split_once('-').map(|(_, plugin)| plugins.join(format!("{plugin}.md"))) {
        Some(file) if file.is_file() => read_file(&file, &mut posts),
        _ => read(&repository().join("tests/fixtures/markdown"), &mut posts),
    }
    posts
}

fn real() -> Texts {
    let mut posts = Texts::new();
    read(&repository().join("../shared/corpus"), &mut posts);
    for folder in std::env::var("GALLEY_POSTS").unwrap_or_default().split(':').filter(|name| !name.is_empty())
    {
        read(Path::new(folder), &mut posts);
    }
    posts
}

/// The bodies of the posts below a folder.
fn read(folder: &Path, posts: &mut Texts) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            read(&path, posts);
        } else if path.extension().is_some_and(|extension| extension == "md" || extension == "markdown") {
            read_file(&path, posts);
        }
    }
}

fn read_file(path: &Path, posts: &mut Texts) {
    if let Some(body) = fs::read(path).ok().and_then(|bytes| body(&bytes)) {
        posts.insert(path.to_string_lossy().into_owned(), body);
    }
}

/// The text below the header, without the parts between blank lines that hold tags of a template
/// language: those are no Markdown.
fn body(bytes: &[u8]) -> Option<String> {
    let document = Document::new(post::decode(bytes).ok()?);
    let text = document.text();
    let start = [Generator::Hugo, Generator::Eleventy, Generator::Hexo]
        .iter()
        .map(|generator| front_matter::split(text, *generator).map_or(0, |split| split.block.end))
        .max()?;
    let parts = text[start..].split("\n\n");
    let plain: Vec<&str> = parts.filter(|part| !part.contains("{{") && !part.contains("{%")).collect();
    Some(plain.join("\n\n"))
}
