//! A post open in an editor: its document, its header and its preview, kept in step.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use crate::disk::{self, Revision, Writer};
use crate::document::{Change, Document};
use crate::error::{Error, Result};
use crate::front_matter::{self, Conventions, HeaderEdit, HeaderForm, Replacement};
use crate::journal::Keeper;
use crate::markdown::{BlockHtml, Patch, Preview, RenderContext, Replaced, Section, Whole};

mod guard;
mod kept;
mod legible;
mod restoring;
mod saved;
mod saving;
mod versions;

use guard::guarded;
pub use kept::{Kept, Resumed};
use legible::legible;
pub use saved::SaveReply;
pub use saving::Reload;

mod merge;
mod outside;

pub use merge::{MergeReply, Merged, Span};
pub use outside::{OnDisk, Outside};

/// Bytes of a body whose reading for the preview is felt.
const LONG: usize = 512 * 1024;
/// Bytes of it that fill a screen, however few lines they have.
const TOP: usize = 64 * 1024;

/// An open post. Every method that takes a `version` fails with [`Error::OutOfSync`] when the
/// document has another one.
#[derive(Debug)]
pub struct OpenPost {
    file: PathBuf,
    document: Document,
    version: u32,
    revision: Revision,
    /// The bytes of the file when it was last read or saved: what `revision` is of. Not a slice, into
    /// which they would be copied.
    common: Arc<Vec<u8>>,
    outside: outside::Known,
    /// The text may be another than that of `common`.
    edited: bool,
    /// The last save failed.
    save_failed: bool,
    keeper: Option<Keeper>,
    /// The caret and the editor's undo history, when they are known for this very text.
    history: Option<(u32, String)>,
    read_only: Option<String>,
    header: HeaderForm,
    /// The header as `header` was built from it.
    header_text: String,
    /// The header as the file holds it.
    saved_header: String,
    preview: Preview,
    context: RenderContext,
    conventions: Conventions,
    writer: Writer,
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

impl OpenPost {
    /// Opens the file of a post of a blog with these conventions. A file that is not UTF-8 opens read-only with a legible text.
    ///
    /// # Errors
    /// [`Error::Io`] when it cannot be read.
    pub fn open(file: &Path, context: RenderContext, conventions: Conventions) -> Result<OpenPost> {
        Ok(OpenPost::of(file, disk::read(file)?, context, conventions))
    }

    /// A post whose file holds these bytes.
    fn of(file: &Path, bytes: Vec<u8>, context: RenderContext, conventions: Conventions) -> OpenPost {
        let (text, read_only) = legible(&bytes, file);
        let document = Document::new(&text);
        let header = form(document.text(), &conventions);
        let header_text = document.text()[..header_end(document.text(), &conventions)].to_owned();
        OpenPost {
            file: file.to_path_buf(),
            saved_header: header_text.clone(),
            header_text,
            outside: outside::Known::default(),
            document,
            version: 0,
            revision: Revision::of(&bytes),
            common: bytes.into(),
            edited: false,
            save_failed: false,
            keeper: None,
            history: None,
            read_only,
            header,
            preview: Preview::new(),
            context,
            conventions,
            writer: Writer::default(),
        }
    }

    /// Saves by this writer.
    #[must_use]
    pub fn saved_by(mut self, writer: Writer) -> OpenPost {
        self.writer = writer;
        self
    }

    /// The file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The file has another place; the text and its history stay. The preview's files are then
    /// found by `context`.
    pub fn relocate(&mut self, file: &Path, context: RenderContext) {
        self.file = file.to_path_buf();
        self.keeper_begun().inspect(|keeper| keeper.moved(file));
        self.outside.settled();
        self.context = context;
        self.preview = Preview::new();
        self.read_preview();
    }

    /// The text with LF endings.
    pub fn text(&self) -> &str {
        self.document.text()
    }

    /// The document's version; each edit adds one.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// WhyInPlace the text cannot be edited, if it cannot.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// The front matter as a form.
    pub fn header(&self) -> &HeaderForm {
        &self.header
    }

