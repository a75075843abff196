//! What may be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Read, edit and render the posts of a blog kept as Markdown files.
#[derive(Debug, Parser)]
#[command(
    name = "galley-cli",
    version,
    after_help = "Exit status: 0 done, 1 refused or problems found (one line for each file on standard error), 2 usage."
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the posts below a folder: date, status, path and title.
    List {
        /// The blog's folder.
        folder: PathBuf,
        /// Print one JSON document.
        #[arg(long)]
        json: bool,
    },
    /// Show the header's fields with their types, and problems with their line numbers.
    Show {
        /// The post.
        file: PathBuf,
        /// Print one JSON document.
        #[arg(long)]
        json: bool,
    },
    /// Change header fields in place; every other byte stays as it is.
    Set(Set),
    /// Make posts drafts, or publish them: by a line of the header, or for Jekyll and Hexo by moving
    /// the file between `_drafts` and `_posts`; where it went is printed.
    Draft {
        /// The posts.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The state they shall have.
        #[arg(required = true)]
        state: State,
        /// Print a unified diff, or the move, instead of doing it.
        #[arg(long)]
        dry_run: bool,
    },
    /// Create a post and print its path. Code in an archetype is run by the generator where the window
    /// was told that it may, or with `--run-code`; else the post is in the style of the newest ones.
    New {
        /// The blog's folder.
        folder: PathBuf,
        /// The post's title.
        title: String,
        /// The slug to use instead of the title's.
        #[arg(long)]
        slug: Option<String>,
        /// Not a draft.
        #[arg(long)]
        published: bool,
        /// Let the generator run the code in the site's archetype, this once.
        #[arg(long)]
        run_code: bool,
    },
    /// Print the slug of a title.
    Slug {
        /// The title.
        title: String,
    },
    /// Print the preview's HTML of a post's body.
    Render {
        /// The post, or `-` for standard input.
        file: PathBuf,
        /// Print what the Markdown alone makes: nothing taken out, no ids of headings, header and all.
        #[arg(long)]
        plain: bool,
        /// The specification that `--plain` follows.
        #[arg(long, value_enum, default_value_t = Spec::Gfm, requires = "plain")]
        spec: Spec,
    },
}

#[derive(Debug, Args)]
pub struct Set {
    /// Posts, then assignments: `a.md b.md draft=true title="A: b" tags=[a, b]`. A value is a YAML
    /// scalar or flow value, whatever the header is written in. Dots lead into maps: `extra.toc=true`.
    #[arg(required = true, value_name = "FILE|KEY=VALUE")]
    pub words: Vec<String>,
    /// Add an item to a list.
    #[arg(long, value_name = "KEY=ITEM")]
    pub add: Vec<String>,
    /// Remove an item from a list.
    #[arg(long, value_name = "KEY=ITEM")]
    pub remove: Vec<String>,
    /// Remove a key.
    #[arg(long, value_name = "KEY")]
    pub unset: Vec<String>,
    /// Give a key another name.
    #[arg(long, value_name = "KEY=NAME")]
    pub rename: Vec<String>,
    /// Set a date in the shape it is written in; a time or offset that is not given stays.
    #[arg(long, value_name = "KEY=DATE")]
    pub date: Vec<String>,
    /// Print a unified diff instead of writing.
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Spec {
    /// CommonMark 0.31.
    Commonmark,
    /// GitHub Flavored Markdown.
    Gfm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum State {
    /// A draft.
    On,
    /// Published.
    Off,
    /// The other one.
    Toggle,
}
