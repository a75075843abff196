//! What was worked out for the list, and how it follows changes.

use std::sync::Arc;

use super::filter::Found;
use super::rows::Line;
use super::{ListQuery, Sorting};
use crate::blog::BlogChanges;
use crate::search::Names;

/// What was worked out for the list and still holds.
#[derive(Debug, Default)]
pub(in crate::blog) struct Listing {
    pub(super) revision: u32,
    /// Every listed post by path: the numbers below are places in it.
    pub(super) paths: Option<Vec<Arc<str>>>,
    pub(super) names: Option<Names>,
    pub(super) order: Option<(Sorting, Vec<u32>)>,
    pub(super) shown: Option<(ListQuery, Found, Vec<Line>)>,
}

/// With more changes than this at once everything is worked out anew.
const FEW: usize = 200;

impl Listing {
    /// The posts are others than before.
    pub(in crate::blog) fn forget(&mut self) {
        *self = Listing { revision: self.revision + 1, ..Listing::default() };
    }

    /// These posts are others than before.
    pub(in crate::blog) fn follow(&mut self, changes: &BlogChanges) {
        let BlogChanges { upserted, removed, .. } = changes;
        match upserted.len() + removed.len() {
            0 => return,
            1..=FEW => {}
            _ => return self.forget(),
        }
        *self = Listing { revision: self.revision + 1, order: None, shown: None, ..std::mem::take(self) };
        let Some(paths) = &mut self.paths else { return };
        for path in removed {
            if let Ok(at) = paths.binary_search_by(|known| (**known).cmp(path)) {
                paths.remove(at);
                self.names.iter_mut().for_each(|names| names.remove(at));
            }
        }
        for post in upserted {
            let names = self.names.as_mut();
            match paths.binary_search_by(|known| (**known).cmp(&post.path)) {
                Ok(at) => names.into_iter().for_each(|names| names.replace(at, &post.into())),
                Err(at) => {
                    paths.insert(at, post.path.as_str().into());
                    names.into_iter().for_each(|names| names.insert(at, &post.into()));
                }
            }
        }
    }
}
