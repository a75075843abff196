//! Astro's rules.

use std::path::Path;

use super::Opened;

pub(super) fn open(root: &Path) -> Opened {
    super::plain::open(root)
}
