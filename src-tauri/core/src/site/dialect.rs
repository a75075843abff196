//! How each generator's renderer reads Markdown, by the site's configuration.

use std::path::Path;

use serde_json::Value;

use super::config::Config;
use super::markdown_plugins as plugins;
use crate::disk;
use crate::markdown::{
    Attributes, Containers, Dialect, Extras, HeadingIds, Math, RawHtml, Templates, Typography, Wikilinks,
};

/// Goldmark with Hugo's defaults; the keys of `config` are in lower case. Source:
/// `markup/goldmark/goldmark_config/config.go`.
pub(super) fn hugo(config: &Config) -> Dialect {
    let goldmark = |path: &[&str]| {
        let all: Vec<&str> = ["markup", "goldmark"].iter().chain(path).copied().collect();
        config.get(&all).cloned()
    };
    let truth = |path: &[&str], default: bool| goldmark(path).and_then(|v| v.as_bool()).unwrap_or(default);
    // Each is a truth, or a map that says so in one of two ways.
    let extension = |name: &str| match goldmark(&["extensions", name]) {
        Some(Value::Bool(on)) => on,
        Some(map @ Value::Object(_)) => {
            let said = |key: &str| map.get(key).and_then(Value::as_bool);
            said("enable").unwrap_or(true) && !said("disable").unwrap_or(false)
        }
        _ => true,
    };
    let extra = |name: &str| truth(&["extensions", "extras", name, "enable"], false);
    let ids = ["autoheadingidtype", "autoidtype"];
    let ids = ids.iter().find_map(|key| config.text(&["markup", "goldmark", "parser", key]));
    let passthrough = truth(&["extensions", "passthrough", "enable"], false);
    let delimiters = goldmark(&["extensions", "passthrough", "delimiters"]).unwrap_or_default().to_string();
    let params = ["math", "katex", "mathjax"];
    let says_math = params.iter().any(|key| config.truth(&["params", key]) == Some(true));
    Dialect {
        tables: extension("table"),
        strikethrough: extension("strikethrough"),
        tasks: extension("tasklist"),
        footnotes: extension("footnote"),
        alerts: false,
        autolinks: extension("linkify"),
        https: goldmark(&["extensions", "linkifyprotocol"]).is_none_or(|protocol| protocol == "https"),
        definitions: extension("definitionlist"),
        spaced_definitions: true,
        extras: Extras {
            mark: extra("mark"),
            insert: extra("insert"),
            subscript: extra("subscript"),
            superscript: extra("superscript"),
        },
        emoji: config.truth(&["enableemoji"]).unwrap_or(false),
        typography: match extension("typographer") {
            true => Typography::Goldmark,
            false => Typography::Plain,
        },
        ids: match (truth(&["parser", "autoheadingid"], true), ids.as_deref()) {
            (false, _) => HeadingIds::None,
            (true, Some("github-ascii")) => HeadingIds::GoldmarkAscii,
            (true, Some("blackfriday")) => HeadingIds::Blackfriday,
            _ => HeadingIds::Goldmark,
        },
        heading_attributes: truth(&["parser", "attribute", "title"], true),
        attributes: match truth(&["parser", "attribute", "block"], false) {
            true => Attributes::Lines,
            false => Attributes::None,
        },
        html: match truth(&["renderer", "unsafe"], false) {
            true => RawHtml::Kept,
            false => RawHtml::Omitted,
        },
        hard_breaks: truth(&["renderer", "hardwraps"], false),
        math: Math {
            dollars: passthrough && delimiters.contains("[\"$\",") || says_math,
            double_dollars: passthrough && delimiters.contains("$$"),
            brackets: passthrough && delimiters.contains("\\\\(") || says_math,
        },
        templates: Templates::Hugo,
        ..Dialect::commonmark()
    }
}

