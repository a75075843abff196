//! The preview's patches, applied one after another, always give what a fresh render gives.

use galley_core::markdown::{Block, Patch, Preview, RenderContext};
use proptest::prelude::*;

/// What the window holds: patches are all it ever sees.
#[derive(Default)]
struct Window(Vec<Block>);

impl Window {
    fn apply(&mut self, patch: Patch) {
        let start = patch.start as usize;
        let sent = patch.blocks.len();
        self.0.splice(start..start + patch.removed as usize, patch.blocks);
        for block in &mut self.0[start + sent..] {
            block.line = block.line.checked_add_signed(patch.shift).expect("no line before the first");
        }
    }
}

fn fresh(body: &str, first_line: u32) -> Vec<Block> {
    let mut preview = Preview::new();
    preview.update(body, first_line, &RenderContext::default());
    preview.full().blocks
}

/// Goes from one body to another and returns the start, the count removed, the HTML sent and the shift.
fn step(before: &str, after: &str) -> (u32, u32, Vec<String>, i32) {
    let mut preview = Preview::new();
    let mut window = Window::default();
    window.apply(preview.update(before, 4, &RenderContext::default()));
    let patch = preview.update(after, 4, &RenderContext::default());
    window.apply(patch.clone());
    assert_eq!(window.0, fresh(after, 4));
    (patch.start, patch.removed, patch.blocks.into_iter().map(|block| block.html).collect(), patch.shift)
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
        (patch.removed, &*patch.blocks[0].html),
        (1, "<p><img src=\"preview://localhost/file/p/x.png\" alt=\"a\"></p>")
    );
}

#[test]
fn the_wire_form_is_in_camel_case() {
    let mut preview = Preview::new();
    preview.update("a\n", 3, &RenderContext::default());
    let json = serde_json::to_value(preview.full()).expect("a patch is plain data");
    let id = &preview.full().blocks[0].id;
    let block = serde_json::json!({"id": id, "html": "<p>a</p>", "line": 3, "lines": 1});
    assert_eq!(json, serde_json::json!({"start": 0, "removed": 0, "blocks": [block], "shift": 0}));
}

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

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..25).prop_map(|pieces| pieces.concat())
}

#[derive(Clone, Debug)]
struct Edit {
    at: prop::sample::Index,
    length: usize,
    insert: String,
    first_line: u32,
}

fn edit() -> impl Strategy<Value = Edit> {
    let insert = prop::collection::vec(prop::sample::select(PIECES), 0..4).prop_map(|pieces| pieces.concat());
    let made = (any::<prop::sample::Index>(), 0..12usize, insert, 0..3u32);
    made.prop_map(|(at, length, insert, first_line)| Edit { at, length, insert, first_line })
}

fn apply(body: &mut String, edit: &Edit) {
    let boundaries: Vec<usize> = body.char_indices().map(|(at, _)| at).chain([body.len()]).collect();
    let start = edit.at.index(boundaries.len());
    let end = (start + edit.length).min(boundaries.len() - 1);
    body.replace_range(boundaries[start]..boundaries[end], &edit.insert);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn patches_add_up_to_a_fresh_render(mut body in text(), edits in prop::collection::vec(edit(), 1..12)) {
        let mut preview = Preview::new();
        let mut window = Window::default();
        window.apply(preview.update(&body, 0, &RenderContext::default()));
        for edit in &edits {
            apply(&mut body, edit);
            window.apply(preview.update(&body, edit.first_line, &RenderContext::default()));
            prop_assert_eq!(&window.0, &fresh(&body, edit.first_line), "{:?}", body);
        }
    }

    #[test]
    fn blocks_stand_in_order_and_do_not_overlap(body in text()) {
        let mut next = 0;
        for block in fresh(&body, 0) {
            prop_assert!(block.line >= next || block.lines == 0, "{:?}", body);
            next = next.max(block.line + block.lines);
        }
        prop_assert!(next as usize <= body.lines().count(), "{:?}", body);
    }
}
