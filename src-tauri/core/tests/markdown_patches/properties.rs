//! After any edits of any text the window holds what a fresh render gives, in every dialect.

use galley_core::markdown::{Block, Preview, RenderContext, Replaced, word_count};
use proptest::prelude::*;

use super::dialects::dialects;
use super::window::Window;

const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\n\n\n",
    "a",
    "b c",
    "# h\n",
    "# h\n\n",
    "- x\n",
    "  - y\n",
    "1. z\n",
    "> q\n",
    "```\n",
    "```rs\n",
    "    code\n",
    "***\n",
    "|a|b|\n|-|-|\n|1|2|\n",
    "[r]",
    "\n[r]: /u\n",
    "\n[r]: /v\n",
    "[^1]",
    "\n[^1]: n\n",
    "[^2]",
    "\n[^2]: n[^1]\n",
    "<div>\n",
    "</div>\n",
    "<details>\n\n",
    "\n</details>\n",
    "<!-- ",
    " -->\n",
    "<b>",
    "</b>",
    "<script>\n",
    "</script>\n",
    "*e*",
    "`c`",
    "www.a.bc ",
    "![i](x.png)",
    "<iframe src=\"https://x.y\"></iframe>\n",
    "> [!TIP]\n> t\n",
    "é漢😀",
    "\\",
    "&amp;",
    "- [ ] t\n",
    "==\n",
    "\t",
    " ",
    "\0",
];

/// What the dialects have beside Markdown.
const TEMPLATES: &[&str] = &[
    "{{< x >}}",
    "{{< ",
    " >}}",
    "{{% details %}}\n",
    "\n{{% /details %}}\n",
    "{{< highlight go >}}\n",
    "{{< /highlight >}}\n",
    "{% raw %}",
    "{% endraw %}",
    "{%- endraw -%}",
    "{{ v }}",
    "{{ f(a=\"b\") }}",
    "{% details() %}\n",
    "{% end %}\n",
    "{: .c}\n",
    "\n\n{: .c}\n\n",
    "*e*{: .d}",
    "{.c}\n",
    "<p markdown=\"1\">\n",
    "</p>\n",
    "<div markdown=\"1\">\n",
    "1) z\n",
    ": x\n",
    ":::n\n",
    "::::n[*t*]{.c}\n",
    "\n:::\n",
    "::::\n",
    "> :::n\n",
    "  :::\n",
    "::l[t]\n",
    "- x\n{:toc}\n",
    "# h {#k}\n",
    "$$",
    "\\(",
    "\\)",
    "{",
    "}",
    "<Foo a={",
    "/>",
    "import x\n",
    ":smile:",
    " :) ",
    "[[p:q]]",
    "[[",
    "t\n: d\n",
    "\u{fdd0}",
    "\u{fdd1}",
    "\u{f}",
    "  {: .c}\n",
    "> {: .c}\n",
    "  {.c}\n",
    "{x}",
    "<A>",
    "</A>\n",
    "<>",
    "  {% endx %}\n",
    "{{< /x >}}\n",
    "{% f(a=1) %}\n",
    "> {% end %}\n",
    "{% blockquote A %}\n",
    "{% endblockquote %}\n",
    "t t\n: d d\n",
    "{% comment %}c{% endcomment %}",
];

fn context() -> impl Strategy<Value = RenderContext> {
    let made = |dialect| RenderContext { dialect, ..RenderContext::default() };
    prop::sample::select(dialects()).prop_map(made)
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select([PIECES, TEMPLATES].concat());
    prop::collection::vec(piece, 0..25).prop_map(|pieces| pieces.concat())
}

/// So long that a part of it is read again, and with few pieces that make the whole be read.
fn long_text() -> impl Strategy<Value = String> {
    let rare = ["[^1]", "\n[^1]: n\n", "[^2]", "\n[^2]: n[^1]\n"];
    let common: Vec<&str> = PIECES.iter().filter(|piece| !rare.contains(piece)).copied().collect();
    let open = [
        "{{< ",
        "{% raw %}",
        "{{< highlight go >}}\n",
        "{",
        "<Foo a={",
        "- x\n{:toc}\n",
        "<p markdown=\"1\">\n",
        ":::n\n",
        "::::n[*t*]{.c}\n",
        "{% f(a=1) %}\n",
        "{% blockquote A %}\n",
    ];
    let whole: Vec<&str> = TEMPLATES.iter().filter(|piece| !open.contains(piece)).copied().collect();
    let piece = prop_oneof![
        12 => prop::sample::select(common),
        2 => prop::sample::select(whole),
        4 => Just("\n\n"),
        4 => Just("\n\nw x\n\n"),
    ];
    prop::collection::vec(piece, 20..120).prop_map(|pieces| pieces.concat())
}

