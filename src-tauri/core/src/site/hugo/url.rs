//! The path that a page has on the site. Source: `resources/page/page_paths.go`, and
//! `hugolib/page__paths.go` for what goes into it.

use chrono::{Datelike, NaiveDate};

use super::Hugo;
use super::dates::Dates;
use super::header::Header;
use super::path::{self, joined, of_file, written};
use super::permalink::{self, Permalink, Piece};
use super::place::{Form, Place, section_of};
use super::settings::Ugly;
use crate::date::WrittenDate;
use crate::site::fields::{Source, Tree};
use crate::site::rules::Url;

pub(super) fn url(hugo: &Hugo, source: &Source<'_>, tree: &Tree) -> Url {
    let Some(place) = Place::of(source.path, &hugo.settings, tree) else { return Url::None };
    if place.form == Form::Resource {
        return Url::None;
    }
    let header = Header::of(source, &place, &hugo.settings, tree);
    let dates = Dates::of(&header, source.stem(), source.modified, &hugo.settings);
    let page = Page { hugo, tree, place: &place, header: &header, dates: &dates };
    match page.path(source) {
        Ok(path) => Url::Known(path),
        Err(reason) => Url::Unknown(reason),
    }
}

struct Page<'p> {
    hugo: &'p Hugo,
    tree: &'p Tree,
    place: &'p Place<'p>,
    header: &'p Header<'p>,
    dates: &'p Dates,
}