/// pulldown-cmark with Zola's options. Sources: `components/markdown/src/markdown.rs` and
/// `components/config/src/config/markup.rs`.
pub(super) fn zola(config: &Config) -> Dialect {
    let truth = |key: &str| config.truth(&["markdown", key]).unwrap_or(false);
    Dialect {
        tables: true,
        strikethrough: true,
        tasks: true,
        footnotes: true,
        alerts: truth("github_alerts"),
        definitions: truth("definition_list"),
        emoji: truth("render_emoji"),
        typography: if truth("smart_punctuation") { Typography::Dashes } else { Typography::Plain },
        ids: match config.text(&["slugify", "anchors"]).as_deref() {
            Some("safe" | "off") => HeadingIds::Underscores,
            _ => HeadingIds::Slug,
        },
        heading_attributes: true,
        templates: Templates::Zola,
        ..Dialect::commonmark()
    }
}

/// kramdown with Jekyll's defaults. Sources: `lib/jekyll/configuration.rb` and kramdown-parser-gfm.
pub(super) fn jekyll(config: &Config, has_plugin: impl Fn(&str) -> bool) -> Dialect {
    let has_emoji = has_plugin("jemoji");
    let wikilinks = match ["jekyll-wikilinks", "jekyll-wikirefs"].iter().any(|name| has_plugin(name)) {
        true => Wikilinks::Bars,
        false => Wikilinks::None,
    };
    let truth = |key: &str, default: bool| config.truth(&["kramdown", key]).unwrap_or(default);
    let is_kramdown = config.text(&["markdown"]).is_none_or(|name| name.eq_ignore_ascii_case("kramdown"));
    if !is_kramdown {
        return Dialect {
            emoji: has_emoji,
            wikilinks,
            templates: Templates::Liquid,
            alerts: false,
            ..Dialect::default()
        };
    }
    Dialect {
        tables: true,
        strikethrough: true,
        tasks: true,
        footnotes: true,
        definitions: true,
        spaced_definitions: true,
        kramdown: true,
        emoji: has_emoji,
        wikilinks,
        typography: Typography::Kramdown,
        ids: if truth("auto_ids", true) { HeadingIds::Kramdown } else { HeadingIds::None },
        heading_attributes: true,
        attributes: Attributes::Inline,
        hard_breaks: truth("hard_wrap", false),
        math: Math { double_dollars: true, ..Math::default() },
        templates: Templates::Liquid,
        ..Dialect::commonmark()
    }
}

/// marked with Hexo's defaults, or markdown-it where that renderer is installed. Sources: the
/// `index.js` of hexo-renderer-marked and of hexo-renderer-markdown-it.
pub(super) fn hexo(config: &Config, package: &str) -> Dialect {
    let math = Math { dollars: names_math(package), brackets: names_math(package), ..Math::default() };
    let emoji = package.contains("\"hexo-filter-github-emojis\"");
    let common = Dialect { math, emoji, templates: Templates::Hexo, ..Dialect::commonmark() };
    if package.contains("\"hexo-renderer-markdown-it\"") {
        let render = |key: &str| config.truth(&["markdown", "render", key]).unwrap_or(true);
        let plugins = config.get(&["markdown", "plugins"]).map(Value::to_string);
        let has = |word: &str| plugins.as_ref().is_some_and(|plugins| plugins.contains(word));
        return Dialect {
            tables: true,
            strikethrough: true,
            footnotes: has("footnote"),
            definitions: has("deflist"),
            spaced_definitions: true,
            extras: plugins::extras(has),
            emoji: emoji || has("markdown-it-emoji"),
            smileys: has("markdown-it-emoji"),
            containers: match has("markdown-it-container") {
                true => Containers::Marked(Vec::new()),
                false => Containers::None,
            },
            autolinks: render("linkify"),
            typography: if render("typographer") { Typography::Dashes } else { Typography::Plain },
            ids: HeadingIds::Hexo(0),
            html: if render("html") { RawHtml::Kept } else { RawHtml::Omitted },
            hard_breaks: render("breaks"),
            ..common
        };
    }
    let truth = |key: &str, default: bool| config.truth(&["marked", key]).unwrap_or(default);
    let is_gfm = truth("gfm", true);
    let letters = config.text(&["marked", "modifyAnchors"]).and_then(|text| text.parse().ok()).unwrap_or(0);
    Dialect {
        tables: is_gfm,
        strikethrough: is_gfm,
        tasks: is_gfm,
        autolinks: is_gfm && truth("autolink", true),
        description_lists: truth("descriptionLists", true),
        typography: if truth("smartypants", true) { Typography::Marked } else { Typography::Plain },
        ids: if truth("headerIds", true) { HeadingIds::Hexo(letters) } else { HeadingIds::None },
        hard_breaks: is_gfm && truth("breaks", true),
        ..common
    }
}

