//! Line endings and BOMs of earlier texts, after the program has ended: an undo brings back what it would
//! have brought back without that.

mod support;

use galley_core::front_matter::Conventions;
use galley_core::journal::Journal;
use galley_core::markdown::RenderContext;
use galley_core::{Change, OpenPost, utf16};
use proptest::prelude::*;
use support::BlogTest;

const NOW: i64 = 1_790_000_000_000;

/// What happens to a post.
#[derive(Debug, Clone)]
enum Event {
    Edit {
        place: u16,
        length: u32,
        insert: String,
    },
    Restore(String),
    /// The last of these that was not undone yet is.
    Undo,
    Save,
    /// Another program writes the file.
    Outside(String),
    /// The program ends, by a kill or not.
    Restart {
        killed: bool,
    },
    /// It ends, and another program writes the file before it starts again.
    OutsideMeanwhile(String),
}

/// Without CRs alone: an LF right behind one, once nothing is between them, is read as the end of one line.
fn any_file() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec(("[a-c]{0,2}", prop_oneof!["\r\n", "\n"]), 0..6);
    let text = lines.prop_map(|lines| lines.into_iter().flat_map(|(text, end)| [text, end]).collect());
    ("\u{feff}?", text, "[ab]?").prop_map(|(bom, text, rest): (String, String, String)| bom + &text + &rest)
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => (any::<u16>(), 0..4u32, "[ab\n]{0,3}")
            .prop_map(|(place, length, insert)| Event::Edit { place, length, insert }),
        2 => any_file().prop_map(Event::Restore),
        4 => Just(Event::Undo),
        1 => Just(Event::Save),
        1 => any_file().prop_map(Event::Outside),
        4 => any::<bool>().prop_map(|killed| Event::Restart { killed }),
        1 => any_file().prop_map(Event::OutsideMeanwhile),
    ]
}

/// A post with a journal, whose program ends now and then, and the same one without either.
struct Pair {
    kept: OpenPost,
    plain: OpenPost,
    journal: Journal,
    folders: [BlogTest; 2],
    /// Changes that undo what was done, the last at the end.
    undo: Vec<Vec<Change>>,
    _state: BlogTest,
}

impl Pair {
    fn new(file: &str) -> Pair {
        let folders = [BlogTest::new().with("a.md", file), BlogTest::new().with("a.md", file)];
        let state = BlogTest::new();
        let journal = Journal::start(state.root(), || NOW, |error| panic!("{error}"));
        let plain =
            OpenPost::open(&folders[1].path("a.md"), RenderContext::default(), Conventions::default());
        let kept = opened(&folders[0], &journal).0;
        Pair { kept, plain: plain.unwrap(), journal, folders, undo: Vec::new(), _state: state }
    }

    fn happens(&mut self, event: Event) {
        match event {
            Event::Edit { place, length, insert } => {
                let units = utf16::length(self.plain.text()) as u32;
                let from = u32::from(place) % (units + 1);
                let change = Change { from, to: (from + length).min(units), insert };
                self.undo.push(inverse(self.plain.text(), std::slice::from_ref(&change)));
                self.edit(&[change]);
            }
            Event::Restore(text) => {
                let before = self.plain.text().to_owned();
                let both = [&mut self.kept, &mut self.plain];
                let [_, plain] = both.map(|post| post.restore(post.version(), text.as_bytes()).unwrap());
                self.undo.push(inverse(&before, &plain.changes));
            }
            Event::Undo => {
                if let Some(changes) = self.undo.pop() {
                    self.edit(&changes);
                }
            }
            Event::Save => self.save(),
            Event::Outside(text) => {
                self.write(&text);
                self.reload_plain();
                self.kept.reload(self.kept.version()).unwrap();
            }
            Event::Restart { killed } => {
                if self.restart(killed, None).is_none() {
                    self.begin_plain();
                }
            }
            Event::OutsideMeanwhile(text) => {
                self.save();
                match self.restart(false, Some(&text)) {
                    Some(changes) => assert_eq!(changes, self.reload_plain()),
                    None => self.begin_plain(),
                }
                // Else the next start would know of the text before the other program's alone.
                self.edit(&[Change { from: 0, to: 0, insert: String::new() }]);
            }
        }
    }

