//! How a site's own renderer reads Markdown: which extensions it has, and what it makes of them.

use pulldown_cmark::Options;

/// The Markdown of one site. [`Dialect::default`] is GitHub's without its formulas.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Dialect {
    /// Pipe tables.
    pub tables: bool,
    /// `~~struck~~`.
    pub strikethrough: bool,
    /// `- [ ] open`.
    pub tasks: bool,
    /// `[^1]`.
    pub footnotes: bool,
    /// `> [!NOTE]`.
    pub alerts: bool,
    /// Bare addresses become links.
    pub autolinks: bool,
    /// Those without a scheme get `https://`, not `http://`.
    pub https: bool,
    /// A term, and `: what it is` below it.
    pub definitions: bool,
    /// Those by the rule that Goldmark, kramdown and markdown-it share: a colon has a space behind
    /// it, and what it is a paragraph only after a blank line.
    pub spaced_definitions: bool,
    /// A term, and `: what it is` in the next line of the paragraph: hexo-renderer-marked's.
    pub description_lists: bool,
    /// Lists and HTML by kramdown's rules: numbers start at 1 and end in a dot, elements of text are
    /// in a paragraph, and `markdown="1"` is Markdown.
    pub kramdown: bool,
    /// `[[page]]`.
    pub wikilinks: Wikilinks,
    /// Marks around text beside emphasis.
    pub extras: Extras,
    /// `:smile:`.
    pub emoji: bool,
    /// With those, `:)` and its like: markdown-it-emoji's.
    pub smileys: bool,
    /// What becomes of straight quotes, `--` and `...`.
    pub typography: Typography,
    /// The rule for the ids of headings.
    pub ids: HeadingIds,
    /// `# Heading {#id .class}`.
    pub heading_attributes: bool,
    /// Attributes of other blocks and of spans.
    pub attributes: Attributes,
    /// Boxes around Markdown.
    pub containers: Containers,
    /// What becomes of HTML.
    pub html: RawHtml,
    /// Every end of a line in a paragraph is a line break.
    pub hard_breaks: bool,
    /// Lines indented by four spaces are code.
    pub indented_code: bool,
    /// Which signs enclose formulas.
    pub math: Math,
    /// The language of tags that are not Markdown.
    pub templates: Templates,
}

/// Marks around text beside emphasis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Extras {
    /// `==marked==`.
    pub mark: bool,
    /// `++inserted++`.
    pub insert: bool,
    /// `H~2~O`.
    pub subscript: bool,
    /// `1^st^`.
    pub superscript: bool,
}

/// What becomes of straight quotes, hyphens and dots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Typography {
    /// They stay.
    #[default]
    Plain,
    /// Curly quotes by the parser's rule; `--` is an en dash, `---` an em dash.
    Dashes,
    /// The same by Goldmark's rule, and `<<` and `>>` are guillemets.
    Goldmark,
    /// The same by kramdown's.
    Kramdown,
    /// Hexo's rule, without guillemets.
    Marked,
    /// Astro's rule: `--` is an em dash, `---` stays.
    Retext,
}

/// The rule for the ids of headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum HeadingIds {
    /// None, except those that are written.
    None,
    /// GitHub's.
    #[default]
    GitHub,
    /// Astro's: GitHub's without a hyphen at the end.
    Astro,
    /// Hugo's `github`.
    Goldmark,
    /// Hugo's `github-ascii`.
    GoldmarkAscii,
    /// Hugo's `blackfriday`.
    Blackfriday,
    /// Zola's, with transliteration.
    Slug,
    /// Zola's without: spaces are underscores.
    Underscores,
    /// That of kramdown's GitHub parser.
    Kramdown,
    /// Hexo's; the number is `modifyAnchors`: 1 for lower case, 2 for upper case.
    Hexo(i64),
}

impl HeadingIds {
    /// Whether the description of an image in a heading is part of its id.
    pub(super) fn has_descriptions(self) -> bool {
        !matches!(self, HeadingIds::Astro | HeadingIds::Kramdown | HeadingIds::Hexo(_))
    }
}

/// Attributes of blocks and spans, beside those of headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Attributes {
    /// None.
    #[default]
    None,
    /// `{.class #id key=value}` on the line after a block: Goldmark's.
    Lines,
    /// `{: .class #id key="value"}` after or before a block, or right after a span: kramdown's.
    Inline,
}

