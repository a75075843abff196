//! What the preview shows for each feature of the dialect.

use galley_core::markdown::{RenderContext, render};

fn context(post_dir: &str) -> RenderContext {
    RenderContext {
        asset_base: "preview://localhost/file/".into(),
        post_dir: post_dir.into(),
        ..RenderContext::default()
    }
}

fn check(markdown: &str, html: &str) {
    assert_eq!(render(markdown, &context("posts")).trim(), html, "{markdown}");
}

#[test]
fn headings_have_github_ids_and_repeated_ones_a_number() {
    check(
        "# What's *new*?\n\nWhat's new\n---\n\n### `fn main()`\n",
        "<h1 id=\"whats-new\">What's <em>new</em>?</h1>\n<h2 id=\"whats-new-1\">What's new</h2>\n\
         <h3 id=\"fn-main\"><code>fn main()</code></h3>",
    );
}

#[test]
fn lists_nest_and_start_where_they_say() {
    check("- a\n  - b\n", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>");
    check("3. a\n4. b\n", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>");
}

#[test]
fn tables_keep_their_alignment() {
    check(
        "|a|b|\n|:-:|-|\n|1|`x`|\n",
        "<table><thead><tr><th style=\"text-align: center\">a</th><th>b</th></tr></thead><tbody>\n\
         <tr><td style=\"text-align: center\">1</td><td><code>x</code></td></tr>\n</tbody></table>",
    );
}

#[test]
fn task_lists_have_boxes_that_cannot_be_clicked() {
    check(
        "- [ ] a\n- [x] b\n",
        "<ul>\n<li><input type=\"checkbox\" disabled=\"\">\na</li>\n\
         <li><input type=\"checkbox\" disabled=\"\" checked=\"\">\nb</li>\n</ul>",
    );
}

#[test]
fn one_tilde_strikes_as_two_do() {
    check("~a~ ~~b~~ H~~2~~O", "<p><del>a</del> <del>b</del> H<del>2</del>O</p>");
}

#[test]
fn fenced_code_names_its_language() {
    check(
        "```rust\nlet a = 1 < 2; // https://x.y\n```\n",
        "<pre><code class=\"language-rust\">let a = 1 &lt; 2; // https://x.y\n</code></pre>",
    );
    check("    <b>\n", "<pre><code>&lt;b&gt;\n</code></pre>");
}

#[test]
fn footnotes_are_numbered_by_use_and_gathered_at_the_end() {
    check(
        "A[^x] b[^y] c[^x].\n\n[^y]: Why[^z]\n[^x]: Ex\n[^unused]: no\n[^z]: Zed\n",
        "<p>A<sup class=\"footnote-ref\" id=\"fnref:1\"><a href=\"#fn:1\" role=\"doc-noteref\">1</a></sup> \
         b<sup class=\"footnote-ref\" id=\"fnref:2\"><a href=\"#fn:2\" role=\"doc-noteref\">2</a></sup> \
         c<sup class=\"footnote-ref\" id=\"fnref:1:2\"><a href=\"#fn:1\" role=\"doc-noteref\">1</a></sup>.</p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n\
         <li id=\"fn:1\">\n<p>Ex \
         <a href=\"#fnref:1\" class=\"footnote-backref\" role=\"doc-backlink\" aria-label=\"Back to reference 1\">↩\u{fe0e}</a> \
         <a href=\"#fnref:1:2\" class=\"footnote-backref\" role=\"doc-backlink\" aria-label=\"Back to reference 1\">↩\u{fe0e}</a></p>\n</li>\n\
         <li id=\"fn:2\">\n<p>Why<sup class=\"footnote-ref\" id=\"fnref:3\"><a href=\"#fn:3\" role=\"doc-noteref\">3</a></sup> \
         <a href=\"#fnref:2\" class=\"footnote-backref\" role=\"doc-backlink\" aria-label=\"Back to reference 2\">↩\u{fe0e}</a></p>\n</li>\n\
         <li id=\"fn:3\">\n<p>Zed \
         <a href=\"#fnref:3\" class=\"footnote-backref\" role=\"doc-backlink\" aria-label=\"Back to reference 3\">↩\u{fe0e}</a></p>\n</li>\n\
         </ol>\n</section>",
    );
}

#[test]
fn a_footnote_without_definition_stays_text() {
    check("A[^x].", "<p>A[^x].</p>");
}

#[test]
fn alerts_have_a_title() {
    check(
        "> [!NOTE]\n> Mind **this**.\n",
        "<div class=\"markdown-alert markdown-alert-note\">\n<p class=\"markdown-alert-title\">Note</p>\n\
         <p>Mind <strong>this</strong>.</p>\n</div>",
    );
    check("> [!OTHER]\n> x\n", "<blockquote>\n<p>[!OTHER]\nx</p>\n</blockquote>");
}

#[test]
fn extensions_of_other_dialects_change_nothing() {
    check("H~2~O x^2^ $y$ ==z== [[w]] {#id} \"q\" --", "<p>H~2~O x^2^ $y$ ==z== [[w]] {#id} \"q\" --</p>");
    check("# A {#b}\n", "<h1 id=\"a-b\">A {#b}</h1>");
    check("term\n: text\n", "<p>term\n: text</p>");
}

#[test]
fn html_that_generators_keep_is_kept() {
    for html in [
        "<p>Press <kbd>Ctrl</kbd>, H<sub>2</sub>O, x<sup>2</sup>, <abbr title=\"HyperText\">HT</abbr>, <mark>m</mark></p>",
        "<figure>\n<figcaption>c</figcaption>\n</figure>",
        "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
        "<p><del datetime=\"2020\">a</del><ins>b</ins><small>c</small></p>",
        "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>",
        "<div class=\"a b\" id=\"c\" dir=\"rtl\" lang=\"he\" align=\"center\" style=\"text-align: right\">x</div>",
        "<table width=\"50%\"><tbody><tr><td colspan=\"2\" align=\"right\" valign=\"top\">x</td></tr></tbody></table>",
        "<p><a href=\"tel:+49\" title=\"t\">x</a> <a name=\"top\" href=\"mailto:a@b.c\">y</a> <a href=\"../z#s\">z</a></p>",
    ] {
        assert!(
            render(&format!("{html}\n"), &context("")).contains(html),
            "{html}\n{}",
            render(html, &context(""))
        );
    }
}

#[test]
fn details_hold_the_markdown_up_to_their_end() {
    check(
        "<details open>\n<summary>S</summary>\n\n- *a*\n\n```\n</details>\n```\n\n</details>\n\nafter\n",
        "<details open=\"\">\n<summary>S</summary>\n<ul>\n<li><em>a</em></li>\n</ul>\n\
         <pre><code>&lt;/details&gt;\n</code></pre>\n</details>\n<p>after</p>",
    );
}

#[test]
fn an_element_that_is_never_closed_holds_the_rest() {
    check("<div class=\"x\">\n\na\n\nb\n", "<div class=\"x\">\n<p>a</p>\n<p>b</p>\n</div>");
}

#[test]
fn frames_become_cards_that_name_the_site() {
    check(
        "<iframe width=\"560\" src=\"https://films.example/embed/x?a=1&amp;b=2\" title=\"A &amp; B\" allowfullscreen>no</iframe>\n",
        "<div class=\"embed\" data-src=\"https://films.example/embed/x?a=1&amp;b=2\" title=\"A &amp; B\">films.example</div>",
    );
    check(
        "<iframe src=//player.vimeo.com/1></iframe>",
        "<div class=\"embed\" data-src=\"https://player.vimeo.com/1\">player.vimeo.com</div>",
    );
    check("<iframe src=\"javascript:alert(1)\"></iframe>", "<div class=\"embed\">javascript:alert(1)</div>");
}

#[test]
fn the_card_of_a_known_player_says_which_and_how_large_it_is() {
    check(
        "<iframe width=\"560\" height=\"315\" src=\"https://www.youtube.com/embed/x?a=1&amp;b=2\" title=\"A film\"></iframe>",
        "<div class=\"embed\" data-src=\"https://www.youtube.com/watch?v=x\" data-player=\"https://www.youtube.com/embed/x?a=1&amp;b=2\" title=\"A film\" width=\"560\" height=\"315\">YouTube</div>",
    );
    check(
        "<iframe width=\"99999999\" src=//player.vimeo.com/video/1></iframe>",
        "<div class=\"embed\" data-src=\"https://player.vimeo.com/video/1\" data-player=\"https://player.vimeo.com/video/1\">Vimeo</div>",
    );
}

#[test]
fn a_post_cannot_name_a_player_of_its_own() {
    for address in [
        "https://youtube.com.evil.example/embed/x",
        "https://www.youtube.com@evil.example/embed/x",
        "https://www.youtube.com:444/embed/x",
        "https://www.youtube.com/redirect?q=https://evil.example/",
        "http://www.youtube.com/embed/x",
        "javascript:alert(1)",
        "preview://localhost/",
    ] {
        let frame = render(&format!("<iframe src=\"{address}\"></iframe>"), &RenderContext::default());
        assert!(!frame.contains("data-player") && !frame.contains("<iframe"), "{frame}");
        for name in ["data-player", "DATA-PLAYER"] {
            check(
                &format!("<div class=\"embed\" {name}=\"{address}\">x</div>"),
                "<div class=\"embed\">x</div>",
            );
        }
    }
    check("<div srcdoc=\"x\" sandbox=\"\" allow=\"camera\">x</div>", "<div>x</div>");
}

#[test]
fn comments_and_front_parts_of_pages_leave_nothing() {
    check("<!-- more -->\n\n<style>p { color: red }</style>\n\n<script>\nx\n\ny\n</script>\n", "");
}

#[test]
fn images_point_at_files_of_the_blog() {
    let shows = |address: &str, html: &str| {
        assert_eq!(
            render(&format!("![a]({address})"), &context("posts/2024")),
            format!("<p><img {html} alt=\"a\"></p>\n")
        );
    };
    shows("x.png", "src=\"preview://localhost/file/posts/2024/x.png\"");
    shows("./a/../x.png?v=2#f", "src=\"preview://localhost/file/posts/2024/x.png\"");
    shows("../../img/x.png", "src=\"preview://localhost/file/img/x.png\"");
    shows("/img/x.png", "src=\"preview://localhost/file/img/x.png\"");
    shows(
        "<my \"pic\" é 100%25.png>",
        "src=\"preview://localhost/file/posts/2024/my%20%22pic%22%20%C3%A9%20100%25.png\"",
    );
    shows("..\\\\x.png", "src=\"preview://localhost/file/posts/x.png\"");
    shows("../../../x.png", "data-missing=\"../../../x.png\"");
    shows("%2e%2e/%2e%2e/%2e%2e/x.png", "data-missing=\"%2e%2e/%2e%2e/%2e%2e/x.png\"");
    shows("/../x.png", "data-missing=\"/../x.png\"");
    shows("data:image/png;base64,AAAA", "src=\"data:image/png;base64,AAAA\"");
    assert_eq!(render("![a]()", &context("")), "<p><img data-missing=\"\" alt=\"a\"></p>\n");
}

#[test]
fn remote_images_do_not_load() {
    check(
        "![a](https://x.y/z.png \"t\") <img class=\"k\" src=\"//x.y/z.png\">",
        "<p><img data-remote=\"https://x.y/z.png\" alt=\"a\" title=\"t\" class=\"remote\"> \
         <img data-remote=\"https://x.y/z.png\" class=\"k remote\"></p>",
    );
}

#[test]
fn sources_posters_and_sets_follow_the_same_rules() {
    check(
        "<video controls autoplay poster=\"p.jpg\" src=\"v.mp4\"></video>\n",
        "<p><video controls=\"\" poster=\"preview://localhost/file/posts/p.jpg\" \
         src=\"preview://localhost/file/posts/v.mp4\"></video></p>",
    );
    check(
        "<picture><source srcset=\"a.webp 1x, https://x.y/b.webp 2x\"><img src=\"a.png\"></picture>",
        "<p><picture><source srcset=\"preview://localhost/file/posts/a.webp 1x\">\
         <img src=\"preview://localhost/file/posts/a.png\"></picture></p>",
    );
    check(
        "<audio src=\"https://x.y/a.mp3\" poster=\"https://x.y\"></audio>",
        "<p><audio data-remote=\"https://x.y/a.mp3\" class=\"remote\"></audio></p>",
    );
}

#[test]
fn without_a_base_addresses_stay_as_written() {
    let html = render("![a](../x.png) ![b](https://x.y/z.png)", &RenderContext::default());
    assert_eq!(
        html,
        "<p><img src=\"../x.png\" alt=\"a\" /> <img src=\"https://x.y/z.png\" alt=\"b\" /></p>\n"
    );
}
