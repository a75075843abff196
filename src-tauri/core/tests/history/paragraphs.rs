use crate::Case;

fn states(case: &Case, text: &str, paragraph: &str) -> Vec<(Option<u32>, String)> {
    let start = text.find(paragraph).unwrap();
    let range = start..start + paragraph.len();
    let states = case.store.paragraph(&case.root(), "a.md", text, range, 100).unwrap();
    states.into_iter().map(|state| (state.version, state.text)).collect()
}

#[test]
fn a_paragraph_is_followed_through_the_versions_in_which_it_changed() {
    let case = Case::new();
    let texts = [
        "# Title\n\nFirst one.\n\nThe river is quiet.\n",
        "# Title\n\nFirst one, longer.\n\nThe river is quiet.\n",
        "# Title\n\nFirst one, longer.\n\nThe river was quiet.\n\nAn end.\n",
        "# Title\n\nA new one before.\n\nFirst one, longer.\n\nThe river was quiet.\n\nAn end.\n",
        "# Title\n\nA new one before.\n\nFirst one, longer.\n\nThe river was very quiet.\n\nAn end.\n",
    ];
    for (seconds, text) in texts.iter().enumerate() {
        case.save("a.md", seconds as i64, text);
    }
    let state = |version, text: &str| (version, text.to_owned());
    let current = texts[4];
    assert_eq!(
        states(&case, current, "The river was very quiet."),
        [
            state(Some(5), "The river was very quiet."),
            state(Some(3), "The river was quiet."),
            state(Some(1), "The river is quiet."),
        ]
    );
    assert_eq!(states(&case, current, "A new one before."), [state(Some(4), "A new one before.")]);
    let typed = current.replace("An end.", "The end.");
    assert_eq!(
        states(&case, &typed, "The end."),
        [state(None, "The end."), state(Some(3), "An end.")],
        "what is not kept yet has no version"
    );
}

#[test]
fn a_paragraph_that_was_moved_is_no_new_one_and_line_endings_do_not_matter() {
    let case = Case::new();
    case.save("a.md", 0, "One.\r\n\r\nTwo.\r\n\r\nThree.\r\n");
    case.save("a.md", 1, "Two.\r\n\r\nThree.\r\n\r\nOne.\r\n");
    assert_eq!(states(&case, "Two.\n\nThree.\n\nOne.\n", "One."), [(Some(1), "One.".to_owned())]);
}

#[test]
fn without_versions_a_paragraph_is_new() {
    let case = Case::new();
    assert_eq!(states(&case, "One.\n", "One."), [(None, "One.".to_owned())]);
}
