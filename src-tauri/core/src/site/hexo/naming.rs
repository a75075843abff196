//! Where new, renamed and published posts go.

use chrono::NaiveDateTime;
use sha1_smol::Sha1;

use super::super::fields::Source;
use super::super::rules::{Move, Moved, NewFile};
use super::pattern::Pattern;
use super::place::{self, Place};
use super::settings::split_extension;
use super::{Hexo, moment};

/// Where `hexo new` puts a post. Source: hexo, plugins/filter/new_post_path.ts.
pub(super) fn new_file(hexo: &Hexo, wish: &NewFile<'_>) -> String {
    let settings = &hexo.settings;
    let posts = format!("{}/_posts", settings.source);
    let drafts = format!("{}/_drafts", settings.source);
    let section = wish.section.filter(|section| !section.is_empty());
    let below = section.and_then(|section| section.strip_prefix(posts.as_str()));
    if wish.draft {
        let below = below.unwrap_or_default().trim_matches('/');
        let slash = if below.is_empty() { "" } else { "/" };
        return format!("{drafts}/{below}{slash}{}{}", wish.slug, extension(hexo));
    }
    let language = wish.language.map(|code| ("lang".to_owned(), code.to_owned()));
    let values: Vec<_> = language.into_iter().collect();
    let name = name_of(hexo, &settings.new_post_name, wish.slug, wish.now, &values);
    match section {
        Some(section) => {
            let name = name.rsplit_once('/').map_or(name.as_str(), |(_, name)| name);
            format!("{}/{name}", section.trim_end_matches('/'))
        }
        None => format!("{posts}/{name}"),
    }
}

/// Where a post goes with another slug or in another folder: the day in its file's name stays.
pub(super) fn moved(hexo: &Hexo, source: &Source<'_>, wish: &Move<'_>) -> Moved {
    let (stem, extension) = split_extension(source.name());
    let place = place::of(source.path, &hexo.settings);
    let (folder, name) = match (place, wish.slug) {
        (Place::Page(_), Some(slug)) if stem == "index" && !source.folder().is_empty() => {
            let above = source.folder().rsplit_once('/').map_or("", |(above, _)| above);
            (format!("{above}/{slug}"), stem.to_owned())
        }
        (Place::Post(_), Some(slug)) => (source.folder().to_owned(), renamed(hexo, stem, slug)),
        (_, slug) => (source.folder().to_owned(), slug.unwrap_or(stem).to_owned()),
    };
    let folder = wish.section.map_or(folder, |section| section.trim_end_matches('/').to_owned());
    let slash = if folder.is_empty() { "" } else { "/" };
    // A slug in the header is nothing to Hexo, which overwrites it with the file's name.
    Moved { path: format!("{folder}{slash}{name}{extension}"), header: Vec::new() }
}

/// Where `hexo publish` puts a draft, and where a post goes back to; below the same folders. Source:
/// hexo, hexo/post.ts, `publish`.
pub(super) fn draft_place(
    hexo: &Hexo,
    source: &Source<'_>,
    draft: bool,
    today: chrono::NaiveDate,
) -> Option<String> {
    let settings = &hexo.settings;
    let name = last_part(&settings.new_post_name);
    match (place::of(source.path, settings), draft) {
        (Place::Draft(below), false) => {
            let (folder, _) = below.rsplit_once('/').unwrap_or_default();
            let (stem, extension) = split_extension(source.name());
            let date = source.fields.get("date");
            let date = date.and_then(|value| moment::of_header(value, hexo.machine, None));
            let clock = date.and_then(|seconds| moment::clock(seconds, hexo.machine));
            let now = clock.unwrap_or(today.and_time(chrono::NaiveTime::MIN));
            let mut values = Vec::new();
            for key in Pattern::of(&settings.new_post_name).parameters() {
                values.extend(source.fields.text(key).map(|value| (key.to_owned(), value)));
            }
            let pattern = if folder.is_empty() { settings.new_post_name.as_str() } else { name };
            let path = name_of(hexo, pattern, stem, now, &values);
            let (path, _) = split_extension(&path);
            let slash = if folder.is_empty() { "" } else { "/" };
            Some(format!("{}/_posts/{folder}{slash}{path}{extension}", settings.source))
        }
        (Place::Post(below), true) => {
            let (stem, extension) = split_extension(below);
            let (folder, file) = stem.rsplit_once('/').unwrap_or(("", stem));
            let slash = if folder.is_empty() { "" } else { "/" };
            let title = title_in(split_extension(name).0, file).unwrap_or_else(|| file.to_owned());
            Some(format!("{}/_drafts/{folder}{slash}{title}{extension}", settings.source))
        }
        _ => None,
    }
}

fn name_of(
    hexo: &Hexo,
    pattern: &str,
    slug: &str,
    now: NaiveDateTime,
    values: &[(String, String)],
) -> String {
    let printed = Pattern::of(pattern).print(|name| {
        let value = |values: &[(String, String)]| {
            values.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
        };
        Ok::<_, ()>(match name {
            "title" => slug.to_owned(),
            "year" => now.format("%Y").to_string(),
            "month" => now.format("%m").to_string(),
            "i_month" => now.format("%-m").to_string(),
            "day" => now.format("%d").to_string(),
            "i_day" => now.format("%-d").to_string(),
            "hash" => {
                let local = moment::of_clock(now, hexo.machine);
                let hash = Sha1::from(format!("{slug}{}", local.unwrap_or_default())).digest().to_string();
                hash.chars().take(12).collect()
            }
            // Hexo writes `undefined` for a value that nobody gave; no file shall be named so.
            _ => value(values).or_else(|| value(&hexo.settings.permalink_defaults)).unwrap_or_default(),
        })
    });
    let path = printed.unwrap_or_else(|()| slug.to_owned());
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let path = parts.join("/");
    if split_extension(&path).1.is_empty() { format!("{path}{}", extension(hexo)) } else { path }
}

/// The file's name with another slug in the place of the one it holds.
fn renamed(hexo: &Hexo, stem: &str, slug: &str) -> String {
    let (pattern, _) = split_extension(last_part(&hexo.settings.new_post_name));
    let pattern = Pattern::of(pattern);
    let Some(values) = pattern.parse(stem).filter(|values| values.iter().any(|(key, _)| key == "title"))
    else {
        return slug.to_owned();
    };
    let printed = pattern.print(|name| {
        let value = values.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        if name == "title" { Ok(slug.to_owned()) } else { value.ok_or(()) }
    });
    printed.unwrap_or_else(|()| slug.to_owned())
}

fn title_in(pattern: &str, stem: &str) -> Option<String> {
    let values = Pattern::of(pattern).parse(stem)?;
    values.into_iter().find(|(key, _)| key == "title").map(|(_, value)| value)
}

fn last_part(pattern: &str) -> &str {
    pattern.rsplit_once('/').map_or(pattern, |(_, name)| name)
}

fn extension(hexo: &Hexo) -> &str {
    Some(hexo.settings.extension()).filter(|extension| !extension.is_empty()).unwrap_or(".md")
}
