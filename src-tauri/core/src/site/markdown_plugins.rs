//! The plugins of Markdown renderers that a site's package and program name.

use std::sync::LazyLock;

use regex::Regex;

use crate::markdown::Containers;

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
}
