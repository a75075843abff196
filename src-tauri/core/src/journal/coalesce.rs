//! Changes that touch one another as one, so that a thousand keystrokes cost one splice of the text.

use crate::utf16;
use crate::{Change, Document, Misfit};

/// A document, and changes of it that are not in it yet.
#[derive(Debug)]
pub(super) struct Coalescing {
    document: Document,
    waiting: Option<Change>,
}

impl Coalescing {
    pub fn new(document: Document) -> Coalescing {
        Coalescing { document, waiting: None }
    }

    /// Takes one step of typing, as [`Document::apply`].
    pub fn push(&mut self, changes: &[Change]) -> Result<(), Misfit> {
        let [change] = changes else {
            self.settle()?;
            return apply(&mut self.document, changes);
        };
        // How a line ends goes by the lines around it and by what was taken out before, change by change.
        if self.document.is_mixed() && (change.to > change.from || change.insert.contains('\n')) {
            self.settle()?;
            return apply(&mut self.document, changes);
        }
        if self.waiting.as_mut().and_then(|waiting| join(waiting, change)).is_none() {
            self.settle()?;
            self.waiting = Some(change.clone());
        }
        Ok(())
    }

    /// The document with every change.
    pub fn document(&mut self) -> Result<&Document, Misfit> {
        self.settle()?;
        Ok(&self.document)
    }

    pub fn into_document(mut self) -> Result<Document, Misfit> {
        self.settle()?;
        Ok(self.document)
    }

    fn settle(&mut self) -> Result<(), Misfit> {
        match self.waiting.take() {
            Some(change) => apply(&mut self.document, &[change]),
            None => Ok(()),
        }
    }
}

fn apply(document: &mut Document, changes: &[Change]) -> Result<(), Misfit> {
    let mut length = document.utf16_length();
    for change in changes {
        let removed = change.to.checked_sub(change.from).ok_or(Misfit)? as usize;
        length = length.checked_sub(removed).ok_or(Misfit)? + utf16::length(&change.insert);
    }
    document.apply(changes, length).map(|_| ())
}

/// Makes `first` mean what it and then `second` mean; `None`, and nothing is done, when they do not
/// touch. `second` is in the coordinates after `first`.
fn join(first: &mut Change, second: &Change) -> Option<()> {
    let (start, end) = (first.from, first.from + utf16::length(&first.insert) as u32);
    if second.to < second.from || second.to < start || second.from > end {
        return None;
    }
    let keep_before = second.from.saturating_sub(start) as usize;
    let keep_from = (second.to.min(end) - start) as usize;
    let before = utf16::to_byte(&first.insert, keep_before)?;
    let after = utf16::to_byte(&first.insert, keep_from)?;
    first.insert.replace_range(before..after, &second.insert);
    first.from = start.min(second.from);
    first.to += second.to.saturating_sub(end);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_text_is_that_of_the_changes_one_by_one(
            text in "[a-z😀\n]{0,30}",
            edits in prop::collection::vec((any::<u16>(), 0..4u32, "[a-z日\n]{0,3}", any::<bool>()), 0..40),
        ) {
            let mut plain = Document::new(&text);
            let mut fast = Coalescing::new(Document::new(&text));
            let mut last = 0u32;
            for (place, length, insert, near) in edits {
                let units = plain.utf16_length() as u32;
                let from = if near { (last + u32::from(place % 3)).min(units) } else { u32::from(place) % (units + 1) };
                let change = Change { from, to: (from + length).min(units), insert };
                if apply(&mut plain, std::slice::from_ref(&change)).is_err() {
                    continue;
                }
                prop_assert!(fast.push(std::slice::from_ref(&change)).is_ok());
                last = change.from.saturating_sub(1);
            }
            prop_assert_eq!(fast.document().unwrap().text(), plain.text());
        }
    }
}
