//! How often typing leaves a version.

use chrono::{DateTime, FixedOffset, TimeDelta};

/// Typing leaves a version this often, in minutes.
const EVERY: i64 = 2;

/// What was typed into an open post since its last version.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pace {
    since: Option<DateTime<FixedOffset>>,
}

impl Pace {
    /// The writer types at `now`. Whether the text is to be kept as a version.
    pub fn typed(&mut self, now: DateTime<FixedOffset>) -> bool {
        let since = *self.since.get_or_insert(now);
        // A clock that was set back must not keep a version away for hours.
        let is_due = now.signed_duration_since(since).abs() >= TimeDelta::minutes(EVERY);
        if is_due {
            self.since = Some(now);
        }
        is_due
    }

    /// The text was kept, by a save.
    pub fn kept(&mut self) {
        self.since = None;
    }

    /// Whether something was typed that no version has.
    pub fn is_waiting(&self) -> bool {
        self.since.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_leaves_a_version_every_two_minutes_unless_a_save_did() {
        let at = |seconds: i64| DateTime::from_timestamp(seconds, 0).unwrap().fixed_offset();
        let mut pace = Pace::default();
        assert!(!pace.typed(at(0)));
        assert!(!pace.typed(at(119)));
        assert!(pace.typed(at(120)));
        assert!(!pace.typed(at(121)));
        pace.kept();
        assert!(!pace.is_waiting());
        assert!(!pace.typed(at(300)));
        assert!(pace.typed(at(425)));
    }
}
