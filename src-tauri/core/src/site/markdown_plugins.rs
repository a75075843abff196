//! The plugins of Markdown renderers that a site's package and program name.

use std::sync::LazyLock;

use regex::Regex;

use crate::markdown::{Containers, Extras, Wikilinks};

/// Astro's directives. Starlight, which brings its own, shows those without content as text; what
/// shows another plugin's is the site's.
pub(super) fn directives(program: &str, package: &str) -> Containers {
    match program.contains("@astrojs/starlight") || package.contains("\"@astrojs/starlight\"") {
        true => Containers::Directives { leaves: false },
        false if package.contains("directive") || package.contains("\"remark-admonitions\"") => {
            Containers::Directives { leaves: true }
        }
        false => Containers::None,
    }
}

/// The containers of markdown-it-container, by the names that the program gives them; any, when it
/// does not say them.
pub(super) fn containers(code: &str, package: &str) -> Containers {
    const PLUGINS: [&str; 2] = ["markdown-it-container", "@mdit/plugin-container"];
    if !PLUGINS.iter().any(|name| package.contains(name) || code.contains(name)) {
        return Containers::None;
    }
    static IMPORTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let plugin = r#"["'](?:markdown-it-container|@mdit/plugin-container)["']"#;
        Regex::new(&format!(r"(?:const|let|var|import)\s+(\w+)\s*(?:=\s*require\(\s*|from\s+){plugin}")).ok()
    });
    static USED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let plugin = r#"(?:(\w+)|require\(\s*["']markdown-it-container["']\s*\))"#;
        Regex::new(&format!(r#"\.use\(\s*{plugin}\s*,\s*(?:["']([^"']+)["'])?"#)).ok()
    });
    let imported = IMPORTED.as_ref().and_then(|pattern| pattern.captures(code));
    let imported = imported.as_ref().and_then(|found| found.get(1)).map(|name| name.as_str());
    let uses = USED.iter().flat_map(|pattern| pattern.captures_iter(code));
    let own = uses.filter(|found| found.get(1).is_none_or(|name| Some(name.as_str()) == imported));
    let names = own.map(|found| found.get(2).map(|name| name.as_str().to_owned()));
    Containers::Marked(names.collect::<Option<_>>().unwrap_or_default())
}

/// Astro's wikilinks; those of remark-wiki-link itself have a colon, unless the program says otherwise.
pub(super) fn wikilinks(program: &str, package: &str) -> Wikilinks {
    match () {
        () if package.contains("\"remark-wiki-link\"") && !program.contains("aliasDivider") => {
            Wikilinks::Colons
        }
        () if package.contains("wiki-link") || package.contains("wikilink") => Wikilinks::Bars,
        () => Wikilinks::None,
    }
}

/// The marks around text of the plugins of markdown-it.
pub(super) fn extras(has: impl Fn(&str) -> bool) -> Extras {
    Extras {
        mark: has("markdown-it-mark"),
        insert: has("markdown-it-ins"),
        subscript: has("markdown-it-sub"),
        superscript: has("markdown-it-sup"),
    }
}

/// Whether a program takes an edition of markdown-it-emoji without smileys.
pub(super) fn has_plain_emoji(code: &str) -> bool {
    static PLAIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let named = r#"\b(?:light|bare)\b[^;\n]*["']markdown-it-emoji["']"#;
        let part = r#"["']markdown-it-emoji(?:["']\s*\)\.|/)(?:light|bare)\b"#;
        Regex::new(&format!("{named}|{part}")).ok()
    });
    PLAIN.as_ref().is_some_and(|plain| plain.is_match(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(names: &[&str]) -> Containers {
        Containers::Marked(names.iter().map(|&name| name.to_owned()).collect())
    }

    #[test]
    fn containers_have_the_names_that_the_program_gives() {
        let package = "{\"markdown-it-container\": 1}";
        assert_eq!(containers("", "{}"), Containers::None);
        assert_eq!(containers("", package), marked(&[]));
        let code = "import box from 'markdown-it-container';\nmd.use(box, 'note').use(anchor, 'x')\n\
                    .use(box, \"tip\", { marker: ':' })";
        assert_eq!(containers(code, package), marked(&["note", "tip"]));
        let code = "md.use(require('markdown-it-container'), 'note')";
        assert_eq!(containers(code, package), marked(&["note"]));
        let code =
            "const box = require(\"markdown-it-container\");\nfor (const name of names) md.use(box, name);";
        assert_eq!(containers(code, package), marked(&[]));
    }

    #[test]
    fn directives_come_from_a_plugin_or_from_starlight() {
        assert_eq!(directives("", "{\"astro\": 1}"), Containers::None);
        let package = "{\"remark-directive\": 1}";
        assert_eq!(directives("", package), Containers::Directives { leaves: true });
        let program = "import starlight from '@astrojs/starlight'";
        assert_eq!(directives(program, package), Containers::Directives { leaves: false });
    }

    #[test]
    fn smileys_are_left_out_by_the_smaller_editions() {
        for code in [
            "const { light: emoji } = require('markdown-it-emoji');",
            "import { bare } from \"markdown-it-emoji\"",
            "md.use(require('markdown-it-emoji').light)",
            "md.use(require('markdown-it-emoji/light'))",
        ] {
            assert!(has_plain_emoji(code), "{code}");
        }
        assert!(!has_plain_emoji("import { full as emoji } from 'markdown-it-emoji';\nconst light = 1;"));
    }

    #[test]
    fn wikilinks_have_the_sign_of_their_plugin() {
        assert_eq!(wikilinks("", "{}"), Wikilinks::None);
        assert_eq!(wikilinks("", "{\"remark-wiki-link\": 1}"), Wikilinks::Colons);
        assert_eq!(wikilinks("aliasDivider: '|'", "{\"remark-wiki-link\": 1}"), Wikilinks::Bars);
        assert_eq!(wikilinks("", "{\"@flowershow/remark-wiki-link\": 1}"), Wikilinks::Bars);
    }
}
