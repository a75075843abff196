//! Any text, any edit: no panic, no byte outside the header, no value but the named one.
//!
//! The first byte chooses the generator, the second the edit, the rest is the text.
#![no_main]

use galley_core::Generator;
use galley_core::front_matter::{self, Conventions, Edit, FrontMatter, Value, apply};
use libfuzzer_sys::fuzz_target;

const GENERATORS: [Generator; 8] = [
    Generator::Plain,
    Generator::Hugo,
    Generator::Zola,
    Generator::Jekyll,
    Generator::Astro,
    Generator::Eleventy,
    Generator::Hexo,
    Generator::Pelican,
];

fuzz_target!(|bytes: &[u8]| {
    let [generator, edit, text @ ..] = bytes else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let generator = GENERATORS[usize::from(*generator) % GENERATORS.len()];
    let before = front_matter::read(text, generator);
    for field in &before.fields {
        assert_eq!(&text[field.range.clone()], field.written);
    }
    let key = before.fields.get(usize::from(*edit) / 16).map_or("title", |field| field.key.as_str());
    let item = Value::String("c#: \"new\"".into());
    let (edit, undo) = match edit % 8 {
        0 => (Edit::Set { path: &[key], value: item.clone() }, None),
        1 => (Edit::Unset { path: &[key] }, None),
        2 => (
            Edit::AddItem { path: &[key], item: item.clone() },
            Some(Edit::RemoveItem { path: &[key], item: item.clone() }),
        ),
        3 => (Edit::SetDraft(true), Some(Edit::SetDraft(false))),
        4 => (Edit::Rename { path: &[key], to: "a new key" }, None),
        5 => (Edit::MoveItem { path: &[key], from: 0, to: 1 }, None),
        6 => (Edit::SetDate { path: &[key], date: "2031-10-11", time: None, offset: None }, None),
        _ => (Edit::RemoveItem { path: &[key], item }, None),
    };
    let conventions = Conventions::of(generator);
    let Ok(replacements) = front_matter::edit(text, &edit, &conventions) else { return };
    let after = apply(text, &replacements);
    if let Some(split) = &before.split {
        // A header without a closing fence may end with the text, in the middle of its last line:
        // what is added to that line is added behind the last byte, before a body of none.
        let ends_open = split.block.end == text.len() && !text.ends_with(['\n', '\r']);
        let is_inside = |at: usize| split.block.contains(&at) || ends_open && at == split.block.end;
        assert!(replacements.iter().all(|new| is_inside(new.range.start)));
        assert!(after.ends_with(&text[split.block.end..]));
    }
    let read = front_matter::read(&after, generator);
    // Hexo takes no header without a field for one, which is then said as a problem: still the last
    // field may go.
    let is_emptied = read.fields.is_empty() && !before.fields.is_empty();
    assert!(read.problems.len() <= before.problems.len() + usize::from(is_emptied));
    if !matches!(edit, Edit::Rename { .. } | Edit::SetDraft(_)) {
        assert_eq!(others(&before, key), others(&read, key), "{after}");
    }
    // An empty replacement list says that nothing had to change, so there is nothing to undo.
    if let Some(undo) = undo.filter(|_| !replacements.is_empty() && !is_draft_already(&edit, &before)) {
        let back = front_matter::edit(&after, &undo, &conventions);
        let back = back.unwrap_or_else(|refusal| panic!("{refusal}\n{after}"));
        assert_eq!(apply(&after, &back), text, "{after}");
    }
});

/// The fields but for one, by key.
fn others(header: &FrontMatter, key: &str) -> Vec<(String, String)> {
    let other = header.fields.iter().filter(|field| !field.key.eq_ignore_ascii_case(key));
    other.map(|field| (field.key.clone(), format!("{:?}", field.value))).collect()
}

fn is_draft_already(edit: &Edit<'_>, header: &FrontMatter) -> bool {
    matches!(edit, Edit::SetDraft(_)) && front_matter::is_draft(header)
}
