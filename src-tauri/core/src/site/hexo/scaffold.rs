//! Scaffolds: what new posts are made from.

use super::super::rules::Filling;
use super::slugize::slugize;
use crate::Generator;
use crate::front_matter::{self, Conventions, Edit, Value};

/// What `hexo new` writes for a scaffold: the placeholders of its header filled, its body as it is.
/// The title is set as an edit of the header, so that its quotes and colons do no harm. Source: hexo,
/// hexo/post.ts, `_renderScaffold`.
///
/// # Errors
/// The placeholder that only Hexo can fill.
pub(super) fn fill(text: &str, layout: &str, case: i64, post: &Filling<'_>) -> Result<String, String> {
    let Some(split) = front_matter::split(text, Generator::Hexo).filter(|split| split.closed) else {
        return Ok(text.to_owned());
    };
    let (Some(before), Some(content), Some(after)) =
        (text.get(..split.content.start), text.get(split.content.clone()), text.get(split.content.end..))
    else {
        return Ok(text.to_owned());
    };
    if let Some((_, tag)) = content.split_once("{%") {
        return Err(format!("{{%{}", tag.lines().next().unwrap_or_default()));
    }
    let title = post.title.unwrap_or_default();
    let mut header = String::new();
    let mut marks = Vec::new();
    let mut rest = content;
    while let Some((plain, opened)) = rest.split_once("{{") {
        let (inside, closed) = opened.split_once("}}").ok_or_else(|| "{{".to_owned())?;
        header.push_str(plain);
        match inside.trim() {
            "date" => header.push_str(&post.now.format("%Y-%m-%d %H:%M:%S").to_string()),
            "layout" => header.push_str(layout),
            "title" => header.push_str(&mark(&mut marks, title.to_owned())),
            "slug" => header.push_str(&mark(&mut marks, slugize(title, case))),
            _ => return Err(format!("{{{{{inside}}}}}")),
        }
        rest = closed;
    }
    header.push_str(rest);
    with_marks(format!("{before}{header}{after}"), &marks)
}

/// A word that stands in a header without quotes, until the value takes its place.
fn mark(marks: &mut Vec<String>, value: String) -> String {
    marks.push(value);
    format!("galleyValue{}End", marks.len() - 1)
}

fn with_marks(mut text: String, marks: &[String]) -> Result<String, String> {
    let filled = |value: &str| {
        marks
            .iter()
            .enumerate()
            .fold(value.to_owned(), |value, (at, mark)| value.replace(&format!("galleyValue{at}End"), mark))
    };
    let conventions = Conventions { generator: Generator::Hexo, ..Conventions::default() };
    for field in front_matter::read(&text, Generator::Hexo).fields {
        let Value::String(written) = &field.value else { continue };
        let value = filled(written);
        if value != *written {
            let edit = Edit::Set { path: &[&field.key], value: Value::String(value) };
            let edit = front_matter::edit(&text, &edit, &conventions).map_err(|_| field.key.clone())?;
            text = front_matter::apply(&text, &edit);
        }
    }
    match text.find("galleyValue") {
        Some(_) => Err("{{ title }}".to_owned()),
        None => Ok(text),
    }
}
