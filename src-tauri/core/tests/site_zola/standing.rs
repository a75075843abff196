//! Whether a page is on the site.

use galley_core::site::State;

use super::{Blog, EMPTY, FRENCH, blog};

/// `load` in `components/site/src/lib.rs`.
#[test]
fn a_draft_and_all_below_a_draft_section_are_off_the_site() {
    let draft = "+++\ndraft = true\n+++\n";
    let blog = blog(
        FRENCH,
        &[
            ("content/a.md", draft),
            ("content/yaml.md", "---\ndraft: true\n---\n"),
            ("content/wip/_index.md", draft),
            ("content/wip/a.md", EMPTY),
            ("content/wip/a.fr.md", EMPTY),
            ("content/wip/deep/_index.md", EMPTY),
            ("content/wip/deep/a/index.md", draft),
            ("content/fr/_index.md", EMPTY),
            ("content/fr/_index.fr.md", draft),
            ("content/fr/a.md", EMPTY),
            ("content/wipe/a.md", EMPTY),
        ],
    );
    let below = |path: &str| blog.is(path, State::Hidden, "the section wip is a draft");
    blog.is("content/a.md", State::Draft, "its header says draft");
    blog.is("content/yaml.md", State::Draft, "its header says draft");
    blog.is("content/wip/_index.md", State::Draft, "its header says draft");
    let all = ["wip/a.md", "wip/a.fr.md", "wip/deep/_index.md", "wip/deep/a/index.md"];
    all.iter().for_each(|name| below(&format!("content/{name}")));
    blog.is_published("content/fr/_index.md");
    blog.is("content/fr/a.md", State::Hidden, "the section fr is a draft");
    blog.is_published("content/wipe/a.md");
}

/// `populate_sections` in `components/content/src/library.rs`, `components/content/src/sorting.rs`:
/// a page that its section cannot sort is in no list of pages to render, and no orphan either.
#[test]
fn a_page_that_its_sections_cannot_sort_is_not_built() {
    let by = |key: &str, more: &str| format!("+++\nsort_by = '{key}'\n{more}\n+++\n");
    let dated = "+++\ndate = 2024-01-02\n+++\n";
    let blog = blog(
        FRENCH,
        &[
            ("content/date/_index.md", &by("date", "")),
            ("content/date/none.md", EMPTY),
            ("content/date/has.md", dated),
            ("content/date/2024-01-02-name.md", EMPTY),
            ("content/date/own/index.md", EMPTY),
            ("content/date/own/beside.md", EMPTY),
            ("content/date/none.fr.md", EMPTY),
            ("content/date/sub/none.md", EMPTY),
            ("content/update/_index.md", &by("update_date", "")),
            ("content/update/has.md", "+++\nupdated = 2024-01-02\n+++\n"),
            ("content/title/_index.md", &by("title", "")),
            ("content/title/none.md", EMPTY),
            ("content/title/has.md", "+++\ntitle = ''\n+++\n"),
            ("content/weight/_index.md", &by("weight", "")),
            ("content/weight/none.md", dated),
            ("content/weight/has.md", "+++\nweight = 0\n+++\n"),
            ("content/slug/_index.md", &by("slug", "")),
            ("content/slug/a.md", EMPTY),
            ("content/date/through/_index.md", &by("weight", "transparent = true")),
            ("content/date/through/none.md", EMPTY),
            ("content/date/through/has.md", dated),
            ("content/up/_index.md", &by("date", "transparent = true")),
            ("content/up/none.md", EMPTY),
        ],
    );
    for path in ["content/date/none.md", "content/date/own/index.md"] {
        blog.is(path, State::Hidden, "the section date sorts by date, which it does not have");
    }
    blog.is(
        "content/title/none.md",
        State::Hidden,
        "the section title sorts by title, which it does not have",
    );
    blog.is(
        "content/weight/none.md",
        State::Hidden,
        "the section weight sorts by weight, which it does not have",
    );
    let through = "the section date/through sorts by weight, which it does not have";
    blog.is("content/date/through/none.md", State::Hidden, through);
    let built = [
        "content/date/has.md",
        "content/date/2024-01-02-name.md",
        "content/date/own/beside.md",
        "content/date/none.fr.md",
        "content/date/sub/none.md",
        "content/update/has.md",
        "content/title/has.md",
        "content/weight/has.md",
        "content/slug/a.md",
        "content/date/through/has.md",
        "content/up/none.md",
    ];
    built.iter().for_each(|path| blog.is_published(path));
}