/// remark with Astro's defaults; `program` is the text of the configuration. Source:
/// `@astrojs/markdown-remark`.
pub(super) fn astro(program: &str, package: &str) -> Dialect {
    let is_off = |key: &str| {
        let plain: String = program.chars().filter(|c| !c.is_whitespace()).collect();
        plain.contains(&format!("{key}:false"))
    };
    let is_gfm = !is_off("gfm");
    let has_math = program.contains("remark-math") || program.contains("remarkMath");
    Dialect {
        tables: is_gfm,
        strikethrough: is_gfm,
        tasks: is_gfm,
        footnotes: is_gfm,
        autolinks: is_gfm,
        wikilinks: plugins::wikilinks(program, package),
        emoji: ["\"remark-emoji\"", "\"remark-gemoji\""].iter().any(|name| package.contains(name)),
        typography: if is_off("smartypants") { Typography::Plain } else { Typography::Retext },
        ids: HeadingIds::Astro,
        containers: plugins::directives(program, package),
        math: Math { dollars: has_math, ..Math::default() },
        ..Dialect::commonmark()
    }
}

/// markdown-it as Eleventy sets it up, and the plugins that the site's package names. Source:
/// `src/Engines/Markdown.js` of @11ty/eleventy; `code` is the text of the configuration.
pub(super) fn eleventy(code: &str, package: &str, has_templates: bool) -> Dialect {
    let plain: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let is_on = |key: &str| plain.contains(&format!("{key}:true"));
    let has = |name: &str| package.contains(name) || code.contains(name);
    let has_ids = has("markdown-it-anchor") || code.contains("IdAttributePlugin");
    Dialect {
        tables: true,
        strikethrough: true,
        tasks: has("markdown-it-task"),
        footnotes: has("markdown-it-footnote"),
        alerts: has("markdown-it-github-alerts"),
        autolinks: is_on("linkify"),
        definitions: has("markdown-it-deflist"),
        spaced_definitions: true,
        wikilinks: match ["wikilink", "wiki-link", "interlinker"].iter().any(|name| has(name)) {
            true => Wikilinks::Bars,
            false => Wikilinks::None,
        },
        extras: plugins::extras(has),
        emoji: has("markdown-it-emoji"),
        smileys: has("markdown-it-emoji") && !plugins::has_plain_emoji(code),
        typography: if is_on("typographer") { Typography::Dashes } else { Typography::Plain },
        ids: if has_ids { HeadingIds::GitHub } else { HeadingIds::None },
        heading_attributes: has("markdown-it-attrs"),
        containers: plugins::containers(code, package),
        html: if plain.contains("html:false") { RawHtml::Omitted } else { RawHtml::Kept },
        hard_breaks: is_on("breaks"),
        indented_code: plain.contains("enable(\"code\")") || plain.contains("enable('code')"),
        math: Math { dollars: names_math(package), ..Math::default() },
        templates: if has_templates { Templates::Eleventy } else { Templates::None },
        ..Dialect::commonmark()
    }
}

/// A folder that no program builds; one with `.obsidian` in it is a vault of notes.
pub(super) fn plain(root: &Path) -> Dialect {
    Dialect {
        wikilinks: match [".obsidian", ".foam", ".vscode/foam.json", "logseq", ".zk"]
            .iter()
            .any(|name| root.join(name).exists())
        {
            true => Wikilinks::Bars,
            false => Wikilinks::None,
        },
        extras: Extras { mark: root.join(".obsidian").exists(), ..Extras::default() },
        math: Math { dollars: true, ..Math::default() },
        ..Dialect::default()
    }
}

/// The text of the site's `package.json`; empty when there is none.
pub(super) fn package(root: &Path) -> String {
    disk::read_text(root.join("package.json")).unwrap_or_default()
}

