//! Posts that attack: whatever is written, only harmless elements, attributes and addresses are left.

use galley_core::markdown::{RenderContext, render};

/// One attack each, by shape. Those of one line are also tried inside a paragraph, a list and a table.
const ATTACKS: &[&str] = &[
    // Elements that run, load or replace.
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.y/z.js></SCRIPT>",
    "<script/x>alert(1)</script >",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script>\nalert(1)\n\nalert(2)\n</script>",
    "<style>@import '//x.y';* { position: fixed }</style>",
    "<link rel=stylesheet href=//x.y/z.css>",
    "<meta http-equiv=refresh content='0;url=//x.y'>",
    "<base href=//x.y/>",
    "<object data=//x.y/z.swf></object><embed src=//x.y/z.swf><applet code=x></applet>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<frameset><frame src=//x.y></frameset>",
    "<portal src=//x.y></portal><fencedframe src=//x.y></fencedframe>",
    "<form action=//x.y><input name=a><button formaction=javascript:alert(1)>go</button></form>",
    "<input type=image src=//x.y/z onerror=alert(1)>",
    "<input type=password autofocus onfocus=alert(1)>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<select autofocus onfocus=alert(1)><option>x</select><textarea onfocus=alert(1)></textarea>",
    "<body onload=alert(1) background=//x.y/z>",
    "<html onclick=alert(1)><head><title></title></head>",
    "<marquee onstart=alert(1)>x</marquee><keygen autofocus onfocus=alert(1)>",
    "<bgsound src=//x.y/z><layer src=//x.y></layer>",
    "<dialog open onclose=alert(1)>x</dialog>",
    "<slot onslotchange=alert(1)></slot><custom-element is=x onclick=alert(1)>",
    // Handlers.
    "<img src=x onerror=alert(1)>",
    "<img src='x' OnErRoR = 'alert(1)' >",
    "<img/src=x/onerror=alert(1)>",
    "<img src=\"x\"onerror=\"alert(1)\">",
    "<img src=x onerror\u{0c}=alert(1)>",
    "<p onclick=alert(1) onpointerrawupdate=alert(2)>x</p>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video src=x onerror=alert(1) autoplay><source onerror=alert(1)></video>",
    "<audio src onloadstart=alert(1)>",
    "<div style='animation: x' onanimationstart=alert(1)>x</div>",
    "<a href=x onmouseover=alert(1) ping=//x.y target=_top download>x</a>",
    "<p \x00onclick=alert(1)>x</p><p on\x00click=alert(1)>x</p>",
    // Addresses.
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](&#106;avascript&#58;alert(1))",
    "[x](&Tab;javascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd) [y](blob:x) [z](filesystem:x) [w](view-source:x) [v](preview://localhost/)",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "![x](javascript:alert(1)) ![y](data:image/svg+xml;base64,PHN2Zz4=) ![z](data:text/html,x)",
    "<javascript:alert(1)>",
    "<a href=\"\x01javascript:alert(1)\">x</a>",
    "<a href=\"java\nscript:alert(1)\">x</a>",
    "<a href='javascript&#x0000003a;alert(1)'>x</a>",
    "<a href=\"java&#115;cript:alert(1)\">x</a>",
    "<a href=\"javascript&colon;alert(1)\">x</a> <a href=\"&Tab;javascript:alert(1)\">y</a>",
    "<p style=\"posi&#116;ion: fixed\">x</p> <p style=\"&#112;osition: fixed\">y</p>",
    "<a href=' &#14;  javascript:alert(1)'>x</a>",
    "<a xlink:href='javascript:alert(1)'>x</a>",
    "<video poster=javascript:alert(1)></video>",
    "<blockquote cite=javascript:alert(1)>x</blockquote>",
    "<img srcset='//x.y/z 1x, javascript:alert(1) 2x' longdesc=javascript:alert(1) usemap=#m>",
    "<map name=m><area href=javascript:alert(1)></map>",
    "<div class=embed data-src=javascript:alert(1)>x</div>",
    "<table background=//x.y/z><td background=javascript:alert(1)>x</table>",
    // Styles.
    "<div style='position:fixed;inset:0;z-index:9'>cover</div>",
    "<div style='background:url(//x.y/z)'>x</div>",
    "<div style='width:expression(alert(1))'>x</div>",
    "<div style='behavior:url(x.htc);-moz-binding:url(x)'>x</div>",
    "<div style='backg\\72ound:ur\\6c(//x.y)'>x</div>",
    "<div style='background:/**/u/**/rl(//x.y)'>x</div>",
    "<div style=\"list-style:url('javascript:alert(1)')\">x</div>",
    // Markup that changes its meaning when it is parsed again.
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a><use href=//x.y/z.svg#x /></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1) /><set attributeName=onclick to=alert(1) /></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math href=javascript:alert(1)><maction actiontype=statusline xlink:href=javascript:alert(1)>x</maction></math>",
    "<math><annotation-xml encoding=text/html><script>alert(1)</script></annotation-xml></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script><img src=x onerror=alert(1)></template>",
    "<textarea><p title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
    "<title><p title=\"</title><img src=x onerror=alert(1)>\"></title>",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\"></xmp>",
    "<noembed><p title=\"</noembed><img src=x onerror=alert(1)>\"></noembed>",
    "<iframe><p title=\"</iframe><img src=x onerror=alert(1)>\"></iframe>",
    "<svg><iframe><a title=\"</iframe><img src onerror=alert(1)>\">x",
    "<iframe title='\"><img src=x onerror=alert(1)>' src='https://x.y/\"onclick=\"alert(1)'></iframe>",
    "<p title='<iframe src=\"x\" onload=\"alert(1)\">'>x</p>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml <img src=x onerror=alert(1)> ?>",
    "<!doctype html [<!ENTITY x '<script>'>]>",
    "<a title=\"</a><img src=x onerror=alert(1)>\">x</a>",
    "<p title=\"`<img src=x onerror=alert(1)>`\">x</p>",
    "`<img src=x` onerror=alert(1)>`",
    "<img alt=\"--><script>alert(1)</script>\" src=x>",
    "<img src=\"x` `<script>alert(1)</script>\"` `>",
    "<b><table><style></b><img src=x onerror=alert(1)></style></table>",
    "<select><style></select><img src=x onerror=alert(1)></style>",
    "<a href=\"x\" \"=\" onclick=alert(1) \">x</a>",
    "<a ='x' onclick='alert(1)'>x</a>",
    "<<script>alert(1)//<</script>",
    "<img src=x:x onerror=alert(1)//",
    "<p <img src=x onerror=alert(1)>>x",
    // Through what Markdown builds.
    "![x\" onerror=\"alert(1)](x.png \"\\\" onerror=\\\"alert(1)\")",
    "```x\" onclick=\"alert(1)\ncode\n```",
    "# x\" onclick=\"alert(1)",
    "x[^\" onclick=\"alert(1)]\n\n[^\" onclick=\"alert(1)]: y",
    "https://x.y/\"onclick=\"alert(1) www.x.y/'><script>alert(1)</script>",
];

