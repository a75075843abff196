//! Boxes between lines of colons, where the site has them.

use galley_core::Generator;
use galley_core::markdown::{Containers, Dialect, Preview, RenderContext, render, render_plain};
use galley_core::site::Site;

fn directives() -> Dialect {
    Dialect { containers: Containers::Directives { leaves: true }, ..Dialect::default() }
}

fn marked(names: &[&str]) -> Dialect {
    let names = names.iter().map(|&name| name.to_owned()).collect();
    Dialect { containers: Containers::Marked(names), ..Dialect::default() }
}

/// What is shown, with a box as `[class|title|…]`.
fn shown(dialect: &Dialect, markdown: &str) -> String {
    let context = RenderContext { dialect: dialect.clone(), ..RenderContext::default() };
    let html = render(markdown, &context).replace("<div class=\"markdown-alert markdown-alert-", "[");
    let html = html
        .replace("<div class=\"markdown-alert", "[")
        .replace("\">\n<p class=\"markdown-alert-title\">", "|");
    html.replace("</div>", "]").trim().to_owned()
}

#[track_caller]
fn check(dialect: &Dialect, markdown: &str, html: &str) {
    assert_eq!(shown(dialect, markdown), html, "{markdown}");
}

#[test]
fn a_directive_is_a_titled_box_of_markdown() {
    check(
        &directives(),
        ":::note\n*a*\n\n- b\n:::\nc",
        "[note|Note</p>\n<p><em>a</em></p>\n<ul>\n<li>b</li>\n</ul>\n]\n<p>c</p>",
    );
    check(
        &directives(),
        "a\n:::tip[My *title*]\nb\n:::",
        "<p>a</p>\n[tip|My <em>title</em></p>\n<p>b</p>\n]",
    );
    check(
        &directives(),
        ":::own{.c #d}\na\n:::",
        "<div id=\"d\" class=\"markdown-alert c|Own</p>\n<p>a</p>\n]",
    );
    check(
        &directives(),
        ":::details[More]\na\n:::",
        "<details>\n<summary>More</summary>\n<p>a</p>\n</details>",
    );
    check(&directives(), "::card[a]{b=c}\n", "<div class=\"shortcode card\"><b>card</b> a b=c]");
}

#[test]
fn boxes_nest_by_more_colons() {
    let nested = "::::note\n:::tip\na\n:::\nb\n::::\nc";
    check(&directives(), nested, "[note|Note</p>\n[tip|Tip</p>\n<p>a</p>\n]\n<p>b</p>\n]\n<p>c</p>");
    // Each looks for its own end first.
    let alike = ":::note\n:::tip\na\n:::\nb\n:::";
    check(&directives(), alike, "[note|Note</p>\n[tip|Tip</p>\n<p>a</p>\n]\n]\n<p>b</p>\n<p>:::</p>");
}

#[test]
fn a_box_ends_with_what_it_is_in() {
    check(
        &directives(),
        "> :::note\n> a\n\nb",
        "<blockquote>\n[note|Note</p>\n<p>a</p>\n]\n</blockquote>\n<p>b</p>",
    );
    check(
        &directives(),
        "- a\n\n  :::note\n  b\n  :::\n- c",
        "<ul>\n<li>\n<p>a</p>\n[note|Note</p>\n<p>b</p>\n]\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>",
    );
    check(&directives(), "- :::note\n  b\n  :::\n", "<ul>\n<li>[note|Note</p>\nb]\n</li>\n</ul>");
    check(&directives(), ":::note\na", "[note|Note</p>\n<p>a</p>\n]");
}

#[test]
fn what_is_no_box_stays_text() {
    for text in ["::: note", ":::", ":::-a", ":::a b", ":::a[b", "::a", ":::a{b"] {
        let dialect = Dialect { containers: Containers::Directives { leaves: false }, ..Dialect::default() };
        check(&dialect, text, &format!("<p>{text}</p>"));
    }
    check(&Dialect::default(), ":::note\na\n:::", "<p>:::note\na\n:::</p>");
    check(&directives(), "```\n:::note\n```\n", "<pre><code>:::note\n</code></pre>");
    check(&directives(), "a\n\n    :::note\n    b\n", "<p>a</p>\n<pre><code>:::note\nb\n</code></pre>");
    check(&directives(), "<section>\n:::note\n</section>\n", "<section>\n:::note\n</section>");
    check(&directives(), "a\n    :::note\n", "<p>a\n:::note</p>");
}

#[test]
fn a_marked_container_has_the_names_of_the_site() {
    check(
        &marked(&["warning"]),
        "::: warning Look *out*\na\n:::",
        "[warning|Look <em>out</em></p>\n<p>a</p>\n]",
    );
    check(&marked(&["warning"]), ":::warning\na\n:::", "[warning|Warning</p>\n<p>a</p>\n]");
    check(&marked(&["warning"]), "::: note\na", "<p>::: note\na</p>");
    check(&marked(&[]), "::: note\na\n:::", "[note|Note</p>\n<p>a</p>\n]");
    check(&marked(&[]), "::: 1\na", "<p>::: 1\na</p>");
}

#[test]
fn sites_without_such_a_plugin_have_no_boxes() {
    let folder = tempfile::tempdir().unwrap();
    let all = [
        Generator::Hugo,
        Generator::Zola,
        Generator::Jekyll,
        Generator::Hexo,
        Generator::Astro,
        Generator::Eleventy,
        Generator::Plain,
    ];
    for generator in all {
        let dialect = Site::open(folder.path(), generator, chrono_tz::UTC).dialect("post.md");
        assert_eq!(dialect.containers, Containers::None, "{generator:?}");
        assert!(!render_plain(":::note\na\n:::\n", &dialect).contains("alert"), "{generator:?}");
    }
}

#[test]
fn a_box_is_one_block_of_the_preview() {
    let context = RenderContext { dialect: directives(), ..RenderContext::default() };
    let patch = Preview::new().update("a\n\n:::note\n\nb\n\n# c\n\n:::\n\nd\n", 0, &context);
    let lines: Vec<_> = patch.blocks.iter().map(|block| (block.line, block.lines)).collect();
    assert_eq!(lines, [(0, 1), (2, 7), (10, 1)]);
}
