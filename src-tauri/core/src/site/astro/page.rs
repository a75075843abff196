//! The pages that are Markdown files below `src/pages`.

use super::settings::{Setting, Settings};
use crate::site::rules::Url;

/// Source: `core/constants.ts` of the package `astro`. Their case counts.
const EXTENSIONS: [&str; 6] = ["markdown", "mdown", "mkdn", "mkd", "mdwn", "md"];

/// Whether a file of this name is read as Markdown.
pub(super) fn is_markdown(name: &str, settings: &Settings) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    EXTENSIONS.contains(&extension) || extension == "mdx" && settings.has_mdx
}

/// Whether the file, or a folder on the way to it, is left out. `below` is its path below
/// `src/pages`. Source: `createFileBasedRoutes` in `core/routing/manifest/create.ts`.
pub(super) fn is_left_out(below: &str) -> bool {
    below.split('/').any(|part| part.starts_with('_'))
}

/// What Astro stops at in a path.
pub(super) fn stops(below: &str) -> Option<&'static str> {
    if below.contains(['[', ']']) {
        return Some("Astro stops: a Markdown page cannot say what the brackets in its name stand for");
    }
    let is_broken = below.contains(['%', '#', '?']);
    is_broken.then_some("Astro stops: it does not find a page with %, # or ? in its name")
}

/// The path of a page. Sources: `getUrlForPath` in `core/build/generate.ts`, and `getOutFile` in
/// `core/build/common.ts` where a file is written beside the folder that the former names.
pub(super) fn url(below: &str, settings: &Settings) -> Url {
    for (name, setting) in [("build.format", &settings.format), ("trailingSlash", &settings.trailing_slash)] {
        if *setting == Setting::Computed {
            return Url::Unknown(format!("{name} is computed in the configuration"));
        }
    }
    if stops(below).is_some() {
        return Url::Unknown("Astro does not build it".into());
    }
    let stem = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
    let is_index = stem == "index" || stem.ends_with("/index");
    let path = if is_index { stem.strip_suffix("index").unwrap_or(stem).trim_end_matches('/') } else { stem };
    let is = |name: &str| matches!(&settings.format, Setting::Is(format) if format == name);
    let is_preserved = is("preserve") && is_index;
    let as_folder = is_preserved || !is("file") && !is("preserve");
    Url::Known(match path {
        "" => "/".to_owned(),
        "404" | "500" if !is_preserved => format!("/{path}.html"),
        _ if !as_folder => format!("/{path}.html"),
        _ => match &settings.trailing_slash {
            Setting::Is(slash) if slash == "never" => format!("/{path}"),
            _ => format!("/{path}/"),
        },
    })
}
