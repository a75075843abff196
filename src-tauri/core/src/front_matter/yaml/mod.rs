//! YAML headers: their tree, and the fields read from it.

mod parse;
mod read;
mod readable;
mod scalar;
mod simple;
mod tree;

pub(crate) use read::{read, style, value_for, value_of};
pub(crate) use readable::{Readable, with_spaces_for_tabs};
pub(crate) use scalar::{must_be_escaped, read_scalar, reads_plain};
pub(crate) use tree::{Entry, Kind, Node};
