//! What the versions of an open post are made of.

use std::sync::Arc;

use super::{OpenPost, header_end};
use crate::markdown;

impl OpenPost {
    /// The bytes that the file has once the text is saved.
    pub fn file_bytes(&self) -> Vec<u8> {
        self.document.to_file().into_bytes()
    }

    /// The bytes that the file had when it was last read or saved.
    pub fn last_common(&self) -> Arc<Vec<u8>> {
        Arc::clone(&self.common)
    }

    /// Words in the body of another text of this post.
    pub fn words_of(&self, bytes: &[u8]) -> u32 {
        let text = String::from_utf8_lossy(bytes);
        markdown::word_count(&text[header_end(&text, &self.conventions)..], &self.context.dialect)
    }
}
