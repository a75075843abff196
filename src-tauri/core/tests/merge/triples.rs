//! Random texts with two random changes of each.

use proptest::prelude::*;

/// A text and what two writers made of it. What `mine` adds has an `m` and a number, what `theirs`
/// adds a `t`; now and then both add the same.
#[derive(Debug, Clone)]
pub struct Triple {
    pub base: String,
    pub mine: String,
    pub theirs: String,
}

#[derive(Debug, Clone)]
enum Step {
    Insert(usize, bool),
    Remove(usize),
    Replace(usize),
    Type(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (any::<usize>(), prop::bool::weighted(0.2)).prop_map(|(at, both)| Step::Insert(at, both)),
        any::<usize>().prop_map(Step::Remove),
        any::<usize>().prop_map(Step::Replace),
        any::<usize>().prop_map(Step::Type),
    ];
    prop::collection::vec(step, 0..6)
}

fn changed(base: &[String], steps: &[Step], mark: char) -> Vec<String> {
    let mut lines = base.to_vec();
    for (number, step) in steps.iter().enumerate() {
        let count = lines.len();
        match *step {
            Step::Insert(at, true) => lines.insert(at % (count + 1), "both\n".into()),
            Step::Insert(at, false) => lines.insert(at % (count + 1), format!("{mark}{number}\n")),
            Step::Remove(at) if count > 0 => drop(lines.remove(at % count)),
            Step::Replace(at) if count > 0 => lines[at % count] = format!("{mark}{number}\n"),
            Step::Type(at) if count > 0 => lines[at % count].insert_str(0, &format!("{mark}{number} ")),
            Step::Remove(_) | Step::Replace(_) | Step::Type(_) => {}
        }
    }
    lines
}

/// Texts of lines of which some are alike; the last line may lack its end.
pub fn triples() -> impl Strategy<Value = Triple> {
    let line = prop_oneof![3 => "[a-z]{2}[0-9]{2}", 1 => "[ab😀]?"].prop_map(|line| line + "\n");
    let ends = (any::<bool>(), any::<bool>(), any::<bool>());
    (prop::collection::vec(line, 0..14), steps(), steps(), ends).prop_map(|(lines, mine, theirs, ends)| {
        let cut = |lines: Vec<String>, end: bool| {
            let text = lines.concat();
            if end { text } else { text.trim_end_matches('\n').to_owned() }
        };
        Triple {
            mine: cut(changed(&lines, &mine, 'm'), ends.0 || ends.1),
            theirs: cut(changed(&lines, &theirs, 't'), ends.0 || ends.2),
            base: cut(lines, ends.0),
        }
    })
}

/// Posts whose headers have lists, maps and comments.
pub fn posts() -> impl Strategy<Value = Triple> {
    (triples(), header_steps(), header_steps()).prop_map(|(body, mine, theirs)| {
        let entries = ["title: A\n", "# when\ndate: 2024-01-02\n", "draft: true\n", "tags: [a, b]\n"];
        let more = ["extra:\n  - x\n  - y\n", "weight: 1\n"];
        let base: Vec<String> = entries.iter().chain(&more).map(|&entry| entry.to_owned()).collect();
        let post = |entries: Vec<String>, body: &str| format!("---\n{}---\n\n{body}", entries.concat());
        Triple {
            mine: post(header_changed(&base, &mine, 'm'), &body.mine),
            theirs: post(header_changed(&base, &theirs, 't'), &body.theirs),
            base: post(base, &body.base),
        }
    })
}

fn header_steps() -> impl Strategy<Value = Vec<(u8, usize)>> {
    prop::collection::vec((0..6u8, any::<usize>()), 0..4)
}

fn header_changed(base: &[String], steps: &[(u8, usize)], mark: char) -> Vec<String> {
    let mut entries = base.to_vec();
    for (number, &(kind, at)) in steps.iter().enumerate() {
        let place = at % entries.len().max(1);
        match (kind, entries.get_mut(place)) {
            (0, _) => entries.insert(at % (entries.len() + 1), format!("{mark}key{number}: {number}\n")),
            (1, Some(_)) => drop(entries.remove(place)),
            (2, Some(entry)) if entry.contains('[') => {
                *entry = entry.replace(']', &format!(", {mark}item{number}]"));
            }
            (3, Some(entry)) if entry.contains('[') => *entry = entry.replace("[a, ", "["),
            (4, Some(entry)) => entry.insert_str(0, &format!("# {mark}note{number}\n")),
            (_, Some(entry)) if entry.contains(": A") => *entry = format!("title: A{mark}{number}\n"),
            (_, Some(entry)) if entry.starts_with("extra") => {
                entry.push_str(&format!("  - {mark}item{number}\n"));
            }
            _ => {}
        }
    }
    entries
}
