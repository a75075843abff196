use galley_core::markdown::{Block, BlockHtml, Patch, Preview, RenderContext, Whole};

/// What the window holds: what is sent is all it ever sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window(pub Vec<Block>);

impl Window {
    /// Of a post that was opened.
    pub fn of(whole: &Whole) -> Window {
        let mut html = whole.html.iter().cloned();
        let mut line = 0;
        let ids = whole.ids.as_bytes().chunks(16).map(|id| String::from_utf8_lossy(id).into_owned());
        let blocks = ids.zip(whole.places.chunks(3)).enumerate().map(|(index, (id, place))| {
            line += place[0];
            let html = if index < whole.start as usize { None } else { html.next() };
            Block { id, html, line, lines: place[1], bytes: place[2] }
        });
        Window(blocks.collect())
    }

    pub fn apply(&mut self, patch: Patch) {
        let start = patch.start as usize;
        let sent = patch.blocks.len();
        let end = start + patch.removed as usize;
        let gone: Vec<Block> = self.0.splice(start..end, patch.blocks).collect();
        for block in &mut self.0[start..start + sent] {
            let same = || gone.iter().find(|old| old.id == block.id);
            block.html = block.html.take().or_else(|| same()?.html.clone());
        }
        for block in &mut self.0[start + sent..] {
            block.line = block.line.checked_add_signed(patch.shift).expect("no line before the first");
        }
    }

    /// The ids of the blocks without HTML.
    pub fn missing(&self) -> Vec<String> {
        self.0.iter().filter(|block| block.html.is_none()).map(|block| block.id.clone()).collect()
    }

    pub fn fill(&mut self, sent: &[BlockHtml]) {
        for block in &mut self.0 {
            let known = sent.iter().find(|sent| sent.id == block.id);
            block.html = block.html.take().or_else(|| known.map(|sent| sent.html.clone()));
        }
    }

    /// Asks for all that is missing, step by step.
    pub fn complete(&mut self, preview: &mut Preview, body: &str, context: &RenderContext) {
        loop {
            let missing = self.missing();
            if missing.is_empty() {
                return;
            }
            let sent = preview.html(&missing, body, context);
            assert!(!sent.is_empty(), "a block of the window is none of the post: {missing:?}");
            self.fill(&sent);
        }
    }
}
