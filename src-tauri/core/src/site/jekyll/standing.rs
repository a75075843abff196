//! Whether a file is on the site. Sources: `lib/jekyll/publisher.rb`, and `retrieve_posts` of
//! `lib/jekyll/reader.rb` for drafts.

use super::document::{Document, Moment};
use super::place::Place;
use crate::site::rules::{Standing, State};

/// Where a file stands at `now`, seconds since 1970.
pub(super) fn standing(document: &Document<'_>, now: i64) -> Standing {
    let hidden = |reason: String| Standing::new(State::Hidden, reason);
    match document.place {
        Place::Nowhere if !document.source.fields.has_header => {
            return hidden("it has no header, so Jekyll makes no page of it".into());
        }
        Place::Nowhere => return hidden("Jekyll looks for no page in this place".into()),
        Place::Undated => {
            return hidden(
                "its name does not start with a date, so Jekyll leaves it out of the posts".into(),
            );
        }
        Place::Draft if !document.settings.show_drafts => {
            return Standing::new(State::Draft, "it is in a folder _drafts");
        }
        Place::Member(collection) if !collection.output => {
            return hidden(format!("the collection {} has no output", collection.label));
        }
        _ => {}
    }
    if document.is_kept_back() && !document.settings.unpublished {
        let speaker = match document.source.fields.get("published") {
            Some(_) => "its header",
            None => "the configuration",
        };
        return hidden(format!("{speaker} says that it is not published"));
    }
    match document.moment() {
        // A page has no date to Jekyll, whatever its header says.
        _ if matches!(document.place, Place::Page) => published(),
        Moment::Unreadable(why) => hidden(why),
        Moment::Known(date) if date.seconds > now && !document.settings.future => {
            Standing::new(State::Scheduled, "its date is in the future").until(date.seconds)
        }
        Moment::Known(_) | Moment::OfBuild => published(),
    }
}

fn published() -> Standing {
    Standing::new(State::Published, "nothing keeps it back")
}
