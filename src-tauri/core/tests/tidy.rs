//! The rules of ARCHITECTURE.md, held by reading the sources as text. Builds nothing.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every source file below `folder` with one of these extensions, by its path from the root.
fn sources(folder: &str, extensions: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = entry.file_name().unwrap().to_string_lossy().into_owned();
            if entry.is_dir() {
                if !["node_modules", "dist", "target", "gen"].contains(&name.as_str()) {
                    folders.push(entry);
                }
            } else if extensions.iter().any(|extension| name.ends_with(&format!(".{extension}"))) {
                let path = entry.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
                found.push((path, fs::read_to_string(&entry).unwrap()));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{folder} has sources");
    found
}

#[track_caller]
fn expect_none(offenders: &[String], rule: &str) {
    assert!(offenders.is_empty(), "{rule}:\n  {}", offenders.join("\n  "));
}

#[test]
fn the_core_cannot_name_tauri() {
    let manifest = fs::read_to_string(root().join("src-tauri/core/Cargo.toml")).unwrap();
    let mut offenders: Vec<String> = ["tauri", "wry", "webkit2gtk", "gtk"]
        .into_iter()
        .filter(|name| manifest.lines().any(|line| line.starts_with(name)))
        .map(|name| format!("src-tauri/core/Cargo.toml depends on {name}"))
        .collect();
    for (path, text) in sources("src-tauri/core/src", &["rs"]) {
        if text.contains("tauri::") || text.contains("tauri_") {
            offenders.push(path);
        }
    }
    expect_none(&offenders, "core never names Tauri");
}

#[test]
fn the_core_has_no_clock_and_no_environment() {
    const FORBIDDEN: [&str; 6] =
        ["Local::now", "Utc::now", "SystemTime::now", "env::var", "env::current_dir", "static mut"];
    let offenders: Vec<String> = sources("src-tauri/core/src", &["rs"])
        .into_iter()
        .filter(|(_, text)| FORBIDDEN.iter().any(|name| text.contains(name)))
        .map(|(path, _)| path)
        .collect();
    expect_none(&offenders, "time and folders are arguments in core");
}

#[test]
fn one_ui_file_imports_tauri() {
    let importers: Vec<String> = sources("ui/src", &["ts", "svelte"])
        .into_iter()
        .filter(|(_, text)| text.contains("\"@tauri-apps/"))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(importers, ["ui/src/ipc/bindings.ts"]);
}

#[test]
fn ui_folders_import_in_one_direction() {
    // Folder, what it may not import.
    const RULES: [(&str, &[&str]); 6] = [
        ("ui/src/editor", &["svelte", "/state/", "/components/", "/preview/", "/ipc/tauri", "/ipc/memory"]),
        ("ui/src/frame", &["svelte", "/state/", "/components/", "/ipc/tauri", "/ipc/memory"]),
        ("ui/src/preview", &["svelte", "/state/", "/components/", "/ipc/tauri", "/ipc/memory"]),
        ("ui/src/state", &["/components/"]),
        ("ui/src/ipc", &["svelte", "/state/", "/components/", "/editor/"]),
        ("ui/src/components/base", &["/state/", "/ipc/", "/editor/", "/preview/"]),
    ];
    let mut offenders = Vec::new();
    for (folder, forbidden) in RULES {
        for (path, text) in sources(folder, &["ts", "svelte"]) {
            for line in text.lines().filter(|line| line.contains(" from \"")) {
                let imported = line.rsplit(" from ").next().unwrap_or_default();
                if forbidden.iter().any(|name| imported.contains(name)) {
                    offenders.push(format!("{path}: {}", line.trim()));
                }
            }
        }
    }
    expect_none(&offenders, "components -> state -> ipc; components -> editor");
}

#[test]
fn command_bodies_are_short() {
    let mut offenders = Vec::new();
    for (path, text) in sources("src-tauri/app/commands", &["rs"]) {
        let mut name = None;
        let mut lines = 0;
        for line in text.lines() {
            if line.starts_with("pub fn ") || line.starts_with("pub async fn ") {
                (name, lines) = (Some(line.to_owned()), 0);
            } else if line == "}" && name.is_some() {
                if lines > 10 && !path.ends_with("mod.rs") {
                    offenders.push(format!("{path}: {}", name.take().unwrap()));
                }
                name = None;
            } else {
                lines += 1;
            }
        }
    }
    expect_none(&offenders, "a command unpacks, calls core and returns, in ten lines at most");
}

#[test]
fn the_rules_of_sites_wait_for_no_fifo() {
    let mut offenders = sources("src-tauri/core/src/site", &["rs"]);
    offenders.retain(|(_, text)| {
        ["fs::read_to_string", "fs::read(", "File::open"].iter().any(|name| text.contains(name))
    });
    let offenders: Vec<String> = offenders.into_iter().map(|(path, _)| path).collect();
    expect_none(&offenders, "configurations are read by disk::read_text, which opens regular files only");
}

#[test]
fn only_disk_writes_files() {
    const WRITERS: [&str; 9] = [
        "fs::write",
        "fs::rename",
        "fs::remove_",
        "fs::copy",
        "fs::create_dir",
        "File::create",
        "OpenOptions",
        ".set_len(",
        ".persist(",
    ];
    let mut offenders = Vec::new();
    for folder in ["src-tauri/core/src", "src-tauri/app", "src-tauri/cli/src"] {
        for (path, text) in sources(folder, &["rs"]) {
            if path.ends_with("/tests.rs") {
                continue;
            }
            let tests = text.find("#[cfg(test)]").or(text.find("#[cfg(all(test"));
            let tested = &text[..tests.unwrap_or(text.len())];
            let writes = WRITERS.iter().any(|name| tested.contains(name));
            if writes && !path.starts_with("src-tauri/core/src/disk") {
                offenders.push(path);
            }
        }
    }
    expect_none(&offenders, "only src-tauri/core/src/disk.rs and disk/ change the disk");
}

#[test]
fn files_stay_small() {
    const EXCEPTIONS: [(&str, &str); 1] = [("ui/src/ipc/bindings.ts", "generated")];
    let budgets = [("rs", 400), ("ts", 300), ("svelte", 200)];
    let mut offenders = Vec::new();
    for folder in ["src-tauri", "ui/src", "tests"] {
        for (path, text) in sources(folder, &["rs", "ts", "svelte"]) {
            let budget = budgets.iter().find(|(extension, _)| path.ends_with(extension)).unwrap().1;
            let lines = text.lines().count();
            if lines > budget && !EXCEPTIONS.iter().any(|(exception, _)| *exception == path) {
                offenders.push(format!("{path}: {lines} lines, {budget} allowed"));
            }
        }
    }
    expect_none(&offenders, "a file that outgrows its budget is two subjects");
}

#[test]
fn names_say_a_subject() {
    const VAGUE: [&str; 8] = ["utils", "util", "helpers", "helper", "manager", "misc", "common", "stuff"];
    let mut offenders = Vec::new();
    for folder in ["src-tauri", "ui/src", "tests"] {
        for (path, _) in sources(folder, &["rs", "ts", "svelte", "css"]) {
            let vague =
                path.split(['/', '.', '_', '-']).any(|part| VAGUE.contains(&part.to_lowercase().as_str()));
            if vague {
                offenders.push(path);
            }
        }
    }
    expect_none(&offenders, "name files by their subject");
}

#[test]
fn nothing_is_left_for_later() {
    let marks = ["TO", "FIX", "XX"].map(|start| {
        format!(
            "{start}{}",
            if start == "TO" {
                "DO"
            } else if start == "FIX" {
                "ME"
            } else {
                "X"
            }
        )
    });
    let mut offenders = Vec::new();
    for folder in ["src-tauri", "ui/src", "tests"] {
        for (path, text) in sources(folder, &["rs", "ts", "svelte", "css"]) {
            if marks.iter().any(|mark| text.contains(mark.as_str())) {
                offenders.push(path);
            }
        }
    }
    expect_none(&offenders, "plans live in issues");
}

#[test]
fn the_code_map_names_every_module() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut offenders = Vec::new();
    for entry in fs::read_dir(root().join("src-tauri/core/src")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().trim_end_matches(".rs").to_owned();
        if name != "lib" && !map.contains(&format!("`{name}")) {
            offenders.push(name);
        }
    }
    expect_none(&offenders, "ARCHITECTURE.md maps every module of core");
    assert!(map.lines().count() <= 200, "ARCHITECTURE.md stays short");
}
