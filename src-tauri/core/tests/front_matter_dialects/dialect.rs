//! Posts in the formats of all generators, with the oddities that real ones have.

use galley_core::Generator;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// A text and who reads it.
#[derive(Debug, Clone)]
pub struct Post {
    pub generator: Generator,
    pub text: String,
}

/// A text that some reader may take for something else.
pub fn text() -> impl Strategy<Value = String> {
    let odd = vec![
        "yes",
        "No",
        "012",
        "1_000",
        "12:30:45",
        "~",
        "null",
        "a: b",
        "a #b",
        "it's",
        "\"q\"",
        "[x]",
        "{x}",
        "- a",
        "a:",
        "#1",
        "@x",
        "!x",
        "&x",
        "*x",
        "%x",
        "two\nlines",
        "日本 🚀",
        "c:\\dir",
        "",
        "a, b",
        "=",
        "<<",
        "1.5",
        "true",
        "...",
        "---",
        "+++",
        ";;;",
        "{{ .Date }}",
        "y",
        "0x1F",
        "1e3",
        "a\\nb",
        "'",
        "\"",
        "tab\there",
        "a;b",
        "C#",
    ];
    prop_oneof![
        3 => "[a-z]{1,8}( [a-z]{1,8}){0,2}",
        3 => select(odd).prop_map(str::to_owned),
        1 => "[^\\p{C}\\p{Z}]{1,10}",
    ]
}

/// A post of any dialect, in one kind of line break.
pub fn post() -> impl Strategy<Value = Post> {
    let dialect = prop_oneof![
        3 => yaml(),
        3 => toml(),
        2 => json(),
        2 => hexo(),
        2 => lines(),
        1 => broken(),
        1 => bare(),
    ];
    let bom = prop_oneof![9 => Just(""), 1 => Just("\u{feff}")];
    let line_break = select(vec!["\n", "\n", "\r\n"]);
    (dialect, line_break, bom).prop_map(|(post, line_break, bom)| {
        // Hexo and Jekyll want their headers at the first byte.
        let bom = if matches!(post.generator, Generator::Plain | Generator::Hugo) { bom } else { "" };
        Post { text: format!("{bom}{}", post.text.replace('\n', line_break)), ..post }
    })
}

const BODIES: [&str; 6] =
    ["body\n", "", "\nbody", "\n\n# A\n\n---\n\nmore\n", "title: not one\n---\n", "```\n+++\n```\n"];

/// Entries with keys of their own, in an order of their own.
fn entries(
    known: Vec<(&'static str, Vec<&'static str>)>,
) -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
    let count = known.len();
    let picks = vec((0..count, any::<prop::sample::Index>()), 0..6);
    picks.prop_map(move |picks| {
        let mut used: Vec<(&str, &str)> = Vec::new();
        for (at, value) in picks {
            let (key, values) = (known[at].0, &known[at].1);
            if !used.iter().any(|(other, _)| other.eq_ignore_ascii_case(key)) {
                used.push((key, values[value.index(values.len())]));
            }
        }
        used
    })
}

fn yaml_values() -> Vec<(&'static str, Vec<&'static str>)> {
    vec![
        (
            "title",
            vec![
                " a",
                " 'it''s'",
                " \"q \\\" q\" # c",
                "",
                " |\n  lines\n  more",
                " >-\n  folded\n  text",
                "   aligned   # c",
                " long\n  plain",
                " 2024",
                " yes",
            ],
        ),
        (
            "date",
            vec![
                " 2024-01-02",
                " '2024-01-02'",
                " 2024-01-02T10:00:00Z",
                " 2024-01-02 10:00:00 +0200 # c",
                " \"2024/1/2 9:05\"",
                " 15 Oct 2023",
                " soon",
                "",
            ],
        ),
        ("draft", vec![" false", " no", " \"false\"", "", " FALSE", " maybe"]),
        ("published", vec![" true", " yes # c"]),
        (
            "tags",
            vec![
                "",
                " []",
                " [a]",
                " [a, 'b', \"c, d\"]",
                " [ a,b ] # t",
                " [a, b,]",
                " [\n  a, # x\n  b # y\n]",
                "\n- a\n- b",
                "\n  - 'a' # x\n  # y\n\n  - \"b\"",
                " # t\n    -   a\n    # end",
                " a",
                " 'a'",
                " ~",
                " a b",
            ],
        ),
        ("weight", vec![" 1", " 1.5", " 012"]),
        (
            "extra",
            vec![" {a: 1}", " {}", "\n  a: 1 # c\n  b: [x]", "\n    author: 'x'", " {author: x, b: 2}"],
        ),
        ("aliases", vec![" # c\n  - /a/\n  - /b/"]),
        ("description", vec![" |+\n  kept\n\n", " \"long\n  quoted\"", " !!str 5"]),
        ("Layout", vec![" post"]),
        ("\"quoted key\"", vec![" 1"]),
    ]
}