#[derive(Clone, Debug)]
struct Edit {
    at: prop::sample::Index,
    length: usize,
    insert: String,
    first_line: u32,
}

fn edit() -> impl Strategy<Value = Edit> {
    let insert = prop::collection::vec(prop::sample::select([PIECES, TEMPLATES].concat()), 0..4)
        .prop_map(|pieces| pieces.concat());
    let made = (any::<prop::sample::Index>(), 0..12usize, insert, 0..3u32);
    made.prop_map(|(at, length, insert, first_line)| Edit { at, length, insert, first_line })
}

fn apply(body: &mut String, edit: &Edit) -> Replaced {
    let boundaries: Vec<usize> = body.char_indices().map(|(at, _)| at).chain([body.len()]).collect();
    let start = edit.at.index(boundaries.len());
    let end = (start + edit.length).min(boundaries.len() - 1);
    let old = boundaries[start]..boundaries[end];
    body.replace_range(old.clone(), &edit.insert);
    Replaced { end: old.start + edit.insert.len(), old }
}

fn fresh(body: &str, first_line: u32, context: &RenderContext) -> Vec<Block> {
    let mut preview = Preview::new();
    preview.read(body, first_line, context);
    Window::of(&preview.full(body, context)).0
}

/// What is sent first, and what is then asked for of it, with so little at once that most is missing.
fn opened(body: &str, first_line: u32, context: &RenderContext) -> (Preview, Window) {
    let mut preview = Preview::sending(40);
    preview.read(body, first_line, context);
    let window = Window::of(&preview.around(first_line + 5, body, context));
    (preview, window)
}

/// The blocks that the window would have if it asked for all; it holds on to those that it has.
fn completed(window: &Window, preview: &Preview, body: &str, context: &RenderContext) -> Vec<Block> {
    let mut whole = window.clone();
    whole.complete(&mut preview.clone(), body, context);
    whole.0
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn patches_add_up_to_a_fresh_render(
        context in context(),
        mut body in text(),
        edits in prop::collection::vec(edit(), 1..12),
    ) {
        let (mut preview, mut window) = opened(&body, 0, &context);
        for edit in &edits {
            apply(&mut body, edit);
            window.apply(preview.update(&body, edit.first_line, &context));
            let whole = completed(&window, &preview, &body, &context);
            prop_assert_eq!(&whole, &fresh(&body, edit.first_line, &context), "{:?}", body);
            if edit.length > 5 {
                window.fill(&preview.html(&window.missing(), &body, &context));
            }
        }
    }

    #[test]
    fn reading_around_each_change_adds_up_to_a_fresh_render(
        context in context(),
        mut body in long_text(),
        edits in prop::collection::vec(edit(), 1..20),
    ) {
        let (mut preview, mut window) = opened(&body, 2, &context);
        for edit in &edits {
            let before = body.clone();
            let replaced = apply(&mut body, edit);
            window.apply(preview.edit(&body, 2, &context, &replaced));
            let sent = completed(&window, &preview, &body, &context);
            prop_assert_eq!(&sent, &fresh(&body, 2, &context), "{:?} to {:?}", before, body);
            if edit.length > 5 {
                window.fill(&preview.html(&window.missing(), &body, &context));
            }
            let words = word_count(&body, &context.dialect);
            prop_assert_eq!(preview.words(), words, "{:?} to {:?}", before, body);
            let mut whole = Preview::new();
            whole.update(&body, 2, &context);
            prop_assert_eq!(preview.outline(99), whole.outline(99), "{:?} to {:?}", before, body);
        }
    }

    #[test]
    fn blocks_stand_in_order_and_do_not_overlap(context in context(), body in text()) {
        let mut next = 0;
        for block in fresh(&body, 0, &context) {
            prop_assert_ne!(block.html.as_deref(), Some(""), "{:?}", body);
            prop_assert!(block.line >= next || block.lines == 0, "{:?}", body);
            next = next.max(block.line + block.lines);
        }
        prop_assert!(next as usize <= body.lines().count(), "{:?}", body);
    }
}