impl Page<'_> {
    fn path(&self, source: &Source<'_>) -> Result<String, String> {
        let settings = &self.hugo.settings;
        if settings.is_multihost {
            return Err("each language has a host of its own".into());
        }
        if settings.has_other_permalinks {
            return Err("the configuration has rules for paths that are not known here".into());
        }
        if source.path.ends_with("/index.md") && self.place.folders.is_empty() && self.place.name == "index" {
            return Err("index.md at the top of the content takes the place of the home page".into());
        }
        let prefix = settings.prefix(self.place.language).unwrap_or_default();
        if self.place.is_home() {
            return Ok(joined(&[prefix, "/"]));
        }
        if let Some(url) = self.header.text("url") {
            let url = self.expanded(&url)?;
            let path = self.of_header(&url);
            let is_rooted = url.starts_with('/');
            return Ok(if is_rooted { path } else { joined(&[prefix, &path]) });
        }
        let is_section = self.place.form == Form::Section;
        let path = match self.permalink() {
            Some(permalink) => written(&joined(&[&self.expanded(&permalink.pattern)?]), settings),
            None => joined(&[&self.own()]),
        };
        let path = joined(&[prefix, path.trim_end_matches('/')]);
        Ok(if self.is_ugly() && !is_section { format!("{path}.html") } else { joined(&[&path, "/"]) })
    }

    /// `url` as it is written, as a page's path: with a dot and no slash at the end it is a file.
    fn of_header(&self, url: &str) -> String {
        let path = joined(&[url]);
        if let Some(folder) = path.strip_suffix("/index.html") {
            return format!("{folder}/");
        }
        let is_file = url.contains('.') && !url.ends_with('/');
        if is_file { path } else { joined(&[&path, "/"]) }
    }

    /// The path that follows from the file and the slugs.
    fn own(&self) -> String {
        let settings = &self.hugo.settings;
        let mut parts = self.sections();
        if self.place.form != Form::Section {
            parts.push(match self.slug() {
                Some(slug) => written(&slug, settings),
                None => of_file(self.place.name, settings),
            });
        }
        parts.join("/")
    }

    /// The sections above a page, and a section itself, each by its slug where it has one.
    fn sections(&self) -> Vec<String> {
        let settings = &self.hugo.settings;
        let folders = &self.place.folders;
        let named = (1..=folders.len()).filter_map(|count| {
            let above = folders.get(..count)?;
            let slug = section_of(self.place, above, settings, self.tree).and_then(|section| {
                let place = Place::of(section.path, settings, self.tree)?;
                Header::of(&section, &place, settings, self.tree).text("slug")
            });
            Some(match slug {
                Some(slug) => written(&slug, settings),
                None => of_file(above.last()?, settings),
            })
        });
        named.collect()
    }

    fn slug(&self) -> Option<String> {
        let in_name = || self.dates_slug().filter(|_| self.header.get("slug").is_none());
        self.header.text("slug").or_else(in_name)
    }

    /// The slug in the file's name, where a date was taken from it.
    fn dates_slug(&self) -> Option<String> {
        let dates = [&self.dates.date, &self.dates.lastmod, &self.dates.publish, &self.dates.expiry];
        dates.into_iter().flatten().find_map(|date| date.slug.clone()).filter(|slug| !slug.is_empty())
    }

    fn is_ugly(&self) -> bool {
        match &self.hugo.settings.ugly {
            Ugly::All(on) => *on,
            Ugly::Sections(names) => self
                .place
                .folders
                .first()
                .is_some_and(|first| names.iter().any(|name| name == &first.to_lowercase())),
        }
    }

    /// The pattern of the nearest section that has one.
    fn permalink(&self) -> Option<&Permalink> {
        let is_section = self.place.form == Form::Section;
        let logical = self.place.folders.join("/").to_lowercase().replace(' ', "-");
        let mut all = self
            .hugo
            .settings
            .permalinks
            .iter()
            .filter(|rule| rule.is_for_sections == is_section)
            .collect::<Vec<_>>();
        all.sort_by_key(|rule| std::cmp::Reverse(rule.section.len()));
        all.into_iter().find(|rule| match rule.section.as_str() {
            "" => self.place.folders.is_empty(),
            section => super::place::below(&format!("{logical}/"), section).is_some(),
        })
    }

    fn expanded(&self, pattern: &str) -> Result<String, String> {
        let mut path = String::new();
        for piece in permalink::pieces(pattern) {
            match piece {
                Piece::Plain(text) => path.push_str(text),
                Piece::Token(token) => path.push_str(&self.token(token)?),
            }
        }
        Ok(path)
    }

    fn token(&self, token: &str) -> Result<String, String> {
        let settings = &self.hugo.settings;
        let title = || match self.header.text("title") {
            None if self.place.form == Form::Section => Err("it has no title for its path".to_owned()),
            title => Ok(title.unwrap_or_default()),
        };
        let name = || {
            self.place
                .folders
                .last()
                .filter(|_| self.place.form == Form::Section)
                .copied()
                .unwrap_or(self.place.name)
        };
        let text = match token {
            "section" => return Ok(self.sections_of_file().first().cloned().unwrap_or_default()),
            "sections" => return Ok(self.sections_of_file().join("/")),
            "title" => title()?,
            "slug" => self.slug().map_or_else(title, Ok)?,
            "filename" | "contentbasename" => name().to_owned(),
            "slugorfilename" | "slugorcontentbasename" => self.slug().unwrap_or_else(|| name().to_owned()),
            other => match other.strip_prefix("sections[").and_then(|cut| cut.strip_suffix(']')) {
                Some(cut) => return Ok(permalink::slice(&self.sections_of_file(), cut).join("/")),
                None => return self.of_date(other),
            },
        };
        Ok(path::token(&text, settings))
    }

    /// The sections by the names of their folders: down to the last that has a file, or the first
    /// folder, which is a section without one. Source: `hugolib/page__tree.go`, `CurrentSection`.
    fn sections_of_file(&self) -> Vec<String> {
        let settings = &self.hugo.settings;
        let folders = &self.place.folders;
        let is_section = |count: &usize| {
            let above = folders.get(..*count).unwrap_or_default();
            section_of(self.place, above, settings, self.tree).is_some()
        };
        let count = (2..=folders.len()).rev().find(is_section).unwrap_or(1);
        folders.iter().take(count).map(|name| of_file(name, settings)).collect()
    }

    fn of_date(&self, token: &str) -> Result<String, String> {
        let day = match &self.dates.date {
            // The year 1, which Go starts counting at.
            None => NaiveDate::from_ymd_opt(1, 1, 1),
            Some(date) => date
                .written
                .as_deref()
                .and_then(WrittenDate::parse)
                .and_then(|date| NaiveDate::parse_from_str(&date.date(), "%Y-%m-%d").ok()),
        };
        let day = day.ok_or("its date is that of its file, in the zone of the machine that builds")?;
        Ok(match token {
            "year" => day.year().to_string(),
            "month" => day.format("%m").to_string(),
            "monthname" => day.format("%B").to_string(),
            "day" => day.format("%d").to_string(),
            "weekday" => day.format("%w").to_string(),
            "weekdayname" => day.format("%A").to_string(),
            "yearday" => day.ordinal().to_string(),
            _ => return Err(format!("the permalink asks for :{token}, which is not known here")),
        })
    }
}
