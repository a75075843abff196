//! `set` and `draft`: edits of many files, one bad file not stopping the rest.

use std::path::{Path, PathBuf};

use galley_core::Generator;
use galley_core::blog::{edit_file, plan_edit};
use galley_core::date::WrittenDate;
use galley_core::front_matter::{self, Conventions, Edit, Refusal, Replacement, Value};

use crate::arguments::{Set, State};
use crate::sites::Sites;
use crate::{Outcome, complain, plan, print, reason};

/// One change to a header, with its key and value apart from the command line.
enum Step {
    Set(String, Value),
    Add(String, Value),
    Remove(String, Value),
    Unset(String),
    Rename(String, String),
    Date(String, WrittenDate),
    Draft(State),
}

/// Runs `set`.
pub fn set(arguments: &Set) -> Outcome {
    let (files, steps) = match plan(arguments) {
        Ok(plan) => plan,
        Err(message) => {
            eprintln!("galley-cli set: {message}");
            std::process::exit(2);
        }
    };
    apply(&files, &steps, arguments.dry_run)
}

/// Makes drafts by a line of the header, or takes it away.
pub fn draft(files: &[PathBuf], state: State, dry_run: bool) -> Outcome {
    apply(files, &[Step::Draft(state)], dry_run)
}

fn plan(arguments: &Set) -> Result<(Vec<PathBuf>, Vec<Step>), String> {
    let is_assignment = |word: &&String| {
        word.split_once('=').is_some_and(|(key, _)| !key.is_empty() && !key.contains('/'))
            && !Path::new(word).exists()
    };
    let first = arguments.words.iter().position(|word| is_assignment(&word)).unwrap_or(arguments.words.len());
    let (files, assignments) = arguments.words.split_at(first);
    let mut steps = Vec::new();
    for word in assignments {
        if !is_assignment(&word) {
            return Err(format!("`{word}` stands after the assignments and is not KEY=VALUE"));
        }
        let (key, value) = pair(word)?;
        steps.push(Step::Set(key, value));
    }
    for word in &arguments.add {
        let (key, item) = pair(word)?;
        steps.push(Step::Add(key, item));
    }
    for word in &arguments.remove {
        let (key, item) = pair(word)?;
        steps.push(Step::Remove(key, item));
    }
    steps.extend(arguments.unset.iter().cloned().map(Step::Unset));
    for word in &arguments.rename {
        let (key, to) = word.split_once('=').ok_or_else(|| format!("`{word}` is not KEY=NAME"))?;
        steps.push(Step::Rename(key.to_owned(), to.to_owned()));
    }
    for word in &arguments.date {
        let (key, date) = word.split_once('=').ok_or_else(|| format!("`{word}` is not KEY=DATE"))?;
        let date = WrittenDate::parse(date).ok_or_else(|| format!("`{date}` is not a date"))?;
        steps.push(Step::Date(key.to_owned(), date));
    }
    if files.is_empty() {
        return Err("name at least one file".into());
    }
    if steps.is_empty() {
        return Err("say what to change: KEY=VALUE, --add, --remove, --unset, --rename or --date".into());
    }
    Ok((files.iter().map(PathBuf::from).collect(), steps))
}

fn pair(word: &str) -> Result<(String, Value), String> {
    let (key, value) = word.split_once('=').ok_or_else(|| format!("`{word}` is not KEY=VALUE"))?;
    let value = value.trim();
    // The shell has taken the quotes of `title="A: b"`, and a `#` on a command line is no comment.
    let is_bare = !value.starts_with(['[', '{', '"', '\'', '|', '>', '&', '*', '!']);
    if is_bare && value.contains(" #") {
        return Ok((key.to_owned(), Value::String(value.to_owned())));
    }
    let header = front_matter::read(&format!("---\nvalue: {value}\n---\n"), Generator::Plain);
    match (header.problems.first(), header.fields.into_iter().next()) {
        (Some(_), _) if is_bare => Ok((key.to_owned(), Value::String(value.to_owned()))),
        (Some(problem), _) => {
            Err(format!("the value of {key} is not YAML: {}; quote it: {key}='\"...\"'", problem.message))
        }
        (None, Some(field)) => Ok((key.to_owned(), field.value)),
        (None, None) => Ok((key.to_owned(), Value::Null)),
    }
}

fn apply(files: &[PathBuf], steps: &[Step], dry_run: bool) -> Outcome {
    let mut outcome = Outcome::Done;
    let mut sites = Sites::default();
    for file in files {
        let conventions = Conventions::of(sites.generator(file));
        let edit = |text: &str| all(text, steps, &conventions);
        let result = if dry_run {
            plan_edit(file, edit).map(|(before, after, _)| print_diff(file, &before, &after))
        } else {
            plan::writer().and_then(|writer| edit_file(file, &writer, edit)).map(|_| ())
        };
        if let Err(error) = result {
            complain(file, &reason(&error));
            outcome = Outcome::Refused;
        }
    }
    outcome
}

/// The steps one after the other, as one replacement of the header: all of them or none.
fn all(text: &str, steps: &[Step], conventions: &Conventions) -> Result<Vec<Replacement>, Refusal> {
    let mut after = text.to_owned();
    for step in steps {
        let replacements = one(&after, step, conventions)?;
        after = front_matter::apply(&after, &replacements);
    }
    if after == text { Ok(Vec::new()) } else { Ok(vec![Replacement { range: 0..text.len(), text: after }]) }
}

fn one(text: &str, step: &Step, conventions: &Conventions) -> Result<Vec<Replacement>, Refusal> {
    let header = front_matter::read(text, conventions.generator);
    let keys = |word| path(&header, word);
    let run = |change: &Edit<'_>| front_matter::edit(text, change, conventions);
    match step {
        Step::Set(key, value) => run(&Edit::Set { path: &keys(key), value: value.clone() }),
        Step::Add(key, item) => run(&Edit::AddItem { path: &keys(key), item: item.clone() }),
        Step::Remove(key, item) => run(&Edit::RemoveItem { path: &keys(key), item: item.clone() }),
        Step::Unset(key) => run(&Edit::Unset { path: &keys(key) }),
        Step::Rename(key, to) => run(&Edit::Rename { path: &keys(key), to }),
        Step::Date(key, date) => {
            let path = keys(key);
            let old = path.first().and_then(|key| header.field(key)).and_then(|field| field.value.as_text());
            let old = old.filter(|_| path.len() == 1).and_then(|text| WrittenDate::parse(&text));
            let time = date.time().or(old.as_ref().and_then(WrittenDate::time));
            let offset = date.offset().or(old.as_ref().and_then(WrittenDate::offset));
            let (time, offset) = (time.as_deref(), offset.as_deref());
            run(&Edit::SetDate { path: &path, date: &date.date(), time, offset })
        }
        Step::Draft(state) => run(&Edit::SetDraft(match state {
            State::On => true,
            State::Off => false,
            State::Toggle => !front_matter::is_draft(&header),
        })),
    }
}

/// The keys that a word names: a key of the header that is written so, else dots lead into maps.
fn path<'w>(header: &front_matter::FrontMatter, word: &'w str) -> Vec<&'w str> {
    if header.field(word).is_some() || word.split('.').any(str::is_empty) {
        return vec![word];
    }
    word.split('.').collect()
}

fn print_diff(file: &Path, before: &str, after: &str) {
    if before != after {
        let name = file.display().to_string();
        let mut options = diffy::DiffOptions::new();
        options.set_original_filename(name.clone()).set_modified_filename(name);
        print(&options.create_patch(before, after).to_string());
    }
}
