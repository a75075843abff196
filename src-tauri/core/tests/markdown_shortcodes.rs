//! Shortcodes, Liquid, Nunjucks and MDX in a body: never garbled, the known ones shown.

use galley_core::markdown::{Dialect, Preview, RenderContext, Templates, Typography, render};

fn context(templates: Templates) -> RenderContext {
    let dialect = Dialect { templates, typography: Typography::Dashes, ..Dialect::default() };
    RenderContext { dialect, ..RenderContext::default() }
}

#[track_caller]
fn check(templates: Templates, markdown: &str, html: &str) {
    let shown = render(markdown, &context(templates)).replace("&quot;", "\"").replace(" />", ">");
    assert_eq!(shown.trim(), html, "{markdown}");
}

fn chip(name: &str, arguments: &str) -> String {
    let space = if arguments.is_empty() { "" } else { " " };
    format!("<span class=\"shortcode\"><b>{name}</b>{space}{arguments}</span>")
}

#[test]
fn an_unknown_shortcode_is_a_chip_with_its_name_and_arguments() {
    let html = format!("<p>a {} b</p>", chip("note", "x=\"1 *2*\" `_y_`"));
    check(Templates::Hugo, "a {{< note x=\"1 *2*\"\n  `_y_` >}} b", &html);
    check(Templates::Hugo, "{{% a/b %}}", &format!("<p>{}</p>", chip("a/b", "")));
    check(Templates::Hugo, "{{< a />}}", &format!("<p>{}</p>", chip("a", "")));
    check(Templates::Zola, "{{ a(b=\"c\") }}", &format!("<p>{}</p>", chip("a", "b=\"c\"")));
    check(Templates::Liquid, "{% a b %}", &format!("<p>{}</p>", chip("a", "b")));
    check(
        Templates::Eleventy,
        "{{ page.url | url }}",
        "<p><span class=\"shortcode\">page.url | url</span></p>",
    );
}

#[test]
fn markdown_between_paired_shortcodes_is_rendered() {
    check(
        Templates::Hugo,
        "{{% note %}}\n**a**\n\n- b\n{{% /note %}}\n",
        &format!(
            "<p>{}\n<strong>a</strong></p>\n<ul>\n<li>b\n{}</li>\n</ul>",
            chip("note", ""),
            chip("/note", "")
        ),
    );
    check(
        Templates::Zola,
        "{% quote(author=\"V\") %}\n\n*a*\n\n{% end %}\n",
        &format!("<p>{}</p>\n<p><em>a</em></p>\n<p>{}</p>", chip("quote", "author=\"V\""), chip("end", "")),
    );
}

#[test]
fn escaped_shortcodes_show_without_the_escape() {
    check(Templates::Hugo, "{{</* a \"b\" */>}}", "<p>{{&lt; a \"b\" &gt;}}</p>");
    check(Templates::Hugo, "`{{</* a */>}}`", "<p><code>{{&lt; a &gt;}}</code></p>");
    check(Templates::Hugo, "```\n{{%/* a */%}}\n```\n", "<pre><code>{{% a %}}\n</code></pre>");
    check(Templates::Liquid, "{% raw %}{{ *a* }}{% endraw %}", "<p>{{ *a* }}</p>");
}

#[test]
fn code_keeps_what_looks_like_a_tag() {
    for (templates, tag) in [
        (Templates::Hugo, "{{&lt; a \"b\" &gt;}}"),
        (Templates::Zola, "{{ a(b=1) }}"),
        (Templates::Liquid, "{% a \"b\" %}"),
        (Templates::Mdx, "&lt;A b={1}&gt;"),
    ] {
        let source = tag.replace("&lt;", "<").replace("&gt;", ">");
        check(templates, &format!("`{source}`"), &format!("<p><code>{tag}</code></p>"));
        check(
            templates,
            &format!("```x\n{source}\n```\n"),
            &format!("<pre><code class=\"language-x\">{tag}\n</code></pre>"),
        );
        check(templates, &format!("    {source}\n"), &format!("<pre><code>{tag}\n</code></pre>"));
    }
}

#[test]
fn figures_and_frames_of_other_sites_are_shown() {
    check(
        Templates::Hugo,
        "{{< figure src=\"a.png\" alt=\"b\" caption=\"c & d\" >}}\n",
        "<figure><img src=\"a.png\" alt=\"b\"><figcaption>c &amp; d</figcaption></figure>",
    );
    let card = "<div class=\"embed\" data-src=\"https://www.youtube.com/embed/x1\" title=\"YouTube\">www.youtube.com</div>";
    check(Templates::Hugo, "{{< youtube x1 >}}", card);
    check(Templates::Zola, "{{ youtube(id=\"x1\") }}", card);
    assert!(render("{{< vimeo 1 >}}", &context(Templates::Hugo)).contains("player.vimeo.com/video/1"));
    check(Templates::Hugo, "{{< gist a b >}}", "<div class=\"shortcode card\"><b>gist</b> a/b</div>");
    check(Templates::Hugo, "{{< qr text=\"a\" />}}", "<div class=\"shortcode card\"><b>QR code</b> a</div>");
}

#[test]
fn addresses_by_tags_are_links() {
    check(Templates::Hugo, "[a]({{< ref \"/b.md\" >}})", "<p><a href=\"/b.md\">a</a></p>");
    check(Templates::Hugo, "[a][x]\n\n[x]: {{% relref \"c\" %}}\n", "<p><a href=\"c\">a</a></p>");
    check(Templates::Liquid, "[a]({% post_url 2024-01-02-b %})", "<p><a href=\"2024-01-02-b\">a</a></p>");
    check(
        Templates::Liquid,
        "![a]({{ \"/b.png\" | relative_url }})",
        "<p><img src=\"/b.png\" alt=\"a\"></p>",
    );
    check(Templates::Liquid, "<a href=\"{% link b.md %}\">c</a>", "<p><a href=\"b.md\">c</a></p>");
    check(Templates::Hexo, "{% post_link b 'C d' %}", "<p><a href=\"b\">C d</a></p>");
    check(
        Templates::Hexo,
        "{% asset_img a.png \"b c\" %}",
        "<p><img src=\"a.png\" title=\"b c\" alt=\"b c\"></p>",
    );
}

