//! `list`: every post below a folder.

use std::path::Path;

use galley_clock::now;
use galley_core::{Blog, Opened, PostSummary};

use crate::{Outcome, complain, json, one_line, print, reason};

/// Runs `list`.
pub fn run(folder: &Path, as_json: bool) -> Outcome {
    let opened = match Blog::open(folder, None, now()) {
        Ok(Opened { post: Some(_), .. }) => {
            complain(folder, "it is a post, not a folder");
            return Outcome::Refused;
        }
        Ok(opened) => opened,
        Err(error) => {
            complain(folder, &reason(&error));
            return Outcome::Refused;
        }
    };
    let below = opened.folder.map(|folder| folder + "/").unwrap_or_default();
    let listed = || opened.blog.posts().filter(|post| post.path.starts_with(&below));
    if as_json {
        print(&format!("{:#}\n", json::posts(&opened.blog, listed(), &below)));
    } else {
        listed().for_each(|post| print(&line(post, &below)));
    }
    let mut outcome = Outcome::Done;
    let unread = opened.blog.unread().iter();
    for (path, reason) in unread.filter_map(|(path, reason)| Some((path.strip_prefix(&below)?, reason))) {
        complain(Path::new(path), reason);
        outcome = Outcome::Refused;
    }
    for post in listed() {
        for problem in &post.problems {
            complain(
                Path::new(&post.path[below.len()..]),
                &format!("line {}: {}", problem.line, problem.message),
            );
            outcome = Outcome::Refused;
        }
    }
    outcome
}

fn line(post: &PostSummary, below: &str) -> String {
    let state = format!("{:?}", post.state).to_lowercase();
    let title = one_line(&post.title.as_deref().unwrap_or("-").replace('\n', " "));
    let path = one_line(post.path.strip_prefix(below).unwrap_or(&post.path));
    let date = one_line(post.date.as_deref().unwrap_or("-"));
    format!("{date}\t{state}\t{path}\t{title}\n")
}
