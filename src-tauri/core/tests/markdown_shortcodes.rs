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
            "<p>{}\n<strong>a</strong></p>\n<ul>\n<li>b</li>\n</ul>\n<p>{}</p>",
            chip("note", ""),
            chip("/note", "")
        ),
    );
    check(
        Templates::Zola,
        "{% quote(author=\"V\") %}\n*a*\n- b\n{% end %}\nc\n",
        "<div class=\"markdown-alert\">\n<p class=\"markdown-alert-title\">quote author=\"V\"</p>\n\
         <p><em>a</em></p>\n<ul>\n<li>b</li>\n</ul>\n</div>\n<p>c</p>",
    );
}

#[test]
fn a_tag_that_ends_a_pair_is_in_no_list_or_paragraph_before_it() {
    for (templates, tag, name) in [
        (Templates::Hugo, "{{< /n >}}", "/n"),
        (Templates::Hugo, "{{%/n%}}", "/n"),
        (Templates::Zola, "{% end %}", "end"),
        (Templates::Liquid, "{%- endif -%}", "endif"),
        (Templates::Hexo, "{% endnote %}", "endnote"),
        (Templates::Mdx, "</N>", "/N"),
    ] {
        let end = chip(name, "");
        let html = format!("<ul>\n<li>a</li>\n</ul>\n<p>{end}</p>\n<p>b</p>");
        check(templates, &format!("- a\n{tag}\nb"), &html);
        check(
            templates,
            &format!("> a\n> {tag}"),
            &format!("<blockquote>\n<p>a</p>\n<p>{end}</p>\n</blockquote>"),
        );
        check(templates, &format!("<section>\n{tag}\n</section>"), &format!("<section>\n{end}\n</section>"));
        let code = tag.replace('<', "&lt;").replace('>', "&gt;");
        check(templates, &format!("~~~\n{tag}\n~~~"), &format!("<pre><code>{code}\n</code></pre>"));
    }
    let details = "{% details(summary=\"S\") %}\n- a\n{% end %}\nb";
    check(
        Templates::Zola,
        details,
        "<details><summary>S</summary>\n<ul>\n<li>a</li>\n</ul>\n</details>\n<p>b</p>",
    );
    let details = "{{% details %}}\n- a\n{{% /details %}}\nb";
    check(
        Templates::Hugo,
        details,
        "<details><summary>Details</summary>\n\n<ul>\n<li>a</li>\n</ul>\n</details>\n<p>b</p>",
    );
}

#[test]
fn tags_of_any_length_are_found() {
    let fragment = "<A>{x}</A><>{yy}</> <B/>";
    let html =
        format!("<p>{}{}{}{} {}</p>", chip("A", ""), value("x"), chip("/A", ""), value("yy"), chip("B", ""));
    check(Templates::Mdx, fragment, &html);
    check(Templates::Mdx, "**{x}** {x}", &format!("<p><strong>{}</strong> {}</p>", value("x"), value("x")));
    // More of them than one digit counts.
    let many = render(&"{{x}} {{y}} ".repeat(50), &context(Templates::Liquid));
    assert_eq!(many.matches("class=\"shortcode\"").count(), 100, "{many}");
    // The signs that stand for short ones are not taken from the text.
    check(Templates::Mdx, "\u{f}00 {x}", &format!("<p>\u{1f}00 {}</p>", value("x")));
}

fn value(text: &str) -> String {
    format!("<span class=\"shortcode\">{text}</span>")
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
        "<figure><img src=\"a.png\" alt=\"b\"><figcaption><p>c &amp; d</p></figcaption></figure>",
    );
    let card = "<div class=\"embed\" data-src=\"https://www.youtube.com/watch?v=x1\" data-player=\"https://www.youtube.com/embed/x1\" title=\"YouTube\">YouTube</div>";
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
    check(Templates::Hexo, "{% asset_img a.png \"b c\" %}", "<p><img src=\"a.png\" title=\"b c\"></p>");
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
        "<div class=\"shortcode card\"><b>include</b> a.html b=1</div>",
    );
}

#[test]
fn the_figure_of_hugo_has_its_caption_and_whom_it_is_by() {
    check(
        Templates::Hugo,
        "{{< figure src=\"a.png\" alt=\"b\" class=\"c\" title=\"d\" caption=\"*e* f\" attr=\"g\" attrlink=\"h\" link=\"i\" >}}\n",
        "<figure class=\"c\"><a href=\"i\"><img src=\"a.png\" alt=\"b\"></a><figcaption><h4>d</h4>\
         <p><em>e</em> f<a href=\"h\">g</a></p></figcaption></figure>",
    );
    check(
        Templates::Hugo,
        "{{< figure src=\"a.png\" caption=\"*e* f\" >}}\n",
        "<figure><img src=\"a.png\" alt=\"e f\"><figcaption><p><em>e</em> f</p></figcaption></figure>",
    );
}