#[test]
fn code_in_tags_is_code() {
    let html = "<pre><code class=\"language-go\">a *b*\n\n&lt;c&gt;\n</code></pre>";
    check(
        Templates::Hugo,
        "{{< highlight go \"linenos=table\" >}}\na *b*\n\n<c>\n{{< /highlight >}}\n",
        html,
    );
    check(Templates::Liquid, "{% highlight go linenos %}\na *b*\n\n<c>\n{% endhighlight %}\n", html);
    check(Templates::Hexo, "{% codeblock lang:go %}\na *b*\n\n<c>\n{% endcodeblock %}\n", html);
    check(Templates::Liquid, "a{% comment %} b\n\n*c* {% endcomment %}d", "<p>ad</p>");
    check(
        Templates::Liquid,
        "{% include a.html b=1 %}\n",
        "<div class=\"shortcode card\"><b>include</b> a.html</div>",
    );
}

#[test]
fn details_hold_the_markdown_between() {
    check(
        Templates::Hugo,
        "{{< details summary=\"S\" >}}\n\n*a*\n\n{{< /details >}}\n\nb\n",
        "<details><summary>S</summary>\n\n<p><em>a</em></p>\n</details>\n<p>b</p>",
    );
}

#[test]
fn mdx_shows_text_and_names_components() {
    check(Templates::Mdx, "import A from 'a'\nexport const b = 1\n\n# C\n", "<h1 id=\"c\">C</h1>");
    check(Templates::Mdx, "<A b={{c: \"d\"}} e />\n", &format!("<p>{}</p>", chip("A", "b={{c: \"d\"}} e")));
    check(Templates::Mdx, "a {b *c*} d", "<p>a <span class=\"shortcode\">b *c*</span> d</p>");
    check(
        Templates::Mdx,
        "<Box>\n\n*b*\n\n</Box>\n",
        &format!("<p>{}</p>\n<p><em>b</em></p>\n<p>{}</p>", chip("Box", ""), chip("/Box", "")),
    );
    check(Templates::Mdx, "a {/* b */}c <kbd>d</kbd>", "<p>a c <kbd>d</kbd></p>");
}

#[test]
fn other_dialects_take_braces_for_text() {
    check(Templates::None, "{{< a >}} {% b %} {{ c }}", "<p>{{&lt; a &gt;}} {% b %} {{ c }}</p>");
    check(Templates::Zola, "{{ a }} {{ b", "<p>{{ a }} {{ b</p>");
    check(Templates::Hugo, "{{ a }} {{< b", "<p>{{ a }} {{&lt; b</p>");
}

#[test]
fn ids_of_headings_leave_tags_out() {
    check(Templates::Hugo, "# A {{< b >}}\n", &format!("<h1 id=\"a\">A {}</h1>", chip("b", "")));
}

#[test]
fn lines_stay_right_after_tags_of_several_lines() {
    let mut preview = Preview::new();
    let body = "a\n\n{{< x\n  y=1\n>}}\n\nb\n\n{{< highlight go >}}\nc\n\nd\n{{< /highlight >}}\n\ne\n";
    let patch = preview.update(body, 0, &context(Templates::Hugo));
    let lines: Vec<_> = patch.blocks.iter().map(|block| (block.line, block.lines)).collect();
    assert_eq!(lines, [(0, 1), (2, 3), (6, 1), (8, 5), (14, 1)]);
}

#[test]
fn the_sign_that_stands_for_tags_cannot_be_forged() {
    let body = "\u{fdd0}0ZZZZ {{< a \"<script>\" >}} \u{fdd0}0ZZZZZZ";
    let html = render(body, &context(Templates::Hugo));
    assert_eq!(html.matches("class=\"shortcode\"").count(), 1, "{html}");
    assert!(!html.contains("<script"), "{html}");
}

#[test]
fn text_in_any_state_of_typing_is_taken() {
    let pieces = [
        "{{< a", " \"b", "\" >}}", "`", "```\n", "{%", "%}", "\n\n", "<A", "{", "}", "$$", "é", "{: .a}",
        "\\(",
    ];
    let mut state = 7u32;
    for templates in [Templates::Hugo, Templates::Zola, Templates::Liquid, Templates::Hexo, Templates::Mdx] {
        for _ in 0..300 {
            let mut body = String::new();
            for _ in 0..12 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                body.push_str(pieces[(state >> 16) as usize % pieces.len()]);
            }
            render(&body, &context(templates));
        }
    }
}

#[test]
fn hostile_tags_take_linear_time() {
    let bodies =
        ["{{< ", "{{", "{% a %}", "{{</* ", "<A {", "{{{{}}", "$$", "`{", "{{ a( }} ", "\\(", "{:", "*a*{:"];
    for templates in [Templates::Hugo, Templates::Zola, Templates::Liquid, Templates::Mdx] {
        for piece in bodies {
            let body = piece.repeat(200_000 / piece.len());
            let started = std::time::Instant::now();
            let mut context = context(templates);
            context.dialect.attributes = galley_core::markdown::Attributes::Inline;
            context.dialect.math.double_dollars = true;
            context.dialect.math.brackets = true;
            render(&body, &context);
            let time = started.elapsed();
            assert!(time.as_secs() < 8, "{templates:?} {piece:?}: {time:?}");
        }
    }
}