    fn edit(&mut self, changes: &[Change]) {
        for post in [&mut self.kept, &mut self.plain] {
            let removed: usize = changes.iter().map(|change| (change.to - change.from) as usize).sum();
            let added: usize = changes.iter().map(|change| utf16::length(&change.insert)).sum();
            let length = utf16::length(post.text()) - removed + added;
            post.edit(post.version(), changes, length, false).unwrap();
        }
    }

    fn save(&mut self) {
        for post in [&mut self.kept, &mut self.plain] {
            post.save(post.version(), utf16::fingerprint(post.text()), false).unwrap();
        }
    }

    fn write(&self, text: &str) {
        self.folders.iter().for_each(|folder| folder.write("a.md", text));
    }

    fn reload_plain(&mut self) -> Vec<Change> {
        let before = self.plain.text().to_owned();
        let changes = self.plain.reload(self.plain.version()).unwrap().changes;
        self.undo.push(inverse(&before, &changes));
        changes
    }

    /// Nothing was done with the post before, so nothing is known of it.
    fn begin_plain(&mut self) {
        let file = self.folders[1].path("a.md");
        self.plain = OpenPost::open(&file, RenderContext::default(), Conventions::default()).unwrap();
        self.undo.clear();
    }

    /// Opens the post anew. With what changed meanwhile, where something was known from before.
    fn restart(&mut self, killed: bool, outside: Option<&str>) -> Option<Vec<Change>> {
        if !killed {
            self.kept.close();
        }
        // Without a keeper, as after its end.
        let nothing = OpenPost::open(self.kept.file(), RenderContext::default(), Conventions::default());
        self.kept = nothing.unwrap();
        self.journal.flush();
        outside.inspect(|text| self.write(text));
        let (kept, changes) = opened(&self.folders[0], &self.journal);
        self.kept = kept;
        changes
    }
}

fn opened(folder: &BlogTest, journal: &Journal) -> (OpenPost, Option<Vec<Change>>) {
    let file = folder.path("a.md");
    let kept = OpenPost::open_kept(&file, RenderContext::default(), Conventions::default(), journal).unwrap();
    assert!(kept.trouble.is_none());
    (kept.post, kept.resumed.map(|resumed| resumed.changes))
}

/// What undoes these changes of a text of single UTF-16 units.
fn inverse(before: &str, changes: &[Change]) -> Vec<Change> {
    let mut shift = 0i64;
    let back = |change: &Change| {
        let from = (i64::from(change.from) + shift) as u32;
        let inserted = change.insert.len() as u32;
        shift += i64::from(inserted) - i64::from(change.to - change.from);
        let removed = &before[change.from as usize..change.to as usize];
        Change { from, to: from + inserted, insert: removed.into() }
    };
    changes.iter().map(back).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn a_post_has_the_bytes_that_it_would_have_if_the_program_had_not_ended(
        file in any_file(),
        events in prop::collection::vec(any_event(), 1..14),
    ) {
        let mut pair = Pair::new(&file);
        for event in events {
            let told = format!("{event:?}");
            pair.happens(event);
            prop_assert_eq!(pair.kept.file_text(), pair.plain.file_text(), "after {}", told);
        }
    }
}

#[test]
fn the_undo_of_a_restored_version_after_a_restart_brings_back_every_line_ending() {
    let mut pair = Pair::new("one\r\ntwo\nthree\r\n");
    pair.happens(Event::Restore("\u{feff}one\ntwo!\nthree\n".into()));
    pair.happens(Event::Save);
    assert_eq!(pair.folders[0].read("a.md"), "\u{feff}one\ntwo!\nthree\n");
    pair.happens(Event::Restart { killed: false });
    pair.happens(Event::Undo);
    pair.happens(Event::Save);
    assert_eq!(pair.folders[0].read("a.md"), "one\r\ntwo\nthree\r\n");
}
