//! HTML is sent for what is near a line, and for the rest when it is asked for.

use galley_core::markdown::{Block, Preview, RenderContext};

use super::window::Window;
use super::{fresh, paragraphs, whole};

fn opened(step: usize, body: &str, line: u32) -> (Preview, Window) {
    let mut preview = Preview::sending(step);
    preview.read(body, 0, &RenderContext::default());
    let window = Window::of(&preview.around(line, body, &RenderContext::default()));
    (preview, window)
}

fn sent(window: &Window) -> Vec<usize> {
    (0..window.0.len()).filter(|index| window.0[*index].html.is_some()).collect()
}

#[test]
fn a_post_is_opened_with_the_html_around_a_line() {
    let body = paragraphs(1000);
    let (_, window) = opened(200, &body, 1000);
    assert_eq!(window.0.len(), 1000);
    assert_eq!(sent(&window), (491..=509).collect::<Vec<_>>());
    let (_, window) = opened(200, &body, 0);
    assert_eq!(sent(&window)[0], 0);
    let (_, window) = opened(200, &body, 9999);
    assert_eq!(sent(&window).last(), Some(&999));
    assert_eq!(Window::of(&opened(200, "", 3).0.around(3, "", &RenderContext::default())).0, []);
}

#[test]
fn a_short_post_is_sent_whole() {
    let body = paragraphs(100);
    let mut preview = Preview::new();
    preview.read(&body, 7, &RenderContext::default());
    assert_eq!(Window::of(&preview.around(50, &body, &RenderContext::default())).0, fresh(&body, 7));
}

#[test]
fn what_is_asked_for_comes_in_steps_and_is_what_a_fresh_render_has() {
    let body = format!("{}<div><script>x</script>y</div>\n", paragraphs(300));
    let (mut preview, mut window) = opened(500, &body, 0);
    let missing = window.missing();
    let step = preview.html(&missing, &body, &RenderContext::default());
    assert!(step.len() < 40 && step[0].id == missing[0]);
    window.complete(&mut preview, &body, &RenderContext::default());
    assert_eq!(window.0, fresh(&body, 0));
}

#[test]
fn ids_that_are_none_are_left_out() {
    let (mut preview, _) = opened(500, "a\n\nb\n", 0);
    let ids = ["".into(), "x".into(), "0123456789abcdef".into(), "é".repeat(16)];
    assert_eq!(preview.html(&ids, "a\n\nb\n", &RenderContext::default()), []);
}

#[test]
fn a_long_text_that_comes_at_once_is_sent_in_part() {
    let mut preview = Preview::sending(500);
    preview.read("a\n", 0, &RenderContext::default());
    let body = paragraphs(300);
    let patch = preview.update(&body, 0, &RenderContext::default());
    assert_eq!(patch.blocks.len(), 300);
    let count = patch.blocks.iter().filter(|block| block.html.is_some()).count();
    assert!((10..40).contains(&count), "{count}");
}

#[test]
fn blocks_that_stay_between_two_changes_are_named_and_not_sent() {
    let body = format!("[^1]\n\n{}[^1]: note\n", paragraphs(300));
    let mut preview = Preview::new();
    preview.read(&body, 0, &RenderContext::default());
    let mut window = Window::of(&preview.full(&body, &RenderContext::default()));
    let body = format!("[^1] [^1]\n\n{}[^1]: note\n", paragraphs(300));
    let patch = preview.update(&body, 0, &RenderContext::default());
    assert_eq!(patch.blocks.len(), 302);
    assert_eq!(patch.blocks.iter().filter(|block| block.html.is_some()).count(), 2);
    window.apply(patch);
    assert_eq!(window.0, fresh(&body, 0));
}

#[test]
fn of_a_very_long_block_the_start_is_sent_and_all_when_it_is_asked_for() {
    let body = format!("above\n\n{}\n\nbelow\n", "word ".repeat(100_000));
    let context = RenderContext::default();
    let (mut preview, mut window) = opened(usize::MAX, &body, 0);
    let start = window.0[1].html.clone().unwrap();
    assert!(start.starts_with("<p>word word ") && start.ends_with("</p><galley-rest></galley-rest>"));
    assert!(start.len() < 80_000 && window.0[1].bytes < 80_000, "{}", start.len());
    let ids = [window.0[1].id.clone()];
    assert_eq!(preview.html(&ids, &body, &context)[0].html, start);
    window.0[1].html = Some(preview.entire_html(&ids, &body, &context).remove(0).html);
    assert_eq!(window.0, whole(&mut preview, &body));
}

#[test]
fn a_key_in_a_very_long_block_sends_its_start_only() {
    let (context, body) = (RenderContext::default(), "x".repeat(1_000_000));
    let mut preview = Preview::new();
    preview.update(&body, 0, &context);
    let patch = preview.update(&format!("{body}x"), 0, &context);
    assert!(patch.blocks[0].html.as_ref().unwrap().len() < 80_000);
}

#[test]
fn no_post_can_say_that_a_block_goes_on() {
    let blocks = fresh("a\n\n<galley-rest></galley-rest>\n\n<p>b</p><galley-rest></galley-rest>\n", 0);
    assert!(blocks.iter().all(|block| !sent_html(block).contains("galley")), "{blocks:?}");
}

fn sent_html(block: &Block) -> &str {
    block.html.as_deref().unwrap_or_default()
}
