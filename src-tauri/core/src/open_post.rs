//! A post open in an editor: its document, its header and its preview, kept in step.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use crate::disk::{self, Expected, Revision, Written};
use crate::document::{Change, Document};
use crate::error::{Error, Result};
use crate::front_matter::{self, Conventions, HeaderEdit, HeaderForm, Replacement};
use crate::markdown::{Patch, Preview, RenderContext, Replaced, Section};
use crate::merge::Side;
use crate::{post, utf16};

mod merge;
mod outside;

pub use merge::{Lost, MergeReply, Merged, Span};
pub use outside::{OnDisk, Outside};

/// An open post. Every method that takes a `version` fails with [`Error::OutOfSync`] when the
/// document has another one.
#[derive(Debug)]
pub struct OpenPost {
    file: PathBuf,
    document: Document,
    version: u32,
    revision: Revision,
    /// The text that the file had when it was last read or saved.
    common: String,
    outside: outside::Known,
    read_only: Option<String>,
    header: HeaderForm,
    /// The header as `header` was built from it.
    header_text: String,
    /// The header as the file holds it.
    saved_header: String,
    preview: Preview,
    context: RenderContext,
    conventions: Conventions,
}

/// What an edit made of the post.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct EditReply {
    /// The document's version after the edit.
    pub version: u32,
    /// The form, when the header is another.
    pub header: Option<HeaderForm>,
    /// The preview's change, when it was asked for.
    pub preview: Option<Patch>,
    /// Words in the body.
    pub words: u32,
}

