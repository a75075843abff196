//! The JSON documents of `list` and `show`.

use galley_core::front_matter::{FrontMatter, Problem};
use galley_core::{Blog, PostSummary};
use serde_json::{Value, json};

/// The posts of `list`, their paths from the folder `below` on.
pub fn posts<'p>(blog: &Blog, posts: impl Iterator<Item = &'p PostSummary>, below: &str) -> Value {
    let post = |post: &PostSummary| {
        json!({
            "path": post.path.strip_prefix(below).unwrap_or(&post.path),
            "title": post.title,
            "date": post.date,
            "status": post.state,
            "kind": post.kind,
            "slug": post.slug,
            "tags": post.tags,
            "url": blog.url(&post.path),
            "problems": problems(&post.problems),
        })
    };
    Value::Array(posts.map(post).collect())
}

/// The header of `show`; `format` is null where there is no header.
pub fn header(path: &str, header: &FrontMatter) -> Value {
    let field = |field: &galley_core::front_matter::Field| {
        json!({
            "key": field.key,
            "type": field.value.type_name(),
            "value": field.value.to_json(),
            "line": field.line,
        })
    };
    json!({
        "path": path,
        "format": header.split.as_ref().map(|split| split.format),
        "fields": header.fields.iter().map(field).collect::<Vec<_>>(),
        "problems": problems(&header.problems),
    })
}

fn problems(problems: &[Problem]) -> Value {
    let problem = |problem: &Problem| json!({ "line": problem.line, "column": problem.column, "message": problem.message });
    Value::Array(problems.iter().map(problem).collect())
}