/// `render_page` and `render_section` in `components/site/src/lib.rs`.
#[test]
fn what_is_not_rendered_is_hidden_and_its_pages_are_not() {
    let blog = blog(
        "",
        &[
            ("content/a.md", "+++\nrender = false\n+++\n"),
            ("content/list/_index.md", "+++\nrender = false\n+++\n"),
            ("content/list/a.md", EMPTY),
            ("content/away/_index.md", "+++\nredirect_to = 'list/a'\n+++\n"),
            ("content/future.md", "+++\ndate = 2999-01-01\n+++\n"),
        ],
    );
    blog.is("content/a.md", State::Hidden, "its header says that it is not rendered");
    blog.is("content/list/_index.md", State::Hidden, "its header says that it is not rendered");
    blog.is_published("content/list/a.md");
    blog.is("content/away/_index.md", State::Published, "its page sends readers on to list/a");
    blog.is_published("content/future.md");
}

/// `split_content` in `components/content/src/front_matter/split.rs`, `page.rs` and `datetime.rs`
/// there, `find_language` in `file_info.rs`, `load` in `components/site/src/lib.rs`.
#[test]
fn what_zola_stops_at_says_so() {
    let blog = blog(
        FRENCH,
        &[
            ("content/bare.md", "# Title\n"),
            ("content/open.md", "+++\ntitle = 'x'\n"),
            ("content/yaml.md", "---\ntitle: x\n---\n"),
            ("content/a.de.md", EMPTY),
            ("content/truth.md", "+++\ndraft = 'yes'\n+++\n"),
            ("content/slug.md", "+++\nslug = ''\n+++\n"),
            ("content/path.md", "+++\npath = ''\n+++\n"),
            ("content/date.md", "---\ndate: 2013/7/13\n---\n"),
            ("content/words.md", "---\ndate: 15 Oct 2023\n---\n"),
            ("content/short.md", "---\ndate: 2023-1-2 3:04:05\n---\n"),
            ("content/both/_index.md", EMPTY),
            ("content/both/index.md", EMPTY),
            ("content/index.md", EMPTY),
        ],
    );
    let table = [
        ("content/bare.md", "Zola needs a header and stops without one"),
        ("content/open.md", "Zola needs a header and stops without one"),
        ("content/a.de.md", "Zola stops: de is not among the languages of the configuration"),
        ("content/truth.md", "Zola stops: draft has to be true or false"),
        ("content/slug.md", "Zola stops: slug is empty"),
        ("content/path.md", "Zola stops: path is empty"),
        ("content/date.md", "Zola stops: it cannot read the date"),
        ("content/words.md", "Zola stops: it cannot read the date"),
        ("content/both/index.md", "Zola stops: a folder cannot have index.md beside _index.md"),
        ("content/index.md", "Zola stops: a folder cannot have index.md beside _index.md"),
    ];
    table.iter().for_each(|(path, reason)| blog.is(path, State::Hidden, reason));
    blog.is_published("content/yaml.md");
    blog.is_published("content/short.md");
}

/// `add_page` in `components/site/src/lib.rs`, `add_default_language` in
/// `components/config/src/config/mod.rs`.
#[test]
fn a_taxonomy_has_to_be_in_the_configuration_unless_in_a_draft() {
    let with = |name: &str, more: &str| format!("+++\n{more}\n[taxonomies]\n{name} = ['x']\n+++\n");
    let config = "taxonomies = [{ name = 'tags' }]\n[languages.fr]\ntaxonomies = [{ name = 'mots' }]\n";
    let blog = blog(
        config,
        &[
            ("content/a.md", &with("tags", "")),
            ("content/a.fr.md", &with("mots", "")),
            ("content/b.md", &with("mots", "")),
            ("content/b.fr.md", &with("tags", "")),
            ("content/c.md", &with("mots", "draft = true")),
        ],
    );
    blog.is_published("content/a.md");
    blog.is_published("content/a.fr.md");
    let stops = |name: &str| format!("Zola stops: {name} is not among the taxonomies of the configuration");
    blog.is("content/b.md", State::Hidden, &stops("mots"));
    blog.is("content/b.fr.md", State::Hidden, &stops("tags"));
    blog.is("content/c.md", State::Draft, "its header says draft");
}

impl Blog {
    #[track_caller]
    pub fn is(&self, path: &str, state: State, reason: &str) {
        let standing = self.site.standing(&self.source(path), &self.tree, 0);
        assert_eq!((standing.state, standing.reason.as_str()), (state, reason), "{path}");
        assert_eq!(standing.until, None, "Zola knows no later moment");
    }

    #[track_caller]
    pub fn is_published(&self, path: &str) {
        self.is(path, State::Published, "nothing in its header keeps it back");
    }
}
