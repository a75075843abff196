//! `list`: every post below a folder.

use std::path::Path;

use galley_core::{Blog, PostSummary, Status};

use crate::{Outcome, complain, json, print, reason};

/// Runs `list`.
pub fn run(folder: &Path, as_json: bool) -> Outcome {
    let blog = match Blog::open(folder) {
        Ok((blog, None)) => blog,
        Ok((_, Some(_))) => {
            complain(folder, "it is a post, not a folder");
            return Outcome::Refused;
        }
        Err(error) => {
            complain(folder, &reason(&error));
            return Outcome::Refused;
        }
    };
    if as_json {
        print(&format!("{:#}\n", json::posts(blog.posts())));
    } else {
        blog.posts().for_each(|post| print(&line(post)));
    }
    let mut outcome = Outcome::Done;
    for post in blog.posts() {
        for problem in &post.problems {
            complain(Path::new(&post.path), &format!("line {}: {}", problem.line, problem.message));
            outcome = Outcome::Refused;
        }
    }
    outcome
}

fn line(post: &PostSummary) -> String {
    let status = match post.status {
        Status::Draft => "draft",
        Status::Published => "published",
    };
    let title = post.title.as_deref().unwrap_or("-").replace('\n', " ");
    format!("{}\t{status}\t{}\t{title}\n", post.date.as_deref().unwrap_or("-"), post.path)
}