/// What a save did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum SaveReply {
    /// The file holds the text.
    Saved,
    /// It held it already and was not touched.
    Unchanged,
    /// The file is not the one that was read; nothing was written.
    Conflict {
        /// The file is gone.
        deleted: bool,
    },
}

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
    /// Opens the file of a post of a blog with these conventions. A file that is not UTF-8 opens read-only with a legible text.
    ///
    /// # Errors
    /// [`Error::Io`] when it cannot be read.
    pub fn open(file: &Path, context: RenderContext, conventions: Conventions) -> Result<OpenPost> {
        let bytes = disk::read(file)?;
        let (text, read_only) = legible(&bytes, file);
        let document = Document::new(&text);
        let header = form(document.text(), &conventions);
        let header_text = document.text()[..header_end(document.text(), &conventions)].to_owned();
        let mut open = OpenPost {
            file: file.to_path_buf(),
            saved_header: header_text.clone(),
            header_text,
            common: document.text().to_owned(),
            outside: outside::Known::default(),
            document,
            version: 0,
            revision: Revision::of(&bytes),
            read_only,
            header,
            preview: Preview::new(),
            context,
            conventions,
        };
        open.update_preview();
        Ok(open)
    }

    /// The file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The file has another place; the text and its history stay. The preview's files are then
    /// found by `context`.
    pub fn relocate(&mut self, file: &Path, context: RenderContext) {
        self.file = file.to_path_buf();
        self.outside.settled();
        self.context = context;
        self.preview = Preview::new();
        self.update_preview();
    }

    /// The text with LF endings.
    pub fn text(&self) -> &str {
        self.document.text()
    }

    /// The document's version; each edit adds one.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Why the text cannot be edited, if it cannot.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// The front matter as a form.
    pub fn header(&self) -> &HeaderForm {
        &self.header
    }

    /// Words in the body.
    pub fn words(&self) -> u32 {
        self.preview.words()
    }

    /// Applies one step of typing. `length` is the editor's length afterwards, in UTF-16 units.
    ///
    /// # Errors
    /// [`Error::OutOfSync`] when the changes do not fit; the document is then as it was.
    pub fn edit(
        &mut self,
        version: u32,
        changes: &[Change],
        length: usize,
        preview: bool,
    ) -> Result<EditReply> {
        self.expect(version)?;
        self.refuse_read_only()?;
        let replaced = self.document.apply(changes, length).map_err(|_| self.out_of_sync())?;
        Ok(self.changed(preview, Some(replaced)))
    }

    /// Takes the editor's whole text, after [`Error::OutOfSync`].
    ///
    /// # Errors
    /// [`Error::Refused`] when the post is read-only.
    pub fn resync(&mut self, text: &str, preview: bool) -> Result<EditReply> {
        self.refuse_read_only()?;
        self.document.set_text(text);
        Ok(self.changed(preview, None))
    }

    /// The whole preview as one patch from nothing; later patches build on it.
    pub fn preview(&mut self) -> Patch {
        self.update_preview();
        self.preview.full()
    }

    /// The headings of the body with their sections.
    pub fn outline(&self) -> Vec<Section> {
        self.preview.outline(line_after(self.text()) + 1)
    }

    /// The text change that a form edit means. The document changes only when the editor sends it.
    ///
    /// # Errors
    /// [`Error::Refused`] when it cannot be done without loss.
    pub fn header_edit(
        &self,
        version: u32,
        edit: &HeaderEdit,
        now: DateTime<FixedOffset>,
    ) -> Result<Vec<Change>> {
        self.expect(version)?;
        self.refuse_read_only()?;
        let saved = &self.saved_header;
        let replacements = front_matter::edit_of(self.text(), edit, &self.conventions, saved, now)
            .map_err(|refusal| Error::refused(&self.file, refusal.to_string()))?;
        let change = |replacement: Replacement| self.document.change(replacement.range, replacement.text);
        Ok(replacements.into_iter().map(change).collect())
    }

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
        let revision = Revision::of(&bytes);
        let expected = if overwrite { Expected::Anything } else { Expected::Revision(self.revision) };
        let overwritten = if overwrite { self.foreign_text() } else { None };
        match disk::write(&self.file, &bytes, expected) {
            Ok(written) => {
                self.agree(revision);
                self.lose(Side::Theirs, overwritten);
                Ok(if written == Written::Replaced { SaveReply::Saved } else { SaveReply::Unchanged })
            }
            Err(Error::Changed { .. }) if self.on_disk_is(revision) => {
                self.agree(revision);
                Ok(SaveReply::Unchanged)
            }
            Err(Error::Changed { .. }) => {
                Ok(SaveReply::Conflict { deleted: self.on_disk()? == OnDisk::Deleted })
            }
            Err(error) => Err(error),
        }
    }

    /// Takes the file's text, keeping the editor's undo history usable: the change is minimal.
    ///
    /// # Errors
    /// The errors of reading.
    pub fn reload(&mut self, version: u32) -> Result<Reload> {
        self.expect(version)?;
        let bytes = disk::read(&self.file)?;
        let (text, read_only) = legible(&bytes, &self.file);
        let document = Document::new(&text);
        let changes = self.document.change_to(&document).into_iter().collect();
        let mine =
            (self.text() != self.common && self.text() != document.text()).then(|| self.text().to_owned());
        (self.document, self.read_only) = (document, read_only);
        let reply = self.changed(true, None);
        self.agree(Revision::of(&bytes));
        self.lose(Side::Mine, mine);
        Ok(Reload {
            version: reply.version,
            changes,
            header: self.header.clone(),
            preview: reply.preview.unwrap_or_default(),
            words: reply.words,
        })
    }

    /// Brings everything in step with the text, of which `replaced` is another, or any part.
    fn changed(&mut self, preview: bool, replaced: Option<Replaced>) -> EditReply {
        self.version += 1;
        let text = self.document.text();
        let end = header_end(text, &self.conventions);
        let (old_end, old_first_line) = (self.header_text.len(), line_after(&self.header_text));
        let header = (text[..end] != self.header_text).then(|| {
            self.header_text = text[..end].to_owned();
            self.header = form(text, &self.conventions);
            self.header.clone()
        });
        let (body, first_line) = (&text[end..], line_after(&text[..end]));
        let patch = match replaced {
            Some(Replaced { old, end: new_end }) if header.is_none() && old.start >= end => {
                let replaced = Replaced { old: old.start - end..old.end - end, end: new_end - end };
                self.preview.edit(body, first_line, &self.context, &replaced)
            }
            // Only the header is another one.
            Some(Replaced { old, end: new_end })
                if old_end.checked_sub(old.end) == end.checked_sub(new_end)
                    && old.end <= old_end
                    && first_line == old_first_line =>
            {
                Patch::default()
            }
            _ => self.preview.update(body, first_line, &self.context),
        };
        // A window that shows no preview asks for the whole one when it does.
        let preview = preview.then_some(patch);
        EditReply { version: self.version, header, preview, words: self.words() }
    }

    fn update_preview(&mut self) -> Patch {
        let end = header_end(self.document.text(), &self.conventions);
        let (header, body) = self.document.text().split_at(end);
        self.preview.update(body, line_after(header), &self.context)
    }

    fn expect(&self, version: u32) -> Result<()> {
        if version == self.version { Ok(()) } else { Err(self.out_of_sync()) }
    }

    fn refuse_read_only(&self) -> Result<()> {
        match &self.read_only {
            Some(reason) => Err(Error::refused(&self.file, reason.clone())),
            None => Ok(()),
        }
    }

    fn out_of_sync(&self) -> Error {
        Error::OutOfSync { path: self.file.clone() }
    }
}

fn form(text: &str, conventions: &Conventions) -> HeaderForm {
    front_matter::form(text, &front_matter::read(text, conventions.generator), conventions)
}

/// The line, from 0, that what comes after this text starts in.
fn line_after(text: &str) -> u32 {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() as u32
}

fn header_end(text: &str, conventions: &Conventions) -> usize {
    front_matter::split(text, conventions.generator).map_or(0, |split| split.block.end)
}

/// The text of a file, and why it is shown read-only when it is not UTF-8.
fn legible(bytes: &[u8], file: &Path) -> (String, Option<String>) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), None);
    }
    let found = post::decode(bytes).err().unwrap_or("cut off inside a character");
    let reason = Error::NotUtf8 { path: file.to_path_buf(), found }.to_string();
    let units = |swap: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| swap([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match bytes {
        [0xff, 0xfe, ..] => units(u16::from_le_bytes),
        [0xfe, 0xff, ..] => units(u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    (text, Some(reason))
}
