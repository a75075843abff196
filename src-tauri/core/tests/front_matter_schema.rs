//! What a blog's headers have in common, learnt from them.

use chrono::{DateTime, FixedOffset};
use galley_core::Generator;
use galley_core::front_matter::{
    self, Control, Conventions, Edit, FieldHabit, Format, Habits, Schema, Value, apply, form,
};

fn schema(generator: Generator, texts: &[String]) -> Schema {
    let mut schema = Schema::new(generator);
    for (number, text) in texts.iter().enumerate() {
        schema.observe(&format!("{number}.md"), &front_matter::read(text, generator));
    }
    schema
}

fn conventions(generator: Generator, texts: &[String]) -> Conventions {
    Conventions { generator, habits: schema(generator, texts).habits() }
}

/// Twenty posts in the style of one blog.
fn posts() -> Vec<String> {
    (0..20)
        .map(|number| {
            let kind = ["note", "essay"][number % 2];
            let tag = ["rust", "web", "Rust-lang"][number % 3];
            let description = "a word ".repeat(10 + number);
            format!(
                "---\ntitle: Post {number}\ndate: '2024-01-{:02} 10:00'\nkind: {kind}\ndescription: {description}\ntags: [{tag}, all]\nextra:\n  cover: /img/{number}.png\n---\nbody\n",
                number + 1
            )
        })
        .collect()
}

fn habit<'h>(habits: &'h Habits, path: &[&str]) -> &'h FieldHabit {
    habits.field(path).unwrap_or_else(|| panic!("no habit of {path:?}"))
}

#[test]
fn fields_have_the_type_that_the_other_posts_show() {
    let habits = schema(Generator::Plain, &posts()).habits();
    assert_eq!(habits.posts, 20);
    for (path, control) in [
        (&["title"][..], Control::Text),
        (&["date"], Control::Date),
        (&["kind"], Control::Text),
        (&["description"], Control::LongText),
        (&["tags"], Control::List),
        (&["extra"], Control::Map),
        (&["extra", "cover"], Control::Image),
    ] {
        let habit = habit(&habits, path);
        assert_eq!((habit.control, habit.posts, habit.usual), (control, 20, true), "{path:?}");
    }
}

#[test]
fn words_that_come_again_are_a_vocabulary() {
    let habits = schema(Generator::Plain, &posts()).habits();
    assert_eq!(habit(&habits, &["kind"]).options, ["essay", "note"]);
    assert_eq!(habit(&habits, &["tags"]).options, ["all", "rust", "web", "Rust-lang"]);
    assert!(habit(&habits, &["title"]).options.is_empty());
}

#[test]
fn ten_thousand_titles_are_not_kept() {
    let texts: Vec<String> = (0..2_000).map(|n| format!("---\ntitle: Title {n}\n---\n")).collect();
    let mut schema = schema(Generator::Plain, &texts);
    assert!(habit(&schema.habits(), &["title"]).options.is_empty());
    assert!(format!("{schema:?}").len() < 1_000_000);
}

#[test]
fn keys_the_generator_knows_are_offered_after_those_in_use() {
    let habits = schema(Generator::Hugo, &posts()).habits();
    let weight = habit(&habits, &["weight"]);
    assert_eq!(
        (weight.posts, weight.control, weight.about.as_deref()),
        (0, Control::Number, Some("its place in lists"))
    );
    assert_eq!(habit(&habits, &["date"]).about.as_deref(), Some("the day it is published"));
    let first_unused = habits.fields.iter().position(|field| field.posts == 0).expect("an unused field");
    assert!(habits.fields[first_unused..].iter().all(|field| field.posts == 0));
    assert_eq!(habit(&schema(Generator::Zola, &[]).habits(), &["taxonomies", "tags"]).control, Control::List);
}

#[test]
fn a_key_that_is_nearly_another_is_an_outlier() {
    let mut texts = posts();
    texts.push("---\ntitle: x\ntag: rust\nDescription: y\nkidn: essay\n---\n".into());
    let habits = schema(Generator::Plain, &texts).habits();
    let odd = |path: &[&str]| habits.oddity(path, None);
    assert_eq!(odd(&["tag"]).as_deref(), Some("20 posts use `tags`, 1 uses `tag`"));
    assert_eq!(odd(&["kidn"]), None, "four letters are too few to tell a slip from a word");
    assert_eq!(odd(&["tags"]), None);
    assert_eq!(habit(&habits, &["tag"]).instead.as_deref(), Some("tags"));
    texts.push("---\ndescripton: z\n---\n".into());
    let habits = schema(Generator::Eleventy, &texts).habits();
    assert_eq!(
        habits.oddity(&["descripton"], None).as_deref(),
        Some("20 posts use `description`, 1 uses `descripton`")
    );
    assert_eq!(
        habits.oddity(&["Description"], None).as_deref(),
        Some("20 posts use `description`, 1 uses `Description`")
    );
}

