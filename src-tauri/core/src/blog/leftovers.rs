//! What a kill left of saves in the folders of a site.

use std::convert::Infallible;
use std::path::PathBuf;

use crate::disk::leftovers;
use crate::site::Site;
use crate::walk;

/// Removes the temporary files whose writers died from every folder that may hold posts, and tells
/// which. Those of a living process are left.
pub fn remove_leftovers(site: &Site) -> Vec<PathBuf> {
    let mut removed = Vec::new();
    let Ok(()) = walk::folders(site, site.root(), &mut |folder| {
        removed.extend(leftovers::sweep(folder));
        Ok::<(), Infallible>(())
    });
    removed
}
