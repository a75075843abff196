//! What a file is by its place.

use super::settings::{Settings, split_extension};

/// What a file is, with its path below the folder of its kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Place<'a> {
    Post(&'a str),
    Draft(&'a str),
    Page(&'a str),
    Scaffold,
    /// Nothing that Hexo makes a page of; why.
    Nowhere(&'static str),
}

/// What Hexo takes a Markdown file for. Sources: hexo, plugins/processor/post.ts, asset.ts and
/// common.ts.
pub(super) fn of<'a>(path: &'a str, settings: &Settings) -> Place<'a> {
    if path.starts_with("scaffolds/") {
        return Place::Scaffold;
    }
    let Some(below) = path.strip_prefix(&settings.source).and_then(|rest| rest.strip_prefix('/')) else {
        return Place::Nowhere("it is outside the folder that Hexo reads");
    };
    let place = match (below.strip_prefix("_posts/"), below.strip_prefix("_drafts/")) {
        (Some(post), _) if !is_hidden(post) => Place::Post(post),
        (_, Some(draft)) if !is_hidden(draft) => Place::Draft(draft),
        _ if settings.exclude.is_match(below) => {
            return Place::Nowhere("the site's configuration excludes it");
        }
        _ if is_hidden(below) && !settings.include.is_match(below) => {
            return Place::Nowhere("Hexo leaves out what starts with an underscore");
        }
        _ => Place::Page(below),
    };
    if settings.skip_render.is_match(below) {
        return Place::Nowhere("the site's configuration copies it as it is (skip_render)");
    }
    let extension = split_extension(below).1;
    if !is_rendered(extension) {
        return Place::Nowhere("Hexo does not render files of this kind");
    }
    let is_page = matches!(place, Place::Page(_));
    if settings.asset_folders && !is_page && extension != settings.extension() {
        return Place::Nowhere("with post_asset_folder, Hexo takes posts of one kind of file only");
    }
    place
}

fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with(['_', '.']))
}

/// Source: hexo-renderer-marked, index.js. Other renderers know the same extensions or fewer.
fn is_rendered(extension: &str) -> bool {
    matches!(extension, ".md" | ".markdown" | ".mkd" | ".mkdn" | ".mdwn" | ".mdtxt" | ".mdtext")
}
