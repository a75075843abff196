//! A mistake in showing a text must not keep it from being saved.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::markdown::Preview;

/// Updates the preview. When that panics the preview is empty until the next change.
pub(super) fn guarded<T: Default>(preview: &mut Preview, update: impl FnOnce(&mut Preview) -> T) -> T {
    let updated = catch_unwind(AssertUnwindSafe(|| update(preview)));
    updated.unwrap_or_else(|_| {
        *preview = Preview::new();
        T::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Patch, RenderContext};

    #[test]
    fn a_panic_costs_the_preview_of_one_change_and_no_more() {
        let mut preview = Preview::new();
        let context = RenderContext::default();
        guarded(&mut preview, |preview| preview.update("one\n", 0, &context));
        let patch: Patch = guarded(&mut preview, |_| panic!("a mistake"));
        assert!(patch.blocks.is_empty());
        let patch = guarded(&mut preview, |preview| preview.update("one\n\ntwo\n", 0, &context));
        assert_eq!(patch.blocks.len(), 2);
    }
}