const ELEMENTS: &str = " a abbr audio b blockquote br center code dd del details div dl dt em figcaption figure h1 h2 h3 \
    hr i img input ins kbd li mark ol p picture pre q rp rt ruby s section small source span strong sub summary sup table \
    tbody td tfoot th thead tr ul video ";

const ATTRIBUTES: &str = " align alt aria-hidden aria-label checked class colspan controls data-missing data-remote \
    data-src dir disabled height href id lang loop muted name open role src srcset start style title type width ";

#[test]
fn nothing_dangerous_survives() {
    for attack in ATTACKS {
        expect_harmless(attack);
    }
}

#[test]
fn nothing_dangerous_survives_inside_other_markup() {
    for attack in ATTACKS.iter().filter(|attack| !attack.contains('\n')) {
        for wrapped in [
            format!("text {attack} text"),
            format!("- item\n\n  {attack}\n"),
            format!("> {attack}\n"),
            format!("|a|\n|-|\n|{attack}|\n"),
            format!("<div>\n\n{attack}\n\n</div>"),
            format!("<div><p title=\"\n{attack}"),
            format!("<svg><p>{attack}"),
            format!("<table>{attack}"),
            format!("*{attack}*[^1]\n\n[^1]: {attack}"),
        ] {
            expect_harmless(&wrapped);
        }
    }
}

#[test]
fn text_that_looks_like_markup_stays_text() {
    let html = render("`<script>` &lt;img src=x onerror=alert(1)&gt; \\<b>", &RenderContext::default());
    assert_eq!(html, "<p><code>&lt;script&gt;</code> &lt;img src=x onerror=alert(1)&gt; &lt;b&gt;</p>\n");
}

fn expect_harmless(markdown: &str) {
    let context = RenderContext {
        asset_base: "preview://localhost/file/".into(),
        post_dir: String::new(),
        ..RenderContext::default()
    };
    for context in [context, RenderContext::default()] {
        let loads = context.asset_base.is_empty();
        let html = render(markdown, &context);
        if let Err(why) = examine(&html, loads) {
            panic!("{why}\nin {html}\nof {markdown}");
        }
    }
}

/// In what the sanitiser writes every `<` starts a tag and every value stands in double quotes; a
/// deviation from that is an error too.
fn examine(html: &str, may_load: bool) -> Result<(), String> {
    for tag in html.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').ok_or("a tag that does not end")?;
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let name = name.trim_start_matches('/');
        if !ELEMENTS.contains(&format!(" {name} ")) {
            return Err(format!("element {name}"));
        }
        while !matches!(rest, "" | "/") {
            let (attribute, after) = rest.split_once("=\"").ok_or(format!("odd attributes {rest}"))?;
            let (value, after) = after.split_once('"').ok_or("a value that does not end")?;
            examine_attribute(name, attribute, value, may_load)?;
            rest = after.strip_prefix(' ').unwrap_or(after);
        }
    }
    Ok(())
}

fn examine_attribute(element: &str, attribute: &str, value: &str, may_load: bool) -> Result<(), String> {
    let is_address = matches!(attribute, "href" | "src" | "srcset" | "poster" | "data-src");
    let squeezed: String = value.to_lowercase().chars().filter(|c| *c > ' ').collect();
    let schemes = ["http:", "https:", "mailto:", "tel:", "preview:", "data:image/png"];
    let harmless = match attribute {
        _ if !ATTRIBUTES.contains(&format!(" {attribute} ")) => false,
        "type" => element != "input" || value == "checkbox",
        "src" | "srcset" if !may_load => {
            value.starts_with("preview://localhost/file/") || squeezed.starts_with("data:image/png")
        }
        "style" => !squeezed.contains(['\\', '(', '@']) && !squeezed.contains("position"),
        _ if is_address => {
            let before = squeezed.split(['/', '?', '#', '%']).next().unwrap_or_default();
            let hidden =
                ["&#", "&colon", "&tab", "&newline"].iter().any(|reference| before.contains(reference));
            !(hidden || before.contains(':')) || schemes.iter().any(|scheme| squeezed.starts_with(scheme))
        }
        _ => true,
    };
    if harmless { Ok(()) } else { Err(format!("attribute {attribute}={value} of {element}")) }
}
