//! What the preview shows in each generator's dialect.

#[path = "support/dialects.rs"]
mod dialects;

use dialects::{check, dialect_of};
use galley_core::Generator;
use galley_core::markdown::{Dialect, Math, RawHtml, render_plain};

#[test]
fn goldmark_sets_quotes_dashes_and_guillemets() {
    let hugo = dialect_of(Generator::Hugo, &[]);
    check(&hugo, "\"a\" 'b' -- --- ... << c >> it's", "<p>“a” ‘b’ – — … « c » it’s</p>");
    check(&hugo, "`\"a\" -- <<b>>`", "<p><code>\"a\" -- &lt;&lt;b&gt;&gt;</code></p>");
    let plain = "[markup.goldmark.extensions]\ntypographer = false\n";
    let plain = dialect_of(Generator::Hugo, &[("hugo.toml", plain)]);
    check(&plain, "\"a\" -- ...", "<p>\"a\" -- ...</p>");
}

#[test]
fn goldmark_drops_html_unless_it_is_unsafe() {
    let hugo = dialect_of(Generator::Hugo, &[]);
    check(&hugo, "a <kbd>b</kbd>\n\n<div>\nc\n</div>\n\nd", "<p>a b</p>\n<p>d</p>");
    let unsafe_html = "markup: {goldmark: {renderer: {unsafe: true}}}\n";
    let kept = dialect_of(Generator::Hugo, &[("hugo.yaml", unsafe_html)]);
    check(&kept, "a <kbd>b</kbd>", "<p>a <kbd>b</kbd></p>");
}

