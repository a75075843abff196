//! Text made to break or stall the preview, and every post of real blogs.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[path = "markdown_patches/dialects.rs"]
mod dialects;

use galley_core::markdown::{Dialect, Preview, RenderContext, render, word_count};

/// Far above what any of these takes, far below what quadratic time would take.
const LIMIT: Duration = Duration::from_secs(20);

fn check(name: &str, markdown: &str) {
    check_in(name, markdown, Dialect::default(), LIMIT);
}

fn check_in(name: &str, markdown: &str, dialect: Dialect, limit: Duration) {
    let start = Instant::now();
    let context = RenderContext { dialect, ..RenderContext::default() };
    let html = render(markdown, &context);
    word_count(markdown, &context.dialect);
    assert!(start.elapsed() < limit, "{name} took {:?}", start.elapsed());
    assert!(
        html.len() < 1000 + markdown.len() * 60,
        "{name} gave {} bytes of {}",
        html.len(),
        markdown.len()
    );
}

fn numbered(count: usize, write: impl Fn(usize) -> String) -> String {
    (0..count).map(write).collect()
}

#[test]
fn deep_nesting_is_shown_as_text() {
    let n = 100_000;
    check("quotes", &"> ".repeat(n));
    check("lists", &"- ".repeat(n));
    check("divs", &"<div>".repeat(n));
    check("divs in blocks", &"<div>\n\n".repeat(n));
    check("bold", &format!("x {}", "<b>".repeat(n)));
    check("divs with foreign ends", &"<div></span>".repeat(n));
    check("svg", &"<svg><g>".repeat(n));
    check("tables", &"<table><td>".repeat(n));
    let html = render(&"> ".repeat(300), &RenderContext::default());
    assert_eq!(html, format!("<pre class=\"unrendered\">{}</pre>\n", "&gt; ".repeat(300).trim_end()));
}

#[test]
fn repairs_that_multiply_are_refused() {
    let n = 30_000;
    let bold = numbered(150, |i| format!("<b id={i}>"));
    check("formatting for each paragraph", &format!("<div><p>{bold}</p>{}", "<p>x".repeat(n)));
    check("misplaced in a table", &format!("<table>{}", "<i>x</i>".repeat(n)));
    check("attributes", &format!("<a {}>", numbered(n, |i| format!("a{i}=''"))));
    check("misnested", &"<b><p></b>".repeat(n));
}

#[test]
fn old_html_with_implied_ends_is_still_rendered() {
    let table = format!("<TABLE border=1>\n{}</TABLE>\n", "<TR><TD>a<TD><B>b</B>\n".repeat(300));
    let list = format!("<UL>\n{}</UL>\n", "<LI>a\n".repeat(300));
    for html in [table, list, "<P>a <I>b</I>\n".repeat(300)] {
        assert!(!render(&html, &RenderContext::default()).contains("unrendered"));
    }
}

#[test]
fn long_lines_and_many_of_one_thing_take_time_in_proportion() {
    let n = 50_000;
    check("one line", &"word *em* <kbd>x</kbd> `c` ".repeat(n / 2));
    check("null bytes", &"a\0b".repeat(n));
    check("brackets", &"[".repeat(n));
    check("images", &"![".repeat(n));
    check("emphasis", &"*a _b ".repeat(n));
    check("comments", &"<!--".repeat(n));
    check("cut tags", &"<a b=\"".repeat(n));
    check("frames", &"<iframe>".repeat(n));
    check(
        "references",
        &(numbered(n, |i| format!("[r{i}]: /u\n")) + "\n" + &numbered(n, |i| format!("[r{i}] "))),
    );
    check(
        "footnotes",
        &(numbered(n / 5, |i| format!("[^{i}] ")) + "\n\n" + &numbered(n / 5, |i| format!("[^{i}]: x\n"))),
    );
    check("headings", &"# a\n".repeat(n));
    check("addresses", &"http://a.b/))))".repeat(n));
    check("domains", &"_www.a_b".repeat(n));
    check("mail", &"a@b.c-".repeat(n));
    check("closing parentheses", &format!("http://a.b/{}", ")".repeat(n)));
    check("entities", &format!("http://a.b/{}", "&copy;".repeat(n)));
    check("declarations", &format!("<p style=\"{}\">", "color:red;".repeat(n)));
}

#[test]
fn large_texts_take_time_in_proportion() {
    let n = 100_000;
    check("a line of five megabytes", &"word ".repeat(10 * n));
    check("a line of brackets", &"[a](b".repeat(n));
    // Fourteen megabytes, in a build without optimisation and beside other tests.
    let definitions = numbered(10 * n, |i| format!("[{i}]: u\n"));
    check_in("a million definitions", &definitions, Dialect::default(), LIMIT * 4);
    check("a million references to nothing", &"[a]".repeat(10 * n));
    check("a million references", &format!("[a]: u\n\n{}", "[a]".repeat(10 * n)));
    check("nested lists and quotes", &"- > ".repeat(n));
    check("nested brackets", &format!("{}{}", "[".repeat(n), "](a)".repeat(n)));
    check("a long table", &format!("|a|b|\n|-|-|\n{}", "|1|2|\n".repeat(n)));
    check("a wide table", &format!("{}\n{}\n", "|a".repeat(n), "|-".repeat(n)));
    // Rows are filled up to the width of the table, but not without end.
    let short = format!("{}\n{}\n{}", "|a".repeat(500), "|-".repeat(500), "|1\n".repeat(n));
    assert!(render(&short, &RenderContext::default()).len() < 5_000_000);
    check("null bytes", &"\0".repeat(10 * n));
}

