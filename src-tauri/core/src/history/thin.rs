//! Which versions are kept as they grow old.

use std::collections::HashSet;

use chrono::{DateTime, Days, FixedOffset, TimeDelta};

use super::pack::{Pack, Reader, Stored, Text};
use super::{LOST_FOR_DAYS, Reason};

/// For each version, in the order in which they were kept, whether it is kept: all of the last 24 hours; of the
/// week before, the last one of each hour; of the time before that, the last one of each day, by the
/// writer's clock. The newest is kept, and those that no save brought, since nothing else has their text.
pub(super) fn kept(versions: &[Stored], now: DateTime<FixedOffset>) -> Vec<bool> {
    let mut kept = vec![false; versions.len()];
    // Not only the slot before: where the clock was set back, the times do not rise.
    let mut taken = HashSet::new();
    for (index, version) in versions.iter().enumerate().rev() {
        // A version of another reason does not stand for the saves of its hour.
        let is_first = !is_routine(version) || slot(version, now).is_none_or(|slot| taken.insert(slot));
        kept[index] = is_first || index + 1 == versions.len();
    }
    kept
}

/// For each version, whether it stays when the pack must shrink: not the oldest half of those that may
/// go. What was lost stays for a month at least, and the newest stays for ever.
pub(super) fn newer_half(versions: &[Stored], now: DateTime<FixedOffset>) -> Vec<bool> {
    let month = now.checked_sub_days(Days::new(LOST_FOR_DAYS)).unwrap_or(now).timestamp_millis();
    let may_go = |(index, version): &(usize, &Stored)| {
        index + 1 < versions.len() && (is_routine(version) || version.at < month)
    };
    let all: Vec<usize> = versions.iter().enumerate().filter(may_go).map(|(index, _)| index).collect();
    let mut kept = vec![true; versions.len()];
    for index in &all[..all.len().div_ceil(2)] {
        kept[*index] = false;
    }
    kept
}

fn is_routine(version: &Stored) -> bool {
    matches!(version.reason, Reason::Saved | Reason::Typing | Reason::Outside)
}

/// The hour or the day that one version is enough of; `None` while all are kept.
fn slot(version: &Stored, now: DateTime<FixedOffset>) -> Option<(bool, i64)> {
    let moment = version.moment()?;
    let age = now.signed_duration_since(moment);
    let local = moment.naive_local().and_utc().timestamp();
    if age < TimeDelta::hours(24) {
        None
    } else if age < TimeDelta::days(8) {
        Some((true, local.div_euclid(3600)))
    } else {
        Some((false, local.div_euclid(86_400)))
    }
}

impl Pack {
    /// The pack with those versions alone. `None` when a text cannot be read: then nothing is thrown
    /// away.
    pub fn with(&self, kept: &[bool]) -> Option<Pack> {
        let mut pack = Pack { root: self.root.clone(), path: self.path.clone(), ..Pack::default() };
        let mut reader = Reader::new(self);
        // Where each text is in the new pack.
        let mut places = vec![None; self.texts.len()];
        let versions =
            || self.versions.iter().zip(kept).filter(|(_, kept)| **kept).map(|(version, _)| version);
        for version in versions() {
            let index = version.text as usize;
            if places.get(index)?.is_some() {
                continue;
            }
            let text = self.texts.get(index)?;
            let base = text.base.map(|base| places.get(base as usize).copied().flatten());
            let text = match base {
                None => text.clone(),
                Some(Some(base)) => Text { base: Some(base), ..text.clone() },
                // What it was a change of is gone.
                Some(None) => {
                    let base = pack.base_of(pack.texts.len());
                    let bytes = reader.text(version.text)?;
                    Text::pack(bytes, text.hash, base, &mut Reader::new(&pack))?
                }
            };
            places[index] = Some(pack.texts.len() as u32);
            pack.texts.push(text);
        }
        for version in versions() {
            let text = (*places.get(version.text as usize)?)?;
            pack.versions.push(Stored { text, ..*version });
        }
        Some(pack)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;
    const DAY: i64 = 24 * HOUR;
    const NOW: i64 = 1_800_000_000_000 / DAY * DAY + 12 * HOUR;

    fn version(id: u32, at: i64, reason: Reason) -> Stored {
        Stored { id, text: 0, at, offset: 0, reason, words: 0 }
    }

    fn left(versions: &[Stored]) -> Vec<u32> {
        let now = DateTime::from_timestamp_millis(NOW).unwrap().fixed_offset();
        let kept = kept(versions, now);
        versions.iter().zip(kept).filter(|(_, kept)| *kept).map(|(version, _)| version.id).collect()
    }

    #[test]
    fn all_of_a_day_one_an_hour_of_a_week_and_one_a_day_before() {
        let mut versions = Vec::new();
        for days in (0..30).rev() {
            for minutes in (0..240).rev().step_by(10) {
                let id = versions.len() as u32;
                versions.push(version(id, NOW - days * DAY - minutes * 60_000 - 1, Reason::Saved));
            }
        }
        let left = left(&versions);
        // Four hours of 24 versions today; of the seven days before, one for each begun hour; then 22 days.
        assert_eq!(left.len(), 24 + 7 * 4 + 22);
        assert_eq!(left.last(), Some(&(versions.len() as u32 - 1)));
    }

    #[test]
    fn the_newest_and_what_no_save_brought_stay() {
        let old = NOW - 100 * DAY;
        let versions = [
            version(1, old, Reason::Saved),
            version(2, old + 1, Reason::Lost),
            version(3, old + 2, Reason::BeforeRestore),
            version(4, old + 3, Reason::Saved),
            version(5, old + 4, Reason::Typing),
        ];
        assert_eq!(left(&versions), [2, 3, 5]);
        assert_eq!(left(&versions[..1]), [1]);
    }

    #[test]
    fn thinning_again_changes_nothing() {
        let versions: Vec<Stored> = (0..2000)
            .map(|id| version(id, NOW - 40 * DAY + i64::from(id) * HOUR / 2, Reason::Saved))
            .collect();
        let once = left(&versions);
        let rest: Vec<Stored> =
            versions.iter().filter(|version| once.contains(&version.id)).copied().collect();
        assert_eq!(left(&rest), once);
    }

    #[test]
    fn shrinking_takes_the_oldest_that_may_go() {
        let now = DateTime::from_timestamp_millis(NOW).unwrap().fixed_offset();
        let versions = [
            version(1, NOW - 90 * DAY, Reason::Lost),
            version(2, NOW - 5 * DAY, Reason::Lost),
            version(3, NOW - 4 * DAY, Reason::Saved),
            version(4, NOW - 3 * DAY, Reason::Saved),
            version(5, NOW - 2 * DAY, Reason::Lost),
            version(6, NOW - DAY, Reason::Saved),
        ];
        assert_eq!(newer_half(&versions, now), [false, true, false, true, true, true]);
        assert_eq!(newer_half(&versions[5..], now), [true]);
    }
}