#[test]
fn goldmark_has_definition_lists_footnotes_and_bare_addresses() {
    let hugo = dialect_of(Generator::Hugo, &[]);
    check(&hugo, "a\n: b\n", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>");
    check(&hugo, "www.a.b", "<p><a href=\"https://www.a.b\">www.a.b</a></p>");
    let off = "[markup.goldmark.extensions]\nlinkify = false\ntable = false\n";
    let off = dialect_of(Generator::Hugo, &[("hugo.toml", off)]);
    check(&off, "www.a.b", "<p>www.a.b</p>");
    check(&off, "|a|\n|-|\n", "<p>|a|\n|-|</p>");
}

#[test]
fn goldmark_heading_ids_and_attributes() {
    let hugo = dialect_of(Generator::Hugo, &[]);
    check(&hugo, "# Über 2.0!\n", "<h1 id=\"über-20\">Über 2.0!</h1>");
    check(&hugo, "# A {#own .c}\n# A\n", "<h1 id=\"own\" class=\"c\">A</h1>\n<h1 id=\"a\">A</h1>");
    let ascii = "[markup.goldmark.parser]\nautoHeadingIDType = 'github-ascii'\n";
    let ascii = dialect_of(Generator::Hugo, &[("hugo.toml", ascii)]);
    check(&ascii, "# Über 2.0!\n", "<h1 id=\"uber-20\">Über 2.0!</h1>");
    let none =
        dialect_of(Generator::Hugo, &[("hugo.toml", "[markup.goldmark.parser]\nautoHeadingID = false\n")]);
    check(&none, "# A\n", "<h1>A</h1>");
}

#[test]
fn goldmark_block_attributes_follow_the_block() {
    let hugo = dialect_of(Generator::Hugo, &[]);
    check(&hugo, "a\n{.b}\n", "<p>a\n{.b}</p>");
    let blocks = "[markup.goldmark.parser.attribute]\nblock = true\n";
    let blocks = dialect_of(Generator::Hugo, &[("hugo.toml", blocks)]);
    check(
        &blocks,
        "a\n{.b #c}\n\n> d\n{.e}\n",
        "<p id=\"c\" class=\"b\">a</p>\n<blockquote class=\"e\">\n<p>d</p>\n</blockquote>",
    );
    check(&blocks, "```\n{.b}\n```\n", "<pre><code>{.b}\n</code></pre>");
}

#[test]
fn zola_has_slugs_for_ids_and_quotes_when_asked() {
    let zola = dialect_of(Generator::Zola, &[]);
    check(&zola, "# Über \"2.0\"\n", "<h1 id=\"uber-2-0\">Über \"2.0\"</h1>");
    check(&zola, "[a](@/b/c.md#d) www.a.b", "<p><a href=\"@/b/c.md#d\">a</a> www.a.b</p>");
    let config = "base_url = 'x'\n[markdown]\nsmart_punctuation = true\nrender_emoji = true\n";
    let set = dialect_of(Generator::Zola, &[("zola.toml", config)]);
    check(&set, "\"a\" -- :white_check_mark: :no_such: 10:30", "<p>“a” – ✅ :no_such: 10:30</p>");
    check(&set, "`:smile:`", "<p><code>:smile:</code></p>");
}

#[test]
fn kramdown_attribute_lists_reach_blocks_and_spans() {
    let jekyll = dialect_of(Generator::Jekyll, &[]);
    check(&jekyll, "a\n{: .b #c}\n", "<p id=\"c\" class=\"b\">a</p>");
    check(&jekyll, "{: .b}\na\n", "<p class=\"b\">a</p>");
    check(&jekyll, "# A\n{: #own}\n", "<h1 id=\"own\">A</h1>");
    check(&jekyll, "# A {#own}\n", "<h1 id=\"own\">A</h1>");
    check(&jekyll, "* a\n* b\n{: .c}\n\nd\n", "<ul class=\"c\">\n<li>a</li>\n<li>b</li>\n</ul>\n<p>d</p>");
    check(
        &jekyll,
        "*a*{: .b} [c](d){:title=\"e f\"}",
        "<p><em class=\"b\">a</em> <a title=\"e f\" href=\"d\">c</a></p>",
    );
    check(&jekyll, "`{: .a}` b", "<p><code>{: .a}</code> b</p>");
    check(&jekyll, "```\n{: .a}\n```\n", "<pre><code>{: .a}\n</code></pre>");
}

#[test]
fn attribute_lists_reach_blocks_within_lists_and_quotes() {
    let jekyll = dialect_of(Generator::Jekyll, &[]);
    check(&jekyll, "> a\n> {: .b}\n>\n> c", "<blockquote>\n<p class=\"b\">a</p>\n<p>c</p>\n</blockquote>");
    check(&jekyll, "> {: .b}\n> a", "<blockquote>\n<p class=\"b\">a</p>\n</blockquote>");
    let list = "* a\n\n  b\n  {: #c .d}\n\n  > e\n  {: .f}\n";
    let html = "<ul>\n<li>\n<p>a</p>\n<p id=\"c\" class=\"d\">b</p>\n<blockquote class=\"f\">\n<p>e</p>\n</blockquote>\n</li>\n</ul>";
    check(&jekyll, list, html);
    check(
        &jekyll,
        "* a\n  * b\n  {: .c}\n* d\n",
        "<ul>\n<li>a\n<ul class=\"c\">\n<li>b</li>\n</ul>\n</li>\n<li>d</li>\n</ul>",
    );
    check(&jekyll, "a\n  {: .b}\n\nc", "<p class=\"b\">a</p>\n<p>c</p>");
    let blocks = "[markup.goldmark.parser.attribute]\nblock = true\n";
    let hugo = dialect_of(Generator::Hugo, &[("hugo.toml", blocks)]);
    check(&hugo, "> a\n> {.b}\n\nc", "<blockquote>\n<p class=\"b\">a</p>\n</blockquote>\n<p>c</p>");
    check(&hugo, "- a\n\n  b\n  {.c}\n", "<ul>\n<li>\n<p>a</p>\n<p class=\"c\">b</p>\n</li>\n</ul>");
}

#[test]
fn kramdown_attribute_lists_reach_items() {
    let jekyll = dialect_of(Generator::Jekyll, &[]);
    check(&jekyll, "* {:.a} b\n* c\n", "<ul>\n<li class=\"a\">b</li>\n<li>c</li>\n</ul>");
    check(
        &jekyll,
        "1. {: #a .b}c *d*{:.e}\n",
        "<ol>\n<li id=\"a\" class=\"b\">c <em class=\"e\">d</em></li>\n</ol>",
    );
    check(
        &jekyll,
        "* {:.a}\n  b\n\n  c\n\n* {: .d} *e*\n",
        "<ul>\n<li class=\"a\">\n<p>b</p>\n<p>c</p>\n</li>\n<li class=\"d\">\n<p><em>e</em></p>\n</li>\n</ul>",
    );
    check(
        &jekyll,
        "> - a\n>   - {:.b} c\n",
        "<blockquote>\n<ul>\n<li>a\n<ul>\n<li class=\"b\">c</li>\n</ul>\n</li>\n</ul>\n</blockquote>",
    );
    check(
        &jekyll,
        "* `{:.a}` b\n* x {:.a}\n",
        "<ul>\n<li><code>{:.a}</code> b</li>\n<li>x {:.a}</li>\n</ul>",
    );
}

#[test]
fn a_named_attribute_list_is_no_attribute_of_its_neighbours() {
    let jekyll = dialect_of(Generator::Jekyll, &[]);
    check(&jekyll, "{:note: .a}\nb\n", "<p>b</p>");
    check(&jekyll, "b\n{:note: .a #c}\n\nd\n", "<p>b</p>\n<p>d</p>");
}

#[test]
fn kramdown_writes_a_table_of_contents() {
    let jekyll = dialect_of(Generator::Jekyll, &[]);
    check(
        &jekyll,
        "* TOC\n{:toc}\n\n# A\n\n## B *c*\n\n# D\n",
        "<ul id=\"markdown-toc\">\n<li><a href=\"#a\">A</a>\n<ul>\n<li><a href=\"#b-c\">B <em>c</em></a></li>\n</ul>\n</li>\n\
         <li><a href=\"#d\">D</a></li>\n</ul>\n<h1 id=\"a\">A</h1>\n<h2 id=\"b-c\">B <em>c</em></h2>\n<h1 id=\"d\">D</h1>",
    );
}

#[test]
fn kramdown_writes_one_table_of_contents_only() {
    let jekyll = dialect_of(Generator::Jekyll, &[]);
    let contents = "<ul id=\"markdown-toc\">\n<li><a href=\"#a\">A</a></li>\n</ul>\n<h1 id=\"a\">A</h1>\n<ul>\n<li>x</li>\n</ul>";
    check(&jekyll, "* TOC\n{:toc}\n\n# A\n\n* x\n{:toc}\n", contents);
}

#[test]
fn a_table_of_contents_may_be_asked_for_in_any_way() {
    let jekyll = dialect_of(Generator::Jekyll, &[]);
    let contents = |attributes: &str| {
        let first = format!("<ul{attributes} id=\"markdown-toc\">");
        format!("{first}\n<li><a href=\"#a\">A</a></li>\n</ul>\n<h1 id=\"a\">A</h1>")
    };
    check(&jekyll, "* TOC\n{: toc}\n\n# A\n", &contents(""));
    check(&jekyll, "* TOC\n{:.c toc}\n\n# A\n", &contents(" class=\"c\""));
    check(&jekyll, "<p markdown=\"1\" toc>\n* TOC\n</p>\n\n# A\n", &contents(""));
}

/// What is looked at for the end of each is not taken from the others.
#[test]
fn kramdown_has_room_for_many_small_elements() {
    let jekyll = dialect_of(Generator::Jekyll, &[]);
    let element = "<div>\n\n**a**\n\n</div>\n\n";
    let html = render_plain(&element.repeat(500), &jekyll);
    assert_eq!(html.matches("<strong>").count(), 0);
}

#[test]
fn kramdown_formulas_are_inline_within_text() {
    let jekyll = dialect_of(Generator::Jekyll, &[]);
    check(&jekyll, "a $$x_1*y*$$ b", "<p>a <span class=\"math inline\">x_1*y*</span> b</p>");
    check(&jekyll, "$$\na < b\n$$\n", "<div class=\"math display\">a &lt; b</div>");
    check(&jekyll, "`$$a$$` $5", "<p><code>$$a$$</code> $5</p>");
    check(&jekyll, "```\n$$a$$\n```\n", "<pre><code>$$a$$\n</code></pre>");
}

#[test]
fn formulas_stand_in_dollars_or_brackets() {
    let math = Math { dollars: true, brackets: true, ..Math::default() };
    let dialect = Dialect { math, ..Dialect::default() };
    check(&dialect, "$a_b$ and $5 or $6", "<p><span class=\"math inline\">a_b</span> and $5 or $6</p>");
    check(&dialect, "$$a_b$$\n", "<div class=\"math display\">a_b</div>");
    check(&dialect, "x $$a$$ y\n", "<p>x <span class=\"math display\">a</span> y</p>");
    check(
        &dialect,
        "\\(a_b*c*\\) \\[d\\]",
        "<p><span class=\"math inline\">a_b*c*</span> <span class=\"math display\">d</span></p>",
    );
    check(&dialect, "\\\\(a\\\\)", "<p>\\(a\\)</p>");
}

#[test]
fn marked_breaks_lines_and_sets_quotes() {
    let hexo = dialect_of(Generator::Hexo, &[]);
    check(&hexo, "# Über Öl!\n", "<h1 id=\"Uber-Ol\">Über Öl!</h1>");
    check(&hexo, "a\n\"b\"\n", "<p>a<br />\n“b”</p>");
    let config = "marked:\n  breaks: false\n  smartypants: false\n  modifyAnchors: 1\n";
    let set = dialect_of(Generator::Hexo, &[("_config.yml", config)]);
    check(&set, "a\n\"b\"\n", "<p>a\n\"b\"</p>");
    check(&set, "# Ab\n", "<h1 id=\"ab\">Ab</h1>");
}

#[test]
fn marked_describes_terms_in_a_paragraph() {
    let hexo = dialect_of(Generator::Hexo, &[]);
    check(&hexo, "Term *a*\n: It is\n", "<dl><dt>Term <em>a</em></dt><dd>It is</dd></dl>");
    check(
        &hexo,
        "Term\n: one\n: two\nthree\n\nx",
        "<dl><dt>Term<br />\n: one</dt><dd>two<br />\nthree</dd></dl>\n<p>x</p>",
    );
    check(&hexo, "T\n: one", "<p>T<br />\n: one</p>");
    check(&hexo, "Term\n:one", "<p>Term<br />\n:one</p>");
    let off = dialect_of(Generator::Hexo, &[("_config.yml", "marked: {descriptionLists: false}\n")]);
    check(&off, "Term\n: one", "<p>Term<br />\n: one</p>");
}

#[test]
fn astro_makes_em_dashes_of_two_hyphens() {
    let astro = dialect_of(Generator::Astro, &[]);
    check(&astro, "a -- b --- \"c\" www.a.b", "<p>a — b --- “c” <a href=\"http://www.a.b\">www.a.b</a></p>");
    check(&astro, "# Über\n", "<h1 id=\"über\">Über</h1>");
}

#[test]
fn eleventy_knows_no_indented_code() {
    let eleventy = dialect_of(Generator::Eleventy, &[]);
    check(&eleventy, "a\n\n    b *c*\n", "<p>a</p>\n<p>b <em>c</em></p>");
    check(&eleventy, "# A\n\n- [ ] b www.a.b\n", "<h1>A</h1>\n<ul>\n<li>[ ] b www.a.b</li>\n</ul>");
    check(&eleventy, "~~a~~ <kbd>b</kbd>", "<p><del>a</del> <kbd>b</kbd></p>");
}

#[test]
fn wikilinks_are_those_of_the_plugin() {
    let astro = dialect_of(Generator::Astro, &[("package.json", "{\"remark-wiki-link\": \"2\"}")]);
    check(&astro, "[[A b:c *d*]] [[e]]", "<p><a href=\"A%20b\">c *d*</a> <a href=\"e\">e</a></p>");
    let eleventy = [("package.json", "{\"@photogabble/eleventy-plugin-interlinker\": 1}")];
    check(&dialect_of(Generator::Eleventy, &eleventy), "[[A|b]]", "<p><a href=\"A\">b</a></p>");
    let jekyll = dialect_of(Generator::Jekyll, &[("_config.yml", "plugins: [jekyll-wikirefs]\n")]);
    check(&jekyll, "[[a]]", "<p><a href=\"a\">a</a></p>");
    for generator in [Generator::Hugo, Generator::Zola, Generator::Jekyll, Generator::Hexo, Generator::Astro]
    {
        check(&dialect_of(generator, &[]), "[[a]]", "<p>[[a]]</p>");
    }
}

#[test]
fn emoji_are_set_where_the_site_says_so() {
    let text = ":smile: :) `:+1:`";
    for (generator, file, said, shown) in [
        (Generator::Hugo, "hugo.toml", "enableEmoji = true", "😄 :)"),
        (Generator::Zola, "zola.toml", "[markdown]\nrender_emoji = true", "😄 :)"),
        (Generator::Jekyll, "Gemfile", "gem \"jemoji\"", "😄 :)"),
        (Generator::Hexo, "package.json", "{\"hexo-filter-github-emojis\": 1}", "😄 :)"),
        (Generator::Astro, "package.json", "{\"remark-emoji\": 1}", "😄 :)"),
        (Generator::Eleventy, "package.json", "{\"markdown-it-emoji\": 1}", "😄 😃"),
    ] {
        let set = dialect_of(generator, &[(file, said)]);
        assert!(set.emoji, "{generator:?}");
        check(&set, text, &format!("<p>{shown} <code>:+1:</code></p>"));
        check(&dialect_of(generator, &[]), ":smile: :)", "<p>:smile: :)</p>");
    }
}

#[test]
fn mermaid_stays_a_code_block() {
    let hugo = dialect_of(Generator::Hugo, &[]);
    check(
        &hugo,
        "```mermaid\na --> b\n```\n",
        "<pre><code class=\"language-mermaid\">a --&gt; b\n</code></pre>",
    );
}

#[test]
fn omitted_html_leaves_the_text_between() {
    let dialect = Dialect { html: RawHtml::Omitted, ..Dialect::default() };
    check(&dialect, "<b>a</b> b", "<p>a b</p>");
}

#[test]
fn kramdown_has_its_own_lists_and_html() {
    let jekyll = dialect_of(Generator::Jekyll, &[]);
    check(&jekyll, "3. a\n4. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>");
    check(&jekyll, "1) a\n2) b", "<p>1) a\n2) b</p>");
    check(&jekyll, "<div>\n\n**a**\n\n</div>\n\n*b*", "<div>\n **a**\n </div>\n<p><em>b</em></p>");
    let html = "<div class=\"c\" markdown=\"1\">\n**a**\n</div>";
    check(&jekyll, html, "<div class=\"c\">\n<p><strong>a</strong></p>\n</div>");
}

#[test]
fn a_definition_has_a_space_behind_its_colon_and_a_paragraph_after_a_blank_line() {
    for generator in [Generator::Hugo, Generator::Jekyll] {
        let dialect = dialect_of(generator, &[]);
        check(&dialect, "a\n\n:::note\nb\n:::", "<p>a</p>\n<p>:::note\nb\n:::</p>");
        let lists = "<dl>\n<dt>a</dt>\n<dd>b</dd>\n<dt>c</dt>\n<dd>d</dd>\n</dl>";
        check(&dialect, "a\n: b\n\nc\n: d", lists);
    }
}

#[test]
fn quotes_follow_the_renderer() {
    let text = "x`c`'s \"a\"s \\\"b\\\"";
    for (generator, html) in [
        (Generator::Hugo, "<p>x<code>c</code>’s “a\"s \"b\"</p>"),
        (Generator::Jekyll, "<p>x<code>c</code>’s “a”s \"b\"</p>"),
        (Generator::Hexo, "<p>x<code>c</code>‘s “a”s \"b\"</p>"),
        (Generator::Astro, "<p>x<code>c</code>’s “a”s “b”</p>"),
    ] {
        check(&dialect_of(generator, &[]), text, html);
    }
}
