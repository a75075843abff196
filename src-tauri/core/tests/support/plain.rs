//! Headers as a plain folder's, without the habits of any blog.
#![allow(dead_code, clippy::allow_attributes, reason = "each test file uses its own part")]

use galley_core::Generator;
use galley_core::front_matter::{self, Conventions, Edit, FrontMatter, Refusal, Replacement, Split};

pub fn read(text: &str) -> FrontMatter {
    front_matter::read(text, Generator::Plain)
}

pub fn split(text: &str) -> Option<Split> {
    front_matter::split(text, Generator::Plain)
}

pub fn edit(text: &str, edit: &Edit<'_>) -> Result<Vec<Replacement>, Refusal> {
    front_matter::edit(text, edit, &Conventions::default())
}
