//! New posts: their names and places, and what they are made from.
#![expect(clippy::disallowed_methods, reason = "tests play the other programs that write the folder")]

mod support;

#[path = "changes/bin.rs"]
#[allow(dead_code, clippy::allow_attributes, reason = "each test file uses its own part")]
mod bin;

use bin::FolderBin;
use galley_core::changes::Undo;
use galley_core::site::State;
use galley_core::{Blog, Error, ErrorKind, Made, NewPost, NewPostPlan, Permission};
use support::{BlogTest, now};
use tempfile::TempDir;

const SITE: &str = "baseURL = 'https://example.org/'\n";

fn wish(title: &str) -> NewPost {
    NewPost { title: title.into(), draft: true, ..NewPost::default() }
}

fn named(title: &str, slug: &str) -> NewPost {
    NewPost { slug: Some(slug.into()), ..wish(title) }
}

fn plan(blog: &Blog, wish: &NewPost) -> NewPostPlan {
    blog.plan_post(wish, Permission::Missing, now())
}

/// Makes the post; its path, and the way back with the folder of its record.
fn create(blog: &mut Blog, wish: &NewPost, made: Option<&Made>) -> Result<(String, Undo, TempDir), Error> {
    let state = TempDir::new().unwrap();
    let bin = FolderBin::new(&state.path().join("trash"));
    let (proposal, path) = blog.propose_post(wish, made, now())?;
    let undo = proposal.plan.apply(blog.root(), &state.path().join("journal"), &bin)?;
    blog.refresh(&[blog.root().join(&path)], now());
    Ok((path, undo, state))
}

fn take_back(blog: &Blog, undo: &Undo, state: &TempDir) {
    let bin = FolderBin::new(&state.path().join("trash"));
    undo.apply(blog.root(), &state.path().join("journal"), &bin).unwrap();
}

#[test]
fn a_new_post_has_the_style_of_the_others_and_a_free_name() {
    let test = BlogTest::new().with("hello.md", "---\ntitle: 'Hi'\ntags: [a]\ndate: 2020-01-01\n---\n");
    let mut blog = test.open();
    assert_eq!(plan(&blog, &wish("Hello!")).file, "hello-2.md");
    let (path, undo, state) = create(&mut blog, &named("Hello!", "hello"), None).unwrap();
    assert_eq!((path.as_str(), blog.post(&path).unwrap().state), ("hello-2.md", State::Draft));
    let expected = "---\ntitle: 'Hello!'\ntags: []\ndate: 2026-11-22\ndraft: true\nslug: 'hello-2'\n---\n\n";
    assert_eq!(test.read("hello-2.md"), expected);
    take_back(&blog, &undo, &state);
    assert_eq!(test.names(""), ["hello.md"]);
}

#[test]
fn a_title_without_letters_asks_for_a_slug() {
    let mut blog = BlogTest::new().open();
    assert_eq!(plan(&blog, &wish("🚀🚀")).slug, "");
    assert_eq!(create(&mut blog, &named("🚀🚀", ""), None).unwrap_err().kind(), ErrorKind::Refused);
    assert_eq!(plan(&blog, &named("🚀🚀", "Lift off")).file, "lift-off.md");
}

#[test]
fn a_file_that_appeared_meanwhile_is_not_overwritten() {
    let test = BlogTest::new();
    let mut blog = test.open();
    let (proposal, path) = blog.propose_post(&wish("A"), None, now()).unwrap();
    test.write(&path, "mine");
    let state = TempDir::new().unwrap();
    let bin = FolderBin::new(&state.path().join("trash"));
    let error = proposal.plan.apply(blog.root(), &state.path().join("journal"), &bin).unwrap_err();
    assert_eq!((error.kind(), test.read(&path).as_str()), (ErrorKind::Refused, "mine"));
}

#[test]
fn new_posts_go_where_the_newest_are() {
    let test = BlogTest::new()
        .with("about.md", "---\ntitle: About\n---\n")
        .with("posts/a.md", "---\ndate: 2024-01-01\n---\n")
        .with("posts/b.md", "---\ndate: 2024-01-02\n---\n");
    assert_eq!(plan(&test.open(), &wish("C")).file, "posts/c.md");
}