    /// Whether reading it for the preview takes so long that the text should be shown before.
    pub fn is_long(&self) -> bool {
        self.text().len() - self.header_text.len() >= LONG
    }

    /// Words in the body. What is asked first of all that the preview knows reads the body, which takes a
    /// tenth of a second for 10 MB.
    pub fn words(&mut self) -> u32 {
        self.read_first();
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
        self.begin_journal();
        let replaced = self.document.apply(changes, length).map_err(|_| self.out_of_sync())?;
        self.edited = true;
        self.keep_change(changes);
        Ok(self.changed(preview, Some(replaced)))
    }

    /// Takes the editor's whole text, after [`Error::OutOfSync`].
    ///
    /// # Errors
    /// [`Error::Refused`] when the post is read-only.
    pub fn resync(&mut self, text: &str, preview: bool) -> Result<EditReply> {
        self.refuse_read_only()?;
        self.begin_journal();
        if let Some(change) = self.document.set_text(text) {
            self.edited = true;
            self.keep_change(&[change]);
        }
        Ok(self.changed(preview, None))
    }

    /// The whole preview, with the HTML around a line of the document, from 0; later patches build
    /// on it.
    pub fn preview(&mut self, line: u32) -> Whole {
        self.read_first();
        let body = &self.document.text()[self.header_text.len()..];
        self.preview.around(line, body, &self.context)
    }

    /// What the preview begins with, as far as that is known before the whole body is read: what is
    /// referred to from it may be defined below. `None` of a post that is read in no time.
    pub fn top(&self) -> Option<Whole> {
        let (header, body) = self.document.text().split_at(self.header_text.len());
        if !self.is_long() {
            return None;
        }
        let end = body.floor_char_boundary(TOP);
        let body = &body[..body[..end].rfind("\n\n").map_or(end, |blank| blank + 2)];
        Some(guarded(&mut Preview::new(), |preview| {
            preview.read(body, line_after(header), &self.context);
            preview.around(0, body, &self.context)
        }))
    }

    /// The HTML of the preview's blocks of these ids: of all that there are, or of as many as should be
    /// sent at once. Of very long blocks it is the start, or `entire`.
    pub fn preview_html(&mut self, ids: &[String], entire: bool) -> Vec<BlockHtml> {
        let body = &self.document.text()[self.header_text.len()..];
        match entire {
            true => self.preview.entire_html(ids, body, &self.context),
            false => self.preview.html(ids, body, &self.context),
        }
    }

    /// The headings of the body with their sections.
    pub fn outline(&mut self) -> Vec<Section> {
        self.read_first();
        self.preview.outline(line_after(self.text()) + 1)
    }

    /// The line, from 0, of the part of the post that `#part` of an address names, as it is written there.
    pub fn line_of_part(&mut self, part: &str) -> Option<u32> {
        self.read_first();
        self.preview.line_of_part(part)
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

    /// Brings everything in step with the text, of which `replaced` is another, or any part.
    fn changed(&mut self, preview: bool, replaced: Option<Replaced>) -> EditReply {
        self.version += 1;
        self.history = None;
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
                guarded(&mut self.preview, |preview| preview.edit(body, first_line, &self.context, &replaced))
            }
            // Only the header is another one.
            Some(Replaced { old, end: new_end })
                if old_end.checked_sub(old.end) == end.checked_sub(new_end)
                    && old.end <= old_end
                    && first_line == old_first_line =>
            {
                Patch::default()
            }
            _ => guarded(&mut self.preview, |preview| preview.update(body, first_line, &self.context)),
        };
        // A window that shows no preview asks for the whole one when it does.
        let preview = preview.then_some(patch);
        EditReply { version: self.version, header, preview, words: self.words() }
    }

    /// Nothing is there at first, and after a mistake.
    fn read_first(&mut self) {
        if self.preview.is_empty() {
            self.read_preview();
        }
    }

    fn read_preview(&mut self) {
        let (header, body) = self.document.text().split_at(self.header_text.len());
        guarded(&mut self.preview, |preview| preview.read(body, line_after(header), &self.context));
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
