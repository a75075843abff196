//! `new` where the archetype has code that only the generator can run.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests play the other programs that write the folder")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A site, a program that plays Hugo, and what the window remembers.
struct Site {
    folder: TempDir,
}

impl Site {
    /// The program writes this script's output to the last of its arguments.
    fn new(script: &str) -> Site {
        let site = Site { folder: TempDir::new().unwrap() };
        site.write("site/hugo.toml", "");
        site.write("site/archetypes/posts.md", "---\ntitle: x\nn: {{ len site.Pages }}\n---\n");
        site.write("site/content/posts/old.md", "---\ntitle: Old\ndate: 2024-01-01\n---\n");
        let head = "#!/bin/sh\nfor last; do :; done\n/bin/mkdir -p \"${last%/*}\"";
        site.write("programs/hugo", &format!("{head}\n{script}\n"));
        let hugo = site.folder.path().join("programs/hugo");
        fs::set_permissions(hugo, fs::Permissions::from_mode(0o755)).unwrap();
        site
    }

    fn write(&self, name: &str, text: &str) {
        let file = self.folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let at = |name: &str| self.folder.path().join(name);
        let mut command = Command::new(env!("CARGO_BIN_EXE_galley-cli"));
        command.args(["new", "."]).args(arguments).current_dir(at("site")).env("PATH", at("programs"));
        command.env("XDG_DATA_HOME", at("data")).env("XDG_CONFIG_HOME", at("config")).env("HOME", at("home"));
        command.output().unwrap()
    }

    /// What the post of this title holds, and what was said on the way.
    #[track_caller]
    fn post(&self, arguments: &[&str], file: &str) -> (String, String) {
        let output = self.run(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("./{file}\n"), "{said}");
        (fs::read_to_string(self.folder.path().join("site").join(file)).unwrap(), said)
    }

    /// Tells the window that the site's code may be run.
    fn trust(&self) {
        let root = self.folder.path().join("site").canonicalize().unwrap();
        galley_core::Memory::new(memory(self.folder.path())).save_trust(&root, true).unwrap();
    }
}

#[cfg(not(target_os = "macos"))]
fn memory(folder: &Path) -> std::path::PathBuf {
    folder.join("config/net.galley.editor")
}

#[cfg(target_os = "macos")]
fn memory(folder: &Path) -> std::path::PathBuf {
    folder.join("home/Library/Application Support/net.galley.editor")
}

const FILLED: &str = "printf -- '---\\ntitle: \"A\"\\nn: 3\\n---\\n' > \"$last\"";

#[test]
fn the_code_is_not_run_before_the_writer_says_so() {
    let site = Site::new(FILLED);
    let (text, said) = site.post(&["A"], "content/posts/a.md");
    assert!(text.starts_with("---\ntitle: A\n"), "the style of the others: {text}");
    let said = said.trim_end();
    assert!(said.contains("{{ len site.Pages }}, which only Hugo can fill"), "{said}");
    assert!(said.ends_with("; --run-code lets it"), "{said}");
}

#[test]
fn the_code_is_run_this_once_or_where_the_window_was_told_that_it_may() {
    let site = Site::new(FILLED);
    let filled = ("---\ntitle: \"A\"\nn: 3\n---\n", "made from archetypes/posts.md by Hugo");
    let (text, said) = site.post(&["A", "--run-code"], "content/posts/a.md");
    assert_eq!(text, filled.0);
    assert!(said.trim_end().ends_with(filled.1), "{said}");
    assert!(site.post(&["B"], "content/posts/b.md").1.contains("--run-code"), "it was for that once");
    site.trust();
    let (text, said) = site.post(&["C"], "content/posts/c.md");
    assert!(text.contains("\nn: 3\n"), "{text}");
    assert!(said.trim_end().ends_with(filled.1), "{said}");
}

#[test]
fn a_failure_of_the_program_is_told_and_the_post_is_in_the_style_of_the_others() {
    let site = Site::new("echo 'ERROR no such function' >&2; exit 1");
    let (text, said) = site.post(&["A", "--run-code"], "content/posts/a.md");
    assert!(text.starts_with("---\ntitle: A\n"), "{text}");
    assert!(said.contains("Hugo could not fill it: no such function"), "{said}");
    assert!(said.trim_end().ends_with("in the style of the newest posts"), "{said}");
}