#[test]
fn a_folder_of_its_own_is_what_the_newest_of_the_section_have_unless_it_is_said() {
    let test = BlogTest::new()
        .with("hugo.toml", SITE)
        .with("archetypes/walks/index.md", "")
        .with("content/posts/a.md", "---\ndate: 2024-01-03\n---\n")
        .with("content/trips/b/index.md", "---\ndate: 2024-01-02\n---\n");
    let blog = test.open();
    let file = |section: &str, bundle| {
        let plan = plan(&blog, &NewPost { section: Some(section.into()), bundle, ..wish("C") });
        (plan.file, plan.bundle)
    };
    assert_eq!(file("content/posts", None), ("content/posts/c.md".into(), Some(false)));
    assert_eq!(file("content/trips", None), ("content/trips/c/index.md".into(), Some(true)));
    assert_eq!(file("content/posts", Some(true)), ("content/posts/c/index.md".into(), Some(true)));
    assert_eq!(file("content/trips", Some(false)), ("content/trips/c.md".into(), Some(false)));
    assert_eq!(file("content/walks", None), ("content/walks/c/index.md".into(), Some(true)), "its archetype");
    let taken = NewPost { section: Some("content/posts".into()), bundle: Some(true), ..wish("A") };
    assert_eq!(plan(&blog, &taken).file, "content/posts/a-2/index.md");
    let jekyll = BlogTest::new().with("_config.yml", "").with("_posts/2024-01-01-a.md", "---\n---\n").open();
    assert_eq!(plan(&jekyll, &wish("C")).bundle, None, "Jekyll knows none");
}

#[test]
fn a_new_post_may_be_in_another_language_and_have_the_slug_of_its_translation() {
    let test = BlogTest::new()
        .with("hugo.toml", format!("{SITE}[languages.fr]\n[languages.en]\n"))
        .with("content/posts/a.md", "---\ndate: 2024-01-03\nslug: a\n---\n");
    let blog = test.open();
    assert_eq!(blog.site().languages(), ["en", "fr"]);
    let french = NewPost { language: Some("fr".into()), ..wish("A") };
    assert_eq!(plan(&blog, &french).file, "content/posts/a.fr.md");
    assert_eq!(plan(&blog, &wish("A")).file, "content/posts/a-2.md");
}

#[test]
fn a_folder_archetype_makes_a_post_with_all_its_files() {
    let test = BlogTest::new()
        .with("hugo.toml", SITE)
        .with("archetypes/trips/index.md", "---\ntitle: '{{ .Name | title }}'\ndate: {{ .Date }}\n---\nmap\n")
        .with("archetypes/trips/day.md", "---\nof: {{ .Name }}\n---\n")
        .with("archetypes/trips/images/map.png", b"\x89PNG")
        .with("content/trips/b/index.md", "---\ndate: 2024-01-02\n---\n");
    let mut blog = test.open();
    let planned = plan(&blog, &wish("To the sea"));
    assert_eq!(planned.note.as_deref(), Some("made from archetypes/trips/index.md"));
    assert_eq!(planned.needs, None);
    let (path, undo, state) = create(&mut blog, &wish("To the sea"), None).unwrap();
    assert_eq!(path, "content/trips/to-the-sea/index.md");
    let text = test.read(&path);
    assert_eq!(text, "---\ntitle: 'To the sea'\ndate: 2026-11-22T09:00:00+00:00\n---\nmap\n");
    assert_eq!(test.read("content/trips/to-the-sea/day.md"), "---\nof: day\n---\n");
    assert_eq!(std::fs::read(test.path("content/trips/to-the-sea/images/map.png")).unwrap(), b"\x89PNG");
    take_back(&blog, &undo, &state);
    assert_eq!(test.names("content/trips"), ["b"]);
    let alone = NewPost { bundle: Some(false), ..wish("Sea") };
    assert_eq!(plan(&blog, &alone).note, None, "a file is not made from a folder");
}

#[test]
fn an_archetype_that_was_changed_is_read_again() {
    let test = BlogTest::new().with("hugo.toml", SITE).with("archetypes/posts.md", "---\na: 1\n---\n");
    let mut blog = test.open();
    test.write("archetypes/posts.md", "---\na: 2\n---\n");
    blog.refresh(&[test.path("archetypes/posts.md")], now());
    let (path, ..) = create(&mut blog, &wish("A"), None).unwrap();
    assert_eq!(test.read(&path), "---\na: 2\n---\n");
}

