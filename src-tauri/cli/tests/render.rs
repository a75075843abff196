//! What `render` prints.
#![expect(clippy::disallowed_methods, reason = "tests play the other programs that write the folder")]

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Runs `render` in a folder of these files.
fn render(files: &[(&str, &str)], arguments: &[&str], input: &str) -> String {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_galley-cli"))
        .arg("render")
        .args(arguments)
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn the_bodys_html_is_of_a_file_or_of_standard_input() {
    let html = render(&[("a.md", "---\ntitle: A\n---\n\n# Hi\n")], &["a.md"], "");
    assert_eq!(html, "<h1 id=\"hi\">Hi</h1>\n");
    let html = render(&[], &["-"], "~~old~~ <script>x</script>\n");
    assert!(html.contains("<del>old</del>") && !html.contains("script"), "{html}");
}

#[test]
fn a_file_is_read_as_its_site_reads_it() {
    let post = "---\ntitle: x\n---\n\"a\" {{< b 1 >}} <i>c</i>\n";
    let html = render(&[("hugo.toml", ""), ("content/a.md", post)], &["content/a.md"], "");
    assert_eq!(html, "<p>“a” <span class=\"shortcode\"><b>b</b> 1</span> c</p>\n");
}

#[test]
fn plain_is_what_the_markdown_alone_makes() {
    let markdown = "# Hi\n\n<i onclick=x>y</i> <title> www.a.b\n";
    let gfm = render(&[], &["--plain", "-"], markdown);
    assert_eq!(
        gfm,
        "<h1>Hi</h1>\n<p><i onclick=x>y</i> &lt;title> <a href=\"http://www.a.b\">www.a.b</a></p>\n"
    );
    let commonmark = render(&[], &["--plain", "--spec", "commonmark", "-"], markdown);
    assert_eq!(commonmark, "<h1>Hi</h1>\n<p><i onclick=x>y</i> <title> www.a.b</p>\n");
}
