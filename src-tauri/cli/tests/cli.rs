//! The command line as a script meets it: output, exit status, files.
#![expect(clippy::disallowed_methods, reason = "tests play the other programs that write the folder")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

const POST: &str = "---\ntitle: \"A\" # the first\ndate: 2025-08-25T10:00:00-07:00\ndraft: false\nslug: a\ntags: [x]\n---\n\n# Hi\n";

struct Ran {
    status: i32,
    out: String,
    err: String,
}

struct Cli {
    folder: TempDir,
    /// What is remembered outside the blog.
    home: TempDir,
}

impl Cli {
    fn new() -> Cli {
        Cli { folder: TempDir::new().unwrap(), home: TempDir::new().unwrap() }
    }

    fn with(self, name: &str, text: impl AsRef<[u8]>) -> Cli {
        let file = self.folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
        self
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, "")
    }

    fn run_with(&self, arguments: &[&str], input: &str) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_galley-cli"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("XDG_DATA_HOME", self.home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        Ran {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.run(arguments).out).unwrap()
    }
}

#[test]
fn list_is_one_json_document() {
    let cli = Cli::new().with("a.md", POST);
    let expected = json!([{
        "path": "a.md", "title": "A", "date": "2025-08-25T10:00:00-07:00", "status": "published",
        "kind": "post", "slug": "a", "tags": ["x"], "url": null, "problems": []
    }]);
    assert_eq!(cli.json(&["list", ".", "--json"]), expected);
    let plain = cli.run(&["list", "."]);
    assert_eq!((plain.status, plain.out.as_str()), (0, "2025-08-25T10:00:00-07:00\tpublished\ta.md\tA\n"));
}

#[test]
#[cfg(unix)]
fn list_prints_each_post_and_each_problem_on_one_line_whatever_its_name() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let name = "new\nline\tand \u{1b}[31m “quotes” back\\slash.md";
    let cli =
        Cli::new().with(name, "---\ntitle: \"a\\tb\\e[0m\"\n---\n").with("broken\n.md", "---\na: [\n---\n");
    fs::write(cli.folder.path().join(OsStr::from_bytes(b"caf\xe9\n.md")), "").unwrap();
    let ran = cli.run(&["list", "."]);
    assert_eq!(
        ran.out,
        "-\tpublished\tbroken\\n.md\t-\n\
         -\tpublished\tnew\\nline\\tand \\u{1b}[31m “quotes” back\\slash.md\ta\\tb\\u{1b}[0m\n"
    );
    assert_eq!(ran.status, 1);
    let complaints: Vec<&str> = ran.err.lines().collect();
    assert_eq!(complaints[0], "caf\u{fffd}\\n.md: its name is not UTF-8");
    assert!(complaints[1].starts_with("broken\\n.md: line "), "{}", ran.err);
    assert_eq!(cli.json(&["list", ".", "--json"])[1]["path"], name);
}

#[test]
#[cfg(unix)]
fn list_of_a_folder_says_only_what_is_wrong_in_it() {
    let cli = Cli::new().with("hugo.toml", "");
    for folder in ["content/a", "content/b"] {
        fs::create_dir_all(cli.folder.path().join(folder)).unwrap();
        std::os::unix::fs::symlink("nowhere", cli.folder.path().join(folder).join("x.md")).unwrap();
    }
    let ran = cli.run(&["list", "content/a"]);
    assert_eq!((ran.status, ran.err.as_str()), (1, "x.md: it is a link to something that is not there\n"));
}

