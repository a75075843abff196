//! An open post and its file: saving, reading again, and what is on the disk.

use super::legible::{legible, not_utf8};
use super::{OnDisk, OpenPost, SaveReply};
use crate::disk::{self, Expected, Revision};
use crate::document::{Change, Document};
use crate::error::{Error, ErrorKind, Result};
use crate::front_matter::HeaderForm;
use crate::markdown::Patch;
use crate::utf16;

/// The file's text taken over into an open post.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Reload {
    /// The document's version after it.
    pub version: u32,
    /// What the editor must change to hold the same text.
    pub changes: Vec<Change>,
    /// The form of the new text.
    pub header: HeaderForm,
    /// The preview's change.
    pub preview: Patch,
    /// Words in the body.
    pub words: u32,
}

impl OpenPost {
    /// Writes the document to its file.
    ///
    /// `fingerprint` is that of the editor's text; with `overwrite` whatever is on disk is replaced.
    ///
    /// # Errors
    /// [`Error::OutOfSync`] when the editor's text is another one, and the errors of writing. The
    /// file then has its old bytes.
    pub fn save(&mut self, version: u32, fingerprint: u32, overwrite: bool) -> Result<SaveReply> {
        self.expect(version)?;
        self.refuse_read_only()?;
        if utf16::fingerprint(self.text()) != fingerprint {
            return Err(self.out_of_sync());
        }
        let bytes = self.document.to_file().into_bytes();
        let expected = if overwrite { Expected::Anything } else { Expected::Revision(self.revision) };
        let written = self.writer.write(&self.file, &bytes, expected);
        self.save_failed = matches!(written, Err(ref error) if error.kind() != ErrorKind::Changed);
        match written {
            Ok(written) => {
                self.has_saved(bytes);
                Ok(written.into())
            }
            Err(Error::Changed { .. }) if self.on_disk_is(Revision::of(&bytes)) => {
                self.has_saved(bytes);
                Ok(SaveReply::Unchanged)
            }
            Err(Error::Changed { .. }) => {
                Ok(SaveReply::Conflict { deleted: self.on_disk()? == OnDisk::Deleted })
            }
            Err(error) => Err(error),
        }
    }

    fn has_saved(&mut self, bytes: Vec<u8>) {
        self.agree(bytes);
        self.keeper_begun().inspect(|keeper| keeper.saved());
    }

    /// The file has these bytes, and they are the document's.
    fn agree(&mut self, bytes: Vec<u8>) {
        self.revision = Revision::of(&bytes);
        self.common = bytes.into();
        self.edited = false;
        self.saved_header.clone_from(&self.header_text);
        self.outside.settled();
    }

    /// Takes the file's text, keeping the editor's undo history usable: the change is minimal.
    ///
    /// # Errors
    /// The errors of reading, and [`Error::NotUtf8`]: the text stays as it is then.
    pub fn reload(&mut self, version: u32) -> Result<Reload> {
        self.expect(version)?;
        let bytes = disk::read(&self.file)?;
        let document = match std::str::from_utf8(&bytes) {
            Ok(text) => Document::new(text),
            Err(_) => return Err(not_utf8(&bytes, &self.file)),
        };
        let changes: Vec<Change> = self.document.change_to(&document).into_iter().collect();
        let told = self.succeed(document, &changes);
        let reload = self.reloaded(changes);
        self.agree(bytes);
        self.keep_succession(told, &reload.changes);
        self.keeper_begun().filter(|_| told).inspect(|keeper| keeper.read(&self.common));
        Ok(reload)
    }

    /// The file's text as it is now, with LF endings; `None` when it is gone.
    ///
    /// # Errors
    /// As for [`OpenPost::on_disk`].
    pub fn disk_text(&self) -> Result<Option<String>> {
        match disk::read(&self.file) {
            Ok(bytes) => Ok(Some(Document::new(&legible(&bytes, &self.file).0).text().to_owned())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}
