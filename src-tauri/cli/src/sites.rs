//! The generator of each file's site, looked up once for each folder.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use galley_core::Generator;

#[derive(Default)]
pub struct Sites {
    known: HashMap<PathBuf, Generator>,
}

impl Sites {
    /// The generator of the site that `file` is in.
    pub fn generator(&mut self, file: &Path) -> Generator {
        let file = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
        let Some(folder) = file.parent() else { return Generator::Plain };
        *self.known.entry(folder.to_path_buf()).or_insert_with(|| Generator::detect(folder))
    }
}