#[test]
fn a_scaffold_with_code_says_that_only_hexo_can_fill_it() {
    let test = BlogTest::new()
        .with("_config.yml", "")
        .with("package.json", r#"{"hexo":{},"dependencies":{"hexo":"7"}}"#)
        .with("source/_posts/a.md", "---\ntitle: A\ndate: 2024-01-01\n---\n")
        .with("scaffolds/draft.md", "---\ntitle: {{ title }}\nx: {{ env }}\n---\n");
    let planned = test.open().plan_post(&wish("B"), Permission::Given, now());
    let note = planned.note.unwrap();
    assert!(
        note.starts_with("in the style of") && note.ends_with("{{ env }}, which only Hexo can fill"),
        "{note}"
    );
    assert_eq!(planned.needs, None, "it is not asked");
}

#[cfg(unix)]
mod by_the_generator {
    use std::os::unix::fs::PermissionsExt;
    use std::time::Duration;

    use galley_core::Program;

    use super::*;

    /// A site whose archetype has code, and a program that writes this script's output to the last
    /// of its arguments.
    fn site(script: &str) -> (BlogTest, Program) {
        let test = BlogTest::new()
            .with("site/hugo.toml", SITE)
            .with("site/archetypes/posts.md", "---\ntitle: x\nn: {{ len site.Pages }}\n---\n")
            .with("site/content/posts/old.md", "---\ntitle: Old\ndate: 2024-01-01\n---\n")
            .with(
                "hugo",
                format!("#!/bin/sh\nfor last; do :; done\nmkdir -p \"$(dirname \"$last\")\"\n{script}\n"),
            );
        let file = test.path("hugo");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
        let program = Program { file, scratch: test.path("scratch"), limit: Duration::from_secs(20) };
        (test, program)
    }

    fn open(test: &BlogTest) -> Blog {
        Blog::open(&test.path("site"), None, now()).unwrap().blog
    }

    #[test]
    fn an_archetype_with_code_is_filled_by_the_program_and_taken_in() {
        let script =
            "printf -- '---\\ntitle: \"My New\"\\nn: 3\\n---\\n' > \"$last\"; echo \"$PWD $*\" > \"$0.told\"";
        let (test, program) = site(script);
        let mut blog = open(&test);
        let wish = wish("My: new");
        let made = blog.commission(&wish, now()).expect("the program is needed").run(&program).unwrap();
        assert_eq!(made.post(), "content/posts/my-new.md");
        assert_eq!(test.names("site/content/posts"), ["old.md"], "nothing is in the site yet");
        assert!(test.names("scratch").is_empty(), "what was made on the way is gone");
        let (path, undo, state) = create(&mut blog, &wish, Some(&made)).unwrap();
        assert_eq!(test.read(&format!("site/{path}")), "---\ntitle: \"My: new\"\nn: 3\n---\n");
        take_back(&blog, &undo, &state);
        assert_eq!(test.names("site/content/posts"), ["old.md"]);
        let told = test.read("hugo.told");
        assert!(told.starts_with(&test.path("site").display().to_string()), "{told}");
        assert!(told.contains(" new content --noBuildLock --config hugo.toml,"), "{told}");
    }

    #[test]
    fn the_plan_says_what_stands_between_the_archetype_and_the_program() {
        let (test, _) = site("");
        let blog = open(&test);
        let planned = |permission| blog.plan_post(&wish("A"), permission, now());
        let why = "in the style of the newest posts, since archetypes/posts.md has {{ len site.Pages }}, which only Hugo can fill";
        for (permission, note) in [
            (Permission::Missing, format!("{why}, and Hugo is not installed")),
            (Permission::Unasked, why.to_owned()),
            (Permission::Given, "made from archetypes/posts.md by Hugo".to_owned()),
        ] {
            let planned = planned(permission);
            assert_eq!((planned.needs, planned.note), (Some(permission), Some(note)));
        }
    }

    #[test]
    fn a_failure_is_told_in_the_programs_words_and_leaves_the_site_as_it_was() {
        for (script, said) in [
            ("echo half > \"$last\"; echo 'ERROR no such function' >&2; exit 1", "no such function"),
            ("exit 0", "it made no such file"),
            ("sleep 30", "it had not finished after 300ms and was stopped"),
        ] {
            let (test, mut program) = site(script);
            if script.starts_with("sleep") {
                program.limit = Duration::from_millis(300);
            }
            let mut blog = open(&test);
            let error = blog.commission(&wish("A"), now()).unwrap().run(&program).unwrap_err().to_string();
            assert_eq!(error, format!("archetypes/posts.md: Hugo could not fill it: {said}"));
            assert_eq!(test.names("site/content/posts"), ["old.md"]);
            assert!(test.names("scratch").is_empty());
            let (path, ..) = create(&mut blog, &wish("A"), None).unwrap();
            assert!(test.read(&format!("site/{path}")).contains("title: A\n"), "the style of the others");
        }
    }

    #[test]
    fn what_was_made_for_another_name_is_not_taken() {
        let (test, program) = site("echo x > \"$last\"");
        let mut blog = open(&test);
        let made = blog.commission(&wish("A"), now()).unwrap().run(&program).unwrap();
        test.write("site/content/posts/a.md", "mine");
        blog.refresh(&[test.path("site/content/posts/a.md")], now());
        assert_eq!(create(&mut blog, &wish("A"), Some(&made)).unwrap_err().kind(), ErrorKind::Changed);
        assert_eq!(test.read("site/content/posts/a.md"), "mine");
    }
}