#[test]
fn what_generators_bring_along_is_known() {
    let card =
        |name: &str, content: &str| format!("<div class=\"shortcode card\"><b>{name}</b> {content}</div>");
    let frame = |address: &str, title: &str| {
        let host = address.split('/').nth(2).unwrap();
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{title}\"") };
        format!("<div class=\"embed\" data-src=\"{address}\"{title}>{host}</div>")
    };
    let player = |page: String, address: &str, name: &str| {
        format!("<div class=\"embed\" data-src=\"{page}{address}\" title=\"{name}\">{name}</div>")
    };
    let youtube = |id: &str| {
        let page = format!("https://www.youtube.com/watch?v={id}\" data-player=\"");
        player(page, &format!("https://www.youtube.com/embed/{id}"), "YouTube")
    };
    let same = |address: &str, name: &str| player(format!("{address}\" data-player=\""), address, name);
    let vimeo = |id: &str| same(&format!("https://player.vimeo.com/video/{id}"), "Vimeo");
    let link = |address: &str, text: &str| format!("<p><a href=\"{address}\">{text}</a></p>");
    for (tag, html) in [
        ("youtube abc", youtube("abc")),
        ("youtube id=abc", youtube("abc")),
        ("vimeo 12", vimeo("12")),
        ("vimeo_simple 12", vimeo("12")),
        ("gist user 12 a.go", card("gist", "user/12/a.go")),
        ("x user=\"a\" id=\"12\"", card("x", "a/12")),
        ("tweet 12", card("tweet", "12")),
        ("instagram CxO", card("instagram", "CxO")),
        ("qr text=\"a b\"", card("QR code", "a b")),
        ("ref \"b.md#c\"", link("b.md#c", "b.md#c")),
        ("relref path=\"b.md\"", link("b.md", "b.md")),
        ("param \"a\"", format!("<p>{}</p>", value("a"))),
        ("highlight go >}}a{{< /highlight", "<pre><code class=\"language-go\">a\n</code></pre>".into()),
        ("mine 1", format!("<p>{}</p>", chip("mine", "1"))),
    ] {
        check(Templates::Hugo, &format!("{{{{< {tag} >}}}}\n"), &html);
    }
    for (tag, html) in [
        ("youtube(id=\"abc\")", youtube("abc")),
        ("vimeo(id=\"12\")", vimeo("12")),
        ("streamable(id=\"ab\")", same("https://streamable.com/e/ab", "Streamable")),
        ("gist(url=\"https://x.y\")", card("gist", "https://x.y")),
    ] {
        check(Templates::Zola, &format!("{{{{ {tag} }}}}\n"), &html);
    }
    for (tag, html) in [
        (
            "asset_img c d.png 10 20 \"e f 'g h'\"",
            "<p><img src=\"d.png\" class=\"c\" width=\"10\" height=\"20\" title=\"e f\" alt=\"g h\"></p>"
                .into(),
        ),
        ("img /a.png", "<p><img src=\"/a.png\"></p>".into()),
        ("asset_link a.pdf \"b c\"", link("a.pdf", "b c")),
        ("asset_path a.pdf", "<p>a.pdf</p>".into()),
        ("post_link b", link("b", "b")),
        ("post_link b 'C d' false", link("b", "C d")),
        ("post_path b", "<p>b</p>".into()),
        ("url_for b", "<p>b</p>".into()),
        ("link a b https://x.y/z true c", "<p><a href=\"https://x.y/z\" title=\"c\">a b</a></p>".into()),
        ("iframe https://x.y/z 10 20", frame("https://x.y/z", "")),
        ("jsfiddle ab", frame("https://jsfiddle.net/ab", "JSFiddle")),
        ("gist 12 a.js", card("gist", "12/a.js")),
        ("youtube ab", youtube("ab")),
        ("include_code lang:js a.js", card("include_code", "lang:js a.js")),
        (
            "codeblock A b lang:js %}c{% endcodeblock",
            "<figure><figcaption>A b</figcaption><pre><code class=\"language-js\">c\n</code></pre></figure>"
                .into(),
        ),
        ("mine 1", format!("<p>{}</p>", chip("mine", "1"))),
    ] {
        check(Templates::Hexo, &format!("{{% {tag} %}}\n"), &html);
    }
    for (tag, html) in [
        ("post_url 2024-01-02-a", link("2024-01-02-a", "2024-01-02-a")),
        ("link _posts/a.md", link("_posts/a.md", "_posts/a.md")),
        ("include a.html b=\"c d\" e=f", card("include", "a.html b=\"c d\" e=f")),
        ("include_relative a.md", card("include_relative", "a.md")),
        ("gist user/12", card("gist", "user/12")),
        ("comment %}a{% endcomment", String::new()),
        ("raw %}{{ a }}{% endraw", "<p>{{ a }}</p>".into()),
    ] {
        check(Templates::Liquid, &format!("{{% {tag} %}}\n"), &html);
    }
    check(Templates::Liquid, "[a]({{ \"/b\" | relative_url }}) {{ \"c\" }}", "<p><a href=\"/b\">a</a> c</p>");
}

#[test]
fn quotes_of_hexo_say_whose_they_are() {
    let quote = |arguments: &str| format!("{{% blockquote {arguments} %}}\n*a*\n{{% endblockquote %}}\nb\n");
    for (arguments, footer) in [
        ("", ""),
        ("A B", "<footer><strong>A B</strong></footer>\n"),
        ("A B, C d", "<footer><strong>A B</strong><cite>C d</cite></footer>\n"),
        (
            "A https://x.y/z/ C d",
            "<footer><strong>A</strong><cite><a href=\"https://x.y/z/\">C d</a></cite></footer>\n",
        ),
        (
            "A https://x.y/z/",
            "<footer><strong>A</strong><cite><a href=\"https://x.y/z/\">x.y/z</a></cite></footer>\n",
        ),
    ] {
        let html = format!("<blockquote>\n<p><em>a</em></p>\n{footer}</blockquote>\n<p>b</p>");
        check(Templates::Hexo, &quote(arguments), &html);
    }
    check(
        Templates::Hexo,
        "{% pullquote c %}\n- a\n{% endpullquote %}\n",
        "<blockquote class=\"pullquote c\">\n<ul>\n<li>a</li>\n</ul>\n</blockquote>",
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
