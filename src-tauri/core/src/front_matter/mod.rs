//! The header of a post: finding it, reading it, editing it.
//!
//! The three are separate. [`split`] says where the header is, [`read`] what it means, and
//! [`edit`] turns one change into the smallest list of byte replacements. No serialiser ever prints
//! a header, so whatever an edit does not name keeps its bytes: comments, quotes, order, alignment
//! and line endings.

mod draft;
mod edit;
mod form;
mod json;
mod lines;
mod split;
mod toml;
mod value;
mod yaml;

pub use draft::is_draft;
pub use edit::{Edit, Refusal, Replacement, apply, edit};
pub use form::{Control, DateParts, FormField, HeaderEdit, HeaderForm, Role, edit_of, form};
pub use split::{Format, Split, split};
pub use value::{Field, FrontMatter, Problem, Style, Value};

/// Reads the header of `text`, a whole file or document. Never fails: what cannot be read is a
/// problem, and what can be told apart beside it is still a field.
pub fn read(text: &str) -> FrontMatter {
    let Some(split) = split(text) else {
        return FrontMatter { split: None, fields: Vec::new(), problems: Vec::new() };
    };
    let (fields, problems) = match split.format {
        _ if !split.closed => (Vec::new(), vec![never_closed(text, &split)]),
        Format::Yaml => yaml::read(text, &split.content),
        Format::Toml => toml::read(text, &split.content),
        Format::Json => json::read(text, &split.content),
        Format::Js => (Vec::new(), Vec::new()),
    };
    FrontMatter { split: Some(split), fields, problems }
}

fn never_closed(text: &str, split: &Split) -> Problem {
    let (line, column) = lines::line_and_column(text, split.block.start);
    Problem { line, column, message: "the header that opens here is never closed".into() }
}
