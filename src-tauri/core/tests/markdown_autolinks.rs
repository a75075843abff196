//! Bare addresses, by the examples of section 6.9 of the GFM specification.

use galley_core::markdown::{RenderContext, render};

/// `text` with each `<address>` linked to itself, `http://` or `mailto:` added where it is due.
fn check(markdown: &str, text: &str) {
    let mut html = String::new();
    for (index, part) in text.split(['<', '>']).enumerate() {
        let prefix = match part {
            _ if part.contains(':') => "",
            _ if part.contains('@') => "mailto:",
            _ => "http://",
        };
        let part = part.replace('&', "&amp;");
        html.push_str(&if index % 2 == 1 { format!("<a href=\"{prefix}{part}\">{part}</a>") } else { part });
    }
    assert_eq!(render(markdown, &RenderContext::default()), format!("<p>{html}</p>\n"), "{markdown}");
}

#[test]
fn www_needs_a_domain_and_a_boundary() {
    check("www.commonmark.org", "<www.commonmark.org>");
    check("Visit www.commonmark.org/help for more.", "Visit <www.commonmark.org/help> for more.");
    check("Visit www.commonmark.org.", "Visit <www.commonmark.org>.");
    check("Visit www.commonmark.org/a.b.", "Visit <www.commonmark.org/a.b>.");
    check("xwww.commonmark.org www. www.a_b.c www.a.b_c", "xwww.commonmark.org www. www.a_b.c www.a.b_c");
    check("www.x_y.a.b", "<www.x_y.a.b>");
}

#[test]
fn parentheses_belong_when_they_balance() {
    check("www.google.com/search?q=Markup+(business)", "<www.google.com/search?q=Markup+(business)>");
    check("www.google.com/search?q=Markup+(business)))", "<www.google.com/search?q=Markup+(business)>))");
    check("(www.google.com/search?q=Markup+(business))", "(<www.google.com/search?q=Markup+(business)>)");
    check("(www.google.com/search?q=Markup+(business)", "(<www.google.com/search?q=Markup+(business)>");
    check("www.google.com/search?q=(business))+ok", "<www.google.com/search?q=(business))+ok>");
    check("https://en.wikipedia.org/wiki/Rust_(language)", "<https://en.wikipedia.org/wiki/Rust_(language)>");
}

#[test]
fn entities_at_the_end_do_not_belong() {
    check("www.google.com/search?q=commonmark&hl=en", "<www.google.com/search?q=commonmark&hl=en>");
    check("www.google.com/search?q=commonmark&hl;", "<www.google.com/search?q=commonmark>&hl;");
    check("www.google.com/a&copy;", "<www.google.com/a>©");
    check("https://a.b/?x=1&amp;y=2", "<https://a.b/?x=1&y=2>");
}

#[test]
fn an_angle_bracket_ends_an_address() {
    assert_eq!(
        render("www.commonmark.org/he<lp", &RenderContext::default()),
        "<p><a href=\"http://www.commonmark.org/he\">www.commonmark.org/he</a>&lt;lp</p>\n"
    );
}

#[test]
fn schemes_are_linked() {
    check("http://commonmark.org", "<http://commonmark.org>");
    check(
        "(Visit https://encrypted.google.com/search?q=Markup+(business))",
        "(Visit <https://encrypted.google.com/search?q=Markup+(business)>)",
    );
    check("http://localhost:1313/a, HTTPS://A.B!", "<http://localhost:1313/a>, <HTTPS://A.B>!");
    check("详见https://a.b/c \"https://a.b\"", "详见<https://a.b/c> \"<https://a.b>\"");
    check("xhttp://a.b http:// http://. https:/a.b", "xhttp://a.b http:// http://. https:/a.b");
}

#[test]
fn ftp_is_found_but_not_a_link_the_preview_keeps() {
    let html = render("Anonymous FTP is available at ftp://foo.bar.baz.", &RenderContext::default());
    assert_eq!(html, "<p>Anonymous FTP is available at <a>ftp://foo.bar.baz</a>.</p>\n");
}

#[test]
fn mail_addresses_are_linked() {
    check("foo@bar.baz", "<foo@bar.baz>");
    check(
        "hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.",
        "hello@mail+xyz.example isn't valid, but <hello+xyz@mail.example> is.",
    );
    check("a.b-c_d@a.b", "<a.b-c_d@a.b>");
    check("a.b-c_d@a.b.", "<a.b-c_d@a.b>.");
    check("a.b-c_d@a.b- a.b-c_d@a.b_", "a.b-c_d@a.b- a.b-c_d@a.b_");
    check("mailto:foo@bar.baz", "<mailto:foo@bar.baz>");
    check("@name a@b @ a@.b", "@name a@b @ a@.b");
}

#[test]
fn links_code_and_html_keep_their_text() {
    for markdown in [
        "`https://a.b`",
        "[https://a.b](/c)",
        "![www.a.b](/c)",
        "<code>https://a.b</code>",
        "<a href=\"/c\">www.a.b</a>",
    ] {
        let html = render(markdown, &RenderContext::default());
        assert!(!html.contains("href=\"http"), "{html}");
    }
}

#[test]
fn addresses_stand_beside_emphasis() {
    let html = render("*www.a.b* **https://a.b/c_d** ~https://a.b~", &RenderContext::default());
    assert_eq!(
        html,
        "<p><em><a href=\"http://www.a.b\">www.a.b</a></em> <strong><a href=\"https://a.b/c_d\">https://a.b/c_d</a></strong> \
         <del><a href=\"https://a.b\">https://a.b</a></del></p>\n"
    );
}
