use galley_core::markdown::{Block, Patch};

/// What the window holds: patches are all it ever sees.
#[derive(Default)]
pub struct Window(pub Vec<Block>);

impl Window {
    pub fn apply(&mut self, patch: Patch) {
        let start = patch.start as usize;
        let sent = patch.blocks.len();
        self.0.splice(start..start + patch.removed as usize, patch.blocks);
        for block in &mut self.0[start + sent..] {
            block.line = block.line.checked_add_signed(patch.shift).expect("no line before the first");
        }
    }
}
