//! The header of a post: finding it, reading it, editing it.
//!
//! The three are separate. [`split`] says where the header is, [`read`] what it means, and
//! [`edit`] turns one change into the smallest list of byte replacements. No serialiser ever prints
//! a header, so whatever an edit does not name keeps its bytes: comments, quotes, order, alignment
//! and line endings.

mod conventions;
mod draft;
mod edit;
mod form;
mod json;
mod lines;
mod mmd;
mod schema;
mod split;
mod toml;
mod unfenced;
mod value;
mod yaml;

pub use conventions::Conventions;
pub use draft::is_draft;
pub(crate) use draft::saying;
pub use edit::{Edit, Refusal, Replacement, apply, edit};
pub use form::{Control, DateParts, FormField, HeaderEdit, HeaderForm, Role, RolePaths, edit_of, form};
pub use schema::{FieldHabit, Habits, Observed, Schema};
pub use split::{Format, Split, split};
pub use value::{Field, FrontMatter, Problem, Style, Value};

use crate::Generator;

/// A larger header, in bytes, is shown as text only: no form could hold it, and no generator's
/// reader would thank for it. The largest of 19,608 real ones has 6,604.
const MAX_HEADER: usize = 1 << 20;
const TOO_LARGE: &str = "the header is larger than a megabyte, so it is edited in the text only";

/// Reads the header of `text`, a whole file or document, as `generator` does. Never fails: what
/// cannot be read is a problem, and what can be told apart beside it is still a field.
pub fn read(text: &str, generator: Generator) -> FrontMatter {
    let Some(split) = split(text, generator) else {
        return FrontMatter { split: None, generator, fields: Vec::new(), problems: Vec::new() };
    };
    let (fields, mut problems) = match split.format {
        _ if !split.closed => (Vec::new(), vec![never_closed(text, &split)]),
        _ if split.content.len() > MAX_HEADER => (Vec::new(), vec![too_large(text, &split)]),
        Format::Yaml => yaml::read(text, &split.content, generator),
        Format::Toml => toml::read(text, &split.content),
        Format::Json => json::read(text, &split.content),
        Format::Mmd => mmd::read(text, &split.content),
        Format::Js => (Vec::new(), Vec::new()),
    };
    if let Some(name) = generator.name().filter(|_| split.closed && !split.accepted) {
        problems.insert(0, unknown_to(text, &split, name));
    }
    FrontMatter { split: Some(split), generator, fields, problems }
}

fn unknown_to(text: &str, split: &Split, generator: &str) -> Problem {
    let (line, column) = lines::line_and_column(text, split.block.start);
    Problem { line, column, message: format!("{generator} does not take this for front matter") }
}

fn too_large(text: &str, split: &Split) -> Problem {
    let (line, column) = lines::line_and_column(text, split.block.start);
    Problem { line, column, message: TOO_LARGE.into() }
}

fn never_closed(text: &str, split: &Split) -> Problem {
    let (line, column) = lines::line_and_column(text, split.block.start);
    Problem { line, column, message: "the header that opens here is never closed".into() }
}
