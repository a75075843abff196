//! What is remembered from one start to the next.

mod support;

use galley_core::{ErrorKind, Memory, Session, Settings};
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
    assert_eq!(test.read("settings.json"), "{ half");
    memory.save_settings(&Settings::default()).unwrap();
    assert_eq!(test.read("settings.damaged.json"), "{ half");
    assert_eq!(memory.settings().unwrap(), Settings::default());
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
