//! Jekyll's rules.

use std::path::Path;

use chrono_tz::Tz;

use super::Opened;

pub(super) fn open(root: &Path, _zone: Tz) -> Opened {
    super::plain::open(root)
}
