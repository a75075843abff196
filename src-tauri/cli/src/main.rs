//! Galley's core from a terminal or a CI job: the same reading, editing and rendering, no window.
#![cfg_attr(not(test), warn(clippy::unwrap_used))]

mod arguments;
mod draft;
mod edit;
mod json;
mod list;
mod new;
mod plan;
mod render;
mod show;
mod sites;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

/// How a command ended, as an exit status. Usage errors (2) are clap's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    /// Something was refused or has problems; each was said on a line of standard error.
    Refused,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::List { folder, json } => list::run(&folder, json),
        Command::Show { file, json } => show::run(&file, json),
        Command::Set(set) => edit::set(&set),
        Command::Draft { files, state, dry_run } => draft::run(&files, state, dry_run),
        Command::New { folder, title, slug, published, run_code } => {
            new::run(&folder, &title, slug.as_deref(), published, run_code)
        }
        Command::Slug { title } => new::slug(&title),
        Command::Render { file, plain, spec } => render::run(&file, plain.then_some(spec)),
    };
    match outcome {
        Outcome::Done => ExitCode::SUCCESS,
        Outcome::Refused => ExitCode::from(1),
    }
}

/// Says on standard error what happened to a file, on one line.
fn complain(path: &std::path::Path, reason: &str) {
    eprintln!("{}: {}", one_line(&path.to_string_lossy()), reason.replace('\n', " "));
}

/// A name with its control characters as in `ls -b`, so that none ends the line, makes another column
/// or commands the terminal; `--json` gives every name as it is.
fn one_line(name: &str) -> String {
    let written = |sign: char| match sign {
        sign if sign.is_control() => sign.escape_default().collect(),
        sign => sign.to_string(),
    };
    name.chars().map(written).collect()
}

/// What is wrong with a file, without repeating its name, which [`complain`] puts first.
fn reason(error: &galley_core::Error) -> String {
    let text = error.to_string();
    let path = error.path().display().to_string();
    text.strip_prefix(&format!("{path}: ")).unwrap_or(&text).to_owned()
}

/// Prints to standard output; a reader that went away (`| head`) ends the program quietly.
fn print(text: &str) {
    use std::io::Write;
    if std::io::stdout().write_all(text.as_bytes()).is_err() {
        std::process::exit(0);
    }
}
