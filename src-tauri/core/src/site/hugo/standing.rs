//! Whether a page is on the site, and why. Sources: `hugolib/site.go`, `shouldBuild`, and
//! `hugolib/page__meta.go`.

use super::Hugo;
use super::dates::{Dates, Moment};
use super::header::{self, Header};
use super::place::{Form, Place};
use crate::front_matter::Value;
use crate::site::fields::{Source, Tree};
use crate::site::rules::{Standing, State};

pub(super) fn standing(hugo: &Hugo, source: &Source<'_>, tree: &Tree, now: i64) -> Standing {
    let hidden = |reason: String| Standing::new(State::Hidden, reason);
    let settings = &hugo.settings;
    if super::is_archetype(source.path) {
        return Standing::new(State::Template, "Hugo makes new posts from it");
    }
    let Some(place) = Place::of(source.path, settings, tree) else {
        return hidden("it is not in a folder of content".into());
    };
    if place.form == Form::Resource {
        return hidden("it is a part of the page in its folder".into());
    }
    if settings.disabled_languages.iter().any(|code| code == place.language) {
        return hidden(format!("the configuration leaves out the language {}", place.language));
    }
    let header = Header::of(source, &place, settings, tree);
    let dates = Dates::of(&header, source.stem(), source.modified, settings);
    if header.get("_build").is_some() {
        return hidden("Hugo stops: _build is called build now".into());
    }
    if let Some(key) = &dates.unreadable {
        return hidden(format!("Hugo stops: it cannot read {key}"));
    }
    if let Some((true, origin)) = header.truth("draft")
        && !settings.builds_drafts
    {
        return Standing::new(State::Draft, format!("{} says draft", place_of(origin)));
    }
    if let Some(reason) = unrendered(&header) {
        return hidden(reason);
    }
    if let Some(publish) = dates.publish.as_ref().filter(|date| date.seconds > now)
        && !settings.builds_future
    {
        return Standing::new(State::Scheduled, said(publish, "is in the future")).until(publish.seconds);
    }
    let expiry = dates.expiry.as_ref().filter(|_| !settings.builds_expired);
    if let Some(expiry) = expiry.filter(|date| date.seconds < now) {
        return Standing::new(State::Expired, said(expiry, "is over"));
    }
    let published = Standing::new(State::Published, "nothing in its header keeps it back");
    match expiry {
        Some(expiry) => published.until(expiry.seconds.saturating_add(1)),
        None => published,
    }
}

/// Why a page is built into nothing. Source: `resources/page/pagemeta/pagemeta.go`.
fn unrendered(header: &Header<'_>) -> Option<String> {
    if let Some((true, origin)) = header.truth("headless") {
        return Some(format!("{} says headless", place_of(origin)));
    }
    let (Value::Map(build), origin) = header.get("build")? else { return None };
    let render = header::member(build, "render")?;
    let is_off = match render {
        Value::Bool(truth) => !truth,
        value => value.as_text().is_some_and(|text| ["never", "link", "false"].contains(&text.as_str())),
    };
    is_off
        .then(|| format!("{} says build.render: {}", place_of(origin), render.as_text().unwrap_or_default()))
}

fn place_of(origin: Option<&str>) -> &str {
    origin.unwrap_or("its header")
}

fn said(moment: &Moment, what: &str) -> String {
    match (moment.key.as_str(), &moment.origin) {
        (":filename", _) => format!("the date in its file's name {what}"),
        (":filemodtime", _) => format!("the time of its file {what}"),
        (key, Some(origin)) => format!("its {key}, by {origin}, {what}"),
        (key, None) => format!("its {key} {what}"),
    }
}
