//! What the window is told of a save.

use crate::disk::{WhyInPlace, Written};

/// What a save did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum SaveReply {
    /// The file holds the text.
    Saved,
    /// It does, and was written over its own bytes instead of replaced.
    SavedInPlace {
        /// WhyInPlace it could not be replaced.
        why: WhyInPlace,
    },
    /// It held it already and was not touched.
    Unchanged,
    /// The file is not the one that was read; nothing was written.
    Conflict {
        /// The file is gone.
        deleted: bool,
    },
}

impl From<Written> for SaveReply {
    fn from(written: Written) -> SaveReply {
        match written {
            Written::Replaced => SaveReply::Saved,
            Written::InPlace(why) => SaveReply::SavedInPlace { why },
            Written::Unchanged => SaveReply::Unchanged,
        }
    }
}
