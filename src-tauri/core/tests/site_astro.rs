//! Astro's rules where no build can tell: what is read of programs that are not run, and where files
//! go. tests/generators/astro.rs compares the paths with those of a real Astro.
#![expect(clippy::disallowed_methods, reason = "a site is a folder that tests have to write")]

use std::fs;

use chrono::{NaiveDate, NaiveDateTime};
use galley_core::Generator;
use galley_core::front_matter::{self, Value};
use galley_core::site::{Fields, Kind, Move, NewFile, Site, Source, State, Tree, Unit, Url};
use tempfile::TempDir;

struct Blog {
    _folder: TempDir,
    site: Site,
}

fn blog(files: &[(&str, &str)]) -> Blog {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let site = Site::open(folder.path(), Generator::Astro, chrono_tz::Tz::UTC);
    Blog { _folder: folder, site }
}

impl Blog {
    fn kind(&self, path: &str) -> Kind {
        self.with(path, "", |source| self.site.kind(source, &Tree::default()))
    }

    fn url(&self, path: &str) -> Url {
        self.with(path, "", |source| self.site.url(source, &Tree::default()))
    }

    fn with<T>(&self, path: &str, header: &str, look: impl FnOnce(&Source<'_>) -> T) -> T {
        let header = front_matter::read(&format!("---\n{header}\n---\n"), Generator::Astro);
        look(&Source { path, fields: &Fields::of(&header, self.site.keys()), modified: 0 })
    }
}

#[test]
fn collections_are_read_from_the_configuration_where_it_is_plain() {
    let glob = |inside: &str| format!("const a = defineCollection({{ loader: glob({{ {inside} }}) }});");
    let any = "pattern: '**/*.md'";
    let table = [
        (String::new(), vec!["src/content", "src/pages"], "src/content"),
        (
            glob(&format!("{any}, base: './src/data/blog'")),
            vec!["src/data/blog", "src/pages"],
            "src/data/blog",
        ),
        (glob("pattern: 'src/data/posts/**/*.md'"), vec!["src/data/posts", "src/pages"], "src/data/posts"),
        (
            format!("const BLOG = 'notes'; {}", glob("pattern: [`**/[^_]*.md`], base: `./${BLOG}`")),
            vec!["notes", "src/pages"],
            "notes",
        ),
        (
            glob(&format!("base: 'docs', {any}")) + &glob(&format!("base: 'my/blog', {any}")),
            vec!["docs", "my/blog", "src/pages"],
            "my/blog",
        ),
        (glob(&format!("{any}, base: where()")), vec!["src"], "src"),
    ];
    for (config, folders, usual) in table {
        let blog = blog(&[("src/content.config.ts", &config)]);
        assert_eq!(blog.site.content_folders(), folders, "{config}");
        let wish =
            NewFile { section: None, slug: "a", language: None, bundle: false, draft: true, now: noon() };
        assert_eq!(blog.site.new_file(&wish), format!("{usual}/a.md"), "{config}");
    }
}

#[test]
fn a_collection_takes_the_files_of_its_patterns() {
    let config = "glob({ base: 'blog', pattern: ['**/[^_]*.{md,mdx}', '!old/**'] })";
    let blog = blog(&[("src/content.config.mjs", config), ("astro.config.mjs", "import '@astrojs/mdx'")]);
    for (path, kind) in [
        ("blog/a.md", Kind::Post),
        ("blog/deep/a.mdx", Kind::Post),
        ("blog/a.markdown", Kind::Other),
        ("blog/_a.md", Kind::Other),
        ("blog/old/a.md", Kind::Other),
        ("src/pages/a.md", Kind::Page),
        ("src/pages/_a/b.md", Kind::Other),
        ("README.md", Kind::Other),
    ] {
        assert_eq!(blog.kind(path), kind, "{path}");
    }
    let plain = self::blog(&[]);
    for (path, kind) in [
        ("src/content/blog/a.md", Kind::Post),
        ("src/content/blog/_a.md", Kind::Other),
        ("src/content/_blog/a.md", Kind::Other),
        ("src/content/blog/a.mdx", Kind::Other),
    ] {
        assert_eq!(plain.kind(path), kind, "{path}");
    }
}

#[test]
fn the_configuration_is_believed_where_it_is_plain_and_not_known_where_it_is_computed() {
    let config =
        |inside: &str| format!("const x = {{ site: 'no' }};\nexport default defineConfig({{ {inside} }});");
    let known = |url: &str| Url::Known(url.into());
    let table = [
        ("site: 'https://x.org/'", Some("https://x.org"), "src/pages/a.md", known("/a/")),
        ("site: 'https://x.org', base: 'b'", Some("https://x.org/b"), "src/pages/a.md", known("/a/")),
        ("site: process.env.SITE", None, "src/pages/a.md", known("/a/")),
        ("site: 'https://x.org', base: isProd ? '/b' : '/'", None, "src/pages/a.md", known("/a/")),
        ("srcDir: './site/'", None, "site/pages/a.md", known("/a/")),
        ("srcDir: '.'", None, "pages/a.md", known("/a/")),
        ("vite: { build: { format: 'file' } }", None, "src/pages/a.md", known("/a/")),
        ("build: { format: 'file' }", None, "src/pages/404/index.md", known("/404.html")),
        ("build: { format: 'preserve' }", None, "src/pages/404/index.md", known("/404/")),
        (
            "build: { format: pick() }",
            None,
            "src/pages/a.md",
            Url::Unknown("build.format is computed in the configuration".into()),
        ),
    ];
    for (inside, base, path, url) in table {
        let blog = blog(&[("astro.config.mjs", &config(inside))]);
        assert_eq!(blog.site.base_url().as_deref(), base, "{inside}");
        assert_eq!(blog.url(path), url, "{inside}");
        assert_eq!(blog.site.config_file(), Some("astro.config.mjs"));
    }
    let blog = blog(&[("astro.config.ts", "export default { outDir: 'built' }")]);
    assert!(blog.site.is_ignored("built", true) && blog.site.is_ignored("public", true));
    assert!(!blog.site.is_ignored("dist", true));
}

#[test]
fn a_name_that_astro_stops_at_is_not_on_the_site() {
    let blog = blog(&[]);
    for path in ["src/pages/[slug].md", "src/pages/50%.md", "src/pages/a#b.md"] {
        assert!(matches!(blog.url(path), Url::Unknown(_)), "{path}");
        let standing = blog.with(path, "", |source| blog.site.standing(source, &Tree::default(), 0));
        assert_eq!(standing.state, State::Hidden, "{path}");
        assert!(standing.reason.starts_with("Astro stops: "), "{}", standing.reason);
    }
}

#[test]
fn a_reason_says_whether_the_code_of_the_site_looks_at_draft_and_time() {
    let check = |code: &str, header: &str, state: State, end: &str| {
        let files =
            [("src/pages/[id].astro", code), ("src/content.config.ts", "z.object({ draft: z.boolean() })")];
        let blog = blog(&files);
        let look = |source: &Source<'_>| blog.site.standing(source, &Tree::default(), 0);
        let standing = blog.with("src/content/a.md", header, look);
        assert_eq!(standing.state, state, "{code}");
        assert!(standing.reason.ends_with(end), "{code}: {}", standing.reason);
    };
    let (decides, nothing) = ("the site's own code decides what that means", "looks at that");
    check("({ data }) => !data.draft", "draft: true", State::Draft, decides);
    check("({ data: { draft } }) => !draft", "draft: true", State::Draft, decides);
    check("<h1>drafts</h1>", "draft: true", State::Draft, nothing);
    check("post.data.pubDate < new Date()", "pubDate: 2024-01-02", State::Published, decides);
    check("{new Date().getFullYear()}", "pubDate: 2024-01-02", State::Published, "looks at the time");
    check("", "pubDate: 1960-01-02", State::Published, "nothing in its header keeps it back");
}

#[test]
fn the_date_is_the_first_key_that_sites_use_for_one() {
    let blog = blog(&[]);
    let date = |header: &str| {
        blog.with("src/content/a.md", header, |source| blog.site.date(source).map(|dated| dated.written))
    };
    assert_eq!(
        date("published: true\npubDatetime: 2024-01-02T03:04:05Z").as_deref(),
        Some("2024-01-02T03:04:05Z")
    );
    assert_eq!(date("date: 2024-01-01\npubDate: 'Jul 08 2022'").as_deref(), Some("Jul 08 2022"));
    assert_eq!(date("updatedDate: 2024-01-01"), None);
}

#[test]
fn a_post_that_is_an_index_is_its_folder_in_a_collection_alone() {
    let site = blog(&[]).site;
    assert_eq!(site.unit("src/content/blog/a/index.md"), Unit::Folder("src/content/blog/a".into()));
    assert_eq!(site.unit("src/content/blog/a/index.mdx"), Unit::Folder("src/content/blog/a".into()));
    for path in ["src/content/index.md", "src/content/blog/a.md", "src/pages/blog/index.md", "index.md"] {
        assert_eq!(site.unit(path), Unit::File, "{path}");
    }
    assert_eq!(site.alias("/old/"), None);
    assert_eq!(site.template("src/content/a.md"), None);
}

#[test]
fn a_moved_post_takes_its_folder_and_its_slug_along() {
    let to = |slug, section| Move { slug, section };
    let table = [
        ("src/content/blog/a.md", "", to(Some("b"), None), "src/content/blog/b.md", None),
        ("src/content/blog/a.mdx", "slug: x", to(Some("b"), None), "src/content/blog/b.mdx", Some("b")),
        (
            "src/content/blog/a/index.md",
            "",
            to(Some("b"), Some("src/content/n")),
            "src/content/n/b/index.md",
            None,
        ),
        ("src/pages/a.md", "", to(None, Some("src/pages/p")), "src/pages/p/a.md", None),
    ];
    for (path, header, wish, expected, slug) in table {
        let blog = blog(&[("astro.config.mjs", "import mdx from '@astrojs/mdx'")]);
        let moved = blog.with(path, header, |source| blog.site.moved(source, &wish));
        assert_eq!(moved.path, expected);
        let changed: Vec<_> =
            slug.map(|slug| ("slug".to_owned(), Value::String(slug.into()))).into_iter().collect();
        assert_eq!(moved.header, changed, "{path}");
    }
}

fn noon() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2024, 1, 2).unwrap().and_hms_opt(12, 0, 0).unwrap()
}
