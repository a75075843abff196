//! Generated headers of every format that a generator reads, against every kind of edit.

mod dialect;

use galley_core::Generator;
use galley_core::front_matter::{
    self, Conventions, Edit, Format, FrontMatter, Refusal, Replacement, Value, apply, is_draft,
};
use proptest::prelude::*;

use dialect::{Post, post, text};

/// 5,000 cases of each property, or as many as `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
    let given = std::env::var_os("PROPTEST_CASES").is_some();
    let config =
        ProptestConfig { failure_persistence: None, max_shrink_iters: 4_000, ..ProptestConfig::default() };
    if given { config } else { ProptestConfig { cases: 5_000, ..config } }
}

fn read(post: &Post) -> FrontMatter {
    front_matter::read(&post.text, post.generator)
}

fn edit(post: &Post, change: &Edit) -> Result<Vec<Replacement>, Refusal> {
    front_matter::edit(&post.text, change, &Conventions::of(post.generator))
}

/// The fields by key, but for one; dates and texts as they are.
fn others(header: &FrontMatter, key: &str) -> Vec<(String, Value)> {
    let other = header.fields.iter().filter(|field| !field.key.eq_ignore_ascii_case(key));
    other.map(|field| (field.key.clone(), field.value.clone())).collect()
}

/// The post after a change that nothing stands against.
fn made(before: &Post, change: &Edit, key: &str) -> Result<Post, TestCaseError> {
    let replacements = edit(before, change)
        .map_err(|refusal| TestCaseError::fail(format!("refused: {refusal}\n{}", before.text)))?;
    checked(before, &replacements, key)
}

/// The post after these replacements: they are sorted, apart and each a change; the other fields,
/// the body and the breaks of lines are as before.
fn checked(before: &Post, replacements: &[Replacement], key: &str) -> Result<Post, TestCaseError> {
    let apart = replacements.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start);
    prop_assert!(apart && replacements.iter().all(|new| before.text[new.range.clone()] != new.text));
    let after = Post { text: apply(&before.text, replacements), ..before.clone() };
    let (old, new) = (read(before), read(&after));
    prop_assert_eq!(others(&old, key), others(&new, key), "{}\n{}", before.text, after.text);
    let body = |text: &str, header: &FrontMatter| {
        header.split.as_ref().map(|split| text[split.block.end..].to_owned())
    };
    if let (Some(old), Some(new)) = (body(&before.text, &old), body(&after.text, &new)) {
        prop_assert_eq!(old, new);
    }
    let crlf = after.text.matches("\r\n").count();
    let mixed = crlf != 0 && crlf != after.text.matches('\n').count();
    prop_assert!(!mixed, "mixed line endings in {:?}", after.text);
    prop_assert!(before.text.contains("\r\n") || crlf == 0 || !before.text.contains('\n'));
    Ok(after)
}

fn value(post: &Post, key: &str) -> Option<Value> {
    let header = read(post);
    header.fields.iter().find(|field| field.key.eq_ignore_ascii_case(key)).map(|field| field.value.clone())
}

fn is_mmd(post: &Post) -> bool {
    read(post).split.is_some_and(|split| split.format == Format::Mmd)
}

/// Whether the header can take a text: lines of `Key: value` hold not every one, and a quote that
/// is never closed would end at the first in it.
fn fits(post: &Post, text: &str) -> bool {
    let ends_a_quote = post.text.contains(": \"open") && text.contains('"');
    let in_a_line = text.trim() == text && !text.contains(['\n', '\r', ',']);
    !ends_a_quote && (in_a_line || !is_mmd(post))
}

