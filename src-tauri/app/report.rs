//! What the window is told without having asked.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use galley_core::cache::Trouble;
use galley_core::journal;
use galley_core::{Blog, BlogChanges, Error, OpenPost, Outside};
use tauri::{AppHandle, Manager};
use tauri_specta::Event;

use crate::events::{BlogChanged, PostChanged, PostMoved};
use crate::host::{Host, SharedPost, context, lock};
use crate::privacy::keep_excluded;
use crate::texts::Texts;
use crate::versions::Versions;
use crate::wire::WireError;

/// Posts that one message names. The window asks for what it shows.
const MOST_TOLD: usize = 200;

/// Tells the window what is different on disk.
pub fn report(
    app: &AppHandle,
    blog: &Mutex<Option<Blog>>,
    posts: &Mutex<HashMap<u32, SharedPost>>,
    texts: &Texts,
    paths: &[PathBuf],
) {
    let (changes, problem, files) = match lock(blog).as_mut() {
        Some(blog) => {
            let changes = blog.refresh(paths, galley_clock::now());
            texts.changed(blog, paths);
            let files: Vec<PathBuf> =
                changes.upserted.iter().map(|post| blog.root().join(&post.path)).collect();
            (changes, blog.problem(), files)
        }
        None => return,
    };
    tell(app, changes, problem);
    let open: Vec<_> = lock(posts).iter().map(|(doc, post)| (*doc, Arc::clone(post))).collect();
    for (doc, post) in open {
        let looked = {
            let mut post = lock(&post);
            if !post.is_gone() && !paths.iter().any(|path| post.file().starts_with(path)) {
                continue;
            }
            post.look(&files)
        };
        match looked {
            Ok(Outside::Same) => {}
            Ok(Outside::Moved(file)) => follow(app, blog, doc, &post, &file),
            Ok(found) => drop(PostChanged { doc, deleted: found == Outside::Deleted }.emit(app)),
            Err(error) => tell(app, BlogChanges::default(), Some(error)),
        }
    }
}

/// The open post goes on in the file that its own became.
fn follow(app: &AppHandle, blog: &Mutex<Option<Blog>>, doc: u32, post: &Mutex<OpenPost>, file: &Path) {
    let below = |root: &Path, file: &Path| Some(file.strip_prefix(root).ok()?.to_str()?.replace('\\', "/"));
    let before = lock(post).file().to_path_buf();
    let place = lock(blog).as_ref().and_then(|blog| {
        let (from, to) = (below(blog.root(), &before)?, below(blog.root(), file)?);
        Some((context(blog, &to), blog.root().to_path_buf(), from, to))
    });
    let Some((context, root, from, path)) = place else { return };
    lock(post).relocate(file, context);
    let host = app.state::<Host>();
    // The undo history of before alone, which no text depends on.
    let _ = host.keeping.follow(&before, file);
    keep_excluded(app, host.memory(), &[(root.join(&from), root.join(&path))]);
    app.state::<Versions>().moved(root, vec![(from, path.clone())], &[(doc, path.clone())]);
    let _ = PostMoved { doc, path }.emit(app);
}

/// Tells the window of changes, if there are any.
pub fn tell(app: &AppHandle, changes: BlogChanges, problem: Option<Error>) {
    let BlogChanges { revision, mut upserted, mut removed } = changes;
    if upserted.is_empty() && removed.is_empty() && problem.is_none() {
        return;
    }
    let many = upserted.len() + removed.len() > MOST_TOLD;
    if many {
        upserted.truncate(MOST_TOLD);
        removed.truncate(MOST_TOLD);
    }
    let problem = problem.map(WireError::from);
    let _ = BlogChanged { revision, upserted, removed, many, problem }.emit(app);
}

/// What became of a journal that could not be read.
pub fn set_aside(trouble: &journal::Trouble) -> String {
    format!(
        "A file of unsaved text could not be read: {}. It is kept as {}.",
        trouble.reason,
        trouble.file.display()
    )
}

/// What became of a cache, where the writer has something of it.
pub fn in_words(trouble: &Trouble) -> Option<String> {
    match trouble {
        Trouble::SetAside { file, reason } => Some(format!(
            "The list's cache was damaged ({reason}). It is now {}, and every post was read anew.",
            file.display()
        )),
        Trouble::Unusable { reason } => {
            Some(format!("The list's cache cannot be used, so every start reads every post: {reason}."))
        }
        // Another window has it.
        Trouble::Locked => None,
    }
}
