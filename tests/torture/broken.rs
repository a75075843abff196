//! Writers that break the promise on purpose: proof that the harness can fail.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::posts::in_memory;
use crate::{kill, power};

/// How a writer breaks the promise.
#[derive(Clone, Copy)]
pub enum Breach {
    /// It empties the file and then writes.
    Truncates,
    /// It renames without having synced the bytes.
    SyncsNothing,
    /// It does not sync the folder.
    ForgetsFolder,
}

const NAMES: [(&str, Breach); 3] = [
    ("truncates", Breach::Truncates),
    ("syncs nothing", Breach::SyncsNothing),
    ("forgets folder", Breach::ForgetsFolder),
];

impl Breach {
    pub fn named(name: &str) -> Breach {
        NAMES.iter().find(|(known, _)| *known == name).expect("a breach").1
    }

    pub fn write(self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Breach::Truncates = self {
            let mut file = File::create(path)?;
            for part in bytes.chunks(256) {
                file.write_all(part)?;
            }
            return file.sync_all();
        }
        let other = path.with_extension("other");
        let mut file = File::create(&other)?;
        file.write_all(bytes)?;
        if let Breach::ForgetsFolder = self {
            file.sync_all()?;
        }
        fs::rename(other, path)
    }
}

#[test]
fn a_writer_that_truncates_first_is_found_by_kills() {
    let found = kill::run(3000, &in_memory(), Some("truncates"));
    assert!(found.violation.is_some(), "{} kills did not find it", found.kills);
    eprintln!("found after {} kills: {}", found.kills, found.violation.unwrap());
}

#[test]
fn every_broken_writer_is_found_by_power_cuts() {
    for (name, _) in NAMES {
        let found = (0..4).find_map(|seed| power::run(seed, 12, 6, Some(name), None).violation);
        eprintln!("a writer that {name}: {}", found.as_deref().unwrap_or("not found"));
        assert!(found.is_some(), "a writer that {name} was not found");
    }
}
