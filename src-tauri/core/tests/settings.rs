//! What is remembered from one start to the next.

mod support;

use galley_core::{ErrorKind, Memory, PageTheme, PreviewStyle, Session, Settings};
use support::BlogTest;

#[test]
fn what_was_saved_is_read_again() {
    let test = BlogTest::new();
    let memory = Memory::new(test.path("config/galley"));
    let settings = Settings { autosave: false, ..Settings::default() };
    let session = Session { post: Some("a.md".into()), caret: 7, outline_open: true, ..Session::default() };
    memory.save_settings(&settings).unwrap();
    memory.save_session(&session).unwrap();
    assert_eq!(memory.settings().unwrap(), settings);
    assert_eq!(memory.session().unwrap(), session);
}

#[test]
fn the_first_start_has_the_defaults() {
    let memory = Memory::new(BlogTest::new().path("nothing"));
    assert_eq!(memory.settings().unwrap(), Settings::default());
    assert_eq!(memory.session().unwrap(), Session::default());
}

#[test]
fn a_damaged_file_is_said_and_kept() {
    let test = BlogTest::new().with("settings.json", "{ half");
    let memory = Memory::new(test.root());
    assert_eq!(memory.settings().unwrap_err().kind(), ErrorKind::Refused);
    assert_eq!(test.read("settings.json.damaged-1"), "{ half");
    assert_eq!(memory.settings().unwrap(), Settings::default(), "it is said once");
    test.write("settings.json", "[]");
    memory.save_settings(&Settings::default()).unwrap();
    assert_eq!(test.read("settings.json.damaged-2"), "[]");
    assert_eq!(memory.settings().unwrap(), Settings::default());
}

#[test]
fn a_file_of_a_newer_version_is_set_aside() {
    let test = BlogTest::new().with("session.json", "{\"version\": 99, \"post\": \"a.md\"}");
    let memory = Memory::new(test.root());
    let error = memory.session().unwrap_err().to_string();
    assert!(error.contains("another version of Galley"), "{error}");
    assert!(test.read("session.json.damaged-1").contains("99"));
    memory.save_generator(&test.root(), galley_core::Generator::Zola).unwrap();
    assert!(test.read("generators.json").contains("\"version\": 1"));
    assert_eq!(memory.generator(&test.root()), Some(galley_core::Generator::Zola));
}

#[test]
fn every_damaged_file_about_sites_and_posts_is_set_aside_and_said_once() {
    const FILES: [&str; 4] = ["generators.json", "trusted.json", "excluded.json", "previews.json"];
    let test = BlogTest::new();
    let memory = Memory::new(test.root());
    assert_eq!(memory.troubles().len(), 0);
    for (file, text) in FILES.into_iter().zip(["{ half", "[]", "{\"version\": 99}", "{\"/site\": 3}"]) {
        test.write(file, text);
        let told: Vec<String> = memory.troubles().iter().map(ToString::to_string).collect();
        assert!(told.len() == 1 && told[0].contains(file), "{told:?}");
        assert_eq!(test.read(&format!("{file}.damaged-1")), text);
        assert_eq!(memory.troubles().len(), 0);
    }
}

#[test]
fn a_post_is_excluded_until_that_is_taken_back() {
    let test = BlogTest::new();
    let memory = Memory::new(test.path("config"));
    let file = test.path("diary.md");
    memory.save_excluded(&file, true).unwrap();
    assert_eq!((memory.is_excluded(&file), memory.is_excluded(&test.path("other.md"))), (true, false));
    memory.save_excluded(&file, false).unwrap();
    assert!(!memory.is_excluded(&file));
}

#[test]
fn a_post_that_is_excluded_is_so_wherever_it_goes() {
    let test = BlogTest::new();
    let memory = Memory::new(test.path("config"));
    for post in ["diary.md", "trip/day-1.md", "tripod.md"] {
        memory.save_excluded(&test.path(post), true).unwrap();
    }
    let step = |from: &str, to: &str| (test.path(from), test.path(to));
    memory.move_excluded(&[step("diary.md", "trip/diary.md"), step("trip", "journey")]).unwrap();
    let excluded = |post: &str| memory.is_excluded(&test.path(post));
    for post in ["journey/diary.md", "journey/day-1.md", "tripod.md"] {
        assert!(excluded(post), "{post}");
    }
    for post in ["diary.md", "trip/diary.md", "trip/day-1.md", "journey"] {
        assert!(!excluded(post), "{post}");
    }
}

#[test]
fn a_file_of_an_older_version_gets_the_new_defaults() {
    let test = BlogTest::new().with("settings.json", "{\"autosave\": false}");
    assert!(!Memory::new(test.root()).settings().unwrap().autosave);
}

#[test]
fn a_site_is_trusted_until_that_is_taken_back() {
    let test = BlogTest::new();
    let memory = Memory::new(test.path("config"));
    let (one, other) = (test.path("one"), test.path("other"));
    assert!(!memory.is_trusted(&one));
    memory.save_trust(&one, true).unwrap();
    assert_eq!((memory.is_trusted(&one), memory.is_trusted(&other)), (true, false));
    memory.save_trust(&one, false).unwrap();
    assert!(!memory.is_trusted(&one));
}

#[test]
fn how_the_preview_looks_is_remembered_for_each_site() {
    let test = BlogTest::new();
    let memory = Memory::new(test.path("config"));
    let (one, other) = (test.path("one"), test.path("other"));
    let style =
        PreviewStyle { theme: PageTheme::Site, sheets: Some(vec!["css/a.css".into()]), network_images: true };
    memory.save_preview_style(&one, &style).unwrap();
    assert_eq!(memory.preview_style(&one), style);
    assert_eq!(memory.preview_style(&other), PreviewStyle::default());
    assert!(!PreviewStyle::default().network_images);
}
