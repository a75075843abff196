use galley_core::markdown::{
    Attributes, Containers, Dialect, HeadingIds, Math, RawHtml, Templates, Typography, Wikilinks,
};

/// One dialect for each language of templates, with most of what the generators turn on.
pub fn dialects() -> Vec<Dialect> {
    let math = Math { double_dollars: true, brackets: true, ..Math::default() };
    let liquid = |templates| Dialect { templates, math: math.clone(), ..Dialect::default() };
    vec![
        Dialect::default(),
        Dialect {
            templates: Templates::Hugo,
            attributes: Attributes::Lines,
            heading_attributes: true,
            ids: HeadingIds::Goldmark,
            html: RawHtml::Omitted,
            typography: Typography::Goldmark,
            ..liquid(Templates::Hugo)
        },
        Dialect { heading_attributes: true, emoji: true, ids: HeadingIds::Slug, ..liquid(Templates::Zola) },
        Dialect {
            attributes: Attributes::Inline,
            definitions: true,
            spaced_definitions: true,
            kramdown: true,
            typography: Typography::Kramdown,
            ids: HeadingIds::Kramdown,
            ..liquid(Templates::Liquid)
        },
        Dialect { description_lists: true, hard_breaks: true, ..liquid(Templates::Hexo) },
        Dialect { containers: Containers::Directives { leaves: true }, ..liquid(Templates::Mdx) },
        Dialect {
            containers: Containers::Marked(Vec::new()),
            wikilinks: Wikilinks::Colons,
            emoji: true,
            smileys: true,
            indented_code: false,
            ..liquid(Templates::Eleventy)
        },
    ]
}
