//! How Hugo is asked to fill an archetype.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::place::below;
use super::settings::{Root, Settings};
use crate::site::rules::{Call, Template};

/// `hugo new content` with a second configuration, over the site's: a folder outside the site is
/// mounted beside its content. So templates see every page of the site, and what is made is not in
/// it. The flag `--contentDir` would take the site's own pages away, and is void where the site has
/// mounts. Sources: `create/content.go`; `hugolib/filesystems/basefs.go`, `AbsProjectContentDir`.
pub(super) fn call(
    settings: &Settings,
    config_file: Option<&str>,
    template: &Template,
    path: &str,
    scratch: &Path,
) -> Option<Call> {
    let (root, below) = settings.roots.iter().find_map(|root| Some((root, below(path, &root.folder)?)))?;
    let content = scratch.join("content");
    let file = content.join(below);
    // Hugo takes a folder for what is to be made when the name has no extension.
    let is_folder = template.path.ends_with("/index.md");
    let folder = file.parent()?;
    let target = if is_folder { folder } else { &file };
    let config = scratch.join("galley.json");
    let mut configs = std::ffi::OsString::new();
    // The folder `config` is read besides, whatever is named here.
    if let Some(own) = config_file.filter(|file| !file.starts_with("config/")) {
        configs.push(own);
        configs.push(",");
    }
    configs.push(&config);
    let arguments = ["new", "content", "--noBuildLock", "--config"].map(Into::into).into_iter();
    let arguments = arguments.chain([configs, target.into()]).collect();
    let mut made = vec![(file.clone(), path.to_owned())];
    if let (true, Some(above)) = (is_folder, path.strip_suffix("/index.md")) {
        let filled = template.others.iter().filter(|other| other.text.is_some());
        made.extend(filled.map(|other| (folder.join(&other.name), format!("{above}/{}", other.name))));
    }
    let over = over(settings, root, &content).to_string();
    Some(Call { arguments, folder: content, config: (config, over), made })
}

/// The configuration over the site's. Mounts given here take the place of all that the site has, and
/// an editor that the site wants opened would hold Hugo up.
fn over(settings: &Settings, root: &Root, content: &Path) -> Json {
    let mut mounts = settings.mounts.clone();
    let is_content = |mount: &Json| mount["target"].as_str().is_some_and(|to| to.starts_with("content"));
    if !mounts.iter().any(is_content) {
        mounts.extend(settings.roots.iter().map(|root| mount(&root.folder, root)));
    }
    mounts.push(mount(&content.to_string_lossy(), root));
    json!({ "newContentEditor": "", "module": { "mounts": mounts } })
}

fn mount(folder: &str, root: &Root) -> Json {
    match &root.language {
        // Before 0.153 the key was `lang`, at which later versions fail.
        Some(language) => {
            let sites = json!({ "matrix": { "languages": [language] } });
            json!({ "source": folder, "target": "content", "sites": sites })
        }
        None => json!({ "source": folder, "target": "content" }),
    }
}