fn names_math(package: &str) -> bool {
    ["katex", "mathjax", "texmath", "hexo-math"].iter().any(|name| package.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Config {
        Config::parse(text, "x.yml").unwrap()
    }

    #[test]
    fn hugo_switches_each_extension() {
        let default = hugo(&Config::default());
        assert!(default.tables && default.autolinks && default.definitions && default.heading_attributes);
        assert_eq!(default.typography, Typography::Goldmark);
        assert_eq!((default.html, default.attributes), (RawHtml::Omitted, Attributes::None));
        assert_eq!(default.ids, HeadingIds::Goldmark);
        let set = hugo(&config(
            "{enableemoji: true, markup: {goldmark: {renderer: {unsafe: true, hardwraps: true}, \
             parser: {attribute: {block: true, title: false}, autoheadingidtype: blackfriday}, \
             extensions: {table: false, linkify: false, typographer: {disable: true}, \
             footnote: {enable: false}, definitionlist: false, strikethrough: false, tasklist: false, \
             passthrough: {enable: true, delimiters: {block: [['$$', '$$']], inline: [['\\(', '\\)']]}}}}}}",
        ));
        assert!(!set.tables && !set.autolinks && !set.footnotes && !set.definitions && !set.strikethrough);
        assert!(set.emoji && set.hard_breaks && !set.heading_attributes && !set.tasks);
        assert_eq!((set.html, set.attributes), (RawHtml::Kept, Attributes::Lines));
        assert_eq!((set.typography, set.ids), (Typography::Plain, HeadingIds::Blackfriday));
        assert_eq!(set.math, Math { dollars: false, double_dollars: true, brackets: true });
    }

    #[test]
    fn zola_jekyll_and_hexo_follow_their_keys() {
        assert_eq!(zola(&Config::default()).typography, Typography::Plain);
        let set = zola(&config(
            "{markdown: {smart_punctuation: true, render_emoji: true}, slugify: {anchors: off}}",
        ));
        assert_eq!((set.typography, set.emoji), (Typography::Dashes, true));
        let text = "{markdown: {github_alerts: true}, slugify: {anchors: safe}}";
        assert_eq!((zola(&config(text)).alerts, zola(&config(text)).ids), (true, HeadingIds::Underscores));
        let set = jekyll(&config("{kramdown: {hard_wrap: true, auto_ids: false}}"), |_| true);
        assert_eq!((set.hard_breaks, set.ids, set.emoji), (true, HeadingIds::None, true));
        assert_eq!(jekyll(&config("markdown: CommonMarkGhPages"), |_| false).attributes, Attributes::None);
        let default = hexo(&Config::default(), "");
        assert!(default.hard_breaks && default.autolinks && default.typography == Typography::Marked);
        let set = hexo(&config("{marked: {breaks: false, smartypants: false, headerIds: false}}"), "");
        assert_eq!((set.hard_breaks, set.typography, set.ids), (false, Typography::Plain, HeadingIds::None));
        let package = "{\"hexo-renderer-markdown-it\": 1}";
        assert!(!hexo(&Config::default(), package).footnotes);
        let plugins = "{markdown: {plugins: [markdown-it-footnote, {name: markdown-it-emoji}]}}";
        let set = hexo(&config(plugins), package);
        assert!(set.footnotes && set.emoji && set.smileys && !set.definitions);
    }

    #[test]
    fn astro_and_eleventy_are_read_from_their_programs() {
        assert_eq!(astro("", "").typography, Typography::Retext);
        let set = astro(
            "export default { markdown: { gfm: false, smartypants: false, remarkPlugins: [remarkMath] } }",
            "",
        );
        assert_eq!((set.tables, set.typography, set.math.dollars), (false, Typography::Plain, true));
        let default = eleventy("", "", true);
        assert!(!default.indented_code && !default.autolinks && default.ids == HeadingIds::None);
        let set = eleventy(
            "markdownIt({ html: true, linkify: true, breaks: true }).enable('code')",
            "markdown-it-footnote",
            false,
        );
        assert!(set.indented_code && set.autolinks && set.hard_breaks && set.footnotes);
        assert_eq!(set.templates, Templates::None);
    }
}
