//! What notes have beside Markdown: links between pages, embedded files, marks around text.

#[path = "support/dialects.rs"]
mod dialects;

use dialects::{check, dialect_of};
use galley_core::Generator;
use galley_core::markdown::Dialect;

#[test]
fn a_vault_of_notes_has_wikilinks() {
    let vault = vault();
    check(&vault, "[[A b|c]]", "<p><a href=\"A%20b\">c</a></p>");
    check(
        &vault,
        "![[a.png]] [[b#c|*d*]]",
        "<p><img src=\"a.png\" alt=\"a.png\" /> <a href=\"b#c\"><em>d</em></a></p>",
    );
    check(&dialect_of(Generator::Plain, &[]), "[[a]]", "<p>[[a]]</p>");
}

fn vault() -> Dialect {
    dialect_of(Generator::Plain, &[(".obsidian/app.json", "{}")])
}

#[test]
fn a_vault_of_notes_gives_pictures_their_sizes() {
    check(&vault(), "![[a b.png|300]]", "<p><img width=\"300\" src=\"a%20b.png\" alt=\"a b.png\" /></p>");
    check(&vault(), "![[a.PNG|A *cat*|30x20]] b", "<p><img src=\"a.PNG\" alt=\"A cat|30x20\" /> b</p>");
    check(
        &vault(),
        "![[a.svg|A cat|30x20]] ![[b.svg|300px]]",
        "<p><img width=\"30\" height=\"20\" src=\"a.svg\" alt=\"A cat\" /> <img src=\"b.svg\" alt=\"300px\" /></p>",
    );
    check(&vault(), "![a|300](b.png)", "<p><img src=\"b.png\" alt=\"a|300\" /></p>");
}

#[test]
fn a_vault_of_notes_links_to_pages_that_it_embeds() {
    check(
        &vault(),
        "![[A page#Part|*here*]] ![[b]]",
        "<p><a href=\"A%20page#Part\"><em>here</em></a> <a href=\"b\">b</a></p>",
    );
}

#[test]
fn a_vault_of_notes_marks_text() {
    check(&vault(), "a ==b *c* d== e", "<p>a <mark>b <em>c</em> d</mark> e</p>");
    check(&vault(), "*a ==b* c==", "<p><em>a ==b</em> c==</p>");
    check(&vault(), "a == b and ===c=== `==d==`", "<p>a == b and ===c=== <code>==d==</code></p>");
    check(&vault(), "- ==a\n- b==\n", "<ul>\n<li>==a</li>\n<li>b==</li>\n</ul>");
    check(&vault(), "```\n==a==\n```", "<pre><code>==a==\n</code></pre>");
    check(&dialect_of(Generator::Plain, &[]), "==a==", "<p>==a==</p>");
}

#[test]
fn marks_around_text_are_those_of_the_site() {
    let text = "==a== ++b++ H~2~O 1^st^ ~~c~~";
    let all = "<p><mark>a</mark> <ins>b</ins> H<sub>2</sub>O 1<sup>st</sup> <del>c</del></p>";
    let extras = "[markup.goldmark.extensions.extras]\nmark.enable = true\ninsert.enable = true\n\
                  subscript.enable = true\nsuperscript.enable = true\n";
    check(&dialect_of(Generator::Hugo, &[("hugo.toml", extras)]), text, all);
    check(&dialect_of(Generator::Hugo, &[]), "==a== ++b++ 1^st^", "<p>==a== ++b++ 1^st^</p>");
    let hugo = dialect_of(Generator::Hugo, &[("hugo.toml", extras)]);
    check(
        &hugo,
        "~2~ *x^2^* about ~5 to ~6 and a^b c^",
        "<p><sub>2</sub> <em>x<sup>2</sup></em> about ~5 to ~6 and a^b c^</p>",
    );
    let package =
        "{\"markdown-it-mark\": 1, \"markdown-it-ins\": 1, \"markdown-it-sub\": 1, \"markdown-it-sup\": 1}";
    let eleventy = dialect_of(Generator::Eleventy, &[("package.json", package)]);
    check(&eleventy, text, all);
    let mark = "{\"markdown-it-mark\": 1}";
    check(
        &dialect_of(Generator::Eleventy, &[("package.json", mark)]),
        "==a== ++b++",
        "<p><mark>a</mark> ++b++</p>",
    );
}