fn yaml() -> impl Strategy<Value = Post> {
    let generator = select(vec![
        Generator::Plain,
        Generator::Hugo,
        Generator::Jekyll,
        Generator::Zola,
        Generator::Eleventy,
        Generator::Astro,
    ]);
    let gap = select(vec!["", "", "", "# comment\n", "\n"]);
    let end = select(vec!["---\n", "---\n", "---\n"]);
    (generator, entries(yaml_values()), gap.clone(), gap, end, select(BODIES.to_vec())).prop_map(
        |(generator, entries, between, last, end, body)| {
            let lines: String =
                entries.iter().map(|(key, value)| format!("{between}{key}:{value}\n")).collect();
            Post { generator, text: format!("---\n{lines}{last}{end}{body}") }
        },
    )
}

fn toml() -> impl Strategy<Value = Post> {
    let top = entries(vec![
        ("title", vec!["\"a\"", "'a' # c", "\"\"\"\na\nb\"\"\"", "'''x'''", "\"\""]),
        ("date", vec!["2024-01-02", "2024-01-02T10:00:00Z # c", "\"2024-01-02\"", "2024-01-02 10:00:00"]),
        ("draft", vec!["false", "false # c", "\"no\""]),
        (
            "tags",
            vec![
                "[]",
                "[ ]",
                "[\"a\"]",
                "['a', \"b\"] # t",
                "[\n  \"a\", # x\n  'b',\n]",
                "[\n  \"a\"\n]",
                "\"a\"",
                "[ 'a' , 'b' ]",
            ],
        ),
        ("weight", vec!["1", "1_000", "0x1F", "1.5"]),
        ("extra", vec!["{ a = 1 }", "{}", "{a = 1, author = 'x'}"]),
        ("slug", vec!["\"s\""]),
        ("\"quoted key\"", vec!["1"]),
        ("dotted.key", vec!["1"]),
    ]);
    let tables = select(vec![
        "",
        "",
        "\n[extra]\nb = 2\n",
        "[other]\n# c\nx = \"y\"\n\n[other.deep]\nz = 1\n",
        "\n[[items]]\na = 1\n[[items]]\na = 2\n",
    ]);
    let generator = select(vec![Generator::Plain, Generator::Hugo, Generator::Zola, Generator::Astro]);
    let equals = select(vec![" = ", "=", "   = "]);
    (generator, top, tables, equals, select(BODIES.to_vec()), select(vec!["", "# first\n", "\n"])).prop_map(
        |(generator, entries, tables, equals, body, first)| {
            let has_extra = entries.iter().any(|(key, _)| *key == "extra");
            let tables = if has_extra && tables.contains("[extra]") { "" } else { tables };
            let lines: String =
                entries.iter().map(|(key, value)| format!("{key}{equals}{value}\n")).collect();
            Post { generator, text: format!("+++\n{first}{lines}{tables}+++\n{body}") }
        },
    )
}

fn json_members() -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
    entries(vec![
        ("title", vec!["\"a\"", "\"q \\\" \\u00e9\"", "null", "\"\""]),
        ("date", vec!["\"2024-01-02\"", "\"2024-01-02T10:00:00Z\""]),
        ("draft", vec!["false", "\"no\""]),
        (
            "tags",
            vec![
                "[]",
                "[ ]",
                "[\"a\"]",
                "[ \"a\", \"b\" ]",
                "[\n    \"a\",\n    \"b\"\n  ]",
                "null",
                "\"a\"",
            ],
        ),
        ("weight", vec!["1", "1.5", "-2e3"]),
        ("extra", vec!["{\"a\": 1}", "{}", "{ \"author\" : \"x\" }"]),
        ("list", vec!["[{\"a\": [1]}, 2]"]),
    ])
}

fn json() -> impl Strategy<Value = Post> {
    let layout = select(vec![
        ("\n  ", ",\n  ", "\n", ": "),
        ("", ",", "", ":"),
        (" ", ", ", " ", " : "),
        ("\n\t", ",\n\t", "\n", ": "),
    ]);
    let body = select(vec!["\nbody\n", "\n\nbody", "\n"]);
    (json_members(), layout, any::<bool>(), body).prop_map(|(members, layout, fenced, body)| {
        let (open, between, close, colon) = layout;
        let written: Vec<String> =
            members.iter().map(|(key, value)| format!("\"{key}\"{colon}{value}")).collect();
        let (open, close) = if members.is_empty() { ("", "") } else { (open, close) };
        let object = format!("{{{open}{}{close}}}", written.join(between));
        match fenced {
            true => Post { generator: Generator::Eleventy, text: format!("---json\n{object}\n---{body}") },
            false => Post { generator: Generator::Hugo, text: format!("{object}{body}") },
        }
    })
}

