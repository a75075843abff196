//! Edits of the headers of files that are not open in an editor.

use std::path::Path;

use crate::disk::{self, Expected, Revision, Writer};
use crate::error::{Error, Result};
use crate::{front_matter, post};

/// Applies a front matter edit to a file that is not open in an editor, and writes it by `writer`.
/// Returns the file's text before and after.
///
/// # Errors
/// [`Error::NotUtf8`], [`Error::Refused`] with the line, and the errors of reading and writing.
pub fn edit_file(
    file: &Path,
    writer: &Writer,
    edit: impl FnOnce(&str) -> std::result::Result<Vec<front_matter::Replacement>, front_matter::Refusal>,
) -> Result<(String, String)> {
    let (before, after, revision) = plan_edit(file, edit)?;
    if before != after {
        writer.write(file, after.as_bytes(), Expected::Revision(revision))?;
    }
    Ok((before, after))
}

/// What [`edit_file`] would do: the text before and after, and the revision that was read.
///
/// # Errors
/// As for [`edit_file`], without those of writing.
pub fn plan_edit(
    file: &Path,
    edit: impl FnOnce(&str) -> std::result::Result<Vec<front_matter::Replacement>, front_matter::Refusal>,
) -> Result<(String, String, Revision)> {
    let bytes = disk::read(file)?;
    let revision = Revision::of(&bytes);
    let text = String::from_utf8(bytes).map_err(|error| Error::NotUtf8 {
        path: file.to_path_buf(),
        found: post::decode(error.as_bytes()).err().unwrap_or("cut off inside a character"),
    })?;
    let replacements = edit(&text).map_err(|refusal| Error::refused(file, refusal.to_string()))?;
    let after = front_matter::apply(&text, &replacements);
    Ok((text, after, revision))
}