#[test]
fn a_value_of_another_type_is_an_outlier() {
    let mut texts = posts();
    let odd = "---\ntitle: x\ntags: one, two\nkind: 3\n---\n";
    texts.push(odd.into());
    let conventions = conventions(Generator::Plain, &texts);
    let form = form(odd, &front_matter::read(odd, Generator::Plain), &conventions);
    let notes: Vec<_> = form.fields.iter().map(|field| field.note.as_deref()).collect();
    assert_eq!(
        notes,
        [
            None,
            Some("in 20 posts this is a list, here a text"),
            Some("in 20 posts this is a text, here a number")
        ]
    );
}

#[test]
fn an_empty_field_has_the_control_of_the_others() {
    let text = "---\ntitle:\ndate:\ndescription:\ntags:\nkind: ''\nextra:\n  cover:\n---\n";
    let conventions = conventions(Generator::Plain, &posts());
    let form = form(text, &front_matter::read(text, Generator::Plain), &conventions);
    let controls: Vec<_> = form.fields.iter().map(|field| field.control).collect();
    use Control::{Date, Image, List, LongText, Map, Text};
    assert_eq!(controls, [Text, Date, LongText, List, Text, Map]);
    assert_eq!(form.fields[5].fields[0].control, Image);
}

#[test]
fn new_keys_go_where_the_other_posts_have_them() {
    let conventions = conventions(Generator::Plain, &posts());
    let before = "---\ntitle: x\ntags: [a]\n---\n";
    let set = |path: &[&str], value: &str| {
        let edit = Edit::Set { path, value: Value::String(value.into()) };
        apply(before, &front_matter::edit(before, &edit, &conventions).expect("an edit"))
    };
    assert_eq!(set(&["kind"], "note"), "---\ntitle: x\nkind: note\ntags: [a]\n---\n");
    assert_eq!(set(&["extra"], "e"), "---\ntitle: x\ntags: [a]\nextra: e\n---\n");
}

#[test]
fn a_new_date_has_the_shape_and_quotes_of_the_others() {
    let conventions = conventions(Generator::Plain, &posts());
    let now: DateTime<FixedOffset> = "2026-11-22T10:11:12+01:00".parse().expect("a date");
    let before = "---\ntitle: x\n---\n";
    let now = Edit::SetNow { path: &["date"], now };
    let after = apply(before, &front_matter::edit(before, &now, &conventions).expect("an edit"));
    assert_eq!(after, "---\ntitle: x\ndate: \"2026-11-22 10:11\"\n---\n");
    let day = Edit::SetDate { path: &["updated"], date: "2026-01-02", time: Some("03:04"), offset: None };
    let after = apply(before, &front_matter::edit(before, &day, &conventions).expect("an edit"));
    assert!(after.contains("updated: \"2026-01-02 03:04\"\n"), "{after}");
}

#[test]
fn a_missing_header_comes_in_the_blogs_format() {
    let toml: Vec<String> = (0..3).map(|n| format!("+++\ntitle = \"{n}\"\n+++\n")).collect();
    let conventions = conventions(Generator::Zola, &toml);
    assert_eq!(conventions.habits.format(), Some(Format::Toml));
    let edit = Edit::Set { path: &["title"], value: Value::String("x".into()) };
    let after = apply("body\n", &front_matter::edit("body\n", &edit, &conventions).expect("an edit"));
    assert_eq!(after, "+++\ntitle = \"x\"\n+++\n\nbody\n");
}

#[test]
fn a_post_that_changes_or_goes_takes_its_part_along() {
    let texts = posts();
    let before = schema(Generator::Plain, &texts).habits();
    let mut changed = schema(Generator::Plain, &texts);
    let other = "---\ntitle: 7\nweight: 3\ntags: odd\ndate: 2020-02-03\n---\n";
    changed.observe("3.md", &front_matter::read(other, Generator::Plain));
    assert_eq!(habit(&changed.habits(), &["weight"]).posts, 1);
    assert_eq!(habit(&changed.habits(), &["kind"]).posts, 19);
    changed.observe("new.md", &front_matter::read(other, Generator::Plain));
    changed.forget("new.md");
    changed.forget("never.md");
    changed.observe("3.md", &front_matter::read(&texts[3], Generator::Plain));
    assert_eq!(changed.habits(), before);
}

#[test]
fn hugo_counts_keys_of_any_case_with_their_own() {
    let texts: Vec<String> = (0..6).map(|n| format!("---\nTitle: T{n}\nDraft: false\n---\n")).collect();
    let habits = schema(Generator::Hugo, &texts).habits();
    assert_eq!(habit(&habits, &["title"]).posts, 6);
    assert_eq!(habit(&habits, &["draft"]).about.as_deref(), Some("not built unless asked for"));
}