/// What each site's own renderer has beside Markdown, many times and never closed.
#[test]
fn tags_of_every_dialect_take_time_in_proportion() {
    let (few, many) = (of_dialects(SOME), of_dialects(SOME * TIMES));
    for dialect in dialects::dialects() {
        for ((name, few), (_, many)) in few.iter().zip(&many) {
            check_growth(&format!("{name} with {:?}", dialect.templates), few, many, &dialect);
        }
    }
}

/// Repetitions in a text, and in one that is so many times as long.
const SOME: usize = 800;
const TIMES: usize = 5;

/// How much longer the longer text may take: time in proportion is five times, quadratic time 25 times.
const MOST_TIMES: u32 = 12;
/// What an interruption may cost. A text in quadratic time that is missed for it takes some seconds when
/// it is as long as a post can be.
const SLACK: Duration = Duration::from_millis(60);

/// Checks that a text which is `TIMES` times as long as another of its kind takes time in proportion.
fn check_growth(name: &str, few: &str, many: &str, dialect: &Dialect) {
    let check = |text: &str| check_in(name, text, dialect.clone(), LIMIT / 2);
    grows(name, || check(few), || check(many));
}

fn grows(name: &str, few: impl Fn(), many: impl Fn()) {
    let taken = |work: &dyn Fn()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let mut last = (Duration::ZERO, Duration::ZERO);
    // What else the machine does only ever adds time.
    for _ in 0..5 {
        last = (taken(&few), taken(&many));
        if last.1 <= last.0 * MOST_TIMES + SLACK {
            return;
        }
    }
    panic!("{name} took {:?}, and {TIMES} times as much of it {:?}", last.0, last.1);
}

#[test]
#[should_panic(expected = "times as much of it")]
fn what_takes_quadratic_time_is_found() {
    let waits = |text: &str| std::thread::sleep(Duration::from_nanos((text.len() * text.len()) as u64 * 20));
    let (few, many) = ("a".repeat(SOME), "a".repeat(SOME * TIMES));
    grows("quadratic", || waits(&few), || waits(&many));
}

fn of_dialects(n: usize) -> Vec<(&'static str, String)> {
    vec![
        ("shortcodes without end", "{{< ".repeat(n)),
        ("shortcodes", "{{< a b=c >}}".repeat(n)),
        ("paired shortcodes", "{{< details >}}\n".repeat(n)),
        ("code shortcodes without end", "{{< highlight go >}}\n".repeat(n)),
        ("raw without end", "{% raw %}\n".repeat(n)),
        ("values", "{{ x }}".repeat(n)),
        ("comments without end", "{# ".repeat(n)),
        ("nested braces", "{".repeat(n)),
        ("components without end", "<Foo a={".repeat(n)),
        ("formulas", "$$ ".repeat(n)),
        ("formulas without end", "\\( ".repeat(n)),
        ("attribute lists", "a\n{: .b}\n\n".repeat(n)),
        ("attributes without end", "*a*{: ".repeat(n)),
        ("tables of contents", format!("# h\n\n{}", "- x\n{:toc}\n\n".repeat(n / 4))),
        ("elements with Markdown", "<div markdown=\"1\">\n".repeat(n / 10)),
        ("raw elements without end", "<div>\n\n".repeat(n / 10)),
        ("paragraphs with Markdown", "<p markdown=\"1\">\n".repeat(n)),
        ("containers", ":::a\n".repeat(n)),
        ("containers of many colons", numbered((250 * n).isqrt(), |i| format!("{}a\n", ":".repeat(i + 3)))),
        ("containers in quotes", "> :::a\n\n".repeat(n)),
        ("containers opened and closed", "::::a\n:::a\n:::\n".repeat(n)),
        ("ends of containers", ":::\n".repeat(n)),
        ("labels of directives", format!(":::a{}", "[".repeat(n))),
        ("emoji", ":smile".repeat(n)),
        ("attributes in lists", "- a\n  {: .b}\n".repeat(n)),
        ("attributes of one block", format!("> {}", "a\n> {: .b}\n> {: .b}\n> ".repeat(n))),
        ("attributes below a long block", format!("> {}{}", "a *b* ".repeat(n), "\n> {: .b}".repeat(n))),
        ("short tags", "{x}<A></A>".repeat(n)),
        ("different short tags", numbered(n, |i| format!("{{{}}}", i % 900))),
        ("ends of pairs", "{% end %}\n{{< /a >}}\n</A>\n".repeat(n / 3)),
        ("pairs without end", "{% f() %}\n{% blockquote %}\n".repeat(n)),
        ("descriptions", "ab\n: cd\n".repeat(n)),
        ("smileys", ":):-)<3:".repeat(n)),
        ("wikilinks", "[[a:b".repeat(n)),
        ("quotes", "\"a 'b ".repeat(n)),
    ]
}

#[test]
fn every_post_of_real_blogs_renders_and_updates() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    if !corpus.is_dir() {
        eprintln!("skipped: no corpus at {}", corpus.display());
        return;
    }
    let context = RenderContext {
        asset_base: "preview://localhost/file/".into(),
        post_dir: "posts".into(),
        ..RenderContext::default()
    };
    let mut posts = 0;
    for file in files(&corpus) {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let text = text.replace("\r\n", "\n");
        let mut preview = Preview::new();
        preview.update(&text, 0, &context);
        let middle = (text.len() / 2..).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let changed = format!("{}x{}", &text[..middle], &text[middle..]);
        let sent = preview.update(&changed, 0, &context).blocks.len();
        let html = preview.full(&changed, &context).html;
        assert!(!html.iter().any(|html| html.contains("class=\"unrendered\"")), "{}", file.display());
        assert!(sent <= html.len());
        word_count(&text, &Dialect::default());
        posts += 1;
    }
    println!("{posts} posts rendered");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "md" || extension == "mdx") {
            found.push(path);
        }
    }
    found
}
