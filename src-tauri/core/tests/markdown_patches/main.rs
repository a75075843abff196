//! The preview's patches, applied one after another, always give what a fresh render gives.

mod dialects;
mod properties;
mod sending;
mod window;

use galley_core::markdown::{Block, Preview, RenderContext, Replaced};
use window::Window;

fn fresh(body: &str, first_line: u32) -> Vec<Block> {
    let mut preview = Preview::new();
    preview.read(body, first_line, &RenderContext::default());
    whole(&mut preview, body)
}

fn whole(preview: &mut Preview, body: &str) -> Vec<Block> {
    Window::of(&preview.full(body, &RenderContext::default())).0
}

/// Goes from one body to another and returns the start, the count removed, the HTML sent and the shift.
fn step(before: &str, after: &str) -> (u32, u32, Vec<String>, i32) {
    let mut preview = Preview::new();
    let mut window = Window::default();
    window.apply(preview.update(before, 4, &RenderContext::default()));
    let patch = preview.update(after, 4, &RenderContext::default());
    window.apply(patch.clone());
    assert_eq!(window.0, fresh(after, 4));
    let fresh = patch.start as usize..patch.start as usize + patch.blocks.len();
    (patch.start, patch.removed, window.0[fresh].iter().cloned().map(sent).collect(), patch.shift)
}

fn sent(block: Block) -> String {
    block.html.expect("short blocks come with their HTML")
}

fn html(blocks: &[&str]) -> Vec<String> {
    blocks.iter().map(ToString::to_string).collect()
}

#[test]
fn blocks_know_their_lines_in_the_document() {
    let blocks = fresh("\n# a\n\np\nq\n\n\n- l\n\n- m\n\n\n```\nx\n\n```\n***\n    y\n\n\nlast\n=\n", 10);
    let lines: Vec<_> = blocks.iter().map(|block| (block.line, block.lines)).collect();
    assert_eq!(lines, [(11, 1), (13, 2), (17, 3), (22, 4), (26, 1), (27, 1), (30, 2)]);
}

#[test]
fn html_that_holds_other_blocks_covers_their_lines() {
    let blocks = fresh("a\n\n<details>\n\nb\n\n</details>\n\nc\n", 0);
    let lines: Vec<_> = blocks.iter().map(|block| (block.line, block.lines)).collect();
    assert_eq!(lines, [(0, 1), (2, 5), (8, 1)]);
}

#[test]
fn ids_are_hashes_of_the_html() {
    let blocks = fresh("a\n\nb\n\na\n", 0);
    assert_eq!(blocks[0].id.len(), 16);
    assert_eq!(blocks[0].id, blocks[2].id);
    assert_ne!(blocks[0].id, blocks[1].id);
}

#[test]
fn footnotes_come_last_even_when_defined_in_between() {
    let blocks = fresh("a[^1]\n\n[^1]: n\n\nb\n", 0);
    assert_eq!(
        blocks.iter().map(|block| (block.line, block.lines)).collect::<Vec<_>>(),
        [(0, 1), (4, 1), (5, 0)]
    );
    let blocks = fresh("a[^1]\n\nb\n\n[^1]: n\n", 0);
    assert_eq!(
        blocks.iter().map(|block| (block.line, block.lines)).collect::<Vec<_>>(),
        [(0, 1), (2, 1), (4, 1)]
    );
}

#[test]
fn the_same_text_changes_nothing() {
    assert_eq!(step("a\n\nb\n", "a\n\nb\n"), (2, 0, vec![], 0));
}

#[test]
fn a_keystroke_sends_one_block() {
    assert_eq!(step("a\n\nb\n\nc\n", "a\n\nbb\n\nc\n"), (1, 1, html(&["<p>bb</p>"]), 0));
}

#[test]
fn a_new_line_shifts_what_follows() {
    assert_eq!(step("a\n\nb\n\nc\n", "a\n\nb\nb\n\nc\n"), (1, 1, html(&["<p>b\nb</p>"]), 1));
    assert_eq!(step("a\n\nb\n\nc\n", "a\n\n\n\nb\n\nc\n"), (1, 0, vec![], 2));
    assert_eq!(step("\n\na\n", "a\n"), (0, 0, vec![], -2));
}

#[test]
fn blocks_that_moved_differently_are_sent_again() {
    assert_eq!(step("a\n\nb\n\nc\n", "a\n\n\nb\n\n\n\nc\n"), (1, 1, html(&["<p>b</p>"]), 3));
}

#[test]
fn blocks_come_and_go() {
    assert_eq!(step("a\n\nb\n", "a\n\nx\n\nb\n"), (1, 0, html(&["<p>x</p>"]), 2));
    assert_eq!(step("a\n\na\n\na\n", "a\n\na\n"), (2, 1, vec![], 0));
    assert_eq!(step("a\n\nb\n", ""), (0, 2, vec![], 0));
    assert_eq!(step("", "a\n"), (0, 0, html(&["<p>a</p>"]), 0));
}

#[test]
fn a_definition_renders_again_what_refers_to_it() {
    let (start, removed, blocks, _) = step("[x]\n\nb\n\n[x]: /y\n", "[x]\n\nb\n\n[x]: /z\n");
    assert_eq!((start, removed, blocks), (0, 1, html(&["<p><a href=\"/z\">x</a></p>"])));
}

