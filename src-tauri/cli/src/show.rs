//! `show`: one post's header.

use std::path::Path;

use galley_core::front_matter::{self, FrontMatter, Problem};
use galley_core::{Error, Generator, disk, post};

use crate::sites::Sites;
use crate::{Outcome, complain, json, print, reason};

/// Runs `show`.
pub fn run(file: &Path, as_json: bool) -> Outcome {
    let bytes = match disk::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            complain(file, &reason(&error));
            return Outcome::Refused;
        }
    };
    let header = match post::decode(&bytes) {
        Ok(text) => front_matter::read(text, Sites::default().generator(file)),
        Err(found) => unreadable(Error::NotUtf8 { path: file.to_path_buf(), found }.to_string()),
    };
    if as_json {
        print(&format!("{:#}\n", json::header(&file.to_string_lossy(), &header)));
    } else {
        for field in &header.fields {
            print(&format!("{}\t{}\t{}\n", field.key, field.value.type_name(), field.value.to_json()));
        }
    }
    for problem in &header.problems {
        complain(file, &format!("line {}: {}", problem.line, problem.message));
    }
    if header.problems.is_empty() { Outcome::Done } else { Outcome::Refused }
}

fn unreadable(message: String) -> FrontMatter {
    FrontMatter {
        split: None,
        generator: Generator::Plain,
        fields: Vec::new(),
        problems: vec![Problem { line: 1, column: 1, message }],
    }
}
