//! The proof that what an edit puts into a header can be taken out of it again.

use super::{Edit, Refusal, Replacement, apply, edit_all};
use crate::front_matter::conventions::Conventions;

/// Refuses an item or a draft mark that its opposite would not remove without a trace.
///
/// In a header that people write every state has its own hand, so the way back is found. Where one
/// cannot be found, as beside a line that is half broken, a switch that the writer flips twice
/// would leave the post changed.
pub(super) fn prove(
    text: &str,
    edit: &Edit<'_>,
    replacements: &[Replacement],
    conventions: &Conventions,
) -> Result<(), Refusal> {
    let opposite = match edit {
        Edit::AddItem { path, item } => Edit::RemoveItem { path, item: item.clone() },
        Edit::SetDraft(true) => Edit::SetDraft(false),
        _ => return Ok(()),
    };
    let after = apply(text, replacements);
    let back = edit_all(&after, &[opposite], conventions);
    if back.is_ok_and(|back| apply(&after, &back) == text) {
        return Ok(());
    }
    Err(Refusal::new("this could not be taken back without a trace, so it is edited in the text only"))
}
