//! `render`: the preview's HTML.

use std::io::Read;
use std::path::Path;

use galley_core::markdown::{self, Dialect, RenderContext};
use galley_core::site::{self, Site};
use galley_core::{Document, Error, disk, front_matter, post};

use crate::arguments::Spec;
use crate::sites::Sites;
use crate::{Outcome, complain, print, reason};

/// Runs `render`; with `plain` what the Markdown of the whole file alone makes by that specification.
pub fn run(file: &Path, plain: Option<Spec>) -> Outcome {
    let bytes = match read(file) {
        Ok(bytes) => bytes,
        Err(reason) => {
            complain(file, &reason);
            return Outcome::Refused;
        }
    };
    let text = match post::decode(&bytes) {
        Ok(text) => Document::new(text),
        Err(found) => {
            complain(file, &Error::NotUtf8 { path: file.to_path_buf(), found }.to_string());
            return Outcome::Refused;
        }
    };
    if let Some(spec) = plain {
        let dialect = match spec {
            Spec::Commonmark => Dialect::commonmark(),
            Spec::Gfm => Dialect::gfm(),
        };
        print(&markdown::render_plain(text.text(), &dialect));
        return Outcome::Done;
    }
    let body =
        front_matter::split(text.text(), Sites::default().generator(file)).map_or(0, |split| split.block.end);
    let context = RenderContext { dialect: dialect(file), ..RenderContext::default() };
    print(&markdown::render(&text.text()[body..], &context));
    Outcome::Done
}

/// How the site that a file is in reads it; standard input is in none.
fn dialect(file: &Path) -> Dialect {
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
    let Some(folder) = absolute.parent().filter(|_| file != Path::new("-")) else {
        return Dialect::default();
    };
    let found = site::find(folder);
    let generator = found.generators.first().copied().unwrap_or_default();
    let below = absolute.strip_prefix(&found.root).unwrap_or(&absolute).to_string_lossy().into_owned();
    Site::open(&found.root, generator, galley_clock::now().zone).dialect(&below)
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    if file != Path::new("-") {
        return disk::read(file).map_err(|error| reason(&error));
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|error| format!("cannot read standard input: {error}"))?;
    Ok(bytes)
}
