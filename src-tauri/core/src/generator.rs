//! Which program turns a folder of posts into a site.

use std::path::Path;

/// A site generator, as far as its rules for headers differ from the others'.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Generator {
    /// None is known: a folder of Markdown files. The rules are then what any generator accepts.
    #[default]
    Plain,
    /// <https://gohugo.io>
    Hugo,
    /// <https://www.getzola.org>
    Zola,
    /// <https://jekyllrb.com>
    Jekyll,
    /// <https://astro.build>
    Astro,
    /// <https://www.11ty.dev>
    Eleventy,
    /// <https://hexo.io>
    Hexo,
    /// <https://getpelican.com>
    Pelican,
}

impl Generator {
    /// The generator of the site that `folder` is in, told by the files of the folder and of those
    /// above it, up to the top of the repository.
    pub fn detect(folder: &Path) -> Generator {
        crate::site::find(folder).generators.first().copied().unwrap_or_default()
    }

    /// The generator's name as its makers write it; `None` for a plain folder.
    pub fn name(self) -> Option<&'static str> {
        Some(match self {
            Generator::Plain => return None,
            Generator::Hugo => "Hugo",
            Generator::Zola => "Zola",
            Generator::Jekyll => "Jekyll",
            Generator::Astro => "Astro",
            Generator::Eleventy => "Eleventy",
            Generator::Hexo => "Hexo",
            Generator::Pelican => "Pelican",
        })
    }

    /// The name of its program, where that can be asked to make a post.
    pub fn program(self) -> Option<&'static str> {
        (self == Generator::Hugo).then_some("hugo")
    }

    /// Whether keys that differ in case alone are the same key to it. Hugo lowers every key, and
    /// so does Pelican; of a plain folder nobody can tell.
    pub fn ignores_case(self) -> bool {
        matches!(self, Generator::Plain | Generator::Hugo | Generator::Pelican)
    }
}