#[test]
fn another_context_renders_images_again() {
    let mut preview = Preview::new();
    preview.update("![a](x.png)\n\nb\n", 0, &RenderContext::default());
    let context = RenderContext {
        asset_base: "preview://localhost/file/".into(),
        post_dir: "p".into(),
        ..RenderContext::default()
    };
    let patch = preview.update("![a](x.png)\n\nb\n", 0, &context);
    assert_eq!(
        (patch.removed, &*sent(patch.blocks[0].clone())),
        (2, "<p><img src=\"preview://localhost/file/p/x.png\" alt=\"a\"></p>")
    );
}

#[test]
fn the_wire_form_is_in_camel_case() {
    let mut preview = Preview::new();
    preview.update("a\n", 3, &RenderContext::default());
    let patch = preview.update("a\n\nb\n", 3, &RenderContext::default());
    let id = &patch.blocks[0].id;
    let block = serde_json::json!({"id": id, "html": "<p>b</p>", "line": 5, "lines": 1, "bytes": 8});
    let json = serde_json::to_value(&patch).expect("a patch is plain data");
    assert_eq!(json, serde_json::json!({"start": 1, "removed": 0, "blocks": [block], "shift": 0}));
}

/// Paragraphs, each with its number.
fn paragraphs(count: usize) -> String {
    (0..count).map(|number| format!("paragraph {number}\n\n")).collect()
}

#[test]
fn a_keystroke_in_a_long_post_reads_the_blocks_around_it_only() {
    let mut body = paragraphs(1000);
    let mut preview = Preview::new();
    preview.update(&body, 3, &RenderContext::default());
    let at = body.find("paragraph 500").expect("it is there");
    body.insert(at, 'x');
    // Far away the body is another one now, which would show if it were read.
    body = body.replace("paragraph 900", "PARAGRAPH 900").replace("paragraph 100", "PARAGRAPH 100");
    let patch = preview.edit(&body, 3, &RenderContext::default(), &Replaced { old: at..at, end: at + 1 });
    assert_eq!((patch.start, patch.removed, patch.shift), (500, 1, 0));
    assert_eq!(patch.blocks[0].html.as_deref(), Some("<p>xparagraph 500</p>"));
}

#[test]
fn a_fence_that_is_opened_in_a_long_post_is_followed_to_its_end() {
    let mut body = paragraphs(300);
    let mut preview = Preview::new();
    preview.update(&body, 0, &RenderContext::default());
    let at = body.find("paragraph 100").expect("it is there");
    body.insert_str(at, "```\n");
    preview.edit(&body, 0, &RenderContext::default(), &Replaced { old: at..at, end: at + 4 });
    assert_eq!(whole(&mut preview, &body), fresh(&body, 0));
    body.replace_range(at..at + 4, "");
    preview.edit(&body, 0, &RenderContext::default(), &Replaced { old: at..at + 4, end: at });
    assert_eq!(whole(&mut preview, &body), fresh(&body, 0));
}

#[test]
fn an_element_that_holds_markdown_is_followed_to_its_end_however_far_it_is() {
    let dialect = dialects::dialects().into_iter().find(|dialect| dialect.kramdown).expect("Jekyll's is one");
    let context = RenderContext { dialect, ..RenderContext::default() };
    let blocks = |preview: &mut Preview, body: &str| Window::of(&preview.full(body, &context)).0;
    let mut body = format!("{}</p>\n\n{}", paragraphs(150), paragraphs(50));
    let mut preview = Preview::new();
    preview.update(&body, 0, &context);
    let (at, tag) = (body.find("paragraph 50").expect("it is there"), "<p markdown=\"1\">\n");
    body.insert_str(at, tag);
    for (old, end) in [(at..at, at + tag.len()), (at..at + tag.len(), at)] {
        preview.edit(&body, 0, &context, &Replaced { old, end });
        let mut fresh = Preview::new();
        fresh.read(&body, 0, &context);
        assert_eq!(blocks(&mut preview, &body), blocks(&mut fresh, &body));
        body = body.replace(tag, "");
    }
}

#[test]
fn what_stands_right_below_a_definition_is_read_with_it() {
    let mut body = format!("{}[r]: /u\n    no code\n\n{}", paragraphs(50), paragraphs(50));
    let mut preview = Preview::new();
    preview.update(&body, 0, &RenderContext::default());
    let at = body.find("no code").expect("it is there") + 12;
    body.insert(at, 'x');
    preview.edit(&body, 0, &RenderContext::default(), &Replaced { old: at..at, end: at + 1 });
    assert_eq!(whole(&mut preview, &body), fresh(&body, 0));
}

#[test]
fn a_definition_that_changes_in_a_long_post_is_seen_everywhere() {
    let mut body = format!("[x] y\n\n{}[x]: /a\n\n{}[X]\n", paragraphs(50), paragraphs(50));
    let mut preview = Preview::new();
    preview.update(&body, 0, &RenderContext::default());
    let at = body.find("/a").expect("it is there") + 2;
    body.insert(at, 'b');
    preview.edit(&body, 0, &RenderContext::default(), &Replaced { old: at..at, end: at + 1 });
    let blocks = whole(&mut preview, &body);
    assert_eq!(sent(blocks[0].clone()), "<p><a href=\"/ab\">x</a> y</p>");
    assert_eq!(blocks.last().and_then(|block| block.html.as_deref()), Some("<p><a href=\"/ab\">X</a></p>"));
}