fn digits(text: &str) -> String {
    let mut shape = String::new();
    for character in text.chars() {
        let character = if character.is_ascii_digit() { '0' } else { character };
        if character != '0' || !shape.ends_with('0') {
            shape.push(character);
        }
    }
    shape
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_title_reads_back_as_given(before in post(), title in text()) {
        if !fits(&before, &title) {
            return Ok(());
        }
        let set = Edit::Set { path: &["title"], value: Value::String(title.clone()) };
        let after = made(&before, &set, "title")?;
        match value(&after, "title") {
            Some(Value::String(read)) => prop_assert_eq!(read.replace("\r\n", "\n"), title),
            Some(Value::Null) => prop_assert!(title.is_empty() && is_mmd(&after)),
            // A date in quotes is the text it was before.
            other => prop_assert!(other.as_ref().and_then(Value::as_text) == Some(title), "{:?}\n{}", other, after.text),
        }
    }

    #[test]
    fn a_key_added_and_removed_leaves_no_trace(before in post(), written in text()) {
        if !fits(&before, &written) || value(&before, "category").is_some() {
            return Ok(());
        }
        let set = Edit::Set { path: &["category"], value: Value::String(written) };
        let after = made(&before, &set, "category")?;
        prop_assert!(after.text != before.text);
        let back = made(&after, &Edit::Unset { path: &["category"] }, "category")?;
        prop_assert_eq!(&back.text, &before.text, "{}", after.text);
    }

    #[test]
    fn a_tag_added_and_removed_leaves_no_trace(before in post(), tag in text()) {
        let held = value(&before, "tags");
        if !fits(&before, &tag) || tag.trim().is_empty() {
            return Ok(());
        }
        let add = Edit::AddItem { path: &["tags"], item: Value::String(tag.clone()) };
        let replacements = match edit(&before, &add) {
            Ok(replacements) => replacements,
            // One text that may mean several, and what is no list.
            Err(refusal) => {
                prop_assert!(held.is_some(), "refused: {}\n{}", refusal, before.text);
                return Ok(());
            }
        };
        // The list holds it already.
        if replacements.is_empty() {
            return Ok(());
        }
        let after = checked(&before, &replacements, "tags")?;
        let remove = Edit::RemoveItem { path: &["tags"], item: Value::String(tag) };
        let back = made(&after, &remove, "tags")?;
        prop_assert_eq!(&back.text, &before.text, "{}", after.text);
    }

    #[test]
    fn a_draft_and_back_leaves_no_trace(before in post()) {
        if is_draft(&read(&before)) {
            return Ok(());
        }
        let keys: &[&str] = match before.generator {
            Generator::Hugo | Generator::Zola => &["draft"],
            Generator::Jekyll | Generator::Hexo => &["published"],
            _ => &["draft", "published", "status"],
        };
        let key = keys.iter().find(|key| value(&before, key).is_some());
        let key = key.copied().unwrap_or(if is_mmd(&before) { "status" } else { keys[0] });
        let replacements = match edit(&before, &Edit::SetDraft(true)) {
            Ok(replacements) => replacements,
            // A word that is neither yes nor no.
            Err(refusal) => {
                prop_assert!(value(&before, key).is_some(), "refused: {}\n{}", refusal, before.text);
                return Ok(());
            }
        };
        let after = checked(&before, &replacements, key)?;
        prop_assert!(is_draft(&read(&after)), "{}", after.text);
        let back = made(&after, &Edit::SetDraft(false), key)?;
        prop_assert_eq!(&back.text, &before.text, "{}", after.text);
    }

    #[test]
    fn a_key_renamed_and_back_leaves_no_trace(before in post()) {
        let header = read(&before);
        if header.fields.is_empty() || value(&before, "abstract").is_some() {
            return Ok(());
        }
        let key = header.fields[before.text.len() % header.fields.len()].key.clone();
        let Ok(replacements) = edit(&before, &Edit::Rename { path: &[key.as_str()], to: "abstract" }) else {
            return Ok(());
        };
        let after = Post { text: apply(&before.text, &replacements), ..before.clone() };
        prop_assert_eq!(value(&after, "abstract"), value(&before, &key), "{}", after.text);
        prop_assert_eq!(read(&after).fields.len(), header.fields.len());
        let back = edit(&after, &Edit::Rename { path: &["abstract"], to: &key });
        let back = back.map_err(|refusal| TestCaseError::fail(format!("{refusal}\n{}", after.text)))?;
        let back = Post { text: apply(&after.text, &back), ..before };
        prop_assert_eq!(others(&read(&back), ""), others(&header, ""));
    }

    #[test]
    fn a_moved_item_is_elsewhere_in_the_same_list(before in post(), from in 0_usize..3, to in 0_usize..3) {
        let Some(Value::List(items)) = value(&before, "tags") else { return Ok(()) };
        if !(from < items.len() && to < items.len() && from != to) {
            return Ok(());
        }
        let Ok(replacements) = edit(&before, &Edit::MoveItem { path: &["tags"], from, to }) else {
            return Ok(());
        };
        let after = checked(&before, &replacements, "tags")?;
        let mut expected = items;
        let item = expected.remove(from);
        expected.insert(to, item);
        prop_assert_eq!(value(&after, "tags"), Some(Value::List(expected)));
    }

    #[test]
    fn a_date_moves_in_its_shape(before in post()) {
        use galley_core::date::WrittenDate;
        let Some(old) = value(&before, "date").and_then(|value| value.as_text()) else { return Ok(()) };
        let Some(written) = WrittenDate::parse(&old) else { return Ok(()) };
        let (time, offset) = (written.time(), written.offset());
        let day = Edit::SetDate { path: &["date"], date: "2031-10-11", time: time.as_deref(), offset: offset.as_deref() };
        let after = made(&before, &day, "date")?;
        let new = value(&after, "date").and_then(|value| value.as_text()).unwrap_or_default();
        let day = WrittenDate::parse(&new).map(|date| date.date());
        prop_assert_eq!(day.as_deref(), Some("2031-10-11"));
        let has_name = old.chars().any(|character| character.is_alphabetic() && !"TZtz".contains(character));
        prop_assert!(has_name || digits(&old) == digits(&new), "{} {}", old, new);
    }

    #[test]
    fn a_map_is_edited_by_path(before in post(), name in text()) {
        let is_map = |extra: &Value| matches!(extra, Value::Map(_));
        if is_mmd(&before) || value(&before, "extra").is_some_and(|extra| !is_map(&extra)) {
            return Ok(());
        }
        let path: &[&str] = &["extra", "author"];
        let author = |post: &Post| match value(post, "extra") {
            Some(Value::Map(entries)) => entries.into_iter().find(|(key, _)| key == "author").map(|(_, value)| value),
            _ => None,
        };
        let old = author(&before);
        let set = Edit::Set { path, value: Value::String(name.clone()) };
        let Ok(replacements) = edit(&before, &set) else { return Ok(()) };
        let after = checked(&before, &replacements, "extra")?;
        prop_assert_eq!(author(&after).and_then(|value| value.as_text()), Some(name));
        if old.is_none() && value(&before, "extra") != Some(Value::Map(Vec::new())) {
            let back = made(&after, &Edit::Unset { path }, "extra")?;
            prop_assert_eq!(&back.text, &before.text, "{}", after.text);
        }
    }

    #[test]
    fn no_edit_of_any_text_panics(text in "(---\n|\\+\\+\\+\n|\\{|Title: a\n)?(\\PC|[\\n\\r\\t:#'\"\\[\\]{}|>&*!=,-]){0,60}(\n---\n|\n\\+\\+\\+\n|\\}\n|\n;;;\n)?", word in text()) {
        for generator in [Generator::Plain, Generator::Hugo, Generator::Jekyll, Generator::Hexo, Generator::Pelican] {
            let post = Post { generator, text: text.clone() };
            let header = read(&post);
            for field in &header.fields {
                prop_assert_eq!(&text[field.range.clone()], &field.written);
            }
            let item = Value::String(word.clone());
            for change in [
                Edit::Set { path: &["title"], value: item.clone() },
                Edit::AddItem { path: &["tags"], item: item.clone() },
                Edit::RemoveItem { path: &["tags"], item },
                Edit::SetDraft(true),
                Edit::Unset { path: &["a"] },
                Edit::MoveItem { path: &["tags"], from: 0, to: 1 },
            ] {
                if let Ok(replacements) = edit(&post, &change) {
                    let edited = apply(&text, &replacements);
                    let problems = front_matter::read(&edited, generator).problems;
                    prop_assert!(problems.len() <= header.problems.len(), "{} {:?}", edited, problems);
                }
            }
        }
    }
}
