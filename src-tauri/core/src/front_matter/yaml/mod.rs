//! YAML headers: their tree, and the fields read from it.

mod parse;
mod read;
mod scalar;
mod tree;

pub(crate) use parse::parse;
pub(crate) use read::{read, value_of};
pub(crate) use scalar::{must_be_escaped, read_scalar, reads_plain};
pub(crate) use tree::{Entry, Kind, Node};