/// Boxes around Markdown, between lines of three colons or more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Containers {
    /// None.
    #[default]
    None,
    /// `:::name[Title]{.class}`: remark-directive's.
    Directives {
        /// Whether `::name[text]{key=value}` on a line is shown as well.
        leaves: bool,
    },
    /// `::: name Title`: those of markdown-it-container that have these names; any, when there are none.
    Marked(Vec<String>),
}

/// What becomes of HTML in Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RawHtml {
    /// It stays.
    #[default]
    Kept,
    /// It is left out: Hugo's default.
    Omitted,
    /// Some tags become text, by the GFM specification.
    Filtered,
}

/// Links to pages by their names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Wikilinks {
    /// None.
    #[default]
    None,
    /// `[[page|text]]`.
    Bars,
    /// `[[page:text]]`: remark-wiki-link's.
    Colons,
}

/// Which signs enclose formulas.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Math {
    /// `$x$` and `$$x$$`, with guards against prices.
    pub dollars: bool,
    /// `$$x$$` alone.
    pub double_dollars: bool,
    /// `\(x\)` and `\[x\]`.
    pub brackets: bool,
}

/// The language of tags that are not Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Templates {
    /// There are none.
    #[default]
    None,
    /// `{{< name >}}` and `{{% name %}}`.
    Hugo,
    /// `{{ name() }}` and `{% name() %}`.
    Zola,
    /// Jekyll's `{{ value }}` and `{% tag %}`.
    Liquid,
    /// The same of Hexo: Nunjucks with tag plugins.
    Hexo,
    /// The same of Eleventy, Liquid or Nunjucks.
    Eleventy,
    /// Imports, exports, components and expressions.
    Mdx,
}

impl Default for Dialect {
    /// GitHub Flavored Markdown.
    fn default() -> Dialect {
        Dialect {
            tables: true,
            strikethrough: true,
            tasks: true,
            footnotes: true,
            alerts: true,
            autolinks: true,
            ids: HeadingIds::GitHub,
            ..Dialect::commonmark()
        }
    }
}

impl Dialect {
    /// CommonMark and nothing else.
    pub fn commonmark() -> Dialect {
        Dialect {
            tables: false,
            strikethrough: false,
            tasks: false,
            footnotes: false,
            alerts: false,
            autolinks: false,
            https: false,
            definitions: false,
            spaced_definitions: false,
            description_lists: false,
            kramdown: false,
            wikilinks: Wikilinks::None,
            extras: Extras::default(),
            emoji: false,
            smileys: false,
            typography: Typography::Plain,
            ids: HeadingIds::None,
            heading_attributes: false,
            attributes: Attributes::None,
            containers: Containers::None,
            html: RawHtml::Kept,
            hard_breaks: false,
            indented_code: true,
            math: Math::default(),
            templates: Templates::None,
        }
    }

    /// The GFM specification to the letter: no heading ids, no footnotes, some tags filtered.
    pub fn gfm() -> Dialect {
        Dialect {
            footnotes: false,
            alerts: false,
            ids: HeadingIds::None,
            html: RawHtml::Filtered,
            ..Dialect::default()
        }
    }

    /// What the parser is told. Named flags only: `Options::all()` turns on extensions that change
    /// the meaning of plain text, and its flags share bits.
    pub(super) fn options(&self) -> Options {
        let flags = [
            (self.tables, Options::ENABLE_TABLES),
            (self.footnotes, Options::ENABLE_FOOTNOTES),
            (self.strikethrough, Options::ENABLE_STRIKETHROUGH),
            (self.tasks, Options::ENABLE_TASKLISTS),
            (self.alerts, Options::ENABLE_GFM),
            (self.definitions, Options::ENABLE_DEFINITION_LIST),
            (self.wikilinks != Wikilinks::None, Options::ENABLE_WIKILINKS),
            (self.typography == Typography::Dashes, Options::ENABLE_SMART_PUNCTUATION),
            (self.heading_attributes, Options::ENABLE_HEADING_ATTRIBUTES),
            (self.math.dollars, Options::ENABLE_MATH),
            (self.extras.subscript, Options::ENABLE_SUBSCRIPT),
        ];
        let on = flags.into_iter().filter(|(on, _)| *on);
        on.fold(Options::empty(), |options, (_, flag)| options | flag)
    }
}