fn hexo() -> impl Strategy<Value = Post> {
    let values = vec![
        ("title", vec![" a", " 'it''s'", " 2024", ""]),
        ("date", vec![" 2024-01-02 03:04:05", " 2024-01-02"]),
        ("tags", vec!["\n\t- a\n\t- b", "\n- a", " [a, b]", "", " a", "\n  - a"]),
        ("categories", vec!["\n\t- x", " x"]),
        ("published", vec![" true"]),
        ("permalink", vec![" /a/b/"]),
    ];
    let fence = select(vec![("---\n", "---\n"), ("", "---\n"), ("------\n", "------\n"), ("---\n", "---\n")]);
    let yaml =
        (entries(values), fence, select(BODIES.to_vec())).prop_map(|(entries, (open, close), body)| {
            let entries = if entries.is_empty() { vec![("title", " a")] } else { entries };
            let lines: String = entries.iter().map(|(key, value)| format!("{key}:{value}\n")).collect();
            Post { generator: Generator::Hexo, text: format!("{open}{lines}{close}{body}") }
        });
    let json = (json_members(), select(vec![",\n", ", "])).prop_map(|(members, between)| {
        let members = if members.is_empty() { vec![("title", "\"a\"")] } else { members };
        let written: Vec<String> = members.iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
        Post { generator: Generator::Hexo, text: format!("{}\n;;;\nbody\n", written.join(between)) }
    });
    prop_oneof![4 => yaml, 1 => json]
}

fn lines() -> impl Strategy<Value = Post> {
    let values = vec![
        ("Title", vec![" A title", " a: b", "    spaced", ""]),
        ("Date", vec![" 2024-01-02 10:20", " 2024-01-02"]),
        ("Tags", vec![" a, b", " a", " a,b, c", ""]),
        ("Status", vec![" published"]),
        ("Slug", vec![" s"]),
        ("Summary", vec![" one\n    two", " {x} #1"]),
        ("Author", vec![" Someone"]),
    ];
    (entries(values), any::<bool>(), select(vec!["\nbody\n", "\nBody: text\n\nmore", ""])).prop_map(
        |(entries, lower, body)| {
            let entries =
                if entries.len() < 2 { vec![("Title", " A"), ("Date", " 2024-01-02")] } else { entries };
            let key = |key: &str| if lower { key.to_lowercase() } else { key.to_owned() };
            let lines: String =
                entries.iter().map(|(name, value)| format!("{}:{value}\n", key(name))).collect();
            Post { generator: Generator::Pelican, text: format!("{lines}{body}") }
        },
    )
}

/// A YAML header with an entry that no reader takes.
fn broken() -> impl Strategy<Value = Post> {
    let bad = select(vec![
        "summary: @sveltejs/kit\n",
        "summary: a: b\n",
        "summary: [a, b\n",
        "summary: {{ .Date }}\n",
        "summary: \"open\n",
        "summary: `x`\n",
        "summary: %x\n",
        "summary: 'it's'\n",
    ]);
    let values = vec![
        ("title", vec![" a", " 'b' # c"]),
        ("date", vec![" 2024-01-02"]),
        ("tags", vec![" [a]", "\n  - a", ""]),
        ("weight", vec![" 1"]),
    ];
    (entries(values), bad, any::<prop::sample::Index>()).prop_map(|(entries, bad, at)| {
        let mut lines: Vec<String> = entries.iter().map(|(key, value)| format!("{key}:{value}\n")).collect();
        lines.insert(at.index(lines.len() + 1), bad.to_owned());
        Post { generator: Generator::Plain, text: format!("---\n{}---\nbody\n", lines.concat()) }
    })
}

/// No header at all, or an empty one.
fn bare() -> impl Strategy<Value = Post> {
    let texts = vec![
        "body\n",
        "",
        "# A heading\n\ntext",
        "---\n---\n",
        "---\n---\n\nbody\n",
        "+++\n+++\nbody\n",
        "---\n# only this\n---\n",
    ];
    let generator = select(vec![Generator::Plain, Generator::Hugo, Generator::Jekyll]);
    (select(texts), generator).prop_map(|(text, generator)| {
        let generator = if text.starts_with("+++") { Generator::Hugo } else { generator };
        Post { generator, text: text.to_owned() }
    })
}
