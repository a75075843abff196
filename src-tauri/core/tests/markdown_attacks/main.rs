//! Attacks of the kinds that public lists have, in every dialect with its HTML kept: what a browser's
//! parser makes of the preview holds nothing that runs, loads, submits or leaves its place, and is the
//! same when it is written and parsed again.

use galley_core::markdown::{Dialect, Preview, RawHtml, RenderContext};
use html5ever::serialize::{SerializeOpts, serialize};
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, QualName, local_name, ns, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom, SerializableHandle};

#[path = "../markdown_patches/dialects.rs"]
mod dialects;

fn attacks() -> Vec<String> {
    let lines =
        include_str!("attacks.txt").lines().filter(|line| !line.is_empty() && !line.starts_with("## "));
    let pictures = [('␊', "\n"), ('␉', "\t"), ('␍', "\r"), ('␌', "\u{c}"), ('␀', "\0")];
    let real = |line: &str| {
        pictures.iter().fold(line.to_owned(), |line, (picture, control)| line.replace(*picture, control))
    };
    lines.map(real).collect()
}

#[test]
fn every_attack_is_harmless_in_every_dialect() {
    let attacks = attacks();
    assert!(attacks.len() >= 450, "{}", attacks.len());
    let mut harm = Vec::new();
    for dialect in dialects::dialects() {
        let dialect = Dialect { html: RawHtml::Kept, ..dialect };
        for attack in &attacks {
            harm.extend(harm_of(attack, &dialect));
        }
    }
    assert!(harm.is_empty(), "{}", harm.join("\n\n"));
}

#[test]
fn every_attack_is_harmless_wherever_it_stands() {
    let mut harm = Vec::new();
    for attack in attacks() {
        for place in [
            "text {} text",
            "- item\n\n  {}\n",
            "> {}\n",
            "|a|\n|-|\n|{}|\n",
            "*a*[^1]\n\n[^1]: {}",
            "# {}\n",
            "<div>\n\n{}\n\n</div>",
            "<div><p title=\"\n{}",
            "<svg><p>{}",
            "<math><mtext>{}",
            "<svg><desc>{}",
            "<table>{}",
            "<table><td>{}",
            "<select>{}",
            "<b><a href=x>{}",
            "<!-- {}",
            "{}\n{}",
        ] {
            harm.extend(harm_of(&place.replace("{}", &attack), &Dialect::default()));
        }
    }
    assert!(harm.is_empty(), "{}", harm.join("\n\n"));
}

/// What is left of an attack that should not be.
fn harm_of(markdown: &str, dialect: &Dialect) -> Option<String> {
    for asset_base in ["preview://localhost/file/", ""] {
        let context = RenderContext {
            asset_base: asset_base.into(),
            dialect: dialect.clone(),
            ..RenderContext::default()
        };
        // The window gives each block to an element of its own.
        for block in Preview::new().update(markdown, 0, &context).blocks {
            let html = block.html.expect("what is sent first has its HTML");
            let judged = [true, false].into_iter().try_for_each(|scripting| judge(&html, scripting));
            if let Err(why) = judged {
                return Some(format!("{why}\nin {}\nof {markdown}\nwith {:?}", html, dialect.templates));
            }
        }
    }
    None
}

fn judge(html: &str, scripting: bool) -> Result<(), String> {
    let first = parse(html, scripting);
    examine(&first)?;
    let written = write(&first);
    let second = parse(&written, scripting);
    examine(&second)?;
    let again = write(&second);
    if written == again { Ok(()) } else { Err(format!("{written}\nbecomes {again}")) }
}

