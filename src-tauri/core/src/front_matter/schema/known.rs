//! The fields that generators know, for a blog that does not use them yet.

use crate::Generator;
use crate::front_matter::form::Control::{self, Date, Image, List, LongText, Number, Switch, Text};

type Known = (&'static str, Control, &'static str);

/// The fields of a generator with what it does with them; a dot leads into a map.
pub(super) fn fields(generator: Generator) -> &'static [Known] {
    match generator {
        Generator::Hugo => HUGO,
        Generator::Zola => ZOLA,
        Generator::Jekyll => JEKYLL,
        Generator::Astro => ASTRO,
        Generator::Eleventy => ELEVENTY,
        Generator::Hexo => HEXO,
        Generator::Pelican => PELICAN,
        Generator::Plain => PLAIN,
    }
}

const PLAIN: &[Known] = &[
    ("title", Text, "the post's title"),
    ("date", Date, "the day it is published"),
    ("draft", Switch, "not on the site yet"),
    ("slug", Text, "its name in the address"),
    ("tags", List, "its tags"),
    ("description", LongText, "for search engines and lists"),
];

/// Source: `resources/page/pagemeta/page_frontmatter.go`.
const HUGO: &[Known] = &[
    ("title", Text, "the page's title"),
    ("date", Date, "the day it is published"),
    ("draft", Switch, "not built unless asked for"),
    ("slug", Text, "the last part of the address"),
    ("tags", List, "a taxonomy"),
    ("categories", List, "a taxonomy"),
    ("description", LongText, "for search engines and feeds"),
    ("summary", LongText, "shown in lists instead of the first words"),
    ("aliases", List, "old addresses that lead here"),
    ("lastmod", Date, "when it was last changed"),
    ("publishDate", Date, "hidden until then"),
    ("expiryDate", Date, "hidden from then on"),
    ("weight", Number, "its place in lists"),
    ("linkTitle", Text, "a shorter title for links"),
    ("keywords", List, "for search engines"),
    ("url", Text, "the whole address"),
    ("type", Text, "which templates apply"),
    ("layout", Text, "which template applies"),
    ("translationKey", Text, "joins translations"),
];

/// Source: `components/content/src/front_matter/page.rs`.
const ZOLA: &[Known] = &[
    ("title", Text, "the page's title"),
    ("date", Date, "the day it is published"),
    ("draft", Switch, "not built unless asked for"),
    ("slug", Text, "the last part of the address"),
    ("description", LongText, "for search engines and feeds"),
    ("updated", Date, "when it was last changed"),
    ("taxonomies.tags", List, "a taxonomy"),
    ("taxonomies.categories", List, "a taxonomy"),
    ("authors", List, "for feeds"),
    ("aliases", List, "old addresses that lead here"),
    ("weight", Number, "its place in lists"),
    ("path", Text, "the whole address"),
    ("render", Switch, "whether it gets a page of its own"),
    ("in_search_index", Switch, "whether the search finds it"),
    ("template", Text, "which template applies"),
];

/// Source: Jekyll's documentation of front matter, and `lib/jekyll/document.rb`.
const JEKYLL: &[Known] = &[
    ("layout", Text, "which layout applies"),
    ("title", Text, "the post's title"),
    ("date", Date, "instead of the date in the file's name"),
    ("published", Switch, "off hides it"),
    ("tags", List, "its tags"),
    ("categories", List, "part of the address"),
    ("excerpt", LongText, "shown in lists instead of the first paragraph"),
    ("description", LongText, "for search engines and feeds"),
    ("slug", Text, "instead of the name in the file's name"),
    ("permalink", Text, "the whole address"),
    ("author", Text, "who wrote it"),
    ("image", Image, "for search engines and feeds"),
    ("redirect_from", List, "old addresses that lead here"),
];

/// Source: Astro's blog template; the keys of a site are those of its own schema.
const ASTRO: &[Known] = &[
    ("title", Text, "the post's title"),
    ("description", LongText, "for search engines and lists"),
    ("pubDate", Date, "the day it is published"),
    ("updatedDate", Date, "when it was last changed"),
    ("heroImage", Image, "shown above the post"),
    ("draft", Switch, "hidden if the site's pages filter on it"),
    ("tags", List, "its tags"),
    ("slug", Text, "its name in the address"),
];

/// Source: Eleventy's documentation of special-purpose data keys.
const ELEVENTY: &[Known] = &[
    ("title", Text, "the post's title"),
    ("date", Date, "the day it is published"),
    ("layout", Text, "which layout applies"),
    ("tags", List, "the collections it is in"),
    ("permalink", Text, "the whole address"),
    ("description", LongText, "for search engines and feeds"),
    ("draft", Switch, "hidden if the site's configuration filters on it"),
    ("eleventyExcludeFromCollections", Switch, "in no collection"),
];

/// Source: Hexo's documentation of front matter, and `lib/plugins/processor/post.ts`.
const HEXO: &[Known] = &[
    ("title", Text, "the post's title"),
    ("date", Date, "the day it is published"),
    ("updated", Date, "when it was last changed"),
    ("tags", List, "its tags"),
    ("categories", List, "its categories, the widest first"),
    ("description", LongText, "for search engines"),
    ("excerpt", LongText, "shown in lists"),
    ("permalink", Text, "the whole address"),
    ("published", Switch, "off hides it"),
    ("comments", Switch, "whether comments are shown"),
    ("layout", Text, "which layout applies"),
    ("lang", Text, "the post's language"),
];

/// Source: Pelican's documentation of file metadata.
const PELICAN: &[Known] = &[
    ("title", Text, "the article's title"),
    ("date", Date, "the day it is published"),
    ("modified", Date, "when it was last changed"),
    ("category", Text, "its category"),
    ("tags", Text, "its tags, commas between them"),
    ("slug", Text, "its name in the address"),
    ("author", Text, "who wrote it"),
    ("summary", LongText, "shown in lists"),
    ("status", Text, "published, draft, hidden or skip"),
    ("lang", Text, "the article's language"),
];