#[test]
fn list_says_problems_on_standard_error_and_exits_1() {
    let cli = Cli::new().with("a.md", "---\ntitle: [x\n---\n").with("b.md", POST);
    let ran = cli.run(&["list", ".", "--json"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.starts_with("a.md: line "), "{}", ran.err);
    let posts: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(posts.as_array().unwrap().len(), 2);
    assert!(!posts[0]["problems"].as_array().unwrap().is_empty());
}

#[test]
fn show_gives_types_values_and_lines() {
    let cli = Cli::new().with("a.md", POST);
    let expected = json!({
        "path": "a.md",
        "format": "yaml",
        "fields": [
            { "key": "title", "type": "string", "value": "A", "line": 2 },
            { "key": "date", "type": "date", "value": "2025-08-25T10:00:00-07:00", "line": 3 },
            { "key": "draft", "type": "bool", "value": false, "line": 4 },
            { "key": "slug", "type": "string", "value": "a", "line": 5 },
            { "key": "tags", "type": "list", "value": ["x"], "line": 6 },
        ],
        "problems": []
    });
    assert_eq!(cli.json(&["show", "a.md", "--json"]), expected);
}

#[test]
fn show_reads_toml_and_json_and_says_what_is_not_utf8() {
    let cli = Cli::new()
        .with("t.md", "+++\ntitle = \"T\"\n+++\n")
        .with("j.md", "{\n  \"title\": \"J\"\n}\nText\n")
        .with("u.md", b"\xff\xfex\0")
        .with("none.md", "Text\n")
        .with("empty.md", "");
    assert_eq!(cli.json(&["show", "t.md", "--json"])["format"], "toml");
    assert_eq!(cli.json(&["show", "j.md", "--json"])["fields"][0]["value"], "J");
    let utf16 = cli.run(&["show", "u.md", "--json"]);
    assert_eq!(utf16.status, 1);
    assert!(utf16.err.contains("UTF-16"), "{}", utf16.err);
    for name in ["none.md", "empty.md"] {
        let ran = cli.run(&["show", name, "--json"]);
        assert_eq!(
            (ran.status, &serde_json::from_str::<Value>(&ran.out).unwrap()["format"]),
            (0, &Value::Null)
        );
    }
}

#[test]
fn set_changes_the_named_values_and_no_other_byte() {
    let cli = Cli::new().with("a.md", POST);
    let ran = cli.run(&["set", "a.md", "draft=true", "title=\"B: c\"", "tags=[x, \"y z\"]"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let expected = POST
        .replace("draft: false", "draft: true")
        .replace("\"A\" #", "\"B: c\" #")
        .replace("[x]", "[x, y z]");
    assert_eq!(cli.read("a.md"), expected);
}

#[test]
fn a_value_whose_quotes_the_shell_took_is_text() {
    for title in [
        "A: b",
        "C #1",
        "He said \"no\": it's #1 \u{2014} \u{65e5}\u{672c}\u{8a9e} \u{1f680}",
        "@home",
        "50% off",
    ] {
        let cli = Cli::new().with("a.md", POST);
        let ran = cli.run(&["set", "a.md", &format!("title={title}")]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""));
        assert_eq!(cli.json(&["show", "--json", "a.md"])["fields"][0]["value"], json!(title));
    }
    let cli = Cli::new().with("a.md", POST);
    let ran = cli.run(&["set", "a.md", "tags=[a, b"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("the value of tags is not YAML"), "{}", ran.err);
}

#[test]
fn a_date_keeps_its_shape_and_its_time() {
    let cli = Cli::new().with("a.md", "---\ndate: '2025/8/5 10:00:00 -0700' # c\n---\n");
    let ran = cli.run(&["set", "a.md", "--date", "date=2025-08-06"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert_eq!(cli.read("a.md"), "---\ndate: '2025/8/6 10:00:00 -0700' # c\n---\n");
    assert_eq!(cli.run(&["set", "a.md", "--date", "date=soon"]).status, 2);
}

#[test]
fn set_adds_removes_and_unsets() {
    let cli = Cli::new().with("a.md", POST);
    cli.run(&["set", "a.md", "--add", "tags=z"]);
    assert_eq!(cli.read("a.md"), POST.replace("[x]", "[x, z]"));
    cli.run(&["set", "a.md", "--remove", "tags=z"]);
    assert_eq!(cli.read("a.md"), POST);
    cli.run(&["set", "a.md", "--unset", "slug"]);
    assert_eq!(cli.read("a.md"), POST.replace("slug: a\n", ""));
}

#[test]
fn a_dry_run_prints_a_diff_and_writes_nothing() {
    let cli = Cli::new().with("a.md", POST);
    let ran = cli.run(&["set", "a.md", "draft=true", "--dry-run"]);
    assert!(ran.out.contains("-draft: false\n+draft: true\n"), "{}", ran.out);
    assert_eq!(cli.read("a.md"), POST);
}

#[test]
fn one_bad_file_does_not_stop_the_rest() {
    let cli =
        Cli::new().with("a.md", POST).with("bad.md", "---\ntitle: a\ntitle: b\n---\n").with("c.md", POST);
    let ran = cli.run(&["set", "a.md", "bad.md", "missing.md", "c.md", "draft=true"]);
    assert_eq!(ran.status, 1);
    let complaints: Vec<&str> = ran.err.lines().collect();
    assert_eq!(complaints.len(), 2, "{}", ran.err);
    assert!(
        complaints[0].starts_with("bad.md: ") && complaints[1].starts_with("missing.md: "),
        "{}",
        ran.err
    );
    assert!(cli.read("a.md").contains("draft: true") && cli.read("c.md").contains("draft: true"));
    assert_eq!(cli.read("bad.md"), "---\ntitle: a\ntitle: b\n---\n");
}

#[test]
fn draft_turns_on_off_and_toggles() {
    let cli = Cli::new().with("a.md", POST);
    assert_eq!(cli.run(&["draft", "a.md", "on"]).status, 0);
    assert_eq!(cli.read("a.md"), POST.replace("draft: false", "draft: true"));
    assert_eq!(cli.run(&["draft", "a.md", "toggle"]).status, 0);
    assert_eq!(cli.read("a.md"), POST);
}

#[test]
fn draft_moves_the_posts_of_jekyll_and_hexo_and_prints_where_they_went() {
    let page = "---\ntitle: A\npublished: true\n---\n";
    let cli = Cli::new()
        .with("_config.yml", "title: x\n")
        .with("_posts/2024-02-03-a.md", POST)
        .with("_drafts/b.md", "---\ntitle: B\n---\n")
        .with("about.md", page);
    let ran = cli.run(&["draft", "_posts/2024-02-03-a.md", "on", "--dry-run"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "_posts/2024-02-03-a.md -> _drafts/a.md\n"));
    let ran = cli.run(&["draft", "_posts/2024-02-03-a.md", "_drafts/b.md", "gone.md", "about.md", "on"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, "_drafts/a.md\n"), "{}", ran.err);
    assert!(ran.err.starts_with("gone.md: ") && ran.err.lines().count() == 1, "{}", ran.err);
    assert_eq!(cli.read("_drafts/a.md"), POST, "no byte of it is another");
    assert_eq!(cli.read("about.md"), page.replace("true", "false"), "a page has no folder of drafts");
    let off = cli.run(&["draft", "_drafts/a.md", "toggle"]);
    assert!(off.out.starts_with("_posts/20") && off.out.ends_with("-a.md\n"), "{}{}", off.out, off.err);
    assert_eq!(cli.read(off.out.trim()), POST);

    let hexo = Cli::new()
        .with("_config.yml", "post_asset_folder: true\n")
        .with("package.json", r#"{"hexo":{"version":"7.0.0"}}"#)
        .with("source/_posts/c.md", POST)
        .with("source/_posts/c/map.png", "picture");
    let ran = hexo.run(&["draft", "source/_posts/c.md", "on"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "source/_drafts/c.md\n"), "{}", ran.err);
    assert_eq!(hexo.read("source/_drafts/c/map.png"), "picture");
}

#[test]
fn new_makes_a_post_with_all_files_of_its_archetype() {
    let cli = Cli::new()
        .with("hugo.toml", "")
        .with("content/trips/b/index.md", "---\ndate: 2024-01-02\n---\n")
        .with("archetypes/trips/index.md", "---\ntitle: '{{ .Name | title }}'\n---\n")
        .with("archetypes/trips/map.png", "picture");
    let ran = cli.run(&["new", ".", "To sea"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "./content/trips/to-sea/index.md\n"), "{}", ran.err);
    assert_eq!(cli.read("content/trips/to-sea/map.png"), "picture");
    let code = cli.with("archetypes/trips/index.md", "---\nn: {{ len site.Pages }}\n---\n");
    let ran = code.run(&["new", ".", "Code"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "./content/trips/code/index.md\n"));
    assert!(ran.err.contains("{{ len site.Pages }}, which only Hugo can fill"), "{}", ran.err);
}

#[test]
fn new_prints_the_path_it_made() {
    let cli = Cli::new().with("a.md", POST);
    let ran = cli.run(&["new", ".", "Hello: World", "--published"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "./hello-world.md\n"));
    let text = cli.read("hello-world.md");
    assert!(text.starts_with("---\ntitle: \"Hello: World\"\ndate: "), "{text}");
    assert!(text.contains("\ndraft: false\nslug: hello-world\ntags: []\n---\n"), "{text}");
    let asks = cli.run(&["new", ".", "🚀"]);
    assert_eq!(asks.status, 1);
    assert!(asks.err.contains("--slug"), "{}", asks.err);
}

#[test]
fn slug_prints_a_slug_or_says_there_is_none() {
    let cli = Cli::new();
    assert_eq!(cli.run(&["slug", "Straße über Öl"]).out, "strasse-uber-ol\n");
    assert_eq!(cli.run(&["slug", "🚀"]).status, 1);
}

#[test]
fn wrong_use_exits_2() {
    let cli = Cli::new().with("a.md", POST);
    for arguments in
        [&["set", "a.md"][..], &["set", "draft=true"], &["frobnicate"], &["draft", "a.md", "maybe"]]
    {
        assert_eq!(cli.run(arguments).status, 2, "{arguments:?}");
    }
}

#[test]
fn every_real_post_is_shown_and_takes_a_draft_line_or_says_why_not() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    if !corpus.is_dir() {
        return eprintln!("skipped: there is no ../shared/corpus beside this checkout");
    }
    let cli = Cli::new();
    for (number, file) in markdown_files(&corpus).into_iter().enumerate() {
        let before = fs::read(&file).unwrap();
        let name = format!("{number}.md");
        fs::write(cli.folder.path().join(&name), &before).unwrap();
        let shown = cli.run(&["show", &name, "--json"]);
        assert!(shown.status <= 1, "{}: {}", file.display(), shown.err);
        serde_json::from_str::<Value>(&shown.out).unwrap();
        let set = cli.run(&["set", &name, "draft=true"]);
        let after = fs::read(cli.folder.path().join(&name)).unwrap();
        match set.status {
            0 => assert!(differing_lines(&before, &after) <= 4, "{}", file.display()),
            1 => assert!(after == before && !set.err.is_empty(), "{}", file.display()),
            other => panic!("{}: exit {other}: {}", file.display(), set.err),
        }
    }
}

/// Lines that are not in both: one for an insertion, two for a replacement, up to four where a
/// whole header was added to a post that had none.
fn differing_lines(before: &[u8], after: &[u8]) -> usize {
    let before: Vec<&[u8]> = before.split(|byte| *byte == b'\n').collect();
    let after: Vec<&[u8]> = after.split(|byte| *byte == b'\n').collect();
    let prefix = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let rest = before[prefix..].iter().rev().zip(after[prefix..].iter().rev());
    let suffix = rest.take_while(|(a, b)| a == b).count();
    before.len() + after.len() - 2 * (prefix + suffix)
}

fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.extend(markdown_files(&entry));
        } else if galley_core::post::is_post_name(&entry.file_name().unwrap().to_string_lossy()) {
            found.push(entry);
        }
    }
    found
}