/// The content of a `<div>`.
fn parse(html: &str, scripting: bool) -> Handle {
    let tree_builder = TreeBuilderOpts { scripting_enabled: scripting, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let dom = parse_fragment(RcDom::default(), options, context, Vec::new(), scripting).one(html);
    let root = dom.document.children.borrow()[0].clone();
    // A handle's children go with the document otherwise.
    dom.document.children.borrow_mut().clear();
    root
}

fn write(root: &Handle) -> String {
    let mut bytes = Vec::new();
    serialize(&mut bytes, &SerializableHandle::from(root.clone()), SerializeOpts::default()).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn examine(node: &Handle) -> Result<(), String> {
    for child in node.children.borrow().iter() {
        match &child.data {
            NodeData::Text { .. } => {}
            NodeData::Element { name, attrs, .. } => {
                if name.ns != ns!(html) {
                    return Err(format!("a foreign element {}", name.local));
                }
                element(&name.local)?;
                for attribute in attrs.borrow().iter() {
                    self::attribute(&name.local, &attribute.name.local, &attribute.value)?;
                }
                let is_box = |name: &str| attrs.borrow().iter().any(|found| &*found.name.local == name);
                if &*name.local == "input" && !(is_box("disabled") && is_box("type")) {
                    return Err("a field".into());
                }
            }
            _ => return Err("a comment, a declaration or an instruction".into()),
        }
        examine(child)?;
    }
    Ok(())
}

/// Elements that neither run, load, submit nor change how others are read.
fn element(name: &str) -> Result<(), String> {
    const HARMLESS: &str = " a abbr address article aside audio b bdi bdo big blockquote br caption center cite \
        code col colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img \
        input ins kbd li main mark nav ol p picture pre q rp rt ruby s samp section small source span strong sub \
        summary sup table tbody td tfoot th thead tr ul video ";
    if HARMLESS.contains(&format!(" {name} ")) { Ok(()) } else { Err(format!("element {name}")) }
}

fn attribute(element: &str, name: &str, value: &str) -> Result<(), String> {
    const HARMLESS: &str = " align alt aria-hidden aria-label border cellpadding cellspacing checked class colspan \
        controls datetime decoding dir disabled headers height hreflang id lang loading loop media muted name open \
        playsinline preload reversed role rowspan scope sizes span start summary title type valign value width abbr \
        data-missing ";
    let bad = || Err(format!("{name}={value:?} of {element}"));
    match name {
        "href" | "src" | "poster" | "data-src" | "data-remote" => {
            if is_harmless(value, element == "img" && name == "src") { Ok(()) } else { bad() }
        }
        "srcset" => {
            if value.split(',').all(|candidate| is_harmless(candidate, false)) {
                Ok(())
            } else {
                bad()
            }
        }
        "style" => {
            let value = value.to_lowercase();
            let signs = ['\\', '@', '<', '{', '}', '!', '*'];
            let words =
                ["url", "expression", "position", "binding", "behavior", "image-set", "var(", "calc(", "--"];
            let reaches =
                ["-1", "-9", "transform", "z-index", "inset", "content", "animation", "filter", "cursor"];
            let is_bad =
                value.contains(signs) || words.iter().chain(&reaches).any(|word| value.contains(word));
            if is_bad { bad() } else { Ok(()) }
        }
        "type" if element == "input" => {
            if value == "checkbox" {
                Ok(())
            } else {
                bad()
            }
        }
        _ if HARMLESS.contains(&format!(" {name} ")) => Ok(()),
        _ => bad(),
    }
}

/// Whether an address is one of the web, of mail, of a telephone, of a file or of nothing, as a browser
/// reads it.
fn is_harmless(address: &str, may_be_data: bool) -> bool {
    let seen: String =
        address.trim_start_matches(|c| c <= ' ').chars().filter(|c| !"\t\n\r".contains(*c)).collect();
    let seen = seen.to_lowercase();
    let Some((scheme, rest)) = seen.split_once(':') else { return true };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    match scheme {
        _ if !is_scheme => true,
        "http" | "https" | "mailto" | "tel" | "preview" => true,
        "data" => may_be_data && rest.starts_with("image/") && !rest.starts_with("image/svg"),
        _ => false,
    }
}

/// The judge itself must see what it is to see.
#[test]
fn the_judge_knows_an_attack() {
    for attack in [
        "<script>x</script>",
        "<p onclick=x>y</p>",
        "<a href='java\tscript:x'>y</a>",
        "<img src='data:image/svg+xml,x'>",
        "<p style='background:url(x)'>y</p>",
        "<svg></svg>",
        "<!-- x -->",
        "<input>",
        "<iframe></iframe>",
        "<base href=x>",
        "<form></form>",
        "<math></math>",
        "<noscript></noscript>",
    ] {
        assert!(judge(attack, true).is_err(), "{attack}");
    }
    assert_eq!(judge("<p>a <a href=\"https://x.y\">b</a> <img src=\"data:image/png,x\"></p>", true), Ok(()));
}
