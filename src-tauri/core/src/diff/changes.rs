//! A difference as changes for an editor.

use super::words;
use crate::document::Change;
use crate::utf16;

/// What an editor must change to hold `new` instead of `old`, in as few letters as there are words that
/// differ. Both have LF line endings.
pub fn changes(old: &str, new: &str) -> Vec<Change> {
    let (mut byte, mut unit) = (0, 0);
    let change = |hunk: super::Hunk| {
        let from = unit + utf16::length(&old[byte..hunk.old.start]);
        let to = from + utf16::length(&old[hunk.old.clone()]);
        (byte, unit) = (hunk.old.end, to);
        Change { from: from as u32, to: to as u32, insert: new[hunk.new].to_owned() }
    };
    words(old, new).into_iter().map(change).collect()
}
